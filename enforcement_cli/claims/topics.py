"""What a number of a sentence is of: the topic named nearest, before it or behind it.

Comes in: a Sentence. Goes out: a metric for each of its numbers, or several, or none. Refuses to
know whether it is a total.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enforcement_cli.claims.joined import counted_together, with_its_pair
from enforcement_cli.claims.named import Meant, Named, named_in
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import (
    contexts,
)


def meant_by(sentence: Sentence, names: Sequence[Named]) -> list[Meant]:
    """What each number of the sentence is of, in their order."""
    found: list[Meant] = []
    for index in range(len(sentence.numbers)):
        around = _around(sentence, index, names, _used_behind(sentence, index, found))
        meant = _named(around, found) or _said_before(around, found) or _said_later(around)
        found.append(meant or Meant((), _spoken_of(around.since)))
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """The topics around a number: those that can be counted in its unit, and all since the last.

    `near` stand in its own clause before it, `behind` in it behind it, `left` all since the number
    before, `later` in clauses behind: each in the order in which they are asked.
    """

    sentence: Sentence
    index: int
    kind: str
    near: list[Named]
    behind: list[Named]
    left: list[Named]
    later: list[Named]
    since: Sequence[Named]

    @property
    def asked(self) -> tuple[tuple[bool, list[Named]], ...]:
        """Where a topic is looked for, and whether that is the number's own clause."""
        return (True, self.near), (True, self.behind), (False, self.left)


def _used_behind(sentence: Sentence, index: int, so_far: Sequence[Meant]) -> Named | None:
    """The word behind the number before that says what that one is: 查封3台设备、12宗土地."""
    named = so_far[-1].named if so_far else None
    used = named is not None and named.start >= sentence.numbers[index - 1].end
    return named if used else None


def _around(sentence: Sentence, index: int, names: Sequence[Named], used: Named | None) -> _Around:
    number = sentence.numbers[index]
    kind = number.unit.kind
    begin = sentence.before(index)
    follower = index + 1
    # 对5案6人移送公安: both are of what stands behind the second.
    if follower < len(sentence.numbers) and sentence.numbers[follower].start == number.end:
        follower += 1
    last = follower == len(sentence.numbers)
    end = sentence.end if last else sentence.numbers[follower].start
    behind_end = sentence.behind(follower - 1)
    clause = max(begin, sentence.clause_start(number.start))
    at = bisect_left(names, number.start, key=_start)
    since = names[bisect_left(names, begin, key=_start) : at]
    after = names[bisect_left(names, number.end, key=_start) : bisect_left(names, end, key=_start)]
    left = [each for each in reversed(since) if kind in each.topic.gives and each is not used]
    right = [each for each in after if kind in each.topic.gives]
    return _Around(
        sentence=sentence,
        index=index,
        kind=kind,
        near=[each for each in left if each.start >= clause],
        behind=[each for each in right if each.start < behind_end],
        left=left,
        later=right,
        since=since,
    )


def _start(named: Named) -> int:
    return named.start


def _named(around: _Around, so_far: Sequence[Meant]) -> Meant | None:
    """What strong words around the number say."""
    sentence, kind = around.sentence, around.kind
    if kind == "person":
        number = sentence.numbers[around.index]
        pair = counted_together(sentence, sentence.before(around.index), number.start)
        if pair:
            return Meant((pair,), own=True)
    going_on = _going_on(around, so_far)
    if going_on is not None:
        return going_on
    for own, choices, least in _asked_in_turn(around):
        strong = [each for each in choices if each.topic.level >= least]
        if strong:
            first = min(strong, key=_by_level)
            other = _in_context(sentence, first, kind)
            metrics = (other,) if other else with_its_pair(sentence, first, strong, kind)
            return Meant(metrics, first, own)
    return None


def _asked_in_turn(around: _Around) -> Iterator[tuple[bool, list[Named], int]]:
    """Words that say what was done or what it was done to, everywhere, before those that do not."""
    for least in (_THING, 1):
        for own, choices in around.asked:
            yield own, choices, least


