#include "library/dictionary.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::library {
namespace {

constexpr const char* kName = "dictionary.txt";
constexpr std::uintmax_t kLargest = std::uintmax_t{8} << 20U;  // bytes

// Size and time, or nothing.
std::string stamp_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) return {};
  const auto time = std::filesystem::last_write_time(file, error);
  if (error) return {};
  return std::to_string(size) + " " + std::to_string(time.time_since_epoch().count());
}

Result<std::string> text_of(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::string();
  if (std::filesystem::file_size(file, error) > kLargest) {
    return fail(Code::too_large, "is larger than 8 MB; take lines out", file.string());
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  if (in.peek() != std::ifstream::traits_type::eof()) out << in.rdbuf();
  if (!in && !in.eof()) {
    return fail(Code::unreadable, "cannot be read; check its permissions", file.string());
  }
  return text::nfc(out.str());
}

// Written aside and renamed, so that a reader sees the old file or the new one.
Result<void> write(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  const std::filesystem::path aside = file.string() + ".part";
  {
    std::ofstream out(aside, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) out << line << "\n";
    out.flush();
    if (!out) {
      return fail(Code::storage, "cannot be written; check permissions and space", file.string());
    }
  }
  std::error_code error;
  std::filesystem::rename(aside, file, error);
  if (error) return fail(Code::storage, "cannot be replaced: " + error.message(), file.string());
  return {};
}

bool is_group(std::string_view line) {
  return !line.empty() && !line.starts_with('#');
}

Result<std::vector<std::string>> all_lines(const std::filesystem::path& file) {
  Result<std::string> text = text_of(file);
  if (!text) return fail(std::move(text).error());
  std::vector<std::string> lines;
  std::istringstream in(*text);
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

// Whether the line is the group, or has it as one of its words.
bool names(const std::string& line, const std::string& group) {
  if (text::folded(line) == text::folded(group)) return true;
  const auto parsed = text::Vocabulary::parse(line, kName);
  const std::string word = text::folded(group);
  return parsed &&
         std::any_of(parsed->links().begin(), parsed->links().end(), [&](const text::Link& link) {
           return link.said == word || link.written == word;
         });
}

}  // namespace

DictionaryFile::DictionaryFile(const std::filesystem::path& folder)
    : file_(folder / kName), stamp_("unread") {}

Dictionary DictionaryFile::read() const {
  const std::string stamp = stamp_of(file_);
  const std::lock_guard lock(turn_);
  if (stamp == stamp_ && read_.words) return read_;
  stamp_ = stamp;
  read_ = {};
  Result<std::string> text = text_of(file_);
  if (!text) {
    read_.faults.push_back(text.error().line());
    text = std::string();
  }
  auto parsed = text::Vocabulary::parse(*text, kName, &read_.faults);
  read_.words =
      std::make_shared<const text::Vocabulary>(parsed ? std::move(*parsed) : text::Vocabulary());
  return read_;
}

Result<std::vector<std::string>> dictionary_lines(const std::filesystem::path& folder) {
  Result<std::vector<std::string>> lines = all_lines(folder / kName);
  if (!lines) return lines;
  std::erase_if(*lines, [](const std::string& line) { return !is_group(text::trimmed(line)); });
  return lines;
}

Result<void> add_to_dictionary(const std::filesystem::path& folder, const std::string& group) {
  std::string line(text::trimmed(text::nfc(group)));
  if (line.find('\n') != line.npos || !is_group(line)) {
    return fail(Code::usage, "write one group, for example \"연차 = 연차휴가\"", group);
  }
  if (auto parsed = text::Vocabulary::parse(line, kName); !parsed) {
    return fail(Code::usage, parsed.error().message, line);
  }
  Result<std::vector<std::string>> lines = all_lines(folder / kName);
  if (!lines) return fail(std::move(lines).error());
  if (std::any_of(lines->begin(), lines->end(), [&](const std::string& known) {
        return text::folded(known) == text::folded(line);
      })) {
    return fail(Code::usage, "is in the dictionary already", line);
  }
  lines->push_back(std::move(line));
  return write(folder / kName, *lines);
}

Result<std::size_t> remove_from_dictionary(const std::filesystem::path& folder,
                                           const std::string& group) {
  Result<std::vector<std::string>> lines = all_lines(folder / kName);
  if (!lines) return fail(std::move(lines).error());
  const std::size_t removed = std::erase_if(*lines, [&](const std::string& line) {
    return is_group(text::trimmed(line)) && names(line, group);
  });
  if (removed == 0) {
    return fail(Code::not_found, "is not in the dictionary; see `sillok dictionary list`", group);
  }
  if (auto written = write(folder / kName, *lines); !written) return fail(written.error());
  return removed;
}

}  // namespace sillok::library
