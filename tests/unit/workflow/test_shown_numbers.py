"""From the file to the batch: numbers shown otherwise than stored, totals typed over, hidden data."""

import datetime as dt

import openpyxl
import pytest
import xlwt

from enforcement_cli.model.problem import Problem
from enforcement_cli.workflow.reading import read_return
from tests.corpus_foreign.measured import tasks_of

HEADER = ("案号", "立案日期", "申请标的（{unit}）", "到位金额（{unit}）", "扣除天数")
DAY = dt.date(2025, 12, 22)


def ledger(path, rows, *, unit="元", totals=None, formats=None, hidden=()):
    """A ledger from row 1; `formats` are number formats by address."""
    made = openpyxl.Workbook()
    page = made.active
    page.append([word.format(unit=unit) for word in HEADER])
    for number, values in enumerate(rows, start=1):
        page.append([f"（2025）辽1202执{number}号", DAY, *values])
    if totals:
        page.append(["合计", None, *totals])
    for address, code in (formats or {}).items():
        page[address].number_format = code
    for column in hidden:
        page.column_dimensions[column].hidden = True
    made.save(path)
    return path


def read(path):
    (task,) = tasks_of([path], path.parent)
    reading = read_return(task)
    ((batch, problems),) = reading.batches
    return batch.frames["cases"], problems


def cells(problems: tuple[Problem, ...]):
    return [(p.code, p.origin.row, p.origin.column) for p in problems]


def money(frame, name="recovered_fen"):
    return [None if gone else int(frame[name].iloc[i]) for i, gone in enumerate(frame[name].isna())]


WAN = "0!.0000"


def test_yuan_shown_as_ten_thousands_under_a_header_of_ten_thousands(tmp_path):
    rows = [(50000, 12345, 3), (80000, 0, 3)]
    formats = dict.fromkeys(("C2", "C3", "D2", "D3"), WAN)
    frame, problems = read(ledger(tmp_path / "a.xlsx", rows, unit="万元", formats=formats))
    assert cells(problems) == []
    assert money(frame, "claim_fen") == [5_000_000, 8_000_000]
    assert money(frame) == [1_234_500, 0]


@pytest.mark.parametrize(
    ("unit", "code", "fen"),
    [
        ("元", '0!.0,"万"', 1_234_500),  # shown 1.2万, stored and headed in 元: the same amount
        ("千元", "#,##0,", 1_234_500),
        ("元", "#,##0,", None),  # shown 12 in a column of 元, stored 12345
        ("元", WAN, None),
        ("万元", "#,##0,", None),
        ("元", '0.00"万元"', None),
        ("万元", '0.00"万元"', 12_345_000_000),
    ],
)
def test_one_scaled_cell_is_read_one_way_or_asked(tmp_path, unit, code, fen):
    path = ledger(tmp_path / "a.xlsx", [(None, 12345, 3)], unit=unit, formats={"D2": code})
    frame, problems = read(path)
    asked = [cell for cell in cells(problems) if cell[0] == "S-25"]
    assert asked == ([] if fen is not None else [("S-25", 2, 4)])
    assert money(frame) == [fen]


