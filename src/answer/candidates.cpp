#include "answer/candidates.h"

#include <algorithm>

#include "answer/match.h"
#include "answer/owner.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

// How much of a word counts when it stands not in the sentence but near it. A title names what
// every sentence below is about; neighbours are what pronouns and "다음 각 호" lean on.
constexpr double kInHeading = 0.8;  // the nearest heading or caption
constexpr double kInTitle = 0.6;    // the document's title and the headings further up
constexpr double kInNeighbour = 0.5;
constexpr double kInPassage = 0.3;
constexpr double kInLead = 0.75;  // "다음 각 호와 같다", for the items below it

// What is left of a word when the thing it goes with is said to be another's: 총장 where the term
// is a member's. Less when the sentence names both, for then it says what the one has to do with
// it.
constexpr double kOfAnother = 0.6;
constexpr double kDoesOtherwise = 0.35;

constexpr double kForKind = 0.25;       // the sentence holds the kind of thing asked for
constexpr double kForPassage = 0.5;     // the passage ranks high
constexpr double kForStub = 0.35;       // taken off a sentence that says next to nothing
constexpr double kForTitleLine = 0.12;  // taken off a line that is no sentence and no row
constexpr double kForRepealed = 0.25;   // taken off what calls itself repealed or former
constexpr double kForAnother = 0.15;    // taken off what is said of another party
constexpr std::size_t kStubCharacters = 8;

double weighted(const Question& question, const std::vector<double>& held) {
  if (question.total <= 0) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < held.size(); ++i) sum += held[i] * question.words[i].weight;
  return sum / question.total;
}

// held[i] = max(held[i], share * other[i])
void lean_on(std::vector<double>& held, const std::vector<double>& other, double share) {
  for (std::size_t i = 0; i < held.size(); ++i) held[i] = std::max(held[i], share * other[i]);
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != text.npos; });
}

// Whether a sentence announces the list that follows it.
bool is_lead(std::string_view folded) {
  return contains_any(
             folded, {"다음 각", "다음과 같", "각 호", "각호", "다음 표", "아래와 같", "다음의"}) ||
         folded.ends_with(':');
}

// Whether the question names a year that stands in the title or the file's name: 2019년 여비규정.
bool asks_for_its_year(const library::KeptPassage& passage, const Question& question) {
  constexpr std::size_t kYearDigits = 4;
  return std::any_of(question.words.begin(), question.words.end(), [&](const Word& word) {
    const bool year = word.part == Part::number && word.stem.size() >= kYearDigits &&
                      std::all_of(word.stem.begin(), word.stem.begin() + kYearDigits,
                                  [](char c) { return c >= '0' && c <= '9'; });
    if (!year) return false;
    const std::string_view digits = std::string_view(word.stem).substr(0, kYearDigits);
    return passage.title.find(digits) != std::string::npos ||
           passage.file.find(digits) != std::string::npos;
  });
}

// Whether the passage's own titles say that it is no longer in force, and the question does not ask
// for what was.
bool is_repealed(const library::KeptPassage& passage, const Question& question) {
  if (contains_any(question.text, {"폐지", "종전", "예전", "이전", "개정 전", "옛", "구 "}))
    return false;
  if (asks_for_its_year(passage, question)) return false;
  const auto says = [](std::string_view title) {
    return contains_any(title, {"폐지", "(구)", "구 규정", "구규정", "개정 전", "개정전", "종전"});
  };
  return says(passage.title) || says(passage.file) ||
         std::any_of(passage.passage.section.begin(), passage.passage.section.end(), says);
}

struct Scored {
  std::vector<text::Span> spans;
  std::vector<std::vector<double>> held;
  std::vector<Looked> looked;
};

Scored look_into(const Question& question, const library::KeptPassage& passage,
                 const text::Analyzer& analyzer) {
  Scored scored;
  const std::string_view text = passage.passage.text;
  scored.spans = text::split_sentences(text);
  for (const text::Span& span : scored.spans) {
    scored.looked.push_back(look(text.substr(span.begin, span.end - span.begin), analyzer));
    scored.held.push_back(degrees(question, scored.looked.back()));
  }
  return scored;
}

// Whose the thing of a pair of the question's words is, by one sentence.
struct Said {
  Ownership whose = Ownership::unsaid;
  bool of_it = false;  // the sentence itself holds the thing, not only the title before it
};

