"""A text as its words are proof-read: sentences, and the numbers in them with unit and precision.

Comes in: Prose. Goes out: Words, every offset that of the text. Only running text: cells of tables
are not sentences. Refuses to know what a number is of.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Slip
from enforcement_cli.model.prose import Prose
from enforcement_cli.vocabulary.proof_slips import said, unit_patterns, words

# One sign for one sign, so that places stay.
_PLAIN = {0xFF01 + n: chr(0x21 + n) for n in range(94)} | {
    ord(sign): plain
    for sign, plain in zip(
        "\u3000\u00a0,;:()！？!?＃﹪％", "  ，；：（）！？！？#%%", strict=True
    )
} | {ord(sign): sign for sign in "，；：（）"}  # fmt: skip
_GROUPED = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# What stands behind a number that is a date, an hour, a name.
_NOT_COUNTED = r"(?![年月日号时分期周季届级点：:])"
_LONGEST_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the base unit (元, 件 …; empty: none is written); `step` is its last digit's worth.

    `rough` where the text says 余, 约; `ordinal` behind 第.
    """

    value: Decimal
    step: Decimal
    unit: str
    start: int
    end: int
    rough: bool = False
    ordinal: bool = False

    @property
    def low(self) -> Decimal:
        """The least that it may stand for."""
        return self.value - self.step / 2

    @property
    def high(self) -> Decimal:
        """The most that it may stand for."""
        return self.value + self.step / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`text` half-width, as long as the original; `sentences` end at 。！？, `parts` at ； too."""

    text: str
    sentences: tuple[Span, ...]
    parts: tuple[Span, ...]
    numbers: tuple[Number, ...]

    def within(self, span: Span) -> tuple[Number, ...]:
        """The numbers of a stretch, in order."""
        first = bisect_left(self.numbers, span[0], key=lambda number: number.start)
        last = bisect_left(self.numbers, span[1], key=lambda number: number.start)
        return self.numbers[first:last]

    def part_at(self, at: int) -> Span:
        """The part that a place of running text is in."""
        return self.parts[bisect_right(self.parts, at, key=lambda part: part[0]) - 1]

    def is_running(self, at: int) -> bool:
        """Whether a place is in a sentence of a paragraph, not in a table."""
        found = bisect_right(self.sentences, at, key=lambda sentence: sentence[0]) - 1
        return found >= 0 and at < self.sentences[found][1]

    def before(self, sentence: Span) -> Span | None:
        """The sentence before one."""
        at = bisect_left(self.sentences, sentence)
        return self.sentences[at - 1] if at else None

    def shown(self, number: Number) -> str:
        """A number as it is printed."""
        return self.text[number.start : number.end].replace(" ", "")


def plain(text: str) -> str:
    """The text half-width in digits, letters and brackets apart, of the same length.

    >>> plain("１,２００件,占５％")
    '1,200件，占5%'
    """
    return _GROUPED.sub(",", text.translate(_PLAIN))


def words_of(prose: Prose) -> Words:
    """The sentences and numbers of a document's paragraphs."""
    text = plain(prose.text)
    spans = [(paragraph.start, paragraph.end) for paragraph in prose.paragraphs]
    sentences = tuple(piece for span in spans for piece in _pieces(text, span, "。！？\n"))
    parts = tuple(piece for span in sentences for piece in _pieces(text, span, "；"))
    numbers = tuple(number for span in spans for number in numbers_in(text, *span))
    return Words(text=text, sentences=sentences, parts=parts, numbers=numbers)


def _pieces(text: str, span: Span, ends: str) -> list[Span]:
    found: list[Span] = []
    start = span[0]
    for at in range(*span):
        if text[at] in ends:
            found.append((start, at))
            start = at + 1
    found.append((start, span[1]))
    return [(start, end) for start, end in found if text[start:end].strip()]


def numbers_in(text: str, start: int, end: int) -> list[Number]:
    """The numbers of a stretch of a plain text."""
    return [_number(text, found) for found in _pattern().finditer(text, start, end)]


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(f"(?P<u{at}>{pattern})" for at, (pattern, _) in enumerate(unit_patterns()))
    return re.compile(
        r"(?<![\dA-Za-z.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
        rf"(?P<rough>[余多])?(?P<scale>百万|千万|[千万亿])?(?P<later>[余多])?(?:\ ?(?:{units})|"
        rf"{_NOT_COUNTED})"
    )


def _number(text: str, found: re.Match[str]) -> Number:
    digits = found["digits"].replace(",", "")
    scale = Decimal(_SCALES[found["scale"] or ""])
    unit = next(
        (unit for at, (_, unit) in enumerate(unit_patterns()) if found[f"u{at}"]),
        "元" if scale > 10**3 else "",
    )
    return Number(
        value=Decimal(digits) * scale,
        step=Decimal(1).scaleb(-len(digits.partition(".")[2])) * scale,
        unit=unit,
        start=found.start(),
        end=found.end(),
        rough=bool(found["rough"] or found["later"])
        or text[max(0, found.start() - 2) : found.start()].endswith(words("rough")),
        ordinal=text[max(0, found.start() - 1) : found.start()] == "第",
    )


def slip(code: str, span: Span, *, serious: bool | None = None, **facts: object) -> Slip:
    """A slip at its place; `serious` where it is other than the table says."""
    told = said(code, facts)
    return Slip(
        code=code,
        start=span[0],
        end=span[1],
        message=told.message,
        remedy=told.remedy,
        serious=told.serious if serious is None else serious,
    )


def short(text: str) -> str:
    """A stretch of text for a message, on one line.

    >>> short("共执结  案件件")
    '共执结案件件'
    """
    bare = re.sub(r"\s+", "", text)
    return bare if len(bare) <= _LONGEST_SHOWN else "…" + bare[-_LONGEST_SHOWN:]
