"""The shape of a table of figures: header band, columns of labels, columns of values, body rows.

Comes in: a grid and the words of an aggregate. Goes out: the spots where figures stand, each with
the words over and beside it. Refuses to know what the words make of a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from enforcement_cli.locate.crosstab.body import Body, find_body_rows, is_mark, is_number
from enforcement_cli.locate.crosstab.headed import Headed
from enforcement_cli.locate.crosstab.header import Header
from enforcement_cli.locate.crosstab.merges import Filled
from enforcement_cli.locate.crosstab.word import bare_word
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.locate.tags import Contradiction, TagRow
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.vocabulary.aggregate import head_words, unit_text, words_of
from enforcement_cli.vocabulary.forms import header_key
from enforcement_cli.vocabulary.words import normalise_word

_LABELS = ("court", "label", "person")

ColumnSort = Literal["order", "court", "label", "person", "unit", "note", "value", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table: its header path as written, what it holds, its group of columns.

    `unknown` is one of texts under a word nobody knows, which may say what the rows are.
    """

    number: int
    path: tuple[str, ...]
    sort: ColumnSort
    segment: int = 0

    @property
    def shown(self) -> str:
        """The header as written."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell that holds a figure: the columns' words over it, the labels beside it.

    `court` is what the column of courts says in its row, at column `court_at`; `person` that an
    officer or a team is named there. `gaps` are labels of other rows where this one has none.
    """

    row: int
    column: Column
    labels: tuple[str, ...]
    unit: str = ""
    person: bool = False
    court: str = ""
    court_at: int = 0
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosstab:
    """One table of figures. `remarks` are its footers, `other_header` the row of the next table."""

    filled: Filled
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    spots: tuple[Spot, ...]
    remarks: tuple[int, ...] = ()
    zero_rows: tuple[int, ...] = ()
    last_row: int = 0
    other_header: int = 0
    tags: TagRow | None = None
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def grid(self) -> SheetGrid:
        """The sheet with its merged texts in every cell they cover."""
        return self.filled.grid


def find_crosstab(headed: Headed, words: Words, answers: Mapping | None = None) -> Crosstab:
    """The table of figures under a header."""
    header, grid = headed.header, headed.filled.grid
    known = answers.answers if answers is not None else ()
    ignored = frozenset(answer.header for answer in known if answer.field == "")
    body = find_body_rows(grid, header, words)
    columns = _columns(grid, header, body, words, ignored)
    spots = [spot for row in body.rows for spot in _spots(grid, row, columns, body)]
    return Crosstab(
        filled=headed.filled,
        header_rows=(header.first, header.last),
        columns=tuple(columns),
        spots=tuple(spots),
        remarks=tuple(body.remarks),
        zero_rows=tuple(body.zero_rows),
        last_row=max([header.last, *body.rows, *body.remarks, *body.zero_rows]),
        other_header=body.other_header,
        tags=headed.tags,
        contradictions=headed.contradictions,
    )


def _columns(
    grid: SheetGrid, header: Header, body: Body, words: Words, ignored: frozenset[str]
) -> list[Column]:
    columns: list[Column] = []
    segment = 0
    seen: set[str] = set()
    valued = False
    for j in range(len(grid.rows[0])):
        path = header.paths.get(j, ())
        cells = [grid.rows[row - grid.first_row][j] for row in body.rows]
        if not path and all(cell is None for cell in cells):
            continue
        sort = _sort(path, cells, words)
        if sort == "value" and not valued and _names_rows(path, cells, words):
            sort = "note" if header_key("/".join(path)) in ignored else "unknown"
        head = normalise_word(path[-1]) if path else ""
        if sort in _LABELS and valued and head in seen:
            segment, seen, valued = segment + 1, set(), False
        if sort == "value":
            valued = True
        elif sort in _LABELS:
            seen.add(head)
        number = grid.first_column + j
        columns.append(Column(number=number, path=path, sort=sort, segment=segment))
    return columns


def _sort(path: tuple[str, ...], cells: Sequence[Cell], words: Words) -> ColumnSort:
    """What a column holds, by its head word, by what the words mean, then by its content."""
    texts = [c for c in cells if isinstance(c, str) and not is_number(c) and not is_mark(c)]
    if path and (headed := _headed(path[-1], texts)) is not None:
        return headed
    if path and not words.meaning(path).unknown:
        return "value"
    filled = [cell for cell in cells if cell is not None]
    mostly = len(texts) * 5 >= len(filled) * 3 and bool(texts)
    if mostly and sum(map(words.known, texts)) * 2 >= len(texts):
        return "label"
    return "note" if not path and not any(map(is_number, cells)) else "value"


