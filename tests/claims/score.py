"""Claims of labelled passages held against their labels."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.claim import ANECDOTES, Claim

HERE = Path(__file__).parent
DEVELOPMENT = tuple(sorted((HERE / "passages").glob("*.jsonl")))
BLIND = tuple(sorted((HERE / "blind").glob("*.jsonl")))


@dataclass(slots=True)
class Score:
    """Counts over passages; `said` are the mistakes, a line each."""

    passages: int = 0
    totals: int = 0
    found: int = 0
    exact: int = 0
    claims: int = 0
    right: int = 0
    anecdotes: int = 0
    anecdotes_as_totals: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of the labelled totals, how many were found with their metric."""
        return self.found / max(self.totals, 1)

    @property
    def precision(self) -> float:
        """Of the totals claimed, how many are labelled so."""
        return self.right / max(self.claims, 1)

    @property
    def value(self) -> float:
        """Of those found, how many with the right value and unit."""
        return self.exact / max(self.found, 1)

    @property
    def mistaken(self) -> float:
        """Of the numbers of single cases, how many were taken for totals."""
        return self.anecdotes_as_totals / max(self.anecdotes, 1)


def read(path: Path) -> list[dict[str, Any]]:
    """The passages of a file of labels."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(passages: Iterable[dict[str, Any]]) -> Score:
    """Each label against the claims of its passage; a claim answers one label at most."""
    result = Score()
    for passage in passages:
        _one(passage, result)
    return result


def _one(passage: dict[str, Any], result: Score) -> None:
    claims = claims_in(passage["text"])
    totals = [claim for claim in claims if claim.is_total]
    result.passages += 1
    result.claims += len(totals)
    taken: set[int] = set()
    for label in passage["labels"]:
        if label["metric"] in ANECDOTES:
            result.anecdotes += 1
            result.anecdotes_as_totals += any(_overlap(claim, label) for claim in totals)
            continue
        result.totals += 1
        at = _answer(totals, label, taken)
        if at is None:
            others = [f"{c.metric} {c.raw}" for c in claims if _overlap(c, label)]
            result.said.append(f"{passage['id']} missed {label['metric']} {label['raw']}: {others}")
            continue
        taken.add(at)
        result.found += 1
        claim = totals[at]
        if claim.value == Decimal(str(label["value"])) and claim.unit == label["unit"]:
            result.exact += 1
        else:
            result.said.append(f"{passage['id']} {label['raw']} read as {claim.value} {claim.unit}")
    result.right += len(taken)
    for at, claim in enumerate(totals):
        if at not in taken:
            result.said.append(f"{passage['id']} claimed {claim.metric} {claim.raw}")


def _answer(totals: list[Claim], label: dict[str, Any], taken: set[int]) -> int | None:
    for at, claim in enumerate(totals):
        if at not in taken and claim.metric == label["metric"] and _overlap(claim, label):
            return at
    return None


def _overlap(claim: Claim, label: dict[str, Any]) -> bool:
    return bool(claim.start < label["end"] and label["start"] < claim.end)
