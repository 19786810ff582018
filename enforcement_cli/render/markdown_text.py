"""A text comes in; Markdown that shows just this text goes out. Knows no template.

Honest text comes out as it went in: only what a reader of Markdown would take for an element, a
link, code or the mark of a block is escaped. Emphasis is left: a masked name is 张*.
"""

import re

from enforcement_cli.render.plain import writable

# `&lt;` and not a backslash: no dialect makes an element of it.
_ELEMENT = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
# [text](address), [text][name], [name]: address
_LINK = re.compile(r"\](?=[(\[:])")
_BLOCK = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|~{3}|(?P<rule>[-=*_])(?:\s*(?P=rule)){2,}\s*$)"
)
# Words and numbers, most cells of a bulletin, in which nothing is to be escaped.
_HONEST = re.compile(r"(?:[^\W_]|[,%]|(?<=\d)\.(?=\d))+")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def markdown_text(text: str) -> str:
    r"""`text` in one line, as a paragraph or part of one.

    >>> markdown_text("# <b>甲</b> [乙](x)"), markdown_text("到位355.81万元，增长 -3%")
    ('\\# &lt;b>甲&lt;/b> [乙\\](x)', '到位355.81万元，增长 -3%')
    """
    if _HONEST.fullmatch(text):
        return text
    plain = writable(text).strip()
    plain = _BACKSLASH.sub(r"\\\\", plain).replace("`", "\\`")
    plain = _LINK.sub(r"\\]", _ELEMENT.sub("&lt;", _ENTITY.sub("&amp;", plain)))
    if _BLOCK.match(plain):
        return "\\" + plain
    return _NUMBERED.sub(r"\1\\\2", plain, count=1) if _NUMBERED.match(plain) else plain
