"""What the words of a header, a label or a title say of the numbers beside them.

Comes in: a text. Goes out: Told: which metric, of whom, when, in which unit. Refuses to see the
other words of the table: what one text leaves open the others answer (tables.py).
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from enforcement_cli.vocabulary.claim_headers import (
    any_of,
    header_words,
    metric_names,
    metric_units,
    period_pattern,
)
from enforcement_cli.vocabulary.claims import one_of, topic_pattern, topics, units

_ROUND = re.compile(r"[(（]([^()（）]*)[)）]")
_MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_UNIT_LINE = re.compile(r"[(（]?单位[:：]\s*")
_LONGEST = 120
_JOINS = re.compile(r"[、,，/和]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`relation`: rank, change, fall or target (a target, or what is missing to it)."""

    metric: str | None = None
    subject: str | None = None
    period: str | None = None
    action: str | None = None
    unit: str = ""
    relation: Literal["", "rank", "change", "fall", "target"] = ""
    against: str | None = None


@lru_cache(maxsize=4096)
def told_by(text: str, *, is_label: bool = False) -> Told:
    """What a text says. In a label what is no figure, period or action is whom the line is of.

    >>> told_by("小标的案件累计执行到位金额（万元）").metric, told_by("拘传（人次） 本周").unit
    ('amount_recovered', '人次')
    """
    told = Told()
    if len(text) > _LONGEST:  # no name, but a text that stands in a cell
        return told
    for token in text.replace("*", "").split():
        told = _with_token(told, token, is_label=is_label)
    return told


@lru_cache(maxsize=256)
def unit_line(title: str) -> tuple[str, ...]:
    """The units of a 单位 line, as far as they are units: 件, 万元."""
    begins = _UNIT_LINE.search(title)
    known = re.compile(one_of((*units(), *_MONEY)))
    found: list[str] = []
    at = begins.end() if begins else len(title)
    while unit := known.match(title, at):
        found.append(unit[0])
        join = _JOINS.match(title, unit.end())
        if join is None:
            break
        at = join.end()
    return tuple(found)


def without_units(title: str) -> str:
    """A title without its 单位 line and what is in round brackets."""
    begins = _UNIT_LINE.search(title)
    if begins is not None:
        words = "、".join(unit_line(title))
        after = title[begins.end() :]
        title = f"{title[: begins.start()]} {after.removeprefix(words)}"
    return _ROUND.sub(" ", title)


def money_scale(unit: str) -> int | None:
    """How many 元 one of the unit is; None where it is no money."""
    return _MONEY.get(unit)


def _with_token(told: Told, token: str, *, is_label: bool) -> Told:
    token, unit = _unit_of(token)
    told = replace(told, unit=unit or told.unit)
    if token in header_words("missing"):
        return told
    period = period_pattern().search(token)
    if period and not _named(token):
        told = replace(told, period=told.period or period[0])
        token = token.replace(period[0], "", 1)
    told, token = _relation(told, token)
    token = _bare(token)
    if not token:
        return told
    metric, rest = _metric(token, told.unit)
    if metric:
        told = replace(told, metric=metric)
    rest = _bare(any_of("ignored").sub("", rest))
    if rest and any_of("subjects").search(rest) and metric is None:
        return replace(told, subject=told.subject or token)
    if is_label and token in header_words("totals"):
        return replace(told, subject=token)
    if rest and is_label and metric is None and told.subject is None and not _is_action(rest):
        return replace(told, subject=token)
    return replace(told, action=rest) if rest else told


def _unit_of(token: str) -> tuple[str, str]:
    """The text without the unit in its brackets, and that unit."""
    unit = ""
    for found in _ROUND.finditer(token):
        inside = unicodedata.normalize("NFKC", found[1])
        if inside in units() or inside in _MONEY:
            unit = units()[inside].name if inside in units() else inside
            token = token.replace(found[0], "", 1)
    return token, unit


def _relation(told: Told, token: str) -> tuple[Told, str]:
    for name in ("target", "rank", "fall", "change"):
        found = any_of(name).search(token)
        if found is None or _named(token):
            continue
        told = replace(told, relation=name)
        if name in ("change", "fall"):
            earlier = period_pattern().search(found[0])
            told = replace(told, against=earlier[0] if earlier else found[0])
        return told, token[: found.start()] + token[found.end() :]
    return told, token


def _metric(token: str, unit: str) -> tuple[str | None, str]:
    """The metric that a token names, and what else it says."""
    names = metric_names()
    for shape in dict.fromkeys((token, _ROUND.sub("", token))):
        short = next((t for t in header_words("tails") if shape.endswith(t) and shape != t), "")
        for end in dict.fromkeys((shape, shape.removesuffix(short))):
            last = next((end[at:] for at in range(len(end)) if end[at:] in names), "")
            if last:
                return _in_unit(names[last], last, unit), end.removesuffix(last)
        first = next((shape[:at] for at in range(len(shape), 1, -1) if shape[:at] in names), "")
        if first:
            return _in_unit(names[first], first, unit), shape.removeprefix(first)
    return None, token


def _in_unit(metric: str, name: str, unit: str) -> str:
    """The metric in the unit that is told: 罚款 in 万元 is of money."""
    asked = "money" if unit in _MONEY else units()[unit].kind if unit in units() else ""
    own = units().get(metric_units().get(metric, ""))
    if not asked or own is None or asked == own.kind:
        return metric
    topic = topic_pattern().search(name)
    gives = topics()[topic[0]].gives if topic else {}
    return gives.get(asked, metric if asked != "money" else "other")


def _named(token: str) -> bool:
    """Whether a whole token is a name, whatever words are in it: 期末未结, 平均用时（自然天数）."""
    return token in metric_names()


def _is_action(text: str) -> bool:
    return text.endswith(("案件", "行动", "专项"))


def _bare(text: str) -> str:
    return text.strip(" 　:：、,，()（）的")
