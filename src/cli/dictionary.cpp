// sillok dictionary list, add, remove: the words a library's keeper adds for questions.
#include "library/dictionary.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/words.h"
#include "library/library.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<void> list(const Context& context, bool json) {
  const auto lines = library::dictionary_lines(context.library);
  if (!lines) return fail(lines.error());
  const library::Dictionary dictionary = library::DictionaryFile(context.library).read();
  if (json) {
    std::puts(Json{{"groups", *lines}, {"faults", dictionary.faults}}
                  .dump(-1, ' ', false, Json::error_handler_t::replace)
                  .c_str());
    return {};
  }
  for (const std::string& line : *lines) std::puts(line.c_str());
  if (lines->empty()) std::fprintf(stderr, "%s\n", std::string(say(Word::no_dictionary)).c_str());
  warn_of(dictionary);
  return {};
}

// The folder must be a library: a word added elsewhere would be lost.
Result<void> is_library(const Context& context) {
  const auto library = library::Library::open(context.library, library::Access::read);
  if (!library) return fail(library.error());
  return {};
}

}  // namespace

void warn_of(const library::Dictionary& dictionary) {
  for (const std::string& fault : dictionary.faults) {
    std::fprintf(stderr, "sillok: %s\n", fault.c_str());
  }
}

void declare_dictionary(CLI::App& app, Context& context) {
  CLI::App* dictionary =
      app.add_subcommand("dictionary", either("질문에 쓰는 우리 말: 연차 = 연차휴가",
                                              "words of your own for questions: 연차 = 연차휴가"));
  dictionary->require_subcommand(1);

  auto json = std::make_shared<bool>(false);
  CLI::App* listing =
      dictionary->add_subcommand("list", either("사전의 묶음들", "the groups of the dictionary"));
  add_json_flag(*listing, *json);
  listing->callback([json, &context] {
    if (const auto done = list(context, *json); !done) report(context, done.error());
  });

  auto group = std::make_shared<std::string>();
  CLI::App* adding = dictionary->add_subcommand("add", either("묶음을 더합니다", "add a group"));
  adding
      ->add_option("group", *group,
                   either("\"연차 = 연차휴가\" 또는 \"하는 말, 하는 말 > 규정의 말\"",
                          "\"연차 = 연차휴가\" or \"said, said > written\""))
      ->required();
  adding->callback([group, &context] {
    Result<void> done = is_library(context);
    if (done) done = library::add_to_dictionary(context.library, *group);
    if (!done) report(context, done.error());
  });

  CLI::App* removing =
      dictionary->add_subcommand("remove", either("묶음을 뺍니다", "remove groups"));
  removing
      ->add_option("group", *group,
                   either("나열된 그대로의 묶음, 또는 그 안의 한 낱말",
                          "the group as listed, or one of its words"))
      ->required();
  removing->callback([group, &context] {
    const auto removed = library::remove_from_dictionary(context.library, *group);
    if (!removed) return report(context, removed.error());
    std::fprintf(stderr, "%s\n",
                 fmt::format(fmt::runtime(say(Word::dictionary_removed)), *removed).c_str());
  });
}

}  // namespace sillok::cli
