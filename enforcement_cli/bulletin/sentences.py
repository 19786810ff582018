"""Clauses made from figures: direction words follow the sign, no ratio on a zero base (T23)."""

from datetime import date
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line
from enforcement_cli.bulletin.numbers import points_text, told
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.money import round_half_up


def day_text(day: date) -> str:
    """2026年1月5日: no leading zeros (GB/T 15835, GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day_text(day: date) -> str:
    """1月5日."""
    return f"{day.month}月{day.day}日"


def span_text(start: date, end: date) -> str:
    """2026年1月5日至1月11日; the year again only where it changes."""
    if start == end:
        return day_text(start)
    last = short_day_text(end) if start.year == end.year else day_text(end)
    return f"{day_text(start)}至{last}"


def count_change(figure: Figure | None, before: str) -> Line:
    """，较上周增加3件 / 减少2件 / 持平; empty where there is nothing to compare with."""
    if figure is None or figure.change is None:
        return ()
    if figure.change == 0:
        return (f"，与{before}持平",)
    word, size = ("增加", figure.change) if figure.change > 0 else ("减少", -figure.change)
    change = told(size, figure.unit, key=figure.key, aspect="change")
    return (f"，较{before}{word}", change)


def ratio_change(figure: Figure | None, before: str) -> Line:
    """，环比增长12.34% / 下降…; a base of zero or less has no ratio, a missing one no sentence."""
    if figure is None or figure.change is None or figure.previous is None:
        return ()
    if figure.change == 0:
        return (f"，与{before}持平",)
    if figure.previous == 0:
        return (f"（{before}为零，不计算环比）",)
    if figure.previous < 0:
        return (f"（{before}为负数，不计算环比）",)
    share = Decimal(figure.change) / Decimal(figure.previous)
    return (f"，环比{grown(share)}", share_value(share, figure.key))


def points_change(figure: Figure | None, before: str) -> Line:
    """，较上月上升1.20个百分点: a difference of rates is in points, never in percent (T24)."""
    if figure is None or figure.change is None:
        return ()
    change = Decimal(figure.change)
    if round_half_up(change * 100, 2) == 0:
        return (f"，与{before}持平",)
    return (f"，较{before}{'上升' if change > 0 else '下降'}", points(change, figure.key))


def change_of(figure: Figure | None, before: str) -> Line:
    """The change in the words of the figure's unit."""
    if figure is None:
        return ()
    if figure.unit == "%":
        return points_change(figure, before)
    return ratio_change(figure, before) if figure.unit == "fen" else count_change(figure, before)


def grown(share: Decimal) -> str:
    """增长 or 下降."""
    return "增长" if share > 0 else "下降"


def share_value(share: Decimal, key: FigureKey | None) -> Value:
    """The size of a relative change in percent."""
    shown = f"{round_half_up(abs(share) * 100, 2)}%"
    return Value(shown=shown, number=abs(share), kind="rate", key=key, aspect="share")


def points(change: Decimal, key: FigureKey | None) -> Value:
    """The size of a difference of rates in 个百分点."""
    shown = points_text(change)
    return Value(shown=shown, number=abs(change), kind="rate", key=key, aspect="change")


def pace_clause(done: Decimal, elapsed: Decimal, key: FigureKey | None) -> Line:
    """快于序时进度3.25个百分点 / 慢于… / 与序时进度持平."""
    gap = done - elapsed
    if round_half_up(gap * 100, 2) == 0:
        return ("与序时进度持平",)
    word = "快于" if gap > 0 else "慢于"
    return (f"{word}序时进度", points(gap, key))


def families(count: int) -> Value:
    """8家: courts counted."""
    return Value(shown=f"{count}家", number=count, kind="count")
