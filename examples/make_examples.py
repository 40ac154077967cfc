#!/usr/bin/python3
"""Writes the documents of `documents/` that are not plain UTF-8 text, from `source/`.

Needs Debian's python3-docx, python3-openpyxl, python3-reportlab and fonts-nanum. Running it again gives the
same bytes. The other documents (.md, .html, .csv, .tsv, .json, .jsonl, .xml, UTF-8 .txt) are written by hand
where they stand.
"""

from pathlib import Path

from writers.docx_writer import write_docx
from writers.hwpx_writer import write_hwpx
from writers.markup import parse
from writers.pdf_writer import write_pdf
from writers.pptx_writer import write_pptx
from writers.xlsx_writer import write_xlsx

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source"
DOCUMENTS = HERE / "documents"

# Old Windows editors end lines with CR LF in both encodings; "utf-16-le" alone writes no byte order mark.
TEXTS = {
    "여비규정_2019_구규정_폐지.txt": ("cp949", ""),
    "재택근무운영지침_2021_폐지.txt": ("cp949", ""),
    "비품관리규정.txt": ("utf-16-le", "\ufeff"),
}
WRITERS = {
    "취업규칙.hwpx": write_hwpx,
    "여비규정_2024_현행.hwpx": write_hwpx,
    "급여규정.docx": write_docx,
    "노사협의회회의록_2025년1분기.docx": write_docx,
    "인사규정.pdf": write_pdf,
    "법인카드관리규정.pdf": write_pdf,
    "경조사지원기준.xlsx": write_xlsx,
    "신입사원안내_2025.pptx": write_pptx,
}


def source_of(name):
    return (SOURCE / name).with_suffix(".txt").read_text(encoding="utf-8")


def main():
    DOCUMENTS.mkdir(exist_ok=True)
    for name, (encoding, mark) in TEXTS.items():
        text = mark + source_of(name).replace("\n", "\r\n")
        (DOCUMENTS / name).write_bytes(text.encode(encoding))
    for name, write in WRITERS.items():
        write(DOCUMENTS / name, parse(source_of(name)))
    for path in sorted(DOCUMENTS.iterdir()):
        print(f"{path.stat().st_size:8d}  {path.name}")


if __name__ == "__main__":
    main()
