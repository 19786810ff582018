"""Numbers written in Chinese: 十二, 壹万贰仟, 三点五万. Out: an exact Decimal or None.

Refuses to know units of money and columns.
"""

from decimal import Decimal

_DIGITS = {character: value for value, characters in enumerate(
    ("零〇", "一壹", "二贰两貳", "三叁参", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for character in characters}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}


def chinese_number(text: str) -> Decimal | None:
    """The number a text writes out in Chinese numerals, None when it is not one.

    >>> chinese_number("壹万贰仟"), chinese_number("十二"), chinese_number("三点五")
    (Decimal('12000'), Decimal('12'), Decimal('3.5'))
    """
    whole, point, fraction = text.partition("点")
    if point and fraction[-1:] in _MYRIADS:  # 三点五万
        number = chinese_number(text[:-1])
        return None if number is None else number * _MYRIADS[text[-1]]
    if not whole or (point and not fraction):
        return None
    value = _whole(whole)
    if value is None:
        return None
    if any(character not in _DIGITS for character in fraction):
        return None
    digits = "".join(str(_DIGITS[character]) for character in fraction)
    return Decimal(f"{value}.{digits}") if digits else Decimal(value)


def chinese_digits(text: str) -> str | None:
    """Digit by digit, as years are written: 二〇二六 is 2026."""
    if not text or any(character not in _DIGITS for character in text):
        return None
    return "".join(str(_DIGITS[character]) for character in text)


def _whole(text: str) -> int | None:
    total = section = digit = 0
    last_scale, seen_digit = 10**12, False
    section_scale = 10_000
    unspoken = 0  # the last scale, where no 零 says that the places after it are empty
    for character in text:
        if character in _DIGITS:
            if digit:  # two digits side by side are a list or a year, not a number
                return None
            digit, seen_digit = _DIGITS[character], True
            unspoken = 0 if digit == 0 else unspoken
        elif character in _TENS:
            scale = _TENS[character]
            if scale >= section_scale or (digit == 0 and seen_digit and scale != 10):
                return None
            section += (digit or 1) * scale
            digit, section_scale, seen_digit, unspoken = 0, scale, True, scale
        elif character in _MYRIADS:
            scale = _MYRIADS[character]
            if scale >= last_scale or section + digit == 0:
                return None
            total += (section + digit) * scale
            section, digit, section_scale, last_scale = 0, 0, 10_000, scale
            unspoken = scale
        else:
            return None
    # 二百五, 十五万三: as said 250 and 153000, as written 205 and 150003.
    if digit and unspoken > 10:
        return None
    return total + section + digit if seen_digit else None
