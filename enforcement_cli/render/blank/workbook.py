"""The door of blank returns: a Blank comes in, the bytes of an .xlsx go out, always the same.

The self-check carries its values as computed on an empty table, which openpyxl cannot write: a
preview that computes nothing shows them all the same.
"""

import io
import re
import zipfile
from datetime import datetime, time
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.model.formula import begins_formula
from enforcement_cli.render.blank.guide import write_guide
from enforcement_cli.render.blank.model import CHECK_ROW, Blank
from enforcement_cli.render.blank.table import lay_out
from enforcement_cli.render.blank.validation import add_rules, add_self_check
from enforcement_cli.vocabulary.blank import blank_words

_TABLE = "xl/worksheets/sheet1.xml"
_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?><f>(.*?)</f><v ?/?>(?:</v>)?</c>')
_MODIFIED = re.compile(r"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")


def blank_workbook(blank: Blank) -> bytes:
    """A blank return as a workbook of two sheets: the table and 填表说明."""
    workbook = Workbook()
    table = workbook.worksheets[0]
    table.title = blank.sheet
    guide = workbook.create_sheet(str(blank_words("guide")))
    lay_out(table, blank)
    write_guide(guide, blank)
    _as_texts(table)
    _as_texts(guide)
    add_rules(table, blank)
    add_self_check(table, blank)
    # The clock is no part of a blank: the same one gives the same bytes. Nobody has saved it yet.
    workbook.properties.created = datetime.combine(blank.latest, time())
    workbook.properties.creator = ""
    plain = io.BytesIO()
    workbook.save(plain)
    return _packed(plain)


def _as_texts(sheet: Worksheet) -> None:
    """What was written so far is words, also a court's name that begins like a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and begins_formula(cell.value):
                cell.data_type = "s"
                cell.quotePrefix = True


def _packed(plain: io.BytesIO) -> bytes:
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == _TABLE:
                data = _with_value(data.decode("utf-8")).encode()
            elif name == "docProps/core.xml":
                data = _MODIFIED.sub("", data.decode("utf-8")).encode()
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return whole.getvalue()


def _with_value(sheet: str) -> str:
    """Every formula with its value: what the self-check says, and no cell wrong in any column."""
    said = escape(str(blank_words("blank")))

    def valued(cell: re.Match[str]) -> str:
        column, row, style, formula = cell.groups()
        kind, value = (' t="str"', said) if int(row) == CHECK_ROW else ("", "0")
        place = f'<c r="{column}{row}"{style or ""}{kind}>'
        return f"{place}<f>{formula}</f><v>{value}</v></c>"

    return _FORMULA.sub(valued, sheet)
