// Compound files made in memory, so that tests can say in code what a document holds.
//
// One allocation table of up to 109 sectors, streams under 4096 bytes in the small stream, folders
// one level deep ("BodyText/Section0").
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::formats::testing {

namespace ole_writer_detail {

inline constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
inline constexpr std::uint32_t kFree = 0xFFFFFFFF;

inline void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>(i < 8 ? (value >> (8 * i)) & 0xFFu : 0));
  }
}

struct Node {
  std::string name;
  int type = 0;  // 1 folder, 2 stream, 5 root
  std::uint32_t next = kFree;
  std::uint32_t child = kFree;
  std::uint32_t start = kEndOfChain;
  std::uint64_t size = 0;
};

inline std::string entry(const Node& node) {
  std::string out;
  for (const char c : node.name) put(out, static_cast<unsigned char>(c), 2);
  out.resize(64, '\0');
  put(out, 2 * (node.name.size() + 1), 2);
  put(out, static_cast<std::uint64_t>(node.type), 1);
  put(out, 1, 1);
  put(out, kFree, 4);
  put(out, node.next, 4);
  put(out, node.child, 4);
  out.resize(116, '\0');
  put(out, node.start, 4);
  put(out, node.size, 8);
  return out;
}

// Appends content in pieces and chains them in the table; returns the first.
inline std::uint32_t store(std::string& area, std::vector<std::uint32_t>& table,
                           const std::string& content, std::size_t piece) {
  if (content.empty()) return kEndOfChain;
  const auto start = static_cast<std::uint32_t>(table.size());
  for (std::size_t at = 0; at < content.size(); at += piece) {
    std::string part = content.substr(at, piece);
    part.resize(piece, '\0');
    area += part;
    table.push_back(static_cast<std::uint32_t>(table.size() + 1));
  }
  table.back() = kEndOfChain;
  return start;
}

inline std::string table_bytes(const std::vector<std::uint32_t>& table) {
  std::string out;
  for (const std::uint32_t next : table) put(out, next, 4);
  return out;
}

}  // namespace ole_writer_detail

inline std::string make_ole(const std::vector<std::pair<std::string, std::string>>& streams) {
  using namespace ole_writer_detail;
  std::string area;
  std::string small;
  std::vector<std::uint32_t> table;
  std::vector<std::uint32_t> small_table;
  std::vector<Node> nodes = {{"Root Entry", 5}};
  std::map<std::string, std::size_t> folders = {{"", 0}};
  const auto add = [&](std::size_t parent, Node node) {
    node.next = nodes[parent].child;
    nodes[parent].child = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back(std::move(node));
    return nodes.size() - 1;
  };
  for (const auto& [path, content] : streams) {
    const std::size_t slash = path.find('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    if (!folders.contains(folder)) folders[folder] = add(0, {folder, 1});
    Node node{slash == std::string::npos ? path : path.substr(slash + 1), 2};
    node.size = content.size();
    node.start = content.size() < 4096 ? store(small, small_table, content, 64)
                                       : store(area, table, content, 512);
    add(folders[folder], node);
  }
  nodes[0].start = store(area, table, small, 512);
  nodes[0].size = small.size();
  const std::uint32_t small_at = store(area, table, table_bytes(small_table), 512);
  std::string directory;
  for (const Node& node : nodes) directory += entry(node);
  const std::uint32_t directory_at = store(area, table, directory, 512);
  // The table's own sectors stand last, and are in it.
  const std::size_t sectors = table.size() / 127 + 1;
  const std::size_t table_at = table.size();
  table.resize(table_at + sectors, 0xFFFFFFFD);
  table.resize(128 * ((table.size() + 127) / 128), kFree);

  std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  out.resize(24, '\0');
  put(out, 0x3E, 2);
  put(out, 3, 2);
  put(out, 0xFFFE, 2);
  put(out, 9, 2);
  put(out, 6, 2);
  out.resize(44, '\0');
  put(out, sectors, 4);
  put(out, directory_at, 4);
  put(out, 0, 4);
  put(out, 4096, 4);
  put(out, small_at, 4);
  put(out, 1, 4);
  put(out, kEndOfChain, 4);
  put(out, 0, 4);
  for (std::size_t i = 0; i < 109; ++i) put(out, i < sectors ? table_at + i : kFree, 4);
  return out + area + table_bytes(table);
}

}  // namespace sillok::formats::testing
