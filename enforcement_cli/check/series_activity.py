"""What a court stops and begins: zero after figures, a figure gone, a first one out of nothing.

Comes in: a Series. Goes out: P-06, P-08 and P-15 at figures, V-18 at the return that lacks one.
Refuses to doubt what the other courts do too: a holiday is nobody's slip.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from enforcement_cli.check.series import Line, Series, Slot, middle, size
from enforcement_cli.check.series_doubt import (
    SeriesDoubt,
    doubt_at,
    doubt_of_return,
    printed,
    some,
    title_of,
    widest,
)
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.checks import averages

_TEXT = "narrative"


def check_activity(series: Series, left_out: Mapping[int, frozenset[str]]) -> list[SeriesDoubt]:
    """What stopped or began.

    Args:
        series: of one campaign.
        left_out: by return the fields of which something is asked about already; "" is all.
    """
    stopped: list[SeriesDoubt] = []
    for line in series.lines.values():
        if not line.stock:
            stopped += _stopped(series, line)
            stopped += _began(series, line)
    return [*_gone(series, left_out), *_together(series, widest(stopped))]


def _together(series: Series, doubts: Sequence[SeriesDoubt]) -> list[SeriesDoubt]:
    """Several zeros of one return (P-06) are one question."""
    zeros: dict[int, list[SeriesDoubt]] = {}
    for doubt in doubts:
        if doubt.problem.code == "P-06":
            zeros.setdefault(doubt.figure.of.return_id, []).append(doubt)
    found = [doubt for doubt in doubts if doubt.problem.code != "P-06"]
    for several in zeros.values():
        first = several[0]
        if len(several) > 1:
            named = some([title_of(series, doubt.figure) for doubt in several])
            facts = {**first.problem.facts, "field": f"{named}（共 {len(several)} 项，首项）"}
            problem = replace(first.problem, facts=facts, field="", subject="zeros", value=None)
            first = replace(first, problem=problem)
        found.append(first)
    return found


def _stopped(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-06 at the first zero after steady figures; P-15 where there never was one, and others have."""
    zeros = 0
    steady: list[int] = []
    for place, point in enumerate(line.points):
        now = point.now
        if line.before(place) is None:
            zeros, steady = 0, []
        if now is None or (line.key[0], point.slot) in series.copied:
            zeros, steady = 0, []
            continue
        if now.value:
            zeros = 0
            steady.append(now.value)
            continue
        zeros += 1
        rule = series.rule("P-06", point.slot)
        if rule and _was_steady(series, line, point.slot, steady, rule):
            facts = {"count": str(len(steady)), "before": printed(steady[-1], now.unit)}
            yield doubt_at(series, rule, now, facts)
        steady = []
        rule = series.rule("P-15", point.slot)
        never = rule is not None and zeros == place + 1 == rule.number("periods")
        if rule and never and _others_act(series, line, point.slot, rule):
            yield doubt_at(series, rule, now, {"count": str(zeros)})


def _was_steady(series: Series, line: Line, slot: Slot, steady: Sequence[int], rule: Rule) -> bool:
    """Whether a period in which the other courts moved as they did would not be zero by chance.

    Money that comes with a count is expected only where there is enough of the count.
    """
    if len(steady) < rule.number("periods"):
        return False
    beside = series.beside(line, slot)
    # Of small numbers the courts together say how they moved, of large ones their middle.
    moved = (sum(value for value, _ in beside) / sum(usual for _, usual in beside)) if beside else 1
    middling = series.movement(line, slot)
    share = min(1, moved, 1 if middling is None else middling)
    least = size(rule, line.key[3])
    counts = _counted(series, line)
    cases = counts.own.get(slot) if counts else None
    few = cases is not None and cases < rule.number("least_count")
    # A line that has been near nothing before is near it again.
    return middle(steady) * share >= least and min(steady) * share * 2 >= least and not few


def _counted(series: Series, line: Line) -> Line | None:
    """The number of cases that an amount is of, where it is stated."""
    pair = next((average.per for average in averages() if average.amount == line.key[2]), "")
    return series.line(line.key, pair) if pair else None


