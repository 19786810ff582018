"""`enforce template`: which blanks are written where, and that filled in they are taken unasked."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.blanks import DAY, FILLED, columns_of, filled, saved
from tests.cli.running import Desk

WEEK = ("--date", DAY.isoformat())


def test_one_workbook_for_each_court_and_form_that_is_expected(new: Desk) -> None:
    ran = new("template", *WEEK, "--json")
    assert ran.code == 0
    files = ran.json["data"]["files"]
    assert [(f["court"], f["form"]) for f in files] == [
        ("辽1202", "cases"), ("辽1224", "cases"), ("辽1202", "measures"), ("辽1224", "measures"),
    ]  # fmt: skip
    assert {f["period"]["end"] for f in files} == {"2026-01-11"}
    folder = new.root / "bulletins" / "空白表" / "第4周"
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        f"{court}-{form}-第4周.xlsx"
        for court in ("银州区法院", "昌图县法院")
        for form in ("案件台账", "强制措施明细")
    )


def test_a_form_that_is_not_expected_is_made_for_every_court_when_named(
    new: Desk, tmp_path: Path
) -> None:
    ran = new("template", *WEEK, "--form", "aggregate", "--output", tmp_path / "给各院", "--json")
    assert [f["court"] for f in ran.json["data"]["files"]] == ["辽12", "辽1202", "辽1224"]
    one = new("template", *WEEK, "--form", "payments", "--court", "银州", "--output", tmp_path)
    assert (one.code, one.out.count("已写")) == (0, 1)
    assert (tmp_path / "银州区法院-到位明细-第4周.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--form", "narrative"), 2),
        (("--form", "cases", "--court", "铁岭中院"), 2),
        (("--court", "银洲"), 6),
        (("--date", "上周"), 2),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    new: Desk, arguments: tuple[str, ...], code: int
) -> None:
    assert new("template", *arguments).code == code
    assert not (new.root / "bulletins" / "空白表").exists()


def test_before_and_after_the_campaign_it_is_the_nearest_week(new: Desk) -> None:
    for day, end in (("2025-11-01", "2025-12-21"), ("2026-08-01", "2026-02-28")):
        ran = new("template", "--date", day, "--form", "cases", "--court", "银州", "--json")
        assert ran.json["data"]["files"][0]["period"]["end"] == end


def test_a_campaign_that_expects_nothing_wants_a_form_named(new: Desk) -> None:
    path = new.root / "enforce.toml"
    text = path.read_text("utf-8")
    start, end = text.index("[[campaign.expects]]"), text.index("[[campaign.operation]]")
    path.write_text(text[:start] + text[end:], "utf-8")
    assert new("template", *WEEK).code == 5
    assert new("template", *WEEK, "--form", "cases").code == 0


def test_filled_blanks_are_taken_without_a_question(new: Desk, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    for form in FILLED:
        court = "昌图" if form == "aggregate" else "银州"  # its figures are of no ledger here
        ran = new(
            "template", *WEEK, "--form", form, "--court", court, "--output", tmp_path, "--json"
        )
        (file,) = ran.json["data"]["files"]
        data = Path(file["path"]).read_bytes()
        workbook = filled(data, form)
        if form == "cases":  # as a court would: its own word for a column
            sheet = workbook.worksheets[0]
            sheet.cell(row=6, column=columns_of(sheet)["claim_fen"], value="欠多少钱")
        saved(workbook, sent / Path(file["path"]).name)
    ran = new("ingest", sent, "--received", "2026-01-12T09:00", "--json")
    assert ran.code in (0, 3), ran
    returns = {one["form"]: one for one in ran.json["data"]["returns"]}
    assert {form: one["status"] for form, one in returns.items()} == dict.fromkeys(
        FILLED, "accepted"
    )
    asked = [p for one in returns.values() for p in one["problems"]]
    assert [p for p in asked if p["severity"] in ("return", "query")] == []
    assert returns["cases"]["totals"]["cases.claim_fen"] == 16520050
    assert returns["payments"]["totals"]["recoveries.amount_fen"] == 920034
    totals = returns["aggregate"]["totals"]
    assert totals["statements.amount_recovered.period.fen"] == 104250000


def test_the_workbook_opens_and_says_whose_it_is(new: Desk, tmp_path: Path) -> None:
    new("template", *WEEK, "--form", "cases", "--court", "昌图", "--output", tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    assert "填报单位：昌图县人民法院" in sheet["A2"].value
    assert "2026年1月5日至2026年1月11日" in sheet["A2"].value
