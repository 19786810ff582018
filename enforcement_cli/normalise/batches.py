"""The door of this stage: the tables of one file to a Batch a form.

Comes in: a LocatedBook. Goes out: typed frames with the Excel row of every line, control totals,
and what was wrong with cells. Refuses to know whose return it is and what was reported before.
"""

from dataclasses import dataclass, field
from typing import Any

from enforcement_cli.model.batch import Batch, Control, Outcome
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import FieldPlace, LocatedBook, LocatedTable
from enforcement_cli.normalise.case_numbers import split_official
from enforcement_cli.normalise.events import (
    Columns,
    ledger_measures,
    listed_measures,
    listed_recoveries,
    require_quantity,
    values_of,
)
from enforcement_cli.normalise.frames import TABLES, build_frame
from enforcement_cli.normalise.parsers import Context, context_of
from enforcement_cli.normalise.tables import TableValues, read_table
from enforcement_cli.normalise.totals import controls_of


@dataclass(slots=True, kw_only=True)
class _Collected:
    """Columns of one store table, gathered over the sheets of a form."""

    table: str
    columns: Columns = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)

    def add(self, columns: Columns, values: TableValues, indexes: range | list[int]) -> None:
        """Append the rows `indexes` of a table; a column others lack is missing there."""
        before = len(self.rows)
        for name in columns.keys() | self.columns.keys():
            gathered = self.columns.setdefault(name, [None] * before)
            gathered += columns.get(name, [None] * len(indexes))
        self.sheets += [values.body.sheet] * len(indexes)
        self.rows += [values.body.rows[index] for index in indexes]
        self.held += [index in values.held for index in indexes]

    def frame(self) -> Any:
        """The typed frame."""
        return build_frame(self.table, self.columns, self.sheets, self.rows, self.held)


def normalise(
    located: LocatedBook,
    *,
    file_name: str,
    sha256: str,
    desk: Desk,
    campaign: Campaign,
    salt: bytes,
) -> Outcome[tuple[Batch, ...]]:
    """Read the values of a file's tables.

    Args:
        located: where the tables stand.
        file_name: as the court named it; goes into every origin.
        sha256: of the file.
        desk: its courts' codes are what a case number without province is completed from.
        campaign: gives days their year, and the actions their names.
        salt: the workspace's, for keys of persons.

    Returns:
        One Batch a form, in the order the forms appear; rows with a 退回 are there, held.
    """
    context = context_of(file_name, desk, campaign, salt)
    forms = dict.fromkeys(table.form.key for table in located.tables)
    batches: list[Batch] = []
    problems: list[Problem] = []
    for form in forms:
        tables = [table for table in located.tables if table.form.key == form]
        read = [read_table(table, context) for table in tables]
        batches.append(_batch(form, read, located, context, sha256))
        problems += [problem for values in read for problem in values.problems]
    return Outcome(value=tuple(batches), problems=tuple(problems))


def _batch(
    form: str, read: list[TableValues], located: LocatedBook, context: Context, sha256: str
) -> Batch:
    frames: dict[str, _Collected] = {}
    places: list[FieldPlace] = []
    controls: list[Control] = []
    kinds: dict[str, None] = {}
    for values in read:
        places += field_places(values.table)
        for column in values.columns.values():
            if column.place.field.kind == "measure":
                kinds[column.place.field.measure] = None
        _collect(form, values, frames, context)
        controls += controls_of(values.table, values.columns)
    evidence = [entry for values in read for entry in values.table.evidence]
    return Batch(
        form=form,
        file_name=context.file,
        sha256=sha256,
        frames={name: collected.frame() for name, collected in frames.items()},
        places=tuple(places),
        evidence=(*located.evidence, *evidence),
        controls=tuple(controls),
        measure_kinds=tuple(kinds),
    )


def field_places(table: LocatedTable) -> list[FieldPlace]:
    """Every column of a table, the unknown ones too."""
    rows = (table.body[0], table.body[-1]) if table.body else table.header_rows
    return [
        FieldPlace(
            sheet=table.grid.name,
            field=place.field or "",
            column=place.column,
            header=place.header,
            unit=place.unit,
            header_rows=table.header_rows,
            rows=rows,
        )
        for place in table.columns
    ]


def _collect(
    form: str, values: TableValues, frames: dict[str, _Collected], context: Context
) -> None:
    everything = range(len(values.body.rows))

    def into(table: str) -> _Collected:
        return frames.setdefault(table, _Collected(table=table))

    if form == "payments":
        into("recoveries").add(listed_recoveries(values), values, everything)
    elif form == "measures":
        require_quantity(values)
        into("measures").add(listed_measures(values), values, everything)
    elif form == "cases":
        into("cases").add(_cases(values, context), values, everything)
        if any(column.place.field.kind == "measure" for column in values.columns.values()):
            columns, indexes = ledger_measures(values)
            into("measures").add(columns, values, indexes)


def _cases(values: TableValues, context: Context) -> Columns:
    columns: Columns = {
        name: column.values for name, column in values.columns.items() if name in TABLES["cases"]
    }
    columns["case_no"] = values.cases
    years, courts, types, serials = split_official(values.cases)
    columns |= {
        "case_year": years, "case_court": courts, "case_type": types, "case_serial": serials,
    }  # fmt: skip
    columns["cleared"] = values.cleared
    columns["not_applicable"] = values.not_applicable
    of_sheet = _sheet_actions(values.table, context)
    declared = values_of(values, "declared_actions")
    if of_sheet:
        declared = [tuple(dict.fromkeys([*of_sheet, *(cell or ())])) for cell in declared]
    columns["declared_actions"] = declared
    return columns


def _sheet_actions(table: LocatedTable, context: Context) -> tuple[str, ...]:
    """The actions a whole sheet was headed with: one sheet an action is a common layout."""
    named = (context.find_action(entry.action) for entry in table.evidence if entry.action)
    return tuple(dict.fromkeys(action for action in named if action))
