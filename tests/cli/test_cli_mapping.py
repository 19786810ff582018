"""A column nobody knows is asked once; a layout that changed is named; the old files stay as read."""

from __future__ import annotations

import datetime as dt
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.builder import Book, book
from tests.cli.running import Desk, enforce

COURT, FORM = "银州区法院", "cases"
HEADER = (
    "序号",
    "执行案号",
    "立案时间",
    "案由",
    "申请标的（元）",
    "到位数（元）",
    "结案时间",
    "结案方式",
)
DAYS = {
    1: ("2025年12月20日", "2025年12月21日"),
    2: ("2025年12月22日", "2025年12月28日"),
    3: ("2025年12月29日", "2026年1月4日"),
}


def sheet(week: int, header: tuple[str, ...], *rows: tuple[Any, ...], unit: str = "") -> Book:
    start, end = DAYS[week]
    made = book().title(f"铁岭市银州区人民法院案件台账（第{week}周）", across=len(header))
    made.title(
        f"统计区间：{start}至{end}" + (f"  单位：{unit}" if unit else ""), across=len(header)
    )
    return made.header(*header).rows(*rows)


def row(serial: int, money: Any, *more: Any) -> tuple[Any, ...]:
    number = f"（2025）辽1202执{serial}号"
    return (serial, number, dt.date(2025, 5, 6), "民间借贷纠纷", 50000, money, None, None, *more)


def name(week: int) -> str:
    return f"铁岭市银州区人民法院第{week:02d}周案件台账.xlsx"


def take(desk: Desk, folder: Path, week: int, made: Book, *more: str) -> Any:
    path = made.save(folder / name(week))
    day = {1: "2025-12-22", 2: "2025-12-29", 3: "2026-01-05"}[week]
    return desk("ingest", path, "--received", f"{day}T12:00", "--json", *more)


def codes(ran: Any) -> list[str]:
    return [p["code"] for one in ran.json["data"]["returns"] for p in one["problems"]]


def money(desk: Desk) -> dict[str, Any]:
    got = desk("export", "cases", "--format", "json", "--json").json["data"]["records"]
    return {record["case_no"]: record["recovered_fen"] for record in got}


def mapping(desk: Desk, verb: str, *more: str) -> Any:
    return desk("mapping", verb, *more, "--json")


@pytest.fixture
def asked(new: Desk, tmp_path: Path) -> Desk:
    """A first week whose column 到位数 may be money or cases."""
    ran = take(new, tmp_path, 1, sheet(1, HEADER, row(11, 9000), row(12, 700)))
    assert (ran.code, codes(ran)) == (3, ["S-06"])
    return new


def test_two_unknown_columns_are_told_what_to_do_once_and_each_its_command(
    asked: Desk, tmp_path: Path
) -> None:
    made = sheet(2, (*HEADER, "督办人"), row(11, 9000, "甲某"))
    shown = asked("check", made.save(tmp_path / name(2))).out
    assert shown.count("否则请删去") == 1
    assert shown.count("enforce mapping confirm") == 2


def test_an_unknown_column_names_the_command_that_answers_it(asked: Desk, tmp_path: Path) -> None:
    path = sheet(2, HEADER, row(11, 9000)).save(tmp_path / name(2))
    ran = asked("check", path, "--json")
    (command,) = [line for line in ran.json["next"] if line.startswith("enforce mapping")]
    assert f'enforce mapping confirm --court {COURT} --form {FORM} --column "到位数' in command
    spoken = asked("ingest", path, "--received", "2025-12-29T12:00", "--no-input")
    assert (spoken.code, command in spoken.out) == (3, True)
    assert set(money(asked).values()) == {None}


def test_after_one_answer_the_return_is_read_again_and_next_week_is_silent(
    asked: Desk, tmp_path: Path
) -> None:
    ran = mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen",
                  "--by", "内勤", "--reason", "电话核实")  # fmt: skip
    assert (ran.code, ran.json["data"]["form"], ran.json["data"]["changed"]) == (0, FORM, 1)
    (again,) = ran.json["data"]["returns"]
    assert (again["status"], again["problems"], again["totals"]["cases.recovered_fen"]) == (
        "accepted", [], 970000,
    )  # fmt: skip
    assert money(asked) == {"（2025）辽1202执11号": 900000, "（2025）辽1202执12号": 70000}
    assert asked("problems", "list", "--json").json["data"]["problems"] == []
    # The second week says nothing, and the first brought again is the same return.
    assert codes(take(asked, tmp_path, 2, sheet(2, HEADER, row(11, 9500), row(12, 700)))) == []
    assert money(asked)["（2025）辽1202执11号"] == 950000
    assert codes(asked("ingest", tmp_path / name(1), "--json")) == ["F-04"]


