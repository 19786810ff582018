"""What a text is held against, gathered from the store: as an issue went out, or as known.

Comes in: an open store, the room, which period or issue, the text. Goes out: a Ground. Refuses to
judge the text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from enforcement_cli.bulletin.frozen import thaw
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.proof.days import Days
from enforcement_cli.proof.ground import Ground
from enforcement_cli.store.publications import Publication
from enforcement_cli.store.session import Connection
from enforcement_cli.store.stories import party_cells
from enforcement_cli.vocabulary.proof import proof_words
from enforcement_cli.workflow.figures import figures_of
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import period_again
from enforcement_cli.workflow.proof.windows import windows_at_first, windows_of_days
from enforcement_cli.workflow.rankings import rankings_of, ranks_by_key
from enforcement_cli.workflow.report import Report, report_from
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.verify import published

_MOST_DAYS = 6
# What a figure of an issue is known by.
_KEY = ("indicator", "basis", "action", "court", "team", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWish:
    """A published issue: its number and the kind of its period."""

    number: int
    kind: str


def ground_of_period(
    connection: Connection,
    room: Room,
    periods: tuple[Period, Period | None],
    known_at: datetime,
    text: str,
) -> Ground:
    """The ground of a period as known at a moment.

    Args:
        connection: of the open store.
        room: the desk with its campaign.
        periods: the period and the one before it.
        known_at: what had been received by then counts.
        text: tells which windows and which parts of a bulletin are needed.
    """
    found = report_from(connection, room, *periods, known_at, _options_of(text))
    figures = found.figures
    ranks = ranks_by_key(rankings_of(room, figures))
    return Ground(
        desk=room.desk,
        campaign=room.campaign,
        period=figures.period,
        previous=figures.previous,
        known_at=known_at,
        windows=windows_at_first(connection, room, found, text),
        indicators=found.material.indicators,
        courts=figures.courts,
        printed=found.bulletin,
        ranks=ranks | _of_one_court(ranks, found),
        comparisons=found.material.comparisons,
        parties=party_cells(connection, settled_relations(connection, room, known_at)),
    )


def ground_of_issue(
    connection: Connection, room: Room, wish: IssueWish, now: datetime, text: str
) -> Ground:
    """The ground of an issue as it went out, with what the data give otherwise now.

    Raises:
        UnknownName: no such issue was published.
    """
    issue, keep = published(connection, room, wish.number, wish.kind)
    moment = issue.known_at.replace(tzinfo=BEIJING)
    kind = cast("PeriodKind", issue.kind)
    periods = period_again(kind, issue.period_start, issue.period_end, room.desk, room.campaign)
    ground = ground_of_period(connection, room, periods, moment, text)
    frozen = _frozen(issue)
    own = ground.own
    figures = {key: _as_frozen(key, figure, frozen) for key, figure in own.figures.items()}
    today = figures_of(connection, room, *periods, now)
    values = {figure.key: figure.value for figure in today.figures}
    return replace(
        ground,
        windows=(replace(own, figures=figures), *ground.windows[1:]),
        printed=thaw(keep.bulletin),
        issue=issue.issue,
        changed={
            key: values.get(key)
            for key, then in frozen.items()
            if then is not None and values.get(key) != then
        },
    )


def with_days(connection: Connection, room: Room, ground: Ground, wanted: Iterable[Days]) -> Ground:
    """The same with the days that the text says, of which no window is; a few at most."""
    spans = tuple(dict.fromkeys(wanted))[:_MOST_DAYS]
    more = windows_of_days(connection, room, spans, ground.known_at)
    return replace(ground, windows=(*ground.windows, *more))


def _options_of(text: str) -> ReportOptions:
    """What the bulletin must show so that all that the text prints is found in it."""
    holds = {
        name: any(word in text for word in proof_words("printed", name))
        for name in ("rank", "by_team", "by_officer", "compare_year")
    }
    return ReportOptions(
        rank=holds["rank"],
        by="team" if holds["by_team"] else "officer" if holds["by_officer"] else "",
        compare=("year",) if holds["compare_year"] else (),
        profile="internal",
    )


def _of_one_court(ranks: Mapping[FigureKey, int], found: Report) -> dict[FigureKey, int]:
    """Of one court alone the whole desk's key is its own."""
    if len(found.figures.courts) != 1:
        return {}
    return {replace(key, court=None): place for key, place in ranks.items()}


def _frozen(issue: Publication) -> dict[FigureKey, int | Decimal | None]:
    return {_key(entry): _number(entry["value"]) for entry in issue.figures}


def _key(entry: Mapping[str, Any]) -> FigureKey:
    return FigureKey(**{name: entry[name] for name in _KEY})


def _number(value: Any) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value


def _as_frozen(
    key: FigureKey, figure: Figure, frozen: Mapping[FigureKey, int | Decimal | None]
) -> Figure:
    return replace(figure, value=frozen[key]) if key in frozen else figure