// [pair][sentence]
std::vector<std::vector<Said>> owners_in(const Question& question, const Scored& scored,
                                         std::string_view text) {
  std::vector<std::vector<Said>> said(question.owned.size());
  if (said.empty()) return said;
  for (const text::Span& sentence : scored.spans) {
    const text::Span bare = without_marks(text, sentence);
    const std::string folded = text::folded(text.substr(bare.begin, bare.end - bare.begin));
    for (std::size_t pair = 0; pair < said.size(); ++pair) {
      const Word& owner = question.words[question.owned[pair].owner];
      const Word& thing = question.words[question.owned[pair].thing];
      said[pair].push_back(
          {ownership(owner, thing, folded), folded.find(thing.stem) != std::string::npos});
    }
  }
  return said;
}

// Takes off what sentence `i` holds in vain: the owner where its thing is another's, and the thing
// where it stands around the sentence only and is another's there. True when it did.
bool look_at_owners(const Question& question, const Scored& scored,
                    const std::vector<std::vector<Said>>& said, std::size_t i,
                    std::vector<double>& held) {
  bool of_another = false;
  for (std::size_t pair = 0; pair < said.size(); ++pair) {
    const auto [owner, thing] = question.owned[pair];
    const std::vector<Said>& row = said[pair];
    const auto any = [&](Ownership whose) {
      return std::any_of(row.begin(), row.end(),
                         [&](const Said& each) { return each.whose == whose; });
    };
    if (row[i].whose == Ownership::other) {
      held[owner] *= scored.held[i][owner] > 0 ? kDoesOtherwise : kOfAnother;
      of_another = true;
    } else if (!row[i].of_it && any(Ownership::other) && !any(Ownership::its_own)) {
      held[thing] *= kDoesOtherwise;
      of_another = true;
    }
  }
  return of_another;
}

std::string titles_of(const library::KeptPassage& passage) {
  std::string titles = passage.title;
  for (const std::string& title : passage.passage.section) titles += "\n" + title;
  return titles + "\n" + passage.passage.context;
}

std::vector<std::string> flat_titles_of(const library::KeptPassage& passage) {
  std::vector<std::string> flat{flattened(text::folded(passage.title))};
  for (const std::string& title : passage.passage.section) {
    flat.push_back(flattened(text::folded(title)));
  }
  return flat;
}

// Whether a line is but one of the headings above it, with little around it: such a line names a
// matter and says nothing of it.
bool is_heading(const Looked& line, const std::vector<std::string>& flat_titles) {
  if (line.folded.ends_with('.') || line.folded.find(" | ") != std::string::npos) return false;
  return std::any_of(flat_titles.begin(), flat_titles.end(), [&](const std::string& title) {
    return !title.empty() && line.flat.size() < 2 * title.size() &&
           line.flat.find(title) != std::string::npos;
  });
}

// A line that neither ends as a sentence nor names a thing and its value.
bool is_title_line(const Looked& line) {
  const std::string& folded = line.folded;
  return !folded.ends_with('.') && !folded.ends_with("다") && folded.find(": ") == folded.npos;
}

void add_candidates(const Question& question, std::size_t index, double rank_score,
                    const library::KeptPassage& passage, const text::Analyzer& analyzer,
                    std::vector<Candidate>& all) {
  const Scored scored = look_into(question, passage, analyzer);
  const std::vector<std::vector<Said>> said = owners_in(question, scored, passage.passage.text);
  const std::vector<double> in_title = degrees(question, look(titles_of(passage), analyzer));
  const std::vector<std::string> flat_titles = flat_titles_of(passage);
  std::vector<double> in_heading(question.words.size(), 0);
  if (!passage.passage.section.empty()) {
    in_heading = degrees(question, look(passage.passage.section.back(), analyzer));
  }
  std::vector<double> in_passage(question.words.size(), 0);
  for (const std::vector<double>& held : scored.held) lean_on(in_passage, held, 1);
  const double repealed = is_repealed(passage, question) ? kForRepealed : 0;

  std::size_t lead = scored.spans.size();  // the last sentence that announced a list
  for (std::size_t i = 0; i < scored.spans.size(); ++i) {
    Candidate candidate;
    candidate.passage = index;
    candidate.span = without_marks(passage.passage.text, scored.spans[i]);
    candidate.held = scored.held[i];
    if (i > 0) lean_on(candidate.held, scored.held[i - 1], kInNeighbour);
    if (i + 1 < scored.held.size()) lean_on(candidate.held, scored.held[i + 1], 0.7 * kInNeighbour);
    if (lead < i) lean_on(candidate.held, scored.held[lead], kInLead);
    if (is_lead(scored.looked[i].folded)) lead = i;
    lean_on(candidate.held, in_title, kInTitle);
    lean_on(candidate.held, in_heading, kInHeading);
    lean_on(candidate.held, in_passage, kInPassage);
    candidate.of_another = look_at_owners(question, scored, said, i, candidate.held);
    candidate.coverage = weighted(question, candidate.held);
    const std::size_t length = candidate.span.end - candidate.span.begin;
    const bool says_little =
        length < 3 * kStubCharacters || is_heading(scored.looked[i], flat_titles);
    const double stub = says_little                       ? kForStub
                        : is_title_line(scored.looked[i]) ? kForTitleLine
                                                          : 0;
    const std::string_view bare =
        std::string_view(passage.passage.text).substr(candidate.span.begin, length);
    candidate.offers = offers(question, text::folded(bare));
    candidate.score = candidate.coverage + kForKind * candidate.offers + kForPassage * rank_score -
                      stub - repealed - (candidate.of_another ? kForAnother : 0);
    all.push_back(std::move(candidate));
  }
}

