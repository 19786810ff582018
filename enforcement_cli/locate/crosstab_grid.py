"""The shape of a table of figures: header band, columns of labels, columns of values, body rows.

Comes in: a grid and the words of an aggregate. Goes out: the spots where figures stand, each with
the words over and beside it. Refuses to know what the words make of a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from enforcement_cli.locate.body import counts_columns, instructs, is_footer, says_zero
from enforcement_cli.locate.crosstab_header import Header, find_header_rows
from enforcement_cli.locate.crosstab_merges import Filled, fill_texts
from enforcement_cli.locate.crosstab_words import Words, bare_word
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.vocabulary.aggregate import head_words, unit_text, words_of
from enforcement_cli.vocabulary.words import layout_words, marks, normalise_word

_UNITS = "人次|台次|车次|元|圆|件|案|人|名|次|套|台|辆|部|处|期|份|户|笔|天|日|例|条|场|间|宗|个|%"
_NUMBER = re.compile(
    rf"^(?:人民币|[¥￥])?[约近超]?[-−+△▲(]?\d[\d,]*(?:\.\d+)?[亿万千百]{{0,2}}[余多]?(?:{_UNITS})?"
    rf"[余多]?(?:左右|以上|以下)?\)?(?:[、,/]?\d+(?:{_UNITS}))?[*]?$"
)
_CHINESE = re.compile(
    rf"^[零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟]+(?:{_UNITS})?$"
)
_LONGEST_SECTION = 20
_LABELS = ("court", "label", "person")

ColumnSort = Literal["order", "court", "label", "person", "unit", "note", "value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table: its header path as written, what it holds, its group of columns."""

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

    @property
    def grid(self) -> SheetGrid:
        """The sheet with its merged texts in every cell they cover."""
        return self.filled.grid


def is_number(value: Cell) -> bool:
    """Whether a cell is meant as a number, well written or not.

    >>> is_number(3.0), is_number("１２件"), is_number("11案14人"), is_number("执结"), is_number("—")
    (True, True, True, False, False)
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return True
    if not isinstance(value, str) or len(value) > 30:
        return False
    plain = normalise_word(value)
    return bool(_NUMBER.match(plain) or _CHINESE.match(plain))


def is_mark(value: Cell) -> bool:
    """Whether a cell says that there is no number: —, 无, 未报, 不适用."""
    if not isinstance(value, str):
        return False
    word = normalise_word(value)
    return word in marks("blank") or word in marks("not_applicable")


def find_crosstab(grid: SheetGrid, words: Words) -> Crosstab | None:
    """The table of figures of a sheet or block; None where no header of one stands."""
    filled = fill_texts(grid)
    header = find_header_rows(filled.grid, words, is_number, is_mark)
    if header is None:
        return None
    body = _body(filled.grid, header, words)
    columns = _columns(filled.grid, header, body, words)
    spots = [spot for row in body.rows for spot in _spots(filled.grid, row, columns, body)]
    return Crosstab(
        filled=filled,
        header_rows=(header.first, header.last),
        columns=tuple(columns),
        spots=tuple(spots),
        remarks=tuple(body.remarks),
        zero_rows=tuple(body.zero_rows),
        last_row=max([header.last, *body.rows, *body.remarks, *body.zero_rows]),
        other_header=body.other_header,
    )


@dataclass(slots=True)
class _Body:
    rows: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    instructions: list[int] = field(default_factory=list)
    zero_rows: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    other_header: int = 0


def _body(grid: SheetGrid, header: Header, words: Words) -> _Body:
    """Sort the rows under the header; another header ends the table.

    Lines after a footer are footers too, unless another table follows: then they are its titles.
    """
    body = _Body()
    titles = {tuple(row) for row in header.lines}
    broken = {row for row, _ in grid.broken or ()}
    lone_actions = _lists_actions(grid, header, words)
    section = ""
    pending: list[int] = []
    ended = False
    for number in range(header.last + 1, grid.last_row + 1):
        row = grid.rows[number - grid.first_row]
        cells = [cell for cell in row if cell is not None]
        if not cells or tuple(row) in titles:
            continue
        if _heads(row, header, words):
            body.other_header = number
            return body
        first = cells[0]
        numbers = sum(is_number(cell) for cell in cells)
        named = bool(numbers) and isinstance(first, str) and words.known(first)
        if isinstance(first, str) and is_footer(first) and not named:
            body.remarks += [*pending, number]
            pending, ended = [], True
        elif ended and body.rows and not named and numbers < 2:
            pending.append(number)
        elif _zero(row):
            body.zero_rows.append(number)
        elif not body.rows and (counts_columns(cells) or (not numbers and instructs(row, 0))):
            body.instructions.append(number)
        elif (
            number not in broken
            and (said := _section(cells, words, lone_actions=lone_actions)) is not None
        ):
            if _is_remark(said, words):
                body.remarks.append(number)
            else:
                section = said
        else:
            body.rows.append(number)
            body.sections[number] = section
    body.remarks += pending
    return body


def _lists_actions(grid: SheetGrid, header: Header, words: Words) -> bool:
    """Whether the table has a row an action: such a row without values is no heading of others."""
    for row in grid.rows[header.last - grid.first_row + 1 :]:
        if any(is_number(cell) for cell in row):
            said = [words.meaning([c]) for c in row if isinstance(c, str) and not is_number(c)]
            if any(one.action and not one.part and one.figures is None for one in said):
                return True
    return False


def _section(cells: Sequence[Cell], words: Words, *, lone_actions: bool) -> str | None:
    """The text of a row that only heads the rows under it; None for a row of the table.

    What a figure, a court or a total could be named by is a row whose values are blank; so is an
    action where the table has `lone_actions`.
    """
    text = cells[0]
    if len(set(cells)) > 1 or not isinstance(text, str) or is_mark(text) or is_number(text):
        return None
    said = words.meaning([text])
    named = said.figures is not None or said.rate or said.court or said.total or said.silent
    named = named or bool(said.action and lone_actions)
    return None if named and len(cells) == 1 else text


def _is_remark(text: str, words: Words) -> bool:
    """A line of units, or a sentence that narrows nothing: it names no action and no court."""
    plain = normalise_word(text)
    if plain.startswith(layout_words("unit_lead")):
        return True
    narrows = any(name in plain for name, _ in words.actions) or words.courts.find(plain)[0]
    return len(plain) > _LONGEST_SECTION and not narrows


def _zero(row: list[Cell]) -> bool:
    texts = {cell for cell in row if isinstance(cell, str)}
    return len(texts) <= 3 and any(says_zero(text) for text in texts)


def _heads(row: list[Cell], header: Header, words: Words) -> bool:
    """A row of words where values should stand: the header of another table."""
    texts = [
        cell for j, cell in enumerate(row)
        if isinstance(cell, str) and not is_mark(cell) and j in header.valued
    ]  # fmt: skip
    if any(is_number(cell) for cell in row):
        return False
    return sum(words.known(text) for text in set(texts)) >= 2


def _columns(grid: SheetGrid, header: Header, body: _Body, words: Words) -> list[Column]:
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


def _spots(grid: SheetGrid, row: int, columns: Sequence[Column], body: "_Body") -> list[Spot]:
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


def _beside(grid: SheetGrid, row: int, columns: Sequence[Column], body: "_Body") -> _Beside:
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


def _gaps(grid: SheetGrid, row: int, columns: Sequence[Column], body: "_Body") -> tuple[str, ...]:
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
