"""Which tests are long, as measured: they are slow ones, and the slow ones are dealt into slices.

`tests/timing.tsv` has a line a function that takes a second and a half or more, its parameters together.
Written anew from what pytest measured:

    python -m pytest -n auto --junitxml=build/tests.xml
    python -m tests.timing build/tests.xml
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

PAGE = Path(__file__).parent / "timing.tsv"
# What `make test` has of a function at most, in seconds of one core.
LONG = 1.5
# What a file counts for of which nothing was measured yet.
_UNKNOWN = 1.0


def measured(reports: Iterable[Path]) -> dict[str, float]:
    """`file::function` to the seconds of all its cases together; the larger of several reports."""
    found: dict[str, float] = {}
    for report in reports:
        seconds: Counter[str] = Counter()
        for case in ET.parse(report).iter("testcase"):  # noqa: S314  # pytest wrote it
            parts = case.attrib["classname"].split(".")
            classes = [part for part in parts if part.startswith("Test")]
            path = "/".join(parts[: len(parts) - len(classes)]) + ".py"
            name = "::".join([path, *classes, case.attrib["name"].split("[")[0]])
            seconds[name] += float(case.attrib["time"])
        for name, taken in seconds.items():
            found[name] = max(taken, found.get(name, 0.0))
    return found


def long_functions() -> dict[str, float]:
    """What the page says."""
    lines = PAGE.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {name: float(seconds) for seconds, name in pairs}


def dealt(seconds: Mapping[str, float], files: Iterable[str], slices: int) -> dict[str, int]:
    """File to the number of its slice, from 1; all slices take about as long.

    A file stays whole: what its tests set up together costs minutes.
    """
    of_file = dict.fromkeys(files, _UNKNOWN)
    for name, taken in seconds.items():
        path = name.split("::")[0]
        if path in of_file:
            of_file[path] += taken
    loads = [0.0] * slices
    found: dict[str, int] = {}
    for path in sorted(of_file, key=lambda path: (-of_file[path], path)):
        least = loads.index(min(loads))
        loads[least] += of_file[path]
        found[path] = least + 1
    return found


def _write(reports: Iterable[Path]) -> None:
    found = sorted((name, taken) for name, taken in measured(reports).items() if taken >= LONG)
    PAGE.write_text("".join(f"{taken:.0f}\t{name}\n" for name, taken in found), "utf-8")


if __name__ == "__main__":
    _write(map(Path, sys.argv[1:]))
