"""Files made to harm, a folder of them: each ends by itself, with its own reason; what is good goes in."""

import glob
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

import hostile_files
from hostile_files import EITHER, FAILS, FILES, PART
from program import RULES, Case

MEMORY_MB = 1024
# Smaller than what people get, so that the limits are met in seconds.
LIMITS = {"SILLOK_READING_MEMORY_MB": str(MEMORY_MB), "SILLOK_READING_UNPACKED_MB": "64",
          "SILLOK_READING_SECONDS": "60"}
# What a reason tells the keeper to do.
REMEDY = re.compile(r"\b(save|split|unpack|get|raise|correct|convert|flatten|expand|less nested|add it again)\b")


def most_held(pid):
    """The most memory a running process has held so far, in MB; 0 when it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            held = re.search(r"VmHWM:\s*(\d+) kB", status.read())
            return int(held[1]) >> 10 if held else 0
    except OSError:
        return 0


def words_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as words:
            return words.read()
    except OSError:
        return b""


def below(pid):
    """The processes under this one."""
    found = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(path, encoding="ascii") as ids:
                children = ids.read().split()
        except OSError:
            continue
        for child in children:
            found += below(child) + [child]
    return found


def readers_of(pid):
    """One that is just being started is still in its parent's memory, and goes by the parent's words: left out. The
    readers are told by this from the program, not from the process that forks them, whose words they keep."""
    return [child for child in below(pid) if words_of(child) != words_of(pid)]


def watched(process):
    """Waits for a process and gives the most memory, in MB, that it held itself and that a process under it held."""
    own = most = 0
    while process.poll() is None:
        own = max(own, most_held(process.pid))
        most = max([most] + [most_held(child) for child in readers_of(process.pid)])
        time.sleep(0.002)
    return own, most


class Hostile(Case):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory(prefix="sillok-")
        cls.files = os.path.join(cls.home.name, "hostile")
        os.mkdir(cls.files)
        # In a process of its own: a child's memory counts from its parent's.
        subprocess.run([sys.executable, hostile_files.__file__, cls.files], check=True)
        with open(os.path.join(cls.files, "여비규정.md"), "w", encoding="utf-8") as file:
            file.write(RULES)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def add(self):
        with open(self.path("out"), "wb") as out, open(self.path("err"), "wb") as err:
            process = subprocess.Popen(self.command(["add", self.files, "--json"]), stdout=out, stderr=err,
                                       env=self.environment(**LIMITS))
            own, readers = watched(process)
        with open(self.path("err"), encoding="utf-8", errors="replace") as err:
            return process.returncode, own, readers, err.read()

    def test_the_corpus(self):
        status, own, readers, said = self.add()
        self.assertEqual(status, 3, said)
        print(f"hostile corpus: {len(FILES)} files, {own} MB held at most, {readers} MB by a reader", file=sys.stderr)
        self.assertGreater(readers, 64, "no reader at work was seen, only what forks them")
        self.assertLess(readers, MEMORY_MB)
        # One line of 96 MB is there some five times over while it is cut into passages, kept and indexed.
        self.assertLess(own, MEMORY_MB)
        read = {os.path.basename(d["path"]): d for d in self.documents()}
        self.assertIn("여비규정.md", read)
        problems = {}
        for problem in self.expect(0, "list", "--problems", "--json").json["problems"]:
            problems.setdefault(os.path.basename(problem["path"]), []).append(problem)
        for name, (_, ends, pattern) in FILES.items():
            with self.subTest(name):
                told = problems.get(name, [])
                reasons = " / ".join(problem["reason"] for problem in told)
                if ends != EITHER:
                    self.assertEqual(name in read, ends == PART, reasons)
                self.assertTrue(re.search(pattern, reasons), f"{reasons!r} lacks {pattern!r}")
                self.assertNotRegex(reasons, "crashed|timed out")
                self.assertNotIn("other", [problem["kind"] for problem in told])
                if ends == FAILS:
                    self.assertEqual(len(told), 1)
                    self.assertRegex(reasons, REMEDY)
                    self.assertRegex(said, re.escape(name) + ": .*" + re.escape(reasons[:40]))
        self.expect_sound()
        answer = self.run_it("ask", "시내교통비는 하루에 얼마까지 되나요?", "--json")
        self.assertIn("20,000원", answer.json["text"])
        # Nothing of it is read a second time.
        documents = self.documents()
        self.assertEqual(self.add()[0], 3)
        self.assertEqual(self.documents(), documents)


if __name__ == "__main__":
    unittest.main()
