"""A return without the figures it doubts: for its sums, and for what rows must agree in.

Comes in: a Batch and its problems. Goes out: the Batch with those cells missing. Refuses to doubt
anything itself.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import Mask, Rows, tables_of

_DOUBTING = frozenset({"P-03", "S-29", "S-31", "S-33", "V-27"})


def without_doubted(batch: Batch, problems: Sequence[Problem]) -> Batch:
    """The batch with every cell in doubt missing, and without the totals over them.

    P-03 doubts a unit; a text's figure that is asked about is none until it is explained.

    A total over a cell that is missing says nothing any more: one cause, one message.
    """
    doubted = [problem for problem in problems if problem.code in _DOUBTING and problem.field]
    if not doubted:
        return batch
    tables = tables_of(batch.frames)
    for name in tables:
        rows = tables.rows(name)
        gone: dict[str, Mask] = {}
        if name == "statements":
            gone["value"] = _figures_of(rows, doubted)
        for field in {problem.field for problem in doubted}.intersection(rows.columns):
            gone[field] = _cells_of(
                rows, [problem for problem in doubted if problem.field == field]
            )
        if gone:
            tables = tables.put(name, _without(rows, gone))
    lost = {(problem.field, problem.origin.sheet) for problem in doubted}
    controls = tuple(c for c in batch.controls if (c.field, c.sheet) not in lost)
    return replace(batch, frames=tables, controls=controls)


def _without(rows: Rows, gone: dict[str, Mask]) -> Rows:
    emptied = {
        name: pc.if_else(pa.array(mask), pa.nulls(len(rows), rows[name].type), rows[name])
        for name, mask in gone.items()
    }
    return replace(rows, columns={**rows.columns, **emptied})


def _figures_of(rows: Rows, doubted: Sequence[Problem]) -> Mask:
    """The figures of an aggregate that stand in doubted cells."""
    cells = {(p.field, p.origin.sheet, p.origin.row, p.origin.column) for p in doubted}
    names = ["indicator", "sheet", "row", "column_number"]
    places = zip(*(rows[name].to_pylist() for name in names), strict=True)
    return np.array([place in cells for place in places], dtype=bool)


def _cells_of(rows: Rows, doubted: Sequence[Problem]) -> Mask:
    """The rows in which one field is doubted, all told at once: a slip of unit is rarely alone."""
    sheets = {p.origin.sheet or "" for p in doubted if p.origin.row is None}
    cells = {(p.origin.sheet or "", p.origin.row) for p in doubted if p.origin.row is not None}
    places = zip(rows["sheet"].to_pylist(), rows["row"].to_pylist(), strict=True)
    return np.array([sheet in sheets or (sheet, row) in cells for sheet, row in places], dtype=bool)
