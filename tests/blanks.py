"""Blank returns as courts fill them in: typed into, columns moved, renamed, inserted.

Comes in: the bytes of a blank. Goes out: files, and what they read as. Refuses to know what is
right about them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from enforcement_cli.vocabulary.tags import read_tag
from enforcement_cli.workflow.blank_returns import write_blank_returns
from enforcement_cli.workflow.reading import Reading, ReadTask, read_return
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import create_workspace
from tests.cli.running import CAMPAIGN

DAY = dt.date(2026, 1, 7)
TAG_ROW = 5

FILLED: dict[str, list[dict[str, Any]]] = {
    "cases": [
        {"case_no": "（2025）辽1202执301号", "filed_on": dt.date(2025, 11, 3), "cause": "劳务合同纠纷",
         "applicant": "甲某", "debtor": "乙某", "claim_fen": 50000, "recovered_fen": 12000.5,
         "officer": "丁某", "is_key": "是"},
        {"case_no": "（2025）辽1202执302号", "filed_on": dt.date(2025, 11, 4), "cause": "民间借贷纠纷",
         "applicant": "丙某", "debtor": "戊某", "claim_fen": 80000, "recovered_fen": 80000,
         "closed_on": dt.date(2026, 1, 6), "close_method": "执行完毕", "officer": "丁某", "is_key": "否"},
        {"case_no": "（2025）辽1202执恢303号", "original_case_no": "（2024）辽1202执77号",
         "filed_on": dt.date(2025, 12, 8), "cause": "买卖合同纠纷", "applicant": "己某", "debtor": "庚公司",
         "claim_fen": 35200.5, "recovered_fen": 0, "officer": "辛某", "is_key": "否"},
    ],
    "payments": [
        {"case_no": "（2025）辽1202执301号", "received_on": dt.date(2026, 1, 5), "amount_fen": 8000,
         "manner": "扣划"},
        {"case_no": "（2025）辽1202执302号", "received_on": dt.date(2026, 1, 9), "amount_fen": 1200.34,
         "manner": "自动履行"},
    ],
    "payouts": [
        {"case_no": "（2025）辽1202执301号", "paid_on": dt.date(2026, 1, 6), "amount_fen": 7700,
         "payees": 1},
        {"case_no": "（2025）辽1202执302号", "paid_on": dt.date(2026, 1, 9), "amount_fen": 1200.34},
    ],
    "todos": [
        {"case_no": "（2025）辽1202执301号", "matter": "查控房产", "owner": "丁某",
         "due_on": dt.date(2026, 1, 9), "state": "未办结"},
        {"matter": "集中送达", "owner": "辛某", "due_on": dt.date(2026, 1, 8), "state": "已办结"},
    ],
    "measures": [
        {"case_no": "（2025）辽1202执301号", "kind": "司法拘留", "taken_on": dt.date(2026, 1, 6),
         "quantity": 1, "officer": "丁某"},
        {"case_no": "（2025）辽1202执302号", "kind": "罚款", "taken_on": dt.date(2026, 1, 8),
         "quantity": 1, "amount_fen": 5000, "officer": "辛某"},
    ],
    "aggregate": [
        {"cases_closed:period:small": 12, "cases_closed:cumulative:small": 61,
         "cases_closed:period:livelihood": 8, "cases_closed:cumulative:livelihood": 40,
         "cases_closed:period:wages": 3, "cases_closed:cumulative:wages": 21,
         "cases_filed:period:": 25, "cases_closed:period:": 17, "cases_closed:cumulative:": 83,
         "cases_completed:cumulative:": 35, "cases_closed_interim:cumulative:": 30,
         "cases_open:cumulative:": 140, "amount_recovered:period:": 104.25,
         "amount_recovered:cumulative:": 312.5, "persons_compelled:period:": 2,
         "persons_detained:period:": 1, "persons_fined:period:": 0, "searches:period:": 4,
         "cases_criminal:period:": 1},
    ],
}  # fmt: skip


@dataclass
class Layout:
    """How a court changed a blank: `order` of columns, names by tag, columns of its own by place."""

    order: Sequence[int] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    inserted: Mapping[int, tuple[str, Sequence[Any]]] = field(default_factory=dict)
    keep_tags: bool = True


def room_in(folder: Path, campaign: str = CAMPAIGN) -> Room:
    """A desk of two courts."""
    return enter(create_workspace(folder, campaign))


def blank_of(room: Room, form: str, *, day: dt.date = DAY, court: str = "辽1202") -> bytes:
    """A court's blank of the week of a day."""
    folder = room.workspace.root / "out"
    (file,) = write_blank_returns(room, day=day, court=court, form=form, folder=folder)
    return file.path.read_bytes()


