// Any bytes as a segment file, its header's checksum made right so that the rest is reached:
// opening, looking up, verifying and walking it neither crash nor read out of bounds.
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "index/segment.h"
#include "index/segment_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::index;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (size >= sizeof(SegmentHeader)) {
    SegmentHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    std::memcpy(header.magic, kSegmentMagic.data(), kSegmentMagic.size());
    header.version = kFormatVersion;
    header.prefix_bits = header.prefix_bits % 3 * 8;
    header.file_bytes = size;
    header.analysis = XXH3_64bits("fuzz", 4);
    header.checksum = XXH3_64bits(bytes.data() + sizeof header, size - sizeof header);
    header.header_checksum = XXH3_64bits(&header, sizeof header - sizeof header.header_checksum);
    std::memcpy(bytes.data(), &header, sizeof header);
  }
  const int fd = ::memfd_create("segment", MFD_CLOEXEC);
  if (fd < 0 || ::write(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    return 0;
  if (const auto segment = Segment::open("/proc/self/fd/" + std::to_string(fd), "fuzz")) {
    (void)segment->verify();
    Block block;
    for (std::uint32_t term = 0; term < segment->terms() && term < 1'000; ++term) {
      const PostingList list = segment->find(segment->key(term));
      for (std::uint32_t b = 0; b < list.blocks() && b < 100; ++b) (void)list.unpack(b, block);
    }
    for (std::uint32_t p = 0; p < segment->passages() && p < 1'000; ++p) {
      (void)segment->find_id(segment->id(p));
    }
    for (std::uint32_t r = 0; r < segment->runs() && r < 1'000; ++r) (void)segment->run(r);
  }
  ::close(fd);
  return 0;
}
