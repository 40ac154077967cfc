#include "cli/configuration.h"

#include <toml++/toml.h>
#include <unistd.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

namespace sillok::cli {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

// A number with its range, or a text. The table below is all that can be set but for [groups].
struct Setting {
  std::string_view key;       // "section.key" in the file
  std::string_view variable;  // in the environment
  double least = 0;
  double most = 0;  // both 0: a text
  bool whole = true;
  std::function<void(Configuration&, double)> number = {};
  std::function<void(Configuration&, const std::string&)> words = {};
};

std::function<void(Configuration&, double)> megabytes(std::size_t isolate::Limits::*limit) {
  return [limit](Configuration& c, double n) {
    c.reading.*limit = static_cast<std::size_t>(n) * kMegabyte;
  };
}

Setting words(std::string_view key, std::string_view variable,
              std::function<void(Configuration&, const std::string&)> take) {
  return {key, variable, 0, 0, false, {}, std::move(take)};
}

Setting embedder_text(std::string_view key, std::string_view variable,
                      std::string model::ServerOptions::*text) {
  return words(key, variable,
               [text](Configuration& c, const std::string& value) { c.embedder.*text = value; });
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> kSettings{
      words("listen", "SILLOK_LISTEN",
            [](Configuration& c, const std::string& text) { c.listen = text; }),
      {"passages.characters", "SILLOK_PASSAGES_CHARACTERS", 100, 100'000, true,
       [](Configuration& c, double n) { c.passages.characters = static_cast<std::size_t>(n); }},
      {"reading.seconds", "SILLOK_READING_SECONDS", 1, 86'400, true,
       [](Configuration& c, double n) { c.reading.seconds = static_cast<int>(n); }},
      {"reading.memory_mb", "SILLOK_READING_MEMORY_MB", 64, 1'048'576, true,
       megabytes(&isolate::Limits::memory_bytes)},
      {"reading.file_mb", "SILLOK_READING_FILE_MB", 1, 1'048'576, true,
       megabytes(&isolate::Limits::file_bytes)},
      {"reading.output_mb", "SILLOK_READING_OUTPUT_MB", 1, 1'048'576, true,
       megabytes(&isolate::Limits::output_bytes)},
      {"reading.unpacked_mb", "SILLOK_READING_UNPACKED_MB", 1, 1'048'576, true,
       [](Configuration& c, double n) {
         c.reading.formats.unpacked_bytes = static_cast<std::size_t>(n) * kMegabyte;
       }},
      {"reading.entries", "SILLOK_READING_ENTRIES", 1, 10'000'000, true,
       [](Configuration& c, double n) { c.reading.formats.entries = static_cast<std::size_t>(n); }},
      {"reading.processes", "SILLOK_READING_PROCESSES", 0, 1'024, true,
       [](Configuration& c, double n) { c.readers = static_cast<unsigned>(n); }},
      {"answers.threshold", "SILLOK_ANSWERS_THRESHOLD", 0, 1, false,
       [](Configuration& c, double n) { c.threshold = n; }},
      embedder_text("embedder.url", "SILLOK_EMBEDDER_URL", &model::ServerOptions::url),
      embedder_text("embedder.model", "SILLOK_EMBEDDER_MODEL", &model::ServerOptions::model),
      embedder_text("embedder.question_prefix", "SILLOK_EMBEDDER_QUESTION_PREFIX",
                    &model::ServerOptions::question_prefix),
      embedder_text("embedder.passage_prefix", "SILLOK_EMBEDDER_PASSAGE_PREFIX",
                    &model::ServerOptions::passage_prefix),
      words("embedder.key_file", "SILLOK_EMBEDDER_KEY_FILE",
            [](Configuration& c, const std::string& text) { c.embedder.key_file = text; }),
      {"embedder.dimensions", "SILLOK_EMBEDDER_DIMENSIONS", 1, 4'096, true,
       [](Configuration& c, double n) { c.embedder.dimensions = static_cast<std::size_t>(n); }},
      {"embedder.seconds", "SILLOK_EMBEDDER_SECONDS", 1, 3'600, true,
       [](Configuration& c, double n) { c.embedder.seconds = static_cast<int>(n); }},
      {"embedder.batch", "SILLOK_EMBEDDER_BATCH", 1, 1'024, true,
       [](Configuration& c, double n) { c.embedder.batch = static_cast<std::size_t>(n); }},
      {"embedder.characters", "SILLOK_EMBEDDER_CHARACTERS", 50, 100'000, true,
       [](Configuration& c, double n) { c.embedder.characters = static_cast<std::size_t>(n); }},
      words("reranker.url", "SILLOK_RERANKER_URL",
            [](Configuration& c, const std::string& text) { c.reranker.url = text; }),
      words("reranker.model", "SILLOK_RERANKER_MODEL",
            [](Configuration& c, const std::string& text) { c.reranker.model = text; }),
      words("reranker.key_file", "SILLOK_RERANKER_KEY_FILE",
            [](Configuration& c, const std::string& text) { c.reranker.key_file = text; }),
      {"reranker.passages", "SILLOK_RERANKER_PASSAGES", 2, 100, true,
       [](Configuration& c, double n) { c.reranker.passages = static_cast<std::size_t>(n); }},
      {"reranker.characters", "SILLOK_RERANKER_CHARACTERS", 50, 100'000, true,
       [](Configuration& c, double n) { c.reranker.characters = static_cast<std::size_t>(n); }},
      {"reranker.seconds", "SILLOK_RERANKER_SECONDS", 1, 3'600, true,
       [](Configuration& c, double n) { c.reranker.seconds = static_cast<int>(n); }},
  };
  return kSettings;
}

std::string plain(double n) {
  std::ostringstream text;
  text << std::fixed;
  text.precision(n == std::trunc(n) ? 0 : 2);
  text << n;
  return text.str();
}

Result<void> set_number(Configuration& configuration, const Setting& setting, double value,
                        const std::string& key, const std::string& where) {
  const bool whole = value == std::trunc(value);
  if (!(value >= setting.least && value <= setting.most) || (setting.whole && !whole)) {
    return fail(Code::usage,
                "'" + key + "' must be a " + (setting.whole ? "whole " : "") + "number from " +
                    plain(setting.least) + " to " + plain(setting.most),
                where);
  }
  setting.number(configuration, value);
  return {};
}

Result<void> set_from_file(Configuration& configuration, const std::string& key,
                           const toml::node& node, const std::string& where) {
  const auto setting = std::find_if(settings().begin(), settings().end(),
                                    [&](const Setting& each) { return each.key == key; });
  if (setting == settings().end()) {
    return fail(Code::usage, "unknown key '" + key + "'; remove it or correct its spelling", where);
  }
  if (setting->words) {
    const auto text = node.value_exact<std::string>();
    if (!text) return fail(Code::usage, "'" + key + "' must be a text in quotes", where);
    setting->words(configuration, *text);
    return {};
  }
  if (!node.is_number()) return fail(Code::usage, "'" + key + "' must be a number", where);
  return set_number(configuration, *setting, node.value<double>().value_or(-1), key, where);
}

Result<void> set_groups(Configuration& configuration, const toml::node& node,
                        const std::string& where) {
  const auto wrong = [&](std::string_view group) {
    return fail(Code::usage,
                "'groups." + std::string(group) + "' must be a list of users: [\"kim\", \"lee\"]",
                where);
  };
  const toml::table* table = node.as_table();
  if (table == nullptr) return fail(Code::usage, "'groups' must be a table: [groups]", where);
  for (const auto& [name, members] : *table) {
    const toml::array* list = members.as_array();
    if (list == nullptr) return wrong(name.str());
    std::vector<std::string>& users = configuration.groups[std::string(name.str())];
    for (const toml::node& member : *list) {
      const auto user = member.value_exact<std::string>();
      if (!user || user->empty()) return wrong(name.str());
      users.push_back(*user);
    }
  }
  return {};
}

Result<void> apply_file(Configuration& configuration, const std::string& text,
                        const std::string& where) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(Code::usage,
                "line " + std::to_string(error.source().begin.line) + ": " +
                    std::string(error.description()) + "; correct it or remove the file",
                where);
  }
  for (const auto& [name, node] : root) {
    const std::string key(name.str());
    if (key == "groups") {
      if (auto done = set_groups(configuration, node, where); !done) return done;
    } else if (const toml::table* section = node.as_table()) {
      for (const auto& [inner, value] : *section) {
        auto done =
            set_from_file(configuration, key + "." + std::string(inner.str()), value, where);
        if (!done) return done;
      }
    } else if (auto done = set_from_file(configuration, key, node, where); !done) {
      return done;
    }
  }
  return {};
}

