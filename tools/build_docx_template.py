"""Build templates/report.docx: real paragraphs in named styles, with the tags of docxtpl.

Restyle the result in Word or WPS for one agency; change this script when the shipped look is to change.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from govreport_writer.documents.docx.template import patched, prepared_folder, prepared_name, tagged_parts

OUTPUT = Path(__file__).resolve().parent.parent / "templates" / "report.docx"

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
PITCH = 579  # twips: 22 lines in 225 mm
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'  # two characters
HANGING = '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'  # below the name
NONE = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'

# name: alternative name, family, pitch
FONTS = {
    FANG: ("仿宋", "modern", "fixed"),
    KAI: ("楷体", "modern", "fixed"),
    HEI: ("SimHei", "modern", "fixed"),
    TITLE: ("FZXiaoBiaoSong-B05S", "auto", "variable"),
    SONG: ("SimSun", "auto", "variable"),
    LATIN: ("", "roman", "variable"),
}

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


BUILT_IN = (
    *("Normal", "Title", "heading 1", "heading 2", "heading 3", "heading 4", "Body Text", "List Paragraph"),
    *("caption", "Signature", "Date", "header", "footer"),
)


@dataclass(frozen=True)
class Style:
    """A paragraph style: Chinese face, size in half points, paragraph properties in schema order."""

    name: str
    face: str = FANG
    size: int = 32
    paragraph: str = ""
    spacing: int = 0  # between characters, in twips
    latin: str = LATIN
    next: str = ""

    @property
    def id(self) -> str:
        """The name as Word writes ids."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())

    def xml(self) -> str:
        """Return the style."""
        default = ' w:default="1"' if self.name == "Normal" else ""
        custom = "" if self.name in BUILT_IN else ' w:customStyle="1"'
        based = "" if default else val("basedOn", "Normal")
        follows = val("next", self.next) if self.next else ""
        size = val("sz", self.size) + val("szCs", self.size)
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.id}">{val("name", self.name)}'
            f"{based}{follows}<w:qFormat/><w:pPr>{self.paragraph}</w:pPr>"
            f"<w:rPr>{fonts(self.face, self.latin)}{val('spacing', self.spacing)}{size}</w:rPr></w:style>"
        )


def val(name: str, value: object) -> str:
    """Return the commonest kind of element."""
    return f'<w:{name} w:val="{value}"/>'


def fonts(face: str, latin: str = LATIN, cs: str = LATIN) -> str:
    """Return the four fonts by name; a theme would override them on another computer."""
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{face}" w:hAnsi="{latin}" w:cs="{cs}"/>'


