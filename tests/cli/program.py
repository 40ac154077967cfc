"""The program under test, as its users run it: processes, exit status, output.

The tests take the program's path as their first argument; each test case gets a folder of its own with
an empty library in it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "sillok"


class Outcome:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.out)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="sillok-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.library = os.path.join(self.folder, "library")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content):
        """Writes a file below the case's folder and gives its path."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def command(self, arguments, library=None):
        return [PROGRAM, "--library", library or self.library, *arguments]

    def environment(self, **more):
        plain = {k: v for k, v in os.environ.items() if not k.startswith("SILLOK_")}
        return {**plain, "LC_ALL": "C.UTF-8", **more}

    def run_it(self, *arguments, library=None, environment=None, **options):
        return Outcome(subprocess.run(self.command(arguments, library), capture_output=True, timeout=300,
                                      env=self.environment(**(environment or {})), **options))

    def expect(self, status, *arguments, **options):
        """Runs it and checks the exit status."""
        outcome = self.run_it(*arguments, **options)
        self.assertEqual(outcome.status, status, f"{arguments}\n{outcome.out}\n{outcome.err}")
        return outcome

    def documents(self, *arguments):
        return self.expect(0, "list", "--json", *arguments).json["documents"]

    def expect_sound(self, library=None):
        outcome = self.run_it("index", "check", "--json", library=library)
        self.assertEqual(outcome.status, 0, outcome.out + outcome.err)
        return outcome.json


def line_of(document, text, title=None):
    """A line of a .jsonl corpus."""
    return json.dumps({"id": document, "title": title or document, "text": text}, ensure_ascii=False) + "\n"


RULES = """# 여비규정

## 제1장 총칙

제1조(목적) 이 규정은 임직원의 출장 여비를 정함을 목적으로 한다.

제2조(시내교통비) ① 시내교통비는 1일 20,000원 이내로 한다.
② 증빙이 없는 시내교통비는 지급하지 아니한다.
"""
