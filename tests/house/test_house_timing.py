"""The page of long tests speaks of tests that are there, and every slow test is in one slice."""

from pathlib import Path

import pytest

from tests.timing import dealt, long_functions, measured

ROOT = Path(__file__).parents[2]


def test_the_functions_of_the_page_are_there() -> None:
    for name in long_functions():
        path, *_, function = name.split("::")
        assert f"def {function}(" in (ROOT / path).read_text("utf-8"), name


def test_a_file_is_in_one_slice_and_the_slices_are_alike() -> None:
    seconds = {f"{name}.py::test": float(number) for number, name in enumerate("abcdefgh", 1)}
    files = [f"{name}.py" for name in "abcdefgh"]
    found = dealt(seconds, files, 3)
    assert set(found) == set(files)
    loads = [
        sum(seconds[f"{path}::test"] for path, number in found.items() if number == each)
        for each in (1, 2, 3)
    ]
    assert sum(loads) == sum(seconds.values())
    assert max(loads) - min(loads) <= 2


def test_cases_of_a_function_count_together(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuite><testcase classname="tests.a.test_b" name="test_c[x::y]" time="1.5"/>'
        '<testcase classname="tests.a.test_b" name="test_c[z]" time="1"/>'
        '<testcase classname="tests.a.test_b.TestD" name="test_e" time="3"/></testsuite>'
    )
    assert measured([report]) == {
        "tests/a/test_b.py::test_c": pytest.approx(2.5),
        "tests/a/test_b.py::TestD::test_e": pytest.approx(3),
    }
