"""How long one week's return takes into a store of 10 million cases, against into an empty one.

Comes in: nothing, or `--smoke`. Goes out: a line of the table, and build/bench/week.json. The same
workbook goes into both; each round takes another court's, so that none is a repetition. The large
store is a copy of one that is made once and kept. A return is put into its folder just before it is
taken in, as it comes in life: after all that the store has.
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.big_store import make_store, write_return
from benchmarks.desk import ingest_into
from benchmarks.measure import BENCH, Line, interleaved, ratio
from benchmarks.row import Size, row_main

_COURTS, _WEEKS, _ROWS = 200, 52, 500


def measure(size: Size) -> list[Line]:
    """A court's ledger of the week after the store's last, into both."""
    cases = 200_000 if size.smoke else 10_000_000
    rounds = size.rounds(3)
    kept = BENCH / f"big-{cases}"
    make_store(kept, courts=_COURTS, weeks=_WEEKS, cases=cases)
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        big, returns = Path(folder, "big"), Path(folder, "returns")
        shutil.copytree(kept, big)
        returns.mkdir()
        sent = [_sent(returns, court, cases) for court in range(rounds + 1)]

        def into_empty(place: int) -> Sequence[str]:
            from enforcement_cli.workflow.workspace import create_workspace

            root = Path(folder, f"empty-{place}")
            create_workspace(root, (kept / "enforce.toml").read_text(encoding="utf-8"))
            return ingest_into(root, _put(sent[place], root / "inbox"))

        commands = {
            "into the large store": lambda place: ingest_into(
                big, _put(sent[place], big / "inbox")
            ),
            "into an empty one": into_empty,
        }
        runs = interleaved(
            commands, rounds, warm=tuple(commands), watched=("into the large store",)
        )
    return [
        Line(
            id="week",
            what=f"one week's return into a store of {cases:,} cases / into an empty one",
            value=ratio(runs, *commands),
            goal=1.5,
            unit="×",
            rounds=rounds,
            runs=runs,
        )
    ]


def _put(sent: Path, inbox: Path) -> Path:
    return Path(shutil.copyfile(sent, inbox / sent.name))


def _sent(folder: Path, court: int, cases: int) -> Path:
    path = folder / f"{court}.xlsx"
    write_return(
        path, court=court, week=_WEEKS, weeks=_WEEKS, courts=_COURTS, cases=cases, rows=_ROWS
    )
    return path


if __name__ == "__main__":
    row_main(__doc__, "week", measure)
