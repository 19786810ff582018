"""P-03 for a whole column of money, beyond what columns of its kind are: one question, at no row.

Comes in: a Batch, its rows, the amounts of each money column. Goes out: a problem a column and
sheet. Refuses to judge one cell.
"""

import math
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from enforcement_cli.check.magnitude import Amounts, Mask, median, usual_of
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.both_readings import SLIP, both_readings
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import Rows
from enforcement_cli.vocabulary.checks import rule, threshold
from enforcement_cli.vocabulary.forms import form_named

_CLAIM, _RECOVERED = "claim_fen", "recovered_fen"


def whole_columns(
    batch: Batch, rows: Rows, amounts: dict[str, Amounts], spelled: dict[str, Mask]
) -> Iterator[Problem]:
    """Columns that as a whole are beyond what such columns are; they leave `amounts`.

    A column is what its cells without a unit of their own are.
    """
    names = rows["sheet"].unique().to_pylist()
    for sheet in names:
        mask = (
            pc.equal(rows["sheet"], sheet).to_numpy(zero_copy_only=False)
            if len(names) > 1
            else slice(None)
        )
        plain = {name: np.where(spelled[name], 0, all_)[mask] for name, all_ in amounts.items()}
        for name in _odd_columns(plain):
            column = plain[name]
            yield _at_column(batch, str(sheet), name, column)
            amounts[name][mask] = 0


def _odd_columns(columns: dict[str, Amounts]) -> Iterator[str]:
    """The fields whose column on a sheet is not of its kind's magnitude."""
    least = int(threshold("unit_column_least"))
    low, high, tiny = (
        int(threshold(f"unit_{name}_yuan")) * FEN_PER_UNIT["元"]
        for name in ("column_low", "column_high", "tiny")
    )
    medians = {
        name: median(known)
        for name, column in columns.items()
        if len(known := column[column > 0]) >= least
    }
    odd: list[str] = []
    for name, middle in medians.items():
        above = middle > high and not (columns[name] % SLIP).any()
        below = name != "waived_fen" and middle < (low if name == _CLAIM else tiny)
        if above or below:
            odd.append(name)
    yield from odd
    if odd or _RECOVERED not in medians or _CLAIM not in medians:
        return
    claim, recovered = columns[_CLAIM], columns[_RECOVERED]
    both = (claim > 0) & (recovered > 0)
    ratio = int(threshold("unit_slip_ratio"))
    if both.sum() >= least and median(recovered[both] / claim[both]) >= ratio:
        usual = usual_of(np.zeros(0, dtype="int64")).centre
        sum_ = math.log10(medians[_CLAIM]) + math.log10(medians[_RECOVERED]) - 2 * usual
        yield _RECOVERED if sum_ > 0 else _CLAIM


def _at_column(batch: Batch, sheet: str, field: str, column: Amounts) -> Problem:
    """One question for a whole column, at no row: every row of it is meant.

    `suggested` is the unit that brings it to its usual size, where there is one.
    """
    place = next((p for p in batch.places if p.field == field and p.sheet == sheet), None)
    title = form_named(batch.form).field_named(field).title
    middle = int(median(column[column > 0]))
    usual = usual_of(np.zeros(0, dtype="int64")).middle
    facts = both_readings(f"{title}（整列，中位数）", middle, "同类案件常见数", usual)
    facts["suggested"] = _other_unit(place.unit if place else "", smaller=middle > usual)
    return Problem(
        rule=rule("P-03"),
        origin=Origin(file=batch.file_name, sheet=sheet, column=place.column if place else None),
        facts=facts,
        field=field,
    )


def _other_unit(unit: str, *, smaller: bool) -> str:
    """The unit a ten-thousandth of `unit`, or 10⁴ of it; empty where nobody writes that."""
    fen = FEN_PER_UNIT.get(unit, 0)
    wanted = fen // SLIP if smaller else fen * SLIP
    return next((name for name in ("元", "万元", "亿元") if FEN_PER_UNIT[name] == wanted), "")
