"""The current state as SQL relations: a function of the set of accepted returns (design.md 3).

Comes in: what is known when, by which campaign, which cases were transferred. Goes out: named
relations (CTEs) every question is asked of: `accepted`, `stated`, `current_cases`, `receipts` and
`current_measures`. Refuses to know indicators. Ties are broken by content, never by arrival order
of ids, so any order of arrival gives the same figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.store.schema import CASE_COLUMNS
from enforcement_cli.store.unit_doubts import unit_relations


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Whose eyes look at the facts: a campaign, the desk's courts, a moment of knowledge.

    `transfers` maps a case number to the court it counts for.
    """

    campaign: Campaign
    courts: tuple[str, ...]
    known_at: datetime
    transfers: Mapping[str, str]

    @property
    def complete(self) -> tuple[str, ...]:
        """Courts whose ledgers list every case (rows = "all"), so that a missing one is a doubt."""
        partial = [e for e in self.campaign.expects if e.form == "cases" and e.rows == "changed"]
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


def sql_date(day: date) -> str:
    """A DATE literal."""
    return f"DATE '{day.isoformat()}'"


def sql_moment(moment: datetime) -> str:
    """A TIMESTAMP literal, as the store keeps moments: UTC+8 without zone."""
    return f"TIMESTAMP '{moment.replace(tzinfo=None).isoformat(sep=' ')}'"


