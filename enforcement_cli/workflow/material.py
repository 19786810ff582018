"""All that one bulletin is written from, gathered: figures, facts for its notes, and what is asked.

Comes in: an open store, the room, figures and options. Goes out: a Material. What a kind of
bulletin does not print is not asked for. Refuses to word anything.
"""

from dataclasses import dataclass, replace
from typing import Literal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.case_list import CaseListKind
from enforcement_cli.model.comparison import ComparisonKind
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import PeriodKind
from enforcement_cli.store.problems import Wanted, problems_at
from enforcement_cli.store.publications import issue_number
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.names import Profile
from enforcement_cli.workflow.bulletin_facts import (
    known_until,
    open_problems,
    reductions_of,
    revisions_of,
    statements_of,
)
from enforcement_cli.workflow.case_lists import Only, lists_of
from enforcement_cli.workflow.coming import next_due, workdays_gone
from enforcement_cli.workflow.comparisons import comparisons_of, holiday_problems, usual_kinds
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.paces import paces_of
from enforcement_cli.workflow.phoned import phoned_numbers
from enforcement_cli.workflow.rankings import markings_of, rankings_of
from enforcement_cli.workflow.sent_returns import (
    exemptions,
    expected_courts,
    missing_returns,
    punctuality,
)
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.story_choice import stories_for
from enforcement_cli.workflow.trend import trend_of
from enforcement_cli.workflow.windows import windows_beside
from enforcement_cli.workflow.written_texts import read_texts

SAMPLE_MARK_FILE = "SAMPLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a bulletin shows besides its period's own figures.

    `court`: of one court alone; `by`: by team or officer; `rank`: courts in order; `compare`: other
    days to hold the figures against; `lists`: cases to look at; `cards`: the definitions of what is
    printed; `profile`: how parties are named (internal, bulletin, public).
    """

    court: str | None = None
    by: Literal["", "team", "officer"] = ""
    rank: bool = False
    compare: tuple[ComparisonKind, ...] = ()
    lists: tuple[CaseListKind, ...] = ()
    cards: bool = False
    profile: Profile = "bulletin"


def material_of(
    connection: Connection, room: Room, figures: FigureSet, options: ReportOptions
) -> Material:
    """The material of a bulletin."""
    period, known_at = figures.period, figures.known_at
    number = issue_number(connection, campaign=room.campaign.id, period=period)
    by_key = {figure.key: figure for figure in figures.figures}
    if len(figures.courts) == 1:
        by_key = _alone(figures)
    told = problems_at(connection, known_at, Wanted(courts=figures.courts))
    reductions = reductions_of(connection, room, figures)
    exempted = exemptions(connection, room, figures)
    windows = () if options.court else windows_beside(connection, room, period, known_at)
    plain = Material(
        desk=room.desk,
        campaign=room.campaign,
        period=period,
        previous=figures.previous,
        courts=figures.courts,
        known_at=known_at,
        figures=by_key,
        indicators={name: each for window in windows for name, each in window.definitions.items()}
        | figures.indicators,
        expected=expected_courts(room, figures, exempted),
        missing=missing_returns(room, figures, exempted),
        previous_published=figures.last_issue is not None,
        revisions=revisions_of(connection, room, figures),
        reductions=reductions,
        statements=statements_of(room, figures, told, reductions),
        problems=open_problems(figures, told),
        punctuality=punctuality(connection, room, figures, exempted),
        issue=number if period.kind == "week" else None,
        phoned=phoned_numbers(figures),
        known_until=known_until(figures),
        sample=(room.workspace.root / SAMPLE_MARK_FILE).exists(),
        weeks=len(campaign_weeks(room.campaign, room.desk.calendar)),
        windows=windows,
        trend=trend_of(room, figures),
        cards=_cards(figures) if options.cards else (),
        by=options.by,
        next_due=next_due(room, period),
        workdays=workdays_gone(room, period),
        texts=read_texts(room.workspace, period),
        remarks=holiday_problems(room, figures),
        stories=stories_for(connection, room, period, known_at),
    )
    return _compared(connection, room, figures, plain, options)


def _compared(
    connection: Connection,
    room: Room,
    figures: FigureSet,
    plain: Material,
    options: ReportOptions,
) -> Material:
    """The same with figures held against other days, targets and courts, and with lists."""
    period, known_at = figures.period, figures.known_at
    usual = usual_kinds(room, figures) if period.kind in _COMPARING else ()
    kinds = tuple(dict.fromkeys((*usual, *options.compare)))
    paces = paces_of(connection, room, figures)
    lists = tuple(dict.fromkeys((*_LISTS[options.by], *options.lists)))
    only = Only(courts=(options.court,) if options.court else None, most=_MOST_LINES)
    return replace(
        plain,
        comparisons=comparisons_of(connection, room, figures, kinds) if kinds else (),
        paces=paces,
        rankings=rankings_of(room, figures) if options.rank else (),
        markings=() if options.rank else markings_of(room, figures, paces),
        lists=lists_of(connection, room, period, known_at, lists, only) if lists else (),
    )


# Longer bulletins tell what the time is held against without being asked.
_COMPARING: tuple[PeriodKind, ...] = ("month", "quarter", "year")
# A longer list goes out by itself: enforce cases list.
_MOST_LINES = 30
_LISTS: dict[str, tuple[CaseListKind, ...]] = {
    "": (),
    "team": ("todos", "overdue", "due_soon"),
    "officer": ("key", "ageing"),
}


def _alone(figures: FigureSet) -> dict[FigureKey, Figure]:
    """One court's bulletin: its own figures stand where the desk's would."""
    court = figures.courts[0]
    mine = {f.key: f for f in figures.figures if f.key.court == court}
    whole = {replace(key, court=None): figure for key, figure in mine.items()}
    pace = {f.key: f for f in figures.figures if f.key.indicator == "time_progress"}
    return {**pace, **whole, **mine}


def _cards(figures: FigureSet) -> tuple[Indicator, ...]:
    printed = dict.fromkeys(figure.key.indicator for figure in figures.figures)
    return tuple(figures.indicators[name] for name in printed if name in figures.indicators)
