"""A document as running text: one string, and where in the document its parts stand."""

from dataclasses import dataclass
from typing import Literal

from enforcement_cli.model.claim import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph outside tables, at `start` to `end` of the text; `number` counts from 1."""

    number: int
    start: int
    end: int
    kind: Literal["text", "heading", "note"] = "text"

    @property
    def place(self) -> str:
        """Where a reader looks for it."""
        return f"第{self.number}段"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseTable:
    """A table of a document: `rows[i][j]` is where the text of its cell stands.

    Merged cells are empty spans but for the first. `place` names the table (表1, or a sheet's name),
    `title` is the span of the line that names it. `first_row` and `first_column` are what the
    sheet of a workbook numbers the first cell by.
    """

    number: int
    place: str
    rows: tuple[tuple[Span, ...], ...]
    title: Span | None = None
    is_sheet: bool = False
    first_row: int = 1
    first_column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    r"""The text of a file, lines ended by \n, no byte order mark; every span is of `text`."""

    file_name: str
    sha256: str
    kind: Literal["text", "markdown", "docx", "html", "xlsx"]
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[ProseTable, ...] = ()
