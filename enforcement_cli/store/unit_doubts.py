"""Doubts of unit that only several returns show, and the cells that every such doubt holds back.

Comes in: relations `accepted` and `answered`. Goes out: SQL relations, the last of them
`held_cells` (what the current state treats as missing), and `UNIT_DOUBTS` over them: one row a cell
or column whose amounts are 10⁴ off the case's other statements or the other courts. Both are
functions of the set of returns and of the answers given. Refuses to word a message and to change a value.
"""

import math
from collections.abc import Sequence

from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.store.literals import sql_text
from enforcement_cli.vocabulary.checks import threshold

# A court, a field of money, how many amounts, and their thousandths of a decade in all.
CourtSum = tuple[str, str, int, int]
# A court, a field of money, and between what the usual amount may lie, in decades.
CourtBounds = tuple[str, str, float, float]
# The check within one return (its amounts are in the store, and held), and the one between returns.
OWN, BETWEEN = "P-03", "P-17"
# What a court's text leaves open of a figure: whose, when, of which cases, how exact.
OF_TEXTS = ("S-29", "S-31", "S-33", "V-27")


def unit_relations(others: Sequence[CourtSum] = ()) -> dict[str, str]:
    """Name to SQL, each using `accepted`, `answered` and those before it.

    `others` are courts whose returns are not among the accepted ones here, and count for what is
    usual all the same.
    """
    least, far, courts_far, usual = (
        int(threshold("unit_column_least")),
        float(threshold("unit_between_decades")),
        float(threshold("unit_courts_decades")),
        math.log10(threshold("unit_usual_yuan") * FEN_PER_UNIT["元"]),
    )
    return {
        "unit_answers": _ANSWERS,
        "own_slips": _OWN_SLIPS,
        "own_cells": _CELLS_OF.format(doubts="own_slips"),
        "unit_said": _SAID,
        "unit_sums": _SUMS,
        "unit_sheets": _SHEETS,
        "unit_courts": _court_sums(others),
        "unit_centres": _CENTRES.format(least=least),
        "restated": _RESTATED,
        "unit_jumps": _JUMPS.format(times=round(10**far)),
        "unit_steps": _STEPS,
        "unit_cells": _CELLS.format(usual=usual),
        "unit_far": _FAR.format(far=far),
        "unit_columns": _COLUMNS.format(least=least, courts_far=courts_far),
        "held_cells": _CELLS_OF.format(doubts=_ALL),
    }


_ANSWERS = f"""
    SELECT problem_id, return_id, field, case_no, sheet, row, column_number
    FROM answered WHERE code IN ('{OWN}', '{BETWEEN}')"""

# What a text leaves open of a figure stays out as a doubted unit does: until it is explained.
_OWN_SLIPS = f"""
    SELECT p.return_id, p.sheet, p.row, p.column_number, p.field
    FROM problems p JOIN accepted a ON a.return_id = p.return_id
    ANTI JOIN answered w ON w.problem_id = p.problem_id
    WHERE p.field <> '' AND p.code IN ({", ".join(f"'{code}'" for code in (OWN, *OF_TEXTS))})"""

# What ledgers state above zero and no check within their return doubts.
_SAID = """
    SELECT c.return_id, c.sheet, c.row, c.case_no, a.rank, a.reporting_court, a.campaign,
           a.period_start, a.period_end,
           CASE WHEN c.claim_fen > 0 AND NOT coalesce(o.claim_fen, false)
                THEN c.claim_fen END AS claim_fen,
           CASE WHEN c.recovered_fen > 0 AND NOT coalesce(o.recovered_fen, false)
                THEN c.recovered_fen END AS recovered_fen
    FROM cases c JOIN accepted a ON a.return_id = c.return_id
    LEFT JOIN own_cells o
      ON o.return_id = c.return_id AND o.sheet = c.sheet AND o.row = c.row"""


def _each(select: str) -> str:
    """The same question of both fields, one below the other."""
    return "\n    UNION ALL".join(
        select.replace("{field}", field) for field in ("claim_fen", "recovered_fen")
    )


# Thousandths of a decade are summed, which are whole: no order of rows shows in a mean. A missing
# amount adds the logarithm of 1.
_DECADES = "CAST(sum(CAST(round(log10(coalesce({name}, 1)) * 1000) AS BIGINT)) AS BIGINT)"
_SUMS = f"""
    SELECT return_id, max(reporting_court) AS reporting_court, sheet,
           count(claim_fen) AS claim_fen_count, count(recovered_fen) AS recovered_fen_count,
           {_DECADES.format(name="claim_fen")} AS claim_fen_sum,
           {_DECADES.format(name="recovered_fen")} AS recovered_fen_sum
    FROM unit_said GROUP BY return_id, sheet"""

