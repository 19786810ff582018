"""The language of template workbooks: what it does, and what it refuses with cell and reason."""

import openpyxl
import pytest

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.excel_frame import sheet_name


def book(path, cells, *, title="表", merges=()):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for address, value in cells.items():
        sheet[address] = value
    for area in merges:
        sheet.merge_cells(area)
    workbook.save(path)
    return path


@pytest.fixture
def fill(bulletin, tmp_path):
    def filled(cells, *, merges=(), title="表"):
        template = book(tmp_path / "own.xlsx", cells, merges=merges, title=title)
        render_excel(bulletin, template, tmp_path / "out.xlsx")
        return openpyxl.load_workbook(tmp_path / "out.xlsx")

    return filled


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_text_around_a_name_makes_text_and_a_name_alone_keeps_the_number(fill):
    cells = {
        "A1": "共{{tables[0].rows[0].cells[1].value}}件",
        "B1": "{{ tables[0].rows[0].cells[1].value }}",
    }
    assert values(fill(cells)["表"]) == [["共10件", 10]]


def test_rows_within_rows_follow_their_record(fill):
    cells = {
        "A1": "{# each sections as s #}{{ s.heading }}",
        "A2": "{# each s.paragraphs as p #}{{ p }}",
        "A3": "完",
    }
    assert [row[0] for row in values(fill(cells)["表"])] == [
        *("一、总体情况", "累计执结112件。", "到位355.81万元。"),
        *("二、问题提示", "-丙县法院未按时报送。", "完"),
    ]


def test_a_row_is_repeated_with_its_height_merge_and_formula(fill):
    cells = {
        "A1": "{# each tables[0].rows as r #}{{ r.label }}",
        "B1": "{{ r.cells[2].value }}",
        "C1": "=B1*2",
        "D1": "{{ r.label }}",
        "A2": "=SUM(B1:B1)",
        "B2": "=表!$B$1",
    }
    sheet = fill(cells, merges=["D1:E1"])["表"]
    assert [sheet.cell(row, 3).value for row in (1, 4)] == ["=B1*2", "=B4*2"]
    assert (sheet["A7"].value, sheet["B7"].value) == ("=SUM(B1:B6)", "=表!$B$1")
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        f"D{row}:E{row}" for row in range(1, 7)
    }


def test_a_condition_chooses_the_row(fill):
    cells = {
        "A1": "{# each tables[0].rows as r #}{{ r.label }}",
        "A2": "{# when r.total #}【{{ r.label }}】",
    }
    labels = [row[0] for row in values(fill(cells)["表"])]
    assert labels == [
        "中院本级",
        "甲县法院",
        "乙县法院",
        "丙县法院",
        "【基层合计】",
        "【全市合计】",
    ]


def test_cells_to_the_right_of_a_repeated_one_make_room(fill):
    cells = {
        "B1": "{# each tables[0].columns as c #}{{ c.title }}",
        "C1": "末",
        "B2": "题",
        "C2": 7,
    }
    rows = values(fill(cells, merges=["B2:B3"])["表"])
    assert rows[0][1:] == ["本周", "累计", "累计执结", "到位金额", "完成率", "拘留", "备注", "末"]
    assert rows[1][1:] == ["题", *[None] * 6, 7]


def test_an_empty_list_leaves_no_row(fill):
    cells = {"A1": "头", "A2": "{# each sections[1].tables as t #}{{ t.title }}", "A3": "尾"}
    assert values(fill(cells)["表"]) == [["头"], ["尾"]]


@pytest.mark.parametrize(
    ("cells", "cell", "remedy"),
    [
        ({"B3": "{{ titel }}"}, "B3", "title"),
        ({"A2": "{# each tables as t #}", "C2": "{{ t.unit_lin }}"}, "C2", "unit_line"),
        ({"A1": "{# each tabels as t #}"}, "A1", "tables"),
        ({"A1": "{{ tables[9].title }}"}, "A1", ""),
        ({"A1": "{{ title.upper() }}"}, "A1", ""),
        ({"A1": "{{ title.__class__ }}"}, "A1", ""),
        ({"A1": "{{ tables.append }}"}, "A1", ""),
        ({"A1": "{{ title.upper }}"}, "A1", ""),
        ({"A1": "{{ tables[-1].title }}"}, "A1", ""),
        ({"A1": "{{ 1 + 1 }}"}, "A1", ""),
        ({"A1": "{% for t in tables %}"}, "A1", ""),
        ({"A1": "{{ title }"}, "A1", ""),
        ({"A1": "注{一}"}, "A1", ""),
        ({"A1": "前{# each tables as t #}"}, "A1", ""),
        ({"A1": "{{ tables }}"}, "A1", ""),
        ({"A1": "{# each title as t #}"}, "A1", ""),
        ({"A1": "{# when title #}"}, "A1", ""),
        ({"B1": "{# when title #}"}, "B1", ""),
        ({"A1": "=SUM({1,2})"}, "A1", ""),
        ({"B1": "{# each tables[0].columns as c wide c.title #}"}, "B1", ""),
        ({"B1": "{# each marks as m #}", "B2": "{# each tables[0].columns as c #}"}, "B1", ""),
    ],
)
def test_anything_else_is_refused_with_its_cell(bulletin, tmp_path, cells, cell, remedy):
    template = book(tmp_path / "own.xlsx", cells)
    with pytest.raises(BadConfiguration) as caught:
        render_excel(bulletin, template, tmp_path / "out.xlsx")
    assert caught.value.where == f"{template}:表!{cell}"
    assert remedy in caught.value.remedy
    assert not (tmp_path / "out.xlsx").exists()


def test_overlapping_merges_are_refused(bulletin, tmp_path):
    high = {"B1": "{# each tables[0].spans as s wide s.width high s.height #}"}
    template = book(tmp_path / "own.xlsx", high, merges=["A2:B2"])
    with pytest.raises(BadConfiguration):
        render_excel(bulletin, template, tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    "title", ["{{ title }}", "{# each tables as t #}x", "{x}", "{# each none as t #}"]
)
def test_a_sheet_name_holds_a_mark_or_no_braces(bulletin, tmp_path, title):
    template = book(tmp_path / "own.xlsx", {"A1": "x"}, title=title)
    with pytest.raises(BadConfiguration) as caught:
        render_excel(bulletin, template, tmp_path / "out.xlsx")
    assert caught.value.where == f"{template}:{title}"


def test_a_file_of_another_kind_and_a_missing_one_are_told_apart(bulletin, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_text("no workbook")
    with pytest.raises(BadConfiguration):
        render_excel(bulletin, other, tmp_path / "out.xlsx")
    with pytest.raises(UnknownName):
        render_excel(bulletin, tmp_path / "none.xlsx", tmp_path / "out.xlsx")


def test_a_rearranged_template_gets_values_where_a_sum_would_be_wrong(fill):
    cells = {
        "A1": "{# each tables[0].rows as r #}{{ r.label }}",
        "B1": "{{ tables[0].rows[5].cells[2].value }}",
    }
    sheet = fill(cells)["表"]
    assert [sheet.cell(row, 2).value for row in range(1, 7)] == [112] * 6


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("一/二:[三]*?", set(), "一 二  三"),
        ("表", {"表"}, "表 (2)"),
        ("长" * 40, {"长" * 31}, "长" * 27 + " (2)"),
        ("''", set(), "表"),
    ],
)
def test_sheet_names_are_ones_a_workbook_allows(title, taken, name):
    assert sheet_name(title, taken) == name
