"""One column of cells to values and problems: each distinct cell is read once.

Comes in: the cells, the parser of the field, where the column stands. Goes out: a value a row
(None: missing), and what there was to say. Refuses to know other columns, but for the case a
problem speaks of.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enforcement_cli.model.form import Field
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.normalise.reading import Mark, Reading
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.names import reads_like_a_name, sign

Parser = Callable[[Cell], Any]
# Said of a text that is a plain number or day; where all is text there is nothing to say.
_TEXT_CODES = frozenset({"V-03", "V-13"})
# Said of a cell that names its own unit.
_SPELLED = "V-09"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a column stands: `rows` are the Excel rows of its cells, `cases` their case numbers."""

    file: str
    sheet: str
    column: int
    field: Field
    rows: Sequence[int]
    cases: Sequence[str | None]
    textual: bool = False

    def problem(self, index: int, code: str, facts: dict[str, str] | None = None) -> Problem:
        """A problem at the cell of the index-th row."""
        row = self.rows[index]
        return Problem(
            rule=rule(code),
            origin=Origin(file=self.file, sheet=self.sheet, row=row, column=self.column),
            facts={"field": self.field.title, **_unnamed(facts or {})},
            field=self.field.name,
            case_no=(self.cases[index] or "") if self.cases else "",
        )


