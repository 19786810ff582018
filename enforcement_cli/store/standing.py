"""What stands of every case by its statements, and the money that stands, as SQL relations.

Comes in: relations `stated`, `restated`, `explained`, `moved` and `desk_courts`. Goes out: relations up
to `current_cases`. A case of one statement is that statement; only cases of several are grouped and
ordered. Refuses to read the tables of the store.
"""

from enforcement_cli.store.schema import CASE_COLUMNS

# A field whose earlier value an explicit mark may take back; the others only ever change.
_CLEARABLE = ("closed_on", "close_method")
_PLAIN = tuple(
    name
    for name in CASE_COLUMNS
    if name not in {"case_no", *_CLEARABLE, "claim_fen", "recovered_fen", "received_on"}
)


def case_relations(stated: frozenset[str] | None) -> dict[str, str]:
    """Name to SQL, each using those before it.

    `stated` are the columns of a ledger that anybody has ever filled; None: not looked up.
    """
    return {
        "closings": _CLOSINGS,
        "latest": _latest(stated),
        "steps": _STEPS,
        "standing": _STANDING,
        "effective": _EFFECTIVE,
        "standing_money": _STANDING_MONEY,
        "current_cases": _current_cases(stated),
    }


# The first statement since the last withdrawal of its closing that says the case is closed.
_CLOSINGS = """
    SELECT s.case_no, min(s.rank) AS closing_rank
    FROM stated s SEMI JOIN restated r ON r.case_no = s.case_no
    LEFT JOIN (
        SELECT case_no, max(rank) AS cleared_rank FROM stated
        WHERE list_contains(cleared, 'closed_on') GROUP BY case_no) w ON w.case_no = s.case_no
    WHERE s.closed_on IS NOT NULL AND s.rank > coalesce(w.cleared_rank, 0)
    GROUP BY s.case_no"""


def _latest(stated: frozenset[str] | None) -> str:
    """What holds of the cases of several statements: of each field the last that was stated."""
    plain = ",\n           ".join(
        f"arg_max(s.{name}, s.rank) AS {name}" if _is_stated(name, stated) else _nobody(name)
        for name in _PLAIN
    )
    clearable = ",\n           ".join(_unless_cleared(name) for name in _CLEARABLE)
    return f"""
    SELECT s.case_no, {plain},
           {clearable},
           arg_max(s.claim_fen, s.rank) AS claim_fen,
           arg_max(s.received_on, s.rank) AS received_on,
           arg_min(s.claim_fen, s.rank) AS claim_at_first_fen,
           coalesce(arg_max(CASE WHEN s.rank <= coalesce(w.closing_rank, s.rank)
                                 THEN s.claim_fen END, s.rank),
                    arg_min(s.claim_fen, s.rank)) AS claim_at_closing_fen,
           arg_max(s.reporting_court, s.rank) AS last_court,
           max(s.rank) AS last_rank
    FROM stated s SEMI JOIN restated r ON r.case_no = s.case_no
    LEFT JOIN closings w ON w.case_no = s.case_no
    GROUP BY s.case_no"""


def _is_stated(name: str, stated: frozenset[str] | None) -> bool:
    return stated is None or name in stated


def _nobody(name: str) -> str:
    return f"CAST(NULL AS {CASE_COLUMNS[name]}) AS {name}"


def _unless_cleared(name: str) -> str:
    """The latest value of a field; none where a later statement takes it back."""
    taken_back = f"s.{name} IS NULL AND list_contains(s.cleared, '{name}')"
    return f"""CASE WHEN coalesce(max(CASE WHEN {taken_back} THEN s.rank END), 0)
                     > coalesce(max(CASE WHEN s.{name} IS NOT NULL THEN s.rank END), 0)
                THEN NULL ELSE arg_max(s.{name}, s.rank) END AS {name}"""


# One row a case and moment that states its money: versions of one slot are merged, the later wins.
_STEPS = """
    SELECT s.case_no, s.as_of, s.period_end, min(s.period_start) AS period_start,
           max(s.rank) AS rank, arg_max(s.recovered_fen, s.rank) AS stated_fen,
           arg_max(s.return_id, s.rank) AS return_id, arg_max(s.sheet, s.rank) AS sheet,
           arg_max(s.row, s.rank) AS row, arg_max(s.received_on, s.rank) AS received_on,
           arg_max(s.closed_on, s.rank) AS closed_on,
           max(CASE WHEN e.return_id IS NOT NULL THEN 1 ELSE 0 END) AS explained
    FROM stated s SEMI JOIN restated r ON r.case_no = s.case_no
    LEFT JOIN explained e ON e.return_id = s.return_id AND e.case_no = s.case_no
    WHERE s.says_money
    GROUP BY s.case_no, s.as_of, s.period_end"""

