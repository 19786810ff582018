"""The current state as SQL relations: a function of the set of accepted returns (design.md 3).

Comes in: what is known when, by which campaign, which cases were transferred. Goes out: named
relations (CTEs) every question is asked of: `accepted`, `stated`, `current_cases`, `receipts`,
`current_measures`, `current_payouts` and `current_todos`. Refuses to know indicators. Ties are
broken by content, never by arrival order of ids, so any order of arrival gives the same figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.store.answers import answer_relations
from enforcement_cli.store.event_lists import (
    LISTED_RECEIPTS,
    MEASURE_EVENTS,
    MEASURES,
    PAYOUT_EVENTS,
    PAYOUTS,
    RECEIPT_EVENTS,
    STAGES,
    STATED_TODOS,
    TODOS,
)
from enforcement_cli.store.flows import RECEIPTS, ledger_flows
from enforcement_cli.store.literals import sql_moment, sql_text, sql_values
from enforcement_cli.store.schema import CASE_COLUMNS, CASE_EXTRAS
from enforcement_cli.store.standing import case_relations
from enforcement_cli.store.unit_doubts import HELD, CourtSum, unit_relations


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Whose eyes look at the facts: a campaign, the desk's courts, a moment of knowledge.

    `transfers` maps a case number to the court it counts for. `campaigns` are all of the desk's:
    a ledger serves every one of them. `stated` are the columns of a ledger that anybody has ever
    filled; None: not looked up. Half of them are in nobody's, and the current state of each costs
    as much as all the others'. `other_sums` are the courts that a store narrowed to some leaves out,
    as far as they tell what an amount usually is.
    """

    campaign: Campaign
    courts: tuple[str, ...]
    known_at: datetime
    transfers: Mapping[str, str]
    campaigns: tuple[Campaign, ...] = ()
    stated: frozenset[str] | None = None
    other_sums: tuple[CourtSum, ...] = ()

    @property
    def complete(self) -> tuple[str, ...]:
        """Courts whose ledgers list every case (rows = "all"), so that a missing one is a doubt."""
        partial = [
            expected
            for campaign in self.campaigns or (self.campaign,)
            for expected in campaign.expects
            if expected.form == "cases" and expected.rows == "changed"
        ]
        if any(expected.courts is None for expected in partial):
            return ()
        named = {court for expected in partial for court in expected.courts or ()}
        return tuple(court for court in self.courts if court not in named)


def relations(view: View) -> dict[str, str]:
    """Name to SQL of every relation, each using only those before it."""
    return {
        "accepted": _accepted(view),
        "moved": sql_values(
            ("case_no", "court"),
            ((sql_text(case), sql_text(court)) for case, court in sorted(view.transfers.items())),
        ),
        "desk_courts": sql_values(
            ("court", "place"),
            ((sql_text(court), str(i)) for i, court in enumerate(view.courts)),
        ),
        "complete_courts": sql_values(("court",), ((sql_text(court),) for court in view.complete)),
        **answer_relations(sql_moment(view.known_at)),
        "explained": _EXPLAINED,
        **unit_relations(view.other_sums),
        "blank_cells": _BLANK_CELLS,
        "stated": _STATED,
        **case_relations(view.stated),
        "ledger_flows": ledger_flows(view.campaign.start, view.campaign.end),
        "receipt_events": RECEIPT_EVENTS,
        "listed": LISTED_RECEIPTS,
        "receipts": RECEIPTS,
        "measure_events": MEASURE_EVENTS,
        "measure_stages": STAGES,
        "current_measures": MEASURES,
        "payout_events": PAYOUT_EVENTS,
        "current_payouts": PAYOUTS,
        "stated_todos": STATED_TODOS,
        "current_todos": TODOS,
    }


_RETURN = """return_id, sha256, file_name, reporting_court, campaign, form, period_start, period_end, as_of,
           received_at, declared_version, row_count, held_count, status, measure_kinds, mapping, sender"""


def _accepted(view: View) -> str:
    known = sql_moment(view.known_at)
    return f"""
    SELECT {_RETURN}, version, row_number() OVER (
        ORDER BY as_of, period_end, version, reporting_court, sha256, form) AS rank
    FROM (
        SELECT {_RETURN}, row_number() OVER (
            PARTITION BY reporting_court, form, campaign, period_start, period_end
            ORDER BY coalesce(declared_version, 1), received_at, sha256) AS version
        FROM (
            SELECT {_RETURN}, row_number() OVER (
                PARTITION BY sha256, reporting_court, form, campaign, period_start, period_end
                ORDER BY received_at DESC, return_id DESC) AS reading
            FROM returns
            WHERE status IN ('accepted', 'gaps') AND received_at <= {known}) r
        ANTI JOIN (
            SELECT return_id AS withdrawn_id FROM events
            WHERE what = 'withdrawn' AND "at" <= {known}) w ON w.withdrawn_id = r.return_id
        -- Of the readings of one file only the last speaks: it knows more answers.
        WHERE r.reading = 1)"""


# Statements of falling money that somebody has explained.
_EXPLAINED = "SELECT DISTINCT return_id, case_no FROM answered WHERE code = 'P-01'"


# Cells of the money column that a check left blank in its message: nobody stated a 0 there.
_BLANK_CELLS = """
    SELECT DISTINCT c.return_id, c.sheet, c.row
    FROM cases c JOIN problems q ON q.return_id = c.return_id AND q.sheet = c.sheet
    WHERE q.effect = 'blank' AND q.field = 'recovered_fen' AND (q.row IS NULL OR q.row = c.row)"""
# says_money: the row gives a figure, or leaves its money column blank, which for a case without
# earlier money says that nothing has come in yet. A cell that a check left missing says nothing;
# nor does one whose unit is in doubt (`doubted`), until that is explained.
_STATED_COLUMNS = ",\n           ".join(
    f"CASE WHEN h.{name} THEN NULL ELSE c.{name} END AS {name}" if name in HELD else f"c.{name}"
    for name in CASE_COLUMNS | CASE_EXTRAS
)
_MONEY = "CASE WHEN h.recovered_fen THEN NULL ELSE c.recovered_fen END"
_STATED = f"""
    SELECT c.return_id, c.sheet, c.row, {_STATED_COLUMNS},
           coalesce(h.doubted, '') AS doubted, a.rank, a.as_of, a.period_start, a.period_end,
           a.reporting_court,
           {_MONEY} IS NOT NULL
           OR (p.return_id IS NOT NULL AND NOT coalesce(h.recovered_fen, false)
               AND b.return_id IS NULL) AS says_money
    FROM cases c JOIN accepted a ON a.return_id = c.return_id
    LEFT JOIN held_cells h ON h.return_id = c.return_id AND h.sheet = c.sheet AND h.row = c.row
    LEFT JOIN blank_cells b ON b.return_id = c.return_id AND b.sheet = c.sheet AND b.row = c.row
    LEFT JOIN places p ON p.return_id = c.return_id AND p.sheet = c.sheet
                      AND p.field = 'recovered_fen'
                      AND c.row BETWEEN p.first_row AND p.last_row"""
