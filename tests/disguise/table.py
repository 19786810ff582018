"""Draws one table of a row form: header, body, totals and what stands between; notes every fact.

Comes in: Columns and which rows of the truth go here. Goes out: cells on a Canvas, facts and header
rows in a Disguise. Refuses to choose columns and to know the rest of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.disguise import cells, words
from tests.disguise.columns import MONEY
from tests.disguise.model import Column, Disguise, Fact
from tests.disguise.page import Canvas, Hand, draw_header

TABLES = {"cases": "cases", "payments": "recoveries", "measures": "measures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What a clerk puts into a table besides header and rows."""

    total: str = ""  # first, last, both or none
    label: str = "合计"
    groups: bool = False  # a 小计 under each officer's rows
    average: bool = False
    whole: bool = False  # a 含管辖 row
    repeated: int = 0  # the header again after so many rows
    instruction: str = ""  # texts, numbers or none
    merged: bool = False  # vertical merges in the body
    debtors: bool = False  # several debtors of a case below each other


def manners(rng: Random, *, merges: bool, form: str) -> Manners:
    """Mostly a 合计 row, sometimes more."""
    return Manners(
        total=rng.choice(["", "", "last", "last", "last", "first", "both"]),
        label=rng.choice(["合计", "合计", "合  计", "总计", "合计："]),
        groups=rng.random() < 0.1,
        average=rng.random() < 0.06,
        whole=rng.random() < 0.04,
        repeated=rng.choice([0] * 12 + [5, 8, 12]),
        instruction=rng.choice([""] * 12 + ["texts", "numbers", "numbers"]),
        merged=merges and rng.random() < 0.25,
        debtors=merges and form == "cases" and rng.random() < 0.12,
    )


