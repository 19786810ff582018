"""The workbooks the benchmarks read: case ledgers of invented courts, the same bytes every time.

Comes in: how many files and rows. Goes out: a folder of .xlsx and the campaign file they belong to,
made once and kept. Refuses to know enforce: a benchmark measures files as courts send them.
"""

import itertools
import os
import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.docket import firm, person
from benchmarks.package import Cell, letter, write_workbook

WEEKS = 10
_START = date(2026, 1, 5)
_FIRST = "安宁和清平昌永丰"
_SECOND = "川泽岭原溪林泉岗"
_CAUSES = (
    "民间借贷纠纷", "买卖合同纠纷", "劳务合同纠纷", "追索劳动报酬纠纷", "机动车交通事故责任纠纷",
    "抚养费纠纷", "赡养纠纷", "金融借款合同纠纷", "房屋租赁合同纠纷", "提供劳务者受害责任纠纷",
)  # fmt: skip
_METHODS = ("执行完毕", "执行完毕", "执行完毕", "终结本次执行程序", "终结执行")
_NOTES = (
    "已冻结账户{}元，正在扣划",
    "已提取公积金{}元",
    "查封车辆，估价{}元",
    "评估费{}元已缴",
)
# A column: the upper header it stands under, and its own.
_COLUMNS = (
    ("", "序号"), ("", "案号"), ("案件情况", "案由"), ("案件情况", "申请执行人"),
    ("案件情况", "被执行人"), ("案件情况", "立案日期"), ("案件情况", "到期日"),
    ("执行标的", "申请执行标的（万元）"), ("执行标的", "到位金额（元）"),
    ("执行标的", "放弃金额（元）"), ("执行标的", "未到位金额（元）"), ("执行标的", "到账日期"),
    ("结案情况", "结案日期"), ("结案情况", "结案方式"), ("承办情况", "承办人"),
    ("承办情况", "团队"), ("承办情况", "办案天数"), ("", "是否重点案件"), ("", "拘传"), ("", "备注"),
)  # fmt: skip
WIDTH = len(_COLUMNS)


@dataclass(slots=True, kw_only=True)
class _Case:
    """What a case is at the end; a week shows what had happened by then."""

    number: str
    cause: str
    parties: tuple[str, str]
    officer: str
    filed_on: date
    claim: int
    paid: tuple[tuple[date, int], ...]
    closed_on: date | None
    method: str
    is_key: bool
    compelled_on: date | None
    note: str


