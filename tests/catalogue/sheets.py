"""The returns of the catalogue's cases: a sound one of each form, spoilt cell by cell.

In: what stands otherwise, by address. Out: workbooks, and files to be sent. Every sound return is
of 银州 and the second week unless it says otherwise.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import column_number
from tests.builder import Book, book
from tests.defects.city import COURTS, week

YINZHOU, QINGHE, TIELING, XIFENG = "辽1202", "辽1204", "辽1221", "辽1223"
CHANGTU, DIAOBINGSHAN, KAIYUAN = "辽1224", "辽1281", "辽1282"
LEDGER = (
    "序号", "案号", "立案日期", "案由", "申请执行人", "被执行人", "申请执行标的（元）",
    "执行到位金额（元）", "结案日期", "结案方式", "备注",
)  # fmt: skip
PAYMENTS = ("序号", "案号", "到账日期", "到账金额（元）", "到账方式", "备注")
MEASURES = ("序号", "案号", "措施种类", "实施日期", "人次", "被采取措施人", "金额（元）", "备注")
TABLES = {
    "cases": "案件台账",
    "aggregate": "周报表",
    "payments": "到账明细",
    "measures": "强制措施清单",
    "payouts": "案款发放表",
}
DONE, INTERIM = "执行完毕", "终结本次执行程序"

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Sent:
    """A file a court sends: its name, how it is written, and when it came."""

    name: str
    write: Callable[[Path], object]
    received: dt.datetime


def came(number: int, days: int = 0, hour: int = 10) -> dt.datetime:
    """The Monday after a week at an hour, and so many days later."""
    day = week(number)[1] + dt.timedelta(days=1 + days)
    return dt.datetime.combine(day, dt.time(hour), BEIJING)


def sent(
    made: Book, form: str = "cases", *, number: int = 2, court: str = YINZHOU, days: int = 0,
    hour: int = 10, suffix: str = ".xlsx", name: str = "", edit: Callable[[Path], object] | None = None,
    in_order: bool = True,
) -> Sent:  # fmt: skip
    """A workbook as a file of a court and week; `edit` changes what was written.

    Where the order of arrival says nothing (`in_order` False) all weeks come at once, which is
    quicker.
    """

    def write(path: Path) -> object:
        made.save(path)
        return edit(path) if edit else path

    shown = name or f"{COURTS[court][1]}第{number:02d}周{TABLES[form]}{suffix}"
    return Sent(
        name=shown, write=write, received=came(number, days, hour) if in_order else came(10)
    )


def put(made: Book, cells: Cells) -> Book:
    """Set cells of the sheet that is being filled, by address."""
    rows = made.here.rows
    for place, value in cells.items():
        found = re.fullmatch(r"([A-Z]+)(\d+)", place)
        assert found, place
        row, column = int(found[2]), column_number(found[1])
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    return made


def head(made: Book, form: str, number: int, court: str) -> Book:
    """Title, period and sender: rows 1 to 3."""
    first, last = week(number)
    return made.rows(
        (f"{COURTS[court][0]}专项行动{TABLES[form]}",),
        (f"统计区间：{_day(first)}至{_day(last)}",),
        (f"填报单位：{COURTS[court][0]}",),
    )


def no(serial: int, *, court: str = YINZHOU, kind: str = "执", year: int = 2025) -> str:
    """The official form of a case number."""
    return f"（{year}）{court}{kind}{serial}号"


def case(
    serial: int, claim: Any = 50_000, recovered: Any = 0, closed: Any = None, *, method: str | None = None,
    filed: Any = dt.date(2025, 5, 6), cause: str | None = "买卖合同纠纷", note: str | None = None,
    number: str = "", court: str = YINZHOU,
) -> tuple[Any, ...]:  # fmt: skip
    """A row of a ledger; what is closed was carried out in full."""
    if isinstance(closed, str):
        closed = dt.date.fromisoformat(closed)
    return (
        serial, number or no(serial, court=court), filed, cause, "甲某", "乙某", claim, recovered, closed,
        method or (DONE if closed else None), note,
    )  # fmt: skip


def rows_of(court: str = YINZHOU) -> tuple[tuple[Any, ...], ...]:
    """The six cases of a sound ledger: rows 5 to 10."""
    return (
        case(101, 50_000, 50_000, "2025-12-30", court=court),
        case(102, 80_000, 20_000, "2025-12-31", method=INTERIM, court=court),
        case(103, 31_500, court=court),
        case(104, 120_000, 6_200, court=court),
        case(105, 26_300, court=court),
        case(106, 64_700, 4_150, court=court),
    )


def ledger(
    cells: Cells | None = None, *rows: tuple[Any, ...], number: int = 2, court: str = YINZHOU,
    header: Sequence[Any] = LEDGER,
) -> Book:  # fmt: skip
    """A ledger: header in row 4, cases from row 5, no total."""
    made = head(book().sheet("台账"), "cases", number, court).header(*header)
    return put(made.rows(*(rows or rows_of(court))), cells or {})


def payments(cells: Cells | None = None, *rows: tuple[Any, ...], number: int = 2) -> Book:
    """A list of receipts from row 5."""
    first, _ = week(number)
    sound = [
        (n, no(100 + n), first + dt.timedelta(days=n), 5_210 + 37 * n, "扣划", None)
        for n in (1, 2, 3)
    ]
    made = head(book().sheet("到账"), "payments", number, YINZHOU).header(*PAYMENTS)
    return put(made.rows(*(rows or sound)), cells or {})


def payouts(amount: int, *, number: int = 2) -> Book:
    """One payment to the applicant of case 101, in row 5."""
    first, _ = week(number)
    made = head(book().sheet("发放"), "payouts", number, YINZHOU)
    made.header("序号", "案号", "发放日期", "发放金额（元）", "领款人数")
    return made.row(1, no(101), first + dt.timedelta(days=3), amount, 1)


def measure(serial: int, kind: str, day: dt.date, *more: Any) -> tuple[Any, ...]:
    """A row of a list of measures: quantity, person, amount, note follow."""
    return (serial, no(100 + serial), kind, day, *more)


def measures(cells: Cells | None = None, *rows: tuple[Any, ...], number: int = 2) -> Book:
    """A list of measures from row 5."""
    first, _ = week(number)
    sound = (
        measure(1, "拘传", first, 1, "甲某", None, None),
        measure(2, "司法拘留", first + dt.timedelta(days=1), 1, "乙某", None, None),
        measure(3, "罚款", first + dt.timedelta(days=2), 1, "丙某", 3_000, None),
    )
    made = head(book().sheet("措施"), "measures", number, YINZHOU).header(*MEASURES)
    return put(made.rows(*(rows or sound)), cells or {})


# Item, unit, in the week, since the beginning: a week that adds up. Rows 5 to 16.
TOTALS = (
    ("旧存", "件", None, 52), ("新收", "件", 6, 13), ("执结", "件", 5, 11), ("执行完毕", "件", 3, 6),
    ("终本", "件", 1, 3), ("终结执行", "件", 1, 2), ("未结", "件", None, 54),
    ("执行到位金额", "万元", 12.5, 30.25), ("拘传", "人次", 4, 9), ("司法拘留", "人次", 2, 3),
    ("罚款", "人次", 1, 2), ("罚款金额", "万元", 0.3, 0.8),
)  # fmt: skip


def totals(
    cells: Cells | None = None, *rows: tuple[Any, ...], number: int = 2, court: str = YINZHOU
) -> Book:
    """A sheet of totals: item, unit, 本周 (C), 累计 (D)."""
    made = head(book().sheet("周报"), "aggregate", number, court)
    return put(made.row("项目", "单位", "本周", "累计").rows(*(rows or TOTALS)), cells or {})


def figures(*pairs: Any, number: int = 2, court: str = YINZHOU) -> Book:
    """One row of figures: header, value, header, value; the values are A3, B3, …"""
    return book().title(title(number, court)).row(*pairs[::2]).row(*pairs[1::2])


def title(number: int = 2, court: str = YINZHOU) -> str:
    """The title of a sheet of totals, with its period."""
    first, last = week(number)
    return f"{COURTS[court][1]}专项行动周报表（{_day(first)}至{_day(last)}）"


def by_action(*headers: Any, number: int = 2, **rows: tuple[Any, ...]) -> Book:
    """A row an action: the first is A3."""
    names = {"small": "小标的案件", "livelihood": "涉民生案件", "wages": "整治欠薪案件",
             "whole": "合计", "distinct": "合计（去重）"}  # fmt: skip
    made = book().title(title(number)).row("类别", *headers)
    for key, cells in rows.items():
        made.row(names[key], *cells)
    return made


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
