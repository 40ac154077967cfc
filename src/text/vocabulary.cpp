#include "text/vocabulary.h"

#include <algorithm>

#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

constexpr double kSaid = 1.0;
constexpr double kSame = 0.7;
constexpr double kWeak = 0.5;
constexpr std::size_t kLongestEntry = 60;     // characters
constexpr std::size_t kLongestLine = 10'000;  // bytes

std::vector<std::string> split_at(std::string_view text, char mark) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    parts.emplace_back(trimmed(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

bool is_word_character(char32_t c) {
  return is_hangul_syllable(c) || is_hanja(c) || is_digit(c) || (c >= 'a' && c <= 'z');
}

// A word with its place in the text.
struct Placed {
  std::u16string word;
  std::size_t begin = 0, end = 0;
};

std::vector<Placed> words_of(std::string_view text) {
  std::vector<Placed> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (!is_word_character(c) || c > 0xFFFF) {
      inside = false;
      continue;
    }
    if (!inside) words.push_back({{}, from, at});
    inside = true;
    words.back().word += static_cast<char16_t>(c);
    words.back().end = at;
  }
  return words;
}

bool is_verb(std::u16string_view word) {
  return word.size() >= 2 && word.back() == u'다' &&
         std::all_of(word.begin(), word.end(), [](char16_t c) { return is_hangul_syllable(c); });
}

// What makes a verb of a noun, or a plural: 신청하려면, 승인받아야, 자녀들의.
bool makes_verb_or_plural(std::u16string_view rest) {
  constexpr std::u16string_view kMaking = u"하해했할한합되돼됐될된됩받당시드들";
  return !rest.empty() && kMaking.find(rest.front()) != kMaking.npos;
}

// Longer nouns are known at the head of a compound: 비밀번호변경.
constexpr std::size_t kHeadOfCompound = 3;

// Whether the analyser knows `word` as another than `entry`, which is short: 자주 is no 자다,
// 하나요 is of 하다, not 하나, and 주나요 of 주다, not of 줄다. Only the commonest verbs of all
// weigh that much: 파는 may be of 파다 or of 팔다.
bool is_another(std::u16string_view word, std::u16string_view entry) {
  constexpr std::size_t kShort = 2;
  constexpr std::u16string_view kCommonest = u"가하되오보주있없알쓰받";
  if (entry.size() > kShort || word == entry || word.size() > kLongestSegmented ||
      !std::all_of(word.begin(), word.end(), is_hangul_syllable)) {
    return false;
  }
  const std::vector<Morpheme> read = segment(word);
  const Morpheme& first = read.front();
  if (std::any_of(read.begin(), read.end(), [](const Morpheme& each) { return !each.known; })) {
    return false;
  }
  if (first.tag == Tag::adverb) return true;
  const std::u16string_view stem = is_verb(entry) ? entry.substr(0, entry.size() - 1) : entry;
  return first.tag == Tag::verb && first.form.size() == 1 && first.form != stem &&
         kCommonest.find(first.form) != kCommonest.npos;
}

bool fits_noun(std::u16string_view noun, std::u16string_view word) {
  if (!word.starts_with(noun)) return false;
  const std::u16string_view rest = word.substr(noun.size());
  if (rest.empty() || noun.size() >= kHeadOfCompound || is_particle(rest)) return true;
  return noun.size() >= 2 && makes_verb_or_plural(rest);
}

}  // namespace

struct Vocabulary::Met {
  std::uint32_t entry = 0;
  std::size_t first = 0, last = 0;  // words
};

Result<Vocabulary> Vocabulary::parse(std::string_view text, const std::string& name,
                                     std::vector<std::string>* faults) {
  Vocabulary vocabulary;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, end - at));
    at = end + 1;
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (Result<void> read = vocabulary.read_line(folded(line)); !read) {
      Error error{Code::usage, read.error().message, name + ", line " + std::to_string(number)};
      if (faults == nullptr) return fail(std::move(error));
      faults->push_back(error.line());
    }
  }
  return vocabulary;
}

Result<void> Vocabulary::read_line(std::string_view line) {
  if (line.size() > kLongestLine) return fail(Code::usage, "is too long; split the group");
  const std::size_t arrow = line.find('>');
  const bool leads = arrow != line.npos;
  if (leads && (line.find('>', arrow + 1) != line.npos || line.find('=') != line.npos)) {
    return fail(Code::usage, "has more than one > or =; write one group a line");
  }
  std::vector<std::string> said =
      leads ? split_at(line.substr(0, arrow), ',') : split_at(line, '=');
  std::vector<std::string> written = leads ? split_at(line.substr(arrow + 1), ',') : said;
  if (!leads && said.size() < 2) {
    return fail(Code::usage, "is no group; write \"word = word\" or \"said > written\"");
  }
  for (const auto* side : {&said, &written}) {
    for (std::string_view entry : *side) {
      if (entry.ends_with('?')) entry.remove_suffix(1);
      if (words_of(entry).empty()) return fail(Code::usage, "has a place without a word");
      if (code_points_before(entry, entry.size()) > kLongestEntry) {
        return fail(Code::usage, "has an entry of more than 60 characters");
      }
    }
  }
  for (const std::string& from : said) {
    for (std::string to : written) {
      const bool weak = to.ends_with('?');
      if (weak) to.pop_back();
      if (to != from) lead(from, std::move(to), weak ? kWeak : leads ? kSaid : kSame);
    }
  }
  return {};
}

