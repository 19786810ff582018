"""The totals a court printed against the sum of its rows (X-01, S-14).

Comes in: a Batch with its Controls. Goes out: a problem at each total that is wrong. The rows are
what counts; the total only says that something was mistyped. Refuses to know where a total stood.
"""

from enforcement_cli.model.batch import Batch, Control
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named


def check_controls(batch: Batch) -> tuple[Problem, ...]:
    """X-01 at the cell of each total that is not the sum of its rows; S-14 where it was typed over.

    Money may differ by 0.01 of the unit it is printed in, which rounding explains; counts by none.
    """
    form = form_named(batch.form)
    return tuple(
        Problem(
            rule=rule("S-14" if control.typed_over else "X-01"),
            origin=Origin(
                file=batch.file_name,
                sheet=control.sheet,
                row=control.row,
                column=control.column,
            ),
            facts={
                "label": control.label,
                "field": form.field_named(control.field).title,
                "stated": _printed(control.stated, control.unit),
                "summed": _printed(control.summed, control.unit),
                "difference": _printed(control.stated - control.summed, control.unit),
            },
            field=control.field,
        )
        for control in batch.controls
        if abs(control.stated - control.summed) > _tolerance(control)
    )


def _tolerance(control: Control) -> int:
    return FEN_PER_UNIT[control.unit] // 100 if control.unit else 0


def _printed(value: int, unit: str) -> str:
    return f"{format(in_unit(value, unit), 'f')}{unit}" if unit else str(value)
