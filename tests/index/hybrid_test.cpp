// Both ways of finding together, and what is said of why.
#include "index/hybrid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "index/ranker.h"
#include "library_of_words.h"
#include "model/embedder.h"
#include "model/reranker.h"

namespace sillok::index {
namespace {

// A text's terms, each thrown into one of 64 numbers.
class Thrown final : public model::Embedder {
 public:
  [[nodiscard]] Result<model::Vectors> embed(std::span<const std::string_view> texts,
                                             model::Purpose /*purpose*/) const override {
    model::Vectors vectors;
    for (const std::string_view text : texts) {
      std::vector<text::Term> terms;
      text::korean_analyzer().analyse(text, terms);
      std::vector<float> vector(dimensions());
      for (const text::Term& term : terms) vector[std::hash<std::string>{}(term.text) % 64] += 1;
      vectors.push_back(std::move(vector));
    }
    return vectors;
  }
  [[nodiscard]] std::size_t dimensions() const override { return 64; }
  [[nodiscard]] std::string version() const override { return "thrown"; }
};

// A library in memory with its indexes.
class Kept {
 public:
  explicit Kept(bool with_vectors = false) : index_(open_index(folder_.path())) {
    if (!with_vectors) return;
    store_ = *VectorIndex::open(vectors_folder(folder_.path()), "thrown", 64);
    vectors_ = std::make_unique<VectorSearch>(folder_.path(), text::korean_analyzer(),
                                              std::make_shared<const Thrown>());
  }

  void add(const Made& passage) {
    const Entry entry = passage.entry();
    ASSERT_TRUE(index_->add({&entry, 1}));
    texts_[passage.id] = {passage.id, passage.title, passage.context, passage.body};
    if (!store_) return;
    const std::string_view body = passage.body;
    const auto vectors = Thrown().embed({&body, 1}, model::Purpose::passage);
    const VectorEntry vector{passage.id, passage.scope, vectors->front()};
    ASSERT_TRUE(store_->add({&vector, 1}));
  }
  void commit() {
    ASSERT_TRUE(index_->commit(1));
    if (store_) {
      ASSERT_TRUE(store_->commit(1));
    }
  }
  // The index still has it, the library does not.
  void lose(std::int64_t passage) { texts_.erase(passage); }

  [[nodiscard]] const LexicalIndex& index() const { return *index_; }
  [[nodiscard]] const KeptText& text(std::int64_t passage) const { return texts_.at(passage); }
  [[nodiscard]] Fields fields(std::int64_t passage) const {
    const KeptText& text = texts_.at(passage);
    return {passage, text.title, text.context, text.body};
  }
  [[nodiscard]] Hybrid hybrid(const model::Reranker* reranker = nullptr) const {
    return Hybrid(
        *index_, text::korean_analyzer(),
        [this](std::span<const std::int64_t> ids) -> Result<std::vector<KeptText>> {
          std::vector<KeptText> found;
          for (const std::int64_t id : ids) {
            if (const auto text = texts_.find(id); text != texts_.end()) {
              found.push_back(text->second);
            }
          }
          return found;
        },
        vectors_.get(), reranker);
  }

 private:
  Folder folder_;
  std::unique_ptr<LexicalIndex> index_;
  std::unique_ptr<VectorIndex> store_;
  std::unique_ptr<VectorSearch> vectors_;
  std::map<std::int64_t, KeptText> texts_;
};

// Likes the passages least that others like most; or says nothing.
class Contrary final : public model::Reranker {
 public:
  explicit Contrary(bool answers) : answers_(answers) {}
  [[nodiscard]] Result<std::vector<double>> relevance(
      std::string_view /*question*/, std::span<const std::string_view> passages) const override {
    asked = passages.size();
    if (!answers_) return fail(Code::busy, "gone");
    std::vector<double> rising;
    for (std::size_t i = 0; i < passages.size(); ++i) rising.push_back(static_cast<double>(i));
    return rising;
  }
  [[nodiscard]] std::size_t passages() const override { return 5; }
  [[nodiscard]] std::string version() const override { return "contrary"; }
  mutable std::size_t asked = 0;

