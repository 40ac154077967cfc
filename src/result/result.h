// The one way to fail: a Result holds a value or an Error. The names are those of C++23's
// std::expected, so that it can become an alias one day.
//
// Errors are values: nothing here throws. Reading value() of a failed Result is a bug and asserts.
// Partial success is data (document::Document::warnings), not an Error.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace sillok {

// What kind of failure it is; decides exit status and HTTP status (see exit_status, http_status).
enum class Code {
  usage,        // the caller asked for something malformed
  not_found,    // no such thing, or none that this person may see
  denied,       // the caller may not do this
  unreadable,   // the bytes cannot be read as what they claim to be
  too_large,    // beyond a configured limit
  busy,         // someone else holds it; trying again later may work
  storage,      // disk, database or index failed
  unsupported,  // recognised, but not something this program does
  internal,     // a bug or a broken environment
};

// What happened, to which file or request, and (inside the message) what to do about it.
struct Error {
  Code code = Code::internal;
  std::string message;  // one line, names the remedy
  std::string subject;  // file path, document id or request; may be empty

  // "subject: message", or the message alone.
  [[nodiscard]] std::string line() const;
};

// The name contracts and logs use: "usage", "not_found", ...
[[nodiscard]] std::string_view name_of(Code code);
// Process exit status for a command that failed with this code: 2 for usage, else 1.
[[nodiscard]] int exit_status(Code code);
// HTTP status for a request that failed with this code. denied answers 404 like not_found, so that
// a reply never tells whether a hidden thing exists.
[[nodiscard]] int http_status(Code code);

// Wraps an Error on its way into a Result of any type.
struct Unexpected {
  Error error;
};

[[nodiscard]] inline Unexpected fail(Code code, std::string message, std::string subject = {}) {
  return Unexpected{Error{code, std::move(message), std::move(subject)}};
}
[[nodiscard]] inline Unexpected fail(Error error) {
  return Unexpected{std::move(error)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Unexpected failure) : held_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *get(); }
  const T& value() const& { return *get(); }
  T&& value() && { return std::move(*get()); }
  T& operator*() & { return *get(); }
  const T& operator*() const& { return *get(); }
  T&& operator*() && { return std::move(*get()); }
  T* operator->() { return get(); }
  const T* operator->() const { return get(); }

  [[nodiscard]] const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&held_);
  }
  [[nodiscard]] Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&held_));
  }
  [[nodiscard]] T value_or(T other) const& { return has_value() ? *get() : std::move(other); }

 private:
  T* get() {
    assert(has_value());
    return std::get_if<0>(&held_);
  }
  const T* get() const {
    assert(has_value());
    return std::get_if<0>(&held_);
  }
  std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Unexpected failure) : error_(std::move(failure.error)), failed_(true) {}

  [[nodiscard]] bool has_value() const { return !failed_; }
  explicit operator bool() const { return has_value(); }
  void value() const { assert(has_value()); }
  [[nodiscard]] const Error& error() const& {
    assert(failed_);
    return error_;
  }
  [[nodiscard]] Error&& error() && {
    assert(failed_);
    return std::move(error_);
  }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace sillok
