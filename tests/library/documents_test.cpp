#include <thread>

#include "library/library.h"
#include "setup.h"

namespace sillok::library {
namespace {

using Texts = std::vector<std::string>;

TEST(Documents, AreKeptWithEverythingThatTheyCameWith) {
  Folder folder;
  const auto library = opened(folder / "l");
  const Incoming travel =
      incoming("", "여비규정", {"시내교통비는 1일 20,000원 이내로 한다.", "끝."});
  const auto kept = keep_file(*library, "/d/여비규정.md", {travel});
  EXPECT_EQ(kept.added, 1U);
  EXPECT_EQ(kept.passages, 2U);
  const auto rows = library->list(owner()).value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id.size(), 12U);
  EXPECT_EQ(rows[0].title, "여비규정");
  EXPECT_EQ(rows[0].path, "/d/여비규정.md");
  EXPECT_EQ(rows[0].file, "여비규정.md");
  EXPECT_EQ(rows[0].version, 1);
  EXPECT_EQ(rows[0].passages, 2U);
  const auto body = library->body(rows[0].id, owner()).value();
  EXPECT_EQ(document::extracted_text(body), document::extracted_text(travel.document));
  EXPECT_EQ(body.blocks[0].section, travel.document.blocks[0].section);
  const auto passages = library->passages_of(rows[0].id).value();
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[1].passage.begin, travel.passages[1].begin);
  EXPECT_EQ(passages[0].passage.section, (Texts{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(passages[0].passage.place_at(0).article, "제1조");
  EXPECT_EQ(passages[0].passage.place_at(passages[0].passage.text.size()).page, 4);
  EXPECT_EQ(passages[1].ordinal, 1);
}

TEST(Documents, PassagesComeInTheOrderAskedWithoutThoseThatAreGone) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/a", {incoming("", "a", {"하나", "둘", "셋"})});
  const auto ids = library->passage_ids().value();
  ASSERT_EQ(ids.size(), 3U);
  const std::vector<std::int64_t> asked{ids[2], 999, ids[0]};
  const auto found = library->passages(asked).value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].passage.text, "셋");
  EXPECT_EQ(found[1].passage.text, "하나");
}

TEST(Documents, AddedTwiceChangeNothing) {
  Folder folder;
  const auto library = opened(folder / "l");
  const std::vector<Incoming> lines{incoming("k1", "하나", {"첫째"}),
                                    incoming("k2", "둘", {"둘째"})};
  keep_file(*library, "/d/lines.jsonl", lines);
  const auto change = library->last_change().value();
  const auto ids = library->passage_ids().value();
  const auto kept = keep_file(*library, "/d/lines.jsonl", lines);
  EXPECT_EQ(kept.unchanged, 2U);
  EXPECT_EQ(kept.added + kept.updated + kept.passages, 0U);
  EXPECT_EQ(library->last_change().value(), change);
  EXPECT_EQ(library->passage_ids().value(), ids);
}

TEST(Documents, UpdateMakesANewVersionUnderTheSameIdAndTheOldPassagesAreGone) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/d/a.md", {incoming("", "규정", {"한도는 10,000원", "끝"})});
  const auto before = library->list(owner()).value();
  const auto old_ids = library->passage_ids().value();
  const auto kept = keep_file(*library, "/d/a.md", {incoming("", "규정", {"한도는 20,000원"})});
  EXPECT_EQ(kept.updated, 1U);
  const auto after = library->list(owner()).value();
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].id, before[0].id);
  EXPECT_EQ(after[0].version, 2);
  EXPECT_EQ(texts(*library), (Texts{"한도는 20,000원"}));
  EXPECT_TRUE(library->passages(old_ids).value().empty());
  EXPECT_GT(library->passage_ids().value().front(), old_ids.back()) << "ids are never used again";
}

