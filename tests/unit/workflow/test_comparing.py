"""Figures against other days over a store: who is left out, whose money, which statements serve."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Action, Campaign, Expectation
from enforcement_cli.model.comparison import Comparison
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import CheckSetting
from enforcement_cli.workflow.comparisons import (
    comparisons_json,
    comparisons_of,
    holiday_problems,
    usual_kinds,
)
from enforcement_cli.workflow.figures import figures_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    aggregate,
    case,
    ledger,
    measure,
    measure_list,
    store_of,
    week,
)

CLOSED, MONEY, DETAINED, RATE = (
    "cases_closed", "amount_recovered", "persons_detained", "completion_rate",
)  # fmt: skip
LAST = Campaign(id="last", name="去冬", start=date(2024, 12, 20), end=date(2025, 2, 28))
NOW = replace(CAMPAIGN, compares="last")
SMALL = Action(id="small", name="小标的", claim_at_most_fen=100_000_00)


def room_of(campaign: Campaign = NOW, *others: Campaign) -> Room:
    campaigns = (*(others or (LAST,)), campaign)
    return Room(
        workspace=Workspace(Path("nowhere")),
        desk=replace(DESK, campaigns=campaigns),
        campaign=campaign,
    )


def last_year(sent: Sent, campaign: str = "last") -> Sent:
    """The same return as of the same days a year before, sent for the earlier campaign."""
    head = sent.receipt.head
    assert head is not None
    assert head.period_start is not None
    moved = [
        each.replace(year=each.year - 1)
        for each in (head.period_start, head.period_end, head.as_of or head.period_end)
        if each
    ]
    head = replace(
        head, campaign=campaign, period_start=moved[0], period_end=moved[1], as_of=moved[2]
    )
    received = sent.receipt.received_at - timedelta(days=365)
    sha = "f" + sent.receipt.sha256[1:]
    frames = dict(sent.batch.frames)
    if "statements" in frames:
        stated = frames["statements"]
        frames["statements"] = stated.assign(
            **{
                name: [day.replace(year=day.year - 1) for day in stated[name]]
                for name in ("period_start", "period_end")
            }
        )
    return Sent(
        receipt=replace(sent.receipt, head=head, received_at=received, sha256=sha),
        batch=replace(sent.batch, sha256=sha, frames=frames),
    )


def then(serial: int, *, closed: date | None = None, received: date | None = None, **more):
    return case(
        serial, filed=None, filed_on=date(2024, 10, 1), closed_on=closed, received_on=received,
        close_method="completed" if closed else None, **more,
    )  # fmt: skip


def compared(
    store: Store,
    *kinds: str,
    number: int = 3,
    room: Room | None = None,
    period: Period | None = None,
    indicators: tuple[str, ...] = (CLOSED, MONEY, DETAINED, RATE),
) -> list[Comparison]:
    room = room or room_of()
    previous = week(number - 1) if period is None else None
    figures = figures_of(store.connection, room, period or week(number), previous, LATER)
    return list(comparisons_of(store.connection, room, figures, kinds, indicators))  # type: ignore[arg-type]


def pick(found: list[Comparison], name: str = CLOSED, court: str | None = None, *, basis: str = "period",
         kind: str = "day", action: str | None = None) -> Comparison:  # fmt: skip
    (one,) = [
        each for each in found
        if (each.kind, each.key.indicator, each.key.court, each.key.basis, each.key.action)
        == (kind, name, court, basis, action)
    ]  # fmt: skip
    return one


@pytest.fixture(scope="module")
def winters() -> Store:
    """Two winters of 银州; 清河 has ledgers of this one, which list closings of long ago."""
    return store_of(
        last_year(ledger(3, then(101, closed=date(2025, 1, 3), money=300, received=date(2025, 1, 3)),
                         then(102, closed=date(2024, 12, 23), money=50, received=date(2024, 12, 23)), then(103))),
        ledger(3, case(1, closed="12-30", money=100), case(2, closed="01-04", money=20), case(3)),
        ledger(3, case(4, closed="12-31", court=QINGHE), case(5, court=QINGHE,
               closed_on=date(2025, 1, 2), close_method="completed"), court=QINGHE),
    )  # fmt: skip


def test_only_courts_that_speak_of_both_are_compared(winters: Store) -> None:
    found = compared(winters, "year", "day")
    for kind in ("year", "day"):
        desk, own = pick(found, kind=kind), pick(found, court=YINZHOU, kind=kind)
        assert (desk.now, desk.then, desk.change, desk.share) == (2, 1, 1, 1)
        assert (desk.start, desk.end) == (date(2024, 12, 29), date(2025, 1, 4))
        assert desk.note == f"无同期数据:{QINGHE}"
        assert (own.now, own.then, own.contribution) == (2, 1, 1)
        other = pick(found, court=QINGHE, kind=kind)
        # Its ledger lists a closing of those days, and may have dropped others.
        assert (other.now, other.then, other.change) == (1, None, None)
        assert other.note == "无同期数据"


def test_money_is_seen_with_the_eyes_of_its_own_winter(winters: Store) -> None:
    """Seen with this winter's, what came in last year would be an opening and count nowhere."""
    found = compared(winters, "day", "year")
    for kind in ("day", "year"):
        assert pick(found, MONEY, YINZHOU, kind=kind).then == 300_00
        assert pick(found, MONEY, YINZHOU, kind=kind, basis="cumulative").then == 350_00
    assert pick(found, MONEY, YINZHOU).now == 20_00 + 100_00


