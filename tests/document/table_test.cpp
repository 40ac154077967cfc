#include "document/table.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::document {
namespace {

// Rows written as a person would draw them: "<" continues the cell to the left, "^" the one above.
// A leading '!' marks a head cell.
Table drawn(const std::vector<std::vector<std::string>>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.columns = static_cast<int>(rows.empty() ? 0 : rows.front().size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (rows[r][c] == "<" || rows[r][c] == "^") continue;
      Cell cell;
      cell.row = static_cast<int>(r);
      cell.column = static_cast<int>(c);
      cell.header = rows[r][c].starts_with('!');
      cell.text = rows[r][c].substr(cell.header ? 1 : 0);
      while (c + static_cast<std::size_t>(cell.column_span) < rows[r].size() &&
             rows[r][c + static_cast<std::size_t>(cell.column_span)] == "<") {
        ++cell.column_span;
      }
      while (r + static_cast<std::size_t>(cell.row_span) < rows.size() &&
             rows[r + static_cast<std::size_t>(cell.row_span)][c] == "^") {
        ++cell.row_span;
      }
      table.cells.push_back(cell);
    }
  }
  return table;
}

struct Case {
  const char* what;
  std::vector<std::vector<std::string>> rows;
  const char* text;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"the head stands before each cell",
       {{"구분", "한도"}, {"시내교통비", "1일 20,000원"}, {"숙박비", "실비"}},
       "구분: 시내교통비 | 한도: 1일 20,000원\n구분: 숙박비 | 한도: 실비"},
      {"marks under heads",
       {{"서류", "교수", "직원"}, {"이력서", "○", ""}, {"추천서", "", "O"}},
       "서류: 이력서 | 교수: ○\n서류: 추천서 | 직원: O"},
      {"an empty corner is still a head row",
       {{"", "국내", "국외"}, {"일비", "2만원", "3만원"}},
       "일비 | 국내: 2만원 | 국외: 3만원"},
      {"a head over several columns",
       {{"구분", "금액", "<"}, {"^", "국내", "국외"}, {"일비", "2만원", "3만원"}},
       "구분: 일비 | 금액 국내: 2만원 | 금액 국외: 3만원"},
      {"a cell over several columns stands behind all their heads",
       {{"구분", "국내", "국외"}, {"일비", "2만원", "<"}},
       "구분: 일비 | 국내, 국외: 2만원"},
      {"a merged cell stands in every row it covers",
       {{"직급", "항목", "금액"}, {"임원", "일비", "5만원"}, {"^", "식비", "3만원"}},
       "직급: 임원 | 항목: 일비 | 금액: 5만원\n직급: 임원 | 항목: 식비 | 금액: 3만원"},
      {"a merged cell in the middle keeps its place",
       {{"가", "나", "다"}, {"ㄱ", "공통", "ㄴ"}, {"ㄷ", "^", "ㄹ"}},
       "가: ㄱ | 나: 공통 | 다: ㄴ\n가: ㄷ | 나: 공통 | 다: ㄹ"},
      {"marked heads need not look like heads",
       {{"!2023", "!2024"}, {"1명", "2명"}},
       "2023: 1명 | 2024: 2명"},
      {"numbers are no heads",
       {{"1", "갑", "100"}, {"2", "을", "200"}},
       "1 | 갑 | 100\n2 | 을 | 200"},
      {"sentences are no heads",
       {{"직원은 출장을 갈 수 있다.", "총장이 허가한다.", "부서"}, {"가", "나", "다"}},
       "직원은 출장을 갈 수 있다. | 총장이 허가한다. | 부서\n가 | 나 | 다"},
      {"a marked cell is no head",
       {{"이력서", "○", "추천서"}, {"졸업증명서", "○", "없음"}},
       "이력서 | ○ | 추천서\n졸업증명서 | ○ | 없음"},
      {"years are heads",
       {{"구분", "2023년", "2024년"}, {"정원", "10", "20"}},
       "구분: 정원 | 2023년: 10 | 2024년: 20"},
      {"labels and values",
       {{"성 명", "홍길동"}, {"소 속", "총무과"}},
       "성명: 홍길동\n소속: 총무과"},
      {"a form of four columns",
       {{"성명", "홍길동", "소속", "총무과"}, {"직급", "과장", "연락처", "02-123-4567"}},
       "성명: 홍길동 | 소속: 총무과\n직급: 과장 | 연락처: 02-123-4567"},
      {"numbers under the second name make it a head",
       {{"직원", "학생"}, {"10", "20"}, {"11", "21"}},
       "직원: 10 | 학생: 20\n직원: 11 | 학생: 21"},
      {"a title above the heads",
       {{"여비 지급 기준표", "<"}, {"구분", "금액"}, {"일비", "2만원"}},
       "여비 지급 기준표\n구분: 일비 | 금액: 2만원"},
      {"a title between rows goes before those it heads",
       {{"구분", "금액"}, {"임원", "<"}, {"일비", "5만원"}, {"직원", "<"}, {"일비", "2만원"}},
       "임원 | 구분: 일비 | 금액: 5만원\n직원 | 구분: 일비 | 금액: 2만원"},
      {"a note over the whole width is a line",
       {{"구분", "금액"}, {"일비", "5만원"}, {"※ 실비로 한다.", "<"}},
       "구분: 일비 | 금액: 5만원\n※ 실비로 한다."},
      {"a frame around text",
       {{"제1조(목적)\n이 규정은 …\n제2조"}},
       "제1조(목적)\n이 규정은 …\n제2조"},
      {"one text a row", {{"가", "<"}, {"", "나"}}, "가\n나"},
      {"line ends inside cells",
       {{"구분", "내용"}, {"가", "첫째\n둘째"}},
       "구분: 가 | 내용: 첫째 둘째"},
      {"heads spread over their cell", {{"구 분", "비\n고"}, {"가", "나"}}, "구분: 가 | 비고: 나"},
      {"a head repeated on the next page",
       {{"구분", "금액"}, {"가", "1"}, {"구분", "금액"}, {"나", "2"}},
       "구분: 가 | 금액: 1\n구분: 나 | 금액: 2"},
      {"another head in the middle",
       {{"구분", "일반경쟁"}, {"개념", "하나"}, {"구분", "지명경쟁"}, {"개념", "둘"}},
       "구분: 개념 | 일반경쟁: 하나\n구분: 개념 | 지명경쟁: 둘"},
      {"names behind an empty row are a head of their own",
       {{"소속", "직위", "성명"}, {"", "", ""}, {"생년월일", "임용일", "보직일"}, {"", "", ""}},
       "소속 | 직위 | 성명\n생년월일 | 임용일 | 보직일"},
      {"an empty row between title and head",
       {{"[별표 1]", "<"}, {"", "<"}, {"계상 기준", "<"}, {"구분", "비율"}, {"민간", "10%"}},
       "[별표 1]\n계상 기준\n구분: 민간 | 비율: 10%"},
      {"cells under one head",
       {{"구분", "<", "금액"}, {"수당", "위원", "10만원"}, {"^", "간사", "5만원"}},
       "구분: 수당 / 위원 | 금액: 10만원\n구분: 수당 / 간사 | 금액: 5만원"},
      {"an empty first cell continues the one above",
       {{"업무", "내용", "총장"},
        {"구매", "계획", "○"},
        {"", "지출", "○"},
        {"합계", "둘", "○"},
        {"", "셋", "○"}},
       "업무: 구매 | 내용: 계획 | 총장: ○\n업무: 구매 | 내용: 지출 | 총장: ○\n"
       "업무: 합계 | 내용: 둘 | 총장: ○\n내용: 셋 | 총장: ○"},
      {"a row that names a group goes before its members",
       {{"업무", "내용", "총장", "팀장"},
        {"구매", "▪원인행위", "", ""},
        {"", "100만원 이상", "○", ""},
        {"", "100만원 미만", "", "○"},
        {"", "▪정비", "○", ""},
        {"공사", "▪발주", "", ""}},
       "업무: 구매 | 내용: ▪원인행위 / 100만원 이상 | 총장: ○\n"
       "업무: 구매 | 내용: ▪원인행위 / 100만원 미만 | 팀장: ○\n"
       "업무: 구매 | 내용: ▪정비 | 총장: ○\n업무: 공사 | 내용: ▪발주"},
      {"heads over empty cells stand by themselves",
       {{"신청서", "<", "<"}, {"번호", "사유", "금액"}, {"1", "", ""}, {"2", "", ""}},
       "신청서\n번호 | 사유 | 금액\n번호: 1\n번호: 2"},
      {"a blank form is its heads", {{"팀장", "처장", "총장"}, {"", "", ""}}, "팀장 | 처장 | 총장"},
      {"a title over empty rows",
       {{"구분", "금액"}, {"가", "1"}, {"임원", "<"}, {"", ""}},
       "구분: 가 | 금액: 1\n임원"},
      {"an empty row gives no line",
       {{"구분", "금액"}, {"", ""}, {"나", "2"}},
       "구분: 나 | 금액: 2"},
      {"nothing", {}, ""},
      {"a head alone is a row", {{"구분", "금액"}}, "구분 | 금액"},
  };
  return all;
}

