"""The door for texts: one file on disk becomes Prose, or one Problem that says why not.

Comes in: a path. Goes out: an Outcome. Refuses what `read.py` refuses, pictures and old Word files,
and csv, which is no text. Not safe against files that abort the reader: run it in a worker.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.blocks import Block, lay_out
from enforcement_cli.model.grid import FileKind
from enforcement_cli.model.prose import Paragraph, Prose, ProseTable
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose_text import markdown_parts, plain_paragraphs, universal
from enforcement_cli.workbook.read import file_bytes, problem_of, sheets_of, unlocked
from enforcement_cli.workbook.refusal import Refused

_Kind = Literal["text", "markdown", "docx", "html", "xlsx"]
_Parts = tuple[str, tuple[Paragraph, ...], tuple[ProseTable, ...]]

_REFUSED: dict[FileKind, tuple[str, str]] = {
    "doc": ("F-11", "是旧版 Word 文档（.doc），请另存为 .docx"),
    "picture": ("F-11", "是图片、PDF 或演示文稿，里面的字读不出来，请换成 .docx、.md 或 .txt"),
    "zip": ("F-11", "是压缩包，请解压后逐个来读"),
    "unknown": ("F-01", "内容不是文字"),
}
_TABLES = frozenset({".csv", ".tsv"})
_MARKDOWN = frozenset({".md", ".markdown"})
_DEFAULTS = Limits()


def prose_of(
    path: Path, limits: Limits = _DEFAULTS, passwords: Sequence[str] = ()
) -> Outcome[Prose | None]:
    """Read the text of a file, with where its paragraphs and tables stand.

    The value is None when it cannot be read; a problem then says why. With a value, problems name
    the sheets that were left out. What it is, its bytes say; its name only whether a text is Markdown.

    Raises:
        UnknownName: there is no such file.
        OSError: the file cannot be read from the disk.
    """
    try:
        data = file_bytes(path, limits)
        plain, sniffed = unlocked(data, limits, passwords)
        kind = _kind(path, plain, sniffed)
        (text, paragraphs, tables), refused = _parts(plain, kind, sniffed, limits, passwords)
    except Refused as refusal:
        return Outcome(value=None, problems=(problem_of(path, refusal),))
    prose = Prose(
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        text=text,
        paragraphs=paragraphs,
        tables=tables,
    )
    return Outcome(value=prose, problems=tuple(problem_of(path, one) for one in refused))


def _kind(path: Path, data: bytes, sniffed: FileKind) -> _Kind:
    """What it is read as.

    Raises:
        Refused: nothing with text in it (F-11, F-01).
    """
    suffix = path.suffix.lower()
    if sniffed in ("text", "csv", "unknown", "html") and suffix in _MARKDOWN:
        # Markdown may begin with a tag or a table.
        sniffed = "unknown" if decode(data) is None else "text"
    elif sniffed == "unknown" and suffix == ".txt" and (decode(data) or "").strip():
        sniffed = "text"
    if sniffed in _REFUSED:
        code, reason = _REFUSED[sniffed]
        raise Refused(code, reason=reason)
    if sniffed == "csv" and suffix in _TABLES:
        raise Refused("F-11", reason="是数据表，不是文章，请用 enforce check 来查")
    if sniffed in ("text", "csv"):
        return "markdown" if suffix in _MARKDOWN else "text"
    if sniffed in ("docx", "html"):
        return "docx" if sniffed == "docx" else "html"
    return "xlsx"


def _parts(
    data: bytes, kind: _Kind, sniffed: FileKind, limits: Limits, passwords: Sequence[str]
) -> tuple[_Parts, list[Refused]]:
    """The text and its parts; why some sheets are not among them.

    Raises:
        Refused: it cannot be read, or holds no text.
    """
    parts, refused = _read(data, kind, sniffed, limits, passwords)
    if not parts[0].strip():
        raise Refused("F-11", reason="里面没有文字")
    return parts, refused


def _read(
    data: bytes, kind: _Kind, sniffed: FileKind, limits: Limits, passwords: Sequence[str]
) -> tuple[_Parts, list[Refused]]:
    if kind == "xlsx":
        return _sheets(data, sniffed, limits, passwords)
    if kind == "docx":
        from enforcement_cli.workbook.prose_word import docx_blocks

        return _laid_out(docx_blocks(data, limits)), []
    if kind == "html":
        from enforcement_cli.workbook.prose_html import html_blocks

        return _laid_out(html_blocks(data, limits)), []
    text = universal(decode(data) or "")
    if len(text) > limits.text_characters:
        raise Refused("F-01", reason="文字太多")
    if kind == "markdown":
        return (text, *markdown_parts(text)), []
    return (text, plain_paragraphs(text), ()), []


def _laid_out(blocks: Sequence[Block]) -> _Parts:
    page = lay_out(blocks)
    return page.text, tuple(page.paragraphs), tuple(page.tables)


def _sheets(
    data: bytes, sniffed: FileKind, limits: Limits, passwords: Sequence[str]
) -> tuple[_Parts, list[Refused]]:
    from enforcement_cli.workbook.prose_sheets import number_formats_of, sheet_tables

    sheets, refused = sheets_of(data, sniffed, limits, passwords)
    packaged = sniffed in ("xlsx", "xlsm")  # others tell no formats
    formats = number_formats_of(data, limits) if packaged else {}
    text, tables = sheet_tables(sheets, formats, limits)
    if not tables and refused:
        raise refused[0]
    return (text, (), tables), refused
