// How a label is cited: 제12조의2, 제1항, 가목.
#include <string>
#include <string_view>

#include "prepare/labels.h"
#include "text/unicode.h"

namespace sillok::prepare {

std::string cited(const Label& label) {
  const std::string number = std::to_string(label.number);
  const std::string branch = label.branch > 0 ? "의" + std::to_string(label.branch) : "";
  switch (label.kind) {
    case LabelKind::article:
      return "제" + number + "조" + branch;
    case LabelKind::paragraph:
      return "제" + number + "항";
    case LabelKind::item:
      return "제" + number + "호" + branch;
    case LabelKind::subitem: {
      static constexpr std::u32string_view kOrder =
          U"가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호";
      std::string name;
      text::append(name, kOrder[label.number - 1]);
      return name + "목";
    }
    default:
      return label.name;
  }
}

std::string_view base_article(std::string_view article) {
  const std::size_t unit = article.find("조");
  if (unit == std::string_view::npos) {
    return article.starts_with("부칙") ? article.substr(0, std::string_view("부칙").size())
                                       : article;
  }
  std::size_t end = unit + std::string_view("조").size();
  if (article.substr(end).starts_with("의")) {
    end += std::string_view("의").size();
    while (end < article.size() && article[end] >= '0' && article[end] <= '9') ++end;
  }
  return article.substr(0, end);
}

}  // namespace sillok::prepare
