"""Forty ways to get a return wrong, each told where it stands and what must be said of it.

In: the clean returns of ten weeks. Out: the same with sixty of them spoilt, and the truth. Every
plant takes a return of its own, so that no two hide each other.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.defects.city import COURTS, city, week
from tests.defects.returns import HEADER_ROW, Return, ledger, totals

# (weeks it can stand in, what it does to the return given the one of the week before)
Spoil = Callable[[Return, "Return | None", Random], str]


@dataclass(frozen=True)
class Plant:
    """One planted defect: its kind, what must come out, and where.

    `cell` is empty where no cell is wrong; where several together are (`C15|C16`), any is right.
    """

    kind: str
    codes: tuple[str, ...]
    severity: str
    between_courts: bool
    court: str
    week: int
    form: str
    cell: str


@dataclass(frozen=True)
class Kind:
    """A way to get a return wrong: `again` so often, `calm` where the week before must be clean."""

    name: str
    codes: tuple[str, ...]
    severity: str
    form: str
    spoil: Spoil
    first: int = 2
    last: int = 10
    again: int = 1
    calm: bool = False


# Either court's return may be the one it is said of.
_BETWEEN_COURTS = ("copied court", "case of another court too")


def campaign(seed: int, *, planted: bool) -> tuple[list[Return], list[Plant]]:
    """The returns of ten weeks in the order they come, and the truth."""
    rng = Random(seed)
    courts = city(seed)
    returns = {
        (court.code, number, form): make(court, number)
        for number in range(1, 11)
        for court in courts
        for form, make in (("cases", ledger), ("aggregate", totals))
    }
    plants = list(_plant(returns, rng)) if planted else []
    return list(returns.values()), plants


def _plant(returns: dict[tuple[str, int, str], Return], rng: Random) -> Iterator[Plant]:
    clean = copy.deepcopy(returns)
    taken: set[tuple[str, int, str]] = set()
    wanted = [kind for kind in KINDS for _ in range(kind.again)]
    # Those that may stand in few weeks choose first.
    for kind in sorted(
        wanted, key=lambda k: (k.name not in _BETWEEN_COURTS, not k.calm, k.last - k.first)
    ):
        places = [
            (court, number, kind.form)
            for court in COURTS
            for number in range(kind.first, kind.last + 1)
            if not {(court, number + n, kind.form) for n in _apart(kind)} & taken
        ]
        court, number, form = rng.choice(places)
        taken.add((court, number, form))
        if kind.calm:
            taken.add((court, number - 1, form))
        if kind.name in _BETWEEN_COURTS:
            free = [c for c in COURTS if c != court and (c, number, form) not in taken]
            other = free[0] if free else next(c for c in COURTS if c != court)
            before: Return | None = clean[other, number, form]
        else:
            before = clean.get((court, number - 1, form))
        spoilt = returns[court, number, form]
        cell = kind.spoil(spoilt, before, rng)
        yield Plant(
            kind=kind.name, codes=kind.codes, severity=kind.severity, court=court, week=number,
            form=form, cell=cell, between_courts=kind.name in _BETWEEN_COURTS,
        )  # fmt: skip


def _apart(kind: Kind) -> tuple[int, ...]:
    """Where no other plant may stand beside one that shows only against the week before."""
    return (-1, 0, 1) if kind.form == "aggregate" or kind.calm else (0,)


def _row(r: Return, rng: Random, *, closed: bool | None = None, method: str = "") -> int:
    """A row of a ledger, of a closed or open case."""
    column = r.column("结案方式")
    rows = [
        row for row in r.body
        if (closed is None or (r.get(row, column) is not None) == closed)
        and (not method or r.get(row, column) == method)
    ]  # fmt: skip
    return rng.choice(rows)


def _put(head: str, value: object, **which: object) -> Spoil:
    def spoil(r: Return, _: Return | None, rng: Random) -> str:
        return r.put(_row(r, rng, **which), r.column(head), value)  # type: ignore[arg-type]

    return spoil


def _figure(item: str, column: int, change: Callable[[float], float]) -> Spoil:
    def spoil(r: Return, _: Return | None, __: Random) -> str:
        row = r.item(item)
        return r.put(row, column, change(r.get(row, column)))

    return spoil


def _other_name(r: Return, _: Return | None, rng: Random) -> str:
    other = rng.choice([short for code, (_, short) in COURTS.items() if code != r.court])
    r.name = "补报-" + r.name.replace(COURTS[r.court][1], other)
    return ""


def _two_weeks(r: Return, before: Return | None, _: Random) -> str:
    assert before is not None
    r.rows[1][0] = before.rows[1][0].split("至")[0] + "至" + r.rows[1][0].split("至")[1]
    return "A2"


def _double_column(r: Return, _: Return | None, __: Random) -> str:
    for cells in r.rows[HEADER_ROW - 1 :]:
        cells.append("执行到位金额（元）" if cells[1] == "案号" else 1.0 if cells[1] else None)
    return ""


def _no_column(head: str) -> Spoil:
    def spoil(r: Return, _: Return | None, __: Random) -> str:
        column = r.column(head)
        for cells in r.rows[HEADER_ROW - 1 :]:
            if len(cells) >= column:
                del cells[column - 1]
        return ""

    return spoil


def _no_unit(r: Return, _: Return | None, __: Random) -> str:
    r.put(HEADER_ROW, r.column("执行到位"), "执行到位金额")
    r.put(HEADER_ROW, r.column("申请执行标的"), "申请执行标的")
    return ""


def _error(r: Return, _: Return | None, rng: Random) -> str:
    row, column = _row(r, rng), r.column("执行到位")
    r.errors[row, column] = "#REF!"
    return r.put(row, column, None)


def _same_case(r: Return, _: Return | None, rng: Random) -> str:
    row = _row(r, rng, closed=False)
    twice = [*r.rows[row - 1]]
    twice[r.column("申请执行标的") - 1] += 1000
    twice[r.column("执行到位") - 1] = 0
    r.rows.insert(r.body.stop - 1, twice)
    _sum_up(r)
    return f"B{r.body.stop - 1}"


def _of_case(row: int) -> str:
    """The cells of a case that contradict each other: number, days, money, method."""
    return "|".join(f"{letter}{row}" for letter in "HBCGIJ")


def _sum_up(r: Return) -> None:
    for head in ("申请执行标的", "执行到位"):
        column = r.column(head)
        total = sum(r.get(row, column) or 0 for row in r.body)
        r.put(r.body.stop, column, total)


def _before_filing(r: Return, _: Return | None, rng: Random) -> str:
    row = _row(r, rng, closed=True)
    filed = r.get(row, r.column("立案日期"))
    return r.put(row, r.column("结案日期"), filed - dt.timedelta(days=3))


def _fallen(r: Return, _: Return | None, rng: Random) -> str:
    row = rng.choice([
        row for row in r.body
        if (closed := r.get(row, r.column("结案日期"))) and r.get(row, r.column("执行到位")) > 3000
        and (closed - dt.date(2025, 12, 22)).days // 7 + 1 < r.week
    ])  # fmt: skip
    column = r.column("执行到位")
    cell = r.put(row, column, r.get(row, column) - 2000)
    _sum_up(r)
    return cell


def _gone_blank(r: Return, _: Return | None, rng: Random) -> str:
    row = rng.choice([
        row for row in r.body
        if (closed := r.get(row, r.column("结案日期")))
        and (closed - dt.date(2025, 12, 22)).days // 7 + 1 < r.week
    ])  # fmt: skip
    r.put(row, r.column("结案方式"), None)
    return r.put(row, r.column("结案日期"), None)


def _vanished(r: Return, _: Return | None, rng: Random) -> str:
    first = [row for row in r.body if row < HEADER_ROW + 40]
    del r.rows[rng.choice(first) - 1]
    for place, row in enumerate(r.body, 1):
        r.put(row, 1, place)
    _sum_up(r)
    return ""


def _both_courts(r: Return, before: Return | None, rng: Random) -> str:
    assert before is not None
    row, other = _row(r, rng, closed=False), _row(before, rng, closed=False)
    copied = [*before.rows[other - 1]]
    copied[0] = r.get(r.body.stop - 1, 1) + 1
    del row
    r.rows.insert(r.body.stop - 1, copied)
    _sum_up(r)
    return f"B{r.body.stop - 1}"


def _of_other_court(r: Return, _: Return | None, rng: Random) -> str:
    other = rng.choice([code for code in COURTS if code != r.court])
    new = [*r.rows[r.body.stop - 2]]
    new[0] += 1
    new[1] = f"（2025）{other}执{rng.randint(8000, 8999)}号"
    new[2] = dt.date(2025, 8, 5)
    r.rows.insert(r.body.stop - 1, new)
    _sum_up(r)
    return f"B{r.body.stop - 1}"


def _new_column(r: Return, _: Return | None, __: Random) -> str:
    for place, cells in enumerate(r.rows[HEADER_ROW - 1 :]):
        if not place or isinstance(cells[0], int):
            cells.append("包案院领导" if not place else "第三组")
    return ""


def _hidden(r: Return, _: Return | None, rng: Random) -> str:
    row = _row(r, rng)
    r.hidden_rows.add(row)
    return f"A{row}"


def _ten_thousandfold(r: Return, _: Return | None, rng: Random) -> str:
    row, column = _row(r, rng, closed=True, method="执行完毕"), r.column("执行到位")
    cell = r.put(row, column, r.get(row, column) * 10_000)
    _sum_up(r)
    return cell


def _above_claim(r: Return, _: Return | None, rng: Random) -> str:
    row, column = _row(r, rng, closed=True, method="执行完毕"), r.column("执行到位")
    cell = r.put(row, column, round(r.get(row, column) * 1.3, 2))
    _sum_up(r)
    return cell


def _full_interim(r: Return, _: Return | None, rng: Random) -> str:
    row = _row(r, rng, closed=True, method="终结本次执行程序")
    r.put(row, r.column("执行到位"), r.get(row, r.column("申请执行标的")))
    _sum_up(r)
    return _of_case(row)


def _short_completed(r: Return, _: Return | None, rng: Random) -> str:
    # Closed this week: what stood before cannot fall.
    row = rng.choice([
        row for row in r.body
        if r.get(row, r.column("结案方式")) == "执行完毕"
        and (r.get(row, r.column("结案日期")) - dt.date(2025, 12, 22)).days // 7 + 1 == r.week
    ])  # fmt: skip
    column = r.column("执行到位")
    cell = r.put(row, column, round(r.get(row, column) * 0.6, 2))
    _sum_up(r)
    return cell


def _early_interim(r: Return, _: Return | None, rng: Random) -> str:
    row = _row(r, rng, closed=True, method="终结本次执行程序")
    closed = r.get(row, r.column("结案日期"))
    r.put(row, r.column("立案日期"), closed - dt.timedelta(days=50))
    return _of_case(row)


def _next_week(r: Return, _: Return | None, rng: Random) -> str:
    row = rng.choice([
        row for row in r.body
        if (closed := r.get(row, r.column("结案日期")))
        and (closed - dt.date(2025, 12, 22)).days // 7 + 1 == r.week
    ])  # fmt: skip
    _, last = week(r.week)
    return r.put(row, r.column("结案日期"), last + dt.timedelta(days=1))


def _renamed(r: Return, _: Return | None, __: Random) -> str:
    return r.put(HEADER_ROW, r.column("结案日期"), "结案时间")


def _total(r: Return, _: Return | None, __: Random) -> str:
    column = r.column("执行到位")
    return r.put(r.body.stop, column, r.get(r.body.stop, column) + 1100)


def _copied(r: Return, before: Return | None, _: Random) -> str:
    assert before is not None
    for place in range(HEADER_ROW, len(r.rows)):
        r.rows[place] = [*before.rows[place]]
    return ""


def _nothing(r: Return, before: Return | None, _: Random) -> str:
    """拘传: nothing this week, after weeks with some."""
    assert before is not None
    row = r.item("拘传")
    r.put(row, 4, before.get(row, 4))
    return r.put(row, 3, 0)


def _one_more_interim(r: Return, _: Return | None, __: Random) -> str:
    row = r.item("终本")
    return r.put(row, 3, r.get(row, 3) + 1) + f"|C{r.item('执结')}"


def _more_carried_over(r: Return, _: Return | None, __: Random) -> str:
    row = r.item("旧存")
    return r.put(row, 4, r.get(row, 4) + 4) + f"|D{r.item('未结')}"


def _no_fines(r: Return, _: Return | None, __: Random) -> str:
    persons, money = r.item("罚款"), r.item("罚款金额")
    return r.put(persons, 3, 0) + f"|C{money}"


def _swap(item: str, column: int, value: Callable[[Return], float]) -> Spoil:
    def spoil(r: Return, _: Return | None, __: Random) -> str:
        return r.put(r.item(item), column, value(r))

    return spoil


_ID = "211202199003074529"

KINDS: tuple[Kind, ...] = (
    Kind("other court in the name", ("F-05",), "return", "cases", _other_name),
    Kind("two weeks in the title", ("F-07",), "return", "cases", _two_weeks, first=3, again=2),
    Kind("column twice", ("S-04", "S-05"), "return", "cases", _double_column, again=2),
    Kind("no case number column", ("S-07",), "return", "cases", _no_column("案号"), again=2),
    Kind("no unit", ("S-11",), "return", "cases", _no_unit, last=2),
    Kind("error value", ("S-15",), "return", "cases", _error, again=2),
    Kind("case number blank", ("V-01",), "return", "cases", _put("案号", None), again=2),
    Kind("amount in words", ("V-02",), "return", "cases", _put("执行到位", "已全部到位"), again=2),
    Kind("negative amount", ("V-05",), "return", "cases", _put("执行到位", -3500), again=2),
    Kind("half a case", ("V-06",), "return", "aggregate", _figure("执结", 3, lambda v: v + 0.5)),
    Kind("no such day", ("V-11",), "return", "cases", _put("结案日期", "2026.13.5"), again=2),
    Kind("year slipped", ("V-12",), "return", "cases", _put("结案日期", dt.date(2062, 1, 5))),
    Kind("unknown method", ("V-14",), "return", "cases", _put("结案方式", "转庭", closed=True), again=2),
    Kind("bad case number", ("V-16",), "return", "cases", _put("案号", "2026执一二"), again=2),
    Kind("identity number", ("V-22",), "return", "cases", _put("备注", f"证件{_ID}")),
    Kind("wrong total", ("X-01",), "return", "cases", _total, again=2),
    Kind("one case, two rows", ("X-03",), "return", "cases", _same_case, again=2),
    Kind("closed before filed", ("R-16",), "return", "cases", _before_filing, again=2),
    Kind("part above the whole", ("R-01", "R-31", "R-32"), "return", "aggregate",
         _swap("执行完毕", 3, lambda r: r.get(r.item("执结"), 3) + 3), again=2),
    Kind("fines without persons", ("R-12",), "return", "aggregate", _no_fines),
    Kind("to date slipped", ("P-02", "X-04"), "return", "aggregate",
         _figure("执结", 4, lambda v: v + 30), again=2),
    Kind("carried over is not last week's open", ("P-07", "R-03"), "return", "aggregate",
         _more_carried_over),
    Kind("first week to date", ("P-10",), "return", "aggregate",
         _figure("拘传", 4, lambda v: v + 5), first=1, last=1),
    Kind("period above to date", ("R-31",), "return", "aggregate",
         _swap("拘传", 3, lambda r: r.get(r.item("拘传"), 4) + 2)),
    Kind("recovered has fallen", ("P-01",), "query", "cases", _fallen, first=4, again=2, calm=True),
    Kind("about", ("V-08",), "query", "cases", _put("执行到位", "87万余元"), again=2),
    Kind("another unit in the cell", ("V-10",), "query", "cases", _put("执行到位", "3.5万元")),
    Kind("unknown column", ("S-06",), "query", "cases", _new_column),
    Kind("hidden row", ("S-08",), "query", "cases", _hidden),
    Kind("元 in 万元", ("P-03", "P-17"), "query", "cases", _ten_thousandfold, again=2),
    Kind("above the claim", ("R-08",), "query", "cases", _above_claim),
    Kind("interim, all recovered", ("R-19",), "query", "cases", _full_interim, first=4),
    Kind("completed, not all recovered", ("R-20",), "query", "cases", _short_completed, again=2),
    Kind("interim too early", ("R-23",), "query", "cases", _early_interim, first=4),
    Kind("closing gone", ("V-18",), "query", "cases", _gone_blank, first=4, calm=True),
    Kind("case gone", ("Z-08",), "query", "cases", _vanished, calm=True),
    Kind("case of another court too", ("C-01",), "query", "cases", _both_courts),
    Kind("case of another court", ("C-04",), "query", "cases", _of_other_court),
    Kind("copied court", ("C-03",), "query", "aggregate", _copied),
    Kind("copied week", ("P-05",), "query", "aggregate", _copied),
    Kind("nothing after weeks with some", ("P-06",), "query", "aggregate", _nothing, first=6),
    Kind("does not balance", ("R-03",), "query", "aggregate", _figure("未结", 4, lambda v: v + 6)),
    Kind("other number than the ledger", ("X-04", "R-31", "R-32"), "return", "aggregate",
         _one_more_interim, first=3),
    Kind("other amount than the ledger", ("X-05",), "return", "aggregate",
         _figure("执行到位金额", 3, lambda v: round(v + 2.2, 4))),
    Kind("closed in another week", ("R-17",), "query", "cases",
         _next_week, calm=True),
    Kind("void in the note", ("R-28",), "query", "cases", _put("备注", "该案作废"), again=2),
    Kind("column renamed", ("S-18",), "query", "cases", _renamed, calm=True),
    Kind("closed without a method", ("R-26",), "query", "cases", _put("结案方式", None, closed=True)),
)  # fmt: skip
