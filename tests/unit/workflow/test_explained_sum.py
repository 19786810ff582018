"""What the parts of an explained figure add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.indicator.origins import Part
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.period import Period
from enforcement_cli.workflow.explain import ExplainedFigure, ExplainedPart
from tests.facts import YINZHOU

WEEK = Period(
    kind="week", start=date(2025, 12, 22), end=date(2025, 12, 28), number=2, label="第2周"
)
ROW = Part(case_no="", court=YINZHOU, day=None, amount=1, nature="拘留", cell=None)
STATED = replace(ROW, amount=8, nature="declared")


def explained(*parts: Part) -> ExplainedFigure:
    indicator = all_indicators(())["persons_detained"]
    figure = Figure(
        key=FigureKey(indicator=indicator.id), value=0, unit=indicator.person_unit or indicator.unit
    )
    return ExplainedFigure(
        indicator=indicator, figure=figure, period=WEEK,
        parts=tuple(ExplainedPart(part=part, origin=None, before=None) for part in parts),
    )  # fmt: skip


def test_persons_that_a_court_states_are_added_as_they_stand() -> None:
    rows = [replace(ROW, person_key=key) for key in ("a", "b", "a")]
    assert explained(STATED).by_person
    assert (explained(STATED).total, explained(STATED).listed) == (8, ())
    assert explained(*rows).total == 2
    assert explained(*rows, STATED, replace(STATED, amount=-3)).total == 7
