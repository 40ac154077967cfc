#include "cli/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "cli/words.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20;  // of one kind

struct Kind {
  std::string_view name;
  std::string_view words;  // any of them, as the readers write; parted by |
  std::string_view korean;
  std::string_view korean_remedy;
  std::string_view english;
  std::string_view english_remedy;
};

// The first that fits counts: what names the cause stands before what names the effect.
constexpr std::array<Kind, 17> kKinds{{
    {"password", "password|encrypt|DRM|protected", "암호가 걸렸거나 보호된 파일",
     "암호와 보호를 풀어 저장한 뒤 다시 넣으십시오", "protected by a password or rights management",
     "save it without protection and add it again"},
    {"harmful", "made to harm|crashed|which no document does|declares entities",
     "읽는 프로그램을 해칠 수 있는 파일",
     "어디서 온 파일인지 확인하고, 만든 프로그램에서 새로 저장하십시오", "harmful to its reader",
     "find out where it came from; save it anew in its own program"},
    {"too_large",
     "unpacks to more|larger than|more than the|needs more|more memory|timed out|entries;|split "
     "it|split the|output limit",
     "너무 큰 파일", "나누어 저장하거나 sillok.toml의 [reading] 한도를 올리십시오", "too large",
     "split it, or raise the limits under [reading] in sillok.toml"},
    {"scan", "no text layer|no text on page|OCR", "글자가 없는 쪽 (스캔 그림)",
     "글자 인식(OCR)을 거치거나 원본 문서를 넣으십시오", "pages without text (scans)",
     "run OCR on it first, or add the document it was made from"},
    {"too_deep", "nested", "너무 깊이 겹친 표·상자·묶음", "겹친 표나 묶음을 풀어 저장하십시오",
     "nested too deep", "take its tables, boxes or groups out of one another"},
    {"denied",
     "permission|no such file|no longer there|cannot be opened|cannot be read|cannot be looked "
     "at|was changed while",
     "열 수 없는 파일", "경로와 읽기 권한을 확인하고 다시 넣으십시오", "could not be opened",
     "check its path and who may read it, then add it again"},
    {"encoding", "encoding was taken|could not be decoded|U+FFFD|UTF-8|not valid text",
     "글자 부호(인코딩)가 의심스러운 파일", "글이 깨져 보이면 UTF-8로 저장하여 다시 넣으십시오",
     "doubtful encoding", "if its text looks wrong, save it as UTF-8 and add it again"},
    {"signs", "private-use|no Unicode sign|unmapped|could not be mapped", "유니코드에 없는 글자",
     "그 글자가 중요하면 표준 글자로 바꾸어 저장하십시오", "characters without a Unicode sign",
     "where they matter, write them with standard characters"},
    {"empty", "is empty|no text was found|no section of text|blank lines only", "글이 없는 파일",
     "파일이 맞는지 확인하십시오; 그림뿐이면 글자 인식(OCR)이 필요합니다", "no text in it",
     "check that it is the right file; pictures of text need OCR"},
    {"not_a_document",
     "no document format|only ordinary files|is a folder|not supported|is not read",
     "다루지 않는 형식", "HWPX, DOCX, PDF 또는 글(text)로 바꾸어 넣으십시오",
     "no format that is read", "convert it to HWPX, DOCX, PDF or text"},
    {"damaged",
     "damaged|cut off|is missing|are missing|incomplete|well-formed|no valid|never closed|never "
     "ends|no readable pages|could not be opened|PDF:|not a zip|in part",
     "손상된 파일", "온전한 사본을 구하거나 만든 프로그램에서 다시 저장하십시오", "damaged",
     "get a whole copy, or save it again in its own program"},
    {"lines", "line |another document|already", "잘못된 줄이나 겹친 이름이 있는 자료 파일",
     "그 줄을 고쳐 다시 넣으십시오", "data files with wrong lines or taken ids",
     "correct those lines and add it again"},
    {"passed_over", "not read:|passed over|left out|was cut|were cut|read as plain text",
     "읽지 않고 지나간 부분이 있는 파일", "빠진 부분에 글이 있으면 본문으로 옮겨 저장하십시오",
     "parts passed over", "where they hold text, move it into the body"},
    {"hidden", "is hidden", "숨겨진 부분까지 읽은 파일",
     "보여서는 안 되는 내용이면 지우고 저장하십시오", "hidden parts were read",
     "delete what must not be seen"},
    {"formulas", "no stored result", "계산된 값이 저장되지 않은 수식",
     "표 계산 프로그램에서 한 번 열어 저장하십시오", "formulas without a stored result",
     "open it in a spreadsheet program and save it once"},
    {"misnamed", "the name ends in", "이름의 확장자와 내용이 다른 파일",
     "내용에 맞게 읽었습니다; 확장자를 고쳐 두십시오", "named as another format",
     "it was read as what it is; correct its extension"},
    {"other", "", "그 밖", "까닭을 읽고 판단하십시오", "other", "see the reason"},
}};

std::string_view shown_stage(const Problem& problem) {
  if (problem.stage == "kept") return say(Word::in_part);
  if (problem.stage == "warning") return say(Word::warning);
  return say(Word::not_read);
}

struct Group {
  Loss loss;
  std::vector<const Problem*> problems;
  std::size_t files = 0;
};

