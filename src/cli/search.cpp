// sillok search.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "answer/explain.h"
#include "answer/search_request.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/searching.h"
#include "cli/show.h"
#include "cli/words.h"
#include "library/library.h"
#include "text/analyzer.h"
#include "text/sentences.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Search {
  std::string query;
  std::size_t k = 10;
  std::string collection;
  std::vector<std::string> documents;
  std::string since, until;
  std::string as_user;
  std::string mode = "hybrid";
  bool json = false;
  bool explain = false;
};

struct Findings {
  std::vector<library::KeptPassage> passages;  // best first
  std::vector<double> scores;                  // theirs
  double milliseconds = 0;
  // With --explain.
  std::vector<answer::Bridged> bridges;
  std::vector<index::Explanation> why;
};

bool is_visible(const std::vector<bool>& visible, std::int64_t scope) {
  return scope >= 0 && static_cast<std::size_t>(scope) < visible.size() &&
         visible[static_cast<std::size_t>(scope)];
}

Result<Findings> search_for(const Search& search, const Context& context) {
  if (search.mode == "vector") {
    return fail(Code::unsupported,
                "there are no vectors to search; leave --mode out, or use --mode lexical");
  }
  const auto searching = open_for_searching(context);
  if (!searching) return fail(searching.error());
  const library::Library& library = *searching->library;
  const index::Retriever* retriever = searching->hybrid.get();
  if (search.mode == "lexical") retriever = searching->index.get();
  const auto started = std::chrono::steady_clock::now();
  warn_of(library.dictionary());
  const library::Asker asker = context.configuration.asker(search.as_user, {});
  const auto query = answer::prepare_search(
      {search.query, search.k, search.collection, search.documents, search.since, search.until},
      library, *retriever, asker);
  if (!query) return fail(query.error());
  const auto hits = retriever->search(*query);
  if (!hits) return fail(hits.error());
  std::vector<std::int64_t> ids;
  for (const index::Hit& hit : *hits) ids.push_back(hit.passage);
  auto passages = library.passages(ids);
  if (!passages) return fail(std::move(passages).error());
  Findings findings;
  for (const index::Hit& hit : *hits) {
    const auto kept = std::find_if(passages->begin(), passages->end(),
                                   [&](const auto& each) { return each.id == hit.passage; });
    // The library decides who sees what, also when the index is behind it.
    if (kept == passages->end() || !is_visible(query->visible_scopes, kept->scope)) continue;
    findings.passages.push_back(std::move(*kept));
    findings.scores.push_back(hit.score);
  }
  if (search.explain) {
    findings.bridges = answer::bridges_of(search.query, library);
    auto why = answer::explain(*retriever, *query, findings.passages);
    if (!why) return fail(std::move(why).error());
    findings.why = std::move(*why);
  }
  findings.milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
  return findings;
}

Json json_of(const document::Place& place) {
  Json json = Json::object();
  if (place.page > 0) json["page"] = place.page;
  if (!place.article.empty()) json["article"] = place.article;
  json["section"] = place.section;
  return json;
}

void print_json(const Findings& findings, bool explain) {
  Json hits = Json::array();
  for (std::size_t i = 0; i < findings.passages.size(); ++i) {
    const library::KeptPassage& kept = findings.passages[i];
    hits.push_back({{"document", kept.document},
                    {"passage", std::to_string(kept.id)},
                    {"title", kept.title},
                    {"file", kept.file},
                    {"text", kept.passage.text},
                    {"score", findings.scores[i]},
                    {"place", json_of(kept.passage.place_at(0))}});
    if (explain) hits.back()["explain"] = Json::parse(answer::json_of(findings.why[i]));
  }
  Json json{{"hits", std::move(hits)}, {"milliseconds", findings.milliseconds}};
  if (explain) json["bridges"] = Json::parse(answer::json_of(findings.bridges));
  std::puts(json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

std::unordered_set<std::string> terms_of(std::string_view text) {
  std::vector<text::Term> terms;
  text::korean_analyzer().analyse(text, terms);
  std::unordered_set<std::string> spelled;
  for (text::Term& term : terms) spelled.insert(std::move(term.text));
  return spelled;
}

// The sentence (or row) that shares most with what was asked, on one line.
std::string best_line(const std::string& text, const std::unordered_set<std::string>& asked) {
  std::string_view best;
  std::size_t most = 0;
  for (const text::Span& span : text::split_sentences(text)) {
    const std::string_view sentence =
        std::string_view(text).substr(span.begin, span.end - span.begin);
    std::size_t shared = 0;
    for (const std::string& term : terms_of(sentence)) shared += asked.contains(term) ? 1 : 0;
    if (best.empty() || shared > most) {
      best = sentence;
      most = shared;
    }
  }
  std::string line(best);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

void print_plain(const Findings& findings, const Search& search) {
  const std::unordered_set<std::string> asked = terms_of(search.query);
  if (search.explain) std::puts(answer::to_plain(findings.bridges).c_str());
  for (std::size_t i = 0; i < findings.passages.size(); ++i) {
    const library::KeptPassage& kept = findings.passages[i];
    const std::string place = place_line(kept.passage.place_at(0));
    std::puts(
        fmt::format("{:2}. {}{}{}", i + 1, kept.title, place.empty() ? "" : " · ", place).c_str());
    std::puts(fmt::format("    {}", best_line(kept.passage.text, asked)).c_str());
    if (!search.explain) continue;
    std::puts(fmt::format("    {:.3f}", findings.scores[i]).c_str());
    std::fputs(answer::to_plain(findings.why[i], "    ").c_str(), stdout);
  }
  if (findings.passages.empty())
    std::fprintf(stderr, "%s\n", std::string(say(Word::nothing_found)).c_str());
}

}  // namespace

void declare_search(CLI::App& app, Context& context) {
  auto search = std::make_shared<Search>();
  CLI::App* command = app.add_subcommand("search", either("단락을 찾습니다", "find passages"));
  command
      ->add_option("query", search->query,
                   either("찾을 말; \"이 순서대로\", +꼭 있어야, -없어야",
                          "what to look for; \"words in this order\", +must be there, -must not"))
      ->required();
  command->add_option("-k", search->k, either("단락 몇 개까지", "how many passages at most"))
      ->check(CLI::Range(1, 1000));
  add_collection_option(*command, search->collection);
  command
      ->add_option("--document", search->documents,
                   either("이 문서에서만; 여러 번 쓸 수 있습니다",
                          "only from this document; may be repeated"))
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--since", search->since,
                      either("이 날부터 들어오거나 바뀐 문서만",
                             "only documents added or updated from this day on"));
  command->add_option(
      "--until", search->until,
      either("… 이 날까지, YYYY-MM-DD (UTC)", "… up to this day, YYYY-MM-DD (UTC)"));
  add_asker_option(*command, search->as_user);
  command
      ->add_option("--mode", search->mode,
                   either("hybrid, 또는 lexical: 낱말만으로", "hybrid, or lexical: words alone"))
      ->check(CLI::IsMember({"hybrid", "lexical", "vector"}));
  add_json_flag(*command, search->json);
  command->add_flag("--explain", search->explain,
                    either("왜 그 순서인지 말합니다", "say why each passage ranks where it does"));
  command->callback([search, &context] {
    const auto findings = search_for(*search, context);
    if (!findings) return report(context, findings.error());
    if (search->json) {
      print_json(*findings, search->explain);
    } else {
      print_plain(*findings, *search);
    }
  });
}

}  // namespace sillok::cli
