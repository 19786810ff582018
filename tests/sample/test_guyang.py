"""固阳: two months of a campaign, a team since January and a half-year of joint actions beside it."""

from pathlib import Path

import pytest

from enforcement_cli.bulletin.material import WindowFigures
from enforcement_cli.workflow.demo import DemoResult
from tests.sample.samples import clean_problems, demo_of, made_again, screen, told, truth_of


@pytest.fixture(scope="module")
def guyang(shared: Path) -> DemoResult:
    return demo_of(shared, "guyang")


def window(result: DemoResult, name: str) -> WindowFigures:
    (found,) = (each for each in result.report.material.windows if name in each.name)
    return found


def values(found: WindowFigures) -> dict[str, tuple[int | None, str]]:
    return {
        key.indicator: (figure.value, figure.unit)
        for key, figure in found.figures.items()
        if key.indicator in found.indicators and key.basis == "period"
        and key.court is None and key.action is None
    }  # fmt: skip


def test_it_is_made_again_to_the_byte(tmp_path: Path) -> None:
    assert made_again("guyang", tmp_path) == []


@pytest.mark.slow
def test_without_faults_nothing_is_asked(tmp_path: Path) -> None:
    assert [(p.code, p.origin.cell) for p in clean_problems("guyang", tmp_path)] == []


@pytest.mark.slow
def test_what_was_planted_is_found_and_nothing_else(guyang: DemoResult) -> None:
    assert (guyang.unexpected, guyang.not_found) == ((), ())
    assert {code for _, code, *_ in guyang.found} == {"F-14", "R-25", "V-16", "V-17"}


@pytest.mark.slow
def test_the_printed_figures(guyang: DemoResult) -> None:
    found = told(guyang)
    assert guyang.report.figures.period.kind == "total"
    assert found["cases_closed", None, None] == (383, "件")
    assert found["amount_recovered", None, None] == (1_233_480_000, "fen")
    assert found["persons_summoned", None, None] == (93, "人次")
    # Detentions carry identity numbers, so that persons can be counted.
    assert found["persons_detained", None, None] == (3, "人")
    truth = truth_of("guyang", "assault2025")
    assert {key: found.get(key) for key in truth} == truth


@pytest.mark.slow
def test_the_team_stands_beside_with_its_own_days_and_unit(guyang: DemoResult) -> None:
    team = window(guyang, "专职团队")
    assert (team.start.isoformat(), team.end.isoformat()) == ("2025-01-01", "2025-12-14")
    assert values(team) == {
        "persons_compelled": (164, "人次"),
        "persons_detained": (9, "人次"),
    }


@pytest.mark.slow
def test_joint_actions_stand_beside(guyang: DemoResult) -> None:
    joint = window(guyang, "联合行动")
    assert values(joint) == {"operations": (4, "次"), "persons_tracked": (80, "人次")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "number",
    ["383件", "1233.48万元", "传唤93人次", "司法拘留3人", "拘传164人次", "司法拘留9人次",
     "集中行动4次", "行程轨迹80人次"],
)  # fmt: skip
def test_the_screen_shows_them_side_by_side(guyang: DemoResult, number: str) -> None:
    assert number in screen(guyang)


@pytest.mark.slow
def test_a_notice_of_detention_is_none(guyang: DemoResult) -> None:
    """Six 预拘留 were served in the campaign: notices, each of them of no person detained."""
    found = told(guyang)
    assert found["pre_penalty_notices", None, None] == (6, "份")
    assert found["persons_detained", None, None] == (3, "人")
