#include "serve/shelf.h"

#include <algorithm>
#include <utility>

#include "text/unicode.h"

namespace sillok::serve {
namespace {

bool is_same(const library::DocumentRow& a, const library::DocumentRow& b) {
  return a.id == b.id && a.version == b.version && a.updated == b.updated &&
         a.scope.id == b.scope.id;
}

}  // namespace

Result<std::shared_ptr<const OpenDocument>> Shelf::open(const library::Library& library,
                                                        const std::string& id,
                                                        const library::Asker& asker) {
  Result<library::DocumentRow> row = library.document(id, asker);
  if (!row) return fail(std::move(row).error());
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const auto& each) { return is_same(each->row, *row); });
    if (found != kept_.end()) {
      std::rotate(kept_.begin(), found, found + 1);
      return kept_.front();
    }
  }
  Result<document::Document> body = library.body(id, asker);
  if (!body) return fail(std::move(body).error());
  auto opened = std::make_shared<OpenDocument>();
  opened->row = std::move(*row);
  opened->body = std::move(*body);
  opened->begins = document::block_offsets(opened->body);
  std::size_t points = 0;
  for (const document::Block& block : opened->body.blocks) {
    opened->code_points.push_back(points);
    points += text::code_points_before(block.text, block.text.size()) + 1;
    opened->bytes += block.text.size() + 1;
  }
  keep(opened);
  return std::shared_ptr<const OpenDocument>(std::move(opened));
}

void Shelf::keep(std::shared_ptr<const OpenDocument> document) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& each) { return each->row.id == document->row.id; });
  kept_.insert(kept_.begin(), std::move(document));
  std::size_t count = 0;
  std::size_t bytes = 0;
  // The newest stays even when it alone is over the limit: it is being read.
  std::erase_if(kept_, [&](const auto& each) {
    bytes += each->bytes;
    return ++count > 1 && (count > kDocuments || bytes > kBytes);
  });
}

}  // namespace sillok::serve
