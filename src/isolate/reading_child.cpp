// The entry of `sillok --reading-child FD`.
#include <iconv.h>
#include <malloc.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <vector>

#include "formats/reader.h"
#include "isolate/reading.h"
#include "isolate/zygote.h"

namespace sillok::isolate {
namespace {

// What the readers and their libraries would load from files at their first use is loaded here:
// behind the walls it could not be. Character conversion by the C library (Poppler's way to UTF-8)
// comes as a module, which stays loaded while a conversion is open; the time zone as a file.
void load_everything() {
  static_cast<void>(formats::readers());
  static auto* const kOpen = new std::vector<iconv_t>;
  for (const char* encoding : {"UTF-16", "UTF-16LE", "UTF-16BE", "UCS-2", "UCS-4"}) {
    kOpen->push_back(::iconv_open("UTF-8", encoding));
    kOpen->push_back(::iconv_open(encoding, "UTF-8"));
  }
  ::tzset();
}

// A child reads one document and ends: no memory is worth giving back before, and large pieces that
// are mapped anew each time would cost a page fault for each of their pages.
void keep_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

}  // namespace

int reading_child_main(int argc, char** argv) {
  int socket = -1;
  if (argc != 3 ||
      std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), socket).ec != std::errc{} ||
      socket < 3) {
    std::fprintf(stderr, "sillok: --reading-child is for sillok's own use\n");
    return 2;
  }
  keep_memory();
  return run_zygote(socket, load_everything, formats::read);
}

}  // namespace sillok::isolate
