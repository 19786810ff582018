"""The parts of the backlog of 蓝山: causes, who sues whom, and what each part gives.

In: a random generator and a draft. Out: cells whose money is fixed to the fen, and fitting parties.
Refuses to know days.
"""

from dataclasses import dataclass, replace
from random import Random

from sample_data.making.people import bank, firm, person
from sample_data.making.plain.nouns import Case

LOANS = ("民间借贷纠纷", "民间借贷纠纷", "追偿权纠纷", "合伙合同纠纷", "不当得利纠纷")
TRADE = ("买卖合同纠纷", "金融借款合同纠纷", "信用卡纠纷", "承揽合同纠纷", "建设工程施工合同纠纷")
FAMILY = ("抚养费纠纷", "赡养费纠纷", "离婚后财产纠纷", "生命权、身体权、健康权纠纷")
SERVICE, TRAFFIC = "提供劳务者受害责任纠纷", "机动车交通事故责任纠纷"
WAGES = ("追索劳动报酬纠纷", "劳务合同纠纷", "劳动争议")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A part of the backlog: who is in it, and what it gives to the fen."""

    causes: tuple[str, ...]
    enterprise: bool
    fen: int
    closed: int
    opened: int
    paying: int


# 劳务用工 87.7, 劳动报酬 170.93, 交通事故 174, 涉企 1797 of 1887.06万元: the second line of each pair
# is 涉企 too, so the four are never added.
CELLS = (
    Cell(causes=(SERVICE,), enterprise=False, fen=3_000 * 10_000, closed=14, opened=4, paying=12),
    Cell(causes=(SERVICE,), enterprise=True, fen=5_770 * 10_000, closed=10, opened=3, paying=9),
    Cell(causes=WAGES, enterprise=False, fen=1_806 * 10_000, closed=12, opened=4, paying=11),
    Cell(causes=WAGES, enterprise=True, fen=15_287 * 10_000, closed=40, opened=8, paying=37),
    Cell(causes=(TRAFFIC,), enterprise=False, fen=1_200 * 10_000, closed=8, opened=3, paying=7),
    Cell(causes=(TRAFFIC,), enterprise=True, fen=16_200 * 10_000, closed=38, opened=8, paying=36),
    Cell(causes=TRADE, enterprise=True, fen=142_443 * 10_000, closed=110, opened=27, paying=74),
    Cell(causes=LOANS, enterprise=False, fen=3_000 * 10_000, closed=41, opened=20, paying=13),
)


def parties(rng: Random, case: Case, *, enterprise: bool) -> Case:
    """The parties of a cell: an enterprise on one side, or two people."""
    if case.cause == TRAFFIC and enterprise:
        name = f"{firm(rng)[:2]}财产保险股份有限公司永州中心支公司"
        return replace(case, applicant=person(rng), debtor=name)
    if case.cause in ("金融借款合同纠纷", "信用卡纠纷"):
        return replace(case, applicant=bank(rng), debtor=person(rng))
    if case.cause in TRADE:
        one, other = (firm, person) if rng.random() < 0.6 else (person, firm)
        return replace(case, applicant=one(rng), debtor=other(rng))
    firms = enterprise and case.cause not in FAMILY
    return replace(case, applicant=person(rng), debtor=(firm if firms else person)(rng))
