// What each area of the codes holds was read off Hancom's published format (hchar, kchar), Johab's
// standard, and pairs of documents that Hangul itself has converted from version 3 to later ones.
#include "formats/hwp3_letters.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "formats/hwp_numbers.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// KS X 1001 as a square of 94 rows and cells.
constexpr std::size_t kKsSide = 94;
constexpr std::size_t kSymbolRows = 12;
constexpr std::size_t kFirstHanjaRow = 41;
constexpr std::size_t kLastHanjaRow = 92;

// Johab's five bit letters. 0 stands where there is none; 1 is the filler of initials and finals,
// 2 that of vowels. Numbers that today's Hangul leaves free hold old letters.
constexpr std::size_t kLetters = 32;
constexpr unsigned kFiller = 1;
constexpr unsigned kVowelFiller = 2;
constexpr unsigned kFirstVowel = 3;

constexpr std::array<char16_t, kLetters> kInitials = {
    0x111E, 0,      0x1100, 0x1101, 0x1102, 0x1103, 0x1104, 0x1105, 0x1106, 0x1107, 0x1108,
    0x1109, 0x110A, 0x110B, 0x110C, 0x110D, 0x110E, 0x110F, 0x1110, 0x1111, 0x1112, 0x1120,
    0x1121, 0x1127, 0x112B, 0x112D, 0x112F, 0x1132, 0x1136, 0x1140, 0x114C, 0x1158};
constexpr std::array<char16_t, kLetters> kVowels = {
    0,      0,      0,      0x1161, 0x1162, 0x1163, 0x1164, 0x1165, 0,      0,      0x1166,
    0x1167, 0x1168, 0x1169, 0x116A, 0x116B, 0,      0x1188, 0x116C, 0x116D, 0x116E, 0x116F,
    0x1170, 0x1171, 0x1191, 0x1194, 0x1172, 0x1173, 0x1174, 0x1175, 0x119E, 0x11A1};
constexpr std::array<char16_t, kLetters> kFinals = {
    0x11D9, 0,      0x11A8, 0x11A9, 0x11AA, 0x11AB, 0x11AC, 0x11AD, 0x11AE, 0x11AF, 0x11B0,
    0x11B1, 0x11B2, 0x11B3, 0x11B4, 0x11B5, 0x11B6, 0x11B7, 0x11E6, 0x11B8, 0x11B9, 0x11BA,
    0x11BB, 0x11BC, 0x11BD, 0x11BE, 0x11BF, 0x11C0, 0x11C1, 0x11C2, 0x11EB, 0x11F0};

// The same letters standing alone, as they are written today.
constexpr std::array<char16_t, kLetters> kLoneInitials = {
    0x111E, 0,      u'ㄱ',  u'ㄲ',  u'ㄴ',  u'ㄷ',  u'ㄸ',  u'ㄹ',  u'ㅁ',  u'ㅂ', u'ㅃ',
    u'ㅅ',  u'ㅆ',  u'ㅇ',  u'ㅈ',  u'ㅉ',  u'ㅊ',  u'ㅋ',  u'ㅌ',  u'ㅍ',  u'ㅎ', 0x3172,
    u'ㅄ',  0x3176, 0x3178, 0x317A, 0x317C, 0x317D, 0x317E, 0x317F, 0x3181, 0x3185};
constexpr std::array<char16_t, kLetters> kLoneFinals = {
    0,     0,     u'ㄱ', u'ㄲ', u'ㄳ', u'ㄴ', u'ㄵ', u'ㄶ',  u'ㄷ',  u'ㄹ', u'ㄺ',
    u'ㄻ', u'ㄼ', u'ㄽ', u'ㄾ', u'ㄿ', u'ㅀ', u'ㅁ', 0x3178, u'ㅂ',  u'ㅄ', u'ㅅ',
    u'ㅆ', u'ㅇ', u'ㅈ', u'ㅊ', u'ㅋ', u'ㅌ', u'ㅍ', u'ㅎ',  0x317F, 0x3181};

