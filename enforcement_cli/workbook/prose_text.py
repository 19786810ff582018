r"""Text and Markdown as prose: the text stands as it is in the file, its parts are found in it.

Comes in: decoded text with \n between lines. Goes out: paragraphs, and the pipe tables of Markdown.
Refuses to change a character: every offset is one of the file.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from enforcement_cli.model.blocks import LineAbove, even, title_before
from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import Paragraph, ProseTable

_UNIVERSAL = re.compile(r"\r\n?")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}(?:\s|$)|\*\*[^*]+\*\*$")
_RULES = ({"="}, {"-"}, {"*"}, {"_"})  # a line of these alone is drawn
# 一、…, （二）… alone on a short line; a first or second level heading of an official document.
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；]{1,30}")
_Line = tuple[int, int, str]  # start, end, text


def universal(text: str) -> str:
    r"""With \n for every line end, as Python reads a text file.

    >>> universal("a\r\nb\rc")
    'a\nb\nc'
    """
    return _UNIVERSAL.sub("\n", text)


def plain_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A paragraph a line that is not blank."""
    return _paragraphs(line for line in _lines(text) if line[2].strip())


def markdown_parts(text: str) -> tuple[tuple[Paragraph, ...], tuple[ProseTable, ...]]:
    """The lines outside tables, and the pipe tables: a row of names, one of dashes, then the rest."""
    lines = list(_lines(text))
    outside: list[_Line] = []
    tables: list[ProseTable] = []
    above: list[LineAbove] = []
    at = 0
    while at < len(lines):
        height = _table_height(lines, at)
        if height:
            rows = [_cells(line) for n, line in enumerate(lines[at : at + height]) if n != 1]
            number = len(tables) + 1
            tables.append(
                ProseTable(
                    number=number, place=f"表{number}", rows=even(rows), title=title_before(above)
                )
            )
            above = []
            at += height
            continue
        start, end, line = lines[at]
        if line.strip() and set("".join(line.split())) not in _RULES:
            outside.append(lines[at])
            above.append(((start, end), line.strip(), line.startswith("#")))
        at += 1
    return _paragraphs(outside, marked=True), tuple(tables)


def is_heading(line: str, *, marked: bool = False) -> bool:
    """Whether a line is a heading by its looks; `marked`: Markdown's signs count.

    >>> is_heading("一、总体情况"), is_heading("## 说明"), is_heading("## 说明", marked=True)
    (True, False, True)
    """
    bare = line.strip()
    return bool(_NUMBERED.fullmatch(bare) or (marked and _HEADING.match(bare)))


def _paragraphs(
    lines: Iterator[_Line] | Sequence[_Line], *, marked: bool = False
) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for number, (start, end, line) in enumerate(lines, 1):
        kind: Literal["heading", "text"] = "heading" if is_heading(line, marked=marked) else "text"
        found.append(Paragraph(number=number, start=start, end=end, kind=kind))
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line), line
        start += len(line) + 1


def _table_height(lines: Sequence[_Line], first: int) -> int:
    """How many lines from the first are a table; 0 where none begins."""
    if "|" not in lines[first][2] or first + 1 == len(lines):
        return 0
    edge = lines[first + 1][2].strip().strip("|").split("|")
    if "|" not in lines[first + 1][2] or not all(
        set(c.strip()) <= set(":-") and "-" in c for c in edge
    ):
        return 0
    height = 2
    while first + height < len(lines) and "|" in lines[first + height][2]:
        height += 1
    return height


def _cells(line: _Line) -> list[Span]:
    """Where the text of each cell stands, without the spaces around it."""
    start, _, text = line
    edges = [found.start() for found in _CELL_EDGE.finditer(text)]
    if not edges or text[: edges[0]].strip():
        edges.insert(0, -1)
    if text[edges[-1] + 1 :].strip():
        edges.append(len(text))
    spans: list[Span] = []
    for left, right in pairwise(edges):
        cell = text[left + 1 : right]
        begin = left + 1 + len(cell) - len(cell.lstrip())
        spans.append((start + begin, start + max(begin, left + 1 + len(cell.rstrip()))))
    return spans
