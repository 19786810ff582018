"""Help and version come at once: nothing heavy is imported, little is added to typer's own start."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest

HEAVY = {
    "pandas",
    "numpy",
    "duckdb",
    "openpyxl",
    "pyarrow",
    "rich",
    "jinja2",
    "python_calamine",
    "xlrd",
}
_SHOW = """
import sys
sys.argv = ["enforce", *sys.argv[1:]]
from enforcement_cli.__main__ import main
try:
    main()
except SystemExit as ending:
    print(ending.code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("argument", ["--help", "--version", "-h"])
def test_nothing_heavy_is_imported(argument: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SHOW, argument], capture_output=True, text=True, check=True
    )
    code, *modules = ran.stderr.split()
    assert code == "0"
    assert ran.stdout
    assert "typer" in modules
    assert not HEAVY & set(modules)


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def test_help_takes_little_more_than_importing_typer() -> None:
    """At most 1.5 times, interleaved; a busy machine gets three tries, a slow program none."""
    ratios: list[float] = []
    for _ in range(3):
        pairs = [
            (
                seconds(sys.executable, "-m", "enforcement_cli", "--help"),
                seconds(sys.executable, "-c", "import typer"),
            )
            for _ in range(7)
        ]
        ours, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratios.append(ours / floor)
        if ratios[-1] <= 1.5:
            break
    assert min(ratios) <= 1.5, ratios
