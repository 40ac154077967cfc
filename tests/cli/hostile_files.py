"""Files made to harm: for every format that is read, bombs, endless chains, lying lengths, deep nests.

Each writer gives the bytes of one file. FILES says of each how it must end: FAILS (nothing of it is kept,
its reason matches), PART (what can be read is kept; where there is a pattern, a warning matches it) or EITHER.
"""

import io
import os
import struct
import sys
import zipfile
import zlib
from functools import lru_cache

FAILS, PART, EITHER = "fails", "part", "either"
DEEP = 10_000
HUGE = 1 << 31
BOMB = 96 << 20  # more than the tests let an archive unpack to


# ---- packing ----------------------------------------------------------------------------------


@lru_cache(None)
def zeros(size=BOMB):
    """Raw deflate of `size` zero bytes, about a thousandth of it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    out = b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20))
    return out + packer.flush()


def deflated(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def local_header(name, packed, unpacked, crc):
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, crc, packed, unpacked, len(name), 0) + name


def central_entry(name, packed, unpacked, crc, offset):
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, crc, packed, unpacked, len(name),
                       0, 0, 0, 0, 0, offset) + name


def end_of_zip(entries, size, offset):
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, entries & 0xFFFF, entries & 0xFFFF, size, offset, 0)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def zipped_raw(parts):
    """Entries whose deflated bytes and declared sizes are given: {name: (packed, unpacked, crc)}."""
    body, central = b"", b""
    for name, (packed, unpacked, crc) in parts.items():
        raw = name.encode()
        central += central_entry(raw, len(packed), unpacked, crc, len(body))
        body += local_header(raw, len(packed), unpacked, crc) + packed
    return body + central + end_of_zip(len(parts), len(central), len(body))


def raw(data):
    data = data.encode() if isinstance(data, str) else data
    return deflated(data), len(data), zlib.crc32(data)


# ---- XML --------------------------------------------------------------------------------------


def billion_laughs(root, inside="&z9;"):
    entities = '<!ENTITY z0 "ha">' + "".join(
        f'<!ENTITY z{n} "{f"&z{n - 1};" * 10}">' for n in range(1, 10))
    name = root.split()[0]
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE {name} [{entities}]><{root}>{inside}</{name}>'


def quadratic_entity(root):
    name = root.split()[0]
    return f'<!DOCTYPE {name} [<!ENTITY a "{"a" * 100_000}">]><{root}>{"&a;" * 100_000}</{name}>'


def deep(opening, closing, inside="", depth=DEEP):
    return opening * depth + inside + closing * depth


# ---- HWPX -------------------------------------------------------------------------------------

HWPX_NAMES = ('xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
              'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"')


def hwpx_parts(section, sections=1):
    items = "".join(f'<opf:item id="s{n}" href="Contents/section{n}.xml" media-type="application/xml"/>'
                    for n in range(sections))
    refs = "".join(f'<opf:itemref idref="s{n}"/>' for n in range(sections))
    return {"mimetype": "application/hwp+zip",
            "Contents/content.hpf": '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
                                    f"{items}</opf:manifest><opf:spine>{refs}</opf:spine></opf:package>",
            "Contents/section0.xml": section}


def hwpx_section(inside):
    return f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {HWPX_NAMES}>{inside}</hs:sec>'


def hwpx_words(text="앞에 있는 글이다."):
    return f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>"


def hwpx(inside):
    return zipped(hwpx_parts(hwpx_section(hwpx_words() + inside)))


def hwpx_table(rows, columns, cell):
    return hwpx(f'<hp:p><hp:run><hp:tbl rowCnt="{rows}" colCnt="{columns}"><hp:tr><hp:tc>'
                f"<hp:subList>{hwpx_words('칸')}</hp:subList>{cell}</hp:tc></hp:tr></hp:tbl></hp:run></hp:p>")


def hwpx_bomb():
    parts = {name: raw(data) for name, data in hwpx_parts("").items()}
    parts["Contents/section0.xml"] = (zeros(), BOMB, 0)
    return zipped_raw(parts)


def hwpx_bomb_that_lies():
    parts = {name: raw(data) for name, data in hwpx_parts("").items()}
    parts["Contents/section0.xml"] = (zeros(), 1000, 0)
    return zipped_raw(parts)


def hwpx_overlapping():
    """Forty sections, all of them the same bytes of the archive."""
    parts = {name: raw(data) for name, data in hwpx_parts("", 40).items() if name != "Contents/section0.xml"}
    words = [f"<hp:p><hp:run><hp:t>제{n:07}째 글{n * 7919 % 9973}</hp:t></hp:run></hp:p>" for n in range(130_000)]
    packed, unpacked, crc = raw(hwpx_section("".join(words)))
    body, central = b"", b""
    for name, (data, size, check) in parts.items():
        central += central_entry(name.encode(), len(data), size, check, len(body))
        body += local_header(name.encode(), len(data), size, check) + data
    at = len(body)
    body += local_header(b"Contents/section0.xml", len(packed), unpacked, crc) + packed
    for n in range(40):
        central += central_entry(f"Contents/section{n}.xml".encode(), len(packed), unpacked, crc, at)
    return body + central + end_of_zip(len(parts) + 40, len(central), len(body))


def hwpx_many_entries():
    parts = hwpx_parts(hwpx_section(hwpx_words()))
    parts.update({f"BinData/{n}": "" for n in range(5000)})
    return zipped(parts)


def hwpx_nested():
    """Archives in archives: nothing looks into them."""
    inner = zipped_raw({"0": (zeros(), BOMB, 0)})
    for _ in range(3):
        inner = zipped({f"{n}.zip": inner for n in range(4)})
    return zipped({**hwpx_parts(hwpx_section(hwpx_words())), "BinData/a.zip": inner})


# ---- compound files and HWP 5 -----------------------------------------------------------------

FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def directory_entry(name, kind, child=FREE, right=FREE, left=FREE, start=END, size=0):
    letters = name.encode("utf-16-le")
    return (letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters) + 2, kind, 1, left, right, child)
            + bytes(36) + struct.pack("<IQ", start, size))


def compound(streams, change_table=None, change_directory=None):
    """A compound file of {path: bytes}, all of them in whole sectors; what is wrong is changed at the end."""
    sectors, table, entries = [], [], [None]

    def chain(data):
        first = len(sectors)
        pieces = [data[at:at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)] or [bytes(512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            table.append(first + number + 1 if number + 1 < len(pieces) else END)
        return first

    def add(kind, name, **facts):
        entries.append({"name": name, "kind": kind, **facts})
        return len(entries) - 1

    def linked(children):
        for one, two in zip(children, children[1:]):
            entries[one]["right"] = two
        return children[0] if children else FREE

    top, folders = [], {}
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        data = data.ljust(4096, b"\0") if len(data) < 4096 else data
        number = add(2, name, start=chain(data), size=len(data))
        folders.setdefault(folder, []).append(number) if folder else top.append(number)
    for folder, children in folders.items():
        top.append(add(1, folder, child=linked(children)))
    entries[0] = {"name": "Root Entry", "kind": 5, "child": linked(top)}
    if change_directory:
        change_directory(entries)
    directory = b"".join(directory_entry(**entry) for entry in entries)
    at = chain(directory + directory_entry("", 0) * (-len(entries) % 4))
    fats = -(-(len(sectors) + 2) // 127)
    first_fat = len(sectors)
    table += [FAT_SECTOR] * fats
    if change_table:
        change_table(table, at)
    packed = struct.pack(f"<{len(table)}I", *table).ljust(fats * 512, b"\xff")
    header = (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16)
              + struct.pack("<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fats, at, 0, 4096, END, 0, END, 0))
    fat_list = list(range(first_fat, first_fat + fats))
    header += struct.pack("<109I", *(fat_list + [FREE] * 109)[:109])
    return header + b"".join(sectors) + packed


def record(tag, level, data, size=None):
    size = len(data) if size is None else size
    if size < 0xFFF:
        return struct.pack("<I", tag | level << 10 | size << 20) + data
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, size & 0xFFFFFFFF) + data


PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER, TABLE = 66, 67, 71, 72, 77


def hwp5_paragraph(text, level=0):
    letters = text.encode("utf-16-le") + b"\r\0"
    return (record(PARA_HEADER, level, struct.pack("<IIHBBHHHI", len(letters) // 2, 0, 0, 0, 0, 0, 0, 0, 0))
            + record(PARA_TEXT, level + 1, letters))


def hwp5_file_header(flags=1):
    return (b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000500, flags)).ljust(256, b"\0")


def hwp5_streams(section, flags=1, packed=None):
    return {"FileHeader": hwp5_file_header(flags), "DocInfo": deflated(record(16, 0, bytes(26))),
            "BodyText/Section0": packed if packed is not None else deflated(section)}


def hwp5(section, **changes):
    return compound(hwp5_streams(hwp5_paragraph("앞에 있는 글이다.") + section), **changes)


def hwp5_table(rows, columns, level=0, cells=b""):
    """A paragraph with a table of one cell and what is in the cell."""
    anchor = struct.pack("<H", 11) + b" lbt" + bytes(8) + struct.pack("<H", 11) + b"\r\0"
    size = struct.pack("<IHH", 0, rows & 0xFFFF, columns & 0xFFFF) + bytes(10)
    cell = struct.pack("<HIH", 1, 0, 0) + struct.pack("<HHHHII4HH", 0, 0, 1, 1, 100, 100, 0, 0, 0, 0, 0)
    return (record(PARA_HEADER, level, struct.pack("<IIHBBHHHI", len(anchor) // 2, 1 << 11, 0, 0, 0, 0, 0, 0, 0))
            + record(PARA_TEXT, level + 1, anchor) + record(CTRL_HEADER, level + 1, b" lbt" + bytes(42))
            + record(TABLE, level + 2, size) + record(LIST_HEADER, level + 2, cell) + cells)


def hwp5_nested_tables():
    """The level of a record has ten bits; a table takes two of them."""
    inside = hwp5_paragraph("가장 안쪽", 1020)
    for level in range(1018, -1, -2):
        inside = hwp5_table(1, 1, level, inside)
    return hwp5(inside)


def hwp5_looping():
    words = "".join(f"{n * 7919 % 99991} 글 " for n in range(9000))
    return compound(hwp5_streams(hwp5_paragraph(words)), change_table=loop_in_table)


def hwp5_endless_numbers():
    facts = record(17, 0, b"\xff" * 72) + record(26, 0, b"\xff" * 40) * 1000
    return compound({**hwp5_streams(hwp5_paragraph("앞에 있는 글이다.")), "DocInfo": deflated(facts)})


def hwp5_endless_paragraph():
    return hwp5(record(PARA_HEADER, 0, b"\xff" * 22) + record(PARA_TEXT, 1, b"\xff" * 9))


def hwp5_bomb():
    return compound(hwp5_streams(b"", packed=zeros()))


def loop_in_table(table, directory):
    table[directory - 2] = directory - 9  # inside the last stream


def loop_in_directory_chain(table, directory):
    table[directory] = directory


def loop_in_directory(entries):
    for entry in entries:
        entry["left"] = 1
        entry["right"] = 2
    entries[-1]["child"] = 0


def huge_streams(entries):
    for entry in entries:
        if entry["kind"] == 2:
            entry["size"] = 0xFFFFFFFFFFFFFF00


def outside_streams(entries):
    for entry in entries:
        if entry["kind"] == 2:
            entry["start"] = 0x7FFFFFFF


# ---- HWP 3, HWPML -----------------------------------------------------------------------------


def hwp3(body, packed=True):
    start = b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05"
    facts = bytearray(128)
    facts[124] = 1 if packed else 0
    return start + bytes(facts) + bytes(1008) + body


def hwpml(inside):
    return ('<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8"><HEAD/><BODY><SECTION Id="0">'
            f"<P><TEXT><CHAR>앞에 있는 글이다.</CHAR></TEXT></P>{inside}</SECTION></BODY></HWPML>").encode()


def hwpml_table(grid, cell):
    return hwpml(f"<P><TEXT><TABLE {grid}><ROW><CELL {cell}><PARALIST><P><TEXT><CHAR>칸</CHAR></TEXT></P>"
                 "</PARALIST></CELL></ROW></TABLE></TEXT></P>")


def hwpml_laughs():
    return billion_laughs('HWPML Version="2.8"',
                          "<BODY><SECTION><P><TEXT><CHAR>&z9;</CHAR></TEXT></P></SECTION></BODY>")


def hwpx_laughs():
    return zipped(hwpx_parts(billion_laughs(f"hs:sec {HWPX_NAMES}", hwpx_words("&z9;"))))


def hwpx_deep():
    return hwpx(deep("<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>",
                     "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>", hwpx_words()))


def hwpx_grid():
    return hwpx_table(HUGE, HUGE, f'<hp:cellAddr colAddr="{HUGE - 1}" rowAddr="-1"/>'
                                  f'<hp:cellSpan colSpan="-5" rowSpan="{HUGE}"/>')


# ---- office documents -------------------------------------------------------------------------

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SLIDE = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
         'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')


def relation(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def office(main, content, more=None):
    return {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                                   '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{relation(1, "officeDocument", main)}</Relationships>',
            main: content, **(more or {})}


def docx_words(text="앞에 있는 글이다."):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_parts(inside):
    return office("word/document.xml", f"<w:document {WORD}><w:body>{docx_words()}{inside}</w:body></w:document>")


def docx(inside):
    return zipped(docx_parts(inside))


def docx_xml(content):
    return zipped(office("word/document.xml", content))


def docx_bomb():
    parts = {name: raw(data) for name, data in docx_parts("").items()}
    parts["word/document.xml"] = (zeros(), BOMB, 0)
    return zipped_raw(parts)


def docx_laughs():
    return docx_xml(billion_laughs(f"w:document {WORD}", f"<w:body>{docx_words('&z9;')}</w:body>"))


def docx_spans():
    return docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{HUGE - 1}"/></w:tcPr>{docx_words("칸")}</w:tc></w:tr>'
                f'<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc>{docx_words("칸")}</w:tc></w:tr></w:tbl>')


def xlsx_parts(sheet, strings=None):
    names = f'xmlns:r="{RELATIONS}"'
    relations = relation(1, "worksheet", "worksheets/sheet1.xml")
    more = {"xl/worksheets/sheet1.xml": sheet}
    if strings is not None:
        relations += relation(2, "sharedStrings", "sharedStrings.xml")
        more["xl/sharedStrings.xml"] = strings
    more["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    book = f'<workbook {SHEET} {names}><sheets><sheet name="표" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return office("xl/workbook.xml", book, more)


def xlsx(inside):
    return zipped(xlsx_parts(f"<worksheet {SHEET}>{inside}</worksheet>"))


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx_corners():
    rows = "".join(f'<row r="{r}">{text_cell(f"{c}{r}", "값")}</row>'
                   for r, c in ((1, "A"), (524288, "XFD"), (1048576, "A"), (1048576, "XFD")))
    return xlsx(f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
                '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def xlsx_one_string():
    """One long string that a hundred thousand cells show."""
    strings = f'<sst {SHEET}><si><t>{"긴글" * 20_000}</t></si></sst>'
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 100_001))
    return zipped(xlsx_parts(f"<worksheet {SHEET}><sheetData>{cells}</sheetData></worksheet>", strings))


def xlsx_laughs():
    row = f'<sheetData><row r="1">{text_cell("A1", "&z9;")}</row></sheetData>'
    return zipped(xlsx_parts(billion_laughs(f"worksheet {SHEET}", row)))


def pptx_words(text):
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def pptx_spans():
    cell = "<a:txBody><a:p><a:r><a:t>칸</a:t></a:r></a:p></a:txBody>"
    return pptx(f'<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc gridSpan="{HUGE - 1}" '
                f'rowSpan="{HUGE - 1}">{cell}</a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>')


def pptx(inside):
    slide = (f"<p:sld {SLIDE}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>앞에 있는 글이다.</a:t></a:r></a:p>"
             f"</p:txBody></p:sp>{inside}</p:spTree></p:cSld></p:sld>")
    return pptx_xml(slide)


def pptx_xml(slide):
    more = {"ppt/slides/slide1.xml": slide,
            "ppt/_rels/presentation.xml.rels":
                f'<Relationships xmlns="{PACKAGE}">{relation(1, "slide", "slides/slide1.xml")}</Relationships>'}
    main = (f'<p:presentation {SLIDE} xmlns:r="{RELATIONS}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
            "</p:sldIdLst></p:presentation>")
    return zipped(office("ppt/presentation.xml", main, more))


# ---- PDF --------------------------------------------------------------------------------------


def pdf(objects, root=1):
    """`objects`: {number: body}."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start = len(out)
    last = max(objects)
    out += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, last + 1):
        out += f"{places.get(number, 0):010} 00000 n \n".encode()
    return out + f"trailer << /Size {last + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def pdf_stream(facts, data):
    return f"<< {facts} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> >>"


