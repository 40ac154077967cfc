// The terms of one Korean word, remembered: in running text four of five words came before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/analyzer.h"
#include "text/remembered.h"

namespace sillok::text {

struct WordTerm {
  std::string_view text;  // at most 255 bytes
  TermKind kind = TermKind::word;
  std::uint8_t begin = 0;  // syllables of the word
  std::uint8_t end = 0;
};

// What a word was read as, looked at where it is remembered. Its bytes: taken, flags, and for each
// term its kind, begin, end, the size of its text, the text.
class WordTerms {
 public:
  static constexpr std::size_t kHead = 2;
  static constexpr std::uint8_t kBeginsNoun = 1, kBareNoun = 2;

  explicit WordTerms(std::string_view bytes) : bytes_(bytes) {}
  // Syllables up to the end of the last word in it.
  [[nodiscard]] std::size_t taken() const { return byte(0); }
  [[nodiscard]] bool begins_noun() const { return (byte(1) & kBeginsNoun) != 0; }
  // Nothing but nouns, of two syllables or more.
  [[nodiscard]] bool bare_noun() const { return (byte(1) & kBareNoun) != 0; }
  // take(WordTerm) for its words, parts, numbers and sounds; no bigrams.
  template <class Take>
  void each(Take take) const {
    for (std::size_t at = kHead; at < bytes_.size();) {
      const std::size_t size = byte(at + 3);
      take(WordTerm{bytes_.substr(at + 4, size), static_cast<TermKind>(byte(at)), byte(at + 1),
                    byte(at + 2)});
      at += 4 + size;
    }
  }

 private:
  [[nodiscard]] std::uint8_t byte(std::size_t at) const {
    return static_cast<std::uint8_t>(bytes_[at]);
  }

  std::string_view bytes_;
};

// One thread.
class WordMemory {
 public:
  // `word`: Hangul syllables only, not empty, at most 255. Valid until the next call.
  [[nodiscard]] WordTerms of(std::u16string_view word);
  // These words are asked for next.
  void expect(std::span<const std::u16string_view> words) { words_.expect(words); }
  // Whether `word` hangs on what stands before it: a particle behind a number or a closing mark.
  [[nodiscard]] bool hangs(std::u16string_view word);

 private:
  static constexpr std::size_t kMost = 1U << 18U;  // some 15 MB
  Remembered words_{kMost};
  Remembered hanging_{kMost};
};

}  // namespace sillok::text
