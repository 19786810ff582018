"""Amounts that nobody counted, or that no law allows: placeholders (V-20), fines (R-13).

Comes in: a batch without doubted amounts, the rules in force. Goes out: problems. Refuses to
compare an amount with another; what is 10⁴ times too large is asked by units.py.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

import numpy as np
from numpy.typing import NDArray

from enforcement_cli.check.asking import (
    Ask,
    Line,
    amounts,
    at_rows,
    equal,
    kept_rows,
    over_rows,
    stated,
    whole,
    yuan,
)
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit, to_fen
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Mask, Rows, tables_of
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.words import placeholder_everywhere, placeholder_numbers

_PLAIN_UNIT = "元"
_TABLES = {
    "cases": "cases", "payments": "recoveries", "measures": "measures", "payouts": "payouts",
}  # fmt: skip
_LARGEST = np.iinfo("int64").max
_FINE, _ENTITY = "fine", "entity"


def check_amounts(batch: Batch, rules: Mapping[str, Rule]) -> list[Problem]:
    """V-20 in the money columns of ledgers and lists, R-13 in their fines."""
    return [*_placeholders(batch, rules.get("V-20")), *_fines(batch, rules.get("R-13"))]


def _placeholders(batch: Batch, rule: Rule | None) -> Iterator[Problem]:
    table = _TABLES.get(batch.form, "")
    if rule is None or table not in batch.frames:
        return
    rows = tables_of(batch.frames).rows(table)
    kept = kept_rows(rows)
    for field in form_named(batch.form).fields:
        if field.kind != "money" or field.name not in rows:
            continue
        known = kept & stated(rows, field.name)
        if not known.any():
            continue
        fen = amounts(rows, field.name)
        for unit, here in _units(batch, rows, field.name):
            of_unit = known & here
            one = to_fen(placeholder_everywhere(), unit)
            if of_unit.sum() >= rule.number("column_least") and (fen[of_unit] == one).all():
                yield from over_rows(
                    batch, rows, of_unit, _ask(rule, field.name, field.title, unit, every=True)
                )
                continue
            where = of_unit & (fen == _placeholder_amounts(unit)).any(axis=0)
            yield from at_rows(batch, rows, where, _ask(rule, field.name, field.title, unit))


@cache
def _placeholder_amounts(unit: str) -> NDArray[np.int64]:
    """The placeholders in 分, a row each, without those that no column can hold."""
    found = [to_fen(number, unit) for number in placeholder_numbers()]
    held = [fen for fen in found if fen is not None and fen <= _LARGEST]
    return np.array(held, dtype="int64").reshape(-1, 1)


def _ask(rule: Rule, name: str, title: str, unit: str, *, every: bool = False) -> Ask:
    def facts(line: Line) -> dict[str, str]:
        printed = format(in_unit(int(line[name]), unit), "f")
        return {"field": title, "where": "每行都" if every else "", "value": f"{printed} {unit}"}

    def value(line: Line) -> Decimal:
        return Decimal(int(line[name]))

    return Ask(rule=rule, field=name, facts=facts, value=value, subject=name if every else "")


def _units(batch: Batch, rows: Rows, name: str) -> Iterator[tuple[str, Mask]]:
    """The units a field is printed in, each with the rows of its tables."""
    places = [p for p in batch.places if p.field == name]
    units = {place.unit or _PLAIN_UNIT for place in places} or {_PLAIN_UNIT}
    if len(units) == 1:
        yield units.pop(), np.ones(len(rows), dtype=bool)
        return
    sheets, lines = np.array(rows["sheet"].to_pylist(), dtype=object), rows["row"].to_numpy()
    for unit in sorted(units, key=FEN_PER_UNIT.__getitem__):
        mask = np.zeros(len(rows), dtype=bool)
        for place in places:
            if (place.unit or _PLAIN_UNIT) == unit:
                first, last = place.rows
                mask |= (sheets == place.sheet) & (lines >= first) & (lines <= last)
        yield unit, mask


def _fines(batch: Batch, rule: Rule | None) -> list[Problem]:
    """R-13, by what one occasion comes to. Who is not said to be an entity is held a person."""
    if rule is None or "measures" not in batch.frames:
        return []
    rows = tables_of(batch.frames).rows("measures")
    if "amount_fen" not in rows:
        return []
    fine = kept_rows(rows) & equal(rows, "kind", _FINE)
    if not fine.any():
        return []
    entity = equal(rows, "person_kind", _ENTITY)
    person_fen, unit_fen = (
        int(rule.number(f"{who}_yuan")) * FEN_PER_UNIT["元"] for who in ("person", "unit")
    )
    times = np.maximum(amounts(rows, "quantity"), 1)
    ceiling = np.where(entity, unit_fen, person_fen)
    where = fine & (amounts(rows, "amount_fen") > ceiling * times)

    def facts(line: Line) -> dict[str, str]:
        many = max(whole(line, "quantity"), 1)
        is_entity = line["person_kind"] == _ENTITY
        return {
            "what": "罚款" if many == 1 else f"罚款 {many} 人次，共",
            "amount": yuan(int(line["amount_fen"])),
            "who": "每次对单位" if is_entity else "每次对个人",
            "ceiling": yuan(unit_fen if is_entity else person_fen),
        }

    ask = Ask(
        rule=rule, field="amount_fen", facts=facts, value=lambda line: Decimal(int(line["amount_fen"]))
    )  # fmt: skip
    return at_rows(batch, rows, where, ask)
