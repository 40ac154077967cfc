#include "document/table.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/unicode.h"

namespace sillok::document {
namespace {

// A head or a label is a name, not a statement: longer cells are taken for content.
constexpr std::size_t kLongestName = 40;   // code points
constexpr std::size_t kLongestTitle = 60;  // code points; a row that names the rows under it
constexpr int kMostHeadRows = 4;
// A longer text stands once, not again in every row it covers or under it.
constexpr std::size_t kLongestRepeat = 240;  // bytes
// All repeating together stays linear in the table, whatever its spans claim.
constexpr std::size_t kRepeatFactor = 32;
constexpr std::size_t kRepeatFloor = 64u << 10;  // bytes

// Heads of columns as Korean tables name them, spelled without spaces. They settle what the shape
// alone cannot: whether "구분 | 한도" is a head over the rows below or a first pair of label and
// value.
constexpr std::array<std::string_view, 72> kColumnNames = {
    "구분",     "항목",     "내용",   "비고",     "금액",     "한도",     "기준",     "종류",
    "명칭",     "번호",     "순번",   "연번",     "일련번호", "대상",     "기간",     "사유",
    "일수",     "직급",     "직위",   "직책",     "단위",     "수량",     "단가",     "합계",
    "소계",     "점수",     "배점",   "평가항목", "평가내용", "평가기준", "세부내용", "세부사항",
    "주요내용", "설명",     "조항",   "현행",     "개정",     "개정안",   "개정전",   "개정후",
    "담당",     "담당부서", "부서",   "소관부서", "업무",     "분장업무", "서류",     "제출서류",
    "보존기간", "보존연한", "시기",   "방법",     "횟수",     "시간",     "장소",     "요건",
    "자격",     "인원",     "정원",   "등급",     "분류",     "유형",     "과목",     "학점",
    "이수구분", "수수료",   "지급액", "지급기준", "비율",     "처리기한", "품명",     "규격"};
// Labels of forms, which stand before their value in the same row.
constexpr std::array<std::string_view, 40> kFormLabels = {
    "성명",   "이름",   "소속",   "직급",     "직위",     "직책",     "생년월일", "주민등록번호",
    "주소",   "연락처", "전화",   "전화번호", "휴대전화", "휴대폰",   "이메일",   "전자우편",
    "학번",   "학과",   "학년",   "전공",     "부서",     "신청일",   "신청자",   "신청인",
    "작성일", "작성자", "제출일", "접수번호", "접수일",   "기간",     "사유",     "목적",
    "장소",   "기관명", "대표자", "사업명",   "과제명",   "계좌번호", "은행명",   "예금주"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// One line: runs of white space as one space, ends trimmed.
std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (is_blank(text[at])) {
      ++at;
      gap = true;
      continue;
    }
    const char32_t c = text::next_code_point(text, at);
    if (c == 0xA0 || c == 0x3000) {
      gap = true;
      continue;
    }
    if (gap && !line.empty()) line += ' ';
    gap = false;
    line.append(text.substr(start, at - start));
  }
  return line;
}

// "비 고", "제 출 서 류": a name spread over its cell. Two syllables may be two words, unless the
// source held them wide apart or it is a head.
std::string gathered(std::string line, std::string_view source, bool is_name) {
  std::string joined;
  std::size_t syllables = 0;
  bool expect_space = false;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = text::next_code_point(line, at);
    if (expect_space != (c == ' ')) return line;
    if (!expect_space) {
      if (!text::is_hangul_syllable(c)) return line;
      text::append(joined, c);
      ++syllables;
    }
    expect_space = !expect_space;
  }
  if (syllables < 2) return line;
  const bool wide = source.find("  ") != std::string_view::npos ||
                    source.find('\n') != std::string_view::npos || source.size() > line.size();
  return is_name || wide || syllables > 2 ? joined : line;
}

std::string without_spaces(std::string_view line) {
  std::string packed;
  for (const char c : line) {
    if (!is_blank(c)) packed += c;
  }
  return packed;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view line) {
  std::string packed = without_spaces(line);
  if (const std::size_t bracket = packed.find('('); bracket != std::string::npos && bracket > 0) {
    packed.resize(bracket);  // "금액(원)"
  }
  return std::find(names.begin(), names.end(), packed) != names.end();
}

