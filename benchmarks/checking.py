"""What checking costs: its share of ingest, and a year re-checked against reading its files.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/checking.json. A year is 14
courts' weekly ledgers, 728 files of 100 rows. Processes take turns and medians count; the share of checking is
taken inside one process, where nothing else runs at the same time. Only the ratios travel.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.workbooks import make_campaign

_BENCH = Path(__file__).resolve().parent.parent / "build" / "bench"
# Where the checks are called from, by what they are called there.
_CHECKS = {
    "enforcement_cli.check.rows": ("check_rows",),
    "enforcement_cli.check.statements": ("check_statements",),
    "enforcement_cli.check.controls": ("check_controls",),
    "enforcement_cli.workflow.judging_batch": (
        "check_days", "check_ledger", "check_relations", "apply_settings", "clock_problems",
    ),
    "enforcement_cli.workflow.ingest": ("settle_doubts",),
}  # fmt: skip


def main() -> int:
    """Run the bench, or (in a child) one contestant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="4 courts, 4 weeks, one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--run", choices=_CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--campaign", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        _CONTESTANTS[options.run](options.campaign)
        return 0
    courts, weeks, rounds = (4, 4, 1) if options.small else (14, 52, options.rounds)
    campaign = make_campaign(_BENCH, files=courts * weeks, rows=100, weeks=weeks)
    if not (campaign / "desk" / "store.duckdb").exists():
        _run("fill", campaign)
    # The workbooks that ingest itself is measured on.
    usual = make_campaign(_BENCH, files=10 if options.small else 100, rows=500)
    share = json.loads(_run("share", usual))
    walls: dict[str, list[float]] = {"recheck": [], "calamine": []}
    _run("calamine", campaign)
    for _ in range(rounds):
        for name, taken in walls.items():
            start = time.perf_counter()
            _run(name, campaign)
            taken.append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in walls.items()}
    ratios = {
        "checking / the rest of ingest": (share["checking"] / share["rest"], "at most 0.4"),
        "recheck / calamine": (medians["recheck"] / medians["calamine"], "at most 1.5"),
    }
    print(f"checking within ingest: 500 rows a workbook; a year: {courts * weeks} x 100 rows")
    for name, (ratio, goal) in ratios.items():
        print(f"  {name:<32}{ratio:8.2f}    {goal}")
    result = {
        "seconds": walls,
        "share": share,
        "ratios": {n: {"is": round(r, 2), "goal": g} for n, (r, g) in ratios.items()},
    }
    (_BENCH / "checking.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _run(name: str, campaign: Path) -> str:
    command = [sys.executable, __file__, "--run", name, "--campaign", str(campaign)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _fill(campaign: Path) -> None:
    """A workspace that has taken the whole year in, kept beside the files."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    text = (campaign / "enforce.toml").read_text(encoding="utf-8")
    room = enter(create_workspace(campaign / "desk", text))
    ingest(room, [campaign / "returns"], IngestOptions(received_at=now()))


def _recheck(campaign: Path) -> None:
    """Every check on values and over the set, once more over what is stored."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.store.session import open_store
    from enforcement_cli.workflow.recheck import recheck
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import Workspace

    room = enter(Workspace(campaign / "desk"))
    with open_store(room.workspace.store, write=False) as connection:
        recheck(connection, room, room.campaign.checks, known_at=now())


def _calamine(campaign: Path) -> None:
    """The fastest reader alone, in one thread, its values dropped."""
    import python_calamine

    for path in sorted((campaign / "returns").glob("*.xlsx")):
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _share(campaign: Path) -> None:
    """Seconds of checking and of all else, of an ingest that reads in this very process."""
    import importlib

    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.reading import Reading, ReadTask, read_return
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    spent = [0.0]
    for module, names in _CHECKS.items():
        loaded = importlib.import_module(module)
        for name in names:
            if hasattr(loaded, name):
                setattr(loaded, name, _timed(getattr(loaded, name), spent))

    def here(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        del workers
        # All of them first: the ingest asks from a thread of its own.
        return iter([read_return(task) for task in tasks])

    text = (campaign / "enforce.toml").read_text(encoding="utf-8")
    paths = sorted((campaign / "returns").glob("*.xlsx"))
    with tempfile.TemporaryDirectory(dir=campaign.parent) as folder:
        room = enter(create_workspace(Path(folder) / "desk", text))
        ingest(room, paths[:2], IngestOptions(received_at=now()), reader=here)
        spent[0], start = 0.0, time.process_time()
        ingest(room, paths[2:], IngestOptions(received_at=now()), reader=here)
        whole = time.process_time() - start
    print(json.dumps({"checking": spent[0], "rest": whole - spent[0]}))


def _timed(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[0] += time.process_time() - start

    return timed


_CONTESTANTS: dict[str, Callable[[Path], None]] = {
    "fill": _fill,
    "recheck": _recheck,
    "calamine": _calamine,
    "share": _share,
}

if __name__ == "__main__":
    sys.exit(main())
