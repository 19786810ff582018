"""Answers about columns: what the words mean, how they are kept, which returns they speak of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import BadConfiguration, UsageError
from enforcement_cli.model.mapping import ColumnAnswer, Mapping, stated_units
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.vocabulary.forms import form_named, header_key
from enforcement_cli.workflow.mapping_file import (
    Remembered,
    fingerprint_of,
    mapping_path,
    read_mapping,
    read_mappings,
    write_mapping,
)
from enforcement_cli.workflow.mapping_questions import confirm_command
from enforcement_cli.workflow.mapping_words import Headers, parse_answers, resolve_header
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import DESK, YINZHOU

COURT = next(court for court in DESK.courts if court.code == YINZHOU)


def place(column: int, header: str, field: str = "", stated: str = "") -> FieldPlace:
    return FieldPlace(sheet="台账", field=field, column=column, header=header, stated=stated)


HEADERS = Headers(
    latest=(
        place(2, "案号", "case_no"),
        place(3, "金额情况（万元）/已 到位", "recovered_fen", stated="万元"),
        place(4, "金额情况（万元）/标的", "claim_fen", stated="元/万元"),
        place(5, "本周/件数"),
        place(6, "累计/件数"),
    ),
    ever=("旧列名",),
)


def test_a_header_is_named_by_path_word_or_letter() -> None:
    for written in ("金额情况/已到位", "金额情况（万元）/已 到位", "已到位", "C", "c"):
        assert resolve_header(written, HEADERS) == "金额情况/已到位"
    assert resolve_header("旧列名", HEADERS) == "旧列名"


@pytest.mark.parametrize("written", ["件数", "Z", "没有的列", "A", ""])
def test_a_header_of_two_columns_or_none_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        resolve_header(written, HEADERS)


def test_before_any_return_a_header_is_taken_as_written() -> None:
    assert resolve_header("到位数（万元）", Headers(latest=(), ever=())) == "到位数"


def test_the_label_of_an_open_question_is_a_header_too() -> None:
    headers = Headers(
        latest=HEADERS.latest, ever=(), asked=("“执结率”一行有数据，但不知道是哪一项。",)
    )
    assert resolve_header("执结率", headers) == "执结率"


def test_a_letter_over_two_columns_of_one_name_is_refused() -> None:
    twice = Headers(latest=(place(2, "金额"), place(3, "金额")), ever=())
    with pytest.raises(UsageError):
        resolve_header("B", twice)


def test_words_of_one_header_become_one_answer() -> None:
    found = parse_answers(
        "cases",
        HEADERS,
        columns=["C=执行到位金额", "本周/件数=不统计"],
        units=["已到位=元"],
        basis="",
    )
    assert found == (
        ColumnAnswer(header="金额情况/已到位", field="recovered_fen", unit="元", stated="万元"),
        ColumnAnswer(header="本周/件数", field=""),
    )


@pytest.mark.parametrize(
    ("columns", "units", "basis"),
    [
        (["C=到位"], [], ""),
        (["C=recovered_fen", "已到位=claim_fen"], [], ""),
        ([], ["案号=元"], ""),
        ([], ["C=件"], ""),
        ([], [], "cumulative"),
    ],
)
def test_what_does_not_go_together_is_refused(
    columns: list[str], units: list[str], basis: str
) -> None:
    with pytest.raises(UsageError):
        parse_answers("cases", HEADERS, columns=columns, units=units, basis=basis)


def test_a_basis_is_of_a_column_or_of_a_whole_aggregate() -> None:
    headers = Headers(latest=(place(2, "执结数"),), ever=())

    def told(basis: str) -> tuple[ColumnAnswer, ...]:
        return parse_answers("aggregate", headers, columns=[], units=[], basis=basis)

    assert told("累计") == (ColumnAnswer(header="", basis="cumulative"),)
    assert told("执结数=period") == (ColumnAnswer(header="执结数", basis="period"),)


def test_answers_come_back_as_they_were_written(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    at = datetime(2026, 1, 5, 9, 30, tzinfo=BEIJING)
    kept = (
        Remembered(
            answer=ColumnAnswer(header='到"位\\数', field="recovered_fen", unit="元", stated="万元"),
            by="内勤", reason="电话\n核实", at=at,
        ),
        Remembered(answer=ColumnAnswer(header="督办人", field="")),
        Remembered(answer=ColumnAnswer(header="金额", unit="万元")),
    )  # fmt: skip
    path = write_mapping(workspace, COURT, form_named("cases"), kept)
    assert path == mapping_path(workspace, YINZHOU, "cases")
    assert read_mappings(workspace) == {(YINZHOU, "cases"): kept}
    assert [p.name for p in workspace.mappings.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("辽1202-cases.toml", '[[column]]\nheader = "a"\nunit = "两"\n', "3"),
        ("辽1202-cases.toml", '[[column]]\nheader = ""\n', "2"),
        ("辽1202-cases.toml", '[[column]]\nfield = ""\n', "1"),
        ("辽1202-cases.toml", '[[column]]\nheader = "a"\n[[column]]\nheader = "a（元）"\n', "4"),
        ("辽1202-cases.toml", "column = 1\n", "1"),
        ("辽1202-cases.toml", '[[column]]\nheader = "a"\nat = "昨天"\n', "3"),
        ("辽1202.toml", "", ""),
        ("辽1202-case.toml", "", ""),
    ],
)
def test_a_broken_file_names_itself_and_the_line(
    tmp_path: Path, name: str, text: str, line: str
) -> None:
    folder = Workspace(tmp_path).mappings
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(BadConfiguration) as broken:
        read_mappings(Workspace(tmp_path))
    assert name in broken.value.where
    assert line in broken.value.where.replace(name, "")


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    assert read_mapping(tmp_path / "辽1202-cases.toml", "cases") == ()
    assert read_mappings(Workspace(tmp_path)) == {}


def test_an_answer_speaks_of_returns_that_have_its_column() -> None:
    answer = ColumnAnswer(header="到位数", field="recovered_fen")
    one = Mapping(court=YINZHOU, form="cases", answers=(answer,))
    two = Mapping(
        court=YINZHOU, form="cases", answers=(ColumnAnswer(header="督办人", field=""), answer)
    )
    assert fingerprint_of(None, ["到位数"]) == fingerprint_of(one, ["案号"]) == ""
    assert fingerprint_of(one, ["案号", "到位数（元）"]) == fingerprint_of(two, ["到位数"]) != ""
    other = Mapping(court=YINZHOU, form="cases", answers=(ColumnAnswer(header="到位数", field=""),))
    assert fingerprint_of(other, ["到位数"]) not in ("", fingerprint_of(one, ["到位数"]))


def test_a_unit_answered_settles_what_was_said_then_and_nothing_else() -> None:
    answer = ColumnAnswer(header="到位金额", unit="元", stated=stated_units(["万元"]))
    assert answer.settles(["万元"])
    assert answer.settles([])
    assert answer.settles(["元"])
    assert not answer.settles(["千元"])
    assert not answer.settles(["元", "万元"])
    assert not ColumnAnswer(header="到位金额", field="recovered_fen").settles([])


@pytest.mark.parametrize("header", ['到位"数', "到位`rm`", "到位$x", "到位\\数"])
def test_a_header_that_a_shell_reads_otherwise_gives_no_command(header: str) -> None:
    assert confirm_command("银州区法院", "cases", columns=[(header, "recovered_fen")]) == ""


def test_a_key_is_made_of_every_group_as_locating_makes_it() -> None:
    assert header_key("二、金额情况（万元）/1.已 到位") == "金额情况/已到位"
