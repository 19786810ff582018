"""Sentences made from figures: direction words follow the sign, no ratio on a zero base (T23)."""

from datetime import date
from decimal import Decimal

from enforcement_cli.bulletin.numbers import count_text, money_text, points_text, rate_text
from enforcement_cli.model.indicator import Figure
from enforcement_cli.model.money import round_half_up


def day_text(day: date) -> str:
    """2026年1月5日: no leading zeros (GB/T 15835, GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day_text(day: date) -> str:
    """1月5日."""
    return f"{day.month}月{day.day}日"


def span_text(start: date, end: date) -> str:
    """2026年1月5日至1月11日; the year again only where it changes."""
    last = short_day_text(end) if start.year == end.year else day_text(end)
    return f"{day_text(start)}至{last}"


def count_change(figure: Figure | None) -> str:
    """，较上周增加3件 / 减少2件 / 持平; empty where there is nothing to compare with."""
    if figure is None or figure.change is None:
        return ""
    if figure.change == 0:
        return "，与上周持平"
    word = "增加" if figure.change > 0 else "减少"
    return f"，较上周{word}{abs(int(figure.change))}{figure.unit}"


def ratio_change(figure: Figure | None) -> str:
    """，环比上升12.34% / 下降…; a zero base has no ratio, a missing one no sentence."""
    if figure is None or figure.change is None or figure.previous is None:
        return ""
    if figure.previous == 0:
        return "（上周为零，不计算环比）" if figure.value else "，与上周持平"
    if figure.change == 0:
        return "，与上周持平"
    share = round_half_up(abs(Decimal(figure.change) / Decimal(figure.previous)) * 100, 2)
    return f"，环比{'增长' if figure.change > 0 else '下降'}{share}%"


def pace_text(done: Decimal, elapsed: Decimal) -> str:
    """快于序时进度3.25个百分点 / 慢于… / 与序时进度持平."""
    gap = done - elapsed
    if round_half_up(gap * 100, 2) == 0:
        return "与序时进度持平"
    return f"{'快于' if gap > 0 else '慢于'}序时进度{points_text(gap)}"


def amount_or_count(figure: Figure | None) -> str:
    """A figure with its unit, as prose prints it."""
    if figure is None or figure.value is None:
        return "未报"
    if figure.unit == "fen":
        return money_text(figure.value)
    if figure.unit == "%":
        return rate_text(figure.value)
    return f"{count_text(figure.value)}{figure.unit}"
