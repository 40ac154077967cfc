"""The structure of rules is the same whatever format they come in: written once, read as seven."""

import html
import io
import unittest
import zipfile

from pdf_file import pdf_of
from program import Case

LINES = """차 례
제1편 총칙 ········ 1
제1장 통칙 ········ 1
제1절 목적과 정의 ········ 2
제2관 지급 ········ 3
부칙 ········ 4
여비규정
제1편 총칙
제1장 통칙
제1절 목적과 정의
제1조(목적) 이 규정은 여비의 지급에 관한 사항을 정함을 목적으로 한다. <개정 2020. 3. 1.>
제2조(정의) ① 이 규정에서 쓰는 말의 뜻은 다음과 같다.
1. 여비란 다음 각 목의 것을 말한다.
가. 운임
나. 일비
② 이 밖의 말은 보수규정을 따른다.
제2관 지급
제3조(지급) 여비는 별표 1에 따라 지급한다.
제4조 삭제 <2021. 1. 1.>
부칙 <2020. 3. 1.>
제1조(시행일) 이 규정은 2020년 3월 1일부터 시행한다.
[별표 1] 여비 지급표
시내교통비는 하루 이만원으로 한다.
[별지 제1호서식] 여비 신청서
성명과 소속을 적는다.""".split("\n")

# Of each line that is text of the rules: its article, the titles above it, its beginning.
EXPECTED = [
    ("제1조", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "제1조(목적) 이 규정은"),
    ("제2조제1항", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "제2조(정의) ①"),
    ("제2조제1항제1호", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "1. 여비란"),
    ("제2조제1항제1호가목", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "가. 운임"),
    ("제2조제1항제1호나목", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "나. 일비"),
    ("제2조제2항", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의"], "② 이 밖의"),
    ("제3조", ["여비규정", "제1편 총칙", "제1장 통칙", "제1절 목적과 정의", "제2관 지급"], "제3조(지급)"),
]


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraphs(before, behind):
    return "".join(before + html.escape(line) + behind for line in LINES)


def docx():
    types = ('<Types xmlns="t"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
             'officedocument.wordprocessingml.document.main+xml"/></Types>')
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (f'<Relationships xmlns="r"><Relationship Id="1" Type="{office}/officeDocument" '
                 'Target="word/document.xml"/></Relationships>')
    body = paragraphs("<w:p><w:r><w:t>", "</w:t></w:r></w:p>")
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations,
                   "word/document.xml": f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'})


def hwpx():
    section = paragraphs("<hp:p><hp:run><hp:t>", "</hp:t></hp:run></hp:p>")
    return zipped({"mimetype": "application/hwp+zip",
                   "Contents/section0.xml": f'<hs:sec xmlns:hs="s" xmlns:hp="p">{section}</hs:sec>'})


def hwpml():
    body = paragraphs("<P><TEXT><CHAR>", "</CHAR></TEXT></P>")
    return f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.91"><HEAD/><BODY><SECTION>{body}</SECTION></BODY></HWPML>'


FILES = {"rules.txt": lambda: "\n".join(LINES) + "\n",
         "rules.md": lambda: "\n\n".join(LINES) + "\n",
         "rules.html": lambda: "<!doctype html><html><body>" + paragraphs("<p>", "</p>") + "</body></html>",
         "rules.docx": docx, "rules.hwpx": hwpx, "rules.hml": hwpml, "rules.pdf": lambda: pdf_of(LINES)}


class Structure(Case):
    def blocks(self, name):
        path = self.write(name, FILES[name]())
        return self.expect(0, "read", path, "--format", "json").json["blocks"]

    def test_provisions_stand_in_their_articles(self):
        for name in FILES:
            blocks = self.blocks(name)
            for article, section, begins in EXPECTED:
                with self.subTest(f"{name}: {begins}"):
                    found = [b for b in blocks if b["text"].startswith(begins)]
                    self.assertEqual(len(found), 1, [b["text"] for b in blocks])
                    self.assertEqual(found[0].get("article"), article)
                    self.assertEqual(found[0]["section"][:len(section)], section)

    def test_the_contents_list_is_set_aside(self):
        for name in FILES:
            with self.subTest(name):
                listed = [b for b in self.blocks(name) if "···" in b["text"]]
                self.assertTrue(listed)
                self.assertEqual({b.get("role") for b in listed}, {"contents"})

    def test_history_supplement_and_annexes(self):
        for name in FILES:
            with self.subTest(name):
                blocks = self.blocks(name)
                by_start = lambda text: next(b for b in blocks if text in b["text"])
                first = by_start("제1조(목적)")
                self.assertEqual(first["note"], "개정 2020. 3. 1.")
                self.assertTrue(first["text"].endswith("목적으로 한다."))
                self.assertEqual(by_start("제4조").get("role"), "history")
                self.assertTrue(any("부칙" in title for title in by_start("제1조(시행일)")["section"]))
                self.assertTrue(any("별표 1" in title for title in by_start("시내교통비는")["section"]))
                self.assertTrue(any("별지" in title for title in by_start("성명과 소속")["section"]))


if __name__ == "__main__":
    unittest.main()
