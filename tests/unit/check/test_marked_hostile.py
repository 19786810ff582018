"""Marked copies of workbooks made to harm or to mislead: refused with a reason, or written whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from enforcement_cli.check.sendback.cells import SheetCells
from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.check.sendback.items import ListItem
from enforcement_cli.check.sendback.marked_copy import marked_copy
from enforcement_cli.check.sendback.problem_list import problem_list

SHEET = "台账"
BOOK, PAGE, TYPES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"
Parts = dict[str, bytes]


def item(row: int = 2, column: int = 1, message: str = "应为数字。") -> ListItem:
    return ListItem(
        severity="return", code="V-02", message=message, remedy="请改正。", sheet=SHEET, row=row,
        column=column,
    )  # fmt: skip


@pytest.fixture(scope="module")
def parts() -> Parts:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    for row in (("案号", "金额"), ("（2026）辽1202执1号", 1), ("（2026）辽1202执2号", 2)):
        page.append(row)
    page["B2"].comment = Comment("自己的", "甲某")
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts: Parts, *more: tuple[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as target:
        for name, data in (*parts.items(), *more):
            target.writestr(name, data)
    return whole.getvalue()


def swapped(part: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert old in parts[part]
        return parts | {part: parts[part].replace(old, new, 1)}

    return change


BOMB = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: {name: data for name, data in parts.items() if name != TYPES},
        swapped(BOOK, b"<workbook", BOMB + b"<workbook"),
        swapped(PAGE, b"<worksheet", BOMB + b"<worksheet"),
        swapped(PAGE, b"</sheetData>", b"<row " * 9 + b"</sheetData>"),
        swapped(BOOK, b"</sheets>", b"<sheet " * 9 + b"</sheets>"),
    ],
    ids=["no types", "bomb in the book", "bomb in the sheet", "rows without end", "sheets"],
)
def test_what_cannot_be_followed_is_refused(parts: Parts, change: Callable[[Parts], Parts]) -> None:
    with pytest.raises(NotMarkable):
        marked_copy(packed(change(parts)), [item()])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [PAGE, PAGE.upper()])
def test_two_parts_of_one_path_are_refused(parts: Parts, name: str) -> None:
    with pytest.raises(NotMarkable):
        marked_copy(packed(parts, (name, parts[PAGE])), [item()])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (BOOK, b'sheetId="1"', b'sheetId="%b"' % (b"9" * 5000)),
        (BOOK, b'sheetId="1"', b'sheetId="x"'),
        (PAGE, b'<row r="3"', b'<row r="%b"' % (b"9" * 5000)),
        (PAGE, b'<c r="A3"', b'<c s="%b" r="A3"' % (b"9" * 5000)),
    ],
)
def test_numbers_nobody_writes_end_nothing(parts: Parts, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(marked_copy(packed(swapped(part, old, new)(parts)), [item()]))):
        pass


@pytest.mark.parametrize("sign", ["\udcff", "\ufffe", "\uffff", "\x0b", "\x1f"])
def test_what_xml_cannot_hold_is_left_out(parts: Parts, sign: str) -> None:
    said = [item(message=f"“{sign}甲”不是数。")]
    for data in (marked_copy(packed(parts), said, f"{sign}.xlsx"), problem_list(said, sign)):
        page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        assert any("“甲”不是数。" in str(cell.value) for row in page.iter_rows() for cell in row)


def test_a_comment_without_content_does_not_swallow_the_next(parts: Parts) -> None:
    part = next(name for name in parts if "comment" in name and name.endswith(".xml"))
    empty = b'<commentList><comment ref="A2" authorId="0"/>'
    data = packed(swapped(part, b"<commentList>", empty)(parts))
    with zipfile.ZipFile(io.BytesIO(marked_copy(data, [item(2, 2)]))) as copy:
        comments = copy.read(part)
    assert comments.count(empty) == 1
    assert comments.index("自己的".encode()) < comments.index("应为数字".encode())


def test_the_first_of_merged_cells_is_found_among_merges_in_any_order() -> None:
    merges = [f"A{row}:B{row + 1}" for row in range(900, 0, -2)] + ["D1:D800", "E5:G5"]
    xml = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    cells = SheetCells(f"<worksheet><sheetData></sheetData>{xml}</worksheet>".encode())
    asked = {(3, 2): (2, 1), (799, 4): (1, 4), (801, 4): (801, 4), (5, 7): (5, 5), (4, 7): (4, 7)}
    assert {place: cells.anchor(place) for place in asked} == asked
