#include <array>

#include "result/result.h"

namespace sillok {
namespace {

struct Row {
  Code code;
  std::string_view name;
  int exit_status;
  int http_status;
};

constexpr std::array<Row, 9> kTable{{
    {Code::usage, "usage", 2, 400},
    {Code::not_found, "not_found", 1, 404},
    {Code::denied, "denied", 1, 404},
    {Code::unreadable, "unreadable", 1, 422},
    {Code::too_large, "too_large", 1, 413},
    {Code::busy, "busy", 1, 503},
    {Code::storage, "storage", 1, 500},
    {Code::unsupported, "unsupported", 1, 501},
    {Code::internal, "internal", 1, 500},
}};

const Row& row(Code code) {
  for (const Row& each : kTable) {
    if (each.code == code) return each;
  }
  return kTable.back();
}

}  // namespace

std::string Error::line() const {
  return subject.empty() ? message : subject + ": " + message;
}
std::string_view name_of(Code code) {
  return row(code).name;
}
int exit_status(Code code) {
  return row(code).exit_status;
}
int http_status(Code code) {
  return row(code).http_status;
}

}  // namespace sillok