// Digits, marks and at most a unit: "20,000원", "3. 1.", "○", "-".
bool is_value(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kUnits = {"원",   "명",   "일",   "회",   "개",
                                                              "만원", "천원", "점",   "시간", "박",
                                                              "년",   "개월", "이내", "이상"};
  std::size_t letters = 0;
  bool digits = false;
  std::string tail;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = text::next_code_point(line, at);
    if (text::is_digit(c)) {
      digits = true;
      tail.clear();
    } else if (text::is_hangul_syllable(c) || text::is_hanja(c) || (c < 0x80 && c >= 'A')) {
      ++letters;
      text::append(tail, c);
    }
  }
  if (letters == 0) return !line.empty();
  if (letters == 1 && (line == "O" || line == "X" || line == "o" || line == "x")) return true;
  // A year heads a column ("2024년"), an amount does not.
  if (!digits || (tail == "년" && line.size() == 7)) return false;
  return !tail.empty() && letters * 3 == tail.size() &&
         std::find(kUnits.begin(), kUnits.end(), tail) != kUnits.end();
}

bool is_sentence(std::string_view line) {
  if (text::code_points_before(line, line.size()) > kLongestName) return true;
  return line.ends_with("다.") || line.ends_with("함.") || line.ends_with("음.") ||
         line.ends_with("임.") || line.ends_with("것.") || line.starts_with("※");
}

bool is_name(std::string_view line) {
  return !line.empty() && !is_value(line) && !is_sentence(line);
}

struct Place {
  const Cell* cell = nullptr;
  std::string line;  // its text as one line
  std::int64_t row_end = 0;
  std::int64_t column_end = 0;
};

using Row = std::vector<Place>;

// The cells by rows, top to bottom, left to right; only rows where some cell starts.
std::vector<Row> rows_of(const Table& table) {
  std::vector<const Cell*> cells;
  for (const Cell& cell : table.cells) {
    if (cell.row >= 0 && cell.column >= 0) cells.push_back(&cell);
  }
  std::stable_sort(cells.begin(), cells.end(), [](const Cell* a, const Cell* b) {
    return a->row != b->row ? a->row < b->row : a->column < b->column;
  });
  std::vector<Row> rows;
  for (const Cell* cell : cells) {
    if (rows.empty() || rows.back().front().cell->row != cell->row) rows.emplace_back();
    Place place;
    place.cell = cell;
    place.line = gathered(one_line(cell->text), cell->text, cell->header);
    place.row_end = std::int64_t{cell->row} + std::max(cell->row_span, 1);
    place.column_end = std::int64_t{cell->column} + std::max(cell->column_span, 1);
    rows.back().push_back(std::move(place));
  }
  return rows;
}

std::size_t filled(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const Place& p) { return !p.line.empty(); }));
}

// The text of a row that says one thing over the table's whole width; nullptr for other rows.
const Place* whole_width(const Row& row, const Table& table) {
  if (row.size() != 1 || row.front().line.empty()) return nullptr;
  const Place& only = row.front();
  return only.cell->column == 0 && only.column_end >= table.columns && only.cell->row_span <= 1
             ? &only
             : nullptr;
}

// A name over the whole width heads the rows under it: "가. 임원".
bool is_title(const Place& place) {
  return text::code_points_before(place.line, place.line.size()) <= kLongestTitle &&
         !place.line.starts_with("※") && !place.line.starts_with("*") &&
         !place.line.ends_with("다.") && !place.line.ends_with(".");
}

bool is_marked(const Row& row) {
  return std::all_of(row.begin(), row.end(), [](const Place& p) { return p.cell->header; });
}

bool looks_like_head(const Row& row, bool first) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool corner = first && i == 0 && row.size() > 2 && row[i].line.empty();
    if (!corner && !is_name(row[i].line)) return false;
  }
  return true;
}

bool is_form(const std::vector<Row>& rows, std::size_t from) {
  const Row& first = rows[from];
  if (first.size() != 4) return false;
  if (is_one_of(kFormLabels, first[1].line) || is_one_of(kFormLabels, first[3].line)) return false;
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
                     [](const Row& row) {
                       return row.size() == 4 && is_one_of(kFormLabels, row[0].line) &&
                              is_one_of(kFormLabels, row[2].line);
                     });
}