def pdf_page(content, resources=""):
    return pdf({1: CATALOG, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: PAGE % resources, 4: content})


def pdf_loop_of_pages():
    return pdf({1: CATALOG, 2: "<< /Type /Pages /Kids [2 0 R 5 0 R 2 0 R] /Count 2000000000 >>",
                5: "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 5 0 R] /Count 1000000000 >>"})


def pdf_deep_pages():
    kids = {n: f"<< /Type /Pages /Parent {n - 1} 0 R /Kids [{n + 1} 0 R] /Count 1 >>" for n in range(2, DEEP)}
    return pdf({1: CATALOG, **kids, DEEP: "<< /Type /Page /MediaBox [0 0 600 800] >>"})


def pdf_form_in_itself():
    form = pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /A 5 0 R >> >>",
                      b"/A Do /A Do " * 20)
    objects = {1: CATALOG, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: PAGE % "/XObject << /A 5 0 R >>",
               4: pdf_stream("", b"/A Do"), 5: form}
    return pdf(objects)


def pdf_object_of_itself():
    return pdf({1: CATALOG, 2: "3 0 R", 3: "2 0 R"})


def pdf_bomb():
    packed = zlib.compress(b"", 9)[:2] + zeros() + b"\0\0\0\0"
    return pdf_page(pdf_stream("/Filter /FlateDecode", packed))


