"""Tables out: every table in every format, opened again by a reader of that format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet

from tests.cli.running import WEEK, Desk, snapshot

TABLES = (
    "cases", "recoveries", "payouts", "measures", "statements", "todos", "problems", "returns",
    "figures",
)  # fmt: skip
NOTE = "@SUM(1)"


def rows_of(path: Path, kind: str) -> tuple[list[str], list[list[Any]]]:
    """The column names and rows of an exported file."""
    if kind == "csv":
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return header, rows
    if kind == "json":
        records = json.loads(path.read_text("utf-8"))
        return list(records[0]) if records else [], [list(r.values()) for r in records]
    if kind == "xlsx":
        header, *lines = openpyxl.load_workbook(path).worksheets[0].values
        return [str(name) for name in header], [list(line) for line in lines]
    table = parquet.read_table(path)
    return table.column_names, [list(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_in_every_format(received: Desk, tmp_path: Path, table: str) -> None:
    columns, count = None, None
    for kind in ("csv", "json", "xlsx", "parquet"):
        path = tmp_path / f"{table}.{kind}"
        ran = received("export", table, "--format", kind, "--output", path, *WEEK, "--json")
        assert ran.code == 0
        assert ran.json["data"] == {
            "table": table, "rows": ran.json["data"]["rows"], "file": str(path),
        }  # fmt: skip
        header, rows = rows_of(path, kind)
        columns, count = columns or header, len(rows) if count is None else count
        assert len(rows) == ran.json["data"]["rows"] == count
        assert header == columns or (kind == "json" and not rows)
    assert count or table in ("payouts", "statements", "todos", "problems")


def test_on_the_screen_it_is_the_file(received: Desk, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    assert received("export", "cases", "--output", path).code == 0
    assert received("export", "cases").out.encode("utf-8") == path.read_bytes()


def test_cases_have_the_columns_of_the_store_and_plain_values(received: Desk) -> None:
    records = received("export", "cases", "--json").json["data"]["records"]
    assert {"case_no", "filed_on", "claim_fen", "recovered_fen", "closed_on", "court"} <= set(
        records[0]
    )
    assert len({record["case_no"] for record in records}) == len(records)
    for record in records:
        assert record["court"] == record["case_court"]
        assert record["case_no"].startswith(f"（{record['case_year']}）{record['case_court']}")
        assert isinstance(record["claim_fen"], int | None)
        assert len(record["filed_on"]) == len("2025-01-01")


def test_what_looks_like_a_formula_is_text(doubted: Desk, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx", "json", "parquet"):
        path = tmp_path / f"cases.{kind}"
        assert doubted("export", "cases", "--format", kind, "--output", path).code == 0
        header, rows = rows_of(path, kind)
        notes = {row[header.index("note")] for row in rows} - {None, ""}
        assert notes == ({f"'{NOTE}"} if kind == "csv" else {NOTE})
    (cell,) = [
        cell
        for line in openpyxl.load_workbook(tmp_path / "cases.xlsx").worksheets[0]
        for cell in line
        if cell.value == NOTE
    ]
    assert cell.data_type == "s"


def test_parquet_and_xlsx_want_a_file(received: Desk) -> None:
    for kind in ("parquet", "xlsx"):
        ran = received("export", "cases", "--format", kind)
        assert (ran.code, ran.out) == (2, "")


def test_an_output_that_cannot_be_written(received: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    before = snapshot(tmp_path)
    ran = received("export", "cases", "--output", tmp_path / "taken", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "disk")
    assert snapshot(tmp_path) == before


def test_payouts_and_matters_come_out_as_they_stand(new: Desk, tmp_path: Path) -> None:
    files = {
        "银州区法院案款发放明细（2026年1月5日至1月11日）.csv": (
            "案号,发放日期,发放金额（元）,领款人数\n（2026）辽1202执1号,2026-01-06,3500.5,2\n"
        ),
        "银州区法院日督办清单（截至2026年1月6日）.csv": (
            "案号,督办事项,责任人,办结期限,状态\n（2026）辽1202执1号,查控房产,丁某,2026-01-09,办理中\n"
            "（2026）辽1202执2号,约谈,丁某,2026-01-07,办理中\n"
        ),
        "银州区法院日督办清单（截至2026年1月8日）.csv": (
            "案号,督办事项,责任人,办结期限,状态\n（2026）辽1202执1号,查控房产,丁某,2026-01-09,已办结\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    took = new("ingest", *(tmp_path / name for name in reversed(files)), "--json").json["data"]
    assert {one["status"] for one in took["returns"]} == {"accepted"}
    # The next day's list of matters is no second version of the first one.
    assert {p["code"] for one in took["returns"] for p in one["problems"]} & {
        "Z-01",
        "Z-06",
    } == set()
    told = {}
    for table in ("payouts", "todos"):
        path = tmp_path / f"{table}.json"
        assert new("export", table, "--format", "json", "--output", path).code == 0
        told[table] = json.loads(path.read_text("utf-8"))
    (paid,) = told["payouts"]
    assert (paid["court"], paid["paid_on"], paid["amount_fen"], paid["payees"]) == (
        "辽1202", "2026-01-06", 350050, 2,
    )  # fmt: skip
    (matter,) = told["todos"]
    assert (matter["matter"], matter["state"], matter["as_of"]) == (
        "查控房产",
        "done",
        "2026-01-08",
    )