TEST(RenderRows, ReadsAsItsHeaderSays) {
  for (const Case& c : cases()) EXPECT_EQ(render_rows(drawn(c.rows)), c.text) << c.what;
}

TEST(RenderRows, AbsurdSpansCostNothing) {
  Table table;
  table.rows = 2'000'000'000;
  table.columns = 2'000'000'000;
  for (int i = 0; i < 3; ++i) {
    Cell cell;
    cell.row = i * 900'000'000;
    cell.column = i;
    cell.row_span = 2'000'000'000;
    cell.column_span = 2'000'000'000;
    cell.text = "가";
    table.cells.push_back(cell);
  }
  EXPECT_LT(render_rows(table).size(), 100u);
}

TEST(RenderRows, NegativePlacesAreLeftOut) {
  Table table = drawn({{"가", "나"}, {"다", "라"}});
  table.cells[0].row = -1;
  table.cells[1].row_span = -5;
  EXPECT_EQ(render_rows(table), "나\n다 | 라");
}

TEST(RenderRows, StaysLinearWhenEveryCellReachesDown) {
  Table table;
  table.rows = 4'000;
  table.columns = 4'000;
  std::size_t size = 0;
  for (int i = 0; i < 4'000; ++i) {
    Cell cell;
    cell.row = i;
    cell.column = i;
    cell.row_span = 4'000;
    cell.text = std::string(100, 'a');
    size += cell.text.size();
    table.cells.push_back(cell);
    cell.column = i + 1;
    cell.row_span = 1;
    table.cells.push_back(cell);
    size += cell.text.size();
  }
  EXPECT_LT(render_rows(table).size(), 40 * size);
}

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

