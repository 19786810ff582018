"""How contestants are measured: processes of their own that take turns, and what they held.

Comes in: commands by name. Goes out: wall and processor seconds and the peak memory of each run, and
lines of a table with their goals. Refuses to know what is measured. Seconds are this machine's; only
ratios of one run travel.
"""

import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

import psutil

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "build" / "bench"
ENFORCE = (sys.executable, "-m", "enforcement_cli")
# Done, done with problems that somebody must answer, and done while courts are missing.
DONE = (0, 3, 4)
# A smoke run beside other work tells only what is far off.
FAR_OFF = 2.5
_SAMPLE_SECONDS = 0.05
_UNDER = Path(__file__).with_name("under.py")

Command = Callable[[int], Sequence[str]]
Sense = Literal["at most", "at least"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a process and all it started."""

    wall: float
    processor: float
    mib: float | None = None  # where it was watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure with its goal; `value` is None where it could not be taken, `note` says why."""

    id: str
    what: str
    value: float | None
    goal: float
    sense: Sense = "at most"
    unit: str = ""
    rounds: int = 1
    note: str = ""
    runs: Mapping[str, Sequence[Run]] = field(default_factory=dict)

    @property
    def reached(self) -> bool:
        """Whether the goal is kept."""
        return self.is_within(1.0)

    def is_within(self, factor: float) -> bool:
        """Whether the value is at most so many times off its goal; not measured is not within."""
        if self.value is None:
            return False
        if self.sense == "at least":
            return self.value * factor >= self.goal
        return self.value <= self.goal * factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Seconds and MiB of a process tree over what grows."""

    id: str
    what: str
    axis: str
    points: Sequence[tuple[float, float, float | None]]


def run(command: Sequence[str], *, watched: bool = False, good: Sequence[int] = DONE) -> Run:
    """Run one process to its end, its output dropped.

    Args:
        command: what to run.
        watched: whether the memory of its tree is sampled; takes a few hundredths of a core.
        good: exit codes that count.

    Raises:
        RuntimeError: it ended with another code; with the end of what it said.
    """
    with (
        subprocess.Popen(
            [sys.executable, str(_UNDER), *command],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        ) as child,
        _Watch(child.pid, watched=watched) as watch,
    ):  # fmt: skip
        said, errors = child.communicate()
    if child.returncode not in good:
        tail = errors.decode(errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}\n{tail}")
    told = json.loads(said)
    return Run(wall=told["wall"], processor=told["processor"], mib=watch.mib)


class _Watch:
    """Samples what a command and its descendants hold, pages shared between them counted once."""

    def __init__(self, pid: int, *, watched: bool) -> None:
        self.mib: float | None = 0.0 if watched else None
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True) if watched else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def _sample(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            self.mib = max(self.mib or 0.0, tree_mib(self._pid))


def tree_mib(pid: int) -> float:
    """What the descendants of a process hold now, in MiB of proportional set size."""
    try:
        tree = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return 0.0
    return sum(_pss(process.pid) for process in tree) / 1024


def _pss(pid: int) -> int:
    """KiB of one process; 0 when it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return int(text.partition("\nPss:")[2].split()[0]) if "\nPss:" in text else 0


def interleaved(
    commands: Mapping[str, Command],
    rounds: int,
    *,
    warm: Sequence[str] = (),
    watched: Sequence[str] = (),
) -> dict[str, list[Run]]:
    """Every contestant once a round, in turn.

    Args:
        commands: what makes a contestant's command for a round, unmeasured.
        rounds: how many count.
        warm: contestants that run once before, unmeasured, so that the disk is warm for all.
        watched: contestants whose memory is sampled.
    """
    for name in warm:
        run(commands[name](0))
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for place in range(1, rounds + 1):
        for name, command in commands.items():
            taken[name].append(run(command(place), watched=name in watched))
    return taken


def always(*command: str) -> Command:
    """The same command every round."""
    return lambda _: command


def module(name: str, *arguments: str) -> Command:
    """A contestant inside benchmarks/, in a process of its own."""
    return always(sys.executable, "-m", f"benchmarks.{name}", *arguments)


def median(runs: Sequence[Run]) -> float:
    """Wall seconds of the middle run."""
    return statistics.median(one.wall for one in runs)


def ratio(runs: Mapping[str, Sequence[Run]], over: str, under: str) -> float:
    """The middle of one against the middle of the other."""
    return median(runs[over]) / median(runs[under])


def peak(runs: Sequence[Run]) -> float:
    """The most MiB that any run held."""
    return max(one.mib or 0.0 for one in runs)


def line_record(line: Line) -> dict[str, Any]:
    """A line as it stands in result.json."""
    return {
        "id": line.id,
        "what": line.what,
        "value": None if line.value is None else round(line.value, 3),
        "unit": line.unit,
        "goal": line.goal,
        "sense": line.sense,
        "reached": line.reached,
        "rounds": line.rounds,
        "note": line.note,
        "runs": {
            name: [[round(r.wall, 3), round(r.processor, 3), r.mib and round(r.mib)] for r in runs]
            for name, runs in line.runs.items()
        },
    }


def show(lines: Sequence[Line]) -> None:
    """Lines as they come, on standard output."""
    for line in lines:
        value = "not measured" if line.value is None else f"{line.value:.2f}{line.unit}"
        mark = " " if line.reached else "!"
        print(f"{mark} {line.what:<72} {value:>12}   {line.sense} {line.goal:g}{line.unit}")
        for name, runs in line.runs.items():
            middle = sorted(runs, key=lambda one: one.wall)[len(runs) // 2] if runs else None
            if middle:
                held = f"  {peak(runs):8.0f} MiB" if middle.mib else ""
                print(f"    {name:<36}{middle.wall:9.2f} s{middle.processor:9.2f} s cpu{held}")
        if line.note:
            print(f"    {line.note}")
    sys.stdout.flush()


def keep(name: str, lines: Sequence[Line]) -> None:
    """Write lines of one subject to build/bench/<name>.json."""
    BENCH.mkdir(parents=True, exist_ok=True)
    text = json.dumps([line_record(line) for line in lines], indent=2, ensure_ascii=False)
    (BENCH / f"{name}.json").write_text(text + "\n", encoding="utf-8")
