"""HWPX (OWPML, KS X 6101) packages: paragraphs, outline headings, joined table cells and footnotes.

Only what a word processor needs to open the file is written. Lengths are HWPUNIT (1/7200 inch).
"""

from xml.sax.saxutils import escape

from .markup import split_footnotes
from .package import ISO_DATE, write_package

NAMESPACES = "".join(
    f' xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("ha", "http://www.hancom.co.kr/hwpml/2011/app"),
        ("hp", "http://www.hancom.co.kr/hwpml/2011/paragraph"),
        ("hs", "http://www.hancom.co.kr/hwpml/2011/section"),
        ("hc", "http://www.hancom.co.kr/hwpml/2011/core"),
        ("hh", "http://www.hancom.co.kr/hwpml/2011/head"),
        ("hpf", "http://www.hancom.co.kr/schema/2011/hpf"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("opf", "http://www.idpf.org/2007/opf/"),
    )
)
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
LANGUAGES = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
TEXT_WIDTH = 42520  # A4 less the side margins below
ROW_HEIGHT = 1700

# kind: (style and paragraph property, character property)
LOOKS = {"paragraph": (0, 0), "heading": (1, 1), "title": (2, 2), "footnote": (3, 3)}


def _for_languages(tag, value):
    return f"<hh:{tag} " + " ".join(f'{name}="{value}"' for name in LANGUAGES) + "/>"


def _character_property(number, height, bold):
    return (
        f'<hh:charPr id="{number}" height="{height}" textColor="#000000" shadeColor="none"'
        ' useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">'
        + _for_languages("fontRef", 0)
        + _for_languages("ratio", 100)
        + _for_languages("spacing", 0)
        + _for_languages("relSz", 100)
        + _for_languages("offset", 0)
        + ("<hh:bold/>" if bold else "")
        + '<hh:underline type="NONE" shape="SOLID" color="#000000"/>'
        '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
        '<hh:shadow type="NONE" color="#B2B2B2" offsetX="10" offsetY="10"/></hh:charPr>'
    )


def _paragraph_property(number, align, outline):
    heading = (
        '<hh:heading type="OUTLINE" idRef="0" level="0"/>'
        if outline
        else '<hh:heading type="NONE" idRef="0" level="0"/>'
    )
    margin = "".join(
        f'<hc:{side} value="0" unit="HWPUNIT"/>'
        for side in ("intent", "left", "right", "prev", "next")
    )
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1"'
        f' suppressLineNumbers="0" checked="0"><hh:align horizontal="{align}"'
        f' vertical="BASELINE"/>{heading}<hh:breakSetting breakLatinWord="KEEP_WORD"'
        ' breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" keepLines="0"'
        ' pageBreakBefore="0" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0"'
        f' eAsianNum="0"/><hh:margin>{margin}</hh:margin><hh:lineSpacing type="PERCENT" value="160"'
        ' unit="HWPUNIT"/><hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0"'
        ' offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
    )


def _border_fill(number, kind):
    sides = "".join(
        f'<hh:{side}Border type="{kind}" width="0.12 mm" color="#000000"/>'
        for side in ("left", "right", "top", "bottom")
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE"'
        ' breakCellSeparateLine="0"><hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash'
        f' type="NONE" Crooked="0" isCounter="0"/>{sides}<hh:diagonal type="SOLID" width="0.1 mm"'
        ' color="#000000"/></hh:borderFill>'
    )


