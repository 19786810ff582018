"""Compiles indicators, actions and windows to one grouped statement over the current state.

Comes in: declarations and the relations of store/. Goes out: SQL in DuckDB's dialect, and which row
answers which question. What a question demands of a fact is a set of conditions; every condition is
worked out once a fact and kept as a bit, facts alike in all of them are counted together, and a
question is a row that asks for its bits. So the statement grows by a line a question, and its
planning hardly at all. Nothing is divided here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.indicator.membership import action_column
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import Indicator

# The usual ones: period, previous, cumulative, and before: from the campaign's start to the day
# before the period. Comparisons name their own.
WindowName = str
# Bits of one BIGINT that are surely not its sign.
_BITS = 60
# What can be added over facts that are alike; the rest is asked of the facts one by one.
_SUMS = ("claim_fen", "final_claim_fen", "amount_fen", "quantity", "days", "natural_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days a question is about, both ends in."""

    name: WindowName
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One figure to compute: an indicator in a window for an action (None: the scope).

    `courts` None: all of them; else only rows of these count. `team` narrows to one team.
    """

    indicator: Indicator
    window: Window
    action: str | None
    courts: tuple[str, ...] | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The compiled SQL. Row: the question's place, the group columns, then three values.

    The three are: the quantity, distinct persons, events without a person key.
    """

    sql: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...]


def conditions(question: Question) -> tuple[str, ...]:
    """What a row of `facts` must meet to count for a question."""
    indicator = question.indicator
    parts = [f"source = '{indicator.table}'", _in_time(question)]
    if indicator.kinds:
        parts.append(f"kind IN ({_listed(indicator.kinds)})")
    if indicator.stage:
        parts.append(f"stage = '{indicator.stage}'")
    if indicator.case_types:
        parts.append(f"case_type IN ({_listed(indicator.case_types)})")
    if indicator.where:
        parts.append(f"({_placed(indicator.where, question.window)})")
    parts.append("in_scope" if question.action is None else action_column(question.action))
    if question.courts is not None:
        parts.append(f"court IN ({_listed(question.courts)})")
    if question.team is not None:
        parts.append(f"team IN ({_listed((question.team,))})")
    return tuple(parts)


def condition(question: Question) -> str:
    """The same as one condition."""
    return " AND ".join(conditions(question))


def _placed(where: str, window: Window) -> str:
    """A condition with the window's days for `window_start` and `window_end`."""
    days = {"window_start": window.start, "window_end": window.end}
    return re.sub(
        r"\bwindow_(?:start|end)\b", lambda word: f"DATE '{days[word[0]].isoformat()}'", where
    )


def _in_time(question: Question) -> str:
    indicator, window = question.indicator, question.window
    start, end = f"DATE '{window.start.isoformat()}'", f"DATE '{window.end.isoformat()}'"
    if indicator.kind != "state":
        return f"{indicator.day} BETWEEN {start} AND {end}"
    filed, open_after = {
        "end": (f"filed_on <= {end}", f"closed_on > {end}"),
        "start": (f"filed_on < {start}", f"closed_on >= {start}"),
        "during": (f"filed_on <= {end}", f"closed_on >= {start}"),
    }[indicator.at]
    return f"({filed} AND (closed_on IS NULL OR {open_after}))"


def _listed(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words) or "NULL"


