"""The numbers of a sentence and what is left of it without them.

Comes in: a text. Goes out: its numbers with their places and units, and its words with a sign for
each number, widths and signs of approximation levelled. Dates are words, not numbers. Refuses to
know what a number counts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.vocabulary.proof import proof_words

# A sign that no text holds.
SLOT = "\ue000"
_SCALES = {"": Decimal(1), "千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DATES = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,4}年|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}:\d{2}|第\d+[周期季]"
)
# Units that are mistaken for each other are one when sentences are compared.
_LIKE = {"百分点": "%"}
_SPACE = re.compile(r"\s+")
# What a list or a heading puts before its text.
_LEADER = re.compile(r"\s*(?:[-*>#·•]+\s+|\d{1,2}[.．、)）]\s*|[(（]\d{1,2}[)）]\s*)*\**")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with its unit, at `start` to `end` of the text; `value` in the base unit.

    `step` is what one in its last printed digit is worth; `word` says that it is not exact.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence: its words with a sign for each number, and the numbers in order."""

    words: str
    numbers: tuple[Number, ...]


def line_of(text: str, start: int, end: int) -> Line:
    """The part of a text from `start` to `end`, taken apart; places are of the whole text."""
    numbers: list[Number] = []
    words: list[str] = []
    leader = _LEADER.match(text, start, end)
    start = leader.end() if leader else start
    last = start
    for number in _numbers(text, start, end):
        words.append(_levelled(text[last : number.start]))
        words.append(SLOT + _LIKE.get(number.unit, number.unit))
        numbers.append(number)
        last = number.end
    words.append(_levelled(text[last:end]))
    return Line(words="".join(words), numbers=tuple(numbers))


def _numbers(text: str, start: int, end: int) -> Iterator[Number]:
    for found in _pattern().finditer(text, start, end):
        if found["digits"] is None:
            continue
        digits = unicodedata.normalize("NFKC", found["digits"]).replace(",", "")
        exponent = Decimal(digits).as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        scale = _SCALES[found["scale"] or ""]
        # Before the number the word is outside its place: it may stand there or not.
        word = found["word"] or found["more"] or found["before"] or found["behind"] or ""
        unit = unicodedata.normalize("NFKC", found["unit"])
        yield Number(
            start=found.start("digits"),
            end=found.end("unit"),
            value=Decimal(digits) * scale,
            step=Decimal(1).scaleb(-places) * scale,
            unit="百分点" if unit == "个百分点" else unit,
            word=word,
        )


@cache
def _pattern() -> re.Pattern[str]:
    """A number with its unit; a date is matched so that none of its parts is one."""
    units = "|".join(map(re.escape, (*proof_words("printed", "units"), "％")))
    more = "|".join(map(re.escape, proof_words("printed", "approximate")))
    return re.compile(
        rf"(?:{_DATES})|(?P<before>{more})?"
        rf"(?P<digits>(?:[0-9０-９]{{1,3}}(?:[,，][0-9]{{3}})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?)"
        rf"(?P<word>余|多)?(?P<scale>[千万亿])?(?P<more>余|多)?(?P<unit>{units})(?P<behind>左右|以上)?"
    )


@cache
def _approximate() -> re.Pattern[str]:
    words = "|".join(map(re.escape, proof_words("printed", "approximate")))
    return re.compile(rf"(?:{words})$|^(?:{words})")


def _levelled(text: str) -> str:
    """Words as they are compared: one width, no spaces, no 约 beside a number."""
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace("*", "")
    return _approximate().sub("", folded)
