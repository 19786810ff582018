"""What most corpus cases share: a plain ledger of one court's week, in which one thing is wrong.

Comes in: the title block's words and the columns. Goes out: a Book to fill on. Refuses to know
what ails the case: that stands in its make.py.
"""

from datetime import date
from typing import Any

from tests.builder import Book, book

COURT = "铁岭市银州区人民法院"
WEEK = "统计区间：2026年1月12日至2026年1月18日"
LEDGER = (
    "案号", "立案日期", "案由", "申请执行标的", "执行到位金额", "结案日期", "结案方式",
)  # fmt: skip
PAYMENTS = ("案号", "到账日期", "到账金额", "到位方式")
MEASURES = ("案号", "被执行人", "措施种类", "实施日期", "数量")


def ledger(*header: str, court: str = COURT, week: str = WEEK, unit: str = "单位：万元") -> Book:
    """A ledger with its title, the line of period and unit, and its header; rows are to follow."""
    return _headed(f"{court}专项执行行动案件台账", header or LEDGER, week, unit)


def payments(*header: str, court: str = COURT, week: str = WEEK, unit: str = "单位：元") -> Book:
    """The same for receipts."""
    return _headed(f"{court}执行案款到位明细表", header or PAYMENTS, week, unit)


def measures(*header: str, court: str = COURT, week: str = WEEK, unit: str = "") -> Book:
    """The same for coercive measures."""
    return _headed(f"{court}强制措施明细表", header or MEASURES, week, unit)


def case(
    number: int | str | None,
    *,
    filed: Any = date(2026, 1, 5),
    cause: Any = "民间借贷纠纷",
    claim: Any = 3.5,
    recovered: Any = 3.5,
    closed: Any = date(2026, 1, 15),
    method: Any = "执行完毕",
) -> tuple[Any, ...]:
    """A row of LEDGER, right but for what is said."""
    official = f"（2026）辽1202执{number}号" if isinstance(number, int) else number
    return (official, filed, cause, claim, recovered, closed, method)


def _headed(title: str, header: tuple[str, ...], week: str, unit: str) -> Book:
    return (
        book().title(title, across=len(header)).row(week, None, None, unit or None).header(*header)
    )