_SHEETS = _each("""
    SELECT return_id, reporting_court, sheet, '{field}' AS field, {field}_count AS amounts,
           {field}_sum AS thousandths
    FROM unit_sums WHERE {field}_count > 0""")


def _court_sums(others: Sequence[CourtSum]) -> str:
    """A row a field and court: its amounts, and the thousandths of a decade they sum to."""
    own = """
    SELECT field, reporting_court, sum(amounts)::BIGINT AS amounts,
           sum(thousandths)::BIGINT AS thousandths
    FROM unit_sheets GROUP BY field, reporting_court"""
    if not others:
        return own
    rows = ", ".join(
        f"({sql_text(field)}, {sql_text(court)}, {int(amounts)}, {int(thousandths)})"
        for court, field, amounts, thousandths in others
    )
    return f"{own}\n    UNION ALL SELECT * FROM (VALUES {rows}) AS v"


# What an amount of a field usually is: the middle of the courts, where three can say.
_CENTRES = """
    SELECT field, median(mean) AS centre
    FROM (
        SELECT field, reporting_court, thousandths / amounts / 1000.0 AS mean
        FROM unit_courts WHERE amounts >= {least})
    GROUP BY field HAVING count(*) >= 3"""

# Cases of more than one statement; of the others the one statement is the state: nothing is to be
# grouped or ordered, and nothing can jump. A sheet with two columns of money may give a row twice: its cases are here.
_RESTATED = """
    SELECT c.case_no FROM cases c JOIN accepted a ON a.return_id = c.return_id
    GROUP BY c.case_no HAVING count(*) > 1
    UNION ALL
    SELECT c.case_no FROM cases c JOIN (
        SELECT return_id, sheet FROM places WHERE field = 'recovered_fen'
        GROUP BY return_id, sheet HAVING count(*) > 1) p
      ON p.return_id = c.return_id AND p.sheet = c.sheet"""
_JUMPS = """
    SELECT case_no, claim_fen, recovered_fen
    FROM (
        SELECT s.case_no, max(s.claim_fen) >= min(s.claim_fen) * {times} AS claim_fen,
               max(s.recovered_fen) >= min(s.recovered_fen) * {times} AS recovered_fen
        FROM unit_said s SEMI JOIN restated r ON r.case_no = s.case_no
        GROUP BY s.case_no)
    WHERE claim_fen OR recovered_fen"""

# `sure`: was doubted, and is explained.
_STEPS = _each("""
    SELECT s.return_id, s.sheet, s.row, s.case_no, s.rank, s.reporting_court, s.campaign,
           s.period_start, s.period_end, s.claim_fen, '{field}' AS field, s.{field} AS fen,
           log10(s.{field}) AS decades,
           v.return_id IS NOT NULL OR w.return_id IS NOT NULL AS sure
    FROM unit_said s JOIN unit_jumps j ON j.case_no = s.case_no
    LEFT JOIN (SELECT DISTINCT return_id FROM unit_answers
               WHERE field = '{field}' AND case_no = '') v ON v.return_id = s.return_id
    LEFT JOIN (SELECT DISTINCT return_id, case_no FROM unit_answers
               WHERE field = '{field}' AND case_no <> '') w
      ON w.return_id = s.return_id AND w.case_no = s.case_no
    WHERE j.{field} AND s.{field} IS NOT NULL""")

# The statement that the others of its case are held against: the first that is not a decade farther
# from what is usual than the nearest. What was explained of a case may be said of it again.
_CELLS = """
    SELECT *, first_value(decades) OVER w AS anchor, first_value(fen) OVER w AS anchor_fen,
           first_value(rank) OVER w AS anchor_rank,
           min(CASE WHEN sure THEN decades END) OVER c AS least_sure,
           max(CASE WHEN sure THEN decades END) OVER c AS most_sure
    FROM (
        SELECT *, off > min(off) OVER c + 1 AS odd
        FROM (
            SELECT s.*, abs(s.decades - coalesce(m.centre, {usual})) AS off
            FROM unit_steps s LEFT JOIN (
                SELECT field AS middle_of, centre FROM unit_centres) m ON m.middle_of = s.field)
        WINDOW c AS (PARTITION BY case_no, field))
    WINDOW w AS (PARTITION BY case_no, field ORDER BY odd, rank, sheet, row),
           c AS (PARTITION BY case_no, field)"""

# A claim hardly ever changes so; money rises so from a first small sum, but not above its claim.
_FAR = """
    SELECT * FROM unit_cells
    WHERE NOT sure AND abs(decades - anchor) >= {far}
      AND coalesce(abs(decades - least_sure) >= {far} AND abs(decades - most_sure) >= {far}, true)
      AND (field = 'claim_fen'
           OR (rank > anchor_rank AND decades < anchor)
           OR (rank < anchor_rank AND decades > anchor)
           OR (rank > anchor_rank AND fen > 1.1 * claim_fen))"""

