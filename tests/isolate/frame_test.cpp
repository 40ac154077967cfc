#include "isolate/frame.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>
#include <vector>

namespace sillok::isolate {
namespace {

using Frames = std::vector<std::pair<FrameKind, std::string>>;

// What a FrameWriter writes for these frames.
std::string written(const Frames& frames) {
  int ends[2];
  if (::pipe(ends) != 0) return "";
  std::thread writing([&] {
    FrameWriter writer(ends[1]);
    for (const auto& [kind, payload] : frames) writer.put(kind, payload);
    writer.flush();
    ::close(ends[1]);
  });
  std::string bytes;
  char piece[4096];
  for (ssize_t size = 0; (size = ::read(ends[0], piece, sizeof(piece))) > 0;) {
    bytes.append(piece, static_cast<std::size_t>(size));
  }
  writing.join();
  ::close(ends[0]);
  return bytes;
}

TEST(Frame, ComesBackWholeHoweverItIsCut) {
  const Frames sent{{FrameKind::document, "하나"},
                    {FrameKind::document, ""},
                    {FrameKind::document, std::string(100'000, 'x')},
                    {FrameKind::document, "둘"},
                    {FrameKind::end, ""}};
  const std::string bytes = written(sent);
  for (const std::size_t piece : {1ul, 7ul, 4096ul, bytes.size()}) {
    FrameReader reader(bytes.size(), bytes.size());
    Frames got;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      const auto state = reader.feed(std::string_view(bytes).substr(at, piece),
                                     [&](FrameKind kind, std::string_view payload) {
                                       got.emplace_back(kind, payload);
                                       return kind != FrameKind::end;
                                     });
      EXPECT_EQ(state,
                got.size() == sent.size() ? FrameReader::State::done : FrameReader::State::open);
    }
    EXPECT_EQ(got, sent) << piece;
  }
}

TEST(Frame, UnknownKindsAndImpossibleLengthsAreRefused) {
  const auto none = [](FrameKind, std::string_view) {
    ADD_FAILURE() << "a frame came out";
    return true;
  };
  const auto state = [&](std::string_view bytes) {
    return FrameReader(1000, 500).feed(bytes, none);
  };
  EXPECT_EQ(state(std::string_view("\0\0\0\0\0\0\0\0\0", 9)), FrameReader::State::malformed);
  EXPECT_EQ(state(std::string_view("\4\0\0\0\0\0\0\0\0", 9)), FrameReader::State::malformed);
  EXPECT_EQ(state(std::string_view("\1\xE8\3\0\0\0\0\0\0", 9)), FrameReader::State::too_much);
  EXPECT_EQ(state(std::string_view("\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9)),
            FrameReader::State::too_much);
  EXPECT_EQ(state(std::string(1001, '\1')), FrameReader::State::too_much);
  // 501 bytes that would fit in all, but not in one.
  EXPECT_EQ(state(std::string_view("\1\xF5\1\0\0\0\0\0\0", 9)), FrameReader::State::too_long);
}

TEST(Frame, ErrorsSurviveAndCannotHarmATerminal) {
  const Error error{Code::too_large, "더 큽니다; 나누세요", ""};
  EXPECT_EQ(decode_error(encode_error(error)).message, error.message);
  EXPECT_EQ(decode_error(encode_error(error)).code, Code::too_large);
  EXPECT_EQ(decode_error("\x3two\nlines\x1b[0m").message, "two lines [0m");
  EXPECT_EQ(decode_error("\x7Fwho").code, Code::unreadable);
  EXPECT_EQ(decode_error("\x3\xFF\xC2\x9B").message, "\uFFFD ");
  EXPECT_FALSE(decode_error("").message.empty());
  EXPECT_LT(decode_error("\x3" + std::string(100'000, 'x')).message.size(), 600u);
}

}  // namespace
}  // namespace sillok::isolate
