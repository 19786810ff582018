"""What becomes of a return: accepted, with gaps, or returned (design.md 3, what a problem does)."""

from collections.abc import Sequence
from decimal import Decimal

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import ReceiptStatus
from enforcement_cli.model.rows import tables_of
from enforcement_cli.vocabulary.checks import threshold


def held_rows(batch: Batch) -> int:
    """How many rows of the batch 退回 problems hold."""
    tables = tables_of(batch.frames)
    return sum(int(tables.held(name).sum()) for name in tables)


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
    }.get(batch.form, "")
    tables = tables_of(batch.frames)
    return len(tables.held(own)) if own in tables else sum(len(tables.held(t)) for t in tables)


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
