"""Places of a running text: a paragraph and characters of it, as a cell is a row and a column.

Comes in: a text and offsets into it. Goes out: where a reader looks for them, and back again; the
sentence around them. Refuses to read a word.

The store keeps such a place in the columns of a cell: `sheet` is 正文 第3段 (paragraphs are the lines
that hold anything, counted from 1), `row` and `column` are the first and last character of it, 1-based,
blanks before the paragraph not counted. A sheet of that name would have to be invented.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_SHEET = "正文 第{number}段"
_IS_SHEET = re.compile(r"正文 第(\d+)段")
_ENDS = re.compile(r"[。！？!?；;\n\r]")
_LONGEST = 60
_AROUND = 24
_CUT = "……"


class Passage(NamedTuple):
    """A place as the columns of a cell hold it."""

    sheet: str
    row: int
    column: int


def in_words(sheet: str | None) -> bool:
    """Whether a sheet's name is a paragraph of a text, so that its rows are characters."""
    return bool(sheet) and _IS_SHEET.fullmatch(sheet or "") is not None


def characters(row: int, column: int) -> str:
    """First and last character as printed."""
    return f"{row}字" if row == column else f"{row}–{column}字"


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """First and last offset of every line that holds anything, blanks around it left out."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            found.append((start, start + len(bare)))
        at += len(line)
    return tuple(found)


def passage_of(spans: tuple[tuple[int, int], ...], start: int, end: int) -> Passage:
    """The place of the characters from `start` to before `end`; `spans` are the paragraphs."""
    number = max(bisect_right(spans, start, key=lambda span: span[0]), 1)
    first = spans[number - 1][0] if spans else 0
    return Passage(_SHEET.format(number=number), start - first + 1, end - first)


def offsets_of(text: str, place: Passage) -> tuple[int, int] | None:
    """The offsets of a place; None where the text has no such paragraph."""
    match = _IS_SHEET.fullmatch(place.sheet)
    spans = paragraphs(text)
    if match is None or not 0 < int(match[1]) <= len(spans):
        return None
    first = spans[int(match[1]) - 1][0]
    return first + place.row - 1, first + place.column


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence that holds these characters, without its end mark."""
    line = text.rfind("\n", 0, start) + 1
    before = [match.end() for match in _ENDS.finditer(text, line, start)]
    after = _ENDS.search(text, end)
    first = before[-1] if before else line
    last = after.start() if after else len(text)
    return first + len(text[first:start]) - len(text[first:start].lstrip()), last


def quoted(text: str, start: int, end: int) -> str:
    """The sentence as a message shows it: short, since a longer one may name people."""
    first, last = sentence_around(text, start, end)
    if last - first <= _LONGEST:
        return text[first:last].strip()
    left, right = max(first, start - _AROUND), min(last, end + _AROUND // 2)
    head, tail = (_CUT if left > first else ""), (_CUT if right < last else "")
    return f"{head}{text[left:right].strip()}{tail}"
