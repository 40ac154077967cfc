// What was worked out for a word, kept for when the word comes again.
//
// Holds the words asked for lately, between `most` / 2 and `most` of them: two tables, of which the
// older is dropped when the newer is full, after what was asked for again has moved over. One
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::text {

template <class Value>
class Remembered {
 public:
  explicit Remembered(std::size_t most) : half_(most / 2) {}

  // make(word) when nothing is known of the word. Valid until the next call.
  template <class Make>
  const Value& of(std::u16string_view word, Make make) {
    const auto hash = static_cast<std::uint32_t>(std::hash<std::u16string_view>{}(word));
    if (Entry* known = newer_.find(hash, word)) return known->value;
    if (newer_.entries.size() >= half_) {
      older_ = std::move(newer_);
      newer_ = Table();
    }
    if (Entry* known = older_.find(hash, word)) return newer_.add(hash, std::move(*known));
    return newer_.add(hash, {std::u16string(word), make(word)});
  }

 private:
  struct Entry {
    std::u16string word;
    Value value;
  };
  // Open addressing over the entries, at most half full.
  struct Table {
    struct Place {
      std::uint32_t hash = 0;
      std::uint32_t entry = 0;  // its number and one; 0: free
    };
    std::vector<Place> places = std::vector<Place>(1024);
    std::vector<Entry> entries;

    // Where the word is, or would be.
    std::size_t place_of(std::uint32_t hash, std::u16string_view word) const {
      std::size_t at = hash & (places.size() - 1);
      while (places[at].entry != 0 &&
             (places[at].hash != hash || entries[places[at].entry - 1].word != word)) {
        at = (at + 1) & (places.size() - 1);
      }
      return at;
    }
    Entry* find(std::uint32_t hash, std::u16string_view word) {
      const std::uint32_t entry = places[place_of(hash, word)].entry;
      return entry == 0 ? nullptr : &entries[entry - 1];
    }
    const Value& add(std::uint32_t hash, Entry entry) {
      if (entries.size() * 2 >= places.size()) grow();
      const std::size_t at = place_of(hash, entry.word);
      entries.push_back(std::move(entry));
      places[at] = {hash, static_cast<std::uint32_t>(entries.size())};
      return entries.back().value;
    }
    void grow() {
      std::vector<Place> before(places.size() * 2);
      before.swap(places);
      for (const Place& place : before) {
        if (place.entry == 0) continue;
        std::size_t at = place.hash & (places.size() - 1);
        while (places[at].entry != 0) at = (at + 1) & (places.size() - 1);
        places[at] = place;
      }
    }
  };

  std::size_t half_;
  Table newer_;
  Table older_;
};

}  // namespace sillok::text
