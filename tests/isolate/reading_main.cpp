// main() of test programs whose rooms read files: ReadingRoom starts the program it is in.
#include <gtest/gtest.h>

#include <cstring>

#include "isolate/reading.h"

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "--reading-child") == 0) {
    return sillok::isolate::reading_child_main(argc, argv);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