bool is_circled(char32_t c) {
  return c >= 0x2460 && c <= 0x2473;
}  // ①..⑳

// Behind "제12조의2" at `at`; npos if there is none.
std::size_t after_article(std::string_view text, std::size_t at) {
  constexpr std::string_view kHead = "제", kArticle = "조", kOf = "의";
  const auto digits = [&](std::size_t from) {
    while (from < text.size() && text[from] >= '0' && text[from] <= '9') ++from;
    return from;
  };
  const auto spaces = [&](std::size_t from) {
    while (from < text.size() && text[from] == ' ') ++from;
    return from;
  };
  if (!text.substr(at).starts_with(kHead)) return text.npos;
  const std::size_t number = spaces(at + kHead.size());
  std::size_t end = digits(number);
  if (end == number) return text.npos;
  end = spaces(end);
  if (!text.substr(end).starts_with(kArticle)) return text.npos;
  end += kArticle.size();
  if (text.substr(end).starts_with(kOf)) {
    const std::size_t sub = digits(end + kOf.size());
    if (sub > end + kOf.size()) end = sub;
  }
  return end;
}

// Behind a title in brackets, if one stands here.
std::size_t after_title(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"【", "】"}, {"[", "]"}}) {
    if (!text.substr(at).starts_with(open)) continue;
    const std::size_t end = text.find(close, at);
    return end == text.npos ? at : end + close.size();
  }
  return at;
}

// Behind one list mark ("①", "1.", "2)", "가.", "○", "-"); `at` if there is none.
std::size_t after_mark(std::string_view text, std::size_t at) {
  std::size_t next = at;
  if (next >= text.size()) return at;
  const char32_t c = text::next_code_point(text, next);
  if (is_circled(c) || c == U'○' || c == U'●' || c == U'□' || c == U'■' || c == U'※' || c == U'•' ||
      c == U'-' || c == U'ㅇ') {
    return next;
  }
  std::size_t end = next;
  if (text::is_digit(c)) {
    while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end < next + 2) ++end;
  } else if (!text::is_hangul_syllable(c)) {
    return at;
  }
  if (end >= text.size() || (text[end] != '.' && text[end] != ')')) return at;
  // "1. 내용", never "1.5" or "다.": a space must follow.
  return end + 1 < text.size() && text[end + 1] == ' ' ? end + 1 : at;
}

}  // namespace

text::Span without_marks(std::string_view text, text::Span span) {
  const std::string_view sentence = text.substr(0, span.end);
  std::size_t at = span.begin;
  const auto skip_spaces = [&] {
    while (at < sentence.size() && sentence[at] == ' ') ++at;
  };
  if (const std::size_t behind = after_article(sentence, at); behind != text.npos) {
    const std::size_t titled = after_title(sentence, behind);
    if (titled > behind) at = titled;
  }
  for (int marks = 0; marks < 2; ++marks) {
    skip_spaces();
    at = after_mark(sentence, at);
  }
  skip_spaces();
  constexpr std::size_t kWorthIt = 6;  // bytes: never trim a sentence to nothing
  return at + kWorthIt <= span.end ? text::Span{at, span.end} : span;
}

std::vector<Candidate> candidates(const Question& question, const std::vector<index::Hit>& hits,
                                  const std::vector<library::KeptPassage>& passages,
                                  const text::Analyzer& analyzer) {
  std::vector<Candidate> all;
  const double top = hits.empty() || hits.front().score <= 0 ? 1 : hits.front().score;
  for (std::size_t i = 0; i < passages.size() && i < hits.size(); ++i) {
    add_candidates(question, i, hits[i].score / top, passages[i], analyzer, all);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return all;
}

}  // namespace sillok::answer
