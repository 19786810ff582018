"""What reading a sheet, or a part of one, gave.

Comes in: nothing. Goes out: a value that parts are gathered in. Refuses to judge.
"""

from dataclasses import dataclass, field

from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence, LocatedAggregate, LocatedTable


@dataclass(slots=True, kw_only=True)
class Found:
    """What a sheet, or a part of one, gave."""

    tables: list[LocatedTable] = field(default_factory=list)
    aggregates: list[LocatedAggregate] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nearly: list[LocatedTable] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether no form claimed anything."""
        return not self.tables and not self.aggregates

    def add(self, other: "Found") -> None:
        """Take up what another part gave."""
        self.tables += other.tables
        self.aggregates += other.aggregates
        self.evidence += other.evidence
        self.problems += other.problems
        self.nearly += other.nearly