// Letters, old ones among them, also stand in an area of their own (vowel 0), numbered through. Old
// syllables made of them follow there (vowel 0 and 1); those are not known.
struct LetterRun {
  std::uint16_t first;
  std::uint16_t count;
  char16_t letter;
};
constexpr std::array<LetterRun, 39> kLoneLetters = {{
    {0, 30, 0x3131},  {30, 2, 0x3172},   {32, 1, 0x3176},  {33, 1, 0x317A},   {34, 3, 0x317C},
    {37, 1, 0x3185},  {38, 1, 0x3178},   {39, 1, 0x317F},  {40, 1, 0x3181},   {41, 1, 0x316D},
    {42, 2, 0x11C3},  {44, 4, 0x1113},   {48, 18, 0x11C7}, {66, 1, 0x111B},   {67, 9, 0x11DA},
    {76, 1, 0x111F},  {77, 1, 0x11E3},   {78, 5, 0x1122},  {83, 3, 0x1128},   {86, 1, 0x11E5},
    {87, 1, 0x112C},  {88, 1, 0x112E},   {89, 2, 0x1130},  {91, 3, 0x1133},   {94, 9, 0x1137},
    {103, 1, 0x1141}, {104, 1, 0x11ED},  {105, 8, 0x1142}, {113, 1, 0x11EF},  {114, 2, 0x114A},
    {116, 2, 0x11F1}, {118, 11, 0x114D}, {129, 5, 0x11F5}, {134, 18, 0x1176}, {152, 8, 0x1189},
    {160, 2, 0x1192}, {162, 9, 0x1195},  {171, 2, 0x119F}, {173, 1, 0x11A2},
}};

// Signs that stand alone or in an order of their own. They go before the runs below.
struct Signs {
  std::uint16_t first;
  std::u32string_view signs;
};
constexpr std::array<Signs, 37> kSigns = {{
    {0x007F, U"¡€“”‘’·„‟"}, {0x2018, U"+"},         {0x2024, U"・"},
    {0x2050, U"✡±÷×¬"},     {0x2057, U"〫△▽○"},       {0x2060, U"<>+-=|{}()[]〚〛"},
    {0x2080, U"─"},         {0x21EB, U"┈─═↴"},      {0x21F2, U"➜"},
    {0x21F8, U"➡"},         {0x2C00, U"〇"},        {0x2C78, U"㊐㊊㊋㊌㊍㊎㊏"},
    {0x2F00, U"□□▫□□▫■￭▪"}, {0x2F10, U"○◦∘○◦∘●•∙"}, {0x2F20, U"◇◊◇◇◊◇◆◆◆"},
    {0x2F30, U"△▵△△▵△▲▴▴"}, {0x2F40, U"▽▿▽▽▿▽▼▾▾"}, {0x2F50, U"◁◃◁◁◃◁◀◂◂"},
    {0x2F60, U"▷▹▷▷▹▷▶▸▸"}, {0x3060, U"▮"},         {0x3062, U"“”₩※‧‘’"},
    {0x306D, U"❙"},         {0x3070, U"❚"},         {0x309B, U"｢"},
    {0x309D, U"｣"},         {0x30BB, U"『"},        {0x30BD, U"』"},
    {0x30C0, U"❚"},         {0x30E1, U"ΑΒΓΔΕ"},     {0x30E7, U"ΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦ"},
    {0x30F8, U"ΧΨΩ"},       {0x3101, U"αβγδε"},     {0x3107, U"ζηθικλμνξοπρστυφ"},
    {0x3118, U"χψω"},       {0x3348, U"⊟⊞"},        {0x3366, U"□"},
    {0x337B, U"□"},
}};

// Runs in the order of Unicode. The gaps are signs that Hancom has drawn and Unicode has not.
struct SignRun {
  std::uint16_t first;
  std::uint16_t last;
  char32_t sign;
};
constexpr std::array<SignRun, 17> kSignRuns = {{
    {0x00A1, 0x00AC, 0x00A1},
    {0x00AE, 0x0217, 0x00AE},
    {0x0220, 0x029A, 0x1E00},
    {0x02C0, 0x0319, 0x1EA0},
    {0x0400, 0x0458, 0x0250},
    {0x0460, 0x047F, 0x02B0},
    {0x2010, 0x2054, 0x2010},
    {0x2056, 0x205B, 0x2056},
    {0x206E, 0x2070, 0x206E},
    {0x207E, 0x2081, 0x207E},
    {0x208E, 0x22FF, 0x208E},
    {0x2302, 0x232C, 0x2302},
    {0x2C01, 0x2C1A, U'Ⓐ'},
    {0x2C60, 0x2C69, U'㊀'},
    {0x2E21, 0x2E29, U'❶'},
    {0x31A1, 0x31BA, U'A'},
    {0x32A1, 0x32DF, 0xFF61},
}};

constexpr std::u16string_view kCompany = u"한글과컴퓨터";  // drawn letters at 0x37C0

