// Small PDF files made in memory: text at places, lines, several pages. Letters are as wide as the
// size, ASCII signs half of it; no font is embedded, a ToUnicode table says what the codes mean.
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode.h"

namespace sillok::formats::testing {

class PdfWriter {
 public:
  static constexpr double kWidth = 595;
  static constexpr double kHeight = 842;

  PdfWriter() { pages_.emplace_back(); }

  static double width_of(std::string_view text, double size) {
    double width = 0;
    for (std::size_t at = 0; at < text.size();) {
      width += text::next_code_point(text, at) < 0x80 ? size / 2 : size;
    }
    return width;
  }

  void new_page() { pages_.emplace_back(); }
  // The upper left corner of the line at (x, y), points from the page's upper left corner.
  void put(double x, double y, double size, std::string_view text, bool bold = false) {
    std::string hex;
    for (std::size_t at = 0; at < text.size();) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "%04X",
                    static_cast<unsigned>(text::next_code_point(text, at)) & 0xFFFFU);
      hex += code.data();
    }
    pages_.back() += std::string("BT /") + (bold ? "B " : "R ") + number(size) + " Tf " +
                     number(x) + " " + number(kHeight - y - size * 0.88) + " Td <" + hex +
                     "> Tj ET\n";
  }
  // Lines of text broken at `right`, one below the other; the y behind the last.
  double paragraph(double x, double y, double right, double size, std::string_view text,
                   bool at_words, double leading = 1.6) {
    std::string line;
    const auto flush = [&] {
      put(x, y, size, line);
      y += leading * size;
      line.clear();
    };
    std::string word;
    const auto take = [&] {
      std::string with = line + word;
      while (with.ends_with(' ')) with.pop_back();
      const bool fits = x + width_of(with, size) <= right;
      if (!fits && !line.empty()) {
        while (line.ends_with(' ')) line.pop_back();
        flush();
      }
      if (!line.empty() || word != " ") line += word;
      word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t start = at;
      const char32_t c = text::next_code_point(text, at);
      word += text.substr(start, at - start);
      if (!at_words || c == U' ') take();
    }
    take();
    flush();
    return y;
  }
  void rule(double x0, double y0, double x1, double y1) {
    pages_.back() += "0.5 w " + number(x0) + " " + number(kHeight - y0) + " m " + number(x1) + " " +
                     number(kHeight - y1) + " l S\n";
  }
  // A grid with the given column and row borders.
  void grid(const std::vector<double>& xs, const std::vector<double>& ys) {
    for (const double x : xs) rule(x, ys.front(), x, ys.back());
    for (const double y : ys) rule(xs.front(), y, xs.back(), y);
  }

  [[nodiscard]] std::string finish(const std::string& info = {}) const {
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                     "",
                                     font("Test-Regular", 7),
                                     font("Test-Bold", 8),
                                     stream(to_unicode()),
                                     "<< " + info + " >>",
                                     cid_font("Test-Regular"),
                                     cid_font("Test-Bold")};
    std::string kids;
    for (const std::string& page : pages_) {
      const std::size_t content = objects.size() + 1;
      objects.push_back(stream(page));
      objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                        std::to_string(content) +
                        " 0 R /Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>");
      kids += std::to_string(content + 1) + " 0 R ";
    }
    objects[1] =
        "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>";
    std::string out = "%PDF-1.7\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(out.size());
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
      std::array<char, 24> entry{};
      std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", offset);
      out += entry.data();
    }
    return out + "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
           " /Root 1 0 R /Info 6 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  }

 private:
  static std::string number(double value) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
    return buffer.data();
  }
  static std::string stream(const std::string& content) {
    return "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream";
  }
  static std::string font(const std::string& name, int descendant) {
    return "<< /Type /Font /Subtype /Type0 /BaseFont /" + name +
           " /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [" +
           std::to_string(descendant) + " 0 R] >>";
  }
  static std::string cid_font(const std::string& name) {
    return "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /" + name +
           " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
           "/W [0 127 500] /FontDescriptor << /Type /FontDescriptor /FontName /" +
           name +
           " /Flags 4 /Ascent 880 /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 "
           "/FontBBox [0 -120 1000 880] >> >>";
  }
  // The codes are the code points.
  static std::string to_unicode() {
    std::string ranges;
    for (int high = 0; high < 256; ++high) {
      std::array<char, 48> range{};
      std::snprintf(range.data(), range.size(), "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
      if (high % 100 == 0) ranges += std::to_string(high < 200 ? 100 : 56) + " beginbfrange\n";
      ranges += range.data();
      if (high % 100 == 99 || high == 255) ranges += "endbfrange\n";
    }
    return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
           "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
           ranges + "endcmap end end";
  }

  std::vector<std::string> pages_;
};

}  // namespace sillok::formats::testing
