"""Checks among the rows of one return: doubled cases (X-03) and slips of unit (P-03).

Comes in: a Batch. Goes out: the Batch with those rows held, cells blanked and equal rows made one,
and the problems. Refuses to know earlier returns and other courts.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from enforcement_cli.model.batch import Batch, Outcome
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule, threshold
from enforcement_cli.vocabulary.forms import form_named

# Two rows of one case must agree in these; other fields may say more on one of them.
_AGREE = (
    "claim_fen", "recovered_fen", "filed_on", "closed_on", "close_method", "cause", "waived_fen",
    "closing_claim_fen", "received_on", "original_case_no",
)  # fmt: skip
_UNITED = ("declared_actions", "cleared", "not_applicable", "rows")
_EVENT = ["case_no", "kind", "taken_on", "quantity", "field"]
# Between 元 and 万元.
_SLIP = 10_000


def check_rows(batch: Batch) -> Outcome[Batch]:
    """Hold, blank and merge what contradicts within one return.

    Every other batch than a ledger comes back as it went in, a list's repeated measures asked
    about. The cases frame gains `rows`: for each case the list of `sheet!row` it was read from.
    """
    if "cases" not in batch.frames:
        return Outcome(value=batch, problems=tuple(_repeated_measures(batch)))
    slipped = _blank_slips(batch)
    ordered = _hold_reversed(slipped.value)
    united = _unite_rows(ordered.value)
    problems = (*slipped.problems, *_above_claim(slipped.value), *ordered.problems)
    return Outcome(value=united.value, problems=(*problems, *united.problems))


def _repeated_measures(batch: Batch) -> list[Problem]:
    """X-11: one person, one case, one measure, one day, twice in a list; both count, and are asked.

    Rows without a person key may be two debtors of the case and are not compared.
    """
    frame = batch.frames.get("measures")
    if batch.form != "measures" or frame is None:
        return []
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
        for row in _records(frame[again])
    ]


def _above_claim(batch: Batch) -> list[Problem]:
    """R-08: more recovered than claimed may be interest, and is asked."""
    cases = batch.frames["cases"]
    above = (cases["recovered_fen"] > cases["claim_fen"]).fillna(value=False) & ~cases["held"]
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
        )
        for row in _records(cases[above])
    ]


def _records(cases: pd.DataFrame) -> list[dict[Any, Any]]:
    """A few rows as plain records."""
    return cases.to_dict("records")


def _hold_reversed(batch: Batch) -> Outcome[Batch]:
    """R-16: a case closed before it was filed is held."""
    cases = batch.frames["cases"]
    reversed_ = (cases["closed_on"] < cases["filed_on"]) & ~cases["held"]
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
        for row in _records(cases[reversed_])
    )
    frames = {**batch.frames, "cases": cases.assign(held=cases["held"] | reversed_)}
    return Outcome(value=replace(batch, frames=frames), problems=problems)


def _blank_slips(batch: Batch) -> Outcome[Batch]:
    """P-03: money recovered far above the case's own claim is a doubt of unit (T40)."""
    cases = batch.frames["cases"]
    claim = cases["claim_fen"].array.to_numpy("int64", na_value=0)
    recovered = cases["recovered_fen"].array.to_numpy("int64", na_value=0)
    slips = (claim > 0) & (recovered >= claim * int(threshold("unit_slip_ratio")))
    if not slips.any():
        return Outcome(value=batch)
    problems = [_slip(batch, row) for row in cases[slips].itertuples(index=False)]
    cases = cases.copy(deep=False)
    cases.loc[slips, "recovered_fen"] = pd.NA
    sheets = set(cases.loc[slips, "sheet"])
    # A total over a cell that is now missing says nothing any more: one cause, one message.
    controls = tuple(
        control
        for control in batch.controls
        if not (control.field == "recovered_fen" and control.sheet in sheets)
    )
    frames = {**batch.frames, "cases": cases}
    return Outcome(value=replace(batch, frames=frames, controls=controls), problems=tuple(problems))


def _slip(batch: Batch, row: Any) -> Problem:
    recovered, claim = int(row.recovered_fen), int(row.claim_fen)
    other = format(in_unit(recovered, "元") / _SLIP, "f")
    facts = {
        "field": form_named(batch.form).field_named("recovered_fen").title,
        "value": format(in_unit(recovered, "元"), "f"),
        "reference": "本案申请执行标的",
        "times": str(recovered // claim),
        "unit": "元",
        "other": other,
    }
    return Problem(
        rule=rule("P-03"),
        origin=batch.origin(row.sheet, int(row.row), "recovered_fen"),
        facts=facts,
        field="recovered_fen",
        case_no="" if row.case_no is pd.NA else str(row.case_no),
    )


def _unite_rows(batch: Batch) -> Outcome[Batch]:
    """X-03 where rows of one case differ; equal rows become one case with all their cells."""
    cases = batch.frames["cases"].copy(deep=False)
    places = zip(_words(cases["sheet"]), cases["row"].tolist(), strict=True)
    cases["rows"] = np.fromiter(
        ([f"{sheet}!{row}"] for sheet, row in places), dtype=object, count=len(cases)
    )
    numbers = _words(cases["case_no"])
    if len(set(numbers)) == len(numbers):
        return Outcome(value=replace(batch, frames={**batch.frames, "cases": cases}))
    repeated = cases["case_no"].duplicated(keep=False) & cases["case_no"].notna() & ~cases["held"]
    if not repeated.any():
        return Outcome(value=replace(batch, frames={**batch.frames, "cases": cases}))
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
    frames = {**batch.frames, "cases": cases}
    if "measures" in frames:
        frames["measures"] = _events_once(frames["measures"], cases)
    return Outcome(value=replace(batch, frames=frames), problems=tuple(problems))


def _words(column: "pd.Series[Any]") -> list[Any]:
    """A text column as a list; Arrow's own way costs a quarter of iterating."""
    words: list[Any] = pa.array(column.array).to_pylist()
    return words


def _said(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """What the rows of a case say in a field, each value once; a blank says nothing."""
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


def _events_once(measures: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """The measures of held rows held, and a measure stated on several rows of a case kept once."""
    held = {place for places in cases.loc[cases["held"], "rows"] for place in places}
    measures = measures.copy()
    places = measures["sheet"].astype(str) + "!" + measures["row"].astype(str)
    measures["held"] |= places.isin(held)
    again = measures["case_no"].notna() & ~measures["held"] & measures.duplicated(subset=_EVENT)
    return measures[~again].reset_index(drop=True)
