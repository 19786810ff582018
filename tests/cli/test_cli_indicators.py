"""`enforce indicators`: the card of a definition, and a workspace's own definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Desk, enforce

MINE = """\
[[indicator]]
id = "cases_above"
name = "十万元以上执结"
unit = "件"
kind = "events"
form = "cases"
table = "cases"
day = "closed_on"
where = "claim_fen > 10000000"
source = "结案日期在期内，申请执行标的大于10万元"
"""


def write(desk: Desk, text: str) -> Desk:
    (desk.root / "indicators.toml").write_text(text, encoding="utf-8")
    return desk


def test_the_list_is_narrowed_by_unit_and_form() -> None:
    def ids(*options: str) -> set[str]:
        ran = enforce("indicators", "list", *options, "--json")
        return {one["id"] for one in ran.json["data"]["indicators"]}

    every = ids()
    assert {"cases_closed", "recovery_rate", "target_rate", "time_progress"} <= every
    assert ids("--unit", "台") == {"vehicles_seized"}
    assert "amount_recovered" in ids("--unit", "元")
    assert ids("--unit", "人") <= ids("--unit", "人次")
    assert ids("--form", "payouts") == {"amount_paid_out", "cases_paid_out", "persons_paid"}
    ran = enforce("indicators", "list", "--unit", "斤")
    assert ran.code == 2
    assert "人次" in ran.err


def test_the_card_is_shown_outside_of_a_workspace_too() -> None:
    ran = enforce("indicators", "show", "终本率")
    assert ran.code == 0
    for word in ("interim_rate_of_accepted", "first_closed_interim", "first_received", "常见争议"):
        assert word in ran.out
    assert "在本行动中" not in ran.out


def test_in_a_workspace_the_card_says_what_the_campaign_makes_of_it(new: Desk) -> None:
    card = new("indicators", "show", "cases_closed", "--json").json["data"]["card"]
    assert "2026-02-28" in card["在本行动中"]
    assert "目标1项" in card["在本行动中"]


def test_an_own_indicator_has_its_card_its_statement_and_its_place(new: Desk) -> None:
    write(new, MINE)
    data = new("indicators", "show", "十万元以上执结", "--json").json["data"]
    assert data["id"] == "cases_above"
    assert "indicators.toml 第1行" in data["card"]["来源"]
    assert new("indicators", "check").code == 0
    assert new("indicators", "check", "--json").json["data"]["indicators"] == ["cases_above"]


def test_nothing_of_ours_is_compiled_for_what_is_worked_out_of_figures(own: Desk) -> None:
    assert "claim_fen" in own("indicators", "show", "amount_claimed", "--sql").out
    assert own("indicators", "show", "time_progress", "--sql").code == 2
    assert own("indicators", "show", "time_progress").code == 0


def test_every_wrong_declaration_is_told_with_its_line(new: Desk) -> None:
    broken = MINE.replace("claim_fen", "claim_fn") + MINE.replace("_above", "_two").replace(
        "十万元以上执结", "另一个"
    ).replace('"件"', '"人"')
    ran = write(new, broken)("indicators", "check")
    assert ran.code == 5
    for word in ("第9行", "是不是 claim_fen", "第14行", "人次"):
        assert word in ran.err
    error = new("indicators", "check", "--json").json["error"]
    assert error["code"] == "configuration"


@pytest.mark.parametrize("command", [("report", "--week"), ("indicators", "list")])
def test_a_wrong_declaration_stops_what_would_rest_on_it(
    own: Desk, command: tuple[str, ...]
) -> None:
    ran = write(own, MINE.replace("closed_on", "close_on"))(*command)
    assert ran.code == 5
    assert "indicators.toml 第8行" in ran.err


def test_a_file_anywhere_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE + "since = 2026-13-01\n", encoding="utf-8")
    ran = enforce("indicators", "check", path)
    assert ran.code == 5
    assert "mine.toml 第11行" in ran.err
    assert enforce("indicators", "check", tmp_path / "none.toml").code == 6


def test_an_indicator_out_of_its_days_gives_no_figure(own: Desk) -> None:
    write(own, MINE + "until = 2025-12-27\n")
    assert not [f for f in own.figures() if f["indicator"] == "cases_above"]
    write(own, MINE + "until = 2025-12-28\n")
    assert [f for f in own.figures() if f["indicator"] == "cases_above"]
