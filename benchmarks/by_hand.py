"""A week's bulletin of the store of benchmarks/bulletin.py, in SQL written by hand for it alone.

Comes in: a store. Goes out: every figure that `enforce report --week` gives of it, by indicator,
basis, action and court, with the one before it. Refuses to know enforce: no check, no coverage, no
answers, no second reading of a file, no note.
"""

import pickle
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb

Key = tuple[str, str, str, str | None]
Pair = tuple[Any, Any]
# As much as a report takes for reading.
_MEMORY = "3GiB"

# As somebody would write it who knows that six hundred figures are asked: the state of every case
# first, then cases counted together by the weeks they were filed, closed and paid in, then figures
# of those few rows. The first statement's money is before the campaign, unless the case was filed
# after its start or closed in the return's own period; later ones only add (nothing is explained).
_SCOPED = """
WITH accepted AS (
    SELECT return_id, period_start, as_of, rank() OVER (ORDER BY as_of, received_at, return_id) AS rank
    FROM returns WHERE status IN ('accepted', 'gaps')),
latest AS (
    SELECT case_no, arg_max(case_court, rank) AS court, arg_max(case_type, rank) AS case_type,
           arg_max(filed_on, rank) AS filed_on, arg_max(due_on, rank) AS due_on,
           coalesce(arg_max(deducted_days, rank), 0) AS deducted, arg_max(cause, rank) AS cause,
           arg_max(claim_fen, rank) AS claim_fen,
           coalesce(arg_max(closing_claim_fen, rank), arg_max(claim_fen, rank)) AS final_fen,
           max(recovered_fen) AS paid_fen, arg_max(closed_on, rank) AS closed_on,
           arg_max(close_method, rank) AS close_method, arg_max(settled_on, rank) AS settled_on,
           min(period_start) AS first_day, max(as_of) AS as_of
    FROM cases JOIN accepted USING (return_id) GROUP BY case_no),
dated AS (
    SELECT *, coalesce(due_on, CAST(filed_on + INTERVAL 6 MONTH AS DATE)) + CAST(deducted AS INTEGER)
               AS limit_on,
           closed_on - filed_on AS natural_days, claim_fen <= 10000000 AS in_small,
           cause IN ({livelihood}) AS in_livelihood, cause IN ({wages}) AS in_wages,
           CASE WHEN filed_on > DATE '2025-12-22' OR closed_on BETWEEN first_day AND as_of
                THEN CASE WHEN closed_on BETWEEN DATE '2025-12-22' AND as_of THEN closed_on
                          ELSE as_of END END AS paid_on
    FROM latest WHERE case_type IN ('执', '执恢'))
SELECT * FROM dated WHERE in_small OR in_livelihood OR in_wages"""
_ADDED = """
WITH alike AS (
    SELECT court, case_type, close_method, in_small, in_livelihood, in_wages,
           {filed} AS filed, {closed} AS closed, {settled} AS settled, {paid} AS paid,
           limit_on < DATE '2026-01-04' AS late_before, limit_on < DATE '2026-01-11' AS late,
           closed_on <= limit_on AS in_limit, final_fen IS NOT NULL AS has_final,
           count(*) AS n, sum(claim_fen) AS claim, sum(final_fen) AS final, sum(paid_fen) AS money,
           sum(natural_days - deducted) AS days, sum(natural_days) AS natural_days
    FROM scoped GROUP BY ALL)
SELECT court, {columns} FROM alike GROUP BY court"""
_MEDIANS = """
SELECT court, {columns} FROM scoped GROUP BY GROUPING SETS ((court), ())"""
_MEASURES = """
SELECT a.reporting_court, kind, {columns} FROM measures JOIN returns a USING (return_id)
WHERE status IN ('accepted', 'gaps') GROUP BY ALL"""
# Weeks of the campaign: 0 is before it. A window is its first and last of them, and its days.
_WEEKS = ("2025-12-22", "2025-12-29", "2026-01-05", "2026-01-12")
_WINDOWS = {
    "period": (3, 3, "2026-01-05", "2026-01-11"), "previous": (2, 2, "2025-12-29", "2026-01-04"),
    "cumulative": (1, 3, "2025-12-22", "2026-01-11"), "before": (1, 2, "2025-12-22", "2026-01-04"),
}  # fmt: skip
_ACTIONS = {
    "": "true", "small": "in_small", "livelihood": "in_livelihood", "wages": "in_wages",
}  # fmt: skip
# What a window asks of the rows counted together; {a} and {b} are its first and last week.
_DURING = "filed <= {b} AND (closed IS NULL OR closed >= {a})"
_SHUT = "closed BETWEEN {a} AND {b}"
_SUMS = {
    "cases_received": ("n", _DURING),
    "cases_filed": ("n", "filed BETWEEN {a} AND {b}"),
    "cases_carried_over": ("n", "filed < {a} AND (closed IS NULL OR closed >= {a})"),
    "cases_closed": ("n", _SHUT),
    "cases_completed": ("n", _SHUT + " AND close_method = 'completed'"),
    "cases_closed_interim": ("n", _SHUT + " AND close_method = 'closed_interim'"),
    "cases_terminated": ("n", _SHUT + " AND close_method = 'terminated'"),
    "cases_actually_closed": ("n", _SHUT + " AND close_method <> 'closed_interim'"),
    "cases_settled": ("n", "settled BETWEEN {a} AND {b}"),
    "cases_open": ("n", "filed <= {b} AND (closed IS NULL OR closed > {b})"),
    "cases_overdue": ("n", "filed <= {b} AND (closed IS NULL OR closed > {b}) AND {late}"),
    "cases_closed_in_limit": ("n", _SHUT + " AND in_limit"),
    "amount_claimed": ("claim", _DURING),
    "amount_recovered": ("money", "paid BETWEEN {a} AND {b}"),
    "first_closed": ("n", _SHUT + " AND case_type = '执'"),
    "first_completed": ("n", _SHUT + " AND case_type = '执' AND close_method = 'completed'"),
    "first_closed_interim": (
        "n", _SHUT + " AND case_type = '执' AND close_method = 'closed_interim'"
    ),
    "first_received": ("n", _DURING + " AND case_type = '执'"),
    "first_recovered": ("money", _SHUT + " AND case_type = '执' AND has_final"),
    "first_claimed": ("final", _SHUT + " AND case_type = '执'"),
    "resumed_closed": ("n", _SHUT + " AND case_type = '执恢'"),
    "resumed_completed": ("n", _SHUT + " AND case_type = '执恢' AND close_method = 'completed'"),
    "resumed_recovered": ("money", _SHUT + " AND case_type = '执恢' AND has_final"),
    "resumed_claimed": ("final", _SHUT + " AND case_type = '执恢'"),
    "ledger_cases_closed": ("n", _SHUT + " AND filed < {a}"),
    "days_to_close": ("days", _SHUT),
    "natural_days_to_close": ("natural_days", _SHUT),
    "days_to_complete": ("days", _SHUT + " AND close_method = 'completed'"),
}  # fmt: skip
_MIDDLES = {
    "median_days": ("natural_days - deducted", "true"),
    "median_days_natural": ("natural_days", "true"),
    "median_days_completed": ("natural_days - deducted", "close_method = 'completed'"),
}
_RATES = {
    "completion_rate": ("first_completed", "first_closed"),
    "completion_rate_resumed": ("resumed_completed", "resumed_closed"),
    "recovery_rate": ("first_recovered", "first_claimed"),
    "recovery_rate_resumed": ("resumed_recovered", "resumed_claimed"),
    "interim_rate_of_closed": ("first_closed_interim", "first_closed"),
    "interim_rate_of_accepted": ("first_closed_interim", "first_received"),
    "closure_rate": ("cases_closed", "cases_received"),
    "first_closure_rate": ("first_closed", "first_received"),
    "actual_closure_rate": ("cases_actually_closed", "cases_received"),
    "actual_closure_rate_of_closed": ("cases_actually_closed", "cases_closed"),
    "termination_rate": ("cases_terminated", "cases_closed"),
    "open_rate": ("cases_open", "cases_received"),
    "clearance_rate": ("cases_closed", "cases_filed"),
    "ledger_clear_rate": ("ledger_cases_closed", "cases_carried_over"),
    "in_limit_rate": ("cases_closed_in_limit", "cases_closed"),
    "average_days": ("days_to_close", "cases_closed"),
    "average_days_natural": ("natural_days_to_close", "cases_closed"),
    "average_days_completed": ("days_to_complete", "cases_completed"),
}
# A stock is as of a day: what was open within a week is nobody's question.
_STOCKS = ("cases_open", "cases_overdue", "open_rate")


