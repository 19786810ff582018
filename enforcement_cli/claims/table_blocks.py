"""A table taken apart: title, header paths, labels and the cells with numbers.

Comes in: a Prose and one of its tables. Goes out: blocks, for one sheet may hold several tables
under each other. Refuses to know what the words mean, but for what marks a header and a gap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from enforcement_cli.claims.table_cells import Printed, number_in
from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.vocabulary.claim_headers import header_words, label_kind

_LONGEST_TITLE = 40
_LONGEST_GROUP = 15
_LEAST_NUMBERED = 3
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """A line with numbers: its cells' texts, the numbers by column, where it stands."""

    cells: tuple[str, ...]
    numbers: dict[int, Printed]
    span: Span
    group: str = ""


@dataclass(slots=True, kw_only=True)
class TableBlock:
    """A title, rows of headers and the lines under them."""

    title: str = ""
    head: list[list[str]] = field(default_factory=list)
    body: list[BodyRow] = field(default_factory=list)

    @property
    def labels(self) -> int:
        """How many columns there are before the first that is counted."""
        counted = {
            column for row in self.body for column in row.numbers if not self.is_numbering(column)
        }
        return min(counted, default=0)

    def is_numbering(self, column: int) -> bool:
        """Whether a column numbers the lines or holds dates and the like."""
        path = self.path(column)
        return bool(path) and _bare(path[-1]) in header_words("no_count")

    def path(self, column: int) -> tuple[str, ...]:
        """The headers over a column from above; a spanner reaches to the next one."""
        found = [row[column] for row in self.head if column < len(row)]
        return tuple(dict.fromkeys(text for text in found if text))

    def label(self, number: int) -> str:
        """The label of a line; what is merged over several lines is told for each."""
        columns = [column for column in range(self.labels) if not self.is_numbering(column)]
        own = [self.body[number].cells[column] for column in columns]
        first = next((at for at, text in enumerate(own) if text), len(own))
        merged = [self._last(number, column) for column in columns[:first]]
        return " ".join(filter(None, (*merged, *own[first:])))

    def _last(self, number: int, column: int) -> str:
        above = (row.cells[column] for row in reversed(self.body[:number]) if row.cells[column])
        return next(above, "")


def blocks_of(prose: Prose, table: ProseTable) -> Iterator[TableBlock]:
    """The tables in a table, those without numbers left out."""
    reader = _Reader(_above(prose, table))
    for row in table.rows:
        yield from reader.take(
            [_SPACE.sub(" ", prose.text[start:end]).strip() for start, end in row],
            {column: found for column, span in enumerate(row)
             if (found := number_in(prose.text, span))},
            (row[0][0], row[-1][1]),
        )  # fmt: skip
    yield from reader.done()


def _above(prose: Prose, table: ProseTable) -> str:
    if table.is_sheet:
        return table.place
    return prose.text[slice(*table.title)] if table.title else ""


class _Reader:
    """Goes through the rows; `_title` is what stands over the table that comes next."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._group = ""
        self._block = TableBlock(title=title)

    def take(
        self, cells: Sequence[str], numbers: dict[int, Printed], span: Span
    ) -> Iterator[TableBlock]:
        filled = [column for column, text in enumerate(cells) if text]
        if not filled:
            return
        if filled == [0] and len(cells) > 1 and not numbers:
            self._take_line(cells[0])
        elif numbers and not self._is_numbered_head(numbers):
            row = BodyRow(cells=tuple(cells), numbers=numbers, span=span, group=self._group)
            self._block.body.append(row)
        elif not numbers and self._is_head(cells):
            if self._block.body:
                yield from self.done()
                self._block = TableBlock(title=self._title)
            self._block.head.append(list(cells))

    def done(self) -> Iterator[TableBlock]:
        if self._block.body:
            self._block.head = _filled(self._block.head)
            yield self._block

    def _take_line(self, text: str) -> None:
        """A line across the table: its title, or what the lines below it are of."""
        if len(text) > _LONGEST_TITLE:
            return
        if not self._block.body and not self._block.head:
            self._block.title = self._title = f"{self._title}\n{text}"
        else:
            self._title, self._group = text, text if len(text) <= _LONGEST_GROUP else ""

    def _is_head(self, cells: Sequence[str]) -> bool:
        """Whether a row without numbers names columns; under figures only one that begins so again."""
        if any(text in header_words("missing") for text in cells[1:]):
            return False
        first = _bare(cells[0])
        again = bool(self._block.head) and first == _bare(self._block.head[0][0])
        return not self._block.body or (bool(first) and (again or bool(label_kind(first))))

    def _is_numbered_head(self, numbers: dict[int, Printed]) -> bool:
        """Whether a row only numbers the columns, as forms of the statistics office do."""
        values = [printed.value for printed in numbers.values()]
        in_order = values == list(range(1, len(values) + 1))
        return (
            bool(self._block.head)
            and not self._block.body
            and in_order
            and (len(values) >= _LEAST_NUMBERED)
        )


def _filled(head: Sequence[Sequence[str]]) -> list[list[str]]:
    """Header rows with every spanner in each of its columns; the last row has none."""
    done: list[list[str]] = []
    for depth, row in enumerate(head):
        line: list[str] = []
        for column, text in enumerate(row):
            above = done[-1] if done else None
            begins = column == 0 or (above is not None and above[column] != above[column - 1])
            spanned = not text and not begins and depth + 1 < len(head)
            line.append(line[-1] if spanned else text)
        done.append(line)
    return done


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