def _names_rows(path: tuple[str, ...], cells: Sequence[Cell], words: Words) -> bool:
    """Whether a column nobody knows, left of all values, says what its rows are."""
    texts = [c for c in cells if isinstance(c, str) and not is_number(c) and not is_mark(c)]
    filled = [cell for cell in cells if cell is not None]
    return len(texts) * 2 > len(filled) and bool(words.meaning(path).unknown)


def _headed(text: str, cells: Sequence[str]) -> ColumnSort | None:
    """What a head word says of its column; 单位 is the unit or the court, as its cells are."""
    head = normalise_word(text)
    heads = {head, bare_word(text), *re.split(r"[/\\、]", head)}
    if heads & head_words("unit") and sum(bool(unit_text(c)) for c in cells) * 2 > len(cells):
        return "unit"
    for sort, lists in _HEADS:
        if any(heads & head_words(name) for name in lists):
            return sort
    return "court" if any(mark in head for mark in words_of("totals", "with_basic")) else None


_HEADS: tuple[tuple[ColumnSort, tuple[str, ...]], ...] = (
    ("order", ("order",)),
    ("court", ("court",)),
    ("person", ("person",)),
    ("label", ("item", "action")),
    ("note", ("note",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """The labels of one row in one group of columns, by what their column holds."""

    labels: tuple[str, ...]
    courts: tuple[tuple[int, str], ...]
    units: tuple[str, ...]
    person: bool
    gaps: tuple[str, ...]


def _spots(grid: SheetGrid, row: int, columns: Sequence[Column], body: Body) -> list[Spot]:
    """The figures of one row, each with the labels of its own group of columns."""
    found: list[Spot] = []
    beside: dict[int, _Beside] = {}
    for column in columns:
        if column.sort != "value":
            continue
        if column.segment not in beside:
            own = [c for c in columns if c.segment == column.segment]
            beside[column.segment] = _beside(grid, row, own, body)
        said = beside[column.segment]
        found.append(
            Spot(
                row=row,
                column=column,
                labels=said.labels,
                unit="/".join(unit_text(said.units[0])) if said.units else "",
                person=said.person,
                court=said.courts[0][1] if said.courts else "",
                court_at=said.courts[0][0] if said.courts else 0,
                gaps=said.gaps,
            )
        )
    return found


def _beside(grid: SheetGrid, row: int, columns: Sequence[Column], body: Body) -> _Beside:
    texts: dict[str, list[tuple[int, str]]] = {}
    for column in columns:
        text = grid.value(row, column.number)
        if isinstance(text, str) and text.strip():
            # A total often stands where the order number of its row would.
            sort = "label" if column.sort == "order" and _is_total(text) else column.sort
            texts.setdefault(sort, []).append((column.number, text))
    persons = [text for _, text in texts.get("person", ())]
    totals = [text for text in persons if _is_total(text)]
    section = body.sections.get(row, "")
    labels = [section] if section else []
    labels += [*(text for _, text in texts.get("label", ())), *totals]
    said = [*labels, *(text for _, text in texts.get("court", ()))]
    return _Beside(
        labels=tuple(dict.fromkeys(labels)),
        courts=tuple(texts.get("court", ())),
        units=tuple(text for _, text in texts.get("unit", ())),
        person=len(persons) > len(totals),
        gaps=() if any(map(_is_total, said)) else _gaps(grid, row, columns, body),
    )


def _gaps(grid: SheetGrid, row: int, columns: Sequence[Column], body: Body) -> tuple[str, ...]:
    """What stands above (else below) in the columns of labels that are blank in this row.

    A blank right of a label is nothing; one left of it, or of no label, may be the label above it.
    """
    named = [column for column in columns if column.sort in _LABELS]
    filled = [column.number for column in named if grid.value(row, column.number) is not None]
    blank = [column for column in named if column.number not in filled]
    found: list[str] = []
    for column in blank:
        if column.sort == "label" and filled and column.number > max(filled):
            continue
        told = [(n, t) for n in body.rows if isinstance(t := grid.value(n, column.number), str)]
        above = [text for number, text in told if number < row]
        found += above[-1:] or [text for _, text in told[:1]]
    return tuple(found)


def _is_total(text: str) -> bool:
    word = normalise_word(text)
    return any(word in words_of("totals", name) for name in ("total", "distinct", "average"))
