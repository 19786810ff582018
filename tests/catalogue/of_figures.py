"""Cases of figures over weeks (P-, V-18), against other courts (C-) and against rows (X-)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tests.builder import Book, book
from tests.catalogue.playing import Case
from tests.catalogue.sheets import (
    CHANGTU,
    DIAOBINGSHAN,
    KAIYUAN,
    QINGHE,
    TIELING,
    XIFENG,
    YINZHOU,
    Sent,
    ledger,
    measure,
    measures,
    sent,
    title,
)

# What each court of a shared desk is for: one case a court, so that none hurts another.
BESIDE = (QINGHE, TIELING, XIFENG)
# By header what a court states in each week; None: not stated.
Lines = Mapping[str, Sequence[Any]]


def _flow(lines: Lines, court: str = YINZHOU, weeks: Sequence[int] = ()) -> list[Sent]:
    """A sheet of totals a week; the figures stand in row 3, in the order of `lines`."""
    count = max(map(len, lines.values()))
    return [
        sent(_week(lines, court, number), "aggregate", number=number, court=court, in_order=False)
        for number in weeks or range(1, count + 1)
    ]


def _week(lines: Lines, court: str, number: int) -> Book:
    made = book().sheet("周报").title(title(number, court)).row(*lines, "备注")
    return made.row(*(of[number - 1] for of in lines.values()), None)


def _pair(code: str, at: str, court: str, fails: Lines, passes: Lines, **more: Any) -> Case:
    """One court's figures; what is told is of the last week."""
    room = more.pop("room", "figures")
    return Case(code, _flow(fails, court), _flow(passes, court), at, room=room, **more)


_CLOSED, _TO_DATE = "本周执结（件）", "累计执结（件）"
_MANY = (
    "本周执结（件）", "本周新收（件）", "本周搜查（次）", "本周拘传（人次）", "本周集中行动（次）", "本周拘留（人次）",
)  # fmt: skip


def _counts(*weeks: Sequence[int]) -> dict[str, list[Any]]:
    return {name: [each[place] for each in weeks] for place, name in enumerate(_MANY)}


def _copied_courts(*, same: bool) -> list[Sent]:
    """Two courts' figures of the third week; it is asked of the one that stands later."""
    first = (14, 22, 5, 41, 3, 2)
    other = first if same else (14, 19, 6, 38, 1, 4)
    return [
        *_flow(_third_week(first), YINZHOU, [3]),
        *_flow(_third_week(other), QINGHE, [3]),
    ]


def _third_week(values: Sequence[int]) -> Lines:
    return {name: [None, None, value] for name, value in zip(_MANY, values, strict=True)}


def _averages(*per_case: float) -> list[Sent]:
    """Thirty closed cases of each court, each of so many 万元; 银州's is the last."""
    courts = (QINGHE, TIELING, XIFENG, CHANGTU, YINZHOU)
    return [
        one
        for court, each in zip(courts, per_case, strict=True)
        for one in _flow({"累计执结（件）": [30], "累计到位金额（万元）": [30 * each]}, court)
    ]


def _detained(persons: int) -> list[Sent]:
    """Two cases of one person and one of another, and the figure that says how many they are."""
    people = ("211202199003074529", "211202199003074529", "211202198811230017")
    rows = [
        measure(n, "司法拘留", dt.date(2025, 12, 30), 1, None, None, None, who)
        for n, who in enumerate(people, 1)
    ]
    listed = sent(measures({"I4": "证件号码"}, *rows), "measures")
    return [listed, *_flow({"本周拘留（人）": [None, persons]}, weeks=[2])]


def _stated(header: str, value: float, court: str) -> list[Sent]:
    """A ledger with two cases closed in the week, of 7 万元, and a figure about them."""
    return [sent(ledger(court=court), court=court), *_flow({header: [None, value]}, court, [2])]


