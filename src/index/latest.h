// The newest committed state of an index, as this process has it open.
//
// Readers share what is open; a look at the manifest before each use tells whether another process
// has committed since. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "index/manifest.h"
#include "result/result.h"

namespace sillok::index {

// Snapshot: default-constructible (nothing is there), with the ManifestStamp `stamp` it was opened
// under; all zeros for the one that is empty because nothing could be opened.
template <class Snapshot>
class Latest {
 public:
  using Pointer = std::shared_ptr<const Snapshot>;
  // Opens what the manifest names, taking over what the snapshot before (may be null) has open.
  using Open = std::function<Result<Pointer>(const Snapshot* before)>;

  // Opens the state that is there; one that cannot be opened leaves it empty, and trouble() says
  // why.
  Latest(std::filesystem::path folder, Open open)
      : folder_(std::move(folder)),
        open_(std::move(open)),
        snapshot_(std::make_shared<const Snapshot>()),
        tried_(manifest_stamp(folder_)) {
    if (Result<Pointer> first = open_(nullptr)) {
      take(std::move(*first));
    } else if (first.error().code != Code::not_found) {
      trouble_ = first.error();
    }
  }

  // The newest state. One that cannot be opened (another version of the program is writing, or
  // damage) leaves the one before: what is open stays sound.
  [[nodiscard]] Pointer get() const {
    const ManifestStamp stamp = manifest_stamp(folder_);
    const std::lock_guard lock(mutex_);
    if (stamp == tried_) return snapshot_;
    tried_ = stamp;
    if (Result<Pointer> fresh = open_(snapshot_.get())) {
      take(std::move(*fresh));
    } else if (fresh.error().code == Code::not_found) {
      snapshot_ = std::make_shared<const Snapshot>();
    }
    return snapshot_;
  }

  // Without looking at the disk.
  [[nodiscard]] Pointer known() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
  }

  // This process has committed it.
  void use(Pointer fresh) {
    const std::lock_guard lock(mutex_);
    take(std::move(fresh));
  }

  // Why the state there was could not be opened at first, until there is another.
  [[nodiscard]] std::optional<Error> trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
  }

 private:
  void take(Pointer fresh) const {
    snapshot_ = std::move(fresh);
    tried_ = snapshot_->stamp;
    trouble_.reset();
  }

  const std::filesystem::path folder_;
  const Open open_;
  mutable std::mutex mutex_;  // guards the three below
  mutable Pointer snapshot_;
  mutable ManifestStamp tried_;  // the manifest that was looked at last, good or bad
  mutable std::optional<Error> trouble_;
};

}  // namespace sillok::index
