"""`enforce problems` and `versions` at the keyboard, and what the bulletin quotes."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.running import WEEK, Desk, case_row, ledger

SAID = ("--by", "银州区法院内勤", "--reason", "误记，已核减")


def problems(desk: Desk, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk("problems", "list", *arguments, "--json").json["data"][
        "problems"
    ]
    return found


def fall(desk: Desk) -> dict[str, Any]:
    (found,) = problems(desk, "--code", "P-01", "--all")
    return found


def send(
    desk: Desk, folder: Path, week: int, start: str, end: str, *rows: Any, name: str = ""
) -> Any:
    path = ledger(str(week), start, end, *rows).save(
        folder / f"铁岭市银州区人民法院第{week:02d}周案件台账{name}.xlsx"
    )
    return desk("ingest", path, "--received", f"{end}T20:00", "--json")


def test_list_is_narrowed_and_grouped(doubted: Desk) -> None:
    mine = fall(doubted)
    assert (mine["state"], mine["period"]["end"]) == ("open", "2025-12-28")
    assert mine["cell"].startswith("Sheet1!H")
    for arguments in (("--period", "第2周"), ("--severity", "query"), ("--court", "银州")):
        assert mine["id"] in [p["id"] for p in problems(doubted, *arguments)]
    for arguments in (
        ("--period", "第1周"), ("--severity", "return"), ("--court", "昌图"), ("--code", "V-10"),
        ("--state", "expired"),
    ):  # fmt: skip
        assert mine["id"] not in [p["id"] for p in problems(doubted, *arguments)]
    shown = doubted("problems", "list", "--code", "P-01").out.splitlines()
    assert shown[0] == "银州区法院"
    assert shown[-1] == "共 1 项。"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list", "--state", "closed"), 2),
        (("list", "--severity", "bad"), 2),
        (("list", "--period", "第99周"), 6),
        (("show", "999"), 6),
        (("explain", *SAID), 2),
        (("explain", "P-01", "--by", "甲", "--reason", "  "), 2),
        (("explain", "P-01", *SAID, "--until", "下周"), 2),
        (("explain", "P-01", *SAID, "--until", "第1周"), 2),
        (("explain", "P-01", *SAID, "--within", "很多"), 2),
        (("explain", "P-01", *SAID, "--cell", "Sheet1!A1"), 6),
        (("waive", "P-01", *SAID), 2),
        (("reopen", "1", "--by", "甲", "--reason", "错"), 2),
        (("export", "--output", "台账.pdf"), 2),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    doubted: Desk, arguments: tuple[str, ...], code: int
) -> None:
    if arguments[0] == "reopen":
        arguments = ("reopen", str(fall(doubted)["id"]), *arguments[2:])
    ran = doubted("problems", *arguments, "--json")
    assert (ran.code, ran.json["status"]) == (code, "failed")
    assert fall(doubted)["state"] == "open"


def test_explained_with_a_limit_shown_taken_back(doubted: Desk) -> None:
    number = str(fall(doubted)["id"])
    ran = doubted("problems", "explain", number, *SAID, "--until", "第6周", "--json")
    assert ran.json["data"] == {"explained": [int(number)], "until": "2026-01-18"}
    answer = fall(doubted)["answer"]
    assert (answer["by"], answer["reason"], answer["until"]) == (
        "银州区法院内勤", "误记，已核减", "2026-01-18",
    )  # fmt: skip
    shown = doubted("problems", "show", number, "--json").json["data"]
    assert [one["what"] for one in shown["history"]] == ["explained"]
    assert shown["why"]
    text = doubted("problems", "show", number).out
    assert all(part in text for part in ("误记，已核减", "有效至 2026-01-18", "Sheet1!H"))
    ran = doubted("problems", "reopen", number, "--by", "甲", "--reason", "说错了", "--json")
    assert ran.json["data"] == {"reopened": [int(number)]}
    assert fall(doubted)["state"] == "open"


def test_waived_needs_a_yes_and_changes_no_figure(doubted: Desk) -> None:
    before = doubted.figure("amount_recovered", court="辽1202")
    ran = doubted("problems", "waive", "P-01", *SAID, "--yes", "--json")
    assert ran.json["data"] == {"waived": [fall(doubted)["id"]]}
    assert fall(doubted)["state"] == "waived"
    assert doubted.figure("amount_recovered", court="辽1202") == before


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_ledger_has_a_row_a_problem(doubted: Desk, tmp_path: Path, suffix: str) -> None:
    formula = ("--by", "甲", "--reason", "=1+1")
    assert doubted("problems", "explain", "P-01", *formula).code == 0
    path = tmp_path / f"台账.{suffix}"
    ran = doubted("problems", "export", "--output", path, "--json")
    if suffix == "xlsx":
        page = openpyxl.load_workbook(path).worksheets[0]
        rows = [list(row) for row in page.iter_rows(values_only=True)]
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    assert ran.json["data"]["rows"] == len(rows) - 1
    place = {name: i for i, name in enumerate(rows[0])}
    (mine,) = [row for row in rows if row[place["代码"]] == "P-01"]
    assert [mine[place[name]] for name in ("法院", "期次", "状态", "答复人")] == [
        "银州区法院", "第2周", "已说明", "甲",
    ]  # fmt: skip
    assert str(mine[place["说明"]]).lstrip("'") == "=1+1"
    assert suffix == "xlsx" or mine[place["说明"]] == "'=1+1"
    if suffix == "xlsx":
        assert page.cell(row=rows.index(mine) + 1, column=place["说明"] + 1).data_type == "s"


def test_the_ledger_stands_with_the_bulletins_by_default(doubted: Desk) -> None:
    ran = doubted("problems", "export", "--known-at", "2026-01-05", "--json")
    path = Path(ran.json["data"]["file"])
    assert (path.parent, path.name) == (doubted.root / "bulletins", "核实台账-20260105.xlsx")


def test_a_new_version_is_told_of_and_shown(doubted: Desk, tmp_path: Path) -> None:
    ran = send(
        doubted, tmp_path, 2, "2025-12-22", "2025-12-28", case_row(11, 9000), case_row(12, 800),
        name="（更正）",
    )  # fmt: skip
    (found,) = ran.json["data"]["returns"]
    assert "Z-01" in [p["code"] for p in found["problems"]]
    assert fall(doubted)["state"] == "corrected"
    ran = doubted("versions", "银州", "--form", "cases", *WEEK, "--json")
    (slot,) = ran.json["data"]["returns"]
    first, second = slot["versions"]
    assert "changes" not in first
    assert [(c["field"], c["before"], c["now"]) for c in second["changes"]] == [
        ("recovered_fen", "400000", "900000"), ("recovered_fen", "70000", "80000"),
    ]  # fmt: skip
    text = doubted("versions", "银州", *WEEK).out
    assert "4000.00→9000.00元（Sheet1!H4）" in text
    assert doubted("versions", "昌图", "--json").code == 6


def test_an_explanation_is_quoted_in_the_notes_of_its_period(new: Desk, tmp_path: Path) -> None:
    closed = "2025-12-23"
    send(new, tmp_path, 1, "2025-12-20", "2025-12-21", case_row(11, 9000, closed="2025-12-20"))
    send(new, tmp_path, 2, "2025-12-22", "2025-12-28", case_row(12, 100, closed=closed))
    mine = [p["code"] for p in problems(new, "--period", "第2周", "--severity", "query")]
    assert "Z-08" in mine
    said = ("--by", "甲", "--reason", "已移送\n管辖\u202e", "--until", "第4周")
    assert new("problems", "explain", "Z-08", *said).code == 0
    out = new("report", *("--week", *WEEK)).out
    (line,) = [line for line in out.splitlines() if "情况说明" in line]
    assert "情况说明：已移送 管辖（银州区法院，第2周，有效至1月4日）" in line
    before = new("report", "--week", "--date", "2025-12-21").out
    assert "情况说明" not in before
