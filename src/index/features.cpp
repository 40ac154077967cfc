#include "index/features.h"

#include <algorithm>
#include <cmath>

#include "text/sentences.h"

namespace sillok::index {
namespace {

// Two words of the question follow one another when at most this many words stand between.
constexpr std::size_t kNear = 2;

constexpr std::array<std::string_view, kFeatures> kNames = {
    "score_share",      "score_reached",  "similarity",     "words_body",     "words_all",
    "words_heading",    "heading_asked",  "bigrams_body",   "words_sentence", "words_pair",
    "bigrams_sentence", "sentence_asked", "sentence_alike", "body_asked",     "together",
    "in_order",         "numbers",        "rarest_held",    "missed_most",    "likewise_body",
    "likewise_heading", "position",       "length",         "asked_words",    "asked_rarity"};

double share(double part, double whole) {
  return whole <= 0 ? 0 : std::min(1.0, part / whole);
}

double ratio(std::size_t part, std::size_t whole) {
  return share(static_cast<double>(part), static_cast<double>(whole));
}

// Whether a term only says again what a word beside it says.
bool says_again(const text::Term& term) {
  return term.kind == text::TermKind::part || term.kind == text::TermKind::sound;
}

}  // namespace

std::string_view name_of(Feature feature) {
  return kNames[static_cast<std::size_t>(feature)];
}

// A term of a passage, seen from the question.
struct Asked::Token {
  std::uint32_t begin = 0;  // bytes
  bool is_bigram = false;
  const Weighed* own = nullptr;       // the question's word or pair that it is
  const Weighed* likewise = nullptr;  // the other word that it is
};

// What a stretch of a passage holds of the question; each word and pair counts once.
struct Asked::Held {
  std::vector<bool> words, pairs, others;
  double words_weight = 0, pairs_weight = 0, others_weight = 0;
  std::size_t word_count = 0, asked_count = 0;  // words in the stretch; those of the question
  std::size_t pair_count = 0, asked_pairs = 0;  // syllable pairs likewise

  void take(const Token& token) {
    (token.is_bigram ? pair_count : word_count) += 1;
    if (token.own != nullptr) {
      (token.is_bigram ? asked_pairs : asked_count) += 1;
      if (token.is_bigram) {
        once(pairs, *token.own, pairs_weight);
      } else {
        once(words, *token.own, words_weight);
      }
    }
    if (token.likewise != nullptr) once(others, *token.likewise, others_weight);
  }

 private:
  static void once(std::vector<bool>& seen, const Weighed& term, double& sum) {
    if (seen[term.number]) return;
    seen[term.number] = true;
    sum += term.weight;
  }
};

Asked::Asked(const Query& query, const text::Analyzer& analyzer, const Retriever& retriever)
    : analyzer_(analyzer) {
  std::vector<text::Term> terms;
  analyzer.analyse(query.text, terms);
  const std::size_t own = terms.size();
  analyzer.analyse(query.likewise, terms);
  std::vector<std::string> spelled;
  spelled.reserve(terms.size() + 1);
  for (const text::Term& term : terms) spelled.push_back(term.text);
  spelled.emplace_back();  // stands nowhere
  const std::vector<double> rarity = retriever.rarity(spelled, query.visible_scopes);
  unknown_ = rarity.back();
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (says_again(terms[i])) continue;
    const bool is_pair = terms[i].kind == text::TermKind::bigram;
    if (i >= own && (is_pair || word_at_.contains(terms[i].text))) continue;
    Terms& kind = i >= own ? likewise_ : is_pair ? bigrams_ : word_at_;
    if (!kind.emplace(terms[i].text, Weighed{rarity[i], kind.size()}).second || i >= own) continue;
    (is_pair ? bigrams_total_ : words_total_) += rarity[i];
    if (!is_pair) words_.push_back({rarity[i], terms[i].kind == text::TermKind::number});
  }
}

std::vector<Asked::Token> Asked::tokens_of(std::string_view text) const {
  std::vector<text::Term> terms;
  analyzer_.analyse(text, terms);
  std::vector<Token> tokens;
  tokens.reserve(terms.size());
  const auto find = [](const Terms& among, const std::string& term) -> const Weighed* {
    const auto found = among.find(term);
    return found == among.end() ? nullptr : &found->second;
  };
  for (const text::Term& term : terms) {
    if (says_again(term)) continue;
    const bool is_pair = term.kind == text::TermKind::bigram;
    tokens.push_back({term.begin, is_pair, find(is_pair ? bigrams_ : word_at_, term.text),
                      is_pair || likewise_.empty() ? nullptr : find(likewise_, term.text)});
  }
  return tokens;
}

Asked::Held Asked::held_by(const Token* begin, const Token* end) const {
  Held held;
  held.words.resize(words_.size());
  held.pairs.resize(bigrams_.size());
  held.others.resize(likewise_.size());
  for (; begin != end; ++begin) held.take(*begin);
  return held;
}

