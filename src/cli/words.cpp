#include "cli/words.h"

#include <array>
#include <cstdlib>
#include <string>

namespace sillok::cli {
namespace {

struct Entry {
  Word word;
  std::string_view korean;
  std::string_view english;
};

constexpr std::array<Entry, 27> kEntries{{
    {Word::added, "문서 추가 {}, 변경 {}, 그대로 {}, 삭제 {} · 새 단락 {} · {:.1f}초",
     "documents: {} added, {} updated, {} unchanged, {} removed · {} new passages · {:.1f} s"},
    {Word::failed, "읽지 못한 파일 {}개 (자세히: sillok list --problems)",
     "{} files could not be read (see: sillok list --problems)"},
    {Word::empty_group,
     "모임 '{}'에는 아무도 없습니다(sillok.toml의 [groups]): 소유자만 보게 됩니다",
     "nobody is in the group '{}' ([groups] in sillok.toml): only the owner will see these"},
    {Word::progress, "파일 {}/{} · 단락 {} · 초당 {:.0f}", "{}/{} files · {} passages · {:.0f}/s"},
    {Word::progress_index, "색인: 단락 {}/{} · 초당 {:.0f}", "index: {}/{} passages · {:.0f}/s"},
    {Word::progress_learning, "단락에서 말의 쓰임을 배웁니다 · {:.0f}초",
     "learning from the passages how words are used · {:.0f} s"},
    {Word::progress_vectors, "벡터: 단락 {}/{}", "vectors: {}/{} passages"},
    {Word::time_left, "남은 시간 {}", "{} left"},
    {Word::removed, "문서 {}개를 지웠습니다", "{} documents removed"},
    {Word::no_documents, "문서가 없습니다", "no documents"},
    {Word::no_problems, "문제가 없습니다", "no problems"},
    {Word::heading_documents, "문서\t단락\t모음\t제목\t파일",
     "id\tpassages\tcollection\ttitle\tfile"},
    {Word::in_part, "일부만 읽음", "kept in part"},
    {Word::warning, "참고", "note"},
    {Word::not_read, "읽지 못함", "not read"},
    {Word::loss, "■ {} (파일 {}개)", "■ {} ({} files)"},
    {Word::more_problems, "… 그리고 {}가지 더 (모두 보기: --all)",
     "… and {} more (see them with --all)"},
    {Word::page, "{}쪽", "p. {}"},
    {Word::version, "{}판, {}", "version {}, {}"},
    {Word::answered, "확신도 {:.2f}", "confidence {:.2f}"},
    {Word::abstained, "문서에서 답을 찾지 못함", "not answered from the documents"},
    {Word::index_sound, "색인 이상 없음: 단락 {}, 조각 {}, {} 바이트",
     "the index is sound: {} passages, {} segments, {} bytes"},
    {Word::index_damaged, "문제 {}가지: `sillok index rebuild`로 색인을 다시 만드십시오",
     "{} findings: run `sillok index rebuild` to make the index anew"},
    {Word::index_rebuilt, "색인을 다시 만들었습니다: 단락 {}, {:.1f}초",
     "the index was made anew: {} passages, {:.1f} s"},
    {Word::nothing_found, "찾지 못했습니다", "nothing found"},
    {Word::no_dictionary, "사전에 넣은 말이 없습니다", "the dictionary is empty"},
    {Word::dictionary_removed, "{}줄을 뺐습니다", "{} lines removed"},
}};

bool is_korean() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).substr(0, 2) == "ko";
  }
  return false;
}

}  // namespace

bool speaks_korean() {
  static const bool kKorean = is_korean();
  return kKorean;
}

std::string either(std::string_view korean, std::string_view english) {
  return std::string(speaks_korean() ? korean : english);
}

std::string_view say(Word word) {
  for (const Entry& entry : kEntries) {
    if (entry.word == word) return speaks_korean() ? entry.korean : entry.english;
  }
  return "";
}

}  // namespace sillok::cli