def columns_of(sheet: Any, row: int = TAG_ROW) -> dict[str, int]:
    """The column of each tag, as the hidden row has it."""
    found = {}
    for cell in sheet[row]:
        tag = read_tag(cell.value) if isinstance(cell.value, str) else None
        if tag is not None:
            found[tag.tag] = cell.column
    return found


def body_row(form: str) -> int:
    """The first row of the body."""
    return 8 if form == "aggregate" else 7


def filled(data: bytes, form: str, rows: Sequence[Mapping[str, Any]] | None = None) -> Any:
    """The workbook with values typed into it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[0]
    columns = columns_of(sheet)
    for number, row in enumerate(FILLED[form] if rows is None else rows, start=body_row(form)):
        if form != "aggregate":
            sheet.cell(row=number, column=1, value=number - body_row(form) + 1)
        for tag, value in row.items():
            sheet.cell(row=number, column=columns[tag], value=value)
    return workbook


def changed(workbook: Any, form: str, layout: Layout) -> Any:
    """The same values in a court's own layout, as cutting and pasting columns leaves it."""
    source = workbook.worksheets[0]
    tags = {column: tag for tag, column in columns_of(source).items()}
    groups = _spread_groups(source) if form == "aggregate" else {}
    width = source.max_column
    last = max(c.row for row in source.iter_rows() for c in row if c.value is not None)
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = source.title
    for row in (1, 2):
        sheet.cell(row=row, column=1, value=source.cell(row=row, column=1).value)
    columns = [
        _column(source, column, tags, groups, layout, last) for column in range(1, width + 1)
    ]
    columns = [columns[i] for i in layout.order] if layout.order is not None else columns
    for at, (name, values) in sorted(layout.inserted.items()):
        head = [None, name] if form == "aggregate" else [name]
        columns.insert(at, [None, *head, *values])
    for place, cells in enumerate(columns, start=1):
        for row, value in enumerate(cells, start=TAG_ROW):
            if value is not None:
                sheet.cell(row=row, column=place, value=value)
    sheet.row_dimensions[TAG_ROW].hidden = True
    return made


def _column(
    source: Any, column: int, tags: Mapping[int, str], groups: Mapping[int, str], layout: Layout,
    last: int,
) -> list[Any]:  # fmt: skip
    cells = [source.cell(row=row, column=column).value for row in range(TAG_ROW, last + 1)]
    if column in groups:
        cells[1] = groups[column]
    name = layout.names.get(tags.get(column, ""))
    if name is not None:
        cells[2 if column in groups else 1] = name
    if not layout.keep_tags:
        cells[0] = None
    return cells


def _spread_groups(source: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    for merged in source.merged_cells.ranges:
        if merged.min_row == TAG_ROW + 1 and merged.max_row == merged.min_row:
            for column in range(merged.min_col, merged.max_col + 1):
                found[column] = source.cell(row=merged.min_row, column=merged.min_col).value
    return found


def saved(workbook: Any, path: Path) -> Path:
    """The workbook as a file."""
    workbook.save(path)
    return path


def read(room: Room, path: Path, *, court: str | None = None) -> Reading:
    """What a file reads as, in this process."""
    return read_return(
        ReadTask(
            path=path, shown=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            desk=room.desk, campaign=room.campaign, salt=b"0" * 32, given_court=court,
        )
    )  # fmt: skip


def codes(reading: Reading) -> list[str]:
    """Every problem of a reading that somebody must answer."""
    found = [*reading.problems, *(p for _, problems in reading.batches for p in problems)]
    return [p.code for p in found if p.severity in ("return", "query")]


_TABLES = {
    "cases": "cases", "payments": "recoveries", "measures": "measures", "payouts": "payouts",
    "todos": "todos",
}  # fmt: skip


def facts(reading: Reading, form: str) -> list[tuple[Any, ...]]:
    """The facts of a reading by tag, in a form that can be compared."""
    (batch,) = [batch for batch, _ in reading.batches if batch.form == form]
    if form == "aggregate":
        frame = batch.frames["statements"].astype(object)
        return sorted(
            (f"{r['indicator']}:{r['basis']}:{r['action'] if isinstance(r['action'], str) else ''}",
             int(r["value"]), r["unit"])
            for r in frame.to_dict("records")
        )  # fmt: skip
    frame = batch.frames[_TABLES[form]].astype(object)
    left_out = {"sheet", "row", "held", "marks"}
    return sorted(
        tuple(sorted((k, str(v)) for k, v in r.items() if k not in left_out))
        for r in frame.to_dict("records")
    )
