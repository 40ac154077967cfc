#!/usr/bin/env python3
"""Verifies the question files (`questions*.jsonl`) against the documents; prints counts by kind, exits 1 on any fault.

Every expected string must stand, white space ignored, in one sentence or one table cell of the named
document, and inside the named article where there is one. Documents made from `source/` are read from there
and then compared with what was written, so that neither the source nor the file can go astray alone. Needs
the standard library only; the comparison of PDF files is skipped where pdftotext is missing.
"""

import collections
import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

from writers.markup import parse, split_footnotes

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"
KINDS = {"direct", "paraphrase", "number", "date", "condition", "table", "who", "unanswerable"}
SENTENCE_END = re.compile(r"(?<=[다오요까]\.)\s+")
ARTICLE = re.compile(r"^(제\d+조)\(")
AFTER_ARTICLES = re.compile(r"^(부칙|\[별표)")


def squeeze(text):
    return re.sub(r"\s+", "", text)


def units_of_lines(lines):
    """(article or None, sentence or cell) for lines of text; a list in place of a line is a table row."""
    article = None
    for line in lines:
        if isinstance(line, list):
            yield from ((None, cell) for cell in line)
            continue
        line = line.strip().lstrip("#").replace("**", "").strip()
        found = ARTICLE.match(line)
        if AFTER_ARTICLES.match(line):
            article = ""  # the articles of supplementary provisions are not articles of the rule
        elif found and article != "":
            article = found.group(1)
        yield from ((article or None, sentence) for sentence in SENTENCE_END.split(line))


def lines_of_source(text):
    for block in parse(text):
        if block.kind == "table":
            yield from block.filled_rows()
        else:
            yield from (part for _, part in split_footnotes(block.text))


def lines_of_text(text):
    for line in text.splitlines():
        yield (
            [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else line
        )


class HtmlLines(html.parser.HTMLParser):
    """Text by block element; cells of a table one by one, which is as far as this check looks."""

    BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "br", "title"}

    def __init__(self):
        super().__init__()
        self.lines = [""]

    def handle_starttag(self, tag, attributes):
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag):
        self.handle_starttag(tag, ())

    def handle_data(self, data):
        self.lines[-1] += data


def lines_of_html(text):
    reader = HtmlLines()
    reader.feed(text)
    return reader.lines


def lines_of_xml(text):
    for element in ElementTree.fromstring(text).iter():
        if element.tag == "행":
            yield [cell.text for cell in element]
        elif element.tag in ("제목", "연혁", "소관", "항", "부칙"):
            yield element.text


def lines_of_json(value):
    if isinstance(value, dict):
        if all(isinstance(item, str) for item in value.values()):
            yield list(value.values())
        else:
            for item in value.values():
                yield from lines_of_json(item)
    elif isinstance(value, list):
        for item in value:
            yield from lines_of_json(item)
    else:
        yield value


def lines_of_document(path):
    """The lines and rows of one document, and whether they came from `source/`."""
    source = (HERE / "source" / path.name).with_suffix(".txt")
    if source.exists():
        return list(lines_of_source(source.read_text(encoding="utf-8"))), True
    text = path.read_text(encoding="utf-8-sig")
    kind = path.suffix[1:]
    if kind in ("csv", "tsv"):
        return list(csv.reader(io.StringIO(text), delimiter="," if kind == "csv" else "\t")), False
    if kind == "jsonl":
        records = [json.loads(line) for line in text.splitlines()]
        return [line for record in records for line in (record["title"], record["text"])], False
    reader = {
        "html": lines_of_html,
        "xml": lines_of_xml,
        "json": lambda t: lines_of_json(json.loads(t)),
    }.get(kind, lines_of_text)
    return list(reader(text)), False


def written_text(path):
    """What a reader finds in the written file, squeezed; None where it cannot be read here."""
    if path.suffix == ".pdf":
        if not shutil.which("pdftotext"):
            return None
        run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
        # The running head and foot fall between the halves of a sentence that crosses a page.
        text = re.sub(
            r"^(주식회사 나래울정공 사규집:.*|사외 반출 금지|- \d+ -)$",
            "",
            run.stdout.decode(),
            flags=re.MULTILINE,
        )
        return squeeze(text)
    if path.suffix == ".txt":
        data = path.read_bytes()
        return squeeze(data.decode("utf-16" if data[:2] == b"\xff\xfe" else "cp949"))
    with zipfile.ZipFile(path) as package:
        texts = []
        for name in package.namelist():
            if name.endswith(".xml"):
                texts += ElementTree.fromstring(package.read(name)).itertext()
                if name == "xl/workbook.xml":  # a sheet's name is an attribute
                    texts += re.findall(r'<sheet [^>]*name="([^"]+)"', package.read(name).decode())
    return squeeze("".join(texts))


def check_documents(faults):
    units = {}
    for path in sorted(DOCUMENTS.iterdir()):
        lines, from_source = lines_of_document(path)
        units[path.name] = [(article, squeeze(text)) for article, text in units_of_lines(lines)]
        written = written_text(path) if from_source else None
        if written is not None:
            for line in lines:
                for text in line if isinstance(line, list) else [line]:
                    if squeeze(text) not in written:
                        faults.append(f"{path.name}: not in the written file: {text}")
        if path.stat().st_size > 300_000:
            faults.append(f"{path.name}: over 300 KB")
    return units


def check_question(question, units):
    """The faults of one question."""
    if question["kind"] not in KINDS:
        yield f"unknown kind {question['kind']}"
    if question["answerable"] == (question["kind"] == "unanswerable"):
        yield "kind and answerable disagree"
    if not question["answerable"]:
        if question["expected"]:
            yield "an unanswerable question expects something"
        return
    if not question["expected"]:
        yield "nothing expected"
    if question["source"] not in units:
        yield f"no document {question['source']}"
        return
    article = question.get("article")
    for expected in question["expected"]:
        if not any(
            squeeze(expected) in text and article in (None, place)
            for place, text in units[question["source"]]
        ):
            yield f"not in {question['source']} {article or ''}: {expected}"


def main():
    faults = []
    units = check_documents(faults)
    lines = [
        line
        for name in ("questions.jsonl", "questions-hard.jsonl", "questions-paraphrased.jsonl")
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
    ]
    questions = [json.loads(line) for line in lines]
    for question in questions:
        faults += [f"{question['question']}: {fault}" for fault in check_question(question, units)]
    counts = collections.Counter(question["question"] for question in questions)
    faults += [f"asked twice: {text}" for text, count in counts.items() if count > 1]
    asked = {question.get("source") for question in questions}
    faults += [f"{name}: no question asks about it" for name in units if name not in asked]
    kinds = collections.Counter(question["kind"] for question in questions)
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print(f"{len(questions)} questions, {len(units)} documents, {len(faults)} faults")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
