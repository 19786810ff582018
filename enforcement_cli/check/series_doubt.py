"""A doubt of a reported figure, or of a whole return of them, as a problem in the sender's words.

Comes in: a figure, a rule and facts. Goes out: a SeriesDoubt; the Series knows the figure as told.
Refuses to decide what is doubted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.check.series import PERSONS, Series
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.aggregate import figure_words, same_unit
from enforcement_cli.vocabulary.forms import form_named

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDoubt:
    """A problem and the figure it stands at, whose return and court it is of."""

    figure: ReportedFigure
    problem: Problem


def doubt_at(
    series: Series, rule: Rule, figure: ReportedFigure, facts: Mapping[str, str], *, about: str = ""
) -> SeriesDoubt:
    """A doubt of one figure at its cell. `about`: the subject, where it is not the figure alone."""
    key = (figure.of.court, figure.action, figure.indicator, same_unit(figure.unit))
    series.told.add((key, figure.slot))
    problem = Problem(
        rule=rule,
        origin=Origin(
            file=figure.of.file, sheet=figure.sheet, row=figure.row, column=figure.column
        ),
        facts={"field": title_of(series, figure), **facts},
        field=figure.indicator,
        subject=about or subject_of(figure),
        value=Decimal(figure.value),
    )
    return SeriesDoubt(figure=figure, problem=problem)


def doubt_of_return(
    rule: Rule, figures: Sequence[ReportedFigure], facts: Mapping[str, str], about: str
) -> SeriesDoubt:
    """A doubt of a whole return: at its row where all its figures stand in one, else its sheet."""
    first = figures[0]
    rows = {(figure.sheet, figure.row) for figure in figures}
    origin = Origin(
        file=first.of.file, sheet=first.sheet, row=first.row if len(rows) == 1 else None
    )
    problem = Problem(rule=rule, origin=origin, facts=dict(facts), subject=about)
    return SeriesDoubt(figure=first, problem=problem)


def widest(doubts: Iterable[SeriesDoubt]) -> list[SeriesDoubt]:
    """Of doubts that one return's all cases and its actions raise about an indicator, the first.

    What is odd of an action is odd of all cases too: one cause, one problem.
    """
    chosen: dict[tuple[int, str, str], SeriesDoubt] = {}
    for doubt in doubts:
        figure = doubt.figure
        key = (figure.of.return_id, figure.indicator, doubt.problem.code)
        held = chosen.get(key)
        if held is None or figure.action < held.figure.action:
            chosen[key] = doubt
    return list(chosen.values())


def subject_of(figure: ReportedFigure) -> str:
    """What is doubted, the same from one period to the next: `cases_closed.period.small`."""
    unit = f"({PERSONS})" if figure.unit == PERSONS else ""
    action = f".{figure.action}" if figure.action else ""
    return f"{figure.indicator}{unit}.{figure.basis}{action}"


def title_of(series: Series, figure: ReportedFigure) -> str:
    """The figure as its sender knows it: 小标的案件累计执行结案."""
    action = series.names.actions.get(figure.action, figure.action)
    stock = figure_words()[figure.indicator].stock
    basis = "" if stock else "累计" if figure.basis == "cumulative" else "本期"
    return f"{action}{basis}{indicator_title(figure.indicator)}"


def indicator_title(indicator: str) -> str:
    """The printed name of an indicator of the aggregate form."""
    return form_named("aggregate").field_named(indicator).title


def some(titles: Sequence[str]) -> str:
    """The first few of many."""
    return "、".join(titles[:_SHOWN]) + ("等" if len(titles) > _SHOWN else "")


def printed(value: int, unit: str) -> str:
    """A value with its unit: whole hundreds of 元 in 万元, other money in 元."""
    if unit != "fen":
        return f"{value}{unit}"
    large = abs(value) >= FEN_PER_UNIT["万元"] and value % 10_000 == 0
    name = "万元" if large else "元"
    return f"{in_unit(value, name):,f}{name}"


def times(value: float) -> str:
    """A multiple as it is read out: one decimal, below a tenth two digits."""
    return f"{value:.1f}" if value >= 0.1 else f"{value:.2g}"
