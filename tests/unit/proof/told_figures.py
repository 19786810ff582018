"""True sentences over the sample campaign's own figures, and each with one number falsified.

Comes in: a Ground, and sentences with places for figures: `{closed yz week}` is what 银州区法院
closed in the week. Goes out: the text, where the number in question stands, and its false twin. The
sentences are invented; none is of a real report.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.proof.ground import Ground

INDICATORS = {
    "closed": "cases_closed", "done": "cases_completed", "interim": "cases_closed_interim",
    "ended": "cases_terminated", "open": "cases_open", "overdue": "cases_overdue",
    "money": "amount_recovered", "rate": "completion_rate", "paid": "recovery_rate",
    "interimrate": "interim_rate_of_closed", "closure": "closure_rate", "days": "average_days",
    "compelled": "persons_compelled", "detained": "persons_detained", "searches": "searches",
    "fines": "fines_amount", "filed": "cases_filed", "time": "time_progress",
}  # fmt: skip
COURTS = {
    "city": "辽12", "yz": "辽1202", "qh": "辽1204", "tl": "辽1221", "xf": "辽1223", "ct": "辽1224",
    "dbs": "辽1281", "ky": "辽1282",
}  # fmt: skip
ACTIONS = ("small", "livelihood", "wages")
_PLACE = re.compile(r"(?P<open><)\{(?P<asked>[^}]+)\}(?P<behind>[^<>{}]*)>|\{(?P<spec>[^}]+)\}")


def filled(sentence: str, ground: Ground) -> tuple[str, str]:
    """The true text and the false one; the number in question stands in <>."""
    true, false, last = "", "", 0
    for found in _PLACE.finditer(sentence):
        between = sentence[last : found.start()]
        shown = _shown(found["asked"] or found["spec"], ground)
        behind = found["behind"] or ""
        true += between + shown + behind
        false += between + (_twisted(shown) if found["open"] else shown) + behind
        last = found.end()
    return true + sentence[last:], false + sentence[last:]


def at(sentence: str, ground: Ground) -> int:
    """Where the number in question begins in the true text."""
    return len(filled(sentence[: sentence.index("<")], ground)[0])


def _twisted(shown: str) -> str:
    """Another number of the same form, of which nothing in the data is likely to be."""
    if shown.isdigit():
        return str(int(shown) + (1 if int(shown) < 10 else 17))
    if "." in shown:
        return f"{Decimal(shown) * Decimal('1.37') + Decimal('3.33'):.{len(shown.split('.')[1])}f}"
    return {"一": "四", "二": "五", "三": "六", "四": "一", "五": "二", "六": "三"}[shown]


def _shown(spec: str, ground: Ground) -> str:
    """A figure as it is printed: counts, 万元 and percents with two decimals, days with one."""
    words = spec.split()
    key = FigureKey(
        indicator=INDICATORS[words[0]],
        basis="period" if {"week", "change", "prev", "growth"} & set(words) else "cumulative",
        action=next((word for word in words if word in ACTIONS), None),
    )
    chosen = next((word for word in words[1:] if set(word.split("+")) <= set(COURTS)), "")
    courts = [COURTS[each] for each in chosen.split("+") if each] or [None]
    if "all" in words:
        courts = [each for each in ground.courts if each != COURTS["city"]]
    figures = [ground.own.figure(replace(key, court=court)) for court in courts]
    held = [figure for figure in figures if figure is not None and figure.value is not None]
    assert len(held) == len(figures), spec
    aspect = next((word for word in words if word in ASPECTS), "value")
    if aspect == "rank":
        return "零一二三四五六七八"[_rank(replace(key, court=courts[0]), ground)]
    return _printed(aspect, held, ground, words)


ASPECTS = (
    "change", "growth", "prev", "target", "gap", "reached", "pace", "share", "rank", "floor",
)  # fmt: skip


def _printed(aspect: str, held: list[Figure], ground: Ground, words: list[str]) -> str:
    unit, first = held[0].unit, held[0]
    total = sum((_number(each.value) for each in held), Decimal(0))
    then, target = _number(first.previous), _number(first.target)
    if aspect == "share":
        whole = ground.own.figure(_whole(words, first.key))
        return _rounded(total / _number(whole.value if whole else None) * 100, 2)
    if aspect in ("growth", "reached", "pace"):
        return _rounded(_percent(aspect, total, then, target, ground), 2)
    if aspect == "target":
        return str(int(target if unit != "fen" else target / 1_000_000))
    if aspect == "floor":
        return str(int(total / 1_000_000) // 10 * 10)
    plain = {"value": total, "prev": then, "change": abs(total - then), "gap": abs(target - total)}
    return _two(plain[aspect], unit)


def _percent(
    aspect: str, total: Decimal, then: Decimal, target: Decimal, ground: Ground
) -> Decimal:
    if aspect == "growth":
        return abs(total - then) / then * 100
    reached = total / target * 100
    time = ground.own.figure(FigureKey(indicator="time_progress", basis="cumulative"))
    passed = _number(time.value if time else None) * 100
    return reached if aspect == "reached" else abs(reached - passed)


def _whole(words: list[str], key: FigureKey) -> FigureKey:
    """Of what a share is: `of-own` of the same court's all, `of-open` of its open cases."""
    if "of-own" in words:
        return replace(key, action=None)
    if "of-open" in words:
        return replace(key, indicator="cases_open")
    return replace(key, court=None)


def _number(value: int | Decimal | None) -> Decimal:
    return Decimal(0) if value is None else Decimal(value)


def _two(value: Decimal, unit: str) -> str:
    if unit == "fen":
        return _rounded(value / 1_000_000, 2)
    if unit == "%":
        return _rounded(value * 100, 2)
    return str(int(value)) if value == int(value) and unit != "天" else _rounded(value, 1)


def _rank(key: FigureKey, ground: Ground) -> int:
    values = [ground.value(replace(key, court=court)) for court in ground.courts]
    mine = ground.value(key)
    assert mine is not None
    return 1 + sum(value > mine for value in values if value is not None)


def _rounded(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)}"
