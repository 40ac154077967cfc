#include "ingest/walk.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace sillok::ingest {
namespace {

using std::filesystem::path;

// Where a person's path leads, or, when it leads nowhere, what it says.
path settled(const path& given) {
  std::error_code problem;
  path real = std::filesystem::canonical(given, problem);
  if (!problem) return real;
  real = std::filesystem::absolute(given, problem).lexically_normal();
  if (!real.has_filename()) real = real.parent_path();
  return problem ? given : real;
}

bool inside(const path& inner, const path& outer) {
  const auto [end, unused] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

bool is_left_out(const std::string& name) {
  return name.empty() || name[0] == '.' || name.rfind("~$", 0) == 0;
}

std::string words_of(int problem) {
  switch (problem) {
    case ENOENT:
    case ENOTDIR:
      return "there is no such file or folder; check the path";
    case EACCES:
    case EPERM:
      return "permission denied; check the rights of the file or folder";
    default:
      return std::string("cannot be visited (") + std::strerror(problem) + ")";
  }
}

void take_facts(const struct stat& facts, FoundFile& file) {
  file.size = static_cast<std::uint64_t>(facts.st_size);
  file.modified_ns = std::int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec;
}

}  // namespace

bool look_at(FoundFile& file) {
  struct stat facts {};
  if (stat(file.path.c_str(), &facts) != 0) return false;
  take_facts(facts, file);
  return true;
}

struct Walk::Visit {
  const std::function<bool(const FoundFile&)>& file;
  const std::function<void(const path&, const std::string&)>& problem;
  const path& library;

  // False: stop.
  bool at(const path& place, bool given) const {
    struct stat facts {};
    if (lstat(place.c_str(), &facts) != 0) {
      problem(place, words_of(errno));
      return true;
    }
    if (S_ISDIR(facts.st_mode)) return place == library || below(place);
    if (S_ISREG(facts.st_mode)) {
      FoundFile found;
      found.path = place;
      take_facts(facts, found);
      return file(found);
    }
    if (given) problem(place, "is a device, a pipe or a socket; only ordinary files are read");
    return true;
  }

  bool below(const path& folder) const {
    std::vector<std::string> names;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
      std::string name = entry->path().filename().string();
      if (!is_left_out(name)) names.push_back(std::move(name));
    }
    if (failed) problem(folder, words_of(failed.value()));
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (!at(folder / name, false)) return false;
    }
    return true;
  }
};

Walk::Walk(const std::vector<path>& paths, const path& library) : library_(settled(library)) {
  std::vector<path> all;
  for (const path& each : paths) all.push_back(settled(each));
  std::sort(all.begin(), all.end());
  for (const path& each : all) {
    if (roots_.empty() || !inside(each, roots_.back())) roots_.push_back(each);
  }
}

void Walk::each(const std::function<bool(const FoundFile&)>& file,
                const std::function<void(const path&, const std::string&)>& problem) const {
  const Visit visit{file, problem, library_};
  for (const path& root : roots_) {
    if (!visit.at(root, true)) return;
  }
}

bool Walk::covers(const path& place) const {
  return std::any_of(roots_.begin(), roots_.end(),
                     [&](const path& root) { return inside(place, root); });
}

}  // namespace sillok::ingest
