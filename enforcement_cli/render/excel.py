"""A Bulletin and a template workbook come in; a workbook stands at its destination.

The template is an ordinary .xlsx a clerk edits in WPS; docs/guides/excel-templates.md is its
language. Computes nothing: numbers arrive exact and rounded by nobody.
"""

import base64
import re
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.render.bounded import bounded, is_ours
from enforcement_cli.render.excel_cells import CellWriter
from enforcement_cli.render.excel_frame import add_chart, copy_sheet, fit_frame
from enforcement_cli.render.excel_language import Scope, look_up_list, parse_content, printed
from enforcement_cli.render.excel_layout import SheetLayout, lay_out
from enforcement_cli.render.excel_package import pack
from enforcement_cli.render.excel_template import blamed, read_sheet
from enforcement_cli.render.fields import bulletin_fields
from enforcement_cli.render.files import leads_out, write_bytes

_CHART_TITLE = "各院累计执结数"
# A template is a page with a few marked rows.
_MOST_UNPACKED = 30 * 2**20
# What openpyxl raises over a workbook that is none; a fault of its XML is a SyntaxError.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, ArithmeticError, EOFError, NotImplementedError,
)  # fmt: skip
_BRACES = re.compile(r"[{}]")


def render_excel(bulletin: Bulletin, template: Path, destination: Path) -> None:
    """`bulletin` laid out by `template`, written whole to `destination` with mode 0600.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has file, sheet and cell.
        EnforceError: the disk refused.
    """
    if not template.is_file():
        raise UnknownName("没有这个模板文件。", where=str(template))
    if is_ours(template):
        data = _filled(bulletin, template)
    else:
        # Somebody's workbook may be a bomb, and openpyxl unpacks it whole.
        encoded = bounded(_encoded, [(bulletin, template)], lambda asked: str(asked[1]))
        data = base64.b64decode(encoded[0])
    write_bytes(destination, data)


def _encoded(asked: tuple[Bulletin, Path]) -> str:
    return base64.b64encode(_filled(*asked)).decode("ascii")


def _filled(bulletin: Bulletin, template: Path) -> bytes:
    workbook = _open(template)
    scope: Scope = bulletin_fields(bulletin)
    writer = CellWriter()
    layouts: list[SheetLayout] = []
    for sheet in list(workbook.worksheets):
        where = f"{template}:{sheet.title}"
        if _BRACES.search(sheet.title):
            layouts.extend(_fill_each(workbook, sheet, where, scope, writer))
        else:
            layouts.append(_fill(sheet, sheet, where, scope, writer))
    if not layouts:
        raise BadConfiguration("按此模板一页也没有，未生成。", where=str(template))
    workbook.active = 0
    return pack(workbook, layouts)


def _open(template: Path) -> Workbook:
    if leads_out(template, template.parent):
        raise BadConfiguration("模板是指向模板文件夹之外的链接，未生成。", where=str(template))
    try:
        with zipfile.ZipFile(template) as package:
            unpacked = sum(each.file_size for each in package.infolist())
        if unpacked > _MOST_UNPACKED:
            raise BadConfiguration("模板解开后太大，不像模板，未生成。", where=str(template))
        return load_workbook(template)
    except _BROKEN as error:
        raise BadConfiguration(
            "模板打不开，未生成。", where=str(template), remedy="请用 WPS 或 Excel 另存为 .xlsx。"
        ) from error


def _fill(
    sheet: Worksheet, model: Worksheet, where: str, scope: Scope, writer: CellWriter
) -> SheetLayout:
    layout = lay_out(read_sheet(model, where), scope, writer)
    fit_frame(sheet, layout)
    add_chart(sheet, layout, _CHART_TITLE)
    return layout


def _fill_each(
    workbook: Workbook, model: Worksheet, where: str, scope: Scope, writer: CellWriter
) -> list[SheetLayout]:
    """A copy of the sheet for every entry its name asks for; the model itself goes."""
    with blamed(where):
        content = parse_content(model.title)
        each = content.each
        entries = look_up_list(each.path, scope) if each else []
    if each is None or content.pieces:
        raise BadConfiguration("工作表名里只能写 {# each 列表 as 名字 #}，未生成。", where=where)
    layouts = []
    for entry in entries:
        inner = {**scope, each.name: entry}
        with blamed(where):
            title = str(printed((each.name, "title"), inner))
        layouts.append(_fill(copy_sheet(workbook, model, title), model, where, inner, writer))
    workbook.remove(model)
    return layouts
