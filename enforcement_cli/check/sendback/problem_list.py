"""问题清单: the list of problems as a worksheet, inside a marked copy or as a workbook of its own.

Comes in: list items, the cell each links to, what was filled before. Goes out: XML of a sheet, or
the bytes of a workbook. Refuses to let a text be a formula: every cell is written as text.
"""

from collections.abc import Mapping, Sequence

from enforcement_cli.check.sendback.items import ListItem, of_the_sender
from enforcement_cli.check.sendback.package import (
    MAIN,
    OFFICE,
    RELATIONS,
    TYPES,
    Package,
    quoted,
    save_package,
)
from enforcement_cli.check.sendback.styles import PLAIN_STYLES, Styles
from enforcement_cli.model.origin import column_letter
from enforcement_cli.model.problem import SEVERITY_NAMES
from enforcement_cli.vocabulary.sendback import list_columns, sendback_word, shades

HEADER_ROW = 3
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LINE_POINTS = 13.5
_MOST_LINES = 25
_LONGEST = 32_000  # characters a cell holds, with room to spare

# Which cell had which fill before: sheet, cell and fill, one line of the list's hidden column.
Record = tuple[str, str, str]


def list_sheet(
    items: Sequence[ListItem],
    styles: Styles,
    *,
    heading: str,
    links: Mapping[int, str] | None = None,
    records: Sequence[Record] = (),
) -> bytes:
    """The list as a worksheet.

    Args:
        items: in the order they are to stand in.
        styles: where the list's own cell styles are added.
        heading: whose return it is.
        links: the place an item links to, by its place among the items.
        records: what was filled before, kept in the hidden column behind the list.
    """
    looks = _looks(styles)
    columns = list_columns()
    last = column_letter(len(columns))
    linked = column_letter(next(n for n, c in enumerate(columns, 1) if c.key == "cell"))
    rows = _head_rows(heading, looks, apart=links is None)
    kept = [*records, *[("", "", "")] * (len(items) - len(records))]
    links = links or {}
    for place, item in enumerate(items):
        rows.append(_item_row(place, item, looks, kept[place], linked=place in links))
    rows += [
        _row(HEADER_ROW + 1 + place, [], record=record)
        for place, record in enumerate(records[len(items) :], start=len(items))
    ]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(columns, start=1)
    )
    hidden = len(columns) + 1
    jumps = "".join(
        f'<hyperlink ref="{linked}{HEADER_ROW + 1 + place}" location="{quoted(target)}" '
        f'display="{quoted(items[place].cell)}"/>'
        for place, target in links.items()
    )
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{HEADER_ROW + 1}" activePane="bottomLeft" '
        'state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}'
        f'<col min="{hidden}" max="{hidden}" width="9" hidden="1" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>'
        + (f"<hyperlinks>{jumps}</hyperlinks>" if jumps else "")
        + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        "</worksheet>"
    ).encode()


def print_titles(sheet: str) -> str:
    """What repeats on every printed page, as a defined name wants it."""
    return f"'{sheet}'!${HEADER_ROW}:${HEADER_ROW}"


def problem_list(items: Sequence[ListItem], heading: str) -> bytes:
    """The list as a workbook of its own, for a file that is not marked; every line of it."""
    styles = Styles(PLAIN_STYLES)
    sheet = list_sheet(of_the_sender(items), styles, heading=heading)
    name = sendback_word("sheet")
    types = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{kind}"/>'
        for part, kind in (
            ("workbook.xml", _BOOK_TYPE), ("styles.xml", STYLES_TYPE),
            ("worksheets/sheet1.xml", SHEET_TYPE),
        )
    )  # fmt: skip
    parts = {
        TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{types}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{print_titles(name)}'
        "</definedName></definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    }
    whole = {name: text.encode() for name, text in parts.items()}
    return save_package(
        Package({**whole, "xl/styles.xml": styles.xml(), "xl/worksheets/sheet1.xml": sheet})
    )


def solid(colour: str) -> str:
    """A plain fill, as the style table has it."""
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
        f'<bgColor rgb="{colour}"/></patternFill></fill>'
    )


