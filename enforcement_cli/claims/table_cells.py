"""The number of a cell: as printed, exact, with the unit and sign beside it.

Comes in: where a cell's text stands. Goes out: a Printed, or None for a cell that is no number.
Refuses dates, ranges and words; knows no columns.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.vocabulary.claims import one_of, units

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－（）−﹣", "0123456789.,%+-()--")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number at `start` to `end`, its sign included; `step` is one in its last printed digit.

    `unit` is the one beside it, 位 for an ordinal, empty for none; 万 and 亿 beside it are worked in.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str = ""
    scaled: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:并列)?(?P<raw>(?P<ordinal>第)?(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
        rf"\s*(?P<scale>[万亿]?)(?P<unit>{one_of(units())})?)"
        # What a bulletin marks a number with: （报）, （更正）, *.
        r"(?(ordinal)[名位]?)\s*(?:\([^()\d]{1,4}\)|[*※])?\s*"
    )


def number_in(text: str, span: Span) -> Printed | None:
    """The number that a cell consists of; None where it says anything else."""
    start, end = span
    if not start < end <= start + _LONGEST:
        return None
    found = _pattern().fullmatch(text[start:end].translate(_FULL_WIDTH))
    if found is None or (found["ordinal"] and (found["unit"] or found["scale"])):  # 第3期
        return None
    digits = Decimal(found["number"].replace(",", ""))
    exponent = digits.as_tuple().exponent
    scale = _SCALES[found["scale"]]
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    word = found["unit"] or ""
    unit = "位" if found["ordinal"] else units()[word].name if word else ""
    first, last = found.span("raw")
    return Printed(
        start=start + first,
        end=start + last,
        value=digits * scale,
        step=step * scale,
        unit=unit,
        scaled=scale > 1,
    )
