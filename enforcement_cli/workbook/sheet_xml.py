"""The side scan: what calamine hides of a sheet. Error cells, uncached formulas, hidden rows, marks.

Comes in: the bytes of an OOXML package. Goes out: a SideScan for each sheet name. Refuses zip
bombs; looks for the bytes first and matches tags only where they occur; never expands an entity.
"""

import bisect
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from enforcement_cli.model.grid import Links, Shown
from enforcement_cli.model.origin import column_number
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.number_formats import MarkedStyles
from enforcement_cli.workbook.package_parts import (
    DAMAGED,
    BookParts,
    book_parts,
    parts_of,
    refuse_bomb,
    refuse_declaration,
    refuse_strings,
)
from enforcement_cli.workbook.refusal import Refused

UNCACHED = "未计算"
NO_NUMBER = "#NUM!"
_CHUNK = 1 << 20
_LONGEST_CHUNK = 32 << 20  # without the beginning of a row in it
_MOST_FORMULAS = 50_000
_FEW_STYLES = 40
# Marks are searched for from a literal prefix, which is as fast as a byte search; the tag round a
# mark is then cut out by position. No tag is matched that holds no mark.
_ERROR_MARK = re.compile(rb"t=[\"']e[\"']")
_HIDDEN_MARK = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_FORMULA_MARK = re.compile(rb"<f[\s/>]")
_PREFIXED_FORMULA_MARK = re.compile(rb"<\w+:f[\s/>]")
_NAME = re.compile(rb"<(?:\w+:)?(\w+)")
_AFTER_FORMULA = re.compile(
    rb"<(?P<head>[^>]*?)(?:/>|>(?P<text>[^<]*)</[^>]*>)"
    rb"\s*(?P<tag><(?:\w+:)?v\b[^>]*?(?:/>|>(?P<value>[^<]*)))?"
)
_ERROR_VALUE = re.compile(
    rb"\s*(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</[^>]*>))?\s*<(?:\w+:)?v\b[^>]*>([^<]*)<"
)
# [1]Sheet1!A1, '[1]Sheet 1'!A1, '…/[x.xlsx]Sheet1'!A1; not Table1[列], which is of this workbook.
_LINK = re.compile(rb"\[(?:(\d{1,4})|([^\[\]]+\.xl\w{1,2}|[^\[\]]+\.et))\][^\[\]!]*!")
_SHARED = re.compile(rb"\bsi=[\"'](\d{1,9})[\"']")
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c\b")
_TEXT_TYPE = re.compile(rb"\bt=[\"']str[\"']")
_NO_NUMBER = re.compile(rb"\bt=[\"'](?:s|str|inlineStr|b|e|d)[\"']")


@dataclass(slots=True, kw_only=True)
class SideScan:
    """What the values of one sheet cannot say; as SheetGrid has it."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    scaled: dict[tuple[int, int], Shown] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    links: Links | None = None


def scan_package(data: bytes, limits: Limits) -> dict[str, SideScan]:
    """Sheet name to what was found beside its values.

    A sheet missing here has a part this scan could not follow; its values are read all the same
    by a reader that either can or refuses.

    Raises:
        Refused: not a zip, or larger unpacked than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            parts = parts_of(package)
            refuse_strings(package, parts, limits)
            book = book_parts(package, parts, limits)
            return {
                name: _Scanner(book).scan(_chunks(package, parts[part], limits))
                for name, part in book.sheets.items()
                if part in parts
            }
    except DAMAGED as failure:
        raise Refused("F-01", reason="压缩包结构已损坏") from failure