TEST(Documents, PassagesAreCountedByScope) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/a", {incoming("", "a", {"하나", "둘", "셋"})});
  keep_file(*library, "/b", {incoming("", "b", {"넷"})}, "default", {"법무"});
  Asker anyone;
  EXPECT_EQ(library->passage_count(library->visible_scopes(anyone).value()).value(), 3U);
  EXPECT_EQ(library->passage_count(library->visible_scopes(owner()).value()).value(), 4U);
  EXPECT_EQ(library->passage_count({}).value(), 0U);
}

// What a changed place alone does to a citation is as real as a changed text.
TEST(Documents, AnotherPlaceIsAnUpdateToo) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/a", {incoming("", "규정", {"본문"})});
  Incoming moved = incoming("", "규정", {"본문"});
  moved.passages[0].marks[0].page = 9;
  EXPECT_EQ(keep_file(*library, "/a", {moved}).updated, 1U);
}

TEST(Documents, LinesThatAFileNoLongerHasAreRemovedAtItsEnd) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(
      *library, "/d/l.jsonl",
      {incoming("a", "a", {"첫째"}), incoming("b", "b", {"둘째"}), incoming("c", "c", {"셋째"})});
  keep_file(*library, "/d/l.jsonl", {incoming("c", "c", {"셋째"}), incoming("a", "a", {"첫째"})});
  EXPECT_EQ(texts(*library), (Texts{"첫째", "셋째"}));
  const auto rows = library->list(owner()).value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, "c") << "listed in the file's own order";
}

TEST(Documents, AGivenIdBelongsToOneFileWhileThatIsThere) {
  Folder folder;
  const auto library = opened(folder / "l");
  const std::string first = folder.file("first.jsonl", "x").string();
  keep_file(*library, first, {incoming("1", "하나", {"첫째"})});
  const auto kept = keep_file(*library, "/elsewhere.jsonl",
                              {incoming("1", "다른 하나", {"다른 것"}),
                               incoming("2", "둘", {"둘째"}), incoming("2", "둘", {"또"})});
  ASSERT_EQ(kept.conflicts.size(), 2U);
  EXPECT_EQ(kept.conflicts[0].id, "1");
  EXPECT_EQ(kept.conflicts[0].path, first);
  EXPECT_EQ(kept.conflicts[1].path, "/elsewhere.jsonl") << "the same id twice in one file";
  EXPECT_EQ(texts(*library), (Texts{"첫째", "둘째"}));
  std::filesystem::remove(first);
  const auto again = keep_file(*library, "/third.jsonl", {incoming("1", "하나", {"셋째"})});
  EXPECT_EQ(again.updated, 1U) << "the file that had it is gone, so it is taken over";
  EXPECT_EQ(library->file(first, "default").value(), std::nullopt);
  EXPECT_EQ(texts(*library), (Texts{"둘째", "셋째"}));
}

TEST(Documents, IdsDependOnCollectionPathAndPlaceAlone) {
  std::vector<std::string> ids;
  for (const std::string path : {"/a", "/a", "/b"}) {
    Folder folder;
    const auto library = opened(folder / "l");
    if (ids.size() == 1) keep_file(*library, "/0", {incoming("", "davor", {"x"})});
    keep_file(*library, path, {incoming("", "t", {"x"})});
    ids.push_back(library->list(owner()).value().back().id);
  }
  EXPECT_EQ(ids[0], ids[1]);
  EXPECT_NE(ids[0], ids[2]);
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/a", {incoming("", "t", {"x"})}, "hr");
  EXPECT_NE(library->list(owner()).value()[0].id, ids[0]);
}

TEST(Documents, AMovedFileKeepsItsIdsAndItsOldPathMayBeUsedAgain) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/old", {incoming("", "t", {"x"})});
  const std::string id = library->list(owner()).value()[0].id;
  const auto file = library->file("/old", "default").value()->id;
  EXPECT_FALSE(library->move_file(file, "/wrong", "/new").value());
  EXPECT_TRUE(library->move_file(file, "/old", "/new").value());
  EXPECT_EQ(keep_file(*library, "/new", {incoming("", "t", {"x"})}).unchanged, 1U);
  EXPECT_EQ(keep_file(*library, "/old", {incoming("", "u", {"y"})}).added, 1U);
  const auto rows = library->list(owner()).value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, id);
  EXPECT_NE(rows[1].id, id);
}