TEST(RenderRows, SaysEveryTextAtLeastOnce) {
  for (const Case& c : cases()) {
    const Table table = drawn(c.rows);
    const std::string text = packed(render_rows(table));
    for (const Cell& cell : table.cells) {
      EXPECT_NE(text.find(packed(cell.text)), std::string::npos) << c.what << ": " << cell.text;
    }
  }
}

// Every small table of these texts and spans ends, stays in bounds and says every text.
TEST(RenderRows, SaysEveryTextOfManySmallTables) {
  const std::vector<std::string> texts = {"",  "구분", "금액",  "▪가", "100만원",
                                          "○", "합계", "※ 주.", "<",   "^"};
  std::uint32_t seed = 7;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::vector<std::string>> rows(2 + round % 4);
    for (std::vector<std::string>& row : rows) {
      for (int column = 0; column < 1 + round % 5; ++column) {
        seed = seed * 1664525u + 1013904223u;
        row.push_back(texts[(seed >> 16) % texts.size()]);
      }
    }
    const Table table = drawn(rows);
    const std::string text = packed(render_rows(table));
    for (const Cell& cell : table.cells) {
      ASSERT_NE(text.find(packed(cell.text)), std::string::npos)
          << ::testing::PrintToString(rows) << " gives " << text;
    }
  }
}

}  // namespace
}  // namespace sillok::document
