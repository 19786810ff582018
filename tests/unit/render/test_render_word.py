"""Word by GB/T 9704, looked at as its XML: page, fonts of every run, tables, no blank paragraph."""

import hashlib
import itertools
import re
import zipfile
from dataclasses import replace

import pytest

from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.render.word.document import render_word
from enforcement_cli.render.word.widths import parts_of
from enforcement_cli.vocabulary.typography import font_note, fonts, text_styles
from tests.unit.render.word_parts import (
    W,
    body,
    cells,
    grid,
    paragraphs,
    part,
    parts,
    tables,
    text,
    value,
)

# The order of children by the schema (ECMA-376 part 1): another one makes Word repair the file.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs snapToGrid spacing"
    " ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i color spacing sz szCs lang",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols docGrid",
    "style": "name basedOn next qFormat pPr rPr",
    "settings": "evenAndOddHeaders characterSpacingControl compat",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
}
MM = 1440 / 25.4


def wide_table(columns: int, rows: int = 3, *, spanner: str = "") -> FigureTable:
    return FigureTable(
        id="wide",
        title="各院查控措施",
        stubhead="法院",
        columns=tuple(
            Column(title=f"措施{at}", kind="count", spanner=spanner and f"{spanner}{at // 2}")
            for at in range(columns)
        ),
        rows=tuple(
            Row(
                label=f"第{line}法院",
                values=tuple(
                    Value(shown=f"{line * 1000 + at}.25", number=line, kind="count")
                    for at in range(columns)
                ),
            )
            for line in range(1, rows + 1)
        ),
        notes=("只列本周。",),
    )


def with_tables(bulletin: Bulletin, *found: FigureTable) -> Bulletin:
    return replace(
        bulletin, sections=(Section(title="总体情况", paragraphs=("一句。",), tables=found),)
    )


@pytest.fixture
def made(tmp_path):
    def make(bulletin: Bulletin):
        path = tmp_path / "weekly.docx"
        render_word(bulletin, path)
        return path

    return make


def test_text_in_reading_order(made, bulletin):
    path = made(replace(bulletin, subtitle="第3周", day_line="2026年1月12日"))
    assert paragraphs(path) == [
        ("masthead", "某市法院专项执行行动战报"),
        ("issue", "第3期某市中级人民法院执行指挥中心"),
        ("subtitle", "第3周"),
        ("dates", "统计区间：2026年1月5日至1月11日"),
        ("dates", "数据截至：2026年1月11日24时"),
        ("heading1", "一、总体情况"),
        ("body", "累计执结112件。"),
        ("body", "到位355.81万元。"),
        ("table_title", "各院执结情况"),
        ("unit_line", "单位：件、万元、人"),
        ("table_note", "1. 本周一列丙县法院未报。"),
        ("table_note", "2. 小标的按案号去重。"),
        ("heading1", "二、问题提示"),
        ("body", "-丙县法院未按时报送。"),
        ("heading1", "说明"),
        ("note", "1. 累计自2025年12月20日起。"),
        ("note", "2. 金额为到账数。"),
        ("day", "2026年1月12日"),
    ]


def test_the_table_holds_the_values_with_their_marks(made, bulletin):
    table = bulletin.sections[0].tables[0]
    marked = replace(table.rows[0], values=(replace(table.rows[0].values[0], mark="*"),) * 7)
    path = made(with_tables(bulletin, replace(table, rows=(marked, *table.rows[1:]))))
    seen = grid(tables(path)[0])
    assert seen[0] == ["法院", "小标的", "累计执结", "到位金额", "完成率", "拘留", "备注"]
    assert seen[1][:3] == ["", "本周", "累计"]
    assert seen[2] == ["中院本级", *["1*"] * 7]
    assert seen[4:] == [[row.label, *(v.text for v in row.values)] for row in table.rows[2:]]


