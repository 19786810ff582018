"""Checks among the rows of one return: doubled cases (X-03), reversed days, money above the claim.

Comes in: a Batch. Goes out: the Batch with those rows held and equal rows made one, and the
problems, doubts of unit (units.py) first. Refuses to know earlier returns and other courts.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.check.asking import amounts, days, kept_rows, lines_of, stated
from enforcement_cli.check.copies import copied_sheets
from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.unit_figures import check_figures
from enforcement_cli.check.units import check_units
from enforcement_cli.model.batch import Batch, Outcome
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import Rows, tables_of
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named

if TYPE_CHECKING:  # most ledgers need no frame
    import pandas as pd

# Two rows of one case must agree in these; other fields may say more on one of them.
_AGREE = (
    "claim_fen", "recovered_fen", "filed_on", "closed_on", "close_method", "cause", "waived_fen",
    "closing_claim_fen", "received_on", "original_case_no",
)  # fmt: skip
_UNITED = ("declared_actions", "cleared", "not_applicable", "rows")
_EVENT = ["case_no", "kind", "taken_on", "quantity", "field"]


def check_rows(batch: Batch) -> Outcome[Batch]:
    """Hold and merge what contradicts within one return.

    Every other batch than a ledger comes back with its rows as they went in, a list's repeated
    measures asked about. The cases frame gains `rows`: for each case the list of `sheet!row` it
    was read from. A cell whose unit is doubted keeps its value, which an explanation lets in, and
    contradicts no other row meanwhile.
    """
    units = check_units(batch)
    sure = without_doubted(batch, units)
    if "cases" not in batch.frames:
        problems = (
            *units, *check_figures(batch), *_repeated_measures(batch), *copied_sheets(batch),
        )  # fmt: skip
        value = replace(batch, controls=sure.controls) if units else batch
        return Outcome(value=value, problems=problems)
    ordered = _hold_reversed(sure)
    united = _unite_rows(ordered.value)
    value = _with_doubted(united.value, batch) if units else united.value
    problems = (*units, *_above_claim(sure), *ordered.problems, *united.problems)
    return Outcome(value=value, problems=problems)


def _with_doubted(checked: Batch, read: Batch) -> Batch:
    """The doubted amounts back in the rows that were not merged into others."""
    tables = tables_of(checked.frames)
    cases, before = tables.rows("cases"), tables_of(read.frames).rows("cases")
    at = {place: index for index, place in enumerate(_places(before))}
    kept = pa.array([at[place] for place in _places(cases)], pa.int64())
    stated = {
        name: pc.coalesce(cases[name], before[name].take(kept))
        for name in ("claim_fen", "recovered_fen", "closing_claim_fen", "waived_fen")
        if name in cases
    }
    whole = replace(cases, columns={**cases.columns, **stated})
    return replace(checked, frames=tables.put("cases", whole))


def _places(cases: Rows) -> Iterator[tuple[str, int]]:
    return zip(cases["sheet"].to_pylist(), cases["row"].to_pylist(), strict=True)


def _repeated_measures(batch: Batch) -> list[Problem]:
    """X-11: one person, one case, one measure, one day, twice in a list; both count, and are asked.

    Rows without a person key may be two debtors of the case and are not compared.
    """
    if batch.form != "measures" or "measures" not in batch.frames:
        return []
    frame = batch.frames["measures"]
    keys = ["case_no", "kind", "taken_on", "person_key"]
    whole = frame[keys].notna().all(axis=1) & ~frame["held"]
    again = frame.duplicated(subset=keys) & whole
    return [
        Problem(
            rule=rule("X-11"),
            origin=batch.origin(row["sheet"], int(row["row"]), "kind"),
            facts={"case_no": row["case_no"], "day": f"{row['taken_on']:%Y-%m-%d}"},
            field="kind",
            case_no=row["case_no"],
        )
        for row in frame[again].to_dict("records")
    ]


def _above_claim(batch: Batch) -> list[Problem]:
    """R-08: more recovered than claimed may be interest, and is asked."""
    cases = tables_of(batch.frames).rows("cases")
    # A missing amount counts as 0: more than that is compared only with a claim that is stated.
    more = amounts(cases, "recovered_fen") > amounts(cases, "claim_fen")
    above = more & stated(cases, "claim_fen") & kept_rows(cases)
    return [
        Problem(
            rule=rule("R-08"),
            origin=batch.origin(row["sheet"], int(row["row"]), "recovered_fen"),
            facts={
                "recovered": format(in_unit(int(row["recovered_fen"]), "元"), "f"),
                "claim": format(in_unit(int(row["claim_fen"]), "元"), "f"),
            },
            field="recovered_fen",
            case_no=row["case_no"],
            value=Decimal(int(row["recovered_fen"])),
        )
        for row in lines_of(cases, above)
    ]


def _hold_reversed(batch: Batch) -> Outcome[Batch]:
    """R-16: a case closed before it was filed is held."""
    cases = tables_of(batch.frames).rows("cases")
    # A missing day is before no other.
    before = days(cases, "closed_on") < days(cases, "filed_on")
    reversed_ = before & kept_rows(cases)
    if not reversed_.any():
        return Outcome(value=batch)
    problems = tuple(
        Problem(
            rule=rule("R-16"),
            origin=batch.origin(row["sheet"], int(row["row"]), "closed_on"),
            facts={
                "closed": f"{row['closed_on']:%Y-%m-%d}",
                "filed": f"{row['filed_on']:%Y-%m-%d}",
            },
            field="closed_on",
            case_no=row["case_no"],
        )
        for row in lines_of(cases, reversed_)
    )
    held = replace(cases, held=cases.held | reversed_)
    frames = tables_of(batch.frames).put("cases", held)
    return Outcome(value=replace(batch, frames=frames), problems=problems)


def _unite_rows(batch: Batch) -> Outcome[Batch]:
    """X-03 where rows of one case differ; equal rows become one case with all their cells."""
    tables = tables_of(batch.frames)
    read = tables.rows("cases")
    read = replace(read, columns={**read.columns, "rows": _own_cell(read)})
    tables = tables.put("cases", read)
    if _each_once(read):
        return Outcome(value=replace(batch, frames=tables))
    cases = tables["cases"]
    repeated = cases["case_no"].duplicated(keep=False) & cases["case_no"].notna() & ~cases["held"]
    if not repeated.any():
        return Outcome(value=replace(batch, frames=tables))
    return _united(replace(batch, frames=tables), repeated)


def _united(batch: Batch, repeated: "pd.Series[bool]") -> Outcome[Batch]:
    """The rows of cases that stand `repeated`: contradictions held, equal ones made one."""
    import pandas as pd

    cases = batch.frames["cases"]
    lists: dict[str, Any] = {  # as objects: .at writes no list into another sort of column
        name: pd.Series(cases[name].tolist(), index=cases.index, dtype=object) for name in _UNITED
    }
    cases = cases.assign(**lists)
    records: dict[str, list[dict[str, Any]]] = {}
    again = cases[repeated]
    for index, record in zip(again.index, again.to_dict("records"), strict=True):
        row: dict[str, Any] = {str(name): value for name, value in record.items()}
        records.setdefault(row["case_no"], []).append(row | {"index": index})
    problems: list[Problem] = []
    held: list[Any] = []
    dropped: list[Any] = []
    for case_no, rows in records.items():
        differing = [name for name in _AGREE if len(_said(rows, name)) > 1]
        if differing:
            held += [row["index"] for row in rows]
            problems += _contradictions(batch, case_no, rows, differing)
        elif len(rows) > 1:
            for name, value in _additions(rows).items():
                cases.at[rows[0]["index"], name] = value  # noqa: PD008  # .loc would spread a list
            dropped += [row["index"] for row in rows[1:]]
    cases.loc[held, "held"] = True
    cases = cases.drop(index=dropped).reset_index(drop=True)
    frames = tables_of(batch.frames).put("cases", cases)
    if "measures" in frames:
        frames = frames.put("measures", _events_once(frames["measures"], cases))
    return Outcome(value=replace(batch, frames=frames), problems=tuple(problems))


def _each_once(cases: Rows) -> bool:
    """Whether no case stands twice, as in most ledgers: counted by Arrow in a tenth of the time."""
    numbers = cases["case_no"]
    distinct: int = pc.count_distinct(numbers).as_py()
    return distinct + int(numbers.null_count) == len(numbers)


def _own_cell(cases: Rows) -> pa.Array:
    """For each row the list of the one place it stands at, as `sheet!row`."""
    sheets = cases["sheet"]
    rows = cases["row"].cast(sheets.type)
    mark = pa.scalar("!", sheets.type)
    places = pc.binary_join_element_wise(sheets, rows, mark).cast(pa.string())
    ends = pa.array(np.arange(len(cases) + 1, dtype="int32"))
    return pa.ListArray.from_arrays(ends, places)


def _said(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """What the rows of a case say in a field, each value once; a blank says nothing."""
    import pandas as pd

    return list(dict.fromkeys(row[name] for row in rows if not pd.isna(row[name])))


def _contradictions(
    batch: Batch, case_no: str, rows: list[dict[str, Any]], differing: list[str]
) -> list[Problem]:
    form = form_named(batch.form)
    facts = {
        "case_no": case_no,
        "times": str(len(rows)),
        "rows": "、".join(place.lstrip("!") for row in rows for place in row["rows"]),
        "field": "、".join(form.field_named(name).title for name in differing),
    }
    return [
        Problem(
            rule=rule("X-03"),
            origin=batch.origin(row["sheet"], int(row["row"]), "case_no"),
            facts=facts,
            field="case_no",
            case_no=case_no,
        )
        for row in rows[1:]
    ]


def _additions(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What a case's first row gains from its other rows: lists united, debtors joined, gaps filled."""
    import pandas as pd

    first = rows[0]
    gains: dict[str, Any] = {}
    for name, value in first.items():
        if name in _UNITED:
            gains[name] = list(dict.fromkeys(word for row in rows for word in row[name]))
        elif name == "debtor":
            names = [part for text in _said(rows, name) for part in str(text).split("、")]
            gains[name] = "、".join(dict.fromkeys(names)) or value
        elif pd.isna(value):
            gains[name] = next(iter(_said(rows, name)), value)
    return {
        name: value
        for name, value in gains.items()
        if name in _UNITED or not (pd.isna(value) or value is first[name])
    }


def _events_once(measures: "pd.DataFrame", cases: "pd.DataFrame") -> "pd.DataFrame":
    """The measures of held rows held, and a measure stated on several rows of a case kept once."""
    held = {place for places in cases.loc[cases["held"], "rows"] for place in places}
    measures = measures.copy()
    places = measures["sheet"].astype(str) + "!" + measures["row"].astype(str)
    measures["held"] |= places.isin(held)
    again = measures["case_no"].notna() & ~measures["held"] & measures.duplicated(subset=_EVENT)
    return measures[~again].reset_index(drop=True)
