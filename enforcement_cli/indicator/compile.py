"""Compiles indicators, actions and windows to one grouped statement over the current state.

Comes in: declarations and the relations of store/. Goes out: SQL in DuckDB's dialect, and which
column answers which question. The subset used: WITH, UNION ALL, GROUP BY, COUNT/SUM/COUNT DISTINCT
with FILTER, IN, BETWEEN on dates. Nothing is divided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from enforcement_cli.indicator.membership import action_column, members_relation
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import Indicator

# before: from the campaign's start to the day before the period.
WindowName = Literal["period", "previous", "cumulative", "before"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days a question is about, both ends in."""

    name: WindowName
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One figure to compute: an indicator in a window for an action (None: the scope).

    `courts` None: all of them; else only rows of these count.
    """

    indicator: Indicator
    window: Window
    action: str | None
    courts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The compiled SQL. Row: group columns (court, …), then three values a question.

    The three are: the quantity, distinct persons, events without a person key.
    """

    sql: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...]


# The columns the three kinds of fact share; what a kind does not have is NULL. The last eight
# lead back to the cells: where the number stands, what is stated there, what was taken off.
_CASE_FACTS = """
    SELECT 'cases' AS source, court, team, officer, case_no, case_type, filed_on, closed_on,
           close_method, NULL::DATE AS day, NULL::VARCHAR AS nature, NULL::VARCHAR AS kind,
           claim_fen, recovered_fen AS amount_fen, NULL::BIGINT AS quantity,
           NULL::VARCHAR AS person_key, in_scope{flags},
           NULL::BIGINT AS return_id, NULL::VARCHAR AS sheet, NULL::INTEGER AS row,
           NULL::BIGINT AS stated, NULL::BIGINT AS before_stated,
           NULL::BIGINT AS before_return_id, NULL::VARCHAR AS before_sheet,
           NULL::INTEGER AS before_row
    FROM members"""
_RECEIPT_FACTS = """
    SELECT 'receipts', m.court, m.team, m.officer, r.case_no, m.case_type, m.filed_on,
           m.closed_on, m.close_method, r.day, r.nature, NULL, m.claim_fen, r.amount_fen, NULL,
           NULL, m.in_scope{flags}, r.return_id, r.sheet, r.row, r.stated_fen, r.before_fen,
           r.before_return_id, r.before_sheet, r.before_row
    FROM receipts r JOIN members m USING (case_no)"""
# A measure counts for the court that took it; it joins an action only through its case.
_MEASURE_FACTS = """
    SELECT 'measures', x.court, coalesce(x.team, m.team), coalesce(x.officer, m.officer),
           x.case_no, m.case_type, m.filed_on, m.closed_on, m.close_method, x.day, NULL, x.kind,
           m.claim_fen, x.amount_fen, coalesce(x.quantity, 1), x.person_key, true{flags},
           x.return_id, x.sheet, x.row, NULL, NULL, NULL, NULL, NULL
    FROM current_measures x LEFT JOIN members m USING (case_no)"""


def fact_relations(campaign: Campaign) -> dict[str, str]:
    """The relations an indicator is evaluated over, on top of those of the store."""
    columns = [action_column(action.id) for action in campaign.actions]

    def flags(prefix: str) -> str:
        return "".join(f", coalesce({prefix}{column}, false) AS {column}" for column in columns)

    facts = " UNION ALL ".join(
        (
            _CASE_FACTS.format(flags=flags("")),
            _RECEIPT_FACTS.format(flags=flags("m.")),
            _MEASURE_FACTS.format(flags=flags("m.")),
        )
    )
    return {"members": members_relation(campaign), "facts": facts}


def condition(question: Question) -> str:
    """Which rows of `facts` a question counts."""
    indicator, window = question.indicator, question.window
    parts = [f"source = '{indicator.table}'"]
    if indicator.kind == "state":
        end = f"DATE '{window.end.isoformat()}'"
        parts.append(f"filed_on <= {end}")
        parts.append(f"(closed_on IS NULL OR closed_on > {end})")
    else:
        parts.append(
            f"{indicator.day} BETWEEN DATE '{window.start.isoformat()}' "
            f"AND DATE '{window.end.isoformat()}'"
        )
    if indicator.measure:
        parts.append(f"kind = '{indicator.measure}'")
    if indicator.where:
        parts.append(f"({indicator.where})")
    parts.append("in_scope" if question.action is None else action_column(question.action))
    if question.courts is not None:
        names = ", ".join(f"'{court}'" for court in question.courts)
        parts.append(f"court IN ({names or 'NULL'})")
    return " AND ".join(parts)


def compile_statement(
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
    groups: Sequence[str] = ("court",),
) -> Statement:
    """One statement that answers every question by group.

    Args:
        campaign: whose actions and scope hold.
        questions: figures to compute; rates are none of them.
        base: the store's relations, in order.
        groups: columns of `facts` to group by.
    """
    asked = tuple(questions)
    columns: list[str] = []
    for i, question in enumerate(asked):
        where = condition(question)
        amount = question.indicator.amount
        what = f"sum({amount})" if amount else "count(*)"
        columns.append(f"{what} FILTER (WHERE {where}) AS v{i}")
        if question.indicator.person_unit:
            columns.append(f"count(DISTINCT person_key) FILTER (WHERE {where}) AS p{i}")
            columns.append(f"count(*) FILTER (WHERE {where} AND person_key IS NULL) AS n{i}")
        else:
            columns.append(f"0 AS p{i}, 0 AS n{i}")
    parts = {**base, **fact_relations(campaign)}
    clause = ",\n".join(f"{name} AS ({sql})" for name, sql in parts.items())
    keys = ", ".join(groups)
    body = ",\n  ".join(columns)
    group = f"\nGROUP BY {keys}" if keys else ""
    lead = f"{keys},\n  " if keys else ""
    sql = f"WITH {clause}\nSELECT {lead}{body}\nFROM facts{group}"
    return Statement(sql=sql, questions=asked, groups=tuple(groups))
