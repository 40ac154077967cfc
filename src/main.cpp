// The composition root: hands over to the reading child or to the command line.
#include <cstdio>
#include <cstring>
#include <exception>

#include "cli/command.h"
#include "isolate/reading.h"

int main(int argc, char** argv) {
  try {
    if (argc > 1 && std::strcmp(argv[1], "--reading-child") == 0) {
      return sillok::isolate::reading_child_main(argc, argv);
    }
    return sillok::cli::run(argc, argv);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "sillok: internal error: %s\n", failure.what());
    return 1;
  }
}
