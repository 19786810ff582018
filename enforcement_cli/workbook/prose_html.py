"""Reads a web page as blocks: what a browser shows, a line a block, tables with their merges.

Comes in: bytes of HTML, or of a web page in one file (MIME). Goes out: blocks in reading order.
Refuses more text, cells and nesting than the limits allow; runs nothing. Pictures (svg) and what
is hidden are no text.
"""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from enforcement_cli.model.blocks import Block, Grid, Line, Piece
from enforcement_cli.workbook.html_table import pages_of, span_of
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused

_MUTE = frozenset(
    {
        "script", "style", "title", "template", "noscript", "xml", "select", "textarea", "svg",
        "iframe", "object", "math",
    }
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "div", "center", "caption", "li", "ul", "ol", "dl", "dt", "dd", "section", "article",
    "header", "footer", "main", "nav", "aside", "figure", "figcaption", "blockquote", "pre", "hr",
    "body", "details", "summary", "form", "fieldset", "address",
}  # fmt: skip
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip
# An element of these needs no end tag: the next of its kind, or the end of what is around, ends it.
_OPEN_ENDED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th"})
_AROUND = frozenset({"div", "ul", "ol", "dl", "table", "section", "body"})
_FOREIGN = frozenset({"svg", "math"})  # where <x/> is an element with its end
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDEST, _TALLEST = 1000, 65534
_MOST_NESTED = 40  # tables in tables


def html_blocks(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """What a reader of the page sees.

    Raises:
        Refused: a broken page, or beyond the limits (F-01).
    """
    blocks: list[Block] = []
    for page in pages_of(data):
        if len(page) > limits.text_characters * 8:
            raise Refused("F-01", reason="网页太大")
        reader = _Reader(limits)
        try:
            reader.feed(page)
            reader.close()
        except AssertionError as failure:  # what the parser says of a declaration it cannot read
            raise Refused("F-01", reason="网页内容不完整") from failure
        blocks += reader.finish()
    return tuple(blocks)


class _Flow:
    """Lines and tables of the page or of one cell; `width` and `height` are the cell's."""

    def __init__(self, width: int = 1, height: int = 1) -> None:
        self.width, self.height = width, height
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.heading = False

    def end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self.pieces)).strip()
        if text:
            kind = "heading" if self.heading else "text"
            self.blocks.append(Line(pieces=(Piece(text),), kind=kind))  # type: ignore[arg-type]
        self.pieces = []


class _Table:
    """A table under construction. `until` is the row a column is covered to from above."""

    def __init__(self, take: Callable[[int], None]) -> None:
        self._take = take
        self.rows: list[list[tuple[Block, ...]]] = []
        self.until: dict[int, int] = {}
        self.cell: _Flow | None = None

    def start_row(self) -> None:
        self.end_cell()
        self.rows.append([])

    def start_cell(self, width: int, height: int) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self.cell = _Flow(width, height)

    def end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None:
            return
        cell.end_line()
        row, number = self.rows[-1], len(self.rows)
        self._cover(row, number)
        if cell.height > 1:
            columns = range(len(row), len(row) + cell.width)
            self.until.update(dict.fromkeys(columns, number + cell.height - 1))
        row += [tuple(cell.blocks), *([()] * (cell.width - 1))]

    def close(self) -> Grid:
        self.end_cell()
        return Grid(rows=tuple(tuple(row) for row in self.rows if row))

    def _cover(self, row: list[tuple[Block, ...]], number: int) -> None:
        while self.until.get(len(row), 0) >= number:
            self._take(1)
            row.append(())


class _Reader(HTMLParser):
    """Follows the tags. `_mute` is the tag of what is not shown, `_deep` how often it is open."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._page = _Flow()
        self._tables: list[_Table] = []
        self._mute = ""
        self._deep = self._taken = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._mute and not self._ends_mute(tag):
            self._deep += tag == self._mute
            return
        self._mute = ""
        if tag in _MUTE or "hidden" in given or _HIDDEN.search(given.get("style") or ""):
            self._mute, self._deep = "" if tag in _VOID else tag, 1
        elif tag == "table":
            if len(self._tables) >= _MOST_NESTED:
                raise Refused("F-01", reason=f"网页表格套了 {_MOST_NESTED} 层以上")
            self._flow.end_line()
            self._tables.append(_Table(self._take))
        elif tag == "br" or tag in _BLOCKS:
            self._flow.end_line()
            self._flow.heading = tag in _HEADINGS
        elif tag == "tr" and self._tables:
            self._tables[-1].start_row()
        elif tag in ("td", "th") and self._tables:
            width = span_of(given.get("colspan"), _WIDEST)
            self._take(width)
            self._tables[-1].start_cell(width, span_of(given.get("rowspan"), _TALLEST))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _FOREIGN or self._mute in _FOREIGN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._mute:
            self._deep -= tag == self._mute
            if not self._deep or (self._mute in _OPEN_ENDED and tag in _AROUND):
                self._mute = ""
        elif tag in _BLOCKS:
            self._flow.end_line()
            self._flow.heading = False
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].end_cell()
        elif tag == "table" and self._tables:
            table = self._tables.pop().close()
            self._flow.blocks.append(table)

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self._take(len(data))
            self._flow.pieces.append(data)

    def finish(self) -> list[Block]:
        """All of the page; tables that were never closed end with it."""
        while self._tables:
            table = self._tables.pop().close()
            self._flow.blocks.append(table)
        self._page.end_line()
        return self._page.blocks

    @property
    def _flow(self) -> _Flow:
        """Where text goes: the innermost open cell, else what is around its table."""
        return next((t.cell for t in reversed(self._tables) if t.cell), self._page)

    def _ends_mute(self, tag: str) -> bool:
        """Whether a tag begins what can only stand behind the hidden element."""
        if self._mute == "p":
            return tag in _BLOCKS or tag == "table"
        return tag == "body" or (tag == self._mute and tag in _OPEN_ENDED)

    def _take(self, number: int) -> None:
        self._taken += number
        if self._taken > self._limits.text_characters:
            raise Refused("F-01", reason="文字太多")
