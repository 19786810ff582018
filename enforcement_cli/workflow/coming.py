"""What a bulletin says of time to come and gone by: when the next returns are due, working days.

Comes in: a room and a period. Goes out: values a Material holds. Refuses to open the store.
"""

from datetime import timedelta

from enforcement_cli.bulletin.material import NextDue
from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.period import Period
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.board import expected_periods
from enforcement_cli.workflow.clocks import clocks_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import WorkDays, workdays_of


def next_due(room: Room, period: Period) -> tuple[NextDue, ...]:
    """The due time of every return of the first period after this one, while the campaign runs."""
    days = workdays_of(room.workspace, keep=False)
    found = []
    for expected in room.campaign.expects:
        following = _following(room, expected, period)
        clocks = clocks_of(expected, following, days) if following else None
        if following and clocks and expected.due:
            found.append(
                NextDue(
                    period=following.label,
                    form=form_named(expected.form).title,
                    at=clocks.due,
                    moved=clocks.due.weekday() != expected.due.weekday,
                )
            )
    return tuple(dict.fromkeys(found))


def _following(room: Room, expected: Expectation, period: Period) -> Period | None:
    later = (p for p in expected_periods(expected, room.desk, room.campaign) if p.end > period.end)
    return next(iter(later), None)


def workdays_gone(room: Room, period: Period) -> tuple[int, int]:
    """Working days of the campaign up to the period's end, and all of them."""
    days: WorkDays = workdays_of(room.workspace, keep=False)
    before, end = room.campaign.start - timedelta(days=1), room.campaign.end
    return days.between(before, min(period.end, end)), days.between(before, end)
