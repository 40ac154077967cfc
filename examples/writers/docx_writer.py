"""Word documents, by python-docx."""

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from .package import rewrite_package

FONT = "NanumGothic"


def _set_font(style, size):
    style.font.name = FONT
    style.font.size = Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)


def _add_table(document, block):
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for cell in block.cells():
        first = table.cell(cell.row, cell.column)
        last = table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        if first is not last:
            first = first.merge(last)
        first.text = cell.text
    document.add_paragraph()


def write_docx(path, blocks):
    document = docx.Document()
    _set_font(document.styles["Normal"], 10)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        _set_font(document.styles[name], size)
    for block in blocks:
        if block.kind == "title":
            document.core_properties.title = block.text
            document.add_paragraph(block.text, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif block.kind == "heading":
            document.add_heading(block.text, 1)
        elif block.kind == "table":
            _add_table(document, block)
        else:
            document.add_paragraph(block.text)
    document.core_properties.author = "주식회사 나래울정공"
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "주식회사 나래울정공"
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    saved = io.BytesIO()
    document.save(saved)
    rewrite_package(path, saved.getvalue())
