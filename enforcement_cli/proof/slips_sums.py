"""Totals that a sentence says of what it lists: added wrongly, or added though they overlap.

Comes in: Words, the names of categories, the verdicts of marks by place. Goes out: slips. Refuses to
know figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.vocabulary.proof_slips import one_of, words

_TOGETHER = r"合计|共计|总计|总共|之和|相加|加起来|合起来"
_VERB = r"[\u4e00-\u9fff]{0,4}?"
_COUNTED = re.compile(
    r"(?:(?P<n>[两二三四五六七八九十]|\d{1,2})(?:"
    rf"(?:项|类|家法院|家|院|个法院|者|笔)(?:(?:{_TOGETHER}|共){_VERB})"
    rf"|(?P<times>次|天|批|轮|场|日|夜)(?:行动)?(?:{_TOGETHER}|共){_VERB})"
    rf"|(?P<day>全天|前后|两批)(?:{_TOGETHER}|共){_VERB}"
    rf"|(?:以上|上述|各项)?(?:{_TOGETHER}))(?:为|达|达到|是)?$"
)
# What is added over days or turns is told one after another: 第一天, 上午, 次日.
_TURN = re.compile("第|首|次日|当天|当日|[上下中]午|白天|[昼夜晨晚早]")
_TOTAL = re.compile(r"(?:共|合计|总计|累计|总共|一共)[^\d，；。、]{0,8}$")
_CLAUSE_STARTS = "，；。、（：！？\n"
_EXACT_UNITS = frozenset({"件", "人", "人次", "辆", "套", "处", "户", "次", "份", "条"})
_OVERLAP_REMARK = re.compile("交叉|两项以上|可计入|去重|重复")


def lead_of(text: str, at: int, start: int) -> str:
    """The clause before a place, from its comma."""
    first = at
    while first > start and text[first - 1] not in _CLAUSE_STARTS:
        first -= 1
    return text[first:at]


def is_change(text: str, number: Number, start: int) -> bool:
    """Whether a number says how much more or less, not how much."""
    lead = lead_of(text, number.start, start)
    return any(word in lead for word in words("changes"))


def total_of(numbers: Sequence[Number]) -> tuple[Decimal, Decimal]:
    """The sum of numbers, and how far it may be off by their rounding; counts are exact."""
    exact = all(number.unit in _EXACT_UNITS and number.step == 1 for number in numbers)
    slack = Decimal(0) if exact else sum((number.step for number in numbers), Decimal(0)) / 2
    return sum((number.value for number in numbers), Decimal(0)), slack


def amount(value: Decimal, like: Number) -> str:
    """A sum as the numbers beside it are printed.

    >>> one = Number(value=Decimal(10000), step=Decimal(100), unit="元", start=0, end=5)
    >>> amount(Decimal(15000), one)
    '1.5万元'
    """
    if like.unit == "元" and like.step >= 100:
        return f"{(value / 10_000).normalize():f}万元"
    return f"{value.normalize():f}{like.unit}"


def sums(text: Words, actions: Sequence[str], verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """Each total that is no sum of its list, and each that adds what overlaps."""
    for sentence in text.sentences:
        for total in text.within(sentence):
            if total.unit and not total.rough and total.unit not in {"%", "百分点", "倍", "天"}:
                yield from _listed(text, sentence, total)
                yield from _overlapping(text, sentence, total, actions, verdicts)


def _listed(text: Words, sentence: Span, total: Number) -> Iterator[Slip]:
    lead = text.text[sentence[0] : total.start]
    cue = _COUNTED.search(lead)
    part = text.part_at(total.start)
    if cue is None or _OVERLAP_REMARK.search(text.text[slice(*part)]):
        return
    items = _items(text, part, total)
    if cue["n"]:
        wanted = _count(cue["n"])
        if len(items) < wanted:
            return
        items = items[-wanted:]
    if len(items) < 2 or any(item.rough for item in items):
        return
    in_turn = cue["times"] or cue["day"]
    if in_turn and not all(_TURN.search(lead_of(text.text, i.start, part[0])) for i in items):
        return
    value, slack = total_of((*items, total))
    value -= total.value
    if abs(value - total.value) > slack:
        printed = text.shown(total)
        parts = "、".join(map(text.shown, items))
        yield slip(
            "listed_sum",
            (total.start, total.end),
            parts=parts,
            true=amount(value, min(items, key=lambda item: item.step)),
            printed=printed,
        )


def _items(text: Words, part: Span, total: Number) -> list[Number]:
    """What a total is of: the numbers of its unit before it, but no earlier total and no change."""
    items: list[Number] = []
    for number in text.within((part[0], total.start)):
        lead = text.text[part[0] : number.start]
        if _COUNTED.search(lead) or "其中" in lead_of(text.text, number.start, part[0]):
            items = []
        elif number.unit == total.unit and not is_change(text.text, number, part[0]):
            items.append(number)
    return items


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else int(chinese_number(said) or 0)


def _overlapping(
    text: Words,
    sentence: Span,
    total: Number,
    actions: Sequence[str],
    verdicts: Mapping[int, Mark],
) -> Iterator[Slip]:
    if not _TOTAL.search(text.text[sentence[0] : total.start]):
        return
    mark = verdicts.get(total.start)
    if mark is not None and mark.verdict in {"matches", "rounded"}:
        return
    pattern = _categories(tuple(actions))
    if pattern.search(lead_of(text.text, total.start, sentence[0])):
        return
    around = _around(text, sentence)
    named = [
        number
        for number in text.within(around)
        if number.unit == total.unit
        and number.start != total.start
        and pattern.search(lead_of(text.text, number.start, around[0]))
    ]
    if len(named) >= 2 and sum(number.value for number in named) == total.value:
        yield slip(
            "overlapping_sum",
            (total.start, total.end),
            serious=mark is not None and mark.verdict == "differs",
            total=text.shown(total),
            parts="、".join(map(text.shown, named)),
        )


def _around(text: Words, sentence: Span) -> Span:
    """A sentence with the one before it in the same paragraph."""
    before = text.before(sentence)
    near = before is not None and sentence[0] - before[1] <= 1
    return (before[0] if before and near else sentence[0], sentence[1])


@cache
def _categories(actions: tuple[str, ...]) -> re.Pattern[str]:
    """The words of categories that share cases."""
    names = {name.removesuffix("案件") for name in actions} - {""}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join((*map(re.escape, longest_first), one_of("overlapping"))))


def overlaps(stretch: str, actions: Sequence[str]) -> bool:
    """Whether the parts that a stretch tells may share cases: two categories, or it says so."""
    found = set(_categories(tuple(actions)).findall(stretch))
    return len(found) >= 2 or _OVERLAP_REMARK.search(stretch) is not None