def _header():
    fonts = "".join(
        f'<hh:fontface lang="{name.upper()}" fontCnt="1"><hh:font id="0" face="함초롬바탕"'
        ' type="TTF"'
        ' isEmbedded="0"/></hh:fontface>'
        for name in LANGUAGES
    )
    styles = "".join(
        f'<hh:style id="{i}" type="PARA" name="{name}" engName="{english}" paraPrIDRef="{i}"'
        f' charPrIDRef="{i}" nextStyleIDRef="0" langID="1042" lockForm="0"/>'
        for i, (name, english) in enumerate(
            (("바탕글", "Normal"), ("개요 1", "Outline 1"), ("제목", "Title"), ("각주", "Footnote"))
        )
    )
    levels = "".join(
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1"'
        ' widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT"'
        ' charPrIDRef="4294967295" checkable="0"/>'
        for level in range(1, 8)
    )
    return (
        f'{PROLOGUE}<hh:head{NAMESPACES} version="1.4" secCnt="1"><hh:beginNum page="1"'
        ' footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList><hh:fontfaces'
        f' itemCnt="7">{fonts}</hh:fontfaces><hh:borderFills'
        f' itemCnt="2">{_border_fill(1, "NONE")}{_border_fill(2, "SOLID")}</hh:borderFills><hh:charProperties'
        ' itemCnt="4">'
        + _character_property(0, 1000, False)
        + _character_property(1, 1200, True)
        + _character_property(2, 1800, True)
        + _character_property(3, 900, False)
        + '</hh:charProperties><hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0"'
        ' autoTabRight="0"/></hh:tabProperties><hh:numberings itemCnt="1"><hh:numbering id="1"'
        f' start="0">{levels}</hh:numbering></hh:numberings><hh:paraProperties itemCnt="4">'
        + _paragraph_property(0, "JUSTIFY", False)
        + _paragraph_property(1, "CENTER", True)
        + _paragraph_property(2, "CENTER", False)
        + _paragraph_property(3, "JUSTIFY", False)
        + "</hh:paraProperties><hh:styles"
        f' itemCnt="4">{styles}</hh:styles></hh:refList><hh:compatibleDocument'
        ' targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument><hh:docOption><hh:linkinfo'
        ' path="" pageInherit="0" footnoteInherit="0"/></hh:docOption></hh:head>'
    )


SECTION_PROPERTIES = (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000"'
    ' outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0"><hp:grid'
    ' lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0"'
    ' pic="0" tbl="0" equation="0"/><hp:visibility hideFirstHeader="0" hideFirstFooter="0"'
    ' hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0"'
    ' hideFirstEmptyLine="0" showLineNumber="0"/><hp:pagePr landscape="WIDELY" width="59528"'
    ' height="84188" gutterType="LEFT_ONLY"><hp:margin header="4252" footer="4252" gutter="0"'
    ' left="8504" right="8504" top="5668"'
    ' bottom="4252"/></hp:pagePr><hp:footNotePr><hp:autoNumFormat type="DIGIT" userChar=""'
    ' prefixChar="" suffixChar=")" supscript="0"/><hp:noteLine length="-1" type="SOLID" width="0.12'
    ' mm" color="#000000"/><hp:noteSpacing betweenNotes="283" belowLine="567"'
    ' aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement'
    ' place="EACH_COLUMN" beneathText="0"/></hp:footNotePr></hp:secPr><hp:ctrl><hp:colPr id=""'
    ' type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
)


class _Section:
    """Builds section0.xml; numbers paragraphs, footnotes and tables as it goes."""

    def __init__(self):
        self.paragraphs = 0
        self.notes = 0
        self.tables = 0

    def paragraph(self, kind, content):
        look, character = LOOKS[kind]
        properties = SECTION_PROPERTIES if self.paragraphs == 0 else ""
        self.paragraphs += 1
        return (
            f'<hp:p id="{self.paragraphs}" paraPrIDRef="{look}" styleIDRef="{look}" pageBreak="0"'
            ' columnBreak="0" merged="0"><hp:run'
            f' charPrIDRef="{character}">{properties}{content}</hp:run></hp:p>'
        )

    def sub_list(self, paragraph, align):
        return (
            f'<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}"'
            ' linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0"'
            f' hasNumRef="0">{paragraph}</hp:subList>'
        )

    def text(self, text):
        return "".join(
            f"<hp:t>{escape(part)}</hp:t>" if kind == "text" else self.footnote(part)
            for kind, part in split_footnotes(text)
        )

    def footnote(self, text):
        self.notes += 1
        number = (
            '<hp:ctrl><hp:autoNum num="%d" numType="FOOTNOTE"><hp:autoNumFormat type="DIGIT"'
            ' userChar="" prefixChar="" suffixChar=")" supscript="0"/></hp:autoNum></hp:ctrl>'
            % self.notes
        )
        paragraph = self.paragraph("footnote", f"{number}<hp:t> {escape(text)}</hp:t>")
        return (
            f'<hp:ctrl><hp:footNote number="{self.notes}" suffixChar="41"'
            f' instId="{1000 + self.notes}">'
            f'{self.sub_list(paragraph, "TOP")}</hp:footNote></hp:ctrl>'
        )

    def cell(self, cell, width):
        paragraph = self.paragraph("paragraph", f"<hp:t>{escape(cell.text)}</hp:t>")
        return (
            f'<hp:tc name="" header="{int(cell.row == 0)}" hasMargin="0" protect="0" editable="0"'
            f' dirty="0" borderFillIDRef="2">{self.sub_list(paragraph, "CENTER")}<hp:cellAddr'
            f' colAddr="{cell.column}" rowAddr="{cell.row}"/><hp:cellSpan colSpan="{cell.colspan}"'
            f' rowSpan="{cell.rowspan}"/><hp:cellSz width="{width * cell.colspan}"'
            f' height="{ROW_HEIGHT * cell.rowspan}"/><hp:cellMargin left="510" right="510"'
            ' top="141" bottom="141"/></hp:tc>'
        )

    def table(self, block):
        self.tables += 1
        rows, columns = len(block.rows), len(block.rows[0])
        width = TEXT_WIDTH // columns
        body = "".join(
            "<hp:tr>"
            + "".join(self.cell(c, width) for c in block.cells() if c.row == r)
            + "</hp:tr>"
            for r in range(rows)
        )
        return self.paragraph(
            "paragraph",
            f'<hp:tbl id="{2000 + self.tables}" zOrder="{self.tables}" numberingType="TABLE"'
            ' textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None"'
            f' pageBreak="CELL" repeatHeader="1" rowCnt="{rows}" colCnt="{columns}" cellSpacing="0"'
            f' borderFillIDRef="2" noAdjust="0"><hp:sz width="{width * columns}"'
            f' widthRelTo="ABSOLUTE" height="{ROW_HEIGHT * rows}" heightRelTo="ABSOLUTE"'
            ' protect="0"/><hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1"'
            ' allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="PARA"'
            ' vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin'
            ' left="0" right="0" top="283" bottom="283"/><hp:inMargin left="510" right="510"'
            f' top="141" bottom="141"/>{body}</hp:tbl><hp:t/>',
        )


