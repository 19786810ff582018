"""The figures of a text among themselves, once its court and period are known.

Comes in: a Batch of a text's statements, its head, what was asked of it. Goes out: the Batch with
the statements of the return's own period and to date, and what is to be told. Refuses to choose
between two values of one figure, and to count what speaks of other days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from enforcement_cli.check.shares import Line, differs_from, lines_of, problem_at, share_of
from enforcement_cli.check.statements import spans_days
from enforcement_cli.check.unit_figures import check_figures
from enforcement_cli.model.batch import Batch, Outcome, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.narrative import period_word, told

FORM = "narrative"
# Questions of one figure: where it is no statement after all, there is nothing to ask.
ASKED = frozenset({"S-29", "S-31", "S-33", "V-27"})
_OPEN = frozenset({"S-29", "S-31", "S-33"})
_LEFT_OUT = frozenset({"S-30", "S-32", "S-34", "S-35"})
_KEPT = "F-17"
_SHOWN = 6  # values of one figure in a message
_Cell = tuple[str | None, int | None, int | None]


def settle_text(
    batch: Batch, head: ReturnHead, campaign: Campaign, said: Sequence[Problem]
) -> Outcome[Batch]:
    """Decide the windows, the doubles and the shares of a text.

    S-32: a figure of other days is not stored. X-15: one figure with two values in one text, neither
    is. V-21: a share that the text's own numerator and denominator do not give. P-03 as of a table.

    Returns:
        The batch, and all problems of the return: `said` without those of figures that are none,
        F-17 with how many figures were read.
    """
    if batch.form != FORM or "statements" not in batch.frames:
        return Outcome(value=batch, problems=tuple(said))
    batch, of_other_days = _in_windows(batch, head, campaign)
    approximate = _cells(said, {"V-27"})
    lines = lines_of(batch)
    stated = [line for line in lines if line.role == "stated"]
    kept, doubled = _without_doubles(stated, approximate, _cells(said, _OPEN))
    shares = [line for line in lines if line.role == "rate"]
    found = [*of_other_days, *doubled, *_wrong_shares(shares, kept)]
    frame = batch.frames["statements"].iloc[[line.index for line in kept]].reset_index(drop=True)
    batch = replace(batch, frames={**batch.frames, "statements": frame})
    cells = {_cell(line) for line in kept}
    standing = [p for p in said if p.code not in ASKED or _at(p) in cells]
    found = [*standing, *found, *check_figures(batch)]
    asked = len({_at(p) for p in found if p.code in ASKED})
    left = sum(len(p.facts["values"].split("、")) for p in found if p.code in _LEFT_OUT)
    return Outcome(value=batch, problems=tuple(_counted(found, (len(kept), asked, left))))


def _in_windows(batch: Batch, head: ReturnHead, campaign: Campaign) -> tuple[Batch, list[Problem]]:
    """Days written out made the period or to date; S-32 for what is neither, once a window."""
    frame = batch.frames["statements"]
    lines = lines_of(batch)
    starts, ends = (_days(frame[name]) for name in ("period_start", "period_end"))
    bases: list[str | None] = []
    others: dict[tuple[str, str], list[Line]] = {}
    for line, start, end in zip(lines, starts, ends, strict=True):
        basis = _basis(line, start, end, head, campaign)
        bases.append(basis)
        if basis is None and line.role == "stated":
            words = line.span if line.basis in ("other", "dated") else period_word(line.span)
            others.setdefault((line.sheet, words), []).append(line)
    kept = [i for i, basis in enumerate(bases) if basis is not None]
    texts = frame["label"].dtype
    frame = frame.assign(
        basis=pd.Series(bases, index=frame.index, dtype=texts),
        span=pd.Series("", index=frame.index, dtype=texts),
    )
    frame = frame.iloc[kept].reset_index(drop=True)
    problems = [
        problem_at(
            group[0],
            "S-32",
            {"words": words, "values": "、".join(line.raw for line in group)},
        )
        for (_, words), group in others.items()
    ]
    return replace(batch, frames={**batch.frames, "statements": frame}), problems


def _days(column: "pd.Series[Any]") -> list[date | None]:
    return [None if pd.isna(day) else day.date() for day in column]


def _basis(
    line: Line, start: date | None, end: date | None, head: ReturnHead, campaign: Campaign
) -> str | None:
    """The basis of a figure in this return; None for other days."""
    if line.basis == "other":
        return None
    if line.basis != "dated":
        days = (head.period_end - head.period_start).days + 1
        return line.basis if spans_days(line.span, days) else None
    ends = {head.period_end, head.as_of}
    if start is None:
        return "cumulative" if end in ends else None
    if start == campaign.start and (end is None or end in ends):
        whole = head.period_start == campaign.start and end is not None
        return "period" if whole else "cumulative"
    return "period" if (start, end) == (head.period_start, head.period_end) else None


def _without_doubles(
    lines: Sequence[Line], approximate: set[_Cell], open_: set[_Cell]
) -> tuple[list[Line], list[Problem]]:
    """One of equal figures, the sure one; none of different ones (X-15).

    What is known roughly gives way to the exact figure that it may be. A figure with a question of
    its own contradicts nothing: it may be another one, and is left out where one is plain (S-35).
    """
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        key = (line.action, line.indicator, line.basis, line.unit)
        groups.setdefault(key, []).append(line)
    kept: list[Line] = []
    problems: list[Problem] = []
    for group in groups.values():
        sure = [line for line in group if _cell(line) not in open_]
        exact = [line for line in sure if _cell(line) not in approximate]
        rough = [line for line in sure if _cell(line) in approximate]
        rough = [line for line in rough if not any(_may_be(line, one) for one in exact)]
        said = _once([*exact, *rough])
        if len(said) > 1:
            problems += _doubled(said)
            continue
        asked = [line for line in group if _cell(line) in open_]
        if said:
            kept += said
            problems += _besides(said[0], _once(asked))
        else:  # each is a question by itself: what is explained of them counts
            kept += _once(asked)
    return sorted(kept, key=lambda line: line.index), problems


def _besides(stated: Line, others: Sequence[Line]) -> Iterator[Problem]:
    """S-35: another value of a figure that is stated plainly: of something else, then."""
    different = [line for line in others if line.value != stated.value]
    if different:
        facts = {
            "label": stated.label,
            "value": stated.raw,
            "values": "、".join(line.raw for line in different),
        }
        yield problem_at(different[0], "S-35", facts)


def _once(lines: Sequence[Line]) -> list[Line]:
    found: dict[int | None, Line] = {}
    for line in lines:
        found.setdefault(line.value, line)
    return list(found.values())


def _may_be(rough: Line, exact: Line) -> bool:
    """Whether an exact figure is what a rough one stands for: within one of its last place."""
    if rough.value is None or exact.value is None or rough is exact:
        return False
    step = 1
    while rough.value and rough.value % (step * 10) == 0:
        step *= 10
    return abs(rough.value - exact.value) <= max(step, 1)


def _doubled(said: Sequence[Line]) -> Iterator[Problem]:
    """X-15 at the first, with every value and its place."""
    first = said[0]
    facts = {
        "label": first.label,
        "value": first.raw,
        "others": "、".join(f"{line.raw}（{_place(line)}）" for line in said[1:_SHOWN])
        + ("等" if len(said) > _SHOWN else ""),
    }
    yield replace(problem_at(first, "X-15", facts), value=Decimal(first.value or 0))


def _wrong_shares(shares: Sequence[Line], kept: Sequence[Line]) -> Iterator[Problem]:
    """V-21: a share against the figures of the same cases and days that the text states."""
    for share in shares:
        figures = {
            line.indicator: line.value
            for line in kept
            if line.value is not None and (line.action, line.basis) == (share.action, share.basis)
        }
        true = share_of(share, figures)
        if true is not None and differs_from(share, true):
            shown = format((true * 100).quantize(Decimal("0.01")), "f")
            facts = {
                "label": share.raw, "raw": share.raw, "reason": told("rate").format(rate=f"{shown}%"),
            }  # fmt: skip
            yield replace(problem_at(share, "V-21", facts), field="")


def _counted(found: Sequence[Problem], counts: tuple[int, int, int]) -> Iterator[Problem]:
    """The problems, F-17 with how many figures were read, are asked about and were left out."""
    read, asked, left = counts
    text = told("read").format(count=read) if read else told("none")
    text += told("asked").format(asked=asked) if asked else ""
    text += told("left").format(left=left) if left else ""
    for problem in found:
        yield replace(problem, facts={"told": text}) if problem.code == _KEPT else problem


def _cells(problems: Sequence[Problem], codes: set[str] | frozenset[str]) -> set[_Cell]:
    return {_at(problem) for problem in problems if problem.code in codes}


def _at(problem: Problem) -> _Cell:
    return problem.origin.sheet, problem.origin.row, problem.origin.column


def _cell(line: Line) -> _Cell:
    return line.sheet, line.row, line.column


def _place(line: Line) -> str:
    return Origin(file="", sheet=line.sheet, row=line.row, column=line.column).cell
