// Verb and adjective stems and the forms they take before endings.
//
// Pure functions over immutable tables; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

// How a stem changes (the National Institute's school grammar: 불규칙 활용). What the spelling
// already tells (ㄹ dropped, ㅡ dropped, 르 doubled, 하다, 푸다) is `regular`.
enum class VerbClass : std::uint8_t { regular, bieup, digeut, siot, hieut, reo };

// What may follow a form of a stem.
enum class StemState : std::uint8_t {
  closed,            // 먹: 먹고, 먹으면, 먹어
  open,              // 가, 모르: 가고, 가면
  rieul,             // 놀: 놀고, 놀면, 놀아
  rieul_dropped,     // 노: 노는, 놉니다
  before_consonant,  // 돕, 듣, 짓, 그렇: 돕고
  before_vowel,      // 도우, 그러: 도우면
  before_eu,         // 들, 지: 들으면, 지어
  joined,            // 해, 그려, 몰라, 도와: the ending 어/아 is inside
};

struct StemForm {
  std::u16string spelling;
  StemState state = StemState::open;
};

struct Verb {
  std::u16string_view stem;  // as in the dictionary without 다
  VerbClass verb_class = VerbClass::regular;
};

// Stems known by name; a stem of two classes (묻: bury, ask) stands twice.
[[nodiscard]] const std::vector<Verb>& verbs();

// `stem` not empty, Hangul syllables.
[[nodiscard]] std::vector<StemForm> forms_of(std::u16string_view stem, VerbClass verb_class);

}  // namespace sillok::text
