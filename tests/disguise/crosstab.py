"""Draws a crosstab of figures and notes where each stands.

Comes in: the axes of the table. Goes out: cells on a Canvas, facts and header rows in a Disguise.
Refuses to choose words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.disguise import cells
from tests.disguise.figures import BY_ID
from tests.disguise.model import Disguise, Fact
from tests.disguise.page import Canvas, Hand, draw_header


@dataclass(kw_only=True)
class Slot:
    """One column of figures: the words over it and the part of the key they say.

    `other` is what else stands there: a rate, a count of no interest, a text.
    """

    path: tuple[str, ...]
    key: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    other: str = ""


@dataclass(kw_only=True)
class Crosstab:
    """`labels` are label columns with their header; `fixed` is the key that title and file say."""

    labels: list[tuple[str, list[str]]]
    slots: list[Slot]
    rows: list[dict[str, Any]]
    fixed: dict[str, Any]
    written: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    stated: dict[tuple[Any, ...], int] = field(default_factory=dict)
    blank: set[tuple[Any, ...]] = field(default_factory=set)


@dataclass(kw_only=True)
class CrosstabDrawing:
    """One crosstab under the pen."""

    disguise: Disguise
    canvas: Canvas
    table: Crosstab
    style: Any
    rng: Random
    pen: Hand

    def draw(self, top: int, first: int) -> None:
        """A header of any depth, a row a key, 合计 perhaps."""
        table = self.table
        drawn = {key for key in self._figures if self.rng.random() < 0.02}
        # A part left out would make the whole beside it doubtful.
        table.blank = set() if self._has_whole() else drawn - set(table.written)
        numbered = bool(table.labels) and self.rng.random() < 0.5
        paths: list[tuple[str, ...]] = [("序号",)] if numbered else []
        paths += [(self.pen.write(head, j),) for j, (head, _) in enumerate(table.labels, 2)]
        paths += [self._path(slot) for slot in table.slots]
        row = draw_header(self.canvas, top, first, paths, self.pen)
        self.disguise.headers.add((self.canvas.name, top, row - 1))
        left = first + numbered
        total = self._total_place()
        if total == "first":
            row = self._total(row, left)
        for number, key in enumerate(table.rows):
            if numbered:
                self.canvas.put(row, first, float(number + 1))
            for j, (_, words) in enumerate(table.labels):
                self.canvas.put(row, left + j, words[number])
            for j, slot in enumerate(table.slots, start=left + len(table.labels)):
                self._cell(row, j, slot, {**table.fixed, **slot.key, **key})
            row += 1
        if len(table.labels) > 1 and table.labels[0][0] == "类别":
            self._merge_groups(row - len(table.rows), left)
        if total == "last":
            self._total(row, left)

    def draw_pairs(self, top: int, left: int) -> None:
        """A form to fill in: label, value, label, value; no header row."""
        wide = self.rng.choice([2, 3])
        for number, slot in enumerate(self.table.slots):
            row, column = top + number // wide, left + number % wide * 2
            self.canvas.put(row, column, self._path(slot)[-1])
            self._cell(row, column + 1, slot, {**self.table.fixed, **slot.key})

    @property
    def _figures(self) -> dict[tuple[str, str | None, str, str], int]:
        assert self.disguise.truth.figures is not None
        return self.disguise.truth.figures

    def _has_whole(self) -> bool:
        actions = {key[1] for key in self._figures}
        return None in actions and len(actions) > 1

    def _path(self, slot: Slot) -> tuple[str, ...]:
        """The words over a column; the unit stands behind the word that names the figure."""
        if not slot.name:
            return slot.path
        counted, style = BY_ID[slot.name].unit, self.style
        unit = (style.headed or style.money) if style.unit_at == "header" else ""
        if counted:
            unit = counted if style.count_units else ""
        path = list(slot.path)
        if unit:
            word = style.names[slot.name]
            at = next(i for i, part in enumerate(path) if part.endswith(word))
            path[at] += self.pen.bracketed(unit)
        return tuple(path)

    def _cell(self, row: int, column: int, slot: Slot, key: dict[str, Any]) -> None:
        if slot.other:
            self.canvas.put(row, column, self._other(slot, key))
            return
        full = (key["court"], key["action"], key["indicator"], key["basis"])
        if full not in self._figures:  # what stands still has no figure of the week
            return
        value = self._figures[full]
        if full in self.table.blank:
            self.canvas.put(row, column, self.rng.choice(["—", "/", "未报", None]))
            return
        shown = self.table.written.get(full, self._shown(full[2], value, self.rng))
        self.canvas.put(row, column, shown)
        said, places = {"value": value}, {"value": column}
        self.disguise.facts.append(
            Fact(
                table="statements",
                sheet=self.canvas.name,
                row=row,
                said=said,
                columns=places,
                extra=full,
            )
        )

    def _shown(self, name: str, value: int, rng: Random) -> Any:
        plain = self.style.how == "number"
        if BY_ID[name].unit:
            return float(value) if plain else str(value)
        if value == 0:
            return 0.0 if plain else "0"
        how = "suffix" if self.style.unit_at == "cell" else self.style.how
        return cells.amount(value, self.style.money, how, rng)

    def _other(self, slot: Slot, key: dict[str, Any]) -> Any:
        if slot.other == "rate":
            closed = self._figures[key["court"], key["action"], "cases_closed", key["basis"]]
            done = self._figures[key["court"], key["action"], "cases_completed", key["basis"]]
            return f"{done * 100 / closed:.2f}%" if closed else None
        counted = slot.other == "count" or slot.path[-1] != "备注"
        return float(self.rng.randint(1, 40)) if counted else None

    def _total_place(self) -> str:
        if self.style.layout != "courts" or len(self.table.rows) < 2:
            return ""
        return self.rng.choice(["last", "last", "first", ""])

    def _total(self, row: int, left: int) -> int:
        """合计 over the courts, of what stands above or below it."""
        self.canvas.put(row, left, "合计")
        for j, slot in enumerate(self.table.slots, start=left + len(self.table.labels)):
            if slot.other:
                continue
            action, name, basis = (slot.key[part] for part in ("action", "indicator", "basis"))
            keys = {(key["court"], action, name, basis) for key in self.table.rows}
            stated = {**self._figures, **self.table.stated}
            summed = sum(stated[key] for key in keys - self.table.blank)
            self.canvas.put(row, j, self._shown(name, summed, Random(0)))
        return row + 1

    def _merge_groups(self, top: int, left: int) -> None:
        """Equal words below each other in the first label column as one cell."""
        words = self.table.labels[0][1]
        start = 0
        for i in range(1, len(words) + 1):
            if i == len(words) or words[i] != words[start]:
                for row in range(top + start + 1, top + i):
                    self.canvas.cells.pop((row, left), None)
                self.canvas.merge(top + start, left, top + i - 1, left)
                start = i
