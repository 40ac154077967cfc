// The particles and endings that forms_of strips, as data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

// What a suffix is and where it may stand.
inline constexpr std::uint16_t kParticle = 1;  // behind nouns; forms of 이다 too
inline constexpr std::uint16_t kEnding = 2;    // behind verb stems
inline constexpr std::uint16_t kFused = 4;  // behind a stem whose vowel took in 어/아: 해, 려
inline constexpr std::uint16_t kAfterConsonant = 8;
inline constexpr std::uint16_t kAfterVowel = 16;
inline constexpr std::uint16_t kAfterRieul = 32;
inline constexpr std::uint16_t kAfterAny = 64;
inline constexpr std::uint16_t kAfterOpen = 128;  // ㅏ or ㅓ, which 아/어 disappear into (만나+서)

struct Suffix {
  std::u16string spelling;  // syllables; may begin with a bare consonant (ㄴ다)
  std::uint16_t flags = 0;
};

// All of them, once each combination; made anew at each call.
[[nodiscard]] std::vector<Suffix> suffixes();

// Whether a syllable is a stem's last vowel run together with 어/아: 해, 려, 져, 와, 워, 돼.
[[nodiscard]] bool is_fused(char16_t syllable);
// The stem's own syllable: 해 → 하, 려 → 리, 와 → 오, 워 → 우, 돼 → 되; others as they are.
[[nodiscard]] char16_t uncontracted(char16_t syllable);

// Last syllables of stems whose ㅂ turns into 우 before vowels (어렵: 어려우면, 어려워).
inline constexpr std::u16string_view kBieupStems = u"럽롭답렵깝갑겁볍쉽맙섭엽덥춥밉눕줍돕곱굽";

}  // namespace sillok::text
