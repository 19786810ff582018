"""Hard acceptance scenarios through the command line: 25 (rules replayed), 26 to 29 (the clocks).

Told elsewhere: more of 27 in test_cli_chase (just sent, twice a day, an extension); the three
clocks of 29 as states of the board and its JSON in test_cli_board.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CAMPAIGN, WEEK, Desk, case_row, ledger
from tests.cli.test_cli_chase import BROKEN, DUE_CAMPAIGN, send
from tests.cli.test_cli_series import found, take, weekly

# Many runs of the whole program: `make test-slow`.
pytestmark = pytest.mark.slow

HEAD, _, REST = CAMPAIGN.partition("[[campaign.expects]]")

# 人次 and 万元 of fines in ten whole weeks.
FINES = ((2, 3), (3, 8), (2, 15), (1, 4), (2, 7), (3, 30), (2, 9), (2, 2), (1, 6.5), (2, 5))
CEILING = 3  # 万元 a fine, instead of the 10 of the law


@pytest.fixture(scope="module")
def fined(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ten weeks of one court with none of its fines above the ceiling. Shared: only read."""
    folder = tmp_path_factory.mktemp("fined")
    desk = desk_in(folder, CAMPAIGN.replace("2026-02-28", "2026-03-01"))
    files = [week_of_fines(folder, week)[0] for week in range(1, 11)]
    ran = desk("ingest", *files, "--received", "2026-03-02T09:00", "--json")
    said = [(one["status"], one["problems"]) for one in ran.json["data"]["returns"]]
    assert said == [("accepted", [])] * 10
    return desk


def desk_in(folder: Path, campaign: str) -> Desk:
    (folder / "desk").mkdir()
    (folder / "desk" / "enforce.toml").write_text(campaign, "utf-8")
    return Desk(folder / "desk")


def week_of_fines(folder: Path, week: int) -> tuple[Path, str]:
    times, money = FINES[week - 1]
    rows = (("罚款", "人次", times, None), ("罚款金额", "万元", money, None))
    return weekly(folder, week, *rows)


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
    lines = ('code = "R-13"', f"from = {from_week}", 'thresholds = { person_yuan = "30000" }')
    other = desk_in(tmp_path, "\n".join((CAMPAIGN, "[[campaign.check]]", *lines, "")))
    for week in (3, 5):
        asked = [code for code, _ in found(take(other, week_of_fines(tmp_path, week)))]
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


def test_scenario_27_a_file_that_cannot_be_opened_is_a_sign_of_life(
    new: Desk, tmp_path: Path
) -> None:
    (new.root / "enforce.toml").write_text(DUE_CAMPAIGN, "utf-8")
    path = tmp_path / "昌图县人民法院第02周案件台账.xlsx"
    path.write_bytes(b"PK\x03\x04")
    (one,) = new("ingest", path, "--received", "2025-12-30T12:59", "--json").json["data"]["returns"]
    assert (one["status"], [p["code"] for p in one["problems"]]) == ("returned", ["F-01"])

    def chased(at: str) -> set[str]:
        data = new("chase", "--known-at", at, "--date", "2025-12-28", "--dry-run", "--json")
        return {text["court"] for text in data.json["data"]["texts"]}

    assert (chased("2025-12-30T13:00"), chased("2025-12-30T13:05")) == (
        {"辽1202"}, {"辽1202", "辽1224"},
    )  # fmt: skip
    board = new("status", "--known-at", "2025-12-30T13:00", *WEEK, "--json").json["data"]
    (refused,) = board["refused"]
    assert (refused["court"], [p["code"] for p in refused["problems"]]) == ("辽1224", ["F-01"])


def reported(desk: Desk, *known_at: str) -> tuple[int, str]:
    """The exit code, and what the second week's bulletin says of how its returns came."""
    ran = desk("report", "--week", *WEEK, *known_at)
    return ran.code, ran.out[ran.out.index("应报") :]


def test_scenario_29_the_bulletin_tells_late_from_locked(new: Desk, tmp_path: Path) -> None:
    policy = DUE_CAMPAIGN.replace('scope = "actions"', 'scope = "actions"\nmissing = "block"')
    (new.root / "enforce.toml").write_text(policy, "utf-8")
    send(new, tmp_path, "2025-12-30T09:00", *BROKEN)
    code, said = reported(new, "--known-at", "2025-12-30T10:00")
    assert code == 4
    assert "迟报" not in said
    assert "1份（银州区法院1份）报表退回未改" in said
    send(new, tmp_path, "2025-12-31T09:00", case_row(11, 9000))
    code, said = reported(new, "--known-at", "2025-12-31T10:00")
    assert (code, "迟报：银州区法院（案件台账）。" in said) == (4, True)
    assert not any(words in said for words in ("锁定时仍未报", "退回未改"))
    code, said = reported(new, "--known-at", "2026-01-04T12:30")
    assert (code, "锁定时仍未报：昌图县法院（案件台账）。" in said) == (4, True)
    # Whoever is let off holds nothing back.
    assert new("run", "weekly", *WEEK).code == 7
    off = ("--from", "2025-12-22", "--until", "2025-12-28", "--by", "王某", "--reason", "系统升级")
    assert new("exempt", "昌图", *off).code == 0
    code, said = reported(new)
    assert (code, said.startswith("应报1家，全部报送。")) == (0, True)
    assert "经同意免报：昌图县法院（案件台账）。" in said
    assert "截至数据时点未报" not in said
    assert new("run", "weekly", *WEEK).code == 0
