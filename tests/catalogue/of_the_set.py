"""Cases over several returns: layouts, periods (P-, V-18), courts (C-), rows and figures (X-), versions (Z-)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from enforcement_cli.model.period import Period
from enforcement_cli.store.publications import record_issue
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.state import Room
from tests.builder import Book, book
from tests.catalogue.playing import Case
from tests.catalogue.sheets import (
    LEDGER,
    QINGHE,
    TIELING,
    XIFENG,
    YINZHOU,
    Sent,
    came,
    case,
    ledger,
    measure,
    measures,
    no,
    rows_of,
    sent,
    title,
)
from tests.defects.city import COURTS, week

OTHERS = [court for court in COURTS if court != YINZHOU]
# By header what a court states in each week; None: not stated.
Lines = Mapping[str, Sequence[Any]]


def _flow(lines: Lines, court: str = YINZHOU, weeks: Sequence[int] = ()) -> list[Sent]:
    """A sheet of totals a week, A3 the first figure; a header ending in @ has its value in each week."""
    count = max(map(len, lines.values()))
    return [
        sent(_week(lines, court, number), "aggregate", number=number, court=court)
        for number in weeks or range(1, count + 1)
    ]


def _week(lines: Lines, court: str, number: int) -> Book:
    stated = [(name, values[number - 1]) for name, values in lines.items() if values[number - 1] is not None]
    made = book().sheet("周报").title(title(number, court))
    return made.row(*(name for name, _ in stated)).row(*(value for _, value in stated))


def _beside(lines: Lines, *own: Sent) -> list[Sent]:
    """The same figures of every other court, and then 银州's."""
    return [one for place, court in enumerate(OTHERS) for one in _flow(_moved(lines, place), court)] + list(own)


def _moved(lines: Lines, place: int) -> Lines:
    """Another court's figures, a little apart so that none is a copy."""
    return {
        name: [None if v is None else v + place % 3 if v > 5 else v for v in values] for name, values in lines.items()
    }


def _pair(code: str, at: str, fails: Lines, passes: Lines, **more: Any) -> Case:
    """One court's figures alone; what is told is of the last week."""
    return Case(code, _flow(fails), _flow(passes), at, **more)


def _among(code: str, at: str, others: Lines, fails: Lines, passes: Lines, **more: Any) -> Case:
    made = [_beside(others, *_flow(own)) for own in (fails, passes)]
    return Case(code, made[0], made[1], at, **more)


def _ledgers(code: str, at: str, fails: Book, passes: Book, before: Book | None = None, **more: Any) -> Case:
    """A ledger of the third week after one of the second."""
    first = sent(before or ledger())
    return Case(code, [first, sent(fails, number=3)], [first, sent(passes, number=3)], at, **more)


def _third(cells: Mapping[str, Any] | None = None, *rows: tuple[Any, ...], **more: Any) -> Book:
    return ledger(cells, *rows, number=3, **more)


def _again(code: str, fails: Sequence[Book], passes: Sequence[Book], at: str = "", **more: Any) -> Case:
    """Ledgers of the second week, a day apart."""
    made = [[sent(one, days=day) for day, one in enumerate(side)] for side in (fails, passes)]
    return Case(code, made[0], made[1], at, **more)


def _turned() -> Book:
    header = [*LEDGER[:8], "结案方式", "结案日期", "备注"]
    return _third(None, *((*row[:8], row[9], row[8], row[10]) for row in rows_of()), header=header)


def _lower() -> Book:
    made = _third()
    made.here.rows.insert(3, [])
    return made


def _of_court(court: str, *rows: tuple[Any, ...]) -> Sent:
    return sent(ledger(None, *rows_of(court), *rows, court=court), court=court)


def _in_both(*, twice: bool) -> list[Sent]:
    own = case(208, number=no(208), note=None)
    return [_of_court(YINZHOU, own), _of_court(QINGHE, *([own] if twice else []))]


def _resumed(recovered: int) -> Book:
    """A case that was paid in full, and the case that resumed it, of the same claim."""
    first = (*case(88, 50_000, 50_000), None)
    again = (*case(7, 50_000, recovered, number=no(7, kind="执恢")), no(88))
    return ledger({"L4": "原案号"}, *rows_of(), first, again)


