"""Files that no spreadsheet library writes: parts of a package edited, formats written by hand.

Comes in: a workbook the builder wrote, or its cells. Goes out: the file as another program would
have saved it. Refuses to know why.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SHEET = "xl/worksheets/sheet1.xml"


def edit_part(path: Path, part: str, pattern: str, new: str) -> Path:
    """Replace what a pattern finds in one part of a package; it must be found."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text, times = re.subn(pattern, new, parts[part].decode("utf-8"), flags=re.DOTALL)
    assert times, f"{pattern!r} is not in {part}"
    parts[part] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def add_part(path: Path, part: str, content: bytes) -> Path:
    """Put another part into a package."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, content)
    return path


def shared_strings(path: Path) -> Path:
    """The texts of the first sheet moved to the shared table, each in two runs, as Excel has them.

    Every text also carries a phonetic hint, which is no part of it.
    """
    table: list[str] = []

    def share(found: re.Match[str]) -> str:
        text = found[2]
        runs = "".join(
            f'<r><t xml:space="preserve">{part}</t></r>' for part in (text[:2], text[2:])
        )
        table.append(f'<si>{runs}<rPh sb="0" eb="1"><t>yin</t></rPh></si>')
        return f'{found[1]} t="s"><v>{len(table) - 1}</v></c>'

    with zipfile.ZipFile(path) as package:
        text = package.read(SHEET).decode()
    cell = r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>'
    edit_part(path, SHEET, r"^.*$", re.sub(cell, share, text).replace("\\", r"\\"))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    add_part(path, "xl/sharedStrings.xml", f'<sst xmlns="{main}">{"".join(table)}</sst>'.encode())
    edit_part(
        path, "[Content_Types].xml", "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )  # fmt: skip
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    return edit_part(
        path, "xl/_rels/workbook.xml.rels", "</Relationships>",
        f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>',
    )  # fmt: skip


def ods(path: Path, rows: Sequence[Sequence[Any]], name: str = "Sheet1") -> Path:
    """An OpenDocument sheet of texts and numbers."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for short, space in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", mime)
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
            "</manifest:manifest>",
        )
    return path


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )


def html_table(rows: Sequence[Sequence[Any]]) -> str:
    """The table a web system hands out under the name .xls."""
    cells = (
        "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in row)
        for row in rows
    )
    lines = "".join(f"<tr>{line}</tr>" for line in cells)
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'


def xml_2003(rows: Sequence[Sequence[Any]]) -> str:
    """XML Spreadsheet 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    lines = "".join(f"<Row>{''.join(map(_xml_cell, row))}</Row>" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Sheet1"><Table>{lines}'
        "</Table></Worksheet></Workbook>"
    )


def _xml_cell(value: Any) -> str:
    if value is None:
        return "<Cell/>"
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


def docx(path: Path, *paragraphs: str) -> Path:
    """A Word file of plain paragraphs."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        )
    return path


def encrypted(path: Path, password: str) -> Path:
    """The package under a password, as Excel writes it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    with path.open("rb") as plain:
        sealed = path.with_name(f"sealed-{path.name}")
        with sealed.open("wb") as out:
            OOXMLFile(plain).encrypt(password, out)
    return sealed.replace(path)
