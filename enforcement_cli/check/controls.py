"""The totals a court printed against the sum of their rows (X-01, X-02, X-09, S-14).

Comes in: a Batch with its Controls. Goes out: one problem at each total that is wrong, with what
explains the difference. The rows are what counts; the total only says that something was mistyped.
Refuses to know where a total stood.
"""

from enforcement_cli.check.difference import Part, clue_text, is_rounding, printed
from enforcement_cli.model.batch import Batch, Control
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule, threshold
from enforcement_cli.vocabulary.forms import form_named


def check_controls(batch: Batch) -> tuple[Problem, ...]:
    """What is wrong with each total that is not the sum of its rows, at its cell.

    S-14 where it was typed over a formula, X-02 where it is twice the sum, X-09 where rounding of
    an aggregate's rows explains the gap (a ledger's rows are what they are), else X-01. Money may
    differ by 0.01 of the unit it is printed in; counts by none.
    """
    form = form_named(batch.form)
    return tuple(
        Problem(
            rule=rule(_code(control, rounds=batch.form == "aggregate")),
            origin=Origin(
                file=batch.file_name,
                sheet=control.sheet,
                row=control.row,
                column=control.column,
            ),
            facts={
                "label": control.label,
                "field": form.field_named(control.field).title,
                "stated": printed(control.stated, control.unit),
                "summed": printed(control.summed, control.unit),
                "difference": printed(control.stated - control.summed, control.unit),
                "clue": clue_text(control.stated, _parts(control), control.unit),
            },
            field=control.field,
        )
        for control in batch.controls
        if abs(control.stated - control.summed) > tolerance(control.unit)
    )


def tolerance(unit: str) -> int:
    """How much a total may differ from its sum: 0.01 of the unit money is printed in, no count."""
    return FEN_PER_UNIT.get(unit, 0) // 100


def sum_code(stated: int, summed: int, values: tuple[int, ...], unit: str) -> str:
    """The check that a wrong total fails; `values` are the parts that may have been rounded."""
    chance = threshold("total_chance_below")
    if stated == 2 * summed and (unit or summed >= chance):
        return "X-02"
    return "X-09" if is_rounding(stated, values, unit) else "X-01"


def _code(control: Control, *, rounds: bool) -> str:
    if control.typed_over:
        return "S-14"
    values = tuple(value for _, _, value in control.parts) if rounds else ()
    return sum_code(control.stated, control.summed, values, control.unit)


def _parts(control: Control) -> tuple[Part, ...]:
    """The cells of the sum; in a row of totals by their row, else by their own cell."""
    found: list[Part] = []
    for row, column, value in control.parts:
        cell = Origin(file="", sheet=control.sheet, row=row, column=column).cell
        label = f"第 {row} 行" if column == control.column else cell
        found.append(Part(label=label, cell=cell, value=value))
    return tuple(found)
