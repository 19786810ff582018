"""P-03: money that is 10⁴ times what it should be, or a ten-thousandth, by what stands beside it.

Comes in: a Batch of one return. Goes out: a problem at each doubted cell or column, both readings
shown; the value stays in the frame and is held as missing by whoever sums. Refuses to scale
anything, and to know earlier returns and other courts.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enforcement_cli.check.asking import amounts, case_of, equal, kept_rows, lines_of
from enforcement_cli.check.magnitude import (
    Amounts,
    Usual,
    decades,
    directions,
    usual_of,
)
from enforcement_cli.check.unit_columns import whole_columns
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.both_readings import SLIP, both_readings
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import Mask, Rows, tables_of
from enforcement_cli.vocabulary.checks import rule, threshold
from enforcement_cli.vocabulary.forms import form_named

_CLAIM, _RECOVERED = "claim_fen", "recovered_fen"
# Money of a case that is of the claim's own magnitude, and money that is part of it.
_BESIDE_CLAIM = ("closing_claim_fen", "waived_fen")
_COLUMN = "本列其他各行的中位数"
# So far below its own claim that 10⁴ times as much would still fit under it, with some interest.
_FITS_UNDER = math.log10(1.05 / SLIP)
_FITS_WITH_INTEREST = math.log10(1.6 / SLIP)
_COMPLETED = "completed"
_LISTS = ("recoveries", "payouts")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """A cell of a frame, by position, and the amount it was held against."""

    index: int
    field: str
    reference: str
    base: int


def check_units(batch: Batch) -> tuple[Problem, ...]:
    """Every doubt of unit in a ledger or a list of money (domain.md T40, scenario 7)."""
    problems: list[Problem] = []
    tables = tables_of(batch.frames)
    if "cases" in tables:
        cases = tables.rows("cases")
        columns = _amounts(cases, (_CLAIM, _RECOVERED, *_BESIDE_CLAIM))
        spelled = _spelled(batch, cases, tuple(columns))
        problems += whole_columns(batch, cases, columns, spelled)
        found = _once(_case_doubts(cases, columns, spelled))
        doubts = sorted(found, key=lambda d: (d.index, d.field))
        problems += [_at_cell(batch, cases, doubt) for doubt in doubts]
    for payments in (tables.rows(name) for name in _LISTS if name in tables):
        columns = _amounts(payments, ("amount_fen",))
        spelled = _spelled(batch, payments, ("amount_fen",))
        problems += whole_columns(batch, payments, columns, spelled)
        found = _against_column(columns["amount_fen"], "amount_fen", spelled["amount_fen"])
        problems += [_at_cell(batch, payments, doubt) for doubt in found]
    return tuple(problems)


def _spelled(batch: Batch, rows: Rows, fields: tuple[str, ...]) -> dict[str, Mask]:
    """Which cells of each column name their own unit: no slip of the column's unit is theirs."""
    found = {name: np.zeros(len(rows), dtype=bool) for name in fields}
    if batch.spelled:
        places = list(zip(rows["sheet"].to_pylist(), rows["row"].to_pylist(), strict=True))
        for name in fields:
            found[name][:] = [(sheet, row, name) in batch.spelled for sheet, row in places]
    return found


def _amounts(rows: Rows, fields: tuple[str, ...]) -> dict[str, Amounts]:
    """Each money column as integers; what stands on held rows counts as missing."""
    kept = kept_rows(rows)
    return {name: np.where(kept, amounts(rows, name), 0) for name in fields if name in rows}


def _case_doubts(
    cases: Rows, columns: dict[str, Amounts], spelled: dict[str, Mask]
) -> Iterator[_Doubt]:
    claim, recovered = columns[_CLAIM], columns[_RECOVERED]
    usual = usual_of(claim)
    off = directions(claim, usual)
    pair, named = (claim, recovered), (spelled[_CLAIM], spelled[_RECOVERED])
    yield from _against_claim(pair, usual, cases, named)
    yield from _far_off(_CLAIM, np.where(spelled[_CLAIM], 0, off), usual)
    # Both cells of a row may have slipped alike; beside each other they look right.
    distance = np.nan_to_num(decades(recovered) - usual.centre)
    alike = (distance * off > usual.limit) & ~spelled[_RECOVERED]
    yield from _far_off(_RECOVERED, np.where(alike, off, 0), usual)
    alone = np.where(claim > 0, 0, recovered)
    if alone.any():
        yield from _against_column(alone, _RECOVERED, spelled[_RECOVERED])
    for name in _BESIDE_CLAIM:
        if name in columns:
            yield from _beside_claim(claim, columns[name], name)


