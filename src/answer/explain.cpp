#include "answer/explain.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "index/conditions.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(text::TermKind kind) {
  switch (kind) {
    case text::TermKind::word:
      return "word";
    case text::TermKind::bigram:
      return "bigram";
    case text::TermKind::number:
      return "number";
    case text::TermKind::part:
      return "part";
    case text::TermKind::sound:
      return "sound";
  }
  return "word";
}

std::string fields_of(const index::TermShare& term) {
  std::string fields;
  const auto name = [&](const char* field, std::uint32_t times) {
    if (times == 0) return;
    fields += (fields.empty() ? "" : ", ") + std::string(field);
    if (times > 1) fields += fmt::format(" ×{}", times);
  };
  name("title", term.in_title);
  name("headings", term.in_context);
  name("body", term.in_body);
  name("definitions", term.in_defined);
  return fields;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Result<std::vector<index::Explanation>> explain(const index::Retriever& retriever,
                                                const index::Query& query,
                                                std::span<const library::KeptPassage> passages) {
  std::vector<index::Fields> fields;
  fields.reserve(passages.size());
  for (const library::KeptPassage& each : passages) {
    fields.push_back(
        {each.id, each.title, each.passage.context, each.passage.text, each.passage.defined});
  }
  return retriever.explain(query, fields);
}

Result<Found> why_found(const std::string& question, const std::vector<bool>& visible,
                        const library::KeptPassage& passage, const library::Library& library,
                        const index::Retriever& retriever) {
  const library::Dictionary dictionary = library.dictionary();
  Question understood =
      understand(question, text::korean_analyzer(), retriever, visible, dictionary.words.get());
  index::Query query = query_for(understood);
  query.visible_scopes = visible;
  Result<std::vector<index::Explanation>> why = explain(retriever, query, {&passage, 1});
  if (!why) return fail(std::move(why).error());
  return Found{std::move(why->front()), std::move(understood.bridges)};
}

std::vector<Bridged> bridges_of(const std::string& typed, const library::Library& library) {
  return bridges_in(text::folded(index::read_query(typed).text), library.dictionary().words.get());
}

std::string json_of(const index::Explanation& explanation) {
  Json terms = Json::array();
  for (const index::TermShare& term : explanation.terms) {
    Json fields = Json::object();
    if (term.in_title > 0) fields["title"] = term.in_title;
    if (term.in_context > 0) fields["headings"] = term.in_context;
    if (term.in_body > 0) fields["body"] = term.in_body;
    if (term.in_defined > 0) fields["definitions"] = term.in_defined;
    terms.push_back({{"term", term.term},
                     {"kind", name_of(term.kind)},
                     {"asked", !term.likewise},
                     {"fields", std::move(fields)},
                     {"weight", term.weight},
                     {"gives", term.gives}});
  }
  Json features = Json::object();
  for (const auto& [name, value] : explanation.features) features[name] = value;
  return dumped({{"terms", std::move(terms)}, {"features", std::move(features)}});
}

std::string json_of(const std::vector<Bridged>& bridges) {
  Json all = Json::array();
  for (const auto& [bridge, source] : bridges) {
    all.push_back({{"said", bridge.said},
                   {"written", bridge.written},
                   {"strength", bridge.strength},
                   {"source", name_of(source)}});
  }
  return dumped(all);
}

std::string to_plain(const index::Explanation& explanation, const std::string& indent) {
  std::string plain;
  for (const index::TermShare& term : explanation.terms) {
    plain += fmt::format("{}{:6.2f} of {:6.2f}  {}{}  {} ({})\n", indent, term.gives, term.weight,
                         term.likewise ? "≈ " : "", term.term, name_of(term.kind), fields_of(term));
  }
  for (const auto& [name, value] : explanation.features) {
    plain += fmt::format("{}{} = {:.3f}\n", indent, name, value);
  }
  return plain;
}

std::string to_plain(const std::vector<Bridged>& bridges) {
  // One line an expression and source: 월급 → 보수, 급여 (vocabulary).
  std::vector<std::pair<std::string, std::string>> order;
  std::map<std::pair<std::string, std::string>, std::string> written;
  for (const auto& [bridge, source] : bridges) {
    const std::pair<std::string, std::string> key{bridge.said, name_of(source)};
    std::string& words = written[key];
    if (words.empty()) order.push_back(key);
    words += (words.empty() ? "" : ", ") + bridge.written;
    if (bridge.strength < 1) words += fmt::format(" ({:.1f})", bridge.strength);
  }
  std::string plain;
  for (const auto& key : order) {
    plain += fmt::format("{} → {} [{}]\n", key.first, written[key], key.second);
  }
  return plain;
}

}  // namespace sillok::answer
