#!/usr/bin/env python3
"""Writes questions to a corpus of make_corpus.py, the same for the same seed: two to six words of one
passage (not its commonest), with other particles than there, and a way of asking.

Usage: make_questions.py CORPUS.jsonl N > questions.txt
"""

import json
import random
import sys

ASKING = ["얼마인가요?", "언제까지 하나요?", "누가 정하나요?", "어떻게 되나요?", "할 수 있나요?", "무엇인가요?", ""]
PARTICLES = ["은", "는", "이", "가", "을", "를", "에", "에서", "으로", "의", "", ""]


def bare(word):
    for particle in ("에서", "으로", "하여야", "하는", "하고", "한다.", *"은는이가을를에의와과도"):
        if len(word) > len(particle) + 1 and word.endswith(particle):
            return word[: -len(particle)]
    return word


def main():
    rng = random.Random(7)
    lines = open(sys.argv[1], encoding="utf-8").readlines()
    for line in rng.sample(lines, int(sys.argv[2])):
        words = json.loads(line)["text"].split()
        at = rng.randrange(len(words) - 8)
        some = sorted(rng.sample(range(at, at + 8), rng.choice((2, 3, 3, 4, 4, 5, 6))))
        asked = [bare(words[i]) + rng.choice(PARTICLES) for i in some]
        print(" ".join(asked + [rng.choice(ASKING)]).strip())


if __name__ == "__main__":
    main()
