"""The cells of one sheet part: where they stand, which style each has, another style for some.

Comes in: the bytes of a worksheet. Goes out: places, styles, and the bytes with nothing but the
style numbers of the wanted cells changed. Refuses to read values.
"""

import bisect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.model.grid import Merge
from enforcement_cli.model.origin import column_letter, column_number
from enforcement_cli.vocabulary.sendback import reason_apart

Place = tuple[int, int]
_ROW = re.compile(rb"<row\b([^>]*)>")
_CELL = re.compile(rb"<c\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,9})[\"']")
_ADDRESS = re.compile(rb"\br=[\"']([A-Za-z]{1,3})\d+[\"']")  # a lower-case one is met
_STYLE = re.compile(rb"\bs=[\"'](\d{1,9})[\"']")
_CUSTOM = re.compile(rb"\bcustomFormat=[\"'](?:1|true)[\"']")
_SPANS = re.compile(rb"\s+spans=[\"'][^\"']*[\"']")
_COLUMN = re.compile(rb"<col\b([^>]*)>")
_BOUND = re.compile(rb"\b(min|max|style)=[\"'](\d{1,9})[\"']")
_MERGE = re.compile(
    rb"<mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})[\"']"
)
_VALUE = re.compile(rb"<v[\s>]|<is[\s>]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the part: its number, its tag's attributes, where its tag, cells and end stand."""

    number: int
    tag: bytes
    start: int
    inside: int
    end: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its column, its tag's attributes, where its tag begins and ends, its value."""

    column: int
    tag: bytes
    start: int
    end: int
    valued: bool


class SheetCells:
    """One worksheet, its rows listed once."""

    def __init__(self, xml: bytes) -> None:
        """List the rows.

        Raises:
            NotMarkable: the part has no rows' list.
        """
        self.xml = xml
        found = re.search(rb"<sheetData\b[^>]*?(/?)>", xml)
        if found is None:
            raise NotMarkable(reason_apart("unusual"))
        self._tag = found
        self._end = found.end() if found[1] else xml.find(b"</sheetData>", found.end())
        if self._end < 0:
            raise NotMarkable(reason_apart("unusual"))
        self.rows = list(self._rows())
        self._numbers = [row.number for row in self.rows]
        merges = [
            Merge(top=int(top), left=column_number(left.decode()), bottom=int(bottom),
                  right=column_number(right.decode()))
            for left, top, right, bottom in _MERGE.findall(xml, self._end)
        ]  # fmt: skip
        self.merges = sorted(merges, key=lambda merge: merge.top)
        self._tops = [merge.top for merge in self.merges]
        self._tallest = max((merge.bottom - merge.top for merge in self.merges), default=0)

    def _rows(self) -> Iterator[Row]:
        tags = list(_ROW.finditer(self.xml, self._tag.end(), self._end))
        number = 0
        for place, tag in enumerate(tags):
            said = _ROW_NUMBER.search(tag[1])
            number = int(said[1]) if said else number + 1
            empty = tag[1].endswith(b"/")
            until = tags[place + 1].start() if place + 1 < len(tags) else self._end
            end = tag.end() if empty else self.xml.rfind(b"</row>", tag.end(), until)
            if end < 0:
                raise NotMarkable(reason_apart("unusual"))
            yield Row(number, tag[1], tag.start(), tag.end(), end, empty)

    def row(self, number: int) -> Row | None:
        """The row of that number, where the part has it."""
        place = bisect.bisect_left(self._numbers, number)
        found = self.rows[place] if place < len(self.rows) else None
        if found is None or found.number != number:
            # Numbers out of order are legal to nobody, and met.
            return next((row for row in self.rows if row.number == number), None)
        return found

    def cells(self, row: Row) -> Iterator[Cell]:
        """The cells of a row, in order."""
        tags = list(_CELL.finditer(self.xml, row.inside, row.end))
        column = 0
        for place, tag in enumerate(tags):
            said = _ADDRESS.search(tag[1])
            column = column_number(said[1].decode().upper()) if said else column + 1
            until = tags[place + 1].start() if place + 1 < len(tags) else row.end
            bare = tag[1].endswith(b"/")
            valued = not bare and bool(_VALUE.search(self.xml, tag.end(), until))
            yield Cell(column, tag[1], tag.start(), tag.end(), valued)

    def styled(self, styles: frozenset[int]) -> dict[Place, int]:
        """The cells that have one of these styles."""
        return {
            (row.number, cell.column): style
            for row in (self.rows if styles else ())
            for cell in self.cells(row)
            if (style := _style(cell.tag)) in styles
        }

    def anchor(self, place: Place) -> Place:
        """The cell that shows: the first of the merged cells a place is one of, else itself."""
        row, column = place
        first = bisect.bisect_left(self._tops, row - self._tallest)
        last = bisect.bisect_right(self._tops, row)
        for merge in self.merges[first:last]:
            if row <= merge.bottom and merge.left <= column <= merge.right:
                return merge.top, merge.left
        return place

    def restyled(self, wanted: Mapping[Place, Callable[[int], int]]) -> bytes:
        """The part with the styles of these cells changed; cells that are not there are made."""
        edits: list[tuple[int, int, bytes]] = []
        missing: dict[int, bytes] = {}
        by_row: dict[int, dict[int, Callable[[int], int]]] = {}
        for (number, column), change in wanted.items():
            by_row.setdefault(number, {})[column] = change
        for number, mine in sorted(by_row.items()):
            row = self.row(number)
            if row is None:
                made = b"".join(self._made(number, mine, b""))
                missing[number] = b'<row r="%d">%b</row>' % (number, made)
            else:
                edits.extend(self._row_edits(row, mine))
        for number, made in missing.items():
            at = next((row.start for row in self.rows if row.number > number), self._end)
            edits.append((at, at, made))
        return self._spliced(edits)

    def _row_edits(
        self, row: Row, wanted: dict[int, Callable[[int], int]]
    ) -> Iterator[tuple[int, int, bytes]]:
        cells = list(self.cells(row))
        there = {cell.column: cell for cell in cells}
        for column in sorted(wanted):
            if (cell := there.get(column)) is not None:
                tag = _with_style(cell.tag, wanted[column](_style(cell.tag)))
                yield cell.start, cell.end, b"<c" + tag + b">"
        absent = {column: wanted[column] for column in sorted(wanted) if column not in there}
        if not absent:
            return
        tag = _SPANS.sub(b"", row.tag).removesuffix(b"/")
        if row.empty:
            made = b"".join(self._made(row.number, absent, row.tag))
            yield row.start, row.end, b"<row" + tag + b">" + made + b"</row>"
            return
        yield row.start, row.inside, b"<row" + tag + b">"
        for column, change in absent.items():
            at = next((cell.start for cell in cells if cell.column > column), row.end)
            yield at, at, b"".join(self._made(row.number, {column: change}, row.tag))

    def _made(
        self, number: int, wanted: Mapping[int, Callable[[int], int]], row_tag: bytes
    ) -> Iterator[bytes]:
        """Empty cells that look as their row or column does."""
        for column in sorted(wanted):
            own = _CUSTOM.search(row_tag)
            base = _style(row_tag) if own else self._column_style(column)
            address = f"{column_letter(column)}{number}".encode()
            yield b'<c r="%b" s="%d"/>' % (address, wanted[column](base))

    def _column_style(self, column: int) -> int:
        for tag in _COLUMN.findall(self.xml, 0, self._tag.start()):
            said = {name: int(value) for name, value in _BOUND.findall(tag)}
            if said.get(b"min", 0) <= column <= said.get(b"max", 0):
                return said.get(b"style", 0)
        return 0

    def _spliced(self, edits: list[tuple[int, int, bytes]]) -> bytes:
        # Of two insertions at one place the first made comes first.
        ordered = sorted(enumerate(edits), key=lambda one: (one[1][0], one[1][1], one[0]))
        pieces: list[bytes] = []
        at = 0
        closed = bool(self._tag[1])
        for _, (start, end, text) in ordered:
            pieces += [self.xml[at:start], text]
            at = end
        pieces.append(self.xml[at:])
        if closed and edits:  # <sheetData/> has nothing inside to splice into
            head = self.xml[: self._tag.start()]
            inside = b"".join(text for _, (_, _, text) in ordered)
            return head + b"<sheetData>" + inside + b"</sheetData>" + self.xml[self._end :]
        return b"".join(pieces)


def _style(tag: bytes) -> int:
    found = _STYLE.search(tag)
    return int(found[1]) if found else 0


def _with_style(tag: bytes, style: int) -> bytes:
    number = b's="%d"' % style
    if _STYLE.search(tag):
        return _STYLE.sub(number, tag, count=1)
    return b" " + number + tag if tag[:1].isspace() or not tag else b" " + number + b" " + tag