def test_page_and_margins_are_those_of_the_standard(made, bulletin):
    (section,) = part(made(bulletin)).iter(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert [round(int(value(size, side)) / MM) for side in "wh"] == [210, 297]
    edges = [round(int(value(margins, side)) / MM) for side in ("top", "bottom", "left", "right")]
    assert edges == [37, 35, 28, 26]
    # The page number stands 7 mm below the text: its lower edge 23 mm above the paper's.
    assert round(int(value(margins, "footer")) / MM) == 23


def test_body_is_three_hao_fangsong_with_a_fixed_pitch(made, bulletin):
    styles = {
        value(one, "styleId"): one
        for one in part(made(bulletin), "word/styles.xml").iter(f"{W}style")
    }
    looks = styles["body"].find(f"{W}pPr")
    spacing = looks.find(f"{W}spacing")
    assert (value(spacing, "line"), value(spacing, "lineRule")) == ("579", "exact")
    assert value(looks.find(f"{W}ind"), "firstLineChars") == "200"
    assert value(styles["body"].find(f"{W}rPr/{W}sz")) == "32"
    names = {
        role: value(styles[role].find(f"{W}rPr/{W}rFonts"), "eastAsia")
        for role in ("body", "heading1", "heading2", "masthead")
    }
    assert names == {
        "body": "仿宋_GB2312",
        "heading1": "黑体",
        "heading2": "楷体_GB2312",
        "masthead": "方正小标宋简体",
    }
    assert value(styles["masthead"].find(f"{W}rPr/{W}sz")) == "44"
    assert value(styles["day"].find(f"{W}pPr/{W}ind"), "rightChars") == "400"


def test_every_run_of_every_part_names_its_fonts(made, bulletin):
    path = made(with_tables(bulletin, bulletin.sections[0].tables[0], wide_table(12)))
    runs = [run for root in parts(path).values() for run in root.iter(f"{W}r")]
    assert len(runs) > 100
    for run in runs:
        named = run.find(f"{W}rPr/{W}rFonts")
        assert all(value(named, slot) for slot in ("eastAsia", "ascii", "hAnsi")), text(run)
    known = {font.name for font in fonts().values()}
    assert {value(run.find(f"{W}rPr/{W}rFonts"), "eastAsia") for run in runs} <= known
    table = part(path, "word/fontTable.xml")
    assert {value(font.find(f"{W}altName")) for font in table} >= {"仿宋", "华文中宋", "楷体"}


def test_a_second_level_heading_is_set_in_its_font(made, bulletin):
    section = Section(
        title="总体情况", paragraphs=("（一）案件办理。执结12件。", "（共2周）后续。")
    )
    path = made(replace(bulletin, sections=(section,)))
    shown = [
        [(text(run), value(run.find(f"{W}rPr/{W}rFonts"), "eastAsia")) for run in one.iter(f"{W}r")]
        for one in body(path)
        if text(one).startswith("（")
    ]
    assert shown == [
        [("（一）案件办理。", "楷体_GB2312"), ("执结12件。", "仿宋_GB2312")],
        [("（共2周）后续。", "仿宋_GB2312")],
    ]


@pytest.mark.parametrize("columns", [3, 12, 40])
def test_no_paragraph_is_blank_but_the_lower_halves_of_titles(made, bulletin, columns):
    path = made(with_tables(bulletin, wide_table(columns, spanner="组")))
    for root in parts(path).values():
        below = {
            id(one)
            for cell in root.iter(f"{W}tc")
            if (merge := cell.find(f"{W}tcPr/{W}vMerge")) is not None and value(merge) is None
            for one in cell.iter(f"{W}p")
        }
        blank = [one for one in root.iter(f"{W}p") if not text(one) and id(one) not in below]
        assert blank == []


def test_a_section_that_ends_with_a_table_ends_with_a_paragraph(made, bulletin):
    narrow = replace(wide_table(2), notes=())
    path = made(replace(with_tables(bulletin, narrow, wide_table(12)), notes=()))
    tags = [one.tag.removeprefix(W) for one in body(path)]
    assert tags.count("tbl") == 2
    assert (tags[-1], tags[tags.index("tbl") + 1]) == ("sectPr", "p")


def test_children_stand_in_the_order_of_the_schema(made, bulletin):
    path = made(with_tables(bulletin, bulletin.sections[0].tables[0], wide_table(12)))
    met = set()
    for root in parts(path).values():
        for element in root.iter():
            name = element.tag.removeprefix(W)
            if name not in ORDER:
                continue
            met.add(name)
            order = ORDER[name].split()
            places = [order.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), name
    assert met == set(ORDER)


def test_header_rows_repeat_and_rows_stay_whole(made, bulletin):
    for table in tables(made(bulletin)):
        rows = table.findall(f"{W}tr")
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [True, True, *[False] * (len(rows) - 2)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_cells_fill_the_grid_and_numbers_stand_right(made, bulletin):
    (table,) = tables(made(bulletin))
    widths = [int(value(one, "w")) for one in table.find(f"{W}tblGrid")]
    assert sum(widths) <= (210 - 28 - 26) * MM + len(widths)
    for row in table.findall(f"{W}tr"):
        spans = [int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1) for cell in cells(row)]
        assert sum(spans) == len(widths)
        starts = itertools.accumulate(spans, initial=0)
        for cell, start, span in zip(cells(row), starts, spans, strict=False):
            wide = int(value(cell.find(f"{W}tcPr/{W}tcW"), "w"))
            assert wide == sum(widths[start : start + span])
    last = table.findall(f"{W}tr")[-1]
    sides = [value(cell.find(f"{W}p/{W}pPr/{W}jc")) for cell in cells(last)]
    assert sides == ["left", *["right"] * 6, "left"]


def test_a_wide_table_lies_across_behind_the_text(made, bulletin):
    path = made(with_tables(bulletin, wide_table(10), wide_table(9)))
    upright, across = part(path).iter(f"{W}sectPr")
    assert value(across.find(f"{W}pgSz"), "orient") == "landscape"
    assert value(upright.find(f"{W}pgSz"), "orient") is None
    assert value(across.find(f"{W}type")) == "nextPage"
    feet = [
        [one.attrib for one in section if "Reference" in one.tag] for section in (upright, across)
    ]
    assert feet[0] == feet[1]  # the page number goes on
    assert len(feet[0]) == 4  # mark and number, odd and even
    shown = [told for style, told in paragraphs(path) if style == "table_title"]
    assert shown == ["各院查控措施", "附表1　各院查控措施"]
    assert ("body", "（各院查控措施见附表1）") in paragraphs(path)


def test_columns_that_do_not_fit_go_on_in_a_table_of_their_own(made, bulletin):
    path = made(with_tables(bulletin, wide_table(40, spanner="组")))
    shown = [told for style, told in paragraphs(path) if style == "table_title"]
    assert shown[:2] == ["附表1　各院查控措施", "附表1　各院查控措施（续1）"]
    seen = [grid(table) for table in tables(path)]
    assert len(seen) == len(shown) > 1
    # Every court again, and every column once, no pair under one heading parted.
    assert all(
        [line[0] for line in found[2:]] == ["第1法院", "第2法院", "第3法院"] for found in seen
    )
    titles = [title for found in seen for title in found[1][1:]]
    assert titles == [f"措施{at}" for at in range(40)]
    assert all((len(found[1]) - 1) % 2 == 0 for found in seen)


@pytest.mark.parametrize("columns", [1, 5, 9, 25])
def test_columns_have_room_for_their_numbers(columns):
    room = 442.0
    table = wide_table(columns)
    found = parts_of(table, room)
    assert [part.first for part in found[1:]] == [part.end for part in found[:-1]]
    assert (found[0].first, found[-1].end) == (0, columns)
    for each in found:
        assert sum(each.widths) <= room + 0.01
        digits = len("3000.25") * 0.5 * each.size / 2
        # Fonts that stand in where ours are missing are wider.
        assert min(each.widths[1:]) > digits * 1.2


def test_three_hundred_rows_are_not_kept_on_one_page(made, bulletin):
    for rows, kept in ((10, True), (300, False)):
        (table,) = tables(made(with_tables(bulletin, wide_table(3, rows))))
        first = table.findall(f"{W}tr")[1]
        assert (first.find(f".//{W}keepNext") is not None) is kept


def test_page_number_right_on_odd_and_left_on_even_pages(made, bulletin):
    path = made(bulletin)
    assert part(path, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for side, edge in (("default", "right"), ("even", "left")):
        foot = part(path, f"word/footer-{side}.xml")
        assert text(foot) == "— 1 —"
        assert [one.text.strip() for one in foot.iter(f"{W}instrText")] == ["PAGE"]
        assert value(foot.find(f"{W}p/{W}pPr/{W}jc")) == edge
        assert value(foot.find(f"{W}p/{W}pPr/{W}ind"), f"{edge}Chars") == "100"


def test_a_sample_is_marked_on_every_page(made, bulletin):
    for side in ("default", "even"):
        assert text(part(made(bulletin), f"word/header-{side}.xml")) == "示例数据，非真实统计"
    with zipfile.ZipFile(made(replace(bulletin, marks=()))) as package:
        assert [name for name in package.namelist() if "header" in name] == []


def test_every_part_is_declared_and_related(made, bulletin):
    path = made(bulletin)
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
        document = package.read("word/document.xml").decode()
    assert set(re.findall(r'PartName="/([^"]+)"', types)) == {
        name for name in names if name.endswith(".xml") and not name.startswith("[")
    }
    assert {f"word/{name}" for name in re.findall(r'Target="([^"]+)"', relations)} <= names
    ids = set(re.findall(r' Id="([^"]+)"', relations))
    assert set(re.findall(r'r:id="([^"]+)"', document)) <= ids


def test_the_same_bytes_every_time_and_nothing_of_the_machine(made, bulletin, monkeypatch):
    first = hashlib.sha256(made(bulletin).read_bytes()).hexdigest()
    monkeypatch.setenv("USER", "nobody")
    path = made(bulletin)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == first
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "某市法院专项执行行动战报" in core
    assert not re.search("creator|created|modified|lastModifiedBy", core)


def test_signs_no_xml_can_hold_are_left_out(made, bulletin):
    path = made(replace(bulletin, title='a\x00<b>&"\ud800\x1f\tc', marks=("x\x0by",)))
    assert paragraphs(path)[0] == ("masthead", 'a<b>&" c')
    assert text(part(path, "word/header-even.xml")) == "xy"


def test_every_style_has_a_font_that_is_told_with_its_stand_in():
    assert {style.font for style in text_styles().values()} <= set(fonts())
    assert font_note().count("仿宋_GB2312（仿宋）") == font_note().count("宋体（新宋体）") == 1
