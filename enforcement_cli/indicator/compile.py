"""Compiles indicators, actions and windows to one grouped statement over the current state.

Comes in: declarations and the relations of store/. Goes out: SQL in DuckDB's dialect, and which row
answers which question. What a question demands of a fact is a set of conditions; how many questions
are answered together is answering.py's. Nothing is divided here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement_cli.indicator.answering import WAYS, Asked, Way, answering
from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.indicator.membership import action_column
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.relations import PASSED_ON_FIGURES, asking

# The usual ones: period, previous, cumulative, and before: from the campaign's start to the day
# before the period. Comparisons name their own.
WindowName = str


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
    """What a row of `facts` must meet to count for a question: of which kind it is comes first."""
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
    parts = {**base, **fact_relations(campaign, base)}
    selects = []
    for way in WAYS:
        chosen = [
            Asked(
                place=place, source=one.indicator.table, what=one.indicator.amount,
                whole=one.whole, conditions=conditions(one)[1:],
            )
            for place, one in enumerate(asked)
            if _way(one) == way
        ]  # fmt: skip
        if chosen:
            mine, select = answering(way, chosen, groups)
            parts |= mine
            selects.append(select)
    return Statement(
        sql=asking(parts, "\nUNION ALL\n".join(selects), PASSED_ON_FIGURES),
        questions=asked,
        groups=tuple(groups),
    )


def _way(question: Question) -> Way:
    indicator = question.indicator
    if indicator.kind == "median":
        return "median"
    if indicator.distinct:
        return "distinct"
    return "persons" if indicator.person_unit else "sums"
