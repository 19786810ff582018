"""Number formats that show another number than the one a cell holds: percentages, scaled amounts.

Comes in: the code of a number format. Goes out: whether it shows a percentage, and by how much it
divides, under which unit. Refuses to format anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from enforcement_cli.model.grid import Shown

# Built-in formats of the file formats: 0% and 0.00%.
PERCENT_IDS = frozenset({9, 10})
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)|[_*].|\[[^\]]*\]')
FAKE_POINT = re.compile(r'[0#?](?:"\."|[\\!]\.)([0#?]+)')
_TRAILING_COMMAS = re.compile(r"[0#?](,+)(?![0#?,])")
_UNITS = {"万": "万元", "亿": "亿元"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStyles:
    """Which cell styles of a workbook show a percentage, and which a scaled number."""

    percents: frozenset[int]
    scaled: dict[int, Shown]

    def __bool__(self) -> bool:
        return bool(self.percents or self.scaled)


def marked_styles(formats: Mapping[int, tuple[int, str]]) -> MarkedStyles:
    """The marked ones among cell styles given as style to the id and code of its number format."""
    scales = {code: scale_of(code) for _, code in formats.values()}
    return MarkedStyles(
        percents=frozenset(
            style for style, (number, code) in formats.items()
            if number in PERCENT_IDS or shows_percent(code)
        ),
        scaled={
            style: scale for style, (_, code) in formats.items() if (scale := scales[code])
        },
    )  # fmt: skip


def shows_percent(code: str) -> bool:
    """Whether a positive number is shown with a percent sign that multiplies it.

    >>> shows_percent("0.00%"), shows_percent('0.00"%"')
    (True, False)
    """
    return "%" in _LITERAL.sub("", _positive(code))


def scale_of(code: str) -> Shown | None:
    """What a shown number is of the stored one; None where it is the same and without unit.

    A comma behind the last digit divides by a thousand. A point that is only text (`0!.0000`, the
    usual way to show 万元) divides by as many tens as there are digits behind it.

    >>> scale_of("0!.0000"), scale_of('0!.0,"万"').divisor, scale_of("#,##0.00")
    (Shown(divisor=10000, unit=''), 10000, None)
    """
    positive = _positive(code)
    texts = "".join("".join(found) for found in _LITERAL.findall(positive))
    unit = next((unit for sign, unit in _UNITS.items() if sign in texts), "")
    divisor = 1
    if fake := FAKE_POINT.search(positive):
        divisor *= 10 ** len(fake[1])
    plain = _LITERAL.sub(";", positive)
    if commas := _TRAILING_COMMAS.search(plain):
        divisor *= 1000 ** len(commas[1])
    return Shown(divisor=divisor, unit=unit) if divisor > 1 or unit else None


def _positive(code: str) -> str:
    """The section of a format that positive numbers are shown in; its date formats are no matter."""
    quoted = False
    for place, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted and code[place - 1 : place] not in ("\\", "!"):
            return code[:place]
    return code
