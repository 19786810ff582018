"""Every due return of a campaign and what became of it, as of a moment.

Comes in: rows the store gave, the campaign, the working days. Goes out: slots, and how punctual
each court was. Refuses to open the store and to show anything. The states are defined in
model/board.py.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from enforcement_cli.model.board import (
    Allowance,
    CourtRecord,
    FileState,
    Reason,
    SentFile,
    Slot,
    SlotState,
)
from enforcement_cli.model.campaign import Campaign, Desk, Expectation
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardEvent, BoardReturn
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.clocks import allowance_of, clocks_of, fits
from enforcement_cli.workflow.periods import periods_of
from enforcement_cli.workflow.workdays import WorkDays

# Forms whose returns speak for one campaign alone; ledgers and lists serve all (design.md 3).
_OF_ONE_CAMPAIGN = ("aggregate", "narrative")
# How Problem.remedy brings the desk's own command.
_COMMAND_LEAD = "或运行："


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store says up to `now`: readings, grants, problems that wait, by return."""

    now: datetime
    returns: Sequence[BoardReturn]
    allowances: tuple[Allowance, ...]
    waiting: Mapping[int | None, Sequence[StoredProblem]]


def allowances_of(events: Iterable[BoardEvent]) -> tuple[Allowance, ...]:
    """The grants that stand after these events, told in order; the later of one slot counts.

    An exemption is one of court and form, an extension is one of a period besides.
    """
    standing: dict[tuple[object, ...], Allowance] = {}
    for event in events:
        kind = event.detail if event.what == "revoked" else event.what
        period_end = event.period_end if kind == "extended" else None
        key = (kind, event.court, event.form, period_end)
        if event.what == "revoked":
            standing.pop(key, None)
        elif event.what in ("extended", "exempted"):
            standing[key] = _allowance(event)
    return tuple(standing.values())


def _allowance(event: BoardEvent) -> Allowance:
    clock = time.fromisoformat(event.detail) if event.detail else time(23, 59)
    return Allowance(
        kind="extended" if event.what == "extended" else "exempted",
        court=event.court,
        form=event.form,
        period_start=event.period_start or date.min,
        period_end=event.period_end,
        until=datetime.combine(event.until, clock) if event.until else None,
        by=event.by,
        reason=event.reason,
        at=event.at,
    )


def expected_periods(expected: Expectation, desk: Desk, campaign: Campaign) -> tuple[Period, ...]:
    """The periods a return is expected for; `once` is the whole campaign."""
    if expected.every == "once":
        return (Period(kind="total", start=campaign.start, end=campaign.end, label=campaign.label),)
    return periods_of(expected.every, desk, campaign)


def slots_of(
    desk: Desk,
    campaign: Campaign,
    days: WorkDays,
    known: Known,
    *,
    courts: Collection[str] | None = None,
) -> tuple[Slot, ...]:
    """Every slot of the campaign, in the order of the campaign file, then of courts and periods.

    With `courts`, theirs alone.
    """
    by_sender: dict[tuple[str | None, str | None], list[BoardReturn]] = {}
    headless: dict[str, datetime] = {}
    for each in known.returns:
        by_sender.setdefault((each.court, each.form), []).append(each)
        if each.court is None:
            headless.setdefault(each.sha256, each.received_at)
    found: list[Slot] = []
    for expected in campaign.expects:
        periods = expected_periods(expected, desk, campaign)
        plain = {period: clocks_of(expected, period, days) for period in periods}
        for court in (court.code for court in desk.courts):
            if expected.courts is not None and court not in expected.courts:
                continue
            if courts is not None and court not in courts:
                continue
            mine = _of_campaign(by_sender.get((court, expected.form), ()), campaign)
            by_day = _by_last_day(mine)
            for period in periods:
                allowance = allowance_of(known.allowances, court, expected.form, period)
                clocks = plain[period]
                if allowance and allowance.kind == "extended":
                    clocks = clocks_of(expected, period, days, allowance.until)
                near = mine if expected.every == "once" else by_day.get(period.end, ())
                sent = [r for r in near if fits(expected.every, period, r.period_end, r.as_of)]
                files = _files(sent, headless, known.waiting) if sent else ()
                found.append(
                    _slot(
                        Slot(
                            court=court, form=expected.form, title=form_named(expected.form).title,
                            every=expected.every, period=period, state="missing", late=False,
                            clocks=clocks, allowance=allowance, complete_at=None, file=None,
                            history=files,
                        ),
                        known.now,
                    )
                )  # fmt: skip
    return tuple(found)


def _by_last_day(returns: Sequence[BoardReturn]) -> dict[date, list[BoardReturn]]:
    """Returns by the days that a slot may end on to be theirs, each in order of receipt."""
    found: dict[date, list[BoardReturn]] = {}
    for each in returns:
        for day in dict.fromkeys((each.period_end, each.as_of)):
            if day is not None:
                found.setdefault(day, []).append(each)
    return found


def _of_campaign(returns: Sequence[BoardReturn], campaign: Campaign) -> list[BoardReturn]:
    return [r for r in returns if r.form not in _OF_ONE_CAMPAIGN or r.campaign == campaign.id]


