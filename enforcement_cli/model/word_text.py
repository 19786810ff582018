"""What of a Word document a reader sees: the one rule for reading it and for commenting it.

Comes in: the elements of a part of a .docx in order, from whatever parser. Goes out: blocks
(model/blocks.py). Refuses to parse, and to limit: whoever feeds it does. Deleted and hidden text,
field codes and the second copy of what old versions show are no text.
"""

import re
from collections.abc import Mapping

from enforcement_cli.model.blocks import Block, Grid, Line, Piece

WORD_NAMESPACES = (  # the transitional and the strict one
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MUTE = frozenset(
    {
        "del", "moveFrom", "instrText", "delInstrText", "Fallback", "tabs", "rt", "rPrChange",
        "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "tblGridChange",
        "sectPrChange",
    }
)  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading ?)?[1-9]|title", re.IGNORECASE)
_WIDEST = 63  # columns of a table, by Word
_NOT = frozenset({"0", "false", "off"})
_LINE_ENDS = str.maketrans("\t\r\n", "   ")


class WordText:
    """Fed with `start`, `end` and `text`; `blocks` gives what was found.

    Names and attributes are "namespace local". `part` is put on every line: 页眉, 脚注 or nothing.
    """

    def __init__(self, part: str = "") -> None:
        self._part = part
        self._flow = _Flow(depth=0)
        self._open: list[_Flow | _Rows] = [self._flow]
        self._depth = self._mute = self._run = 0
        self._hidden = self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        space, _, bare = name.rpartition(" ")
        if self._mute or bare in _MUTE:
            self._mute += 1
        elif space not in WORD_NAMESPACES:
            return
        elif bare == "t":
            self._in_text = True
        elif bare in _BREAKS:
            self._add(_BREAKS[bare], -1)
        elif bare == "r":
            self._run, self._hidden = self._depth, False
        elif bare == "vanish" and self._run and _value(attributes) not in _NOT:
            self._hidden = True
        elif bare in ("tbl", "tr", "tc", "txbxContent"):
            self._begin(bare)
        else:
            self._note(bare, _value(attributes))

    def end(self, name: str) -> None:
        """The element that began last of those still open ends."""
        if self._mute:
            self._mute -= 1
        else:
            space, _, bare = name.rpartition(" ")
            if space in WORD_NAMESPACES:
                self._finish(bare)
        self._depth -= 1

    def text(self, piece: str, source: int = -1) -> bool:
        """Text inside the element; whether a reader sees it."""
        seen = self._in_text and not self._mute
        return self._add(piece.translate(_LINE_ENDS), source) if seen else False

    def blocks(self) -> tuple[Block, ...]:
        """What was found so far."""
        return self._flow.close(self._part)

    def _add(self, text: str, source: int) -> bool:
        top = self._open[-1]
        if self._hidden or not isinstance(top, _Flow) or top.covered:
            return False
        top.line.append(Piece(text, source))
        return True

    def _begin(self, bare: str) -> None:
        top = self._open[-1]
        if bare == "txbxContent":
            self._open.append(_Flow(depth=self._depth, is_box=True))
        elif bare == "tbl" and isinstance(top, _Flow):
            self._open.append(_Rows(depth=self._depth))
        elif bare == "tr" and isinstance(top, _Rows):
            top.rows.append([])
        elif bare == "tc" and isinstance(top, _Rows) and top.rows:
            self._open.append(_Flow(depth=self._depth))

    def _note(self, bare: str, value: str) -> None:
        """A property of the paragraph, cell or row that is open."""
        top = self._open[-1]
        if isinstance(top, _Rows):
            if bare == "gridBefore" and top.rows:
                top.rows[-1] += [()] * _number(value)
        elif bare == "gridSpan":
            top.width = max(_number(value), 1)
        elif bare in ("vMerge", "hMerge"):
            top.covered = value != "restart"
        elif (bare == "pStyle" and _HEADING.fullmatch(value)) or (
            bare == "outlineLvl" and value.isdecimal() and int(value) < 9
        ):
            top.heading = True

    def _finish(self, bare: str) -> None:
        top = self._open[-1]
        if bare == "t":
            self._in_text = False
        elif bare == "r":
            self._run, self._hidden = 0, False
        elif bare == "p" and isinstance(top, _Flow):
            top.end_line(self._part)
        elif bare in ("tbl", "tc", "txbxContent") and top.depth == self._depth:
            self._open.pop()
            self._close(top)

    def _close(self, done: "_Flow | _Rows") -> None:
        around = self._open[-1]
        if isinstance(done, _Rows):
            if isinstance(around, _Flow):
                around.blocks.append(done.close())
        elif isinstance(around, _Rows):
            around.rows[-1] += [done.close(self._part), *([()] * (done.width - 1))]
        elif not around.covered:
            around.boxes += done.close(self._part)


class _Flow:
    """Paragraphs and tables one after the other: the body, a cell, a text box.

    What a text box holds comes behind the paragraph it hangs on.
    """

    def __init__(self, *, depth: int, is_box: bool = False) -> None:
        self.depth, self.is_box = depth, is_box
        self.blocks: list[Block] = []
        self.boxes: list[Block] = []
        self.line: list[Piece] = []
        self.heading = self.covered = False
        self.width = 1

    def end_line(self, part: str) -> None:
        kind = "note" if part else "heading" if self.heading else "text"
        line = Line(pieces=tuple(self.line), kind=kind, part=part)  # type: ignore[arg-type]
        self.blocks += self.boxes if line.is_blank else [line, *self.boxes]
        self.line, self.boxes, self.heading = [], [], False

    def close(self, part: str) -> tuple[Block, ...]:
        self.end_line(part)
        return tuple(self.blocks)


class _Rows:
    """A table under construction."""

    def __init__(self, *, depth: int) -> None:
        self.depth = depth
        self.rows: list[list[tuple[Block, ...]]] = []

    def close(self) -> Grid:
        return Grid(rows=tuple(map(tuple, self.rows)))


def _value(attributes: Mapping[str, str]) -> str:
    return next((text for name, text in attributes.items() if name.endswith("val")), "")


def _number(text: str) -> int:
    digits = text.strip()[:4]
    return min(int(digits), _WIDEST) if digits.isascii() and digits.isdigit() else 0