def _detained(*, persons: int) -> list[Sent]:
    """Two cases of one person and one of another, and the figure that says how many they are."""
    people = ("211202199003074529", "211202199003074529", "211202198811230017")
    rows = [measure(n, "司法拘留", dt.date(2025, 12, 30), 1, None, None, None, who) for n, who in enumerate(people, 1)]
    listed = measures({"I4": "证件号码"}, *rows)
    return [sent(listed, "measures"), *_flow({"本周拘留（人）": [None, persons]}, weeks=[2])]


def _stated(header: str, value: float) -> list[Sent]:
    """A ledger with two cases closed in the week, of 7 万元, and a figure about them."""
    return [sent(ledger()), *_flow({header: [None, value]}, weeks=[2])]


_CLOSED, _TO_DATE = "本周执结（件）", "累计执结（件）"
_MANY = ("本周执结（件）", "本周新收（件）", "本周搜查（次）", "本周拘传（人次）", "本周集中行动（次）", "本周拘留（人次）")


def _counts(*weeks: Sequence[int]) -> dict[str, list[int]]:
    return {name: [each[place] for each in weeks] for place, name in enumerate(_MANY)}


def _copied_courts(*, same: bool) -> list[Sent]:
    first = _counts((14, 22, 5, 41, 3, 2))
    other = first if same else _counts((14, 19, 6, 38, 1, 4))
    return [*_flow(first, QINGHE), *_flow(other)]


def _averages(*per_case: float) -> list[Sent]:
    """Thirty closed cases of each court, each of so many 万元; 银州's is the last."""
    courts = (QINGHE, TIELING, XIFENG, "辽1224", YINZHOU)
    return [
        one
        for court, each in zip(courts, per_case, strict=True)
        for one in _flow({"累计执结（件）": [30], "累计到位金额（万元）": [30 * each]}, court)
    ]


def _publish(room: Room) -> None:
    """An issue of the second week, after its return came and before the next did."""
    with open_store(room.workspace.store, write=True) as connection:
        record_issue(
            connection, campaign=room.campaign.id, period=Period(*week(2)), known_at=came(2, hour=15),
            figures=[], files={},
        )  # fmt: skip


LAYOUT = (
    _ledgers("S-02", "", _lower(), _third(), words=("4", "5")),
    _ledgers("S-10", "", _turned(), _third()),
    _ledgers("S-18", "", _third({"J4": "结案类型"}), _third(), words=("结案方式", "结案类型")),
    Case("S-19", [sent(ledger({"D7": None}))], [sent(ledger())], words=(no(103), "案由")),
)

PERIODS = (
    _ledgers("P-01", "H8", _third({"H8": 3_000}), _third({"H8": 7_000}), words=("6200", "3000")),
    _pair("P-02", "B3", {_CLOSED: (12, 15), _TO_DATE: (12, 57)}, {_CLOSED: (12, 15), _TO_DATE: (12, 27)}),
    Case("P-03", [sent(ledger({"H7": 315_000_000}))], [sent(ledger({"H7": 31_500}))], "H7"),
    _among("P-04", "A3", {_CLOSED: (12, 14, 11, 13, 12, 12)}, {_CLOSED: (12, 14, 11, 13, 12, 130)},
           {_CLOSED: (12, 14, 11, 13, 12, 30)}),
    _pair("P-05", "3行", _counts((9, 20, 3, 31, 2, 1), (12, 22, 4, 30, 1, 2), (12, 22, 4, 30, 1, 2)),
          _counts((9, 20, 3, 31, 2, 1), (12, 22, 4, 30, 1, 2), (12, 19, 5, 33, 2, 1))),
    _among("P-06", "A3", {"本周拘传（人次）": (30, 28, 35, 31, 30)}, {"本周拘传（人次）": (30, 28, 35, 31, 0)},
           {"本周拘传（人次）": (30, 28, 35, 31, 29)}),
    _pair("P-07", "A3", {"旧存（件）": (400, 390, 399), "未结（件）": (390, 385, 380)},
          {"旧存（件）": (400, 390, 385), "未结（件）": (390, 385, 380)}),
    _among("P-08", "A3", {_TO_DATE: (8, 20)}, {_TO_DATE: (260, 268)}, {_TO_DATE: (40, 52)}, about=-2),
    _pair("P-10", "B3", {_CLOSED: (8,), _TO_DATE: (420,)}, {_CLOSED: (8,), _TO_DATE: (8,)}),
    _pair("P-11", "C3", {"旧存（件）": (100, 100), "累计新收（件）": (20, 60), _TO_DATE: (80, 210)},
          {"旧存（件）": (100, 100), "累计新收（件）": (20, 60), _TO_DATE: (80, 130)}),
    _pair("P-12", "B3", {_CLOSED: (50, 60, 55, 50), "本周执行完毕（件）": (22, 27, 25, 46)},
          {_CLOSED: (50, 60, 55, 50), "本周执行完毕（件）": (22, 27, 25, 28)}),
    _among("P-15", "A3", {"本周拘留（人次）": (8, 9, 7, 10, 8)}, {"本周拘留（人次）": (0, 0, 0, 0, 0)},
           {"本周拘留（人次）": (0, 0, 1, 0, 0)}),
    _pair("P-16", "B3", {"本周限高（人）": (40, 35, 52), "累计限高（人）": (40, 75, 127)},
          {"本周限高（人）": (40, 35, 52), "累计限高（人）": (40, 72, 118)}),
    _pair("P-17", "B3", {_TO_DATE: (12, 26, 40), "累计到位金额（万元）": (55, 122, 1_206_000)},
          {_TO_DATE: (12, 26, 40), "累计到位金额（万元）": (55, 122, 180.6)}),
    _pair("V-18", "", {_CLOSED: (12, 14, 11, None), "本周搜查（次）": (3, 4, 3, 5)},
          {_CLOSED: (12, 14, 11, 13), "本周搜查（次）": (3, 4, 3, 5)}),
    Case("R-24", [sent(_resumed(50_000))], [sent(_resumed(10_000))], "H12", words=("50000",)),
)  # fmt: skip