// Frames: seven styles of eleven directions.
constexpr std::uint16_t kFrames = 0x3013;
constexpr std::size_t kDirections = 11;
constexpr std::array<std::u32string_view, 7> kFrameSigns = {
    U"┌┬┐├┼┤└┴┘─│", U"┏┳┓┣╋┫┗┻┛━┃", U"┌┬┐├┼┤└┴┘┈┊", U"┌┬┐├┼┤└┴┘─│",
    U"╔╦╗╠╬╣╚╩╝═║", U"╔╦╗╠╬╣╚╩╝═║", U"┏┳┓┣╋┫┗┻┛━┃"};

// The wanted parts of KS X 1001 in Unicode, row by row; 0 where it holds nothing.
const std::vector<char32_t>& ks_signs() {
  static const std::vector<char32_t> kSquare = [] {
    std::string bytes;
    std::vector<std::size_t> places;
    const auto add_row = [&](std::size_t row) {
      for (std::size_t cell = 0; cell < kKsSide; ++cell) {
        bytes += static_cast<char>(0xA1 + row);
        bytes += static_cast<char>(0xA1 + cell);
        bytes += '\n';
        places.push_back(row * kKsSide + cell);
      }
    };
    for (std::size_t row = 0; row < kSymbolRows; ++row) add_row(row);
    for (std::size_t row = kFirstHanjaRow; row <= kLastHanjaRow; ++row) add_row(row);
    std::vector<char32_t> square(kKsSide * kKsSide, 0);
    const auto decoded = text::decode(bytes, "EUC-KR");
    if (!decoded) return square;
    std::size_t line = 0;
    char32_t sign = 0;
    for (std::size_t at = 0; at < decoded->text.size() && line < places.size();) {
      const char32_t c = text::next_code_point(decoded->text, at);
      if (c == U'\n') {
        square[places[line++]] = sign;
        sign = 0;
      } else if (sign == 0) {
        sign = c == 0xFFFD ? 0 : c;
      }
    }
    return square;
  }();
  return kSquare;
}

char32_t ks_sign(std::size_t row, std::size_t cell) {
  return row < kKsSide && cell < kKsSide ? ks_signs()[row * kKsSide + cell] : 0;
}

// Rows of 96 with the first and the last empty: KS X 1001's symbols, with Cyrillic right behind
// the unit signs because the kana stand elsewhere.
char32_t symbol(std::uint16_t code) {
  constexpr std::uint16_t kSymbols = 0x3400;
  constexpr std::uint16_t kKana = 0x1F00;
  constexpr std::uint16_t kRow = 96;
  constexpr std::size_t kHiragana = 9;
  constexpr std::size_t kCyrillic = 11;
  if (code >= 0x37C0 && code < 0x37C0 + kCompany.size()) return kCompany[code - 0x37C0u];
  if (code >= kKana && code < kKana + 2 * kRow) {
    const auto at = static_cast<std::size_t>(code - kKana);
    return ks_sign(kHiragana + at / kRow, at % kRow - 1);
  }
  if (code < kSymbols || code >= 0x37C0) return 0;
  const auto at = static_cast<std::size_t>(code - kSymbols);
  const std::size_t row = at / kRow;
  const char32_t sign = ks_sign(row == kHiragana ? kCyrillic : row, at % kRow - 1);
  return sign == U'∼' ? U'～' : sign;  // as Hangul converts it
}

// Rows of 94 from 0x4000 on: the 4,888 Hanja of KS X 1001. What follows them is Hancom's own.
char32_t hanja(std::uint16_t code) {
  const auto at = static_cast<std::size_t>(code - 0x4000);
  const std::size_t row = kFirstHanjaRow + at / kKsSide;
  return row > kLastHanjaRow ? 0 : ks_sign(row, at % kKsSide);
}

char32_t frame(std::uint16_t code) {
  if (code < kFrames || code >= kFrames + kFrameSigns.size() * kDirections) return 0;
  const auto at = static_cast<std::size_t>(code - kFrames);
  return kFrameSigns[at / kDirections][at % kDirections];
}

char32_t listed_sign(std::uint16_t code) {
  const auto next = std::upper_bound(kSigns.begin(), kSigns.end(), code,
                                     [](std::uint16_t c, const Signs& s) { return c < s.first; });
  if (next != kSigns.begin()) {
    const Signs& signs = *std::prev(next);
    const auto at = static_cast<std::size_t>(code - signs.first);
    if (at < signs.signs.size()) return signs.signs[at];
  }
  for (const SignRun& run : kSignRuns) {
    if (code >= run.first && code <= run.last) {
      return run.sign + static_cast<char32_t>(code - run.first);
    }
  }
  return 0;
}