# Columns whose court is far off the others in them, or of whose cells most are doubted.
_COLUMNS = """
    SELECT s.return_id, s.sheet, s.field, CAST(round(pow(10, m.centre)) AS BIGINT) AS before,
           CAST(round(pow(10, s.thousandths / s.amounts / 1000.0)) AS BIGINT) AS now,
           'courts' AS against
    FROM unit_sheets s JOIN unit_centres m ON m.field = s.field
    ANTI JOIN (SELECT return_id AS answered_id, field AS answered_field FROM unit_answers
               WHERE case_no = '') w
      ON w.answered_id = s.return_id AND w.answered_field = s.field
    WHERE s.amounts >= {least}
      AND abs(s.thousandths / s.amounts / 1000.0 - m.centre) >= {courts_far}
    UNION ALL
    SELECT f.return_id, f.sheet, f.field, arg_min(f.anchor_fen, f.row), arg_min(f.fen, f.row),
           'statements'
    FROM unit_far f JOIN unit_sheets s
      ON s.return_id = f.return_id AND s.sheet = f.sheet AND s.field = f.field
    GROUP BY f.return_id, f.sheet, f.field
    HAVING count(*) >= {least} AND count(*) * 2 > max(s.amounts)"""

# One row a doubt: such a column, else a cell; asked for only where doubts are looked for.
# `replaced`: a later version of the same return
# states the case anew; the cell stays held, nobody is asked about it any more.
UNIT_DOUBTS = """
    SELECT c.return_id, c.sheet, NULL::INTEGER AS row, c.field, '' AS case_no, c.before, c.now,
           c.against, EXISTS (
               SELECT 1 FROM accepted a JOIN accepted n
                 ON n.reporting_court = a.reporting_court AND n.campaign = a.campaign
                AND n.form = a.form AND n.period_start = a.period_start
                AND n.period_end = a.period_end AND n.rank > a.rank
               WHERE a.return_id = c.return_id) AS replaced
    FROM (SELECT * FROM unit_columns
          QUALIFY row_number() OVER (PARTITION BY return_id, sheet, field ORDER BY against) = 1) c
    UNION ALL
    SELECT return_id, sheet, row, field, case_no, anchor_fen, fen, 'statements',
           EXISTS (SELECT 1 FROM unit_steps n WHERE n.case_no = f.case_no AND n.field = f.field
                   AND n.reporting_court = f.reporting_court AND n.campaign = f.campaign
                   AND n.period_start = f.period_start AND n.period_end = f.period_end
                   AND n.rank > f.rank)
    FROM unit_far f
    WHERE NOT EXISTS (SELECT 1 FROM unit_columns c WHERE c.return_id = f.return_id
                      AND c.sheet = f.sheet AND c.field = f.field)"""


def unit_bounds() -> str:
    """A row a court and field: between what the usual amount may lie with the same doubts found.

    A column is far off it or not; which statement of a case the others are held against turns on
    differences of two distances from it, which move at most twice as far as it does.
    """
    least, courts_far = int(threshold("unit_column_least")), float(threshold("unit_courts_decades"))
    return f"""
    SELECT reporting_court, field, any_value(m.centre) - min(room), any_value(m.centre) + min(room)
    FROM (
        SELECT reporting_court, field,
               abs(abs(thousandths / amounts / 1000.0 - c.centre) - {courts_far}) AS room
        FROM unit_sheets JOIN unit_centres c USING (field) WHERE amounts >= {least}
        UNION ALL
        SELECT reporting_court, field, abs(off - min(off) OVER (PARTITION BY case_no, field) - 1) / 2
        FROM unit_cells)
    JOIN unit_centres m USING (field) GROUP BY reporting_court, field ORDER BY ALL"""


# The fields that such doubts hold back.
HELD = ("claim_fen", "recovered_fen", "closing_claim_fen", "waived_fen")
# The cells of case ledgers that doubts of cells and of columns mean: a mark a field, and `doubted`,
# which names them.
_MARKS = {name: f"max(CASE WHEN d.field = '{name}' THEN 1 ELSE 0 END) = 1" for name in HELD}
_CELLS_OF = f"""
    SELECT c.return_id, c.sheet, c.row, {", ".join(f"{m} AS {n}" for n, m in _MARKS.items())},
           concat({", ".join(f"CASE WHEN {m} THEN ' {n} ' ELSE '' END" for n, m in _MARKS.items())})
               AS doubted
    FROM cases c JOIN {{doubts}} d ON d.return_id = c.return_id AND d.sheet = c.sheet
    WHERE d.row IS NULL OR d.row = c.row
    GROUP BY c.return_id, c.sheet, c.row"""

_ALL = """(
        SELECT return_id, sheet, row, field FROM own_slips
        UNION ALL SELECT return_id, sheet, row, field FROM unit_far
        UNION ALL SELECT return_id, sheet, NULL, field FROM unit_columns)"""
