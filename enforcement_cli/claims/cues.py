"""Whether a number counts a court's work or belongs to one case.

Comes in: a Sentence, what its numbers are of, how the sentence before was meant. Goes out: a weight
for each number: above 0 a total, below a case. Words and weights are data (claims.toml).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from enforcement_cli.claims.named import Meant
from enforcement_cli.claims.numbers import Counted
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import listed, one_of, pattern_of, weights


class Cue(NamedTuple):
    """A word that speaks for a total (weight above 0) or a case (below)."""

    place: int
    weight: float


@cache
def _words() -> dict[str, float]:
    """Each word and its weight; one that stands in two lists has the stronger."""
    told = weights()
    lists = (
        "total_weak",
        "anecdote_weak",
        "anecdote_medium",
        "total_medium",
        "total_strong",
        "anecdote_strong",
        "single",
        "neutral",
    )
    return {word: told[name] for name in lists for word in listed("cues", name)}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(one_of(_words()))


def cues_in(sentence: Sentence) -> list[Cue]:
    """The words of a sentence that tell, in order."""
    known = _words()
    return [
        Cue(each.start(), known[each[0]])
        for each in _pattern().finditer(sentence.signs, sentence.start, sentence.end)
    ]


def weigh(
    sentence: Sentence, meant: Sequence[Meant], cues: Sequence[Cue], carried: float
) -> list[float]:
    """How much speaks for each number being a total; `carried` is the mood of what went before."""
    told = weights()
    one_case = any(cue.weight <= told["anecdote_strong"] for cue in cues)
    several = not one_case and sum(each.strong for each in meant) >= told["many"]
    found: list[float] = []
    after_one = False
    for number, each in zip(sentence.numbers, meant, strict=True):
        start = sentence.clause_start(number.start)
        end = sentence.clause_end(number.start)
        apart = sentence.signs.rfind("；", sentence.start, number.start)
        weight = carried * told["carried"] + told["several"] * several
        weight += sum(cue.weight * _nearness(cue, start, end, apart) for cue in cues)
        weight += _by_its_metric(number, each) + _by_itself(sentence, number, each)
        is_one = number.in_numerals and number.value == 1
        weight += told["is_one"] if is_one else told["after_one"] * after_one
        after_one = after_one or is_one
        found.append(weight)
    return found


def _by_its_metric(number: Counted, meant: Meant) -> float:
    """What it says that a number is named, by a word of its own or one before."""
    told = weights()
    if meant.strong:
        rate = number.unit.kind == "percent" and meant.metrics != ("other",)
        return told["named"] + told["a_named_rate"] * rate
    if meant.metrics and meant.named and not meant.named.topic.weak:
        return told["inherited"]
    nameless = not meant.metrics and number.unit.kind == "money"
    return told["money_without_a_name"] * nameless


def _by_itself(sentence: Sentence, number: Counted, meant: Meant) -> float:
    """What its size says, who it counts, and whether somebody says it."""
    told, kind = weights(), number.unit.kind
    behind = sentence.signs[number.end : number.end + 8]
    people = kind == "person" and pattern_of("cues", "people").search(behind) is not None
    return (
        told["is_large"] * (kind in _COUNTED and number.value >= told["large"])
        + told["small_money"] * (kind == "money" and number.value < told["small"])
        + told["counts_people"] * (people and _behind(meant, number))
        + told["in_speech"] * _is_speech(sentence, number)
    )


_COUNTED = ("case", "person", "vehicle")


def _nearness(cue: Cue, start: int, end: int, apart: int) -> float:
    told = weights()
    if cue.weight == told["single"]:
        return 1.0
    if start <= cue.place < end:
        return 1.0
    if cue.place < apart:
        return told["beyond"]
    return told["before"] if cue.place < start else told["behind"]


def mood(cues: Sequence[Cue], found: Sequence[float]) -> float:
    """What a sentence leaves behind for the next, between -1 and 1."""
    if any(cue.weight == weights()["single"] for cue in cues):
        return weights()["single_mood"]
    total = found[-1] if found else sum(cue.weight for cue in cues)
    return max(-1.0, min(1.0, total / weights()["full_mood"]))


_LONGEST_SPEECH = 300


def _is_speech(sentence: Sentence, number: Counted) -> bool:
    """Whether somebody says it: inside quotation marks that hold a clause, not a name."""
    opened = sentence.signs.rfind("“", max(0, number.start - _LONGEST_SPEECH), number.start)
    if opened < 0 or sentence.signs.find("”", opened, number.start) >= 0:
        return False
    closed = sentence.signs.find("”", number.end, number.end + _LONGEST_SPEECH)
    said = sentence.signs[opened : closed if closed > 0 else number.end]
    return any(mark in said for mark in "，。！？")


def _behind(meant: Meant, number: Counted) -> bool:
    """Whether no word before the number says what is counted."""
    return meant.named is None or meant.named.start > number.start
