"""A disguise: the sheets a truth was put into, and where each of its facts stands in them.

Comes in: nothing. Goes out: plain values. Refuses to know how they were made and who reads them.
"""

from __future__ import annotations

import dataclasses
import shlex
from dataclasses import dataclass
from typing import Any

from tests.disguise.page import Canvas
from tests.disguise.truth import Truth


@dataclass(kw_only=True)
class Column:
    """One column before it is drawn. `unit` is the one in its header, `scale` what cells are in.

    `summed` is what a total adds up instead of the value, by index of the row.
    """

    field: str
    label: str
    groups: tuple[str, ...] = ()
    unit: str = ""
    scale: str = ""
    how: str = ""
    cells: list[Any] = dataclasses.field(default_factory=list)
    summed: dict[int, int] = dataclasses.field(default_factory=dict)
    values: list[Any] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of a store's table, or one figure: what should come back, and from which cells.

    `columns` are the cells of its fields; `said` of a field left out is None. `extra` tells two
    facts of one row apart (a ledger's measures by column, a figure by its key).
    """

    table: str
    sheet: str
    row: int
    said: dict[str, Any]
    columns: dict[str, int]
    extra: Any = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perturbation:
    """One thing that must be asked about. `codes` are the checks that may ask it.

    `row` and `column` say where, None for any. `answer` is what the first suggestion should be.
    `stated` are fields whose cell says something else than the truth: (sheet, row, field) to value.
    """

    kind: str
    codes: frozenset[str]
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    answer: str = ""
    stated: dict[tuple[str, int, str], Any] = dataclasses.field(default_factory=dict)


@dataclass(kw_only=True)
class Disguise:
    """A whole file: its truth, its sheets, its name and kind, and what must come back.

    `headers` are the first and last header row of each table: (sheet, first, last). `asks` are
    checks that this layout must raise by itself (hidden rows, a hidden sheet).
    """

    seed: int
    truth: Truth
    file_name: str
    kind: str
    encoding: str = "utf-8"
    since_1904: bool = False
    canvases: list[Canvas] = dataclasses.field(default_factory=list)
    facts: list[Fact] = dataclasses.field(default_factory=list)
    headers: set[tuple[str, int, int]] = dataclasses.field(default_factory=set)
    perturbation: Perturbation | None = None
    asks: set[str] = dataclasses.field(default_factory=set)
    layout: str = ""
    wrong: str = ""

    @property
    def command(self) -> str:
        """What makes this file again and shows what is read from it."""
        wrong = f"--wrong {shlex.quote(self.wrong)}" if self.wrong else "--clean"
        return f"python -m tests.disguise {self.seed} --form {self.truth.form} {wrong}"
