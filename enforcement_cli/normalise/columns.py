"""One column of cells to values and problems: each distinct cell is read once.

Comes in: the cells, the parser of the field, where the column stands. Goes out: a value a row
(None: missing), and what there was to say. Refuses to know other columns, but for the case a
problem speaks of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from enforcement_cli.model.form import Field
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.normalise.reading import Mark, Reading
from enforcement_cli.vocabulary.checks import rule

Parser = Callable[[Cell], Any]
# Said of a text that is a plain number or day; where all is text there is nothing to say.
_TEXT_CODES = frozenset({"V-03", "V-13"})


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
            facts={"field": self.field.title, **(facts or {})},
            field=self.field.name,
            case_no=(self.cases[index] or "") if self.cases else "",
        )


@dataclass(slots=True, kw_only=True)
class ColumnValues:
    """A column as read. `held` and `doubtful` are indexes of rows.

    `held` rows do not enter; a `doubtful` cell is missing because of a problem of its own, so no
    sum over the column can be trusted. `marked` are the cells that said 撤销 or 不适用.
    """

    place: Place
    parse: Parser
    values: list[Any]
    problems: list[Problem] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    marked: list[tuple[int, Mark]] = field(default_factory=list)

    def add(self, index: int, problem: Problem) -> None:
        """Take up a problem of one cell, and do what it says should be done."""
        self.problems.append(problem)
        self.doubtful.add(index)
        if problem.did == "hold":
            self.held.add(index)


def read_column(cells: Sequence[Cell], parse: Parser, place: Place) -> ColumnValues:
    """Read a column. A repeated cell is read once; 规整 is one problem a column, with its count."""
    values = {cell: parse(cell) for cell in set(cells)}
    remarkable = {cell: read for cell, read in values.items() if isinstance(read, Reading)}
    for cell, read in remarkable.items():
        values[cell] = read.value
    column = ColumnValues(place=place, parse=parse, values=[values[cell] for cell in cells])
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
    for code, indexes in fixed.items():
        if not (place.textual and code in _TEXT_CODES):
            facts = dict(remarkable[cells[indexes[0]]].facts) | {"count": str(len(indexes))}
            column.problems.append(place.problem(indexes[0], code, facts))


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
    for index in range(len(column.values)) if where is None else where:
        if column.values[index] is None and index not in said:
            column.add(index, column.place.problem(index, "V-01"))