TEST(Documents, RemovalReachesEverything) {
  Folder folder;
  const auto library = opened(folder / "l");
  const std::string sha = library->keep_original(folder.file("a.txt", "비밀")).value();
  FileState state = reading("/a", sha);
  const auto scope = library->scope_of("default", {}).value().id;
  state.id = library->note_file(state, scope).value();
  ASSERT_TRUE(library->keep(state.id, scope, std::vector{incoming("", "a", {"비밀"})}));
  ASSERT_TRUE(library->finish_file(state));
  EXPECT_TRUE(std::filesystem::exists(library->original(sha)));
  const std::string id = library->list(owner()).value()[0].id;
  const auto ids = library->passage_ids().value();
  ASSERT_TRUE(library->remove(id));
  EXPECT_TRUE(library->list(owner()).value().empty());
  EXPECT_TRUE(library->passage_ids().value().empty());
  EXPECT_EQ(library->document(id, owner()).error().code, Code::not_found);
  EXPECT_EQ(library->body(id, owner()).error().code, Code::not_found);
  EXPECT_EQ(library->file("/a", "default").value(), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(library->original(sha)));
  EXPECT_EQ(library->remove(id).error().code, Code::not_found);
  std::vector<std::int64_t> removed;
  ASSERT_TRUE(library->changes_after(0, [&](const Change& change) {
    removed.insert(removed.end(), change.removed.begin(), change.removed.end());
    return true;
  }));
  EXPECT_EQ(removed, ids);
}

TEST(Documents, AnOriginalStaysWhileAnyoneUsesIt) {
  Folder folder;
  const auto library = opened(folder / "l");
  const auto scope = library->scope_of("default", {}).value().id;
  const std::string sha = library->keep_original(folder.file("a.txt", "같은 글")).value();
  for (const std::string path : {"/a", "/b"}) {
    FileState state = reading(path, sha);
    state.id = library->note_file(state, scope).value();
    ASSERT_TRUE(library->keep(state.id, scope, std::vector{incoming("", path, {"같은 글"})}));
    ASSERT_TRUE(library->finish_file(state));
  }
  EXPECT_EQ(library->remove_path("/a").value(), 1U);
  EXPECT_TRUE(std::filesystem::exists(library->original(sha)));
  EXPECT_EQ(library->remove_path("/b").value(), 1U);
  EXPECT_FALSE(std::filesystem::exists(library->original(sha)));
}

TEST(Documents, RemovingOneLineOfAFileHasItReadAnewNextTime) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/l.jsonl", {incoming("a", "a", {"첫째"}), incoming("b", "b", {"둘째"})});
  ASSERT_TRUE(library->remove("a"));
  EXPECT_EQ(texts(*library), (Texts{"둘째"}));
  EXPECT_EQ(library->file("/l.jsonl", "default").value()->stage, "waiting");
}

TEST(Documents, RemovingAFolderTakesWhatIsBelowItAndNothingBeside) {
  Folder folder;
  const auto library = opened(folder / "l");
  for (const std::string path : {"/d/a", "/d/sub/b", "/d0", "/d.txt", "/dd/c", "/d%/x"}) {
    keep_file(*library, path, {incoming("", path, {path})});
  }
  EXPECT_EQ(library->remove_path("/d").value(), 2U);
  EXPECT_EQ(texts(*library), (Texts{"/d0", "/d.txt", "/dd/c", "/d%/x"}));
  EXPECT_EQ(library->remove_path("/d").error().code, Code::not_found);
}