# Indicator, window, action and court.
_Place = tuple[str, str, str, str | None]


def figures_by_hand(store: str, livelihood: str, wages: str) -> dict[Key, Pair]:
    """Indicator, basis, action and court (None: all of them) to the value and the one before.

    Args:
        store: the DuckDB file.
        livelihood: causes of 涉民生 cases, as a list of SQL.
        wages: causes of 欠薪 cases.
    """
    connection = duckdb.connect(store, read_only=True)
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        state = _SCOPED.format(livelihood=livelihood, wages=wages)
        connection.execute(f"CREATE TEMP TABLE scoped AS {state}")
        told = dict(_added(connection)) | dict(_middles(connection)) | dict(_measures(connection))
    finally:
        connection.close()
    found: dict[Key, Pair] = {}
    bases = (("period", "period", "previous"), ("cumulative", "cumulative", "before"))
    for indicator, window, action, court in list(told):
        for basis, now, then in bases:
            if window == now and not (basis == "period" and indicator in _STOCKS):
                before = told.get((indicator, then, action, court))
                found[indicator, basis, action, court] = (
                    told[indicator, now, action, court],
                    before,
                )
    for rate, (top, bottom) in _RATES.items():
        for indicator, basis, action, court in list(found):
            if indicator == bottom and (top, basis, action, court) in found:
                above, below = found[top, basis, action, court], found[bottom, basis, action, court]
                found[rate, basis, action, court] = (
                    _ratio(above[0], below[0]),
                    _ratio(above[1], below[1]),
                )
    return found