# Six weeks of four courts; each line shows one check: what 银州 states, wrong and right, and what
# the others do. A doubt of a share is told only where too few weeks stand for one of the line.
_CITY: dict[str, tuple[str, int, str, Sequence[Any], Sequence[Any], Sequence[Any]]] = {
    "P-04": ("A3", 6, _CLOSED, (12, 14, 11, 13, 12, 12), (12, 14, 11, 13, 12, 130), (12, 14, 11, 13, 12, 30)),
    "P-06": ("B3", 6, "本周拘传（人次）", (30, 28, 35, 31, 30, 29), (30, 28, 35, 31, 30, 0), (30, 28, 35, 31, 30, 29)),
    "P-08": ("C3", 1, "累计搜查（次）", (8, 20, 31, 40, 50, 60), (260, 268, 277, 289, 300, 309),
             (40, 48, 57, 69, 80, 89)),
    "P-15": ("D3", 5, "本周拘留（人次）", (8, 9, 7, 10, 8, 9), (0, 0, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0)),
    "C-07": ("E3", 6, "累计新收（件）", (None, None, 20, 40, 60, 80), (None, None, 20, 40, 60, 280),
             (None, None, 20, 40, 60, 90)),
    "C-10": ("F3", 6, "本周查扣车辆（辆）", (None, None, None, 6, 7, 2), (None, None, None, 6, 7, 60),
             (None, None, None, 6, 7, 5)),
}  # fmt: skip


def _city() -> list[Case]:
    others = [
        one
        for place, court in enumerate(BESIDE)
        for one in _flow({line[2]: _apart(line[3], place) for line in _CITY.values()}, court)
    ]
    sides = [_flow({line[2]: line[side] for line in _CITY.values()}) for side in (4, 5)]
    return [
        Case(code, [*others, *sides[0]], [*others, *sides[1]], at, about=number - 7, room="city")
        for code, (at, number, *_) in _CITY.items()
    ]


def _apart(values: Sequence[Any], place: int) -> list[Any]:
    """A little apart, so that no court is a copy of another."""
    return [value if value is None else value + place for value in values]


PERIODS = (
    _pair("P-02", "B3", YINZHOU, {_CLOSED: (12, 15), _TO_DATE: (12, 57)}, {_CLOSED: (12, 15), _TO_DATE: (12, 27)}),
    _pair("P-05", "3行", QINGHE, _counts((9, 20, 3, 31, 2, 1), (12, 22, 4, 30, 1, 2), (12, 22, 4, 30, 1, 2)),
          _counts((9, 20, 3, 31, 2, 1), (12, 22, 4, 30, 1, 2), (12, 19, 5, 33, 2, 1))),
    _pair("P-07", "A3", TIELING, {"旧存（件）": (400, 390, 399), "未结（件）": (390, 385, 380)},
          {"旧存（件）": (400, 390, 385), "未结（件）": (390, 385, 380)}),
    _pair("P-10", "B3", XIFENG, {_CLOSED: (8,), _TO_DATE: (420,)}, {_CLOSED: (8,), _TO_DATE: (8,)}),
    _pair("P-11", "C3", CHANGTU, {"旧存（件）": (100, 100), "累计新收（件）": (20, 60), _TO_DATE: (80, 210)},
          {"旧存（件）": (100, 100), "累计新收（件）": (20, 60), _TO_DATE: (80, 130)}),
    _pair("P-12", "B3", DIAOBINGSHAN, {_CLOSED: (50, 60, 55, 50), "本周执行完毕（件）": (22, 27, 25, 46)},
          {_CLOSED: (50, 60, 55, 50), "本周执行完毕（件）": (22, 27, 25, 28)}),
    _pair("P-16", "B3", KAIYUAN, {"本周限高（人）": (40, 35, 52), "累计限高（人）": (40, 75, 127)},
          {"本周限高（人）": (40, 35, 52), "累计限高（人）": (40, 72, 118)}),
    _pair("P-17", "A3", CHANGTU, {"累计到位金额（万元）": (55, 122, 1_206_000)}, {"累计到位金额（万元）": (55, 122, 180.6)},
          room="against"),
    _pair("V-18", "", QINGHE, {_CLOSED: (12, 14, 11, None), "本周搜查（次）": (3, 4, 3, 5)},
          {_CLOSED: (12, 14, 11, 13), "本周搜查（次）": (3, 4, 3, 5)}, room="against"),
)  # fmt: skip

COURTS_BESIDE = (
    *_city(),
    Case("C-02", _averages(3, 4, 2, 3, 48), _averages(3, 4, 2, 3, 9), "B3", room="averages"),
    Case("C-03", _copied_courts(same=True), _copied_courts(same=False), room="copies", words=("银州",)),
)  # fmt: skip

ROWS_AND_FIGURES = (
    Case("X-04", _stated("本周执结（件）", 4, TIELING), _stated("本周执结（件）", 2, TIELING), "A3", room="against"),
    Case("X-05", _stated("本周到位金额（万元）", 70, XIFENG), _stated("本周到位金额（万元）", 7, XIFENG), "A3",
         room="against"),
    Case("X-08", _detained(3), _detained(2), "A3", room="against"),
)  # fmt: skip
