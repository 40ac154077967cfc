// The marks by which Korean rules number their parts, at the start of a line: 편, 장, 절, 관, 조,
// 항, 호, 목, 부칙, 별표, 별지, 서식. Pure functions of one line; nothing is allocated but the
// names.
//
// A mark is told from a mere mention ("제12조제1항에 따른", "별표 1과 같다") by what follows it.
// What only the neighbourhood can tell (is 제13조 due here?) is left to the caller: see
// Label::certain.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sillok::prepare {

enum class LabelKind {
  none,
  part,        // 제1편, 제1부
  chapter,     // 제1장
  section,     // 제1절
  subsection,  // 제1관
  article,     // 제1조, 제1조의2
  paragraph,   // ①
  item,        // 1.
  subitem,     // 가.
  minor,       // 1), (1), 가): below the parts that are cited by name
  addenda,     // 부칙
  annex,       // 별표, 별지, 별첨, 서식
};

struct Label {
  LabelKind kind = LabelKind::none;
  unsigned number = 0;
  unsigned branch = 0;     // the 2 of 제12조의2, 7의2.
  std::size_t end = 0;     // behind the mark and its bracketed title: where the text begins
  std::size_t begin = 0;   // of the mark, behind leading white space
  std::string_view title;  // 편, 장, 절, 관, 조, 별표: what it is called; 부칙: its date
  std::string name;        // annex: "별표 1", "별지 제1호서식"
  bool certain = true;     // false: may be a mention; believe it only where its number is due
  bool ranged = false;  // "제13조 내지 제17조 (삭제)": the first of several that are gone
  bool bare = false;    // nothing but the mark and its title stands on the line
};

// The mark at the start of `line`; kind none where there is none.
[[nodiscard]] Label leading_label(std::string_view line);
// Whether the line begins with 제 or 第, as every mark of a 편, 장, 절, 관 or 조 does: a cheap look
// where only those matter.
[[nodiscard]] bool begins_numbered(std::string_view line);

// A mark of an article, 항, 호 or 목 in `line` at byte `from` or behind it, not at the line's
// start: where a line that runs several of them together should be cut. npos when there is none.
// `number` and `branch` are those of the article or 항 that stands before.
[[nodiscard]] std::size_t inner_article(std::string_view line, std::size_t from, unsigned number);
[[nodiscard]] std::size_t inner_paragraph(std::string_view line, std::size_t from, unsigned number);

// "제12조의2", "제1항", "제3호의2", "가목": the mark as it is cited. Empty for kinds that are not.
[[nodiscard]] std::string cited(const Label& label);

// The article without its 항, 호 and 목: "제12조의2" of "제12조의2제1항". 별표 and the like: as it
// is.
[[nodiscard]] std::string_view base_article(std::string_view article);

// The number of a circled number (①..㊿), else 0.
[[nodiscard]] unsigned circled_number(char32_t c);

}  // namespace sillok::prepare
