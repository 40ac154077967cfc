"""PowerPoint presentations, written as parts of an Office Open XML package: one slide for each heading.

Debian has no python-pptx, and a presentation of plain slides needs little: a master, a layout, a theme.
"""

from xml.sax.saxutils import escape

from .package import ISO_DATE, write_package

PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
CONTENT = "application/vnd.openxmlformats-officedocument."
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1"'
    ' name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext'
    ' cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
COLOURS = (
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "1F3552"),
    ("lt2", "EEF1F5"),
    ("accent1", "2F5D8C"),
    ("accent2", "8C5D2F"),
    ("accent3", "5D8C2F"),
    ("accent4", "8C2F5D"),
    ("accent5", "2F8C8C"),
    ("accent6", "5D2F8C"),
    ("hlink", "1F4FBF"),
    ("folHlink", "6F3FBF"),
)
# Slide of 12192000 by 6858000 EMU (16:9); x, y, width, height of its places.
TITLE_PLACE = (609600, 365760, 10972800, 1005840)
BODY_PLACE = (609600, 1554480, 10972800, 4572000)


def _relationships(targets):
    return (
        PROLOGUE
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _transform(place, tag="a"):
    x, y, width, height = place
    return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'


def _text(paragraphs):
    return "".join(
        f'<a:p><a:r><a:rPr lang="ko-KR"/><a:t>{escape(text)}</a:t></a:r></a:p>'
        for text in paragraphs
    )


def _shape(number, kind, name, place, paragraphs):
    index = ' idx="1"' if kind == "body" else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks'
        ' noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{_transform(place)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        f'{_text(paragraphs) or "<a:p/>"}</p:txBody></p:sp>'
    )


