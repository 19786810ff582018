"""A document as running text: one string, and where in the document its parts stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from enforcement_cli.model.claim import Span
from enforcement_cli.model.origin import column_letter

# A cell of a table that is a sentence, not a figure or its name.
_SENTENCE = re.compile(r"[。；，！？;!?]")
_LONG = 30
_LONG_ALONE = 8  # of the only cell of its row: a line above or under the figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph outside tables, at `start` to `end` of the text; `number` counts from 1.

    `part` is where it stands when not in the body: 页眉, 页脚, 脚注, 尾注.
    """

    number: int
    start: int
    end: int
    kind: Literal["text", "heading", "note"] = "text"
    part: str = ""

    @property
    def place(self) -> str:
        """Where a reader looks for it."""
        return self.part or f"第{self.number}段"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseTable:
    """A table of a document: `rows[i][j]` is where the text of its cell stands.

    Merged cells are empty spans but for the first. `place` names the table (表1, or a sheet's name),
    `title` is the span of the lines above that name it and its units. `first_row` and
    `first_column` are what the sheet of a workbook numbers the first cell by.
    """

    number: int
    place: str
    rows: tuple[tuple[Span, ...], ...]
    title: Span | None = None
    is_sheet: bool = False
    first_row: int = 1
    first_column: int = 1

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return self.rows[0][0][0]

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return self.rows[-1][-1][1]

    def place_at(self, start: int) -> str:
        """The cell that holds an offset of the table: 表1 第2行第3列, of a sheet Sheet1!B7."""
        row = max(bisect_right(self.rows, start, key=lambda cells: cells[0][0]) - 1, 0)
        column = max(bisect_right(self.rows[row], start, key=lambda cell: cell[0]) - 1, 0)
        if self.is_sheet:
            letters = column_letter(self.first_column + column)
            return f"{self.place}!{letters}{self.first_row + row}"
        return f"{self.place} 第{row + 1}行第{column + 1}列"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    r"""The text of a file, lines ended by \n, no byte order mark; every span is of `text`."""

    file_name: str
    sha256: str
    kind: Literal["text", "markdown", "docx", "html", "xlsx"]
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[ProseTable, ...] = ()


def place_of(prose: Prose, start: int) -> str:
    """Where a reader looks for an offset of the text: 第3段, 脚注, 表1 第2行第3列, Sheet1!B7.

    Between two parts it is the one before; empty where nothing stands before.
    """
    found = bisect_right(prose.tables, start, key=lambda table: table.start) - 1
    if found >= 0 and start <= prose.tables[found].end:
        return prose.tables[found].place_at(start)
    before = bisect_right(prose.paragraphs, start, key=lambda paragraph: paragraph.start) - 1
    return prose.paragraphs[before].place if before >= 0 else ""


def running_text(prose: Prose) -> str:
    """The text with the cells of its tables blanked out, but for those that hold a sentence.

    As long as the text: what is read of it has the offsets of the text.
    """
    pieces: list[str] = []
    at = 0
    for start, end in _figure_cells(prose):
        pieces += (prose.text[at:start], " " * (end - start))
        at = end
    return "".join((*pieces, prose.text[at:]))


def _figure_cells(prose: Prose) -> Iterator[Span]:
    for table in prose.tables:
        for row in table.rows:
            held = [span for span in row if span[1] > span[0]]
            long = _LONG_ALONE if len(held) == 1 else _LONG
            for start, end in held:
                if end - start < long and not _SENTENCE.search(prose.text, start, end):
                    yield start, end
