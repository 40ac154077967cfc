"""Bad input: one clear line for each, naming the file; the rest goes on."""

import os
import resource
import shutil
import signal
import subprocess
import unittest

import program
from program import RULES, Case, line_of

NOBODY = 65534


class Problems(Case):
    def add_some(self):
        self.write("d/empty.md", "")
        self.write("d/program.bin", b"\x7fELF" + bytes(range(256)) * 8)
        self.write("d/table.csv", "가," * 1500 + "\n")
        self.write("d/good.md", RULES)
        for number in range(25):
            self.write(f"d/b{number}.docx", b"PK\x03\x04" + bytes([number]) * 20)
        self.expect(3, "add", self.path("d"))

    def test_kinds_counts_and_remedies(self):
        self.add_some()
        listed = self.expect(0, "list", "--problems", "--json").json
        kinds = {kind["kind"]: kind for kind in listed["kinds"]}
        self.assertEqual(set(kinds), {"empty", "not_a_document", "passed_over", "damaged"})
        self.assertEqual(listed["kinds"][0]["kind"], "damaged", "the most frequent first")
        self.assertEqual(kinds["damaged"]["files"], 25)
        self.assertTrue(all(kind["remedy"] for kind in listed["kinds"]))
        of_table = [p for p in listed["problems"] if p["path"].endswith("table.csv")]
        self.assertEqual([(p["stage"], p["kind"]) for p in of_table], [("warning", "passed_over")])
        self.assertIn("1000", of_table[0]["reason"])

    def test_people_read_it_in_their_language(self):
        self.add_some()
        english = self.expect(0, "list", "--problems").out
        self.assertIn("damaged (25 files)", english)
        self.assertIn("  → get a whole copy", english)
        self.assertIn("5 more", english)
        self.assertEqual(english.count("\tnot read") + english.count("  not read"), 22)
        self.assertEqual(self.expect(0, "list", "--problems", "--all").out.count("  not read"), 27)
        korean = self.expect(0, "list", "--problems", environment={"LC_ALL": "ko_KR.UTF-8"}).out
        self.assertIn("손상된 파일 (파일 25개)", korean)
        self.assertIn("  → 온전한 사본을", korean)

    def test_only_of_the_collection_asked_for(self):
        self.write("d/empty.md", "")
        self.write("d/good.md", RULES)
        self.expect(3, "add", self.path("d"), "--collection", "a")
        self.assertEqual(self.expect(0, "list", "--problems", "--json", "--collection", "b").json,
                         {"problems": [], "kinds": []})


class BadFiles(Case):
    def expect_told(self, path, words, status=3):
        """A good file beside the bad one goes in; the bad one gets one line with `words`."""
        good = self.write("good.md", RULES)
        outcome = self.run_it("add", path, good)
        self.assertEqual(outcome.status, status, outcome.err)
        lines = outcome.err.splitlines()
        self.assertEqual(len(lines), 1, outcome.err)
        self.assertIn(path, lines[0])
        self.assertRegex(lines[0].lower(), words)
        self.assertEqual(len(self.documents()), 1)
        if os.path.isfile(path):
            listed = self.expect(0, "list", "--problems").out
            self.assertIn(path, listed)
        return lines[0]

    def test_an_empty_file(self):
        self.expect_told(self.write("empty.md", ""), "empty")

    def test_a_truncated_zip(self):
        self.expect_told(self.write("broken.docx", b"PK\x03\x04" + b"\x14\x00" * 20), "zip|damaged|truncated|cut")

    def test_a_file_that_is_no_document(self):
        self.expect_told(self.write("program.bin", b"\x7fELF" + bytes(range(256)) * 8), "not|support")

    def test_a_missing_file(self):
        self.expect_told(self.path("missing.md"), "no such file")

    def test_a_pipe(self):
        os.mkfifo(self.path("pipe"))
        self.expect_told(self.path("pipe"), "ordinary files")

    def test_two_gigabytes(self):
        path = self.path("huge.md")
        with open(path, "wb") as file:
            file.truncate(2 << 30)
        self.expect_told(path, "2048 mb")
        self.assertLess(sum(os.path.getsize(os.path.join(folder, name))
                            for folder, _, names in os.walk(self.library) for name in names), 10 << 20,
                        "it was not copied")

    def test_only_bad_files_is_a_failure(self):
        self.expect(1, "add", self.write("empty.md", ""))
        self.assertEqual(self.expect(3, "add", self.write("empty.md", ""), self.write("a.md", RULES), "--json")
                         .json["failed"][0]["path"], self.path("empty.md"))

    def test_a_jsonl_line_that_is_no_object(self):
        path = self.write("a.jsonl", line_of("k1", "첫째 글이다.") + "[1, 2]\n" + line_of("k3", "셋째 글이다."))
        for _ in range(2):  # told again until it is mended
            outcome = self.run_it("add", path)
            self.assertEqual(outcome.status, 3, outcome.out + outcome.err)
            self.assertIn(path, outcome.err)
            self.assertIn("line 2", outcome.err)
        self.assertEqual([d["id"] for d in self.documents()], ["k1", "k3"])
        self.write("a.jsonl", line_of("k1", "첫째 글이다.") + line_of("k3", "셋째 글이다."))
        self.expect(0, "add", path)
        self.assertEqual(self.expect(0, "list", "--problems", "--json").json["problems"], [])

    def test_broken_utf8_is_kept_with_a_warning(self):
        path = self.write("a.md", RULES.encode() + b"\n\xff\xfe broken \xc3\n")
        outcome = self.run_it("add", path)
        self.assertIn(outcome.status, (0, 3), outcome.err)
        self.assertIn(path, self.expect(0, "list", "--problems").out)

    def test_a_wrong_extension(self):
        self.expect_told(self.write("rules.pdf", RULES), "not a pdf")

    def test_names_that_are_no_utf8(self):
        name = os.fsencode(self.folder) + b"/\xbf\xa9\xba\xf1.md"  # 여비 in CP949
        with open(name, "wb") as file:
            file.write(RULES.encode())
        done = subprocess.run(self.command(["add", name, "--json"]), env=self.environment(), capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.documents()), 1)
        done = subprocess.run(self.command(["remove", name]), env=self.environment(), capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)


