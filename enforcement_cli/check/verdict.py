"""What becomes of a return: accepted, with gaps, or returned (design.md 3, what a problem does)."""

from collections.abc import Sequence
from decimal import Decimal

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import ReceiptStatus
from enforcement_cli.vocabulary.checks import threshold


def held_rows(batch: Batch) -> int:
    """How many rows of the batch 退回 problems hold."""
    return sum(int(frame["held"].to_numpy().sum()) for frame in batch.frames.values())


def all_rows(batch: Batch) -> int:
    """How many rows the return has: of its own table, else of the first it fills."""
    own = {
        "cases": "cases",
        "payments": "recoveries",
        "measures": "measures",
        "payouts": "payouts",
        "todos": "todos",
        "aggregate": "statements",
        "narrative": "statements",
    }.get(batch.form)
    frame = batch.frames.get(own or "")
    return len(frame) if frame is not None else sum(len(f) for f in batch.frames.values())


def verdict(batch: Batch, problems: Sequence[Problem]) -> ReceiptStatus:
    """A 退回 at file or structure level, or rows held beyond the threshold, refuses the return."""
    if any(problem.did == "refuse" for problem in problems):
        return "returned"
    rows, held = all_rows(batch), held_rows(batch)
    if rows and Decimal(held) / rows > threshold("held_share_refuses"):
        return "returned"
    if held or any(problem.did in ("hold", "blank") for problem in problems):
        return "gaps"
    return "accepted"