def pdf_bomb_in_bombs():
    data = zlib.compress(zlib.compress(zlib.compress(bytes(BOMB), 9), 9), 9)
    return pdf_page(pdf_stream("/Filter [/FlateDecode /FlateDecode /FlateDecode]", data))


def pdf_huge_page():
    return pdf({1: CATALOG, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: "<< /Type /Page /Parent 2 0 R /MediaBox [-1e38 -1e38 1e38 1e38] >>"})


def pdf_deep_arrays():
    return pdf_page(pdf_stream("", b"[" * 100_000 + b"]" * 100_000 + b" TJ"))


def pdf_lying_length():
    return pdf_page(b"<< /Length 99999999999999 >>\nstream\nBT (a) Tj ET\nendstream")


# ---- all of them ------------------------------------------------------------------------------


def html(inside):
    return f"<!doctype html><html><body><p>앞에 있는 글이다.</p>{inside}</body></html>"


def html_spans():
    return html('<table><tr><td colspan="2000000000" rowspan="2000000000">가</td></tr>'
                + '<tr><td rowspan="65534" colspan="1000">나</td></tr>' * 1000 + "</table>")


def json_nest():
    return "[" * DEEP + '"글"' + "]" * DEEP


OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>글이다. &f;</a>'
TOO_MUCH = "unpacks to more than"
TOO_DEEP = "nested"
ENTITIES = "declares entities"

