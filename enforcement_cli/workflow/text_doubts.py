"""X-16 of every figure that a court's text and its table state differently for the same days.

Comes in: the store as known. Goes out: problems by return, at the place in the text. Refuses to ask
about rounding: 113.25万元 is what 1132487.60 元 is called in words.
"""

from decimal import Decimal

from enforcement_cli.model.money import in_unit
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.current import View
from enforcement_cli.store.session import Connection
from enforcement_cli.store.text_figures import TwiceStated, twice_stated
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named

_FEN = "fen"


def text_doubts(connection: Connection, view: View) -> list[tuple[int, str, Problem]]:
    """(return_id, court, problem) at each figure of a text that is not the table's."""
    return [
        (each.return_id, each.court, _problem(each))
        for each in twice_stated(connection, view)
        if not (each.unit == _FEN and is_rounded(each.said, each.filled, _most(each)))
    ]


def is_rounded(said: int, exact: int, most: int) -> bool:
    """Whether `said` is `exact` rounded half-up to the places it is printed with.

    Which those are the store does not keep: its zeros at the end say it, up to `most`.

    >>> is_rounded(113250000, 113248760, 1132500), is_rounded(113250000, 113300000, 1132500)
    (True, False)
    """
    step = 1
    while step * 10 <= most and said % (step * 10) == 0:
        step *= 10
    return abs(said - exact) * 2 <= step


def _most(each: TwiceStated) -> int:
    """Zeros beyond a hundredth of a figure are part of it: 100万元 is not 149万元 rounded."""
    return abs(each.said) // 100


def _problem(each: TwiceStated) -> Problem:
    title = form_named("aggregate").field_named(each.indicator).title
    return Problem(
        rule=rule("X-16"),
        origin=each.origin,
        facts={
            "field": title,
            "now": _shown(each.said, each.unit),
            "before": _shown(each.filled, each.unit),
            "other": str(each.other),
        },
        field=each.indicator,
        subject=".".join(filter(None, (each.indicator, each.action, each.basis))),
        value=Decimal(each.said),
    )


def _shown(value: int, unit: str) -> str:
    return (
        f"{format(in_unit(value, '元').normalize(), 'f')}元" if unit == _FEN else f"{value}{unit}"
    )
