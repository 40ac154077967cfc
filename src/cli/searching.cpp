#include "cli/searching.h"

#include <utility>

#include "answer/texts.h"
#include "cli/vectors.h"
#include "text/analyzer.h"

namespace sillok::cli {

Result<Searching> open_for_searching(const Context& context) {
  const std::filesystem::path& folder = context.library;
  Searching searching;
  Result<std::unique_ptr<library::Library>> library =
      library::Library::open(folder, library::Access::read);
  if (!library) return fail(std::move(library).error());
  searching.library = std::move(*library);
  Result<std::unique_ptr<index::LexicalIndex>> index =
      index::LexicalIndex::open(folder / "index", text::korean_analyzer());
  if (!index) return fail(std::move(index).error());
  searching.index = std::move(*index);
  const auto embedder = configured_embedder(context.configuration);
  if (!embedder) return fail(embedder.error());
  searching.vectors =
      std::make_unique<index::VectorSearch>(folder / "index", text::korean_analyzer(), *embedder);
  if (const model::RerankerOptions& options = context.configuration.reranker;
      !options.url.empty()) {
    auto reranker = model::ServerReranker::open(options);
    if (!reranker) return fail(std::move(reranker).error());
    searching.reranker = std::move(*reranker);
  }
  searching.hybrid = std::make_unique<index::Hybrid>(
      *searching.index, text::korean_analyzer(), answer::texts_of(*searching.library),
      searching.vectors.get(), searching.reranker.get());
  return searching;
}

}  // namespace sillok::cli
