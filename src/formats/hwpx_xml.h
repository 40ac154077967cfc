// XML as it streams out of an archive: tags and text in file order, nothing kept.
//
// A 64 MB section passes through in pieces of any size; memory is one tag. Only what office files
// use is understood: elements, attributes, the five named and all numeric character references (and
// &nbsp;, which documents of the law centre declare), CDATA. Comments, processing instructions and
// a DOCTYPE are passed over, so no entity can ever unfold; a text that declares other ones is
// refused. Names come without their prefix. Tags need not match: the caller counts.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::formats {

// A start tag; its views are valid during the call only.
class XmlTag {
 public:
  XmlTag(std::string_view name, std::string_view attributes)
      : name_(name), attributes_(attributes) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  // The attribute's value as written (character references not resolved); empty if there is none.
  // `name` is compared without the prefix of the attribute.
  [[nodiscard]] std::string_view raw(std::string_view name) const;
  // The value with its references resolved.
  [[nodiscard]] std::string value(std::string_view name) const;
  // The value as a whole number, or `otherwise` if it is none or beyond 32 bits.
  [[nodiscard]] int number(std::string_view name, int otherwise) const;
  // The same of several attributes, in one pass over the tag.
  template <std::size_t N>
  [[nodiscard]] std::array<int, N> numbers(const std::string_view (&names)[N],
                                           int otherwise) const {
    std::array<std::string_view, N> values;
    find(names, values);
    std::array<int, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = number_in(values[i], otherwise);
    return out;
  }
  // Called by who is told of this start: nothing inside the element is said, up to the next end of
  // that name. For elements that hold none of their own name.
  void pass_over() const { passed_over_ = true; }
  [[nodiscard]] bool passed_over() const { return passed_over_; }

 private:
  // `values` is as long as `names`; of attributes that the tag does not have it stays as it was.
  void find(std::span<const std::string_view> names, std::span<std::string_view> values) const;
  static int number_in(std::string_view value, int otherwise);

  std::string_view name_;
  std::string_view attributes_;
  mutable bool passed_over_ = false;
};

class XmlSink {
 public:
  virtual ~XmlSink() = default;
  // An empty element `<a/>` gives start and end.
  virtual void start(const XmlTag& tag) = 0;
  virtual void end(std::string_view name) = 0;
  // Character data, references resolved; one run of it may come in several calls.
  virtual void text(std::string_view text) = 0;
};

class XmlStream {
 public:
  explicit XmlStream(XmlSink& sink) : sink_(sink) {}

  // Takes the next piece; a whole text in one piece is the least work. Fails with unreadable when a
  // tag never ends, with unsupported when the text declares entities.
  Result<void> feed(std::string_view piece);
  // No more pieces. Fails with unreadable when the last tag is cut off.
  Result<void> finish();

 private:
  std::size_t take(std::string_view bytes, bool last);
  std::size_t pass(std::string_view bytes);
  std::size_t take_markup(std::string_view bytes);
  std::size_t take_start(std::string_view bytes);
  std::size_t take_end(std::string_view bytes);
  std::size_t take_declaration(std::string_view bytes);
  std::size_t take_text(std::string_view bytes, bool last);
  void tag(std::string_view inside);
  void characters(std::string_view raw);

  XmlSink& sink_;
  Result<void> allowed_;  // false once the text declares entities
  std::string passing_;   // "</name" of the element that is passed over
  std::string rest_;      // the start of a tag or reference whose end has not come yet
  std::string decoded_;   // text with its references resolved
};

// Resolves character references; what is none stays as it is.
void append_unescaped(std::string& out, std::string_view raw);

}  // namespace sillok::formats
