#include "cli/show.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "cli/words.h"
#include "document/print.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const document::Place& place) {
  Json json = Json::object();
  if (place.page > 0) json["page"] = place.page;
  if (!place.article.empty()) json["article"] = place.article;
  json["section"] = place.section;
  return json;
}

// A recorded answer may come from another version of sillok: what is missing reads as empty.
std::string text_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

document::Place place_in(const Json& citation) {
  document::Place place;
  const auto found = citation.find("place");
  if (found == citation.end() || !found->is_object()) return place;
  place.page = found->value("page", 0);
  place.article = found->value("article", "");
  place.section = found->value("section", std::vector<std::string>{});
  return place;
}

std::string lines_of_provenance(const Json& answer) {
  std::string lines;
  const auto provenance = answer.find("provenance");
  if (provenance == answer.end()) return lines;
  for (const auto& [key, value] : provenance->items()) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (!text.empty() && text != "{}") lines += fmt::format("  {}: {}\n", key, text);
  }
  return lines;
}

std::string lines_of_answer(const Json& answer) {
  const bool answered = text_in(answer, "status") == "answered";
  std::string lines = fmt::format("{}\n\n", text_in(answer, "question"));
  std::string sources;
  int number = 0;
  for (const Json& sentence : answer.value("sentences", Json::array())) {
    lines += text_in(sentence, "text");
    for (const Json& citation : sentence.value("citations", Json::array())) {
      lines += fmt::format(" [{}]", ++number);
      sources += fmt::format("  [{}] {} ({})\n      “{}”\n      {}\n", number,
                             text_in(citation, "title"), text_in(citation, "document"),
                             text_in(citation, "quote"), place_line(place_in(citation)));
    }
    lines += "\n";
  }
  if (!answered) lines += text_in(answer, "text") + "\n";
  lines += fmt::format("\n{}\n",
                       fmt::format(fmt::runtime(say(answered ? Word::answered : Word::abstained)),
                                   answer.value("confidence", 0.0)));
  return lines + sources + lines_of_provenance(answer);
}

}  // namespace

std::string place_line(const document::Place& place) {
  std::string line;
  for (const std::string& title : place.section) line += (line.empty() ? "" : " › ") + title;
  if (!place.article.empty()) line += (line.empty() ? "" : " · ") + place.article;
  if (place.page > 0) {
    line += line.empty() ? "" : " · ";
    line += fmt::format(fmt::runtime(say(Word::page)), place.page);
  }
  return line;
}

std::string shown_document(const library::DocumentRow& row, const document::Document& body) {
  std::string shown =
      fmt::format("{}\n{} · {} · {} · {}\n", row.title, row.id, row.format, row.path,
                  fmt::format(fmt::runtime(say(Word::version)), row.version, row.updated));
  for (const std::string& warning : row.warnings) shown += fmt::format("! {}\n", warning);
  document::Document part;
  std::string before;
  const auto flush = [&] {
    if (part.blocks.empty()) return;
    shown += "\n";
    if (!before.empty()) shown += fmt::format("〔{}〕\n", before);
    shown += document::to_markdown(part);
    part.blocks.clear();
  };
  for (const document::Block& block : body.blocks) {
    std::string place = place_line({block.page, block.article, block.section});
    if (place != before) {
      flush();
      before = std::move(place);
    }
    part.blocks.push_back(block);
  }
  flush();
  return shown;
}

std::string shown_passage(const library::KeptPassage& kept) {
  const std::string place = place_line(kept.passage.place_at(0));
  return fmt::format("{} ({}) · {}\n{}\n{}\n", kept.title, kept.document, kept.file,
                     place.empty() ? "" : fmt::format("〔{}〕\n", place), kept.passage.text);
}

Result<std::string> shown_answer(const std::string& json) {
  try {
    return lines_of_answer(Json::parse(json));
  } catch (const Json::exception&) {
    return fail(Code::storage, "the recorded answer is damaged");
  }
}

std::string document_json(const library::DocumentRow& row, const document::Document& body) {
  const Json head{
      {"document", row.id},         {"path", row.path},       {"collection", row.scope.collection},
      {"groups", row.scope.groups}, {"version", row.version}, {"updated", row.updated},
      {"passages", row.passages}};
  // The body is long and written already: it is put in as it is.
  const std::string open = written(head);
  return open.substr(0, open.size() - 1) + ",\"body\":" + document::to_json(body) + "}";
}

std::string passage_json(const library::KeptPassage& kept) {
  return written({{"document", kept.document},
                  {"passage", std::to_string(kept.id)},
                  {"title", kept.title},
                  {"file", kept.file},
                  {"text", kept.passage.text},
                  {"context", kept.passage.context},
                  {"begin", kept.passage.begin},
                  {"place", json_of(kept.passage.place_at(0))}});
}

}  // namespace sillok::cli
