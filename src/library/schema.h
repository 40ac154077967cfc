// The tables of library.db and how they came to be: numbered migrations, applied in order, each in
// a transaction of its own. The number of the last one applied stands in the database
// (user_version).
#pragma once

#include <span>

#include "library/statement.h"
#include "result/result.h"

namespace sillok::library {

// "SLLK": tells a sillok library from any other SQLite database (application_id).
inline constexpr int kApplicationId = 0x534C4C4B;

struct Migration {
  int number = 0;  // from 1, rising by one
  const char* sql = nullptr;
};

// All of them, in order. A published one is never changed: a correction is a new one.
[[nodiscard]] std::span<const Migration> migrations();

// Fails with `unsupported` for a newer library or a database that is not sillok's; an empty one
// passes. Changes nothing.
[[nodiscard]] Result<void> recognise(Connection& connection, std::span<const Migration> steps,
                                     const std::filesystem::path& file);

// Brings the database to the last of `steps`, once recognised. Crash-safe between and inside steps.
[[nodiscard]] Result<void> migrate(Connection& connection, std::span<const Migration> steps,
                                   const std::filesystem::path& file);

// For readers, who change nothing: the schema must be exactly the last one. `not_found` for a
// database that no writer has finished making.
[[nodiscard]] Result<void> check_schema(Connection& connection, std::span<const Migration> steps,
                                        const std::filesystem::path& file);

}  // namespace sillok::library