// Two columns of names may be a head and rows, or labels and values. A usual column name or numbers
// under the second name speak for a head; reading labels as values would be worse than the reverse.
bool is_pair_head(const std::vector<Row>& rows, std::size_t from) {
  const Row& first = rows[from];
  if (is_one_of(kColumnNames, first[0].line) || is_one_of(kColumnNames, first[1].line)) return true;
  std::size_t values = 0;
  std::size_t pairs = 0;
  for (std::size_t i = from + 1; i < rows.size(); ++i) {
    if (rows[i].size() != 2) continue;
    ++pairs;
    if (is_value(rows[i][1].line)) ++values;
  }
  return pairs > 0 && values * 2 > pairs && !is_one_of(kFormLabels, first[0].line);
}

// How many of `rows`, counted from `from`, are heads of the columns.
std::size_t count_head_rows(const std::vector<Row>& rows, std::size_t from) {
  std::size_t marked = 0;
  while (from + marked < rows.size() && marked < kMostHeadRows && is_marked(rows[from + marked])) {
    ++marked;
  }
  if (marked > 0 && from + marked < rows.size()) return marked;
  const Row& first = rows[from];
  if (first.size() < 2 || !looks_like_head(first, true) || from + 1 >= rows.size()) return 0;
  std::int64_t end = 0;
  for (const Place& place : first) end = std::max(end, place.row_end);
  const std::int64_t top = first.front().cell->row;
  if (end - top > kMostHeadRows) return 0;
  std::size_t count = 1;
  while (from + count < rows.size() && rows[from + count].front().cell->row < end) {
    if (!looks_like_head(rows[from + count], false)) return 0;
    ++count;
  }
  if (from + count >= rows.size()) return 0;
  if (first.size() == 2 && count == 1 && !is_pair_head(rows, from)) return 0;
  return is_form(rows, from) ? 0 : count;
}

// Labels in the first column, one value beside each: "성명: 홍길동".
bool is_labelled(const std::vector<Row>& rows, const Table& table, std::size_t from) {
  if (table.columns == 4) return is_form(rows, from);
  std::size_t pairs = 0;
  for (std::size_t i = from; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (whole_width(row, table) != nullptr) continue;
    if (row.size() != 2 || row[0].cell->row_span > 1 || row[0].cell->column != 0) return false;
    if (!is_name(row[0].line)) return false;
    ++pairs;
  }
  return pairs > 1;
}

// Writes the lines, and keeps count of what is said more than once.
class Rendering {
 public:
  Rendering(const Table& table, std::vector<Row> rows) : table_(table), rows_(std::move(rows)) {
    std::size_t size = 0;
    for (const Row& row : rows_) {
      for (const Place& place : row) size += place.line.size();
    }
    allowance_ = kRepeatFloor + kRepeatFactor * size;
  }

  std::string text() {
    std::size_t from = 0;
    for (; from < rows_.size(); ++from) {
      const Place* title = whole_width(rows_[from], table_);
      if (title == nullptr) break;
      line(title->line);
    }
    if (from == rows_.size()) return std::move(out_);
    const std::size_t heads = count_head_rows(rows_, from);
    heads_.assign(rows_.begin() + static_cast<std::ptrdiff_t>(from),
                  rows_.begin() + static_cast<std::ptrdiff_t>(from + heads));
    for (Row& row : heads_) {
      for (Place& place : row) place.line = gathered(place.line, place.cell->text, true);
    }
    const bool labelled = heads == 0 && is_labelled(rows_, table_, from);
    for (std::size_t i = from + heads; i < rows_.size(); ++i) body_row(i, labelled);
    return std::move(out_);
  }

 private:
  void line(std::string_view content) {
    if (content.empty()) return;
    if (!out_.empty()) out_ += '\n';
    out_ += content;
  }

  bool may_repeat(std::string_view content) {
    if (content.size() > kLongestRepeat) return false;
    const std::size_t cost = content.size() + 4;  // with what stands between
    spent_ = spent_ || cost > allowance_;
    if (spent_) return false;
    allowance_ -= cost;
    return true;
  }

  static void join(std::string& parts, std::string_view part, std::string_view between) {
    if (part.empty()) return;
    if (!parts.empty()) parts += between;
    parts += part;
  }

  // What stands over columns [begin, end) in one head row: the cells that overlap it.
  void head_in(const Row& row, std::int64_t begin, std::int64_t end, std::string& head) const {
    auto at = std::partition_point(row.begin(), row.end(),
                                   [&](const Place& p) { return p.column_end <= begin; });
    std::string here;
    for (int joined = 0; at != row.end() && at->cell->column < end; ++at, ++joined) {
      if (joined == 3) return;  // a cell under so many heads belongs to none of them
      join(here, at->line, ", ");
    }
    join(head, here, " ");
  }

