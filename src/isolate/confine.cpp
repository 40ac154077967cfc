#include "isolate/confine.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "isolate/descriptor.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SILLOK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SILLOK_SANITIZED 1
#endif
#endif
#ifndef SILLOK_SANITIZED
#define SILLOK_SANITIZED 0
#endif

namespace sillok::isolate {
namespace {

constexpr const char* kFontTables = "/usr/share/poppler";
constexpr uid_t kNobody = 65534;

// Needed by any C++ program that only computes, allocates, reads and writes what it holds.
constexpr std::array kAllowed{SCMP_SYS(read),
                              SCMP_SYS(readv),
                              SCMP_SYS(pread64),
                              SCMP_SYS(write),
                              SCMP_SYS(writev),
                              SCMP_SYS(lseek),
                              SCMP_SYS(close),
                              SCMP_SYS(fstat),
                              SCMP_SYS(newfstatat),
                              SCMP_SYS(munmap),
                              SCMP_SYS(mremap),
                              SCMP_SYS(madvise),
                              SCMP_SYS(brk),
                              SCMP_SYS(futex),
                              SCMP_SYS(clock_gettime),
                              SCMP_SYS(clock_getres),
                              SCMP_SYS(gettimeofday),
                              SCMP_SYS(time),
                              SCMP_SYS(getrandom),
                              SCMP_SYS(exit),
                              SCMP_SYS(exit_group),
                              SCMP_SYS(rt_sigreturn),
                              SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(rt_sigaction),
                              SCMP_SYS(sigaltstack),
                              SCMP_SYS(getpid),
                              SCMP_SYS(gettid),
                              SCMP_SYS(sched_yield),
                              SCMP_SYS(sysinfo),
                              SCMP_SYS(uname),
                              SCMP_SYS(restart_syscall)};

// Made in passing by libraries that go on without an answer: refused, not punished. tgkill is here
// for abort(), which then ends the process by an illegal instruction.
constexpr std::array kRefused{
    SCMP_SYS(open),      SCMP_SYS(openat),     SCMP_SYS(openat2),    SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),       SCMP_SYS(lstat),
    SCMP_SYS(statx),     SCMP_SYS(readlink),   SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    SCMP_SYS(statfs),    SCMP_SYS(fstatfs),    SCMP_SYS(getdents64), SCMP_SYS(ioctl),
    SCMP_SYS(fcntl),     SCMP_SYS(dup),        SCMP_SYS(fadvise64),  SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit), SCMP_SYS(getuid),     SCMP_SYS(geteuid),    SCMP_SYS(getgid),
    SCMP_SYS(getegid),   SCMP_SYS(getppid),    SCMP_SYS(tgkill),     SCMP_SYS(sched_getaffinity)};

struct FilterCloser {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterCloser>;

Error cannot(const char* what, int error) {
  return {
      Code::internal,
      std::string("cannot confine the reading of files (") + what + ": " + std::strerror(error) +
          "); nothing is read without it: run on Linux 5.13 or later, and let the container use "
          "seccomp and no_new_privs",
      ""};
}

// Collects rules; remembers the first failure.
class Rules {
 public:
  explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}
  void on(int call, std::uint32_t action) {
    note(seccomp_rule_add_array(filter_, action, call, 0, nullptr));
  }
  // Only for calls whose third argument, masked, has this value.
  void on(int call, std::uint32_t action, unsigned mask, unsigned value) {
    const scmp_arg_cmp third{2, SCMP_CMP_MASKED_EQ, mask, value};
    note(seccomp_rule_add_array(filter_, action, call, 1, &third));
  }
  [[nodiscard]] int failed() const { return failed_; }

 private:
  void note(int answer) {
    if (answer < 0 && failed_ == 0) failed_ = -answer;
  }
  scmp_filter_ctx filter_;
  int failed_ = 0;
};

// 0 or an errno.
int add_rules(scmp_filter_ctx filter, bool files_hidden) {
  constexpr std::uint32_t kRefuse = SCMP_ACT_ERRNO(EACCES);
  Rules rules(filter);
  for (const int call : kAllowed) rules.on(call, SCMP_ACT_ALLOW);
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    rules.on(call, SCMP_ACT_ALLOW, PROT_EXEC, 0);
    rules.on(call, kRefuse, PROT_EXEC, PROT_EXEC);
  }
  for (const int call : kRefused) {
    if (files_hidden && (call == SCMP_SYS(openat) || call == SCMP_SYS(getdents64))) continue;
    rules.on(call, kRefuse);
  }
  if (files_hidden) {
    // Landlock shows one folder only, for reading; what would write is refused here as well.
    constexpr unsigned kWrites = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND |
                                 (static_cast<unsigned>(O_TMPFILE) & ~unsigned{O_DIRECTORY});
    rules.on(SCMP_SYS(openat), SCMP_ACT_ALLOW, kWrites, O_RDONLY);
    for (unsigned bit = 1; bit != 0; bit <<= 1) {
      if ((kWrites & bit) != 0) rules.on(SCMP_SYS(openat), kRefuse, bit, bit);
    }
    rules.on(SCMP_SYS(getdents64), SCMP_ACT_ALLOW);
  }
  if (SILLOK_SANITIZED) {
    // How a sanitizer finds out whether an address can be read.
    rules.on(SCMP_SYS(pipe), SCMP_ACT_ALLOW);
    rules.on(SCMP_SYS(pipe2), SCMP_ACT_ALLOW);
  }
  return rules.failed();
}