Features Asked::against(const PassageText& passage, const Retrieved& retrieved) const {
  Features features{};
  const auto set = [&](Feature feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  const std::vector<Token> body = tokens_of(passage.body);
  std::vector<Token> heading = tokens_of(passage.title);
  const std::vector<Token> context = tokens_of(passage.context);
  heading.insert(heading.end(), context.begin(), context.end());
  const Held in_body = held_by(body.data(), body.data() + body.size());
  const Held in_heading = held_by(heading.data(), heading.data() + heading.size());

  set(Feature::score_share, share(retrieved.score, retrieved.best));
  set(Feature::score_reached, share(retrieved.score, words_total_ + bigrams_total_));
  set(Feature::similarity, retrieved.similarity);
  set(Feature::words_body, share(in_body.words_weight, words_total_));
  set(Feature::words_heading, share(in_heading.words_weight, words_total_));
  set(Feature::heading_asked, ratio(in_heading.asked_count, in_heading.word_count));
  set(Feature::bigrams_body, share(in_body.pairs_weight, bigrams_total_));
  set(Feature::body_asked, ratio(in_body.asked_count, in_body.word_count));
  set(Feature::likewise_body, share(in_body.others_weight, words_total_));
  set(Feature::likewise_heading, share(in_heading.others_weight, words_total_));

  double all = 0, missed = 0, rarest = 0;
  bool rarest_held = false;
  std::size_t numbers = 0, numbers_held = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const bool held = in_body.words[i] || in_heading.words[i];
    if (held) all += words_[i].weight;
    if (!held) missed = std::max(missed, words_[i].weight);
    if (words_[i].weight > rarest) {
      rarest = words_[i].weight;
      rarest_held = held;
    }
    numbers += words_[i].is_number ? 1 : 0;
    numbers_held += words_[i].is_number && in_body.words[i] ? 1 : 0;
  }
  set(Feature::words_all, share(all, words_total_));
  set(Feature::numbers, numbers == 0 ? 0.5 : ratio(numbers_held, numbers));
  set(Feature::rarest_held, rarest_held ? 1 : 0);
  set(Feature::missed_most, share(missed, words_total_));
  set(Feature::length, std::log1p(static_cast<double>(in_body.word_count)));
  set(Feature::asked_words, std::log1p(static_cast<double>(words_.size())));
  set(Feature::asked_rarity,
      share(words_total_, unknown_ * static_cast<double>(std::max<std::size_t>(1, words_.size()))));
  read_sentences(passage.body, body, features);
  read_order(body, features);
  return features;
}

// The best sentence, and the best two neighbours.
void Asked::read_sentences(std::string_view body, const std::vector<Token>& tokens,
                           Features& features) const {
  const auto raise = [&](Feature feature, double value) {
    float& kept = features[static_cast<std::size_t>(feature)];
    kept = std::max(kept, static_cast<float>(value));
  };
  double most = -1;
  const Token* at = tokens.data();
  const Token* const end = at + tokens.size();
  Held before = held_by(nullptr, nullptr);
  for (const text::Span& span : text::split_sentences(body)) {
    while (at != end && at->begin < span.begin) ++at;
    const Token* last = at;
    while (last != end && last->begin < span.end) ++last;
    Held held = held_by(at, last);
    at = last;
    const double words = share(held.words_weight, words_total_);
    const double pairs = share(held.pairs_weight, bigrams_total_);
    raise(Feature::words_sentence, words);
    raise(Feature::bigrams_sentence, pairs);
    raise(Feature::sentence_alike, ratio(2 * held.asked_pairs, held.pair_count + bigrams_.size()));
    double pair = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (held.words[i] || before.words[i]) pair += words_[i].weight;
    }
    raise(Feature::words_pair, share(pair, words_total_));
    if (words + pairs > most) {
      most = words + pairs;
      features[static_cast<std::size_t>(Feature::sentence_asked)] =
          static_cast<float>(ratio(held.asked_count, held.word_count));
      features[static_cast<std::size_t>(Feature::position)] =
          static_cast<float>(ratio(span.begin, body.size()));
    }
    before = std::move(held);
  }
}

// How closely, and whether in the question's order, its words stand in the body.
void Asked::read_order(const std::vector<Token>& tokens, Features& features) const {
  struct Place {
    std::size_t ordinal = 0;  // among the words of the body
    std::size_t word = 0;
  };
  std::vector<Place> places;
  std::size_t ordinal = 0;
  std::vector<std::size_t> times(words_.size());
  std::size_t different = 0;
  for (const Token& token : tokens) {
    if (token.is_bigram) continue;
    ++ordinal;
    if (token.own == nullptr) continue;
    places.push_back({ordinal, token.own->number});
    different += times[token.own->number]++ == 0 ? 1 : 0;
  }
  if (different < 2) return;
  std::vector<bool> follows(words_.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1;
         j < places.size() && places[j].ordinal <= places[i].ordinal + 1 + kNear; ++j) {
      if (places[j].word == places[i].word + 1) follows[places[j].word] = true;
    }
  }
  features[static_cast<std::size_t>(Feature::in_order)] = static_cast<float>(
      ratio(static_cast<std::size_t>(std::count(follows.begin(), follows.end(), true)),
            words_.size() - 1));
  // The shortest stretch with all of them: a window moved over the places.
  std::fill(times.begin(), times.end(), 0);
  std::size_t inside = 0, first = 0, shortest = ordinal;
  for (const Place& place : places) {
    inside += times[place.word]++ == 0 ? 1 : 0;
    while (inside == different) {
      shortest = std::min(shortest, place.ordinal - places[first].ordinal + 1);
      inside -= --times[places[first++].word] == 0 ? 1 : 0;
    }
  }
  features[static_cast<std::size_t>(Feature::together)] =
      static_cast<float>(ratio(different, shortest));
}

}  // namespace sillok::index
