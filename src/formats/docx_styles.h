// What a Word document says about its paragraphs outside of them: styles, and the numbers that
// lists generate.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::formats::docx {

struct Style {
  std::string name;      // lower case, spaces single
  std::string based_on;  // style id
  int outline = -1;      // 0..8; 9: body text; -1: not said
  std::string num_id;    // of its list; empty: not said
  int num_level = -1;
};

// A paragraph's style with everything it inherits.
struct ParagraphKind {
  int heading = 0;  // level from 1; 0: none
  bool title = false;
  bool contents = false;  // a line of a table of contents or an index
  bool caption = false;
  std::string num_id;
  int num_level = -1;
};

class Styles {
 public:
  void load(pugi::xml_node root);
  // Of the style id; of the default paragraph style for an empty one.
  [[nodiscard]] ParagraphKind kind_of(std::string_view id) const;

 private:
  std::map<std::string, Style, std::less<>> styles_;
  std::string default_;
};

// One level of a list.
struct ListLevel {
  int start = 1;
  std::string format = "decimal";
  std::string text;    // "%1.%2"
  int restart = -1;    // after which level it starts anew; -1: any higher one; 0: never
  bool legal = false;  // all numbers as digits
  bool space = true;   // something stands between number and text
};

struct Label {
  std::string text;  // "제1조", "1.", "가."; empty for bullets and hidden numbers
  bool space = true;
  bool in_list = false;  // the paragraph belongs to a list
};

class Numbering {
 public:
  void load(pugi::xml_node root);
  // The label of the next paragraph at `level` (from 0) of the list; counts it.
  [[nodiscard]] Label next(std::string_view num_id, int level);

 private:
  static constexpr std::size_t kLevels = 9;
  struct List {  // an abstract numbering
    std::vector<ListLevel> levels;
    std::string style_link;  // stands for the list that a numbering style names
    std::string own_style;
    std::vector<int> at;  // counters; -1: not started
  };
  struct Number {
    std::string list;
    std::map<std::size_t, int> starts;        // levels that start anew with this number
    std::map<std::size_t, ListLevel> levels;  // and that look different
    bool begun = false;
  };
  [[nodiscard]] List* list_of(const Number& number);
  [[nodiscard]] static ListLevel level_of(pugi::xml_node node);
  [[nodiscard]] const ListLevel& level_at(const Number& number, const List& list,
                                          std::size_t level) const;

  std::map<std::string, List, std::less<>> lists_;
  std::map<std::string, Number, std::less<>> numbers_;
};

}  // namespace sillok::formats::docx
