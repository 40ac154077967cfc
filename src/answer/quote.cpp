// Quote mode: the sentences that answer, lifted verbatim; no model.
//
// Search gives passages; every sentence and table row in them is weighed by how much of the
// question it holds (candidates.h); the best is quoted with up to two more that are nearly as good
// or hold what it lacks. How much of the question the best place holds, weighed by rarity, is the
// confidence.
#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

#include "answer/answer.h"
#include "answer/candidates.h"
#include "answer/clarify.h"
#include "answer/confidence.h"
#include "answer/question.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

constexpr double kNearlyAsGood = 0.85;  // of the best score: quoted beside it
constexpr double kFillsGap = 0.70;      // enough when it holds what the quoted sentences lack
constexpr double kGap = 0.15;           // share of the question's weight that counts as a gap
constexpr std::size_t kNamedWhenAbstaining = 3;

std::string fresh_id() {
  unsigned long long bits = 0;
  if (getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
    bits = static_cast<unsigned long long>(
        std::chrono::steady_clock::now().time_since_epoch().count());
  }
  return fmt::format("a{:016x}", bits);
}

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

bool is_korean(std::string_view question) {
  for (std::size_t at = 0; at < question.size();) {
    if (text::is_hangul_syllable(text::next_code_point(question, at))) return true;
  }
  return false;
}

std::string abstention(std::string_view question) {
  return is_korean(question) ? "문서에 없습니다." : "The documents do not say.";
}

std::string asking_back(std::string_view question) {
  return is_korean(question) ? "어느 것을 물으시는지 골라 주세요." : "Which of these do you mean?";
}

// What the chosen sentences together hold of each word.
double gained(const Question& question, const std::vector<double>& held, const Candidate& more) {
  double gain = 0;
  for (std::size_t i = 0; i < held.size(); ++i) {
    gain += std::max(0.0, more.held[i] - held[i]) * question.words[i].weight;
  }
  return question.total <= 0 ? 0 : gain / question.total;
}

std::string_view sentence_of(const std::vector<library::KeptPassage>& passages,
                             const Candidate& candidate) {
  return std::string_view(passages[candidate.passage].passage.text)
      .substr(candidate.span.begin, candidate.span.end - candidate.span.begin);
}

std::vector<Candidate> choose(const Question& question, const std::vector<Candidate>& all,
                              const std::vector<library::KeptPassage>& passages, std::size_t most) {
  std::vector<Candidate> chosen{all.front()};
  std::vector<double> held = all.front().held;
  for (const Candidate& candidate : all) {
    if (chosen.size() >= most || candidate.score < kFillsGap * all.front().score) break;
    const bool worth = candidate.score >= kNearlyAsGood * all.front().score ||
                       gained(question, held, candidate) >= kGap;
    const bool said = std::any_of(chosen.begin(), chosen.end(), [&](const Candidate& other) {
      return sentence_of(passages, other) == sentence_of(passages, candidate);
    });
    if (!worth || said) continue;
    for (std::size_t i = 0; i < held.size(); ++i) held[i] = std::max(held[i], candidate.held[i]);
    chosen.push_back(candidate);
  }
  // The best passage first, and in each its own order.
  std::vector<std::size_t> order;
  for (const Candidate& each : chosen) order.push_back(each.passage);
  const auto place = [&](const Candidate& each) {
    return std::pair(std::find(order.begin(), order.end(), each.passage) - order.begin(),
                     each.span.begin);
  };
  std::stable_sort(chosen.begin(), chosen.end(),
                   [&](const Candidate& a, const Candidate& b) { return place(a) < place(b); });
  return chosen;
}

Citation cite(const library::KeptPassage& passage, text::Span span) {
  const std::string_view text = passage.passage.text;
  Citation citation;
  citation.document = passage.document;
  citation.title = passage.title;
  citation.file = passage.file;
  citation.passage = passage.id;
  citation.place = passage.passage.place_at(span.begin);
  citation.quote = text.substr(span.begin, span.end - span.begin);
  citation.start = text::code_points_before(text, span.begin);
  citation.end = citation.start + text::code_points_before(citation.quote, citation.quote.size());
  citation.begin = passage.passage.begin + span.begin;
  return citation;
}

