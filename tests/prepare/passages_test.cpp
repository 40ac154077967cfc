#include "prepare/passages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "prepare/lines.h"
#include "prepare/structure.h"
#include "text/encoding.h"
#include "text/sentences.h"
#include "text/unicode.h"
#include "written.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Passage;
using document::Role;

// What the header promises of every document.
void check(const Document& document, const std::vector<Passage>& passages) {
  const std::string text = document::extracted_text(document);
  const std::vector<std::size_t> offsets = document::block_offsets(document);
  std::vector<bool> covered(text.size(), false);
  std::size_t before = 0;
  for (const Passage& passage : passages) {
    ASSERT_LE(passage.begin + passage.text.size(), text.size());
    EXPECT_EQ(text.substr(passage.begin, passage.text.size()), passage.text);
    EXPECT_GE(passage.begin, before);
    before = passage.begin + passage.text.size();
    EXPECT_FALSE(text::trimmed(passage.text).empty());
    EXPECT_TRUE(text::is_utf8(passage.text));
    ASSERT_FALSE(passage.marks.empty());
    EXPECT_EQ(passage.marks[0].offset, 0U);
    for (std::size_t i = 1; i < passage.marks.size(); ++i) {
      EXPECT_LT(passage.marks[i - 1].offset, passage.marks[i].offset);
      EXPECT_LT(passage.marks[i].offset, passage.text.size());
    }
    for (std::size_t i = 0; i < passage.text.size(); ++i) covered[passage.begin + i] = true;
  }
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    const bool evidence = block.role == Role::body || block.role == Role::memo;
    for (std::size_t i = 0; i < block.text.size(); ++i) {
      const char c = block.text[i];
      if (c == ' ' || c == '\t' || c == '\n') continue;
      ASSERT_EQ(covered[offsets[b] + i], evidence) << block.text << " at " << i;
    }
    // No sentence and no row is cut.
    std::vector<text::Span> whole;
    if (block.kind == BlockKind::table) {
      for (std::size_t from = 0; from < block.text.size();) {
        const std::size_t end = std::min(block.text.find('\n', from), block.text.size());
        if (end > from) whole.push_back({from, end});
        from = end + 1;
      }
    } else {
      whole = text::split_sentences(block.text);
    }
    for (const text::Span& span : evidence ? whole : std::vector<text::Span>()) {
      const std::string sentence = block.text.substr(span.begin, span.end - span.begin);
      if (block.kind != BlockKind::table && count_characters(sentence) > kLongestSentence) continue;
      const bool uncut = std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) {
        return passage.begin <= offsets[b] + span.begin &&
               offsets[b] + span.end <= passage.begin + passage.text.size();
      });
      EXPECT_TRUE(uncut) << sentence;
    }
  }
}

std::vector<Passage> passages_of(Document& document, std::size_t limit = 800) {
  recognise_structure(document);
  std::vector<Passage> passages = split_passages(document, {limit});
  check(document, passages);
  return passages;
}

std::string sentences(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "여비는 " + std::to_string(i) + "번째 문장에서 정하는 바에 따라 지급한다. ";
  }
  return text;
}

