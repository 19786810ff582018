"""九原: teams by the week, officers by the month, supervised matters, a number that was lost."""

from datetime import date
from pathlib import Path

import pytest

from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.demo import DemoResult, sample_folder
from enforcement_cli.workflow.figures import figure_json
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import Report, report
from enforcement_cli.workflow.state import enter
from tests.campaign import rows_of
from tests.sample.samples import LATER, clean_problems, demo_of, made_again

Line = tuple[str, str | None, str, str]
TEAMS = {"速执团队", "精执一团队", "精执二团队"}


@pytest.fixture(scope="module")
def jiuyuan(shared: Path) -> DemoResult:
    return demo_of(shared, "jiuyuan")


@pytest.fixture(scope="module")
def total(jiuyuan: DemoResult) -> Report:
    wish = PeriodWish(kind="total", day=date(2025, 9, 30))
    return report(jiuyuan.room, wish, known_at=LATER)


def lines(found: Report) -> dict[Line, tuple[int | None, str]]:
    return {
        (f["indicator"], f["action"], f["team"] or "", f["officer"] or ""): (f["value"], f["unit"])
        for f in map(figure_json, found.figures.figures)
        if f["basis"] == "period" and f["court"] == "内0207"
    }


def truth(kind: str) -> dict[Line, tuple[int, str]]:
    rows = rows_of("truth/figures.csv", sample_folder("jiuyuan"))
    return {
        (f["indicator"], f["action"] or None, f["team"], f["officer"]): (int(f["value"]), f["unit"])
        for f in rows
        if f["kind"] == kind
    }


def test_it_is_made_again_to_the_byte(tmp_path: Path) -> None:
    assert made_again("jiuyuan", tmp_path) == []


@pytest.mark.slow
def test_without_faults_only_the_lost_number_is_asked(tmp_path: Path) -> None:
    problems = clean_problems("jiuyuan", tmp_path)
    assert [(p.code, p.severity) for p in problems] == [("F-17", "note"), ("S-28", "query")]


@pytest.mark.slow
def test_what_was_planted_is_found_and_nothing_else(jiuyuan: DemoResult) -> None:
    assert (jiuyuan.unexpected, jiuyuan.not_found) == ((), ())
    assert {code for _, code, *_ in jiuyuan.found} == {"F-17", "R-28", "S-08", "S-28"}


@pytest.mark.slow
def test_the_weekly_bulletin_is_by_team(jiuyuan: DemoResult) -> None:
    found, expected = lines(jiuyuan.report), truth("week")
    assert jiuyuan.report.figures.period.end == date(2025, 9, 28)
    assert {team for _, _, team, _ in expected} == {"", *TEAMS}
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.slow
def test_teams_add_up_to_the_court(jiuyuan: DemoResult) -> None:
    found = lines(jiuyuan.report)
    for name in ("cases_closed", "cases_completed", "amount_recovered"):
        parts = [
            value for (i, a, team, _), (value, _) in found.items() if i == name and team and not a
        ]
        assert sum(part or 0 for part in parts) == found[name, None, "", ""][0], name


@pytest.mark.slow
def test_the_monthly_bulletin_is_by_officer(jiuyuan: DemoResult) -> None:
    wish = PeriodWish(kind="month", day=date(2025, 9, 30))
    options = ReportOptions(by="officer")
    found = lines(report(jiuyuan.room, wish, known_at=LATER, options=options))
    expected = truth("month")
    assert len({officer for *_, officer in expected if officer}) == 7
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.slow
def test_nine_months(total: Report) -> None:
    found, expected = lines(total), truth("total")
    assert expected
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.slow
def test_the_lost_number_is_asked_about_and_stated_by_nobody(
    jiuyuan: DemoResult, total: Report
) -> None:
    (broken,) = (p for r in jiuyuan.receipts for p in r.problems if p.code == "S-28")
    assert "今年1至9月，我院共执结涉民生小标的案件" in broken.message
    with open_store(jiuyuan.room.workspace.store, write=False) as connection:
        stated = connection.execute("SELECT indicator, value FROM statements ORDER BY 1").fetchall()
    # What the text does state is there; the number that it lost is not.
    assert stated == [("cases_settled", 9), ("operations", 12)]
    # What is printed is the ledger's own figure, as computed.
    (figure,) = (
        f
        for f in total.figures.figures
        if f.key.indicator == "cases_closed"
        and f.key.basis == "period"
        and (f.key.action, f.key.court, f.key.team) == (None, "内0207", None)
    )
    assert (figure.value, figure.unit) == truth("total")["cases_closed", None, "", ""]
    assert (figure.sources, figure.note) == (("computed",), "")


@pytest.mark.slow
def test_supervised_matters_are_those_of_the_latest_list(jiuyuan: DemoResult) -> None:
    (todos,) = (each for each in jiuyuan.report.material.lists if each.kind == "todos")
    # Three lists of twelve matters came; the week's is the one as of 26 September.
    assert todos.total == 12
    days = {line.day for line in todos.lines if line.day}
    assert min(days) == date(2025, 9, 23)
    assert date(2025, 9, 26) not in days


@pytest.mark.slow
@pytest.mark.parametrize(
    ("campaign", "start", "end"),
    [
        ("thunder2025", "2025-06-01", "2025-08-31"),
        ("enterprise2025", "2025-03-01", "2025-09-30"),
        ("interim2025", "2025-01-01", "2025-09-30"),
    ],
)
def test_concurrent_campaigns_count_the_same_cases(
    jiuyuan: DemoResult, campaign: str, start: str, end: str
) -> None:
    def counts(row: dict[str, str]) -> bool:
        firm = any(row[side].endswith("公司") for side in ("applicant", "debtor"))
        wanted = {"enterprise2025": firm, "interim2025": "执恢" in row["case_no"]}
        return start <= row["closed_on"] <= end and wanted.get(campaign, True)

    room = enter(jiuyuan.room.workspace, campaign)
    wish = PeriodWish(kind="total", day=date.fromisoformat(end))
    found = lines(report(room, wish, known_at=LATER))
    rows = rows_of("truth/cases.csv", sample_folder("jiuyuan"))
    assert found["cases_closed", None, "", ""] == (sum(map(counts, rows)), "件")
