"""The sheet 填表说明 of a blank: what is to be sent where, and how each column is filled in.

Comes in: a blank. Goes out: the sheet, of two columns: a reader must find no table in it.
"""

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.render.blank.model import Blank
from enforcement_cli.render.blank.table import fit_to_page
from enforcement_cli.vocabulary.blank import BlankColumn, blank_text, blank_words
from enforcement_cli.vocabulary.tags import GUIDE_MARK
from enforcement_cli.vocabulary.words import terms

_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_guide(sheet: Worksheet, blank: Blank) -> None:
    """The guide: its lines, then a line a column, at the end the units that follow a kind."""
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 80
    lines = [("", text) for text in (blank_text(blank.form, "note"), *blank.lines)]
    lines += [(column.shown, _how(column)) for column in blank.columns if column.hint]
    if blank.form == "measures":
        units = [f"{term.name} {term.unit}" for term in terms("measure").values() if term.unit]
        lines.append(("", str(blank_words("units")) + "、".join(dict.fromkeys(units))))
    sheet.cell(row=1, column=1, value=GUIDE_MARK)
    sheet.row_dimensions[1].hidden = True
    for row, (name, text) in enumerate(lines, start=2):
        head = sheet.cell(row=row, column=1, value=name or None)
        head.font = Font(name="宋体", size=11, bold=True)
        head.alignment = _WRAPPED
        body = sheet.cell(row=row, column=2, value=text)
        body.font = Font(name="宋体", size=11)
        body.alignment = _WRAPPED
    fit_to_page(sheet)


def _how(column: BlankColumn) -> str:
    must = str(blank_words("must")) if column.must else ""
    example = blank_words("example").format(example=column.example) if column.example else ""
    return f"{must}{column.hint}{example}"