def _said_before(around: _Around, so_far: Sequence[Meant]) -> Meant | None:
    """What the numbers before are of, unless a weak word in its own clause says otherwise."""
    inherited = _of_enforcement(around, _inherited(around.kind, so_far))
    if inherited is not None and not _other_weak(around.near, inherited.metrics[0]):
        return inherited
    for own, choices in around.asked:
        if choices:
            topic = choices[0].topic
            is_before = choices is not around.behind
            metric = topic.metric_before(around.kind) if is_before else topic.gives[around.kind]
            return Meant((metric,), choices[0], own)
    return inherited


def _said_later(around: _Around) -> Meant | None:
    """What is said only in a later clause: 有37名被执行人收到通知后，主动履行还款义务."""
    if around.kind not in ("person", "case"):
        return None
    said = next((each for each in around.later if each.topic.level), None)
    return Meant((said.topic.gives[around.kind],), said) if said else None


def _spoken_of(since: Sequence[Named]) -> Named | None:
    """The last topic of the words before a number that it is not of: 发放412笔，金额3208万元."""
    return next((each for each in reversed(since) if each.topic.level), None)


def _in_context(sentence: Sentence, named: Named, kind: str) -> str:
    """The metric that a word has by what stands before it; empty where it keeps its own."""
    signs, end = sentence.signs, sentence.clause_end(named.start)
    for context in contexts().get(named.word, ()):
        start = sentence.clause_start(named.start) if context.clause else sentence.start
        if context.reach:
            start = max(sentence.start, named.start - context.reach)
        until = end if context.around else named.end
        within = context.kind == kind and context.within.search(signs, start, until)
        if within and not (context.without and context.without.search(signs, start, end)):
            return context.metric
    return ""


def _by_level(named: Named) -> int:
    return -named.topic.level


def _going_on(around: _Around, so_far: Sequence[Meant]) -> Meant | None:
    """What was done to the thing before, where only another thing is named: 腾退土地430亩、房屋19套."""
    near, index, kind = around.near, around.index, around.kind
    if not index or len(near) != 1 or kind not in _GOODS or near[0].topic.level != _THING:
        return None
    numbers, before = around.sentence.numbers, so_far[index - 1]
    between = around.sentence.signs[numbers[index - 1].end : numbers[index].start].lstrip(_LIST)
    if before.named is None or len(between) > len(near[0].word) + _SHORT:
        return None
    # Only where what was done is named: 查封 is done to many things, a thing does nothing.
    if before.named.topic.level in (1, _THING) or kind not in before.named.topic.gives:
        return None
    return Meant((before.named.topic.gives[kind],), before.named, own=True)


# The level of a thing (房屋), what joins it to the one before, how much may stand beside its name.
_GOODS = ("estate", "area", "vehicle")
_THING, _LIST, _SHORT = 2, "、，和及", 3


def _of_enforcement(around: _Around, inherited: Meant | None) -> Meant | None:
    """受理审判案件6214件、执行案件3646件: the second is of what was done, not of the first kind."""
    if inherited is None or inherited.metrics[0] != _OF_TRIALS:
        return inherited
    if not any(each.word.startswith(_ENFORCEMENT) for each in around.since):
        return inherited
    sentence = around.sentence
    for each in reversed(named_in(sentence)):
        metric = each.topic.gives.get("case", _OF_TRIALS)
        if each.start < sentence.numbers[around.index].start and metric != _OF_TRIALS:
            return Meant((metric,), each)
    return inherited


_OF_TRIALS, _ENFORCEMENT = "trial_cases", "执行"


def _inherited(kind: str, so_far: Sequence[Meant]) -> Meant | None:
    """What the nearest number before was of, that could be counted in this unit too."""
    for before in reversed(so_far):
        if before.named is not None and kind in before.named.topic.gives:
            return Meant((before.named.topic.gives[kind],), before.named)
    return None


def _other_weak(near: Sequence[Named], metric: str) -> bool:
    """Whether a weak word in the number's own clause speaks of something else."""
    return any(metric not in each.topic.gives.values() for each in near)