def test_of_a_column_shown_in_two_sizes_the_scaled_cells_are_asked(tmp_path):
    rows = [(50000, 12345, 3), (8, 1, 3)]
    frame, problems = read(ledger(tmp_path / "a.xlsx", rows, unit="万元", formats={"D2": WAN}))
    assert [c for c in cells(problems) if c[0] == "S-25"] == [("S-25", 2, 4)]
    assert money(frame) == [None, 1_000_000]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_a_percentage_in_a_column_of_money_or_counts_is_asked(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    rows = [(50000, 0.5, 3), (80000, 0, 0.2)]
    if suffix == ".xlsx":
        ledger(path, rows, formats={"D2": "0%", "D3": "0%", "E3": "0.00%"})
    else:
        made = xlwt.Workbook()
        page = made.add_sheet("一")
        percent = xlwt.easyxf(num_format_str="0%")
        dated = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        for column, word in enumerate(HEADER):
            page.write(0, column, word.format(unit="元"))
        for row, values in enumerate(rows, start=1):
            page.write(row, 0, f"（2025）辽1202执{row}号")
            page.write(row, 1, DAY, dated)
            for column, value in enumerate(values, start=2):
                style = (
                    percent
                    if (row, column) in ((1, 3), (2, 3), (2, 4))
                    else xlwt.Style.default_style
                )
                page.write(row, column, value, style)
        made.save(str(path))
    frame, problems = read(path)
    assert cells(problems) == [("V-10", 2, 4), ("V-10", 3, 5)]
    assert money(frame) == [None, 0]
    assert money(frame, "deducted_days") == [3, None]


def test_figures_of_an_aggregate_are_looked_at_the_same_way(tmp_path):
    made = openpyxl.Workbook()
    page = made.active
    page.append(["法院", "累计执结（件）", "累计执行到位金额（万元）", "累计司法拘留（人次）"])
    page.append(["铁岭中院", 12, 12345, 3])
    page["C2"].number_format, page["B2"].number_format = WAN, "0%"
    path = tmp_path / "a.xlsx"
    made.save(path)
    (task,) = tasks_of([path], tmp_path)
    ((batch, problems),) = read_return(task).batches
    frame = batch.frames["statements"].dropna(subset=["value"])
    stated = dict(zip(frame["indicator"], frame["value"].astype(int), strict=True))
    assert ("V-10", 2, 2) in cells(problems)
    assert stated == {"amount_recovered": 1_234_500, "persons_detained": 3}


def uncached(path, values):
    """The workbook as Excel leaves it: a value beside each formula, in order."""
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = "xl/worksheets/sheet1.xml"
    for value in values:
        for blank in (b"<v></v>", b"<v />", b"<v/>"):
            if blank in parts[part]:
                parts[part] = parts[part].replace(blank, f"<v>{value}</v>".encode(), 1)
                break
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


ROWS = [(50000, 100, 3), (80000, 200, 4)]


@pytest.mark.parametrize(
    ("totals", "values", "expected"),
    [
        (("=SUM(C2:C3)", 999, "=SUM(E2:E3)"), (130000, 7), [("S-14", 4, 4)]),
        (("=SUM(C2:C3)", 300, "=SUM(E2:E3)"), (130000, 7), []),
        (("=SUM(C2:C3)", "=SUM(D2:D3)", "=SUM(E2:E3)"), (130000, 999, 7), [("X-01", 4, 4)]),
        ((130000, 999, 7), (), [("X-01", 4, 4)]),
        (("=SUM(C2:C3)", 999, 8), (130000,), [("X-01", 4, 4), ("X-01", 4, 5)]),
    ],
    ids=["typed over", "typed right", "formula wrong", "all typed", "two typed"],
)
def test_a_total_typed_over_its_formula(tmp_path, totals, values, expected):
    path = uncached(ledger(tmp_path / "a.xlsx", ROWS, totals=totals), values)
    frame, problems = read(path)
    assert cells(problems) == expected
    assert money(frame) == [10_000, 20_000]


def test_hidden_columns_with_data_are_counted_and_asked_once(tmp_path):
    _, problems = read(ledger(tmp_path / "a.xlsx", ROWS, hidden=("C", "D")))
    assert cells(problems) == [("S-08", 2, 3)]
    blank = [(None, 100, 3), (None, 200, 4)]
    _, problems = read(ledger(tmp_path / "b.xlsx", blank, hidden=("C",)))
    assert "S-08" not in [code for code, _, _ in cells(problems)]


def test_links_are_asked_of_sheets_that_are_returns_only(tmp_path):
    path = ledger(tmp_path / "a.xlsx", [(50000, "=[1]一!A1", 3)])
    made = openpyxl.load_workbook(path)
    made.create_sheet("说明")["A1"] = "=[1]一!A1"
    made.save(path)
    _, problems = read(uncached(path, (5,)))
    assert [cell for cell in cells(problems) if cell[0] == "S-16"] == [("S-16", 2, 4)]
    (task,) = tasks_of([path], tmp_path)
    assert [p.code for p in read_return(task).problems] == []
