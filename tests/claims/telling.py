"""Truths and the sentences that tell them: figures of a court, told in the trade's many ways.

A truth is told by a template; what was told is noted figure by figure, so that a reader can be held
to it: metric, value, unit, subject, period, relation.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

COURTS = ("银州区人民法院", "清河区法院", "调兵山市人民法院", "昌图县法院", "铁岭市中级人民法院")
PERIODS = (
    "2025年11月", "截至目前", "今年以来", "上半年", "第47周", "11月10日至16日", "2025年1至10月",
    "12月3日", "本周", "截至11月30日", "2025年前三季度", "专项行动开展以来",
)  # fmt: skip
# Metric: words that may stand before its number, the unit it is told in.
COUNTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cases_received": (("受理执行案件", "受理案件"), ("件",)),
    "cases_filed": (("新收执行案件", "新收案件"), ("件",)),
    "cases_closed": (("执结案件", "执结各类案件", "办结执行案件", "执结"), ("件",)),
    "cases_completed": (("执行完毕案件", "执行完毕"), ("件",)),
    "cases_settled": (("达成执行和解", "和解案件"), ("件",)),
    "cases_closed_interim": (("终本案件", "终本结案"), ("件",)),
    "persons_compelled": (("拘传被执行人", "拘传"), ("人", "人次")),
    "persons_detained": (("司法拘留", "拘留被执行人", "拘留"), ("人", "人次")),
    "persons_fined": (("罚款",), ("人", "人次")),
    "persons_blacklisted": (("纳入失信被执行人名单", "纳入失信名单"), ("人", "人次")),
    "persons_restricted": (("限制高消费", "发布限制消费令限制高消费"), ("人", "人次")),
    "persons_criminal": (("移送公安机关追究拒执罪",), ("人",)),
    "vehicles_seized": (("扣押车辆", "查扣车辆"), ("辆", "台")),
    "houses_vacated": (("腾退房屋", "强制腾退房屋"), ("处", "套")),
    "searches": (("搜查",), ("次", "处")),
    "police_deployed": (("出动警力", "出动干警"), ("人次", "人")),
    "bounty_notices": (("发布悬赏公告",), ("份", "期")),
}
MONEY: dict[str, tuple[str, ...]] = {
    "amount_recovered": ("执行到位金额", "执行到位", "到位金额"),
    "amount_paid_out": ("发放案款", "发放执行案款"),
    "amount_frozen": ("冻结资金", "划扣资金"),
    "fines_amount": ("罚款金额",),
    "auction_amount": ("网拍成交额", "网络拍卖成交金额"),
}
RATES: dict[str, tuple[str, ...]] = {
    "closure_rate": ("结案率", "执结率"),
    "completion_rate": ("执行完毕率",),
    "recovery_rate": ("执行到位率", "标的到位率"),
    "interim_rate": ("终本率",),
}
_UNITS = {"台": "辆", "套": "套"}
_DIGITS = "零一二三四五六七八九"
_NARROW = {ord(sign) + 0xFEE0: sign for sign in ".0123456789"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure as it must come back."""

    metric: str
    value: Decimal
    unit: str
    subject: str | None
    period: str | None
    relation: str | None = None
    rough: str = ""


