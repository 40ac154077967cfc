#include "answer/owner.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sillok::answer {
namespace {

using std::string_view;

constexpr std::size_t kSyllable = 3;  // bytes

// What stands before the thing, in the sentence's order.
std::vector<string_view> words_of(string_view text) {
  std::vector<string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// The noun of "noun + particle"; empty where the word does not end in the particle.
string_view without(string_view word, string_view particle) {
  constexpr std::size_t kShortestNoun = 2 * kSyllable;
  if (word.size() < kShortestNoun + particle.size() || !word.ends_with(particle)) return {};
  word.remove_suffix(particle.size());
  return word;
}

string_view topic_of(string_view word) {
  // 에게는, 에는, 로는 name no owner; 하는, 되는, 않은 are no topics.
  static constexpr std::array kNone = std::to_array<string_view>(
      {"에게", "에", "서", "로", "하", "되", "있", "없", "않", "받", "같", "지", "한", "된"});
  for (const string_view particle : {string_view("은"), string_view("는")}) {
    const string_view noun = without(word, particle);
    if (noun.empty()) continue;
    const bool other = std::any_of(kNone.begin(), kNone.end(),
                                   [&](string_view tail) { return noun.ends_with(tail); });
    if (!other) return noun;
  }
  return {};
}

bool holds(string_view text, string_view part) {
  return part.size() >= 2 * kSyllable && text.find(part) != string_view::npos;
}

// 학교장 for 총장 where another word says so; 위원 for 위원회, as the one is in the other.
bool names(string_view noun, const Word& owner) {
  if (holds(noun, owner.stem) || holds(owner.stem, noun)) return true;
  return std::any_of(owner.likewise.begin(), owner.likewise.end(), [&](const Likewise& other) {
    return holds(noun, other.text) || holds(other.text, noun);
  });
}

// What `word` makes of the owner, if it names it.
enum class Role { none, has, does };
Role role_of(string_view word, const Word& owner) {
  static constexpr std::array kHas = std::to_array<string_view>(
      {"", "의", "은", "는", "에게", "에게는", "에는", "께", "께는", "에", "도", "에게도"});
  const std::size_t at = word.find(owner.stem);
  if (at == string_view::npos) return names(word, owner) ? Role::has : Role::none;
  const string_view tail = word.substr(at + owner.stem.size());
  return std::find(kHas.begin(), kHas.end(), tail) != kHas.end() ? Role::has : Role::does;
}

// What the words before one occurrence of the thing say.
Ownership said_before(string_view before, const Word& owner) {
  const std::size_t space = before.find_last_of(' ');
  const string_view joined = before.substr(space == string_view::npos ? 0 : space + 1);
  if (names(joined, owner)) return Ownership::its_own;  // in one word with it: 총장임기
  const std::vector<string_view> words = words_of(before.substr(0, before.size() - joined.size()));
  bool does = false;
  for (const string_view word : words) {
    const Role role = role_of(word, owner);
    if (role == Role::has) return Ownership::its_own;
    does = does || role == Role::does;
  }
  if (joined.empty() && !words.empty() && is_party(without(words.back(), "의"))) {
    return Ownership::other;
  }
  // A topic tells of another where the owner is there to do something else.
  const auto topic = std::find_if(words.rbegin(), words.rend(),
                                  [](string_view word) { return !topic_of(word).empty(); });
  return does && topic != words.rend() && is_party(topic_of(*topic)) ? Ownership::other
                                                                     : Ownership::unsaid;
}

}  // namespace

bool is_party(string_view stem) {
  static constexpr std::array kEndings = std::to_array<string_view>(
      {"장", "원", "자", "인", "생", "감", "회", "팀", "교수", "교사", "강사", "조교", "이사"});
  static constexpr std::array kNone =
      std::to_array<string_view>({"출장", "포장", "저장", "보장", "확장", "공장", "매장", "지원",
                                  "충원", "민원", "할인", "확인", "승인", "위생", "조회", "기회"});
  const auto ends = [&](string_view ending) { return stem.ends_with(ending); };
  return std::any_of(kEndings.begin(), kEndings.end(), ends) &&
         std::none_of(kNone.begin(), kNone.end(), ends);
}

Ownership ownership(const Word& owner, const Word& thing, string_view folded) {
  Ownership found = Ownership::unsaid;
  if (thing.stem.size() < 2 * kSyllable) return found;
  for (std::size_t at = folded.find(thing.stem); at != string_view::npos;
       at = folded.find(thing.stem, at + thing.stem.size())) {
    const Ownership here = said_before(folded.substr(0, at), owner);
    if (here == Ownership::its_own) return here;
    if (here == Ownership::other) found = here;
  }
  return found;
}

}  // namespace sillok::answer
