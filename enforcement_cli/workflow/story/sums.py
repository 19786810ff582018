"""The amounts of money that a case told in prose names, and what each of them is.

Comes in: a text. Goes out: Sums in order, each with its bounds in 分 and its part in the story by
the nearest word (claimed, paid, rest …). Refuses to judge whether they agree: that is amounts'.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from enforcement_cli.model.claim import Claim
from enforcement_cli.workflow.story.words import listed, one_of

Part = Literal["each", "whole", "rest", "waived", "aside", "claimed", "promised", "paid", ""]
_PARTS: tuple[Part, ...] = (
    "each", "whole", "rest", "waived", "aside", "claimed", "promised", "paid",
)  # fmt: skip
# By these words an amount is at least what is written, by all others about it.
_AT_LEAST = ("余", "多", "超", "逾", "以上", "突破", "+", "上")
_BELOW = ("近", "将近", "接近", "不足", "不到")
_BEHIND = 20
_CLAUSE = re.compile(r"[，。；！？!?;,：:\n“”（）()]")
_STOP = re.compile(r"[。！？!?\n；;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An amount at `start` to `end` of a text: `low` to `high` 分, equal where it is exact."""

    start: int
    end: int
    raw: str
    low: int
    high: int
    part: Part = ""

    @property
    def exact(self) -> bool:
        """Whether the text says it to the last digit."""
        return self.low == self.high

    def may_be(self, other: "Sum") -> bool:
        """Whether both may be one amount."""
        return self.low <= other.high and other.low <= self.high


def sums_in(text: str) -> tuple[Sum, ...]:
    """Every amount of money of a text, in order."""
    from enforcement_cli.claims.read import claims_in

    return sums_of(text, claims_in(text))


def sums_of(text: str, claims: Iterable[Claim]) -> tuple[Sum, ...]:
    """The amounts among the claims of a text; a paragraph that stands twice has them twice."""
    read = tuple(claims)
    # 执结150件，执行到位333.51万元 is the court's, whoever else is told of.
    counted = {claim.sentence for claim in read if claim.is_total and claim.unit == "件"}
    found: dict[tuple[int, int], Sum] = {}
    for claim in read:
        if claim.unit != "元" or claim.relation in ("increase", "decrease", "rate", "rank"):
            continue
        if claim.sentence in counted:
            continue
        low, high = _bounds(claim)
        for start, end in ((claim.start, claim.end), *claim.also):
            found[start, end] = Sum(
                start=start, end=end, raw=claim.raw, low=low, high=high,
                part=_part(text, start, end),
            )  # fmt: skip
    return tuple(found[place] for place in sorted(found))


def _bounds(claim: Claim) -> tuple[int, int]:
    value, step = _fen(claim.value), _fen(claim.step)
    if not claim.approx_word:
        return value, value
    if claim.approx_word in _AT_LEAST:
        return value, value + _round(value, step) - 1
    if claim.approx_word in _BELOW:
        return value - max(step, value // 10), value - 1
    half = max(step // 2, value // 20)
    return value - half, value + half - 1


def _round(value: int, step: int) -> int:
    """What 余 stands for: below 1万 behind 147万, below 10万 behind 60万."""
    while step and value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    return max(step, 1)


def _fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def _part(text: str, start: int, end: int) -> Part:
    """By the nearest word before it in its clause, then behind it, then in the clause before."""
    before = _after_last(_CLAUSE, text[:start])
    behind = _CLAUSE.split(text[end : end + _BEHIND], maxsplit=1)[0]
    if behind.startswith(listed("money", "not_money")):
        return "aside"
    # 把拖欠的5400元凑齐.
    if re.search("[把将]", before) and _nearest(behind, last=False) == "paid":
        return "paid"
    return (
        _nearest(before, last=True)
        or _nearest(behind, last=False)
        or _nearest(_after_last(_STOP, text[:start]), last=True)
    )


def _after_last(stop: re.Pattern[str], text: str) -> str:
    ends = [found.end() for found in stop.finditer(text)]
    return text[ends[-1] :] if ends else text


def _nearest(text: str, *, last: bool) -> Part:
    found = list(_pattern().finditer(text))
    if not found:
        return ""
    # 每月支付2000元 is 2000 each time, whatever is done with it.
    if last and any(one[0] in listed("money", "each") for one in found):
        return "each"
    done = [one for one in found if one[0] not in listed("money", "owed")]
    if not done:
        return "claimed"
    nearest = done[-1 if last else 0]
    part = next(part for part in _PARTS if nearest[0] in listed("money", part))
    before = text[: nearest.start()]
    if part != "paid" or not last:
        return part
    if re.search(one_of(listed("money", "due")), before):
        return "claimed"
    return "promised" if _promised().search(before) else "paid"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(one_of(word for part in (*_PARTS, "owed") for word in listed("money", part)))


@cache
def _promised() -> re.Pattern[str]:
    return re.compile(one_of(listed("money", "promised")))
