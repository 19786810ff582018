"""--mark: files back to the courts; how problems look on screen; --fail-on."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from enforcement_cli.check.sendback.problem_list import HEADER_ROW
from tests.cli.running import CAMPAIGN, Desk, case_row, ledger, returns_of

NAME = "铁岭市银州区人民法院第02周案件台账"
AT = ("--received", "2025-12-29T12:00")
LIST = "问题清单"


def rows(bad: int = 0, count: int = 40) -> list[tuple[Any, ...]]:
    made = [case_row(n, 100) for n in range(20, 20 + count)]
    return [(*row[:7], "约三千", *row[8:]) if n < bad else row for n, row in enumerate(made)]


def week_two(folder: Path, *lines: tuple[Any, ...], name: str = f"{NAME}.xlsx") -> Path:
    return ledger("2", "2025-12-22", "2025-12-28", *lines).save(folder / name)


def one(ran: Any) -> dict[str, Any]:
    (found,) = ran.json["data"]["returns"]
    assert isinstance(found, dict)
    return found


def test_a_copy_and_a_notice_come_beside_the_untouched_original(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    ran = new("ingest", path, *AT, "--mark", tmp_path / "back", "--json")
    found = one(ran)
    assert (ran.code, found["version"], found["status"]) == (3, 1, "gaps")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    copy, notice = Path(found["marked"]), Path(found["notice"])
    assert (copy.name, notice.name) == (f"核实-{NAME}.xlsx", "银州区法院-核实.txt")
    assert {p.name for p in (tmp_path / "back").iterdir()} == {copy.name, notice.name}
    assert {oct(p.stat().st_mode & 0o777) for p in (copy, notice)} == {"0o600"}
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == [LIST, "Sheet1"]
    cells = [p["cell"].rpartition("!")[2] for p in found["problems"] if p["severity"] == "query"]
    assert {book["Sheet1"][cell].comment is not None for cell in cells} == {True}
    text = notice.read_text("utf-8")
    assert all(word in text for word in ("银州区法院", "第2周", "2025-12-29 12:00", "V-08", "3 处"))
    assert "甲某" not in text
    assert "乙某" not in text


def test_the_copy_sent_back_reads_as_the_same_return(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    first = one(new("ingest", path, *AT, "--mark", tmp_path / "back", "--json"))
    copy = Path(first["marked"])
    again = one(new("ingest", copy, "--received", "2025-12-29T15:00", "--json"))
    same = ("court", "form", "period", "rows", "held", "totals")
    assert {k: again[k] for k in same} == {k: first[k] for k in same}
    assert again["version"] == 2
    asked = {p["code"] for p in again["problems"] if p["severity"] in ("return", "query")}
    assert asked >= {"V-08"}
    # Corrected in the copy, the next copy has no mark of the first.
    book = openpyxl.load_workbook(copy)
    page = book["Sheet1"]
    page["H4"], page["H5"] = 3000, 3000
    book.save(copy)
    back = tmp_path / "again"
    last = one(new("ingest", copy, "--received", "2025-12-29T16:00", "--mark", back, "--json"))
    assert Path(last["marked"]).name.partition("-")[2] == f"{NAME}.xlsx"
    page = openpyxl.load_workbook(last["marked"])["Sheet1"]
    assert [page[f"H{row}"].comment is not None for row in (4, 5, 6)] == [False, False, True]
    assert [page[f"H{row}"].fill.fill_type for row in (4, 5, 6)] == [None, None, "solid"]


def test_a_copy_never_lands_on_a_file_that_was_read(new: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    path = week_two(folder, *rows(bad=3), name=f"核实-{NAME}.xlsx")
    before = path.read_bytes()
    found = one(new("check", path, "--mark", folder, "--json"))
    assert path.read_bytes() == before
    assert Path(found["marked"]) != path
    assert Path(found["marked"]).is_file()


def test_what_is_still_open_of_a_known_file_is_marked_and_counted(
    new: Desk, tmp_path: Path
) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    assert new("ingest", path, *AT).code == 3
    ran = new("check", path, "--mark", tmp_path / "back", "--json")
    assert (ran.code, one(ran)["status"]) == (3, "duplicate")
    page = openpyxl.load_workbook(one(ran)["marked"])["Sheet1"]
    assert page["H4"].comment is not None


def test_nothing_to_answer_gives_a_receipt_alone(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows())
    ran = new("ingest", path, *AT, "--mark", tmp_path / "back", "--json")
    assert (ran.code, one(ran)["marked"]) == (0, None)
    assert [p.name for p in (tmp_path / "back").iterdir()] == ["银州区法院-回执.txt"]
    assert "40 行" in (tmp_path / "back" / "银州区法院-回执.txt").read_text("utf-8")


def with_chart(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=8, min_row=3, max_row=9))
    book.worksheets[0].add_chart(chart, "N2")
    book.save(path)
    return path


def as_xls(path: Path) -> Path:
    return ledger("2", "2025-12-22", "2025-12-28", *rows(bad=3)).save(path.with_suffix(".xls"))


@pytest.mark.parametrize(("change", "why"), [(with_chart, "图表"), (as_xls, ".xls")])
def test_a_file_that_is_not_marked_gets_a_list_that_says_why(
    new: Desk, tmp_path: Path, change: Callable[[Path], Path], why: str
) -> None:
    path = change(week_two(tmp_path, *rows(bad=3)))
    ran = new("ingest", path, *AT, "--mark", tmp_path / "back", "--json")
    marked = Path(one(ran)["marked"])
    assert marked.name == f"{LIST}-{NAME}.xlsx"
    page = openpyxl.load_workbook(marked).worksheets[0]
    assert why in page["A1"].value
    assert page.max_row == HEADER_ROW + 3
    assert why in Path(one(ran)["notice"]).read_text("utf-8")
    spoken = new("check", path, "--mark", tmp_path / "more")
    assert why in spoken.out


def test_500_bad_cells_of_one_kind_are_one_group(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows(bad=500, count=600))
    back = tmp_path / "back"
    ran = new("check", path)
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines if "V-08" in line] == ["V-08"]
    (head,) = [line for line in lines if "V-08" in line]
    assert "500" in head
    assert sum("约三千" in line for line in lines) == 5
    assert [f"Sheet1!H{row}" in ran.out for row in range(4, 10)] == [True] * 5 + [False]
    assert any("495" in line for line in lines)
    found = one(new("check", path, "--mark", back, "--json"))
    assert sum(p["code"] == "V-08" for p in found["problems"]) == 500
    page = openpyxl.load_workbook(found["marked"])[LIST]
    said = [row[2] for row in page.iter_rows(min_row=HEADER_ROW + 1, values_only=True)]
    assert said.count("V-08") == 500
    assert "495" in Path(found["notice"]).read_text("utf-8")


def test_the_screen_names_whose_return_it_is_and_what_to_run_next(
    new: Desk, tmp_path: Path
) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    lines = new("check", path).out.splitlines()
    assert all(word in lines[0] for word in ("银州区法院", "第2周", "第1次报送", "核实 3"))
    assert lines[-1].startswith("结论")
    assert f"enforce check {path} --mark" in lines[-1]
    quiet = new("check", path, "-q").out.splitlines()
    assert quiet == [lines[-1]]


@pytest.mark.parametrize(("level", "code"), [(None, 3), ("query", 3), ("return", 0), ("none", 0)])
def test_fail_on_chooses_what_is_a_finding(
    new: Desk, tmp_path: Path, level: str | None, code: int
) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    options = ("--fail-on", level) if level else ()
    ran = new("check", path, *options, "--json")
    assert (ran.code, ran.json["problems"]["query"]) == (code, 3)
    assert ran.json["status"] == ("findings" if code else "clean")


def test_fail_on_an_unknown_level_is_a_usage_error(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows())
    ran = new("check", path, "--fail-on", "error", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")


def test_files_of_an_archive_go_into_the_folder_and_nowhere_else(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    packed = tmp_path / "第2周.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, f"../../{NAME}.xlsx")
        archive.write(path, f"乙/昌图县人民法院{NAME}.xlsx")
    there = {p for p in tmp_path.rglob("*") if new.root not in p.parents}
    ran = new("check", packed, "--mark", tmp_path / "back", "--json")
    written = {p for p in tmp_path.rglob("*") if new.root not in p.parents} - there
    assert {p.parent.name for p in written} == {"back", tmp_path.name}
    assert {Path(r["marked"]).parent for r in ran.json["data"]["returns"]} == {tmp_path / "back"}


def test_a_file_with_personal_data_is_not_copied(new: Desk, tmp_path: Path) -> None:
    lines = rows()
    lines[4] = (*lines[4][:10], "身份证 110101199003070134")
    path = week_two(tmp_path, *lines)
    found = one(new("ingest", path, *AT, "--mark", tmp_path / "back", "--json"))
    assert "V-22" in {p["code"] for p in found["problems"]}
    assert Path(found["marked"]).name.startswith(LIST)
    for written in (tmp_path / "back").iterdir():
        assert b"110101199003070134" not in b"".join(unzipped(written))


def unzipped(path: Path) -> list[bytes]:
    if path.suffix != ".xlsx":
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


def test_what_is_no_return_gets_a_list_by_its_name_and_a_temporary_file_nothing(
    new: Desk, tmp_path: Path
) -> None:
    broken, lock = tmp_path / "清河.xlsx", tmp_path / "~$清河.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    lock.write_bytes(b"\x05name")
    ran = new("check", broken, lock, "--mark", tmp_path / "back", "--json")
    first, second = ran.json["data"]["returns"]
    assert Path(first["marked"]).name == f"{LIST}-清河.xlsx"
    assert Path(first["notice"]).name == "清河-退回.txt"
    assert (second["status"], second["marked"], second["notice"]) == ("skipped", None, None)


def test_two_forms_of_one_court_share_a_notice(new: Desk, tmp_path: Path) -> None:
    ran = new("ingest", *returns_of(2, "银州"), *AT, "--mark", tmp_path / "back", "--json")
    assert {r["notice"] for r in ran.json["data"]["returns"]} == {
        str(tmp_path / "back" / "银州区法院-回执.txt")
    }
    text = (tmp_path / "back" / "银州区法院-回执.txt").read_text("utf-8")
    assert text.count("【回执】") == 2


def test_the_due_time_and_the_workspaces_own_template(new: Desk, tmp_path: Path) -> None:
    due = 'courts = ["辽1202", "辽1224"]\ndue = { weekday = "friday", time = "12:00" }'
    text = CAMPAIGN.replace('courts = ["辽1202", "辽1224"]', due, 1)
    (new.root / "enforce.toml").write_text(text, "utf-8")
    path = week_two(tmp_path, *rows(bad=3))
    found = one(new("ingest", path, *AT, "--mark", tmp_path / "back", "--json"))
    # 2026-01-02 is a holiday; the Sunday after it is worked.
    assert "2026-01-04 12:00" in Path(found["notice"]).read_text("utf-8")
    own = new.root / "templates" / "notices"
    own.mkdir(parents=True)
    (own / "queried.txt.j2").write_text("{{ court }} {{ groups[0].code }}", "utf-8")
    found = one(new("check", path, "--mark", tmp_path / "own", "--json"))
    assert Path(found["notice"]).read_text("utf-8") == "银州区法院 V-08\n"
    (own / "queried.txt.j2").write_text("{{ nobody }}", "utf-8")
    assert new("check", path, "--mark", tmp_path / "wrong").code == 5


def test_mark_on_a_file_is_a_usage_error(new: Desk, tmp_path: Path) -> None:
    path = week_two(tmp_path, *rows(bad=3))
    shutil.copy(path, tmp_path / "taken")
    ran = new("check", path, "--mark", tmp_path / "taken", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
