"""Hard acceptance scenarios through the command line: rules replayed (25), clocks and chasing (26, 28).

Told elsewhere: 27 in test_cli_chase (just sent, twice a day, an extension), 29 in test_cli_board.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CAMPAIGN, Desk, case_row, ledger
from tests.cli.test_cli_chase import DUE_CAMPAIGN
from tests.cli.test_cli_series import found, take, weekly

HEAD, _, REST = CAMPAIGN.partition("[[campaign.expects]]")

# 件 fined and 万元 a week, from the campaign's second week to its tenth and last whole one.
FINES = ((2, 3), (3, 8), (2, 15), (1, 4), (2, 7), (3, 30), (2, 9), (2, 2), (1, 6.5))
CEILING = 3  # 万元 a fine, instead of the 10 of the law


@pytest.fixture(scope="module")
def fined(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Nine weeks of one court with none of its fines above the ceiling. Shared: only read."""
    from tests.cli.conftest import _made

    folder = tmp_path_factory.mktemp("fined")
    desk = _made(folder / "desk")
    for week, (times, money) in enumerate(FINES, 1):
        rows = (("罚款", "人次", times, None), ("罚款金额", "万元", money, None))
        assert found(take(desk, weekly(folder, week, *rows))) == []
    return desk


def last_day(week: int) -> str:
    return str(dt.date(2025, 12, 28) + dt.timedelta(days=7 * (week - 1)))


def changed(desk: Desk, *setting: str) -> tuple[list[str], list[str]]:
    """The periods in which problems appear and disappear."""
    data = desk("rules", "replay", "R-13", *setting, "--json").json["data"]
    return tuple(  # type: ignore[return-value]
        sorted(one["period"]["end"] for one in data[side]) for side in ("appearing", "disappearing")
    )


def test_scenario_25_a_threshold_changes_exactly_what_it_says(fined: Desk, tmp_path: Path) -> None:
    above = [last_day(n) for n, (times, money) in enumerate(FINES, 1) if money / times > CEILING]
    assert len(above) == 6
    assert changed(fined, "--set", "person_yuan=30000") == (above, [])
    from_week = last_day(5)
    later = [day for day in above if day >= from_week]
    assert changed(fined, "--set", "person_yuan=30000", "--since", from_week) == (later, [])
    # The same written into the campaign file holds for returns from that day on, and can be undone.
    other = Desk(tmp_path / "other")
    other.root.mkdir()
    setting = f'\n[[campaign.check]]\ncode = "R-13"\nfrom = {from_week}\nthresholds = {{ person_yuan = "30000" }}\n'
    (other.root / "enforce.toml").write_text(CAMPAIGN + setting, "utf-8")
    for week in (3, 5):
        times, money = FINES[week - 1]
        rows = (("罚款", "人次", times, None), ("罚款金额", "万元", money, None))
        asked = [code for code, _ in found(take(other, weekly(tmp_path, week, *rows)))]
        assert asked == (["R-13"] if week == 5 else []), week
    assert changed(other, "--off", "--since", from_week) == ([], [from_week])


def test_scenario_26_every_monday_of_2026(new: Desk) -> None:
    year = HEAD.replace("2025-12-20", "2026-01-01").replace("2026-02-28", "2026-12-31")
    due = (
        '[[campaign.expects]]\nform = "cases"\ncourts = ["辽1202"]\n'
        'due = { weekday = "monday", time = "12:00", holiday = "next" }\n'
    )
    (new.root / "enforce.toml").write_text(year.replace('"actions"', '"all"') + due, "utf-8")
    ran = new("status", "--known-at", "2027-01-20T09:00", "--date", "2026-12-31", "--all", "--json")
    slots = [one for one in ran.json["data"]["all"] if one["form"] == "cases"]
    moved: dict[str, str] = {}
    for slot in slots:
        end = dt.date.fromisoformat(slot["period"]["end"])
        usual = end + dt.timedelta(days=7 - end.weekday())
        assert slot["due"][10:] == "T12:00:00+08:00"
        if slot["due"][:10] != str(usual):
            moved[usual.strftime("%m-%d")] = slot["due"][5:10]
    assert len(slots) == 53
    assert moved == {
        "02-16": "02-24", "02-23": "02-24", "04-06": "04-07", "05-04": "05-06", "10-05": "10-08",
    }  # fmt: skip
    # The last week is due in a year nobody has published: by the weekday, said once, marked 暂按.
    assert [slot["by_weekday"] for slot in slots] == [False] * 52 + [True]
    assert ran.err.count("E-workdays") == 1
    assert "enforce config workdays 2027" in ran.err
    shown = new("status", "--known-at", "2027-01-20T09:00", "--date", "2026-12-31")
    assert (shown.code, "（暂按）" in shown.out) == (4, True)


def test_scenario_28_the_third_lateness_is_notified(new: Desk, tmp_path: Path) -> None:
    """Late in week 1 and resubmitted, late in week 2, overdue in week 3."""
    (new.root / "enforce.toml").write_text(DUE_CAMPAIGN, "utf-8")
    weeks = {
        "1": ("2025-12-20", "2025-12-21"), "2": ("2025-12-22", "2025-12-28"),
        "3": ("2025-12-29", "2026-01-04"),
    }  # fmt: skip

    def send(week: str, at: str, *, again: bool = False) -> None:
        rows = [case_row(11, 9000 * int(week) + (10 if again else 0))]
        name = f"铁岭市银州区人民法院第0{week}周案件台账{'（更正）' if again else ''}.xlsx"
        path = ledger(week, *weeks[week], *rows).save(tmp_path / name)
        assert new("ingest", path, "--received", at).code == 0

    def step(at: str, week: str) -> dict[str, Any]:
        wish = ("--court", "银州", "--date", weeks[week][1], "--dry-run", "--json")
        texts = new("chase", "--known-at", at, *wish).json["data"]["texts"]
        return texts[0] if texts else {"step": None, "text": ""}

    assert step("2025-12-22T10:00", "1")["step"] == "remind"
    assert step("2025-12-23T13:00", "1")["step"] == "urge"
    send("1", "2025-12-25T09:00")
    send("1", "2025-12-26T09:00", again=True)
    assert step("2025-12-26T10:00", "1")["step"] is None
    assert step("2025-12-30T13:00", "2")["step"] == "urge"
    send("2", "2025-12-31T09:00")
    assert step("2026-01-05T10:00", "3")["step"] == "remind"
    third = step("2026-01-06T13:00", "3")
    assert third["step"] == "notify"
    assert all(part in third["text"] for part in ("通报", "第1周", "12月25日", "第2周", "12月31日"))
    assert "12月26日" not in third["text"]