Result<void> apply_variable(Configuration& configuration, const std::string& entry) {
  const std::size_t equals = entry.find('=');
  if (entry.rfind("SILLOK_", 0) != 0 || equals == std::string::npos) return {};
  const std::string name = entry.substr(0, equals);
  const std::string value = entry.substr(equals + 1);
  if (name == "SILLOK_LIBRARY") return {};  // read by run(), before there is a configuration
  const auto setting = std::find_if(settings().begin(), settings().end(),
                                    [&](const Setting& each) { return each.variable == name; });
  if (setting == settings().end()) {
    return fail(Code::usage, "unknown variable; unset it or correct its spelling", name);
  }
  if (setting->words) {
    setting->words(configuration, value);
    return {};
  }
  double number = -1;
  const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (problem != std::errc() || end != value.data() + value.size()) {
    return fail(Code::usage, "must be a number, not '" + value + "'", name);
  }
  return set_number(configuration, *setting, number, name, "environment");
}

}  // namespace

std::vector<std::string> Configuration::groups_of(const std::string& user) const {
  std::vector<std::string> found;
  for (const auto& [group, users] : groups) {
    if (std::find(users.begin(), users.end(), user) != users.end()) found.push_back(group);
  }
  return found;
}

library::Asker Configuration::asker(const std::string& as_user,
                                    const std::string& collection) const {
  library::Asker asker;
  asker.everything = as_user.empty();
  if (!as_user.empty()) asker.groups = groups_of(as_user);
  asker.collection = collection;
  return asker;
}

Result<Configuration> parse_configuration(const std::string& toml, const std::string& name,
                                          const std::vector<std::string>& environment) {
  Configuration configuration;
  if (auto done = apply_file(configuration, toml, name); !done) return fail(done.error());
  for (const std::string& entry : environment) {
    if (auto done = apply_variable(configuration, entry); !done) return fail(done.error());
  }
  return configuration;
}

Result<Configuration> load_configuration(const std::filesystem::path& library) {
  const std::filesystem::path file = library / "sillok.toml";
  std::string text;
  std::error_code problem;
  if (std::filesystem::exists(file, problem)) {
    std::ifstream in(file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
    if (!in) return fail(Code::usage, "cannot be read; check its rights", file.string());
  }
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) variables.emplace_back(*entry);
  return parse_configuration(text, file.string(), variables);
}

}  // namespace sillok::cli
