#include "index/features.h"

#include <algorithm>
#include <cmath>

namespace sillok::index {
namespace {

// Two words of the question follow one another when at most this many words stand between.
constexpr std::size_t kNear = 2;

// What a sentence offers when no kind of thing is asked for: it may be anything.
constexpr double kOffersUnasked = 0.5;

constexpr std::array<std::string_view, kFeatures> kNames = {
    "score_share",      "score_reached",   "similarity",     "words_body",     "words_all",
    "words_heading",    "heading_asked",   "bigrams_body",   "words_sentence", "words_pair",
    "bigrams_sentence", "sentence_asked",  "sentence_alike", "body_asked",     "together",
    "in_order",         "numbers",         "rarest_held",    "missed_most",    "likewise_body",
    "likewise_heading", "position",        "length",         "asked_words",    "asked_rarity",
    "senses_all",       "senses_sentence", "senses_offered", "sense_missed",   "similarity_short",
    "alike_short",      "senses_short",    "sentence_short", "offered_short"};

// What a passage may fall short in, against the best of those found with it.
struct Short {
  Feature of, by;
};
constexpr std::array<Short, 5> kShort = {{{Feature::similarity, Feature::similarity_short},
                                          {Feature::sentence_alike, Feature::alike_short},
                                          {Feature::senses_all, Feature::senses_short},
                                          {Feature::senses_sentence, Feature::sentence_short},
                                          {Feature::senses_offered, Feature::offered_short}}};

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

Features greatest(const Features& a, const Features& b) {
  Features most{};
  for (std::size_t i = 0; i < kFeatures; ++i) most[i] = std::max(a[i], b[i]);
  return most;
}

void fall_short(const Features& best, Features& features) {
  for (const auto& [of, by] : kShort) {
    const auto i = static_cast<std::size_t>(of);
    features[static_cast<std::size_t>(by)] = std::max(0.0F, best[i] - features[i]);
  }
}

// A term of a passage, seen from the question.
struct Asked::Token {
  std::uint32_t begin = 0;  // bytes
  bool is_bigram = false;
  Met met;
};

// What a stretch of a passage holds of the question; each word and pair counts once.
struct Asked::Held {
  std::vector<bool> words, pairs, others;
  double words_weight = 0, pairs_weight = 0, others_weight = 0;
  std::size_t word_count = 0, asked_count = 0;  // words in the stretch; those of the question
  std::size_t pair_count = 0, asked_pairs = 0;  // syllable pairs likewise

