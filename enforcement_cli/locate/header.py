"""Where a sheet's header stands, and the path of words over each column.

Comes in: a grid and the header words of all forms. Goes out: a HeaderBand of any depth, or None.
Refuses to know which form it is and what a word means.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from enforcement_cli.model.grid import Cell, Merge, SheetGrid
from enforcement_cli.vocabulary.forms import is_unit, normalise_label

SEARCHED_ROWS = 60
_LONGEST_LABEL = 40
_DEPTH = 4  # rows a band may have above its fullest row, and below it
_AFTER_HIT = 4  # rows looked at after a likely header, for a fuller one
# A line of a title block, not a group of columns.
_TITLE_LIKE = re.compile(
    r"[:：]|法院|中院|单位|统计|截至|截止|报表|台账|战报|明细|清单|附件|20\d\d|第.{1,3}周"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBand:
    """Rows `first` to `last`, as Excel numbers them.

    `paths` is column to normalised words from the top down, `shown` the same as written. Under a
    row of tags, `restored` are the columns that have these words from their tag, `contradicted`
    those whose tag says otherwise, with the fields it may be.
    """

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]
    shown: dict[int, str]
    restored: frozenset[int] = frozenset()
    contradicted: dict[int, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=8192)
def label_of(text: str) -> str:
    """normalise_label, remembered: returns of one campaign repeat their headers."""
    return normalise_label(text)


def find_header(grid: SheetGrid, words: frozenset[str]) -> HeaderBand | None:
    """The band around the row that holds most known words; None when no row holds two."""
    top = filled_top(grid)
    hits: list[int] = []
    anchor = _fullest(top, words, hits)
    if anchor is None:
        return None
    width = max(len(top[anchor]), 1)
    tied = _tied_rows(grid, width)
    first = last = anchor
    while first > 0 and anchor - first < _DEPTH and (
        first - 1 in tied or _is_group_row(top, first - 1, hits[first - 1], words)
    ):  # fmt: skip
        first -= 1
    while last + 1 < len(top) and last - anchor < _DEPTH and (
        last in tied
        or _completes(top, last + 1, words)
        or _leads(top, last + 1, words)
        or _gives_units(top[last + 1])
    ):  # fmt: skip
        last += 1
    return band_of(grid, top, first, last)


def reads_as_title(text: str) -> bool:
    """Whether a text is of the kind that stands over a table: a court, a date, a name of a form."""
    return bool(_TITLE_LIKE.search(text))


def band_of(grid: SheetGrid, top: Sequence[list[Cell]], first: int, last: int) -> HeaderBand:
    """The band of rows `first` to `last` of `top`, the first rows with their merges filled."""
    band = [top[row] for row in range(first, last + 1)]
    if len(band) > 1 and not _any_merge(grid, first, last):
        band = [*(_spread(band, depth) for depth in range(len(band) - 1)), band[-1]]
    paths, shown = _paths(band, grid.first_column)
    return HeaderBand(
        first=grid.first_row + first, last=grid.first_row + last, paths=paths, shown=shown
    )


def filled_top(grid: SheetGrid) -> list[list[Cell]]:
    """A copy of the first rows in which every cell of a merge has its value."""
    top = [list(row) for row in grid.rows[:SEARCHED_ROWS]]
    for merge in grid.merges:
        i, j = merge.top - grid.first_row, merge.left - grid.first_column
        if not (0 <= i < len(top) and 0 <= j < len(top[i])) or top[i][j] is None:
            continue
        for row in top[i : merge.bottom - grid.first_row + 1]:
            end = min(merge.right - grid.first_column + 1, len(row))
            row[j:end] = [top[i][j]] * (end - j)
    return top


def _fullest(top: Sequence[list[Cell]], words: frozenset[str], hits: list[int]) -> int | None:
    """The first row with the most known words; `hits` gets the count of every row looked at."""
    best: int | None = None
    for number, row in enumerate(top):
        hits.append(known_words(row, words))
        if hits[number] >= 2 and (best is None or hits[number] > hits[best]):
            best = number
        if best is not None and hits[best] >= 3 and number - best >= _AFTER_HIT:
            break
    return best


def known_words(row: list[Cell], words: frozenset[str]) -> int:
    """How many different header words a row holds."""
    found = set()
    for value in row:
        # A case number is the commonest text of a body; it is never a label.
        if type(value) is str and len(value) <= _LONGEST_LABEL and value[0] not in "（(":
            label = label_of(value)
            if label in words:
                found.add(label)
    return len(found)


def _tied_rows(grid: SheetGrid, width: int) -> set[int]:
    """Rows that a vertical merge binds to the row below; a merge over most of the width is a title."""
    tied: set[int] = set()
    for merge in grid.merges:
        start = merge.top - grid.first_row
        if merge.bottom > merge.top and start < SEARCHED_ROWS and _is_narrow(merge, width):
            tied.update(range(start, merge.bottom - grid.first_row))
    return tied


def _is_narrow(merge: Merge, width: int) -> bool:
    return merge.right - merge.left + 1 < max(0.6 * width, 2)


def _is_group_row(top: Sequence[list[Cell]], number: int, hits: int, words: frozenset[str]) -> bool:
    """Whether the row above the band groups its columns, and is no title line."""
    if hits >= 2:
        return True
    row = top[number]
    values = [value for value in row if value is not None]
    texts = {value for value in values if isinstance(value, str)}
    if not texts or len(texts) < len({str(value) for value in values}):
        return False
    unknown = {text for text in texts if label_of(text) not in words}
    if any(len(text) > 16 or _TITLE_LIKE.search(text) for text in unknown):
        return False
    # A column's one word may stand in the upper row where nothing is merged.
    if any(
        value is not None
        and under is None
        and not (isinstance(value, str) and value in texts - unknown)
        for value, under in zip(row, top[number + 1], strict=False)
    ):
        return False
    return len(texts) > 1 or (row[0] is None and len(values) < 0.6 * len(row))


def _completes(top: Sequence[list[Cell]], number: int, words: frozenset[str]) -> bool:
    """Whether an unmerged row below gives the words that the row above it left to its groups."""
    row, above = top[number], top[number - 1]
    if any(value is not None and not isinstance(value, str) for value in row):
        return False
    known = [isinstance(value, str) and label_of(value) in words for value in row]
    if not any(known):
        return False
    return not any(
        value is not None
        and isinstance(over, str)
        and label_of(over) in words
        and not _spans(above, row, j)
        for j, (value, over) in enumerate(zip(row, above, strict=False))
    )


def _leads(top: Sequence[list[Cell]], number: int, words: frozenset[str]) -> bool:
    """Whether a row only groups what the next row names: 到账, 基本情况 over 到位时间, 案号."""
    if number + 1 >= len(top) or not _completes(top, number + 1, words):
        return False
    row, above, below = top[number], top[number - 1], top[number + 1]
    texts = [value for value in row if isinstance(value, str)]
    if not texts or len(texts) < len(row) - row.count(None):
        return False
    if any(sign.isdecimal() for text in texts for sign in text):
        return False
    return all(
        value is None
        or (under is not None and not (isinstance(over, str) and label_of(over) in words))
        for value, over, under in zip(row, above, below, strict=False)
    )


def _gives_units(row: list[Cell]) -> bool:
    """Whether a row under the header holds nothing but units: （年月日）, （万元）."""
    values = [value for value in row if value is not None]
    return bool(values) and all(isinstance(value, str) and is_unit(value) for value in values)


def _spans(above: list[Cell], row: list[Cell], j: int) -> bool:
    """Whether a known word stands over several columns: 强制措施 over 拘传 and 搜查."""
    return j + 1 < min(len(above), len(row)) and above[j + 1] is None and row[j + 1] is not None


def _any_merge(grid: SheetGrid, first: int, last: int) -> bool:
    return any(
        merge.top - grid.first_row <= last and merge.bottom - grid.first_row >= first
        for merge in grid.merges
    )


def _spread(band: Sequence[list[Cell]], depth: int) -> list[Cell]:
    """A group's word over the blanks to its right, where no merges say how far it reaches.

    It reaches as far as the group above it: a column that has a word of its own above is another's.
    """
    spread: list[Cell] = []
    for j, value in enumerate(band[depth]):
        own = any(j < len(row) and row[j] is not None for row in band[:depth])
        spread.append(value if value is not None or not spread or own else spread[-1])
    return spread


def _paths(
    band: Sequence[list[Cell]], first_column: int
) -> tuple[dict[int, tuple[str, ...]], dict[int, str]]:
    paths: dict[int, tuple[str, ...]] = {}
    shown: dict[int, str] = {}
    for j in range(max(map(len, band))):
        texts: list[str] = []
        for row in band:
            value = row[j] if j < len(row) else None
            text = "" if value is None else " ".join(str(value).split())
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        labels = tuple(label for label in map(label_of, texts) if label)
        if labels:
            paths[first_column + j] = labels
            shown[first_column + j] = "/".join(texts)
    return paths, shown
