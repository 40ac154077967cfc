#include "house.h"

#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "document/table.h"
#include "index/conditions.h"
#include "serve/routes.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace sillok::serve {
namespace {

using document::Block;
using document::BlockKind;

std::vector<std::string> terms_of(const std::string& text) {
  std::vector<text::Term> terms;
  text::korean_analyzer().analyse(text, terms);
  std::vector<std::string> words;
  for (text::Term& term : terms) words.push_back(std::move(term.text));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

Block block(BlockKind kind, std::string text, std::string article = {}, int page = 0) {
  Block made;
  made.kind = kind;
  made.text = std::move(text);
  made.article = std::move(article);
  made.page = page;
  made.section = {"여비규정", "제2장 국내여비"};
  if (kind == BlockKind::heading) made.level = 1;
  return made;
}

Block grid(const std::vector<std::vector<std::string>>& rows, int page) {
  document::Table table;
  table.rows = static_cast<int>(rows.size());
  table.columns = static_cast<int>(rows.front().size());
  for (int row = 0; row < table.rows; ++row) {
    for (int column = 0; column < table.columns; ++column) {
      document::Cell cell;
      cell.row = row;
      cell.column = column;
      cell.header = row == 0;
      cell.text = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
      table.cells.push_back(std::move(cell));
    }
  }
  Block made = block(BlockKind::table, document::render_rows(table), "별표 1", page);
  made.table = std::move(table);
  return made;
}

document::Document travel() {
  document::Document made;
  made.id = "travel";
  made.format = "hwpx";
  made.title = "여비규정";
  made.blocks = {
      block(BlockKind::heading, "제2장 국내여비", {}, 2),
      block(BlockKind::paragraph, "제9조(시내교통비) ① 시내교통비는 1일 20,000원 이내로 한다.",
            "제9조제1항", 3),
      block(BlockKind::paragraph, "② 회사 차량을 이용한 날에는 시내교통비를 지급하지 아니한다.",
            "제9조제2항", 3),
      grid({{"구분", "한도"}, {"시내교통비", "1일 20,000원"}, {"숙박비", "1박 100,000원"}}, 4),
  };
  made.warnings = {"그림 1개를 넘겼습니다"};
  return made;
}

document::Document pay() {
  document::Document made;
  made.id = "pay";
  made.format = "text";
  made.title = "임원보수표";
  made.blocks = {block(BlockKind::paragraph, "대표이사의 기본연봉은 3억 원으로 한다.", "제3조")};
  return made;
}

document::Document hostile() {
  document::Document made;
  made.id = "a/b ?#%<x>";
  made.format = "html";
  made.title = "<script>alert('title')</script>";
  made.blocks = {
      block(BlockKind::paragraph,
            "야간수당은 <img src=x onerror=alert(1)> \"javascript:alert(2)\" 시간당 5,000원이다."),
      grid({{"<b>구분</b>", "한도"}, {"</td><script>1</script>", "주차료 3,000원"}}, 1)};
  return made;
}

document::Document book() {
  document::Document made;
  made.id = "book";
  made.format = "text";
  made.title = "긴 책";
  for (int i = 1; i <= 3'000; ++i) {
    made.blocks.push_back(block(BlockKind::paragraph, "제" + std::to_string(i) + "번째 문장이다."));
  }
  return made;
}

// One passage a block.
library::Incoming incoming(document::Document document) {
  library::Incoming made;
  const std::vector<std::size_t> begins = document::block_offsets(document);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& from = document.blocks[i];
    if (from.kind == BlockKind::heading) continue;
    document::Passage passage;
    passage.begin = begins[i];
    passage.text = from.text;
    passage.section = from.section;
    passage.marks = {{0, from.page, from.article}};
    made.passages.push_back(std::move(passage));
  }
  made.document = std::move(document);
  return made;
}

void must(Result<void> result) {
  if (!result) throw std::runtime_error(result.error().line());
}
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().line());
  return std::move(*result);
}

void keep(library::Library& library, const std::string& name, const std::string& collection,
          std::vector<std::string> groups, document::Document document) {
  const library::Scope scope = must(library.scope_of(collection, std::move(groups)));
  library::FileState state;
  state.path = "/documents/" + name;
  state.stage = "reading";
  state.scope = scope.id;
  state.collection = collection;
  state.id = must(library.note_file(state, scope.id));
  const std::vector<library::Incoming> batch{incoming(std::move(document))};
  must(library.keep(state.id, scope.id, batch));
  state.stage = "kept";
  must(library.finish_file(state));
}

}  // namespace

void NaiveRetriever::add(const library::KeptPassage& passage) {
  known_.push_back({passage.id, passage.scope, terms_of(passage.passage.text)});
}

Result<std::vector<index::Hit>> NaiveRetriever::search(const index::Query& query) const {
  const std::vector<std::string> asked = terms_of(query.text);
  const std::vector<double> weights = rarity(asked, query.visible_scopes);
  std::vector<index::Hit> hits;
  for (const Known& each : known_) {
    const auto scope = static_cast<std::size_t>(each.scope);
    if (scope >= query.visible_scopes.size() || !query.visible_scopes[scope]) continue;
    if (query.conditions && !query.conditions->scopes.empty() &&
        (scope >= query.conditions->scopes.size() || !query.conditions->scopes[scope])) {
      continue;
    }
    double score = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (std::binary_search(each.terms.begin(), each.terms.end(), asked[i])) score += weights[i];
    }
    if (score > 0) hits.push_back({each.id, score});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const index::Hit& a, const index::Hit& b) { return a.score > b.score; });
  if (hits.size() > query.k) hits.resize(query.k);
  return hits;
}

std::vector<double> NaiveRetriever::rarity(const std::vector<std::string>& terms,
                                           const std::vector<bool>& visible_scopes) const {
  std::vector<double> values;
  const auto seen = [&](const Known& each) {
    const auto scope = static_cast<std::size_t>(each.scope);
    return scope < visible_scopes.size() && visible_scopes[scope];
  };
  const auto all = static_cast<double>(std::count_if(known_.begin(), known_.end(), seen));
  for (const std::string& term : terms) {
    const auto with =
        static_cast<double>(std::count_if(known_.begin(), known_.end(), [&](const Known& each) {
          return seen(each) && std::binary_search(each.terms.begin(), each.terms.end(), term);
        }));
    values.push_back(std::log(1 + (all - with + 0.5) / (with + 0.5)));
  }
  return values;
}

House::House() {
  std::string name = (std::filesystem::temp_directory_path() / "sillok-serve-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  library_ = must(library::Library::open(folder_, library::Access::write));
  keep(*library_, "여비규정.hwpx", "default", {}, travel());
  keep(*library_, "보수표.txt", "default", {"hr"}, pay());
  keep(*library_, "<img src=x onerror=alert(0)>.html", "hr", {}, hostile());
  keep(*library_, "book.txt", "default", {}, book());
  must(library_->each_passage([&](const library::KeptPassage& passage) {
    retriever_.add(passage);
    return true;
  }));
  service_ = std::unique_ptr<Service>(new Service{*library_, retriever_});
  service_->port = 8480;
}

House::~House() {
  service_.reset();
  library_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Request House::request(const std::string& method, const std::string& target,
                       const std::string& body) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.host = "127.0.0.1:8480";
  if (!body.empty()) request.content_type = "application/json";
  return request;
}

Response House::get(const std::string& target) {
  return respond(*service_, request("GET", target));
}

Response House::post(const std::string& target, const std::string& body) {
  return respond(*service_, request("POST", target, body));
}

}  // namespace sillok::serve
