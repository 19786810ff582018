"""Extensions and exemptions: granted and taken back, on record with who and why.

Comes in: a court, a form, a period. Goes out: events of the store; the same command once more adds
none. Refuses to move a clock: the clocks ask what was granted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from enforcement_cli.model.board import Allowance
from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardEvent, board_events
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workflow.board import allowances_of, expected_periods
from enforcement_cli.workflow.clocks import clocks_of
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import WorkDays, workdays_of

# What a grant is of, as messages name it.
_GRANTED = {"extend": "时限", "exempt": "报表"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Whom it is for and who says so, when. `form` None: every form the court owes."""

    court: str
    form: str | None
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What was granted, or taken back. `again`: it stood so already, nothing was recorded."""

    allowances: tuple[Allowance, ...]
    again: bool


def extend(room: Room, grant: Grant, *, day: date, until: datetime) -> Granted:
    """Give a court until `until` (UTC+8, no zone) for the period that `day` lies in.

    Raises:
        UsageError: `until` is not after what it is due at.
        UnknownName: nothing with a due time is expected of it then.
    """
    days = workdays_of(room.workspace)
    found = [
        Allowance(
            kind="extended", court=grant.court, form=expected.form, period_start=period.start,
            period_end=period.end, until=until, by=grant.by, reason=grant.reason, at=grant.at,
        )
        for expected in _owed(room, grant)
        for period in _periods(room, expected, day)
        if _is_later(expected, period, days, until)
    ]  # fmt: skip
    return _granted(room, grant, found, "extend")


def exempt(room: Room, grant: Grant, *, since: date, until: date | None) -> Granted:
    """Let a court off for the periods that end from `since` to `until`; None: to the end.

    Raises:
        UsageError: `until` lies before `since`.
        UnknownName: nothing is expected of it.
    """
    if until and until < since:
        raise UsageError(f"--until {until} 早于 {since}。", remedy="请核对两个日期。")
    found = [
        Allowance(
            kind="exempted", court=grant.court, form=expected.form, period_start=since,
            period_end=None, until=datetime.combine(until, time(23, 59)) if until else None,
            by=grant.by, reason=grant.reason, at=grant.at,
        )
        for expected in _owed(room, grant)
    ]  # fmt: skip
    return _granted(room, grant, found, "exempt")


def revoke_extension(room: Room, grant: Grant, *, day: date) -> Granted:
    """Take back what was extended for the period that `day` lies in.

    Raises:
        UnknownName: nothing was.
    """
    return _revoke(
        room,
        grant,
        lambda each: (
            each.kind == "extended"
            and each.period_end is not None
            and each.period_start <= day <= each.period_end
        ),
    )


def revoke_exemption(room: Room, grant: Grant) -> Granted:
    """Take back a court's exemption.

    Raises:
        UnknownName: it has none.
    """
    return _revoke(room, grant, lambda each: each.kind == "exempted")


def _owed(room: Room, grant: Grant) -> list[Expectation]:
    return [
        expected
        for expected in room.campaign.expects
        if (grant.form in (None, expected.form))
        and (expected.courts is None or grant.court in expected.courts)
    ]


def _periods(room: Room, expected: Expectation, day: date) -> list[Period]:
    return [p for p in expected_periods(expected, room.desk, room.campaign) if p.covers(day)]


def _is_later(expected: Expectation, period: Period, days: WorkDays, until: datetime) -> bool:
    """Whether the period has a clock that `until` moves.

    Raises:
        UsageError: it would come no later than it is due anyway.
    """
    clocks = clocks_of(expected, period, days)
    if clocks and until <= clocks.due:
        raise UsageError(
            f"{until:%Y-%m-%d %H:%M} 不晚于{period.label}原来的时限 {clocks.due:%Y-%m-%d %H:%M}。",
            remedy="请核对 --until 和 --date。",
        )
    return clocks is not None


def _granted(
    room: Room, grant: Grant, found: list[Allowance], what: Literal["extend", "exempt"]
) -> Granted:
    if not found:
        raise UnknownName(
            f"行动方案文件里没有这个法院这一期应报的{_GRANTED[what]}。",
            where=grant.form or "",
            remedy="请核对法院、--form、日期和 [[campaign.expects]]。",
        )
    with (
        audited(room.workspace, what, by=grant.by, why=grant.reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        standing = allowances_of(board_events(connection, grant.at, room.campaign.id))
        known = [replace(each, at=grant.at) for each in standing]
        new = [each for each in found if each not in known]
        if new:
            entry.begin(**_about(room, grant, new))
            with transaction(connection):
                for each in new:
                    _record(connection, room, grant, each, what=each.kind)
    return Granted(allowances=tuple(found), again=not new)


def _revoke(room: Room, grant: Grant, wanted: Callable[[Allowance], bool]) -> Granted:
    with (
        audited(room.workspace, "revoke", by=grant.by, why=grant.reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        events = board_events(connection, grant.at, room.campaign.id)
        found = _meant(grant, allowances_of(events), wanted)
        before = [] if found else _revoked_before(events, grant, wanted)
        if not (found or before):
            raise UnknownName("没有可以撤销的延期或免报。", remedy="现有的见 enforce status。")
        if found:
            entry.begin(**_about(room, grant, found))
            with transaction(connection):
                for each in found:
                    _record(connection, room, grant, each, what="revoked")
    return Granted(allowances=tuple(found or before), again=not found)


def _meant(
    grant: Grant, standing: Sequence[Allowance], wanted: Callable[[Allowance], bool]
) -> list[Allowance]:
    return [
        each
        for each in standing
        if each.court == grant.court and grant.form in (None, each.form) and wanted(each)
    ]


def _revoked_before(
    events: Sequence[BoardEvent], grant: Grant, wanted: Callable[[Allowance], bool]
) -> list[Allowance]:
    """What the last revocation of such a grant took back, where it was this command's.

    Nothing such stands now, so that nobody has granted it anew since.
    """
    told = [event for event in events if event.what != "chased"]
    found: list[Allowance] = []
    last: BoardEvent | None = None
    for place in reversed(range(len(told))):
        event = told[place]
        stood, left = allowances_of(told[:place]), allowances_of(told[: place + 1])
        gone = _meant(grant, [each for each in stood if each not in left], wanted)
        if event.what != "revoked" or not gone:
            continue
        last = last or event
        if (event.at, event.by, event.reason) != (last.at, grant.by, grant.reason):
            break
        found = [*gone, *found]
    return found


def _about(room: Room, grant: Grant, found: list[Allowance]) -> dict[str, Fact]:
    """What the audit tells of it."""
    return {
        "campaign": room.campaign.id,
        "court": grant.court,
        "forms": [each.form for each in found],
        "since": found[0].period_start,
        "until": found[0].until.date() if found[0].until else "",
    }


def _record(
    connection: Connection, room: Room, grant: Grant, allowance: Allowance, *, what: str
) -> None:
    detail = allowance.until.strftime("%H:%M") if allowance.until else None
    add_event(
        connection,
        what=what,
        at=grant.at,
        by=grant.by,
        reason=grant.reason,
        about={
            "court": allowance.court,
            "form": allowance.form,
            "campaign": room.campaign.id,
            "period_start": allowance.period_start,
            "period_end": allowance.period_end,
            "until": allowance.until.date() if allowance.until else None,
            "detail": allowance.kind if what == "revoked" else detail,
        },
    )
