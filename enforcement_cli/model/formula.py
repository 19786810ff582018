"""What a spreadsheet takes for a formula when a text is opened or pasted there.

Comes in: a text. Goes out: whether it begins so, and the same text with an apostrophe where it does.
A number stays a number. Refuses to know files: a format that marks texts as texts needs no guard.
"""

import re

# Full-width signs too: WPS and Excel put them half-width before they look.
_SIGNS = "=+\\-@|＝＋－＠﹢﹣﹦﹫−"
# What programs drop before they look: blanks, quotation marks, signs without width, marks of order.
_DROPPED = (
    "\\s\"'“”‘’`\x00-\x1f\x7f\x85\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064"
    "\u2066-\u206f\u3000\ufeff"
)
_BEGINS = re.compile(f"[{_DROPPED}]*(?:[{_SIGNS}]|%0[9AD])", re.IGNORECASE)
# -2, -2.5 and -3.50% are amounts, rates and changes; +86… is a telephone.
_NUMBER = re.compile(r"-(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,10})?%?")
# A text is taken apart at these when it is pasted, or opened under another country's list sign.
_APART = re.compile("([\t\n\r\x0b\x0c\x85\u2028\u2029;；]+)")


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may run a text as a formula.

    >>> begins_formula(" ＝1+1"), begins_formula("-2.5%"), begins_formula("-2+3")
    (True, False, True)
    """
    return bool(_BEGINS.match(text)) and not _NUMBER.fullmatch(text)


def guarded(text: str) -> str:
    r"""A text for a file that cannot say what is text: an apostrophe before what might be run.

    >>> guarded("=1+1\n-2;@x"), guarded("-2"), guarded("（2025）辽1202执1号")
    ("'=1+1\n-2;'@x", '-2', '（2025）辽1202执1号')
    """
    parts = _APART.split(text)
    parts[::2] = [f"'{part}" if begins_formula(part) else part for part in parts[::2]]
    # A cell that begins with what takes cells apart is guarded before it.
    led = "'" if len(parts) > 1 and not parts[0] and begins_formula(text) else ""
    return led + "".join(parts)