// The most frequent kind first.
std::vector<Group> grouped(const std::vector<Problem>& problems) {
  std::vector<Group> groups;
  std::vector<std::unordered_set<std::string>> paths;
  for (const Problem& problem : problems) {
    const Loss loss = loss_of(problem.reason);
    auto at = std::find_if(groups.begin(), groups.end(),
                           [&](const Group& group) { return group.loss.name == loss.name; });
    if (at == groups.end()) {
      groups.push_back({loss, {}, 0});
      paths.emplace_back();
      at = groups.end() - 1;
    }
    at->problems.push_back(&problem);
    const auto index = static_cast<std::size_t>(at - groups.begin());
    if (paths[index].insert(problem.path).second) ++at->files;
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.files > b.files; });
  return groups;
}

std::string korean_for(const Error& error) {
  if (const Loss loss = loss_of(error.message); loss.name != kKinds.back().name) {
    return fmt::format("{} · {}", loss.title, loss.remedy);
  }
  switch (error.code) {
    case Code::usage:
      return "쓰는 법이 맞지 않습니다";
    case Code::not_found:
      return "그런 것이 없습니다";
    case Code::denied:
      return "허락되지 않은 일입니다";
    case Code::unreadable:
      return "읽을 수 없습니다";
    case Code::too_large:
      return "한도보다 큽니다";
    case Code::busy:
      return "다른 프로그램이 쓰고 있거나 대답하지 않습니다 · 잠시 뒤에 다시 하십시오";
    case Code::storage:
      return "디스크나 서고에 문제가 있습니다";
    case Code::unsupported:
      return "하지 못하는 일입니다";
    case Code::internal:
      break;
  }
  return "프로그램이나 환경의 잘못입니다";
}

}  // namespace

std::string told(const Error& error) {
  if (!speaks_korean()) return error.line();
  const std::string where = error.subject.empty() ? "" : error.subject + ": ";
  return fmt::format("{}{} ({})", where, korean_for(error), error.message);
}

Loss loss_of(std::string_view reason) {
  const auto fits = [&](const Kind& kind) {
    for (std::string_view words = kind.words; !words.empty();) {
      const std::size_t end = std::min(words.find('|'), words.size());
      if (reason.find(words.substr(0, end)) != std::string_view::npos) return true;
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
  };
  // The last fits everything.
  const Kind& kind = *std::find_if(kKinds.begin(), kKinds.end() - 1, fits);
  return speaks_korean() ? Loss{kind.name, kind.korean, kind.korean_remedy}
                         : Loss{kind.name, kind.english, kind.english_remedy};
}

Result<std::vector<Problem>> problems_of(const library::Library& library,
                                         const std::string& collection) {
  const auto files = library.problem_files();
  if (!files) return fail(files.error());
  library::Asker owner;
  owner.everything = true;
  owner.collection = collection;
  const auto rows = library.list(owner);
  if (!rows) return fail(rows.error());
  std::vector<Problem> problems;
  for (const library::FileState& file : *files) {
    if (!collection.empty() && file.collection != collection) continue;
    problems.push_back({file.path, file.collection, file.stage, "", file.reason, 1});
  }
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known;
  for (const library::DocumentRow& row : *rows) {
    for (const std::string& warning : row.warnings) {
      const auto [at, first] =
          known.try_emplace({row.path, row.scope.collection, warning}, problems.size());
      if (first) {
        problems.push_back({row.path, row.scope.collection, "warning", row.id, warning, 1});
      } else {
        ++problems[at->second].times;
      }
    }
  }
  return problems;
}

std::string problems_json(const std::vector<Problem>& problems) {
  Json listed = Json::array();
  for (const Problem& problem : problems) {
    Json one = {{"path", problem.path},
                {"collection", problem.collection},
                {"stage", problem.stage},
                {"kind", loss_of(problem.reason).name}};
    if (!problem.document.empty()) one["document"] = problem.document;
    one["reason"] = problem.reason;
    if (problem.times > 1) one["times"] = problem.times;
    listed.push_back(std::move(one));
  }
  Json kinds = Json::array();
  for (const Group& group : grouped(problems)) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const Kind& one) { return one.name == group.loss.name; });
    kinds.push_back({{"kind", group.loss.name},
                     {"files", group.files},
                     {"title", kind->english},
                     {"remedy", kind->english_remedy}});
  }
  const Json whole = {{"problems", std::move(listed)}, {"kinds", std::move(kinds)}};
  return whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string problems_text(const std::vector<Problem>& problems, bool all) {
  std::string out;
  for (const Group& group : grouped(problems)) {
    if (!out.empty()) out += '\n';
    out += fmt::format(fmt::runtime(say(Word::loss)), group.loss.title, group.files);
    out += fmt::format("\n  → {}\n", group.loss.remedy);
    std::size_t shown = 0;
    for (const Problem* problem : group.problems) {
      if (!all && shown == kShown) break;
      ++shown;
      out += fmt::format("  {}\t{}\t{}", shown_stage(*problem), problem->path, problem->reason);
      out += problem->times > 1 ? fmt::format(" (×{})\n", problem->times) : "\n";
    }
    if (shown < group.problems.size()) {
      out += "  ";
      out += fmt::format(fmt::runtime(say(Word::more_problems)), group.problems.size() - shown);
      out += '\n';
    }
  }
  return out;
}

}  // namespace sillok::cli
