"""add, list, show, remove and index, as their users see them."""

import fcntl
import os
import re
import sqlite3
import subprocess
import unittest

from program import RULES, Case, line_of


class Library(Case):
    def test_a_folder_goes_in_is_shown_and_comes_out(self):
        self.write("d/여비규정.md", RULES)
        self.write("d/sub/corpus.jsonl", line_of("k1", "서울은 한국의 수도이다.") + line_of("k2", "부산은 항구이다."))
        done = self.expect(0, "add", self.path("d"), "--json").json
        self.assertEqual((done["added"], done["updated"], done["unchanged"], done["failed"]), (3, 0, 0, []))
        self.assertGreater(done["passages"], 3)
        self.assertGreater(done["seconds"], 0)
        documents = self.documents()
        self.assertEqual([d["id"] for d in documents if d["format"] == "jsonl"], ["k1", "k2"])
        rules = next(d for d in documents if d["format"] != "jsonl")
        self.assertRegex(rules["id"], r"^[0-9a-f]{12}$")
        self.assertEqual(rules["path"], self.path("d/여비규정.md"))
        self.assertIn(rules["id"], self.expect(0, "list").out)
        shown = self.expect(0, "show", rules["id"]).out
        self.assertIn("시내교통비는 1일 20,000원 이내로 한다.", shown)
        self.assertIn("제2조제1항〕", shown)
        body = self.expect(0, "show", rules["id"], "--json").json
        self.assertEqual(body["document"], rules["id"])
        self.assertTrue(any("시내교통비" in block["text"] for block in body["body"]["blocks"]))
        self.expect_sound()
        self.expect(0, "remove", rules["id"])
        self.expect(0, "remove", self.path("d/sub"))
        self.assertEqual(self.documents(), [])
        self.assertEqual(self.expect(1, "show", rules["id"]).out, "")
        self.assertEqual(self.expect_sound()["passages"], 0)
        self.assertEqual([f for _, _, files in os.walk(self.path("library/originals")) for f in files], [])

    def test_twice_changes_nothing_and_an_update_is_a_new_version(self):
        path = self.write("여비규정.md", RULES)
        self.expect(0, "add", path)
        before = self.documents()
        done = self.expect(0, "add", path, "--json").json
        self.assertEqual((done["added"], done["updated"], done["unchanged"], done["passages"]), (0, 0, 1, 0))
        self.assertEqual(self.documents(), before)
        self.write("여비규정.md", RULES.replace("20,000원", "25,000원"))
        done = self.expect(0, "add", path, "--json").json
        self.assertEqual((done["added"], done["updated"], done["unchanged"]), (0, 1, 0))
        after = self.documents()
        self.assertEqual(after[0]["id"], before[0]["id"])
        self.assertEqual(after[0]["version"], 2)
        found = self.expect(0, "search", "시내교통비 한도", "--json").out
        self.assertIn("25,000원", found)
        self.assertNotIn("20,000원", found)
        self.expect_sound()

    def test_words_of_ones_own_hold_from_the_next_question_on(self):
        self.write("여비규정.md", RULES)
        self.expect(0, "add", self.path("여비규정.md"))
        self.assertEqual(self.expect(0, "search", "붕붕값", "--mode", "lexical", "--json").json["hits"], [])
        self.expect(2, "dictionary", "add", "붕붕값")
        self.expect(0, "dictionary", "add", "붕붕값 > 시내교통비")
        self.assertEqual(self.expect(0, "dictionary", "list").out, "붕붕값 > 시내교통비\n")
        found = self.expect(0, "search", "붕붕값", "--mode", "lexical", "--explain", "--json").json
        self.assertIn("20,000원", found["hits"][0]["text"])
        self.assertIn(
            {"said": "붕붕값", "written": "시내교통비", "strength": 1.0, "source": "dictionary"}, found["bridges"]
        )
        terms = found["hits"][0]["explain"]["terms"]
        self.assertAlmostEqual(sum(term["gives"] for term in terms), found["hits"][0]["score"])
        shown = self.expect(0, "search", "붕붕값", "--mode", "lexical", "--explain").out
        self.assertIn("붕붕값 → 시내교통비 [dictionary]", shown)
        self.assertEqual(found["hits"][0]["explain"]["features"], {})
        ranked = self.expect(0, "search", "시내교통비", "--explain", "--json").json["hits"][0]["explain"]
        self.assertEqual(ranked["features"]["score_share"], 1)
        self.assertGreater(ranked["features"]["words_body"], 0)
        self.assertIn("score_share = 1.000", self.expect(0, "search", "시내교통비", "--explain").out)
        self.write("library/dictionary.txt", "붕붕값 > 시내교통비\n아무말\n")
        self.assertIn("dictionary.txt, line 2", self.expect(0, "search", "붕붕값", "--mode", "lexical").err)
        self.expect(0, "dictionary", "remove", "붕붕값")
        self.expect(1, "dictionary", "remove", "붕붕값")
        self.assertEqual(self.expect(0, "search", "붕붕값", "--mode", "lexical", "--json").json["hits"], [])

    def test_what_a_name_stands_for_is_searched_and_explained_but_never_shown(self):
        long = "대관심의위원회"
        self.write("시설.txt", f"시설 운영 규정\n제1조(설치) {long}(이하 “위원회”라 한다)를 둔다.\n"
                   "제2조(회의) 위원회는 분기마다 정기회의를 연다.\n제3조(비용) 경비는 예산에서 낸다.\n")
        self.expect(0, "add", self.path("시설.txt"))
        hits = self.expect(0, "search", f"{long} 정기회의", "--explain", "--json").json["hits"]
        meeting = next(hit for hit in hits if "분기마다" in hit["text"])
        self.assertIs(meeting, hits[0])
        term = next(term for term in meeting["explain"]["terms"] if term["term"] == long)
        self.assertEqual(term["fields"], {"definitions": 1})
        self.assertNotIn(long, meeting["text"])
        self.assertNotIn(long, self.expect(0, "show", meeting["passage"]).out)
        self.assertIn(f"{long}  word (definitions)", self.expect(0, "search", f"{long} 정기회의", "--explain").out)
        answer = self.run_it("ask", f"{long} 정기회의는 언제 여나요?", "--json").json
        self.assertFalse([s for s in answer["sentences"] if long in s["text"] and "분기마다" in s["text"]])

    def test_passages_and_answers_are_shown_by_id(self):
        self.write("여비규정.md", RULES)
        self.expect(0, "add", self.path("여비규정.md"))
        hit = self.expect(0, "search", "시내교통비", "--json").json["hits"][0]
        self.assertIn("시내교통비", self.expect(0, "show", str(hit["passage"])).out)
        passage = self.expect(0, "show", str(hit["passage"]), "--json").json
        self.assertEqual(passage["document"], hit["document"])
        asked = self.run_it("ask", "시내교통비는 하루에 얼마인가요?", "--json")
        self.assertIn(asked.status, (0, 4))
        answer = asked.json
        self.assertEqual(self.expect(0, "show", answer["id"], "--json").json, answer)
        shown = self.expect(0, "show", answer["id"]).out
        self.assertIn("시내교통비는 하루에 얼마인가요?", shown)
        self.assertIn(answer["provenance"]["program"], shown)

    def test_restricted_documents_are_not_there_for_others(self):
        self.write("library/sillok.toml", '[groups]\nhr = ["kim"]\n')
        self.write("open.md", "# 공개\n\n공개된 글이다.\n")
        self.write("hr.md", "# 인사\n\n비밀스러운 글이다.\n")
        self.expect(0, "add", self.path("open.md"))
        done = self.expect(0, "add", self.path("hr.md"), "--allow", "hr", "--collection", "인사")
        self.assertEqual(done.err, "")
        everything = {d["title"]: d["id"] for d in self.documents()}
        self.assertEqual(len(everything), 2)
        self.assertEqual(len(self.documents("--as", "kim")), 2)
        self.assertEqual([d["title"] for d in self.documents("--as", "lee")], ["공개"])
        hidden = self.run_it("show", everything["인사"], "--as", "lee")
        self.assertEqual(hidden.status, 1)
        missing = self.run_it("show", "0123456789ab", "--as", "lee")
        self.assertEqual(hidden.err.replace(everything["인사"], "ID"), missing.err.replace("0123456789ab", "ID"))
        found = self.expect(0, "search", "비밀스러운 글", "--as", "lee", "--json").json["hits"]
        self.assertNotIn(everything["인사"], [hit["document"] for hit in found])
        told = self.expect(0, "add", self.path("open.md"), "--allow", "nobody").err
        self.assertIn("nobody", told)

    def test_people_are_spoken_to_in_their_language(self):
        path = self.write("여비규정.md", RULES)
        self.assertIn("documents: 1 added", self.expect(0, "add", path).out)
        for variables in ({"LC_ALL": "ko_KR.UTF-8"}, {"LC_ALL": "", "LANG": "ko_KR.UTF-8"}):
            self.assertIn("문서 추가 0", self.expect(0, "add", path, environment=variables).out)
        korean = {"LC_ALL": "ko_KR.UTF-8"}
        told = self.run_it("add", self.write("빈 파일.txt", ""), environment=korean).err
        self.assertRegex(told, "빈 파일.txt: 글이 없는 파일 · .*확인하십시오.* \\(is empty")
        told = self.run_it("show", "0123456789ab", environment=korean).err
        self.assertIn("0123456789ab: 그런 것이 없습니다 (", told)

    def test_the_help_is_in_one_language(self):
        def pages(words=()):
            """The help of a command and of all those under it."""
            page = self.expect(0, *words, "--help", environment={"LC_ALL": "ko_KR.UTF-8"}).out
            yield words, page
            _, _, commands = page.partition("\n명령:\n")
            for name in re.findall(r"^  (\w+) ", commands, re.MULTILINE):
                yield from pages((*words, name))

        seen = list(pages())
        self.assertGreater(len(seen), 15)
        for words, page in seen:
            with self.subTest(words):
                self.assertRegex(page, "[가-힣]")
                self.assertNotRegex(page, "Usage|Options:|Commands:|REQUIRED|Positionals")
                # Each line that explains something explains it in Korean.
                for line in re.findall(r"^  \S.*?  +(\S.*)$", page, re.MULTILINE):
                    self.assertRegex(line, "[가-힣]")

    def test_the_index_is_rebuilt_from_the_library(self):
        self.expect(0, "add", self.write("a.jsonl", "".join(line_of(f"k{i}", f"글 {i}") for i in range(50))))
        before = self.expect(0, "search", "글 7", "--json").json["hits"]
        for name in os.listdir(self.path("library/index")):
            path = self.path("library/index", name)
            if os.path.isfile(path) and os.path.getsize(path) > 100:
                with open(path, "r+b") as file:
                    file.seek(os.path.getsize(path) // 2)
                    byte = file.read(1)
                    file.seek(-1, os.SEEK_CUR)
                    file.write(bytes([byte[0] ^ 0xFF]))
        damaged = self.run_it("index", "check")
        self.assertEqual(damaged.status, 1, damaged.out)
        self.assertIn("index rebuild", damaged.out)
        self.assertEqual(self.expect(0, "index", "rebuild", "--json").json["passages"], 50)
        self.expect_sound()
        self.assertEqual(self.expect(0, "search", "글 7", "--json").json["hits"], before)


class OneWriter(Case):
    def test_the_second_is_told_who_writes_and_readers_go_on(self):
        path = self.write("여비규정.md", RULES)
        self.expect(0, "add", path)
        with open(self.path("library/writer.lock"), "w+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            for arguments in (["add", path], ["remove", path], ["index", "rebuild"]):
                refused = self.expect(1, *arguments)
                self.assertIn(f"process {os.getpid()} is writing", refused.err)
                self.assertEqual(refused.err.count("\n"), 1)
            self.expect(0, "list")
            self.expect(0, "search", "시내교통비")
            self.assertIn(self.run_it("ask", "시내교통비는 얼마인가요?").status, (0, 4))
        self.expect(0, "add", path)

    def test_answers_are_recorded_while_documents_go_in(self):
        self.expect(0, "add", self.write("여비규정.md", RULES))
        self.write("big.jsonl", "".join(line_of(f"k{i}", f"긴 글 {i} " * 40) for i in range(20_000)))
        writer = subprocess.Popen(self.command(["add", self.path("big.jsonl")]), env=self.environment(),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        asked = 0
        while writer.poll() is None and asked < 20:
            done = self.run_it("ask", "시내교통비는 얼마인가요?", "--json")
            self.assertIn(done.status, (0, 4), done.err)
            self.assertEqual(done.err, "", "the answer was recorded")
            self.expect(0, "show", done.json["id"])
            asked += 1
        self.assertEqual(writer.wait(), 0)
        self.assertGreater(asked, 0)
        self.expect_sound()

    def test_a_newer_library_is_left_alone(self):
        path = self.write("여비규정.md", RULES)
        self.expect(0, "add", path)
        database = sqlite3.connect(self.path("library/library.db"))
        database.execute("PRAGMA user_version = 99")
        database.close()
        for arguments in (["add", path], ["list"], ["index", "rebuild"], ["search", "x"]):
            refused = self.expect(1, *arguments)
            self.assertIn("written by a newer version of sillok (schema 99); use that version", refused.err)


class Configured(Case):
    def test_unknown_keys_and_variables_are_named(self):
        path = self.write("library/sillok.toml", "[reading]\nsecond = 3\n")
        refused = self.expect(2, "list")
        self.assertIn(path, refused.err)
        self.assertIn("'reading.second'", refused.err)
        os.remove(path)
        refused = self.expect(2, "list", environment={"SILLOK_READING_SECOND": "3"})
        self.assertIn("SILLOK_READING_SECOND", refused.err)

    def test_the_library_comes_from_the_flag_or_the_variable(self):
        other = self.path("other")
        self.expect(0, "add", self.write("a.md", RULES), library=other)
        self.expect(1, "list")
        variable = {"SILLOK_LIBRARY": other}
        self.expect(1, "list", environment=variable)  # the flag rules
        done = subprocess.run([self.command([])[0], "list"], env=self.environment(**variable),
                              capture_output=True)
        self.assertEqual(done.returncode, 0)

    def test_wrong_usage_is_status_two(self):
        for arguments in ([], ["add"], ["nonsense"], ["show"], ["list", "--no-such-flag"], ["index"]):
            self.expect(2, *arguments)


if __name__ == "__main__":
    unittest.main()
