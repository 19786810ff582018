"""The door of this stage: the tables of one file to a Batch a form.

Comes in: a LocatedBook. Goes out: typed frames with the Excel row of every line, control totals,
and what was wrong with cells. Refuses to know whose return it is and what was reported before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enforcement_cli.model.batch import Batch, Control, Outcome
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.mapping import stated_units
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import Frames, Rows
from enforcement_cli.model.table import Evidence, FieldPlace, LocatedBook, LocatedTable
from enforcement_cli.normalise.case_numbers import split_official
from enforcement_cli.normalise.events import (
    Columns,
    ledger_measures,
    listed_measures,
    listed_payouts,
    listed_recoveries,
    listed_todos,
    require_quantity,
    values_of,
)
from enforcement_cli.normalise.frames import TABLES, build_rows, typed
from enforcement_cli.normalise.parsers import Context, context_of
from enforcement_cli.normalise.statements import statement_batches
from enforcement_cli.normalise.tables import TableValues, read_table
from enforcement_cli.normalise.totals import controls_of


@dataclass(slots=True, kw_only=True)
class _Collected:
    """Columns of one store table, gathered over the sheets of a form."""

    table: str
    parts: list[dict[str, pa.Array]] = field(default_factory=list)
    sheets: list[pa.Array] = field(default_factory=list)
    rows: list[NDArray[np.int64]] = field(default_factory=list)
    held: list[NDArray[np.bool_]] = field(default_factory=list)

    def add(self, columns: Columns, values: TableValues, indexes: range | list[int]) -> None:
        """Append the rows `indexes` of a table; a column others lack is missing there."""
        known = TABLES[self.table]
        self.parts.append({n: typed(self.table, n, v) for n, v in columns.items() if n in known})
        self.sheets.append(pa.repeat(pa.scalar(values.body.sheet, pa.large_string()), len(indexes)))
        held = np.zeros(len(values.body.rows), dtype=bool)
        held[list(values.held)] = True
        rows = np.array(values.body.rows, dtype="int64")
        everything = isinstance(indexes, range)
        self.rows.append(rows if everything else rows[indexes])
        self.held.append(held if everything else held[indexes])

    def table_rows(self) -> Rows:
        """The rows of all sheets."""
        types = {name: array.type for part in self.parts for name, array in part.items()}
        columns = self.parts[0]
        if len(self.parts) > 1:
            columns = {
                name: pa.concat_arrays(
                    part[name] if name in part else pa.nulls(len(rows), kind)
                    for part, rows in zip(self.parts, self.rows, strict=True)
                )
                for name, kind in types.items()
            }
        rows, held = np.concatenate(self.rows), np.concatenate(self.held)
        return build_rows(self.table, columns, pa.concat_arrays(self.sheets), pa.array(rows), held)


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
        One Batch a form (of an aggregate one a court), in the order they appear; rows with a 退回
        are there, held. A form that only lacks a column has a Batch without frames: its layout, to be answered for.
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
    if located.aggregates:
        stated = statement_batches(located, file_name=file_name, sha256=sha256, desk=desk.court)
        batches += stated.value
        problems += stated.problems
    batches += _layouts(located, [batch.form for batch in batches], context, sha256)
    return Outcome(value=tuple(batches), problems=tuple(problems))


def _layouts(
    located: LocatedBook, read: Sequence[str], context: Context, sha256: str
) -> list[Batch]:
    """A batch without frames for each form whose tables lack a column to be read."""
    forms = dict.fromkeys(table.form.key for table in located.nearly)
    return [
        Batch(
            form=form,
            file_name=context.file,
            sha256=sha256,
            frames={},
            places=tuple(
                p for table in located.nearly if table.form.key == form for p in field_places(table)
            ),
            evidence=located.evidence,
        )
        for form in forms
        if form not in read
    ]


def _batch(
    form: str, read: list[TableValues], located: LocatedBook, context: Context, sha256: str
) -> Batch:
    frames: dict[str, _Collected] = {}
    places: list[FieldPlace] = []
    controls: list[Control] = []
    kinds: dict[str, None] = {}
    spelled: set[tuple[str, int, str]] = set()
    for values in read:
        places += field_places(values.table)
        for column in values.columns.values():
            if column.place.field.kind == "measure":
                kinds[column.place.field.measure] = None
            spelled |= {
                (values.body.sheet, values.body.rows[i], column.place.field.name)
                for i in column.spelled
            }
        _collect(form, values, frames, context)
        controls += controls_of(values.table, values.columns)
    evidence = [entry for values in read for entry in values.table.evidence]
    evidence += [e for values in read for part in values.table.sections for e in part.evidence]
    return Batch(
        form=form,
        file_name=context.file,
        sha256=sha256,
        frames=Frames({name: collected.table_rows() for name, collected in frames.items()}),
        places=tuple(places),
        evidence=(*located.evidence, *evidence),
        controls=tuple(controls),
        measure_kinds=tuple(kinds),
        spelled=frozenset(spelled),
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
            stated=stated_units(
                unit for source, unit in place.unit_witnesses if source != "mapping"
            ),
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
    elif form == "payouts":
        into("payouts").add(listed_payouts(values), values, everything)
    elif form == "todos":
        into("todos").add(listed_todos(values), values, everything)
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
        name: column.whole for name, column in values.columns.items() if name in TABLES["cases"]
    }
    number = values.columns.get("case_no")
    plain = number.array if number else None
    columns["case_no"] = values.cases if plain is None else plain
    parts = number.parts if number and plain is not None else None
    years, courts, types, serials = split_official(values.cases) if parts is None else parts
    columns |= {
        "case_year": years, "case_court": courts, "case_type": types, "case_serial": serials,
    }  # fmt: skip
    columns["cleared"] = values.cleared
    columns["not_applicable"] = values.not_applicable
    columns["declared_actions"] = _declared(values, context)
    for name in ("officer", "team"):
        named = _headed(values, name)
        if name not in columns and named:
            columns[name] = named
    return columns


def _declared(values: TableValues, context: Context) -> list[tuple[str, ...] | None]:
    """The actions each row declares: in its own cell, over its section, over its sheet."""
    own = values_of(values, "declared_actions")
    of_sheet = _actions(values.table.evidence, context)
    of_row: dict[int, tuple[str, ...]] = {}
    for part in values.table.sections:
        of_row |= dict.fromkeys(part.rows, _actions(part.evidence, context))
    if not of_sheet and not any(of_row.values()):
        return own
    return [
        tuple(dict.fromkeys([*of_sheet, *of_row.get(row, ()), *(cell or ())]))
        for row, cell in zip(values.body.rows, own, strict=True)
    ]


def _actions(evidence: Sequence[Evidence], context: Context) -> tuple[str, ...]:
    """The actions that a sheet or a section was headed with: a common layout."""
    named = (context.find_action(entry.action) for entry in evidence if entry.action)
    return tuple(dict.fromkeys(action for action in named if action))


def _headed(values: TableValues, name: str) -> list[str | None]:
    """The officer or team that each row's section or sheet is headed with; empty where none is."""
    of_row: dict[int, str] = {}
    for part in values.table.sections:
        named = next((getattr(e, name) for e in part.evidence if getattr(e, name)), "")
        of_row |= dict.fromkeys(part.rows, named)
    of_sheet = next((getattr(e, name) for e in values.table.evidence if getattr(e, name)), "")
    if not of_sheet and not any(of_row.values()):
        return []
    return [of_row.get(row) or of_sheet or None for row in values.body.rows]
