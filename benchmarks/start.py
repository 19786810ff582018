"""How long `enforce --help` takes, as a ratio to importing the library it is made with.

Comes in: nothing, or `--smoke`. Goes out: a line of the table, and build/bench/start.json.
"""

import sys

from benchmarks.measure import ENFORCE, Line, always, interleaved, ratio
from benchmarks.row import Size, row_main


def measure(size: Size) -> list[Line]:
    """The help and the import, in turn."""
    commands = {
        "enforce --help": always(*ENFORCE, "--help"),
        "import typer": always(sys.executable, "-c", "import typer"),
    }
    runs = interleaved(commands, 5 if size.smoke else 15, warm=tuple(commands))
    return [
        Line(
            id="help",
            what="enforce --help / python -c 'import typer'",
            value=ratio(runs, *commands),
            goal=1.5,
            unit="×",
            rounds=len(runs["import typer"]),
            runs=runs,
        )
    ]


if __name__ == "__main__":
    row_main(__doc__, "start", measure)
