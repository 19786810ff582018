"""How fast `enforce ingest` is, as ratios to what else could read the same workbooks.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/result.json. Every run is a
process of its own, the contestants take turns, and what counts is the median. Seconds are this
machine's; only the ratios travel.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.workbooks import make_campaign

_BENCH = Path(__file__).resolve().parent.parent / "build" / "bench"
_ENFORCE_MAIN = _BENCH.parent.parent / "enforcement_cli" / "__main__.py"
# pandas with openpyxl is slow enough to be run on every fifth file; what is above its
# start-up is scaled up.
_PANDAS_SHARE = 5


def main() -> int:
    """Run the bench, or (in a child) one contestant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="10 small workbooks, one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--run", choices=_CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--campaign", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        _CONTESTANTS[options.run](options.campaign)
        return 0
    files, rows, rounds = (10, 50, 1) if options.small else (100, 500, options.rounds)
    campaign = make_campaign(_BENCH, files=files, rows=rows)
    commands = {
        name: [sys.executable, __file__, "--run", name, "--campaign", str(campaign)]
        for name in _CONTESTANTS
    }
    commands["import pandas"] = [sys.executable, "-c", "import pandas, openpyxl"]
    commands["import typer"] = [sys.executable, "-c", "import typer"]
    if _ENFORCE_MAIN.is_file():
        commands["enforce --help"] = [sys.executable, "-m", "enforcement_cli", "--help"]
    else:
        print("enforce --help: not measured, enforcement_cli/__main__.py is not there", flush=True)
    walls = _interleaved(commands, rounds)
    start_up = walls.pop("import pandas")
    walls["pandas+openpyxl"] = [
        start + (wall - start) * _PANDAS_SHARE
        for wall, start in zip(walls["pandas+openpyxl"], start_up, strict=True)
    ]
    result = _result(walls, files=files, rows=rows)
    (_BENCH / "result.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    _show(result)
    return 0


def _ingest(campaign: Path) -> None:
    """What `enforce ingest returns/` does in a new workspace, in its order."""
    from enforcement_cli.workflow.reading import warm_readers

    warm_readers()
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    with tempfile.TemporaryDirectory(dir=campaign.parent) as folder:
        text = (campaign / "enforce.toml").read_text(encoding="utf-8")
        room = enter(create_workspace(Path(folder) / "desk", text))
        receipts = ingest(room, [campaign / "returns"], IngestOptions(received_at=now()))
    refused = [receipt.file for receipt in receipts if receipt.status not in ("accepted", "gaps")]
    if refused or not receipts:
        raise SystemExit(f"{len(refused)} of {len(receipts)} workbooks were not accepted")


def _calamine(campaign: Path) -> None:
    """The fastest reader alone, in one thread, its values dropped."""
    import python_calamine

    for path in _returns(campaign):
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _pandas(campaign: Path) -> None:
    """What a script of one's own would do, on a share of the files, its values dropped."""
    import pandas as pd

    for path in _returns(campaign)[::_PANDAS_SHARE]:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


_CONTESTANTS: dict[str, Callable[[Path], None]] = {
    "ingest": _ingest,
    "calamine": _calamine,
    "pandas+openpyxl": _pandas,
}


def _returns(campaign: Path) -> list[Path]:
    return sorted((campaign / "returns").glob("*.xlsx"))


def _interleaved(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Wall seconds of every command, A B C A B C …, after one start of each kind to warm the disk."""
    subprocess.run(commands["calamine"], check=True)
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            walls[name].append(time.perf_counter() - start)
    return walls


def _result(walls: dict[str, list[float]], *, files: int, rows: int) -> dict[str, object]:
    medians = {name: statistics.median(taken) for name, taken in walls.items()}
    ratios = {
        "ingest / calamine": (medians["ingest"] / medians["calamine"], "at most 2.0"),
        "pandas+openpyxl / ingest": (medians["pandas+openpyxl"] / medians["ingest"], "at least 4"),
    }
    if "enforce --help" in medians:
        share = medians["enforce --help"] / medians["import typer"]
        ratios["enforce --help / import typer"] = (share, "at most 1.5")
    return {
        "workbooks": files,
        "rows": rows,
        "seconds": {name: [round(wall, 3) for wall in taken] for name, taken in walls.items()},
        "medians": {name: round(median, 3) for name, median in medians.items()},
        "ratios": {
            name: {"is": round(ratio, 2), "goal": goal} for name, (ratio, goal) in ratios.items()
        },
    }


def _show(result: dict[str, object]) -> None:
    print(f"{result['workbooks']} workbooks x {result['rows']} rows x 20 columns")
    medians, ratios = result["medians"], result["ratios"]
    assert isinstance(medians, dict)  # noqa: S101  # for the type checker
    assert isinstance(ratios, dict)  # noqa: S101
    for name, median in medians.items():
        scaled = f"  (every {_PANDAS_SHARE}th file, scaled)" if name == "pandas+openpyxl" else ""
        print(f"  {name:<32}{median:8.2f} s{scaled}")
    for name, ratio in ratios.items():
        print(f"  {name:<32}{ratio['is']:8.2f}    {ratio['goal']}")


if __name__ == "__main__":
    sys.exit(main())
