#include "document/table_shape.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace sillok::document {
namespace {

// A head or a label is a name, not a statement: longer cells are taken for content.
constexpr std::size_t kLongestName = 40;   // code points
constexpr std::size_t kLongestTitle = 60;  // code points; a row that names the rows under it
constexpr int kMostHeadRows = 4;

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

// Whether one_line would give the same again. The first bytes of wide blanks are taken for them.
bool is_one_line(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    const bool blank = c == ' ' ? before == ' ' : is_blank(c);
    if (blank || c == '\xC2' || c == '\xE3') return false;
    before = c;
  }
  return before != ' ' || text.empty();
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

bool is_marked(const SlotRow& row) {
  return std::all_of(row.begin(), row.end(), [](const Slot& p) { return p.cell->header; });
}

bool is_form(const std::vector<SlotRow>& rows, std::size_t from) {
  const SlotRow& first = rows[from];
  if (first.size() != 4) return false;
  if (is_one_of(kFormLabels, first[1].line) || is_one_of(kFormLabels, first[3].line)) return false;
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
                     [](const SlotRow& row) {
                       return row.size() == 4 && is_one_of(kFormLabels, row[0].line) &&
                              is_one_of(kFormLabels, row[2].line);
                     });
}

// Two columns of names may be a head and rows, or labels and values. A usual column name or numbers
// under the second name speak for a head; reading labels as values would be worse than the reverse.
bool is_pair_head(const std::vector<SlotRow>& rows, std::size_t from) {
  const SlotRow& first = rows[from];
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

constexpr std::array<std::string_view, 8> kTotals = {"계",     "합계", "소계", "총계",
                                                     "총합계", "누계", "평균", "기타"};

}  // namespace

std::string one_line(std::string_view text) {
  if (is_one_line(text)) return std::string(text);
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
    // A run of anything but blanks, of one byte or the first byte of a wide one, goes in one piece.
    while (at < text.size() && !is_blank(text[at]) && text[at] != '\xC2' && text[at] != '\xE3')
      ++at;
    line.append(text.substr(start, at - start));
  }
  return line;
}

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

std::vector<SlotRow> rows_of(const Table& table) {
  std::vector<const Cell*> cells;
  cells.reserve(table.cells.size());
  for (const Cell& cell : table.cells) {
    if (cell.row >= 0 && cell.column >= 0) cells.push_back(&cell);
  }
  const auto in_order = [](const Cell* a, const Cell* b) {
    return a->row != b->row ? a->row < b->row : a->column < b->column;
  };
  if (!std::is_sorted(cells.begin(), cells.end(), in_order)) {
    std::stable_sort(cells.begin(), cells.end(), in_order);
  }
  std::vector<SlotRow> rows;
  for (const Cell* cell : cells) {
    if (rows.empty() || rows.back().front().cell->row != cell->row) rows.emplace_back();
    Slot place;
    place.cell = cell;
    place.line = gathered(one_line(cell->text), cell->text, cell->header);
    place.row_end = std::int64_t{cell->row} + std::max(cell->row_span, 1);
    place.column_end = std::int64_t{cell->column} + std::max(cell->column_span, 1);
    rows.back().push_back(std::move(place));
  }
  return rows;
}

std::size_t filled(const SlotRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const Slot& p) { return !p.line.empty(); }));
}

const Slot* whole_width(const SlotRow& row, const Table& table) {
  if (row.size() != 1 || row.front().line.empty()) return nullptr;
  const Slot& only = row.front();
  return only.cell->column == 0 && only.column_end >= table.columns && only.cell->row_span <= 1
             ? &only
             : nullptr;
}

bool is_title(const Slot& place) {
  return text::code_points_before(place.line, place.line.size()) <= kLongestTitle &&
         !place.line.starts_with("※") && !place.line.starts_with("*") &&
         !place.line.ends_with("다.") && !place.line.ends_with(".");
}

bool looks_like_head(const SlotRow& row, bool first) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool corner = first && i == 0 && row.size() > 2 && row[i].line.empty();
    if (!corner && !is_name(row[i].line)) return false;
  }
  return true;
}

std::size_t count_head_rows(const std::vector<SlotRow>& rows, std::size_t from) {
  std::size_t marked = 0;
  while (from + marked < rows.size() && marked < kMostHeadRows && is_marked(rows[from + marked])) {
    ++marked;
  }
  if (marked > 0 && from + marked < rows.size()) return marked;
  const SlotRow& first = rows[from];
  if (first.size() < 2 || !looks_like_head(first, true) || from + 1 >= rows.size()) return 0;
  std::int64_t end = 0;
  for (const Slot& place : first) end = std::max(end, place.row_end);
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

bool is_labelled(const std::vector<SlotRow>& rows, const Table& table, std::size_t from) {
  if (table.columns == 4) return is_form(rows, from);
  std::size_t pairs = 0;
  for (std::size_t i = from; i < rows.size(); ++i) {
    const SlotRow& row = rows[i];
    if (whole_width(row, table) != nullptr) continue;
    if (row.size() != 2 || row[0].cell->row_span > 1 || row[0].cell->column != 0) return false;
    if (!is_name(row[0].line)) return false;
    ++pairs;
  }
  return pairs > 1;
}

bool is_total(std::string_view line) {
  return is_one_of(kTotals, line);
}

std::string mark_of(std::string_view line) {
  if (line.empty()) return {};
  std::size_t at = 0;
  const char32_t first = text::next_code_point(line, at);
  if (text::is_digit(first)) {
    while (at < line.size() && text::is_digit(static_cast<unsigned char>(line[at]))) ++at;
  }
  const bool stopped = at < line.size() && (line[at] == '.' || line[at] == ')');
  if (text::is_digit(first)) return stopped ? "1" : "";
  if (text::is_hangul_syllable(first)) return stopped ? "가" : "";
  const bool word = text::is_hanja(first) || (first < 0x80 && first != '-' && first != '*');
  return word ? std::string() : std::string(line.substr(0, at));
}

}  // namespace sillok::document
