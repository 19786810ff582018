"""A column that was put aside says nothing: its week is no computed nought."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Desk, case_row, ledger


def test_money_whose_unit_is_in_doubt_is_missing_and_not_nought(new: Desk, tmp_path: Path) -> None:
    first = ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000), case_row(12, 8000))
    second = ledger("2", "2025-12-22", "2025-12-28", case_row(11, 9500), case_row(12, 8500))
    second.here.rows[1][0] += "　单位：万元"
    for made, name, day in ((first, "银州1", "2025-12-22"), (second, "银州2", "2025-12-29")):
        ran = new("ingest", made.save(tmp_path / f"{name}.xlsx"), "--received", day, "--json")
    codes = {p["code"] for one in ran.json["data"]["returns"] for p in one["problems"]}
    assert "S-12" in codes
    (figure,) = [
        f
        for f in new.figures("--week", "--date", "2025-12-28")
        if (f["indicator"], f["basis"], f["court"], f["action"])
        == ("amount_recovered", "period", "辽1202", None)
    ]
    assert (figure["value"], figure["note"]) == (None, "存疑")
