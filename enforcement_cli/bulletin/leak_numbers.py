"""The numbers that lead to a person: of identity, telephone, card, car, deed, and where to write.

Comes in: a text as it will be printed. Goes out: kind, start and end of each, sharper kinds first;
places may overlap. Refuses to know names.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from enforcement_cli.vocabulary.names import numerals, regions, sign

_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Nobody alive was born before it.
_OLDEST = date(1900, 1, 1)
# Without width or shape of their own: what formats, and what stands on or around another sign.
_SHAPELESS = ("Cf", "Mn", "Me")
# What is written for the X that ends an identity number.
_LIKE_X = "×✕✖ХхΧχ"

# Signs that people put between the digits of one number.
_GAP = r"[\s\-—–‐‑―·•_]{0,2}"
_WIDE_GAP = r"[\s\-—–‐‑―·•_./]{0,2}"
_UNIT = r"(?!\s?(?:元(?!旦)|万|亿|件|人|次|户|%))"
_CALL = "(?:电话|手机|座机|传真|联系方式|联系|TEL)"


def folded(text: str) -> tuple[str, list[int]]:
    """The text half-width, in capitals, without invisible signs; where each of its signs stands."""
    signs: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        plain = _plain(one)
        signs.append(plain)
        places += [place] * len(plain)
    return "".join(signs), places


@lru_cache(maxsize=20_000)
def _plain(one: str) -> str:
    if unicodedata.category(one) in _SHAPELESS:
        return ""
    if one in _LIKE_X:
        return "X"
    if unicodedata.category(one) == "Nd":
        return str(unicodedata.digit(one))
    return unicodedata.normalize("NFKC", one).upper()


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every number of a person, written in digits or in numerals."""
    plain, places = folded(text)
    for key, pattern, is_one in _READERS:
        for found in pattern.finditer(plain):
            group = found.lastindex or 0
            if is_one(found[group]):
                yield (
                    sign("leaks", key),
                    places[found.start(group)],
                    places[found.end(group) - 1] + 1,
                )
    spoken = "".join(numerals().get(one, one) for one in plain)
    if spoken == plain:
        return
    for key, pattern, is_one in _SPOKEN:
        for found in pattern.finditer(spoken):
            if is_one(found[0]):
                yield sign("leaks", key), places[found.start()], places[found.end() - 1] + 1


def case_numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every case number, whatever its brackets and blanks, the year in numerals too."""
    plain, places = folded(text)
    kept = [at for at, one in enumerate(plain) if not one.isspace()]
    for found in _CASE.finditer("".join(plain[at] for at in kept)):
        start, end = kept[found.start()], kept[found.end() - 1]
        yield sign("leaks", "case_number"), places[start], places[end] + 1


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


def _run(first: str, *more: str, gap: str = _GAP) -> str:
    return gap.join((first, *more))


def _apart(pattern: str, *, signs: str = "0-9A-Z") -> re.Pattern[str]:
    return re.compile(f"(?<![{signs}])(?:{pattern})(?![{signs}])")


_ID = _apart(_run(*[r"\d"] * 17, "[0-9X]", gap=_WIDE_GAP), signs="0-9")
_CARD = _apart(
    _run("[3-69]", *[r"\d"] * 15)
    + rf"(?:{_GAP}\d){{0,3}}|[3-69]\d{{3}}(?:\.\d{{4}}){{3}}(?:\.\d{{1,3}})?",
    signs="0-9",
)
_PHONE = re.compile(
    r"(?<![0-9.])(?:\(?(?:\+|00)?86\)?[\s-]{0,2})?"
    rf"(?:\(?1{_GAP}[3-9]{_GAP}\d\)?{_GAP}" + _run(*[r"\d"] * 8) + rf"{_UNIT}"
    r"|1[3-9]\d\.\d{4}\.\d{4}|1[3-9]\d/\d{4}/\d{4})(?!\d|\.\d)"
)
_PROVINCES = sign("leaks", "plates")
_CASE = re.compile(
    r"(?:[12]\d{3}|[一二][〇零○O九][〇零○O一二三四五六七八九]{2})年?[)\]】〕〉>]?"
    rf"[{_PROVINCES}]\d{{2}}(?:\d{{2}})?[执民刑行破财诉司][\u4e00-\u9fff]{{0,3}}第?\d+号"
)

_Reader = tuple[str, re.Pattern[str], Callable[[str], bool]]
# What looks like one, and whether it is; where a pattern has a group, that is the number.
_READERS: tuple[_Reader, ...] = (
    ("id_18", _ID, _is_id),
    ("credit_code", _apart(_run(*["[0-9A-Z]"] * 18)), _is_credit_code),
    ("id_15", _apart(_run(*[r"\d"] * 15)), _is_old_id),
    ("bank_card", _CARD, _is_card),
    (
        "bank_card",
        re.compile(r"(?:[账帐]号|卡号|[账帐]户)[为是:\s]{0,3}(\d(?:[\s-]?\d){11,24})(?!\d)"),
        _always,
    ),
    ("phone", _PHONE, _always),
    (
        "phone",
        re.compile(
            _CALL + r"\D{0,6}(1[3-9]\d[、,;/\s]{1,2}\d{4}[、,;/\s]{1,2}\d{4})(?!\d)" + _UNIT
        ),
        _always,
    ),
    (
        "landline",
        re.compile(
            r"(?<![\d.])(?:\(0\d{2,3}\)\s?|0\d{2,3}[\s\-—–]{1,2}|\+86[\s-]?\d{2,3}[\s-])"
            r"[2-9]\d{6,7}(?!\d)" + _UNIT
        ),
        _always,
    ),
    (
        "landline",
        re.compile(_CALL + r"(?:号码)?[为是:\s]{0,3}([2-8]\d{6,7}|0\d{9,11})(?!\d)" + _UNIT),
        _always,
    ),
    (
        "plate",
        re.compile(
            rf"[{_PROVINCES}]\s?[A-HJ-NP-Z][\s·•.\-—–_]{{0,2}}"
            r"(?:[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK]|[A-HJ-NP-Z0-9]{4}"
            r"[A-HJ-NP-Z0-9挂学警港澳使领])(?![0-9A-Z])"
        ),
        lambda text: any(each.isdigit() for each in text),
    ),
    (
        "deed",
        re.compile(
            r"不动产权(?:证书?)?(?:证号)?第?[\s:：]*\d{5,}号?"
            r"|(?:房权证|房产证|房地权证|土地证|林权证|国用)[^，。；\n]{0,16}?\d{5,}号?"
            r"|国用\(\d{4}\)第?[\w-]{3,}号"
        ),
        _always,
    ),
    (
        "email",
        re.compile(r"(?<![A-Z0-9._%+-])[A-Z0-9._%+-]+\s?@\s?[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"),
        _always,
    ),
    ("online", re.compile(r"QQ(?:号码?)?[:\s]{0,2}(\d{5,12})(?!\d)"), _always),
    ("online", re.compile(r"(?:微信|VX|WX)(?:号码?:?|:)\s?([A-Z][A-Z0-9_-]{5,19})"), _always),
    ("online", re.compile(r"(?<![A-Z0-9_])(WXID_[A-Z0-9]{3,})"), _always),
)
# The kinds that people spell out.
_SPOKEN: tuple[_Reader, ...] = (
    ("id_18", _ID, _is_id),
    ("bank_card", _CARD, _is_card),
    ("phone", _PHONE, _always),
)