def _ratio(top: Any, bottom: Any) -> Decimal | None:
    return Decimal(top or 0) / Decimal(bottom) if bottom else None


def _added(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[_Place, Any]]:
    """What adds up over courts: of each from one row, of the desk by adding."""
    places, columns = [], []
    for indicator, (amount, where) in _SUMS.items():
        for window, (a, b, _, end) in _WINDOWS.items():
            late = "late" if end == _WINDOWS["period"][3] else "late_before"
            condition = where.format(a=a, b=b, late=late)
            for action, inside in _ACTIONS.items():
                places.append((indicator, window, action))
                columns.append(f"sum({amount}) FILTER ({inside} AND {condition})")
    weeks = {f"{day}": _week(f"{day}_on") for day in ("filed", "closed", "settled", "paid")}
    sql = _ADDED.format(columns=",\n       ".join(columns), **weeks)
    whole = [0] * len(places)
    for court, *values in connection.execute(sql).fetchall():
        for i, (place, value) in enumerate(zip(places, values, strict=True)):
            whole[i] += value or 0
            yield (*place, court), value or 0
    for place, value in zip(places, whole, strict=True):
        yield (*place, None), value


def _week(day: str) -> str:
    """SQL of which week of the campaign a day is in."""
    whens = " ".join(f"WHEN {day} < DATE '{start}' THEN {i}" for i, start in enumerate(_WEEKS))
    return f"CASE {whens} WHEN {day} IS NOT NULL THEN {len(_WEEKS)} END"


def _middles(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[_Place, Any]]:
    places, columns = [], []
    for indicator, (amount, where) in _MIDDLES.items():
        for window, (_, _, start, end) in _WINDOWS.items():
            days = f"closed_on BETWEEN DATE '{start}' AND DATE '{end}'"
            places.append((indicator, window, ""))
            columns.append(f"median({amount}) FILTER ({where} AND {days})")
    sql = _MEDIANS.format(columns=",\n       ".join(columns))
    for court, *values in connection.execute(sql).fetchall():
        for place, value in zip(places, values, strict=True):
            yield (*place, court), value


def _measures(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[_Place, Any]]:
    windows = [
        f"sum(quantity) FILTER (taken_on BETWEEN DATE '{start}' AND DATE '{end}')"
        for _, _, start, end in _WINDOWS.values()
    ]
    sql = _MEASURES.format(columns=", ".join(windows))
    for court, kind, *values in connection.execute(sql).fetchall():
        for window, value in zip(_WINDOWS, values, strict=True):
            yield (kind, window, "", court), value


if __name__ == "__main__":
    pickle.dump(figures_by_hand(*sys.argv[1:]), sys.stdout.buffer)
