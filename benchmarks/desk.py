"""Workspaces for the contestants: made anew for every run, thrown away with all of them.

Comes in: a campaign's folder. Goes out: the command that ingests it into a new workspace, and what
the workspace then holds. Refuses to know what is measured.
"""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from benchmarks.measure import BENCH, ENFORCE, Command


@dataclass(frozen=True, slots=True)
class Desks:
    """A folder of workspaces, one a run."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)
    sent: dict[Path, int] = field(default_factory=dict)  # how many returns into each

    def fresh(self, campaign: Path) -> Path:
        """A new, empty workspace of a campaign."""
        from enforcement_cli.workflow.workspace import create_workspace

        text = (campaign / "enforce.toml").read_text(encoding="utf-8")
        root = self.folder / f"desk-{next(self.numbers)}"
        create_workspace(root, text)
        return root

    def ingest(self, campaign: Path, *paths: Path) -> Command:
        """`enforce ingest` of a campaign's returns, each round into a workspace of its own."""

        def command(_: int) -> Sequence[str]:
            root, taken = self.fresh(campaign), paths or (campaign / "returns",)
            self.sent[root] = sum(len(list(p.rglob("*.xlsx"))) or 1 for p in taken)
            return ingest_into(root, *taken)

        return command

    def check_taken(self) -> None:
        """A contestant that refuses files is fast: make sure that all were taken.

        Raises:
            RuntimeError: fewer returns are accepted than were sent.
        """
        for root, returns in self.sent.items():
            with duckdb.connect(root / "store.duckdb", read_only=True) as store:
                found = store.execute(
                    "SELECT count(*) FROM returns WHERE status IN ('accepted', 'gaps')"
                ).fetchall()[0][0]
            if found != returns:
                raise RuntimeError(f"{root}: {found} of {returns} returns were taken")


@contextmanager
def desks() -> Iterator[Desks]:
    """Workspaces beside the campaigns, on the same disk."""
    BENCH.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        yield Desks(Path(folder))


def ingest_into(root: Path, *paths: Path) -> list[str]:
    """`enforce ingest` of some paths into a workspace."""
    return [*ENFORCE, "ingest", *map(str, paths), "-C", str(root), "-q"]
