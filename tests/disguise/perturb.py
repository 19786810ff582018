"""One thing wrong with a row form that must be asked about, and what the question should suggest.

Comes in: Columns before they are drawn. Goes out: the same, disturbed, and what to expect. Refuses
to be subtle: a reader that takes the disturbed value without a word is at fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from enforcement_cli.vocabulary.forms import form_named
from tests.disguise import cells
from tests.disguise.model import Column, Disguise, Fact, Perturbation

# By kind: the checks that may ask. A return may be refused for it too.
CODES: dict[str, frozenset[str]] = {
    "ambiguous": frozenset({"S-03", "S-04", "S-06", "S-07", "F-08"}),
    "near": frozenset({"S-03", "S-04", "S-06", "S-07", "F-08"}),
    "unknown": frozenset({"S-06"}),
    "no unit": frozenset({"S-11"}),
    "unit conflict": frozenset({"S-12"}),
    "approximate": frozenset({"V-08"}),
    "uncached": frozenset({"S-15"}),
    "error": frozenset({"S-15"}),
    "foreign date": frozenset({"V-11"}),
    "slip cell": frozenset({"P-03", "R-08"}),
    "slip column": frozenset({"P-03", "S-12", "V-10"}),
    "missing key": frozenset({"S-07", "S-01", "F-08"}),
}
KINDS = tuple(CODES)
_AMBIGUOUS = {"recovered_fen": ("到位数",), "claim_fen": ("标的",)}
_NEAR = {
    "recovered_fen": ("执行到位金额数", "已执行到位金额数", "实际到位金额合计数"),
    "claim_fen": ("申请执行标的数额", "申请执行之标的", "申请标的金额数"),
    "filed_on": ("立案年月日", "立案日期时间"), "closed_on": ("结案年月日", "结案日期时间"),
    "officer": ("承办法官姓名", "承办人员"), "close_method": ("结案的方式", "结案方式分类"),
    "cause": ("案由名称", "立案案由名称"), "amount_fen": ("本次到位金额数", "案款金额数"),
    "received_on": ("到账年月日", "案款到账的日期"),
}  # fmt: skip
_UNKNOWN = (
    ("协助单位", "某街道办"),
    ("查控结果反馈", "有"),
    ("线索来源", "申请人"),
    ("联络员", "周某"),
)


@dataclass(kw_only=True)
class Pending:
    """A perturbation whose cells are not drawn yet."""

    kind: str
    name: str = ""
    index: int | None = None
    answer: str = ""
    broken: str = ""
    stated: dict[tuple[int, str], Any] = field(default_factory=dict)
    extra: int | None = None
    order: list[str] = field(default_factory=list)

    def placed(self, d: Disguise) -> Perturbation:
        """With the cells it came to stand in."""
        facts = {self._key(fact): fact for fact in d.facts if not fact.extra}
        rows = d.truth.rows
        homes = {
            i: facts[key] for i, row in enumerate(rows) if (key := row.get("case_no")) in facts
        }
        some = next(iter(homes.values()), None)
        row = sheet = column = None
        if some is not None:
            column, sheet = some.columns.get(self.name), some.sheet
        if self.index is not None and self.index in homes:
            home = homes[self.index]
            row, sheet = home.row, home.sheet
        if self.extra is not None and some is not None:
            known = next(name for name in self.order if name in some.columns)
            column = some.columns[known] - self.order.index(known) + self.extra
        if self.broken and row is not None and column is not None:
            canvas = next(c for c in d.canvases if c.name == sheet)
            canvas.broken[row, column] = self.broken
            canvas.cells.pop((row, column), None)
        stated = {
            (homes[i].sheet, homes[i].row, name): value
            for (i, name), value in self.stated.items()
            if i in homes
        }
        return Perturbation(kind=self.kind, codes=CODES[self.kind], sheet=sheet or "", row=row,
                            column=column, answer=self.answer, stated=stated)  # fmt: skip

    @staticmethod
    def _key(fact: Fact) -> Any:
        return fact.said.get("case_no")


def disturb(
    rng: Random, kind: str, columns: list[Column], title_unit: str, form: str
) -> tuple[Pending, str]:
    """Disturb the columns in place.

    Returns:
        What to expect, and the unit the title names now.
    """
    if kind in ("no unit", "unit conflict", "slip column"):
        return _units(rng, kind, columns, title_unit)
    if kind in ("ambiguous", "near", "unknown", "missing key"):
        return _headers(rng, kind, columns, form), title_unit
    return _cell(rng, kind, columns), title_unit


def _money(columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.scale]


def _units(rng: Random, kind: str, columns: list[Column], title: str) -> tuple[Pending, str]:
    spoken = [c for c in _money(columns) if c.field in ("claim_fen", "recovered_fen", "amount_fen")]
    plain = [c for c in spoken if any(isinstance(cell, float) and cell for cell in c.cells)]
    one = rng.choice(plain or spoken)
    if kind == "no unit":
        for column in _money(columns):
            column.unit = ""
        return Pending(kind=kind, name=one.field, answer=one.scale), ""
    if kind == "unit conflict":
        for column in _money(columns):
            column.unit, column.scale = one.scale, one.scale
        other = "元" if one.scale == "万元" else "万元"
        if rng.random() < 0.5:  # the title is right, and the header wrong
            for column in _money(columns):
                column.unit = other
            return Pending(kind=kind, name=one.field, answer=one.scale), one.scale
        return Pending(kind=kind, name=one.field, answer=one.scale), other
    wrong = "元" if one.scale == "万元" else "万元"
    stated = {
        (i, one.field): value * cells.FEN[wrong] // cells.FEN[one.scale]
        for i, value in enumerate(one.values)
        if value
    }
    title = _spell_units(columns, title)
    one.unit = wrong
    return Pending(kind=kind, name=one.field, answer=one.scale, stated=stated), title


def _spell_units(columns: list[Column], title: str) -> str:
    """Every money column's unit in its own header, and in no title."""
    del title
    for column in _money(columns):
        column.unit = column.scale
        column.groups = tuple(word.split("（")[0] for word in column.groups)
    return ""


