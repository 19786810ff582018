"""Whose return it is and what it speaks of: content, names, contradictions, what the clerk says."""

from dataclasses import replace
from datetime import date

import pytest

from enforcement_cli.check.routing import Given, decide_head, empty_return, wrong_form
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Expectation, Operation
from enforcement_cli.model.table import Evidence
from tests.facts import CAMPAIGN, DESK, QINGHE, YINZHOU, case, day, ledger, week

NOTHING = Given()


def batch(*evidence: Evidence) -> Batch:
    return replace(ledger(2, case(1)).batch, evidence=evidence)


def says(source: str, **said) -> Evidence:
    return Evidence(source=source, text=said.pop("text", source), **said)


def route(*evidence: Evidence, given: Given = NOTHING):
    head, problems = decide_head(batch(*evidence), DESK, CAMPAIGN, given)
    return head, [problem.code for problem in problems]


TITLE = says("title", court=YINZHOU, row=1, column=1)
WEEK_2 = says("title", week=2, row=2, column=1)


def test_a_title_says_all() -> None:
    head, codes = route(says("title", court=YINZHOU, week=2))
    assert codes == []
    assert head is not None
    assert (head.court, head.form, head.campaign) == (YINZHOU, "cases", "winter")
    assert (head.period_start, head.period_end, head.as_of) == (
        date(2025, 12, 22), date(2025, 12, 28), date(2025, 12, 28),
    )  # fmt: skip


def test_the_file_name_alone_will_do() -> None:
    head, _ = route(says("file", court=QINGHE), says("file", week=3))
    assert head is not None
    assert (head.court, head.period_end) == (QINGHE, week(3).end)


@pytest.mark.parametrize("sources", [("title", "file"), ("title", "case_no"), ("sheet", "file")])
def test_two_courts_are_a_contradiction(sources: tuple[str, str]) -> None:
    first, second = sources
    head, codes = route(says(first, court=YINZHOU), says(second, court=QINGHE), WEEK_2)
    assert head is None
    assert codes == ["F-05"]


def test_the_contradiction_is_placed_at_the_cell() -> None:
    found = batch(replace(TITLE, row=1, column=3), says("file", court=QINGHE), WEEK_2)
    _, problems = decide_head(found, DESK, CAMPAIGN, NOTHING)
    assert (problems[0].origin.row, problems[0].origin.column) == (1, 3)


def test_the_sender_named_as_such_goes_before_the_title() -> None:
    # The title names the desk that asks for the table, the line under it who fills it in.
    led = says("title", court=QINGHE, text="填报单位：清河区人民法院")
    head, codes = route(TITLE, led, WEEK_2)
    assert codes == []
    assert head is not None
    assert head.court == QINGHE


def test_no_court_at_all() -> None:
    assert route(WEEK_2) == (None, ["F-06"])


def test_a_court_nobody_knows() -> None:
    head, codes = route(says("title", unknown_court="甲县法院"), WEEK_2)
    assert (head, codes) == (None, ["F-06"])


def test_no_period_at_all() -> None:
    assert route(TITLE) == (None, ["F-07"])


@pytest.mark.parametrize(
    "said",
    [
        {"week": 12},
        {"end": date(2025, 12, 19)},
        {"as_of": date(2026, 3, 1)},
        {"week": 2, "end": date(2026, 1, 4)},
        {"start": date(2025, 11, 3), "end": date(2025, 12, 28)},
    ],
)
def test_a_period_that_is_no_week_of_the_campaign(said: dict) -> None:
    assert route(TITLE, says("title", **said)) == (None, ["F-07"])


def test_two_periods_are_a_contradiction() -> None:
    assert route(TITLE, WEEK_2, says("file", week=3)) == (None, ["F-07"])


@pytest.mark.parametrize("start", [date(2025, 12, 22), date(2025, 12, 20), date(2025, 12, 24)])
def test_a_span_may_begin_with_the_week_or_the_campaign(start: date) -> None:
    head, codes = route(TITLE, says("title", start=start, end=date(2025, 12, 28)))
    assert codes == []
    assert head is not None
    assert head.period_start == date(2025, 12, 22)


def test_an_as_of_within_the_week_is_kept() -> None:
    head, _ = route(TITLE, WEEK_2, says("footer", as_of=date(2025, 12, 26)))
    assert head is not None
    assert (head.as_of, head.period_end) == (date(2025, 12, 26), date(2025, 12, 28))


def test_the_highest_version_named() -> None:
    head, _ = route(TITLE, replace(WEEK_2, version=2), says("file", version=3))
    assert head is not None
    assert head.version == 3
    head, _ = route(TITLE, WEEK_2)
    assert head is not None
    assert head.version is None