def compile_statement(
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
    groups: Sequence[str] = ("court",),
) -> Statement:
    """One statement that answers every question by group; what is 0 everywhere has no row.

    Args:
        campaign: whose actions and scope hold.
        questions: figures to compute; rates are none of them.
        base: the store's relations, in order.
        groups: columns of `facts` to group by.
    """
    asked = tuple(questions)
    bits = {c: i for i, c in enumerate(dict.fromkeys(c for q in asked for c in conditions(q)))}
    words = range(len(bits) // _BITS + 1)
    parts = {**base, **fact_relations(campaign, base)}
    parts["flagged"] = _flagged(bits, groups, {q.indicator.table for q in asked})
    keys = "".join(f", {name}" for name in groups)
    masks = ", ".join(f"w{word}" for word in words)
    sums = ", ".join(f"sum({name}) AS {name}" for name in _SUMS)
    parts["alike"] = f"""
    SELECT source, {masks}{keys}, count(*) AS facts_alike, {sums}
    FROM flagged GROUP BY source, {masks}{keys}"""
    singly = [_one_by_one(question) for question in asked]
    selects = []
    for name, relation, chosen in (
        ("asked", "alike", [i for i, one in enumerate(singly) if not one]),
        ("asked_singly", "flagged", [i for i, one in enumerate(singly) if one]),
    ):
        if chosen:
            parts[name] = _asked(asked, chosen, bits, words)
            values = _SUMMED if relation == "alike" else _SINGLE
            meets = " AND ".join(f"(f.w{i} & a.m{i}) = a.m{i}" for i in words)
            mine = "".join(f", f.{group}" for group in groups)
            selects.append(f"""SELECT a.place{mine}, {values}
FROM {name} a JOIN {relation} f ON f.source = a.source AND {meets}
GROUP BY a.place, a.what{mine}""")
    clause = ",\n".join(f"{name} AS ({sql})" for name, sql in parts.items())
    return Statement(
        sql=f"WITH {clause}\n" + "\nUNION ALL\n".join(selects),
        questions=asked,
        groups=tuple(groups),
    )


_SUMMED = (
    "sum(CASE a.what WHEN 'rows' THEN f.facts_alike "
    + " ".join(f"WHEN '{name}' THEN f.{name}" for name in _SUMS)
    + " END) AS value, 0 AS persons, 0 AS unkeyed"
)
_VALUE = "CASE a.what " + " ".join(f"WHEN '{name}' THEN f.{name}" for name in _SUMS) + " ELSE 1 END"
# A row that names no case is one by itself.
_SINGLE = f"""CASE a.what
    WHEN 'median_days' THEN median(f.days) WHEN 'median_natural_days' THEN median(f.natural_days)
    WHEN 'distinct' THEN count(DISTINCT coalesce(f.case_no, f.row_name))
    ELSE sum({_VALUE}) END AS value,
  count(DISTINCT f.person_key) AS persons,
  sum(CASE WHEN f.person_key IS NULL THEN 1 ELSE 0 END) AS unkeyed"""


def _one_by_one(question: Question) -> bool:
    indicator = question.indicator
    return bool(indicator.person_unit or indicator.distinct) or indicator.kind == "median"


def _flagged(bits: Mapping[str, int], groups: Sequence[str], tables: Iterable[str]) -> str:
    """Every fact with the conditions it meets, a bit each."""
    words: list[list[str]] = [[] for _ in range(len(bits) // _BITS + 1)]
    for text, place in bits.items():
        words[place // _BITS].append(f"CASE WHEN {text} THEN {1 << place % _BITS} ELSE 0 END")
    masks = ",\n           ".join(
        f"CAST({' + '.join(word) or '0'} AS BIGINT) AS w{i}" for i, word in enumerate(words)
    )
    keys = "".join(f", {name}" for name in groups)
    return f"""
    SELECT source{keys}, case_no, person_key, {", ".join(_SUMS)},
           concat(return_id, '!', sheet, '!', row) AS row_name,
           {masks}
    FROM facts WHERE source IN ({_listed(sorted(tables))})"""


def _asked(
    asked: Sequence[Question], chosen: Sequence[int], bits: Mapping[str, int], words: range
) -> str:
    """The questions as rows: place, table, what is added, and the bits a fact must have."""
    lines = []
    for place in chosen:
        masks = [0 for _ in words]
        for text in conditions(asked[place]):
            masks[bits[text] // _BITS] |= 1 << bits[text] % _BITS
        indicator = asked[place].indicator
        what = indicator.amount or "rows"
        if indicator.kind == "median":
            what = f"median_{what}"
        elif indicator.distinct:
            what = "distinct"
        needs = ", ".join(f"CAST({mask} AS BIGINT)" for mask in masks)
        lines.append(f"({place}, '{indicator.table}', '{what}', {needs})")
    names = ", ".join(f"m{i}" for i in words)
    return f"SELECT * FROM (VALUES {', '.join(lines)}) AS v(place, source, what, {names})"
