"""Nothing that enforce writes is run as a formula where it is opened or pasted; nothing is lost."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from enforcement_cli.check.sendback.items import ListItem
from enforcement_cli.check.sendback.marked_copy import marked_copy
from enforcement_cli.check.sendback.problem_list import problem_list
from enforcement_cli.model.bulletin import Row
from enforcement_cli.model.campaign import Action, Campaign
from enforcement_cli.model.formula import begins_formula, guarded
from enforcement_cli.render.blank.model import Blank
from enforcement_cli.render.blank.workbook import blank_workbook
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.pdf import office
from enforcement_cli.render.tables import table_bytes
from enforcement_cli.render.texts import render_texts
from enforcement_cli.vocabulary.blank import blank_columns
from tests.security.listed import payloads
from tests.security.made import bulletin

PAYLOADS, HONEST = payloads("formulas"), payloads("honest_cells")
TEMPLATES = Path(__file__).parents[2] / "templates"
SIGNS = "=+-@|＝＋－＠﹦﹢﹣﹫−"
# What a spreadsheet drops before it looks; the apostrophe is what it obeys.
DROPPED = ' \t\r\n\x0b\x0c\x00\x1f\x7f"“”\u00a0\u3000\u200b\ufeff\u2060\u202e\u200f\u00ad\u2028'
NUMBER = re.compile(r"-\d[\d,]*(\.\d+)?%?")
XML_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_run(text: str) -> bool:
    """Whether a spreadsheet may run what was pasted into a cell."""
    shown = text.lstrip(DROPPED)
    return bool(shown) and shown[0] in SIGNS and not NUMBER.fullmatch(shown)


def kept(text: str) -> str:
    """What any reader of a workbook gets back of a text."""
    return XML_CANNOT.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def texts_of(data: bytes) -> list[str]:
    """The texts of every cell of a workbook; fails on one that is a formula of ours no longer."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert all(re.match(r"=(SUM|IF|SUMPRODUCT)\(", formula) for formula in formulas), formulas
    texts = [str(cell.value) for cell in cells if cell.data_type in ("s", "inlineStr")]
    return [text.replace("\ufffd", "") for text in texts]  # in place of what XML cannot hold


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_guarded_text_is_never_run_and_can_be_read_back(payload: str) -> None:
    made = guarded(payload)
    assert not any(is_run(part) for part in re.split("[\t\r\n;；\u2028]", made))
    assert made.replace("'", "") == payload.replace("'", "")
    assert guarded(made).replace("'", "") == made.replace("'", "")


@pytest.mark.parametrize("text", HONEST)
def test_honest_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert not begins_formula(text)


def rows() -> list[list[Any]]:
    return [[number, text, -2, text] for number, text in enumerate([*PAYLOADS, *HONEST])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_holds_no_formula_however_it_is_taken_apart(separator: str) -> None:
    text = table_bytes(["no", "text", "less", "again"], rows(), "csv").decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert [cell for line in read for cell in line if is_run(cell)] == []
    if separator == ",":
        assert [line[2] for line in read[1:]] == ["-2"] * len(rows())
        assert [line[1] for line in read[-len(HONEST) :]] == HONEST


def test_an_exported_workbook_holds_texts_alone() -> None:
    texts = texts_of(table_bytes(["no", "text", "less", "again"], rows(), "xlsx"))
    assert texts[2:] == [
        "less", "again", *(kept(one) for text in [*PAYLOADS, *HONEST] for one in (text, text))
    ]  # fmt: skip


def test_an_exported_cell_stays_a_text_when_somebody_edits_it() -> None:
    data = table_bytes(["text"], [["=1+1"], ["甲"]], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet["A2"].quotePrefix, sheet["A3"].quotePrefix] == [True, False]


def all_said(texts: Iterable[str]) -> Any:
    """A bulletin that says each of these in its table, paragraphs and notes."""
    plain = bulletin()
    section = plain.sections[0]
    table = section.tables[0]
    said = tuple(texts)
    made = tuple(
        Row(
            label=text,
            values=(*table.rows[0].values[:3], replace(table.rows[0].values[3], shown=text)),
        )
        for text in said
    )
    table = replace(table, rows=(*made, replace(table.rows[1], covers=(0,))), notes=said)
    return replace(
        plain, sections=(replace(section, tables=(table,), paragraphs=said, numbers=()),),
        notes=said, marks=said,
    )  # fmt: skip


def test_a_bulletin_workbook_holds_texts_and_its_own_sums(tmp_path: Path) -> None:
    render_excel(all_said(PAYLOADS), TEMPLATES / "weekly.xlsx", tmp_path / "b.xlsx")
    texts = texts_of((tmp_path / "b.xlsx").read_bytes())
    for payload in PAYLOADS:
        assert any(kept(payload) in text for text in texts), payload


@pytest.mark.parametrize("payload", PAYLOADS[::9])
def test_titles_of_a_bulletin_are_texts(payload: str, tmp_path: Path) -> None:
    render_excel(bulletin(payload), TEMPLATES / "weekly.xlsx", tmp_path / "b.xlsx")
    assert kept(payload) in texts_of((tmp_path / "b.xlsx").read_bytes())


def items() -> list[ListItem]:
    return [
        ListItem(
            severity="query", code="V-02", message=text, remedy=text, title=text, why=text,
            subject=text, answer=text, sheet="台账", row=2, column=1,
        )
        for text in PAYLOADS
    ]  # fmt: skip


def test_a_problem_list_and_a_marked_copy_hold_texts_alone() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "台账"
    book.worksheets[0].append(("案号", "金额"))
    whole = io.BytesIO()
    book.save(whole)
    listed = problem_list(items(), "=1+1")
    for data in (listed, marked_copy(whole.getvalue(), items(), "=1+1")):
        texts = texts_of(data)
        missing = [text for text in PAYLOADS if kept(text) not in texts and not _bare(text)]
        assert missing == []


def _bare(text: str) -> bool:
    """Signs a marked copy leaves out besides what XML cannot hold."""
    return kept(text).strip() != kept(text) or "\x7f" in text


# No name of the campaign file holds a control sign: it is refused on its line.
@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.isprintable()][::5])
@pytest.mark.parametrize("form", ["cases", "aggregate"])
def test_a_blank_return_is_asked_for_in_texts(form: str, payload: str) -> None:
    first, last = date(2025, 12, 20), date(2026, 2, 28)
    actions = (Action(id="own", name=payload, declared=True), Action(id="b", name='"x",'))
    campaign = Campaign(id="c", name=payload, start=first, end=last, actions=actions)
    blank = Blank(
        form=form, sheet="台账", title=payload, head=payload, stamp="x", court=payload,
        columns=blank_columns(form, campaign), earliest=first, latest=last,
        actions=tuple(action.name for action in actions), lines=(payload,),
    )  # fmt: skip
    data = blank_workbook(blank)
    assert kept(payload) in texts_of(data)
    # A name in a list of choices ends neither the list nor a choice.
    lists = [
        validation.formula1
        for sheet in openpyxl.load_workbook(io.BytesIO(data))
        for validation in sheet.data_validations.dataValidation
        if validation.type == "list"
    ]
    assert [one for one in lists if '"' in one[1:-1].replace('""', "")] == []


