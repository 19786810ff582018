"""The frame of the benchmarks: what is within its goal, what a tree holds, the page and its plots."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.dom.minidom import parseString

import pytest

from benchmarks.measure import Curve, Line, Run, interleaved, line_record, ratio, run
from benchmarks.page import write_page
from benchmarks.plot import curve_svg, goals_svg

ALLOCATES = "x = bytearray(60_000_000); import time; time.sleep(0.4)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ALLOCATES!r}])"


def test_at_least_and_at_most() -> None:
    most = Line(id="a", what="a", value=3.0, goal=2.0)
    least = Line(id="b", what="b", value=3.0, goal=6.0, sense="at least")
    assert (most.reached, most.is_within(1.4), most.is_within(1.5)) == (False, False, True)
    assert (least.reached, least.is_within(1.9), least.is_within(2.0)) == (False, False, True)
    assert not Line(id="c", what="c", value=None, goal=0).is_within(100)


def test_memory_is_that_of_the_whole_tree() -> None:
    taken = run([sys.executable, "-c", CHILD], watched=True)
    assert taken.mib is not None
    assert 60 < taken.mib < 120
    assert taken.wall >= 0.4
    assert run([sys.executable, "-c", "pass"]).mib is None


def test_a_contestant_that_fails_is_no_measure() -> None:
    with pytest.raises(RuntimeError, match="so it is"):
        run([sys.executable, "-c", "raise SystemExit('so it is')"])


def test_contestants_take_turns() -> None:
    asked: list[tuple[str, int]] = []

    def named(name: str) -> object:
        def command(place: int) -> list[str]:
            asked.append((name, place))
            return [sys.executable, "-c", "pass"]

        return command

    runs = interleaved({"a": named("a"), "b": named("b")}, 2, warm=("b",))  # type: ignore[dict-item]
    assert asked == [("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    assert ratio(runs, "a", "a") == 1


def test_the_page_is_made_from_the_result_and_nothing_else_of_it_changes(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "images").mkdir(parents=True)
    source = Path(__file__).parents[2] / "docs" / "performance.md"
    (docs / "performance.md").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    lines = [
        Line(id="one", what="one / two", value=1.25, goal=1.5, unit="×", rounds=5,
             runs={"one": [Run(wall=1, processor=1)]}),
        Line(id="gone", what="gone", value=None, goal=1, note="broken"),
        Line(id="more", what="more", value=3.0, goal=6, sense="at least", unit="×"),
    ]  # fmt: skip
    curve = Curve(
        id="files", what="ingest", axis="files", points=[(30, 1.5, 200.0), (300, 9, None)]
    )
    result = {
        "commit": "abc1234", "seconds": 600,
        "machine": {"cores": 2, "memory_gib": 24, "python": "3.11.7"},
        "lines": [line_record(line) for line in lines],
        "curves": [{"id": curve.id, "what": curve.what, "axis": curve.axis,
                    "points": list(curve.points)}],
    }  # fmt: skip
    written = write_page(result, docs)
    assert [path.name for path in written] == [
        "performance.md", "performance-goals.svg", "performance-files.svg",
    ]  # fmt: skip
    text = written[0].read_text(encoding="utf-8")
    assert "| one / two | 1.25× | at most 1.5" in text
    assert "| gone (broken) | not measured |" in text
    assert "| more | **3×** | at least 6× |" in text
    assert "30: 1.5 s and 200 MiB, 300: 9.0 s" in text
    assert write_page(result, docs) == written
    assert written[0].read_text(encoding="utf-8") == text
    for path in written[1:]:
        parseString(path.read_text(encoding="utf-8"))  # noqa: S318  # our own


def test_plots_are_well_formed_whatever_the_names_hold() -> None:
    for svg in (
        goals_svg([("a <b> & c", 0.5), ("d", 3.0)]),
        curve_svg("<t>", "x & y", [(1, 2.0), (10, 2.0)]),
        curve_svg("t", "x", [(1, 2.0), (10, 20.0)], [(1, 100.0), (10, 90.0)]),
    ):
        assert parseString(svg).documentElement.tagName == "svg"  # noqa: S318  # our own
