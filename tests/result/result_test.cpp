#include "result/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace sillok {
namespace {

constexpr Code kCodes[] = {Code::usage,      Code::not_found,   Code::denied,
                           Code::unreadable, Code::too_large,   Code::busy,
                           Code::storage,    Code::unsupported, Code::internal};

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> seven = 7;
  ASSERT_TRUE(seven);
  EXPECT_EQ(*seven, 7);
  EXPECT_EQ(seven.value_or(1), 7);
  const Result<int> none = fail(Code::not_found, "no such file; check the path", "a.txt");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Code::not_found);
  EXPECT_EQ(none.error().line(), "a.txt: no such file; check the path");
  EXPECT_EQ(none.value_or(1), 1);
}

TEST(Result, NothingIsAValueToo) {
  const Result<void> done;
  EXPECT_TRUE(done.has_value());
  const Result<void> failed = fail(Code::busy, "in use");
  EXPECT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().line(), "in use");
}

TEST(Result, MovesWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = std::move(made).value();
  EXPECT_EQ(*taken, 3);
  Result<int> failed = fail(Code::storage, "disk full", "library");
  const Result<std::string> passed_on = fail(std::move(failed).error());
  EXPECT_EQ(passed_on.error().line(), "library: disk full");
}

TEST(Result, EveryCodeHasANameAndBothStatuses) {
  std::set<std::string_view> names;
  for (const Code code : kCodes) {
    names.insert(name_of(code));
    EXPECT_EQ(exit_status(code), code == Code::usage ? 2 : 1) << name_of(code);
    EXPECT_GE(http_status(code), 400) << name_of(code);
    EXPECT_LT(http_status(code), 600) << name_of(code);
  }
  EXPECT_EQ(names.size(), std::size(kCodes));
}

// A reply must not tell whether a hidden thing exists.
TEST(Result, DeniedLooksLikeNotFoundOverHttp) {
  EXPECT_EQ(http_status(Code::denied), http_status(Code::not_found));
}

}  // namespace
}  // namespace sillok