def _chunks(package: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The part in pieces cut before a row, so that no cell is split."""
    rest, total = b"", 0
    with package.open(info) as stream:
        while piece := stream.read(_CHUNK):
            if not total:
                refuse_declaration(piece)
            total += len(piece)
            if total > limits.unzipped_bytes:
                raise Refused("F-01", reason="解压后超过上限")
            # A row's beginning may be split over two pieces, never over more.
            seen = max(len(rest) - 4, 0)
            rest += piece
            cut = rest.rfind(b"<row", max(seen, 1))
            if cut < 0 and len(rest) > _LONGEST_CHUNK:
                cut = len(rest)
            if cut >= 0:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


class _Scanner:
    """Goes through one sheet's chunks. `_before` is the number of the last row before the chunk."""

    def __init__(self, book: BookParts) -> None:
        self._book = book
        self._found = SideScan()
        self._before = 0
        self._rows: list[tuple[int, int, int]] | None = None
        self._linked_groups: set[bytes] = set()
        self._styled = _style_mark(book.styles)
        self._formula = _FORMULA_MARK

    def scan(self, chunks: Iterator[bytes]) -> SideScan:
        found = self._found
        for chunk in chunks:
            self._rows = None
            if b":worksheet" in chunk[:2048]:  # a prefix is legal, and no common writer's
                self._formula = _PREFIXED_FORMULA_MARK
            for mark in self._formula.finditer(chunk):
                self._note_formula(chunk, mark.start())
            for mark in _ERROR_MARK.finditer(chunk):
                self._note_error(chunk, mark.start())
            for mark in _HIDDEN_MARK.finditer(chunk):
                self._note_hidden(chunk, mark.start())
            if self._styled is not None:
                for mark in self._styled.finditer(chunk):
                    self._note_style(chunk, mark.start(), int(mark[1]))
            last = chunk.rfind(b"<row")
            if last >= 0:
                self._before = self._row_of(chunk, last, _tag_round(chunk, last + 1)[1])
        if len(found.formulas) > _MOST_FORMULAS:  # a sheet computed through and through
            found.formulas = set()
        return found

    def _note_formula(self, chunk: bytes, start: int) -> None:
        """A formula: its cell, whether it holds a value, whether it asks another workbook."""
        cell_start, cell, name = _tag_round(chunk, start)
        after = _AFTER_FORMULA.match(chunk, start)
        if name != b"c" or after is None:
            return
        place: tuple[int, int] | None = None
        if len(self._found.formulas) <= _MOST_FORMULAS:
            place = self._place(chunk, cell_start, cell)
            self._found.formulas.add(place)
        # A formula without value, or with an empty one that is no text.
        if after["tag"] is None or (not after["value"] and not _TEXT_TYPE.search(cell)):
            place = place or self._place(chunk, cell_start, cell)
            self._found.broken[place] = UNCACHED
        link = _LINK.search(after["text"] or b"")
        if link is not None or self._linked_groups:
            self._note_link(after["head"], link, place or self._place(chunk, cell_start, cell))

    def _note_link(self, head: bytes, link: re.Match[bytes] | None, place: tuple[int, int]) -> None:
        """A formula that names another workbook, or shares the one that does."""
        group = _SHARED.search(head)
        if link is None and (group is None or group[1] not in self._linked_groups):
            return
        if link is not None and group is not None:
            self._linked_groups.add(group[1])
        if self._found.links is not None:
            count = self._found.links.count + 1
            self._found.links = replace(self._found.links, count=count)
        elif link is not None:
            named = link[2].decode("utf-8", "replace") if link[2] else ""
            file = named or self._book.linked.get(int(link[1] or 0), "")
            self._found.links = Links(row=place[0], column=place[1], count=1, file=file)

    def _note_error(self, chunk: bytes, inside: int) -> None:
        start, cell, name = _tag_round(chunk, inside)
        if name == b"c":
            value = _ERROR_VALUE.match(chunk, start + len(cell))
            shown = value[1].decode("ascii", "replace") if value else "#ERR!"
            self._found.broken[self._place(chunk, start, cell)] = shown

    def _note_hidden(self, chunk: bytes, inside: int) -> None:
        start, tag, name = _tag_round(chunk, inside)
        if name == b"row":
            self._found.hidden_rows.add(self._row_of(chunk, start, tag))
        elif name == b"col":
            span = {key: int(value) for key, value in _SPAN.findall(tag)}
            last = min(span.get(b"max", 0), 16384)
            self._found.hidden_columns.update(range(span.get(b"min", 1), last + 1))

    def _note_style(self, chunk: bytes, inside: int, style: int) -> None:
        """A number shown as a percentage or in another size."""
        if not chunk[inside - 1 : inside].isspace():  # spans, ss and the like
            return
        start, cell, name = _tag_round(chunk, inside)
        if name != b"c" or cell.endswith(b"/>") or _NO_NUMBER.search(cell):
            return
        if style in self._book.styles.percents:
            self._found.percents.add(self._place(chunk, start, cell))
        elif style in self._book.styles.scaled:
            place = self._place(chunk, start, cell)
            self._found.scaled[place] = self._book.styles.scaled[style]

    def _place(self, chunk: bytes, start: int, cell: bytes) -> tuple[int, int]:
        """A cell's address; counted where the writer left the attribute out."""
        if address := _ADDRESS.search(cell):
            return int(address[2]), column_number(address[1].decode("ascii"))
        _, end, row = self._row_before(chunk, start)
        return row, len(_CELL_TAG.findall(chunk, end, start)) + 1

    def _row_of(self, chunk: bytes, start: int, tag: bytes) -> int:
        """A row's number."""
        number = _ROW_NUMBER.search(tag)
        return int(number[1]) if number else self._row_before(chunk, start + 1)[2]

    def _row_before(self, chunk: bytes, place: int) -> tuple[int, int, int]:
        """Start, end and number of the last row that begins before a place in the chunk.

        Where the writer left the number out it is the one after the row before it. The rows are
        listed once a chunk, for the few sheets that need it.
        """
        if self._rows is None:
            self._rows = [(0, 0, self._before + 1)]
            row = self._before
            for tag in _ROW_TAG.finditer(chunk):
                number = _ROW_NUMBER.search(tag[0])
                row = int(number[1]) if number else row + 1
                self._rows.append((tag.start(), tag.end(), row))
        return self._rows[max(bisect.bisect_left(self._rows, (place,)), 1) - 1]


def _style_mark(styles: MarkedStyles) -> re.Pattern[bytes] | None:
    marked = sorted({*styles.percents, *styles.scaled})
    if not marked:
        return None
    # Many numbers to choose from cost more at every cell than looking each up afterwards.
    numbers = "|".join(map(str, marked)) if len(marked) <= _FEW_STYLES else r"\d{1,6}"
    return re.compile(rf"s=[\"']({numbers})[\"']".encode("ascii"))


def _tag_round(chunk: bytes, inside: int) -> tuple[int, bytes, bytes]:
    """Start, text and bare name of the tag that holds a position."""
    start = max(chunk.rfind(b"<", 0, inside), 0)
    end = chunk.find(b">", inside)
    tag = chunk[start : end + 1 if end >= 0 else len(chunk)]
    name = _NAME.match(tag)
    return start, tag, name[1] if name else b""
