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
    MEASURES,
    PAYOUTS,
    STAGES,
    STATED_TODOS,
    TODOS,
)
from enforcement_cli.store.flows import RECEIPTS, ledger_flows
from enforcement_cli.store.literals import sql_moment, sql_text, sql_values
from enforcement_cli.store.schema import CASE_COLUMNS
from enforcement_cli.store.unit_doubts import unit_relations


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Whose eyes look at the facts: a campaign, the desk's courts, a moment of knowledge.

    `transfers` maps a case number to the court it counts for. `campaigns` are all of the desk's:
    a ledger serves every one of them. `stated` are the columns of a ledger that anybody has ever
    filled; None: not looked up. Half of them are in nobody's, and the current state of each costs
    as much as all the others'.
    """

    campaign: Campaign
    courts: tuple[str, ...]
    known_at: datetime
    transfers: Mapping[str, str]
    campaigns: tuple[Campaign, ...] = ()
    stated: frozenset[str] | None = None

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


# A field whose earlier value an explicit mark may take back; the others only ever change.
_CLEARABLE = ("closed_on", "close_method")
_PLAIN = tuple(
    name
    for name in CASE_COLUMNS
    if name not in {"case_no", *_CLEARABLE, "claim_fen", "recovered_fen", "received_on"}
)


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
        **unit_relations(),
        "stated": _STATED,
        "closings": _CLOSINGS,
        "case_facts": _case_facts(view.stated),
        "steps": _STEPS,
        "restated": _RESTATED,
        "effective": _EFFECTIVE,
        "current_cases": _CURRENT_CASES,
        "ledger_flows": ledger_flows(view.campaign.start, view.campaign.end),
        "listed": LISTED_RECEIPTS,
        "receipts": RECEIPTS,
        "measure_stages": STAGES,
        "current_measures": MEASURES,
        "current_payouts": PAYOUTS,
        "stated_todos": STATED_TODOS,
        "current_todos": TODOS,
    }


def with_clause(parts: Mapping[str, str]) -> str:
    """The WITH clause that defines `parts` in order."""
    return "WITH " + ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in parts.items()) + "\n"


def _accepted(view: View) -> str:
    known = sql_moment(view.known_at)
    return f"""
    SELECT *, row_number() OVER (
        ORDER BY as_of, period_end, version, reporting_court, sha256, form) AS rank
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY reporting_court, form, campaign, period_start, period_end
            ORDER BY coalesce(declared_version, 1), received_at, sha256) AS version
        FROM (
            SELECT * FROM returns
            WHERE status IN ('accepted', 'gaps') AND received_at <= {known}
            -- Of the readings of one file only the last speaks: it knows more answers.
            QUALIFY row_number() OVER (
                PARTITION BY sha256, reporting_court, form, campaign, period_start, period_end
                ORDER BY received_at DESC, return_id DESC) = 1)
        WHERE return_id NOT IN (
            SELECT return_id FROM events
            WHERE what = 'withdrawn' AND return_id IS NOT NULL AND "at" <= {known}))"""


# Statements of falling money that somebody has explained.
_EXPLAINED = "SELECT DISTINCT return_id, case_no FROM answered WHERE code = 'P-01'"


# says_money: the row gives a figure, or leaves its money column blank, which for a case without
# earlier money says that nothing has come in yet. A cell that a check left missing says nothing;
# nor does one whose unit is in doubt (`doubted`), until that is explained.
_HELD_BACK = ",\n               ".join(
    f"CASE WHEN list_contains(h.fields, '{name}') THEN NULL ELSE c.{name} END AS {name}"
    for name in ("claim_fen", "recovered_fen", "closing_claim_fen", "waived_fen")
)
_STATED = f"""
    SELECT c.*, a.rank, a.as_of, a.period_start, a.period_end, a.reporting_court,
           c.recovered_fen IS NOT NULL
           OR (p.return_id IS NOT NULL AND NOT list_contains(c.doubted, 'recovered_fen')
               AND NOT EXISTS (
                SELECT 1 FROM problems q
                WHERE q.return_id = c.return_id AND q.effect = 'blank'
                  AND q.field = 'recovered_fen' AND q.sheet = c.sheet
                  AND (q.row IS NULL OR q.row = c.row))) AS says_money
    FROM (
        SELECT c.* REPLACE ({_HELD_BACK}), coalesce(h.fields, []) AS doubted
        FROM cases c LEFT JOIN held_cells h
          ON h.return_id = c.return_id AND h.sheet = c.sheet AND h.row = c.row) c
    JOIN accepted a USING (return_id)
    LEFT JOIN places p ON p.return_id = c.return_id AND p.sheet = c.sheet
                      AND p.field = 'recovered_fen'
                      AND c.row BETWEEN p.first_row AND p.last_row"""
# The first statement since the last withdrawal of its closing that says the case is closed.
_CLOSINGS = """
    SELECT s.case_no, min(s.rank) AS closing_rank
    FROM stated s LEFT JOIN (
        SELECT case_no, max(rank) AS cleared_rank FROM stated
        WHERE list_contains(cleared, 'closed_on') GROUP BY case_no) w USING (case_no)
    WHERE s.closed_on IS NOT NULL AND s.rank > coalesce(w.cleared_rank, 0)
    GROUP BY s.case_no"""


def _case_facts(stated: frozenset[str] | None) -> str:
    plain = ",\n           ".join(
        f"arg_max({name}, rank) AS {name}"
        if stated is None or name in stated
        else f"CAST(NULL AS {CASE_COLUMNS[name]}) AS {name}"
        for name in _PLAIN
    )
    clearable = ",\n           ".join(
        f"(arg_max({{'v': {name}}}, rank) FILTER ({name} IS NOT NULL "
        f"OR list_contains(cleared, '{name}'))).v AS {name}"
        for name in _CLEARABLE
    )
    return f"""
    SELECT s.*, coalesce(m.court, d.court, s.last_court) AS court
    FROM (
    SELECT case_no, {plain},
           {clearable},
           arg_max(claim_fen, rank) AS claim_fen,
           arg_max(received_on, rank) AS received_on,
           arg_min(claim_fen, rank) AS claim_at_first_fen,
           coalesce(arg_max(claim_fen, rank) FILTER (rank <= coalesce(closing_rank, rank)),
                    arg_min(claim_fen, rank)) AS claim_at_closing_fen,
           arg_max(reporting_court, rank) AS last_court,
           max(rank) AS last_rank
    FROM stated LEFT JOIN closings USING (case_no) GROUP BY case_no) s
    LEFT JOIN moved m ON m.case_no = s.case_no
    LEFT JOIN desk_courts d ON d.court = s.case_court"""


# One row a case and moment that states its money: versions of one slot are merged, the later wins.
_STEPS = """
    SELECT case_no, as_of, period_end, min(period_start) AS period_start, max(rank) AS rank,
           arg_max(recovered_fen, rank) AS stated_fen,
           arg_max(return_id, rank) AS return_id,
           arg_max(sheet, rank) AS sheet, arg_max(row, rank) AS row,
           arg_max(received_on, rank) AS received_on, arg_max(closed_on, rank) AS closed_on,
           bool_or(explained) AS explained
    FROM (
        SELECT s.*, e.return_id IS NOT NULL AS explained
        FROM stated s LEFT JOIN explained e
          ON e.return_id = s.return_id AND e.case_no = s.case_no
        WHERE s.says_money)
    GROUP BY case_no, as_of, period_end"""

# The higher statement stands until a lower one is explained; an explained one begins anew. A case
# whose money was stated once has nothing to be ordered.
_EFFECTIVE = """
    SELECT *, lag(effective_fen) OVER w AS before_fen, lag(as_of) OVER w AS before_as_of,
           lag(stated_fen) OVER w AS before_stated_fen,
           lag(standing) OVER w AS before_cell
    FROM (
        SELECT *, coalesce(max(stated_fen) OVER (PARTITION BY case_no, span ORDER BY rank), 0)
                  AS effective_fen,
               arg_max({'return_id': return_id, 'sheet': sheet, 'row': row}, stated_fen)
                   OVER (PARTITION BY case_no, span ORDER BY rank) AS standing
        FROM (
            SELECT *, sum(explained::INTEGER) OVER (PARTITION BY case_no ORDER BY rank) AS span
            FROM steps WHERE case_no IN (SELECT case_no FROM restated)))
    WINDOW w AS (PARTITION BY case_no ORDER BY rank)
    UNION ALL BY NAME
    SELECT *, explained::INTEGER AS span, coalesce(stated_fen, 0) AS effective_fen,
           CASE WHEN stated_fen IS NOT NULL
                THEN {'return_id': return_id, 'sheet': sheet, 'row': row} END AS standing
    FROM steps WHERE case_no NOT IN (SELECT case_no FROM restated)"""
_RESTATED = "SELECT case_no FROM steps GROUP BY case_no HAVING count(*) > 1"


# The money that stands; a case whose money nobody stated has none, which is not 0. money_told: some
# return says what came in, if only by leaving its column blank; a cell held as missing does not.
_CURRENT_CASES = """
    SELECT f.*, e.recovered_fen, e.case_no IS NOT NULL AS money_told FROM case_facts f
    LEFT JOIN (
        SELECT case_no, CASE WHEN count(stated_fen) > 0 THEN arg_max(effective_fen, rank) END
               AS recovered_fen
        FROM effective GROUP BY case_no) e USING (case_no)"""
