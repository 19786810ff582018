"""What leads to a person is found however it is written; what a bulletin must say is let alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enforcement_cli.bulletin.leak_checks import check_leaks, find_leaks
from enforcement_cli.bulletin.leaks import scan
from enforcement_cli.bulletin.masking import masked
from enforcement_cli.bulletin.texts import texts_of
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.failure import LeakFound
from tests.security.listed import payloads
from tests.security.made import bulletin

PAYLOADS = [tuple(line.split("|", 1)) for line in payloads("leaks")]
HONEST = payloads("honest_texts")
PARTIES = ("王小明", "李四、赵六", "铁岭宏达建筑有限公司", "阿不都·热合曼", "John Smith", "张三丰")
NAMED = [
    "申请执行人王小明领到案款", "王 小 明领到案款", "王　小明领到案款", "王\u200b小\u200b明领到案款", "王\n小明领到案款",
    "王\u00ad小明说", "被执行人李四主动履行", "被执行人 李 四 主动履行", "铁岭宏达 建筑有限公司账户", "铁岭宏达\u200b建筑有限公司",
    "拘传阿不都·热合曼到庭", "拘传阿不都•热合曼到庭", "拘传阿不都热合曼到庭", "案外人John Smith说", "案外人JOHN  SMITH说",
    "案外人Ｊｏｈｎ Ｓｍｉｔｈ说", "王小明、李四二人", "“王小明”", "张三丰（化名）",
]  # fmt: skip
CASES = [
    "（2025）辽1202执123号", "(2025)辽1202执123号", "〔2025〕辽1202执恢123号", "（2025）辽 1202 执 123 号",
    "（２０２５）辽１２０２执１２３号", "2025辽1202执123号", "2025年辽1202执123号", "（2025）辽1202执\u200b123号",
    "（2025）辽\n1202执123号", "（二〇二五）辽1202执123号", "（2025）辽1202民初123号", "（2025）辽1202执第123号",
    "（2025）辽12执异12号之一", "(2025) 辽1202 执保 1 号",
]  # fmt: skip


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 60
    assert len(HONEST) >= 30


@pytest.mark.parametrize(("kind", "text"), PAYLOADS)
def test_it_is_found_alone_and_in_a_sentence(kind: str, text: str) -> None:
    for whole in (text, f"经查，{text}，已依法处理。", f"（{text}）"):
        found = scan(whole)
        assert [leak.kind for leak in found] == [kind]
        assert sum(each.isalnum() for each in whole[found[0].start : found[0].end]) >= 6


@pytest.mark.parametrize("text", HONEST)
def test_what_a_bulletin_says_is_let_alone(text: str) -> None:
    for whole in (text, f"本周{text}，同比上升。"):
        assert find_leaks([whole], "public", PARTIES) == ()


@pytest.mark.parametrize("text", [*NAMED, *CASES])
def test_names_and_case_numbers_are_masked_or_stop_a_public_text(text: str) -> None:
    plain = bulletin(text)
    made = masked(plain, "public", PARTIES)
    try:
        check_leaks(texts_of(made), "public", PARTIES)
    except LeakFound:
        return
    left = "".join("".join(texts_of(made)).split())
    for name in (
        "王小明",
        "李四",
        "赵六",
        "宏达",
        "热合曼",
        "Smith",
        "SMITH",
        "张三丰",
        "123号",
        "12号",
        "1号",
    ):
        assert name not in left


GROUNDS = (
    "title", "subtitle", "issue", "period_line", "cutoff_line", "issuer", "day_line", "marks",
    "notes", "paragraphs", "section", "table", "unit_line", "stubhead", "column", "spanner", "label",
    "cell", "mark", "table_note", "chart", "chart_label", "series", "chart_note", "chart_unit",
    "headline", "headline_unit", "beneath",
)  # fmt: skip


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_of_a_public_bulletin_is_looked_at(ground: str) -> None:
    planted = planted_in(bulletin("甲"), ground, "电话13800138000")
    made = masked(planted, "public", PARTIES)
    assert planted != bulletin("甲")
    with pytest.raises(LeakFound) as caught:
        check_leaks(texts_of(made), "public", PARTIES)
    assert "手机号" in str(caught.value)
    assert "13800138000" not in str(caught.value)


def planted_in(plain: Bulletin, ground: str, text: str) -> Bulletin:  # noqa: C901, PLR0912
    """The bulletin with the text in one place alone."""
    section = plain.sections[0]
    table, chart, headline = section.tables[0], section.charts[0], plain.headlines[0]
    row, column = table.rows[0], table.columns[0]
    match ground:
        case "marks" | "notes":
            return replace(plain, **{ground: (text,)})
        case "headline":
            return replace(plain, headlines=(replace(headline, name=text),))
        case "headline_unit":
            return replace(plain, headlines=(replace(headline, unit=text),))
        case "beneath":
            return replace(plain, headlines=(replace(headline, beneath=text),))
        case "paragraphs":
            section = replace(section, paragraphs=(text,))
        case "section":
            section = replace(section, title=text)
        case "chart" | "chart_note" | "chart_unit":
            name = {"chart": "title", "chart_note": "note", "chart_unit": "unit"}[ground]
            section = replace(section, charts=(replace(chart, **{name: text}),))
        case "chart_label":
            section = replace(section, charts=(replace(chart, labels=(text, "乙")),))
        case "series":
            section = replace(
                section, charts=(replace(chart, series=((text, chart.series[0][1]),)),)
            )
        case "table":
            table = replace(table, title=text)
        case "table_note":
            table = replace(table, notes=(text,))
        case "unit_line" | "stubhead":
            table = replace(table, **{ground: text})
        case "column":
            table = replace(table, columns=(replace(column, title=text), *table.columns[1:]))
        case "spanner":
            table = replace(table, columns=(replace(column, spanner=text), *table.columns[1:]))
        case "label":
            table = replace(table, rows=(replace(row, label=text),))
        case "cell":
            values = (*row.values[:-1], replace(row.values[-1], shown=text))
            table = replace(table, rows=(replace(row, values=values),))
        case "mark":
            values = (*row.values[:-1], replace(row.values[-1], mark=text))
            table = replace(table, rows=(replace(row, values=values),))
        case _:
            return replace(plain, **{ground: text})
    if table is not section.tables[0]:
        section = replace(section, tables=(table,))
    return replace(plain, sections=(section,))