  // Whether it is new.
  static bool once(std::vector<bool>& seen, std::uint32_t number) {
    if (seen[number]) return false;
    seen[number] = true;
    return true;
  }
};

Asked::Asked(const Query& query, const text::Analyzer& analyzer, const Retriever& retriever)
    : analyzer_(analyzer), senses_(query, analyzer), offers_(query.offers) {
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
    const bool is_pair = terms[i].kind == text::TermKind::bigram;
    const bool is_number = terms[i].kind == text::TermKind::number;
    if (!says_again(terms[i])) note(terms[i].text, i < own, is_pair, is_number, rarity[i]);
  }
  const auto number = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
  for (const auto& [word, n] : senses_.words()) words_met_[word].sense = number(n);
  for (const auto& [pair, n] : senses_.pairs()) pairs_met_[pair].sense = number(n);
}

// A term of the question (`own`) or of its other words; each once, those of the question first.
void Asked::note(const std::string& term, bool own, bool is_pair, bool is_number, double rarity) {
  if (is_pair && !own) return;
  Met& met = (is_pair ? pairs_met_ : words_met_)[term];
  if (met.own != kNone || met.likewise != kNone) return;
  if (!own) {
    met.likewise = static_cast<std::uint32_t>(others_.size());
    others_.push_back(rarity);
  } else if (is_pair) {
    met.own = static_cast<std::uint32_t>(pairs_.size());
    pairs_.push_back(rarity);
    bigrams_total_ += rarity;
  } else {
    met.own = static_cast<std::uint32_t>(words_.size());
    words_.push_back({rarity, is_number});
    words_total_ += rarity;
  }
}

std::vector<Asked::Token> Asked::tokens_of(std::string_view text) const {
  std::vector<text::Term> terms;
  analyzer_.analyse(text, terms);
  std::vector<Token> tokens;
  tokens.reserve(terms.size());
  for (const text::Term& term : terms) {
    if (says_again(term)) continue;
    const bool is_pair = term.kind == text::TermKind::bigram;
    const Terms& among = is_pair ? pairs_met_ : words_met_;
    const auto found = among.find(term.text);
    tokens.push_back({term.begin, is_pair, found == among.end() ? Met{} : found->second});
  }
  return tokens;
}

Asked::Held Asked::held_by(const Token* begin, const Token* end) const {
  Held held;
  held.words.resize(words_.size());
  held.pairs.resize(pairs_.size());
  held.others.resize(others_.size());
  for (const Token* at = begin; at != end; ++at) {
    const Met& met = at->met;
    (at->is_bigram ? held.pair_count : held.word_count) += 1;
    if (met.own != kNone) {
      (at->is_bigram ? held.asked_pairs : held.asked_count) += 1;
      if (at->is_bigram) {
        if (Held::once(held.pairs, met.own)) held.pairs_weight += pairs_[met.own];
      } else if (Held::once(held.words, met.own)) {
        held.words_weight += words_[met.own].weight;
      }
    }
    if (met.likewise != kNone && Held::once(held.others, met.likewise)) {
      held.others_weight += others_[met.likewise];
    }
  }
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
  const std::vector<text::Span> sentences = text::split_sentences(passage.body);
  read_sentences(passage.body, sentences, body, features);
  read_senses(passage.body, sentences, body, heading, features);
  read_order(body, features);
  return features;
}

// What is meant: in the whole, and in the sentence that with the headings holds most of it.
void Asked::read_senses(std::string_view body, const std::vector<text::Span>& sentences,
                        const std::vector<Token>& tokens, const std::vector<Token>& heading,
                        Features& features) const {
  const auto set = [&](Feature feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  const auto take = [](const Token& token, std::vector<bool>& held) {
    if (token.met.sense != kNone) held[token.met.sense] = true;
  };
  std::vector<bool> above(senses_.terms());
  for (const Token& token : heading) take(token, above);
  std::vector<bool> all = above;
  for (const Token& token : tokens) take(token, all);
  set(Feature::senses_all, senses_.covered(all));
  set(Feature::sense_missed, senses_.missed(all));
  double most = 0, offered = 0;
  auto at = tokens.begin();
  for (const text::Span& span : sentences) {
    std::vector<bool> held = above;
    for (; at != tokens.end() && at->begin < span.end; ++at) take(*at, held);
    const double covered = senses_.covered(held);
    most = std::max(most, covered);
    if (covered <= offered) continue;
    const double offer =
        offers_ ? offers_(body.substr(span.begin, span.end - span.begin)) : kOffersUnasked;
    offered = std::max(offered, covered * (1 + offer) / 2);
  }
  set(Feature::senses_sentence, most);
  set(Feature::senses_offered, offered);
}

// The best sentence, and the best two neighbours.
void Asked::read_sentences(std::string_view body, const std::vector<text::Span>& sentences,
                           const std::vector<Token>& tokens, Features& features) const {
  const auto raise = [&](Feature feature, double value) {
    float& kept = features[static_cast<std::size_t>(feature)];
    kept = std::max(kept, static_cast<float>(value));
  };
  double most = -1;
  const Token* at = tokens.data();
  const Token* const end = at + tokens.size();
  Held before = held_by(nullptr, nullptr);
  for (const text::Span& span : sentences) {
    while (at != end && at->begin < span.begin) ++at;
    const Token* last = at;
    while (last != end && last->begin < span.end) ++last;
    Held held = held_by(at, last);
    at = last;
    const double words = share(held.words_weight, words_total_);
    const double pairs = share(held.pairs_weight, bigrams_total_);
    raise(Feature::words_sentence, words);
    raise(Feature::bigrams_sentence, pairs);
    raise(Feature::sentence_alike, ratio(2 * held.asked_pairs, held.pair_count + pairs_.size()));
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
    if (token.met.own == kNone) continue;
    places.push_back({ordinal, token.met.own});
    different += times[token.met.own]++ == 0 ? 1 : 0;
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