// The first line that links two words decides how strongly.
void Vocabulary::lead(const std::string& said, std::string written, double strength) {
  Entry& entry = entry_of(said);
  if (std::any_of(entry.links.begin(), entry.links.end(),
                  [&](std::uint32_t link) { return links_[link].written == written; })) {
    return;
  }
  entry.links.push_back(static_cast<std::uint32_t>(links_.size()));
  links_.push_back({said, std::move(written), strength});
}

Vocabulary::Entry& Vocabulary::entry_of(const std::string& said) {
  const auto [known, fresh] =
      entry_by_said_.try_emplace(said, static_cast<std::uint32_t>(entries_.size()));
  if (!fresh) return entries_[known->second];
  Entry entry;
  entry.said = said;
  const std::vector<Placed> words = words_of(said);
  for (std::size_t i = 0; i < words.size(); ++i) {
    entry.tokens.push_back(token_of(words[i].word, i + 1 == words.size()));
  }
  entry.weak_inside = words.size() == 1 && (words[0].word.size() == 1 || is_verb(words[0].word));
  entries_by_token_[entry.tokens.front()].push_back(known->second);
  entries_.push_back(std::move(entry));
  return entries_.back();
}

std::uint32_t Vocabulary::token_of(const std::u16string& word, bool last) {
  const bool verb = last && is_verb(word);
  // A word is one token as a verb and another as it stands.
  const auto [known, fresh] = token_by_word_.try_emplace(
      verb ? word : word + u' ', static_cast<std::uint32_t>(tokens_.size()));
  if (!fresh) return known->second;
  Token token;
  token.word = word;
  std::u16string syllables(1, word.front());
  if (verb) {
    token.shapes = shapes_of(std::u16string_view(word).substr(0, word.size() - 1));
    for (const Shape& shape : token.shapes) {
      if (syllables.find(shape.begins.front()) == syllables.npos) syllables += shape.begins.front();
    }
  }
  for (const char16_t syllable : syllables) {
    tokens_by_syllable_[syllable].push_back(known->second);
  }
  tokens_.push_back(std::move(token));
  return known->second;
}

bool Vocabulary::fits(const Token& token, std::u16string_view word) const {
  if (token.shapes.empty()) return fits_noun(token.word, word);
  return word == token.word ||
         std::any_of(token.shapes.begin(), token.shapes.end(), [&](const Shape& shape) {
           return word.starts_with(shape.begins) &&
                  may_follow(shape.follows, word.substr(shape.begins.size()));
         });
}

// The tokens that fit each word.
std::vector<std::vector<std::uint32_t>> Vocabulary::tokens_in(
    const std::vector<std::u16string>& words) const {
  std::vector<std::vector<std::uint32_t>> found(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto candidates = tokens_by_syllable_.find(words[i].front());
    if (candidates == tokens_by_syllable_.end()) continue;
    for (const std::uint32_t token : candidates->second) {
      if (fits(tokens_[token], words[i])) found[i].push_back(token);
    }
    std::sort(found[i].begin(), found[i].end());
  }
  return found;
}

std::vector<Vocabulary::Met> Vocabulary::met_in(const std::vector<std::u16string>& words) const {
  const std::vector<std::vector<std::uint32_t>> found = tokens_in(words);
  std::vector<Met> met;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const std::uint32_t first : found[i]) {
      const auto entries = entries_by_token_.find(first);
      if (entries == entries_by_token_.end()) continue;
      for (const std::uint32_t entry : entries->second) {
        std::size_t at = i;
        std::size_t token = 1;
        bool passed_over = false;
        while (token < entries_[entry].tokens.size()) {
          const std::uint32_t wanted = entries_[entry].tokens[token];
          const auto stands = [&](std::size_t word) {
            return word < words.size() &&
                   std::binary_search(found[word].begin(), found[word].end(), wanted);
          };
          if (stands(at + 1)) {
            ++at;
          } else if (!passed_over && stands(at + 2)) {
            at += 2;
            passed_over = true;
          } else {
            break;
          }
          ++token;
        }
        if (token == entries_[entry].tokens.size()) met.push_back({entry, i, at});
      }
    }
  }
  return met;
}

std::vector<Bridge> Vocabulary::bridges(std::string_view folded) const {
  const std::vector<Placed> placed = words_of(folded);
  std::vector<std::u16string> words;
  words.reserve(placed.size());
  for (const Placed& each : placed) words.push_back(each.word);
  const std::vector<Met> met = met_in(words);
  std::vector<Bridge> bridges;
  for (const Met& each : met) {
    const Entry& entry = entries_[each.entry];
    if (entry.tokens.size() == 1 &&
        is_another(words[each.first], tokens_[entry.tokens.front()].word)) {
      continue;
    }
    const bool inside = std::any_of(met.begin(), met.end(), [&](const Met& other) {
      return other.first <= each.first && other.last >= each.last &&
             other.last - other.first > each.last - each.first;
    });
    if (inside && entry.weak_inside) continue;
    for (const std::uint32_t link : entry.links) {
      bridges.push_back({placed[each.first].begin, placed[each.last].end, entry.said,
                         links_[link].written, links_[link].strength, entry.verb});
    }
  }
  return bridges;
}

}  // namespace sillok::text
