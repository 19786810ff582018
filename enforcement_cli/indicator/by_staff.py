"""The figures of teams and officers within their courts.

Comes in: the figures of a report, and answers grouped by court and team or officer. Goes out:
Figures whose key names the team or officer. A court's lines stand on what the court's own figure
stands on: where that is not counted from cases, no part of it is known. Every fact falls into one
line, so the lines of a quantity add up to the court's. Refuses to add 人.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from enforcement_cli.indicator.answer import NOTHING, Answer, GroupedKey
from enforcement_cli.indicator.arithmetic import ratio
from enforcement_cli.indicator.compile import WindowName
from enforcement_cli.indicator.court_figures import Ground, Number, bases_of, unit_of
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator
from enforcement_cli.vocabulary.case_lists import list_word, names_several, staff_blank

By = Literal["team", "officer"]
_WINDOWS: dict[Basis, tuple[WindowName, WindowName]] = {
    "period": ("period", "previous"),
    "cumulative": ("cumulative", "before"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffGround:
    """What the lines are made of: the report's ground and figures, and the grouped answers."""

    ground: Ground
    figures: Mapping[FigureKey, Figure]
    answers: Mapping[GroupedKey, Answer]
    by: By
    actions: tuple[str | None, ...] = (None,)


def staff_lines(staff: StaffGround, indicators: Sequence[Indicator]) -> tuple[Figure, ...]:
    """The figures of every team or officer for these indicators, courts in order, names sorted."""
    names = _names(staff)
    needed = {
        part: staff.ground.indicators[part]
        for indicator in indicators
        for part in _parts(indicator)
    }
    known: dict[FigureKey, Figure] = {}
    for indicator in needed.values():
        for figure in _quantities(staff, indicator, names):
            known[figure.key] = figure
    found: list[Figure] = []
    for indicator in indicators:
        if indicator.kind == "rate":
            found += _rates(staff, indicator, names, known)
        else:
            found += [figure for key, figure in known.items() if key.indicator == indicator.id]
    return tuple(found)


def _parts(indicator: Indicator) -> tuple[str, ...]:
    if indicator.kind == "rate":
        return indicator.numerator, indicator.denominator
    return (indicator.id,)


def _names(staff: StaffGround) -> dict[str, tuple[str, ...]]:
    """The names that any fact of a court has; the blank one last."""
    found: dict[str, set[str]] = {court: set() for court in staff.ground.courts}
    for key in staff.answers:
        court, name = key[3:]
        if court in found:
            found[court].add(name or "")
    return {
        court: tuple(sorted(names, key=lambda name: (not name, name)))
        for court, names in found.items()
    }


def _quantities(
    staff: StaffGround, indicator: Indicator, names: Mapping[str, Sequence[str]]
) -> Iterator[Figure]:
    unit = unit_of(staff.ground, indicator)
    for basis in bases_of(indicator):
        for action in staff.actions:
            for court, listed in names.items():
                whole = staff.figures.get(
                    FigureKey(indicator=indicator.id, basis=basis, action=action, court=court)
                )
                if whole is None:
                    continue
                for name in listed:
                    yield _quantity(staff, indicator, whole, name, unit)


def _quantity(
    staff: StaffGround, indicator: Indicator, whole: Figure, name: str, unit: str
) -> Figure:
    key = whole.key
    now, then = _WINDOWS[key.basis]
    counted = "declared" not in whole.sources and set(whole.sources) <= {"computed", "carried"}
    value: Number = None
    before: Number = None
    if counted and whole.value is not None:
        value = _taken(staff, indicator, key, now, name, unit)
    if counted and whole.previous is not None:
        before = _taken(staff, indicator, key, then, name, unit)
    notes = [whole.note] if whole.note else []
    if whole.value is not None and not counted:
        notes.append(list_word("whole_court"))
    if names_several(name):
        notes.append(list_word("several_names"))
    return Figure(
        key=_named(staff, key, name),
        value=value,
        unit=unit,
        previous=before,
        change=value - before if value is not None and before is not None else None,
        note="、".join(notes),
        sources=whole.sources,
    )


def _taken(
    staff: StaffGround,
    indicator: Indicator,
    key: FigureKey,
    window: WindowName,
    name: str,
    unit: str,
) -> Number:
    answer = staff.answers.get((indicator.id, window, key.action, key.court, name or None))
    if answer is None:
        # The middle of nothing is not 0.
        return None if indicator.kind == "median" else NOTHING.value
    return answer.persons if unit != indicator.unit else answer.value


def _named(staff: StaffGround, key: FigureKey, name: str) -> FigureKey:
    shown = name or staff_blank(staff.by)
    return replace(key, team=shown) if staff.by == "team" else replace(key, officer=shown)


def _rates(
    staff: StaffGround,
    indicator: Indicator,
    names: Mapping[str, Sequence[str]],
    known: Mapping[FigureKey, Figure],
) -> Iterable[Figure]:
    """ΣN/ΣD of the line's own facts; no rate over 0."""
    bases: tuple[Basis, ...] = ("period", "cumulative")
    for basis in bases:
        for action in staff.actions:
            for court, listed in names.items():
                for name in listed:
                    plain = FigureKey(
                        indicator=indicator.id, basis=basis, action=action, court=court
                    )
                    key = _named(staff, plain, name)
                    top = known.get(replace(key, indicator=indicator.numerator))
                    bottom = known.get(replace(key, indicator=indicator.denominator))
                    if top is not None and bottom is not None:
                        yield _rate(key, indicator, top, bottom)


def _rate(key: FigureKey, indicator: Indicator, top: Figure, bottom: Figure) -> Figure:
    value: Decimal | None = ratio(top.value, bottom.value)
    before = ratio(top.previous, bottom.previous)
    return Figure(
        key=key,
        value=value,
        unit=indicator.unit,
        previous=before,
        change=value - before if value is not None and before is not None else None,
        note=bottom.note or top.note,
        sources=tuple(dict.fromkeys((*bottom.sources, *top.sources))),
    )
