"""What stands in a text and must not be published: numbers of persons, cards, cars, deeds; names.

Comes in: a text as it will be printed, and the names of parties. Goes out: Leaks with their kind and
place, never the number itself. Refuses to mend the text: that is masking's.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from enforcement_cli.bulletin.leak_numbers import case_numbers_in, folded, numbers_in
from enforcement_cli.vocabulary.names import sign, word_set, words

_LONGEST_PARTY = 40


@dataclass(frozen=True, slots=True)
class Leak:
    """`kind` as messages name it; `start` and `end` in the text; `name` only of a party."""

    kind: str
    start: int
    end: int
    name: str = ""


def scan(
    text: str, parties: Collection[str] = frozenset(), *, cases: bool = False
) -> tuple[Leak, ...]:
    """Everything in a text that must not be published, in reading order, each place once.

    `cases`: case numbers too.

    >>> [leak.kind for leak in scan("电话：１３８ 0013 8000")]
    ['手机号']
    """
    numbers = (*numbers_in(text), *(case_numbers_in(text) if cases else ()))
    found: list[Leak] = []
    for leak in (*(Leak(*number) for number in numbers), *_names(text, parties)):
        if not any(leak.start < other.end and other.start < leak.end for other in found):
            found.append(leak)
    return tuple(sorted(found, key=lambda leak: leak.start))


def _names(text: str, parties: Collection[str]) -> Iterator[Leak]:
    """Names of parties that stand in the text unmasked, as they are written and run together."""
    if not parties:
        return
    yield from _named(text, range(len(text)), parties)
    joined, places = run_together(text)
    if joined != text:
        yield from _named(joined, places, _run_together(frozenset(parties)))


def _named(text: str, places: Sequence[int], parties: Collection[str]) -> Iterator[Leak]:
    """The longest name first at each place; `places` are those of the signs in the whole text."""
    longest = min(max(map(len, parties)), _LONGEST_PARTY)
    place = 0
    while place < len(text):
        for length in range(min(longest, len(text) - place), 1, -1):
            name = text[place : place + length]
            if name in parties and is_named(text, place, place + length):
                end = places[place + length - 1] + 1
                yield Leak(sign("leaks", "party"), places[place], end, name)
                place += length - 1
                break
        place += 1


def run_together(text: str) -> tuple[str, list[int]]:
    """A text without what may stand inside a name, and where each of its signs stands.

    >>> run_together("王　小\u200b明、JOHN  Smith")[0]
    '王小明、JOHN SMITH'
    """
    plain, places = folded(text)
    dots = sign("masks", "dots")
    kept = [
        at
        for at, one in enumerate(plain)
        if one not in dots and not (one.isspace() and not _between_latin(plain, at))
    ]
    return "".join(plain[at] for at in kept), [places[at] for at in kept]


def _between_latin(text: str, at: int) -> bool:
    """Whether a blank is the one between two Latin words."""
    before, after = text[at - 1 : at], text[at + 1 :].lstrip()[:1]
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


@lru_cache(maxsize=4)
def _run_together(parties: frozenset[str]) -> frozenset[str]:
    joined = (run_together(name)[0] for name in parties)
    return frozenset(name for name in joined if len(name) > 1)


def is_named(text: str, start: int, end: int) -> bool:
    """Whether a party's name in a text is that party, not a word, an official or part of a word.

    >>> is_named("工作方案已印发", 2, 4), is_named("法官王小明说", 2, 5), is_named("王小明说", 0, 3)
    (False, False, True)
    """
    name = text[start:end]
    if name in word_set("ordinary", "words"):
        return False
    if name.isascii():
        around = text[start - 1 : start] + text[end : end + 1]
        return not any(each.isascii() and each.isalnum() for each in around)
    before, after = text[:start], text[end:]
    if before.endswith(words("staff", "titles")) or after.startswith(words("staff", "titles")):
        return False
    return len(name) > len("王明") or _stands_alone(before, after)


def _stands_alone(before: str, after: str) -> bool:
    """Whether a name of two characters is set off by what is around it."""
    led = not before or not before[-1].isalnum() or before.endswith(words("cells", "leads"))
    closed = not after or not after[0].isalnum() or after.startswith(words("cells", "follows"))
    return (led and closed) or before.endswith(words("cells", "parties"))
