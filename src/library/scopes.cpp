// Who may see what.
#include <algorithm>

#include "library/impl.h"
#include "library/rows.h"

namespace sillok::library {
namespace {

bool may_see(const Scope& scope, const Asker& asker) {
  if (!asker.collection.empty() && scope.collection != asker.collection) return false;
  if (asker.everything || scope.groups.empty()) return true;
  return std::any_of(scope.groups.begin(), scope.groups.end(), [&](const std::string& group) {
    return std::find(asker.groups.begin(), asker.groups.end(), group) != asker.groups.end();
  });
}

}  // namespace

Result<Scope> Library::scope_of(const std::string& collection, std::vector<std::string> groups) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  const std::string list = json_of(groups);
  Impl::Writing turn(*impl_);
  turn.db().run("INSERT OR IGNORE INTO scopes(collection, groups) VALUES(?, ?)", collection, list);
  const auto id = turn.db().number("SELECT id FROM scopes WHERE collection = ? AND groups = ?",
                                   collection, list);
  if (auto done = turn.commit(); !done) return fail(done.error());
  return Scope{id.value_or(0), collection, std::move(groups)};
}

Result<std::vector<bool>> Library::visible_scopes(const Asker& asker) const {
  Impl::Reading turn(*impl_);
  std::vector<bool> visible;
  {
    Rows rows = turn.db().query("SELECT id, collection, groups FROM scopes");
    while (rows.next()) {
      const auto id = static_cast<std::size_t>(rows.integer(0));
      if (visible.size() <= id) visible.resize(id + 1, false);
      visible[id] = may_see(Scope{rows.integer(0), rows.text(1), texts_of(rows.view(2))}, asker);
    }
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return visible;
}

}  // namespace sillok::library