# The higher statement stands until a lower one is explained; an explained one begins anew, a `span`.
# `moved`: the money that stands is another from this statement on. before_rank is the statement
# whose money stood before.
_STEP = """case_no, as_of, period_end, period_start, rank, stated_fen, return_id, sheet, row,
           received_on, closed_on, explained"""
_BEFORE = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
_STANDING = f"""
    SELECT {_STEP}, span, moved, effective_fen, lag(effective_fen) OVER w AS before_fen,
           lag(as_of) OVER w AS before_as_of, lag(stated_fen) OVER w AS before_stated_fen,
           max(CASE WHEN moved THEN rank END) OVER (
               PARTITION BY case_no ORDER BY rank {_BEFORE}) AS before_rank
    FROM (
        SELECT {_STEP}, span, coalesce(most_fen, 0) AS effective_fen,
               explained = 1 OR most_fen IS DISTINCT FROM most_before_fen AS moved
        FROM (
            SELECT {_STEP}, span,
                   max(stated_fen) OVER (PARTITION BY case_no, span ORDER BY rank) AS most_fen,
                   max(stated_fen) OVER (PARTITION BY case_no, span ORDER BY rank {_BEFORE})
                       AS most_before_fen
            FROM (
                SELECT {_STEP}, coalesce(x.span, 0) AS span
                FROM steps LEFT JOIN (
                    SELECT e.case_no AS anew_case, e.rank AS anew_rank,
                           sum(e.explained) OVER (PARTITION BY e.case_no ORDER BY e.rank) AS span
                    FROM steps e
                    SEMI JOIN (SELECT case_no AS anew FROM steps WHERE explained = 1) a
                      ON a.anew = e.case_no) x
                  ON x.anew_case = case_no AND x.anew_rank = rank)))
    WINDOW w AS (PARTITION BY case_no ORDER BY rank)"""
# The same of every case, with the day it was filed on.
_EFFECTIVE = f"""
    SELECT {_STEP}, span, effective_fen, before_fen, before_as_of, before_stated_fen, before_rank,
           l.filed_on
    FROM standing
    JOIN (SELECT case_no AS filed_case, filed_on FROM latest) l ON l.filed_case = case_no
    UNION ALL
    SELECT s.case_no, s.as_of, s.period_end, s.period_start, s.rank, s.recovered_fen, s.return_id,
           s.sheet, s.row, s.received_on, s.closed_on,
           CASE WHEN e.return_id IS NOT NULL THEN 1 ELSE 0 END,
           CASE WHEN e.return_id IS NOT NULL THEN 1 ELSE 0 END, coalesce(s.recovered_fen, 0), NULL,
           NULL, NULL, NULL, s.filed_on
    FROM stated s ANTI JOIN restated r ON r.case_no = s.case_no
    LEFT JOIN explained e ON e.return_id = s.return_id AND e.case_no = s.case_no
    WHERE s.says_money"""


_STANDING_MONEY = """
    SELECT case_no, max(rank) AS last_rank,
           CASE WHEN count(stated_fen) > 0 THEN arg_max(effective_fen, rank) END AS recovered_fen
    FROM standing GROUP BY case_no"""


def _current_cases(stated: frozenset[str] | None) -> str:
    """Every case as it stands, with its court and the money that stands.

    A case whose money nobody stated has none, which is not 0. money_told: some return says what
    came in, if only by leaving its column blank; a cell held as missing does not.
    """
    names = ("case_no", *_PLAIN, *_CLEARABLE, "claim_fen", "received_on")
    last = ", ".join(f"f.{name}" for name in names)
    only = ",\n           ".join(
        f"s.{name}"
        if name in ("case_no", "claim_fen") or _is_stated(name, stated)
        else _nobody(name)
        for name in names
    )
    return f"""
    SELECT c.*, coalesce(m.moved_to, d.desk_court, c.last_court) AS court
    FROM (
    SELECT {last}, f.claim_at_first_fen, f.claim_at_closing_fen, f.last_court, f.last_rank,
           e.recovered_fen, e.last_rank IS NOT NULL AS money_told
    FROM latest f LEFT JOIN standing_money e ON e.case_no = f.case_no
    UNION ALL
    SELECT {only}, s.claim_fen, s.claim_fen, s.reporting_court, s.rank, s.recovered_fen,
           s.says_money
    FROM stated s ANTI JOIN restated r ON r.case_no = s.case_no) c
    LEFT JOIN (SELECT case_no AS moved_case, court AS moved_to FROM moved) m
      ON m.moved_case = c.case_no
    LEFT JOIN (SELECT court AS desk_court FROM desk_courts) d ON d.desk_court = c.case_court"""
