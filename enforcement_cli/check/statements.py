"""The figures of an aggregate return among themselves: totals, doubles, shares, and their days.

Comes in: a Batch of statements with totals and shares still in it. Goes out: the Batch of what the
court states, and what contradicts. Refuses to add what overlaps: a case may be in several actions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from enforcement_cli.check.controls import sum_code, tolerance
from enforcement_cli.check.difference import Part, clue_text
from enforcement_cli.check.memberships import all_apart, is_within
from enforcement_cli.check.shares import Line, check_shares, lines_of, problem_at
from enforcement_cli.model.batch import Batch, Outcome, ReturnHead
from enforcement_cli.model.campaign import Action, Campaign
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Effect, Problem

# What a header says of its period, in days at least and at most; 本期 says nothing of them.
_DAYS = {"day": (1, 1), "week": (1, 7), "ten days": (8, 11), "month": (8, 31), "quarter": (8, 92)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What becomes of a total: stored or not, with the problem that says why."""

    kept: bool
    held: bool = False
    problem: Problem | None = None


def check_statements(batch: Batch, actions: Sequence[Action] = ()) -> Outcome[Batch]:
    """Decide every total, hold what is stated twice, compare the shares.

    X-01: an officers' total that is not the sum of its rows is held (X-02: twice the sum, not
    stored; X-09: the sum but for rounding, stored); a total over actions that lies outside what its
    parts allow is not stored. X-12: one that is their plain sum is not stored either, since actions
    overlap (domain.md 3.4), unless the conditions of the campaign's `actions` exclude each other;
    one marked 去重 only where an action lies within another. X-13: one figure with two values is
    held. V-21: a share that its numerator and denominator do not give.
    """
    if "statements" not in batch.frames:
        return Outcome(value=batch)
    lines = lines_of(batch)
    problems: list[Problem] = []
    kept: list[Line] = []
    for line in lines:
        if line.role == "stated":
            kept.append(line)
        elif line.role in ("whole", "actions", "distinct"):
            decided = _decide(line, lines, actions)
            problems += [decided.problem] if decided.problem else []
            if decided.kept:
                kept.append(replace(line, held=line.held or decided.held))
    kept, doubled = _without_doubles(kept)
    problems += doubled
    problems += check_shares([line for line in lines if line.role == "rate"], kept)
    kept = [line for line in kept if line.value is not None or line.held]
    return Outcome(value=_with_lines(batch, kept), problems=tuple(problems))


def _with_lines(batch: Batch, kept: Sequence[Line]) -> Batch:
    frame = batch.frames["statements"]
    chosen = frame.iloc[[line.index for line in kept]].reset_index(drop=True)
    chosen = chosen.assign(held=[line.held for line in kept])
    return replace(batch, frames={**batch.frames, "statements": chosen})


def _decide(total: Line, lines: Sequence[Line], actions: Sequence[Action]) -> _Verdict:
    role = "part" if total.role == "whole" else "stated"
    alike = [
        line for line in lines
        if line.role == role
        and (line.indicator, line.basis, line.unit) == (total.indicator, total.basis, total.unit)
        and (line.action == total.action if role == "part" else line.action is not None)
    ]  # fmt: skip
    parts = [
        line for line in alike
        if line.sheet == total.sheet
        and (line.column == total.column or (line.row == total.row and role == "stated"))
    ]  # fmt: skip
    if not parts and role == "stated" and not any(line.sheet == total.sheet for line in alike):
        parts = alike  # a sheet of totals beside a sheet an action
        if not parts:
            return _Verdict(kept=True)
    if total.value is None:
        return _Verdict(kept=True)
    if any(part.value is None for part in parts):
        # What a part is, is asked already; the total of officers stands on its own.
        return _Verdict(kept=role == "part" or total.role == "distinct")
    values = [part.value or 0 for part in parts]
    if role == "part":
        return _of_officers(total, parts)
    apart = all_apart([part.action for part in parts], actions)
    return _of_actions(total, values, apart=apart, nested=_nested(parts, actions))


def _of_officers(total: Line, lines: Sequence[Line]) -> _Verdict:
    parts = [Part(label=f"第 {p.row} 行", cell=_cell(p), value=p.value or 0) for p in lines]
    values = tuple(part.value for part in parts)
    stated, summed = total.value or 0, sum(values)
    if total.unit == "人" or abs(stated - summed) <= _tolerance(total):
        return _Verdict(kept=True)
    unit = (total.money_unit or "元") if total.unit == "fen" else ""
    code = sum_code(stated, summed, values, unit)
    effect: Effect = "hold" if code == "X-01" else "blank" if code == "X-02" else "mark"
    problem = _wrong_sum(total, summed, effect, code, clue_text(stated, parts, unit))
    return _Verdict(kept=effect != "blank", held=effect == "hold", problem=problem)


