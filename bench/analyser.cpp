// Megabytes of text analysed a second of processor time, one thread: analyser FILE (UTF-8; any
// text, one passage a line). The first pass meets every word for the first time, the later ones
// know the commonest.
//   g++ -O3 -std=c++20 -Isrc bench/analyser.cpp build/src/text/libsillok_text.a -licuuc -licui18n
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "text/analyzer.h"

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "");
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  for (std::string line; std::getline(file, line); lines.push_back(line)) bytes += line.size();
  if (lines.empty()) {
    std::fprintf(stderr, "analyser: name a file with text\n");
    return 1;
  }
  std::vector<sillok::text::Term> terms;
  for (int pass = 0; pass < 6; ++pass) {
    const std::clock_t began = std::clock();
    std::size_t count = 0;
    for (const std::string& line : lines) {
      terms.clear();
      sillok::text::korean_analyzer().analyse(line, terms);
      count += terms.size();
    }
    const double took = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    std::printf("pass %d: %.1f MB/s, %zu terms\n", pass, static_cast<double>(bytes) / 1e6 / took,
                count);
  }
  return 0;
}