def _looks(styles: Styles) -> dict[str, int]:
    """The list's cell styles by name; those of the severities by their key."""
    plain = styles.add("fonts", '<font><sz val="10"/><name val="宋体"/></font>')
    bold = styles.add("fonts", '<font><b/><sz val="10"/><name val="宋体"/></font>')
    title = styles.add("fonts", '<font><b/><sz val="14"/><name val="宋体"/></font>')
    link = styles.add(
        "fonts", '<font><u/><sz val="10"/><color rgb="FF0563C1"/><name val="宋体"/></font>'
    )
    grey = styles.add("fills", solid("FFE7E6E6"))
    line = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
    sides = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
    box = styles.add("borders", f"<border>{sides}<diagonal/></border>")

    def look(font: int, fill: int = 0, border: int = box, across: str = "left") -> int:
        return styles.add(
            "cellXfs",
            f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
            'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
            f'applyAlignment="1"><alignment horizontal="{across}" vertical="top" '
            'wrapText="1"/></xf>',
        )

    looks = {
        "title": look(title, border=0),
        "header": look(bold, grey, across="center"),
        "text": look(plain),
        "link": look(link),
        "guide": styles.add(
            "cellXfs",
            f'<xf numFmtId="49" fontId="{plain}" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
        ),
    }
    for key, shade in shades().items():
        fill = styles.add("fills", solid(shade.colour)) if shade.colour else 0
        looks[key] = look(plain, fill, across="center")
    return looks


def _head_rows(heading: str, looks: Mapping[str, int], *, apart: bool) -> list[str]:
    """The title, what to do with the colours' meaning, the columns' titles and our tag."""
    name = sendback_word("sheet")
    title = f"{name}　{heading}" if heading else name
    guide = sendback_word("guide_apart" if apart else "guide")
    legend = "".join(
        _cell(column, 2, shade.legend, looks[shade.key])
        for column, shade in zip((8, 9, 10), shades().values(), strict=False)
    )
    header = [(column.title, looks["header"]) for column in list_columns()]
    tag = _cell(len(list_columns()) + 1, 1, sendback_word("tag"), looks["guide"])
    return [
        f'<row r="1" ht="24" customHeight="1">{_cell(1, 1, title, looks["title"])}{tag}</row>',
        f'<row r="2" ht="18" customHeight="1">{_cell(1, 2, guide, looks["guide"])}{legend}</row>',
        _row(HEADER_ROW, header),
    ]


def _item_row(
    place: int, item: ListItem, looks: Mapping[str, int], record: Record, *, linked: bool
) -> str:
    said = {
        "number": str(place + 1),
        "severity": SEVERITY_NAMES[item.severity],
        "code": item.code,
        "sheet": item.sheet or sendback_word("whole_file"),
        "cell": item.cell,
        "subject": item.subject,
        "message": item.message,
        "remedy": item.remedy,
        "answer": item.answer,
        "why": item.why,
    }
    own = {"severity": looks[item.severity], "cell": looks["link" if linked else "text"]}
    cells = [(said[column.key], own.get(column.key, looks["text"])) for column in list_columns()]
    return _row(HEADER_ROW + 1 + place, cells, record=record)


def _row(number: int, cells: Sequence[tuple[str, int]], *, record: Record = ("", "", "")) -> str:
    widths = [column.width for column in list_columns()]
    lines = max(
        (_lines(text, width) for (text, _), width in zip(cells, widths, strict=False)), default=1
    )
    filled = "".join(
        _cell(column, number, text, style) for column, (text, style) in enumerate(cells, start=1)
    )
    if any(record):
        filled += _cell(len(widths) + 1, number, "\t".join(record), 0)
    height = min(lines, _MOST_LINES) * _LINE_POINTS + 3
    return f'<row r="{number}" ht="{height}" customHeight="1">{filled}</row>'


def _cell(column: int, row: int, text: str, style: int) -> str:
    address = f"{column_letter(column)}{row}"
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    if column == 1 and text.isdecimal():
        return f'<c r="{address}" s="{style}"><v>{text}</v></c>'
    return (
        f'<c r="{address}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{quoted(text[:_LONGEST])}</t></is></c>'
    )


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column that is `width` narrow characters wide."""
    wide = (sum(1 if sign < "⺀" else 2 for sign in line) for line in text.split("\n"))
    return sum(max(1, -(-length // max(width - 1, 1))) for length in wide)
