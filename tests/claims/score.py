"""Claims of labelled passages held against their labels."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.claim import ANECDOTES

HERE = Path(__file__).parent
DEVELOPMENT = tuple(sorted((HERE / "passages").glob("*.jsonl")))
BLIND = tuple(sorted((HERE / "blind").glob("*.jsonl")))


@dataclass(slots=True)
class Score:
    """Counts over passages; `said` are the mistakes, a line each.

    `totals` are the labelled figures (a span once, whatever its metrics), `named` the labels whose
    metric was told as well.
    """

    passages: int = 0
    totals: int = 0
    found: int = 0
    exact: int = 0
    claims: int = 0
    right: int = 0
    labels: int = 0
    named: int = 0
    anecdotes: int = 0
    anecdotes_as_totals: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of the labelled totals, how many were found."""
        return self.found / max(self.totals, 1)

    @property
    def precision(self) -> float:
        """Of the totals claimed, how many are labelled as such."""
        return self.right / max(self.claims, 1)

    @property
    def value(self) -> float:
        """Of those found, how many with the right value and unit."""
        return self.exact / max(self.found, 1)

    @property
    def metric(self) -> float:
        """Of all labels of totals, how many with the right metric."""
        return self.named / max(self.labels, 1)

    @property
    def mistaken(self) -> float:
        """Of the numbers of single cases, how many were taken for totals."""
        return self.anecdotes_as_totals / max(self.anecdotes, 1)


def read(path: Path) -> list[dict[str, Any]]:
    """The passages of a file of labels."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(passages: Iterable[dict[str, Any]]) -> Score:
    """Each label against the claims of its passage, each claim against the labels."""
    result = Score()
    for passage in passages:
        _one(passage, result)
    return result


def _one(passage: dict[str, Any], result: Score) -> None:
    totals = [claim for claim in claims_in(passage["text"]) if claim.is_total]
    labels = [label for label in passage["labels"] if label["metric"] not in ANECDOTES]
    told = passage["id"]
    result.passages += 1
    for span, same in _by_span(labels).items():
        there = [claim for claim in totals if claim.start < span[1] and span[0] < claim.end]
        result.totals += 1
        result.labels += len(same)
        result.found += bool(there)
        if not there:
            result.said.append(f"{told} missed {same[0]['metric']} {same[0]['raw']}")
            continue
        value = (Decimal(str(same[0]["value"])), same[0]["unit"])
        exact = any((claim.value, claim.unit) == value for claim in there)
        result.exact += exact
        if not exact:
            result.said.append(f"{told} {same[0]['raw']} read as {there[0].value} {there[0].unit}")
        metrics = {claim.metric for claim in there}
        for label in same:
            result.named += label["metric"] in metrics
            if label["metric"] not in metrics:
                result.said.append(f"{told} {label['raw']} of {label['metric']} told as {metrics}")
    for span in {(claim.start, claim.end) for claim in totals}:
        right = any(label["start"] < span[1] and span[0] < label["end"] for label in labels)
        result.claims += 1
        result.right += right
        if not right:
            result.said.append(f"{told} claimed {passage['text'][slice(*span)]}")
    for label in passage["labels"]:
        if label["metric"] in ANECDOTES:
            result.anecdotes += 1
            result.anecdotes_as_totals += any(
                claim.start < label["end"] and label["start"] < claim.end for claim in totals
            )


def _by_span(labels: Iterable[dict[str, Any]]) -> dict[tuple[int, int], list[dict[str, Any]]]:
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for label in labels:
        found.setdefault((label["start"], label["end"]), []).append(label)
    return found