@dataclass(slots=True)
class Teller:
    """Draws figures and writes them; `told` are those written, in order."""

    rng: random.Random
    court: str = ""
    period: str = ""
    told: list[Fact] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.court = self.rng.choice(COURTS)
        self.period = self.rng.choice(PERIODS)

    def note(
        self,
        metric: str,
        value: Decimal,
        unit: str,
        relation: str | None = None,
        court: str | None = "",
        period: str | None = "",
        rough: str = "",
    ) -> None:
        """A figure is told."""
        subject = self.court if court == "" else court
        when = self.period if period == "" else period
        self.told.append(Fact(metric, value, unit, subject, when, relation, rough))

    def figure(
        self,
        metric: str = "",
        relation: str | None = None,
        court: str | None = "",
        period: str | None = "",
    ) -> tuple[str, str]:
        """A metric's words and its number as written; the figure is noted."""
        metric = metric or self.fresh((*COUNTS, *MONEY))
        self.used.add(metric)
        if metric in MONEY:
            value, written = self.money()
            self.note(metric, value, "元", relation, court, period)
            return self.rng.choice(MONEY[metric]), written
        names, units = COUNTS[metric]
        unit = self.rng.choice(units)
        number = self.rng.choice((self.rng.randint(2, 60), self.rng.randint(2, 9999)))
        self.note(metric, Decimal(number), _UNITS.get(unit, unit), relation, court, period)
        return self.rng.choice(names), f"{self.count(number)}{unit}"

    def fresh(self, metrics: tuple[str, ...]) -> str:
        """A metric that was not told yet."""
        return self.rng.choice([each for each in metrics if each not in self.used])

    def rough(self, metric: str) -> tuple[str, str]:
        """A metric's words and its number, made rough by a word before, inside or behind."""
        self.used.add(metric)
        number = self.rng.randint(11, 900)
        unit = "万元" if metric in MONEY else COUNTS[metric][1][0]
        before, inner, behind = self.rng.choice(
            (*((each, "", "") for each in ("近", "约", "超", "超过", "逾", "不少于")),
             *(("", each, "") for each in ("余", "多", "+")),
             *(("", "", each) for each in ("以上", "左右")))
        )  # fmt: skip
        times, name = (10_000, "元") if metric in MONEY else (1, unit)
        self.note(metric, Decimal(number) * times, name, rough=before or inner or behind)
        names = MONEY[metric] if metric in MONEY else COUNTS[metric][0]
        return self.rng.choice(names), f"{before}{number}{inner}{unit}{behind}"

    def some(self, least: int, most: int) -> list[tuple[str, str]]:
        """Some figures of different metrics."""
        return [self.figure() for _ in range(self.rng.randint(least, most))]

    def count(self, number: int) -> str:
        """A whole number as somebody writes it."""
        style = self.rng.choice(("plain", "plain", "grouped", "wide", "spaced", "chinese"))
        if style == "grouped":
            return f"{number:,}"
        if style == "wide":
            return wide(str(number))
        if style == "spaced":
            return f" {number} "
        return chinese(number) if style == "chinese" and number > 10 else str(number)

    def money(self) -> tuple[Decimal, str]:
        """An amount in 元 and how it is written: 元, 万元, 亿元, 1亿3370万元, 12万3456元."""
        cents = self.rng.randint(1, 99)
        whole, rest = self.rng.randint(2, 99), self.rng.randint(1000, 9999)
        written, times = self.rng.choice(
            (
                (f"{whole * rest}元", None),
                (f"{rest:,}.{cents:02}万元", 10_000),
                (f"{whole}.{cents:02}亿元", 10**8),
                (f"{whole}亿{rest}万元", None),
                (f"{whole}万{rest}元", None),
                (f"{rest}万元", 10_000),
                (f"{whole}万元", 10_000),
                (f"{rest}.{cents:02}万元", 10_000),
                (wide(f"{rest}.{cents:02}") + "万元", 10_000),
            )
        )
        if times:
            number = written.rstrip("万亿元").replace(",", "")
            return Decimal(number.translate(_NARROW)) * times, written
        if "亿" in written:
            return Decimal(whole) * 10**8 + Decimal(rest) * 10**4, written
        return Decimal(whole * 10_000 + rest if "万" in written else whole * rest), written

    def rate(self, metric: str = "") -> tuple[str, str]:
        """A rate and its number."""
        metric = metric or self.fresh(tuple(RATES))
        self.used.add(metric)
        value, written = self.percent()
        self.note(metric, value, "%", "rate")
        return self.rng.choice(RATES[metric]), written

    def percent(self) -> tuple[Decimal, str]:
        """A percentage."""
        value = Decimal(self.rng.randint(101, 9999)) / 100
        return value, f"{value}{self.rng.choice('%%％')}"

    def change(self, metric: str) -> str:
        """同比 with a percentage, noted."""
        value, written = self.percent()
        up = self.rng.random() < 0.5
        self.note(metric, value, "%", "increase" if up else "decrease")
        words = ("增长", "上升", "增加") if up else ("下降", "减少", "回落")
        return f"{self.rng.choice(('同比', '环比', '较上周', '比上年同期'))}{self.rng.choice(words)}{written}"


def wide(written: str) -> str:
    """With full-width digits."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign in ".0123456789" else sign for sign in written)


def chinese(number: int) -> str:
    """A number below 10000 in numerals, as it is read aloud."""
    written, empty = "", False
    for sign, scale in zip(f"{number:04}", ("千", "百", "十", ""), strict=True):
        if sign == "0":
            empty = bool(written)
            continue
        written += ("零" if empty else "") + _DIGITS[int(sign)] + scale
        empty = False
    return written[1:] if 10 < number < 20 else written


def broken(text: str, rng: random.Random, width: int) -> str:
    """A text in lines of a column, broken wherever the width ends, numbers not spared."""
    lines = []
    at = 0
    while at < len(text):
        size = width + rng.randint(-2, 2)
        lines.append(text[at : at + size])
        at += size
    return "\n".join(lines)


Template = Callable[[Teller], str]