def sql_text(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def sql_values(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A relation of literals; with no rows an empty one of text columns."""
    body = ", ".join("(" + ", ".join(row) + ")" for row in rows)
    if not body:
        columns = ", ".join(f"NULL::VARCHAR AS {name}" for name in names)
        return f"SELECT {columns} WHERE false"
    return f"SELECT * FROM (VALUES {body}) AS v({', '.join(names)})"


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
        "explained": _explained(view),
        **unit_relations(sql_moment(view.known_at)),
        "stated": _STATED,
        "case_facts": _case_facts(),
        "steps": _STEPS,
        "effective": _EFFECTIVE,
        "current_cases": _CURRENT_CASES,
        "ledger_flows": _ledger_flows(view),
        "listed": _LISTED_RECEIPTS,
        "receipts": _receipts(view),
        "current_measures": _MEASURES,
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


def _explained(view: View) -> str:
    return f"""
    SELECT DISTINCT p.return_id, p.case_no FROM problems p
    JOIN events e ON e.problem_id = p.problem_id
    WHERE e.what = 'explained' AND p.code = 'P-01' AND e."at" <= {sql_moment(view.known_at)}"""


# closing_rank: the first statement since the last withdrawal that says the case is closed.
# says_money: the row gives a figure, or leaves its money column blank, which for a case without
# earlier money says that nothing has come in yet. A cell that a check left missing says nothing;
# nor does one whose unit is in doubt (`doubted`), until that is explained.
_HELD_BACK = ",\n                   ".join(
    f"CASE WHEN list_contains(h.fields, '{name}') THEN NULL ELSE c.{name} END AS {name}"
    for name in ("claim_fen", "recovered_fen", "closing_claim_fen", "waived_fen")
)
_STATED = f"""
    SELECT *, min(CASE WHEN closed_on IS NOT NULL AND rank > coalesce(cleared_rank, 0)
                       THEN rank END) OVER (PARTITION BY case_no) AS closing_rank
    FROM (
        SELECT c.*, a.rank, a.as_of, a.period_start, a.period_end, a.reporting_court,
               max(CASE WHEN list_contains(c.cleared, 'closed_on') THEN a.rank END)
                   OVER (PARTITION BY c.case_no) AS cleared_rank,
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
                          AND c.row BETWEEN p.first_row AND p.last_row)"""


def _case_facts() -> str:
    plain = ",\n           ".join(f"arg_max({name}, rank) AS {name}" for name in _PLAIN)
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
    FROM stated GROUP BY case_no) s
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

# The higher statement stands until a lower one is explained; an explained one begins anew.
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
            FROM steps))
    WINDOW w AS (PARTITION BY case_no ORDER BY rank)"""


# The money that stands; a case whose money nobody stated has none, which is not 0.
_CURRENT_CASES = """
    SELECT f.*, e.recovered_fen FROM case_facts f
    LEFT JOIN (
        SELECT case_no, CASE WHEN count(stated_fen) > 0 THEN arg_max(effective_fen, rank) END
               AS recovered_fen
        FROM effective GROUP BY case_no) e USING (case_no)"""


def _ledger_flows(view: View) -> str:
    start, end = sql_date(view.campaign.start), sql_date(view.campaign.end)
    return f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.as_of, e.rank, e.effective_fen,
           e.before_fen, e.before_cell,
           e.effective_fen - coalesce(e.before_fen, 0) AS amount_fen,
           CASE
             WHEN e.before_as_of IS NULL AND e.received_on BETWEEN {start} AND {end}
               THEN 'increase'
             WHEN e.before_as_of IS NULL AND e.received_on < {start} THEN 'opening'
             WHEN e.before_as_of IS NULL AND NOT coalesce(c.filed_on > {start}, false)
                  AND NOT coalesce(e.closed_on BETWEEN e.period_start AND e.period_end, false)
               THEN 'opening'
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN 'reduction'
             ELSE 'increase' END AS nature,
           CASE
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN e.as_of
             WHEN e.received_on > coalesce(e.before_as_of, {start} - 1) AND e.received_on <= e.as_of
               THEN e.received_on
             WHEN e.closed_on > coalesce(e.before_as_of, {start} - 1) AND e.closed_on <= e.as_of
               THEN e.closed_on
             ELSE e.as_of END AS day
    FROM effective e JOIN case_facts c USING (case_no)"""


# An event list states all events of the days it covers: the latest covering list wins whole. An
# event outside its own list's days stands unless the covering list has it, or a later list repeats
# it outside its own days too.
def _stands(table: str, day: str, same: str) -> str:
    """A condition on the event `e` of the list `a`; `same`: when `o` is the same event."""
    lists = "b.form = a.form AND b.reporting_court = a.reporting_court"
    covered = f"e.{day} BETWEEN b.period_start AND b.period_end"
    covering = f"(SELECT max(b.rank) FROM accepted b WHERE {lists} AND {covered})"
    return f"""CASE WHEN e.{day} BETWEEN a.period_start AND a.period_end
        THEN a.rank = {covering}
        ELSE NOT EXISTS (
            SELECT 1 FROM {table} o JOIN accepted b USING (return_id)
            WHERE {lists} AND o.{day} = e.{day} AND {same}
              AND (b.rank = {covering} OR (b.rank > a.rank AND NOT {covered})))
        END"""


_SAME_RECEIPT = "o.case_no = e.case_no AND o.amount_fen = e.amount_fen"
_LISTED_RECEIPTS = f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.amount_fen, e.received_on AS day, a.as_of,
           a.rank
    FROM recoveries e JOIN accepted a USING (return_id)
    WHERE {_stands("recoveries", "received_on", _SAME_RECEIPT)}
      AND NOT EXISTS (SELECT 1 FROM own_slips o WHERE o.return_id = e.return_id
                      AND o.field = 'amount_fen' AND o.sheet = e.sheet
                      AND (o.row IS NULL OR o.row = e.row))"""


def _receipts(view: View) -> str:
    """Signed flows and openings; a case's rows sum to its current recovered_fen.

    Where a court lists dated receipts, what the ledger shows beyond them is `derived`: total −
    opening − Σ dated, never both for the same money.
    """
    del view
    return """
    SELECT f.case_no, f.day, f.amount_fen, f.nature, f.return_id, f.sheet, f.row,
           f.effective_fen AS stated_fen, f.before_fen,
           f.before_cell.return_id AS before_return_id, f.before_cell.sheet AS before_sheet,
           f.before_cell.row AS before_row
    FROM ledger_flows f
    WHERE f.case_no NOT IN (SELECT case_no FROM listed) AND f.amount_fen <> 0
    UNION ALL
    SELECT case_no, day, amount_fen, 'dated', return_id, sheet, row, amount_fen, NULL, NULL,
           NULL, NULL
    FROM listed
    UNION ALL
    SELECT case_no, as_of, amount_fen, 'opening', return_id, sheet, row, NULL, NULL, NULL,
           NULL, NULL
    FROM ledger_flows
    WHERE nature = 'opening' AND amount_fen <> 0 AND case_no IN (SELECT case_no FROM listed)
    UNION ALL
    SELECT case_no, as_of, derived - lag(derived, 1, 0::HUGEINT) OVER (
               PARTITION BY case_no ORDER BY rank), 'derived', return_id, sheet, row,
           NULL, NULL, NULL, NULL, NULL
    FROM (
        SELECT *, least(max(beyond) OVER (PARTITION BY case_no ORDER BY rank),
                        last_value(beyond) OVER (PARTITION BY case_no ORDER BY rank
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS derived
        FROM (
            SELECT f.case_no, f.as_of, f.rank, f.return_id, f.sheet, f.row,
                   sum(CASE WHEN f.nature = 'opening' THEN 0 ELSE f.amount_fen END)
                       OVER (PARTITION BY f.case_no ORDER BY f.rank)
                   - CASE WHEN f.rank = max(f.rank) OVER (PARTITION BY f.case_no)
                     THEN (SELECT sum(l.amount_fen) FROM listed l WHERE l.case_no = f.case_no)
                     ELSE (SELECT coalesce(sum(l.amount_fen), 0) FROM listed l
                           WHERE l.case_no = f.case_no AND l.day <= f.as_of) END AS beyond
            FROM ledger_flows f WHERE f.case_no IN (SELECT case_no FROM listed)))
    QUALIFY derived <> lag(derived, 1, 0::HUGEINT) OVER (PARTITION BY case_no ORDER BY rank)"""


# A ledger's measure column: a date is the event's day (the latest statement wins), a tick one
# event at the first as-of that said so, a number a running count whose rises are events; of the
# versions of one slot the last speaks.
_SAME_MEASURE = """o.field = '' AND o.kind = e.kind AND o.quantity = e.quantity
              AND o.case_no IS NOT DISTINCT FROM e.case_no
              AND o.person_key IS NOT DISTINCT FROM e.person_key"""
_MEASURES = f"""
    SELECT e.return_id, e.sheet, e.row, a.reporting_court AS court, e.case_no, e.kind,
           e.taken_on AS day, e.quantity, e.unit, e.amount_fen, e.person_key, e.officer, e.team,
           e.operation, e.stage
    FROM measures e JOIN accepted a USING (return_id)
    WHERE e.field = '' AND {_stands("measures", "taken_on", _SAME_MEASURE)}
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, day, quantity, unit, amount_fen,
           person_key, officer, team, operation, stage
    FROM (
        SELECT m.*, a.reporting_court AS court, a.rank, m.taken_on AS day,
               row_number() OVER (PARTITION BY m.case_no, m.kind
                                  ORDER BY a.rank DESC, m.taken_on DESC, m.sheet, m.row) AS place
        FROM measures m JOIN accepted a USING (return_id)
        WHERE m.field <> '' AND m.taken_on IS NOT NULL)
    WHERE place = 1
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, as_of, rise, unit, amount_fen,
           person_key, officer, team, operation, stage
    FROM (
        SELECT *, most - lag(most, 1, 0::BIGINT) OVER (
                   PARTITION BY case_no, kind ORDER BY rank) AS rise
        FROM (
            SELECT *, max(quantity) OVER (PARTITION BY case_no, kind ORDER BY rank) AS most
            FROM (
                SELECT m.*, a.reporting_court AS court, a.as_of, a.rank,
                       row_number() OVER (
                           PARTITION BY m.case_no, m.kind, a.as_of, a.period_end
                           ORDER BY a.rank DESC, m.quantity DESC, m.sheet, m.row) AS place
                FROM measures m JOIN accepted a USING (return_id)
                WHERE m.field <> '' AND m.taken_on IS NULL
                  AND NOT EXISTS (
                    SELECT 1 FROM measures d JOIN accepted x ON x.return_id = d.return_id
                    WHERE d.field <> '' AND d.taken_on IS NOT NULL
                      AND d.case_no = m.case_no AND d.kind = m.kind))
            WHERE place = 1))
    WHERE rise > 0"""
