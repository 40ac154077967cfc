#include "text/remembered.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace sillok::text {
namespace {

std::u16string word(std::uint32_t number) {
  std::u16string made;
  for (std::uint32_t rest = number + 1; rest > 0; rest /= 100) {
    made += static_cast<char16_t>(0xAC00 + rest % 100);
  }
  return made;
}

// As many bytes as the word's first syllable says, none among them.
std::string answer(std::u16string_view word) {
  return std::string(word.front() % 7, static_cast<char>('a' + word.back() % 20));
}

TEST(Remembered, TellsWhatWasMadeHoweverMuchItForgets) {
  Remembered remembered(400);
  std::mt19937 random(3);
  std::size_t made = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::uint32_t most = round % 3 == 0 ? 20 : 5'000;
    const std::u16string asked = word(static_cast<std::uint32_t>(random() % most));
    const auto told = [&](std::u16string_view each) {
      ++made;
      return answer(each);
    };
    ASSERT_EQ(remembered.of(asked, told), answer(asked));
  }
  EXPECT_GT(made, 10'000U) << "it holds no more than it should";
  EXPECT_LT(made, 14'500U) << "the twenty that come again and again are known";
}

TEST(Remembered, KnowsAtLeastTheLastHalf) {
  Remembered remembered(1'000);
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    (void)remembered.of(word(i), [](std::u16string_view) { return "first"; });
    const std::uint32_t before = i < 240 ? 0 : i - 240;
    const auto known = remembered.of(word(before), [](std::u16string_view) { return "again"; });
    ASSERT_EQ(known, "first") << i;
  }
}

}  // namespace
}  // namespace sillok::text