def _files(
    sent: Sequence[BoardReturn],
    headless: Mapping[str, datetime],
    waiting: Mapping[int | None, Sequence[StoredProblem]],
) -> tuple[SentFile, ...]:
    """The files of a slot in order of arrival, each with its own state.

    Of the readings of one file the last that was taken speaks, else the last: it knows more
    answers. The file in force is the latest version of those taken and not taken out.
    """
    readings: dict[str, list[BoardReturn]] = {}
    for each in sent:
        readings.setdefault(each.sha256, []).append(each)
    speaking = {
        sha256: next((r for r in reversed(own) if r.taken), own[-1])
        for sha256, own in readings.items()
    }
    standing = [r for r in speaking.values() if r.taken and not r.withdrawn]
    force = max(standing, key=lambda r: (r.version or 1, r.received_at, r.sha256), default=None)
    found = []
    for sha256, own in readings.items():
        last = speaking[sha256]
        reasons = tuple(reason_of(problem) for problem in waiting.get(last.return_id, ()))
        found.append(
            SentFile(
                return_id=last.return_id,
                file_name=last.file_name,
                state=_file_state(last, force, reasons),
                came=min(own[0].received_at, headless.get(sha256, own[0].received_at)),
                rows=last.rows,
                held=last.held,
                version=last.version,
                whole=last.status == "accepted",
                reasons=reasons,
            )
        )
    return tuple(sorted(found, key=lambda file: (file.came, file.return_id)))


def _file_state(
    last: BoardReturn, force: BoardReturn | None, reasons: Sequence[Reason]
) -> FileState:
    if not last.taken:
        refusing = [reason for reason in reasons if reason.severity == "return"]
        waits_for_us = bool(refusing) and all(reason.command for reason in refusing)
        return "received" if waits_for_us else "returned"
    if last.withdrawn:
        return "withdrawn"
    if last is not force:
        return "replaced"
    return "queried" if reasons else "accepted"


def reason_of(problem: StoredProblem) -> Reason:
    """A stored problem as the board tells it."""
    origin = Origin(
        file=problem.file_name, sheet=problem.sheet, row=problem.row, column=problem.column
    )
    remedy, _, command = problem.remedy.partition(_COMMAND_LEAD)
    return Reason(
        code=problem.code,
        severity=problem.severity,
        cell=origin.cell,
        message=problem.message,
        remedy=remedy,
        command=command,
    )


def _slot(bare: Slot, now: datetime) -> Slot:
    """The slot with its state and lateness (model/board.py defines both)."""
    files, clocks = bare.history, bare.clocks
    force = next((f for f in files if f.state in ("accepted", "queried")), None)
    ours = [f for f in files if f.state == "received"]
    complete = [f.came for f in files if f.state not in ("received", "returned")]
    complete_at = min(complete, default=None)
    exempt = bare.allowance is not None and bare.allowance.kind == "exempted"
    state: SlotState = "missing"
    shown = files[-1] if files else None
    if force:
        state, shown = "queried" if force.state == "queried" else "accepted", force
    elif ours:
        state, shown = "received", ours[-1]
    elif exempt:
        state = "exempt"
    elif clocks and clocks.locked_at and now > clocks.locked_at:
        state = "locked"
    elif shown and shown.state in ("returned", "withdrawn"):
        state = "withdrawn" if shown.state == "withdrawn" else "returned"
    late = bool(clocks and not exempt and (complete_at or now) > clocks.on_time_until)
    if state == "received" and ours[-1].came <= (clocks.on_time_until if clocks else now):
        # It came in time; that it is not in is the desk's own doing.
        late = False
    return Slot(
        court=bare.court, form=bare.form, title=bare.title, every=bare.every, period=bare.period,
        state=state, late=late, clocks=clocks, allowance=bare.allowance, complete_at=complete_at,
        file=shown, history=files,
    )  # fmt: skip


def court_records(slots: Iterable[Slot], now: datetime) -> tuple[CourtRecord, ...]:
    """How punctual every court was in the slots whose clocks have run, in the order of slots."""
    by_court: dict[str, list[Slot]] = {}
    for slot in slots:
        by_court.setdefault(slot.court, []).append(slot)
    return tuple(_record(court, list(_run(mine, now))) for court, mine in by_court.items())


def _run(slots: Iterable[Slot], now: datetime) -> Iterator[Slot]:
    """Those that came, or whose time has passed; a slot without clocks when its period has ended."""
    for slot in slots:
        passed = slot.clocks.on_time_until < now if slot.clocks else slot.period.end < now.date()
        if slot.state != "exempt" and (slot.complete_at or passed):
            yield slot


def _record(court: str, slots: Sequence[Slot]) -> CourtRecord:
    late = sum(slot.late and slot.complete_at is not None for slot in slots)
    missing = sum(slot.complete_at is None for slot in slots)
    sent = [slot for slot in slots if slot.history]
    return CourtRecord(
        court=court,
        due=len(slots),
        on_time=len(slots) - late - missing,
        late=late,
        missing=missing,
        sent=len(sent),
        first_right=sum(_right_at_first(slot) for slot in sent),
        late_periods=late_periods(slots),
    )


def _right_at_first(slot: Slot) -> bool:
    first = slot.history[0]
    return first.whole and first.state in ("accepted", "queried")


def late_periods(slots: Iterable[Slot]) -> tuple[Period, ...]:
    """The periods in which a court was late with anything, in order."""
    found = {slot.period for slot in slots if slot.late}
    return tuple(sorted(found, key=lambda period: (period.end, period.start)))