def test_a_return_that_waited_for_our_answer_is_not_late(new: Desk, tmp_path: Path) -> None:
    campaign = new.root / "enforce.toml"
    due = 'form = "cases"\ndue = { weekday = "monday", time = "18:00" }'
    campaign.write_text(campaign.read_text("utf-8").replace('form = "cases"', due, 1), "utf-8")
    take(new, tmp_path, 1, sheet(1, HEADER, row(11, 9000)))
    done = mapping(new, "confirm", "--court", "银州", "--column", "到位数=recovered_fen")
    assert len(done.json["data"]["returns"]) == 1
    slots = new("status", "--date", "2025-12-21", "--json").json["data"]["returns"]
    (mine,) = [s for s in slots if (s["court"], s["form"]) == ("辽1202", "cases")]
    assert (mine["state"], mine["late"]) == ("accepted", False)


def test_the_same_answer_again_changes_nothing(asked: Desk) -> None:
    words = ("confirm", "--court", "银州", "--column", "F=执行到位金额")
    assert mapping(asked, *words).json["data"]["changed"] == 1
    before = asked("export", "returns", "--format", "json", "--json").out
    ran = mapping(asked, *words)
    assert (ran.code, ran.json["data"]["changed"], ran.json["data"]["returns"]) == (0, 0, [])
    assert asked("export", "returns", "--format", "json", "--json").out == before


def test_answers_lie_in_a_file_of_the_court_and_form(asked: Desk) -> None:
    mapping(asked, "confirm", "--court", "银州", "--column", "到位数=不统计", "--by", "内勤")
    path = asked.root / "mappings" / "辽1202-cases.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (column,) = tomllib.loads(path.read_text("utf-8"))["column"]
    assert (column["header"], column["field"], column["by"]) == ("到位数", "", "内勤")
    assert set(money(asked).values()) == {None}
    assert asked("problems", "list", "--json").json["data"]["problems"] == []


def test_a_broken_file_of_answers_stops_with_its_line(asked: Desk, tmp_path: Path) -> None:
    path = asked.root / "mappings" / "辽1202-cases.toml"
    for line, text in ((2, '[[column]]\nheader "到位数"\n'), (3, '[[column]]\nheader = "a"\nfeild = ""\n'),
                       (3, '[[column]]\nheader = "a"\nfield = "money"\n')):  # fmt: skip
        path.write_text(text, "utf-8")
        for command in (("mapping", "show"), ("ingest", tmp_path / name(1))):
            ran = asked(*command, "--json")
            assert ran.code == 5
            where = ran.json["error"]["where"]
            assert path.name in where
            assert str(line) in where.replace(path.name, "")


@pytest.mark.parametrize(
    "words",
    [
        ("--column", "到位款=recovered_fen"),
        ("--column", "到位数=recoverd_fen"),
        ("--column", "Z=recovered_fen"),
        ("--column", "到位数"),
        ("--column", "到位数=…"),
        ("--unit", "到位数=美元"),
        ("--unit", "案由=元"),
        ("--basis", "cumulative"),
        ("--column", "到位数=recovered_fen", "--form", "casse"),
        (),
    ],
)
def test_a_word_that_is_none_is_refused(asked: Desk, words: tuple[str, ...]) -> None:
    ran = mapping(asked, "confirm", "--court", "银州", *words)
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert not list((asked.root / "mappings").iterdir())


def test_a_refused_return_is_answered_and_taken_in(new: Desk, tmp_path: Path) -> None:
    header = tuple("编码" if title == "执行案号" else title for title in HEADER)
    header = tuple("执行到位金额（元）" if title == "到位数（元）" else title for title in header)
    ran = take(new, tmp_path, 1, sheet(1, header, row(11, 9000)))
    (one,) = ran.json["data"]["returns"]
    assert (ran.code, one["status"]) == (3, "returned")
    done = mapping(new, "confirm", "--court", "银州", "--form", FORM, "--column", "编码=案号")
    (again,) = done.json["data"]["returns"]
    assert (done.code, again["status"], money(new)) == (
        0, "accepted", {"（2025）辽1202执11号": 900000},
    )  # fmt: skip


def without_unit(week: int, amount: int) -> Book:
    header = tuple("执行到位金额" if t == "到位数（元）" else t for t in HEADER)
    return sheet(week, header, row(11, amount))


def test_a_missing_unit_is_suggested_from_last_week(new: Desk, tmp_path: Path) -> None:
    header = tuple("执行到位金额（万元）" if t == "到位数（元）" else t for t in HEADER)
    assert codes(take(new, tmp_path, 1, sheet(1, header, row(11, 1)))) == []
    ran = take(new, tmp_path, 2, without_unit(2, 2))
    assert codes(ran) == ["S-11"]
    assert ran.json["next"][0] == (
        f'enforce mapping confirm --court {COURT} --form {FORM} --unit "执行到位金额=万元"'
    )
    done = mapping(new, "confirm", "--court", "银州", "--unit", "执行到位金额=万元")
    assert [one["status"] for one in done.json["data"]["returns"]] == ["accepted"]
    assert money(new) == {"（2025）辽1202执11号": 2000000}