COURTS_BESIDE = (
    Case("C-01", _in_both(twice=True), _in_both(twice=False), "B11", words=(no(208), "银州", "清河")),
    Case("C-02", _averages(3, 4, 2, 3, 48), _averages(3, 4, 2, 3, 9), "B3"),
    Case("C-03", _copied_courts(same=True), _copied_courts(same=False), words=("清河",)),
    Case("C-04", [_of_court(YINZHOU, case(208, court=QINGHE))], [_of_court(YINZHOU, case(208))], "B11"),
    _among("C-07", "A3", {_TO_DATE: (20, 40, 60, 80, 100)}, {_TO_DATE: (20, 40, 60, 80, 400)},
           {_TO_DATE: (20, 40, 60, 80, 110)}),
    _among("C-10", "A3", {"本周搜查（次）": (6, 7, 6, 2)}, {"本周搜查（次）": (6, 7, 6, 60)},
           {"本周搜查（次）": (6, 7, 6, 5)}),
)  # fmt: skip

ROWS_AND_FIGURES = (
    Case("X-04", _stated("本周执结（件）", 4), _stated("本周执结（件）", 2), "A3"),
    Case("X-05", _stated("本周到位金额（万元）", 70), _stated("本周到位金额（万元）", 7), "A3"),
    Case("X-08", _detained(persons=3), _detained(persons=2), "A3"),
)

_CHANGED = ledger({"H7": 900})
_BAD, _WORSE = ledger({"B7": "2026执123"}), ledger({"K8": "与首执重复"})
VERSIONS = (
    _again("Z-01", [ledger(), _CHANGED], [ledger()], words=("第 2 次",)),
    Case("Z-02", [sent(ledger()), sent(_third(), number=3), sent(ledger({"H8": 6_100}), days=8)],
         [sent(ledger()), sent(_third(), number=3), sent(ledger({"H8": 6_100, "K8": "更正到位金额"}), days=8)],
         words=("6200.00→6100.00",)),
    Case("Z-03", [sent(ledger()), sent(ledger({"I5": None, "J5": None}), days=2)],
         [sent(ledger()), sent(ledger({"I5": None, "J5": None, "K5": "结案日期更正"}), days=2)],
         acts={1: _publish}, words=(no(101),)),
    _again("Z-04", [_BAD, ledger({"B7": "2026执123", "H7": 900})], [_BAD, _CHANGED], words=("V-16",)),
    _again("Z-05", [ledger({"K7": "与首执重复"}), _WORSE], [ledger({"K7": "与首执重复"}), _CHANGED], words=("R-28",)),
    _again("Z-06", [ledger(), ledger()], [ledger(), _CHANGED], words=("第 2 次",)),
    Case("Z-08", [sent(ledger()), sent(_third(None, *rows_of()[:5]), number=3)],
         [sent(ledger()), sent(_third(), number=3)], words=(no(106),)),
    _again("Z-10", [ledger({"H7": n}) for n in (100, 200, 300, 400, 500)],
           [ledger({"H7": n}) for n in (100, 200)], words=("第 4 次",)),
)  # fmt: skip
