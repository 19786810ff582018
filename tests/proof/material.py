"""Makes the documents that the proof-reader is measured on, from the sample campaign as played.

Comes in: the desk, a folder, which paper. Goes out: the bulletin as `enforce report` wrote it, edited
rightly, and with faults; what `enforce proof` says of a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word

from enforcement_cli.model.prose import Prose
from enforcement_cli.workflow.demo import sample_folder
from enforcement_cli.workflow.prose import TextTask, read_text
from tests.campaign import rows_of
from tests.cli.running import Desk, Ran
from tests.proof import clerk, faults, month, whole
from tests.proof.planted import Fault, Planted, plant_all
from tests.proof.truth import Truth, truth_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A bulletin of a period, how a clerk edits it, what faults; a party of `court` is named."""

    name: str
    period: tuple[str, ...]
    court: str
    edit: Callable[[Word, Truth], None]
    faults: Callable[[Truth, str], tuple[Fault, ...]]


WEEK = Paper(
    name="week",
    period=("--week", "--date", "2026-02-08"),
    court=clerk.YINZHOU,
    edit=clerk.edit,
    faults=faults.faults_of,
)
MONTH = Paper(
    name="month",
    period=("--month", "--date", "2026-01-31"),
    court=clerk.TIELING,
    edit=month.edit,
    faults=month.faults_of,
)
WHOLE = Paper(
    name="whole",
    period=("--total",),
    court=clerk.KAIYUAN,
    edit=whole.edit,
    faults=whole.faults_of,
)
PAPERS = (WEEK, MONTH, WHOLE)


@dataclass(frozen=True, slots=True)
class Material:
    """A paper's bulletin as `original`, and its truth; `folder` takes what is made of it."""

    paper: Paper
    desk: Desk
    folder: Path
    original: Path
    truth: Truth

    def edited(self) -> Path:
        """The bulletin as the clerk edits it: all true."""
        return self._made("right", ())[0]

    def faulty(self, planted: Iterable[Fault]) -> tuple[Path, list[Planted]]:
        """The same with these faults."""
        return self._made("planted", tuple(planted))

    def faults(self) -> tuple[Fault, ...]:
        """All that are planted."""
        return self.paper.faults(self.truth, _party(self.paper.court))

    def proof(self, path: Path, *arguments: str) -> Ran:
        """What the proof-reader says of a file of this period, or another."""
        ran = self.desk("proof", path, *(arguments or self.paper.period), "--json")
        assert ran.code in (0, 3), ran
        return ran

    def _made(self, name: str, planted: tuple[Fault, ...]) -> tuple[Path, list[Planted]]:
        document = Document(str(self.original))
        self.paper.edit(document, self.truth)
        made = plant_all(document, planted)
        path = self.folder / f"{self.paper.name}-{name}.docx"
        document.save(str(path))
        return path, made


def material_of(paper: Paper, workspace: Path, folder: Path) -> Material:
    """A paper of the sample campaign that was played in this workspace."""
    desk = Desk(workspace)
    ran = desk("report", *paper.period, "--rank", "--format", "docx", "--output", folder, "--json")
    assert ran.code == 0, ran
    names = {one["code"]: one["short"] for one in _courts(workspace / "enforce.toml")}
    original = Path(ran.json["data"]["files"]["docx"])
    return Material(paper, desk, folder, original, truth_of(ran.json, names))


def prose_of(path: Path) -> Prose:
    """The text of a file as enforce reads it, in this process."""
    read = read_text(TextTask(path=path))
    assert isinstance(read, Prose)
    return read


def _courts(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["court"]
    return found


def _party(court: str) -> str:
    """A person of a court's ledgers; the sample's names are invented."""
    rows = rows_of("cases.csv", sample_folder("tieling") / "truth")
    return next(row["debtor"] for row in rows if row["court"] == court and len(row["debtor"]) == 3)
