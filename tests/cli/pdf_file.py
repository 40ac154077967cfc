"""PDF files made in memory: paragraphs of text over pages, broken at words, the number of the page below.

No font is embedded; a ToUnicode table says what the codes mean. Letters are as wide as the size, ASCII signs half of it.
"""

WIDTH, HEIGHT = 595, 842  # A4, points
MARGIN, TOP, BOTTOM = 70, 770, 90
SIZE, LEADING, GAP = 10, 16, 6
CODES = 0x10000


def _width(text):
    return sum(SIZE / 2 if ord(c) < 0x80 else SIZE for c in text)


def _broken(paragraph):
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > WIDTH - 2 * MARGIN:
            yield line
            line = word
        else:
            line = longer
    yield line


def _shown(x, y, text):
    return f"BT /F {SIZE} Tf {x} {y} Td <{''.join(f'{ord(c):04X}' for c in text)}> Tj ET\n"


def _pages(paragraphs):
    page, y = "", TOP
    for paragraph in paragraphs:
        for line in _broken(paragraph):
            if y < BOTTOM:
                yield page
                page, y = "", TOP
            page += _shown(MARGIN, y, line)
            y -= LEADING
        y -= GAP
    yield page


def _to_unicode():
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n" for high in range(CODES // 0x100)]
    parts = [ranges[i:i + 100] for i in range(0, len(ranges), 100)]
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "".join(f"{len(part)} beginbfrange\n{''.join(part)}endbfrange\n" for part in parts)
            + "endcmap end end")


def _stream(content):
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream"


def pdf_of(paragraphs):
    """The bytes of a PDF that shows the paragraphs one below the other."""
    cid = ("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) "
           "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 /W [32 126 500] >>")
    descriptor = ("<< /Type /FontDescriptor /FontName /Plain /Flags 4 /ItalicAngle 0 /Ascent 880 /Descent -120 "
                  "/CapHeight 700 /StemV 80 /FontBBox [0 -120 1000 880] >>")
    font = ("<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [5 0 R] "
            "/ToUnicode 4 0 R >>")
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font, _stream(_to_unicode()), cid, descriptor]
    kids = []
    for number, page in enumerate(_pages(paragraphs), start=1):
        content = len(objects) + 1
        objects.append(_stream(page + _shown(WIDTH / 2 - SIZE, BOTTOM / 2, f"- {number} -")))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
                       "/Resources << /Font << /F 3 0 R >> >> >>")
        kids.append(f"{content + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, offsets = "%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n").encode("ascii")
