"""What stands in a text and must not be published: numbers of persons, cards, cars, deeds; names.

Comes in: a text as it will be printed, and the names of parties. Goes out: Leaks with their kind and
place, never the number itself. Refuses to mend the text: that is masking's.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from enforcement_cli.vocabulary.names import numerals, regions, sign, word_set, words

_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Signs that people put between the digits of one number.
_GAP = r"[ \-—–·_]?"
# Shorter runs of Chinese numerals are dates and counts.
_SPOKEN = 11
_ODD = re.compile("[\u200b-\u200f\u2060\ufeff]")
_LONGEST_PARTY = 40
# Nobody alive was born before it.
_OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Leak:
    """`kind` as messages name it; `start` and `end` in the text; `name` only of a party."""

    kind: str
    start: int
    end: int
    name: str = ""


def scan(text: str, parties: Collection[str] = frozenset()) -> tuple[Leak, ...]:
    """Everything in a text that must not be published, in reading order, each place once.

    >>> [leak.kind for leak in scan("电话：１３８ 0013 8000")]
    ['手机号']
    """
    found: list[Leak] = []
    for leak in (*_numbers(text), *_names(text, parties)):
        if not any(leak.start < other.end and other.start < leak.end for other in found):
            found.append(leak)
    return tuple(sorted(found, key=lambda leak: leak.start))


def _numbers(text: str) -> Iterator[Leak]:
    plain, places = _folded(text)
    spoken = "".join(numerals().get(sign, sign) for sign in plain)
    for key, read in _READERS.items():
        for found in read[0].finditer(plain):
            if read[1](found[0]):
                yield Leak(sign("leaks", key), places[found.start()], places[found.end() - 1] + 1)
    for run in re.finditer(rf"[\d{''.join(numerals())}]{{{_SPOKEN},}}", plain):
        inside = spoken[run.start() : run.end()]
        for key in ("id_18", "phone"):
            found_inside = _READERS[key][0].fullmatch(inside)
            if found_inside and _READERS[key][1](inside) and inside != run[0]:
                yield Leak(sign("leaks", key), places[run.start()], places[run.end() - 1] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text half-width without invisible signs, and where each of its signs stands."""
    signs: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        folded = "" if _ODD.match(one) else unicodedata.normalize("NFKC", one).upper()
        signs.append(folded)
        places += [place] * len(folded)
    return "".join(signs), places


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day) >= _OLDEST
    except ValueError:
        return False


def _is_id(text: str) -> bool:
    """18 digits with region and birthday. A wrong check digit is a slip that still leads there."""
    number = _digits(text)
    born = (int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return int(number[:2]) in regions() and _is_day(*born)


def _is_old_id(text: str) -> bool:
    number = _digits(text)
    born = (1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    return int(number[:2]) in regions() and _is_day(*born)


def _is_card(text: str) -> bool:
    number = _digits(text)
    if len(set(number)) < 4:  # 1000000000000000 is no card
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value  # the digits of 2 × 5 are 1 and 0
    return total % 10 == 0


def _is_credit_code(text: str) -> bool:
    number = _digits(text)
    if any(each not in _CREDIT_SIGNS for each in number):
        return False
    weighted = sum(
        _CREDIT_SIGNS.index(each) * weight
        for each, weight in zip(number[:17], _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_SIGNS[(31 - weighted % 31) % 31] == number[17]


def _always(text: str) -> bool:
    return bool(text)


def _run(first: str, *more: str) -> str:
    return _GAP.join((first, *more))


_ALONE = r"(?<![0-9A-Z])", r"(?![0-9A-Z])"
_PLATE_REGION = f"[{sign('leaks', 'plates')}]"


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(_ALONE[0] + pattern + _ALONE[1])


# What looks like one, and whether it is; the sharper come first.
_READERS = {
    "id_18": (_alone(_run(*[r"\d"] * 17, "[0-9X]")), _is_id),
    "credit_code": (_alone(_run(*["[0-9A-Z]"] * 18)), _is_credit_code),
    "id_15": (_alone(_run(*[r"\d"] * 15)), _is_old_id),
    "bank_card": (_alone(_run("[3-69]", *[r"\d"] * 15) + rf"(?:{_GAP}\d){{0,3}}"), _is_card),
    "phone": (
        re.compile(
            r"(?<![0-9A-Z.])(?:\(?(?:\+|00)?86\)?[\s-]?)?"
            "(?:" + _run("1", "[3-9]", *[r"\d"] * 9) + r"|1[3-9]\d\.\d{4}\.\d{4})(?![0-9A-Z]|\.\d)"
        ),
        _always,
    ),
    "plate": (
        re.compile(
            rf"{_PLATE_REGION}[A-HJ-NP-Z][\s·•.]?(?:[DF][A-HJ-NP-Z0-9]\d{{4}}|[A-HJ-NP-Z0-9]{{4}}"
            rf"[A-HJ-NP-Z0-9挂学警港澳使领])(?![0-9A-Z])"
        ),
        lambda text: any(each.isdigit() for each in text),
    ),
    "deed": (
        re.compile(
            r"不动产权(?:证书?)?(?:证号)?第?[\s:：]*\d{5,}号?"
            r"|(?:房权证|房产证|房地权证|土地证|林权证|国用)[^，。；\n]{0,16}?\d{5,}号?"
            r"|国用\(\d{4}\)第?[\w-]{3,}号"
        ),
        _always,
    ),
}


def _names(text: str, parties: Collection[str]) -> Iterator[Leak]:
    """Names of parties that stand in the text unmasked, the longest first at each place."""
    if not parties:
        return
    longest = min(max(map(len, parties)), _LONGEST_PARTY)
    place = 0
    while place < len(text):
        for length in range(min(longest, len(text) - place), 1, -1):
            name = text[place : place + length]
            if name in parties and is_named(text, place, place + length):
                yield Leak(sign("leaks", "party"), place, place + length, name)
                place += length - 1
                break
        place += 1


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