def _headers(rng: Random, kind: str, columns: list[Column], form: str) -> Pending:
    if kind == "missing key":
        columns[:] = [column for column in columns if column.field != "case_no"]
        return Pending(kind=kind)
    if kind == "unknown":
        label, text = rng.choice(_UNKNOWN)
        count = max(len(column.cells) for column in columns)
        at = rng.randint(1, len(columns))
        columns.insert(at, Column(field="", label=label, cells=[text] * count))
        order = [column.field or f"-{j}" for j, column in enumerate(columns)]
        return Pending(kind=kind, extra=at, order=order)
    table = _AMBIGUOUS if kind == "ambiguous" else _NEAR
    column = rng.choice([column for column in columns if column.field in table])
    column.label = rng.choice(table[column.field])
    return Pending(
        kind=kind, name=column.field, answer=form_named(form).field_named(column.field).title
    )


def _cell(rng: Random, kind: str, columns: list[Column]) -> Pending:
    if kind == "foreign date":
        column = rng.choice([c for c in columns if c.field in ("filed_on", "received_on")])
        index = _said(rng, column)
        day = column.values[index]
        column.cells[index] = rng.choice(
            [
                f"{day.day}/{day.month}/{day.year}",
                f"{day:%b %d, %Y}",
                f"{day.month:02}/{day.day:02}/{day.year}",
            ]
        )
        return Pending(kind=kind, name=column.field, index=index)
    fields = (
        ("claim_fen", "amount_fen")
        if kind != "slip cell"
        else ("claim_fen", "recovered_fen", "amount_fen")
    )
    choices = [c for c in columns if c.field in fields and any(c.values)]
    column = rng.choice(choices)
    index = _said(rng, column)
    fen = column.values[index]
    if kind == "approximate":
        plain = cells.amount(fen, column.scale, "text", rng)
        column.cells[index] = rng.choice([f"约{plain}", f"{plain}余", f"{plain}左右", f"近{plain}"])
        return Pending(kind=kind, name=column.field, index=index)
    if kind in ("uncached", "error"):
        broken = "未计算" if kind == "uncached" else rng.choice(["#REF!", "#DIV/0!", "#N/A"])
        return Pending(kind=kind, name=column.field, index=index, broken=broken)
    slipped = fen * 10_000 if rng.random() < 0.5 else max(fen // 10_000, 1)
    column.cells[index] = cells.amount(slipped, column.scale, "number", rng)
    column.summed[index] = slipped  # the 合计 is a formula
    return Pending(
        kind=kind, name=column.field, index=index, stated={(index, column.field): slipped}
    )


def _said(rng: Random, column: Column) -> int:
    return rng.choice([i for i, value in enumerate(column.values) if value])


def possible(kind: str, form: str, columns: list[Column]) -> bool:
    """Whether this form has what is to be disturbed."""
    if form == "measures":
        return kind == "unknown" and any(column.field == "case_no" for column in columns)
    return not (kind == "ambiguous" and form != "cases")