def test_the_day_before_the_first_return_is_not_nothing(winters: Store) -> None:
    # 春节 was 19 days earlier: those days begin before the earlier campaign and its returns.
    found = compared(winters, "festival")
    one = pick(found, court=YINZHOU, kind="festival")
    assert (one.start, one.end) == (date(2024, 12, 10), date(2024, 12, 16))
    assert (one.then, one.change) == (None, None)


def test_actions_are_those_of_the_present_campaign(winters: Store) -> None:
    room = room_of(replace(NOW, actions=(SMALL,)))
    found = compared(winters, "day", room=room)
    assert pick(found, court=YINZHOU, action="small").then == 1


def test_a_column_that_was_not_there_then_is_not_0() -> None:
    store = store_of(
        last_year(ledger(3, then(101, closed=date(2025, 1, 3)), lacking=("recovered_fen",))),
        ledger(3, case(1, closed="12-30", money=100)),
    )
    found = compared(store, "day")
    assert pick(found, court=YINZHOU).then == 1
    assert (pick(found, MONEY, YINZHOU).now, pick(found, MONEY, YINZHOU).then) == (100_00, None)
    assert pick(found, MONEY).change is None


def test_what_was_declared_then_serves_and_is_said() -> None:
    store = store_of(
        last_year(aggregate(3, {(None, CLOSED, "period"): 7, (None, CLOSED, "cumulative"): 9})),
        ledger(3, case(1, closed="12-30")),
    )
    found = compared(store, "day")
    one = pick(found, court=YINZHOU)
    assert (one.now, one.then, one.note) == (1, 7, "同期为报送数")
    assert pick(found, court=YINZHOU, basis="cumulative").then == 9
    assert pick(found).note.startswith(f"同期为报送数:{YINZHOU}")
    # Figures of another campaign than the one compared with do not.
    elsewhere = store_of(
        last_year(aggregate(3, {(None, CLOSED, "period"): 7}), campaign="other"),
        ledger(3, case(1, closed="12-30")),
    )
    assert pick(compared(elsewhere, "day"), court=YINZHOU).then is None


def test_a_rate_is_of_the_sums_of_courts_known_on_both_sides() -> None:
    def of(court: str, *rows) -> Sent:
        return ledger(3, *rows, court=court)

    store = store_of(
        last_year(of(YINZHOU, then(101, closed=date(2025, 1, 3)), then(102, closed=date(2025, 1, 2)))),
        last_year(of(QINGHE, then(103, closed=date(2025, 1, 3), court=QINGHE) | {"close_method": "closed_interim"})),
        of(YINZHOU, case(1, closed="12-30"), case(2, closed="12-30", how="closed_interim")),
        of(QINGHE, case(3, closed="12-30", court=QINGHE)),
    )  # fmt: skip
    found = compared(store, "day")
    desk = pick(found, RATE)
    assert (desk.now, desk.then) == (Decimal(2) / 3, Decimal(2) / 3)
    assert (desk.change, desk.share, desk.unit) == (0, None, "%")
    assert pick(found, RATE, YINZHOU).change == Decimal("-0.5")


