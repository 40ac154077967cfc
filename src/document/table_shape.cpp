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

// How many bytes the blank at `at` takes, 0 where there is none.
std::size_t blank_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      return 1;
    case '\xC2':  // U+00A0
      return text.substr(at).starts_with("\xC2\xA0") ? 2 : 0;
    case '\xE3':  // U+3000
      return text.substr(at).starts_with("\xE3\x80\x80") ? 3 : 0;
    default:
      return 0;
  }
}

// Where the run without blanks that begins at `at` ends.
std::size_t run_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0xE4) {
      at += 3;  // no blank begins so: all of a syllable at once
    } else if (lead > ' ' && lead < 0x80) {
      ++at;
    } else if (blank_at(text, at) == 0) {
      ++at;
    } else {
      return at;
    }
  }
  return text.size();
}

// Where that which reads as one line from `at` on ends: runs with one space between each two.
std::size_t line_end(std::string_view text, std::size_t at) {
  std::size_t end = run_end(text, at);
  while (end > at && end < text.size() && text[end] == ' ') {
    const std::size_t next = run_end(text, end + 1);
    if (next == end + 1) break;
    end = next;
  }
  return end;
}

// Whether the line is a name spread over its cell: syllables with a space between each two.
bool is_spread(std::string_view line, std::string_view source, bool is_head) {
  if (line.size() < 7 || line[3] != ' ') return false;
  for (std::size_t at = 0; at < line.size();) {
    if (at > 0 && line[at++] != ' ') return false;
    if (at == line.size() || !text::is_hangul_syllable(text::next_code_point(line, at)))
      return false;
  }
  return is_head || line.size() > 7 || source.find("  ") != std::string_view::npos ||
         source.find('\n') != std::string_view::npos || source.size() > line.size();
}

// Whether the line is one of the names, blanks left out and a bracket behind it: "금액 (원)".
template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view line) {
  std::array<char, 32> packed{};  // no name is longer
  std::size_t size = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == ' ') continue;
    if (c == '(' && size > 0) break;
    if (size == packed.size()) return false;
    packed[size++] = c;
  }
  return std::find(names.begin(), names.end(), std::string_view(packed.data(), size)) !=
         names.end();
}

// Digits, marks and at most a unit: "20,000원", "3. 1.", "○", "-".
bool is_value(std::string_view line) {
  static constexpr std::array<std::u32string_view, 14> kUnits = {
      U"원", U"명",   U"일", U"회", U"개",   U"만원", U"천원",
      U"점", U"시간", U"박", U"년", U"개월", U"이내", U"이상"};
  std::array<char32_t, 2> letters{};  // no unit is longer
  std::size_t count = 0;
  bool digits = false;
  bool split = false;  // by a digit
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = text::next_code_point(line, at);
    if (text::is_digit(c)) {
      digits = true;
      split = count > 0;
    } else if (text::is_hangul_syllable(c) || text::is_hanja(c) || (c < 0x80 && c >= 'A')) {
      if (count == letters.size()) return false;
      letters[count++] = c;
    }
  }
  if (count == 0) return !line.empty();
  if (line == "O" || line == "X" || line == "o" || line == "x") return true;
  // A year heads a column ("2024년"), an amount does not.
  const std::u32string_view tail(letters.data(), count);
  if (!digits || split || (tail == U"년" && line.size() == 7)) return false;
  return std::find(kUnits.begin(), kUnits.end(), tail) != kUnits.end();
}

bool is_longer(std::string_view line, std::size_t code_points) {
  return line.size() > code_points && text::code_points_before(line, line.size()) > code_points;
}

bool is_sentence(std::string_view line) {
  if (is_longer(line, kLongestName)) return true;
  return line.ends_with("다.") || line.ends_with("함.") || line.ends_with("음.") ||
         line.ends_with("임.") || line.ends_with("것.") || line.starts_with("※");
}

bool is_name(std::string_view line) {
  return !line.empty() && !is_value(line) && !is_sentence(line);
}

bool is_marked(SlotRow row) {
  return std::all_of(row.begin(), row.end(), [](const Slot& p) { return p.cell->header; });
}

bool is_form(const std::vector<SlotRow>& rows, std::size_t from) {
  const SlotRow first = rows[from];
  if (first.size() != 4) return false;
  if (is_one_of(kFormLabels, first[1].line) || is_one_of(kFormLabels, first[3].line)) return false;
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(), [](SlotRow row) {
    return row.size() == 4 && is_one_of(kFormLabels, row[0].line) &&
           is_one_of(kFormLabels, row[2].line);
  });
}

// Two columns of names may be a head and rows, or labels and values. A usual column name or numbers
// under the second name speak for a head; reading labels as values would be worse than the reverse.
bool is_pair_head(const std::vector<SlotRow>& rows, std::size_t from) {
  const SlotRow first = rows[from];
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

void append_one_line(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_at(text, at); blank > 0) {
      at += blank;
      continue;
    }
    const std::size_t end = line_end(text, at);
    if (out.size() > begin) out += ' ';
    out.append(text, at, end - at);
    at = end;
  }
}

std::string gathered(std::string_view line, std::string_view source, bool is_head) {
  if (!is_spread(line, source, is_head)) return std::string(line);
  std::string joined;
  for (std::size_t at = 0; at < line.size(); at += 4) joined.append(line, at, 3);
  return joined;
}

Grid::Grid(const Table& table) {
  slots.reserve(table.cells.size());
  for (const Cell& cell : table.cells) {
    if (cell.row < 0 || cell.column < 0) continue;
    slots.push_back({&cell, cell.text, std::int64_t{cell.row} + std::max(cell.row_span, 1),
                     std::int64_t{cell.column} + std::max(cell.column_span, 1)});
  }
  const auto in_order = [](const Slot& a, const Slot& b) {
    return a.cell->row != b.cell->row ? a.cell->row < b.cell->row : a.cell->column < b.cell->column;
  };
  if (!std::is_sorted(slots.begin(), slots.end(), in_order)) {
    std::stable_sort(slots.begin(), slots.end(), in_order);
  }
  rows.reserve(std::min(slots.size(), static_cast<std::size_t>(std::max(table.rows, 0))));
  for (std::size_t i = 0, first = 0; i < slots.size(); ++i) {
    Slot& slot = slots[i];
    if (const std::string_view text = slot.line; line_end(text, 0) < text.size()) {
      std::string& line = written.emplace_front();
      line.reserve(text.size());
      append_one_line(line, text);
      slot.line = line;
    }
    if (is_spread(slot.line, slot.cell->text, slot.cell->header)) {
      slot.line = written.emplace_front(gathered(slot.line, slot.cell->text, slot.cell->header));
    }
    if (i + 1 < slots.size() && slots[i + 1].cell->row == slot.cell->row) continue;
    rows.emplace_back(&slots[first], i + 1 - first);
    first = i + 1;
  }
}

std::size_t filled(SlotRow row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const Slot& p) { return !p.line.empty(); }));
}

const Slot* whole_width(SlotRow row, const Table& table) {
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

bool looks_like_head(SlotRow row, bool first) {
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
  const SlotRow first = rows[from];
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
    const SlotRow row = rows[i];
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

std::string_view mark_of(std::string_view line) {
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
  return word ? std::string_view() : line.substr(0, at);
}

void join(std::string& parts, std::string_view part, std::string_view between) {
  if (part.empty()) return;
  if (!parts.empty()) parts += between;
  parts += part;
}

}  // namespace sillok::document
