#include "answer/texts.h"

#include <utility>

namespace sillok::answer {

index::Texts texts_of(const library::Library& library) {
  return [&library](std::span<const std::int64_t> ids) -> Result<std::vector<index::KeptText>> {
    Result<std::vector<library::KeptPassage>> passages = library.passages(ids);
    if (!passages) return fail(std::move(passages).error());
    std::vector<index::KeptText> texts;
    texts.reserve(passages->size());
    for (library::KeptPassage& each : *passages) {
      texts.push_back({each.id, std::move(each.title), std::move(each.passage.context),
                       std::move(each.passage.text)});
    }
    return texts;
  };
}

}  // namespace sillok::answer