def make_campaign(folder: Path, *, files: int, rows: int, weeks: int = WEEKS) -> Path:
    """A folder with enforce.toml and returns/: weekly ledgers of `rows` cases a court.

    Made beside and renamed, so that a broken-off run leaves nothing; made already, it is kept.

    Args:
        folder: where campaigns are kept.
        files: how many workbooks; a multiple of `weeks`.
        rows: cases in each.
        weeks: how many a court sends.
    """
    made = folder / f"{files}x{rows}x{WIDTH}{f'-{weeks}weeks' * (weeks != WEEKS)}"
    if made.is_dir():
        return made
    courts = _courts(files // weeks)
    beside = _begun(made, courts, weeks)
    work = [
        _Sender(
            folder=beside / "returns", number=number, code=code, name=name, rows=rows, weeks=weeks
        )
        for number, (code, name) in enumerate(courts)
    ]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(_send, work))
    return beside.rename(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    """A court and what it sends."""

    folder: Path
    number: int
    code: str
    name: str
    rows: int
    weeks: int


def _send(sender: _Sender) -> None:
    """Every week's ledger of a court."""
    luck = random.Random(f"{sender.code} {sender.rows}")
    cases = _cases(luck, sender.code, sender.rows, sender.weeks)
    for week in range(1, sender.weeks + 1):
        path = sender.folder / f"{sender.name}第{week:02}周案件台账.xlsx"
        _write(path, sender.name, week, cases, dates_as_text=sender.number % 5 == 4)


def make_big(folder: Path, *, rows: int) -> Path:
    """A folder with enforce.toml and one workbook of `rows` cases, made once and kept."""
    made = folder / f"1x{rows}x{WIDTH}"
    if made.is_dir():
        return made
    courts = _courts(1)
    code, name = courts[0]
    beside = _begun(made, courts, WEEKS)
    cases = _cases(random.Random(f"{code} {rows}"), code, rows, WEEKS)
    path = beside / "returns" / f"{name}第{WEEKS:02}周案件台账.xlsx"
    _write(path, name, WEEKS, cases, dates_as_text=False)
    return beside.rename(made)


def _begun(made: Path, courts: list[tuple[str, str]], weeks: int) -> Path:
    """The folder beside, with the campaign file and no returns yet."""
    beside = made.with_name(f"{made.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "returns").mkdir(parents=True)
    (beside / "enforce.toml").write_text(_campaign_text(courts, weeks), encoding="utf-8")
    return beside


def _courts(count: int) -> list[tuple[str, str]]:
    names = [f"{first}{second}县人民法院" for second in _SECOND for first in _FIRST]
    # Beyond the sixty-four names there is a second, a third … of each.
    return [
        (
            f"辽{9010 + number}",
            (names[number % 64] if number < 64 else f"第{number // 64 + 1}{names[number % 64]}"),
        )
        for number in range(count)
    ]


def _campaign_text(courts: list[tuple[str, str]], weeks: int) -> str:
    lists = "".join(f'\n[[court]]\ncode = "{code}"\nname = "{name}"\n' for code, name in courts)
    end = _START + timedelta(days=7 * weeks - 1)
    return f"""[desk]
court = "辽90"

[[court]]
code = "辽90"
name = "示例市中级人民法院"
{lists}
[[campaign]]
id = "bench"
name = "“测速70天”执行专项行动"
start = {_START}
end = {end}

[[campaign.expects]]
form = "cases"
every = "week"

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"
"""


def _cases(luck: random.Random, code: str, count: int, weeks: int) -> list[_Case]:
    officers = [person(luck) for _ in range(8)]
    return [_case(luck, f"{code}执{100 + i}号", officers, 7 * weeks) for i in range(count)]


def _case(luck: random.Random, number: str, officers: list[str], days: int) -> _Case:
    filed_on = date(2025, 3, 1) + timedelta(days=luck.randrange(300))
    claim = 100 * luck.choice((luck.randrange(20, 1000), luck.randrange(500, 30_000)))
    first = _START + timedelta(days=luck.randrange(days - 8))
    last = first + timedelta(days=luck.randrange(1, 8))
    paid: tuple[tuple[date, int], ...] = ()
    closed_on = last if luck.random() < 0.7 else None
    method = luck.choice(_METHODS) if closed_on else ""
    if closed_on or luck.random() < 0.5:
        part = luck.randrange(1, claim)
        paid = ((first, part), (last, claim)) if method == _METHODS[0] else ((first, part),)
    # Nothing is closed for want of property within three months.
    filed_on = min(filed_on, last - timedelta(days=100))
    return _Case(
        number=f"（{filed_on.year}）{number}",
        cause=luck.choice(_CAUSES),
        parties=(luck.choice((person, firm))(luck), person(luck)),
        officer=luck.choice(officers),
        filed_on=filed_on,
        claim=claim,
        paid=paid,
        closed_on=closed_on,
        method=method,
        is_key=luck.random() < 0.1,
        compelled_on=first if luck.random() < 0.08 else None,
        note=luck.choice(_NOTES).format(luck.randrange(100, 30_000)),
    )


def _row(place: int, case: _Case, as_of: date, *, dates_as_text: bool) -> Iterator[Cell]:
    """A case's line as its court knew it on a day."""
    closed = case.closed_on is not None and case.closed_on <= as_of
    paid = [(day, amount) for day, amount in case.paid if day <= as_of]
    day, amount = paid[-1] if paid else (None, 0)
    filed: Cell = case.filed_on
    if dates_as_text:
        filed = f"{case.filed_on.year}.{case.filed_on.month}.{case.filed_on.day}"
    yield from (place, case.number, case.cause, *case.parties, filed)
    yield case.filed_on + timedelta(days=180)
    yield from (case.claim / 10_000, amount, 0, case.claim - amount, day)
    yield from (case.closed_on, case.method) if closed else (None, None)
    yield from (case.officer, "执行一团队", (as_of - case.filed_on).days)
    yield "是" if case.is_key else "否"
    yield case.compelled_on if case.compelled_on and case.compelled_on <= as_of else None
    yield case.note


def _write(path: Path, court: str, week: int, cases: list[_Case], *, dates_as_text: bool) -> None:
    as_of = _START + timedelta(days=7 * week - 1)
    heads: tuple[list[Cell], ...] = (
        [f"{court}“测速70天”专项行动案件台账（第{week}周）"],
        [f"数据截至：{as_of.year}年{as_of.month}月{as_of.day}日"],
        [upper or own for upper, own in _COLUMNS],
        [own if upper else None for upper, own in _COLUMNS],
    )
    lines = (
        _row(place, case, as_of, dates_as_text=dates_as_text)
        for place, case in enumerate(cases, start=1)
    )
    write_workbook(path, itertools.chain(heads, lines), merges=tuple(_merges()))


def _merges() -> Iterator[str]:
    """Title lines over the whole width, an upper header over its columns, a lone one over both."""
    right = letter(WIDTH - 1)
    yield from (f"A1:{right}1", f"A2:{right}2")
    uppers = [upper for upper, _ in _COLUMNS]
    for column, upper in enumerate(uppers):
        if not upper:
            yield f"{letter(column)}3:{letter(column)}4"
        elif uppers.index(upper) == column and uppers.count(upper) > 1:
            yield f"{letter(column)}3:{letter(column + uppers.count(upper) - 1)}3"