class Rights(Case):
    def as_nobody(self, *arguments):
        """Runs a copy of the program as a person without rights."""
        if os.geteuid() != 0:
            return self.run_it(*arguments)
        copy = self.path("sillok")
        if not os.path.exists(copy):
            shutil.copy(program.PROGRAM, copy)
        os.chmod(self.folder, 0o755)

        def drop():
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

        done = subprocess.run([copy, "--library", self.library, *arguments], capture_output=True,
                              env=self.environment(HOME="/"), cwd="/", preexec_fn=drop)
        return program.Outcome(done)

    def setUp(self):
        super().setUp()
        if os.geteuid() == 0:
            os.makedirs(self.library)
            os.chown(self.library, NOBODY, NOBODY)

    def test_a_folder_and_a_file_without_permission(self):
        self.write("d/shut/a.md", RULES)
        self.write("d/locked.md", RULES)
        self.write("d/good.md", RULES)
        os.chmod(self.path("d/shut"), 0)
        os.chmod(self.path("d/locked.md"), 0)
        self.addCleanup(os.chmod, self.path("d/shut"), 0o755)
        outcome = self.as_nobody("add", self.path("d"))
        self.assertEqual(outcome.status, 3, outcome.err)
        self.assertEqual(sorted(line.split(": ")[1] for line in outcome.err.splitlines()),
                         [self.path("d/locked.md"), self.path("d/shut")])
        self.assertEqual(outcome.err.count("permission denied"), 2)
        os.chmod(self.path("d/shut"), 0o755)
        os.chmod(self.path("d/locked.md"), 0o644)
        self.assertEqual(self.as_nobody("add", self.path("d")).status, 0)

    def test_a_library_that_may_not_be_written(self):
        path = self.write("a.md", RULES)
        self.assertEqual(self.as_nobody("add", path).status, 0)
        for folder, names, files in os.walk(self.library):
            os.chmod(folder, 0o555)
            for name in files:
                os.chmod(os.path.join(folder, name), 0o444)
        refused = self.as_nobody("add", path)
        self.assertEqual(refused.status, 1)
        self.assertIn("rights", refused.err)
        self.assertEqual(refused.err.count("\n"), 1)
        self.assertEqual(self.as_nobody("list").status, 0)
        self.assertEqual(self.as_nobody("search", "시내교통비").status, 0)


class FullDisk(Case):
    def test_whatever_write_fails_the_library_stays_whole(self):
        """A cap on the size of files stands in for the disk's end, at every size from nothing up."""
        self.expect(0, "add", self.write("old.md", RULES))
        before = self.documents()
        lines = "".join(line_of(f"k{i}", f"새 글 {i} " * 20) for i in range(3_000))
        path = self.write("new.jsonl", lines)
        failures = 0
        cap = 16 << 10
        while True:
            def limit(size=cap):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            outcome = self.run_it("add", path, preexec_fn=limit)
            if outcome.status == 0:
                break
            self.assertEqual(outcome.status, 1, outcome.out + outcome.err)
            self.assertIn("disk", outcome.err)
            self.assertEqual(outcome.err.count("\n"), 1, outcome.err)
            self.assertEqual([d for d in self.documents() if d in before], before)
            failures += 1
            cap = cap * 3 // 2
        self.assertGreater(failures, 3)
        self.expect(0, "add", path)
        self.assertEqual(len(self.documents()), 3_001)
        self.expect_sound()


if __name__ == "__main__":
    unittest.main()
