"""The marked copy: everything but the marks as it was, old marks gone, the delicate left alone."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from enforcement_cli.check.sendback.damage import NotMarkable, refuse_kind
from enforcement_cli.check.sendback.items import ListItem, item_of, of_the_sender
from enforcement_cli.check.sendback.marked_copy import marked_copy
from enforcement_cli.check.sendback.problem_list import HEADER_ROW, problem_list
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.sendback import list_columns, sendback_word, shades

SHEET = "台 账's&1"
LIST = "问题清单"
MARK = sendback_word("comment_mark")
TEMPLATE = Path(__file__).parents[3] / "templates" / "weekly.xlsx"
COLOUR = {key: shade.colour for key, shade in shades().items()}


def item(severity: str, row: int | None, column: int | None, **said: Any) -> ListItem:
    said = {"code": "V-02", "message": "应为数字。", "remedy": "请改正。", "sheet": SHEET} | said
    return ListItem(severity=severity, row=row, column=column, **said)  # type: ignore[arg-type]


def court_workbook() -> openpyxl.Workbook:
    """A return with everything a clerk can do to a sheet that openpyxl writes back."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    page["A1"] = "铁岭市银州区人民法院案件台账"
    page.merge_cells("A1:F1")
    page["A1"].font = Font(name="黑体", size=18, bold=True)
    page["A1"].alignment = Alignment(horizontal="center")
    thin = Side(style="thin", color="FF112233")
    for column, title in enumerate(("案号", "立案", "申请标的", "到位", "方式", "合计"), start=1):
        cell = page.cell(3, column, title)
        cell.fill = PatternFill("solid", fgColor="FFDDEEFF")
        cell.border = Border(left=thin, bottom=thin)
    for row in range(4, 24):
        page.cell(row, 1, f"（2026）辽1202执{row}号")
        page.cell(row, 3, row * 1000.5).number_format = '#,##0.00"元"'
        page.cell(row, 6, f"=C{row}+D{row}")
        page.cell(row, 4).protection = Protection(locked=False)
    page["D5"] = "约三千"
    page["D5"].fill = PatternFill("lightGrid", fgColor="FFFFFF00", bgColor="FF00FF00")
    page["D5"].comment = Comment("这格拿不准", "甲某")
    page["C9"].comment = Comment("已核对", "甲某")
    page.column_dimensions["A"].width = 31.5
    page.column_dimensions["D"].hidden = True
    page.row_dimensions[1].height = 40
    page.freeze_panes = "B4"
    page.auto_filter.ref = "A3:F23"
    page.print_title_rows = "1:3"
    page.print_area = "A1:F23"
    page.page_setup.orientation = "landscape"
    page.protection.sheet = True
    choices = DataValidation(type="list", formula1='"执行完毕,终本>0"', prompt="a>b")
    choices.add("E4:E23")
    page.add_data_validation(choices)
    red = PatternFill("solid", bgColor="FFFF0000")
    page.conditional_formatting.add("C4:C23", CellIsRule("greaterThan", formula=["5"], fill=red))
    other = book.create_sheet("说明")
    other["B2"] = "填表说明"
    other.print_title_rows = "2:2"
    book.defined_names["cap"] = DefinedName(
        "cap", attr_text=f"'{SHEET.replace(chr(39), chr(39) * 2)}'!$C$4"
    )
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@pytest.fixture(scope="module")
def original() -> bytes:
    """With cached values for its formulas, as Excel saves them."""
    data = saved(court_workbook())
    return edited(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(
            rb"(<f>C(\d+)\+D\d+</f>)<v ?/>|(<f>C(\d+)\+D\d+</f>)<v></v>", _cached, xml
        ),
    )


def _cached(found: re.Match[bytes]) -> bytes:
    formula, row = (found[1], found[2]) if found[1] else (found[3], found[4])
    return formula + b"<v>%d.5</v>" % (int(row) * 1000)


