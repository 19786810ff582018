"""The returns of the city: a ledger and a sheet of totals a court and week, as plain sheets.

In: courts, a week. Out: sheets whose cells can be spoilt one by one, and written as workbooks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from tests.defects.city import COURTS, Court, week

LEDGER = (
    "序号", "案号", "立案日期", "案由", "申请执行人", "被执行人", "申请执行标的（元）",
    "执行到位金额（元）", "结案日期", "结案方式", "备注",
)  # fmt: skip
# Item, unit; stocks stand in the last column alone.
TOTALS = (
    ("旧存", "件"), ("新收", "件"), ("执结", "件"), ("执行完毕", "件"), ("终本", "件"),
    ("终结执行", "件"), ("未结", "件"), ("执行到位金额", "万元"), ("拘传", "人次"),
    ("司法拘留", "人次"), ("罚款", "人次"), ("罚款金额", "万元"),
)  # fmt: skip
STOCKS = ("旧存", "未结")
HEADER_ROW = 4


@dataclass
class Return:
    """One return before it is written. `rows` are Excel's rows from 1; `broken` error cells."""

    court: str
    week: int
    form: str
    name: str
    rows: list[list[Any]]
    hidden_rows: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    folder: str = ""

    @property
    def path(self) -> str:
        """Where it lies under the folder of returns."""
        return f"第{self.week:02d}周{self.folder}/{self.name}"

    def column(self, head: str) -> int:
        """The number of a column, by the beginning of its header."""
        header = self.rows[HEADER_ROW - 1]
        return next(i for i, text in enumerate(header, 1) if str(text).startswith(head))

    def item(self, name: str) -> int:
        """The row of an item of a sheet of totals."""
        return next(i for i, cells in enumerate(self.rows, 1) if cells and cells[0] == name)

    def put(self, row: int, column: int, value: Any) -> str:
        """Set a cell; its address."""
        self.rows[row - 1][column - 1] = value
        return f"{get_column_letter(column)}{row}"

    def get(self, row: int, column: int) -> Any:
        """A cell."""
        return self.rows[row - 1][column - 1]

    @property
    def body(self) -> range:
        """The rows of a ledger."""
        return range(HEADER_ROW + 1, HEADER_ROW + 1 + sum(_is_number(r) for r in self.rows))

    def write(self, folder: Path) -> Path:
        """The workbook."""
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "台账" if self.form == "cases" else "周报"
        for number, cells in enumerate(self.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    sheet.cell(number, column, value)
        for number in self.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for (row, column), shown in self.errors.items():
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = shown, "e"
        path = folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path


def _is_number(cells: list[Any]) -> bool:
    return bool(cells) and isinstance(cells[0], int)


def ledger(court: Court, number: int) -> Return:
    """All cases of a court as they stand at the end of a week."""
    first, last = week(number)
    name, short = COURTS[court.code]
    rows: list[list[Any]] = [
        [f"{name}专项行动案件台账"],
        [f"统计区间：{_day(first)}至{_day(last)}"],
        [f"填报单位：{name}"],
        list(LEDGER),
    ]
    known = [case for case in court.cases if case.filed_on <= last]
    for place, case in enumerate(known, 1):
        closed = case.closed_by(last)
        rows.append([
            place, case.case_no, case.filed_on, case.cause, case.applicant, case.debtor,
            case.claim_fen / 100, case.recovered_fen(last) / 100,
            case.closed_on if closed else None, case.method if closed else None, None,
        ])  # fmt: skip
    total = ["合计", *[None] * 5, *(sum(row[c] for row in rows[4:]) for c in (6, 7)), *[None] * 3]
    rows.append(total)
    return Return(court=court.code, week=number, form="cases",
                  name=f"{short}第{number:02d}周案件台账.xlsx", rows=rows)  # fmt: skip


def totals(court: Court, number: int) -> Return:
    """The totals of a court for a week and since the beginning, as its ledger gives them."""
    first, last = week(number)
    name, short = COURTS[court.code]
    rows: list[list[Any]] = [
        [f"{name}专项行动周报表"],
        [f"统计区间：{_day(first)}至{_day(last)}"],
        [f"填报单位：{name}"],
        ["项目", "单位", "本周", "累计"],
    ]
    start, _ = week(1)
    for item, unit in TOTALS:
        now = _figure(court, item, first, last)
        since = _figure(court, item, start, last)
        rows.append([item, unit, None if item in STOCKS else now, now if item in STOCKS else since])
    return Return(court=court.code, week=number, form="aggregate",
                  name=f"{short}第{number:02d}周周报表.xlsx", rows=rows)  # fmt: skip


_METHODS = {"执行完毕": "执行完毕", "终本": "终结本次执行程序", "终结执行": "终结执行"}


def _figure(court: Court, item: str, first: dt.date, last: dt.date) -> float:
    closed = [c for c in court.cases if c.closed_on and first <= c.closed_on <= last]
    if item in _METHODS:
        return sum(case.method == _METHODS[item] for case in closed)
    if item == "执结":
        return len(closed)
    if item == "执行到位金额":
        return sum(f for c in court.cases for day, f in c.paid if first <= day <= last) / 1_000_000
    return (
        _of_cases(court, item, first, last)
        if item in _OF_CASES
        else _taken(court, item, first, last)
    )


_OF_CASES = ("新收", *STOCKS)


def _of_cases(court: Court, item: str, first: dt.date, last: dt.date) -> int:
    if item == "新收":
        return sum(first <= case.filed_on <= last for case in court.cases)
    day = first - dt.timedelta(days=1) if item == "旧存" else last
    return sum(c.filed_on <= day and not c.closed_by(day) for c in court.cases)


def _taken(court: Court, item: str, first: dt.date, last: dt.date) -> float:
    if item == "罚款金额":
        return sum(m.fine_fen for m in court.measures if first <= m.day <= last) / 1_000_000
    return sum(first <= m.day <= last and m.kind == item[-2:] for m in court.measures)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
