// What the readers of Hangul (한글) documents do alike around the reading itself.
#pragma once

#include <string>
#include <utility>

#include "document/document.h"
#include "formats/reader.h"

namespace sillok::formats {

// Opens the container that the file is (Ole, Zip), gives it to `read_document` and what that says
// to the sink. Errors name the file.
template <class Container>
Result<void> read_contained(const Source& source, const Limits& limits, const Sink& sink,
                            Result<document::Document> (*read_document)(const Container&,
                                                                        const Limits&)) {
  const auto named = [&source](Error&& error) {
    error.subject = std::string(source.name);
    return fail(std::move(error));
  };
  auto container = Container::open(source.bytes, limits);
  if (!container) return named(std::move(container).error());
  auto document = read_document(*container, limits);
  if (!document) return named(std::move(document).error());
  return sink(*std::move(document));
}

}  // namespace sillok::formats
