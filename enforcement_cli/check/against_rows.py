"""What a court declares in its aggregate return against what its own ledgers and lists add up to.

Comes in: reported figures, and what the rows give for the same days. Goes out: X-04, X-05 and X-08
at the declared figure. Refuses to compute from rows, and to say which of the two is right.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enforcement_cli.check.difference import Part, clue_text
from enforcement_cli.check.series import PERSONS, Series
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, printed, some
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.relations import glue

# What money is printed in: 万元 with none, one or two decimals, 元 with none.
_STEPS = (1_000_000, 100_000, 10_000, 100)
_AROUND = timedelta(days=3)
_FEW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """One case or event of the rows: its number, cell, day, share of the figure, person's key."""

    case_no: str
    cell: str
    day: date
    amount: int
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Declared figures that rows speak of: those that agree, those that do not with their gap.

    A gap to date that is last period's, or this period's own, is the same doubt and not among them.
    """

    agreeing: tuple[ReportedFigure, ...]
    gaps: tuple[tuple[ReportedFigure, int], ...]


def compare(
    figures: Iterable[ReportedFigure], summed: Callable[[ReportedFigure], int | None]
) -> Compared:
    """Hold declared figures against the rows.

    Args:
        figures: of one campaign, of periods in order.
        summed: what the rows give for a figure's days; None where they do not say all of them.
    """
    agreeing: list[ReportedFigure] = []
    gaps: list[tuple[ReportedFigure, int]] = []
    to_date: dict[tuple[str, str, str], int] = {}
    own: dict[tuple[object, ...], int] = {}
    # A period's own before what is to date: the later is explained by the former.
    for figure in sorted(figures, key=lambda f: (f.of.end, f.basis == "cumulative")):
        detail = summed(figure)
        if detail is None or figure.doubted or figure.unit == PERSONS:
            continue
        gap = 0 if _rounded(figure, detail) else figure.value - detail
        line = (figure.of.court, figure.action, figure.indicator)
        if figure.basis == "period":
            own[*line, figure.of.end] = gap
            known = False
        else:
            new = gap - to_date.get(line, 0)
            to_date[line] = gap
            known = new in (0, own.get((*line, figure.of.end), 0))
        if gap == 0:
            agreeing.append(figure)
        elif not known:
            gaps.append((figure, gap))
    return Compared(agreeing=tuple(agreeing), gaps=tuple(gaps))


def gap_doubt(
    series: Series, figure: ReportedFigure, gap: int, parts: Sequence[RowPart], opening: int = 0
) -> SeriesDoubt | None:
    """X-05 for money, X-04 for counts, with the rows that explain the gap; None where it is off.

    Args:
        series: names and rules.
        figure: as declared.
        gap: declared less what the rows give.
        parts: the rows of the figure's days, and for counts those of a few days around them.
        opening: money that first statements of open cases brought, taken as of before the campaign.
    """
    money = figure.unit == "fen"
    rule = series.rule("X-05" if money else "X-04", figure.slot)
    if rule is None:
        return None
    within = [part for part in parts if figure.start <= part.day <= figure.end]
    if 0 < gap <= opening:
        clue = _opening_clue(opening)
    else:
        clue = _money_clue(figure, within) if money else _cases_clue(gap, within, parts)
    facts = {
        "detail": printed(figure.value - gap, figure.unit),
        "now": printed(figure.value, figure.unit),
        "difference": printed(gap, figure.unit),
        "clue": clue,
    }
    return doubt_at(series, rule, figure, facts)


def persons_doubt(
    series: Series, figure: ReportedFigure, parts: Sequence[RowPart]
) -> SeriesDoubt | None:
    """X-08: distinct persons declared as many as there are entries, though one is in several.

    Every entry must have its person's key; without it nobody can tell.
    """
    rule = series.rule("X-08", figure.slot)
    within = [part for part in parts if figure.start <= part.day <= figure.end]
    entries = sum(part.amount for part in within)
    if rule is None or figure.value != entries or any(part.person is None for part in within):
        return None
    cases: dict[str, set[str]] = {}
    for part in within:
        cases.setdefault(part.person or "", set()).add(part.case_no)
    several = sorted({case for found in cases.values() if len(found) > 1 for case in found})
    if len(cases) >= entries:
        return None
    facts = {
        "now": printed(figure.value, figure.unit),
        "entries": str(entries),
        "persons": str(len(cases)),
        "cases": f"（{some(several)}）" if several else "",
    }
    return doubt_at(series, rule, figure, facts)


def confirmed(doubts: Iterable[SeriesDoubt], compared: Compared) -> list[SeriesDoubt]:
    """Doubts that the rows leave: none of a figure they confirm, none beside a gap they show."""
    agreeing = {_place(figure) for figure in compared.agreeing}
    shown = {_line(figure) for figure, _ in compared.gaps}
    return [
        doubt
        for doubt in doubts
        if not doubt.problem.field
        or (_place(doubt.figure) not in agreeing and _line(doubt.figure) not in shown)
    ]


def _place(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.of.return_id, figure.action, figure.indicator, figure.basis, figure.unit


def _line(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.of.return_id, figure.action, figure.indicator


def _rounded(figure: ReportedFigure, detail: int) -> bool:
    """Whether the figure is the rows' sum as it would be printed."""
    if figure.unit != "fen" or figure.value in (0, detail):
        return figure.value == detail
    steps = (step for step in _STEPS if figure.value % step == 0)
    return any((2 * detail + step) // (2 * step) * step == figure.value for step in steps)


def _money_clue(figure: ReportedFigure, parts: Sequence[RowPart]) -> str:
    rows = [Part(label=part.case_no, cell=part.cell, value=part.amount) for part in parts]
    unit = "万元" if figure.value % 10_000 == 0 else "元"
    return clue_text(figure.value, rows, unit)


def _opening_clue(opening: int) -> str:
    """A ledger sent for the first time does not tell when the money of an open case came."""
    return glue("opening").format(amount=printed(opening, "fen"))


def _cases_clue(gap: int, within: Sequence[RowPart], around: Sequence[RowPart]) -> str:
    """The cases at the edge of the days where they are just the gap; else all, where they are few."""
    if gap > 0:
        edge = [part for part in around if part not in within]
    else:
        days = {part.day for part in within}
        last = max(days, default=None)
        edge = [part for part in within if part.day == last]
    named = sorted({part.case_no for part in edge if part.case_no})
    if named and sum(part.amount for part in edge) == abs(gap):
        where = "前后几日另有" if gap > 0 else "最后一日的是"
        return f"{where} {'、'.join(named[:_FEW])}。"
    listed = sorted({part.case_no for part in within if part.case_no})
    return f"明细为 {'、'.join(listed)}。" if 0 < len(listed) <= _FEW else ""


def days_around(figure: ReportedFigure) -> tuple[date, date]:
    """The days whose rows may explain a gap of a count."""
    return figure.start - _AROUND, figure.end + _AROUND