TEST(Documents, RestrictedOnesAreNotThereForOthers) {
  Folder folder;
  const auto library = opened(folder / "l");
  keep_file(*library, "/open", {incoming("", "open", {"모두"})});
  keep_file(*library, "/hr", {incoming("secret", "hr", {"인사"})}, "hr", {"hr", "board"});
  const auto count = [&](const Asker& asker) { return library->list(asker).value().size(); };
  EXPECT_EQ(count(owner()), 2U);
  EXPECT_EQ(count(Asker{}), 1U);
  EXPECT_EQ(count(Asker{false, {"sales"}, ""}), 1U);
  EXPECT_EQ(count(Asker{false, {"sales", "hr"}, ""}), 2U);
  EXPECT_EQ(count(Asker{false, {"hr"}, "hr"}), 1U);
  EXPECT_EQ(count(Asker{true, {}, "none"}), 0U);
  // A hidden document is told in the same words as one that does not exist.
  const Error hidden = library->document("secret", Asker{}).error();
  EXPECT_EQ(hidden.message, library->document("nothing", Asker{}).error().message);
  EXPECT_EQ(hidden.code, Code::not_found);
  EXPECT_EQ(library->body("secret", Asker{}).error().code, Code::not_found);
  const auto visible = library->visible_scopes(Asker{}).value();
  const auto all = library->each_passage([&](const KeptPassage& passage) {
    EXPECT_EQ(static_cast<bool>(visible[static_cast<std::size_t>(passage.scope)]),
              passage.document != "secret");
    return true;
  });
  EXPECT_TRUE(all);
}

TEST(Documents, AnotherScopeReplacesThePassages) {
  Folder folder;
  const auto library = opened(folder / "l");
  const std::vector<Incoming> documents{incoming("", "t", {"글"})};
  keep_file(*library, "/a", documents);
  const auto before = library->passage_ids().value();
  EXPECT_EQ(keep_file(*library, "/a", documents, "default", {"hr"}).updated, 1U);
  EXPECT_TRUE(library->passages(before).value().empty()) << "an old index leads to nothing";
  EXPECT_TRUE(library->list(Asker{}).value().empty());
}

TEST(Documents, TogetherIsAllOrNothing) {
  Folder folder;
  const auto library = opened(folder / "l");
  const auto failed = library->together([&]() -> Result<void> {
    keep_file(*library, "/a", {incoming("", "a", {"글"})});
    return fail(Code::internal, "stopped");
  });
  EXPECT_EQ(failed.error().message, "stopped");
  EXPECT_TRUE(library->list(owner()).value().empty());
  EXPECT_EQ(library->last_change().value(), 0);
  ASSERT_TRUE(library->together([&]() -> Result<void> {
    keep_file(*library, "/a", {incoming("", "a", {"글"})});
    keep_file(*library, "/b", {incoming("", "b", {"글"})});
    EXPECT_TRUE(library->list(owner()).value().empty()) << "readers see the last commit";
    return {};
  }));
  EXPECT_EQ(library->list(owner()).value().size(), 2U);
}

TEST(Documents, AnswersAreRecordedByReadersAndWhileAnotherWrites) {
  Folder folder;
  const auto writer = opened(folder / "l");
  const auto reader = opened(folder / "l", Access::read);
  std::thread batches([&] {
    for (int i = 0; i < 20; ++i) {
      keep_file(*writer, "/f" + std::to_string(i), {incoming("", "t", {std::to_string(i)})});
    }
  });
  for (int i = 0; i < 20; ++i) {
    const std::string id = "answer" + std::to_string(i);
    ASSERT_TRUE(reader->record_answer(id, "{\"text\":\"네\"}"));
    EXPECT_EQ(reader->answer(id).value(), "{\"text\":\"네\"}");
  }
  batches.join();
  EXPECT_EQ(reader->answer("other").error().code, Code::not_found);
  EXPECT_EQ(reader->keep(1, 1, {}).error().code, Code::denied);
}

}  // namespace
}  // namespace sillok::library
