"""Blanks that courts changed: by their tags columns are known, and where tags contradict it is asked."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.check.blanks import check_blank
from enforcement_cli.check.routing import Given, decide_head
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.reading import Reading
from enforcement_cli.workflow.state import Room
from tests.blanks import (
    FILLED,
    TAG_ROW,
    Layout,
    blank_of,
    body_row,
    changed,
    codes,
    columns_of,
    facts,
    filled,
    read,
    room_in,
    saved,
)
from tests.cli.running import CAMPAIGN

FORMS = tuple(FILLED)
HEAD = {form: body_row(form) - 1 for form in FORMS}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return room_in(tmp_path_factory.mktemp("desk") / "w")


@pytest.fixture(scope="module")
def blanks(room: Room) -> dict[str, bytes]:
    return {form: blank_of(room, form) for form in FORMS}


@pytest.fixture(scope="module")
def plain(
    room: Room, blanks: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[Any, ...]]]:
    """What each blank reads as, filled in and otherwise left alone."""
    found = {}
    folder = tmp_path_factory.mktemp("plain")
    for form in FORMS:
        reading = read(room, saved(filled(blanks[form], form), folder / f"{form}.xlsx"))
        assert codes(reading) == []
        found[form] = facts(reading, form)
    return found


def problem(reading: Reading, code: str) -> Problem:
    every = [*reading.problems, *(p for _, problems in reading.batches for p in problems)]
    (found,) = [p for p in every if p.code == code]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_into_a_blank_is_read_without_a_question(
    form: str, plain: dict[str, list[tuple[Any, ...]]]
) -> None:
    assert len(plain[form]) == (
        len(FILLED["aggregate"][0]) if form == "aggregate" else len(FILLED[form])
    )
    flat = str(plain[form])
    expected = {
        "cases": ("'1200050'", "'3520050'", "（2025）辽1202执恢303号", "2026-01-06"),
        "payments": ("'800000'", "'120034'", "扣划"),
        "payouts": ("'770000'", "'120034'", "('payees', '1')"),
        "todos": ("查控房产", "'open'", "'done'", "2026-01-09"),
        "measures": ("'detain'", "'fine'", "'500000'", "2026-01-08"),
        "aggregate": (
            "('amount_recovered:period:', 104250000, 'fen')",
            "('cases_closed:period:small', 12, '件')",
            "('cases_closed:cumulative:', 83, '件')",
            "('persons_fined:period:', 0, '人次')",
        ),
    }
    assert all(value in flat for value in expected[form])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(4))
def test_moved_and_renamed_columns_read_the_same(
    form: str, seed: int, room: Room, blanks: dict[str, bytes], tmp_path: Path,
    plain: dict[str, list[tuple[Any, ...]]],
) -> None:  # fmt: skip
    chance = random.Random(f"{form}{seed}")
    workbook = filled(blanks[form], form)
    tags = list(columns_of(workbook.worksheets[0]))
    order = list(range(workbook.worksheets[0].max_column))
    chance.shuffle(order)
    share = (0.3, 0.6, 0.9, 1.0)[seed]
    names = {
        tag: "".join(chance.choice("子丑寅卯辰巳午未申酉戌亥") for _ in range(3)) + str(number)
        for number, tag in enumerate(tags)
        if chance.random() < share
    }
    layout = Layout(order=order, names=names)
    reading = read(room, saved(changed(workbook, form, layout), tmp_path / "moved.xlsx"))
    assert codes(reading) == []
    assert facts(reading, form) == plain[form]


@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_the_courts_own_is_asked_about_like_any_other(
    form: str, room: Room, blanks: dict[str, bytes], tmp_path: Path,
    plain: dict[str, list[tuple[Any, ...]]],
) -> None:  # fmt: skip
    layout = Layout(inserted={3: ("午时三刻", [7, 8, 9][: len(FILLED[form])])})
    path = saved(changed(filled(blanks[form], form), form, layout), tmp_path / "more.xlsx")
    reading = read(room, path)
    assert codes(reading) == ["S-06"]
    assert problem(reading, "S-06").origin.column == 4
    assert facts(reading, form) == plain[form]


@pytest.mark.parametrize("form", FORMS)
def test_without_tags_the_issued_words_read_the_same(
    form: str, room: Room, blanks: dict[str, bytes], tmp_path: Path,
    plain: dict[str, list[tuple[Any, ...]]],
) -> None:  # fmt: skip
    bare = changed(filled(blanks[form], form), form, Layout(keep_tags=False))
    reading = read(room, saved(bare, tmp_path / "bare.xlsx"))
    assert codes(reading) == []
    assert facts(reading, form) == plain[form]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("claim_fen", "结案标的（元）"),  # another field
        ("recovered_fen", "本周新到账（元）"),  # a word that narrows
        ("recovered_fen", "收款金额（元）"),  # one known in another form
        ("recovered_fen", "执行到位金额（万元）"),  # another unit
        ("recovered_fen", "到手的钱（万元）"),
        ("recovered_fen", "执行到位（件）"),
        ("officer", "团队"),
        ("is_key", "任务数"),
    ],
)
def test_a_header_that_names_another_thing_than_its_tag_is_asked_and_not_read(
    tag: str, words: str, room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["cases"], "cases")
    column = columns_of(workbook.worksheets[0])[tag]
    workbook.worksheets[0].cell(row=HEAD["cases"], column=column, value=words)
    reading = read(room, saved(workbook, tmp_path / "other.xlsx"))
    found = problem(reading, "S-27")
    assert (found.origin.column, found.did) == (column, "blank")
    assert words in found.message
    (batch,) = [batch for batch, _ in reading.batches]
    assert tag not in {place.field for place in batch.places}
    assert codes(reading) == ["S-27"]


def test_cells_shifted_left_under_their_tags_send_the_return_back_with_one_problem(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["cases"], "cases")
    sheet = workbook.worksheets[0]
    gone = columns_of(sheet)["cause"]
    # One of the moved columns was renamed: by its slipped tag it would be another field.
    sheet.cell(row=HEAD["cases"], column=columns_of(sheet)["recovered_fen"], value="到手的钱")
    for row in range(HEAD["cases"], HEAD["cases"] + 5):
        for column in range(gone, sheet.max_column):
            sheet.cell(row=row, column=column).value = sheet.cell(row=row, column=column + 1).value
        sheet.cell(row=row, column=sheet.max_column).value = None
    reading = read(room, saved(workbook, tmp_path / "shifted.xlsx"))
    found = problem(reading, "S-27")
    assert found.did == "refuse"
    assert f"第 {TAG_ROW} 行" in found.remedy
    assert codes(reading) == ["S-27"]
    sheet.delete_rows(TAG_ROW)  # what the remedy says, with the column named again
    column = next(c.column for c in sheet[HEAD["cases"] - 1] if c.value == "到手的钱")
    sheet.cell(row=HEAD["cases"] - 1, column=column, value="执行到位金额（元）")
    again = read(room, saved(workbook, tmp_path / "again.xlsx"))
    assert codes(again) == []


def test_renamed_columns_whose_cells_refute_their_tags_send_the_return_back(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["cases"], "cases")
    sheet = workbook.worksheets[0]
    columns = columns_of(sheet)
    for name, tag in enumerate(("filed_on", "claim_fen")):
        sheet.cell(row=HEAD["cases"], column=columns[tag], value=f"子丑{name}")
    for row in range(HEAD["cases"] + 1, HEAD["cases"] + 4):
        filed, claim = (sheet.cell(row=row, column=columns[t]) for t in ("filed_on", "claim_fen"))
        filed.value, claim.value = claim.value, filed.value
        filed.number_format = "0.00"
        claim.number_format = "yyyy-mm-dd"
    reading = read(room, saved(workbook, tmp_path / "slipped.xlsx"))
    refusing = [p for _, problems in reading.batches for p in problems if p.did == "refuse"]
    assert {p.code for p in refusing} == {"S-03"}


def test_figures_shifted_under_their_tags_send_the_return_back(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = changed(filled(blanks["aggregate"], "aggregate"), "aggregate", Layout())
    sheet = workbook.worksheets[0]
    for row in (HEAD["aggregate"] - 1, HEAD["aggregate"], HEAD["aggregate"] + 1):
        for column in range(2, sheet.max_column):
            sheet.cell(row=row, column=column).value = sheet.cell(row=row, column=column + 2).value
    reading = read(room, saved(workbook, tmp_path / "shifted.xlsx"))
    found = problem(reading, "S-27")
    assert (found.did, found.severity) == ("refuse", "return")
    assert codes(reading) == ["S-27"]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("cases_closed:period:small", "上年同期执结（件）"),
        ("cases_closed:period:", "累计执结数（件）"),
        ("persons_detained:period:", "本周司法拘留（人）"),
        ("amount_recovered:period:", "本周（元）"),
        ("searches:period:", "本周查封房产（套）"),
    ],
)
def test_a_figure_headed_otherwise_than_tagged_is_asked_and_not_read(
    tag: str, words: str, room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["aggregate"], "aggregate")
    sheet = workbook.worksheets[0]
    column = columns_of(sheet)[tag]
    sheet.cell(row=HEAD["aggregate"], column=column, value=words)
    reading = read(room, saved(workbook, tmp_path / "other.xlsx"))
    found = problem(reading, "S-27")
    assert (found.origin.column, found.did) == (column, "blank")
    assert codes(reading) == ["S-27"]
    held = {name for name, _, _ in facts(reading, "aggregate")}
    assert held == set(FILLED["aggregate"][0]) - {tag}


@pytest.mark.parametrize("form", FORMS)
def test_an_unfilled_blank_is_f10_and_its_hidden_rows_are_no_rows(
    form: str, room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blanks[form])
    assert codes(read(room, path)) == ["F-10"]
    again = saved(filled(blanks[form], form, []), tmp_path / "uncomputed.xlsx")
    assert codes(read(room, again)) == ["F-10"]
    zero = filled(blanks[form], form, [])
    zero.worksheets[0].cell(row=body_row(form), column=2, value="零报告")
    assert codes(read(room, saved(zero, tmp_path / "zero.xlsx"))) == []


def head_of(room: Room, path: Path, form: str) -> tuple[Any, list[str], Any]:
    (batch,) = [b for b, _ in read(room, path).batches if b.form == form]
    head, problems = decide_head(batch, room.desk, room.campaign, Given())
    return head, [p.code for p in problems], batch


def test_the_stamp_says_court_and_days_where_no_word_does(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["measures"], "measures")
    sheet = workbook.worksheets[0]
    for merged in [str(area) for area in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(merged)
    sheet["A1"] = sheet["A2"] = None
    head, problems, _ = head_of(room, saved(workbook, tmp_path / "x.xlsx"), "measures")
    assert problems == []
    assert (head.court, head.period_start, head.period_end) == (
        "辽1202", dt.date(2026, 1, 5), dt.date(2026, 1, 11),
    )  # fmt: skip


def test_a_blank_of_another_court_under_ones_own_name_is_f05(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["payments"], "payments")
    sheet = workbook.worksheets[0]
    sheet["A2"] = sheet["A2"].value.replace("铁岭市银州区人民法院", "昌图县人民法院")
    _, problems, _ = head_of(room, saved(workbook, tmp_path / "x.xlsx"), "payments")
    assert problems == ["F-05"]


def test_last_weeks_blank_under_this_weeks_title_is_this_weeks_return(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    path = saved(next_week(filled(blanks["cases"], "cases")), tmp_path / "x.xlsx")
    head, problems, _ = head_of(room, path, "cases")
    assert (problems, head.period_end) == ([], dt.date(2026, 1, 18))


def next_week(workbook: Any) -> Any:
    sheet = workbook.worksheets[0]
    sheet["A1"] = sheet["A1"].value.replace("第4周", "第5周")
    sheet["A2"] = sheet["A2"].value.replace("1月5日至2026年1月11日", "1月12日至2026年1月18日")
    return workbook


ADDED = (
    CAMPAIGN
    + """
