"""Reads the text of a Word document (.docx): paragraphs, and the cells of its tables.

Comes in: bytes. Goes out: text, a line a paragraph or table row. Refuses zip bombs, every document
type and entity declaration; what was deleted under tracked changes is no text.
"""

import io
import zipfile
from xml.parsers import expat

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.package_parts import DAMAGED, parts_of, refuse_bomb
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.safe_xml import follow

_MAIN = (  # the transitional and the strict namespace
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_MUTE = frozenset({"del", "moveFrom", "instrText", "Fallback"})


def read_docx(data: bytes, limits: Limits) -> str:
    """The text of a document.

    Raises:
        Refused: damaged, with declarations, or beyond the limits (F-01).
    """
    reader = _Reader(limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            with package.open(parts_of(package)["word/document.xml"]) as part:
                follow(part, reader, limits)
    except (expat.ExpatError, *DAMAGED) as failure:
        raise Refused("F-01", reason="文档不完整或已损坏") from failure
    return "\n".join(line for line in reader.lines if line.strip())


class _Reader:
    """Follows the elements. In a table row the paragraphs of a cell are joined, cells by a tab."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.lines: list[str] = []
        self._line: list[str] = []
        self._cells: list[list[str]] = []  # of the rows that are open, the innermost last
        self._mute = self._length = 0
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        bare = name.rpartition(" ")[2]
        if self._mute or bare in _MUTE:
            self._mute += 1
        elif not name.startswith(_MAIN):
            return
        elif bare == "t":
            self._in_text = True
        elif bare in ("tab", "br", "cr"):
            self._line.append(" ")
        elif bare == "tr":
            self._cells.append([])
        elif bare == "tc" and self._cells:
            self._cells[-1].append("")

    def end(self, name: str) -> None:
        bare = name.rpartition(" ")[2]
        if self._mute:
            self._mute -= 1
        elif not name.startswith(_MAIN):
            return
        elif bare == "t":
            self._in_text = False
        elif bare == "p":
            line, self._line = "".join(self._line), []
            if self._cells and self._cells[-1]:
                self._cells[-1][-1] += line
            else:
                self.lines.append(line)
        elif bare == "tr" and self._cells:
            row = "\t".join(self._cells.pop())
            if self._cells and self._cells[-1]:
                self._cells[-1][-1] += row
            else:
                self.lines.append(row)

    def text(self, piece: str) -> None:
        if self._in_text and not self._mute:
            self._length += len(piece)
            if self._length > self._limits.text_characters:
                raise Refused("F-01", reason="文字太多")
            self._line.append(piece)
