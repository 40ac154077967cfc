#!/usr/bin/env python3
"""Checks train/questions.jsonl against train/documents.

An expected string must occur in its own document, once, and in as few other
documents as possible; a question is asked once; kinds are known and balanced.
Prints what is wrong and the counts; the exit status is 1 if anything is wrong.
"""
import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("direct", "paraphrase", "number", "table", "condition", "who", "fact")
PARAPHRASES_AT_LEAST = 0.40
SIZE = range(1400, 5001)  # characters of one document
COMMON_IN = 3  # an expected string found in this many other documents says too little


def read_questions(path, faults):
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            question = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(f"line {number}: not JSON: {error}")
            continue
        if set(question) != {"question", "expected", "source", "kind"}:
            faults.append(f"line {number}: fields are {sorted(question)}")
            continue
        questions.append((number, question))
    return questions


def check_question(number, question, documents, faults, elsewhere):
    if question["kind"] not in KINDS:
        faults.append(f"line {number}: unknown kind {question['kind']}")
    if not 1 <= len(question["expected"]) <= 2:
        faults.append(f"line {number}: {len(question['expected'])} expected strings")
    source = documents.get(question["source"])
    if source is None:
        faults.append(f"line {number}: no document {question['source']}")
        return
    for expected in question["expected"]:
        times = source.count(expected)
        if times != 1:
            faults.append(f"line {number}: {times} times in {question['source']}: {expected}")
        others = [name for name, text in documents.items()
                  if name != question["source"] and expected in text]
        if others:
            elsewhere.append((number, expected, others))
        if len(others) >= COMMON_IN:
            faults.append(f"line {number}: too common ({len(others)} others): {expected}")


def main():
    faults = []
    elsewhere = []
    documents = {path.name: path.read_text(encoding="utf-8")
                 for path in sorted((HERE / "documents").glob("*.md"))}
    questions = read_questions(HERE / "questions.jsonl", faults)
    for name, text in documents.items():
        if len(text) not in SIZE:
            faults.append(f"{name}: {len(text)} characters")
    asked = collections.Counter("".join(q["question"].split()).rstrip("?.!") for _, q in questions)
    faults += [f"asked {times} times: {text}" for text, times in asked.items() if times > 1]
    for number, question in questions:
        check_question(number, question, documents, faults, elsewhere)
    kinds = collections.Counter(q["kind"] for _, q in questions)
    share = kinds["paraphrase"] / max(1, len(questions))
    if share < PARAPHRASES_AT_LEAST:
        faults.append(f"paraphrases are {share:.1%}, fewer than {PARAPHRASES_AT_LEAST:.0%}")
    per_document = collections.Counter(q["source"] for _, q in questions)
    faults += [f"{name}: no question" for name in documents if name not in per_document]

    for number, expected, others in elsewhere:
        print(f"note: line {number}: also in {', '.join(others)}: {expected}")
    for fault in faults:
        print(f"fault: {fault}")
    sizes = [len(text) for text in documents.values()]
    print(f"{len(documents)} documents, {sum(sizes)} characters ({min(sizes)} to {max(sizes)})")
    print(f"{len(questions)} questions, {min(per_document.values())} to "
          f"{max(per_document.values())} a document")
    print(", ".join(f"{kind} {kinds[kind]}" for kind in KINDS), f"(paraphrases {share:.1%})")
    print(f"{len(elsewhere)} expected strings occur in another document too; {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
