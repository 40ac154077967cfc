// What --explain says adds up to what search found.
#include <gtest/gtest.h>

#include "library_of_words.h"

namespace sillok::index {
namespace {

TEST(Explain, WhatTheTermsGiveAddsUpToTheScore) {
  WordSource source(7);
  const Folder folder;
  auto index = open_index(folder.path());
  ASSERT_NE(index, nullptr);
  std::vector<Made> made;
  for (std::int64_t id = 1; id <= 200; ++id) made.push_back(source.passage(id, 3));
  add_all(*index, made);
  ASSERT_TRUE(index->commit(1));
  for (int round = 0; round < 20; ++round) {
    Query query;
    query.text = source.words(6);
    query.likewise = source.words(4);
    query.k = 10;
    query.visible_scopes = {true, round % 2 == 0, false};
    const auto hits = index->search(query);
    ASSERT_TRUE(hits);
    for (const Hit& hit : *hits) {
      const Made& passage = made[static_cast<std::size_t>(hit.passage - 1)];
      const Fields fields{passage.id, passage.title, passage.context, passage.body,
                          passage.defined};
      const auto why = index->explain(query, {&fields, 1});
      ASSERT_TRUE(why);
      double sum = 0;
      for (const TermShare& term : why->front().terms) {
        EXPECT_GT(term.in_title + term.in_context + term.in_body + term.in_defined, 0) << term.term;
        EXPECT_LE(term.gives, term.weight) << term.term;
        sum += term.gives;
      }
      EXPECT_NEAR(sum, hit.score, 1e-9);
    }
  }
}

}  // namespace
}  // namespace sillok::index