 private:
  bool answers_;
};

Query query_of(const std::string& text, std::size_t k, std::vector<bool> visible = {true}) {
  Query query;
  query.text = text;
  query.k = k;
  query.visible_scopes = std::move(visible);
  return query;
}

void fill(Kept& kept, std::uint32_t seed, std::int64_t passages) {
  WordSource words(seed);
  for (std::int64_t id = 1; id <= passages; ++id) {
    kept.add({id, 0, words.words(3), words.words(3), words.words(30)});
  }
  kept.commit();
}

// Some passages of three scopes, and those of the second alone.
void fill_twice(Kept& all, Kept& seen, WordSource& words) {
  for (std::int64_t id = 1; id <= 120; ++id) {
    const Made made{id, static_cast<std::int64_t>(words.below(3)), words.words(3), words.words(3),
                    words.words(30)};
    all.add(made);
    if (made.scope == 1) seen.add(made);
  }
  all.commit();
  seen.commit();
}

constexpr const char* kAsked = "휴가 신청 교통비 총장";

TEST(Hybrid, HiddenPassagesChangeNoResultAndNoScore) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    WordSource words(seed);
    Kept all(seed % 2 == 0), seen(seed % 2 == 0);
    fill_twice(all, seen, words);
    for (int question = 0; question < 20; ++question) {
      Query query = query_of(words.words(6), 1 + words.below(60), {false, true, false});
      query.likewise = words.words(2);
      const auto from_all = all.hybrid().search(query);
      const auto from_seen = seen.hybrid().search(query);
      ASSERT_TRUE(from_all && from_seen);
      ASSERT_EQ(from_all->size(), from_seen->size());
      for (std::size_t i = 0; i < from_all->size(); ++i) {
        EXPECT_EQ((*from_all)[i].passage, (*from_seen)[i].passage);
        EXPECT_EQ((*from_all)[i].score, (*from_seen)[i].score);
      }
    }
  }
}

TEST(Hybrid, ARerankingModelOrdersTheFirstAndNothingElse) {
  Kept kept;
  fill(kept, 9, 150);
  const auto before = kept.hybrid().search(query_of(kAsked, 20));
  ASSERT_TRUE(before);
  ASSERT_GT(before->size(), 6U);
  const Contrary contrary(true);
  const auto after = kept.hybrid(&contrary).search(query_of(kAsked, 20));
  ASSERT_TRUE(after);
  ASSERT_EQ(after->size(), before->size());
  EXPECT_EQ(contrary.asked, 5U);
  for (std::size_t i = 0; i < before->size(); ++i) {
    EXPECT_EQ((*after)[i].score, (*before)[i].score) << "scores stay with their places";
    EXPECT_EQ((*after)[i].passage, (*before)[i < 5 ? 4 - i : i].passage);
  }
  const Fields first = kept.fields((*after)[0].passage);
  const auto why = kept.hybrid(&contrary).explain(query_of(kAsked, 20), {&first, 1});
  ASSERT_TRUE(why);
  EXPECT_EQ(why->front().features.back(), (std::pair<std::string, double>("reranker", 4)));

  const Contrary gone(false);
  const auto without = kept.hybrid(&gone).search(query_of(kAsked, 20));
  ASSERT_TRUE(without) << "it is not needed";
  EXPECT_EQ(gone.asked, 5U);
  for (std::size_t i = 0; i < before->size(); ++i) {
    EXPECT_EQ((*without)[i].passage, (*before)[i].passage);
  }
}

TEST(Hybrid, GivesAtMostKBestFirstEachOnce) {
  Kept kept;
  fill(kept, 5, 200);
  kept.lose(7);
  for (const std::size_t k : {1, 10, 40, 41, 150, 1000}) {
    const auto hits = kept.hybrid().search(query_of(kAsked, k));
    ASSERT_TRUE(hits);
    EXPECT_LE(hits->size(), k);
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < hits->size(); ++i) {
      EXPECT_TRUE(seen.insert((*hits)[i].passage).second);
      if (i > 0) {
        EXPECT_LE((*hits)[i].score, (*hits)[i - 1].score);
      }
      EXPECT_GT((*hits)[i].score, 0);
    }
  }
}

TEST(Hybrid, MoreHitsBeginWithThoseThatFewerGive) {
  for (const bool with_vectors : {false, true}) {
    Kept kept(with_vectors);
    fill(kept, 9, 300);
    const auto by_words = kept.index().search(query_of(kAsked, 1000));
    ASSERT_TRUE(by_words);
    ASSERT_GT(by_words->size(), 120U);
    for (const std::int64_t gone : {std::int64_t{0}, (*by_words)[3].passage}) {
      kept.lose(gone);
      const auto all = kept.hybrid().search(query_of(kAsked, 1000));
      ASSERT_TRUE(all);
      EXPECT_GE(all->size(), by_words->size() - 1);
      for (const std::size_t k : {1, 10, 39, 40, 41, 100}) {
        const auto some = kept.hybrid().search(query_of(kAsked, k));
        ASSERT_TRUE(some);
        ASSERT_LE(some->size(), k);
        EXPECT_GE(some->size(), k - (gone != 0 ? 1 : 0));  // what is gone may have been among them
        for (std::size_t i = 0; i < some->size(); ++i) {
          EXPECT_EQ((*some)[i].passage, (*all)[i].passage) << k << " hits, the one at " << i;
        }
      }
    }
  }
}

