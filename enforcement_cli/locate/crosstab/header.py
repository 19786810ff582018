"""The header rows of a table of figures, of any depth, and the path of words over each column.

Comes in: a grid with its merged texts filled in, and the words of an aggregate. Goes out: a Header,
or None. Refuses to take a row with a number in it for a header.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from enforcement_cli.locate.crosstab.word import bare_word
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.vocabulary.aggregate import head_words
from enforcement_cli.vocabulary.words import normalise_word

_SEARCHED = 60
_DEPTH = 4
_TITLE = re.compile(
    r"[:：]|截至|截止|报表|台账|战报|统计表|汇总表|20\d\d|第.{1,3}[周期]|\d月|\d[日号]|^单位|^金额单位"
)
_BRACKETED = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_LED = re.compile(r"[:：]\s*[^\s)）]")
_HEADS = ("order", "court", "item", "action", "person", "unit", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Rows `first` to `last` as Excel numbers them; the rest by index of the grid's columns.

    `lines` are its rows, `valued` the columns no head word of labels stands over.
    """

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]
    lines: tuple[tuple[Cell, ...], ...]
    valued: frozenset[int]

    def with_paths(self, paths: dict[int, tuple[str, ...]]) -> "Header":
        """The header with other words over its columns."""
        valued = frozenset(j for j, path in paths.items() if not _is_head(path[-1]))
        return replace(self, paths=paths, valued=valued)


def find_header_rows(
    grid: SheetGrid,
    words: Words,
    is_number: Callable[[Cell], bool],
    is_mark: Callable[[Cell], bool],
) -> Header | None:
    """The first row of two known words and no number, with the rows bound to it."""

    def told(row: list[Cell]) -> int:
        if any(is_number(cell) for cell in row):
            return 0
        texts = {cell for cell in row if isinstance(cell, str) and not is_mark(cell)}
        return sum(_is_word(text, words) for text in texts)

    rows = grid.rows[:_SEARCHED]
    known = [told(row) for row in rows]
    start = next((i for i, count in enumerate(known) if count >= 2), None)
    if start is None:
        return None
    tied = _tied(grid)
    first = last = start
    while first > 0 and start - first < _DEPTH and (
        first - 1 in tied or _groups(rows[first - 1], rows[first], known[first - 1], is_number)
    ):  # fmt: skip
        first -= 1
    while last + 1 < len(rows) and last + 1 - first < _DEPTH and (
        last in tied or _goes_on(rows[first : last + 1], rows[last + 1], words, is_number, is_mark)
    ):  # fmt: skip
        last += 1
    return header_of(grid, first, last, words)


def header_of(grid: SheetGrid, first: int, last: int, words: Words) -> Header:
    """The header that the grid's rows `first` to `last` are, counted from 0."""
    lines = [list(row) for row in grid.rows[first : last + 1]]
    if len(lines) > 1 and not _merged(grid, first, last):
        paths = _paths([*map(_spread, lines[:-1]), lines[-1]])
        own = _paths(lines)
        paths = {j: _reached(path, own.get(j, ()), words) for j, path in paths.items()}
    else:
        paths = _paths(lines)
    return Header(
        first=grid.first_row + first,
        last=grid.first_row + last,
        paths=paths,
        lines=tuple(map(tuple, lines)),
        valued=frozenset(j for j, path in paths.items() if not _is_head(path[-1])),
    )


def _is_head(text: str) -> bool:
    word = normalise_word(text)
    parts = {word, bare_word(text), *re.split(r"[/\\、]", word)}
    return any(part in head_words(sort) for part in parts for sort in _HEADS)


def _is_word(text: str, words: Words) -> bool:
    """Whether a text is a word of a header; 报送单位：某某法院 is a line of the title block."""
    if _LED.search(_plain(text)) and not text.strip().startswith("其中"):
        return False
    return _is_head(text) or words.known(text)


def _plain(text: str) -> str:
    """Without what stands in brackets: 执结（单位：件） is no line of units."""
    return _BRACKETED.sub("", text)


def _tied(grid: SheetGrid) -> set[int]:
    """Rows that a narrow vertical merge binds to the row below."""
    width = max(len(grid.rows[0]), 1) if grid.rows else 1
    tied: set[int] = set()
    for merge in grid.merges:
        narrow = merge.right - merge.left + 1 < max(0.6 * width, 2)
        text = grid.value(merge.top, merge.left)
        if merge.bottom > merge.top and narrow and isinstance(text, str):
            tied.update(range(merge.top - grid.first_row, merge.bottom - grid.first_row))
    return tied


def _groups(
    row: list[Cell], below: list[Cell], known: int, is_number: Callable[[Cell], bool]
) -> bool:
    """Whether the row above the header groups its columns, and is no line of the title block."""
    texts = {cell for cell in row if isinstance(cell, str)}
    others = [cell for cell in row if cell is not None and not isinstance(cell, str)]
    if not texts or others or any(is_number(cell) for cell in row):
        return False
    if any(len(p) > 16 or not p.strip() or _TITLE.search(p) for p in map(_plain, texts)):
        return False
    if any(cell is not None and under is None for cell, under in zip(row, below, strict=True)):
        return False
    part = sum(cell is not None for cell in row) < 0.6 * len(row)
    return known > 0 or len(texts) > 1 or (part and row[0] is None)


def _goes_on(
    above: list[list[Cell]],
    row: list[Cell],
    words: Words,
    is_number: Callable[[Cell], bool],
    is_mark: Callable[[Cell], bool],
) -> bool:
    """Whether the row below gives more words to columns of values, and nothing to the labels."""
    if any(is_number(cell) or (cell is not None and not isinstance(cell, str)) for cell in row):
        return False
    more = 0
    for j, cell in enumerate(row):
        over = [line[j] for line in above if line[j] is not None]
        if cell is None or (over and cell == over[-1]):
            continue
        if not isinstance(cell, str) or is_mark(cell) or (over and _is_head(str(over[-1]))):
            return False
        more += _is_word(cell, words)
    return more > 0


def _merged(grid: SheetGrid, first: int, last: int) -> bool:
    return any(
        merge.top - grid.first_row <= last and merge.bottom - grid.first_row >= first
        for merge in grid.merges
    )


def _spread(row: list[Cell]) -> list[Cell]:
    """A group's word over the blanks to its right, where no merges say how far it reaches."""
    spread: list[Cell] = []
    for value in row:
        spread.append(value if value is not None or not spread else spread[-1])
    return spread


def _reached(path: tuple[str, ...], own: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """The path without a group that does not reach so far: its figure is another than the leaf's."""
    if path == own or not own or not words.meaning(path).unknown or not words.meaning(own).figures:
        return path
    groups = path[: len(path) - len(own)]
    kept = tuple(text for text in groups if not words.meaning([text]).figures)
    return (*kept, *own)


def _paths(lines: list[list[Cell]]) -> dict[int, tuple[str, ...]]:
    paths: dict[int, tuple[str, ...]] = {}
    for j in range(len(lines[0])):
        texts: list[str] = []
        for line in lines:
            text = "" if line[j] is None else " ".join(str(line[j]).split())
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if texts:
            paths[j] = tuple(texts)
    return paths
