"""A number as Excel shows it under its number format.

Comes in: the number of a cell, the id and code of its format. Goes out: text. Refuses formats it
does not know (fractions, powers of ten, colours by condition): those numbers are shown as they are.
"""

import re
from decimal import Decimal

from enforcement_cli.model.money import round_half_up
from enforcement_cli.workbook.number_formats import FAKE_POINT, scale_of, shows_percent

# Built-in formats of the file formats ([MS-OI29500] 18.8.30) that only place digits.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[$]([^\]-]*)[^\]]*\]|\[[a-zA-Z]+\d*\]')
_DIGITS = re.compile(r"[#?0,]*[#?0](?:\.(?P<places>[0#?]*))?,*%?|\.[0#?]+%?")
_LARGEST, _MOST_PLACES = Decimal(10) ** 15, 15  # what Excel itself tells apart


def show_number(value: float, number: int = 0, code: str = "") -> str:
    """The text in the cell of a number, format `number` with its own `code`.

    >>> show_number(0.6666666666666666, 10), show_number(11.800094, 164, '0.00"万元"')
    ('66.67%', '11.80万元')
    >>> show_number(1234567.5, 4), show_number(12.5)
    ('1,234,567.50', '12.5')
    """
    exact = Decimal(format(value, ".15g"))
    pattern = _positive(code) or _BUILT_IN.get(number, "")
    texts: list[str] = []

    def keep(found: re.Match[str]) -> str:
        texts.append(found[1] or found[2] or found[3] or "")
        return "\0"

    bare = _LITERAL.sub(keep, pattern)
    digits = _DIGITS.search(bare) if abs(exact) < _LARGEST else None
    scale = scale_of(code)
    if digits and scale and (fake := FAKE_POINT.search(pattern)):
        # The usual way of Chinese books to show 万元, 0!.0000: the point is text.
        behind = "".join(texts).replace(".", "", 1)
        return f"{round_half_up(exact / scale.divisor, len(fake[1]))}{behind}"
    if digits is None or _strange(bare, digits):
        return _plain(exact)
    if scale:
        exact /= scale.divisor
    if shows_percent(code or pattern):
        exact *= 100
    shown = _placed(exact, digits)
    return _around(bare, digits, shown, texts)


def _positive(code: str) -> str:
    if code.strip().lower() == "general":
        return ""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code, maxsplit=1)[0]


def _strange(bare: str, digits: re.Match[str]) -> bool:
    rest = (bare[: digits.start()] + bare[digits.end() :]).replace("\0", "")
    return any(sign in rest for sign in "#?0@/eEyYmMdDhHsS[")


def _placed(exact: Decimal, digits: re.Match[str]) -> str:
    places = (digits["places"] or "")[:_MOST_PLACES]
    rounded = round_half_up(exact, len(places)) or Decimal(0).scaleb(-len(places))
    comma = "," if "," in digits[0].split(".")[0].rstrip(",") else ""
    text = format(rounded, f"{comma}f")
    for sign in reversed(places):  # # shows no zero that says nothing
        if sign == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    return text.rstrip(".") + ("%" if digits[0].endswith("%") else "")


def _around(bare: str, digits: re.Match[str], shown: str, texts: list[str]) -> str:
    """The number with the text before and behind it; the sign of a negative one comes first."""
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    left = iter(texts)
    before = "".join(next(left) if c == "\0" else c for c in bare[: digits.start()])
    behind = "".join(next(left) if c == "\0" else c for c in bare[digits.end() :])
    return f"{sign}{before.strip()}{shown}{behind.strip()}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
