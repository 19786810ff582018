"""Lists told in order: 甲、乙、丙三家法院分别执结120件、98件、76件.

Comes in: a Sentence. Goes out: which item of the list each number belongs to. Refuses to know what
the items are: read.py asks whether they are courts, kinds of cases or metrics.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import pattern_of

_JOINTS = re.compile(r"、|和|及|与|以及")
_EDGE = re.compile(r"[，；：。！？]")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, as it stands in the paragraph."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """Numbers by index, each with its item; `items` is empty where the list is of earlier numbers."""

    place: int
    numbers: tuple[int, ...]
    items: tuple[Item, ...]


def in_order(sentence: Sentence) -> list[InOrder]:
    """Every list of a sentence that 分别 or 依次 sets against numbers."""
    found = []
    for word in pattern_of("words", "respectively").finditer(
        sentence.signs, sentence.start, sentence.end
    ):
        numbers = _numbers_after(sentence, word.end())
        if len(numbers) < 2:
            continue
        items = _items_before(sentence, word.start())
        if len(items) == len(numbers):
            found.append(InOrder(word.start(), numbers, items))
            found += [InOrder(word.start(), row, items) for row in _more_rows(sentence, numbers)]
        elif len(items) < 2:
            same = [each.items for each in found if len(each.items) == len(numbers)]
            found.append(InOrder(word.start(), numbers, same[-1] if same else ()))
        elif len(items) > len(numbers):
            found.append(InOrder(word.start(), numbers, items[-len(numbers) :]))
    return found


# A number farther behind 分别 is of something else.
_FAR = 60


def _numbers_after(sentence: Sentence, place: int) -> tuple[int, ...]:
    """The numbers of the list: those after the word, until words stand between that are no list."""
    found: list[int] = []
    for index, number in enumerate(sentence.numbers):
        if number.start < place or number.ordinal:
            continue
        if not found and number.start - place > _FAR:
            break
        if found:
            between = sentence.signs[sentence.numbers[found[-1]].end : number.start]
            if not re.fullmatch(r"，|(?:、|和|及|与|以及|、和)[^，；。\d]{0,4}", between):
                break
        elif _EDGE.search(sentence.signs, place, number.start):
            break
        found.append(index)
    return tuple(found)


def _more_rows(sentence: Sentence, first: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Rows of as many numbers that go on with the same list: …98件，到位30万元、28万元."""
    rows = []
    at = first[-1] + 1
    while at + len(first) <= len(sentence.numbers):
        row = tuple(range(at, at + len(first)))
        between = [
            sentence.signs[sentence.numbers[each].end : sentence.numbers[each + 1].start]
            for each in row[:-1]
        ]
        if not all(each in _ROW_JOINTS for each in between):
            break
        rows.append(row)
        at += len(first)
    return rows


_ROW_JOINTS = ("、", "和", "及", "与", "以及")


def _items_before(sentence: Sentence, place: int) -> tuple[Item, ...]:
    signs = sentence.signs
    start = sentence.start
    for edge in _EDGE.finditer(signs, sentence.start, place):
        start = edge.end()
    items = []
    at = start
    for joint in _JOINTS.finditer(signs, start, place):
        items.append(Item(at, signs[at : joint.start()]))
        at = joint.end()
    items.append(Item(at, signs[at:place]))
    return tuple(each for each in items if each.words)


def earlier_numbers(numbers: Sequence[int], before: Sequence[int]) -> Sequence[int]:
    """The numbers that a list without items goes on about: the last so many before it."""
    return before[-len(numbers) :] if len(before) >= len(numbers) else ()
