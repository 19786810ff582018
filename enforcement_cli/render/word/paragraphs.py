"""Text and a style of typography.toml come in; WordprocessingML of paragraphs and runs goes out.

The order of elements is the schema's, without which Word offers to repair the file. Every run names
its fonts for Chinese and for digits itself, so that no theme and no template changes them.
"""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from enforcement_cli.render.plain import writable
from enforcement_cli.vocabulary.typography import TextStyle, fonts, page, text_styles

TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text in one font; `font` and `size` empty: the style's own. `code` is a field's instruction."""

    text: str
    font: str = ""
    size: int = 0
    bold: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph before it is written; `right` is set at the right edge of the same line."""

    style: TextStyle
    pieces: tuple[Piece, ...]
    right: str = ""
    keep_next: bool = False

    def xml(self, section: str = "") -> str:
        """The paragraph; `section` are the properties of the section that ends with it."""
        runs = "".join(_run(piece, self.style) for piece in self.pieces)
        if self.right:
            runs += f"<w:r><w:rPr>{run_fonts(self.style.font)}</w:rPr><w:tab/></w:r>"
            runs += _run(Piece(text=self.right), self.style)
        keep = "<w:keepNext/>" if self.keep_next and not self.style.keep_next else ""
        inside = f'<w:pStyle w:val="{self.style.id}"/>{keep}{_tabs(self)}{section}'
        return f"<w:p><w:pPr>{inside}</w:pPr>{runs}</w:p>"


def paragraph(style: str, *pieces: str | Piece, right: str = "") -> Paragraph:
    """A paragraph in the style of that id."""
    made = tuple(Piece(text=one) if isinstance(one, str) else one for one in pieces)
    return Paragraph(style=text_styles()[style], pieces=made, right=right)


def cell_paragraph(piece: Piece, style: str, align: str, *, keep_next: bool) -> str:
    """The one paragraph of a table's cell; its alignment is the cell's own."""
    own = text_styles()[style]
    keep = "<w:keepNext/>" if keep_next else ""
    side = "" if align == own.align else f'<w:jc w:val="{align}"/>'
    run = _run(piece, own) if piece.text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{side}</w:pPr>{run}</w:p>'


def run_fonts(font: str) -> str:
    """The fonts of a run by their names for Chinese, digits and everything else."""
    chosen = fonts()[font]
    east, west = quoteattr(chosen.name), quoteattr(chosen.west)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii={west} w:hAnsi={west} w:eastAsia={east} w:cs={west}/>'
    )


def section_properties(*, across: bool, references: str, next_page: bool) -> str:
    """A section's page: upright, or turned so that the binding edge of the paper is on top."""
    sheet = page()
    width, height = (sheet.height, sheet.width) if across else (sheet.width, sheet.height)
    edges = (sheet.top, sheet.right, sheet.bottom, sheet.left)
    if across:
        edges = (sheet.left, sheet.top, sheet.right, sheet.bottom)
    top, right, bottom, left = map(_mm, edges)
    footer = _mm(sheet.footer - sheet.bottom + sheet.right if across else sheet.footer)
    turned = ' w:orient="landscape"' if across else ""
    kind = "nextPage" if next_page else "continuous"
    pitch = round(sheet.line_points * TWIPS_PER_POINT)
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/>'
        f'<w:pgSz w:w="{_mm(width)}" w:h="{_mm(height)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{top // 2}" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{pitch}"/>'
        "</w:sectPr>"
    )


def closeness() -> int:
    """How much closer, in twips, the characters of the text stand than they are wide.

    28 of 3号 go into 156 mm so. A grid of characters would say the same, and LibreOffice gives
    each character that is wider than its cell two of them.
    """
    sheet = page()
    text_points = (sheet.width - sheet.left - sheet.right) / 25.4 * 72
    wide = text_points / sheet.characters - text_styles()["body"].size / 2
    return math.floor(wide * TWIPS_PER_POINT)


def spacing(style: TextStyle) -> str:
    """The spacing element of a style: a fixed pitch, unless it takes what the text needs."""
    points = page().line_points if style.line_points is None else style.line_points
    line = (
        f' w:line="{round(points * TWIPS_PER_POINT)}" w:lineRule="exact"'
        if points
        else ' w:line="240" w:lineRule="auto"'
    )
    before, after = (round(p * TWIPS_PER_POINT) for p in (style.before_points, style.after_points))
    return f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'


def _run(piece: Piece, style: TextStyle) -> str:
    looks = run_fonts(piece.font or style.font)
    looks += "<w:b/>" if piece.bold else ""
    if piece.size and piece.size != style.size:
        looks += f'<w:sz w:val="{piece.size}"/><w:szCs w:val="{piece.size}"/>'
    before = f"<w:r><w:rPr>{looks}</w:rPr>"
    text = f'<w:t xml:space="preserve">{escape(writable(piece.text))}</w:t>'
    if not piece.code:
        return f"{before}{text}</w:r>"
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {piece.code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        text,
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"{before}{part}</w:r>" for part in parts)


def _tabs(made: Paragraph) -> str:
    if not made.right:
        return ""
    sheet = page()
    edge = _mm(sheet.width - sheet.left - sheet.right)
    return f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'


def _mm(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)
