"""Numbers that belong to one person, put out of sight wherever a foreign text is shown or kept.

Comes in: a text. Goes out: the same with identity, card and mobile numbers as a word for each.
Refuses to judge names, and to tell whether a number is real: what has the shape is hidden.
"""

import re

_HIDDEN = "［号码］"
# Each sign for one sign, so that places stay: full-width digits, letters and signs of ASCII.
_FULL_WIDTH = {0xFF01 + n: chr(0x21 + n) for n in range(94)} | {0x3000: " "}
_ALONE = r"(?<![0-9A-Za-z.])(?:{})(?![0-9A-Za-z]|\.\d)"
_NUMBERS = re.compile(
    _ALONE.format(
        r"[1-9]\d{5}[ -]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx]"
        # Sixteen digits may be two days: 2025122220251228.
        r"|(?!(?:20\d{6}){2}(?!\d))\d{15,19}|\d{17}[Xx]"
        r"|\d{4}([ -])\d{4}(?:\1\d{4}){2}(?:\1\d{1,3})?"
        r"|(?:\+?86[ -]?)?1[3-9]\d([ -]?)\d{4}\2\d{4}"
    )
)


def without_numbers(text: str) -> str:
    """The text without numbers of persons; case numbers, days and sums stay.

    >>> without_numbers("王某13800138000"), without_numbers("210102198801011237")
    ('王某［号码］', '［号码］')
    >>> without_numbers("（2026）辽1202执123号，20260105-20260111，1234567.89元")
    '（2026）辽1202执123号，20260105-20260111，1234567.89元'
    """
    plain = text.translate(_FULL_WIDTH)
    shown, done = [], 0
    for found in _NUMBERS.finditer(plain):
        shown += [text[done : found.start()], _HIDDEN]
        done = found.end()
    return "".join((*shown, text[done:])) if done else text