def test_what_the_clerk_gives_stands_above_all() -> None:
    given = Given(court=QINGHE, as_of=date(2026, 1, 2))
    head, codes = route(TITLE, says("file", court=QINGHE), WEEK_2, given=given)
    assert codes == []
    assert head is not None
    assert (head.court, head.as_of, head.period_end) == (QINGHE, date(2026, 1, 2), week(3).end)


def test_an_as_of_outside_the_campaign_is_refused() -> None:
    assert route(TITLE, WEEK_2, given=Given(as_of=date(2026, 3, 1))) == (None, ["F-07"])


# --- returns of a month, of an operation, of the whole campaign --------------------------------

JANUARY = {"start": date(2026, 1, 1), "end": date(2026, 1, 31)}
RAID = {"start": date(2026, 1, 12), "end": date(2026, 1, 23)}
LONGER = replace(
    CAMPAIGN,
    operations=(Operation(id="raid", name="集中行动", **RAID),),
    expects=(
        Expectation(form="cases", every="month"),
        Expectation(form="measures", every="week"),
        Expectation(form="aggregate", every="month"),
        Expectation(form="aggregate", every="once"),
        Expectation(form="payments", every="day"),
    ),
)


def routed(form: str, *evidence: Evidence, given: Given = NOTHING):
    said = replace(batch(TITLE, *evidence), form=form)
    head, problems = decide_head(said, DESK, LONGER, given)
    if head is None:
        return [problem.code for problem in problems]
    return head.period_start, head.period_end, head.as_of


def test_a_monthly_ledger_speaks_of_its_month() -> None:
    whole = (date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 31))
    assert routed("cases", says("title", **JANUARY)) == whole
    assert routed("cases", says("title", as_of=date(2026, 1, 31))) == whole
    from_the_first_day = {"start": CAMPAIGN.start, "end": date(2026, 1, 31)}
    assert routed("cases", says("title", **from_the_first_day)) == whole


def test_the_first_month_is_clipped_to_the_campaign() -> None:
    said = says("title", start=date(2025, 12, 1), end=date(2025, 12, 31))
    expected = (date(2025, 12, 20), date(2025, 12, 31), date(2025, 12, 31))
    assert routed("cases", said) == expected


def test_a_monthly_ledger_may_be_as_of_any_day() -> None:
    expected = (date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 28))
    assert routed("cases", says("title", as_of=date(2026, 1, 28))) == expected
    assert routed("cases", given=Given(as_of=date(2026, 1, 28))) == expected


def test_a_week_is_no_month_and_a_month_no_week() -> None:
    assert routed("cases", says("title", week=3)) == ["F-07"]
    assert routed("measures", says("title", **JANUARY)) == ["F-07"]
    for start, end in (("01-12", "02-11"), ("01-12", "01-31"), ("01-01", "01-30")):
        part = {"start": day(start), "end": day(end)}
        assert routed("cases", says("title", **part)) == ["F-07"], (start, end)


def test_a_daily_list_speaks_of_its_day() -> None:
    that_day = date(2026, 1, 14)
    whole = (that_day, that_day, that_day)
    assert routed("payments", says("title", as_of=that_day)) == whole
    assert routed("payments", says("title", start=that_day, end=that_day)) == whole
    assert routed("payments", says("title", start=CAMPAIGN.start, end=that_day)) == whole
    two_days = {"start": date(2026, 1, 13), "end": that_day}
    assert routed("payments", says("title", **two_days)) == ["F-07"]


def test_figures_of_exactly_an_operation_are_its_own() -> None:
    assert routed("aggregate", says("title", **RAID)) == (
        RAID["start"], RAID["end"], RAID["end"],
    )  # fmt: skip
    a_day_more = {"start": RAID["start"], "end": date(2026, 1, 24)}
    assert routed("aggregate", says("title", **a_day_more)) == ["F-07"]
    assert routed("cases", says("title", **RAID)) == ["F-07"]


def test_figures_of_the_whole_campaign() -> None:
    said = says("title", start=CAMPAIGN.start, end=CAMPAIGN.end)
    assert routed("aggregate", said) == (CAMPAIGN.start, CAMPAIGN.end, CAMPAIGN.end)


def test_an_empty_table_is_asked_about_unless_it_says_zero() -> None:
    nothing = replace(ledger(2).batch, evidence=())
    assert [p.code for p in empty_return(nothing)] == ["F-10"]
    zero = replace(nothing, evidence=(says("title", zero_report=True),))
    assert empty_return(zero) == ()
    assert empty_return(ledger(2, case(1)).batch) == ()


def test_none_of_the_forms_due() -> None:
    problem = wrong_form("a.xlsx", ["payments"], "cases")
    assert (problem.code, problem.did) == ("F-08", "refuse")
    assert "到位明细" in problem.message