def _unnamed(facts: dict[str, str]) -> dict[str, str]:
    """The facts without a person's name that slipped into the cell: the cell itself is named."""
    if not reads_like_a_name(facts.get("raw", "")):
        return facts
    return {**facts, "raw": facts["raw"][0] + sign("masks", "some") * 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A column read at once, whose cells are its values; `parts` and `words` as ColumnValues has them."""

    array: pa.Array
    parts: tuple[pa.Array, ...] | None = None
    words: list[str] | None = None


@dataclass(slots=True, kw_only=True)
class ColumnValues:
    """A column as read. `held` and `doubtful` are indexes of rows.

    `held` rows do not enter; a `doubtful` cell is missing because of a problem of its own, so no
    sum over the column can be trusted. `marked` are the cells that said 撤销 or 不适用, `spelled`
    those that name their own unit, or a settlement beside what they were read as.
    `array` holds the values of a column that was read at once, until somebody asks for the list;
    `parts` are then the year, court, type and serial of case numbers. `words` are the texts, each
    at least once, of a column of nothing else. `plain`: the cells are the values.
    """

    place: Place
    parse: Parser
    listed: list[Any] | None = None
    array: pa.Array | None = None
    parts: tuple[pa.Array, ...] | None = None
    words: list[str] | None = None
    plain: bool = False
    problems: list[Problem] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    marked: list[tuple[int, Mark]] = field(default_factory=list)
    spelled: list[int] = field(default_factory=list)

    @property
    def values(self) -> list[Any]:
        """A value a row, None where it is missing; may be changed in place."""
        if self.listed is None:
            self.listed = [] if self.array is None else self.array.to_pylist()
            self.array = None
        return self.listed

    @property
    def whole(self) -> pa.Array | list[Any]:
        """The values as they are, for who takes them all."""
        return self.values if self.array is None else self.array

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Whether each row is without a value."""
        if self.array is None:
            values = self.values
            if None not in values:
                return np.zeros(len(values), dtype=bool)
            return np.array([value is None for value in values], dtype=bool)
        blank: NDArray[np.bool_] = self.array.is_null().to_numpy(zero_copy_only=False)
        return blank

    def add(self, index: int, problem: Problem) -> None:
        """Take up a problem of one cell, and do what it says should be done."""
        self.problems.append(problem)
        self.doubtful.add(index)
        if problem.did == "hold":
            self.held.add(index)


def read_column(
    cells: Sequence[Cell], kinds: Collection[type], parse: Parser, place: Place
) -> ColumnValues:
    """Read a column. A repeated cell is read once; 规整 is one problem a column, with its count.

    `kinds` are the types of the cells.
    """
    sole = set(kinds) - {type(None)}
    if not sole:  # every parser reads a blank as missing
        return ColumnValues(place=place, parse=parse, array=pa.nulls(len(cells)))
    if len(cells) > FEW and len(sole) == 1 and (kind := _ARROW.get(*sole)) is not None:
        return _read_coded(cells, kind, parse, place)
    values = {cell: parse(cell) for cell in set(cells)}
    remarkable = {cell: read for cell, read in values.items() if isinstance(read, Reading)}
    for cell, read in remarkable.items():
        values[cell] = read.value
    column = ColumnValues(place=place, parse=parse, listed=list(map(values.__getitem__, cells)))
    if sole == {str}:
        column.words = [cell for cell in values if isinstance(cell, str)]
    if remarkable:
        _say(cells, remarkable, column)
    return column


# Many cells of one of these types only are told apart by Arrow, in a fifth of a set's time.
FEW = 2000
_ARROW = {str: pa.large_string(), date: pa.date32(), float: pa.float64()}
# Values of one of these types only are a column of Arrow's.
_MADE = {str: pa.large_string(), date: pa.date32(), bool: pa.bool_(), int: pa.int64()}


def _read_coded(
    cells: Sequence[Cell], kind: pa.DataType, parse: Parser, place: Place
) -> ColumnValues:
    """A column of cells of one type and blanks, which every parser reads as missing."""
    coded = pa.array(cells, kind).dictionary_encode()
    distinct = coded.dictionary.to_pylist()
    values = [parse(cell) for cell in distinct]
    remarkable: dict[Cell, Reading] = {}
    for i, read in enumerate(values):
        if isinstance(read, Reading):
            remarkable[distinct[i]] = read
            values[i] = read.value
    column = ColumnValues(place=place, parse=parse)
    if kind == pa.large_string():
        column.words = distinct
    read_kinds = set(map(type, values)) - {type(None)}
    if not read_kinds:
        column.array = pa.nulls(len(cells))
    elif len(read_kinds) == 1 and (made := _MADE.get(read_kinds.pop())) is not None:
        column.array = pa.array(values, made).take(coded.indices)
    else:
        indices = coded.indices.fill_null(len(values)).to_pylist()
        values.append(None)
        column.listed = [values[i] for i in indices]
    if remarkable:
        _say(cells, remarkable, column)
    return column


def _say(cells: Sequence[Cell], remarkable: dict[Cell, Reading], column: ColumnValues) -> None:
    place = column.place
    fixed: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        read = remarkable.get(cell)
        if read is None:
            continue
        if read.mark:
            column.marked.append((index, read.mark))
        if not read.code:
            continue
        checked = rule(read.code)
        if checked.severity == "fixed":
            fixed.setdefault(read.code, []).append(index)
        elif checked.level == "structure":  # a doubt of the column: said once, at its first cell
            if not column.doubtful:
                facts = {"header": place.field.title, **read.facts}
                column.problems.append(place.problem(index, read.code, facts))
            column.doubtful.add(index)
        else:
            problem = place.problem(index, read.code, dict(read.facts))
            column.add(index, _with_effect(problem, read))
    column.spelled += fixed.get(_SPELLED, [])
    column.spelled += _settled(cells, remarkable)
    for code, indexes in fixed.items():
        if not (place.textual and code in _TEXT_CODES):
            facts = dict(remarkable[cells[indexes[0]]].facts) | {"count": str(len(indexes))}
            column.problems.append(place.problem(indexes[0], code, facts))


def _settled(cells: Sequence[Cell], remarkable: dict[Cell, Reading]) -> list[int]:
    settled = {cell for cell, read in remarkable.items() if read.settled}
    return [index for index, cell in enumerate(cells) if cell in settled] if settled else []


def _with_effect(problem: Problem, read: Reading) -> Problem:
    if read.effect is None:
        return problem
    return Problem(
        rule=problem.rule,
        origin=problem.origin,
        facts=problem.facts,
        field=problem.field,
        case_no=problem.case_no,
        effect=read.effect,
    )


def mark_broken(column: ColumnValues, broken: dict[tuple[int, int], str]) -> None:
    """Error cells and uncached formulas of a column (S-15): never a blank, never 0 (T25)."""
    at = {row: index for index, row in enumerate(column.place.rows)}
    for (row, number), text in sorted(broken.items()):
        if number == column.place.column and row in at:
            index = at[row]
            column.values[index] = None
            column.add(index, column.place.problem(index, "S-15", {"shown": text}))


def require(column: ColumnValues, where: Sequence[int] | None = None) -> None:
    """V-01 at each cell of a required column that says nothing, at the rows `where` or at all."""
    said = column.doubtful | {index for index, _ in column.marked}
    for index in np.flatnonzero(column.missing).tolist() if where is None else where:
        if column.values[index] is None and index not in said:
            column.add(index, column.place.problem(index, "V-01"))
