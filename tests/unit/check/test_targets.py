"""Targets against each other, and what is done against them in time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from enforcement_cli.check.target_progress import Progress, check_progress
from enforcement_cli.check.targets import TargetTable, check_target_table
from enforcement_cli.indicator.declare import shipped
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.vocabulary.checks import catalogue, rules_in_force

DAY = date(2026, 1, 4)
RULES = rules_in_force((), DAY)
COURTS = ("甲", "乙", "丙")


def target(court: str | None, bound: int | str | None = 10, *, name: str = "cases_closed", at_most=None,
           **more) -> Target:  # fmt: skip
    return Target(
        indicator=name, court=court, at_least=None if bound is None else Decimal(bound),
        at_most=None if at_most is None else Decimal(at_most), **more,
    )  # fmt: skip


def table(*targets: Target, every: tuple[Target, ...] = ()) -> TargetTable:
    return TargetTable(
        all=every or targets, now=targets, indicators=shipped(), courts=COURTS,
        names={court: f"{court}法院" for court in COURTS}, actions={"small": "小标的案件"},
    )  # fmt: skip


def codes(*targets: Target, every: tuple[Target, ...] = (), rules=RULES) -> list[str]:
    return [problem.code for problem in check_target_table(table(*targets, every=every), rules)]


ALL = tuple(target(court) for court in COURTS)


def test_targets_that_agree_are_silent() -> None:
    assert codes() == []
    assert codes(*ALL) == []
    assert codes(*ALL, target(None, 30)) == []
    assert codes(target(None, 30)) == []


def test_a_court_without_target_is_named_once_for_all() -> None:
    (found,) = check_target_table(table(ALL[0]), RULES)
    assert (found.code, found.subject) == ("T-01", "all.cases_closed")
    assert "乙法院、丙法院" in found.message
    # One action lacks them, the other does not.
    small = tuple(replace(each, action="small") for each in ALL)
    (found,) = check_target_table(table(*small, ALL[0], ALL[1]), RULES)
    assert "丙法院" in found.message
    assert "小标的" not in found.message


@pytest.mark.parametrize(
    "wrong",
    [
        target("甲", 10, written="money"),
        target("甲", "0.8", written="rate"),
        target("甲", 10, name="amount_recovered", written="count"),
        target("甲", None, at_most=10),
        target("甲", 10, name="cases_open"),
        target("甲", 10, name="cases_close"),
    ],
)
def test_a_target_that_cannot_be_compared(wrong: Target) -> None:
    others = tuple(replace(wrong, court=court) for court in COURTS)
    assert codes(*others) == ["T-02"]


@pytest.mark.parametrize(
    "right",
    [
        target("甲", 10, written="count"),
        target("甲", 10, name="amount_recovered", written="money"),
        target("甲", "0.8", name="completion_rate", written="rate"),
        target("甲", None, at_most="0.3", name="interim_rate_of_closed", written="rate"),
        target("甲", None, at_most=0, name="cases_open", written="count"),
    ],
)
def test_a_target_of_the_right_kind_is_silent(right: Target) -> None:
    assert codes(*(replace(right, court=court) for court in COURTS)) == []


def test_the_courts_targets_are_the_desks() -> None:
    (found,) = check_target_table(table(*ALL, target(None, 31)), RULES)
    assert (found.code, found.value) == ("T-03", Decimal(-1))
    # A rate is not the sum of rates; and what a missing target explains is said once.
    rates = tuple(target(c, "0.8", name="completion_rate", written="rate") for c in (*COURTS, None))
    assert codes(*rates) == []
    assert codes(ALL[0], ALL[1], target(None, 30)) == ["T-01"]


def test_a_change_says_from_which_day() -> None:
    later = replace(ALL[0], at_least=Decimal(20), where="enforce.toml 第9行")
    (found,) = check_target_table(table(later, *ALL[1:], every=(*ALL, later)), RULES)
    assert (found.code, str(found.origin)) == ("T-04", "enforce.toml 第9行")
    dated = replace(later, start=date(2026, 1, 15))
    assert codes(dated, *ALL[1:], every=(*ALL, dated)) == []
    assert codes(*ALL, every=(*ALL, ALL[0])) == []


def going(done: int, pace: str = "0.5", *, of: int = 100, **more) -> list[Problem]:
    one = Progress(
        court="甲", action=None, indicator=more.pop("name", "cases_closed"), done=done, target=Decimal(of),
        pace=Decimal(pace), end=date(2026, 2, 28), **more,
    )  # fmt: skip
    return list(check_progress(table(*ALL), [one], more.get("rules", RULES)))


@pytest.mark.parametrize(
    ("done", "pace", "code"),
    [
        (41, "0.5", "T-05"), (49, "0.5", "T-05"), (50, "0.5", "T-06"), (60, "0.5", "T-06"),
        (100, "1", "T-06"), (99, "1", "T-05"), (120, "1", "T-06"), (0, "0.1", "T-05"),
        (95, "0.2", "T-07"), (60, "0.2", "T-07"), (59, "0.2", "T-06"), (95, "0.8", "T-06"),
    ],
)  # fmt: skip
def test_one_thing_is_said_of_the_pace(done: int, pace: str, code: str) -> None:
    assert [p.code for p in going(done, pace)] == [code]


def test_what_is_short_is_said_in_the_targets_unit() -> None:
    (found,) = going(41)
    assert found.facts["short"] == "59件"
    assert found.facts["gap"] == "9.00"
    (money,) = going(41_000_000, of=100_000_000, name="amount_recovered")
    assert money.facts["short"] == "59万元"


def test_a_small_base_is_only_listed() -> None:
    assert [p.code for p in going(1, of=4)] == ["T-09"]
    assert [p.code for p in going(9, of=10)] == ["T-06"]
    assert [p.code for p in going(1, of=4, name="amount_recovered")] == ["T-05"]


@pytest.mark.parametrize(
    ("recent", "left", "short"),
    [((8, 10, 12), 4, True), ((8, 10, 12), 5, False), ((8, 12), 4, False), ((8, 10, 12), 0, False)],
)
def test_a_projection_is_a_range_of_at_least_three_periods(recent, left: int, short: bool) -> None:
    found = going(45, "0.5", recent=recent, periods_left=left)
    assert [p.code for p in found] == ["T-05", "T-08"][: 2 if short else 1]
    if short:
        assert (found[1].facts["low"], found[1].facts["high"], found[1].facts["short"]) == (
            "77件", "93件", "7件",
        )  # fmt: skip


def test_a_campaign_may_switch_them_off_and_set_their_thresholds() -> None:
    off = rules_in_force((CheckSetting(code="T-01", on=False),), DAY)
    assert codes(ALL[0], rules=off) == []
    late = rules_in_force((CheckSetting(code="T-09", thresholds={"base_at_least": "200"}),), DAY)
    one = Progress(court=None, action="small", indicator="cases_closed", done=41, target=Decimal(100),
                   pace=Decimal("0.5"), end=DAY)  # fmt: skip
    assert [p.code for p in check_progress(table(), [one], late)] == ["T-09"]


def test_every_check_of_targets_is_explained() -> None:
    for code, rule in catalogue().items():
        if rule.level in ("target", "publication"):
            assert rule.why, code
            assert rule.fails, code
            assert rule.passes, code
