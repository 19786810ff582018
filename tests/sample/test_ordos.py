"""鄂尔多斯: two levels of courts, five classes of cases; its printed figures out of its returns."""

from pathlib import Path

import pytest

from enforcement_cli.workflow.demo import DemoResult, sample_folder
from tests.campaign import rows_of
from tests.sample.samples import (
    cases_behind,
    clean_problems,
    demo_of,
    made_again,
    screen,
    told,
    truth_of,
)

CAMPAIGN = "minsheng2026"
BASIC = ("内0602", "内0603", "内0621", "内0622", "内0623", "内0624", "内0625", "内0626", "内0627")


@pytest.fixture(scope="module")
def ordos(shared: Path) -> DemoResult:
    return demo_of(shared, "ordos")


def case_of(court: str, cause: str, fen: int) -> str:
    (found,) = (
        row["case_no"]
        for row in rows_of("truth/cases.csv", sample_folder("ordos"))
        if (row["court"], row["cause"], row["claim_fen"]) == (court, cause, str(fen))
    )
    return found


def test_it_is_made_again_to_the_byte(tmp_path: Path) -> None:
    assert made_again("ordos", tmp_path) == []


@pytest.mark.slow
def test_without_faults_nothing_is_asked(tmp_path: Path) -> None:
    assert [(p.code, p.origin.cell) for p in clean_problems("ordos", tmp_path)] == []


@pytest.mark.slow
def test_what_was_planted_is_found_and_nothing_else(ordos: DemoResult) -> None:
    assert (ordos.unexpected, ordos.not_found) == ((), ())
    codes = {code for _, code, *_ in ordos.found}
    assert codes == {"F-04", "F-05", "P-03", "R-19", "C-04"}


@pytest.mark.slow
def test_the_printed_figures(ordos: DemoResult) -> None:
    found = told(ordos)
    assert ordos.report.figures.period.kind == "total"
    assert found["cases_completed", None, None] == (798, "件")
    assert found["amount_recovered", None, None] == (6_062_150_000, "fen")
    assert found["persons_fined", None, None] == (1, "人")
    assert found["persons_detained", None, None] == (36, "人")
    assert found["persons_compelled", None, None] == (448, "人")
    assert found["cases_completed", "all_five", None] == (798, "件")


@pytest.mark.slow
@pytest.mark.parametrize("number", ["798件", "6062.15万元", "罚款1人", "拘留36人", "拘传448人"])
def test_the_screen_shows_them(ordos: DemoResult, number: str) -> None:
    assert number in screen(ordos)


@pytest.mark.slow
def test_every_figure_of_the_truth(ordos: DemoResult) -> None:
    found, truth = told(ordos), truth_of("ordos", CAMPAIGN)
    assert len(truth) > 250
    assert {key: found.get(key) for key in truth} == truth


@pytest.mark.slow
def test_classes_overlap_and_courts_share_a_debtor(ordos: DemoResult) -> None:
    found = told(ordos)

    def value(indicator: str, action: str | None = None, court: str | None = None) -> int:
        number, _ = found[indicator, action, court]
        assert number is not None
        return number

    whole = value("cases_completed")
    assert value("cases_completed", "livelihood") + value("cases_completed", "small") > whole
    courts = ("内06", *BASIC)
    assert sum(value("cases_completed", court=court) for court in courts) == whole
    # One man was brought in by two courts, and is one person of the city.
    assert sum(value("persons_compelled", court=court) for court in courts) == 449


@pytest.mark.slow
def test_child_support_is_livelihood_and_not_small(ordos: DemoResult) -> None:
    number = case_of("内0622", "抚养费纠纷", 11_150_000)
    assert number in cases_behind(ordos, "cases_completed", "livelihood")
    assert number in cases_behind(ordos, "cases_completed", "support")
    assert number not in cases_behind(ordos, "cases_completed", "small")


@pytest.mark.slow
def test_a_loan_of_140_000_yuan_is_neither(ordos: DemoResult) -> None:
    number = case_of("内0603", "借款合同纠纷", 14_000_000)
    for indicator in ("cases_completed", "amount_recovered"):
        assert number not in cases_behind(ordos, indicator)
