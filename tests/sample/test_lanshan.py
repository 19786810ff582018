"""蓝山: several actions over one case base in a year; its printed figures out of its returns."""

from pathlib import Path

import pytest

from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.store.problems import open_problems
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.demo import DemoResult, sample_folder
from enforcement_cli.workflow.figures import figure_json
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import Report, report
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import enter
from tests.campaign import rows_of
from tests.sample.samples import LATER, cases_behind, clean_problems, demo_of, made_again, told

Figures = dict[tuple[str, str | None], tuple[int | None, str]]
WAN = 1_000_000


@pytest.fixture(scope="module")
def lanshan(shared: Path) -> DemoResult:
    return demo_of(shared, "lanshan")


@pytest.fixture(scope="module")
def storm(lanshan: DemoResult) -> Report:
    wish = PeriodWish(kind="operation", operation="storm")
    return report(lanshan.room, wish, known_at=LATER)


@pytest.fixture(scope="module")
def backlog(lanshan: DemoResult) -> Report:
    room = enter(lanshan.room.workspace, "backlog2025")
    return report(room, PeriodWish(kind="total", day=room.campaign.end), known_at=LATER)


def figures_of(found: Report) -> Figures:
    """The desk's figures of the period; of what has none, those to date."""
    said: Figures = {}
    for basis in ("cumulative", "period"):
        for figure in found.figures.figures:
            f = figure_json(figure)
            if f["basis"] == basis and f["court"] is None and f["team"] is None:
                said[f["indicator"], f["action"]] = f["value"], f["unit"]
    return said


def truth(kind: str) -> Figures:
    rows = rows_of("truth/figures.csv", sample_folder("lanshan"))
    return {
        (f["indicator"], f["action"] or None): (int(f["value"]), f["unit"])
        for f in rows
        if f["kind"] == kind
    }


def words(found: Report) -> str:
    return render_markdown(found.bulletin, template_path(None, "weekly.md.j2"))


def test_it_is_made_again_to_the_byte(tmp_path: Path) -> None:
    assert made_again("lanshan", tmp_path) == []


@pytest.mark.slow
def test_without_faults_nothing_is_asked(tmp_path: Path) -> None:
    assert [(p.code, p.origin.cell) for p in clean_problems("lanshan", tmp_path)] == []


@pytest.mark.slow
def test_what_was_planted_is_found_and_nothing_else(lanshan: DemoResult) -> None:
    assert (lanshan.unexpected, lanshan.not_found) == ((), ())
    assert {code for _, code, *_ in lanshan.found} == {"F-04", "R-13", "R-23", "V-08"}


@pytest.mark.slow
def test_nothing_else_waits_after_both_campaigns_took_their_returns(lanshan: DemoResult) -> None:
    with open_store(lanshan.room.workspace.store, write=False) as connection:
        waiting = {problem.code for problem in open_problems(connection, LATER)}
    assert waiting == {"R-13", "R-23", "V-08"}


@pytest.mark.slow
def test_the_printed_figures_of_the_year(lanshan: DemoResult) -> None:
    found = figures_of(lanshan.report)
    assert lanshan.report.figures.period.kind == "year"
    for indicator, expected in {
        "cases_received": (2403, "件"),
        "cases_closed": (2251, "件"),
        "houses_sealed": (447, "套"),
        "vehicles_seized": (410, "辆"),
        "persons_detained": (62, "人"),
        "persons_fined": (116, "人次"),
        "persons_restricted_or_blacklisted": (857, "人"),
        "persons_complied": (37, "人"),
        "amount_complied": (215 * WAN, "fen"),
        "cases_criminal": (11, "件"),
        "persons_criminal": (14, "人"),
        "cases_criminal_private": (5, "件"),
        "persons_criminal_private": (8, "人"),
        "network_queries": (7502, "次"),
        "insurance_frozen": (73, "次"),
        "bounty_notices": (21, "期"),
    }.items():
        assert found[indicator, None] == expected, indicator
    assert {key: found.get(key) for key in truth("year")} == truth("year")
    # The court's own figures are the desk's: it is the only one.
    assert told(lanshan)["cases_closed", None, "湘1127"] == (2251, "件")


@pytest.mark.slow
def test_198_million_is_printed_as_yi(lanshan: DemoResult) -> None:
    fen, unit = figures_of(lanshan.report)["amount_recovered", None]
    assert unit == "fen"
    assert fen is not None
    assert 19_750 * WAN < fen < 19_850 * WAN
    assert "1.98亿元" in words(lanshan.report)


@pytest.mark.slow
def test_the_twelve_days(storm: Report) -> None:
    found = figures_of(storm)
    assert storm.figures.period.days == 12
    assert found["locations_checked", None] == (28, "处")
    assert found["persons_compelled", None] == (18, "人")
    assert found["cases_completed", None] == (24, "件")
    assert found["amount_recovered", None] == (11_342 * 10_000, "fen")
    assert {key: found.get(key) for key in truth("storm")} == truth("storm")
    assert "113万余元" in words(storm)


@pytest.mark.slow
def test_the_backlog_and_its_four_parts(backlog: Report) -> None:
    found = figures_of(backlog)
    assert found["cases_closed", None] == (273, "件")
    assert found["amount_recovered", None] == (188_706 * 10_000, "fen")
    parts = {
        name: found["amount_recovered", name]
        for name in ("service", "wages", "traffic", "enterprise")
    }
    assert parts == {
        "service": (8_770 * 10_000, "fen"),
        "wages": (17_093 * 10_000, "fen"),
        "traffic": (174 * WAN, "fen"),
        "enterprise": (1_797 * WAN, "fen"),
    }


@pytest.mark.slow
def test_overlapping_parts_are_never_added(lanshan: DemoResult, backlog: Report) -> None:
    # 87.7 + 170.93 + 174 + 1797 (T10); 11案14人 + 5案8人 (T9).
    for text in (words(lanshan.report), words(backlog)):
        assert "2229.63" not in text
        assert "16案22人" not in text


@pytest.mark.slow
def test_a_housing_fund_is_no_livelihood(lanshan: DemoResult) -> None:
    (fund,) = (
        row["case_no"]
        for row in rows_of("truth/cases.csv", sample_folder("lanshan"))
        if "住房公积金" in row["applicant"]
    )
    assert fund in cases_behind(lanshan, "amount_recovered")
    assert fund not in cases_behind(lanshan, "amount_recovered", "livelihood")


@pytest.mark.slow
def test_money_of_before_the_year_is_in_no_flow(lanshan: DemoResult) -> None:
    rows = rows_of("truth/cases.csv", sample_folder("lanshan"))
    whole = sum(int(row["recovered_fen"]) for row in rows)
    fen, _ = figures_of(lanshan.report)["amount_recovered", None]
    assert fen is not None
    assert whole > fen


@pytest.mark.slow
def test_preservation_cases_are_received_and_closed_too(lanshan: DemoResult) -> None:
    kept = {
        row["case_no"]
        for row in rows_of("truth/cases.csv", sample_folder("lanshan"))
        if "执保" in row["case_no"] and row["close_method"] == "保全完毕"
    }
    assert len(kept) == 413
    assert kept <= cases_behind(lanshan, "cases_closed")
    # 保全完毕 is a closing, and none of 执行完毕, 终本, 终结执行.
    for indicator in ("cases_completed", "cases_closed_interim", "cases_terminated"):
        assert not kept & cases_behind(lanshan, indicator)
