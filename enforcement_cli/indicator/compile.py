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

    `courts` None: all of them; else only rows of these count. `team` and `officer` narrow to one,
    empty: to rows that name none. `whole`: one answer over all groups, whose columns are NULL.
    """

    indicator: Indicator
    window: Window
    action: str | None
    courts: tuple[str, ...] | None = None
    team: str | None = None
    officer: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The compiled SQL. Row: the question's place, the group columns, then three values.

    The three are: the quantity (of a median twice it, which is a whole number), distinct persons,
    events without a person key.
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
    for column, name in (("team", question.team), ("officer", question.officer)):
        if name is not None:
            parts.append(f"coalesce({column}, '') IN ({_listed((name,))})")
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
    # Which kinds of fact a question is about is found over the few that differ, not over all.
    parts["classes"] = f"SELECT DISTINCT source, {masks} FROM alike"
    selects = []
    for way, (relation, values) in _WAYS.items():
        chosen = [i for i, question in enumerate(asked) if _way(question) == way]
        if not chosen:
            continue
        meets = " AND ".join(f"(c.w{i} & a.m{i}) = a.m{i}" for i in words)
        classes = "".join(f", c.w{i}" for i in words)
        parts[f"asked_{way}"] = f"""
    SELECT a.place, a.what, a.whole, c.source{classes}
    FROM ({_asked(asked, chosen, bits, words)}) a JOIN classes c ON c.source = a.source AND {meets}"""
        same = " AND ".join(f"f.w{i} = a.w{i}" for i in words)
        mine = [f"CASE WHEN a.whole THEN NULL ELSE f.{group} END" for group in groups]
        shown = "".join(f", {one} AS {group}" for one, group in zip(mine, groups, strict=True))
        by = "".join(f", {one}" for one in mine)
        selects.append(f"""SELECT a.place{shown}, {values}
FROM asked_{way} a JOIN {relation} f ON f.source = a.source AND {same}
GROUP BY a.place{by}""")
    # Else DuckDB would work out all facts once for every way of answering.
    kept = {"flagged": "MATERIALIZED "} if len(selects) > 1 else {}
    clause = ",\n".join(f"{name} AS {kept.get(name, '')}({sql})" for name, sql in parts.items())
    return Statement(
        sql=f"WITH {clause}\n" + "\nUNION ALL\n".join(selects),
        questions=asked,
        groups=tuple(groups),
    )


_CASES = " ".join(f"WHEN '{name}' THEN f.{name}" for name in _SUMS)
_NOBODY = "0 AS persons, 0 AS unkeyed"
# How a question is answered: from facts counted together, or of single facts where they do not add.
# A row that names no case is one by itself.
_WAYS = {
    "sums": (
        "alike",
        f"sum(CASE a.what WHEN 'rows' THEN f.facts_alike {_CASES} END) AS value, {_NOBODY}",
    ),
    # Doubled: a half would make a binary fraction of every sum beside it.
    "median": (
        "flagged",
        f"CAST(2 * median(CASE a.what {_CASES} END) AS BIGINT) AS value, {_NOBODY}",
    ),
    "distinct": (
        "flagged",
        f"count(DISTINCT coalesce(f.case_no, f.row_name)) AS value, {_NOBODY}",
    ),
    "persons": (
        "flagged",
        f"""sum(CASE a.what {_CASES} ELSE 1 END) AS value, count(DISTINCT f.person_key) AS persons,
  sum(CASE WHEN f.person_key IS NULL THEN 1 ELSE 0 END) AS unkeyed""",
    ),
}


def _way(question: Question) -> str:
    indicator = question.indicator
    if indicator.kind == "median":
        return "median"
    if indicator.distinct:
        return "distinct"
    return "persons" if indicator.person_unit else "sums"


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
           CASE WHEN case_no IS NULL THEN concat(
               coalesce(CAST(return_id AS VARCHAR), ''), '!', coalesce(sheet, ''), '!',
               coalesce(CAST(row AS VARCHAR), '')) END AS row_name,
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
        needs = ", ".join(str(mask) for mask in masks)
        whole = str(asked[place].whole).lower()
        lines.append(f"({place}, '{indicator.table}', '{what}', {whole}, {needs})")
    names = ", ".join(f"m{i}" for i in words)
    typed = ", ".join(f"CAST(m{i} AS BIGINT) AS m{i}" for i in words)
    return f"""
    SELECT place, source, what, whole, {typed}
    FROM (VALUES {", ".join(lines)}) AS v(place, source, what, whole, {names})"""
