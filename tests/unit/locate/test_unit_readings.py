"""Which of two units is asked first."""

import pytest

from enforcement_cli.locate.unit_readings import no_unit_facts, unit_facts


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ([3.5, 12.0, None, "—", 0.8], "万元"),
        ([35_000.0, 120_000.0, 8_000.0], "元"),
        ([], "元"),
        (["12", "１，２００.5", "8", None, 0.0], "万元"),
        (["约12", "见附件"], "元"),
    ],
)
def test_the_unit_in_which_amounts_are_usual_comes_first(cells: list, first: str) -> None:
    assert unit_facts("到位金额", ("元", "万元"), cells)["unit1"] == first


def test_where_none_is_written_the_likelier_is_named() -> None:
    assert no_unit_facts("到位金额", [3.5, 12.0, None])["suggested"] == "万元"
    assert no_unit_facts("到位金额", ["35,000", "8000"])["suggested"] == "元"
    assert no_unit_facts("到位金额", ["无"]) == {
        "header": "到位金额", "suggested": "", "suggestion": "",
    }  # fmt: skip


def test_an_example_is_shown_in_both() -> None:
    readings = unit_facts("到位金额", ("元", "万元"), [12.5])["readings"]
    assert "125000" in readings
    assert readings.count("12.5") == 2
    assert unit_facts("到位金额", ("元", "万元"), [])["readings"] == ""
