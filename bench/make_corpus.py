#!/usr/bin/env python3
"""Writes N JSONL documents of about 650 bytes of Korean text each, the same for the same seed.

Words follow a Zipf-like law over 30,000 invented stems with real particles and endings, so that an index
sees about the variety of running text. Usage: make_corpus.py N > corpus.jsonl
"""

import json
import random
import sys

HEADS = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히"
TAILS = "각간감강검결경계공과관교국권규금기길남내농단달당대동력례류률말망면명무문물미민반발방백법변보복본부분사산상생서선성세소속손수술시식신실심"
PARTICLES = ["은", "는", "이", "가", "을", "를", "에", "에서", "으로", "의", "와", "과", "도", ""]
ENDINGS = ["하여야 한다.", "할 수 있다.", "로 정한다.", "을 받는다.", "에 따른다."]


def main():
    count = int(sys.argv[1])
    rng = random.Random(20261120)
    stems = [
        "".join([rng.choice(HEADS)] + [rng.choice(TAILS) for _ in range(rng.randint(1, 3))])
        for _ in range(30_000)
    ]
    for number in range(count):
        words = []
        size = 0
        while size < 640:
            stem = stems[min(int(rng.paretovariate(0.9)) - 1, len(stems) - 1)]
            last = rng.random() < 0.1
            word = stem + (rng.choice(ENDINGS) if last else rng.choice(PARTICLES))
            words.append(word)
            size += len(word.encode()) + 1
        record = {"id": f"g{number:07}", "title": stems[number % 997], "text": " ".join(words)}
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
