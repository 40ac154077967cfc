#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "answer/answer.h"

namespace sillok::answer {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(Status status) {
  switch (status) {
    case Status::answered:
      return "answered";
    case Status::abstained:
      return "abstained";
    case Status::unclear:
      return "unclear";
  }
  return "abstained";
}

const char* name_of(Support support) {
  switch (support) {
    case Support::supported:
      return "supported";
    case Support::partial:
      return "partial";
    case Support::unsupported:
      return "unsupported";
  }
  return "unsupported";
}

Json json_of(const document::Place& place) {
  Json json = Json::object();
  if (place.page > 0) json["page"] = place.page;
  if (!place.article.empty()) json["article"] = place.article;
  json["section"] = place.section;
  return json;
}

Json json_of(const Citation& citation) {
  return {{"document", citation.document},
          {"title", citation.title},
          {"file", citation.file},
          {"passage", std::to_string(citation.passage)},
          {"place", json_of(citation.place)},
          {"quote", citation.quote},
          {"start", citation.start},
          {"end", citation.end},
          {"begin", citation.begin}};
}

Json json_of(const Sentence& sentence) {
  Json citations = Json::array();
  for (const Citation& each : sentence.citations) citations.push_back(json_of(each));
  return {{"text", sentence.text},
          {"support", name_of(sentence.support)},
          {"citations", std::move(citations)}};
}

Json json_of(const Provenance& provenance) {
  Json settings = Json::parse(provenance.settings, nullptr, false);
  if (settings.is_discarded()) settings = Json::object();
  return {{"prompt", provenance.prompt},
          {"model", provenance.model},
          {"model_sha256", provenance.model_sha256},
          {"settings", std::move(settings)},
          {"index", provenance.index},
          {"program", provenance.program},
          {"time", provenance.time}};
}

std::string line_of(const Citation& citation) {
  std::string line = citation.title;
  for (const std::string& title : citation.place.section) {
    if (title != citation.title) line += " › " + title;
  }
  // A table of an annex stands in a section that is named like its article.
  const bool named = !citation.place.section.empty() &&
                     citation.place.section.back().starts_with(citation.place.article);
  if (!citation.place.article.empty() && !named) line += " " + citation.place.article;
  if (citation.place.page > 0) line += fmt::format(" ({}쪽)", citation.place.page);
  if (!citation.file.empty() && citation.file != citation.title) line += " — " + citation.file;
  return line;
}

}  // namespace

std::string to_json(const Answer& answer) {
  Json sentences = Json::array();
  for (const Sentence& each : answer.sentences) sentences.push_back(json_of(each));
  Json evidence = Json::array();
  for (const Evidence& each : answer.evidence) {
    evidence.push_back({{"passage", std::to_string(each.passage)},
                        {"document", each.document},
                        {"score", each.score}});
  }
  const Json json{
      {"id", answer.id},
      {"status", name_of(answer.status)},
      {"question", answer.question},
      {"mode", answer.mode},
      {"text", answer.text},
      {"sentences", std::move(sentences)},
      {"clarify", answer.clarify},
      {"confidence", answer.confidence},
      {"evidence", std::move(evidence)},
      {"provenance", json_of(answer.provenance)},
      {"usage",
       {{"prompt_tokens", 0}, {"completion_tokens", 0}, {"milliseconds", answer.milliseconds}}},
  };
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_plain(const Answer& answer) {
  if (answer.status != Status::answered) {
    std::string plain = answer.text + "\n";
    for (const std::string& each : answer.clarify) plain += "  - " + each + "\n";
    return plain;
  }
  std::string plain;
  std::string sources;
  int number = 0;
  for (const Sentence& sentence : answer.sentences) {
    plain += sentence.text;
    for (const Citation& citation : sentence.citations) {
      plain += fmt::format(" [{}]", ++number);
      sources += fmt::format("  [{}] {}\n", number, line_of(citation));
    }
    plain += "\n";
  }
  return plain + "\n" + sources;
}

}  // namespace sillok::answer
