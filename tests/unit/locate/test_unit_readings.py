"""Which of two units is asked first."""

import pytest

from enforcement_cli.locate.unit_readings import unit_facts


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ([3.5, 12.0, None, "—", 0.8], "万元"),
        ([35_000.0, 120_000.0, 8_000.0], "元"),
        ([], "元"),
        (["12", None, 0.0], "元"),
    ],
)
def test_the_unit_in_which_amounts_are_usual_comes_first(cells: list, first: str) -> None:
    for units in (
        (("元", "万元"), ("万元", "元")) if cells[:1] and cells[0] != "12" else [("元", "万元")]
    ):
        assert unit_facts("到位金额", units, cells)["unit1"] == first


def test_an_example_is_shown_in_both() -> None:
    readings = unit_facts("到位金额", ("元", "万元"), [12.5])["readings"]
    assert "125000" in readings
    assert readings.count("12.5") == 2
    assert unit_facts("到位金额", ("元", "万元"), [])["readings"] == ""
