// The entry of `sillok --reading-child FD`.
#include <charconv>
#include <cstdio>
#include <cstring>

#include "formats/reader.h"
#include "isolate/reading.h"
#include "isolate/zygote.h"

namespace sillok::isolate {

int reading_child_main(int argc, char** argv) {
  int socket = -1;
  if (argc != 3 ||
      std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), socket).ec != std::errc{} ||
      socket < 3) {
    std::fprintf(stderr, "sillok: --reading-child is for sillok's own use\n");
    return 2;
  }
  return run_zygote(
      socket, [] { static_cast<void>(formats::readers()); }, formats::read);
}

}  // namespace sillok::isolate
