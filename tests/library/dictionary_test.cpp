#include "library/dictionary.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace sillok::library {
namespace {

namespace fs = std::filesystem;

class DictionaryTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() /
        ("sillok-dictionary-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
         "-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& text) const {
    std::ofstream(folder_ / "dictionary.txt", std::ios::binary) << text;
  }

  fs::path folder_;
};

TEST_F(DictionaryTest, IsEmptyWithoutAFile) {
  const Dictionary dictionary = DictionaryFile(folder_).read();
  EXPECT_TRUE(dictionary.words->links().empty());
  EXPECT_TRUE(dictionary.faults.empty());
  EXPECT_TRUE(dictionary_lines(folder_)->empty());
}

TEST_F(DictionaryTest, ChangesAreSeenAtTheNextReading) {
  const DictionaryFile file(folder_);
  EXPECT_TRUE(file.read().words->links().empty());
  ASSERT_TRUE(add_to_dictionary(folder_, "연차 = 연차휴가"));
  EXPECT_EQ(file.read().words->bridges("연차는 며칠인가요").size(), 1);
  ASSERT_TRUE(add_to_dictionary(folder_, "쉼표휴가, 리프레시 > 안식휴가"));
  EXPECT_EQ(file.read().words->bridges("리프레시 며칠").size(), 1);
  ASSERT_EQ(*dictionary_lines(folder_),
            (std::vector<std::string>{"연차 = 연차휴가", "쉼표휴가, 리프레시 > 안식휴가"}));
  EXPECT_EQ(*remove_from_dictionary(folder_, "리프레시"), 1);
  EXPECT_TRUE(file.read().words->bridges("리프레시 며칠").empty());
  EXPECT_EQ(*remove_from_dictionary(folder_, "연차"), 1);
}

TEST_F(DictionaryTest, BadLinesAreNamedAndTheOthersHold) {
  write("# 우리 말\n연차 = 연차휴가\n이것만\n\n급여일 > \n여비=출장비\r\n");
  const Dictionary dictionary = DictionaryFile(folder_).read();
  EXPECT_EQ(dictionary.words->links().size(), 4);
  ASSERT_EQ(dictionary.faults.size(), 2);
  EXPECT_TRUE(dictionary.faults[0].starts_with("dictionary.txt, line 3: is no group"));
  EXPECT_TRUE(dictionary.faults[1].starts_with("dictionary.txt, line 5: has a place without"));
}

TEST_F(DictionaryTest, WhatIsNoGroupIsNotAdded) {
  for (const char* group : {"", "연차", "# 말", "a = b\nc = d", "연차 = "}) {
    EXPECT_EQ(add_to_dictionary(folder_, group).error().code, Code::usage) << group;
  }
  ASSERT_TRUE(add_to_dictionary(folder_, "연차 = 연차휴가"));
  EXPECT_EQ(add_to_dictionary(folder_, " 연차 = 연차휴가 ").error().code, Code::usage);
  EXPECT_EQ(remove_from_dictionary(folder_, "월차").error().code, Code::not_found);
}

TEST_F(DictionaryTest, RemarksStayWhereTheyAre) {
  write("# 우리 말\n연차 = 연차휴가\n");
  ASSERT_TRUE(add_to_dictionary(folder_, "여비 = 출장비"));
  ASSERT_TRUE(remove_from_dictionary(folder_, "연차"));
  std::ifstream in(folder_ / "dictionary.txt");
  std::string first, second;
  std::getline(in, first);
  std::getline(in, second);
  EXPECT_EQ(first, "# 우리 말");
  EXPECT_EQ(second, "여비 = 출장비");
}

}  // namespace
}  // namespace sillok::library