[[campaign.action]]
id = "old"
name = "长期未结案件"
filed_before = 2023-01-01
"""
)


def f09(room: Room, path: Path, form: str) -> list[Problem]:
    head, _, batch = head_of(room, path, form)
    return check_blank(batch, head, room.campaign, rules_in_force((), head.period_end))


def test_an_older_blank_that_lacks_an_added_column_is_f09_unless_the_column_was_added_by_hand(
    blanks: dict[str, bytes], tmp_path: Path
) -> None:
    later = room_in(tmp_path / "later", ADDED)
    older = next_week(filled(blanks["aggregate"], "aggregate"))
    (found,) = f09(later, saved(older, tmp_path / "older.xlsx"), "aggregate")
    assert (found.code, found.origin.row) == ("F-09", TAG_ROW)
    assert "长期未结案件/本周执结（件）" in found.message
    sheet = older.worksheets[0]
    for column, words, value in ((21, "本周执结（件）", 2), (22, "累计执结（件）", 9)):
        sheet.cell(row=HEAD["aggregate"] - 1, column=column, value="长期未结案件")
        sheet.cell(row=HEAD["aggregate"], column=column, value=words)
        sheet.cell(row=HEAD["aggregate"] + 1, column=column, value=value)
    assert f09(later, saved(older, tmp_path / "byhand.xlsx"), "aggregate") == []


def test_no_f09_for_the_periods_own_blank_or_one_whose_columns_still_stand(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    later = room_in(tmp_path / "later", ADDED)
    same = saved(filled(blanks["aggregate"], "aggregate"), tmp_path / "same.xlsx")
    assert f09(later, same, "aggregate") == []
    reused = saved(next_week(filled(blanks["aggregate"], "aggregate")), tmp_path / "reused.xlsx")
    assert f09(room, reused, "aggregate") == []


def test_the_guide_is_no_evidence_unless_a_table_was_written_beside_it(
    room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    workbook = filled(blanks["payments"], "payments")
    guide = workbook.worksheets[1]
    guide["B3"] = "昌图县人民法院 2026年1月12日至2026年1月18日"
    path = saved(workbook, tmp_path / "x.xlsx")
    head, problems, _ = head_of(room, path, "payments")
    assert (problems, head.court, head.period_end) == ([], "辽1202", dt.date(2026, 1, 11))
    for column, words in enumerate(("案号", "到账日期", "到账金额（元）"), start=3):
        guide.cell(row=3, column=column, value=words)
    row = ("（2025）辽1202执309号", dt.date(2026, 1, 9), 77)
    for column, value in enumerate(row, start=3):
        guide.cell(row=4, column=column, value=value)
    reading = read(room, saved(workbook, tmp_path / "beside.xlsx"))
    assert "7700" in str(facts(reading, "payments"))


@pytest.mark.parametrize(
    ("form", "tag"), [("cases", "recovered_fen"), ("aggregate", "searches:period:")]
)
def test_a_column_copied_with_its_tag_and_renamed_is_asked_about(
    form: str, tag: str, room: Room, blanks: dict[str, bytes], tmp_path: Path,
    plain: dict[str, list[tuple[Any, ...]]],
) -> None:  # fmt: skip
    workbook = filled(blanks[form], form)
    sheet = workbook.worksheets[0]
    column, copy = columns_of(sheet)[tag], sheet.max_column + 1
    for row in range(TAG_ROW, body_row(form) + 3):
        value = sheet.cell(row=row, column=column).value
        sheet.cell(row=row, column=copy, value=value + 1 if isinstance(value, int) else value)
    sheet.cell(row=HEAD[form], column=copy, value="子丑寅")
    reading = read(room, saved(workbook, tmp_path / "copied.xlsx"))
    assert codes(reading) == ["S-06"]
    assert problem(reading, "S-06").origin.column == copy
    assert facts(reading, form) == plain[form]


@pytest.mark.parametrize("name", ["涉民生案件专项执行行动", "首执案件集中攻坚"])
@pytest.mark.parametrize("kept", ["livelihood", ""])
def test_a_campaign_named_like_an_action_narrows_no_figure_of_all_cases(
    name: str, kept: str, tmp_path: Path
) -> None:
    start, end = CAMPAIGN.index("[[campaign.action]]"), CAMPAIGN.index("[[campaign.target]]")
    parts = CAMPAIGN[start:end].split("[[campaign.action]]")
    action = next((f"[[campaign.action]]{p}" for p in parts if kept and f'"{kept}"' in p), "")
    campaign = CAMPAIGN[:start].replace('scope = "actions"', 'scope = "all"') + action
    room = room_in(tmp_path / "w", campaign.replace("“大干70天”冬季专项执行行动", name))
    tags = columns_of(filled(blank_of(room, "aggregate"), "aggregate", []).worksheets[0])
    row = {tag: value for tag, value in FILLED["aggregate"][0].items() if tag in tags}
    workbook = filled(blank_of(room, "aggregate"), "aggregate", [row])
    reading = read(room, saved(workbook, tmp_path / "x.xlsx"))
    assert codes(reading) == []
    assert [tag for tag, _, _ in facts(reading, "aggregate")] == sorted(row)