def test_a_unit_answered_once_does_not_hide_what_the_next_return_says(
    new: Desk, tmp_path: Path
) -> None:
    assert codes(take(new, tmp_path, 1, without_unit(1, 2))) == ["S-11"]
    mapping(new, "confirm", "--court", "银州", "--unit", "F=万元")
    assert money(new) == {"（2025）辽1202执11号": 2000000}
    header = tuple("执行到位金额（元）" if t == "到位数（元）" else t for t in HEADER)
    assert "S-12" in codes(take(new, tmp_path, 2, sheet(2, header, row(11, 30000))))
    assert money(new) == {"（2025）辽1202执11号": 2000000}
    done = mapping(new, "confirm", "--court", "银州", "--unit", "F=元")
    assert [one["status"] for one in done.json["data"]["returns"]] == ["accepted"]
    assert money(new) == {"（2025）辽1202执11号": 3000000}


def test_two_columns_of_one_item_are_told_apart_by_an_answer(new: Desk, tmp_path: Path) -> None:
    header = ("执行到位金额（元）", "到位金额（元）")
    header = (*HEADER[:5], *header, *HEADER[6:])
    cells = list(row(11, 9000))
    cells.insert(6, 4000)
    ran = take(new, tmp_path, 1, sheet(1, header, tuple(cells)))
    assert codes(ran) == ["S-04"]
    words = ran.json["next"][0].split('"')[1::2]
    assert words == ["执行到位金额（元）=recovered_fen", "到位金额（元）=不统计"]
    told = [part for word in words for part in ("--column", word)]
    done = mapping(new, "confirm", "--court", "银州", *told)
    assert [one["status"] for one in done.json["data"]["returns"]] == ["accepted"]
    assert money(new) == {"（2025）辽1202执11号": 900000}


def test_units_that_disagree_are_settled_for_returns_that_say_the_same(
    new: Desk, tmp_path: Path
) -> None:
    def week(number: int, amount: int) -> Book:
        header = tuple("执行到位金额（元）" if t == "到位数（元）" else t for t in LAST)
        return sheet(number, header, row(11, amount), unit="万元")

    assert codes(take(new, tmp_path, 1, week(1, 20000)))[:2] == ["S-12", "S-12"]
    assert money(new) == {"（2025）辽1202执11号": None}
    done = mapping(new, "confirm", "--court", "银州", "--unit", "E=元", "--unit", "F=元")
    assert [(one["status"], one["problems"]) for one in done.json["data"]["returns"]] == [
        ("accepted", [])
    ]
    assert money(new) == {"（2025）辽1202执11号": 2000000}
    assert codes(take(new, tmp_path, 2, week(2, 30000))) == []
    assert money(new) == {"（2025）辽1202执11号": 3000000}


def test_a_reading_that_was_taken_out_does_not_come_back(asked: Desk) -> None:
    """Withdrawing the later reading of a file takes the file out, not only what was answered."""
    done = mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen")
    assert len(done.json["data"]["returns"]) == 1
    assert len(money(asked)) == 2
    assert asked("withdraw", "2", "--by", "甲", "--reason", "误收").code == 0
    assert money(asked) == {}


# Scenario 6: a column inserted and one renamed.
LAST = (
    "序号",
    "执行案号",
    "立案时间",
    "案由",
    "申请标的（元）",
    "已到位（元）",
    "结案时间",
    "结案方式",
)
NEXT = ("序号", "执行案号", "立案时间", "案由", "督办人", "申请标的（元）", "执行到位金额（元）",
        "结案时间", "结案方式")  # fmt: skip


def next_row(serial: int, amount: int) -> tuple[Any, ...]:
    cells = list(row(serial, amount))
    cells.insert(4, "王某")
    return tuple(cells)


def test_drift_names_what_changed_and_stands_before_values(new: Desk, tmp_path: Path) -> None:
    first = sheet(1, LAST, row(11, 9000), row(12, 700))
    assert codes(take(new, tmp_path, 1, first)) == []
    ran = take(new, tmp_path, 2, sheet(2, NEXT, next_row(11, 9500), next_row(12, 700)))
    (one,) = ran.json["data"]["returns"]
    assert (ran.code, one["status"]) == (3, "accepted")
    assert [p["code"] for p in one["problems"]] == ["S-18", "S-06"]
    message = one["problems"][0]["message"]
    assert all(
        word in message
        for word in ("已到位（元）", "执行到位金额（元）", "督办人", "第7列", "第5列")
    )
    assert money(new) == {"（2025）辽1202执11号": 950000, "（2025）辽1202执12号": 70000}
    # The old profile is kept for old files.
    before = new("export", "returns", "--format", "json", "--json").out
    mapping(new, "confirm", "--court", "银州", "--column", "督办人=不统计", "--no-reread")
    assert codes(new("ingest", tmp_path / name(1), "--json")) == ["F-04"]
    assert new("export", "returns", "--format", "json", "--json").out == before
    assert money(new)["（2025）辽1202执11号"] == 950000