FILES = {
    # name: (writer, how it ends, what its reason or warning says)
    "bomb.hwpx": (hwpx_bomb, FAILS, TOO_MUCH),
    "lying-bomb.hwpx": (hwpx_bomb_that_lies, FAILS, TOO_MUCH),
    "overlapping.hwpx": (hwpx_overlapping, FAILS, TOO_MUCH),
    "many-entries.hwpx": (hwpx_many_entries, FAILS, "entries"),
    "nested-archives.hwpx": (hwpx_nested, PART, ""),
    "laughs.hwpx": (hwpx_laughs, FAILS, ENTITIES),
    "deep.hwpx": (hwpx_deep, FAILS, TOO_DEEP),
    "grid.hwpx": (hwpx_grid, PART, ""),
    "bomb.hwp": (hwp5_bomb, FAILS, TOO_MUCH),
    "huge-record.hwp": (lambda: hwp5(record(PARA_TEXT, 1, "글".encode("utf-16-le"), 0xFFFFFFFF)), PART, "cut off"),
    "endless-paragraph.hwp": (hwp5_endless_paragraph, PART, ""),
    "grid.hwp": (lambda: hwp5(hwp5_table(-1, -1, cells=hwp5_paragraph("칸", 2))), PART, ""),
    "nested-tables.hwp": (hwp5_nested_tables, FAILS, TOO_DEEP),
    "endless-numbers.hwp": (hwp5_endless_numbers, PART, ""),
    "loop-in-table.hwp": (hwp5_looping, PART, "damaged"),
    "loop-of-directory.hwp": (lambda: hwp5(b"", change_table=loop_in_directory_chain), FAILS, "no section"),
    "loop-in-directory.hwp": (lambda: hwp5(b"", change_directory=loop_in_directory), FAILS, "no section"),
    "huge-streams.hwp": (lambda: hwp5(b"", change_directory=huge_streams), PART, "damaged"),
    "streams-outside.hwp": (lambda: hwp5(b"", change_directory=outside_streams), FAILS, "damaged"),
    "password.hwp": (lambda: compound(hwp5_streams(b"", flags=3)), FAILS, "password"),
    "bomb-3.hwp": (lambda: hwp3(zeros()), FAILS, TOO_MUCH),
    "lengths-3.hwp": (lambda: hwp3(b"\xff" * 65536, packed=False), FAILS, "damaged"),
    "packed-lengths-3.hwp": (lambda: hwp3(deflated(b"\xff" * 65536)), FAILS, "damaged"),
    "laughs.hml": (hwpml_laughs, FAILS, ENTITIES),
    "deep.hml": (lambda: hwpml(deep("<P><TEXT><TABLE><ROW><CELL><PARALIST>",
                                    "</PARALIST></CELL></ROW></TABLE></TEXT></P>",
                                    "<P><TEXT><CHAR>칸</CHAR></TEXT></P>")), EITHER, ""),
    "grid.hml": (lambda: hwpml_table(f'RowCount="{HUGE - 1}" ColCount="{HUGE - 1}"',
                                     f'ColAddr="{HUGE - 1}" RowAddr="-1" ColSpan="{HUGE - 1}" RowSpan="-2"'), PART, ""),
    "bomb.docx": (docx_bomb, FAILS, TOO_MUCH),
    "laughs.docx": (docx_laughs, FAILS, ENTITIES),
    "quadratic.docx": (lambda: docx_xml(quadratic_entity(f"w:document {WORD}")), FAILS, ENTITIES),
    "deep.docx": (lambda: docx(deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", docx_words())), PART, TOO_DEEP),
    "spans.docx": (docx_spans, PART, ""),
    "corners.xlsx": (xlsx_corners, PART, ""),
    "one-string.xlsx": (xlsx_one_string, PART, "cut"),
    "laughs.xlsx": (xlsx_laughs, PART, ENTITIES),
    "deep.xlsx": (lambda: xlsx(deep("<sheetData>", "</sheetData>")), PART, "no text"),
    "laughs.pptx": (lambda: pptx_xml(billion_laughs(f"p:sld {SLIDE}", "<p:cSld>&z9;</p:cSld>")), PART, ENTITIES),
    "deep.pptx": (lambda: pptx(deep("<p:grpSp>", "</p:grpSp>", pptx_words("안"))), PART, TOO_DEEP),
    "spans.pptx": (pptx_spans, PART, ""),
    "loop-of-pages.pdf": (pdf_loop_of_pages, FAILS, "pages"),
    "deep-pages.pdf": (pdf_deep_pages, FAILS, "no text"),
    "form-in-itself.pdf": (pdf_form_in_itself, FAILS, "no text"),
    "object-of-itself.pdf": (pdf_object_of_itself, FAILS, "pages"),
    "bomb.pdf": (pdf_bomb, FAILS, "no text"),
    "bomb-in-bombs.pdf": (pdf_bomb_in_bombs, FAILS, "no text"),
    "lying-length.pdf": (pdf_lying_length, FAILS, "no text"),
    "deep-arrays.pdf": (pdf_deep_arrays, FAILS, "no text"),
    "huge-page.pdf": (pdf_huge_page, FAILS, "no text"),
    "deep.html": (lambda: html(deep("<div>", "</div>", "안")), PART, TOO_DEEP),
    "deep-tables.html": (lambda: html(deep("<table><tr><td>", "</td></tr></table>", "안")), PART, TOO_DEEP),
    "deep-inline.html": (lambda: html(deep("<b><i>", "", "안") * 3), PART, TOO_DEEP),
    "spans.html": (html_spans, PART, "left out"),
    "references.html": (lambda: html("&amp" * 1_000_000 + "&#99999999999999;"), PART, ""),
    "attributes.html": (lambda: html("<p " + "a=b " * 1_000_000 + ">글</p>"), PART, ""),
    "laughs.xml": (lambda: billion_laughs("a"), FAILS, ENTITIES),
    "quadratic.xml": (lambda: quadratic_entity("a"), PART, ENTITIES),
    "deep.xml": (lambda: "<?xml version='1.0'?>" + deep("<a>", "</a>", "글"), PART, TOO_DEEP),
    "outside.xml": (lambda: OUTSIDE, PART, ENTITIES),
    "deep.json": (json_nest, FAILS, TOO_DEEP),
    "deep-objects.json": (lambda: '{"a":' * DEEP + "1" + "}" * DEEP, FAILS, TOO_DEEP),
    "deep.jsonl": (lambda: json_nest() + "\n" + '{"id": "1", "text": "글이다."}\n', PART, "line 1"),
    "one-line.csv": (lambda: "가," * (24 << 20), PART, "left out"),
    "open-quote.csv": (lambda: '이름,값\n"' + "가\n" * (1 << 19), PART, "never closed"),
    "deep-quotes.md": (lambda: "> " * DEEP + "글\n", PART, ""),
    "many-marks.md": (lambda: ">" * 200_000 + "글\n" + "- " * 100_000 + "글\n", PART, ""),
    "brackets.md": (lambda: "[" * 300_000 + "글" + "](" * 300_000, PART, ""),
    "stars.md": (lambda: "*_" * 300_000 + "글" + "**a" * 100_000, PART, ""),
    "one-line.md": (lambda: "가나다 " * (2 << 20), PART, ""),
    "zeros.txt": (lambda: bytes(32 << 20), FAILS, "no text"),
}


def write_all(folder):
    for name, (writer, _, _) in FILES.items():
        data = writer()
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)


if __name__ == "__main__":
    write_all(sys.argv[1])