// Hits whose passage is still kept, and those passages, in parallel.
Result<std::vector<library::KeptPassage>> fetch(const library::Library& library,
                                                const std::vector<bool>& visible,
                                                std::vector<index::Hit>& hits) {
  std::vector<std::int64_t> ids;
  for (const index::Hit& hit : hits) ids.push_back(hit.passage);
  Result<std::vector<library::KeptPassage>> kept = library.passages(ids);
  if (!kept) return kept;
  // The index filtered already; the library is the truth, so what it says of scope decides.
  std::erase_if(*kept, [&](const library::KeptPassage& passage) {
    const auto scope = static_cast<std::size_t>(passage.scope);
    return passage.scope < 0 || scope >= visible.size() || !visible[scope];
  });
  std::erase_if(hits, [&](const index::Hit& hit) {
    return std::none_of(kept->begin(), kept->end(), [&](const library::KeptPassage& passage) {
      return passage.id == hit.passage;
    });
  });
  return kept;
}

}  // namespace

Result<Answer> quote(const std::string& asked, const library::Asker& asker,
                     const library::Library& library, const index::Retriever& retriever,
                     const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  if (text::trimmed(asked).empty()) {
    return fail(Code::usage, "the question is empty; ask something");
  }
  if (asked.size() > kLongestQuestion) {
    return fail(Code::too_large,
                fmt::format("the question is longer than {} bytes; shorten it", kLongestQuestion));
  }
  Answer answer;
  answer.id = fresh_id();
  answer.question = asked;
  answer.text = abstention(asked);
  answer.provenance.index = retriever.state();
  answer.provenance.program = "sillok " SILLOK_VERSION;
  answer.provenance.time = now();
  answer.provenance.settings = fmt::format(R"({{"passages":{},"sentences":{},"threshold":{}}})",
                                           options.passages, options.sentences, options.threshold);

  const text::Analyzer& analyzer = text::korean_analyzer();
  Result<std::vector<bool>> visible = library.visible_scopes(asker);
  if (!visible) return fail(std::move(visible).error());
  const library::Dictionary dictionary = library.dictionary();
  const Question question =
      understand(asked, analyzer, retriever, *visible, dictionary.words.get());
  index::Query query = query_for(question);
  query.k = options.passages;
  query.visible_scopes = *visible;
  Result<std::vector<index::Hit>> hits = retriever.search(query);
  if (!hits) return fail(std::move(hits).error());
  Result<std::vector<library::KeptPassage>> passages = fetch(library, *visible, *hits);
  if (!passages) return fail(std::move(passages).error());

  const std::vector<Candidate> all = candidates(question, *hits, *passages, analyzer);
  answer.confidence = confidence(question, all);
  const auto name = [&](std::size_t i) {
    answer.evidence.push_back({(*passages)[i].id, (*passages)[i].document, (*hits)[i].score});
  };
  if (all.empty() || answer.confidence < options.threshold) {
    for (std::size_t i = 0; i < std::min(kNamedWhenAbstaining, passages->size()); ++i) name(i);
  } else if (answer.clarify = clarify(question, all, *passages, options.sentences);
             !answer.clarify.empty()) {
    answer.status = Status::unclear;
    answer.text = asking_back(asked);
    for (std::size_t i = 0; i < passages->size(); ++i) name(i);
  } else {
    answer.status = Status::answered;
    answer.text.clear();
    for (const Candidate& each : choose(question, all, *passages, options.sentences)) {
      Citation citation = cite((*passages)[each.passage], each.span);
      answer.text += (answer.text.empty() ? "" : "\n") + citation.quote;
      answer.sentences.push_back({citation.quote, Support::supported, {std::move(citation)}});
    }
    for (std::size_t i = 0; i < passages->size(); ++i) name(i);
  }
  answer.milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
  return answer;
}

}  // namespace sillok::answer
