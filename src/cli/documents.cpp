// sillok list, sillok remove, sillok show.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/problems.h"
#include "cli/show.h"
#include "cli/vectors.h"
#include "cli/words.h"
#include "index/lexical.h"
#include "ingest/ingest.h"
#include "library/library.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;
using LibraryOpened = Result<std::unique_ptr<library::Library>>;

struct Wanted {
  std::vector<std::string> targets;
  std::string collection;
  std::string as_user;
  bool problems = false;
  bool all = false;
  bool json = false;
};

void print(const Json& value) {
  std::puts(value.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

// ---- list
// ----------------------------------------------------------------------------------------

Json json_of(const library::DocumentRow& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"format", row.format},
          {"path", row.path},
          {"collection", row.scope.collection},
          {"groups", row.scope.groups},
          {"version", row.version},
          {"updated", row.updated},
          {"passages", row.passages},
          {"warnings", row.warnings}};
}

Result<void> list(const Wanted& wanted, const Context& context) {
  const LibraryOpened library = library::Library::open(context.library, library::Access::read);
  if (!library) return fail(library.error());
  const auto rows =
      (*library)->list(context.configuration.asker(wanted.as_user, wanted.collection));
  if (!rows) return fail(rows.error());
  if (wanted.json) {
    Json documents = Json::array();
    for (const library::DocumentRow& row : *rows) documents.push_back(json_of(row));
    print({{"documents", std::move(documents)}});
    return {};
  }
  std::puts(std::string(say(rows->empty() ? Word::no_documents : Word::heading_documents)).c_str());
  for (const library::DocumentRow& row : *rows) {
    std::puts(fmt::format("{}\t{}\t{}\t{}\t{}", row.id, row.passages, row.scope.collection,
                          row.title, row.path)
                  .c_str());
  }
  return {};
}

Result<void> list_problems(const Wanted& wanted, const Context& context) {
  const LibraryOpened library = library::Library::open(context.library, library::Access::read);
  if (!library) return fail(library.error());
  const auto problems = problems_of(**library, wanted.collection);
  if (!problems) return fail(problems.error());
  if (wanted.json) {
    std::puts(problems_json(*problems).c_str());
  } else if (problems->empty()) {
    std::puts(std::string(say(Word::no_problems)).c_str());
  } else {
    std::fputs(problems_text(*problems, wanted.all).c_str(), stdout);
  }
  return {};
}

// ---- remove
// --------------------------------------------------------------------------------------

// An id, or the path of a file or folder as it is, or was, on disk.
Result<std::size_t> remove_one(library::Library& library, const std::string& target) {
  library::Asker owner;
  owner.everything = true;
  if (library.document(target, owner)) {
    if (auto done = library.remove(target); !done) return fail(done.error());
    return std::size_t{1};
  }
  std::error_code problem;
  std::filesystem::path path = std::filesystem::weakly_canonical(target, problem);
  if (problem) path = target;
  if (!path.has_filename()) path = path.parent_path();
  return library.remove_path(path.string());
}

void remove(const Wanted& wanted, Context& context) {
  const LibraryOpened library = library::Library::open(context.library, library::Access::write);
  if (!library) return report(context, library.error());
  std::size_t removed = 0;
  for (const std::string& target : wanted.targets) {
    const Result<std::size_t> done = remove_one(**library, target);
    if (!done) {
      report(context, Error{done.error().code, done.error().message, target});
    } else {
      removed += *done;
    }
  }
  const auto index = index::LexicalIndex::open(context.library / "index", text::korean_analyzer());
  if (!index) return report(context, index.error());
  if (auto done = ingest::catch_up(**library, **index); !done) return report(context, done.error());
  bring_vectors_in_background(**library, context);
  if (wanted.json) return print({{"removed", removed}});
  std::puts(fmt::format(fmt::runtime(say(Word::removed)), removed).c_str());
}

// ---- show
// ----------------------------------------------------------------------------------------

// An id may be an answer's, a document's or a passage's; the first that fits is shown. With --as,
// only what that person may read: a record of answers is the owner's.
Result<std::string> shown(const Wanted& wanted, const Context& context) {
  const LibraryOpened opened = library::Library::open(context.library, library::Access::read);
  if (!opened) return fail(opened.error());
  const library::Library& library = **opened;
  const std::string& id = wanted.targets.front();
  const library::Asker asker = context.configuration.asker(wanted.as_user, wanted.collection);
  if (asker.everything) {
    if (auto answer = library.answer(id)) return wanted.json ? answer : shown_answer(*answer);
  }
  if (const auto row = library.document(id, asker)) {
    const auto body = library.body(id, asker);
    if (!body) return fail(body.error());
    return wanted.json ? document_json(*row, *body) : shown_document(*row, *body);
  }
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (problem == std::errc() && end == id.data() + id.size()) {
    const auto passages = library.passages({&number, 1});
    if (!passages) return fail(passages.error());
    if (!passages->empty() && library.document(passages->front().document, asker)) {
      return wanted.json ? passage_json(passages->front()) : shown_passage(passages->front());
    }
  }
  return fail(Code::not_found, "no answer, document or passage has this id; see `sillok list`", id);
}

}  // namespace

void declare_documents(CLI::App& app, Context& context) {
  auto listed = std::make_shared<Wanted>();
  CLI::App* command =
      app.add_subcommand("list", either("서고에 있는 것", "what is in the library"));
  command->add_flag(
      "--problems", listed->problems,
      either("읽지 못했거나 일부만 읽은 것", "what could not be read, or only in part"));
  command->add_flag(
      "--all", listed->all,
      either("갈래마다 처음 것만이 아니라 모두", "every problem, not only the first of each kind"));
  add_collection_option(*command, listed->collection);
  add_asker_option(*command, listed->as_user);
  add_json_flag(*command, listed->json);
  command->callback([listed, &context] {
    const auto done = listed->problems ? list_problems(*listed, context) : list(*listed, context);
    if (!done) report(context, done.error());
  });

  auto removed = std::make_shared<Wanted>();
  command =
      app.add_subcommand("remove", either("문서, 파일, 폴더를 서고에서 지웁니다",
                                          "remove documents, files or folders from the library"));
  command->add_option("targets", removed->targets, either("번호(id)나 경로", "ids or paths"))
      ->required();
  add_json_flag(*command, removed->json);
  command->callback([removed, &context] { remove(*removed, context); });

  auto asked = std::make_shared<Wanted>();
  command = app.add_subcommand("show", either("문서, 단락, 기록된 답을 보여 줍니다",
                                              "show a document, a passage or a recorded answer"));
  command->add_option("id", asked->targets, either("그 번호(id)", "its id"))
      ->required()
      ->expected(1);
  add_asker_option(*command, asked->as_user);
  add_json_flag(*command, asked->json);
  command->callback([asked, &context] {
    const Result<std::string> text = shown(*asked, context);
    if (!text) return report(context, text.error());
    std::fputs(text->c_str(), stdout);
    if (asked->json) std::fputs("\n", stdout);
  });
}

}  // namespace sillok::cli
