#include "model/learn.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "model/learn_batch.h"
#include "text/sentences.h"

namespace sillok::model {
namespace {

constexpr std::size_t kFewestPassages = 8;
constexpr std::uint32_t kFewestWith = 2;      // a feature of one passage joins it to nothing
constexpr std::size_t kMostFeatures = 2'000;  // of one passage
// Title and headings come before the sentences.
constexpr std::size_t kTitle = 0;
constexpr std::size_t kFirstSentence = 2;
// In how many of ten pairs the title asks, or the headings, where there are any; else a sentence.
constexpr std::size_t kTitleAsks = 2;
constexpr std::size_t kHeadingsAsk = 1;
// In one pair of so many the part that asks stays in its passage: the same words count, too.
constexpr std::size_t kStays = 4;
constexpr std::size_t kFewestAsking = 6;  // features
// Of a row before learning, times its feature's rarity: long enough that what texts share counts,
// short enough that learning soon turns it.
constexpr float kFirstLength = 0.5F;

// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

struct Counted {
  FeatureKey key = 0;
  std::uint32_t passages = 0;
};

}  // namespace

Learner::Learner(const text::Analyzer& analyzer, const LearningOptions& options)
    : options_(options), reader_(analyzer), state_(options.seed) {}

std::size_t Learner::below(std::size_t n) {
  return static_cast<std::size_t>(next_random(state_) % n);
}

void Learner::add(std::string_view title, std::string_view context, std::string_view body) {
  ++seen_;
  std::size_t slot = lessons_.size();
  if (slot < options_.passages) {
    lessons_.emplace_back();
  } else {  // each of all that came is as likely to be kept (Vitter 1985)
    slot = below(static_cast<std::size_t>(seen_));
    if (slot >= options_.passages) return;
  }
  Lesson lesson;
  const auto take = [&](std::string_view part) {
    const std::vector<FeatureKey>& features = reader_.of(part);
    const std::size_t room = kMostFeatures - std::min(kMostFeatures, lesson.features.size());
    lesson.features.insert(
        lesson.features.end(), features.begin(),
        features.begin() + static_cast<std::ptrdiff_t>(std::min(room, features.size())));
    lesson.ends.push_back(static_cast<std::uint32_t>(lesson.features.size()));
  };
  take(title);
  take(context);
  for (const text::Span& sentence : text::split_sentences(body)) {
    take(body.substr(sentence.begin, sentence.end - sentence.begin));
  }
  lessons_[slot] = std::move(lesson);
}

// The features that two passages or more share, the commonest where there are too many; the
// lessons' features become their rows.
void Learner::choose_features(LearnedTable& table) {
  std::vector<FeatureKey> all;
  std::vector<FeatureKey> own;
  for (const Lesson& lesson : lessons_) {
    own = lesson.features;
    std::sort(own.begin(), own.end());
    all.insert(all.end(), own.begin(), std::unique(own.begin(), own.end()));
  }
  std::sort(all.begin(), all.end());
  std::vector<Counted> counted;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i + 1;
    while (end < all.size() && all[end] == all[i]) ++end;
    const auto passages = static_cast<std::uint32_t>(end - i);
    if (passages >= kFewestWith) counted.push_back({all[i], passages});
    i = end;
  }
  if (counted.size() > options_.features) {
    std::sort(counted.begin(), counted.end(), [](const Counted& a, const Counted& b) {
      return a.passages != b.passages ? a.passages > b.passages : a.key < b.key;
    });
    counted.resize(options_.features);
    std::sort(counted.begin(), counted.end(),
              [](const Counted& a, const Counted& b) { return a.key < b.key; });
  }
  table.keys.clear();
  passages_with_.clear();
  for (const Counted& each : counted) {
    table.keys.push_back(each.key);
    passages_with_.push_back(each.passages);
  }
  for (Lesson& lesson : lessons_) {
    std::uint32_t begin = 0;
    std::size_t to = 0;
    for (std::uint32_t& end : lesson.ends) {
      for (; begin < end; ++begin) {
        const auto at =
            std::lower_bound(table.keys.begin(), table.keys.end(), lesson.features[begin]);
        if (at == table.keys.end() || *at != lesson.features[begin]) continue;
        lesson.features[to++] = static_cast<std::uint32_t>(at - table.keys.begin());
      }
      end = static_cast<std::uint32_t>(to);
    }
    lesson.features.resize(to);
  }
}

