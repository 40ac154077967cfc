// What was worked out for a word, kept for when the word comes again: bytes, in the order in which
// they came, close together, so that a word that is known costs two looks into memory.
//
// Holds the words asked for lately, between `most` / 2 and `most` of them: two tables, of which the
// older is dropped when the newer is full, after what was asked for again has moved over. One
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::text {

class Remembered {
 public:
  explicit Remembered(std::size_t most) : half_(most / 2) {}

  // make(word), at most 65,535 bytes, when nothing is known of the word (at most 255 characters).
  // Valid until the next call.
  template <class Make>
  std::string_view of(std::u16string_view word, Make make) {
    const std::uint32_t hash = hash_of(word);
    if (const Found known = newer_.find(hash, word); known.is_there) return known.value;
    if (newer_.size >= half_) {
      older_ = std::move(newer_);
      newer_ = Table();
    }
    if (const Found known = older_.find(hash, word); known.is_there) {
      return newer_.add(hash, word, known.value);
    }
    return newer_.add(hash, word, make(word));
  }

  // Fetches what of() will look at for each of these words, so that they wait for memory together.
  void expect(std::span<const std::u16string_view> words) {
    hashes_.clear();
    for (const std::u16string_view word : words) {
      hashes_.push_back(hash_of(word));
      __builtin_prefetch(&newer_.places[newer_.first(hashes_.back())]);
      __builtin_prefetch(&older_.places[older_.first(hashes_.back())]);
    }
    for (const std::uint32_t hash : hashes_) {
      if (!newer_.fetch(hash)) older_.fetch(hash);
    }
  }

 private:
  static std::uint32_t hash_of(std::u16string_view word) {
    return static_cast<std::uint32_t>(std::hash<std::u16string_view>{}(word));
  }
  struct Found {
    bool is_there = false;
    std::string_view value;
  };
  // Open addressing, at most half full.
  struct Table {
    struct Place {
      std::uint32_t hash = 0;
      std::uint32_t entry = 0;  // where it begins, and one; 0: free
    };
    // An entry: these sizes, the word, the value.
    struct Sizes {
      std::uint16_t word = 0;  // bytes
      std::uint16_t value = 0;
    };
    std::vector<Place> places = std::vector<Place>(1024);
    std::vector<char> entries;
    std::size_t size = 0;

    [[nodiscard]] std::size_t first(std::uint32_t hash) const { return hash & (places.size() - 1); }
    // Whether it is likely there.
    bool fetch(std::uint32_t hash) const {
      const Place& place = places[first(hash)];
      if (place.hash != hash || place.entry == 0) return false;
      __builtin_prefetch(entries.data() + place.entry - 1);
      return true;
    }
    Found find(std::uint32_t hash, std::u16string_view word) const {
      std::size_t at = first(hash);
      for (; places[at].entry != 0; at = (at + 1) & (places.size() - 1)) {
        if (places[at].hash != hash) continue;
        const char* entry = entries.data() + places[at].entry - 1;
        Sizes sizes;
        std::memcpy(&sizes, entry, sizeof(sizes));
        entry += sizeof(sizes);
        if (sizes.word == word.size() * sizeof(char16_t) &&
            std::memcmp(entry, word.data(), sizes.word) == 0) {
          return {true, {entry + sizes.word, sizes.value}};
        }
      }
      return {};
    }
    std::string_view add(std::uint32_t hash, std::u16string_view word, std::string_view value) {
      if (++size * 2 >= places.size()) grow();
      put(places, {hash, static_cast<std::uint32_t>(entries.size()) + 1});
      const Sizes sizes{static_cast<std::uint16_t>(word.size() * sizeof(char16_t)),
                        static_cast<std::uint16_t>(value.size())};
      append(&sizes, sizeof(sizes));
      append(word.data(), sizes.word);
      append(value.data(), sizes.value);
      return {entries.data() + entries.size() - sizes.value, sizes.value};
    }
    void append(const void* bytes, std::size_t count) {
      const char* const from = static_cast<const char*>(bytes);
      entries.insert(entries.end(), from, from + count);
    }
    static void put(std::vector<Place>& among, const Place& place) {
      std::size_t at = place.hash & (among.size() - 1);
      while (among[at].entry != 0) at = (at + 1) & (among.size() - 1);
      among[at] = place;
    }
    void grow() {
      std::vector<Place> more(places.size() * 2);
      for (const Place& place : places) {
        if (place.entry != 0) put(more, place);
      }
      places.swap(more);
    }
  };

  std::size_t half_;
  Table newer_;
  Table older_;
  std::vector<std::uint32_t> hashes_;
};

}  // namespace sillok::text
