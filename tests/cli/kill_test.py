"""kill -9 at random moments of an add, restarted each time: the library of an undisturbed run."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

EXAMPLES = os.path.abspath(sys.argv.pop(2))

from program import Case, line_of  # noqa: E402  (takes the first argument)

KILLS = 50
QUESTIONS = ["시내 교통비 한도", "연차 휴가는 며칠인가", "개인정보 보관 기간", "생성된 글 1234"]


def contents(library):
    """All that was kept, without what may differ: internal ids and times."""
    database = sqlite3.connect(os.path.join(library, "library.db"))
    rows = {}
    for name, query in {
        "files": "SELECT path, collection, scope, size, modified_ns, sha256, stage, reason, readers_version "
                 "FROM files ORDER BY path",
        "originals": "SELECT f.path, o.sha256 FROM originals o JOIN files f ON f.id = o.file ORDER BY 1, 2",
        "documents": "SELECT d.id, f.path, d.ordinal, d.title, d.format, d.version, d.passages, d.warnings, "
                     "d.digest FROM documents d JOIN files f ON f.id = d.file ORDER BY d.id",
        "bodies": "SELECT d.id, b.size, b.body FROM bodies b JOIN documents d ON d.key = b.document "
                  "ORDER BY d.id",
        "passages": "SELECT d.id, p.ordinal, p.begin, p.text, p.context, p.section, p.marks FROM passages p "
                    "JOIN documents d ON d.key = p.document ORDER BY d.id, p.ordinal",
    }.items():
        rows[name] = database.execute(query).fetchall()
    database.close()
    rows["bytes"] = sorted(name for _, _, names in os.walk(os.path.join(library, "originals")) for name in names)
    return rows


class Killed(Case):
    def hits(self, library):
        """By words: the vectors come later, in the background."""
        found = []
        for question in QUESTIONS:
            for hit in self.expect(0, "search", question, "-k", "20", "--mode", "lexical", "--json", library=library).json["hits"]:
                found.append((question, hit["document"], hit["text"], round(hit["score"], 6)))
        return sorted(found)

    def test_it_comes_to_the_same_library(self):
        folder = self.path("documents")
        shutil.copytree(EXAMPLES, folder)
        self.write("documents/generated.jsonl",
                   "".join(line_of(f"g{i}", f"생성된 글 {i}. " * 12) for i in range(4_000)))
        for i in range(40):
            self.write(f"documents/many/{i}.md", f"# 제목 {i}\n\n작은 글 {i}이다.\n")
        undisturbed = self.path("undisturbed")
        start = time.monotonic()
        status = self.run_it("add", folder, library=undisturbed).status
        whole = time.monotonic() - start
        expected = contents(undisturbed)
        expected_hits = self.hits(undisturbed)
        self.assertGreater(len(expected["documents"]), 4_040)

        moments = random.Random(343)
        kills = 0
        libraries = 0
        while kills < KILLS:
            library = self.path(f"disturbed{libraries}")
            libraries += 1
            while kills < KILLS:
                running = subprocess.Popen(self.command(["add", folder], library), env=self.environment(),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    running.wait(moments.uniform(0, whole))
                    break  # it came to its end
                except subprocess.TimeoutExpired:
                    running.send_signal(signal.SIGKILL)
                    running.wait()
                    kills += 1
            outcome = self.run_it("add", folder, library=library)
            self.assertEqual(outcome.status, status, outcome.err)
            self.expect_sound(library)
            for name, rows in contents(library).items():
                self.assertEqual(rows, expected[name], f"{name} after {kills} kills")
            self.assertEqual(self.hits(library), expected_hits)
            shutil.rmtree(library)
        print(f"{kills} kills over {libraries} libraries; undisturbed {whole:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
