"""Hard acceptance scenarios of checking, through the command line: 13, 16, 17, 18, 20, 21, 22.

Told elsewhere: 14 in test_cli_sendback (500 bad cells are one group), 15 in test_marked_copy and
test_cli_sendback, 19 in tests/defects, 23 in test_difference, 24 in test_cli_series; 25 to 29 in
test_scenarios_chasing.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.vocabulary import checks
from tests.builder import Book, book
from tests.cli.running import CAMPAIGN, Desk, Ran, case_row, enforce, ledger
from tests.cli.test_cli_series import closed, found, open_ones, take, weekly

# Many runs of the whole program: `make test-slow`.
pytestmark = pytest.mark.slow

SECOND = ("2", "2025-12-22", "2025-12-28")
LEDGER = "铁岭市银州区人民法院第02周案件台账"
AT = "2025-12-29T09:00"


def send(desk: Desk, made: Book, name: str = LEDGER, received: str = AT) -> Ran:
    return desk("ingest", made.save(desk.root / f"{name}.xlsx"), "--received", received, "--json")


def listed(desk: Desk, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk("problems", "list", "--json", *more).json["data"]["problems"]
    return found


def rewrite(desk: Desk, old: str, new: str) -> None:
    file = desk.root / "enforce.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("column", "code"),
    [("执行案号", "S-07"), ("立案时间", "S-19"), ("案由", "S-19"), ("申请标的（元）", "S-19"),
     ("结案时间", "R-26"), ("结案方式", "R-26")],
)  # fmt: skip
def test_scenario_13_a_missing_column_is_one_finding(new: Desk, column: str, code: str) -> None:
    rows = [case_row(n, 50000, closed="2025-12-24" if n % 3 else None) for n in range(20, 60)]
    made = ledger(*SECOND, *rows)
    place = made.here.rows[2].index(column)
    for cells in made.here.rows[2:]:
        del cells[place]
    ran = send(new, made)
    (one,) = ran.json["data"]["returns"]
    said = [p["code"] for p in one["problems"] if p["severity"] != "fixed"]
    assert (ran.code, said) == (3, [code])


def about(serial: int) -> tuple[Any, ...]:
    """A row whose money is no number."""
    row = case_row(serial, 0)
    return (*row[:7], "约三千", *row[8:])


def test_scenario_16_two_put_right_one_left_one_new(new: Desk) -> None:
    fine = [case_row(n, 100) for n in range(100, 170)]
    early = case_row(11, 50000, closed="2025-02-01")
    send(new, ledger(*SECOND, early, case_row(12, 60000), about(13), *fine))
    assert sorted(p["code"] for p in listed(new)) == ["R-08", "R-16", "V-08"]
    right = (case_row(11, 50000, closed="2025-12-24"), case_row(13, 3000))
    again = ledger(*SECOND, right[0], case_row(12, 60000), right[1], about(100), *fine[1:])
    ran = send(new, again, f"{LEDGER}（更正）", "2025-12-30T09:00")
    assert ran.code == 3
    assert sorted(p["code"] for p in listed(new)) == ["R-08", "V-08", "Z-01", "Z-04", "Z-05"]
    by_code = {p["code"]: p["message"] for p in listed(new)}
    assert "R-08 （2025）辽1202执12号" in by_code["Z-04"]
    assert "V-08 （2025）辽1202执100号" in by_code["Z-05"]
    (slot,) = new("versions", "银州", "--json").json["data"]["returns"]
    first, second = slot["versions"]
    assert [v["received_at"][:10] for v in (first, second)] == ["2025-12-29", "2025-12-30"]
    assert (second["put_right"], second["found_again"], second["found_new"]) == (
        ["V-08 （2025）辽1202执13号", "R-16 （2025）辽1202执11号"],
        ["R-08 （2025）辽1202执12号"],
        ["V-08 （2025）辽1202执100号"],
    )
    gone = {(p["code"], p["case_no"]) for p in listed(new, "--state", "corrected")}
    assert {("R-16", "（2025）辽1202执11号"), ("V-08", "（2025）辽1202执13号")} <= gone


def criminal(desk: Desk, folder: Path, week: int, cases: int, persons: int) -> list[str]:
    """The codes of a week (of the campaign) with more cases than persons handed over."""
    rows = (("移送拒执", "件", None, cases), ("移送拒执", "人", None, persons))
    return [code for code, _ in found(take(desk, weekly(folder, week - 1, *rows)))]


@pytest.mark.parametrize(("fourth", "asked"), [(24, False), (25, True)])
def test_scenario_17_explained_until_a_week_and_within_a_share(
    new: Desk, tmp_path: Path, fourth: int, asked: bool
) -> None:
    assert criminal(new, tmp_path, 3, 20, 16) == ["R-11"]
    said = ("--by", "王某", "--reason", "一人多案", "--until", "第6周", "--within", "20%")
    assert new("problems", "explain", "R-11", "--court", "银州", *said).code == 0
    assert criminal(new, tmp_path, 4, fourth, 16) == (["R-11"] if asked else [])
    if asked:
        (again,) = listed(new)
        assert all(part in again["asked_again"] for part in ("第3周", "一人多案", "20%"))
        return
    assert (criminal(new, tmp_path, 5, 24, 17), open_ones(new)) == ([], [])
    assert criminal(new, tmp_path, 6, 24, 17) == ["R-11"]
    assert [p["state"] for p in listed(new, "--all")] == [
        "expired", "explained", "explained", "open",
    ]  # fmt: skip


def wrong_in_many_ways() -> list[tuple[Book, str, str]]:
    """Two weeks of two courts that contradict themselves, each other and their past."""
    days = ("3", "2025-12-29", "2026-01-04")
    rows = [case_row(n, 500) for n in range(14, 40)]
    low = [case_row(n, 100 if n < 20 else 500) for n in range(16, 40)]
    later = [case_row(11, 60000), about(12), case_row(13, 10, closed="2025-12-30"), *low]
    own = [(n, f"（2025）辽1224执{n}号", *case_row(n, 500)[2:]) for n in range(60, 80)]
    stranger = ledger(*days, *own, case_row(30, 500))
    stranger.here.rows[0] = ["昌图县人民法院案件台账（第3周）"]
    at = "2026-01-05T09:00"
    return [
        (ledger(*SECOND, *rows), LEDGER, AT),
        (ledger(*days, *later), LEDGER.replace("02", "03"), at),
        (stranger, "昌图县人民法院第03周案件台账", at),
    ]


def findings(desk: Desk) -> list[tuple[Any, ...]]:
    """What is open, without the cells and numbers that the order of rows and files decides."""
    keys = ("code", "severity", "court", "form", "case_no")
    return sorted((*(str(p[k]) for k in keys), p["period"]["end"]) for p in listed(desk))


def test_scenario_18_no_order_changes_what_is_found(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = wrong_in_many_ways()
    for made, name, at in sent:
        send(new, made, name, at)
    wanted = findings(new)
    assert {"R-08", "V-08", "R-20", "P-01", "Z-08", "C-01"} <= {one[0] for one in wanted}
    head, _, rest = CAMPAIGN.partition("[[court]]")
    courts, _, rest = rest.partition("[[campaign]]")
    turned = "[[court]]".join([head, *reversed(courts.split("[[court]]"))])
    other = Desk(tmp_path / "other")
    assert enforce("init", other.root).code == 0
    (other.root / "enforce.toml").write_text(f"{turned}[[campaign]]{rest}", "utf-8")
    rng = random.Random(18)
    rules = list(checks.catalogue().items())
    mixed = dict(rng.sample(rules, len(rules)))
    monkeypatch.setattr(checks, "catalogue", lambda: mixed)
    for made, name, at in reversed(sent):
        body = made.here.rows[3:]
        made.here.rows[3:] = rng.sample(body, len(body))
        send(other, made, name, at)
    assert findings(other) == wanted


FOUR = (("欠薪", "wage", 87.7), ("劳务", "migrant_wage", 170.93), ("交通事故", "traffic", 174),
        ("工伤", "work_injury", 1797))  # fmt: skip


@pytest.mark.parametrize(
    ("also", "whole", "codes"),
    [("", 1887.06, ["R-02"]), (', "injury"', 1887.06, []), (', "injury"', 2229.63, ["X-12"])],
)
def test_scenario_20_parts_that_do_not_make_up_their_whole(
    new: Desk, also: str, whole: float, codes: list[str]
) -> None:
    actions = "".join(
        f'[[campaign.action]]\nid = "{cause}"\nname = "{name}专项"\ncauses = ["{cause}"{also}]\n\n'
        for name, cause, _ in FOUR
    )
    head = CAMPAIGN.partition("[[campaign.expects]]")[0]
    (new.root / "enforce.toml").write_text(head + actions, "utf-8")
    made = book().title("银州区法院专项行动周报表（2025年12月22日至12月28日）")
    made.row("类别", "本周到位金额（万元）", "备注")
    for name, _, value in FOUR:
        made.row(f"{name}专项", value, None)
    ran = send(new, made.row("合计", whole, None), "银州区法院周报")
    (one,) = ran.json["data"]["returns"]
    assert [p["code"] for p in one["problems"]] == codes
    printed = new("report", "--week", "--date", "2025-12-28").out
    assert "2229.63" not in printed
    if codes == ["R-02"]:
        assert "差 342.57万元" in one["problems"][0]["message"]
        assert (one["status"], "1887.06" in printed) == ("returned", False)
    else:
        assert ("1887.06" in printed) == (codes == [])
        assert "分项数不作累加" in printed


@pytest.mark.parametrize(
    ("label", "whole", "codes"),
    [("合计", 1198, ["X-12"]), ("合计（去重）", 1198, ["X-12"]), ("合计（去重）", 1003, [])],
)
def test_scenario_21_overlapping_counts_are_never_added(
    new: Desk, label: str, whole: int, codes: list[str]
) -> None:
    made = book().title("银州区法院专项行动周报表（2025年12月22日至12月28日）")
    made.row("类别", "本周执结（件）", "累计执结（件）")
    for name, value in (("小标的案件", 913), ("涉民生案件", 190), ("整治欠薪案件", 95)):
        made.row(name, value, value)
    ran = send(new, made.row(label, whole, None), "银州区法院周报")
    (one,) = ran.json["data"]["returns"]
    assert [p["code"] for p in one["problems"]] == codes
    printed = new("report", "--week", "--date", "2025-12-28").out
    assert all(f"{value}（报）" in printed for value in (913, 190, 95))
    assert ("1003（报）" in printed) == (whole == 1003)
    assert not any(text in printed for text in ("1198", "1 198", "1,198"))


def test_scenario_21_the_days_are_told_both_ways_and_asked(new: Desk, tmp_path: Path) -> None:
    said = enforce("init", tmp_path / "fresh").out
    assert all(part in said for part in ("60 天", "59 天", "“60天”"))
    assert "方案按哪一种算" not in said
    rewrite(new, 'scope = "actions"', 'scope = "actions"\nlabel = "70天"')
    said = new("config", "show").out
    assert all(part in said for part in ("71 天", "70 天", "“70天”", "方案按哪一种算"))


def test_scenario_22_a_correction_of_a_published_week_is_told(new: Desk, tmp_path: Path) -> None:
    for week, row in enumerate((closed(10, 10), closed(12, 22), closed(15, 37)), 1):
        assert found(take(new, weekly(tmp_path, week, row))) == []
    assert new("run", "weekly", "--date", "2026-01-11", "--json").json["data"]["issue"] == 1
    path, _ = weekly(tmp_path, 2, closed(42, 52), note="（更正）")
    ran = new("ingest", path, "--json")
    (one,) = ran.json["data"]["returns"]
    assert sorted(p["code"] for p in one["problems"]) == ["Z-01", "Z-03"]
