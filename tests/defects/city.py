"""A simulated city: cases that are filed, paid and closed over ten weeks, told court by court.

In: a seed. Out: what every court knows at the end of every week. Nothing here is wrong.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

START = dt.date(2025, 12, 22)
WEEKS = 10
COURTS = {
    "辽1202": ("铁岭市银州区人民法院", "银州区法院"),
    "辽1204": ("铁岭市清河区人民法院", "清河区法院"),
    "辽1221": ("铁岭县人民法院", "铁岭县法院"),
    "辽1223": ("西丰县人民法院", "西丰县法院"),
    "辽1224": ("昌图县人民法院", "昌图县法院"),
    "辽1281": ("调兵山市人民法院", "调兵山市法院"),
    "辽1282": ("开原市人民法院", "开原市法院"),
}
_CAUSES = ("民间借贷纠纷", "买卖合同纠纷", "金融借款合同纠纷", "租赁合同纠纷", "信用卡纠纷")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


@dataclass(frozen=True)
class Case:
    """One case and its whole life; `paid` are (day, 分)."""

    case_no: str
    filed_on: dt.date
    cause: str
    applicant: str
    debtor: str
    claim_fen: int
    paid: tuple[tuple[dt.date, int], ...] = ()
    closed_on: dt.date | None = None
    method: str = ""

    def recovered_fen(self, until: dt.date) -> int:
        """What had come in by a day."""
        return sum(fen for day, fen in self.paid if day <= until)

    def closed_by(self, until: dt.date) -> bool:
        """Whether it was closed by a day."""
        return self.closed_on is not None and self.closed_on <= until


@dataclass(frozen=True)
class Measure:
    """One measure taken on a day."""

    kind: str
    day: dt.date
    fine_fen: int = 0


@dataclass(frozen=True)
class Court:
    """A court's cases and measures over the whole campaign."""

    code: str
    cases: tuple[Case, ...]
    measures: tuple[Measure, ...]


def week(number: int) -> tuple[dt.date, dt.date]:
    """First and last day of a week, from 1."""
    first = START + dt.timedelta(days=7 * (number - 1))
    return first, first + dt.timedelta(days=6)


def city(seed: int) -> list[Court]:
    """Every court of the city."""
    rng = Random(seed)
    return [_court(Random(rng.random()), code) for code in COURTS]


def _court(rng: Random, code: str) -> Court:
    cases = [_old(rng, code, number) for number in range(1, 61)]
    number = len(cases)
    for index in range(1, WEEKS + 1):
        for _ in range(rng.randint(3, 5)):
            number += 1
            first, _last = week(index)
            cases.append(_case(rng, code, number, first + dt.timedelta(days=rng.randint(0, 3))))
    lived = _lived(rng, cases)
    measures = [
        Measure(kind=kind, day=week(index)[0] + dt.timedelta(days=rng.randint(0, 6)),
                fine_fen=rng.choice((200_000, 300_000, 500_000)) if kind == "罚款" else 0)
        for index in range(1, WEEKS + 1)
        for kind, low, high in (("拘传", 12, 18), ("拘留", 1, 3), ("罚款", 1, 3))
        for _ in range(rng.randint(low, high))
    ]  # fmt: skip
    return Court(code=code, cases=tuple(lived), measures=tuple(measures))


def _old(rng: Random, code: str, number: int) -> Case:
    return _case(rng, code, number, dt.date(2025, 5, 6) + dt.timedelta(days=rng.randint(0, 110)))


def _case(rng: Random, code: str, number: int, filed_on: dt.date) -> Case:
    person = lambda: rng.choice(_SURNAMES) + "某"  # noqa: E731
    return Case(
        case_no=f"（{filed_on.year}）{code}执{number + (1000 if filed_on.year == 2025 else 0)}号",
        filed_on=filed_on,
        cause=rng.choice(_CAUSES),
        applicant=person(),
        debtor=person(),
        claim_fen=rng.randint(80, 900) * 10_000,
    )


def _lived(rng: Random, cases: list[Case]) -> list[Case]:
    """The cases with what happens to them: four to six a court close in a week."""
    waiting = list(range(60))
    rng.shuffle(waiting)
    told = dict(enumerate(cases))
    for index in range(1, WEEKS + 1):
        first, _ = week(index)
        for _ in range(rng.randint(4, 6)):
            if not waiting:
                break
            place = waiting.pop()
            day = first + dt.timedelta(days=rng.randint(0, 4))
            told[place] = _closed(rng, told[place], day)
    return [told[place] for place in range(len(cases))]


def _closed(rng: Random, case: Case, day: dt.date) -> Case:
    method = rng.choices(("执行完毕", "终结本次执行程序", "终结执行"), (6, 2, 1))[0]
    part = {"执行完毕": 100, "终结本次执行程序": 20, "终结执行": 40}[method]
    paid = ((day, case.claim_fen * part // 100),)
    return Case(**{**case.__dict__, "paid": paid, "closed_on": day, "method": method})
