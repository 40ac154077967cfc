#!/usr/bin/env python3
"""Writes N JSONL documents of about 650 bytes of Korean text each, the same for the same seed.

The text means nothing, but an index meets in it what it meets in running text: words follow Zipf's and
Mandelbrot's law over 100,000 invented stems with real particles and endings, every fiftieth word is one
that nobody wrote before (names, codes), and there are amounts, dates and articles.
Usage: make_corpus.py N > corpus.jsonl
"""

import json
import random
import sys

INITIALS, VOWELS, FINALS = "ᄀᄂᄃᄅᄆᄇᄉᄋᄌᄎᄏᄐᄑᄒ", "ᅡᅢᅥᅦᅧᅨᅩᅪᅬᅭᅮᅯᅱᅲᅳᅵ", ["", "ᆨ", "ᆫ", "ᆯ", "ᆷ", "ᆸ", "ᆼ"]
PARTICLES = ["은", "는", "이", "가", "을", "를", "에", "에서", "으로", "의", "와", "과", "도", "", "", ""]
ENDINGS = ["하여야 한다.", "할 수 있다.", "한 경우에는", "하는", "하고", "한다."]


def syllables(rng):
    """All of them in a random order, with weights as they fall off in running text."""
    every = [
        chr(0xAC00 + ("ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑᄒ".index(i) * 21 + (ord(v) - 0x1161)) * 28 + (ord(f) - 0x11A7 if f else 0))
        for i in INITIALS
        for v in VOWELS
        for f in FINALS
    ]
    rng.shuffle(every)
    return every, [1 / (rank + 30) for rank in range(len(every))]


def stem(rng, alphabet):
    return "".join(rng.choices(alphabet[0], alphabet[1], k=rng.choice((2, 2, 2, 3, 3, 4))))


def figure(rng):
    kind = rng.randrange(3)
    if kind == 0:
        return f"{rng.randrange(1, 1000)},000원"
    if kind == 1:
        return f"{rng.randrange(1990, 2027)}. {rng.randrange(1, 13)}. {rng.randrange(1, 29)}."
    return f"제{rng.randrange(1, 120)}조"


def passage(rng, alphabet, stems, cumulative):
    words = []
    size = 0
    for drawn in rng.choices(stems, cum_weights=cumulative, k=90):
        chance = rng.random()
        if chance < 0.02:
            word = stem(rng, alphabet) + rng.choice(PARTICLES)
        elif chance < 0.04:
            word = figure(rng)
        elif chance < 0.16:
            word = drawn + rng.choice(ENDINGS)
        else:
            word = drawn + rng.choice(PARTICLES)
        words.append(word)
        size += len(word.encode()) + 1
        if size >= 640:
            break
    return " ".join(words)


def main():
    count = int(sys.argv[1])
    rng = random.Random(20261120)
    alphabet = syllables(rng)
    stems = [stem(rng, alphabet) for _ in range(100_000)]
    cumulative = []
    total = 0.0
    for rank in range(len(stems)):
        total += 1 / (rank + 2.7)
        cumulative.append(total)
    for number in range(count):
        text = passage(rng, alphabet, stems, cumulative)
        record = {"id": f"g{number:07}", "title": f"{stems[number // 20 % 5000]} 규정", "text": text}
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
