"""An .xlsx as its parts: rows of cells in, the same bytes every time out.

Comes in: rows and merged ranges of one sheet. Goes out: a workbook with shared strings and one date
format. Refuses to know what the cells mean; openpyxl would take ten times as long.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

_EPOCH = date(1899, 12, 30)


@dataclass(slots=True, kw_only=True)
class _Strings:
    """The shared strings of a workbook, by first use."""

    numbers: dict[str, int] = field(default_factory=dict)
    used: int = 0

    def number(self, text: str) -> int:
        self.used += 1
        return self.numbers.setdefault(text, len(self.numbers))


def write_workbook(
    path: Path,
    rows: Iterable[Iterable[Cell]],
    *,
    merges: Sequence[str] = (),
    sheet: str = "台账",
) -> None:
    """Write one sheet of at most 26 columns; a None is a cell that is not there."""
    strings = _Strings()
    width = 0
    lines = []
    for number, cells in enumerate(rows, start=1):
        made = []
        for column, value in enumerate(cells):
            if value is not None:
                width = max(width, column + 1)
                made.append(_cell(f"{letter(column)}{number}", value, strings))
        lines.append(f'<row r="{number}">{"".join(made)}</row>')
    last = f"{letter(width - 1)}{len(lines)}"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _PACKAGE_RELS,
        "xl/workbook.xml": _BOOK.format(sheet=escape(sheet)),
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": _string_part(strings),
        "xl/worksheets/sheet1.xml": _sheet_part(lines, last, merges),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            # Without the clock, so that every run makes the same bytes.
            package.writestr(zipfile.ZipInfo(name), _XML + text, zipfile.ZIP_DEFLATED)


def letter(column: int) -> str:
    """A for column 0."""
    return chr(ord("A") + column)


def _cell(address: str, value: Cell, strings: _Strings) -> str:
    if isinstance(value, str):
        return f'<c r="{address}" t="s"><v>{strings.number(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{address}" s="1"><v>{(value - _EPOCH).days}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def _string_part(strings: _Strings) -> str:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings.numbers)
    counts = f'count="{strings.used}" uniqueCount="{len(strings.numbers)}"'
    return f'<sst xmlns="{_MAIN}" {counts}>{items}</sst>'


def _sheet_part(lines: Sequence[str], last: str, merges: Sequence[str]) -> str:
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in merges)
    return (
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/>'
        f"<sheetData>{''.join(lines)}</sheetData>"
        + (f"<mergeCells>{spans}</mergeCells>" if merges else "")
        + "</worksheet>"
    )


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "application/vnd.openxmlformats-package.relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/>'
    f'<Default Extension="rels" ContentType="{_RELATIONS}+xml"/>'
    + "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    + "</Types>"
)
_PACKAGE_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            start=1,
        )
    )
    + "</Relationships>"
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/>'
    '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
