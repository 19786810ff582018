"""Eight processes taking returns in and eight reporting, at once, over one workspace.

Comes in: a folder, how long. Goes out: how often each came to its turn, what was lost or counted
twice, and every command that ended in another way than done or busy (75, which is repeated).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.running import CAMPAIGN, RETURNS
from tests.faults.kills import SEED
from tests.faults.state import State, state_of

COURTS = {
    "辽1202": "铁岭市银州区人民法院",
    "辽1204": "铁岭市清河区人民法院",
    "辽1221": "铁岭县人民法院",
    "辽1223": "西丰县人民法院",
    "辽1224": "昌图县人民法院",
    "辽1281": "调兵山市人民法院",
    "辽1282": "开原市人民法院",
    "辽12": "铁岭市中级人民法院",
}
_WEEKS = range(1, 12)
_RECEIVED = "2026-03-02T09:00"
# What a judgement of the whole set depends on is judged anew with each return.
_FACTS = ("cases", "recoveries", "payouts", "measures", "statements", "todos", "places")
_DONE, _BUSY = (0, 3, 4), 75
_READS = (
    ("report", "--week", "--date", "2025-12-28", "--json"),
    ("status", "--date", "2025-12-28", "--json"),
    ("export", "returns", "--json"),
    ("problems", "list", "--json"),
)


@dataclass(slots=True, kw_only=True)
class Crowd:
    """What came of it. `turns`: commands done by each process; `busy`: how many ended with 75."""

    turns: Counter[str] = field(default_factory=Counter)
    busy: int = 0
    wrong: list[str] = field(default_factory=list)
    went_back: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)


def desk(root: Path) -> Path:
    """A desk of eight courts that nothing was received by."""
    (root / "desk").mkdir(parents=True)
    head, _, rest = CAMPAIGN.partition("[[court]]")
    _, _, campaign = rest.partition("[[campaign]]")
    courts = "".join(
        f'[[court]]\ncode = "{code}"\nname = "{name}"\n'
        + ('level = "intermediate"\n' if code == "辽12" else "")
        + "\n"
        for code, name in COURTS.items()
    )
    (root / "desk" / "enforce.toml").write_text(f"{head}{courts}[[campaign]]{campaign}", "utf-8")
    return root / "desk"


def crowd(root: Path, seconds: float) -> Crowd:
    """The crowd for so long; what it was told is in must be, and what is not goes in after it."""
    found = Crowd()
    shared, alone = desk(root / "shared"), desk(root / "alone")
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(16) as pool:
        writers = [pool.submit(_take_in, shared, name, until, found) for name in COURTS.values()]
        readers = [pool.submit(_report, shared, number, until, found) for number in range(8)]
        told = {digest for writer in writers for digest in writer.result()}
        for reader in readers:
            reader.result()
    kept = {digest for digest, _ in state_of(shared).returns.values()}
    found.lost += sorted(told - kept)
    for root_of in (shared, alone):
        code, _, err = _run(root_of, "ingest", RETURNS, "--received", _RECEIVED, "-q")
        if code not in _DONE:
            found.wrong.append(f"at the end: exit {code}: {err[-200:]}")
    _compare(state_of(alone), state_of(shared), found)
    return found


def _files(court: str, week: int) -> list[Path]:
    return sorted(p for p in (RETURNS / f"第{week:02d}周").iterdir() if court in p.name)


def _take_in(root: Path, court: str, until: float, found: Crowd) -> set[str]:
    """One court's weeks again and again, as often as there is time; the files that are in."""
    told: set[str] = set()
    for week in itertools.cycle(_WEEKS):
        if time.monotonic() > until:
            break
        files = _files(court, week)
        code, _, err = _run(root, "ingest", *files, "--received", _RECEIVED, "-q")
        if code == _BUSY:
            found.busy += 1
        elif code in _DONE:
            found.turns[f"ingest {court}"] += 1
            told |= {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        else:
            found.wrong.append(f"ingest {court} {week}: exit {code}: {err[-200:]}")
    return told


def _report(root: Path, number: int, until: float, found: Crowd) -> None:
    """Looks again and again; what was in once is in ever after."""
    draw = random.Random(f"{SEED} {number}")
    seen: set[tuple[str, str]] = set()
    while time.monotonic() < until:
        words = draw.choice(_READS)
        code, out, err = _run(root, *words)
        if code == _BUSY:
            found.busy += 1
            continue
        nothing_yet = code == 6 and not seen
        if code not in _DONE and not nothing_yet:
            found.wrong.append(f"{' '.join(words)}: exit {code}: {err[-200:]}")
            continue
        found.turns[f"report {number}"] += 1
        if words[0] == "export" and not nothing_yet:
            now = {_key(record) for record in json.loads(out)["data"]["records"]}
            found.went_back += [f"{number}: {key}" for key in seen - now]
            seen = now


def _key(record: dict[str, Any]) -> tuple[str, str]:
    return str(record["sha256"]), str(record["form"])


def _run(root: Path, command: str, *rest: str | Path) -> tuple[int, str, str]:
    group, words = (
        ([command, str(rest[0])], rest[1:]) if command == "problems" else ([command], rest)
    )
    ran = subprocess.run(
        [sys.executable, "-m", "enforcement_cli", *group, "-C", str(root), *map(str, words)],
        env={**os.environ, "ENFORCE_LOCK_WAIT": "20"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def _compare(alone: State, shared: State, found: Crowd) -> None:
    before, now = Counter(alone.returns.values()), Counter(shared.returns.values())
    found.lost += [f"{form} {sha[:8]}" for sha, form in (before - now)]
    found.twice += [f"{form} {sha[:8]}" for sha, form in (now - before)]
    for return_id, key in shared.returns.items():
        other = next((one for one, same in alone.returns.items() if same == key), None)
        if other is None:
            continue
        mine, theirs = shared.rows_of(return_id), alone.rows_of(other)
        for table in _FACTS:
            if len(mine.get(table, [])) != len(theirs.get(table, [])):
                found.differ.append(f"{table} of {key[1]} {key[0][:8]}")