def line(pitch: int, after: int = 0, rule: str = "exact", before: int = 0) -> str:
    """Return the pitch of lines and the room around a paragraph, in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{pitch}" w:lineRule="{rule}"/>'


def outline(level: int) -> str:
    """Return the place in the navigation pane, from 0."""
    return val("outlineLvl", level)


LEFT, CENTRE, RIGHT = (val("jc", side) for side in ("left", "center", "right"))
KEEP = "<w:keepNext/>"
OFF_GRID = val("snapToGrid", 0)
SMALL = OFF_GRID + line(240, before=20, after=20)
LARGER = OFF_GRID + line(320, before=20, after=20)

STYLES = (
    Style("Normal", paragraph=line(PITCH) + val("jc", "both")),
    Style("Title", TITLE, 44, OFF_GRID + NONE + CENTRE, next="BodyText"),
    Style("heading 1", HEI, 32, KEEP + INDENT + outline(0), next="BodyText"),
    Style("heading 2", KAI, 32, KEEP + INDENT + outline(1), next="BodyText"),
    Style("heading 3", FANG, 32, KEEP + INDENT + outline(2), next="BodyText"),
    Style("heading 4", FANG, 32, KEEP + INDENT + outline(3), next="BodyText"),
    Style("Body Text", paragraph=INDENT, spacing=-5),
    Style("List Paragraph", paragraph=INDENT, spacing=-5),
    Style("caption", HEI, 24, KEEP + OFF_GRID + line(400, after=80) + NONE + CENTRE),
    Style("Figure", paragraph=OFF_GRID + line(240, 120, "auto", 120) + NONE + CENTRE),
    Style("Table Head", SONG, 18, SMALL + CENTRE),
    Style("Table Label", SONG, 18, SMALL + LEFT),
    Style("Table Value", SONG, 18, SMALL + CENTRE),
    Style("Text Table Head", HEI, 21, LARGER + CENTRE),
    Style("Text Table Cell", SONG, 21, LARGER + LEFT),
    Style("Text Table Figure", SONG, 21, LARGER + CENTRE),
    Style("Table Gap", SONG, 2, OFF_GRID + line(20, after=140)),
    Style("Annex Note", paragraph=HANGING),
    Style("Signature", paragraph=RIGHT),
    Style("Date", paragraph=RIGHT),
    Style("Annex Heading", HEI, 32, KEEP + "<w:pageBreakBefore/>" + LEFT + outline(0)),
    Style("Annex Title", TITLE, 44, KEEP + OFF_GRID + line(PITCH, after=140) + CENTRE),
    Style("header", SONG, 18, OFF_GRID + line(240) + CENTRE),
    Style("footer", SONG, 28, OFF_GRID + line(400), latin=SONG),
)

# in the text: bold type becomes Hei and italics Kai, as Chinese printing has it
CHARACTER_STYLES = {
    "Strong": fonts(HEI),
    "Emphasis": fonts(KAI),
    "Hyperlink": "",
}


def styles() -> str:
    """Return the styles."""
    breaks = "<w:kinsoku/><w:wordWrap/><w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd/>"
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    drawn = "".join(style.xml() for style in STYLES) + "".join(
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
        for name, look in CHARACTER_STYLES.items()
    )
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}"
        f'<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>{language}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{val('widowControl', 0)}{breaks}{line(PITCH)}</w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        f"{drawn}</w:styles>"
    )


def paragraph(style: str, text: str = "", content: str = "") -> str:
    """Return a paragraph in a style of the list, by name."""
    look = next(each for each in STYLES if each.name == style)
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{look.id}"/></w:pPr>{run}{content}</w:p>'


def tag(text: str) -> str:
    """Return a paragraph that only holds a tag and disappears with it."""
    return paragraph("Body Text", "{%p " + text + " %}")


def when(condition: str, *content: str) -> list[str]:
    """Return content that stands only under a condition."""
    return [tag(f"if {condition}"), *content, tag("endif")]


def each(name: str, items: str, *content: str) -> list[str]:
    """Return content that stands once for each item."""
    return [tag(f"for {name} in {items}"), *content, tag("endfor")]


TABLE = (
    *when("block.caption", paragraph("caption", "{{ block.caption }}")),
    paragraph("Body Text", "{{p block.xml }}"),
    paragraph("Table Gap"),
)
IN_STYLE = {
    "paragraph": "Body Text",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "item": "List Paragraph",
    "figure": "Figure",
}


def block() -> list[str]:
    """Return the paragraphs for every kind of block, one of which remains."""
    words = ("if", *["elif"] * len(IN_STYLE))
    content: list[str] = []
    for word, (kind, style) in zip(words, IN_STYLE.items(), strict=False):
        content += [tag(f'{word} block.kind == "{kind}"'), paragraph(style, "{{r block.runs }}")]
    return [*content, tag('elif block.kind == "table"'), *TABLE, tag("endif")]


def document() -> str:
    """Return the text of the template."""
    blank = paragraph("Body Text")
    content = [
        *each("line", "title", paragraph("Title", "{{ line }}")),
        blank,
        *each(
            "section",
            "sections",
            *when("section.title", paragraph("heading 1", "{{ section.title }}")),
            *each("block", "section.blocks", *block()),
        ),
        *when("annex", blank, paragraph("Annex Note", "{{ annex.reference }}")),
        *when("signature", blank, paragraph("Signature", "{{p signature.xml }}")),
        *when(
            "annex",
            paragraph("Annex Heading", "{{ annex.heading }}"),
            blank,
            paragraph("Annex Title", "{{ annex.title }}"),
            *each("block", "annex.blocks", *TABLE),
        ),
    ]
    return f"<w:document {W} {R}><w:body>{''.join(content)}{section_properties()}</w:body></w:document>"


def section_properties() -> str:
    """Return the page: A4, 22 lines in a text area of 156 by 225 mm."""
    references = "".join(
        f'<w:{kind}Reference w:type="{side}" r:id="{kind}-{side}"/>'
        for kind in ("header", "footer")
        for side in ("default", "even")
    )
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417"'
        f' w:gutter="0"/><w:cols w:space="720"/><w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )


def footer(side: str) -> str:
    """Return the page number between dashes, a character in from the outer edge."""
    outer = "left" if side == "even" else "right"
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    field = "".join(
        f"<w:r>{hint}{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return (
        f'<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{outer}="280"/>'
        f'<w:jc w:val="{outer}"/></w:pPr>{field}</w:p></w:ftr>'
    )


def header(side: str) -> str:
    """Return the stamp of a draft, across the page and behind the text; nothing otherwise."""
    number = 1 if side == "default" else 2
    place = ";".join(
        (
            "position:absolute;margin-left:0;margin-top:0;width:360pt;height:180pt;rotation:315",
            "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin",
            "mso-position-vertical:center;mso-position-vertical-relative:margin",
        )
    )
    shape = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>'
        '</v:formulas><v:path textpathok="t" o:connecttype="custom"'
        ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
        ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136"'
        f' style="{place}" o:allowincell="f" fillcolor="#e0a0a0" stroked="f"><v:fill opacity=".4"/>'
        f'<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string="{{{{ draft }}}}"/>'
        "</v:shape>"
    )
    stamp = paragraph("header", content=f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{shape}</w:pict></w:r>")
    return f"<w:hdr {W} {R} {VML}>{''.join(when('draft', stamp))}{paragraph('header')}</w:hdr>"


def settings() -> str:
    """Return the settings of the document."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """Return the fonts with the names they go by elsewhere."""
    drawn = "".join(
        f'<w:font w:name="{name}">{val("altName", other) if other else ""}'
        f"{val('charset', '86' if other else '00')}"
        f"{val('family', family)}{val('pitch', pitch)}</w:font>"
        for name, (other, family, pitch) in FONTS.items()
    )
    return f"<w:fonts {W}>{drawn}</w:fonts>"


CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>govreport</dc:title>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
)
EXTENDED = f'<Properties xmlns="{OFFICE}/extended-properties"/>'

Part = tuple[str, str, str, str]
"""Name, content, type, relation id."""


def text_parts() -> list[Part]:
    """Return the parts that the text is related to."""
    sides = ("default", "even")
    return [
        ("styles", styles(), "styles", "styles"),
        ("settings", settings(), "settings", "settings"),
        ("fontTable", font_table(), "fontTable", "fontTable"),
        *((f"header-{side}", header(side), "header", f"header-{side}") for side in sides),
        *((f"footer-{side}", footer(side), "footer", f"footer-{side}") for side in sides),
    ]


def relations(items: list[tuple[str, str, str]]) -> str:
    """Return relations from id, type and target."""
    drawn = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{drawn}</Relationships>'


def content_types(parts: list[Part]) -> str:
    """Return the types of all parts."""
    properties = "application/vnd.openxmlformats"
    kinds = {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "/docProps/core.xml": f"{properties}-package.core-properties+xml",
        "/docProps/app.xml": f"{properties}-officedocument.extended-properties+xml",
    } | {f"/word/{name}.xml": f"{WORD_TYPE}.{kind}+xml" for name, _, kind, _ in parts}
    drawn = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{drawn}</Types>'
    )


def build() -> bytes:
    """Return the template, stored uncompressed: the bytes depend on nothing but this script."""
    parts = text_parts()
    package = [
        ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ]
    related = [(key, f"{OFFICE}/relationships/{kind}", f"{name}.xml") for name, _, kind, key in parts]
    files = {
        "[Content_Types].xml": content_types(parts),
        "_rels/.rels": relations(package),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relations(related),
        **{f"word/{name}.xml": content for name, content, _, _ in parts},
        "docProps/core.xml": CORE,
        "docProps/app.xml": EXTENDED,
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            info = ZipInfo(name)
            info.create_system = 0
            archive.writestr(info, DECLARATION + content)
    return buffer.getvalue()


def prepared() -> dict[str, str]:
    """Return the parts with tags as docxtpl prepares them, by the names under which they are kept."""
    with ZipFile(BytesIO(build())) as archive:
        return {prepared_name(data): patched(data) for data in tagged_parts(archive).values()}


def main() -> None:
    """Write the template, and its parts as docxtpl prepares them."""
    OUTPUT.write_bytes(build())
    folder = prepared_folder()
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.xml"):
        path.unlink()
    for name, text in prepared().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{OUTPUT}: {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