double chance_of(const Explanation& why) {
  Features features{};
  for (const auto& [name, value] : why.features) {
    for (std::size_t f = 0; f < kFeatures; ++f) {
      if (name_of(static_cast<Feature>(f)) == name) features[f] = static_cast<float>(value);
    }
  }
  return shipped_ranker().relevance(features);
}

double feature_of(const Explanation& why, std::string_view name) {
  for (const auto& [each, value] : why.features) {
    if (each == name) return value;
  }
  return std::nan("");
}

TEST(Hybrid, ExplainsByWhatItRankedBy) {
  for (const bool with_vectors : {false, true}) {
    Kept kept(with_vectors);
    fill(kept, 3, 200);
    const Query query = query_of(kAsked, 100);
    const auto hits = kept.hybrid().search(query);
    ASSERT_TRUE(hits);
    std::vector<Fields> passages;
    for (const Hit& hit : *hits) passages.push_back(kept.fields(hit.passage));
    const auto why = kept.hybrid().explain(query, passages);
    ASSERT_TRUE(why);
    ASSERT_EQ(why->size(), hits->size());
    std::size_t read_again = 0;
    for (std::size_t i = 0; i < hits->size(); ++i) {
      const Explanation& each = (*why)[i];
      if (each.features.empty()) continue;
      ++read_again;
      EXPECT_EQ(read_again, i + 1) << "those that were read again come first";
      EXPECT_EQ(chance_of(each), (*hits)[i].score);
      EXPECT_EQ(each.features.size(), kFeatures - (with_vectors ? 0 : 2));
      const double similarity = feature_of(each, "similarity");
      EXPECT_EQ(std::isnan(similarity), !with_vectors);
      if (!with_vectors) continue;
      const std::string_view body = kept.text((*hits)[i].passage).body;
      const std::string_view asked = query.text;
      const auto a = Thrown().embed({&body, 1}, model::Purpose::passage)->front();
      const auto b = Thrown().embed({&asked, 1}, model::Purpose::question)->front();
      double dot = 0, aa = 0, bb = 0;
      for (std::size_t d = 0; d < a.size(); ++d) {
        dot += double{a[d]} * double{b[d]};
        aa += double{a[d]} * double{a[d]};
        bb += double{b[d]} * double{b[d]};
      }
      EXPECT_NEAR(similarity, dot / std::sqrt(aa * bb), 0.02);
    }
    EXPECT_GE(read_again, 40U);
    EXPECT_LE(read_again, 80U);
  }
}

TEST(Hybrid, HiddenPassagesChangeNoExplanation) {
  WordSource words(21);
  Kept all(true), seen(true);
  fill_twice(all, seen, words);
  for (int question = 0; question < 10; ++question) {
    const Query query = query_of(words.words(6), 20, {false, true, false});
    const auto hits = all.hybrid().search(query);
    ASSERT_TRUE(hits);
    std::vector<Fields> passages;
    for (const Hit& hit : *hits) passages.push_back(all.fields(hit.passage));
    const auto from_all = all.hybrid().explain(query, passages);
    const auto from_seen = seen.hybrid().explain(query, passages);
    ASSERT_TRUE(from_all && from_seen);
    for (std::size_t i = 0; i < passages.size(); ++i) {
      EXPECT_EQ((*from_all)[i].features, (*from_seen)[i].features);
      ASSERT_EQ((*from_all)[i].terms.size(), (*from_seen)[i].terms.size());
      for (std::size_t t = 0; t < (*from_all)[i].terms.size(); ++t) {
        EXPECT_EQ((*from_all)[i].terms[t].term, (*from_seen)[i].terms[t].term);
        EXPECT_EQ((*from_all)[i].terms[t].weight, (*from_seen)[i].terms[t].weight);
        EXPECT_EQ((*from_all)[i].terms[t].gives, (*from_seen)[i].terms[t].gives);
      }
    }
  }
}

}  // namespace
}  // namespace sillok::index
