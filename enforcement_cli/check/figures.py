"""The figures of one court's aggregate return as what checks compare, and what they find.

Comes in: a Batch of statements and what was already asked of its cells. Goes out: figures by
action, indicator and basis; doubts with their cells and words. Refuses to compare: a figure that is
held, missing or asked about already is not there at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enforcement_cli.check.controls import tolerance
from enforcement_cli.check.difference import printed
from enforcement_cli.check.shares import Line, lines_of
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.passage import in_words
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.relations import glue

FEN = "fen"
BASES = ("period", "cumulative")
_PERSONS = "人"
_Slot = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Figures that contradict each other, the one to ask about first; `facts` of the message."""

    code: str
    lines: tuple[Line, ...]
    facts: dict[str, str]
    subject: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A return's figures that may be compared, in the order of its cells; `asked`: the others."""

    lines: tuple[Line, ...]
    by_slot: Mapping[_Slot, tuple[Line, ...]]
    asked: frozenset[_Slot]

    @property
    def actions(self) -> tuple[str | None, ...]:
        """The actions stated, None for all cases, each once."""
        return tuple(dict.fromkeys(line.action for line in self.lines))

    def all(self, action: str | None, indicator: str, basis: str) -> tuple[Line, ...]:
        """A figure in every unit it is stated in (人 and 人次). What stands still has no period."""
        stock = figure_words()[indicator].stock
        return self.by_slot.get((action, indicator, "cumulative" if stock else basis), ())

    def is_asked(self, action: str | None, indicator: str, basis: str) -> bool:
        """Whether a figure is stated and there is a question of it already."""
        stock = figure_words()[indicator].stock
        return (action, indicator, "cumulative" if stock else basis) in self.asked

    def one(self, action: str | None, indicator: str, basis: str) -> Line | None:
        """A figure, in 人次 rather than in 人."""
        found = self.all(action, indicator, basis)
        return next((line for line in found if line.unit != _PERSONS), found[0] if found else None)


def figures_of(batch: Batch, said: Sequence[Problem]) -> Figures:
    """The figures that have a value and no question of their own yet."""
    asked = {
        (p.origin.sheet, p.origin.row, p.origin.column)
        for p in said
        if p.severity in ("return", "query") and p.origin.column is not None
    }
    stated = [line for line in lines_of(batch) if line.indicator in figure_words()]
    open_ = [line for line in stated if line.held or (line.sheet, line.row, line.column) in asked]
    without = {line.index for line in open_}
    lines = tuple(one for one in stated if one.value is not None and one.index not in without)
    slots = _by_slot(lines)
    return Figures(
        lines, {slot: tuple(found) for slot, found in slots.items()}, frozenset(_by_slot(open_))
    )


def _by_slot(lines: Sequence[Line]) -> dict[_Slot, list[Line]]:
    """The lines by action, indicator and basis."""
    slots: dict[_Slot, list[Line]] = {}
    for line in lines:
        slots.setdefault((line.action, line.indicator, line.basis), []).append(line)
    return slots


def amount(line: Line) -> int:
    """The value of a figure that has one."""
    return line.value or 0


def slack(*lines: Line) -> int:
    """By how much figures may differ: 0.01 of the unit that money is printed in; no count."""
    return max(tolerance(unit_of(line)) for line in lines)


def unit_of(line: Line) -> str:
    """The unit money is printed in, '' for a count.

    Read again from the store it is not known: what has no more than two places in 万元 is 万元.
    """
    if line.unit != FEN:
        return ""
    coarse = amount(line) % (FEN_PER_UNIT["万元"] // 100) == 0
    return line.money_unit or ("万元" if coarse else "元")


def shown(line: Line, value: int | None = None) -> str:
    """A figure, or another value of its kind, as its court prints it."""
    value = amount(line) if value is None else value
    unit = unit_of(line)
    return printed(value, unit) if unit else f"{value}{line.unit}"


def name_of(line: Line) -> str:
    """What the court calls the figure, else what the form does."""
    return line.label or form_named("aggregate").field_named(line.indicator).title


def cell_of(line: Line, beside: Line | None = None) -> str:
    """The cell; without the sheet where it stands on the one of `beside`. Of a text its place."""
    same = beside is not None and beside.sheet == line.sheet and not in_words(line.sheet)
    sheet = "" if same else line.sheet
    return Origin(file="", sheet=sheet, row=line.row, column=line.column).cell


def key_of(line: Line) -> str:
    """What the figure is, the same in every period's return."""
    return ".".join(filter(None, (line.indicator, line.action, line.basis)))


def pair_doubt(code: str, part: Line, whole: Line, more: Mapping[str, str] | None = None) -> Doubt:
    """A figure against one other."""
    facts = {
        "part": name_of(part),
        "value": shown(part),
        "cell": cell_of(part, part),
        "whole": name_of(whole),
        "value2": shown(whole),
        "cell2": cell_of(whole, part),
        **(more or {}),
    }
    subject = f"{key_of(part)}>{key_of(whole)}"
    return Doubt(code=code, lines=(part, whole), facts=facts, subject=subject)


def sum_doubt(
    code: str, whole: Line, parts: Sequence[Line], signs: Sequence[int], clue: str = ""
) -> Doubt:
    """A figure against the sum of others, each taken with its sign."""
    total = sum(amount(part) * sign for part, sign in zip(parts, signs, strict=True))
    text = ""
    for part, sign in zip(parts, signs, strict=True):
        joint = glue("plus" if sign > 0 else "minus") if text else ""
        text += f"{joint}“{name_of(part)}”（{cell_of(part, whole)}）{shown(part)}"
    facts = {
        "parts": text,
        "sum": shown(whole, total),
        "whole": name_of(whole),
        "cell": cell_of(whole, whole),
        "value": shown(whole),
        "difference": shown(whole, abs(amount(whole) - total)),
        "clue": clue,
    }
    subject = f"{key_of(whole)}={'+'.join(part.indicator for part in parts)}"
    if any(part.action != whole.action for part in parts):
        subject = f"{key_of(whole)}={'+'.join(str(part.action) for part in parts)}"
    return Doubt(code=code, lines=(whole, *parts), facts=facts, subject=subject)