def _of_actions(total: Line, values: Sequence[int], *, apart: bool, nested: bool) -> _Verdict:
    stated, summed = total.value or 0, sum(values)
    if not values or not max(values) - _tolerance(total) <= stated <= summed + _tolerance(total):
        return _Verdict(kept=False, problem=_wrong_sum(total, summed, "blank", "X-01"))
    several = not apart and sum(value != 0 for value in values) > 1
    # What is marked 去重 is believed, unless one of the actions lies within another.
    doubtful = several and (total.role == "actions" or nested)
    if doubtful and abs(stated - summed) <= _tolerance(total):
        facts = {"label": total.label, "stated": _printed(stated, total)}
        return _Verdict(kept=False, problem=problem_at(total, "X-12", facts))
    return _Verdict(kept=True)


def _nested(parts: Sequence[Line], actions: Sequence[Action]) -> bool:
    """Whether cases of one part are all in another, so that the plain sum counts them twice."""
    by_id = {action.id: action for action in actions}
    named = [by_id[part.action] for part in parts if part.value and part.action in by_id]
    return any(
        one is not other and is_within(one, other, by_id) for one in named for other in named
    )


def _wrong_sum(total: Line, summed: int, effect: Effect, code: str, clue: str = "") -> Problem:
    facts = {
        "label": "合计",
        "field": total.label,
        "stated": _printed(total.value or 0, total),
        "summed": _printed(summed, total),
        "difference": _printed((total.value or 0) - summed, total),
        "clue": clue,
    }
    return replace(problem_at(total, code, facts), effect=effect)


def _without_doubles(lines: Sequence[Line]) -> tuple[list[Line], list[Problem]]:
    """One of equal figures; both of different ones, held (X-13)."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        span = "" if line.span == "week" else line.span
        key = (line.action, line.indicator, line.basis, line.unit, span)
        groups.setdefault(key, []).append(line)
    kept: list[Line] = []
    problems: list[Problem] = []
    for group in groups.values():
        said = [line for line in group if line.value is not None]
        if len({line.value for line in said}) <= 1:
            kept += said[:1] or group[:1]
            continue
        kept += [replace(line, held=True) for line in said]
        first = said[0]
        for line in said[1:]:
            if line.value != first.value:
                facts = {
                    "label": line.label,
                    "value": _printed(line.value or 0, line),
                    "other": _cell(first),
                    "value2": _printed(first.value or 0, first),
                }
                problems.append(problem_at(line, "X-13", facts))
    return sorted(kept, key=lambda line: line.index), problems


def _cell(line: Line) -> str:
    return Origin(file="", sheet=line.sheet, row=line.row, column=line.column).cell


def _tolerance(line: Line) -> int:
    return tolerance(line.money_unit) if line.unit == "fen" else 0


def _printed(value: int, line: Line) -> str:
    if line.unit != "fen":
        return f"{value}{line.unit}"
    unit = line.money_unit or "元"
    return f"{format(in_unit(value, unit), 'f')}{unit}"


def fill_days(
    batch: Batch, head: ReturnHead, campaign: Campaign
) -> tuple[Batch, tuple[Problem, ...]]:
    """The days every statement speaks of; S-20 where a header names a longer or shorter period.

    A period figure has the return's own period, a cumulative one runs from the campaign's first
    day to the as-of. 本月 in a weekly return is neither, nor 本周 in a monthly one.
    """
    if batch.form not in ("aggregate", "narrative") or "statements" not in batch.frames:
        return batch, ()
    lines = lines_of(batch)
    days = (head.period_end - head.period_start).days + 1
    fits = {line.index for line in lines if _fits(line, days)}
    known = {_slot(line) for line in lines if line.index in fits}
    odd = [line for line in lines if line.index not in fits and _slot(line) not in known]
    problems = {
        line.span: problem_at(line, "S-20", {"header": line.label}) for line in reversed(odd)
    }  # the first of each
    frame = batch.frames["statements"].iloc[sorted(fits)].reset_index(drop=True)
    period = (frame["basis"] == "period").to_numpy(dtype=bool)
    starts = [head.period_start if own else campaign.start for own in period]
    ends = [head.period_end if own else head.as_of for own in period]
    frame = frame.assign(
        period_start=np.array(starts, dtype="datetime64[s]"),
        period_end=np.array(ends, dtype="datetime64[s]"),
    )
    frames = {**batch.frames, "statements": frame}
    return replace(batch, frames=frames), tuple(problems.values())


def _fits(line: Line, days: int) -> bool:
    return line.basis != "period" or spans_days(line.span, days)


def spans_days(span: str, days: int) -> bool:
    """Whether so many days may be the period that a word names; one that says nothing is any."""
    if not span:
        return True
    fewest, most = _DAYS[span]
    return fewest <= days <= most


def _slot(line: Line) -> tuple[object, ...]:
    return line.action, line.indicator, line.basis, line.unit
