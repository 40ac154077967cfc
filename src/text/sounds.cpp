#include "text/sounds.h"

#include <array>

#include "text/jamo.h"

namespace sillok::text {
namespace {

// Consonants that Hangul spellings of one foreign word mix up share a letter: k g, t d, p b f v,
// s, c (j z ch), l r, m, n (ng), h.
constexpr std::size_t kLeastConsonants = 3;

void add(std::string& key, char sound) {
  if (sound != 0 && (key.empty() || key.back() != sound)) key += sound;
}

std::string finished(std::string key) {
  return key.size() >= kLeastConsonants ? key : std::string();
}

char sound_of_initial(std::uint8_t initial) {
  constexpr std::array<char, 19> kSounds{'k', 'k', 'n', 't', 't', 'l', 'm', 'p', 'p', 's',
                                         's', 0,   'c', 'c', 'c', 'k', 't', 'p', 'h'};
  return kSounds[initial];
}

char sound_of_final(std::uint8_t final) {
  switch (final) {
    case 1:
    case 2:
    case 24:
      return 'k';
    case 4:
    case 21:
      return 'n';
    case 7:
    case 25:
      return 't';
    case 8:
      return 'l';
    case 16:
      return 'm';
    case 17:
    case 26:
      return 'p';
    case 19:
    case 20:
      return 't';  // 로봇, 인터넷
    default:
      return 0;
  }
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

class Latin {
 public:
  explicit Latin(std::string_view word) : word_(word) {}

  std::string key() {
    while (at_ < word_.size()) step();
    return finished(std::move(key_));
  }

 private:
  [[nodiscard]] bool next(std::string_view letters) const {
    return word_.substr(at_).starts_with(letters);
  }
  [[nodiscard]] char ahead(std::size_t n) const {
    return at_ + n < word_.size() ? word_[at_ + n] : '\0';
  }
  bool take(std::string_view letters, std::string_view sounds) {
    if (!next(letters)) return false;
    for (const char sound : sounds) add(key_, sound);
    at_ += letters.size();
    return true;
  }
  void step() {
    if (take("tion", "sn") || take("sion", "sn") || take("tch", "c") || take("sch", "sk") ||
        take("ch", "c") || take("sh", "s") || take("th", "s") || take("ph", "p") ||
        take("gh", "") || take("ck", "k") || take("ng", "n") || take("qu", "k") ||
        take("x", "ks")) {
      return;
    }
    const char c = word_[at_];
    if (c == 'c') {
      const char after = ahead(1);
      add(key_, after == 'e' || after == 'i' || after == 'y' ? 's' : 'k');
    } else if (c == 'g') {
      const char after = ahead(1);
      add(key_, after == 'e' || after == 'i' || after == 'y' ? 'c' : 'k');
    } else if (c == 'r') {
      // Heard before a vowel only: server is 서버; but a silent e gives none.
      const bool silent = ahead(1) == 'e' && at_ + 2 >= word_.size();
      if (is_vowel(ahead(1)) && !silent) add(key_, 'l');
    } else {
      add(key_, plain(c));
    }
    ++at_;
  }
  static char plain(char c) {
    switch (c) {
      case 'k':
      case 'q':
        return 'k';
      case 't':
      case 'd':
        return 't';
      case 'p':
      case 'b':
      case 'f':
      case 'v':
        return 'p';
      case 's':
        return 's';
      case 'j':
      case 'z':
        return 'c';
      case 'l':
        return 'l';
      case 'm':
        return 'm';
      case 'n':
        return 'n';
      case 'h':
        return 'h';
      default:
        return 0;
    }
  }

  std::string_view word_;
  std::size_t at_ = 0;
  std::string key_;
};

}  // namespace

std::string sound_of_hangul(std::u16string_view word) {
  std::string key;
  for (const char16_t c : word) {
    const Jamo jamo = split(c);
    add(key, sound_of_initial(jamo.initial));
    if (jamo.final == 21) {  // ㅇ
      add(key, 'n');
    } else {
      add(key, sound_of_final(jamo.final));
    }
  }
  return finished(std::move(key));
}

std::string sound_of_latin(std::string_view word) {
  return Latin(word).key();
}

}  // namespace sillok::text
