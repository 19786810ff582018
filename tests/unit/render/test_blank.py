"""Blank returns as workbooks: what is open and locked, what the rules say, what a preview shows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from enforcement_cli.render.blank.validation import LONGEST_VALIDATION
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
LONGEST_FORMULA = 8192
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    due = 'due = { weekday = "friday", time = "12:00", grace_days = 1 }\n'
    campaign = CAMPAIGN.replace('every = "week"\n', f'every = "week"\n{due}')
    return room_in(tmp_path_factory.mktemp("desk") / "w", campaign)


@pytest.fixture(scope="module")
def blanks(room: Room) -> dict[str, bytes]:
    return {form: blank_of(room, form) for form in FORMS}


def table_of(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets[0]


@pytest.mark.parametrize("form", FORMS)
def test_the_header_is_locked_and_the_body_is_open(form: str, blanks: dict[str, bytes]) -> None:
    sheet = table_of(blanks[form])
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertColumns  # a column of one's own may be put in
    places = range(2, 2 + len(columns_of(sheet)))
    for column in places:
        assert all(
            sheet.cell(row=row, column=column).protection.locked for row in range(1, body_row(form))
        )
        assert not sheet.cell(row=body_row(form), column=column).protection.locked


@pytest.mark.parametrize("form", FORMS)
def test_the_two_hidden_rows_hide_nothing_else(form: str, blanks: dict[str, bytes]) -> None:
    sheet = table_of(blanks[form])
    hidden = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    assert hidden == {TAG_ROW - 1, TAG_ROW}
    assert sheet.cell(row=TAG_ROW, column=1).value.startswith("#enforce/1|" + form + "|辽1202|")
    assert all(
        sheet.cell(row=row, column=column).value is None
        for row in range(body_row(form), sheet.max_row)
        for column in range(2, sheet.max_column + 1)
    )


@pytest.mark.parametrize("form", FORMS)
def test_no_formula_is_longer_than_excel_takes(form: str, blanks: dict[str, bytes]) -> None:
    sheet = table_of(blanks[form])
    formulas = [
        cell.value
        for row in sheet.iter_rows(max_row=TAG_ROW)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) > 3
    assert max(map(len, formulas)) < LONGEST_FORMULA
    for validation in sheet.data_validations.dataValidation:
        assert len(validation.formula1 or "") <= LONGEST_VALIDATION
        assert len(validation.prompt or "") <= LONGEST_VALIDATION
        assert len(validation.error or "") <= LONGEST_VALIDATION
        assert "{" not in (validation.formula1 or "")  # Excel takes no list in braces here
    for area in sheet.conditional_formatting:
        assert all(len(rule.formula[0]) < LONGEST_FORMULA for rule in area.rules)


def test_choices_offer_the_words_that_the_reader_knows(blanks: dict[str, bytes]) -> None:
    sheet = table_of(blanks["cases"])
    columns = columns_of(sheet)

    def of(tag: str) -> Any:
        place = sheet.cell(row=body_row("cases"), column=columns[tag]).coordinate
        return next(v for v in sheet.data_validations.dataValidation if place in v.sqref)

    assert of("close_method").type == "list"
    assert "终结本次执行程序" in of("close_method").formula1
    # What has more right answers than the list offers is suggested and not forced.
    assert (of("is_key").showErrorMessage, of("cause").showErrorMessage) == (True, False)
    assert of("filed_on").type == "custom"
    assert of("filed_on").showErrorMessage
    assert of("note").formula1 is None


@pytest.mark.parametrize("form", FORMS)
def test_a_preview_that_computes_nothing_shows_the_self_check(
    form: str, blanks: dict[str, bytes]
) -> None:
    sheet = table_of(blanks[form], values=True)
    assert sheet["A3"].value == "自检：尚未填写"
    counts = {cell.value for cell in sheet[TAG_ROW - 1] if cell.value is not None}
    assert counts == {0}


@pytest.mark.parametrize("form", FORMS)
def test_print_set_up_and_formats(form: str, blanks: dict[str, bytes]) -> None:
    sheet = table_of(blanks[form])
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${TAG_ROW + 1}:${body_row(form) - 1}"
    columns = columns_of(sheet)
    looks = {
        tag: sheet.cell(row=body_row(form), column=column).number_format
        for tag, column in columns.items()
    }
    if form == "cases":
        assert (looks["claim_fen"], looks["filed_on"], looks["case_no"]) == (
            "#,##0.00", "yyyy-mm-dd", "@",
        )  # fmt: skip
        # Below the drawn rows the columns themselves are open and shown so.
        letter = openpyxl.utils.get_column_letter(columns["case_no"])
        assert sheet.column_dimensions[letter].number_format == "@"
    if form == "aggregate":
        assert looks["amount_recovered:period:"] == "#,##0.00####"


def test_the_guide_tells_every_column_and_the_time(blanks: dict[str, bytes]) -> None:
    guide = openpyxl.load_workbook(io.BytesIO(blanks["cases"])).worksheets[1]
    assert guide.title == "填表说明"
    told = {row[0].value: row[1].value for row in guide.iter_rows() if row[0].value}
    header = [cell.value for cell in table_of(blanks["cases"])[TAG_ROW + 1]][1:]
    assert set(header) <= set(told)
    assert "例：（2026）辽1202执123号" in told["案号"]
    assert told["案号"].startswith("（必填）")
    assert not told["结案日期"].startswith("（必填）")
    assert any("2026年1月16日12:00" in str(row[1].value) for row in guide.iter_rows())


def test_the_same_blank_has_the_same_bytes_and_was_saved_by_nobody(
    room: Room, blanks: dict[str, bytes]
) -> None:
    assert blank_of(room, "aggregate") == blanks["aggregate"]
    core = zipfile.ZipFile(io.BytesIO(blanks["aggregate"])).read("docProps/core.xml")
    assert b"modified" not in core


def test_columns_of_the_courts_own_mark_stand_only_where_an_action_rests_on_it(
    tmp_path: Path,
) -> None:
    declared = CAMPAIGN + '\n[[campaign.action]]\nid = "own"\nname = "示范案件"\ndeclared = true\n'
    room = room_in(tmp_path / "w", declared)
    assert "declared_actions" in columns_of(table_of(blank_of(room, "cases")))
    tags = columns_of(table_of(blank_of(room, "aggregate")))
    assert {"cases_closed:period:own", "cases_closed:cumulative:own"} <= set(tags)


# What LibreOffice computes and saves: WPS and Excel share its functions, not its faults.


WRONG: dict[str, tuple[list[dict[str, Any]], int]] = {
    "cases": (
        [
            FILLED["cases"][0] | {"case_no": "2025年第301"},
            FILLED["cases"][1] | {"closed_on": dt.date(2025, 10, 1)},  # before it was filed
            FILLED["cases"][2] | {"claim_fen": "三万", "filed_on": "去年", "is_key": "也许"},
            FILLED["cases"][1] | {"close_method": "结了", "case_no": "（2025）辽1202执309号"},
            FILLED["cases"][1] | {"close_method": None, "case_no": "（2025）辽1202执310号"},
            FILLED["cases"][1] | {"closed_on": None, "case_no": "（2025）辽1202执311号"},
            FILLED["cases"][1] | {"closed_on": dt.date(2026, 1, 12), "recovered_fen": -1},
            {"officer": "丁某"},
            FILLED["cases"][1] | {"closed_on": "撤销报结", "case_no": "（2025）辽1202执312号"},
        ],
        11,
    ),
    "payments": (
        [FILLED["payments"][0] | {"amount_fen": -3}, FILLED["payments"][1] | {"received_on": None}],
        2,
    ),
    "measures": (
        [
            FILLED["measures"][0] | {"kind": "喝茶", "quantity": 0.5},
            FILLED["measures"][1] | {"taken_on": dt.date(2026, 2, 1)},
        ],
        3,
    ),
    "payouts": (
        [FILLED["payouts"][0] | {"payees": 1.5}, FILLED["payouts"][1] | {"amount_fen": None}],
        2,
    ),
    "todos": (
        [FILLED["todos"][0] | {"state": "差不多了"}, FILLED["todos"][1] | {"matter": None}],
        2,
    ),
    "aggregate": (
        [
            FILLED["aggregate"][0]
            | {
                "cases_closed:period:small": 62,  # above its own to date, and above the whole's
                "searches:period:": 1.5,
                "persons_fined:period:": None,
                "amount_recovered:period:": "很多",
                "cases_completed:cumulative:": 90,  # above what it is a part of
                "persons_compelled:period:": "不适用",
            }
        ],
        5,
    ),
}


def office(kind: str, folder: Path, *files: Path) -> None:
    if OFFICE is None:
        pytest.skip("no LibreOffice")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder, *files],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.slow
def test_the_self_check_counts_each_wrong_cell_once(
    blanks: dict[str, bytes], tmp_path: Path
) -> None:
    files = []
    for form in FORMS:
        files += [
            saved(filled(blanks[form], form), tmp_path / f"right-{form}.xlsx"),
            saved(filled(blanks[form], form, WRONG[form][0]), tmp_path / f"wrong-{form}.xlsx"),
        ]
    office("csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path, *files)
    for form in FORMS:
        said = {}
        for name in ("right", "wrong"):
            text = (tmp_path / f"{name}-{form}.csv").read_text("utf-8")
            said[name] = list(csv.reader(io.StringIO(text)))[2][0]
        assert said == {"right": "自检：通过", "wrong": f"自检：还有 {WRONG[form][1]} 处未通过"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_what_libreoffice_saves_reads_the_same(
    kind: str, room: Room, blanks: dict[str, bytes], tmp_path: Path
) -> None:
    made = {form: saved(filled(blanks[form], form), tmp_path / f"{form}.xlsx") for form in FORMS}
    plain = {form: facts(read(room, path), form) for form, path in made.items()}
    names = {
        "claim_fen": "子丑寅",
        "kind": "卯辰",
        "received_on": "巳午",
        "searches:period:": "未申",
    }
    moved = {}
    for form in FORMS:
        order = [*range(3, -1, -1), *range(4, 2 + len(columns_of(table_of(blanks[form]))) - 1)]
        layout = Layout(order=order, names=names)
        workbook = changed(filled(blanks[form], form), form, layout)
        moved[form] = saved(workbook, tmp_path / f"moved-{form}.xlsx")
    out = tmp_path / "out"
    out.mkdir()
    office(kind, out, *made.values(), *moved.values())
    for form in FORMS:
        for path in (made[form], moved[form]):
            reading = read(room, out / f"{path.stem}.{kind}")
            assert codes(reading) == []
            assert facts(reading, form) == plain[form]
