"""A Bulletin comes in; a .docx to GB/T 9704 stands at its destination.

Text in reading order: red head, sections, notes, date; tables wider than the page follow as 附表 on
pages that lie across. Computes, rounds and masks nothing.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from enforcement_cli.model.bulletin import Bulletin, FigureTable
from enforcement_cli.render.fields import chinese_numeral
from enforcement_cli.render.files import write_bytes
from enforcement_cli.render.word.package import pack_document, references
from enforcement_cli.render.word.paragraphs import (
    Paragraph,
    Piece,
    paragraph,
    section_properties,
)
from enforcement_cli.render.word.tables import table_parts
from enforcement_cli.vocabulary.typography import page, text_styles, word_of_layout

# （一）…… up to its first stop is a heading of the second level.
_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）[^。：]*[。：]?")
_MM_POINTS = 72 / 25.4
Block = Paragraph | str


def render_word(bulletin: Bulletin, destination: Path) -> None:
    """`bulletin` as a Word document, written whole to `destination` with mode 0600.

    The same bulletin gives the same bytes.

    Raises:
        EnforceError: the disk refused.
    """
    write_bytes(destination, word_bytes(bulletin))


def word_bytes(bulletin: Bulletin) -> bytes:
    """The document as bytes."""
    wide = [table for section in bulletin.sections for table in section.tables if _lies(table)]
    appendix = {id(table): place for place, table in enumerate(wide, start=1)}
    blocks = [*_head(bulletin), *_sections(bulletin, appendix), *_end(bulletin)]
    edges = references(marked=bool(bulletin.marks))
    upright = section_properties(across=False, references=edges, next_page=False)
    if not wide:
        body = _written(blocks) + upright
    else:
        behind = [block for table in wide for block in _appendix(table, appendix[id(table)])]
        across = section_properties(across=True, references=edges, next_page=True)
        body = _written(blocks, section=upright) + _written(behind) + across
    return pack_document(body, title=bulletin.title, marks=bulletin.marks)


def _lies(table: FigureTable) -> bool:
    return len(table.columns) > page().wide_after


def _head(bulletin: Bulletin) -> Iterable[Block]:
    yield paragraph("masthead", bulletin.title)
    yield paragraph("issue", bulletin.issue, right=bulletin.issuer)
    if bulletin.subtitle:
        yield paragraph("subtitle", bulletin.subtitle)
    for line in (bulletin.period_line, bulletin.cutoff_line):
        if line:
            yield paragraph("dates", line)


def _sections(bulletin: Bulletin, appendix: dict[int, int]) -> Iterable[Block]:
    for place, section in enumerate(bulletin.sections, start=1):
        yield paragraph("heading1", f"{chinese_numeral(place)}、{section.title}")
        for text in section.paragraphs:
            yield paragraph("body", *_pieces(text))
        behind = [table for table in section.tables if id(table) in appendix]
        if behind:
            named = (_see(table, appendix[id(table)]) for table in behind)
            yield paragraph("body", f"（{'，'.join(named)}）")
        for table in section.tables:
            if id(table) not in appendix:
                yield from _table(table, table.title, across=False)


def _pieces(text: str) -> tuple[Piece, ...]:
    """A paragraph, its second-level heading in that heading's font."""
    found = _SECOND_LEVEL.match(text)
    if not found:
        return (Piece(text=text),)
    heading = Piece(text=found[0], font=text_styles()["heading2"].font)
    rest = text[found.end() :]
    return (heading, Piece(text=rest)) if rest else (heading,)


def _see(table: FigureTable, place: int) -> str:
    return word_of_layout(
        "see", title=table.title, appendix=word_of_layout("appendix", number=place)
    )


def _appendix(table: FigureTable, place: int) -> Iterable[Block]:
    return _table(table, f"{word_of_layout('appendix', number=place)}　{table.title}", across=True)


def _table(table: FigureTable, title: str, *, across: bool) -> Iterable[Block]:
    sheet = page()
    millimetres = (
        sheet.height - sheet.top - sheet.bottom
        if across
        else sheet.width - sheet.left - sheet.right
    )
    for number, part in enumerate(table_parts(table, millimetres * _MM_POINTS)):
        shown = word_of_layout("continued", title=title, number=number) if number else title
        yield paragraph("table_title", shown)
        if table.unit_line:
            yield paragraph("unit_line", table.unit_line)
        yield part
    for place, note in enumerate(table.notes, start=1):
        yield paragraph("table_note", f"{place}. {note}")


def _end(bulletin: Bulletin) -> Iterable[Block]:
    if bulletin.notes:
        yield paragraph("heading1", word_of_layout("notes"))
    for place, note in enumerate(bulletin.notes, start=1):
        yield paragraph("note", f"{place}. {note}")
    if bulletin.day_line:
        yield paragraph("day", bulletin.day_line)


def _written(blocks: list[Block], section: str = "") -> str:
    """The blocks as XML; the last paragraph ends the section."""
    if section and isinstance(blocks[-1], str):
        # A section ends with a paragraph: this one takes no room.
        blocks = [*blocks, Paragraph(style=text_styles()["table_note"], pieces=())]
    last = len(blocks) - 1
    return "".join(
        block if isinstance(block, str) else block.xml(section if place == last else "")
        for place, block in enumerate(blocks)
    )