def _against_claim(
    pair: tuple[Amounts, Amounts], usual: Usual, cases: Rows, spelled: tuple[Mask, Mask]
) -> Iterator[_Doubt]:
    """Money recovered far above the case's own claim, or a ten-thousandth of what would fit.

    Which of the two cells slipped is read from how far each stands from the column's claims; where
    that does not tell, both are asked, but for one that names its own unit beside one that does not.
    """
    claim, recovered = pair
    own, got = decades(claim) - usual.centre, decades(recovered) - usual.centre
    share = np.nan_to_num(got - own)
    ratio = math.log10(threshold("unit_slip_ratio"))
    tiny = int(threshold("unit_tiny_yuan")) * FEN_PER_UNIT["元"]
    above = share >= ratio
    below = share <= _FITS_WITH_INTEREST
    if not (above | below).any():
        return
    completed = equal(cases, "close_method", _COMPLETED)
    below &= (share <= _FITS_UNDER) | completed
    for index in np.flatnonzero(above | below):
        i = int(index)
        both = own[i] + got[i]
        if above[i]:
            claim_wrong, money_wrong = both < _UNDECIDED, both > -_UNDECIDED
        else:
            claim_wrong = own[i] > _SUSPECT and both > -_UNDECIDED
            money_wrong = both < _UNDECIDED and (completed[i] or recovered[i] < tiny)
        if claim_wrong and money_wrong and spelled[0][i] != spelled[1][i]:
            claim_wrong, money_wrong = not spelled[0][i], not spelled[1][i]
        if claim_wrong:
            yield _Doubt(
                index=i, field=_CLAIM, reference="本案执行到位金额",
                base=int(recovered[i]),
            )  # fmt: skip
        if money_wrong:
            yield _Doubt(
                index=i, field=_RECOVERED, reference="本案申请执行标的",
                base=int(claim[i]),
            )  # fmt: skip


# Decades within which the two cells of a pair stand equally far off; and from how far above the
# column a claim may be the wrong one of its pair.
_UNDECIDED = 0.3
_SUSPECT = 2.0


def _beside_claim(claim: Amounts, other: Amounts, name: str) -> Iterator[_Doubt]:
    """Money that is of the claim's magnitude (or at most that) and is hundreds of times off."""
    share = np.nan_to_num(decades(other) - decades(claim))
    far = math.log10(SLIP) - 1.5
    off = (share >= far) | ((share <= -far) & (name == "closing_claim_fen"))
    for index in np.flatnonzero(off):
        yield _Doubt(
            index=int(index), field=name, reference="本案申请执行标的",
            base=int(claim[index]),
        )  # fmt: skip


def _against_column(column: Amounts, field: str, spelled: Mask) -> Iterator[_Doubt]:
    """Amounts far from the rest of their column; small true receipts are common and pass."""
    usual = usual_of(column)
    off = directions(column, usual)
    tiny = int(threshold("unit_tiny_yuan")) * FEN_PER_UNIT["元"]
    asked = ((off > 0) | (column < tiny)) & ~spelled
    yield from _far_off(field, np.where(asked, off, 0), usual)


def _far_off(field: str, off: NDArray[np.int8], usual: Usual) -> Iterator[_Doubt]:
    for index in np.flatnonzero(off):
        yield _Doubt(index=int(index), field=field, reference=_COLUMN, base=usual.middle)


def _once(doubts: Iterator[_Doubt]) -> Iterator[_Doubt]:
    """The first doubt of each cell: one cause, one message."""
    seen: set[tuple[int, str]] = set()
    for doubt in doubts:
        if (doubt.index, doubt.field) not in seen:
            seen.add((doubt.index, doubt.field))
            yield doubt


def _at_cell(batch: Batch, rows: Rows, doubt: _Doubt) -> Problem:
    only = np.zeros(len(rows), dtype=bool)
    only[doubt.index] = True
    (row,) = lines_of(rows, only)
    return Problem(
        rule=rule("P-03"),
        origin=batch.origin(str(row["sheet"]), int(row["row"]), doubt.field),
        facts=both_readings(
            form_named(batch.form).field_named(doubt.field).title, int(row[doubt.field]),
            doubt.reference, doubt.base,
        ),
        field=doubt.field,
        case_no=case_of(row),
    )  # fmt: skip