TEST(Passages, AnArticleIsOne) {
  Document rules = written({"여비규정", "제1장 총칙", "제1조(목적) 이 규정은 여비를 정한다.",
                            "제2조(여비) ① 여비는 다음과 같다.", "  1. 교통비", "  2. 일비",
                            "② 여비는 돈이다.", "제3조(지급) 셋이다."});
  rules.title = "규정집";
  const auto passages = passages_of(rules);
  ASSERT_EQ(passages.size(), 3U);
  EXPECT_EQ(passages[0].text, "여비규정\n제1장 총칙\n제1조(목적) 이 규정은 여비를 정한다.");
  EXPECT_EQ(passages[0].context, "규정집");  // the rest it says itself
  EXPECT_EQ(passages[0].place_at(0).article, "제1조");
  EXPECT_EQ(passages[1].context, "규정집\n여비규정\n제1장 총칙");
  const document::Place place = passages[1].place_at(passages[1].text.find("일비"));
  EXPECT_EQ(place.article, "제2조제1항제2호");
  EXPECT_EQ(place.section, (std::vector<std::string>{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(passages[1].place_at(passages[1].text.find("여비는 돈")).article, "제2조제2항");
}

TEST(Passages, ALongArticleIsCutAtItsParagraphs) {
  Document rules = written({"제1조(목적) 하나이다."});
  rules.blocks.push_back(paragraph("제2조(여비) ① " + sentences(10)));
  for (const char* mark : {"② ", "③ ", "④ ", "⑤ "})
    rules.blocks.push_back(paragraph(mark + sentences(10)));
  const auto passages = passages_of(rules);
  ASSERT_GT(passages.size(), 2U);
  for (std::size_t i = 2; i < passages.size(); ++i) {
    EXPECT_TRUE(passages[i].text.starts_with("②") || passages[i].text.starts_with("③") ||
                passages[i].text.starts_with("④") || passages[i].text.starts_with("⑤"))
        << passages[i].text;
    EXPECT_NE(passages[i].context.find("제2조(여비)"), std::string::npos);
    EXPECT_LE(count_characters(passages[i].text), 1200U);
  }
}

TEST(Passages, ItemsCutOffKeepWhatAnnouncesThem) {
  Document rules = written({"제1조(휴직) 다음 각 호의 경우에는 휴직을 명한다."});
  for (int i = 1; i <= 40; ++i) {
    rules.blocks.push_back(
        paragraph(std::to_string(i) + ". 이것은 휴직의 사유를 적은 긴 항목의 하나로서 예시이다."));
  }
  const auto passages = passages_of(rules, 400);
  ASSERT_GT(passages.size(), 2U);
  EXPECT_NE(passages.back().context.find("다음 각 호의 경우에는 휴직을 명한다."),
            std::string::npos);
  EXPECT_NE(passages.back().context.find("제1조(휴직)"), std::string::npos);
}

TEST(Passages, AShortProseDocumentStaysOne) {
  Document prose = written({sentences(30)});  // about 900 characters
  ASSERT_GT(count_characters(prose.blocks[0].text), 800U);
  ASSERT_LT(count_characters(prose.blocks[0].text), 1200U);
  prose.title = "여비";
  const auto passages = passages_of(prose);
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].context, "여비");
}

TEST(Passages, LongProseIsCutEvenlyBetweenSentences) {
  Document prose = written({sentences(100)});
  const std::size_t size = count_characters(prose.blocks[0].text);
  const auto passages = passages_of(prose);
  ASSERT_EQ(passages.size(), (size + 799) / 800);
  for (const Passage& passage : passages) {
    EXPECT_LE(count_characters(passage.text), 800U);
    EXPECT_GE(count_characters(passage.text), 500U);
  }
}

TEST(Passages, TablesStandApartAndAreCutBetweenRows) {
  Document rules =
      written({"여비규정", "제1조(여비) 여비는 별표 1과 같다.", "[별표 1]", "여비 지급표"});
  std::vector<std::vector<std::string>> rows{{"구분", "금액"}};
  for (int i = 0; i < 100; ++i) {
    rows.push_back(
        {"직급이 긴 이름을 가진 " + std::to_string(i) + "급", std::to_string(i) + ",000원"});
  }
  rules.blocks.push_back(table(rows));
  rules.blocks.back().table->caption = "(단위: 원)";
  rules.blocks.push_back(paragraph("※ 표 아래의 주석은 따로 선다."));
  const auto passages = passages_of(rules);
  ASSERT_GT(passages.size(), 3U);
  EXPECT_TRUE(passages[1].text.starts_with("[별표 1]\n여비 지급표\n구분: ")) << passages[1].text;
  EXPECT_EQ(passages[2].text.find("구분: "), 0U);
  EXPECT_NE(passages[2].context.find("별표 1 여비 지급표"), std::string::npos);
  EXPECT_NE(passages[2].context.find("(단위: 원)"), std::string::npos);
  EXPECT_EQ(passages[2].place_at(0).article, "별표 1");
  EXPECT_EQ(passages.back().text, "※ 표 아래의 주석은 따로 선다.");
}

TEST(Passages, AHugeRowOrSentenceStaysWhole) {
  std::string row;
  for (int i = 0; i < 400; ++i) row += "긴셀";
  Document rules = written({"여비규정", "제1조(여비) 하나이다."});
  rules.blocks.push_back(table({{"구분", "설명"}, {"가", row}, {"나", "짧다"}}));
  rules.blocks.push_back(paragraph("제2조(긴 글) " + row + row));
  const auto passages = passages_of(rules);
  EXPECT_TRUE(std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) {
    return passage.text.find(row) != std::string::npos &&
           passage.text.find('\n') == std::string::npos;
  }));
}

