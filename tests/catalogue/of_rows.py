"""Cases of one row or one line of figures (R-), and of rows of one return against each other (X-)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.builder import Book, book
from tests.catalogue.playing import Case
from tests.catalogue.sheets import (
    DONE,
    YINZHOU,
    by_action,
    case,
    figures,
    head,
    ledger,
    measure,
    measures,
    no,
    payouts,
    rows_of,
    sent,
    title,
)

_LARGE = """
[[campaign.action]]
id = "large"
name = "大标的案件"
claim_above = "10万元"

[[campaign.action]]
id = "both"
name = "金钱给付案件"
any_of = ["small", "large"]
"""
_DAY = dt.date(2025, 12, 30)


def _row(code: str, at: str, fails: dict[str, Any], passes: dict[str, Any], **more: Any) -> Case:
    """A row 11 added to a sound ledger."""
    made = [ledger(None, *rows_of(), case(107, **said)) for said in (fails, passes)]
    return Case(code, [sent(made[0])], [sent(made[1])], at, **more)


def _cells(code: str, at: str, fails: dict[str, Any], passes: dict[str, Any], **more: Any) -> Case:
    """Other cells of a sound ledger."""
    return Case(code, [sent(ledger(fails))], [sent(ledger(passes))], at, **more)


def _line(code: str, at: str, fails: tuple[Any, ...], passes: tuple[Any, ...], **more: Any) -> Case:
    """Figures in one line, from A3 on."""
    return _books(code, at, figures(*fails), figures(*passes), **more)


def _books(
    code: str, at: str, fails: Book, passes: Book, form: str = "aggregate", **more: Any
) -> Case:
    return Case(code, [sent(fails, form)], [sent(passes, form)], at, **more)


def _apart(small: int, large: int, both: int) -> Book:
    """Closed cases of two actions that exclude each other, and of both (B5)."""
    made = book().title(title()).row("类别", "累计执结（件）", "累计搜查（次）")
    return made.rows(
        ("小标的案件", small, 1), ("大标的案件", large, 1), ("金钱给付案件", both, None)
    )


def _part(whole: int, small: int) -> Book:
    made = book().title(title()).row("累计执结（件）", None).merge("A2:B2")
    return made.row("总数", "其中：小标的").row(whole, small)


def _fine(yuan: int) -> Book:
    return measures(
        None, measure(1, "拘传", _DAY, 1, "甲某"), measure(2, "罚款", _DAY, 1, "乙某", yuan)
    )


def _notice(paid: int | None) -> Book:
    """A notice of a penalty that was complied with, and what was paid."""
    made = head(book().sheet("措施"), "measures", 2, YINZHOU)
    made.header("序号", "案号", "措施种类", "实施日期", "是否履行", "履行金额（元）")
    return made.row(1, no(101), "预处罚", _DAY, "已履行", paid)


def _totalled(recovered: Any, *parts: Any) -> Book:
    """Rows of 到位金额 in 万元 and a total (D8)."""
    made = head(book().sheet("台账"), "cases", 2, YINZHOU)
    made.header("序号", "案号", "申请执行标的（万元）", "执行到位金额（万元）")
    for place, part in enumerate(parts, 1):
        made.row(place, no(300 + place), 100, part)
    return made.row("合计", None, 100 * len(parts), recovered)


def _teams(total: float) -> Book:
    """Seven teams with two decimals each, and a total."""
    made = book().title(title()).row("团队", "本周到位金额（万元）", "本周执结（件）")
    return made.rows(*((f"{n}队", 14.43, n) for n in "一二三四五六七"), ("合计", total, None))


def _twice(second: int) -> Book:
    return ledger(None, *rows_of(), case(103, 31_500, second))


def _summoned(person: str) -> Book:
    """Two summonses of one day in one case, of one person and another or the same."""
    made = head(book().sheet("措施"), "measures", 2, YINZHOU)
    made.header("序号", "案号", "措施种类", "实施日期", "人次", "证件号码")
    return made.rows(*(measure(1, "拘传", _DAY, 1, who) for who in ("211202199003074529", person)))


def _copied(*, shifted: bool) -> Book:
    first = [measure(n, "拘传", _DAY, 1, "甲某") for n in range(1, 5)]
    moved = dt.timedelta(days=2 if shifted else 0)
    made = measures(None, *first)
    again = measures(None, *(measure(n, "拘传", _DAY + moved, 1, "甲某") for n in range(1, 5)))
    made.sheet("措施副本").rows(*map(tuple, again.here.rows))
    return made


ROWS = (
    _line("R-01", "B3", ("累计执结", 20, "累计执行完毕", 23), ("累计执结", 23, "累计执行完毕", 20)),
    _books("R-02", "B5", _apart(30, 12, 45), _apart(30, 12, 42), more=_LARGE),
    _line("R-03", "D3", ("旧存", 50, "本周新收", 20, "本周执结", 30, "未结", 45),
          ("旧存", 50, "本周新收", 20, "本周执结", 30, "未结", 40)),
    _books("R-04", "B4", _part(30, 35), _part(35, 30)),
    _books("R-05", "B3", by_action("本周执结（件）", "本周搜查（次）", wages=(12, 3), livelihood=(9, 3)),
           by_action("本周执结（件）", "本周搜查（次）", wages=(9, 3), livelihood=(12, 3))),
    _line("R-06", "A3", ("累计到位金额（万元）", 35, "累计执结", 0), ("累计到位金额（万元）", 35, "累计执结", 2)),
    _line("R-07", "A3", ("累计执行完毕", 12, "累计到位金额（万元）", 0),
          ("累计执行完毕", 12, "累计到位金额（万元）", 35)),
    _cells("R-08", "H7", {"H7": 37_800}, {"H7": 31_500}, words=("37800", "31500")),
    _line("R-09", "A3", ("累计拘留人数", 15, "累计拘留人次", 12), ("累计拘留人数", 12, "累计拘留人次", 15)),
    _line("R-10", "A3", ("累计拘留人数", 0, "累计拘留人次", 12), ("累计拘留人数", 10, "累计拘留人次", 12)),
    _line("R-11", "A3", ("累计移送拒执（件）", 14, "累计移送拒执（人）", 11),
          ("累计移送拒执（件）", 11, "累计移送拒执（人）", 14)),
    _line("R-12", "A3", ("累计罚款金额（万元）", 1.5, "累计罚款人次", 0),
          ("累计罚款金额（万元）", 1.5, "累计罚款人次", 3)),
    _books("R-13", "G6", _fine(120_000), _fine(100_000), "measures", words=("120000", "100000")),
    _books("R-15", "C3", by_action("新收（件）", "申请执行标的额（万元）", "本周搜查（次）", small=(20, 260, 1)),
           by_action("新收（件）", "申请执行标的额（万元）", "本周搜查（次）", small=(20, 120, 1))),
    _cells("R-16", "I7", {"C7": dt.date(2026, 1, 2), "I7": dt.date(2025, 12, 30), "J7": DONE, "H7": 31_500},
           {"C7": dt.date(2025, 12, 30), "I7": dt.date(2026, 1, 2), "J7": DONE, "H7": 31_500}),
    _cells("R-17", "I5", {"I5": dt.date(2026, 1, 5)}, {"I5": dt.date(2026, 1, 3)}),
    Case("R-18", [sent(ledger()), sent(payouts(60_000), "payouts")],
         [sent(ledger()), sent(payouts(40_000), "payouts")], "D5", words=("60000", "50000")),
    _cells("R-19", "H6", {"H6": 80_000}, {"H6": 20_000}, words=("80000",)),
    _cells("R-20", "H5", {"H5": 40_000}, {"H5": 40_000, "K5": "双方和解，余款放弃"}, words=("10000",)),
    _line("R-22", "A3", ("累计集中行动（次）", 3, "累计出动警力（人次）", 0),
          ("累计集中行动（次）", 3, "累计出动警力（人次）", 60)),
    _cells("R-23", "C6", {"C6": dt.date(2025, 10, 1)}, {"C6": dt.date(2025, 9, 30)}),
    _cells("R-25", "J7", {"I7": _DAY, "J7": "已和解，分期履行"}, {"J7": "和解"}),
    _cells("R-26", "J5", {"J5": None}, {}),
    _cells("R-27", "J6", {"D6": "追索劳动报酬纠纷"}, {}, words=(no(102),)),
    _cells("R-28", "K7", {"K7": "与首执重复"}, {"K7": "经核对不重复"}, words=("与首执重复",)),
    _row("R-29", "C11", {"number": "（2026）辽1202执7号", "filed": dt.date(2025, 3, 2)},
         {"number": "（2026）辽1202执7号", "filed": dt.date(2025, 12, 30)}),
    _row("R-30", "B11", {"number": "（2025）辽1202执恢7号"}, {"number": "（2025）辽1202执7号"},
         words=("（2025）辽1202执恢7号",)),
    _books("R-33", "F5", _notice(None), _notice(5_000), "measures", words=("已履行",)),
    _line("R-31", "A3", ("本周执结", 31, "累计执结", 13), ("本周执结", 13, "累计执结", 31)),
    _line("R-32", "A3", ("累计执结", 30, "累计执行完毕", 20, "累计终本", 8, "累计终结执行", 5),
          ("累计执结", 30, "累计执行完毕", 18, "累计终本", 8, "累计终结执行", 3)),
)  # fmt: skip

ACROSS = (
    _books("X-01", "D8", _totalled(112, 12, 30, 58), _totalled(100, 12, 30, 58), "cases", words=("12",)),
    _books("X-02", "D8", _totalled(200, 12, 30, 58), _totalled(100, 12, 30, 58), "cases"),
    _books("X-03", "B11", _twice(5_000), _twice(0), "cases"),
    _line("X-06", "A3", ("累计拘传（人次）", 25, "累计拘留（人次）", 25, "累计搜查（次）", 25),
          ("累计执结", 25, "累计执行完毕", 25, "累计拘传（人次）", 31)),
    _books("X-09", "B10", _teams(100.98), _teams(101.01), words=("101.01", "100.98")),
    _books("X-11", "C6", _summoned("211202199003074529"), _summoned("211202198811230017"), "measures",
           words=(no(101), "2025-12-30")),
    _books("X-12", "B6", by_action("本周执结（件）", "本周搜查（次）", small=(10, 1), livelihood=(8, 1), wages=(5, 1), whole=(23, None)),
           by_action("本周执结（件）", "本周搜查（次）", small=(10, 1), livelihood=(8, 1), wages=(5, 1), distinct=(15, None))),
    _line("X-13", "D3", ("本周执结（件）", 3, "本周结案（件）", 3, "累计执结", 58, "累计结案数", 61),
          ("本周执结（件）", 3, "累计执结", 58, "累计结案数", 58)),
    _books("X-14", "5行", _copied(shifted=False), _copied(shifted=True), "measures", words=("措施副本",)),
)  # fmt: skip
