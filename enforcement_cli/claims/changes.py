"""What a number says of its metric besides how much: a change, a place in an order, a part.

Comes in: a Sentence and the words that name topics. Goes out: relations with the words they rest on.
Refuses to know whether the change is true.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.claims.named import Named
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.model.claim import Relation, Span
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.vocabulary.claims import listed, one_of, pattern_of

# 增长至120件 and 提高到95% give the level; what grew stands before.
_REACHED = re.compile(r"[至到成][了]?$")
# 同比+6.05%, 环比↓3%.
_SIGNED = re.compile(r"(?:[比期]|[\u4e00-\u9fff])[:：]?(?P<up>[+↑▲])?(?P<down>[-－−↓▼])?$")
_JOINED = ("、", "和", "及", "与", "，", "以及", "")
# A word of change this near to its number is of it: 增长了近12%, 增加执行到位金额13.37亿元.
_NEAR = 12
_PREFERRED = ("percent", "case", "money", "person")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an order: 第二, 首位."""

    start: int
    end: int
    value: Decimal


_NO_RANK = r"(?!\d|[一二三四五六七八九十]?(?:梯队|方阵|批|次|期|轮|季度|阶段|届|条|款|项|个|周|天))"


@cache
def _rank_pattern() -> re.Pattern[str]:
    at = r"(?P<at>第[一二三四五六七八九十\d]{1,3}+(?:位|名)?|首位|榜首|首名)"
    return re.compile(
        rf"(?:{one_of(listed('words', 'rank'))}[^，。；、\d第首榜]{{0,14}}"
        rf"|(?:{one_of(listed('words', 'rank_among'))})[^，。；、\d第首榜]{{0,8}}){at}"
        rf"{_NO_RANK}(?!、第[一二三四五六七八九十\d]{{1,3}}(?:批|次|期|轮|季度|阶段|周))"
    )


def changes(sentence: Sentence) -> list[Relation | None]:
    """Whether each number of a sentence is how much something grew or fell."""
    found: list[Relation | None] = []
    for index, number in enumerate(sentence.numbers):
        since = sentence.before(index)
        lead = sentence.signs[since : number.start]
        relation = _change(lead, number.unit.kind)
        bare = lead.rstrip("+-－−")
        if relation is None and index and found[-1] and bare in _JOINED and bare != "，":
            relation = found[-1]
            if bare != lead:
                relation = "increase" if lead.endswith("+") else "decrease"
        if relation is None and number.unit.kind == "percent":
            behind = sentence.signs[number.end : sentence.behind(index)]
            relation = _change_behind(behind)
        found.append(relation)
    return found


def _change(lead: str, kind: str) -> Relation | None:
    """The change that the words before a number speak of."""
    signed = _SIGNED.search(lead)
    if signed and kind in ("percent", "points") and (signed["up"] or signed["down"]):
        return "increase" if signed["up"] else "decrease"
    if _REACHED.search(lead):
        return None
    compared = pattern_of("words", "against").search(lead) is not None
    near = lead[-_NEAR:]
    for relation, words, more in _DIRECTIONS:
        if compared and lead.endswith(listed("words", more)):
            return relation
        names = (words, _THAN[words]) if kind == "points" else (words,)
        found = [each.end() for name in names for each in pattern_of("words", name).finditer(near)]
        if found and not re.search(r"[，；：]", near[max(found) :]):
            return relation
    return None


_DIRECTIONS: tuple[tuple[Relation, str, str], ...] = (
    ("increase", "increase", "more"),
    ("decrease", "decrease", "fewer"),
)
# What points are more or less than: 高于全省平均值6.8个百分点.
_THAN = {"increase": "above", "decrease": "below"}


def _change_behind(behind: str) -> Relation | None:
    if not behind.startswith("的"):
        return None
    if pattern_of("words", "increase").match(behind, 1):
        return "increase"
    return "decrease" if pattern_of("words", "decrease").match(behind, 1) else None


def against(sentence: Sentence, place: int) -> str | None:
    """What a change at a place is measured from, as the sentence names it."""
    found = None
    for each in pattern_of("words", "against").finditer(sentence.signs, sentence.start, place):
        found = each[0]
    return found


def aimed_at(sentence: Sentence) -> Iterator[Span]:
    """The stretches in which figures are aimed at, not reached: 力争执结120件, up to 已执结98件."""
    for each in pattern_of("words", "aims").finditer(sentence.signs, sentence.start, sentence.end):
        reached = _REACHED_SO_FAR.search(sentence.signs, each.end(), sentence.end)
        yield each.start(), reached.start() if reached else sentence.end


_REACHED_SO_FAR = re.compile(r"[，；](?:目前|现|截至[^，；]{0,12}，)?(?:已|实际|累计已)")


def part_from(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches that 其中 opens: up to the next semicolon or the end."""
    found = []
    for each in pattern_of("words", "of_which").finditer(
        sentence.signs, sentence.start, sentence.end
    ):
        signs, start = sentence.signs, each.start()
        bracketed = signs.rfind("（", sentence.start, start) > signs.rfind(
            "）", sentence.start, start
        )
        end = signs.find("）" if bracketed else "；", each.end(), sentence.end)
        found.append((start, end if end > 0 else sentence.end))
    return found


def ranks(sentence: Sentence) -> Iterator[tuple[Place, ...]]:
    """Every place in an order that a sentence claims; those told in a row together."""
    if not _PLACED.search(sentence.signs, sentence.start, sentence.end):
        return
    for found in _rank_pattern().finditer(sentence.signs, sentence.start, sentence.end):
        row = [found.span("at")]
        while more := _NEXT_RANK.match(sentence.signs, row[-1][1], sentence.end):
            row.append(more.span("at"))
        yield tuple(Place(*span, _rank(sentence.signs[slice(*span)])) for span in row)


_PLACED = re.compile("[第首榜]")
_NEXT_RANK = re.compile(
    rf"(?:、|和|及|，)(?P<at>第[一二三四五六七八九十\d]{{1,3}}+(?:位|名)?){_NO_RANK}"
)


def _rank(words: str) -> Decimal:
    bare = words.strip("第位名")
    return (Decimal(bare) if bare.isdecimal() else chinese_number(bare)) or Decimal(1)


def thing_of(names: Sequence[Named], since: int, until: int) -> Named | None:
    """The topic named last between two places, a weak one only where there is no other."""
    found = names[bisect_left(names, since, key=_start) : bisect_left(names, until, key=_start)]
    strong = [each for each in found if not each.topic.weak] or found
    return strong[-1] if strong else None


def _start(named: Named) -> int:
    return named.start


def metric_of(named: Named, kind: str) -> str:
    """The metric a topic means where no number of its own class says which."""
    gives = named.topic.gives
    for each in (kind, *_PREFERRED):
        if gives.get(each):
            return gives[each]
    return next(iter(gives.values()), "")
