"""A document as blocks in reading order: lines of text, and tables of cells that hold blocks.

Comes in: what a reader of a format found. Goes out: one text, and where in it each line, cell and
piece stands. Refuses to know formats: a reader and a writer of one format share this layout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import Paragraph, ProseTable

_LONGEST_TITLE = 40
_TITLE_LINES = 3  # the title, the line of units under it, a remark
_ENDS_A_SENTENCE = ("。", "；", "：")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, and the number its reader knows its source by (-1: none)."""

    text: str
    source: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    r"""A paragraph; a \n inside is a break that does not end it. `part`: 页眉, 脚注 … or empty."""

    pieces: tuple[Piece, ...]
    kind: Literal["text", "heading", "note"] = "text"
    part: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether a reader sees nothing of it."""
        return not any(piece.text.strip() for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: rows of cells, each the blocks in it. A cell that a merge covers has none."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]

    @property
    def is_layout(self) -> bool:
        """Whether it only places text on the page: one cell, or tables in its cells."""
        cells = [cell for row in self.rows for cell in row if cell]
        return len(cells) == 1 or any(isinstance(b, Grid) for cell in cells for b in cell)


Block: TypeAlias = Line | Grid
# A line above a table: where it stands, what it says, whether it heads a section.
LineAbove: TypeAlias = tuple[Span, str, bool]


@dataclass(slots=True, kw_only=True)
class Layout:
    """The text of blocks, its parts, and for every piece with a source (start, end, source)."""

    text: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[ProseTable] = field(default_factory=list)
    sources: list[tuple[int, int, int]] = field(default_factory=list)


def lay_out(blocks: Iterable[Block]) -> Layout:
    r"""Write blocks one under the other: a line a paragraph, a row of a table with \t between cells.

    Blank lines and tables are left out. The lines of a cell are joined by a space.
    """
    page = _Page()
    page.add_all(blocks)
    page.made.text = "".join(page.parts)
    return page.made


class _Page:
    """What is written so far, and how long it is."""

    def __init__(self) -> None:
        self.made = Layout()
        self.parts: list[str] = []
        self.length = 0
        self.before: list[LineAbove] = []  # the lines since the last table

    def add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Line):
                self.add_line(block)
            elif block.is_layout:
                for row in block.rows:
                    for cell in row:
                        self.add_all(cell)
            elif any(cell for row in block.rows for cell in row):
                self.add_table(block)

    def add_line(self, line: Line) -> None:
        if line.is_blank:
            return
        start = self.length
        for piece in line.pieces:
            self.write(piece.text, piece.source)
        self.made.paragraphs.append(
            Paragraph(
                number=len(self.made.paragraphs) + 1,
                start=start,
                end=self.length,
                kind=line.kind,
                part=line.part,
            )
        )
        text = "".join(piece.text for piece in line.pieces)
        self.before.append(((start, self.length), text, line.kind == "heading"))
        self.write("\n")

    def add_table(self, grid: Grid) -> None:
        title = title_before(self.before)
        rows = [self.add_row(row) for row in grid.rows]
        number = len(self.made.tables) + 1
        self.made.tables.append(
            ProseTable(number=number, place=f"表{number}", rows=even(rows), title=title)
        )
        self.before = []

    def add_row(self, row: Sequence[Sequence[Block]]) -> list[Span]:
        spans: list[Span] = []
        for number, cell in enumerate(row):
            if number:
                self.write("\t")
            start = self.length
            for block in cell:
                if isinstance(block, Line) and not block.is_blank:
                    if self.length > start:
                        self.write(" ")
                    for piece in block.pieces:
                        self.write(piece.text.translate(_IN_A_CELL), piece.source)
            spans.append((start, self.length))
        self.write("\n")
        return spans

    def write(self, text: str, source: int = -1) -> None:
        self.parts.append(text)
        if source >= 0:
            self.made.sources.append((self.length, self.length + len(text), source))
        self.length += len(text)


_IN_A_CELL = str.maketrans("\t\n", "  ")


def title_before(lines: Sequence[LineAbove]) -> Span | None:
    """From the lines above a table the short ones next to it: its title, units, a remark.

    The heading of the section is the title where nothing else stands between it and the table.
    """
    taken: list[Span] = []
    for span, text, is_heading in reversed(lines[-_TITLE_LINES:]):
        sentence = len(text) > _LONGEST_TITLE or text.rstrip().endswith(_ENDS_A_SENTENCE)
        if sentence or (is_heading and taken):
            break
        taken.append(span)
        if is_heading:
            break
    return (taken[-1][0], taken[0][1]) if taken else None


def even(rows: Sequence[Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """Rows of one width; what a row lacks are empty spans at its end."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *((row[-1][1],) * 2,) * (width - len(row))) for row in rows if row)