def test_persons_are_counted_over_the_desk_and_never_added() -> None:
    def listed(court: str, *keys: str | None, before: bool = False) -> Sent:
        on = "01-02"
        events = [measure(None, on, person=key, court=court) for key in keys]
        if before:
            events = [each | {"taken_on": date(2025, 1, 2)} for each in events]
        sent = measure_list(3, *events, court=court)
        return last_year(sent) if before else sent

    store = store_of(
        listed(YINZHOU, "p", "q", before=True), listed(QINGHE, "p", before=True),
        listed(YINZHOU, "p", "p", "r"), listed(QINGHE, "p", "s", "t"),
    )  # fmt: skip
    found = compared(store, "day")
    desk = pick(found, DETAINED)
    assert (desk.unit, desk.now, desk.then) == ("人", 4, 2)
    assert [pick(found, DETAINED, court).now for court in (YINZHOU, QINGHE)] == [2, 3]
    assert pick(found, DETAINED, YINZHOU).contribution is None
    # One event of then without a person key: nobody knows how many persons these were.
    keyless = store_of(
        listed(YINZHOU, "p", None, before=True), listed(YINZHOU, "p"), listed(QINGHE, "q"),
    )  # fmt: skip
    one = pick(compared(keyless, "day"), DETAINED, YINZHOU)
    assert (one.now, one.then, one.note) == (1, None, "同期缺证件号码")


def test_a_week_known_in_part_is_held_against_as_many_days() -> None:
    store = store_of(
        ledger(2, case(1, closed="12-23"), case(2, closed="12-28")),
        ledger(3, case(1, closed="12-23"), case(2, closed="12-28"), case(3, closed="12-30"), as_of="12-31"),
        ledger(3, case(4, closed="12-22", court=QINGHE), as_of="12-30", court=QINGHE),
    )  # fmt: skip
    found = compared(store, "previous", "day")
    desk = pick(found, kind="previous")
    # Known to 31 December: three days against three, and 清河 not to the third.
    assert (desk.now, desk.then, desk.end) == (1, 1, date(2025, 12, 24))
    assert "12月31日" in desk.note
    assert desk.note.endswith(f":{QINGHE}")
    assert pick(found, court=QINGHE, kind="previous").change is None


def test_the_previous_period_is_as_the_bulletin_prints_it(winters: Store) -> None:
    store = store_of(
        ledger(2, case(1, closed="12-23"), case(2)), ledger(2, case(4, court=QINGHE), court=QINGHE),
        ledger(3, case(1, closed="12-23"), case(2, closed="12-30")),
    )  # fmt: skip
    desk = pick(compared(store, "previous"), kind="previous")
    assert (desk.now, desk.then, desk.change, desk.share) == (1, 1, 0, 0)
    assert desk.note == f"未报:{QINGHE}"
    rates = compared(winters, "previous", indicators=(RATE,))
    assert {each.key.basis for each in rates} == {"period", "cumulative"}


def test_which_comparisons_make_sense(winters: Store) -> None:
    room = room_of()
    figures = figures_of(winters.connection, room, week(3), week(2), LATER)
    assert usual_kinds(room, figures) == ("previous", "year", "day", "festival")
    alone = replace(room, campaign=CAMPAIGN)
    young = store_of(ledger(3, case(1)))
    figures = figures_of(young.connection, alone, week(1), None, LATER)
    assert usual_kinds(alone, figures) == ()


def test_a_week_with_a_holiday_says_how_many_days_are_worked() -> None:
    """P-14: 元旦 leaves the week of 29 December three, and its Sunday is worked."""
    store = store_of(ledger(3, case(1)))
    figures = figures_of(store.connection, room_of(), week(3), week(2), LATER)
    (said,) = holiday_problems(room_of(), figures)
    assert (said.code, said.facts) == ("P-14", {"now": "4", "then": "5"})
    plain = figures_of(store.connection, room_of(), week(5), week(4), LATER)
    assert holiday_problems(room_of(), plain) == ()
    off = replace(CAMPAIGN, checks=(CheckSetting(code="P-14", on=False),))
    assert holiday_problems(replace(room_of(), campaign=off), figures) == ()


