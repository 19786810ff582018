"""Files in: idempotent, one failing alone; files of another kind; check, withdraw, the answers."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.builder import book
from tests.cli.running import WEEK, Desk, case_row, ledger, returns_of, snapshot

LEDGER = "铁岭市银州区人民法院第02周案件台账.xlsx"


def returns(ran: Any) -> list[dict[str, Any]]:
    return ran.json["data"]["returns"]


def codes(one: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in one["problems"]}


def week_two(*rows: tuple[Any, ...]) -> Any:
    return ledger("2", "2025-12-22", "2025-12-28", *rows)


@pytest.fixture
def student_list(tmp_path: Path) -> Path:
    made = book().title("三年级二班花名册", across=4).header("学号", "姓名", "性别", "班级")
    made.rows(*((1000 + n, f"学生{n}", "女", "三2") for n in range(20)))
    return made.save(tmp_path / "花名册.xlsx")


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "铁岭市银州区人民法院总结.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        package.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"/>')
    return path


@pytest.fixture
def web_page(tmp_path: Path) -> Path:
    path = tmp_path / "铁岭市银州区人民法院台账.xls"
    path.write_text("<html><body><p>案号</p></body></html>", "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "expected"),
    [("student_list", {"S-01", "F-08"}), ("web_page", {"F-01"})],
)
def test_a_workbook_of_another_kind(
    new: Desk, request: pytest.FixtureRequest, name: str, expected: set[str]
) -> None:
    path: Path = request.getfixturevalue(name)
    ran = new("ingest", path, "--json")
    (one,) = returns(ran)
    assert (ran.code, one["status"], one["rows"] - one["held"]) == (3, "returned", 0)
    assert codes(one) & expected
    assert len(codes(one)) == 1  # one cause, one message
    spoken = new("check", path)
    assert spoken.code == 3
    assert path.name in spoken.out
    assert "Traceback" not in spoken.out + spoken.err
    # Refused again, it is refused with the same words and kept once.
    assert [codes(r) for r in returns(new("ingest", path, "--json"))] == [codes(one)]
    stored = new("export", "returns", "--format", "json", "--json").json["data"]["records"]
    assert [record["status"] for record in stored] == ["returned"]


def test_a_word_file_is_left_alone_and_said(new: Desk, word_file: Path) -> None:
    before = snapshot(new.root)
    ran = new("check", word_file, "--json")
    (one,) = returns(ran)
    assert (ran.code, one["status"], len(codes(one))) == (0, "skipped", 1)
    assert word_file.name in new("check", word_file).out
    assert snapshot(new.root) == before


def test_one_bad_file_does_not_stop_the_others(new: Desk, tmp_path: Path, web_page: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "~$台账.xlsx").write_bytes(b"\x05name")
    week_two(case_row(11, 100)).save(tmp_path / LEDGER)
    ran = new("ingest", tmp_path / "empty.xlsx", tmp_path / "~$台账.xlsx", web_page,
              tmp_path / LEDGER, "--json")  # fmt: skip
    assert [one["status"] for one in returns(ran)] == [
        "returned",
        "skipped",
        "returned",
        "accepted",
    ]
    assert ran.code == 3
    assert ran.json["problems"]["return"] == 2


def test_ingesting_again_changes_nothing_and_ends_alike(doubted: Desk, tmp_path: Path) -> None:
    before = doubted("export", "cases").out, doubted("export", "problems").out
    files = sorted(tmp_path.glob("*.xlsx"))
    first = doubted("ingest", *files, "--json")
    again = doubted("ingest", *reversed(files), "--json")
    # The doubt is still open: not clean, though nothing new was found.
    assert (first.code, again.code) == (3, 3)
    assert {one["status"] for one in returns(first)} == {"duplicate"}
    assert all(codes(one) == {"F-04"} for one in returns(again))
    assert (doubted("export", "cases").out, doubted("export", "problems").out) == before


def test_strict_takes_nothing_that_has_to_be_answered(doubted: Desk, tmp_path: Path) -> None:
    rows = [case_row(n, 100) for n in range(20, 60)]
    rows[3] = (*rows[3][:7], "约三千", *rows[3][8:])
    path = week_two(*rows).save(tmp_path / f"改{LEDGER}")
    for options, status in ((("--strict",), "returned"), ((), "gaps")):
        ran = doubted("ingest", path, *options, "--json")
        assert (ran.code, returns(ran)[0]["status"]) == (3, status)


def test_the_court_of_the_command_line_beats_a_silent_file(new: Desk, tmp_path: Path) -> None:
    made = week_two(case_row(11, 100))
    made.here.rows[0] = ["案件台账（第2周）"]
    path = made.save(tmp_path / "台账.xlsx")
    (silent,) = returns(new("check", path, "--json"))
    for name in ("辽1202", "银州区法院", "铁岭市银州区人民法院"):
        (told,) = returns(new("check", path, "--court", name, "--json"))
        assert (told["court"], told["status"]) == ("辽1202", "accepted")
    assert silent["court"] in (None, "辽1202")


def test_check_and_a_dry_run_write_nothing_at_all(new: Desk, tmp_path: Path) -> None:
    path = week_two(case_row(11, 100)).save(tmp_path / LEDGER)
    before = snapshot(new.root)
    for arguments in (("check", path), ("ingest", path, "--dry-run")):
        ran = new(*arguments, "--json")
        assert (ran.code, returns(ran)[0]["status"]) == (0, "accepted")
        assert snapshot(new.root) == before
    assert new("ingest", path).code == 0
    before = snapshot(new.root)
    assert new("check", path, *returns_of(1, "昌图")).code == 0
    assert snapshot(new.root) == before


def test_withdrawn_is_out_of_status_and_report(own: Desk) -> None:
    slots = own("status", *WEEK, "--json").json["data"]["returns"]
    (mine,) = [s for s in slots if (s["court"], s["form"]) == ("辽1202", "cases")]
    closed = own.figure("cases_closed", court="辽1202")
    assert closed > 0
    arguments = ("withdraw", str(mine["return"]), "--by", "内勤", "--reason", "报错了表")
    ran = own(*arguments, "--json")
    assert (ran.code, ran.json["data"]) == (0, {"return": mine["return"], "file": mine["file"]})
    again = own(*arguments, "--json")
    assert (again.code, again.json["data"]) == (0, ran.json["data"])
    other = own(*arguments[:-1], "另有原因", "--json")
    assert (other.code, other.json["error"]["code"]) == (2, "usage")
    status = own("status", *WEEK, "--json")
    (slot,) = [s for s in status.json["data"]["returns"] if s["state"] == "withdrawn"]
    assert (status.code, slot["court"], slot["form"]) == (4, "辽1202", "cases")
    report = own("report", *WEEK, "--json")
    assert (report.code, report.json["data"]["missing"]) == (4, ["辽1202"])
    # The original stays, and the same file may be taken in again.
    folder = next(p for p in returns_of(2, "银州") if "台账" in p.name)
    assert own("ingest", folder, "--received", "2025-12-30T08:00").code == 0
    assert own.figure("cases_closed", court="辽1202") == closed


def test_a_doubt_is_listed_until_it_is_explained(doubted: Desk) -> None:
    (problem,) = doubted("problems", "list", "--json").json["data"]["problems"]
    case = "（2025）辽1202执11号"
    assert (problem["code"], problem["court"], problem["severity"], problem["case_no"]) == (
        "P-01", "辽1202", "query", case,
    )  # fmt: skip
    status = doubted("status", *WEEK, "--json")
    assert [p["id"] for p in status.json["data"]["problems"]] == [problem["id"]]
    assert status.json["problems"]["query"] == 1
    assert doubted("report", "--from", "2025-12-22", "--to", "2025-12-28").code == 3
    by = ("--by", "银州区法院", "--reason", "误记，已核减")
    wrong = doubted("problems", "explain", "P-01", *by, "--court", "昌图", "--json")
    assert (wrong.code, wrong.json["error"]["code"]) == (6, "unknown")
    ran = doubted("problems", "explain", "P-01", *by, "--case", case, "--json")
    assert (ran.code, ran.json["data"]["explained"]) == (0, [problem["id"]])
    assert doubted("problems", "list", "--json").json["data"]["problems"] == []
    (kept,) = doubted("problems", "list", "--code", "P-01", "--all", "--json").json["data"][
        "problems"
    ]
    assert (kept["id"], kept["state"]) == (problem["id"], "explained")
    # Explained, the decrease is a negative recovery.
    assert doubted.figure("amount_recovered", court="辽1202") == -500000 + 70000


def test_a_refusal_is_not_explained_away(new: Desk, student_list: Path) -> None:
    assert new("ingest", student_list).code == 3
    (problem,) = new("problems", "list", "--json").json["data"]["problems"]
    ran = new("problems", "explain", problem["code"], "--by", "a", "--reason", "b", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")


def test_an_inbox_in_any_order_gives_the_same_cases(received: Desk, new: Desk) -> None:
    shutil.copy(received.root / "person.salt", new.root / "person.salt")
    for week in (2, 1):
        assert new("ingest", *reversed(returns_of(week, "银州", "昌图"))).code == 0
    for table in ("cases", "recoveries"):
        assert new("export", table).out == received("export", table).out
