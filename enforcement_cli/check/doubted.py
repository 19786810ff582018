"""A return without the figures it doubts: for its sums, and for what rows must agree in.

Comes in: a Batch and its problems. Goes out: the Batch with those cells missing. Refuses to doubt
anything itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem

if TYPE_CHECKING:  # whoever doubts no cell loads no pandas
    import pandas as pd

_DOUBTING = frozenset({"P-03", "S-29", "S-31", "S-33", "V-27"})


def without_doubted(batch: Batch, problems: Sequence[Problem]) -> Batch:
    """The batch with every cell in doubt missing, and without the totals over them.

    P-03 doubts a unit; a text's figure that is asked about is none until it is explained.

    A total over a cell that is missing says nothing any more: one cause, one message.
    """
    doubted = [problem for problem in problems if problem.code in _DOUBTING and problem.field]
    if not doubted:
        return batch
    frames = dict(batch.frames)
    for name, frame in batch.frames.items():
        if name == "statements":
            lost_figures = _figures_of(frame, doubted)
            frames[name] = frame.assign(value=frame["value"].mask(lost_figures))
        fields = {problem.field for problem in doubted} & set(frame.columns)
        for field in fields:
            gone = _cells_of(frame, [problem for problem in doubted if problem.field == field])
            frames[name] = frames[name].assign(**{field: frames[name][field].mask(gone)})
    lost = {(problem.field, problem.origin.sheet) for problem in doubted}
    controls = tuple(c for c in batch.controls if (c.field, c.sheet) not in lost)
    return replace(batch, frames=frames, controls=controls)


def _figures_of(frame: "pd.DataFrame", doubted: Sequence[Problem]) -> NDArray[np.bool_]:
    """The figures of an aggregate that stand in doubted cells."""
    cells = {(p.field, p.origin.sheet, p.origin.row, p.origin.column) for p in doubted}
    names = ["indicator", "sheet", "row", "column_number"]
    places = frame[names].astype(object).itertuples(index=False, name=None)
    return np.array([place in cells for place in places], dtype=bool)


def _cells_of(frame: "pd.DataFrame", doubted: Sequence[Problem]) -> NDArray[np.bool_]:
    """The rows in which one field is doubted, all told at once: a slip of unit is rarely alone."""
    sheets = {p.origin.sheet or "" for p in doubted if p.origin.row is None}
    cells = {(p.origin.sheet or "", p.origin.row) for p in doubted if p.origin.row is not None}
    places = zip(frame["sheet"], frame["row"], strict=True)
    return np.array([sheet in sheets or (sheet, row) in cells for sheet, row in places], dtype=bool)
