"""The XML of a document's parts comes in; the bytes of a .docx go out, the same every time.

No author, no clock and no path of the machine is written into it. Knows no bulletin.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from enforcement_cli.render.plain import writable
from enforcement_cli.render.word.paragraphs import Piece, paragraph
from enforcement_cli.render.word.styles import (
    MAIN,
    XML_HEAD,
    fonts_part,
    settings_part,
    styles_part,
)
from enforcement_cli.vocabulary.typography import text_styles, word_of_layout

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
# Parts beside the document: kind, and what of the page it is for.
_EDGES = (("footer", "default"), ("footer", "even"), ("header", "default"), ("header", "even"))


def references(*, marked: bool) -> str:
    """What a section names for its feet, and for its heads where a mark stands on every page."""
    edges = _EDGES if marked else _EDGES[:2]
    ordered = sorted(edges, key=lambda edge: edge[0], reverse=True)
    return "".join(
        f'<w:{kind}Reference w:type="{side}" r:id="{kind}-{side}"/>' for kind, side in ordered
    )


def pack_document(body: str, *, title: str, marks: Sequence[str]) -> bytes:
    """The package around `body`; `marks` stand on top of every page."""
    parts = {
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": styles_part(),
        "word/fontTable.xml": fonts_part(),
        "word/settings.xml": settings_part(),
        "word/footer-default.xml": _part("ftr", _page_number("right")),
        "word/footer-even.xml": _part("ftr", _page_number("left")),
    }
    if marks:
        line = paragraph("mark", "　".join(marks)).xml()
        parts |= {f"word/header-{side}.xml": _part("hdr", line) for side in ("default", "even")}
    parts |= _around(title, parts)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        # The list of parts comes first, as readers that look at the beginning expect it.
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            package.writestr(entry, parts[name].encode("utf-8"))
    return whole.getvalue()


def _part(root: str, inside: str) -> str:
    return f'{XML_HEAD}<w:{root} xmlns:w="{MAIN}" xmlns:r="{_OFFICE}">{inside}</w:{root}>'


def _page_number(side: str) -> str:
    """— 1 — at the outer edge, one character in: right on odd pages, left on even ones."""
    before, after = word_of_layout("page_number", page="\0").split("\0")
    made = paragraph("page_number", before, Piece(text="1", code="PAGE"), after).xml()
    em = text_styles()["page_number"].size * 10
    own = f'<w:ind w:{side}Chars="100" w:{side}="{em}"/><w:jc w:val="{side}"/></w:pPr>'
    return made.replace("</w:pPr>", own, 1)


def _around(title: str, parts: Mapping[str, str]) -> dict[str, str]:
    """Content types, relations and properties."""
    kinds = {name: name.removeprefix("word/").removesuffix(".xml") for name in parts}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_content_type(kind)}"/>'
        for name, kind in kinds.items()
    )
    related = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind.partition("-")[0]}" Target="{kind}.xml"/>'
        for kind in kinds.values()
        if kind != "document"
    )
    core = "docProps/core.xml"
    return {
        "[Content_Types].xml": f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/{core}" ContentType="{_CORE_TYPE}"/></Types>',
        "_rels/.rels": f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        f' Target="{core}"/></Relationships>',
        "word/_rels/document.xml.rels": f"{XML_HEAD}<Relationships"
        f' xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        core: f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(writable(title))}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>",
    }


def _content_type(kind: str) -> str:
    bare = kind.partition("-")[0]
    return f"{_WORD_TYPE}.{'document.main' if bare == 'document' else bare}+xml"
