#include "hostile_reader.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace sillok::isolate {
namespace {

document::Document saying(std::string text) {
  document::Document document;
  document.format = "test";
  document.blocks.emplace_back().text = std::move(text);
  return document;
}

// Reports whether a system call that must not succeed did; one that ends the process never returns.
Result<void> must_fail(long answer, const formats::Sink& sink) {
  if (answer >= 0) return sink(saying("BROKE OUT"));
  return fail(Code::denied, std::string("stopped: ") + std::strerror(errno));
}

using Deed = Result<void> (*)(const std::string& argument, const formats::Sink& sink);

Result<void> eat(const std::string&, const formats::Sink&) {
  std::vector<std::string> eaten;
  for (;;) eaten.emplace_back(std::size_t{16} << 20, 'x');
}

// A call that the optimiser cannot see through.
Result<void> crash(const std::string&, const formats::Sink&) {
  ::raise(SIGSEGV);  // refused by the walls; then really:
  volatile int* volatile nowhere = nullptr;
  *nowhere = 1;
  return {};
}

int recurse(int depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  if (depth < 0) return 0;  // never, as far as the compiler knows
  return recurse(depth + 1) + frame[0];
}

Result<void> exhaust_stack(const std::string&, const formats::Sink& sink) {
  return sink(saying(std::to_string(recurse(0))));
}

Result<void> loop(const std::string&, const formats::Sink&) {
  volatile bool endless = true;
  while (endless) {
  }
  return {};
}

Result<void> sleep_long(const std::string&, const formats::Sink&) {
  // Sleeping by futex, which is allowed: nothing of CPU time is used.
  int word = 0;
  for (;;) ::syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, nullptr, nullptr, 0);
}

Result<void> flood(const std::string&, const formats::Sink& sink) {
  for (;;) {
    if (auto given = sink(saying(std::string(1u << 20, 'x'))); !given) return given;
  }
}

Result<void> nonsense(const std::string& argument, const formats::Sink&) {
  const std::string bytes = argument == "document" ? std::string("\x01\x03\0\0\0\0\0\0\0abc", 12)
                            : argument == "huge"
                                ? std::string("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9)
                                : std::string(1000, '\xEE');
  static_cast<void>(!::write(4, bytes.data(), bytes.size()));
  ::_exit(0);
}

Result<void> open_file(const std::string& argument, const formats::Sink& sink) {
  return must_fail(::open(argument.c_str(), O_RDONLY), sink);
}

Result<void> create_file(const std::string& argument, const formats::Sink& sink) {
  return must_fail(::open(argument.c_str(), O_WRONLY | O_CREAT, 0600), sink);
}

Result<void> raise_limits(const std::string&, const formats::Sink& sink) {
  const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  return must_fail(::setrlimit(RLIMIT_AS, &more), sink);
}

Result<void> executable(const std::string&, const formats::Sink& sink) {
  void* memory =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return must_fail(memory == MAP_FAILED ? -1 : 0, sink);
}

// What the child holds: descriptors above the frames' pipe must be closed.
Result<void> count_descriptors(const std::string&, const formats::Sink& sink) {
  int open = 0;
  for (int fd = 3; fd < 1024; ++fd) open += ::lseek(fd, 0, SEEK_CUR) >= 0 || errno != EBADF;
  return sink(saying(std::to_string(open)));
}

const std::map<std::string, Deed>& deeds() {
  static const std::map<std::string, Deed> kDeeds{
      {"say", [](const std::string& a, const formats::Sink& s) { return s(saying(a)); }},
      {"many",
       [](const std::string& a, const formats::Sink& s) -> Result<void> {
         for (int i = 0; i < std::stoi(a); ++i) {
           if (auto given = s(saying(std::to_string(i))); !given) return given;
         }
         return {};
       }},
      {"large",
       [](const std::string& a, const formats::Sink& s) {
         return s(saying(std::string(std::stoul(a) << 20, 'y')));
       }},
      {"fail",
       [](const std::string&, const formats::Sink&) -> Result<void> {
         return fail(Code::unsupported, "is\x1b[31m locked\nby a password");
       }},
      {"throw",
       [](const std::string&, const formats::Sink&) -> Result<void> {
         throw std::runtime_error("lost the thread");
       }},
      {"abort", [](const std::string&, const formats::Sink&) -> Result<void> { std::abort(); }},
      {"crash", crash},
      {"stack", exhaust_stack},
      {"loop", loop},
      {"sleep", sleep_long},
      {"eat", eat},
      {"flood", flood},
      {"nonsense", nonsense},
      {"open", open_file},
      {"create", create_file},
      {"stat", [](const std::string& a,
                  const formats::Sink& s) { return must_fail(::access(a.c_str(), R_OK), s); }},
      {"unlink", [](const std::string& a,
                    const formats::Sink& s) { return must_fail(::unlink(a.c_str()), s); }},
      {"socket",
       [](const std::string&, const formats::Sink& s) {
         return must_fail(::socket(AF_INET, SOCK_STREAM, 0), s);
       }},
      {"fork",
       [](const std::string&, const formats::Sink& s) {
         const pid_t child = ::fork();
         if (child == 0) ::_exit(0);
         return must_fail(child, s);
       }},
      {"exec",
       [](const std::string&, const formats::Sink& s) {
         return must_fail(::execl("/bin/true", "true", nullptr), s);
       }},
      {"signal",
       [](const std::string&, const formats::Sink& s) { return must_fail(::kill(1, 0), s); }},
      {"trace",
       [](const std::string&, const formats::Sink& s) {
         return must_fail(::syscall(SYS_ptrace, 16 /* attach */, ::getpid() - 1, 0, 0), s);
       }},
      {"dumpable",
       [](const std::string&, const formats::Sink& s) {
         return must_fail(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), s);
       }},
      {"limits", raise_limits},
      {"executable", executable},
      {"descriptors", count_descriptors},
      {"uid", [](const std::string&,
                 const formats::Sink& s) { return must_fail(::syscall(SYS_setuid, 0), s); }},
  };
  return kDeeds;
}

}  // namespace

Result<void> hostile_read(const formats::Source& source, const formats::Limits& /*limits*/,
                          const formats::Sink& sink) {
  const std::string bytes(source.bytes);
  const std::size_t blank = bytes.find(' ');
  const std::string argument = blank == std::string::npos ? "" : bytes.substr(blank + 1);
  const auto deed = deeds().find(bytes.substr(0, blank));
  if (deed == deeds().end()) return fail(Code::usage, "no such deed: " + bytes);
  return deed->second(argument, sink);
}

}  // namespace sillok::isolate
