"""What the texts of a return say besides: notes that change a row's meaning, signs of formulas.

Comes in: a batch, the rules in force. Goes out: R-28 with the rows whose closing it doubts, V-24.
Refuses to change a row: the words are asked about, and the row counts meanwhile, marked.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa

from enforcement_cli.check.asking import (
    Ask,
    Line,
    at_rows,
    kept_rows,
    lines_of,
    over_rows,
)
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.form import Field
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Mask, tables_of
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.notes import (
    changed_meaning,
    names_settlement,
    still_performing,
    words_pattern,
)

_LISTS = (
    "changes", "changes_closing", "changes_at_end", "changes_alone", "performing", "promised",
)  # fmt: skip
_COUNTED, _CLOSED = "本行仍按所填的数计入", "却报了结案，仍按结案计入"
# Half-width and full-width: other programs take both for formulas.
_FORMULA = "^[=+@\uff1d\uff0b\uff20\uff0d-]"
_FIRST_BYTES = np.isin(np.arange(256), list("=+@\uff1d\uff0b\uff20\uff0d-".encode()))
_OWN = ("sheet", "row", "note", "closed_on", "close_method")
_TEXT_KINDS = ("text", "cause")


def check_notes(batch: Batch, rule: Rule | None) -> tuple[list[Problem], Mask]:
    """R-28 in a ledger; and the rows whose closing a note contradicts."""
    rows = tables_of(batch.frames).rows("cases")
    contradicted = np.zeros(len(rows), dtype=bool)
    if rule is None or "note" not in rows:
        return [], contradicted
    likely = _matches(rows["note"], words_pattern(*_LISTS)) & kept_rows(rows)
    if not likely.any():
        return [], contradicted
    where = np.zeros(len(rows), dtype=bool)
    said: dict[tuple[str, int], dict[str, str]] = {}
    own = replace(rows, columns={name: rows[name] for name in _OWN if name in rows})
    for index, line in zip(np.flatnonzero(likely), lines_of(own, likely), strict=True):
        raw, how = _contradiction(line)
        if raw:
            said[line["sheet"], line["row"]] = {"raw": raw, "how": how}
            where[index], contradicted[index] = True, _is_closed(line)

    def facts(line: Line) -> dict[str, str]:
        return said[line["sheet"], line["row"]]

    return at_rows(batch, rows, where, Ask(rule=rule, field="note", facts=facts)), contradicted


def _is_closed(line: Line) -> bool:
    return line.get("closed_on") is not None


def _contradiction(line: Line) -> tuple[str, str]:
    """The clause that does not go with the row, and what was done meanwhile."""
    note, closed, method = line["note"], _is_closed(line), line.get("close_method")
    changed = changed_meaning(note, closed=closed)
    if changed or not closed:
        return changed, _COUNTED
    # 终结执行 may leave a settlement to be performed; 终本 may leave a debt, but no settlement.
    if method == "completed" or (method == "closed_interim" and names_settlement(note)):
        return still_performing(note), _CLOSED
    return "", ""


def check_formula_signs(batch: Batch, rules: Mapping[str, Rule]) -> list[Problem]:
    """V-24: one a column, with the count of its cells."""
    rule = rules.get("V-24")
    if rule is None:
        return []
    form = form_named(batch.form)
    texts = [field for field in form.fields if field.kind in _TEXT_KINDS]
    problems: list[Problem] = []
    tables = tables_of(batch.frames)
    for rows in map(tables.rows, tables):
        named = [field for field in texts if field.name in rows]
        if not named:
            continue
        # Hardly any return has one: what no first byte can be needs no search.
        begun = [field for field in named if _may_begin_so(rows[field.name])]
        for field in begun:
            where = _matches(rows[field.name], _FORMULA) & kept_rows(rows)
            ask = Ask(
                rule=rule,
                field=field.name,
                facts=partial(_sign, field),
                subject=field.name,
            )
            problems += over_rows(batch, rows, where, ask)
    return problems


def _may_begin_so(texts: pa.LargeStringArray) -> bool:
    """Whether the first byte of any text is that of a sign."""
    _, ends, signs = texts.buffers()
    if signs is None:
        return False
    bounds = np.frombuffer(ends, dtype="int64")[texts.offset : texts.offset + len(texts) + 1]
    first = bounds[:-1][bounds[1:] > bounds[:-1]]
    return bool(_FIRST_BYTES[np.frombuffer(signs, dtype="uint8")[first]].any())


def _sign(field: Field, line: Line) -> dict[str, str]:
    return {"field": field.title, "sign": str(line[field.name])[0]}


def _matches(texts: pa.LargeStringArray, pattern: str) -> Mask:
    """The texts of a column that a pattern finds something in."""
    # Compiled once a process; Arrow compiles it at every call, in the time of a thousand notes.
    search = re.compile(pattern).search
    return np.array([bool(text and search(text)) for text in texts.to_pylist()], dtype=bool)