def test_drift_is_the_same_in_any_order_and_ends_with_its_confirmation(
    new: Desk, tmp_path: Path
) -> None:
    weeks = {
        1: sheet(1, LAST, row(11, 9000)),
        2: sheet(2, NEXT, next_row(11, 9500)),
        3: sheet(3, NEXT, next_row(11, 9800)),
    }
    other = tmp_path / "other"
    assert enforce("init", other).code == 0
    (other / "enforce.toml").write_text((new.root / "enforce.toml").read_text("utf-8"), "utf-8")
    desks = (new, Desk(other))
    for desk, order in zip(desks, ((1, 2, 3), (3, 1, 2)), strict=True):
        for week in order:
            take(desk, tmp_path, week, weeks[week])
    found = [
        [(p["code"], p["file"], p["message"]) for p in
         desk("problems", "list", "--json").json["data"]["problems"] if p["code"] == "S-18"]
        for desk in desks
    ]  # fmt: skip
    assert found[0] == found[1]
    assert [(code, file) for code, file, _ in found[0]] == [("S-18", name(2))]
    mapping(new, "confirm", "--court", "银州", "--column", "督办人=不统计",
            "--column", "执行到位金额=recovered_fen")  # fmt: skip
    assert new("problems", "list", "--json").json["data"]["problems"] == []


def test_show_gives_layout_and_answers(asked: Desk) -> None:
    mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen", "--by", "内勤")
    (one,) = mapping(asked, "show", "--court", "银州", "--form", FORM).json["data"]["mappings"]
    (table,) = one["layout"]["sheets"]
    columns = {c["column"]: (c["header"], c["field"], c["unit"]) for c in table["columns"]}
    assert (table["header_rows"], columns["F"]) == ([3, 3], ("到位数（元）", "recovered_fen", "元"))
    assert [(a["header"], a["field"], a["by"]) for a in one["answers"]] == [
        ("到位数", "recovered_fen", "内勤")
    ]
    spoken = asked("mapping", "show")
    assert (spoken.code, "到位数（元）" in spoken.out) == (0, True)


def test_forget_asks_first_and_says_what_is_left(asked: Desk) -> None:
    mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen",
            "--column", "案由=cause")  # fmt: skip
    before = money(asked)
    assert mapping(asked, "forget", "--court", "银州").code == 2
    assert mapping(asked, "forget", "--court", "银州", "--column", "结案", "--yes").code == 2
    ran = mapping(asked, "forget", "--court", "银州", "--column", "到位数", "--yes")
    assert (ran.code, [a["header"] for a in ran.json["data"]["left"]]) == (0, ["案由"])
    assert money(asked) == before
    assert mapping(asked, "forget", "--court", "银州", "--yes").code == 0
    assert not list((asked.root / "mappings").glob("*.toml"))
    again = mapping(asked, "forget", "--court", "银州", "--yes")
    assert (again.code, again.json["data"]["forgotten"]) == (0, [])
    assert mapping(asked, "forget", "--court", "银州", "--yes", "--reason", "另有原因").code == 6


def test_every_change_is_on_record(asked: Desk) -> None:
    import duckdb

    mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen", "--by", "内勤",
            "--reason", "电话核实")  # fmt: skip
    mapping(asked, "forget", "--court", "银州", "--yes", "--by", "内勤")
    with duckdb.connect(str(asked.root / "store.duckdb"), read_only=True) as store:
        found = store.execute("SELECT what, \"by\" FROM events WHERE what LIKE 'mapping%'")
        assert found.fetchall() == [("mapping_confirmed", "内勤"), ("mapping_forgotten", "内勤")]


def test_no_reread_leaves_the_return(asked: Desk) -> None:
    ran = mapping(asked, "confirm", "--court", "银州", "--column", "到位数=recovered_fen",
                  "--no-reread")  # fmt: skip
    assert (ran.code, ran.json["data"]["returns"]) == (0, [])
    assert set(money(asked).values()) == {None}


def test_edit_wants_a_terminal(asked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert asked("mapping", "edit", "--court", "银州", "--form", FORM).code == 2
    monkeypatch.delenv("EDITOR")
    monkeypatch.delenv("VISUAL", raising=False)
    assert asked("mapping", "edit", "--court", "银州", "--form", FORM).code == 2
