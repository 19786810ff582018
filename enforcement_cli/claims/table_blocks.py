"""A table taken apart: title, header paths, labels and the cells with numbers.

Comes in: a Prose and one of its tables. Goes out: blocks, for one sheet may hold several tables
under each other. Refuses to know what the words mean, but for what marks a header and a gap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enforcement_cli.claims.table_cells import Printed, number_in
from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.vocabulary.claim_headers import header_words, label_kind

_LONGEST_TITLE = 40
_LONGEST_GROUP = 15
_LONGEST_TITLES = 200  # all lines above a table
_LEAST_NUMBERED = 3
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """A line with numbers: its cells' texts, the numbers by column, where it stands."""

    cells: tuple[str, ...]
    numbers: dict[int, Printed]
    span: Span
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A title, the headers over each column from above, and the lines under them.

    `paths` are the headers' texts, joined; `idle` the columns that number the lines or hold dates;
    `wide` is how many columns there are before the first that is counted.
    """

    title: str
    head: Sequence[Sequence[str]]
    body: Sequence[BodyRow]
    paths: tuple[str, ...]
    idle: frozenset[int]
    wide: int

    def lines(self) -> Iterator[tuple[str, BodyRow]]:
        """Each line with its label; what is merged over several lines is told for each."""
        columns = [column for column in range(self.wide) if column not in self.idle]
        last = dict.fromkeys(columns, "")
        for row in self.body:
            first = next((column for column in columns if row.cells[column]), self.wide)
            texts = [row.cells[c] if c >= first else last[c] for c in columns]
            last |= {column: row.cells[column] for column in columns if row.cells[column]}
            yield " ".join(filter(None, texts)), row


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
        self._under = title
        self._head: list[list[str]] = []
        self._body: list[BodyRow] = []

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
            self._body.append(row)
        elif not numbers and self._is_head(cells):
            if self._body:
                yield from self.done()
                self._under, self._head, self._body = self._title, [], []
            self._head.append(list(cells))

    def done(self) -> Iterator[TableBlock]:
        if not self._body:
            return
        head = _filled(self._head)
        paths = [tuple(dict.fromkeys(filter(None, texts))) for texts in zip(*head, strict=True)]
        paths += [()] * (len(self._body[0].cells) - len(paths))
        no_count = header_words("no_count")
        idle = frozenset(c for c, path in enumerate(paths) if path and _bare(path[-1]) in no_count)
        counted = {column for row in self._body for column in row.numbers} - idle
        yield TableBlock(
            title=self._under,
            head=head,
            body=self._body,
            paths=tuple(" ".join(path) for path in paths),
            idle=idle,
            wide=min(counted, default=0),
        )

    def _take_line(self, text: str) -> None:
        """A line across the table: its title, or what the lines below it are of."""
        if len(text) > _LONGEST_TITLE:
            return
        if not self._body and not self._head:
            self._under = self._title = f"{self._title}\n{text}"[-_LONGEST_TITLES:]
        else:
            self._title, self._group = text, text if len(text) <= _LONGEST_GROUP else ""

    def _is_head(self, cells: Sequence[str]) -> bool:
        """Whether a row without numbers names columns; under figures only one that begins so again."""
        if any(text in header_words("missing") for text in cells[1:]):
            return False
        first = _bare(cells[0])
        again = bool(self._head) and first == _bare(self._head[0][0])
        return not self._body or (bool(first) and (again or bool(label_kind(first))))

    def _is_numbered_head(self, numbers: dict[int, Printed]) -> bool:
        """Whether a row only numbers the columns, as forms of the statistics office do."""
        values = [printed.value for printed in numbers.values()]
        in_order = values == list(range(1, len(values) + 1))
        return bool(self._head) and not self._body and in_order and (len(values) >= _LEAST_NUMBERED)


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
