"""What changed in a court's layout since its return before: S-02, S-10, S-18.

Comes in: the columns of two returns of one court and form. Goes out: the changes, and the problems
that name them, one of a code a return. Refuses to know which return is the one before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import header_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One column that is not as it was. `before` and `now` are headers; units, for `unit`."""

    kind: Literal["renamed", "inserted", "removed", "unit"]
    place: FieldPlace
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDrift:
    """How one table differs from the one it was. `moved`: header rows then and now."""

    sheet: str
    header_rows: tuple[int, int]
    moved: tuple[tuple[int, int], tuple[int, int]] | None
    reordered: bool
    changes: tuple[Change, ...]


def drift_of(before: Sequence[FieldPlace], now: Sequence[FieldPlace]) -> tuple[TableDrift, ...]:
    """Each table of a return against the table of the one before that is most like it.

    Sheets are renamed and added every week; a column that means something else is what matters.
    """
    old = _tables(before)
    drifts: list[TableDrift] = []
    for table in _tables(now) if old else ():
        same = [other for other in old if other[0].sheet == table[0].sheet]
        found = [_compare(other, table) for other in [*same, *old]]
        drifts.append(min(found, key=lambda d: (len(d.changes), d.reordered, d.moved is not None)))
    return tuple(drifts)


def drift_problems(
    drifts: Sequence[TableDrift], file: str, confirmed: Callable[[Change], bool]
) -> tuple[tuple[Problem, tuple[Change, ...]], ...]:
    """The problems of a return's drifts, each with the changes it names.

    `confirmed` tells the changes that a clerk has answered already; they are not asked again.
    """
    problems: list[tuple[Problem, tuple[Change, ...]]] = []
    asked = [(d, [c for c in d.changes if not confirmed(c)]) for d in drifts]
    asked = [(drift, changes) for drift, changes in asked if changes]
    if asked:
        sheets: dict[str, list[str]] = {}
        for drift, changes in asked:
            sheets.setdefault("；".join(map(_said, changes)), []).append(drift.sheet)
        text = [
            ("" if len(drifts) == 1 else "工作表“" + "”“".join(names) + "”") + said
            for said, names in sheets.items()
        ]
        named = tuple(change for _, changes in asked for change in changes)
        facts = {"changes": "；".join(text)}
        there = next((c.place.column for c in asked[0][1] if c.kind != "removed"), None)
        problems.append((_problem("S-18", asked[0][0], file, facts, there), named))
    moved = next((drift for drift in drifts if drift.moved), None)
    if moved is not None and moved.moved is not None:
        then, now_at = moved.moved
        facts = {"before": _rows(then), "now": _rows(now_at)}
        problems.append((_problem("S-02", moved, file, facts), ()))
    reordered = next((drift for drift in drifts if drift.reordered), None)
    if reordered is not None:
        problems.append((_problem("S-10", reordered, file, {}), ()))
    return tuple(problems)


def _problem(
    code: str, drift: TableDrift, file: str, facts: dict[str, str], column: int | None = None
) -> Problem:
    origin = Origin(file=file, sheet=drift.sheet, row=drift.header_rows[1], column=column)
    return Problem(rule=rule(code), origin=origin, facts=facts)


def _tables(places: Sequence[FieldPlace]) -> list[list[FieldPlace]]:
    """Columns by table; sections under one header are one layout. Stores once kept no headers."""
    tables: dict[tuple[str, tuple[int, int]], dict[int, FieldPlace]] = {}
    for place in places:
        if place.header:
            tables.setdefault((place.sheet, place.header_rows), {})[place.column] = place
    return [[columns[n] for n in sorted(columns)] for columns in tables.values()]


def _compare(before: list[FieldPlace], now: list[FieldPlace]) -> TableDrift:
    pairs, gone, new = _matched(before, now, lambda place: header_key(place.header))
    by_field, gone_nameless, new_nameless = _matched(
        [place for place in gone if place.field], [p for p in new if p.field], lambda p: p.field
    )
    gone = [p for p in gone if not p.field] + gone_nameless
    new = [p for p in new if not p.field] + new_nameless
    changes = [
        Change(kind="renamed", place=place, before=old.header, now=place.header)
        for old, place in by_field
    ]
    changes += [Change(kind="inserted", place=place, now=place.header) for place in new]
    changes += [Change(kind="removed", place=place, before=place.header) for place in gone]
    for old, place in [*pairs, *by_field]:
        changes += _unit_changes(old, place)
    columns = [place.column for _, place in sorted(pairs, key=lambda pair: pair[0].column)]
    rows = before[0].header_rows, now[0].header_rows
    return TableDrift(
        sheet=now[0].sheet,
        header_rows=now[0].header_rows,
        moved=rows if rows[0] != rows[1] else None,
        reordered=columns != sorted(columns),
        changes=tuple(sorted(changes, key=lambda c: (c.place.column, c.kind))),
    )


def _matched(
    before: list[FieldPlace], now: list[FieldPlace], name: Callable[[FieldPlace], str]
) -> tuple[list[tuple[FieldPlace, FieldPlace]], list[FieldPlace], list[FieldPlace]]:
    """Columns of one name in pairs, in their order; what is left of either."""
    waiting: dict[str, list[FieldPlace]] = {}
    for place in before:
        waiting.setdefault(name(place), []).append(place)
    pairs: list[tuple[FieldPlace, FieldPlace]] = []
    new: list[FieldPlace] = []
    for place in now:
        same = waiting.get(name(place))
        if same:
            pairs.append((same.pop(0), place))
        else:
            new.append(place)
    return pairs, [place for rest in waiting.values() for place in rest], new


def _unit_changes(before: FieldPlace, now: FieldPlace) -> list[Change]:
    """A unit that is read otherwise, or that the return itself names otherwise."""
    for old, new in ((before.unit, now.unit), (before.stated, now.stated)):
        if old and new and old != new:
            return [Change(kind="unit", place=now, before=old, now=new)]
    return []


def _said(change: Change) -> str:
    number = change.place.column
    if change.kind == "renamed":
        return f"第{number}列“{change.before}”改为“{change.now}”"
    if change.kind == "inserted":
        return f"新插入第{number}列“{change.now}”"
    if change.kind == "removed":
        return f"少了原第{number}列“{change.before}”"
    return f"第{number}列“{change.place.header}”的单位由“{change.before}”改为“{change.now}”"


def _rows(rows: tuple[int, int]) -> str:
    return str(rows[0]) if rows[0] == rows[1] else f"{rows[0]}-{rows[1]}"
