"""What `enforce explain` lists adds up to the figure that is printed: for every figure of an issue."""

from __future__ import annotations

import datetime as dt

import pytest

from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.model.clock import now
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow import explain as explaining
from enforcement_cli.workflow.explain_ground import ExplainGround
from enforcement_cli.workflow.figures import figures_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import Workspace
from tests.cli.running import WEEK, Desk


@pytest.mark.slow
def test_every_figure_is_the_sum_of_its_parts(received: Desk) -> None:
    room, known_at = enter(Workspace(received.root)), now()
    wish = PeriodWish(kind="week", day=dt.date(2025, 12, 28))
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    indicators = all_indicators(room.own_indicators)
    wrong, checked = [], 0
    with open_store(room.workspace.store, write=False) as connection:
        figures = figures_of(connection, room, period, previous, known_at)
        by_key = {figure.key: figure for figure in figures.figures}
        for key, figure in by_key.items():
            indicator = indicators.get(key.indicator)
            if indicator is None or indicator.kind == "rate" or figure.value is None:
                continue
            asked = explaining.ExplainWish(
                indicator=key.indicator,
                period=wish,
                basis=key.basis,
                action=key.action,
                court=key.court,
            )
            ground = ExplainGround(room=room, figures=figures)
            found = explaining._explained(connection, indicator, asked, ground)
            checked += 1
            if found.figure != figure or found.total != figure.value:
                wrong.append((key, figure.value, found.total))
    assert wrong == []
    assert checked > 150


def test_the_parts_name_file_and_cell(received: Desk) -> None:
    ran = received("explain", "amount_recovered", "--week", *WEEK, "--court", "昌图", "--json")
    assert ran.code == 0
    (figure,) = ran.json["data"]["figures"]
    assert figure["unit"] == "fen"
    assert figure["value"] == figure["sum"] == sum(part["amount"] for part in figure["parts"])
    assert figure["value"] == received.figure("amount_recovered", court="辽1224")
    for part in figure["parts"]:
        assert part["court"] == "辽1224"
        assert part["case_no"].startswith("（2025）辽1224执")
        assert part["file"].startswith("昌图县人民法院第0")
        assert part["cell"].lstrip("J").isdigit()
        assert part["stated"] - (part["before_stated"] or 0) == part["amount"]


def test_a_rate_is_explained_by_its_two_counts(received: Desk) -> None:
    ran = received("explain", "completion_rate", "--cumulative", *WEEK, "--json")
    above, below = ran.json["data"]["figures"]
    assert (above["sum"], below["sum"]) == (above["value"], below["value"])
    shown = received.figure("completion_rate", basis="cumulative")
    assert abs(above["value"] / below["value"] - float(shown)) < 1e-6


@pytest.mark.parametrize("indicator", ["target_rate", "time_progress"])
def test_what_has_no_cases_says_so(received: Desk, indicator: str) -> None:
    ran = received("explain", indicator, "--week", *WEEK, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (6, "unknown")


def test_an_action_and_the_total_so_far(received: Desk) -> None:
    ran = received("explain", "执结", *WEEK, "--action", "wages", "--cumulative", "--json")
    (figure,) = ran.json["data"]["figures"]
    assert figure["sum"] == figure["value"] == len(figure["parts"])
    assert figure["value"] == received.figure("cases_closed", action="wages", basis="cumulative")


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("--team", "甲", "--officer", "乙"), 2, "usage"),
        (("--window", "专班", "--team", "甲"), 2, "usage"),
        (("--window", "专班"), 6, "unknown"),
        (("--officer", "查无此人", "--court", "昌图"), 6, "unknown"),
        (("--officer", "查无此人"), 6, "unknown"),
    ],
)
def test_whose_figure_is_asked_one_way(
    received: Desk, words: tuple[str, ...], code: int, name: str
) -> None:
    ran = received("explain", "cases_closed", "--week", *WEEK, *words, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (code, name)


def test_an_officers_figure_and_those_of_rows_that_name_nobody(received: Desk) -> None:
    rows = received("report", "--week", *WEEK, "--by", "officer", "--json").json["data"]["figures"]
    mine = [f for f in rows if f["indicator"] == "cases_closed" and f["basis"] == "cumulative"
            and f["officer"] and f["action"] is None and f["value"]]  # fmt: skip
    assert mine
    for figure in mine[:6]:
        ran = received(
            "explain", "cases_closed", "--cumulative", *WEEK, "--court", figure["court"],
            "--officer", figure["officer"], "--json",
        )  # fmt: skip
        (found,) = ran.json["data"]["figures"]
        assert found["value"] == found["sum"] == len(found["parts"]) == figure["value"]
