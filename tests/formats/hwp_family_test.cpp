// The same thing written as HWP 5 and as HWPX reads the same; one document for each thing that
// readers of these formats commonly miss.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/hwp_story.h"
#include "hwp5_writer.h"
#include "hwp_shown.h"
#include "hwpx_writer.h"

namespace sillok::formats {
namespace {

using testing::control;
using testing::counted;
using testing::extended;
using testing::little;
using testing::record;
using testing::shown;
using testing::utf16;
namespace five = testing;
namespace x = testing::hwpx;

std::string text_of(const Reader& reader, const std::string& file) {
  auto document = testing::read_hwp(reader, file);
  if (!document) return document.error().line();
  std::string out = shown(*document);
  for (const document::Block& block : document->blocks) {
    if (block.table && !block.table->caption.empty()) out += "\ncaption " + block.table->caption;
  }
  return out;
}

// A form object and its properties, as HWP 5 keeps them.
std::string form(const std::string& kind, const std::u16string& properties) {
  return control(1, "form") + record(0x5B, 2, kind + kind + little(0, 2) + utf16(properties));
}

struct Pair {
  const char* what;
  std::string five;  // a section of HWP 5
  std::string x;     // of HWPX
  const char* blocks;
};

std::vector<Pair> pairs() {
  const std::string note = x::sub_list("footNote", x::p(x::t("칸의 각주")));
  const std::string box = "<hp:rect><hp:drawText><hp:subList>" + x::p(x::t("글상자")) +
                          "</hp:subList></hp:drawText></hp:rect>";
  const std::string five_box = record(0x4C, 3, "") + five::list(4) + five::paragraph(4, u"글상자");
  return {
      {"a footnote in a cell",
       five::paragraph(
           0, extended(11),
           five::table(1, 1, 2,
                       five::cell(2, 0, 0,
                                  five::paragraph(2, u"일비" + extended(17),
                                                  control(3, "fn  ") + five::list(4) +
                                                      five::paragraph(4, u"칸의 각주"))) +
                           five::cell(2, 0, 1, five::paragraph(2, u"2만")))),
       x::p(x::table({x::cell(0, 0, x::p(x::t("일비") + "<hp:ctrl>" + note + "</hp:ctrl>")) +
                      x::cell(0, 1, x::p(x::t("2만")))})),
       "table 일비 | 2만\nfootnote 칸의 각주"},
      {"a header and a footer",
       five::paragraph(0, extended(16) + extended(16) + u"글",
                       control(1, "head") + five::list(2) + five::paragraph(2, u"머리말") +
                           control(1, "foot") + five::list(2) + five::paragraph(2, u"꼬리말")),
       x::p("<hp:ctrl>" + x::sub_list("header", x::p(x::t("머리말"))) + "</hp:ctrl><hp:ctrl>" +
            x::sub_list("footer", x::p(x::t("꼬리말"))) + "</hp:ctrl>" + x::t("글")),
       "paragraph 글\nrunning_head: paragraph 머리말\nrunning_head: paragraph 꼬리말"},
      {"text boxes in a group",
       five::paragraph(0, u"글" + extended(11),
                       control(1, "gso ", little(0, 4)) + record(0x4C, 2, "") +
                           record(0x56, 3, "") + five_box + five_box),
       x::p(x::t("글") + "<hp:container>" + box + box + "</hp:container>"),
       "paragraph 글\nparagraph 글상자\nparagraph 글상자"},
      {"captions of a table and a picture",
       five::paragraph(0, extended(11),
                       five::table(1, 1, 1, five::cell(2, 0, 0, five::paragraph(2, u"칸")),
                                   five::list(2) + five::paragraph(2, u"표 1"))) +
           five::paragraph(0, extended(11),
                           control(1, "gso ", little(0, 4)) + five::list(2) +
                               five::paragraph(2, u"그림 1") + record(0x4C, 2, "") +
                               record(0x55, 3, "")),
       x::p(x::table({x::cell(0, 0, x::p(x::t("칸")))},
                     x::sub_list("caption", x::p(x::t("표 1"))))) +
           x::p("<hp:pic>" + x::sub_list("caption", x::p(x::t("그림 1"))) + "</hp:pic>"),
       "table 칸\nimage 그림 1\ncaption 표 1"},
      {"a hidden comment",
       five::paragraph(0, u"글" + extended(15),
                       control(1, "tcmt") + five::list(2) + five::paragraph(2, u"숨은 설명")),
       x::p(x::t("글") + "<hp:ctrl>" + x::sub_list("hiddenComment", x::p(x::t("숨은 설명"))) +
            "</hp:ctrl>"),
       "paragraph 글\nmemo: paragraph 숨은 설명"},
      {"a memo",
       five::paragraph(0, u"글") + record(0x5D, 1, little(0, 4)) + five::list(1) +
           five::paragraph(1, u"메모"),
       x::p("<hp:ctrl><hp:fieldBegin id=\"1\" type=\"MEMO\"><hp:subList>" + x::p(x::t("메모")) +
            "</hp:subList></hp:fieldBegin></hp:ctrl>" + x::t("글")),
       "paragraph 글\nmemo: paragraph 메모"},
      {"ruby",
       five::paragraph(0, extended(23) + u"뒤",
                       control(1, "tdut", counted(u"본말") + counted(u"덧말"))),
       x::p("<hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>" +
            x::t("뒤")),
       "paragraph 본말(덧말)뒤"},
      {"an equation",
       five::paragraph(0, u"식" + extended(11) + u"끝",
                       control(1, "eqed") + record(0x58, 2, little(0, 4) + counted(u"a over b"))),
       x::p(x::t("식") + "<hp:equation><hp:script>a over b</hp:script></hp:equation>" + x::t("끝")),
       "paragraph 식 a over b 끝"},
      {"form objects",
       five::paragraph(
           0, extended(11) + u" " + extended(11) + u" " + extended(11) + u" " + extended(11),
           form("tbc+", u"ButtonSet:set:60:Caption:wstring:2:동의 Value:int:1 TriState:bool:0") +
               form("tbr+", u"ButtonSet:set:60:Caption:wstring:2:반대 Value:int:0 ") +
               form("boc+", u"ComboBoxSet:set:76:ListBoxRows:int:4 Text:wstring:2:서울 ") +
               form("tde+", u"EditSet:set:166:Text:wstring:3:홍길동 MultiLine:bool:0 ")),
       x::p("<hp:checkBtn caption=\"동의\" value=\"CHECKED\"/>" + x::t(" ") +
            "<hp:radioBtn caption=\"반대\" value=\"UNCHECKED\"/>" + x::t(" ") +
            "<hp:comboBox selectedValue=\"서울\"/>" + x::t(" ") +
            "<hp:edit><hp:text>홍길동</hp:text></hp:edit>"),
       "paragraph ☑ 동의 ☐ 반대 서울 홍길동"},
      {"private signs and old Hangul",
       five::paragraph(0, u"\xF53A글 (\xDB81\xDC91\xDB81\xDC9A\xDB81\xDCA4)"),
       x::p(x::t("&#xF53A;글 (&#xF0491;&#xF049A;&#xF04A4;)")), "paragraph ᄒᆞᆫ글 (100)"},
  };
}

TEST(HwpFamily, SaysTheSameInBothClothes) {
  for (const Pair& pair : pairs()) {
    EXPECT_EQ(text_of(*hwp5_reader(), five::make_hwp5(pair.five)), pair.blocks) << pair.what;
    EXPECT_EQ(text_of(*hwpx_reader(), x::package(pair.x)), pair.blocks) << pair.what;
  }
}

TEST(HwpFamily, MasterPages) {
  const std::string section = five::paragraph(0, extended(2) + u"글",
                                              control(1, "secd", little(0, 14) + little(1, 2)) +
                                                  five::list(2) + five::paragraph(2, u"바탕쪽"));
  const std::string master = "<masterPage id=\"masterpage0\"><hp:subList>" + x::p(x::t("바탕쪽")) +
                             "</hp:subList></masterPage>";
  const char* const blocks = "paragraph 글\nrunning_head: paragraph 바탕쪽";
  EXPECT_EQ(text_of(*hwp5_reader(), five::make_hwp5(section)), blocks);
  EXPECT_EQ(text_of(*hwpx_reader(),
                    x::package(x::p("<hp:secPr><hp:masterPage idRef=\"master0\"/></hp:secPr>" +
                                    x::t("글")),
                               {{"Contents/masterpage0.xml", master}})),
            blocks);
}

// Files are found in which a cell stands without its table.
TEST(Story, ACellOutsideOfATableIsNotLost) {
  Story story;
  story.begin_paragraph({});
  story.text("앞");
  story.begin_cell();
  story.text("칸의 글");
  story.begin_aside(Aside::footnote);
  story.text("칸의 각주");
  story.end_aside();
  story.begin_picture();
  story.end_picture();
  story.end_cell();
  story.text(" 뒤");
  document::Document document;
  story.finish(document);
  EXPECT_EQ(shown(document), "paragraph 앞 뒤\nparagraph 칸의 글\nimage \nfootnote 칸의 각주");
}

}  // namespace
}  // namespace sillok::formats