  std::string head_over(const Place& place) {
    if (place.cell->column == 0 && place.column_end >= table_.columns) return {};
    std::string head;
    for (const Row& row : heads_) head_in(row, place.cell->column, place.column_end, head);
    return !head.empty() && may_repeat(head) ? head : std::string();
  }

  void cell(std::string& parts, const Place& place) {
    if (place.line.empty()) return;
    const std::string head = head_over(place);
    join(parts, head, " | ");
    join(parts, place.line, head.empty() ? " | " : ": ");
  }

  // Cells from rows above that reach down into this one take part in it.
  void carry(const Row& row) {
    const std::int64_t here = row.front().cell->row;
    if (spent_) carried_.clear();
    std::erase_if(carried_, [&](const Place* p) { return p->row_end <= here; });
  }

  void labelled_row(const Row& row, std::string& parts) {
    for (std::size_t i = 0; i < row.size(); i += 2) {
      const std::string label = gathered(row[i].line, row[i].cell->text, true);
      join(parts, label, " | ");
      if (i + 1 < row.size() && !row[i + 1].line.empty()) {
        parts += label.empty() ? (parts.empty() ? "" : " | ") : ": ";
        parts += row[i + 1].line;
      }
    }
  }

  [[nodiscard]] bool repeats_head(const Row& row) const {
    return heads_.size() == 1 && row.size() == heads_.front().size() &&
           std::equal(row.begin(), row.end(), heads_.front().begin(),
                      [](const Place& a, const Place& b) { return a.cell->text == b.cell->text; });
  }

  // A title goes before each of the rows it heads, or stands alone when none follows.
  bool title_row(std::size_t index) {
    const Place* title = whole_width(rows_[index], table_);
    if (title == nullptr) return false;
    title_ = nullptr;
    const bool heads_rows = is_title(*title) && index + 1 < rows_.size() &&
                            whole_width(rows_[index + 1], table_) == nullptr;
    if (heads_rows) {
      title_ = title;
    } else {
      line(title->line);
    }
    return true;
  }

  void body_row(std::size_t index, bool labelled) {
    const Row& row = rows_[index];
    if (filled(row) == 0 || title_row(index) || repeats_head(row)) return;
    carry(row);
    std::string parts;
    if (labelled) {
      labelled_row(row, parts);
    } else {
      merge(row, parts);
    }
    for (const Place& place : row) {
      if (place.cell->row_span > 1 && !place.line.empty() && place.line.size() <= kLongestRepeat) {
        carried_.push_back(&place);
      }
    }
    if (parts.empty()) return;
    if (title_ != nullptr && may_repeat(title_->line)) parts = title_->line + " | " + parts;
    line(parts);
  }

  // The row's own cells and the carried ones, left to right.
  void merge(const Row& row, std::string& parts) {
    std::sort(carried_.begin(), carried_.end(),
              [](const Place* a, const Place* b) { return a->cell->column < b->cell->column; });
    std::size_t next = 0;
    for (const Place& place : row) {
      for (; next < carried_.size() && carried_[next]->cell->column < place.cell->column; ++next) {
        if (may_repeat(carried_[next]->line)) cell(parts, *carried_[next]);
      }
      cell(parts, place);
    }
    for (; next < carried_.size(); ++next) {
      if (may_repeat(carried_[next]->line)) cell(parts, *carried_[next]);
    }
  }

  const Table& table_;
  std::vector<Row> rows_;
  std::vector<Row> heads_;
  std::vector<const Place*> carried_;  // cells of rows above, by column
  const Place* title_ = nullptr;
  std::size_t allowance_ = 0;  // bytes that may still be repeated
  bool spent_ = false;         // the allowance was too small once: nothing more is repeated
  std::string out_;
};

// A frame around text: its paragraphs, one a line.
std::string plain_lines(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    for (const Place& place : row) {
      const std::string_view text = place.cell->text;
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = one_line(text.substr(at, end - at));
        if (!line.empty()) {
          if (!out.empty()) out += '\n';
          out += line;
        }
        at = end + 1;
      }
    }
  }
  return out;
}

}  // namespace

std::string render_rows(const Table& table) {
  std::vector<Row> rows = rows_of(table);
  const bool frame = std::all_of(
      rows.begin(), rows.end(), [](const Row& row) { return row.size() == 1 || filled(row) <= 1; });
  if (frame) return plain_lines(rows);
  return Rendering(table, std::move(rows)).text();
}

}  // namespace sillok::document
