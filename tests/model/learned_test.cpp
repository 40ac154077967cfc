// The learned embedder: what it learns, and the file that holds it.
#include "model/learned.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include "model/lanes.h"
#include "model/learn.h"

namespace sillok::model {
namespace {

const std::vector<std::vector<const char*>> kSubjects{
    {"휴가", "연차", "병가", "경조사", "휴직", "복직", "근무일"},
    {"출장", "여비", "교통비", "숙박비", "일비", "식비", "항공"},
    {"징계", "정직", "감봉", "견책", "해임", "파면", "위원회"},
    {"도서관", "대출", "반납", "연체", "자료", "열람실", "서고"}};

// Passages on four subjects, each with words of its own that stand together.
LearnedTable learned(const text::Analyzer& analyzer, std::uint64_t seed = 1) {
  std::mt19937 random(7);
  LearningOptions options;
  options.seed = seed;
  options.batch = 32;
  Learner learner(analyzer, options);
  for (int i = 0; i < 400; ++i) {
    const auto& words = kSubjects[static_cast<std::size_t>(i) % 4];
    std::string body;
    for (int sentence = 0; sentence < 4; ++sentence) {
      for (int word = 0; word < 3; ++word) body += std::string(words[random() % 7]) + " ";
      body += "등에 관하여 정한다.\n";
    }
    learner.add("", "제" + std::to_string(i) + "조", body);
  }
  return learner.learn();
}

std::shared_ptr<const LearnedEmbedder> opened(const std::string& bytes) {
  // In a buffer of just this size, so that reading beyond it is seen.
  const std::shared_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  auto embedder =
      LearnedEmbedder::open({copy.get(), bytes.size()}, copy, text::korean_analyzer(), "learned");
  return embedder ? *embedder : nullptr;
}

float cosine(const Embedder& embedder, std::string_view a, std::string_view b) {
  const std::vector<std::string_view> texts{a, b};
  const Vectors vectors = *embedder.embed(texts, Purpose::question);
  return lanes().dot(vectors[0].data(), vectors[1].data(), embedder.dimensions());
}

TEST(Lanes, EveryKindOfProcessorGivesTheSame) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  std::vector<float> a(256);
  std::vector<float> b(256);
  std::vector<std::int8_t> codes(256);
  for (int round = 0; round < 50; ++round) {
    for (float& v : a) v = normal(random);
    for (float& v : b) v = normal(random);
    for (auto& code : codes)
      code = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    const float by = normal(random);
    const Lanes plain = all_lanes().back();
    for (const Lanes& lanes : all_lanes()) {
      EXPECT_EQ(lanes.dot(a.data(), b.data(), 256), plain.dot(a.data(), b.data(), 256));
      std::vector<float> to = a;
      std::vector<float> expected = a;
      lanes.add(to.data(), b.data(), by, 256);
      plain.add(expected.data(), b.data(), by, 256);
      EXPECT_EQ(to, expected);
      lanes.add_codes(to.data(), codes.data(), by, 256);
      plain.add_codes(expected.data(), codes.data(), by, 256);
      EXPECT_EQ(to, expected);
    }
  }
}

TEST(Learned, WordsThatStandTogetherComeTogether) {
  const auto embedder = opened(to_bytes(learned(text::korean_analyzer()), text::korean_analyzer()));
  ASSERT_NE(embedder, nullptr);
  EXPECT_GT(cosine(*embedder, "연차", "병가"), 0.25F) << "they share no syllable";
  EXPECT_GT(cosine(*embedder, "숙박비", "항공"), 0.25F);
  EXPECT_LT(cosine(*embedder, "연차", "숙박비"), 0.2F);
  EXPECT_LT(cosine(*embedder, "파면", "열람실"), 0.2F);
  for (const auto& own : kSubjects) {
    for (const char* word : own) {
      float farthest_of_own = 1;
      float nearest_of_others = -1;
      for (const auto& subject : kSubjects) {
        for (const char* other : subject) {
          const float near = cosine(*embedder, word, other);
          if (subject == own) farthest_of_own = std::min(farthest_of_own, near);
          if (subject != own) nearest_of_others = std::max(nearest_of_others, near);
        }
      }
      EXPECT_GT(farthest_of_own, nearest_of_others) << word;
    }
  }
}

TEST(Learned, VectorsHaveLength1OrNone) {
  const auto embedder = opened(to_bytes(learned(text::korean_analyzer()), text::korean_analyzer()));
  ASSERT_NE(embedder, nullptr);
  const std::vector<std::string_view> texts{"연차 휴가는 며칠입니까?", "", "xyzzy"};
  const auto vectors = embedder->embed(texts, Purpose::passage);
  ASSERT_TRUE(vectors);
  ASSERT_EQ(vectors->size(), 3U);
  for (const auto& vector : *vectors) ASSERT_EQ(vector.size(), kLearnedDimensions);
  EXPECT_NEAR(lanes().dot((*vectors)[0].data(), (*vectors)[0].data(), 256), 1, 1e-4);
  EXPECT_EQ((*vectors)[1], std::vector<float>(256)) << "says nothing";
  EXPECT_EQ((*vectors)[2], std::vector<float>(256)) << "no word of the library";
}

TEST(Learned, TheSameSeedGivesTheSameBytes) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  const std::string bytes = to_bytes(learned(analyzer), analyzer);
  EXPECT_EQ(bytes, to_bytes(learned(analyzer), analyzer));
  const std::string other = to_bytes(learned(analyzer, 2), analyzer);
  EXPECT_NE(bytes, other);
  EXPECT_NE(opened(bytes)->version(), opened(other)->version());
  EXPECT_EQ(opened(bytes)->version(), opened(bytes)->version());
  EXPECT_EQ(opened(bytes)->passages(), 400U);
}

