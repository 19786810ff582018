"""Makes the documents that the proof-reader is measured on, from the sample campaign as played.

Comes in: the desk, a folder. Goes out: the bulletin of the eighth week as `enforce report` wrote it,
edited rightly, and with faults; what `enforce proof` says of a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document

from enforcement_cli.model.prose import Prose
from enforcement_cli.workflow.demo import sample_folder
from enforcement_cli.workflow.prose import TextTask, read_text
from tests.campaign import rows_of
from tests.cli.running import Desk, Ran
from tests.proof import clerk
from tests.proof.faults import faults_of
from tests.proof.planted import Fault, Planted, plant_all
from tests.proof.truth import Truth, truth_of

EIGHTH = ("--week", "--date", "2026-02-08")


@dataclass(frozen=True, slots=True)
class Material:
    """The bulletin as `original`, and its truth; `folder` takes what is made of it."""

    desk: Desk
    folder: Path
    original: Path
    truth: Truth
    party: str

    def edited(self) -> Path:
        """The bulletin as the clerk edits it: all true."""
        return self._made("clean.docx", ())[0]

    def faulty(self, faults: Iterable[Fault]) -> tuple[Path, list[Planted]]:
        """The same with these faults."""
        return self._made("planted.docx", tuple(faults))

    def faults(self) -> tuple[Fault, ...]:
        """All that are planted."""
        return faults_of(self.truth, self.party)

    def proof(self, path: Path, *arguments: str) -> Ran:
        """What the proof-reader says of a file of the eighth week."""
        return self.desk("proof", path, *(arguments or EIGHTH), "--json")

    def _made(self, name: str, faults: tuple[Fault, ...]) -> tuple[Path, list[Planted]]:
        document = Document(str(self.original))
        clerk.edit(document, self.truth)
        planted = plant_all(document, faults)
        document.save(str(self.folder / name))
        return self.folder / name, planted


def material_of(workspace: Path, folder: Path) -> Material:
    """The eighth week of the sample campaign that was played in this workspace."""
    desk = Desk(workspace)
    ran = desk("report", *EIGHTH, "--rank", "--format", "docx", "--output", folder, "--json")
    assert ran.code == 0, ran
    names = {one["code"]: one["short"] for one in _courts(workspace / "enforce.toml")}
    truth = truth_of(ran.json, names)
    return Material(desk, folder, Path(ran.json["data"]["files"]["docx"]), truth, _party())


def prose_of(path: Path) -> Prose:
    """The text of a file as enforce reads it, in this process."""
    read = read_text(TextTask(path=path))
    assert isinstance(read, Prose)
    return read


def _courts(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["court"]
    return found


def _party() -> str:
    """A person of the ledgers; the sample's names are invented."""
    rows = rows_of("cases.csv", sample_folder("tieling") / "truth")
    return next(
        row["debtor"] for row in rows if row["court"] == clerk.YINZHOU and len(row["debtor"]) == 3
    )
