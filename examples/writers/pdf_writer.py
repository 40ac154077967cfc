"""PDF documents with a text layer, by reportlab: an embedded subset of NanumGothic, a running head and foot."""

from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONT_FILES = {
    "Nanum": "/usr/share/fonts/truetype/nanum/NanumGothic.ttf",
    "NanumBold": "/usr/share/fonts/truetype/nanum/NanumGothicBold.ttf",
}

BODY = ParagraphStyle(
    "body", fontName="Nanum", fontSize=10, leading=16, spaceAfter=3, wordWrap="CJK"
)
STYLES = {
    "paragraph": BODY,
    "heading": ParagraphStyle(
        "heading",
        BODY,
        fontName="NanumBold",
        fontSize=12,
        leading=20,
        spaceBefore=10,
        alignment=1,
        keepWithNext=1,
    ),
    "title": ParagraphStyle(
        "title", BODY, fontName="NanumBold", fontSize=18, leading=28, spaceAfter=8, alignment=1
    ),
}


def _table(block):
    table = Table(
        [[Paragraph(escape(text), BODY) for text in row] for row in block.filled_rows()],
        hAlign="LEFT",
        repeatRows=1,
    )
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for cell in block.cells():
        if cell.rowspan > 1 or cell.colspan > 1:
            style.append(
                (
                    "SPAN",
                    (cell.column, cell.row),
                    (cell.column + cell.colspan - 1, cell.row + cell.rowspan - 1),
                )
            )
    table.setStyle(TableStyle(style))
    return table


def write_pdf(path, blocks):
    for name, file in FONT_FILES.items():
        pdfmetrics.registerFont(TTFont(name, file))
    title = blocks[0].text
    story = []
    for block in blocks:
        if block.kind == "table":
            story += [_table(block), Spacer(1, 4 * mm)]
        else:
            story.append(Paragraph(escape(block.text), STYLES[block.kind]))

    def decorate(canvas, document):
        width, height = A4
        canvas.setFont("Nanum", 8)
        canvas.drawString(25 * mm, height - 14 * mm, f"주식회사 나래울정공 사규집: {title}")
        canvas.drawRightString(width - 25 * mm, height - 14 * mm, "사외 반출 금지")
        canvas.line(25 * mm, height - 16 * mm, width - 25 * mm, height - 16 * mm)
        canvas.drawCentredString(width / 2, 12 * mm, f"- {document.page} -")

    # invariant=1 keeps the clock out of the dates and of the file identifier.
    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=24 * mm,
        bottomMargin=22 * mm,
        title=title,
        author="주식회사 나래울정공",
        subject="사규",
        invariant=1,
    ).build(story, onFirstPage=decorate, onLaterPages=decorate)
