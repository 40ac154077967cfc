#include "answer/search_request.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "answer/question.h"
#include "index/conditions.h"
#include "text/analyzer.h"

namespace sillok::answer {
namespace {

// YYYY-MM-DD; whether the month has that day does not matter to a comparison.
bool is_day(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == '0' ? c >= '0' && c <= '9' : c == shape;
         });
}

Result<void> check_days(const SearchRequest& request) {
  for (const std::string* day : {&request.since, &request.until}) {
    if (!day->empty() && !is_day(*day)) {
      return fail(Code::usage, "'" + *day + "' is no day; write it as 2026-01-31");
    }
  }
  return {};
}

Result<void> narrow(const SearchRequest& request, const library::Library& library,
                    library::Asker asker, index::Conditions& conditions) {
  if (!request.collection.empty()) {
    asker.collection = request.collection;
    Result<std::vector<bool>> wanted = library.visible_scopes(asker);
    if (!wanted) return fail(std::move(wanted).error());
    conditions.scopes = std::move(*wanted);
    conditions.scopes.push_back(false);  // never empty: that would mean all
  }
  if (request.documents.empty() && request.since.empty() && request.until.empty()) return {};
  const auto ranges = library.passage_ranges({request.documents, request.since, request.until});
  if (!ranges) return fail(ranges.error());
  conditions.passages.emplace();
  for (const library::PassageRange& range : *ranges) {
    conditions.passages->push_back({range.first, range.last});
  }
  return {};
}

bool read_fields(const library::Library& library, std::int64_t passage,
                 index::PassageFields& fields) {
  Result<std::vector<library::KeptPassage>> kept = library.passages(std::span(&passage, 1));
  if (!kept || kept->empty()) return false;
  library::KeptPassage& found = kept->front();
  fields = {std::move(found.title), std::move(found.passage.context),
            std::move(found.passage.text)};
  return true;
}

}  // namespace

Result<index::Query> prepare_search(const SearchRequest& request, const library::Library& library,
                                    const index::Retriever& retriever,
                                    const library::Asker& asker) {
  if (auto checked = check_days(request); !checked) return fail(checked.error());
  Result<std::vector<bool>> visible = library.visible_scopes(asker);
  if (!visible) return fail(std::move(visible).error());
  index::TypedQuery typed = index::read_query(request.typed);
  const bool conditional = !typed.plain() || !request.collection.empty() ||
                           !request.documents.empty() || !request.since.empty() ||
                           !request.until.empty();
  const library::Dictionary dictionary = library.dictionary();
  index::Query query = query_for(
      understand(typed.text, text::korean_analyzer(), retriever, *visible, dictionary.words.get()));
  query.k = request.k;
  query.visible_scopes = std::move(*visible);
  if (!conditional) return query;
  index::Conditions conditions = std::move(typed.conditions);
  if (auto done = narrow(request, library, asker, conditions); !done) return fail(done.error());
  conditions.read = [&library](std::int64_t passage, index::PassageFields& fields) {
    return read_fields(library, passage, fields);
  };
  query.conditions = std::make_shared<const index::Conditions>(std::move(conditions));
  return query;
}

}  // namespace sillok::answer
