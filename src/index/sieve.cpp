#include "index/sieve.h"

#include <algorithm>
#include <string_view>

namespace sillok::index {
namespace {

constexpr std::size_t kMostRead = 10'000;  // half a second's work, about

bool share_a_key(const std::vector<Key>& a, const std::vector<Key>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](Key key) { return std::find(b.begin(), b.end(), key) != b.end(); });
}

bool follows(const Positions& phrase, const Positions& text) {
  return std::search(text.begin(), text.end(), phrase.begin(), phrase.end(), share_a_key) !=
         text.end();
}

bool holds_one(std::vector<Cursor>& lists, std::uint32_t passage) {
  return std::any_of(lists.begin(), lists.end(),
                     [&](Cursor& list) { return list.give(passage) > 0; });
}

}  // namespace

Sought::Sought(const text::Analyzer& analyzer, const Conditions& conditions)
    : analyzer_(analyzer), conditions_(conditions) {
  const auto need = [&](const Positions& positions) {
    all_of_.insert(all_of_.end(), positions.begin(), positions.end());
  };
  for (const std::string& word : conditions.must) need(positions_of(analyzer, word));
  for (const std::string& words : conditions.must_not) {
    if (Positions positions = positions_of(analyzer, words); !positions.empty()) {
      never_.push_back(std::move(positions));
    }
  }
  for (const bool wanted : {true, false}) {
    for (const std::string& phrase : wanted ? conditions.phrases : conditions.phrases_not) {
      Positions positions = positions_of(analyzer, phrase);
      if (wanted) need(positions);
      if (!positions.empty()) phrases_.push_back({std::move(positions), wanted});
    }
  }
}

bool Sought::read_passes(std::int64_t passage) {
  PassageFields fields;
  if (!conditions_.read || ++read_ > kMostRead || !conditions_.read(passage, fields)) return false;
  std::vector<Positions> texts;
  for (const std::string* field : {&fields.title, &fields.context, &fields.body}) {
    texts.push_back(positions_of(analyzer_, *field));
  }
  return std::all_of(phrases_.begin(), phrases_.end(), [&](const Phrase& phrase) {
    const bool found = std::any_of(texts.begin(), texts.end(), [&](const Positions& text) {
      return follows(phrase.positions, text);
    });
    return found == phrase.wanted;
  });
}

Sieve::Sieve(const Segment& segment, Sought& sought)
    : segment_(segment), sought_(sought), all_of_(lists_of(sought.all_of_)) {
  for (const Positions& positions : sought.never_) never_.push_back(lists_of(positions));
}

std::vector<Sieve::AnyOf> Sieve::lists_of(const Positions& positions) const {
  std::vector<AnyOf> all;
  for (const std::vector<Key>& keys : positions) {
    AnyOf& any = all.emplace_back();
    for (const Key key : keys) {
      if (const PostingList list = segment_.find(key); list.count() > 0) any.emplace_back(list, 1);
    }
  }
  return all;
}

bool Sieve::may_pass(std::uint32_t low, std::uint32_t high) {
  return std::all_of(all_of_.begin(), all_of_.end(), [&](AnyOf& lists) {
    return std::any_of(lists.begin(), lists.end(),
                       [&](Cursor& list) { return list.bound(low, high) > 0; });
  });
}

bool Sieve::passes(std::uint32_t passage) {
  const auto held = [&](AnyOf& lists) { return holds_one(lists, passage); };
  if (!std::all_of(all_of_.begin(), all_of_.end(), held)) return false;
  for (std::vector<AnyOf>& never : never_) {
    if (std::all_of(never.begin(), never.end(), held)) return false;
  }
  return sought_.phrases_.empty() || sought_.read_passes(segment_.id(passage));
}

}  // namespace sillok::index
