"""What may stand in a log or in the audit: counts, codes, days, hashes; everything else is `?`.

Comes in: any value a programmer passes. Goes out: the value, or the sign for one that may not be
written down. A name, a file's name or a sentence cannot pass by its shape, whoever passes it.
"""

import re
from collections.abc import Sequence
from datetime import date

Fact = int | str | date | Sequence[int | str | date]
Plain = int | str | list[int | str]

HIDDEN = "?"
# Beyond it an integer may be a telephone or a card; no count here is so large.
_LARGEST = 10**9
_MOST = 200
_LONGEST_CODE = 48
_SHAPES = re.compile(
    # A code, a word of the program, an identifier, a format: few digits, so no number of a person.
    r"(?!(?:\D*\d){9}|.*\d{7})[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*"
    r"|\d{1,6}"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}"  # a version
    r"|\d{4}-(?:W?\d{2}|\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\+08:00)?)?)"
    r"|[\u4e00-\u9fff]\d{0,4}"  # a court's code: 辽1202
    # A hash whole or its beginning; eleven digits after a nought may be a telephone.
    r"|(?!0\d{11}$)[0-9a-f]{12}|[0-9a-f]{64}"
)


def plain(value: object) -> Plain:
    """The value as it may be written down; of a list each element, and only the first 200.

    >>> plain("辽1202"), plain("P-01"), plain("王小明"), plain("13800138000")
    ('辽1202', 'P-01', '?', '?')
    """
    if isinstance(value, str | int | date):
        return _one(value)
    if isinstance(value, list | tuple):
        return [_one(each) for each in value[:_MOST]]
    return HIDDEN


def _one(value: object) -> int | str:
    if isinstance(value, int):
        return value if abs(value) < _LARGEST else HIDDEN
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return HIDDEN
    fits = len(value) <= _LONGEST_CODE or len(value) == len("0" * 64)
    return value if fits and _SHAPES.fullmatch(value) else HIDDEN
