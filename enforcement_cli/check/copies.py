"""A sheet whose rows stand on another sheet of the same return as well (X-14).

Comes in: the Batch of an event list. Goes out: a problem for each sheet that looks like a copy.
Refuses to drop rows: two equal events may both have happened, but a copied sheet counts all twice.
"""

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import tables_of
from enforcement_cli.vocabulary.checks import rule

if TYPE_CHECKING:  # most lists need no frame
    import pandas as pd

_LISTS = {"measures": "measures", "payments": "recoveries", "payouts": "payouts"}
# Fewer equal rows may be chance.
_LEAST = 2


def copied_sheets(batch: Batch) -> tuple[Problem, ...]:
    """X-14 where at least half of a sheet's rows, and two, equal rows of an earlier sheet."""
    table = _LISTS.get(batch.form, "")
    if table not in batch.frames:
        return ()
    if pc.count_distinct(tables_of(batch.frames).rows(table)["sheet"]).as_py() < 2:
        return ()
    frame = batch.frames[table]
    said = frame.drop(columns=["sheet", "row", "held"]).astype(object)
    words = [tuple(line) for line in said.where(said.notna(), None).itertuples(index=False)]
    numbered = frame["case_no"].notna().to_numpy(dtype=bool)  # others may be equal by chance
    before: dict[str, Counter[tuple[object, ...]]] = {}
    problems: list[Problem] = []
    for sheet, rows in frame.groupby("sheet", sort=False).indices.items():
        lines = Counter(words[i] for i in rows if numbered[i])
        for other, known in before.items():
            equal = sum((lines & known).values())
            if equal >= _LEAST and equal * 2 >= len(rows):
                problems.append(_problem(batch, frame, str(sheet), other, equal))
        before[str(sheet)] = lines
    return tuple(problems)


def _problem(batch: Batch, frame: "pd.DataFrame", sheet: str, other: str, equal: int) -> Problem:
    first = int(frame.loc[frame["sheet"] == sheet, "row"].min())
    return Problem(
        rule=rule("X-14"),
        origin=Origin(file=batch.file_name, sheet=sheet, row=first),
        facts={"sheet": sheet, "other": other, "count": str(equal)},
    )
