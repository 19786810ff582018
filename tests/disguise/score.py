"""What many disguises came to, counted as issue 3 measures it.

Comes in: Findings. Goes out: a Score, which adds up. Refuses to judge whether it is good enough.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from enforcement_cli.model.problem import Problem
from tests.disguise.compare import Finding

_QUOTED = re.compile(r"“(.+?)”")
UNIT_DOUBTS = frozenset({"P-03"})
SLIPS = frozenset({"slip cell", "slip column"})


@dataclass(kw_only=True)
class Score:
    """Counts over disguises; commands by what failed."""

    files: int = 0
    clean: int = 0
    unasked: int = 0
    headers: int = 0
    asked: int = 0
    right: int = 0
    false_alarms: int = 0
    slips: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    failed: dict[str, list[str]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Count one disguise."""
        wish, seed = finding.disguise.perturbation, finding.disguise.command
        self.files += 1
        self._if(not finding.silent, seed, "silent")
        self.headers += self._if(finding.headers_exact, seed, "header")
        if wish is None:
            self.clean += 1
            self.unasked += self._if(finding.unasked, seed, "asked")
            alarm = any(p.code in UNIT_DOUBTS for p in finding.questions)
            self.false_alarms += not self._if(not alarm, seed, "false alarm")
        elif wish.kind in SLIPS:
            self.slips[wish.kind] += 1
            self.caught[wish.kind] += self._if(bool(finding.aimed), seed, wish.kind)
        elif finding.questions:
            self.asked += 1
            self.right += self._if(is_right(finding), seed, f"suggestion of {wish.kind}")

    def merge(self, other: Score) -> None:
        """Take up what another process counted."""
        for name in ("files", "clean", "unasked", "headers", "asked", "right", "false_alarms"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slips += other.slips
        self.caught += other.caught
        for what, commands in other.failed.items():
            self.failed.setdefault(what, []).extend(commands)

    def _if(self, good: bool, command: str, what: str) -> bool:
        if not good:
            self.failed.setdefault(what, []).append(command)
        return good


def is_right(finding: Finding) -> bool:
    """Whether a question at the right place suggests first what is right, where there is a right."""
    wish = finding.disguise.perturbation
    if wish is None:
        return False
    return any(_suggests(problem, wish.answer) for problem in finding.aimed)


def _suggests(problem: Problem, answer: str) -> bool:
    if not answer:
        return True
    facts = problem.facts
    if problem.code == "S-07":  # the field is named; what it suggests is the header that may be it
        return facts.get("field") == answer and bool(facts.get("suggestion"))
    quoted = _QUOTED.search(facts.get("suggestion", ""))
    said = (
        facts.get("suggested"),
        quoted[1] if quoted else None,
        facts.get("unit1"),
        facts.get("field"),
    )
    first = next((word for word in said if word), "")
    return answer == first or (len(answer) > 2 and first.endswith(answer[-4:]))
