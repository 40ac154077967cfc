// Small random libraries of made-up passages, and the naive twin of the index: every passage scored
// by itself from its text.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "index/lexical.h"
#include "index/terms.h"
#include "index/weights.h"
#include "text/analyzer.h"

namespace sillok::index {

struct Made {
  std::int64_t id = 0;
  std::int64_t scope = 0;
  std::string title;
  std::string context;
  std::string body;
  std::string defined{};

  [[nodiscard]] Entry entry() const { return {id, scope, title, context, body, defined}; }
};

// Words from a small vocabulary, the first ones common, so that lists of all lengths come about.
class WordSource {
 public:
  explicit WordSource(std::uint32_t seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  std::string words(std::uint32_t most) {
    static constexpr const char* kWords[] = {
        "휴가는",      "총장이",   "학생에게",   "교통비를",   "2만원",    "20,000원",
        "여비규정",    "제12조",   "신청하여야", "신청한다",   "BK21",     "연구비",
        "2024. 3. 1.", "위원회의", "학칙",       "도서관에서", "등록금",   "장학금을",
        "휴학",        "복학은",   "교직원",     "징계",       "의결한다", "계약",
        "예산",        "결산",     "감사",       "이사회",     "회의록",   "보존",
        "공개",        "개인정보", "시설",       "사용료",     "주차",     "기숙사"};
    std::string text;
    for (std::uint32_t n = below(most) + 1; n > 0; --n) {
      const std::uint32_t span = 1U << (1 + below(6));
      text += kWords[below(std::min<std::uint32_t>(span, std::size(kWords)))];
      text += ' ';
    }
    return text;
  }

  Made passage(std::int64_t id, std::uint32_t scopes) {
    return {id,
            below(scopes),
            below(3) == 0 ? words(3) : "",
            below(2) == 0 ? words(4) : "",
            words(40),
            below(3) == 0 ? words(4) : ""};
  }

 private:
  std::mt19937 random_;
};

// Whether a text holds words in this order, one after the other; each by any of its keys.
inline bool naive_follows(const Positions& words, const Positions& text) {
  for (std::size_t at = 0; at + words.size() <= text.size(); ++at) {
    bool same = true;
    for (std::size_t i = 0; i < words.size() && same; ++i) {
      same = std::any_of(words[i].begin(), words[i].end(), [&](Key key) {
        return std::count(text[at + i].begin(), text[at + i].end(), key) > 0;
      });
    }
    if (same) return true;
  }
  return false;
}

inline bool naive_passes(const Made& made, const Conditions& conditions) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  const std::vector<Positions> fields{positions_of(analyzer, made.title),
                                      positions_of(analyzer, made.context),
                                      positions_of(analyzer, made.body)};
  std::set<Key> held;
  for (const Positions& field : fields) {
    for (const auto& keys : field) held.insert(keys.begin(), keys.end());
  }
  for (const auto& keys : positions_of(analyzer, made.defined)) {
    held.insert(keys.begin(), keys.end());
  }
  const auto holds = [&](const std::string& words) {
    const Positions positions = positions_of(analyzer, words);
    return std::all_of(positions.begin(), positions.end(), [&](const std::vector<Key>& keys) {
      return std::any_of(keys.begin(), keys.end(), [&](Key key) { return held.contains(key); });
    });
  };
  const auto follows = [&](const std::string& words) {
    return std::any_of(fields.begin(), fields.end(), [&](const Positions& field) {
      return naive_follows(positions_of(analyzer, words), field);
    });
  };
  const auto all = [](const std::vector<std::string>& words, const auto& test) {
    return std::all_of(words.begin(), words.end(), test);
  };
  const auto none = [](const std::vector<std::string>& words, const auto& test) {
    return std::none_of(words.begin(), words.end(), test);
  };
  if (!all(conditions.must, holds) || !none(conditions.must_not, holds)) return false;
  if (!all(conditions.phrases, follows) || !none(conditions.phrases_not, follows)) return false;
  const auto scope = static_cast<std::size_t>(made.scope);
  if (!conditions.scopes.empty() &&
      (scope >= conditions.scopes.size() || !conditions.scopes[scope])) {
    return false;
  }
  return !conditions.passages ||
         std::any_of(
             conditions.passages->begin(), conditions.passages->end(),
             [&](const IdRange& range) { return range.first <= made.id && made.id <= range.last; });
}

// What the index must give: scores from the visible passages alone.
inline std::vector<Hit> naive_search(const std::vector<Made>& all, const Query& query) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  std::vector<const Made*> seen;
  for (const Made& made : all) {
    const auto scope = static_cast<std::size_t>(made.scope);
    if (scope < query.visible_scopes.size() && query.visible_scopes[scope]) seen.push_back(&made);
  }
  PassageTerms reader(analyzer);
  std::vector<std::map<Key, std::uint32_t>> levels;
  for (const Made* made : seen) {
    levels.emplace_back();
    for (const PassageTerm& term : reader.of(made->entry())) levels.back()[term.key] = term.level;
  }
  std::vector<Hit> hits;
  const auto terms = question_terms(analyzer, query.text, query.likewise);
  std::vector<std::uint32_t> sums(seen.size());
  for (const QuestionTerm& term : terms) {
    std::uint64_t with = 0;
    for (const auto& passage : levels) with += passage.count(term.key);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const auto found = levels[i].find(term.key);
      if (found == levels[i].end()) continue;
      sums[i] +=
          term_weight(term.kind, term.likewise, with, seen.size()) * (kLevelBase + found->second);
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (sums[i] == 0 || (query.conditions && !naive_passes(*seen[i], *query.conditions))) continue;
    hits.push_back({seen[i]->id, score_of(sums[i])});
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  });
  hits.resize(std::min(hits.size(), query.k));
  return hits;
}

// A folder of its own, removed at the end; in memory where there is such a place, for the tests
// make thousands of commits.
class Folder {
 public:
  Folder() {
    const bool memory = ::access("/dev/shm", W_OK) == 0;
    const std::filesystem::path parent =
        memory ? "/dev/shm" : std::filesystem::temp_directory_path();
    std::string pattern = (parent / "sillok-index-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::unique_ptr<LexicalIndex> open_index(const std::filesystem::path& folder) {
  auto index = LexicalIndex::open(folder, text::korean_analyzer());
  return index ? std::move(*index) : nullptr;
}

inline void add_all(LexicalIndex& index, const std::vector<Made>& made) {
  std::vector<Entry> entries;
  for (const Made& each : made) entries.push_back(each.entry());
  if (!index.add(entries)) std::abort();
}

}  // namespace sillok::index
