// The record of answers.
#include <utility>

#include "library/impl.h"

namespace sillok::library {

Result<void> Library::record_answer(const std::string& id, const std::string& json) {
  const std::lock_guard lock(impl_->recording_turn);
  if (impl_->recording == nullptr) {
    Result<std::unique_ptr<Connection>> opened =
        Connection::open(impl_->folder / "library.db", Connection::Mode::write);
    if (!opened) return fail(opened.error());
    impl_->recording = std::move(*opened);
    // Does not wait for the disk: nobody's question should.
    impl_->recording->script("PRAGMA synchronous = NORMAL");
  }
  Connection& db = *impl_->recording;
  Result<void> done;
  {
    Transaction transaction(db);
    db.run("INSERT OR REPLACE INTO answers(id, recorded, json) VALUES(?, ?, ?)", id, now_utc(),
           json);
    done = transaction.commit();
  }
  db.forget_error();
  return done;
}

Result<std::string> Library::answer(const std::string& id) const {
  Impl::Reading turn(*impl_);
  std::optional<std::string> json;
  {
    Rows rows = turn.db().query("SELECT json FROM answers WHERE id = ?", id);
    if (rows.next()) json = rows.text(0);
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  if (!json) return fail(Code::not_found, "no such answer", id);
  return std::move(*json);
}

}  // namespace sillok::library
