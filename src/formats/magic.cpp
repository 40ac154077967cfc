#include "formats/magic.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/encoding.h"

namespace sillok::formats {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view name;
  std::string_view remedy;
};

constexpr std::string_view kImage = "text in pictures is not read yet (planned)";
constexpr std::string_view kMedia = "it holds no text to read";
constexpr std::string_view kArchive = "unpack it and add the files inside";
constexpr std::string_view kProgram = "it is a program, not a document";
constexpr std::string_view kLater =
    "reading it is planned; until then save it as HWPX, DOCX or PDF";

// Longer and rarer signatures first: the first that fits names the file.
constexpr std::array kMagics{
    Magic{0, "HWP Document File"sv, "a Hangul document of an unknown version", kLater},
    Magic{0, "SQLite format 3\0"sv, "an SQLite database", "export its tables as CSV"},
    Magic{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an OLE compound file", kLater},
    Magic{0, "\x89PNG\r\n\x1A\n"sv, "a PNG image", kImage},
    Magic{0, "\xFF\xD8\xFF"sv, "a JPEG image", kImage},
    Magic{0, "GIF87a"sv, "a GIF image", kImage},
    Magic{0, "GIF89a"sv, "a GIF image", kImage},
    Magic{0, "II*\0"sv, "a TIFF image", kImage},
    Magic{0, "MM\0*"sv, "a TIFF image", kImage},
    Magic{8, "WEBP"sv, "a WebP image", kImage},
    Magic{4, "ftypheic"sv, "a HEIC image", kImage},
    Magic{4, "ftypavif"sv, "an AVIF image", kImage},
    Magic{0, "\xD7\xCD\xC6\x9A"sv, "a Windows metafile", kImage},
    Magic{40, " EMF"sv, "an enhanced metafile", kImage},
    Magic{0, "8BPS"sv, "a Photoshop image", kImage},
    Magic{4, "ftyp"sv, "a video or sound file (MP4)", kMedia},
    Magic{8, "AVI "sv, "a video (AVI)", kMedia},
    Magic{8, "WAVE"sv, "a sound file (WAV)", kMedia},
    Magic{0, "\x1A\x45\xDF\xA3"sv, "a video (Matroska)", kMedia},
    Magic{0, "OggS"sv, "a sound file (Ogg)", kMedia},
    Magic{0, "fLaC"sv, "a sound file (FLAC)", kMedia},
    Magic{0, "ID3"sv, "a sound file (MP3)", kMedia},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", kArchive},
    Magic{0, "Rar!\x1A\x07"sv, "a RAR archive", kArchive},
    Magic{0, "PK\x03\x04"sv, "a zip archive of no known document format", kArchive},
    Magic{0, "PK\x05\x06"sv, "an empty zip archive", "there is nothing in it to read"},
    Magic{0, "\x1F\x8B"sv, "a gzip archive", kArchive},
    Magic{0, "BZh"sv, "a bzip2 archive", kArchive},
    Magic{0,
          "\xFD"
          "7zXZ\0"sv,
          "an xz archive", kArchive},
    Magic{0, "\x28\xB5\x2F\xFD"sv, "a zstd archive", kArchive},
    Magic{257, "ustar"sv, "a tar archive", kArchive},
    Magic{0, "MSCF"sv, "a cabinet archive", kArchive},
    Magic{0, "ALZ\x01"sv, "an ALZip archive", kArchive},
    Magic{0, "EGGA"sv, "an ALZip archive", kArchive},
    Magic{0,
          "\x7F"
          "ELF"sv,
          "a program (ELF)", kProgram},
    Magic{0, "MZ"sv, "a Windows program", kProgram},
    Magic{0, "\xCA\xFE\xBA\xBE"sv, "a Java class or macOS program", kProgram},
    Magic{0, "\xCF\xFA\xED\xFE"sv, "a macOS program", kProgram},
    Magic{0, "\0asm"sv, "a WebAssembly program", kProgram},
    Magic{0, "\0\x01\0\0"sv, "a font", kMedia},
    Magic{0, "OTTO"sv, "a font", kMedia},
    Magic{0, "wOF"sv, "a font", kMedia},
    Magic{0, "BM"sv, "a bitmap image", kImage},
    Magic{0, "%PDF-"sv, "a PDF", "it is damaged beyond reading; make it anew"},
    Magic{0, "{\\rtf"sv, "a Rich Text document (RTF)", kLater},
    Magic{0, "%!PS"sv, "a PostScript file", "convert it to PDF"},
};

bool fits(const Magic& magic, std::string_view bytes) {
  return bytes.size() >= magic.at && bytes.substr(magic.at).starts_with(magic.bytes);
}

// Signatures that no text begins with; the short ones in letters only name what is binary anyway
// ("MZ세대" is text).
bool is_unmistakable(const Magic& magic) {
  return magic.at == 0 && (magic.bytes.size() >= 6 ||
                           std::any_of(magic.bytes.begin(), magic.bytes.end(), [](char c) {
                             return c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t';
                           }));
}

// Text to the eye of looks_like_text, but not to a reader of text.
bool is_markup_of_another_kind(std::string_view bytes) {
  return bytes.starts_with("{\\rtf") || bytes.starts_with("%!PS") || bytes.starts_with("%PDF-");
}

bool contains_utf16(std::string_view bytes, std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

// What an OLE compound file holds, by the names of the streams in its directory.
std::string_view ole_kind(std::string_view bytes) {
  if (contains_utf16(bytes, "FileHeader") && contains_utf16(bytes, "DocInfo")) {
    return "a Hangul 5 document (.hwp)";
  }
  if (contains_utf16(bytes, "EncryptedPackage")) return "a password-protected Office document";
  if (contains_utf16(bytes, "WordDocument")) return "an old Word document (.doc)";
  if (contains_utf16(bytes, "PowerPoint Document")) return "an old PowerPoint file (.ppt)";
  if (contains_utf16(bytes, "Workbook") || contains_utf16(bytes, "Book")) {
    return "an old Excel workbook (.xls)";
  }
  if (contains_utf16(bytes, "__substg1.0_")) return "an Outlook message (.msg)";
  return {};
}

struct Extension {
  std::string_view extension;
  std::string_view format;  // several formats apart by a space; empty: known, but read by none
};

constexpr std::array kExtensions{
    Extension{"txt", "text"},
    Extension{"log", "text"},
    Extension{"md", "markdown"},
    Extension{"markdown", "markdown"},
    Extension{"html", "html"},
    Extension{"htm", "html"},
    Extension{"xhtml", "html"},
    Extension{"csv", "csv"},
    Extension{"tsv", "csv"},
    Extension{"tab", "csv"},
    Extension{"json", "json jsonl"},
    Extension{"jsonl", "jsonl"},
    Extension{"ndjson", "jsonl"},
    Extension{"xml", "xml html hwpml"},
    Extension{"hwpx", "hwpx"},
    Extension{"docx", "docx"},
    Extension{"docm", "docx"},
    Extension{"xlsx", "xlsx"},
    Extension{"xlsm", "xlsx"},
    Extension{"pptx", "pptx"},
    Extension{"pptm", "pptx"},
    Extension{"pdf", "pdf"},
    Extension{"hwp", "hwp hwp3 hwpml"},
    Extension{"doc", "doc"},
    Extension{"xls", "xls"},
    Extension{"ppt", "ppt"},
    Extension{"jpg", "image"},
    Extension{"jpeg", "image"},
    Extension{"png", "image"},
    Extension{"gif", "image"},
    Extension{"zip", "archive"},
    Extension{"exe", "program"},
    Extension{"rtf", "rtf"},
    Extension{"odt", "odt"},
    Extension{"hml", "hwpml"},
};

bool names_format(std::string_view formats, std::string_view format) {
  while (!formats.empty()) {
    const std::size_t space = std::min(formats.find(' '), formats.size());
    if (formats.substr(0, space) == format) return true;
    formats.remove_prefix(std::min(space + 1, formats.size()));
  }
  return false;
}

}  // namespace

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

bool looks_binary(std::string_view bytes) {
  return is_markup_of_another_kind(bytes) || !text::looks_like_text(bytes) ||
         std::any_of(kMagics.begin(), kMagics.end(), [&](const Magic& magic) {
           return is_unmistakable(magic) && fits(magic, bytes);
         });
}

std::string describe_unread(const Source& source) {
  if (looks_binary(source.bytes)) {
    for (const Magic& magic : kMagics) {
      if (!fits(magic, source.bytes)) continue;
      std::string_view name = magic.name;
      if (magic.bytes.starts_with("\xD0\xCF")) {
        const std::string_view kind = ole_kind(source.bytes);
        if (!kind.empty()) name = kind;
        if (kind.find("password") != std::string_view::npos) {
          return "this is " + std::string(name) + "; remove the password and add it again";
        }
      }
      return "this is " + std::string(name) +
             ", which is not supported: " + std::string(magic.remedy);
    }
    return "the bytes are no document format known here and no text; convert the file to HWPX, "
           "DOCX, PDF or text";
  }
  return "no reader knows this kind of file; convert it to HWPX, DOCX, PDF or text";
}

std::string name_mismatch(std::string_view name, std::string_view format) {
  const std::string extension = extension_of(name);
  for (const Extension& known : kExtensions) {
    if (known.extension != extension || names_format(known.format, format)) continue;
    return "the name ends in ." + extension + " but the content is " + std::string(format) +
           "; read as " + std::string(format);
  }
  return {};
}

}  // namespace sillok::formats
