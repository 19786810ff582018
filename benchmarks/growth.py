"""How time and memory of an ingest grow: with files, rows, courts, and weeks of history.

Comes in: nothing, `--smoke`. Goes out: the lines of growth and of memory, the curves, and
build/bench/growth.json. The last two numbers of files and rows, and
the first and last of weeks, are ten times apart and make the lines: they take turns in as many
rounds. What else is on a curve is run once and only drawn.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.desk import Desks, desks, ingest_into
from benchmarks.measure import BENCH, Command, Curve, Line, Run, interleaved, median, peak, run
from benchmarks.row import Size, row_main
from benchmarks.workbooks import make_campaign

_COURTS = 10


def measure(size: Size) -> list[Line | Curve]:
    """Every curve, one after the other, and what of it goes into the table."""
    with desks() as made:
        parts = [*_of_files(size, made), *_of_rows(size, made), *_of_courts(size, made)]
    return [*parts, *_of_weeks(size)]


def _of_files(size: Size, made: Desks) -> list[Line | Curve]:
    """From 300 to 3,000 workbooks: the memory of an ingest is bounded by the files in flight."""
    numbers = (10, 100) if size.smoke else (30, 300, 3000)
    rows = 50 if size.smoke else 500
    first, last = numbers[-2:]
    commands = {n: made.ingest(make_campaign(BENCH, files=n, rows=rows)) for n in numbers}
    runs = _grown(commands, (first, last), 1)
    made.check_taken()
    held = peak(runs[last]) / peak(runs[first])
    return [
        _line(
            "growth-files", f"ten times the files ({first} → {last:,})", runs, (first, last), 10.5
        ),
        Line(
            id="memory-3000",
            what=f"peak memory of an ingest of {last:,} workbooks / of {first}",
            value=held,
            goal=1.2,
            unit="×",
            note=f"{peak(runs[last]):.0f} MiB over the process tree",
        ),
        _curve("files", f"ingest of workbooks of {rows} rows", "workbooks", runs),
    ]


def _of_rows(size: Size, made: Desks) -> list[Line | Curve]:
    numbers = (20, 200) if size.smoke else (50, 500, 5000)
    files = 10 if size.smoke else 30
    first, last = numbers[-2:]
    commands = {n: made.ingest(make_campaign(BENCH, files=files, rows=n)) for n in numbers}
    runs = _grown(commands, (first, last), 1)
    made.check_taken()
    what = f"ten times the rows ({first} → {last:,}, {files} workbooks)"
    return [
        _line("growth-rows", what, runs, (first, last), 10.5),
        _curve("rows", f"ingest of {files} workbooks", "rows in each", runs),
    ]


def _of_courts(size: Size, made: Desks) -> list[Line | Curve]:
    """One week's ledgers of 200 rows, of ever more courts: no goal of its own."""
    numbers = (5, 10) if size.smoke else (50, 100, 200, 500)
    commands = {}
    for n in numbers:
        campaign = make_campaign(BENCH, files=2 * n, rows=200, weeks=2)
        commands[n] = made.ingest(campaign, *_of_week(campaign, (1,)))
    runs = _grown(commands, (), 1)
    made.check_taken()
    return [_curve("courts", "ingest of a week's ledgers of 200 rows", "courts", runs)]


def _of_weeks(size: Size) -> list[Line | Curve]:
    """A week's ledgers of ten courts, after ever more weeks of them."""
    numbers = (2, 20) if size.smoke else (5, 15, 50)
    rows = 50 if size.smoke else 300
    campaign = make_campaign(
        BENCH, files=_COURTS * (numbers[-1] + 1), rows=rows, weeks=numbers[-1] + 1
    )
    with desks() as made:
        filled = {n: _filled(made, campaign, n) for n in numbers}
        commands = {n: _next_week(made, campaign, filled[n], n) for n in numbers}
        first, last = numbers[0], numbers[-1]
        runs = _grown(commands, (first, last), size.rounds(3))
    what = f"ten times the weeks of history ({first} → {last}), a week of {_COURTS} courts"
    return [
        _line("growth-weeks", what, runs, (first, last), 2.0),
        _curve("weeks", f"ingest of a week of {_COURTS} courts", "weeks before it", runs),
    ]


def _filled(made: Desks, campaign: Path, weeks: int) -> Path:
    """A workspace that has taken in so many weeks."""
    root = made.fresh(campaign)
    run(ingest_into(root, *_of_week(campaign, range(1, weeks + 1))))
    return root


def _next_week(made: Desks, campaign: Path, filled: Path, weeks: int) -> Command:
    """The week after, each round into a copy."""

    def command(_: int) -> Sequence[str]:
        root = made.folder / f"desk-{next(made.numbers)}"
        shutil.copytree(filled, root)
        return ingest_into(root, *_of_week(campaign, (weeks + 1,)))

    return command


def _of_week(campaign: Path, weeks: Iterable[int]) -> list[Path]:
    names = [f"*第{week:02}周*.xlsx" for week in weeks]
    return [path for name in names for path in sorted((campaign / "returns").glob(name))]


def _grown(
    commands: Mapping[int, Command], ends: Sequence[int], rounds: int
) -> dict[int, list[Run]]:
    """The ends in turn, the rest once; all are watched."""
    groups = (ends, rounds), ([n for n in commands if n not in ends], 1)
    taken: dict[str, list[Run]] = {}
    for numbers, times in groups:
        named = {str(n): commands[n] for n in numbers}
        # The smallest runs once before, so that the disk is warm for all.
        taken |= interleaved(named, times, warm=list(named)[:1], watched=list(named))
    return {n: taken[str(n)] for n in commands}


def _line(
    name: str, what: str, runs: Mapping[int, Sequence[Run]], ends: tuple[int, int], goal: float
) -> Line:
    first, last = (runs[end] for end in ends)
    return Line(
        id=name,
        what=f"{what}: time of an ingest",
        value=median(last) / median(first),
        goal=goal,
        unit="×",
        rounds=len(first),
        runs={f"{n:,}": taken for n, taken in runs.items()},
    )


def _curve(name: str, what: str, axis: str, runs: Mapping[int, Sequence[Run]]) -> Curve:
    points = [(float(n), median(taken), peak(taken)) for n, taken in sorted(runs.items())]
    return Curve(id=name, what=what, axis=axis, points=points)


if __name__ == "__main__":
    row_main(__doc__, "growth", measure)
