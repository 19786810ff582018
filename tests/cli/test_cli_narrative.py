"""A court's text as its return: counted, asked about, explained, corrected, held against its table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builder import book
from tests.cli.running import CAMPAIGN, WEEK, Desk, Ran, enforce
from tests.corpus.raw import docx

TITLE = ("铁岭市银州区人民法院冬季行动战报", "（2025年12月22日至12月28日）")
FIRST = "本周，全院执结12件，执行到位113万余元，拘传3人次。此次行动，拘留2人。"
OTHERS = "昌图县法院本周执结30件。今年以来，我院执结2251件。行动以来，累计执结120件。"
STORY = "被执行人王某某当场履行2万元，5位农民工领到拖欠的工资。"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The second week: 银州 is to send a text."""
    root = tmp_path / "desk"
    assert enforce("init", root).code == 0
    (root / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    return Desk(root)


@pytest.fixture
def send(desk: Desk) -> Callable[..., Ran]:
    folder = desk.root.parent / "sent"
    folder.mkdir()

    def sent(name: str, *lines: str, at: str) -> Ran:
        path = folder / name
        if path.suffix == ".docx":
            docx(path, *TITLE, *lines)
        else:
            path.write_text("\r\n".join((*TITLE, *lines)), "gb18030")
        return desk("ingest", path, "--received", at, "--json")

    return sent


def value(desk: Desk, indicator: str, basis: str = "period") -> tuple[int | None, str]:
    (found,) = [
        figure
        for figure in desk.figures()
        if (figure["indicator"], figure["basis"], figure["court"], figure["action"])
        == (indicator, basis, "辽1202", None)
    ]
    return found["value"], found["note"]


def statements(desk: Desk) -> list[dict[str, str]]:
    out = desk("export", "statements").out.lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(out)))


def test_a_text_from_its_receipt_to_the_table_that_stands_above_it(
    desk: Desk, send: Callable[..., Ran], tmp_path: Path
) -> None:
    a_text_is_counted_and_what_it_leaves_open_is_asked(desk, send)
    the_problems_and_the_list_sent_back_show_the_sentence(desk, tmp_path)
    what_is_explained_counts_and_what_is_waived_stays_out(desk)
    a_figure_is_explained_by_file_place_and_sentence(desk)
    a_corrected_text_supersedes(desk, send)
    a_table_of_the_same_days_stands_above_the_text(desk, tmp_path)


def a_text_is_counted_and_what_it_leaves_open_is_asked(
    desk: Desk, send: Callable[..., Ran]
) -> None:
    ran = send("银州战报.txt", FIRST, OTHERS, STORY, at="2025-12-29T12:00")
    (one,) = ran.json["data"]["returns"]
    assert (ran.code, one["form"], one["status"], one["rows"]) == (3, "narrative", "gaps", 5)
    assert [(p["code"], p["cell"]) for p in one["problems"]] == [
        ("F-17", ""),
        ("V-27", "正文 第3段 16–21字"),
        ("S-31", "正文 第3段 36–37字"),
        ("S-30", "正文 第4段 10–12字"),
        ("S-32", "正文 第4段 23–27字"),
    ]
    assert {name: number for name, number in one["totals"].items() if "amount" in name} == {}
    assert value(desk, "cases_closed") == (12, "报送数")
    assert value(desk, "cases_closed", "cumulative") == (120, "报送数")
    assert value(desk, "persons_compelled") == (3, "报送数")
    assert value(desk, "amount_recovered") == (None, "存疑")
    doubts = {row["indicator"]: row["doubt"] for row in statements(desk) if row["doubt"]}
    assert doubts == {"amount_recovered": "V-27", "persons_detained": "S-31"}


def the_problems_and_the_list_sent_back_show_the_sentence(desk: Desk, tmp_path: Path) -> None:
    problems = desk("problems", "list", "--json").json["data"]["problems"]
    asked = {p["code"]: (p["cell"], p["message"]) for p in problems}
    cell, message = asked["S-31"]
    assert cell == "正文 第3段 36–37字"
    assert "此次行动，拘留2人" in message
    path = desk.root.parent / "sent" / "银州战报.txt"
    ran = desk("check", path, "--mark", tmp_path / "back", "--json")
    assert ran.json["data"]["returns"][0]["marked"].endswith("问题清单-银州战报.xlsx")