// Circled numbers and letters are numbered as the formats of generated numbers.
std::string circled(std::uint16_t code) {
  struct Series {
    std::uint16_t before;  // code of the sign for 1, less 1
    int count;
    NumberFormat format;
  };
  static constexpr std::array<Series, 4> kSeries = {
      {{0x2E00, 9, NumberFormat::circled_digit},
       {0x2C20, 26, NumberFormat::circled_latin_small},
       {0x2C4F, 14, NumberFormat::circled_hangul_syllable},
       {0x2C3F, 14, NumberFormat::circled_hangul_jamo}}};
  for (const Series& series : kSeries) {
    const int number = code - series.before;
    if (number >= 1 && number <= series.count) return format_number(number, series.format);
  }
  return {};
}

char32_t sign_of(std::uint16_t code) {
  if (code < 0x7F) return code;
  if (const char32_t sign = listed_sign(code); sign != 0) return sign;
  if (code >= 0x4000) return hanja(code);
  const char32_t sign = frame(code);
  return sign != 0 ? sign : symbol(code);
}

char32_t lone_letter(unsigned index) {
  for (const LetterRun& run : kLoneLetters) {
    if (index >= run.first && index < run.first + unsigned{run.count}) {
      return static_cast<char32_t>(run.letter + (index - run.first));
    }
  }
  return 0;
}

// The vowels as they are written alone: today's are in order from ㅏ on.
char32_t lone_vowel(char16_t vowel) {
  switch (vowel) {
    case 0x1188:
      return 0x3189;
    case 0x1191:
      return 0x318A;
    case 0x1194:
      return 0x318C;
    case 0x119E:
      return U'ㆍ';
    case 0x11A1:
      return 0x318E;
    default:
      return vowel == 0 ? 0 : U'ㅏ' + (vowel - 0x1161u);
  }
}

// A syllable of today or of old, or one letter alone. Returns false for a code that is none.
bool append_hangul(std::string& out, std::uint16_t code) {
  const unsigned initial = (code >> 10) & 31u;
  const unsigned vowel = (code >> 5) & 31u;
  const unsigned last = code & 31u;
  char32_t alone = 0;
  if (vowel < kVowelFiller) {
    alone = vowel == 0 ? lone_letter(initial * kLetters + last) : 0;
    if (alone == 0) return false;
  } else if (vowel == kVowelFiller && last == kFiller) {
    alone = kLoneInitials[initial];
  } else if (vowel == kVowelFiller && initial == kFiller) {
    alone = kLoneFinals[last];
  } else if (initial == kFiller && last == kFiller) {
    alone = lone_vowel(kVowels[vowel]);
  }
  if (alone != 0) {
    text::append(out, alone);
    return true;
  }
  if (vowel >= kFirstVowel && kVowels[vowel] == 0) return false;
  constexpr char32_t kInitialFiller = 0x115F;
  constexpr char32_t kMedialFiller = 0x1160;
  // NFC makes one syllable of today's letters.
  std::string letters;
  text::append(letters, initial == kFiller ? kInitialFiller : kInitials[initial]);
  text::append(letters, vowel == kVowelFiller ? kMedialFiller : kVowels[vowel]);
  if (last != kFiller) text::append(letters, kFinals[last]);
  out += text::nfc(letters);
  return true;
}

}  // namespace

void append_hwp3_letter(std::string& out, std::uint16_t code, std::size_t& unmapped) {
  if (code >= 0x8000) {
    if (append_hangul(out, code)) return;
  } else if (const char32_t sign = sign_of(code); sign != 0) {
    text::append(out, sign);
    return;
  } else if (const std::string number = circled(code); !number.empty()) {
    out += number;
    return;
  }
  ++unmapped;
  text::append(out, 0xFFFD);
}

std::string hwp3_text(std::string_view codes, std::size_t& unmapped) {
  std::string out;
  for (std::size_t at = 0; at + 1 < codes.size(); at += 2) {
    const auto code = static_cast<std::uint16_t>(static_cast<unsigned char>(codes[at]) |
                                                 static_cast<unsigned char>(codes[at + 1]) << 8);
    if (code == 0) break;
    if (code >= 32) append_hwp3_letter(out, code, unmapped);
  }
  return out;
}

std::string hwp3_name(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size() && bytes[at] != '\0'; ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) {
      if (byte >= 32) out += bytes[at];
    } else if (at + 1 < bytes.size() && bytes[at + 1] != '\0') {
      const auto code =
          static_cast<std::uint16_t>(byte << 8 | static_cast<unsigned char>(bytes[++at]));
      if (!append_hangul(out, code)) text::append(out, 0xFFFD);
    }
  }
  return out;
}

}  // namespace sillok::formats