@dataclass(kw_only=True)
class TableDrawing:
    """One table under the pen; `left` is its first column."""

    disguise: Disguise
    canvas: Canvas
    columns: list[Column]
    left: int
    rng: Random
    pen: Hand
    manners: Manners
    actions: tuple[str, ...] = ()

    def draw(self, top: int, indexes: Sequence[int]) -> int:
        """Draw the table with these rows of the truth; the row after it."""
        row = self._header(top)
        self.disguise.headers.add((self.canvas.name, top, row - 1))
        row = self._between(row)
        plan, order = self.manners, list(indexes)
        officer = self._column("officer")
        grouped = plan.groups and officer is not None
        if officer is not None and (grouped or plan.merged):
            order.sort(key=lambda i: str(officer.values[i]))
        if plan.total in ("first", "both"):
            row = self._total(row, plan.label, order)
        group: list[int] = []
        start, since_header = row, 0
        for place, index in enumerate(order):
            row = self._row(row, index)
            group.append(index)
            since_header += 1
            ends = place + 1 == len(order)
            other = officer is not None and (
                ends or officer.values[order[place + 1]] != officer.values[index]
            )
            if other and (plan.merged or grouped):
                self._merge_down("officer", start, row - 1)
                if grouped:
                    row = self._total(row, self._group_label(index), group)
                group, start = [], row
            if plan.repeated and since_header == plan.repeated and not ends and not plan.merged:
                row, since_header = self._header(row), 0
                start = row
        return self._ending(row, order)

    def _ending(self, row: int, order: list[int]) -> int:
        if self.manners.average:
            row = self._total(row, "平均", order, share=len(order))
        if self.manners.total in ("last", "both"):
            row = self._total(row, self.manners.label, order)
        if self.manners.whole:
            row = self._total(row, "含管辖", order, share=0)
        return row

    def _header(self, top: int) -> int:
        paths = []
        for number, column in enumerate(self.columns, start=1):
            label = self.pen.write(column.label, number, column.unit)
            paths.append((*column.groups, label))
        return draw_header(self.canvas, top, self.left, paths, self.pen)

    def _between(self, row: int) -> int:
        kind = self.manners.instruction
        if not kind:
            return row
        for j, column in enumerate(self.columns):
            text: Any = float(j + 1) if kind == "numbers" else _instruction(column)
            self.canvas.put(row, self.left + j, text)
        return row + 1

    def _row(self, row: int, index: int) -> int:
        """One row of the truth, or as many as the case has debtors below each other."""
        debtors = self._debtors(index)
        height = max(len(debtors), 1)
        for j, column in enumerate(self.columns):
            if column.field == "debtor" and debtors:
                for step, name in enumerate(debtors):
                    self.canvas.put(row + step, self.left + j, name)
                continue
            self.canvas.put(row, self.left + j, column.cells[index])
            if height > 1 and column.cells[index] is not None:
                self.canvas.merge(row, self.left + j, row + height - 1, self.left + j)
        self._note(row, index, debtors)
        return row + height

    def _debtors(self, index: int) -> list[str]:
        column = self._column("debtor")
        # By the case, not by chance of the moment: it may stand on two sheets.
        rng = Random(f"debtors {self.disguise.seed} {index}")
        if column is None or not self.manners.debtors or rng.random() > 0.15:
            return []
        return [column.values[index], f"{column.values[index]}二", "某某乙"][: rng.choice([2, 3])]

    def _note(self, row: int, index: int, debtors: list[str]) -> None:
        table = TABLES[self.disguise.truth.form]
        columns = {c.field: self.left + j for j, c in enumerate(self.columns) if c.field}
        values = {c.field: c.values[index] for c in self.columns if c.field in columns and c.values}
        if debtors:
            values["debtor"] = "、".join(debtors)
        events = {name: values.pop(name) for name in words.LEDGER_MEASURES if name in values}
        if table == "cases":
            earlier = self._earlier(values.get("case_no"))
            if earlier is not None:
                self._unite(earlier)
                return
            values["declared_actions"] = {*(values.get("declared_actions") or ()), *self.actions}
        if table == "measures" and values.get("quantity") is None:
            values["quantity"] = 1
        self._add(table, row, values, columns)
        for name, event in events.items():
            if event is not None:
                on, quantity = event
                said = {"case_no": values.get("case_no"), "kind": words.LEDGER_MEASURES[name],
                        "taken_on": on, "quantity": quantity}  # fmt: skip
                said["officer"] = values.get("officer")
                places = {"officer": columns.get("officer", 0)} | dict.fromkeys(
                    ("kind", "taken_on", "quantity"), columns[name]
                )
                self._add("measures", row, said, places, name)

    def _add(
        self, table: str, row: int, values: dict[str, Any], columns: dict[str, int], extra: str = ""
    ) -> None:
        self.disguise.facts.append(
            Fact(
                table=table,
                sheet=self.canvas.name,
                row=row,
                said=values,
                columns=columns,
                extra=extra,
            )
        )

    def _earlier(self, case_no: str | None) -> Fact | None:
        if case_no is None:
            return None
        return next(
            (
                f
                for f in self.disguise.facts
                if f.table == "cases" and f.said.get("case_no") == case_no
            ),
            None,
        )

    def _unite(self, fact: Fact) -> None:
        fact.said["declared_actions"] = {*fact.said["declared_actions"], *self.actions}

    def _column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.field == name), None)

    def _merge_down(self, name: str, top: int, bottom: int) -> None:
        """One officer's rows as one cell."""
        if not self.manners.merged or bottom <= top:
            return
        j = next(j for j, column in enumerate(self.columns) if column.field == name)
        column = self.left + j
        if any(
            m[0] <= bottom and m[2] >= top and m[1] <= column <= m[3] for m in self.canvas.merges
        ):
            return
        for row in range(top + 1, bottom + 1):
            self.canvas.cells.pop((row, column), None)
        self.canvas.merge(top, column, bottom, column)

    def _group_label(self, index: int) -> str:
        officer = self._column("officer")
        return "小计" if officer is None or index % 2 else f"{officer.values[index]}小计"

    def _total(self, row: int, label: str, covered: list[int], *, share: int = 1) -> int:
        """A total row: sums of the money columns; an average divides, 含管辖 is of more rows."""
        places = [j for j, c in enumerate(self.columns[:3]) if c.field not in MONEY and not c.scale]
        if not places:
            return row
        self.canvas.put(row, self.left + places[self.rng.randrange(len(places))], label)
        for j, column in enumerate(self.columns):
            if column.field in MONEY and column.values and j not in places:
                fen = sum(column.summed.get(i, column.values[i] or 0) for i in covered)
                fen = (
                    fen * 2 if share == 0 else fen // share // 10_000 * 10_000 if share > 1 else fen
                )
                self.canvas.put(row, self.left + j, _total_cell(column, fen))
        return row + 1


def _total_cell(column: Column, fen: int) -> Any:
    scale = column.scale or "元"
    spelled = any(isinstance(cell, str) and cell.endswith("元") for cell in column.cells)
    how = "suffix" if spelled and not column.unit else "number"
    return cells.amount(fen, scale, how, Random(0)) if fen else 0.0


def _instruction(column: Column) -> str:
    if column.field == "case_no":
        return "填写完整案号"
    if column.scale:
        return "填写数字，必填"
    return "按照案件系统填写" if column.field else "选填"
