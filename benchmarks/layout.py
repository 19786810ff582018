"""A court's manners of laying out its returns, drawn once from its code.

Comes in: a court. Goes out: the words of its headers, its units, dates and lines. Refuses to know
what stands in a return: the layout is the same for every form and week.
"""

import random
from dataclasses import dataclass

from benchmarks.docket import Court

_HEADERS: dict[str, tuple[str, ...]] = {
    "case_no": ("案号", "执行案号", "案件编号"),
    "cause": ("案由", "立案案由", "执行案由"),
    "applicant": ("申请执行人", "申请人"),
    "debtor": ("被执行人",),
    "filed_on": ("立案日期", "立案时间", "收案日期"),
    "claim": ("申请执行标的", "申请标的", "执行标的额", "立案标的"),
    "recovered": ("执行到位金额", "到位金额", "实际到位金额"),
    "closed_on": ("结案日期", "结案时间", "报结日期"),
    "method": ("结案方式", "执结方式"),
    "officer": ("承办人", "承办法官", "执行法官"),
    "received_on": ("到账日期", "到账时间", "收款日期"),
    "amount": ("本次到位金额", "到账金额", "收款金额"),
    "manner": ("到位方式", "履行方式"),
    "kind": ("措施种类", "措施类型"),
    "taken_on": ("实施日期", "采取日期"),
    "quantity": ("人次",),
}  # fmt: skip
_DATES = ("cell", "2026-01-05", "2026.1.5", "2026年1月5日")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A court's manners, drawn once from its code."""

    headers: dict[str, str]
    dates: str
    wan: bool  # money in 万元 instead of 元
    unit_above: bool  # the unit in the line under the title instead of in the header
    grouped: bool  # two header rows
    numbered: bool  # a column 序号
    lines_above: int  # blank lines before the title
    total: bool  # a line 合计 under what lists money


def layout_of(court: Court) -> Layout:
    """The layout of a court, the same for every form and week."""
    luck = random.Random(f"layout {court.code}")
    return Layout(
        headers={name: luck.choice(words) for name, words in _HEADERS.items()},
        dates=luck.choice(_DATES),
        wan=luck.random() < 0.4,
        unit_above=luck.random() < 0.3,
        grouped=luck.random() < 0.5,
        numbered=luck.random() < 0.7,
        lines_above=luck.choice((0, 0, 0, 1)),
        total=luck.random() < 0.3,
    )
