"""Reads a Word document (.docx) as blocks: its body, then headers, footers and notes.

Comes in: bytes. Goes out: blocks in reading order. Refuses zip bombs, document types, entities and
more text than the limits allow; what counts as text is model/word_text.py's to say.
"""

import io
import re
import zipfile
from xml.parsers import expat

from enforcement_cli.model.blocks import Block
from enforcement_cli.model.word_text import WordText
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.package_parts import DAMAGED, parts_of, refuse_bomb
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.safe_xml import follow

_BODY = "word/document.xml"
_BESIDE = (  # the parts after the body, and where they are on the page
    (re.compile(r"word/header[^/]*\.xml"), "页眉"),
    (re.compile(r"word/footer[^/]*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
)


def docx_blocks(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """What a reader of the document sees.

    Raises:
        Refused: damaged, with declarations, or beyond the limits (F-01).
    """
    left = _Allowance(limits)
    blocks: list[Block] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            parts = parts_of(package)
            for name, place in ((_BODY, ""), *_beside(parts)):
                reader = _Reader(place, left)
                with package.open(parts[name]) as part:
                    follow(part, reader, limits)
                blocks += reader.words.blocks()
    except (expat.ExpatError, *DAMAGED) as failure:
        raise Refused("F-01", reason="文档不完整或已损坏") from failure
    return tuple(blocks)


def _beside(names: dict[str, zipfile.ZipInfo]) -> list[tuple[str, str]]:
    return [
        (name, place)
        for pattern, place in _BESIDE
        for name in sorted(names)
        if pattern.fullmatch(name)
    ]


class _Allowance:
    """How many more characters and cells all parts together may have."""

    def __init__(self, limits: Limits) -> None:
        self._left = limits.text_characters

    def take(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise Refused("F-01", reason="文字太多")


class _Reader:
    """Feeds one part to the rule of what is text, within the allowance."""

    def __init__(self, place: str, left: _Allowance) -> None:
        self.words = WordText(place)
        self._left = left

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith((" tc", " br", " gridSpan", " gridBefore")):
            self._left.take(1)
        self.words.start(name, attributes)

    def end(self, name: str) -> None:
        self.words.end(name)

    def text(self, piece: str) -> None:
        if self.words.text(piece):
            self._left.take(len(piece))