def _content(title):
    items = "".join(
        f'<opf:item id="{name}" href="{href}" media-type="application/xml"/>'
        for name, href in (
            ("header", "Contents/header.xml"),
            ("section0", "Contents/section0.xml"),
            ("settings", "settings.xml"),
        )
    )
    return (
        f'{PROLOGUE}<opf:package{NAMESPACES} version="" unique-identifier="" id=""><opf:metadata>'
        f"<opf:title>{escape(title)}</opf:title><opf:language>ko</opf:language>"
        '<opf:meta name="creator" content="text">주식회사 나래울정공</opf:meta>'
        f'<opf:meta name="CreatedDate" content="text">{ISO_DATE}</opf:meta>'
        f'<opf:meta name="ModifiedDate" content="text">{ISO_DATE}</opf:meta></opf:metadata>'
        f'<opf:manifest>{items}</opf:manifest><opf:spine><opf:itemref idref="header" linear="yes"/>'
        '<opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>'
    )


def write_hwpx(path, blocks):
    section = _Section()
    body = "".join(
        (
            section.table(block)
            if block.kind == "table"
            else section.paragraph(block.kind, section.text(block.text))
        )
        for block in blocks
    )
    preview = "\r\n".join(block.text for block in blocks if block.kind != "table")[:1000]
    write_package(
        path,
        [
            ("mimetype", "application/hwp+zip"),
            (
                "version.xml",
                (
                    f"{PROLOGUE}<hv:HCFVersion"
                    ' xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version"'
                    ' tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0"'
                    ' buildNumber="1" os="1" xmlVersion="1.4" application="Sillok examples"'
                    ' appVersion="1"/>'
                ),
            ),
            ("Contents/header.xml", _header()),
            ("Contents/section0.xml", f"{PROLOGUE}<hs:sec{NAMESPACES}>{body}</hs:sec>"),
            ("Preview/PrvText.txt", preview),
            (
                "settings.xml",
                (
                    f"{PROLOGUE}<ha:HWPApplicationSetting{NAMESPACES}><ha:CaretPosition"
                    ' listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
                ),
            ),
            (
                "META-INF/container.xml",
                (
                    f"{PROLOGUE}<ocf:container"
                    f' xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"{NAMESPACES}><ocf:rootfiles><ocf:rootfile'
                    ' full-path="Contents/content.hpf"'
                    ' media-type="application/hwpml-package+xml"/><ocf:rootfile'
                    ' full-path="Preview/PrvText.txt"'
                    ' media-type="text/plain"/></ocf:rootfiles></ocf:container>'
                ),
            ),
            (
                "META-INF/manifest.xml",
                (
                    f"{PROLOGUE}<odf:manifest"
                    ' xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
                ),
            ),
            ("Contents/content.hpf", _content(blocks[0].text)),
        ],
        stored=("mimetype", "version.xml"),
    )