def _others_act(series: Series, line: Line, slot: Slot, rule: Rule) -> bool:
    """Whether most other courts have, all periods until then together, no small number."""
    sums = [
        sum(value for at, value in other.own.items() if at <= slot) for other in series.others(line)
    ]
    return len(sums) > 2 and middle(sums) >= size(rule, line.key[3])


def _began(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-08: the first figure above zero is many times what any other court began with.

    An amount beside its number of cases is asked about by its average (C-02).
    """
    place = _first_place(line)
    if place is None or _counted(series, line) is not None:
        return
    point = line.points[place]
    figure, slot = point.figure, point.slot
    rule = series.rule("P-08", slot)
    skip = (line.key, slot) in series.told or (line.key[0], slot) in series.copied
    if rule is None or skip or figure.value < size(rule, figure.unit):
        return
    joins = place == 0
    starts = [
        value
        for other in series.others(line)
        if (value := _start_of(other, figure, slot if joins else None)) > 0
    ]
    if len(starts) < rule.number("courts") or figure.value < rule.number("times") * max(starts):
        return
    facts = {
        "now": printed(figure.value, figure.unit),
        "count": str(len(starts)),
        "most": printed(max(starts), figure.unit),
    }
    yield doubt_at(series, rule, figure, facts)


def _first_place(line: Line) -> int | None:
    return next((i for i, point in enumerate(line.points) if point.figure.value > 0), None)


def _start_of(other: Line, figure: ReportedFigure, slot: Slot | None) -> int:
    """What another court began with; or has in the very period in which this one sends its first."""
    for point in other.points:
        said = point.now if figure.basis == "period" else point.to_date
        if said and said.value and slot in (None, point.slot):
            return said.value
    return 0


def _gone(series: Series, left_out: Mapping[int, frozenset[str]]) -> Iterator[SeriesDoubt]:
    """V-18: a figure that stood in each of the last periods, not in this return."""
    missing: dict[tuple[str, Slot], list[ReportedFigure]] = {}
    for line in series.lines.values():
        for basis in ("period", "cumulative"):
            for slot, last in _holes(series, line, basis):
                missing.setdefault((line.key[0], slot), []).append(last)
    for (court, slot), lasts in sorted(missing.items()):
        rule = series.rule("V-18", slot)
        figures = series.returns[court, slot]
        asked = left_out.get(figures[0].of.return_id, frozenset())
        # A text tells what there is to tell: only a table states the same figures every time.
        tables = any(figure.of.form != _TEXT for figure in figures)
        unasked = [
            last
            for last in lasts
            if tables and last.of.form != _TEXT and not {"", last.indicator} & asked
        ]
        if rule is None or not unasked:
            continue
        first = unasked[0]
        named = some([title_of(series, last) for last in unasked])
        facts = {
            "field": named if len(unasked) == 1 else f"{named}（共 {len(unasked)} 项）",
            "before": printed(first.value, first.unit) if len(unasked) == 1 else "有数",
            "now": "没有数，按未报计",
        }
        about = ",".join(f"{last.indicator}.{last.basis}.{last.action}" for last in unasked)
        yield doubt_of_return(rule, figures, facts, about)


def _holes(series: Series, line: Line, basis: str) -> Iterator[tuple[Slot, ReportedFigure]]:
    """Periods of a court in which a figure that it had in the last ones is not stated at all."""
    court, action, indicator, _ = line.key
    by_slot = {p.slot: p.now if basis == "period" else p.to_date for p in line.points}
    run: list[ReportedFigure] = []
    for slot in series.slots[court]:
        figure = by_slot.get(slot)
        if figure is not None:
            adjacent = run and (slot[0] - run[-1].slot[1]).days == 1
            run = [*run, figure] if adjacent else [figure]
            continue
        rule = series.rule("V-18", slot)
        if rule and run and (slot[0] - run[-1].slot[1]).days == 1:
            told = len(run) >= rule.number("periods") and any(f.value for f in run[-3:])
            same = {(f.action, f.indicator, str(f.basis)) for f in series.returns[court, slot]}
            # In another unit, or put aside, it is stated all the same.
            if told and (action, indicator, basis) not in same:
                yield slot, run[-1]
        run = []
