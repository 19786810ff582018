"""A file of a bulletin comes in; every text it prints goes out, by table, row and column.

Markdown, Excel, Word and HTML are read by what they show, each without the code that wrote it, so
that one comparison holds for all (B-04). Knows no figures.
"""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from enforcement_cli.model.failure import EnforceError, UnknownName
from enforcement_cli.model.money import round_half_up
from enforcement_cli.render.printed import Pages, PrintedText
from enforcement_cli.render.read_back_html import numbers_in_html

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_HEAD = re.compile(r"word/header[^/]*\.xml")
_PLACES = re.compile(r"\.(0+)")
_QUOTED = re.compile(r'"([^"]*)"')
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"\*\*(.+)\*\*")


def printed_in(path: Path) -> tuple[PrintedText, ...]:
    """Everything a file prints, by its kind.

    Raises:
        UnknownName: there is no such file, or it is of no kind we write.
        EnforceError: it cannot be read.
    """
    readers = {
        ".md": lambda: numbers_in_markdown(path.read_text("utf-8")),
        ".html": lambda: numbers_in_html(path.read_text("utf-8")),
        ".xlsx": lambda: numbers_in_xlsx(path),
        ".docx": lambda: numbers_in_docx(path),
    }
    if path.suffix not in readers or not path.is_file():
        raise UnknownName("没有这个战报文件，或不是战报的格式。", where=str(path))
    try:
        return readers[path.suffix]()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ET.ParseError) as error:
        raise EnforceError(
            "战报文件读不出来，可能已损坏或被改动。",
            where=str(path),
            remedy="请用 enforce report 重新生成。",
        ) from error


def numbers_in_markdown(text: str) -> tuple[PrintedText, ...]:
    """The cells of the pipe tables, each under the bold line above it, and the other lines."""
    found = Pages()
    for line in text.splitlines():
        if line.startswith("|"):
            cells = [one.strip().replace("\\|", "|") for one in _CELL_EDGE.split(line)[1:-1]]
            if not all(set(cell) <= set("-:") and "-" in cell for cell in cells):
                found.line(cells)
        elif line.strip():
            bold = _HEADING.fullmatch(line.strip())
            found.text(bold[1] if bold else line.strip().lstrip("#> "), title=bool(bold))
    return found.done()


def numbers_in_docx(path: Path) -> tuple[PrintedText, ...]:
    """The cells of the tables, each under the last paragraph that was set as its title.

    Raises:
        ValueError: the document declares a document type.
    """
    with zipfile.ZipFile(path) as package:
        heads = [name for name in sorted(package.namelist()) if _WORD_HEAD.fullmatch(name)]
        parts = [_word_part(package.read(name)) for name in (*heads[:1], "word/document.xml")]
    blocks = [*(block for head in parts[:-1] for block in head), *(parts[-1][0])]
    found = Pages()
    for block in blocks:
        if block.tag == f"{_WORD}tbl":
            for row in block.iter(f"{_WORD}tr"):
                found.line([_word_text(cell) for cell in row.iter(f"{_WORD}tc")])
        elif block.tag == f"{_WORD}p":
            style = block.find(f"{_WORD}pPr/{_WORD}pStyle")
            titled = style is not None and style.get(f"{_WORD}val") == "table_title"
            found.text(_word_text(block), title=titled)
    return found.done()


def numbers_in_xlsx(path: Path) -> tuple[PrintedText, ...]:
    """The cells of every sheet as its number formats show them, under the sheet's name."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True, read_only=True)
    found: list[PrintedText] = []
    try:
        for sheet in book.worksheets:
            for place, line in enumerate(sheet.iter_rows()):
                for cell in line:
                    if cell.value is not None:
                        text = _as_shown(cell.value, cell.number_format or "")
                        found.append(
                            PrintedText(
                                table=sheet.title, row=place, column=cell.column - 1, text=text
                            )
                        )
    finally:
        book.close()
    return tuple(found)


def _word_part(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data:
        raise ValueError(data[:80])
    return ET.fromstring(data)  # noqa: S314  # no declarations, checked above


def _word_text(element: ET.Element) -> str:
    return "".join(_word_pieces(element))


def _word_pieces(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{_WORD}t":
            yield one.text or ""
        elif one.tag == f"{_WORD}tab":
            yield " "


def _as_shown(value: object, number_format: str) -> str:
    """A number as its format shows it: places, percent and the sign behind it."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return " ".join(str(value).split())
    number = Decimal(format(value, ".15g"))
    behind = "".join(_QUOTED.findall(number_format))
    plain = _QUOTED.sub("", number_format)
    percent = "%" in plain
    places = _PLACES.search(plain)
    if plain == "General":
        return f"{number.normalize():f}{behind}"
    rounded = round_half_up(number * 100 if percent else number, len(places[1]) if places else 0)
    return f"{rounded}{'%' if percent else ''}{behind}"