def what_is_explained_counts_and_what_is_waived_stays_out(desk: Desk) -> None:
    said = ("--by", "王", "--reason", "已与该院核对")
    asked = desk("problems", "list", "--code", "V-27", "--json").json["data"]["problems"]
    assert desk("problems", "explain", "--id", str(asked[0]["id"]), *said).code == 0
    assert value(desk, "amount_recovered") == (113_000_000, "报送数")
    assert desk("problems", "waive", "S-31", *said, "--yes").code == 0
    assert [r["doubt"] for r in statements(desk) if r["indicator"] == "persons_detained"] == [
        "S-31"
    ]


def a_figure_is_explained_by_file_place_and_sentence(desk: Desk) -> None:
    ran = desk("explain", "cases_closed", "--week", *WEEK, "--court", "辽1202", "--json")
    (figure,) = ran.json["data"]["figures"]
    (part,) = figure["parts"]
    assert (part["file"], part["cell"]) == ("银州战报.txt", "正文 第3段 8–10字")
    assert part["sentence"] == FIRST.partition("。")[0]
    plain = desk("explain", "cases_closed", "--week", *WEEK, "--court", "辽1202")
    assert "全院执结12件" in "".join(plain.out.split())


def a_corrected_text_supersedes(desk: Desk, send: Callable[..., Ran]) -> None:
    corrected = FIRST.replace("113万余元", "113.25万元").replace("12件", "13件")
    ran = send("银州战报更正.docx", corrected, OTHERS, at="2025-12-30T09:00")
    (one,) = ran.json["data"]["returns"]
    codes = [problem["code"] for problem in one["problems"]]
    assert "V-27" not in codes
    assert "Z-01" in codes
    assert value(desk, "cases_closed") == (13, "报送数")
    assert value(desk, "amount_recovered") == (113_250_000, "报送数")


def a_table_of_the_same_days_stands_above_the_text(desk: Desk, tmp_path: Path) -> None:
    made = book().title("银州区法院周报表（2025年12月22日至12月28日）", across=3)
    made.row("行动", "本周执结（件）", "本周到位金额（元）").row("全部案件", 15, 1132487.6)
    path = made.save(tmp_path / "银州区法院周报表.xlsx")
    desk("ingest", path, "--received", "2025-12-29T08:00")
    assert value(desk, "cases_closed") == (15, "报送数")
    assert value(desk, "amount_recovered") == (113_248_760, "报送数")
    assert value(desk, "persons_compelled") == (3, "报送数")
    asked = desk("problems", "list", "--json").json["data"]["problems"]
    # 113.25万元 is 1132487.60元 rounded; 13 is not 15.
    assert [(p["code"], p["cell"]) for p in asked if p["code"] == "X-16"] == [
        ("X-16", "正文 第3段 8–10字")
    ]


def test_a_page_without_a_table_is_read_as_a_text(new: Desk, tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in (*TITLE, "本周执结12件，拘传3人次。"))
    page = tmp_path / "银州战报.html"
    page.write_text(f"<html><body>{lines}</body></html>", "utf-8")
    ran = new("check", page, "--json")
    (one,) = ran.json["data"]["returns"]
    assert (ran.code, one["form"], one["rows"]) == (0, "narrative", 2)


def test_half_width_commas_do_not_make_a_table_of_a_text(new: Desk, tmp_path: Path) -> None:
    text = tmp_path / "银州战报.txt"
    body = "本周,全院执结12件,拘传3人次。\n行动以来,累计执结120件,到位356.2万元,拘留9人。\n"
    text.write_text("\n".join((*TITLE, body)), "utf-8")
    ran = new("check", text, "--json")
    (one,) = ran.json["data"]["returns"]
    assert (ran.code, one["form"], one["rows"]) == (0, "narrative", 5)


def test_a_text_with_an_identity_number_is_not_kept(new: Desk, tmp_path: Path) -> None:
    text = tmp_path / "银州战报.txt"
    text.write_text("\n".join((*TITLE, "本周执结12件。", "被执行人 11010519491231002X")), "utf-8")
    ran = new("ingest", text, "--received", "2025-12-29T12:00", "--json")
    (one,) = ran.json["data"]["returns"]
    assert (one["status"], [p["code"] for p in one["problems"]], one["rows"]) == (
        "returned", ["V-22"], 0,
    )  # fmt: skip
    assert statements(new) == []
