"""What a clerk does to a Word file by hand, with python-docx.

Comes in: an open document. Goes out: the same with paragraphs found, added, reworded, taken out, and
cells of its tables found by the words of row and column. Refuses to guess: what is looked for stands
there once.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def paragraph_with(document: Document, words: str) -> Paragraph:
    """The one paragraph outside tables that holds these words, once."""
    found = [one for one in document.paragraphs if words in one.text]
    assert [one.text.count(words) for one in found] == [1], (words, [one.text for one in found])
    return found[0]


def reword(paragraph: Paragraph, old: str, new: str) -> None:
    """Put other words where these stand, in the run where they begin; fonts stay."""
    start = paragraph.text.index(old)
    end = start + len(old)
    at = 0
    for run in paragraph.runs:
        text, first, last = run.text, at, at + len(run.text)
        at = last
        if last <= start or first >= end:
            continue
        kept = text[: max(0, start - first)], text[max(0, end - first) :]
        run.text = kept[0] + (new if first <= start else "") + kept[1]
    assert new in paragraph.text


def add_before(paragraph: Paragraph, *texts: str) -> None:
    """Paragraphs before a heading, dressed as the body text; Word cuts what is typed into runs."""
    for text in texts:
        made = paragraph.insert_paragraph_before(style="正文段落")
        cut = text.find("法院") + 2 if text.find("法院") > 0 else len(text) // 3
        for part in (text[:cut], text[cut : cut + 7], text[cut + 7 :]):
            made.add_run(part)


def heading_before(paragraph: Paragraph, text: str) -> None:
    """A heading of the first level."""
    paragraph.insert_paragraph_before(text, style="一级标题")


def remove(block: Paragraph | Table) -> None:
    """Take a paragraph or table out."""
    element = block._element
    element.getparent().remove(element)


def heading(document: Document, text: str) -> Paragraph:
    """The one paragraph of just these words."""
    (found,) = [one for one in document.paragraphs if one.text == text]
    return found


def remove_tables(document: Document, ending: str, kept: Collection[str] = ()) -> None:
    """Take out the tables whose title ends so, but for some."""
    for title, table in list(tables_by_title(document)):
        if title.text.endswith(ending) and title.text not in kept:
            remove(title)
            remove(table)


def tables_by_title(document: Document) -> Iterator[tuple[Paragraph, Table]]:
    """Every table with the last line of the style 表题 before it."""
    title: Paragraph | None = None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            assert title is not None
            yield title, block
        elif block.style is not None and block.style.name == "表题":
            title = block


def table_titled(document: Document, words: str) -> Table:
    """The one table whose title ends so."""
    (found,) = [one for title, one in tables_by_title(document) if title.text.endswith(words)]
    return found


def cell_at(table: Table, row: str, *column: str) -> _Cell:
    """The cell of a row by its label and of a column by the words of its header, top down."""
    heads = len(column)
    grid = [list(one.cells) for one in table.rows]
    (line,) = [one for one in grid[heads:] if one[0].text.strip() == row]
    (place,) = [
        at
        for at in range(len(line))
        if all(words == grid[level][at].text.strip() for level, words in enumerate(column))
    ]
    found: _Cell = line[place]
    return found


def retype(cell: _Cell, old: str, new: str) -> None:
    """Another number in a cell."""
    (paragraph,) = cell.paragraphs
    assert paragraph.text.strip() == old, (paragraph.text, old)
    reword(paragraph, old, new)


def add_table_before(paragraph: Paragraph, title: str, rows: list[list[str]]) -> None:
    """A table of one's own with its title, as plain as Word inserts it."""
    paragraph.insert_paragraph_before(title, style="表题")
    document = paragraph.part.document  # type: ignore[attr-defined]
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
            cell.width = Mm(38)
    for column in made.columns:
        column.width = Mm(38)
    borders = copy.deepcopy(_first_borders(document))
    made._tbl.tblPr.append(borders)
    paragraph._element.addprevious(made._element)


def _first_borders(document: Document) -> object:
    return next(document.element.body.iter(qn("w:tblBorders")))


def comments_in(document: Document) -> list[tuple[str, int, int, str]]:
    """Every comment of the body: its paragraph's text, where it begins and ends there, its words."""
    said = {comment.comment_id: comment.text for comment in document.comments}
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text, begun = "", dict[int, int]()
        placed: list[tuple[int, int, int]] = []
        for element in paragraph.iter():
            if element.tag == qn("w:t"):
                text += element.text or ""
            elif element.tag == qn("w:tab"):
                text += "\t"
            elif element.tag == qn("w:commentRangeStart"):
                begun[int(element.get(qn("w:id")))] = len(text)
            elif element.tag == qn("w:commentRangeEnd"):
                number = int(element.get(qn("w:id")))
                placed.append((number, begun[number], len(text)))
        found += [(text, start, end, said[number]) for number, start, end in placed]
    return found
