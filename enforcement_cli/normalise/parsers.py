"""Which parser a field's cells go through, by the field's kind.

Comes in: a field, the column that holds it, what the campaign knows. Goes out: a function from a
cell to its value. Refuses to know rows, frames and problems.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.model.form import Field
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.normalise.amounts import parse_amount, plain_amounts
from enforcement_cli.normalise.case_numbers import parse_case_number, plain_case_numbers
from enforcement_cli.normalise.choices import (
    action_finder,
    parse_actions,
    parse_choice,
    parse_close_method,
    parse_flag,
    parse_measure_kind,
)
from enforcement_cli.normalise.columns import Parser, Plain
from enforcement_cli.normalise.counts import parse_count
from enforcement_cli.normalise.dates import DaySpan, day_span, parse_date, plain_dates
from enforcement_cli.normalise.measure_columns import parse_measure_cell
from enforcement_cli.normalise.person_keys import parse_person
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.normalise.texts import (
    parse_cause,
    parse_name,
    parse_note,
    parse_text,
    plain_texts,
)

# Kinds of fields that are never read.
UNREAD = frozenset({"court", "ignored"})
_TEXTS: dict[str, Parser] = {"officer": parse_name, "team": parse_name, "note": parse_note}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the cells of a return are read against."""

    file: str
    span: DaySpan
    salt: bytes
    courts: tuple[str, ...]
    find_action: Callable[[str], str | None]

    @property
    def last_year(self) -> int:
        """No case is numbered in a later year."""
        return self.span.latest.year


def context_of(file: str, desk: Desk, campaign: Campaign, salt: bytes) -> Context:
    """The context of one file."""
    return Context(
        file=file,
        span=day_span(campaign),
        salt=salt,
        courts=tuple(court.code for court in desk.courts),
        find_action=action_finder(campaign),
    )


def parser_of(field: Field, place: ColumnPlace, context: Context) -> Parser:
    """The parser of a field's cells."""
    unit = place.unit
    parsers: dict[str, Parser] = {
        "case_no": lambda cell: _case_number(cell, context, field),
        "date": lambda cell: parse_date(cell, context.span),
        "money": lambda cell: parse_amount(cell, unit),
        "count": lambda cell: parse_count(cell, unit or field.unit),
        "text": _TEXTS.get(field.name, parse_text),
        "cause": parse_cause,
        "close_method": parse_close_method,
        "flag": parse_flag,
        "measure": lambda cell: parse_measure_cell(cell, field.unit, context.span),
        "measure_kind": parse_measure_kind,
        "choice": lambda cell: parse_choice(cell, field.choices),
        "person_id": lambda cell: parse_person(cell, context.salt),
        "actions": lambda cell: parse_actions(cell, context.find_action),
    }
    return parsers[field.kind]


def read_plainly(
    field: Field,
    place: ColumnPlace,
    cells: Sequence[Cell],
    kinds: Collection[type],
    context: Context,
) -> Plain | None:
    """A whole column at once where nothing in it needs a word; None where each cell must be read.

    `kinds` are the types of the cells.
    """
    if not cells:
        return None
    if field.kind == "case_no":
        found = plain_case_numbers(cells, context.last_year, kinds)
        return Plain(array=found.numbers, parts=found.parts) if found else None
    if field.kind == "text":
        # What a name's title is, only parse_name tells.
        named = _TEXTS.get(field.name) is parse_name
        return None if named else plain_texts(cells, kinds)
    array = None
    if field.kind == "money":
        array = plain_amounts(cells, place.unit, kinds)
    elif field.kind == "date":
        array = plain_dates(cells, context.span, kinds)
    return None if array is None else Plain(array=array)


def _case_number(cell: Cell, context: Context, field: Field) -> Reading | str | None:
    """A number in its official form. Another case's number in doubt does not hold the row."""
    read = parse_case_number(cell, context.last_year, context.courts)
    if isinstance(read, CaseNumber):
        return read.official
    if not isinstance(read, Reading):
        return None
    if isinstance(read.value, CaseNumber):
        return replace(read, value=read.value.official)
    doubtful = field.name != "case_no" and read.code in {"V-16", "V-17"}
    return replace(read, effect="blank") if doubtful else read
