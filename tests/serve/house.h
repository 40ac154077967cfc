// A small library on disk and a naive retriever over it: what the server's tests ask.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "index/retriever.h"
#include "library/library.h"
#include "serve/http.h"
#include "serve/service.h"

namespace sillok::serve {

// Scores passages by the terms they share with the question; looks at all of them every time.
class NaiveRetriever final : public index::Retriever {
 public:
  void add(const library::KeptPassage& passage);
  [[nodiscard]] Result<std::vector<index::Hit>> search(const index::Query& query) const override;
  [[nodiscard]] std::vector<double> rarity(const std::vector<std::string>& terms,
                                           const std::vector<bool>& visible_scopes) const override;
  [[nodiscard]] std::string state() const override { return "naive"; }

 private:
  struct Known {
    std::int64_t id = 0;
    std::int64_t scope = 0;
    std::vector<std::string> terms;  // sorted, each once
  };
  std::vector<Known> known_;
};

// Documents: "travel" (rules with a table and pages), "pay" (for the group hr only), "a/b ?#%<x>"
// (a hostile title, text and cells), "book" (3,000 blocks), in the collections default and hr.
class House {
 public:
  House();
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  [[nodiscard]] Response get(const std::string& target);
  [[nodiscard]] Response post(const std::string& target, const std::string& body);
  // A request as a browser on this machine or a program would send it.
  [[nodiscard]] static Request request(const std::string& method, const std::string& target,
                                       const std::string& body = {});

  Service& service() { return *service_; }
  library::Library& library() { return *library_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<library::Library> library_;
  NaiveRetriever retriever_;
  std::unique_ptr<Service> service_;
};

}  // namespace sillok::serve