TEST(Passages, WhatNeverEndsIsCutAtSpaces) {
  std::string speech;
  for (int i = 0; i < 3'000; ++i) speech += i % 7 == 0 ? "그러니까 " : "회의에서는 ";
  std::string unspaced;
  for (int i = 0; i < 6'000; ++i) unspaced += "가";
  Document minutes = written({"회의록", "짧은 문장이다.", speech, unspaced});
  const auto passages = passages_of(minutes);
  ASSERT_GT(passages.size(), 20U);
  std::size_t words = 0;
  for (const Passage& passage : passages) {
    EXPECT_LE(count_characters(passage.text), 1'200U);
    words += static_cast<std::size_t>(std::count(passage.text.begin(), passage.text.end(), ' '));
    const bool spaced = passage.text.find("회의에서는") != std::string::npos;
    EXPECT_TRUE(!spaced || passage.text.ends_with("그러니까") ||
                passage.text.ends_with("회의에서는"))
        << "no word is cut";
  }
  EXPECT_GT(words, 2'900U);
}

TEST(Passages, OtherRolesAreLeftOut) {
  Document rules = written({"차례", "여비 ..... 1", "지급 ..... 2", "제1조(여비) 하나이다.",
                            "② <삭제 2001. 1. 1.>", "③ 셋이다."});
  const auto passages = passages_of(rules);
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[1].text, "③ 셋이다.");
  EXPECT_EQ(passages[1].context, "제1조(여비)");
}

TEST(Passages, PagesAreMarked) {
  Document report = written({"첫 쪽의 글이다.", "둘째 쪽의 글이다."});
  report.blocks[0].page = 1;
  report.blocks[1].page = 2;
  const auto passages = passages_of(report);
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].place_at(0).page, 1);
  EXPECT_EQ(passages[0].place_at(passages[0].text.find("둘째")).page, 2);
}

TEST(Passages, NothingFromNothing) {
  Document empty;
  EXPECT_TRUE(passages_of(empty).empty());
  Document blank = written({"", " \t ", "\n"});
  EXPECT_TRUE(passages_of(blank).empty());
}

// Documents thrown together from lines of every sort keep all promises, and a second run of
// recognise_structure changes nothing.
TEST(Passages, PromisesHoldForAnyMixture) {
  const std::vector<std::string> lines{
      "여비규정",
      "인사규정",
      "제1장 총칙",
      "제2장  여  비",
      "제1조(목적) 이 규정은 여비를 정한다.",
      "제2조(정의) ① 여비는 돈이다. ② 교통비는 여비이다.",
      "제3조 (지급) <삭제 2010. 1. 1.>",
      "제4조 다음과 같다.",
      "② 둘이다. <개정 2020. 3. 1.>",
      "③ <삭제>",
      "  1. 교통비",
      "    가. 버스",
      "2. 일비 (신설 2001.1.1.)",
      "부  칙",
      "부칙 <2020. 3. 1.>",
      "[별표 1] 여비 지급표",
      "[별지 제2호 서식]",
      "차례",
      "여비 ....... 3",
      "여비규정\t3-1-1",
      "2019년 8월 1일자 폐지 → 제도 폐지",
      "(단위: 원)",
      "",
      "   ",
      "제12조의 규정에도 불구하고 예외로 한다.",
      "이 줄은 끝나지 않고 다음 줄로 이어지는 아주 긴 줄로서 그 끝이 낱말의 가운데에서 끊어",
      "져 있다.",
      "한 문단\n두 줄\n① 세 줄이다.",
      "제5조(여럿) 하나이다. 제6조(둘) 둘이다.",
      sentences(60)};
  std::mt19937 random(7);  // fixed: the same documents every time
  for (int round = 0; round < 150; ++round) {
    Document document;
    document.title = round % 2 == 0 ? "문서" : "";
    const std::size_t count = random() % 40;
    for (std::size_t i = 0; i < count; ++i) {
      Block block = paragraph(lines[random() % lines.size()]);
      const auto dice = random() % 12;
      if (dice == 0)
        block = table({{"구분", "금액"}, {lines[random() % 5], "1,000\n원"}, {"나", ""}});
      if (dice == 1)
        block.kind = BlockKind::heading, block.level = 1 + static_cast<int>(random() % 3);
      if (dice == 2) block.role = Role::running_head;
      if (dice == 3) block.role = Role::memo;
      if (dice == 4) block.kind = BlockKind::footnote;
      if (round % 3 == 0) block.page = 1 + static_cast<int>(i / 6);
      document.blocks.push_back(std::move(block));
    }
    const std::size_t limit = 1 + random() % 900;
    passages_of(document, limit);
    const std::string once = shape(document);
    recognise_structure(document);
    ASSERT_EQ(shape(document), once) << "round " << round;
  }
}

}  // namespace
}  // namespace sillok::prepare
