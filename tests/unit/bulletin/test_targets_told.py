"""Targets as bulletins tell them: each against its own time, bounds from above, who is in a base."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.material import Material
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.indicator import FigureKey
from tests.unit.bulletin.materials import (
    CAMPAIGN,
    EARLIER,
    PERIODS,
    QING,
    YIN,
    both,
    figure,
    headline,
    material,
    table_of,
    titled,
)
from tests.unit.bulletin.test_parts import a_pace, target_week

SOON = PERIODS["week"].end.replace(day=10)


def rows_of(found: Material) -> dict[str, list[str]]:
    """The lines of the table of targets by label."""
    return {
        row.label: [value.shown for value in row.values]
        for row in table_of(compose(found), "targets").rows
    }


def of_rate(**more: object) -> Material:
    """A week with a target of the desk's rate of completed cases."""
    aim = Target(indicator="completion_rate", at_least=Decimal("0.4"), at_most=Decimal("0.6"))
    key = FigureKey(indicator="completion_rate", basis="cumulative")
    pace = replace(
        a_pace(target=Decimal("0.4"), rate=None, elapsed=None, low=None, high=None),
        key=key, unit="%", **more,
    )  # fmt: skip
    return material(
        "week",
        (figure("completion_rate", "0.6667", "cumulative"), figure("time_progress", "0.6", "cumulative")),
        campaign=replace(CAMPAIGN, targets=(aim,)),
        paces=(pace,),
    )  # fmt: skip


def test_a_deadline_that_is_past_is_not_held_against_the_campaign_s_time() -> None:
    """Half of it was done by its day, all of it by now: it was missed, and nothing is ahead."""
    missed = a_pace(by=SOON, value=35, rate=Decimal("0.5"), elapsed=Decimal(1), gap=35, court=QING)
    rows = rows_of(target_week(missed))
    label = next(label for label in rows if label.startswith("清河区法院"))
    assert "1月10日" in label
    assert rows[label][1:5] == ["35", "50.00%", "-50.00", "35"]
    told = "".join(titled(compose(target_week(missed, a_pace())), "问题提示").paragraphs)
    assert "清河区法院" in told


def test_who_keeps_pace_is_told_by_each_target_s_own_time() -> None:
    missed = a_pace(by=SOON, value=69, rate=Decimal("0.99"), elapsed=Decimal(1), gap=1, court=QING)
    ahead = a_pace(elapsed=Decimal("0.3"))
    lines = titled(compose(target_week(ahead, missed)), "目标完成与时间进度").paragraphs
    (line,) = [line for line in lines if "慢于序时进度" in line]
    assert "清河区法院" in line
    assert "银州区法院" not in line


def test_a_bound_from_above_has_no_rate_of_completion() -> None:
    over = a_pace(kind="at_most", target=Decimal(50), rate=None, elapsed=None, gap=10, low=None)
    rows = rows_of(target_week(over))
    assert rows["银州区法院 小标的案件执结"][:5] == ["不超过50", "60", "—", "—", "超出10"]


def test_a_ledger_to_be_cleared_stands_in_the_table() -> None:
    clear = a_pace(kind="clear", target=Decimal(0), rate=Decimal("0.2"), elapsed=Decimal("0.5"))
    row = rows_of(target_week(clear))["银州区法院 小标的案件执结"]
    assert (row[0], row[2], row[3]) == ("清零", "20.00%", "-30.00")


def test_what_exceeds_an_interval_is_not_still_missing() -> None:
    found = of_rate(
        kind="between", value=Decimal("0.6667"), ceiling=Decimal("0.6"), gap=Decimal("0.0667")
    )
    lines = titled(compose(found), "目标完成与时间进度").paragraphs
    assert not [line for line in lines if "还差" in line]
    assert "60.00%，超出6.67个百分点" in lines[-1]
    assert rows_of(found)["全市 全部执行完毕率"][4] == "超出6.67%"


def test_a_phase_s_target_names_the_phase_and_counts_in_it() -> None:
    own = a_pace(phase="精准执行", value=12, rate=Decimal("0.08"), elapsed=Decimal("0.1"), gap=138)
    rows = rows_of(target_week(own, a_pace()))
    assert rows["银州区法院 小标的案件执结（精准执行）"][1:3] == ["12", "8.00%"]
    assert rows["银州区法院 小标的案件执结"][1:3] == ["60", "40.00%"]


def test_who_has_not_reported_has_no_week_before_either() -> None:
    """Its number would not add up to the totals, whose base leaves it out."""
    late = replace(figure("cases_closed", None, court=QING), previous=5, note="未报")
    mine = replace(figure("cases_closed", 2, court=YIN), previous=3, change=-1)
    desk = replace(figure("cases_closed", 2), previous=3, change=-1)
    found = material("week", (*headline(), desk, late, mine), previous=EARLIER)
    rows = {row.label: row.values for row in table_of(compose(found), "progress").rows}
    assert [value.shown for value in rows["清河区法院"][:2]] == ["未报", "—"]
    assert [value.shown for value in rows["基层合计"][:2]] == ["2", "3"]


def test_what_a_late_court_did_in_the_period_is_no_correction_of_the_past() -> None:
    total = replace(figure("cases_closed", 12, "cumulative"), previous=9)
    found = material("week", (*both("amount_recovered", 0, 0), figure("cases_closed", None), total))
    (line,) = [note for note in compose(found).notes if note.startswith("累计执结12件＝")]
    assert "本期未报" in line
    assert "补报及更正前期0件" in line
    assert "已报部分3件" in line


def test_a_period_that_is_not_over_says_so() -> None:
    end = PERIODS["month"].end
    midst = datetime(end.year, end.month, 12, 9, tzinfo=BEIJING)
    told = [
        compose(replace(material("month", headline()), known_at=known)).notes
        for known in (midst, datetime(end.year + 1, 1, 1, tzinfo=BEIJING))
    ]
    assert [any("尚未结束" in note for note in notes) for notes in told] == [True, False]
