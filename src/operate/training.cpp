#include "operate/training.h"

#include <fmt/format.h>

namespace sillok::operate {

TrainingRows::TrainingRows(const std::filesystem::path& file) : file_(file), out_(file) {}

Result<TrainingRows> TrainingRows::create(const std::filesystem::path& file) {
  TrainingRows rows(file);
  if (!rows.out_) return fail(Code::storage, "cannot be written; check the path", file.string());
  rows.out_ << "question\trelevance";
  for (std::size_t i = 0; i < index::kFeatures; ++i) {
    rows.out_ << '\t' << index::name_of(static_cast<index::Feature>(i));
  }
  rows.out_ << '\n';
  return rows;
}

void TrainingRows::add(const std::string& question, std::span<const index::Candidate> candidates,
                       const Relevance& relevance) {
  for (const index::Candidate& candidate : candidates) {
    out_ << question << '\t' << relevance(candidate.hit.passage);
    for (const float value : candidate.features) out_ << fmt::format("\t{:.5g}", value);
    out_ << '\n';
  }
}

Result<void> TrainingRows::finish() {
  out_.flush();
  if (!out_) return fail(Code::storage, "could not be written whole", file_.string());
  return {};
}

}  // namespace sillok::operate
