"""What an aggregate return states, from a made workbook to checked statements, for tests.

Comes in: a book, the desk, the campaign. Goes out: figures by court and the problems with their
cells. Refuses files: everything is in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from enforcement_cli.check.controls import check_controls
from enforcement_cli.check.routing import Given, decide_head
from enforcement_cli.check.statements import check_statements, fill_days
from enforcement_cli.locate.book import locate
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.normalise.batches import normalise
from tests.builder import Book

Key = tuple[Any, ...]


@dataclass
class Said:
    """`courts`: by court (None: refused) the figures (action, indicator, basis) -> (value, unit)."""

    courts: dict[str | None, dict[Key, tuple[int, str]]] = field(default_factory=dict)
    held: dict[str | None, set[Key]] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        """Codes of what somebody must look at; 规整 apart."""
        return {code for code, _ in self.problems}

    @property
    def one(self) -> dict[Key, int]:
        """The values of the only court."""
        (figures,) = self.courts.values()
        return {key: value for key, (value, _) in figures.items()}

    def value(self, *key: Any, court: str | None = None) -> int | None:
        """One value; `court` may be left out where there is one."""
        figures = self.courts[court] if court else next(iter(self.courts.values()))
        return figures[key][0] if key in figures else None


def stated(
    made: Book, desk: Desk, campaign: Campaign, *, name: str = "return.xlsx",
    mappings: tuple[Mapping, ...] = (),
) -> Said:  # fmt: skip
    """Read a made workbook as the reader of files does."""
    located = locate(made.raw(name), desk, campaign, mappings=mappings)
    normal = normalise(
        located.value, file_name=name, sha256="0" * 64, desk=desk, campaign=campaign, salt=b"s"
    )
    said = Said()
    problems = [*located.problems, *normal.problems]
    for batch in normal.value:
        checked = check_statements(batch, campaign.actions)
        problems += [*checked.problems, *check_controls(checked.value)]
        head, routing = decide_head(checked.value, desk, campaign, Given())
        problems += routing
        done = checked.value
        if head is not None:
            done, days = fill_days(done, head, campaign)
            problems += days
        court = head.court if head else None
        said.batches.append(done)
        said.courts.setdefault(court, {})
        said.held.setdefault(court, set())
        if "statements" in done.frames:
            _take(done, said, court)
    said.problems = [(p.code, p.origin.cell) for p in problems if p.severity != "fixed"]
    return said


def _take(batch: Batch, said: Said, court: str | None) -> None:
    for row in batch.frames["statements"].astype(object).to_dict("records"):
        action = row["action"] if isinstance(row["action"], str) else None
        key = (action, row["indicator"], row["basis"])
        if row["held"]:
            said.held[court].add(key)
            continue
        if key in said.courts[court]:
            key = (*key, row["unit"])
        said.courts[court][key] = (int(row["value"]), row["unit"])
