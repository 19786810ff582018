"""Every notation of domain.md 1.5 that is a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.normalise.case_numbers import parse_case_number, plain_case_numbers
from enforcement_cli.normalise.reading import Reading

LAST_YEAR = 2027
COURTS = ("辽12", "辽1202", "辽1204")


def read(cell):
    return parse_case_number(cell, LAST_YEAR, COURTS)


def number(cell) -> tuple[str, str]:
    """Official form and code."""
    found = read(cell)
    if isinstance(found, Reading):
        assert isinstance(found.value, CaseNumber), found
        return found.value.official, found.code
    return found.official, ""


def test_the_official_form_needs_no_word() -> None:
    assert number("（2026）辽1202执123号") == ("（2026）辽1202执123号", "")
    assert number("（2025）最高法执监7号") == ("（2025）最高法执监7号", "")
    assert read("（2026）辽12执恢5号") == CaseNumber(year=2026, court="辽12", type="执恢", serial=5)


@pytest.mark.parametrize(
    "text",
    [
        "〔2026〕辽1202执123号", "[2026]辽1202执123号", "【2026】辽1202执123号",
        "﹝2026﹞辽1202执123号", "（2026)辽1202执123号", "2026辽1202执123号", "(2026辽1202执123号",
        "（２０２６）辽１２０２执１２３号", "(2026) 辽1202 执 123 号", "（2026）辽1202\n执123号",
        "\u200b（2026）辽1202\u00a0执123号\u3000", "2026辽1202执123", "（2026）辽1202执字第123号",
        "（2026）辽1202执第123号", "（2026）辽1202执000123号", "（2026）辽1202执123号之一",
        "（2026）辽1202执123号-1", "（2026）辽1202执123-1号", "（2026）辽1202执123之二",
        "（2026）辽12O2执123号", "（2026）辽1２０2执123号",
        "（2026）辽1202执123号（系列案）", "（2026）辽1202执123号(系列案)", "2026年辽1202执123号",
        "'（2026）辽1202执123号", "’（2026）辽1202执123号",
    ],
)  # fmt: skip
def test_other_notations_are_put_right(text: str) -> None:
    assert number(text) == ("（2026）辽1202执123号", "V-23")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（2026）辽12O2执1l9号", "（2026）辽1202执119号"),
        ("（2026）辽1202执1I9号", "（2026）辽1202执119号"),
        ("（2026）辽1202执1丨9号", "（2026）辽1202执119号"),
        ("（2014）铁银执字第00123号", "（2014）铁银执123号"),
        ("（2026）辽1202执恢字第8号", "（2026）辽1202执恢8号"),
    ],
)
def test_letters_between_digits_and_old_forms(text: str, expected: str) -> None:
    assert number(text) == (expected, "V-23")


def test_suffix_takes_no_part_in_identity() -> None:
    assert read("（2026）辽1202执123号之一").value == read("（2026）辽1202执123号")


@pytest.mark.parametrize(
    "cell",
    [
        "（2026）辽1202执123号、124号", "（2026）辽1202执123-130号", "（2026）辽1202执123-5号",
        "（2026）辽1202执123号\n（2026）辽1202执124号", "（2026）辽1202执123号-130号",
        "（2026）执123号", "辽1202执字第123号", "（2062）辽1202执5号", "（206）辽1202执5号",
        "（26）辽1202执5号", "（2026）辽1202民初5号", "（2026）辽1202执号", "（2026）辽1202执0号",
        "（2026）铁银执字第5号", "待补", 123.0, -2026.0,
    ],
)  # fmt: skip
def test_what_is_no_single_number_is_asked(cell) -> None:
    found = read(cell)
    assert isinstance(found, Reading)
    assert (found.code, found.value) == ("V-16", None)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("（2026）辽1202执灰5号", "（2026）辽1202执恢5号"),
        ("（2026）达1202执5号", "（2026）辽1202执5号"),
        ("（2026）辽1202热5号", "（2026）辽1202执5号"),
        ("（2026）辽l202执5号", "（2026）辽1202执5号"),
        ("（2026）1202执5号", "（2026）辽1202执5号"),
    ],
)
def test_misread_characters_are_only_suggested(text: str, suggestion: str) -> None:
    found = read(text)
    assert isinstance(found, Reading)
    assert (found.code, found.value, found.facts["suggestion"]) == ("V-16", None, suggestion)


@pytest.mark.parametrize("cell", [1.2e17, "1.2E+17", 2.0261202e16])
def test_long_numbers_that_lost_digits(cell) -> None:
    assert read(cell).code == "V-17"


@pytest.mark.parametrize("cell", [None, "", "  ", "/", "—", "无"])
def test_blank(cell) -> None:
    assert read(cell) is None


@st.composite
def disguised(draw):
    truth = CaseNumber(
        year=draw(st.integers(2016, 2026)),
        court=draw(st.sampled_from(["辽12", "辽1202", "内0207", "湘1127", "京0101", "鄂9004"])),
        type=draw(st.sampled_from(["执", "执恢", "执保", "执异", "执复", "执监", "执协", "执他"])),
        serial=draw(st.integers(1, 99_999)),
    )
    left, right = draw(st.sampled_from(["（）", "()", "[]", "〔〕", "【】", ("", "")]))
    serial = "0" * draw(st.integers(0, 3)) + str(truth.serial)
    word = draw(st.sampled_from(["", "字", "第", "字第"]))
    gap = draw(st.sampled_from(["", " ", "\u3000", "\n", "\u200b"]))
    parts = [left, str(truth.year), right, truth.court, truth.type + word, serial]
    text = gap.join(part for part in parts if part) + draw(st.sampled_from(["号", ""]))
    if draw(st.booleans()):
        text = text.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    return truth, text


@given(disguised())
def test_a_number_in_any_notation_comes_back(case) -> None:
    truth, text = case
    found = read(text)
    assert (found.value if isinstance(found, Reading) else found) == truth


def test_a_column_at_once_takes_official_numbers_only() -> None:
    good = ["（2026）辽1202执1号", "（2026）辽12执恢2号"]
    assert plain_case_numbers(good, LAST_YEAR).numbers.to_pylist() == good
    for bad in (None, 5.0, "x", "(2026)辽1202执3号", "（2062）辽1202执3号", "（2026）辽1202执03号"):
        assert plain_case_numbers([*good, bad], LAST_YEAR) is None
    assert plain_case_numbers(["\n".join(good), "x"], LAST_YEAR) is None
