// sillok read: one file as Markdown, JSON or text, without a library. A file of many documents
// (JSONL) prints them one after the other; as JSON, one value a line.
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/words.h"
#include "document/print.h"
#include "isolate/reading.h"
#include "prepare/structure.h"

namespace sillok::cli {
namespace {

struct Wanted {
  std::filesystem::path file;
  std::string format = "md";
};

std::string printed(const document::Document& document, const std::string& format) {
  if (format == "json") return document::to_json(document) + "\n";
  if (format == "text") return document::to_text(document);
  // One of many in a file: its title stands nowhere in its text.
  const bool of_many = !document.id.empty() && !document.title.empty();
  return (of_many ? "# " + document.title + "\n\n" : "") + document::to_markdown(document);
}

Result<void> write_out(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return {};
  }
  return fail(Code::storage, std::string("cannot be written: ") + std::strerror(errno),
              "standard output");
}

void read_file(const Wanted& wanted, Context& context) {
  const auto room = isolate::ReadingRoom::open(context.configuration.reading);
  if (!room) return report(context, room.error());
  std::size_t documents = 0;
  const auto print = [&](document::Document&& document) -> Result<void> {
    prepare::recognise_structure(document);
    // What is wrong with the file belongs beside the text, not in it; JSON has a key for it.
    if (wanted.format != "json") {
      for (const std::string& warning : document.warnings) {
        std::fprintf(stderr, "sillok: %s: %s\n", wanted.file.c_str(), warning.c_str());
      }
      if (documents > 0) {
        if (auto written = write_out("\n"); !written) return written;
      }
    }
    ++documents;
    return write_out(printed(document, wanted.format));
  };
  if (const auto outcome = (*room)->read(wanted.file, print); !outcome) {
    report(context, outcome.error());
  }
}

}  // namespace

void declare_read(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("read", either("서고 없이 파일의 내용을 보여 줍니다",
                                                    "print what a file says, without a library"));
  const auto wanted = std::make_shared<Wanted>();
  command->add_option("file", wanted->file, either("읽을 파일", "the file to read"))->required();
  command
      ->add_option("--format", wanted->format, either("md, json, text 가운데", "md, json or text"))
      ->check(CLI::IsMember({"md", "json", "text"}))
      ->capture_default_str();
  command->callback([wanted, &context] { read_file(*wanted, context); });
}

}  // namespace sillok::cli
