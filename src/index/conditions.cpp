#include "index/conditions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sillok::index {
namespace {

struct Quotes {
  std::string_view open, close;
};
constexpr std::array<Quotes, 2> kQuotes{{{"\"", "\""}, {"“", "”"}}};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// One thing typed: a word or a phrase, with the sign before it.
struct Piece {
  char sign = 0;  // '+', '-' or none
  bool is_phrase = false;
  std::string_view text;
};

class PieceReader {
 public:
  explicit PieceReader(std::string_view rest) : rest_(rest) {}

  // False at the end.
  bool next(Piece& piece) {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    if (rest_.empty()) return false;
    piece = {};
    std::string_view after = rest_;
    if (after.front() == '+' || after.front() == '-') {
      piece.sign = after.front();
      after.remove_prefix(1);
    }
    if (take_phrase(after, piece)) return true;
    const std::string_view word = take_word();
    const bool signed_word = piece.sign != 0 && word.size() > 1 && word[1] != '+' && word[1] != '-';
    if (!signed_word) piece.sign = 0;
    piece.text = signed_word ? word.substr(1) : word;
    return true;
  }

 private:
  bool take_phrase(std::string_view after, Piece& piece) {
    for (const Quotes& quotes : kQuotes) {
      if (!after.starts_with(quotes.open)) continue;
      const std::size_t begin = quotes.open.size();
      const std::size_t end = after.find(quotes.close, begin);
      if (end == std::string_view::npos) return false;
      piece.is_phrase = true;
      piece.text = after.substr(begin, end - begin);
      rest_ = after.substr(end + quotes.close.size());
      return true;
    }
    return false;
  }

  // Up to white space, or to a phrase that begins inside it: 휴가"…".
  std::string_view take_word() {
    std::size_t end = 1;
    while (end < rest_.size() && !is_space(rest_[end])) ++end;
    for (const Quotes& quotes : kQuotes) {
      const std::size_t open = rest_.find(quotes.open, 1);
      if (open >= end) continue;
      if (rest_.find(quotes.close, open + quotes.open.size()) != std::string_view::npos) end = open;
    }
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

  std::string_view rest_;
};

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_space);
}

}  // namespace

bool Conditions::allows_unread(std::int64_t passage) const {
  if (!must.empty() || !must_not.empty() || !phrases.empty() || !phrases_not.empty()) return false;
  return !passages || std::any_of(passages->begin(), passages->end(), [&](const IdRange& range) {
    return range.first <= passage && passage <= range.last;
  });
}

TypedQuery read_query(std::string_view typed) {
  TypedQuery query;
  PieceReader reader(typed);
  for (Piece piece; reader.next(piece);) {
    if (is_blank(piece.text)) continue;
    std::string text(piece.text);
    if (piece.sign == '-') {
      auto& left_out = piece.is_phrase ? query.conditions.phrases_not : query.conditions.must_not;
      left_out.push_back(std::move(text));
      continue;
    }
    query.text += (query.text.empty() ? "" : " ") + text;
    if (piece.is_phrase) {
      query.conditions.phrases.push_back(std::move(text));
    } else if (piece.sign == '+') {
      query.conditions.must.push_back(std::move(text));
    }
  }
  if (query.text.empty()) return {std::string(typed), {}};
  return query;
}

}  // namespace sillok::index
