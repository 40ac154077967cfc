// The bytes are read under every candidate encoding; the reading that surprises least wins, and how
// far the next one lies behind says how sure that is.
//
// Counter-examples that shaped this: a validity check alone takes French in windows-1252 or Chinese
// in GBK for CP949; a share of Hangul alone takes UTF-16 without spaces for CP949; and one damaged
// byte must not turn a UTF-8 file into CP949.
#include "text/encoding_guess.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

namespace sillok::text {
namespace {

// Enough to be sure, little enough to read five times over.
constexpr std::size_t kSample = 32u << 10;

struct Candidate {
  std::string name;
  std::string converter;
  double prior;  // bits against it before anything is read
};

struct Reading {
  double bits = 0;             // surprise of all characters
  double foreign_bits = 0;     // of the characters that are not ASCII
  std::size_t foreign = 0;     // how many those are
  std::size_t impossible = 0;  // replaced, unassigned, private, control
  std::size_t characters = 0;
};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// `whole`: the sample is all there is, so a character cut at its end counts against the encoding.
Reading read_as(std::string_view sample, const std::string& converter, bool whole) {
  Reading reading;
  UErrorCode status = U_ZERO_ERROR;
  const Converter open(ucnv_open(converter.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) {
    reading.bits = 1e12;
    return reading;
  }
  std::vector<UChar> units(sample.size() + 8);
  UChar* to = units.data();
  const char* from = sample.data();
  ucnv_toUnicode(open.get(), &to, units.data() + units.size(), &from, from + sample.size(), nullptr,
                 whole, &status);
  const auto count = static_cast<std::int32_t>(to - units.data());
  for (std::int32_t i = 0; i < count;) {
    UChar32 c = 0;
    U16_NEXT(units.data(), i, count, c);
    const double bits = surprise(static_cast<char32_t>(c));
    reading.bits += bits;
    ++reading.characters;
    if (bits >= 25) ++reading.impossible;
    if (c >= 0x80) {
      ++reading.foreign;
      reading.foreign_bits += bits;
    }
  }
  return reading;
}

// The lines that hold bytes above 7F: the others read alike under every byte encoding.
std::string telling_lines(std::string_view bytes) {
  std::string sample;
  std::size_t at = 0;
  while (at < bytes.size() && sample.size() < kSample) {
    const std::string_view rest = bytes.substr(at);
    const auto high = std::find_if(rest.begin(), rest.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (high == rest.end()) break;
    const auto found = static_cast<std::size_t>(high - rest.begin());
    const std::size_t newline = found == 0 ? std::string_view::npos : rest.rfind('\n', found);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t end = std::min(rest.find('\n', found), rest.size() - 1) + 1;
    // A line without end is taken from a little before the high byte on.
    const std::size_t first = std::max(begin, found - std::min<std::size_t>(found, 200));
    sample.append(rest.substr(first, std::min(end - first, kSample - sample.size())));
    at += end;
  }
  return sample;
}

// How sure the best reading is: by its lead over the next, by how well it fits at all, and by how
// much there was to see.
double certainty_of(const Reading& best, double lead, bool declared) {
  const double posterior = 1 / (1 + std::exp2(-lead / 2));
  // Korean text costs 8 to 12 bits a character; text of another language read as Korean above 15.
  const double mean = best.foreign == 0 ? 0 : best.foreign_bits / static_cast<double>(best.foreign);
  const double fit = std::clamp((18 - mean) / 5, 0.3, 1.0);
  const double seen = declared ? 0.99 : 1 - 0.3 / (1 + static_cast<double>(best.foreign) / 2);
  const double damage =
      1 - std::min(0.9, 4 * static_cast<double>(best.impossible) /
                            static_cast<double>(std::max<std::size_t>(best.characters, 1)));
  return std::min(0.99, posterior * fit * seen * damage);
}

Guess guess_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  if (sample.size() % 2 != 0 && sample.size() < 1'000) return {};  // longer: cut in a character
  const Reading little = read_as(sample, "UTF-16LE", false);
  const Reading big = read_as(sample, "UTF-16BE", false);
  const Reading& best = little.bits <= big.bits ? little : big;
  // Binary data gives unassigned, private and control characters by the dozen.
  if (best.characters == 0 || best.impossible * 20 > best.characters) return {};
  const double mean = best.bits / static_cast<double>(best.characters);
  if (mean > 14) return {};
  return {&best == &little ? "UTF-16LE" : "UTF-16BE",
          certainty_of(best, std::abs(little.bits - big.bits), false)};
}

std::string lower_alnum(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
    if (out.size() > 40) break;
  }
  return out;
}

}  // namespace

std::string converter_name(std::string_view encoding) {
  const std::string plain = lower_alnum(encoding);
  if (plain.empty() || plain.size() > 40) return {};
  // All of these are CP949 in the wild, whatever the label: Windows writes it under any of the
  // names.
  static constexpr std::array<std::string_view, 9> kKorean{
      "cp949", "euckr", "ksc5601", "ksc56011987", "windows949",
      "ms949", "uhc",   "ksx1001", "iso2022kr949"};
  if (std::find(kKorean.begin(), kKorean.end(), plain) != kKorean.end()) return "windows-949-2000";
  // As in browsers, Latin-1 means windows-1252.
  if (plain == "iso88591" || plain == "latin1" || plain == "usascii" || plain == "windows1252") {
    return "windows-1252";
  }
  UErrorCode status = U_ZERO_ERROR;
  const char* known = ucnv_getAlias(std::string(encoding.substr(0, 60)).c_str(), 0, &status);
  return U_SUCCESS(status) && known != nullptr ? std::string(known) : std::string();
}

Guess guess_encoding(std::string_view bytes, std::string_view declared) {
  if (bytes.substr(0, kSample).find('\0') != std::string_view::npos) return guess_utf16(bytes);
  if (bytes.substr(0, 1024).find("\x1B$)C") != std::string_view::npos) return {"ISO-2022-KR", 0.95};

  std::vector<Candidate> candidates{
      {"CP949", "windows-949-2000", 0}, {"UTF-8", "UTF-8", 0}, {"windows-1252", "windows-1252", 8}};
  const std::string claimed = converter_name(declared);
  if (!claimed.empty() && !claimed.starts_with("UTF-16") && !claimed.starts_with("UTF-32")) {
    constexpr double kTrust = -10;  // a declaration is right more often than not
    const auto same = std::find_if(candidates.begin(), candidates.end(),
                                   [&](const Candidate& c) { return c.converter == claimed; });
    if (same != candidates.end()) {
      same->prior = kTrust;
    } else {
      candidates.push_back({std::string(declared), claimed, kTrust});
    }
  }
  const std::string sample = telling_lines(bytes);
  std::vector<Reading> readings;
  readings.reserve(candidates.size() + 2);
  for (const Candidate& candidate : candidates) {
    readings.push_back(read_as(sample, candidate.converter, bytes.size() < kSample));
    readings.back().bits += candidate.prior;
  }
  if (bytes.size() % 2 == 0 && bytes.size() <= kSample) {
    // Hangul without a single space or digit, in UTF-16: no NUL betrays it.
    for (const char* name : {"UTF-16LE", "UTF-16BE"}) {
      candidates.push_back({name, name, 8});
      readings.push_back(read_as(bytes, name, true));
      readings.back().bits += 8;
    }
    // The telling lines leave out what the UTF-16 readings must explain.
    for (std::size_t i = 0; i + 2 < candidates.size(); ++i) {
      readings[i] = read_as(bytes, candidates[i].converter, true);
      readings[i].bits += candidates[i].prior;
    }
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < readings.size(); ++i) {
    if (readings[i].bits < readings[best].bits) best = i;
  }
  double lead = 1e9;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (i != best) lead = std::min(lead, readings[i].bits - readings[best].bits);
  }
  const Candidate& winner = candidates[best];
  double certainty = certainty_of(readings[best], lead, winner.converter == claimed);
  // The fall-back explains any bytes at all, so fitting says little.
  if (winner.name == "windows-1252" && winner.converter != claimed) {
    certainty = std::min(certainty, 0.5);
  }
  return {winner.name, certainty};
}

}  // namespace sillok::text
