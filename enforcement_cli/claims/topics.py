"""What a number of a sentence is of: the topic named nearest, before it or behind it.

Comes in: a Sentence. Goes out: a metric for each of its numbers, or several, or none. Refuses to
know whether it is a total.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import (
    Topic,
    contexts,
    listed,
    merged,
    one_of,
    topic_pattern,
    topics,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a topic at a place of the paragraph."""

    start: int
    end: int
    word: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class Meant:
    """What a number is of. `named` is the word that says so; `own` whether its clause says it."""

    metrics: tuple[str, ...]
    named: Named | None = None
    own: bool = False

    @property
    def strong(self) -> bool:
        """Whether a word of its own clause says it, and no weak one."""
        return (
            bool(self.own and self.metrics) and self.named is not None and not self.named.topic.weak
        )


def named_in(sentence: Sentence) -> tuple[Named, ...]:
    """Every word of a topic in a sentence, in order."""
    known = topics()
    return tuple(
        Named(found.start(), found.end(), found[0], known[found[0]])
        for found in topic_pattern().finditer(sentence.signs, sentence.start, sentence.end)
    )


def meant_by(sentence: Sentence, names: Sequence[Named]) -> list[Meant]:
    """What each number of the sentence is of, in their order."""
    found: list[Meant] = []
    starts = [each.start for each in names]
    for index in range(len(sentence.numbers)):
        found.append(_meant(sentence, index, names, starts, found))
    return found


def _meant(
    sentence: Sentence,
    index: int,
    names: Sequence[Named],
    starts: Sequence[int],
    so_far: list[Meant],
) -> Meant:
    number = sentence.numbers[index]
    kind = number.unit.kind
    since, until = sentence.before(index), sentence.behind(index)
    pair = _merged(sentence, since, number.start) if kind == "person" else ""
    if pair:
        return Meant((pair,), own=True)
    clause = max(since, sentence.clause_start(number.start))
    left = names[bisect_left(starts, since) : bisect_left(starts, number.start)]
    left = [each for each in left if kind in each.topic.gives]
    right = names[bisect_left(starts, number.end) : bisect_left(starts, until)]
    right = [each for each in right if kind in each.topic.gives]
    near = [each for each in left if each.start >= clause]
    going_on = _going_on(sentence, index, near, so_far)
    if going_on is not None:
        return going_on
    for own, choices in ((True, near[::-1]), (True, right), (False, left[::-1])):
        strong = sorted((each for each in choices if each.topic.level), key=_by_level)
        if strong:
            chosen = [each for each in choices if each.topic.level]
            other = _in_context(sentence, strong[0], kind)
            if other:
                return Meant((other,), strong[0], own)
            return Meant(_with_its_pair(sentence, strong[0], chosen, kind), strong[0], own)
    inherited = _inherited(kind, index, so_far)
    if inherited is not None and not _other_weak(near, inherited.metrics[0]):
        return inherited
    for own, choices in ((True, near[::-1]), (True, right), (False, left[::-1])):
        if choices:
            return Meant((choices[0].topic.gives[kind],), choices[0], own)
    if inherited is None and kind in ("person", "case"):
        further = _said_after(sentence, index, names, starts, kind)
        if further is not None:
            return Meant((further.topic.gives[kind],), further)
    return inherited or Meant((), _spoken_of(names, since, number.start))


def _said_after(
    sentence: Sentence, index: int, names: Sequence[Named], starts: Sequence[int], kind: str
) -> Named | None:
    """What is said only in a later clause: 有37名被执行人收到通知后，主动履行还款义务."""
    number = sentence.numbers[index]
    after = index + 1
    until = sentence.numbers[after].start if after < len(sentence.numbers) else sentence.end
    later = names[bisect_left(starts, number.end) : bisect_left(starts, until)]
    return next((each for each in later if each.topic.level and kind in each.topic.gives), None)


def _spoken_of(names: Sequence[Named], since: int, until: int) -> Named | None:
    """The last topic of the words before a number that it is not of: 发放412笔，金额3208万元."""
    found = [each for each in names if since <= each.start < until and each.topic.level]
    return found[-1] if found else None


def _in_context(sentence: Sentence, named: Named, kind: str) -> str:
    """The metric that a word has by what stands before it; empty where it keeps its own."""
    context = contexts().get(named.word)
    if context is None or context.kind != kind:
        return ""
    start = sentence.clause_start(named.start) if context.clause else sentence.start
    return context.metric if context.within.search(sentence.signs, start, named.start) else ""


def _by_level(named: Named) -> int:
    return -named.topic.level


def _going_on(
    sentence: Sentence, index: int, near: Sequence[Named], so_far: Sequence[Meant]
) -> Meant | None:
    """What was done to the thing before, where only another thing is named: 腾退土地430亩、房屋19套."""
    if not index or len(near) != 1 or sentence.numbers[index].unit.kind not in _GOODS:
        return None
    if near[0].topic.level != _THING:
        return None
    number, before = sentence.numbers[index], so_far[index - 1]
    between = sentence.signs[sentence.numbers[index - 1].end : number.start].lstrip(_LIST)
    if len(between) > len(near[0].word) + _SHORT or before.named is None:
        return None
    if before.named.topic.level == _THING or number.unit.kind not in before.named.topic.gives:
        return None
    if before.named.topic.level == 1:
        return None
    return Meant((before.named.topic.gives[number.unit.kind],), before.named, own=True)


# The level of a thing (房屋), what joins it to the one before, how much may stand beside its name.
_GOODS = ("estate", "area", "vehicle")
_THING, _LIST, _SHORT = 2, "、，和及", 3


def _inherited(kind: str, index: int, so_far: Sequence[Meant]) -> Meant | None:
    """What the nearest number before was of, that could be counted in this unit too."""
    for before in reversed(so_far[:index]):
        if before.named is not None and kind in before.named.topic.gives:
            return Meant((before.named.topic.gives[kind],), before.named)
    return None


def _other_weak(near: Sequence[Named], metric: str) -> bool:
    """Whether a weak word in the number's own clause speaks of something else."""
    return any(metric not in each.topic.gives.values() for each in near)


def _with_its_pair(
    sentence: Sentence, first: Named, choices: Sequence[Named], kind: str
) -> tuple[str, ...]:
    """The metric of the chosen word, with those that are joined to it (限高和失信), as they stand."""
    row = sorted(choices, key=lambda each: each.start)
    at = row.index(first)
    low = high = at
    while low and _joined(sentence, row[low - 1], row[low]):
        low -= 1
    while high + 1 < len(row) and _joined(sentence, row[high], row[high + 1]):
        high += 1
    return tuple(dict.fromkeys(each.topic.gives[kind] for each in row[low : high + 1]))


def _joined(sentence: Sentence, left: Named, right: Named) -> bool:
    return _between().fullmatch(sentence.signs, left.end, right.start) is not None


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"{one_of(listed('merging', 'between'))}+")


def _merged(sentence: Sentence, since: int, until: int) -> str:
    """The metric of two measures counted together, where the words before a number name them."""
    words = sentence.signs[since:until]
    for pattern, metric in merged():
        if pattern.search(words):
            return metric
    return ""
