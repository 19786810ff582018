"""Bytes of a text file as text: UTF-8, UTF-16 and GB18030, with and without byte order mark.

Comes in: bytes. Goes out: text, or None when they are no text in these encodings. Refuses to
guess among the single-byte code pages: no court writes them.
"""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1a")


def decode(data: bytes) -> str | None:
    """The text, without its byte order mark; None for binary data."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\0" in data:
        return _unmarked_utf16(data)
    text = _strict(data, "utf-8")
    return text if text is not None else _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL & set(text) else text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without mark: commas and line ends then put a zero at every odd or even place."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return _strict(data, "utf-16-le" if odd >= even else "utf-16-be")