// Each row begins as a random direction as long as its feature is rare: the cosine of two texts
// then is about what they share, weighed by rarity.
void Learner::begin_rows(LearnedTable& table) const {
  table.rows.resize(table.keys.size() * kLearnedDimensions);
  const auto passages = static_cast<float>(lessons_.size());
  for (std::size_t row = 0; row < table.keys.size(); ++row) {
    std::uint64_t state = table.keys[row];
    const float rarity = std::log((passages + 1) / static_cast<float>(passages_with_[row]));
    const float size = kFirstLength * rarity / std::sqrt(static_cast<float>(kLearnedDimensions));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kLearnedDimensions; ++i) {
      if (i % 64 == 0) bits = next_random(state);
      table.rows[row * kLearnedDimensions + i] = (bits >> (i % 64) & 1U) != 0 ? size : -size;
    }
  }
}

// What asks, and the rest of the passage; as rows.
void Learner::pair_from(const Lesson& lesson, std::vector<std::uint32_t>& question,
                        std::vector<std::uint32_t>& passage) {
  const auto begin_of = [&](std::size_t part) { return part == 0 ? 0 : lesson.ends[part - 1]; };
  const auto holds = [&](std::size_t part) { return lesson.ends[part] > begin_of(part); };
  const std::size_t drawn = below(10);
  std::size_t part = kFirstSentence;
  if (drawn < kTitleAsks && holds(kTitle)) {
    part = kTitle;
  } else if (drawn < kTitleAsks + kHeadingsAsk && holds(kTitle + 1)) {
    part = kTitle + 1;
  } else if (lesson.ends.size() > kFirstSentence) {
    part = kFirstSentence + below(lesson.ends.size() - kFirstSentence);
  } else {
    part = kTitle;
  }
  std::size_t begin = begin_of(part);
  std::size_t end = lesson.ends[part];
  const bool alone = end - begin == lesson.features.size();
  if (part >= kFirstSentence && end - begin > kFewestAsking && (alone || below(2) == 0)) {
    // A few words of it, as people ask; of a passage that is one sentence, at most half.
    const std::size_t most = alone ? (end - begin) / 2 : end - begin;
    const std::size_t size =
        std::min(most, kFewestAsking +
                           below(std::max<std::size_t>(most, kFewestAsking + 1) - kFewestAsking));
    begin += below(end - begin - size + 1);
    end = begin + size;
  }
  const auto at = [&](std::size_t i) {
    return lesson.features.begin() + static_cast<std::ptrdiff_t>(i);
  };
  question.assign(at(begin), at(end));
  passage = lesson.features;
  if (below(kStays) != 0) {
    passage.erase(passage.begin() + static_cast<std::ptrdiff_t>(begin),
                  passage.begin() + static_cast<std::ptrdiff_t>(end));
  }
  const std::size_t most = std::min(passage.size(), options_.words_looked_at);
  for (std::size_t i = 0; i < most; ++i) {
    std::swap(passage[i], passage[i + below(passage.size() - i)]);
  }
  passage.resize(most);
}

LearnedTable Learner::learn(const std::function<bool()>& stop) {
  LearnedTable table;
  table.passages = seen_;
  if (lessons_.size() < kFewestPassages) return table;
  choose_features(table);
  begin_rows(table);
  if (table.keys.empty()) return table;
  std::vector<float> squares(table.keys.size(), 1e-12F);
  std::vector<std::uint32_t> order(lessons_.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto pairs =
      std::min(options_.pairs,
               static_cast<std::size_t>(options_.rounds * static_cast<double>(lessons_.size())));
  LearningSide questions;
  LearningSide passages;
  std::vector<std::uint32_t> question;
  std::vector<std::uint32_t> passage;
  std::size_t next = order.size();
  for (std::size_t done = 0; done < pairs; done += options_.batch) {
    questions.clear();
    passages.clear();
    for (std::size_t i = 0; i < std::min(options_.batch, lessons_.size()); ++i) {
      if (next == order.size()) {
        for (std::size_t left = order.size(); left > 1; --left) {
          std::swap(order[left - 1], order[below(left)]);
        }
        next = 0;
      }
      pair_from(lessons_[order[next++]], question, passage);
      if (question.empty() || passage.empty()) continue;
      questions.add(question);
      passages.add(passage);
    }
    if (questions.size() < 2) continue;
    const float left = 1 - static_cast<float>(done) / static_cast<float>(pairs);
    learn_batch(questions, passages, options_.warmth, options_.rate * left, table.rows, squares);
    if (stop && stop()) break;
  }
  return table;
}

}  // namespace sillok::model
