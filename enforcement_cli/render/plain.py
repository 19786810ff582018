"""Text of a bulletin comes in; the same text as XML and HTML can hold it goes out.

Signs that no XML document may contain are left out; nothing else changes.
"""

import re

_UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]+")


def holdable(text: str, instead: str = "") -> str:
    r"""`text` with `instead` for control signs and lone surrogates; its lines and blanks stay.

    >>> holdable("a\x00b\n\tc")
    'ab\n\tc'
    """
    return _UNWRITABLE.sub(instead, text)


def writable(text: str) -> str:
    r"""`text` without control signs and lone surrogates, in one line.

    >>> writable("a\x00b\tc")
    'ab c'
    """
    return _BREAKS.sub(" ", _UNWRITABLE.sub("", text))


def writable_lines(text: str) -> str:
    r"""The same with its lines kept.

    >>> writable_lines("a\x00b\r\nc")
    'ab\nc'
    """
    return "\n".join(writable(line) for line in text.splitlines())
