"""The invented cases of a court: what became of each, day by day, the same every time.

Comes in: a seed, a court and how many cases. Goes out: cases with their receipts, measures and
closing, and what a day's figures of them are. Refuses to know workbooks and layouts.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

START = date(2026, 1, 5)
FIRST_CODE = 3001  # of a province's courts
# The letters that case numbers of the thirty-one provinces begin with, in the official order.
PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新"
_NAMES = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
]
_FIRST = "安宁和清平昌永丰"
_SECOND = "川泽岭原溪林泉岗"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英玉兰志华建国"
_FIRMS = ("商贸有限公司", "建筑工程有限公司", "农业合作社", "物流有限公司", "小额贷款有限公司")
CAUSES = (
    "民间借贷纠纷", "买卖合同纠纷", "劳务合同纠纷", "追索劳动报酬纠纷", "机动车交通事故责任纠纷",
    "抚养费纠纷", "赡养费纠纷", "金融借款合同纠纷", "房屋租赁合同纠纷", "健康权纠纷",
)  # fmt: skip
COMPLETED, INTERIM, TERMINATED = "执行完毕", "终结本次执行程序", "终结执行"
_METHODS = (COMPLETED, COMPLETED, COMPLETED, INTERIM, TERMINATED)
# What a list of measures calls each, and its id in the figures.
MEASURES = {
    "拘传": "persons_compelled",
    "司法拘留": "persons_detained",
    "搜查": "searches",
    "限制消费": "persons_restricted",
}
_MANNERS = ("网络扣划", "自动履行", "拍卖款")


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """A court that sends; `place` is its number in the campaign and chooses its layout."""

    place: int
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that came in on a day."""

    day: date
    fen: int
    manner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a case is at the end; a day shows what had happened by then."""

    number: str
    cause: str
    applicant: str
    debtor: str
    officer: str
    filed_on: date
    claim_fen: int
    receipts: tuple[Receipt, ...]
    closed_on: date | None
    method: str
    measures: tuple[tuple[date, str], ...]

    def recovered_fen(self, day: date) -> int:
        """All that had come in by a day."""
        return sum(receipt.fen for receipt in self.receipts if receipt.day <= day)

    def received_on(self, day: date) -> date | None:
        """The last day by a day on which money came in."""
        return max((one.day for one in self.receipts if one.day <= day), default=None)

    def is_closed(self, day: date) -> bool:
        """Whether it was closed by a day."""
        return self.closed_on is not None and self.closed_on <= day


def courts_of(count: int, *, provinces: str = "辽") -> list[Court]:
    """Courts of one province, or in turn of several, which then say so in their names."""
    found = []
    for place in range(count):
        number, at = divmod(place, len(provinces))
        province = provinces[at]
        said = _NAMES[PROVINCES.index(province)] if len(provinces) > 1 else ""
        name = f"{said}{_county(number)}人民法院"
        found.append(Court(place=place, code=f"{province}{FIRST_CODE + number}", name=name))
    return found


def _county(number: int) -> str:
    kind, at = divmod(number, 64)
    return f"{_FIRST[at % 8]}{_SECOND[at // 8]}{'县区市旗盟'[kind]}"


def cases_of(court: Court, *, seed: int, count: int, weeks: int) -> list[Case]:
    """The cases of a court over a campaign of so many weeks."""
    luck = random.Random(f"{seed} {court.code} {count} {weeks}")
    officers = [person(luck) for _ in range(8)]
    return [_case(luck, f"{court.code}执{100 + i}号", officers, 7 * weeks) for i in range(count)]


def _case(luck: random.Random, number: str, officers: Sequence[str], days: int) -> Case:
    # Whole 元, so that a court that writes 万元 says the same.
    claim = 100 * luck.choice((luck.randrange(8_000, 60_000), luck.randrange(50_000, 500_000)))
    # The first thing to happen; what follows follows within the campaign.
    first = START + timedelta(days=luck.randrange(days))
    last = min(first + timedelta(days=luck.randrange(1, 8)), START + timedelta(days=days - 1))
    closed = luck.random() < 0.7
    method = luck.choice(_METHODS) if closed else ""
    receipts: tuple[Receipt, ...] = ()
    if closed or luck.random() < 0.5:
        part = 100 * luck.randrange(claim // 800, claim // 115)
        amounts = {first: part}
        if method == COMPLETED:
            amounts[last] = amounts.get(last, 0) + claim - part
        manner = luck.choice(_MANNERS)
        receipts = tuple(Receipt(day=day, fen=fen, manner=manner) for day, fen in amounts.items())
    # Nothing is closed for want of property within three months.
    filed_on = last - timedelta(days=luck.randrange(100, 170))
    return Case(
        number=f"（{filed_on.year}）{number}",
        cause=luck.choice(CAUSES),
        applicant=luck.choice((person, firm))(luck),
        debtor=person(luck),
        officer=luck.choice(officers),
        filed_on=filed_on,
        claim_fen=claim,
        receipts=receipts,
        closed_on=last if closed else None,
        method=method,
        measures=((first, luck.choice(tuple(MEASURES))),) if luck.random() < 0.2 else (),
    )


def person(luck: random.Random) -> str:
    """A name of nobody's."""
    return luck.choice(_SURNAMES) + "".join(luck.choices(_GIVEN, k=luck.choice((1, 2, 2))))


def firm(luck: random.Random) -> str:
    """A firm that is nobody's."""
    return f"{luck.choice(_FIRST)}{luck.choice(_SECOND)}{luck.choice(_FIRMS)}"


def receipts_in(cases: Iterable[Case], first: date, last: date) -> Iterator[tuple[Case, Receipt]]:
    """Every receipt of some days, in the order of the cases."""
    for case in cases:
        yield from ((case, one) for one in case.receipts if first <= one.day <= last)


def measures_in(cases: Iterable[Case], first: date, last: date) -> Iterator[tuple[Case, date, str]]:
    """Every measure of some days, in the order of the cases."""
    for case in cases:
        yield from ((case, day, kind) for day, kind in case.measures if first <= day <= last)


def figures_of(cases: Sequence[Case], first: date, last: date) -> dict[str, int]:
    """What happened in some days, by indicator; money in 分."""
    closed = [case for case in cases if case.closed_on and first <= case.closed_on <= last]
    figures = {
        "cases_closed": len(closed),
        "cases_completed": sum(case.method == COMPLETED for case in closed),
        "cases_closed_interim": sum(case.method == INTERIM for case in closed),
        "amount_recovered": sum(one.fen for _, one in receipts_in(cases, first, last)),
        **dict.fromkeys(MEASURES.values(), 0),
    }
    for _, _, kind in measures_in(cases, first, last):
        figures[MEASURES[kind]] += 1
    return figures