def _table(number, block):
    rows, columns = len(block.rows), len(block.rows[0])
    x, y, width, _ = BODY_PLACE
    column = width // columns
    body = "".join(
        '<a:tr h="457200">'
        + "".join(
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_text([text])}</a:txBody><a:tcPr/></a:tc>"
            for text in row
        )
        + "</a:tr>"
        for row in block.rows
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="표'
        f' {number}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{_transform((x, y, width, 457200 * rows), "p")}<a:graphic><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr'
        ' firstRow="1" bandRow="1"/><a:tblGrid>'
        + f'<a:gridCol w="{column}"/>' * columns
        + f"</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _slide(heading, blocks):
    shapes = _shape(2, "title", "제목 1", TITLE_PLACE, [heading])
    lines = [block.text for block in blocks if block.kind == "paragraph"]
    if lines:
        shapes += _shape(3, "body", "내용 2", BODY_PLACE, lines)
    for number, block in enumerate((b for b in blocks if b.kind == "table"), 4):
        shapes += _table(number, block)
    return (
        f"{PROLOGUE}<p:sld{NAMESPACES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _master():
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 457200}"><a:defRPr sz="2000"><a:solidFill><a:schemeClr'
        ' val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea'
        f' typeface="+mn-ea"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 6)
    )
    return (
        f'{PROLOGUE}<p:sldMaster{NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr'
        f' val="bg1"/></p:bgRef></p:bg><p:spTree>{GROUP}'
        + _shape(2, "title", "제목", TITLE_PLACE, [])
        + _shape(3, "body", "내용", BODY_PLACE, [])
        + '</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1"'
        ' accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6"'
        ' hlink="hlink"'
        ' folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649"'
        ' r:id="rId1"/></p:sldLayoutIdLst>'
        f"<p:txStyles><p:titleStyle>{levels}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{levels}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout():
    return (
        f'{PROLOGUE}<p:sldLayout{NAMESPACES} type="obj" preserve="1"><p:cSld name="제목과'
        f' 내용"><p:spTree>{GROUP}'
        + _shape(2, "title", "제목", TITLE_PLACE, [])
        + _shape(3, "body", "내용", BODY_PLACE, [])
        + "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _theme():
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS)
    font = '<a:latin typeface="NanumGothic"/><a:ea typeface="NanumGothic"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'{PROLOGUE}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' name="나래울정공"><a:themeElements><a:clrScheme'
        f' name="나래울정공">{colours}</a:clrScheme><a:fontScheme'
        f' name="나래울정공"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme'
        f' name="나래울정공"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>'
        + f'<a:ln w="9525">{fill}</a:ln>' * 3
        + "</a:lnStyleLst><a:effectStyleLst>"
        + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
        + f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _content_types(slides):
    parts = [
        ("/ppt/presentation.xml", CONTENT + "presentationml.presentation.main+xml"),
        ("/ppt/slideMasters/slideMaster1.xml", CONTENT + "presentationml.slideMaster+xml"),
        ("/ppt/slideLayouts/slideLayout1.xml", CONTENT + "presentationml.slideLayout+xml"),
        ("/ppt/theme/theme1.xml", CONTENT + "theme+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    parts += [
        (f"/ppt/slides/slide{n}.xml", CONTENT + "presentationml.slide+xml")
        for n in range(1, slides + 1)
    ]
    return (
        PROLOGUE
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
        ' Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        ' Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
        + "</Types>"
    )


def _presentation(slides):
    identifiers = "".join(
        f'<p:sldId id="{255 + n}" r:id="rId{1 + n}"/>' for n in range(1, slides + 1)
    )
    return (
        f'{PROLOGUE}<p:presentation{NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648"'
        f' r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>{identifiers}</p:sldIdLst><p:sldSz'
        ' cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _core(title):
    return (
        f"{PROLOGUE}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title><dc:creator>주식회사'
        " 나래울정공</dc:creator><dcterms:created"
        f' xsi:type="dcterms:W3CDTF">{ISO_DATE}</dcterms:created></cp:coreProperties>'
    )


def write_pptx(path, blocks):
    slides = []  # (heading, blocks of it)
    for block in blocks:
        if block.kind in ("title", "heading"):
            slides.append((block.text, []))
        else:
            slides[-1][1].append(block)
    numbers = range(1, len(slides) + 1)
    parts = [
        ("[Content_Types].xml", _content_types(len(slides))),
        (
            "_rels/.rels",
            _relationships(
                [
                    (OFFICE + "/officeDocument", "ppt/presentation.xml"),
                    (
                        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                        "docProps/core.xml",
                    ),
                ]
            ),
        ),
        ("docProps/core.xml", _core(slides[0][0])),
        ("ppt/presentation.xml", _presentation(len(slides))),
        (
            "ppt/_rels/presentation.xml.rels",
            _relationships(
                [(OFFICE + "/slideMaster", "slideMasters/slideMaster1.xml")]
                + [(OFFICE + "/slide", f"slides/slide{n}.xml") for n in numbers]
                + [(OFFICE + "/theme", "theme/theme1.xml")]
            ),
        ),
        ("ppt/slideMasters/slideMaster1.xml", _master()),
        (
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            _relationships(
                [
                    (OFFICE + "/slideLayout", "../slideLayouts/slideLayout1.xml"),
                    (OFFICE + "/theme", "../theme/theme1.xml"),
                ]
            ),
        ),
        ("ppt/slideLayouts/slideLayout1.xml", _layout()),
        (
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            _relationships([(OFFICE + "/slideMaster", "../slideMasters/slideMaster1.xml")]),
        ),
        ("ppt/theme/theme1.xml", _theme()),
    ]
    for n, (heading, content) in zip(numbers, slides):
        parts.append((f"ppt/slides/slide{n}.xml", _slide(heading, content)))
        parts.append(
            (
                f"ppt/slides/_rels/slide{n}.xml.rels",
                _relationships([(OFFICE + "/slideLayout", "../slideLayouts/slideLayout1.xml")]),
            )
        )
    write_package(path, parts)