TEST(Learned, FromNextToNothing) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  Learner learner(analyzer, {});
  for (int i = 0; i < 3; ++i) learner.add("제목", "", "본문이다.");
  const auto embedder = opened(to_bytes(learner.learn(), analyzer));
  ASSERT_NE(embedder, nullptr);
  EXPECT_EQ(embedder->passages(), 3U);
  EXPECT_EQ(embedder->features(), 0U);
  Learner empty(analyzer, {});
  for (int i = 0; i < 20; ++i) empty.add("", "", "");
  EXPECT_EQ(opened(to_bytes(empty.learn(), analyzer))->features(), 0U);
}

TEST(Learned, ASampleOfMany) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  LearningOptions options;
  options.passages = 50;
  options.features = 40;
  options.pairs = 500;
  Learner learner(analyzer, options);
  for (int i = 0; i < 500; ++i) {
    learner.add("규정", "제" + std::to_string(i % 9) + "조",
                "휴가는 " + std::to_string(i % 7) + "일이다. 병가는 따로 정한다.");
  }
  const LearnedTable table = learner.learn();
  EXPECT_EQ(table.passages, 500U);
  EXPECT_LE(table.keys.size(), 40U);
  EXPECT_TRUE(std::is_sorted(table.keys.begin(), table.keys.end()));
  for (const float v : table.rows) ASSERT_TRUE(std::isfinite(v));
}

TEST(Learned, StopsWhenAsked) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  Learner learner(analyzer, {});
  for (int i = 0; i < 100; ++i) learner.add("제목", "", "본문이다. 다음 문장이다.");
  int asked = 0;
  const LearnedTable table = learner.learn([&] { return ++asked == 2; });
  EXPECT_EQ(asked, 2);
  EXPECT_FALSE(table.keys.empty());
}

TEST(Learned, EveryTurnedBitIsReported) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  const std::string sound = to_bytes(learned(analyzer), analyzer);
  ASSERT_NE(opened(sound), nullptr);
  std::mt19937 random(3);
  for (std::size_t at = 0; at < sound.size(); at += at < 200 ? 1 : 97) {
    std::string turned = sound;
    turned[at] = static_cast<char>(turned[at] ^ static_cast<char>(1U << (random() % 8)));
    ASSERT_EQ(opened(turned), nullptr) << "byte " << at;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{63}, std::size_t{64}, sound.size() - 1}) {
    EXPECT_EQ(opened(sound.substr(0, size)), nullptr) << size;
  }
  EXPECT_EQ(opened(sound + "x"), nullptr);
}

TEST(Learned, AnotherAnalysisIsNotRead) {
  class Other final : public text::Analyzer {
   public:
    void analyse(std::string_view text, std::vector<text::Term>& terms) const override {
      text::korean_analyzer().analyse(text, terms);
    }
    [[nodiscard]] std::string version() const override { return "other-1"; }
  };
  const Other other;
  const std::string bytes = to_bytes(learned(other), other);
  const auto embedder = LearnedEmbedder::open(bytes, nullptr, text::korean_analyzer(), "learned");
  ASSERT_FALSE(embedder);
  EXPECT_EQ(embedder.error().code, Code::unsupported);
}

}  // namespace
}  // namespace sillok::model
