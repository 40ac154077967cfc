// Like reading_main.cpp, but the child reads with hostile_read. A program of its own, so that
// sillok has no way to be told to misbehave.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "hostile_reader.h"
#include "isolate/zygote.h"

int main(int argc, char** argv) {
  if (argc > 2 && std::strcmp(argv[1], "--reading-child") == 0) {
    return sillok::isolate::run_zygote(
        std::atoi(argv[2]), [] {}, sillok::isolate::hostile_read);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
