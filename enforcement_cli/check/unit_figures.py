"""P-03 among the figures of one aggregate return: averages, parts and wholes, week and to date.

Comes in: a Batch whose frame `statements` holds one court's figures. Goes out: a problem at each
doubted amount, both readings shown; the amount stays, and is marked or left out by whoever prints
or adds. Refuses to scale anything, and to know earlier returns and other courts.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pandas as pd

from enforcement_cli.check.magnitude import limit_of
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.both_readings import SLIP, both_readings
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import Average, averages, rule, threshold

_TO_DATE = "cumulative"
_SAME = "本表同类数"
_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """An amount and what it is on average, in decades off what is usual; None without a count."""

    index: Any
    action: str
    basis: str
    fen: int
    count: int
    off: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    figure: _Figure
    reference: str
    base: int


def check_figures(batch: Batch) -> tuple[Problem, ...]:
    """Doubts of unit in a court's aggregate figures."""
    frame = batch.frames.get("statements")
    if frame is None or frame.empty:
        return ()
    problems: list[Problem] = []
    present = set(frame["indicator"].dropna())
    for average in averages():
        if average.amount not in present:
            continue
        figures = _figures(frame, average)
        doubts = (*_beside(figures, average), *_contradictions(figures), *_odd(figures, average))
        found = {doubt.figure.index: doubt for doubt in doubts}
        problems += [_problem(batch, frame, doubt, average) for doubt in found.values()]
    return tuple(problems)


def _figures(frame: pd.DataFrame, average: Average) -> list[_Figure]:
    """The amounts of an indicator, each with the count of its own action and basis."""
    amounts = _of(frame, average.amount)
    counts = {(action, basis): value for _, action, basis, value in _of(frame, average.per)}
    figures = [
        _Figure(
            index=index, action=action, basis=basis, fen=fen, count=counts.get((action, basis), 0)
        )
        for index, action, basis, fen in amounts
    ]
    logs = [math.log10(figure.fen / figure.count) for figure in figures if figure.count]
    usual = math.log10(average.usual_yuan * FEN_PER_UNIT["元"])
    # Three averages of this court itself say what is usual with it, the catalogue's being a fourth.
    centre = median([usual, *logs]) if len(logs) > 2 else usual
    return [
        replace(figure, off=math.log10(figure.fen / figure.count) - centre)
        if figure.count
        else figure
        for figure in figures
    ]


def _of(frame: pd.DataFrame, indicator: str) -> list[tuple[Any, str, str, int]]:
    kept = frame["value"].notna() & ~frame["held"] & (frame["indicator"] == indicator)
    rows: pd.DataFrame = frame[kept.fillna(value=False)]
    records: list[dict[str, Any]] = rows[["action", "basis", "value"]].to_dict("records")  # type: ignore[assignment]
    return [
        (index, "" if pd.isna(row["action"]) else row["action"], row["basis"], int(row["value"]))
        for index, row in zip(rows.index, records, strict=True)
        if row["value"] > 0
    ]


def _odd(figures: list[_Figure], average: Average) -> Iterator[_Doubt]:
    """Amounts that their own count makes 10⁴ too large or too small on average."""
    tiny = math.log10(average.least_yuan * FEN_PER_UNIT["元"])
    one, many = (float(threshold(f"unit_average_{name}_spread")) ** 2 for name in ("case", "court"))
    for figure in figures:
        if figure.off is None:
            continue
        limit = limit_of(math.sqrt(many + one / figure.count))
        above = figure.off > limit and figure.fen % SLIP == 0
        below = figure.off < -limit and math.log10(figure.fen / figure.count) < tiny
        if above or below:
            base = round(figure.fen / 10**figure.off)
            yield _Doubt(figure=figure, reference=f"按{average.per_title}推算的数", base=base)


def _beside(figures: list[_Figure], average: Average) -> Iterator[_Doubt]:
    """Amounts without a count, far from those of the other actions, where two can say."""
    far = float(threshold("unit_figure_decades"))
    tiny = average.least_yuan * FEN_PER_UNIT["元"]
    for figure in figures:
        others = [f.fen for f in figures if f.basis == figure.basis and f is not figure]
        if figure.off is not None or len(others) < _ENOUGH:
            continue
        base = max(1, round(median(others)))
        gap = math.log10(figure.fen / base)
        if (gap >= far and figure.fen % SLIP == 0) or (gap <= -far and figure.fen < tiny):
            yield _Doubt(figure=figure, reference=_SAME, base=base)


def _contradictions(figures: list[_Figure]) -> Iterator[_Doubt]:
    """A part that is many times its whole: a week of what is to date, an action of all cases.

    The one of the two whose average is the odder is asked; without averages the whole where
    several parts contradict it, else the part.
    """
    ratio = int(threshold("unit_slip_ratio"))
    by_place = {(figure.action, figure.basis): figure for figure in figures}
    pairs: dict[Any, list[tuple[_Figure, _Figure, str]]] = {}
    for part in figures:
        for key, reference in (
            ((part.action, _TO_DATE), "本项累计数"), (("", part.basis), "全部案件数"),
        ):  # fmt: skip
            whole = by_place.get(key)
            if whole and whole is not part and part.fen >= ratio * whole.fen:
                pairs.setdefault(whole.index, []).append((part, whole, reference))
    for against in pairs.values():
        for part, whole, reference in against:
            if part.off is not None and whole.off is not None:
                whole_wrong = abs(whole.off) > abs(part.off)
            else:
                whole_wrong = len(against) > 1
            if whole_wrong:
                yield _Doubt(figure=whole, reference=_SAME, base=part.fen)
            else:
                yield _Doubt(figure=part, reference=reference, base=whole.fen)


def _problem(batch: Batch, frame: pd.DataFrame, doubt: _Doubt, average: Average) -> Problem:
    row: Any = frame.loc[doubt.figure.index]
    column = row["column_number"]
    return Problem(
        rule=rule("P-03"),
        origin=Origin(
            file=batch.file_name,
            sheet=str(row["sheet"]),
            row=int(row["row"]),
            column=None if pd.isna(column) else int(column),
        ),
        facts=both_readings(average.title, doubt.figure.fen, doubt.reference, doubt.base),
        field=average.amount,
    )