TEXT_FIELDS = {
    "notices/returned.txt.j2": "groups", "notices/queried.txt.j2": "groups",
    "notices/receipt.txt.j2": "", "chase/remind.txt.j2": "items", "chase/urge.txt.j2": "items",
    "chase/notify.txt.j2": "items", "chase/group.txt.j2": "steps",
}  # fmt: skip


@pytest.mark.parametrize("template", TEXT_FIELDS)
def test_no_line_of_a_text_to_send_is_run_when_it_is_pasted(template: str) -> None:
    asked = [(TEMPLATES / template, fields(payload)) for payload in PAYLOADS]
    for text in render_texts(asked):
        assert [line for line in re.split("[\t\n]", text) if is_run(line)] == []


def fields(said: str) -> dict[str, Any]:
    """What a notice or a reminder is filled with, the payload wherever a court's words stand."""
    place = {"where": f"{said}!A1：", "message": said}
    group = {"severity": "核实", "code": "V-02", "title": said, "count": 2, "places": [place],
             "more": 1, "remedy": said}  # fmt: skip
    item = {"title": said, "period": said, "days": "1月5日—1月11日", "state": "returned", "file": said,
            "step": "notify", "due": "1月12日 12:00", "on_time_until": "", "locked": "", "times": 2,
            "extended": False, "by_weekday": False, "late_days": 1, "came": "1月12日 13:00",
            "problem_count": 1, "reasons": [said]}  # fmt: skip
    return {
        "campaign": said, "desk": said, "court": said, "period": said, "days": said, "form": said,
        "file": said, "received": "x", "status": said, "taken": True, "counted": 1, "held": 1,
        "marked": said, "apart": said, "due": said, "groups": [group], "notes": 1, "now": "x",
        "items": [item], "earlier": [said], "extended": [said],
        "steps": [{"name": "通报", "courts": [{"name": said, "what": said}]}],
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(office() is None, reason="needs LibreOffice")
def test_libreoffice_finds_no_formula_in_a_csv(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table_bytes(["no", "text", "less", "again"], rows(), "csv"))
    for separator in ("44", "59", "9"):
        subprocess.run(
            [str(office()), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             f"--infilter=CSV:{separator},34,76", "--convert-to", "xlsx", "--outdir", tmp_path / separator,
             tmp_path / "t.csv"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        assert texts_of((tmp_path / separator / "t.xlsx").read_bytes())
    shutil.rmtree(tmp_path / "profile")
