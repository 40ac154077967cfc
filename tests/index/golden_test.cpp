// Files of every version of the format that there has been, kept in golden/ as they were written:
// what reads them today must read them for ever, or refuse them by their version.
//
// They are never written anew. When the format changes, its version rises and
//   SILLOK_GOLDEN=FOLDER build/tests/index/index_tests --gtest_filter=Golden.Writes
// writes the files of the new version, to be kept beside the old.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "files_of_index.h"
#include "index/segment.h"
#include "index/vectors.h"
#include "index/vectors_segment.h"
#include "library_of_words.h"
#include "model/learned.h"

namespace sillok::index {
namespace {

// What stands between spaces is a word: the files must not change with the Korean analysis.
class Spaced final : public text::Analyzer {
 public:
  void analyse(std::string_view text, std::vector<text::Term>& terms) const override {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      if (end > at) {
        terms.push_back({std::string(text.substr(at, end - at)), text::TermKind::word,
                         static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      }
      at = end + 1;
    }
  }
  [[nodiscard]] std::string version() const override { return "spaced-1"; }
};

const Spaced kSpaced;

std::filesystem::path golden(const std::string& name) {
  return std::filesystem::path(SILLOK_SOURCE_DIR) / "tests/index/golden" / name;
}

// A copy that may be opened as if it were in use.
std::filesystem::path copied(const std::string& name, const Folder& folder) {
  std::filesystem::copy(golden(name), folder.path() / name,
                        std::filesystem::copy_options::recursive);
  return folder.path() / name;
}

// The segment files, in the order in which they were written.
std::set<std::filesystem::path> segments_of(const std::string& name) {
  std::set<std::filesystem::path> segments;
  for (const auto& entry : std::filesystem::directory_iterator(golden(name))) {
    if (entry.path().filename().string().starts_with("segment-")) segments.insert(entry.path());
  }
  return segments;
}

// --- the lexical index -------------------------------------------------------------------------

constexpr std::int64_t kFirstPart = 300;   // passages of the first segment: lists of three blocks
constexpr std::int64_t kSecondPart = 20;   // of the second, with many terms: a directory
constexpr std::int64_t kTermsApart = 110;  // terms that stand in one of these passages only
const std::set<std::int64_t> kGone{13, 40, 907};

Made passage(std::int64_t number) {
  Made made;
  made.id = 10 + 3 * number;
  made.scope = number / 100 % 2;
  made.title = number % 50 == 0 ? "title" : "";
  made.context = number % 25 == 0 ? "heading every" : "";
  made.body = "every";
  if (number % 3 == 0) made.body += " third third";
  if (number % 97 == 0) made.body += " seldom";
  for (std::int64_t i = 0; i < number % 7; ++i) made.body += " every";
  for (std::int64_t i = 0; number >= kFirstPart && i < kTermsApart; ++i) {
    made.body += " apart" + std::to_string(number) + "-" + std::to_string(i);
  }
  return made;
}

void write_lexical(const std::filesystem::path& folder) {
  auto index = *LexicalIndex::open(folder, kSpaced);
  std::vector<Made> made;
  for (std::int64_t number = 0; number < kFirstPart; ++number) made.push_back(passage(number));
  add_all(*index, made);
  ASSERT_TRUE(index->commit(1));
  made.clear();
  for (std::int64_t number = 0; number < kSecondPart; ++number) {
    made.push_back(passage(kFirstPart + number));
  }
  add_all(*index, made);
  ASSERT_TRUE(index->remove(std::vector<std::int64_t>(kGone.begin(), kGone.end())));
  ASSERT_TRUE(index->commit(2));
}

std::vector<std::int64_t> live() {
  std::vector<std::int64_t> ids;
  for (std::int64_t number = 0; number < kFirstPart + kSecondPart; ++number) {
    if (!kGone.contains(passage(number).id)) ids.push_back(passage(number).id);
  }
  return ids;
}

// As docs/index-format.md has it for version 1: occurrences and length with 1.5 for title and
// headings.
std::uint32_t level_of_version_1(double occurrences, double length) {
  const double share = occurrences / (occurrences + 0.8 * (0.6 + 0.4 * length / 150));
  return static_cast<std::uint32_t>(std::clamp(std::floor(share * 20 + 0.5) - 5, 0.0, 15.0));
}

// What version 1 keeps of a passage: its terms with their levels.
std::map<std::string, std::uint32_t> levels_of(const Made& made) {
  std::map<std::string, double> occurrences;
  double length = 0;
  const auto count = [&](const std::string& text, double weight) {
    std::vector<text::Term> terms;
    kSpaced.analyse(text, terms);
    for (const text::Term& term : terms) {
      occurrences[term.text] += weight;
      length += weight;
    }
  };
  count(made.title, 1.5);
  count(made.context, 1.5);
  count(made.body, 1);
  std::map<std::string, std::uint32_t> levels;
  for (const auto& [term, times] : occurrences) levels[term] = level_of_version_1(times, length);
  return levels;
}

TEST(Golden, EveryPostingOfVersion1IsRead) {
  using Postings = std::map<Key, std::vector<std::pair<std::int64_t, std::uint32_t>>>;
  Postings expected;
  for (std::int64_t number = 0; number < kFirstPart + kSecondPart; ++number) {
    const Made made = passage(number);
    for (const auto& [term, level] : levels_of(made)) {
      expected[key_of(text::TermKind::word, term)].emplace_back(made.id, level);
    }
  }
  Postings found;
  std::map<std::int64_t, std::int64_t> scopes;
  for (const std::filesystem::path& path : segments_of("lexical-1")) {
    const auto segment = Segment::open(path, "spaced-1");
    ASSERT_TRUE(segment) << segment.error().line();
    EXPECT_EQ(segment->verify(), std::vector<std::string>{}) << path;
    for (std::uint32_t term = 0; term < segment->terms(); ++term) {
      const PostingList list = segment->list(term);
      EXPECT_EQ(segment->find(segment->key(term)).count(), list.count());
      Block block;
      for (std::uint32_t b = 0; b < list.blocks(); ++b) {
        ASSERT_TRUE(list.unpack(b, block));
        for (std::uint32_t i = 0; i < block.count; ++i) {
          found[segment->key(term)].emplace_back(segment->id(block.passages[i]), block.levels[i]);
        }
      }
    }
    for (std::uint32_t run = 0; run < segment->runs(); ++run) {
      scopes[segment->id(segment->run(run).first)] = segment->run(run).scope;
    }
  }
  EXPECT_EQ(found, expected);
  for (std::int64_t number = 0; number < kFirstPart + kSecondPart; ++number) {
    const Made made = passage(number);
    EXPECT_EQ(std::prev(scopes.upper_bound(made.id))->second, made.scope) << made.id;
  }
}

std::set<std::int64_t> found_by(const LexicalIndex& index, const std::string& text,
                                const std::vector<bool>& visible) {
  Query query;
  query.text = text;
  query.k = 1'000;
  query.visible_scopes = visible;
  std::set<std::int64_t> ids;
  const auto hits = index.search(query);
  EXPECT_TRUE(hits);
  if (!hits) return ids;
  for (const Hit& hit : *hits) ids.insert(hit.passage);
  return ids;
}

TEST(Golden, AnIndexOfVersion1IsSearchedAndWrittenOn) {
  const Folder folder;
  const std::filesystem::path path = copied("lexical-1", folder);
  auto index = *LexicalIndex::open(path, kSpaced);
  EXPECT_EQ(index->change(), 2);
  EXPECT_EQ(index->check().damage, std::vector<std::string>{});
  EXPECT_EQ(index->passages(), live());
  for (const char* term : {"every", "third", "seldom", "title", "heading", "apart303-7", "never"}) {
    for (const std::vector<bool>& visible :
         {std::vector<bool>{true, true}, {true, false}, {false, true}}) {
      std::set<std::int64_t> expected;
      for (std::int64_t number = 0; number < kFirstPart + kSecondPart; ++number) {
        const Made made = passage(number);
        const bool seen = visible[static_cast<std::size_t>(made.scope)] && !kGone.contains(made.id);
        if (seen && levels_of(made).contains(term)) expected.insert(made.id);
      }
      EXPECT_EQ(found_by(*index, term, visible), expected) << term;
    }
  }
  const Entry more{5'000, 0, "", "", "every fresh"};
  ASSERT_TRUE(index->add({&more, 1}));
  ASSERT_TRUE(index->remove(std::vector<std::int64_t>{10}));
  ASSERT_TRUE(index->commit(3));
  index = *LexicalIndex::open(path, kSpaced);
  EXPECT_EQ(index->check().damage, std::vector<std::string>{});
  EXPECT_EQ(index->passages().size(), live().size());
  EXPECT_EQ(found_by(*index, "fresh", {true, true}), std::set<std::int64_t>{5'000});
}

// --- the vectors -------------------------------------------------------------------------------

constexpr std::size_t kDimensions = 66;  // more than one word of signs
constexpr std::int64_t kVectors = 67;    // more than one group
const std::set<std::int64_t> kVectorsGone{12, 71};

// Whole numbers between -127 and 127, the first of them 127: codes come out as they go in.
std::array<int, kDimensions> codes_of(std::int64_t number) {
  std::array<int, kDimensions> codes{};
  std::uint32_t state = 17 + static_cast<std::uint32_t>(number);
  for (int& code : codes) {
    state = state * 1'664'525 + 1'013'904'223;
    code = static_cast<int>((state >> 16U) % 255) - 127;
  }
  codes[0] = 127;
  return codes;
}

std::vector<float> vector_of(std::int64_t number) {
  std::vector<float> vector;
  for (const int code : codes_of(number)) vector.push_back(static_cast<float>(code));
  return vector;
}

std::int64_t vector_id(std::int64_t number) {
  return 5 + number;
}

void write_vectors(const std::filesystem::path& folder) {
  auto store = *VectorIndex::open(folder, "golden-1", kDimensions);
  for (std::int64_t number = 0; number < kVectors; ++number) {
    const std::vector<float> vector = vector_of(number);
    const VectorEntry entry{vector_id(number), number / 40, vector};
    ASSERT_TRUE(store->add({&entry, 1}));
  }
  ASSERT_TRUE(store->commit(1));
  ASSERT_TRUE(store->remove(std::vector<std::int64_t>(kVectorsGone.begin(), kVectorsGone.end())));
  ASSERT_TRUE(store->commit(2));
}

TEST(Golden, EveryVectorOfVersion1IsRead) {
  const std::set<std::filesystem::path> segments = segments_of("vectors-1");
  ASSERT_EQ(segments.size(), 1U);
  const auto segment = VectorSegment::open(*segments.begin(), "golden-1/66", kDimensions);
  ASSERT_TRUE(segment) << segment.error().line();
  EXPECT_EQ(segment->verify(), std::vector<std::string>{});
  ASSERT_EQ(segment->passages(), kVectors);
  ASSERT_EQ(segment->runs(), 2U);
  EXPECT_EQ(segment->run(1).first, 40U);
  for (std::int64_t number = 0; number < kVectors; ++number) {
    const auto at = static_cast<std::uint32_t>(number);
    EXPECT_EQ(segment->id(at), vector_id(number));
    const Quantised kept = segment->vector(at);
    const std::array<int, kDimensions> codes = codes_of(number);
    double length = 0;
    for (std::size_t i = 0; i < kDimensions; ++i) {
      EXPECT_EQ(kept.codes[i], codes[i]);
      EXPECT_EQ(kept.signs[i / 64] >> (i % 64) & 1U, codes[i] > 0 ? 1U : 0U);
      length += double{kept.scale} * double{kept.scale} * codes[i] * codes[i];
    }
    EXPECT_NEAR(length, 1, 1e-5);
  }
}

TEST(Golden, AStoreOfVersion1IsSearchedAndWrittenOn) {
  const Folder folder;
  const std::filesystem::path path = copied("vectors-1", folder);
  auto store = *VectorIndex::open(path, "golden-1", kDimensions);
  EXPECT_EQ(store->change(), 2);
  EXPECT_EQ(store->check().damage, std::vector<std::string>{});
  EXPECT_EQ(store->size(), static_cast<std::size_t>(kVectors) - kVectorsGone.size());
  for (std::int64_t number = 0; number < kVectors; ++number) {
    const auto hits = store->search(vector_of(number), 1, {number < 40, number >= 40});
    const bool gone = kVectorsGone.contains(vector_id(number));
    EXPECT_EQ(!hits.empty() && hits.front().passage == vector_id(number), !gone) << number;
    if (!gone) {
      EXPECT_NEAR(hits.front().score, 1, 1e-3);
    }
  }
  const std::vector<float> vector = vector_of(1'000);
  const VectorEntry more{1'000, 0, vector};
  ASSERT_TRUE(store->add({&more, 1}));
  ASSERT_TRUE(store->commit(3));
  store = *VectorIndex::open(path, "golden-1", kDimensions);
  EXPECT_EQ(store->check().damage, std::vector<std::string>{});
  EXPECT_EQ(store->search(vector, 1, {true, true}).front().passage, 1'000);
}

// --- the learned embedder ----------------------------------------------------------------------

// "cccc" is known by the three letters in it as well.
const std::map<model::FeatureKey, std::int64_t> kRows{
    {static_cast<model::FeatureKey>(key_of(text::TermKind::word, "aa") >> 16U), 1},
    {static_cast<model::FeatureKey>(key_of(text::TermKind::word, "bbb") >> 16U), 2},
    {static_cast<model::FeatureKey>(key_of(static_cast<text::TermKind>(16), "ccc") >> 16U), 3}};

// Whole numbers between -127 and 127 with a 127 among them.
std::vector<float> row_of(std::int64_t number) {
  std::vector<float> row;
  while (row.size() < model::kLearnedDimensions) {
    for (const float each : vector_of(4 * number + static_cast<std::int64_t>(row.size()))) {
      if (row.size() < model::kLearnedDimensions) row.push_back(each);
    }
  }
  return row;
}

void write_learned_file(const std::filesystem::path& folder) {
  model::LearnedTable table;
  table.passages = 77;
  for (const auto& [key, number] : kRows) {
    table.keys.push_back(key);
    const std::vector<float> row = row_of(number);
    table.rows.insert(table.rows.end(), row.begin(), row.end());
  }
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "learned", std::ios::binary) << model::to_bytes(table, kSpaced);
}

TEST(Golden, AnEmbedderOfVersion1IsRead) {
  const std::string bytes = read_file(golden("learned-1") / "learned");
  const auto embedder = model::LearnedEmbedder::open(bytes, nullptr, kSpaced, "learned");
  ASSERT_TRUE(embedder) << embedder.error().line();
  EXPECT_EQ((*embedder)->passages(), 77U);
  EXPECT_EQ((*embedder)->features(), 3U);
  const std::string_view text = "aa bbb aa cccc dd";
  const auto vectors = (*embedder)->embed({&text, 1}, model::Purpose::passage);
  ASSERT_TRUE(vectors);
  // 1 + ln of how often: aa and ccc stand there twice.
  const double twice = 1 + std::log(2.0);
  std::vector<double> sum(model::kLearnedDimensions);
  double length = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] = twice * double{row_of(1)[i]} + double{row_of(2)[i]} + twice * double{row_of(3)[i]};
    length += sum[i] * sum[i];
  }
  for (std::size_t i = 0; i < sum.size(); ++i) {
    EXPECT_NEAR(vectors->front()[i], sum[i] / std::sqrt(length), 1e-5) << i;
  }
}

// Not a test but the writer, where it is asked to; see above.
TEST(Golden, Writes) {
  const char* folder = std::getenv("SILLOK_GOLDEN");
  if (folder == nullptr) return;
  write_lexical(std::filesystem::path(folder) / "lexical-1");
  write_vectors(std::filesystem::path(folder) / "vectors-1");
  write_learned_file(std::filesystem::path(folder) / "learned-1");
}

}  // namespace
}  // namespace sillok::index
