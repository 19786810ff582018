"""One thing wrong with an aggregate that must be asked about, and what the question should suggest.

Comes in: a Style and the axes of the table before it is drawn. Goes out: the same, disturbed, and
what to expect.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.disguise import cells
from tests.disguise.crosstab import Crosstab, Slot
from tests.disguise.figures import BY_ID
from tests.disguise.model import Disguise, Perturbation
from tests.disguise.truth import Truth

CODES: dict[str, frozenset[str]] = {
    "ambiguous": frozenset({"S-03", "S-04", "S-06", "S-21"}),
    "unknown": frozenset({"S-06", "S-21"}),
    "no unit": frozenset({"S-11"}),
    "unit conflict": frozenset({"S-12"}),
    "no basis": frozenset({"S-20"}),
    "approximate": frozenset({"V-08"}),
    "slip cell": frozenset({"P-03", "X-01"}),
}


@dataclass(kw_only=True)
class FigurePending:
    """A perturbation whose cells are not drawn yet."""

    kind: str
    answer: str = ""
    title_unit: str | None = None
    figure: tuple[Any, ...] | None = None
    stated: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def apply(self, rng: Random, table: Crosstab, truth: Truth) -> None:
        """Disturb the table."""
        assert truth.figures is not None
        if self.kind == "unknown":
            table.slots.append(
                Slot(path=(rng.choice(["回访数", "约见群众", "走访单位数"]),), other="count")
            )
        if self.kind not in ("approximate", "slip cell") or self.figure is not None:
            return
        drawn = {
            ({**table.fixed, **slot.key, **row}[part] if part else None)
            for slot in table.slots
            for row in table.rows
            for part in ("indicator",)
            if "indicator" in {**slot.key, **row}
        }
        keys = [
            key for key, value in truth.figures.items()
            if key[2] == "amount_recovered" and value and key[2] in drawn and _drawn(table, key)
        ]  # fmt: skip
        if not keys:
            return
        self.figure = rng.choice(keys)
        self._write(rng, table, truth.figures[self.figure])

    def _write(self, rng: Random, table: Crosstab, value: int) -> None:
        assert self.figure is not None
        plain = cells.amount(value, self.answer, "text", rng)
        if self.kind == "approximate":
            table.written[self.figure] = rng.choice([f"约{plain}", f"{plain}余"])
            return
        slipped = value * 10_000 if rng.random() < 0.5 else max(value // 10_000, 1)
        table.written[self.figure] = cells.amount(slipped, self.answer, "number", rng)
        self.stated[self.figure] = slipped
        table.stated[self.figure] = slipped  # the 合计 is a formula

    def placed(self, d: Disguise) -> Perturbation | None:
        """With the cells it came to stand in; None where it found nothing to disturb."""
        facts = {fact.extra: fact for fact in d.facts}
        if self.kind in ("approximate", "slip cell"):
            if self.figure is None or self.figure not in facts:
                return None
            fact = facts[self.figure]
            stated = {(fact.sheet, fact.row, str(key)): value for key, value in self.stated.items()}
            return Perturbation(kind=self.kind, codes=CODES[self.kind], sheet=fact.sheet, row=fact.row,
                                column=fact.columns["value"], stated=stated)  # fmt: skip
        money = any(BY_ID[fact.extra[2]].unit == "" for fact in d.facts)
        if self.kind in ("no unit", "unit conflict") and not money:
            return None
        if self.kind == "ambiguous" and not any(f.extra[2] == "amount_recovered" for f in d.facts):
            return None
        answer = "" if self.kind == "unknown" else self.answer
        return Perturbation(kind=self.kind, codes=CODES[self.kind], answer=answer)


def _drawn(table: Crosstab, key: tuple[Any, ...]) -> bool:
    parts = dict(zip(("court", "action", "indicator", "basis"), key, strict=True))
    return any(
        all(parts[name] == value for name, value in {**table.fixed, **slot.key, **row}.items())
        for slot in table.slots
        for row in table.rows
        if not slot.other
    )


def disturb_figures(rng: Random, kind: str, style: Any) -> FigurePending:
    """Disturb the words and units of a return in place."""
    if kind == "ambiguous":
        style.names["amount_recovered"] = "到位数"
        style.unit_at, style.count_units = "none", False
        return FigurePending(kind=kind, answer="执行到位金额", title_unit=style.money)
    if kind == "no unit":
        style.unit_at = "none"
        return FigurePending(kind=kind, answer=style.money)
    if kind == "unit conflict":
        style.unit_at, style.how = "header", "number"
        other = "元" if style.money == "万元" else "万元"
        if rng.random() < 0.5:  # the title is right, and the headers wrong
            style.headed = other
            return FigurePending(kind=kind, answer=style.money, title_unit=style.money)
        return FigurePending(kind=kind, answer=style.money, title_unit=other)
    if kind == "no basis":
        style.bases = (rng.choice(["period", "cumulative"]),)
        style.basis_words = dict.fromkeys(style.basis_words, "")
        style.basis_at = "joined"
        return FigurePending(kind=kind)
    style.unit_at = "header"
    return FigurePending(kind=kind, answer=style.money)
