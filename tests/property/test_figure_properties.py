"""累计 = 上期累计（已发布）+ 本周 + 补报及更正前期, whatever came late (design.md 3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings

from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.period import Period
from enforcement_cli.store.publications import record_issue
from enforcement_cli.workflow.figures import FigureSet, figure_json, figures_of
from enforcement_cli.workflow.report import report_from
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, LATER, Sent, Store, week
from tests.property.returns import campaigns

ROOM = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=CAMPAIGN)


def value(figures: FigureSet, indicator: str, basis: str, field: str = "value") -> int:
    figure = figures.figure(FigureKey(indicator=indicator, basis=basis))  # type: ignore[arg-type]
    assert figure is not None
    return int(getattr(figure, field) or 0)


def issued_at(period: Period) -> datetime:
    """The bulletin goes out two days after the week."""
    moment = datetime.combine(period.end + timedelta(days=2), datetime.min.time())
    return moment.replace(hour=9, tzinfo=LATER.tzinfo)


def money_until(store: Store, period: Period, known_at: datetime) -> int:
    """What a moment knows of money come in up to a day, by the receipts themselves."""
    ((fen,),) = store.ask(
        "SELECT coalesce(sum(amount_fen), 0) FROM receipts WHERE nature <> 'opening'"
        f" AND day BETWEEN DATE '{CAMPAIGN.start}' AND DATE '{period.end}'",
        known_at,
    )
    return int(fen)


@settings(max_examples=3)
@given(campaigns(listed=False))
def test_cumulative_is_published_and_this_week_and_late(sent: list[Sent]) -> None:
    store = Store()
    waiting = sorted(sent, key=lambda one: (one.receipt.received_at, one.receipt.sha256))
    for number in (2, 3, 4, 5):
        period, previous = week(number), week(number - 1)
        known_at = issued_at(period)
        while waiting and waiting[0].receipt.received_at <= known_at:
            store.take(waiting.pop(0))
        found = report_from(store.connection, ROOM, period, previous, known_at)
        figures = found.figures
        if number > 2:
            late = sum(revision.sign for revision in found.material.revisions)
            assert value(figures, "cases_closed", "cumulative") == (
                value(figures, "cases_closed", "cumulative", "previous_published")
                + value(figures, "cases_closed", "period")
                + late
            )
            late_fen = sum(revision.amount_fen for revision in found.material.revisions)
            assert late_fen == money_until(store, previous, known_at) - money_until(
                store, previous, issued_at(previous)
            )
            assert value(figures, "amount_recovered", "cumulative") == (
                value(figures, "amount_recovered", "cumulative", "previous_published")
                + value(figures, "amount_recovered", "period")
                + late_fen
            )
        record_issue(
            store.connection, campaign=CAMPAIGN.id, period=period, known_at=known_at,
            figures=[figure_json(figure) for figure in figures.figures], files={},
        )  # fmt: skip


@settings(max_examples=3)
@given(campaigns(listed=False))
def test_weeks_add_up_to_the_cumulative_as_now_known(sent: list[Sent]) -> None:
    store = Store()
    store.take(*sent)
    # Known afterwards, with a last ledger of both courts, nothing is missing from any week.
    silent = {court.code for court in DESK.courts} - {
        one.receipt.head.court
        for one in sent
        if one.receipt.head and one.receipt.head.period_end == week(5).end
    }
    weeks = [
        figures_of(store.connection, ROOM, week(n), week(n - 1) if n > 1 else None, LATER)
        for n in range(1, 6)
    ]
    for indicator in ("cases_closed", "amount_recovered", "cases_completed"):
        total = sum(value(figures, indicator, "period") for figures in weeks)
        if not silent:
            assert total == value(weeks[-1], indicator, "cumulative")
        for before, figures in pairwise(weeks):
            for court in (None, *(court.code for court in DESK.courts)):
                key = FigureKey(indicator=indicator, basis="cumulative", court=court)
                now, then = figures.figure(key), before.figure(key)
                assert now is not None
                assert then is not None
                if now.value is not None:
                    # `previous` is last week's recomputed from what is known now.
                    assert now.previous == then.value
                    week_key = replace(key, basis="period")
                    this = figures.figure(week_key)
                    assert this is not None
                    if this.value is not None and court is not None:
                        assert now.value == now.previous + this.value
