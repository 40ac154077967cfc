// A reader that does what the file tells it to, good and evil; only in this test program.
#pragma once

#include "formats/reader.h"

namespace sillok::isolate {

// The file's bytes are a deed and its argument: "say TEXT", "many N", "crash", "open PATH", ...;
// the deeds are listed in hostile_reader.cpp.
Result<void> hostile_read(const formats::Source& source, const formats::Limits& limits,
                          const formats::Sink& sink);

}  // namespace sillok::isolate
