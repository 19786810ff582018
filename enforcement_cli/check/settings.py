"""What a campaign has set of the checks, applied to what was found.

Comes in: a batch, its problems, the rules in force for its period. Goes out: both as the campaign
wants them. Refuses to silence what says that something could not be read or counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from enforcement_cli.model.batch import Batch, Outcome
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.vocabulary.checks import adjustable, rule

if TYPE_CHECKING:  # whoever only asks for severities has no frames
    import pandas as pd


def as_set(problem: Problem, rules: Mapping[str, Rule]) -> Problem | None:
    """The problem under the campaign's own severity; None where the check is off."""
    wanted = rules.get(problem.code)
    if wanted is None:
        return None if adjustable(rule(problem.code)) else problem
    if wanted.severity == problem.severity:
        return problem
    return replace(problem, rule=wanted)


def apply_settings(
    batch: Batch, problems: Sequence[Problem], rules: Mapping[str, Rule]
) -> Outcome[Batch]:
    """The problems as set; a row whose problem the campaign made 退回 is held."""
    kept: list[Problem] = []
    for problem in problems:
        found = as_set(problem, rules)
        if found is None:
            continue
        raised = found.severity == "return" and rule(found.code).severity != "return"
        kept.append(replace(found, effect="hold") if raised and found.origin.row else found)
    stricter = [p for p in kept if p.effect == "hold" and p.rule.effect in ("say", "mark")]
    return Outcome(value=_held(batch, stricter) if stricter else batch, problems=tuple(kept))


def _held(batch: Batch, problems: Sequence[Problem]) -> Batch:
    import numpy as np

    from enforcement_cli.model.rows import Frames

    places = {(p.origin.sheet, p.origin.row) for p in problems}
    cells = {(p.origin.sheet, p.origin.row, p.origin.column) for p in problems}
    frames: dict[str, pd.DataFrame] = {}
    for table, frame in batch.frames.items():
        if table == "statements":  # a row of an aggregate is many figures
            at = zip(frame["sheet"], frame["row"], frame["column_number"], strict=True)
            hit = [place in cells for place in at]
        else:
            hit = [place in places for place in zip(frame["sheet"], frame["row"], strict=True)]
        frames[table] = frame.assign(held=frame["held"] | np.array(hit, dtype=bool))
    return replace(batch, frames=Frames(frames))
