"""`enforce rules`, and what a campaign says of the checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, Desk, case_row, enforce, ledger

FIRST = ("1", "2025-12-20", "2025-12-21")
SECOND = ("2", "2025-12-22", "2025-12-28")


def above(folder: Path, week: tuple[str, str, str], *recovered: int) -> Path:
    """A ledger whose cases claim 50,000 元 each and have recovered what is given."""
    rows = [case_row(number, money) for number, money in enumerate(recovered, 1)]
    return ledger(week[0], week[1], week[2], *rows).save(folder / f"银州第{week[0]}周.xlsx")


def with_setting(desk: Desk, *lines: str) -> Desk:
    """The desk with a `[[campaign.check]]`."""
    text = CAMPAIGN + "\n[[campaign.check]]\n" + "\n".join(lines) + "\n"
    (desk.root / "enforce.toml").write_text(text, encoding="utf-8")
    return desk


def codes(desk: Desk, path: Path) -> list[tuple[str, str]]:
    """(code, severity) of what a check of the file says of money above the claim."""
    return [
        (p["code"], p["severity"])
        for one in desk("check", path, "--json").json["data"]["returns"]
        for p in one["problems"]
        if p["code"] == "R-08"
    ]


def test_every_check_is_listed_with_its_card_outside_of_a_workspace_too() -> None:
    ran = enforce("rules", "list", "--json")
    cards = {card["code"]: card for card in ran.json["data"]["rules"]}
    assert ran.code == 0
    assert {"F-01", "S-11", "V-16", "R-08", "X-01", "P-01", "C-01", "Z-08", "T-05", "B-01"} <= set(
        cards
    )
    assert all(card["why"] and card["fails"] and card["passes"] for card in cards.values())
    assert cards["R-06"]["on"] is False
    # What no form can feed is told, with what it waits for.
    assert cards["C-09"]["waits"]
    assert cards["C-09"]["on"] is False


def test_a_code_is_known_however_it_is_typed_and_an_unknown_one_is_suggested() -> None:
    assert enforce("rules", "show", "r8", "--json").json["data"]["code"] == "R-08"
    ran = enforce("rules", "show", "R-98")
    assert ran.code == 6
    assert "是不是 R-" in ran.err


def test_a_rule_is_tried_on_a_file_and_nothing_is_kept(new: Desk, tmp_path: Path) -> None:
    path = above(tmp_path, FIRST, 60000, 40000)
    ran = new("rules", "test", "R-08", path, "--json")
    assert ran.code == 3
    (tried,) = ran.json["data"]["tried"]
    assert [p["cell"] for p in tried["problems"]] == ["Sheet1!H4"]
    assert new("rules", "test", "R-19", path, "--json").code == 0
    assert not (new.root / "store.duckdb").exists()


def test_a_campaign_switches_a_check_off(new: Desk, tmp_path: Path) -> None:
    path = above(tmp_path, FIRST, 60000)
    assert codes(new, path) == [("R-08", "query")]
    assert codes(with_setting(new, 'code = "R-08"', "on = false"), path) == []


def test_a_check_made_strict_holds_the_row(new: Desk, tmp_path: Path) -> None:
    path = above(tmp_path, FIRST, 60000, *range(20001, 20041))
    with_setting(new, 'code = "R-08"', 'severity = "return"')
    (one,) = new("check", path, "--json").json["data"]["returns"]
    assert (one["status"], one["rows"], one["held"]) == ("gaps", 41, 1)


def test_a_setting_holds_from_its_day_on(new: Desk, tmp_path: Path) -> None:
    with_setting(new, 'code = "R-08"', "on = false", "from = 2025-12-28")
    assert codes(new, above(tmp_path, FIRST, 60000)) == [("R-08", "query")]
    assert codes(new, above(tmp_path, SECOND, 60000)) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (('code = "R-98"',), "不是检查的代码"),
        (('code = "V-16"', "on = false"), "不能关"),
        (('code = "R-13"', 'thresholds = { personyuan = "1" }'), "person_yuan"),
        (('code = "C-09"',), "尚未提供"),
        (('code = "R-08"', "from = 2026-01-05", "until = 2026-01-01"), "早于"),
    ],
)
def test_a_wrong_setting_is_an_error_with_its_line(
    new: Desk, lines: tuple[str, ...], words: str
) -> None:
    ran = with_setting(new, *lines)("config", "show")
    assert ran.code == 5
    assert "enforce.toml 第" in ran.err
    assert words in ran.err


def test_replay_lists_exactly_what_another_setting_changes(new: Desk, tmp_path: Path) -> None:
    for week, money in ((FIRST, (60000, 40000)), (SECOND, (60000, 70000))):
        ran = new("ingest", above(tmp_path, week, *money), "--received", f"{week[2]}T20:00")
        assert ran.code in (0, 3)
    off = new("rules", "replay", "R-23", "--off", "--json").json["data"]
    assert (off["appearing"], off["disappearing"]) == ([], [])
    fines = new("rules", "replay", "V-20", "--severity", "note", "--json")
    assert fines.code == 0
    assert fines.json["data"]["setting"].startswith("[[campaign.check]]")
    assert new("rules", "replay", "R-13", "--set", "nothing=1").code == 2