Result<std::vector<std::uint64_t>> compile_filter(bool files_hidden) {
  const std::uint32_t otherwise = SILLOK_SANITIZED ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS;
  const Filter filter(seccomp_init(otherwise));
  if (!filter) return fail(cannot("seccomp_init", ENOMEM));
  if (const int error = add_rules(filter.get(), files_hidden); error != 0) {
    return fail(cannot("seccomp_rule_add", error));
  }
  // Compiled once here; each child then installs it in microseconds.
  const Descriptor memory(::memfd_create("filter", MFD_CLOEXEC));
  if (!memory.is_open()) return fail(cannot("memfd_create", errno));
  if (const int answer = seccomp_export_bpf(filter.get(), memory.get()); answer < 0) {
    return fail(cannot("seccomp_export_bpf", -answer));
  }
  const off_t size = ::lseek(memory.get(), 0, SEEK_END);
  static_assert(sizeof(sock_filter) == sizeof(std::uint64_t));
  std::vector<std::uint64_t> program(static_cast<std::size_t>(size) / sizeof(std::uint64_t));
  if (::pread(memory.get(), program.data(), static_cast<std::size_t>(size), 0) != size) {
    return fail(cannot("pread", errno));
  }
  return program;
}

// Whether the file system is now hidden from this process but for the font tables. A kernel without
// Landlock is no failure: then nothing at all may be opened.
bool hide_files() {
  if (SILLOK_SANITIZED) return false;
  landlock_ruleset_attr all{};
  all.handled_access_fs =
      (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // the thirteen of the first version
  const Descriptor rules(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0)));
  if (!rules.is_open()) return false;
  const Descriptor folder(::open(kFontTables, O_PATH | O_CLOEXEC | O_DIRECTORY));
  if (folder.is_open()) {
    landlock_path_beneath_attr tables{};
    tables.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    tables.parent_fd = folder.get();
    if (::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &tables, 0) !=
        0) {
      return false;
    }
  }
  return ::syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0;
}

// Root reads strangers' files as nobody. Where that user does not exist (some containers), the
// other walls must do.
void give_up_root() {
  if (::geteuid() != 0) return;
  if (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
      ::setresuid(kNobody, kNobody, kNobody) != 0) {
    return;
  }
}

bool limit(__rlimit_resource resource, rlim_t most) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return false;
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most) most = now.rlim_max;
  const rlimit wanted{most, most};
  return ::setrlimit(resource, &wanted) == 0;
}

}  // namespace

bool is_sanitized() {
  return SILLOK_SANITIZED != 0;
}

Result<Confinement> Confinement::prepare() {
  give_up_root();
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return fail(cannot("PR_SET_NO_NEW_PRIVS", errno));
  }
  // Others of the same user may not attach to it or read its memory.
  if (!is_sanitized() && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return fail(cannot("PR_SET_DUMPABLE", errno));
  }
  auto program = compile_filter(hide_files());
  if (!program) return fail(std::move(program).error());
  Confinement confinement;
  confinement.program_ = std::move(*program);
  return confinement;
}

Result<void> Confinement::enter(const Walls& walls) const {
  const bool limited = (is_sanitized() || limit(RLIMIT_AS, walls.memory_bytes)) &&
                       // One second more than the parent's clock allows, so that the parent speaks
                       // first; a child that sleeps is the parent's to end.
                       limit(RLIMIT_CPU, static_cast<rlim_t>(walls.seconds) + 1) &&
                       // A sanitizer writes its report to what may be a file.
                       (is_sanitized() || limit(RLIMIT_FSIZE, 0)) && limit(RLIMIT_CORE, 0) &&
                       limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 32);
  if (!limited) return fail(cannot("setrlimit", errno));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return fail(cannot("PR_SET_NO_NEW_PRIVS", errno));
  }
  std::vector<sock_filter> filter(program_.size());
  std::memcpy(filter.data(), program_.data(), program_.size() * sizeof(std::uint64_t));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) {
    return fail(cannot("PR_SET_SECCOMP", errno));
  }
  return {};
}

}  // namespace sillok::isolate
