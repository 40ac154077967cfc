// The walls of a reading child: limits on resources, and a list of system calls it may make.
//
// A confined process can compute, allocate memory up to its limit, read the descriptors it holds
// and write to the pipe it was given. It cannot open a file, but for read-only ones under
// /usr/share/poppler (the tables by which Korean fonts in a PDF are mapped to characters; too many
// to load beforehand, so Landlock lets just this folder be seen, and without Landlock not even
// that). It cannot reach a network, start a process or a thread, signal another process, make
// memory executable, or change its own limits. Calls that a C library makes in passing (looking for
// a locale, asking for the terminal) fail with an error; anything else ends the process.
//
// In builds with AddressSanitizer or ThreadSanitizer the address space is not limited (their shadow
// takes terabytes) and forbidden calls fail instead of ending the process, so that reports come
// out.
//
// If the kernel or a container does not allow these walls, nothing is read: fail() says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "result/result.h"

namespace sillok::isolate {

struct Walls {
  std::size_t memory_bytes = 0;  // address space
  int seconds = 0;               // CPU time
};

class Confinement {
 public:
  // Once, in the process that forks the children: gives up root's rights where it has them, hides
  // the file system from itself and all its children, and compiles the list of calls.
  [[nodiscard]] static Result<Confinement> prepare();

  // In the child. Not to be undone.
  Result<void> enter(const Walls& walls) const;

 private:
  std::vector<std::uint64_t> program_;  // BPF instructions, eight bytes each
};

// Whether this is a sanitizer's build, with the looser walls described above.
[[nodiscard]] bool is_sanitized();

}  // namespace sillok::isolate