def edited(data: bytes, part: str, change: Any) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(whole, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text) if name == part else text)
    return whole.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def calculated(data: bytes) -> dict[str, dict[tuple[int, int], object]]:
    """What a reader that does not calculate sees: every value by sheet and place."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    found: dict[str, dict[tuple[int, int], object]] = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        found[name] = {
            (top + i, left + j): value
            for i, row in enumerate(sheet.to_python(skip_empty_area=True))
            for j, value in enumerate(row)
            if value != ""
        }
    return found


def looks(book: openpyxl.Workbook, *, fills: bool, skip: frozenset[str] = frozenset()) -> Any:
    """Everything of every sheet but 问题清单, marked cells left out on wish."""
    found: dict[Any, Any] = {"names": {k: v.attr_text for k, v in book.defined_names.items()}}
    for page in book.worksheets:
        if page.title == LIST:
            continue
        for row in page.iter_rows(min_row=1, max_row=30, max_col=12):
            for cell in row:
                own = (cell.value, cell.data_type, cell.number_format, cell.font, cell.border,
                       cell.alignment, cell.protection)  # fmt: skip
                seen = (cell.fill, cell.comment.text if cell.comment else None)
                marked = page.title == SHEET and cell.coordinate in skip
                found[page.title, cell.coordinate] = repr(
                    own + (seen if fills and not marked else ())
                )
        found[page.title] = repr((
            sorted(str(area) for area in page.merged_cells.ranges),
            {k: (v.width, v.hidden) for k, v in page.column_dimensions.items()},
            {k: v.height for k, v in page.row_dimensions.items() if v.height},
            page.freeze_panes, page.auto_filter.ref, page.print_title_rows, page.print_area,
            page.page_setup, page.page_margins, page.protection.sheet, page.sheet_state,
            [(str(v.sqref), v.formula1, v.prompt) for v in page.data_validations.dataValidation],
            [(str(a.sqref), [r.formula for r in a.rules]) for a in page.conditional_formatting],
        ))  # fmt: skip
    return found


MARKED = (
    item("return", 5, 4),
    item("query", 5, 4, code="V-08", message="是约数。"),
    item("query", 8, 3, code="P-01"),
    item("note", 10, 2, code="V-24"),
    item("return", 2, 8, code="S-06"),
    item("query", 40, 1, code="X-01"),
)
CELLS = frozenset({"D5", "C8", "B10", "H2", "A40"})


def test_everything_but_the_marked_cells_is_as_it_was(original: bytes) -> None:
    copy = marked_copy(original, MARKED, "银州区法院 · 第2周")
    before, after = opened(original), opened(copy)
    assert after.sheetnames == [LIST, *before.sheetnames]
    assert looks(after, fills=True, skip=CELLS) == looks(before, fills=True, skip=CELLS)
    # Of a marked cell, only fill and comment are other.
    assert looks(after, fills=False) == looks(before, fills=False)


def test_parts_that_hold_no_mark_are_the_same_bytes(original: bytes) -> None:
    copy = marked_copy(original, MARKED)
    with zipfile.ZipFile(io.BytesIO(original)) as a, zipfile.ZipFile(io.BytesIO(copy)) as b:
        for name in a.namelist():
            if name in ("xl/theme/theme1.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml"):
                assert a.read(name) == b.read(name), name


def test_a_reader_that_does_not_calculate_sees_the_same_values(original: bytes) -> None:
    before = calculated(original)
    assert before[SHEET][3, 5] == 4000.5
    after = calculated(marked_copy(original, MARKED))
    assert {name: values for name, values in after.items() if name != LIST} == before


def test_cells_are_filled_by_the_gravest_and_say_all(original: bytes) -> None:
    page = opened(marked_copy(original, MARKED))[SHEET]
    fills = {cell: page[cell].fill.fgColor.rgb for cell in sorted(CELLS)}
    assert fills == {
        "A40": COLOUR["query"], "B10": COLOUR["note"], "C8": COLOUR["query"],
        "D5": COLOUR["return"], "H2": COLOUR["return"],
    }  # fmt: skip
    assert {c.coordinate for row in page.iter_rows() for c in row if c.comment} == {*CELLS, "C9"}
    said = page["D5"].comment.text
    assert said.startswith("这格拿不准\n" + MARK)
    assert "V-02" in said
    assert "V-08" in said
    assert page["C9"].comment.text == "已核对"


def test_marks_go_to_the_head_of_a_column_the_first_cell_of_a_row_and_of_merged_cells(
    original: bytes,
) -> None:
    problems = (item("return", None, 3), item("query", 7, None), item("note", 1, 4))
    page = opened(marked_copy(original, problems))[SHEET]
    marked = {
        c.coordinate
        for row in page.iter_rows()
        for c in row
        if c.fill.fgColor.rgb in COLOUR.values()
    }
    assert marked == {"C3", "A7", "A1"}
    assert page["C3"].number_format == opened(original)[SHEET]["C3"].number_format


def test_a_table_beside_another_is_marked_on_its_own_sheet(original: bytes) -> None:
    origin = Origin(file="a.xlsx", sheet=f"{SHEET}（H列起）", row=6, column=9)
    found = item_of(Problem(rule=rule("F-10"), origin=origin))
    assert opened(marked_copy(original, [found]))[SHEET]["I6"].comment is not None


def test_the_list_stands_first_with_links_and_every_line(original: bytes) -> None:
    whole_file = item("return", None, None, sheet="", code="F-05", message="=1+1")
    many = [item("query", 4 + n % 20, 3) for n in range(500)]
    book = opened(marked_copy(original, [*MARKED, whole_file, *many], "银州区法院"))
    page = book.worksheets[0]
    titles = [cell.value for cell in page[HEADER_ROW]][: len(list_columns())]
    assert titles == [
        "序号",
        "等级",
        "代码",
        "工作表",
        "单元格",
        "列名/案号",
        "问题",
        "怎么办",
        "答复",
        "原因",
    ]
    lines = list(page.iter_rows(min_row=HEADER_ROW + 1, max_col=len(titles)))
    assert len(lines) == 507
    assert [line[0].value for line in lines] == list(range(1, 508))
    assert (lines[0][2].value, lines[0][6].value, lines[0][6].data_type) == ("F-05", "=1+1", "s")
    assert lines[0][4].hyperlink is None
    sheet = SHEET.replace("'", "''")
    (first,) = [line for line in lines if line[2].value == "V-02" and line[1].value == "退回"]
    assert (first[4].value, first[4].hyperlink.location) == ("D5", f"'{sheet}'!D5")
    assert page.freeze_panes == f"A{HEADER_ROW + 1}"
    assert page.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert book.active.title == LIST
    assert [p.title for p in book.worksheets if p.sheet_view.tabSelected] == [LIST]


def test_old_marks_are_gone_from_the_next_copy(original: bytes) -> None:
    once = marked_copy(original, MARKED)
    twice = opened(marked_copy(once, [item("note", 8, 3)]))
    assert twice.sheetnames == [LIST, SHEET, "说明"]
    left = frozenset({"C8", "A40", "H2"})  # the first is marked; the others now exist, unfilled
    assert looks(twice, fills=True, skip=left) == looks(opened(original), fills=True, skip=left)
    assert twice[SHEET]["C8"].fill.fgColor.rgb == COLOUR["note"]
    assert twice[SHEET]["H2"].fill.fill_type is None
    assert twice[SHEET]["D5"].comment.text == "这格拿不准"
    cleaned = marked_copy(marked_copy(once, []), [])
    page = opened(cleaned)[SHEET]
    assert repr(page["D5"].fill) == repr(opened(original)[SHEET]["D5"].fill)
    # Nor do the parts grow with every round.
    assert len(cleaned) - len(marked_copy(once, [])) < 40


def test_old_marks_go_after_another_program_wrote_the_copy(original: bytes) -> None:
    """openpyxl stands for Excel: other style numbers, shared texts, a row put in above."""
    book = opened(marked_copy(original, MARKED))
    book[SHEET].insert_rows(4)
    book[SHEET]["C6"].comment = None
    again = opened(marked_copy(saved(book), []))
    assert again.sheetnames == [LIST, SHEET, "说明"]
    page = again[SHEET]
    found = {
        c.coordinate
        for row in page.iter_rows()
        for c in row
        if c.fill.fgColor.rgb in COLOUR.values()
    }
    assert found == set()
    said = [c.comment.text for row in page.iter_rows() for c in row if c.comment]
    assert not any(MARK in text for text in said)
    assert "这格拿不准" in said


def test_a_sheet_of_the_courts_own_is_not_ours_for_its_name(original: bytes) -> None:
    book = opened(original)
    book.create_sheet(LIST)["A1"] = "法院自己的清单"
    names = opened(marked_copy(marked_copy(saved(book), MARKED), MARKED)).sheetnames
    assert names == [f"{LIST}2", SHEET, "说明", LIST]


def test_a_sheet_without_cells_and_one_without_addresses() -> None:
    book = openpyxl.Workbook()
    data = saved(book)
    rows = b"<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/></sheetData>"
    bare = edited(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"<sheetData ?/>|<sheetData></sheetData>", rows, xml),
    )
    for source, values in ((data, {}), (bare, {(0, 0): 1.0, (0, 1): 2.0})):
        marks = [item("return", 2, 2, sheet="Sheet"), item("query", 1, 2, sheet="Sheet")]
        copy = marked_copy(source, [*marks, item("note", 9, 9, sheet="Sheet")])
        page = opened(copy)["Sheet"]
        assert [page[c].fill.fgColor.rgb for c in ("B2", "B1", "I9")] == [
            COLOUR["return"], COLOUR["query"], COLOUR["note"],
        ]  # fmt: skip
        assert calculated(copy)["Sheet"] == values


def with_chart(book: openpyxl.Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=3, min_row=3, max_row=9))
    book.worksheets[0].add_chart(chart, "H2")


def test_a_chart_is_left_alone_and_named() -> None:
    book = court_workbook()
    with_chart(book)
    with pytest.raises(NotMarkable, match="图表"):
        marked_copy(saved(book), MARKED)


@pytest.mark.parametrize(
    ("part", "reason"),
    [("xl/media/image1.png", "图片"), ("xl/vbaProject.bin", "宏"), ("xl/pivotTables/p.xml", "透视"),
     ("xl/embeddings/oleObject1.bin", "嵌入"), ("xl/drawings/drawing1.xml", "图形"),
     ("_xmlsignatures/sig1.xml", "签名"), ("xl/threadedComments/t1.xml", "会话")],
)  # fmt: skip
def test_what_marking_may_damage_is_left_alone(original: bytes, part: str, reason: str) -> None:
    whole = io.BytesIO(original)
    with zipfile.ZipFile(whole, "a") as package:
        package.writestr(part, b"<xdr:wsDr><xdr:oneCellAnchor/></xdr:wsDr>")
    with pytest.raises(NotMarkable, match=reason):
        marked_copy(whole.getvalue(), MARKED)


def test_an_empty_drawing_is_none(original: bytes) -> None:
    whole = io.BytesIO(original)
    with zipfile.ZipFile(whole, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", b"<xdr:wsDr></xdr:wsDr>")
    assert opened(marked_copy(whole.getvalue(), MARKED)).sheetnames[0] == LIST


@pytest.mark.parametrize(
    "kind", ["xls", "ods", "csv", "html", "xml2003", "xlsb", "docx", "encrypted", "unknown"]
)
def test_kinds_that_cannot_be_written_back_say_why(kind: Any) -> None:
    with pytest.raises(NotMarkable) as refusal:
        refuse_kind(kind)
    assert str(refusal.value)


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace(b"<sheetData>", b"<!-- <row r='5'/> --><sheetData>"),
    lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml,
    lambda xml: xml.replace(b"<worksheet ", b"<x:worksheet ").replace(b"</worksheet>", b"</x:worksheet>"),
    lambda xml: xml.replace(b"</sheetData>", b""),
])  # fmt: skip
def test_a_part_that_cannot_be_followed_is_not_written(original: bytes, change: Any) -> None:
    with pytest.raises(NotMarkable):
        marked_copy(edited(original, "xl/worksheets/sheet1.xml", change), MARKED)


def test_the_list_of_its_own_holds_every_line_but_what_was_put_right() -> None:
    problems = [item("return", 4 + n, 3) for n in range(500)] + [item("fixed", 4, 3)]
    page = opened(problem_list(problems, "（是旧版 .xls 格式）")).worksheets[0]
    assert page.title == LIST
    assert page.max_row == HEADER_ROW + 500
    assert len(of_the_sender(problems)) == 500


def test_the_courts_line_names_no_command_of_the_desk() -> None:
    asked = Problem(
        rule=rule("F-10"), origin=Origin(file="a.xlsx"), command="enforce mapping confirm 银州"
    )
    assert "enforce" not in item_of(asked).remedy
    assert item_of(asked).remedy + "或运行：enforce mapping confirm 银州" == asked.remedy


def test_a_workbook_edited_elsewhere_keeps_every_value() -> None:
    data = TEMPLATE.read_bytes()
    before = calculated(data)
    after = calculated(marked_copy(data, [item("return", 2, 2, sheet=name) for name in before]))
    assert before
    assert {name: after[name] for name in before} == before
