"""A return as typed columns. Origins are computed from row and column, never stored per cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence, FieldPlace

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """What every stage returns: its value, and what it found wrong on the way."""

    value: T
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A money or count total a court printed, and what the rows under it sum to (unit as `field`).

    `unit` is the one the court printed money in; '' for counts. `typed_over`: a number, where
    every other total of the row is a formula. `parts` are what it should be the sum of, as row,
    column and value, where it is not.
    """

    sheet: str
    row: int
    column: int
    label: str
    field: str
    stated: int
    summed: int
    unit: str = ""
    typed_over: bool = False
    parts: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One file's facts of one form.

    `frames` maps a table of the store (`cases`, `measures`, …) to a pandas frame: the table's own
    columns plus `sheet` (string), `row` (int64, Excel's) and `held` (bool: 退回 on this row).
    Dates are datetime64[s], money and counts Int64, text string[pyarrow], lists Arrow's
    list<string>. `tables_of` gives the same tables as Arrow's columns.
    `places` are the columns of its tables, so that every value has a cell. `spelled` are the
    cells that name their own unit, and the closings that name a settlement, as sheet, row and
    field. `sender` is the court that answers for its columns, empty for the one the facts are of.
    `saved_at` is when the file says it was last saved.
    """

    form: str
    file_name: str
    sha256: str
    frames: "Mapping[str, pd.DataFrame]"
    places: tuple[FieldPlace, ...]
    evidence: tuple[Evidence, ...] = ()
    controls: tuple[Control, ...] = ()
    measure_kinds: tuple[str, ...] = ()
    sender: str = ""
    spelled: frozenset[tuple[str, int, str]] = frozenset()
    saved_at: datetime | None = None

    def origin(self, sheet: str, row: int, name: str) -> Origin:
        """Where the value of a field in a row came from."""
        column = next(
            (
                place.column
                for place in self.places
                if place.field == name and place.sheet == sheet and place.covers(row)
            ),
            None,
        )
        return Origin(file=self.file_name, sheet=sheet, row=row, column=column)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHead:
    """Whose return it is and what it speaks of, once decided."""

    campaign: str
    court: str
    form: str
    period_start: date
    period_end: date
    as_of: date
    version: int | None = None
