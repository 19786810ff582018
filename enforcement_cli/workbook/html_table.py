"""Reads the tables of a web page, which many court systems export under the name of .xls.

Comes in: bytes of HTML, or of a web page in one file (MIME). Goes out: a SheetGrid a table, all
cells text. Refuses pages without tables and framesets, whose data are in other files; runs nothing.
"""

import contextlib
import email
import email.policy
import html
import re
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from enforcement_cli.model.grid import Merge, SheetGrid
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sparse import SparseSheet, grid_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
# Only where the bytes are no UTF-8: pages that declare gb2312 and hold UTF-8 are common.
_DECLARED = {"big5": "big5hkscs", "windows-1252": "cp1252", "iso-8859-1": "cp1252"}
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,255})</x:Name>", re.IGNORECASE)
_FRAMES = re.compile(r"<frame(?:set)?\b|<x:WorksheetSource\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ERRORS = frozenset(("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!"))
_MUTE = frozenset(("script", "style", "title", "xml", "select", "textarea"))
_BLOCKS = frozenset(("p", "div", "center", "caption", "li", "h1", "h2", "h3", "h4", "h5", "h6"))
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # what a span may say in HTML
_LAST_COLUMN = 16_384


def read_html(data: bytes, limits: Limits) -> list[SheetGrid]:
    """A sheet a table that holds anything; lines of text between tables stand above the next one.

    Raises:
        Refused: no table, a frameset, a broken page, or beyond the limits (F-01).
    """
    sheets: list[SparseSheet] = []
    framed = False
    for page in pages_of(data):
        reader = _Reader(limits)
        try:
            reader.feed(page)
            reader.close()
        except AssertionError as failure:  # what the parser says of a declaration it cannot read
            raise Refused("F-01", reason="网页内容不完整") from failure
        found = reader.finish()
        names = [html.unescape(name).strip() for name in _SHEET_NAME.findall(page)]
        if len(names) == len(found):
            for sheet, name in zip(found, names, strict=True):
                sheet.name = name
        sheets += found
        framed = framed or _FRAMES.search(page) is not None
    if not sheets:
        raise Refused("F-01", reason="数据在另一个文件里" if framed else "是网页，里面没有表格")
    taken = {sheet.name for sheet in sheets}
    if len(sheets) > 1 and len(taken) < len(sheets):
        for number, sheet in enumerate(sheets, start=1):
            sheet.name = f"表{number}"
    return [grid_of(sheet, limits) for sheet in sheets]


def pages_of(data: bytes) -> list[str]:
    """The text of the page, or of each page that a web page in one file holds.

    Raises:
        Refused: in no encoding known here (F-01).
    """
    if not data.lstrip().startswith(b"MIME-Version:"):
        return [_text(data)]
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    payloads = (
        p.get_payload(decode=True) for p in message.walk() if _is_page(p.get_content_type())
    )
    return [_text(payload) for payload in payloads if isinstance(payload, bytes)]


def _is_page(content_type: str) -> bool:
    return content_type == "text/html"


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    encoding = _DECLARED.get(declared[1].decode("ascii").lower()) if declared else None
    for candidate in ("utf-8-sig", encoding) if encoding else ():
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(candidate)
    text = decode(data)
    if text is None:
        raise Refused("F-01", reason="认不出文字编码")
    return text


class _Table:
    """A table under construction. `until` is the last row a column is covered to from above."""

    def __init__(self, lines: list[str]) -> None:
        self.sheet = SparseSheet()
        self.row = 0
        self.add_lines(lines)
        self.column = self.columns_named = 0
        self.until: dict[int, int] = {}
        self.cell: list[str] | None = None
        self.number = ""

    def add_lines(self, lines: list[str]) -> None:
        """Text that stands in no cell: a row a line, as Excel opens such a page."""
        for line in lines:
            self.row += 1
            self.sheet.cells[self.row, 1] = line

    def start_row(self, *, hidden: bool) -> None:
        self.end_cell()
        self.row += 1
        self.column = 0
        if hidden:
            self.sheet.hidden_rows.add(self.row)

    def start_cell(self, given: dict[str, str]) -> int:
        """Find the cell's place; how many columns it takes."""
        self.end_cell()
        if not self.row:
            self.row = 1
        self.column += 1
        while self.until.get(self.column, 0) >= self.row:
            self.column += 1
        across = span_of(given.get("colspan"), _MOST_COLUMNS)
        down = span_of(given.get("rowspan"), _MOST_ROWS)
        last, bottom = self.column + across - 1, self.row + down - 1
        if last > _LAST_COLUMN:
            raise Refused("F-01", reason="网页表格的列数超出工作表")
        if across > 1 or down > 1:
            self.sheet.merges.append(
                Merge(top=self.row, left=self.column, bottom=bottom, right=last)
            )
        if down > 1:
            self.until.update(dict.fromkeys(range(self.column, last + 1), bottom))
        self.cell, self.number = [], given.get("x:num", "")
        self.place = self.row, self.column
        self.column = last
        return across

    def end_cell(self) -> None:
        if self.cell is None:
            return
        shown, self.cell = _shown(self.cell), None
        if shown in _ERRORS:
            self.sheet.broken[self.place] = shown
        elif shown:
            # What is shown is rounded; a date's number says less than what is shown of it.
            number = self.number if _is_number(self.number) and _is_number(shown) else ""
            self.sheet.cells[self.place] = number or shown

    def hide_columns(self, given: dict[str, str]) -> None:
        first = self.columns_named + 1
        self.columns_named += span_of(given.get("span"), _MOST_COLUMNS)
        if _HIDDEN.search(given.get("style", "")):
            self.sheet.hidden_columns.update(range(first, self.columns_named + 1))


class _Reader(HTMLParser):
    """Follows the tags; tables within tables are tables of their own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._open: list[_Table] = []
        self._tables: list[_Table] = []
        self._loose: list[str] = []
        self._muted = ""
        self._taken = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        table = self._open[-1] if self._open else None
        if tag in ("table", "body"):
            self._muted = ""
        if tag == "table":
            self._start_table()
        elif tag in _MUTE:
            self._muted = self._muted or tag
        elif tag == "br" or tag in _BLOCKS:
            self._write("\0")
        elif table is None:
            return
        elif tag == "tr":
            table.start_row(hidden=_HIDDEN.search(given.get("style", "")) is not None)
        elif tag in ("td", "th"):
            self._taken += table.start_cell(given)
            if self._taken > self._limits.sheet_cells:
                raise Refused("F-01", reason="单元格太多")
        elif tag == "col":
            table.hide_columns(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._muted:
            self._muted = ""
        elif tag in _BLOCKS:
            self._write("\0")
            if tag == "caption" and self._open:
                self._open[-1].add_lines(self._take_loose())
        elif tag in ("td", "th", "tr") and self._open:
            self._open[-1].end_cell()
        elif tag == "table" and self._open:
            self._open.pop().end_cell()

    def handle_data(self, data: str) -> None:
        if not self._muted:
            self._write(data)

    def finish(self) -> list[SparseSheet]:
        """The tables that hold anything, the text behind the last one as its last rows."""
        for table in self._open:
            table.end_cell()
        found = [t for t in self._tables if t.sheet.cells or t.sheet.broken]
        for table in found:
            table.sheet.merges = [_within(merge, table.row) for merge in table.sheet.merges]
        if found:
            found[-1].add_lines(self._take_loose())
        return [table.sheet for table in found]

    def _start_table(self) -> None:
        if len(self._tables) >= self._limits.sheets:
            raise Refused("F-01", reason=f"网页里的表格超过 {self._limits.sheets} 个")
        table = _Table([] if self._open else self._take_loose())
        self._open.append(table)
        self._tables.append(table)

    def _take_loose(self) -> list[str]:
        lines, self._loose = _lines(self._loose), []
        return lines

    def _write(self, text: str) -> None:
        cell = self._open[-1].cell if self._open else None
        (self._loose if cell is None else cell).append(text)


def _shown(pieces: list[str]) -> str:
    """Text as a browser shows it; a line break in a cell stays one."""
    lines = (_SPACES.sub(" ", line).strip(" \xa0") for line in "".join(pieces).split("\0"))
    return "\n".join(lines).strip("\n")


def _lines(pieces: list[str]) -> list[str]:
    return [line for line in _shown(pieces).split("\n") if line]


def _within(merge: Merge, last: int) -> Merge:
    """A span beyond the table's end ends with the table."""
    bottom = max(min(merge.bottom, last), merge.top)
    return Merge(top=merge.top, left=merge.left, bottom=bottom, right=merge.right)


def span_of(text: str | None, most: int) -> int:
    """How many rows or columns a cell says it takes, within what may be said."""
    digits = (text or "").strip()[:6]
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() else 1


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", "").strip()).is_finite()
    except InvalidOperation:
        return False
