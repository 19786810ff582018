r"""Foreign text made safe to show: what would steer a terminal or turn a line round is spelt out.

Comes in: a name or a cell as somebody sent it. Goes out: the same with control characters, marks of
direction and halves of characters as \x1b and \u202e. Refuses to judge what is said in it.
"""

import re

# Controls (C0 without tab and line feed, DEL, C1), marks of direction, line and paragraph
# separators, surrogates: undecodable bytes of a file name.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile(r"\s*[\t\n\r]\s*")


def visible(text: str) -> str:
    r"""Text of one line or several, with what steers spelt out.

    >>> visible("甲\x1b]0;x\x07\u202e乙")
    '甲\\x1b]0;x\\x07\\u202e乙'
    """
    return _STEERING.sub(_spelt, text)


def in_a_line(text: str) -> str:
    r"""The same in one line, so that nobody's cell passes for a line of ours.

    >>> in_a_line("执行\n案号"), in_a_line("已收\r\n结论")
    ('执行 案号', '已收 结论')
    """
    return visible(_BREAKS.sub(" ", text))


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
