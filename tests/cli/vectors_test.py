"""Vectors come in the background, follow what is added and removed, and never hold anyone up."""

import os
import time
import unittest

from program import Case, line_of

SUBJECTS = ["휴가", "출장", "급여", "징계", "계약", "시설", "도서", "장학", "연구", "보안", "진료", "차량"]
DEEDS = ["신청한다", "승인한다", "보고한다", "통지한다", "지급한다", "제한한다", "심의한다", "보존한다"]


def sentences(number):
    subject, deed = SUBJECTS[number % len(SUBJECTS)], DEEDS[number // len(SUBJECTS) % len(DEEDS)]
    return f"{subject} 사항 {number}은 {subject} 담당 부서가 {number % 30 + 1}일 안에 {deed}. {subject} 대장에 적는다."


class Vectors(Case):
    def corpus(self, first, last):
        return self.write(f"{first}.jsonl", "".join(line_of(f"k{n}", sentences(n)) for n in range(first, last)))

    def learned(self):
        return os.path.join(self.library, "index", "vectors", "learned")

    def wait_until_sound(self, seconds=120):
        """The background process has done its work when the check finds vectors and nothing amiss."""
        vectors = os.path.dirname(self.learned())
        for _ in range(seconds * 5):
            outcome = self.run_it("index", "check", "--json")
            # Who writes vectors has its number in the lock.
            done = os.path.exists(os.path.join(vectors, "manifest")) and not os.path.getsize(
                os.path.join(vectors, "writer.lock"))
            if outcome.status == 0 and done:
                return outcome.json
            time.sleep(0.2)
        self.fail("no vectors came: " + outcome.out + outcome.err)

    def test_a_small_library_has_none(self):
        self.expect(0, "add", self.corpus(0, 50))
        self.expect(0, "index", "vectors")
        self.assertFalse(os.path.exists(self.learned()))
        self.expect(0, "index", "check")

    def test_they_come_and_follow(self):
        self.expect(0, "add", self.corpus(0, 1500))
        # Found by its words at once, whether or not vectors are there.
        hits = self.expect(0, "search", sentences(1499), "--json").json["hits"]
        self.assertEqual(hits[0]["document"], "k1499")
        self.assertEqual(self.wait_until_sound()["findings"], [])
        self.expect(0, "add", self.corpus(1500, 1600))
        self.expect(0, "remove", "k7")
        self.expect(0, "index", "vectors")
        self.wait_until_sound()
        for mode in ("hybrid", "lexical"):
            hits = self.expect(0, "search", sentences(7), "--mode", mode, "-k", "50", "--json").json["hits"]
            self.assertNotIn("k7", [hit["document"] for hit in hits])
        hits = self.expect(0, "search", sentences(1555), "--json").json["hits"]
        self.assertEqual(hits[0]["document"], "k1555")

    def test_a_damaged_embedder_is_told_and_learned_anew(self):
        self.expect(0, "add", self.corpus(0, 1200))
        self.wait_until_sound()
        with open(self.learned(), "r+b") as file:
            file.seek(100)
            byte = file.read(1)
            file.seek(100)
            file.write(bytes([byte[0] ^ 1]))
        self.expect(1, "index", "check")
        # Words alone still find.
        self.assertTrue(self.expect(0, "search", sentences(3), "--json").json["hits"])
        self.expect(0, "index", "rebuild")
        self.expect(0, "index", "check")


if __name__ == "__main__":
    unittest.main()