def test_the_last_days_of_december_are_in_the_first_week_of_the_year() -> None:
    """T38: the week of 2025-12-29 is 2026-W01, one week of the desk and one period."""
    assert week(3).start == date(2025, 12, 29)
    assert week(3).days == 7
    calendar = DESK.calendar
    assert {calendar.week_of(date(2025, 12, day)) for day in (29, 30, 31)} == {
        calendar.week_of(date(2026, 1, 4))
    }
    assert date(2025, 12, 29).strftime("%G-W%V") == "2026-W01"


def test_json_is_plain(winters: Store) -> None:
    (one, *_) = comparisons_json(compared(winters, "day"))
    assert one == {
        "kind": "day", "indicator": CLOSED, "basis": "period", "action": None, "court": None,
        "unit": "件", "start": "2024-12-29", "end": "2025-01-04", "now": 2, "then": 1, "change": 1,
        "share": "1", "contribution": None, "note": f"无同期数据:{QINGHE}",
    }  # fmt: skip


# -- scenario 36 -------------------------------------------------------------------------------

DECEMBER = Period(kind="month", start=CAMPAIGN.start, end=date(2025, 12, 31), label="12月")
JANUARY = Period(kind="month", start=date(2026, 1, 1), end=date(2026, 1, 31), label="1月")


def figure_of(store: Store, period: Period, campaign: Campaign = CAMPAIGN):
    room = room_of(campaign)
    found = figures_of(store.connection, room, period, None, LATER)
    return next(
        f for f in found.figures
        if (f.key.indicator, f.key.court, f.key.basis, f.key.action) == (CLOSED, YINZHOU, "period", None)
    )  # fmt: skip


def test_a_month_is_the_sum_of_its_days_whatever_weeks_they_lie_in() -> None:
    """Scenario 36: the week of 12-29 to 01-04 gives its three days to December, four to January."""
    store = store_of(
        ledger(7, case(1, closed="12-28"), case(2, closed="12-31"), case(3, closed="01-01"),
               case(4, closed="01-04"), case(5, closed="01-31")),
    )  # fmt: skip
    months = [figure_of(store, period).value for period in (DECEMBER, JANUARY)]
    assert months == [2, 3]
    days = [
        figure_of(store, Period(kind="day", start=day, end=day)).value
        for day in (JANUARY.start + timedelta(days=n) for n in range(31))
    ]
    assert sum(days) == months[1]
    assert figure_of(store, week(3)).value == 3
    # The same days are the same number, whichever bulletin asks.
    assert figure_of(store, replace(week(3), kind="custom")).value == 3


def daily(day: date, value: int) -> Sent:
    sent = aggregate(3, {(None, CLOSED, "period"): value})
    stated = sent.batch.frames["statements"]
    frames = {"statements": stated.assign(period_start=[day], period_end=[day])}
    head = sent.receipt.head
    assert head is not None
    head = replace(head, period_start=day, period_end=day, as_of=day)
    sha = f"{day:%Y%m%d}{sent.receipt.sha256[8:]}"
    return Sent(
        receipt=replace(sent.receipt, head=head, sha256=sha),
        batch=replace(sent.batch, sha256=sha, frames=frames),
    )


def test_a_declared_week_across_two_months_is_not_split() -> None:
    totals = replace(CAMPAIGN, expects=(Expectation(form="aggregate"),))
    weeks = store_of(*(aggregate(n, {(None, CLOSED, "period"): n}) for n in range(1, 8)))
    for period in (DECEMBER, JANUARY):
        found = figure_of(weeks, period, totals)
        assert (found.value, found.note) == (None, "跨期的数不拆分")
    # Stated day by day, it is their sum.
    days = store_of(*(daily(CAMPAIGN.start + timedelta(days=n), n) for n in range(12)))
    found = figure_of(days, DECEMBER, totals)
    assert (found.value, found.sources) == (66, ("inferred",))
    # Nothing stated at all is 未报.
    assert figure_of(Store(), DECEMBER, totals).note == "未报"
