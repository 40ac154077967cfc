// What a word sounds like, roughly: 시스템 and system, 리눅스 and Linux, 컨텐츠 and 콘텐츠 give the
// same key. Consonants only, since vowels are what differs between the spellings.
#pragma once

#include <string>
#include <string_view>

namespace sillok::text {

// Empty where fewer than three consonants are heard: too little to tell words apart.
[[nodiscard]] std::string sound_of_hangul(std::u16string_view word);  // Hangul syllables
[[nodiscard]] std::string sound_of_latin(std::string_view word);      // lower-case ASCII letters

}  // namespace sillok::text
