"""What courts state in aggregate returns, and the amounts that are 10⁴ off their history or the rest.

Comes in: relations `accepted`, `unit_answers` and `own_slips`. Goes out: SQL relations, among them
`figures_said` (of several returns for one period the latest) and `figure_doubts` (one row a doubted
cell). Both are functions of the set of returns and of the answers given. Refuses to word a message
and to change a value.
"""

import math

from enforcement_cli.model.both_readings import SLIP
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.checks import averages, threshold


def figure_relations() -> dict[str, str]:
    """Name to SQL, each using those before it and the relations of the current state."""
    pairs = ", ".join(
        f"('{a.amount}', '{a.per}', {_decades(a.usual_yuan)}, {_decades(a.least_yuan)})"
        for a in averages()
    )
    usual = _decades(int(threshold("unit_usual_figure_yuan")))
    far, rise, fall, courts = (
        float(threshold(f"unit_figure{name}_decades")) for name in ("", "_rise", "_fall", "_courts")
    )
    return {
        "figures_said": _SAID,
        "figure_pairs": f"SELECT * FROM (VALUES {pairs}) AS v(amount, per, usual, least)",
        "figure_points": _POINTS.format(usual=usual),
        "figure_jumps": _JUMPS,
        "figure_levels": _LEVELS.format(far=far, rise=rise, fall=fall),
        "figure_chosen": _CHOSEN,
        "figure_doubts": _DOUBTS.format(courts=courts, slip=SLIP),
    }


def _decades(yuan: int) -> float:
    return math.log10(yuan * FEN_PER_UNIT["元"])


# `own`: a check within its return doubts it, and nobody has explained it. `line`: the action. What a
# court put into a table stands above what it wrote in a text, whichever came later.
_SAID = """
    SELECT s.*, a.reporting_court AS court, a.campaign, a.file_name, coalesce(s.action, '') AS line,
           EXISTS (SELECT 1 FROM own_slips o
                   WHERE o.return_id = s.return_id AND o.field = s.indicator
                     AND o.sheet = s.sheet AND o.row = s.row
                     AND o.column_number IS NOT DISTINCT FROM s.column_number) AS own
    FROM statements s JOIN accepted a USING (return_id)
    QUALIFY row_number() OVER (
        PARTITION BY a.reporting_court, a.campaign, s.action, s.indicator, s.basis, s.unit,
            s.period_start, s.period_end
        ORDER BY a.form = 'narrative', a.rank DESC, own, s.sheet, s.row, s.column_number) = 1"""

# The amounts, in decades; a case's where every amount of the line has its count beside it, which
# no busy week moves. `sure`: was doubted, and is explained.
_POINTS = """
    SELECT *, average IS NOT NULL AS of_case, coalesce(average, decades) AS size,
           CASE WHEN average IS NULL THEN {usual} ELSE of_one END AS usual
    FROM (
        SELECT f.return_id, f.sheet, f.row, f.column_number, f.court, f.campaign, f.line,
               f.indicator, f.basis, f.period_start, f.period_end, f.value,
               log10(f.value) AS decades, p.usual AS of_one, p.least,
               CASE WHEN count(c.value) OVER s = count(*) OVER s
                    THEN log10(f.value / c.value) END AS average,
               EXISTS (SELECT 1 FROM unit_answers w
                       WHERE w.return_id = f.return_id AND w.field = f.indicator
                         AND w.sheet = f.sheet AND w.row = f.row
                         AND w.column_number IS NOT DISTINCT FROM f.column_number) AS sure
        FROM figures_said f
        LEFT JOIN figure_pairs p ON p.amount = f.indicator
        LEFT JOIN (
            SELECT court, campaign, line, indicator, basis, period_start, period_end,
                   max(value) AS value
            FROM figures_said WHERE unit <> 'fen' AND value > 0 GROUP BY ALL) c
          ON c.court = f.court AND c.campaign = f.campaign AND c.line = f.line
         AND c.indicator = p.per AND c.basis = f.basis AND c.period_start = f.period_start
         AND c.period_end = f.period_end
        -- A number by telephone was given with its unit, and is of no series.
        WHERE f.unit = 'fen' AND f.value > 0 AND NOT f.own AND f.basis <> 'phoned'
        WINDOW s AS (PARTITION BY f.court, f.campaign, f.line, f.indicator, f.basis))"""

_SERIES = "PARTITION BY court, campaign, line, indicator, basis"
_SLOT = "PARTITION BY campaign, line, indicator, basis, period_start, period_end, of_case"

# A figure to date against the one before it, a period's against the middle of the periods'.
_JUMPS = f"""
    SELECT *,
           CASE WHEN basis = 'cumulative'
                THEN size - lag(size) OVER ({_SERIES} ORDER BY period_end, period_start)
                ELSE size - quantile_disc(size, 0.5) OVER ({_SERIES}) END AS jump
    FROM figure_points"""

# `level`: by how many slips a figure stands above the line's first (its middle) one. A jump that
# the middle of three courts made too is not its own.
_LEVELS = f"""
    SELECT *, CASE WHEN basis = 'cumulative'
                   THEN sum(shift) OVER ({_SERIES} ORDER BY period_end, period_start)
                   ELSE shift END AS level
    FROM (
        SELECT *, CASE WHEN own_jump >= CASE WHEN basis = 'cumulative' THEN {{far}} ELSE {{rise}} END
                         OR own_jump <= -CASE WHEN basis = 'cumulative' THEN {{fall}}
                                              WHEN of_case THEN {{rise}} ELSE {{far}} END
                       THEN round(own_jump / 4)::INTEGER ELSE 0 END AS shift
        FROM (
            SELECT *, jump - CASE WHEN count(jump) OVER p >= 3 AND abs(median(jump) OVER p) >= {{fall}}
                                  THEN median(jump) OVER p ELSE 0 END AS own_jump,
                   CASE WHEN count(*) OVER p >= 3 THEN median(size) OVER p ELSE usual END
                   AS middle
            FROM figure_jumps WINDOW p AS ({_SLOT})))"""

# The level that is right: the first that is not a decade farther from what is usual than the
# nearest. What was explained of a line may be said of it again.
_CHOSEN = f"""
    SELECT *, first_value(level) OVER ({_SERIES} ORDER BY odd, period_end, period_start) AS chosen
    FROM (
        SELECT *, off > min(off) OVER ({_SERIES}) + 1 AS odd
        FROM (
            SELECT *, median(abs(size - middle)) OVER v AS off, bool_or(sure) OVER v AS known
            FROM figure_levels
            WINDOW v AS ({_SERIES}, level)))"""

# Off the line's other periods; or, for each case, off the other courts where three can say.
_DOUBTS = f"""
    SELECT return_id, sheet, row, column_number, field, before, now, against
    FROM (
        SELECT *, indicator AS field, value AS now, 'periods' AS against,
               round(pow(10, median(decades) FILTER (level = chosen) OVER ({_SERIES})))::BIGINT
               AS before, level > chosen AS above, level <> chosen AS doubted
        FROM figure_chosen
        UNION ALL
        SELECT *, indicator AS field, value AS now, 'others' AS against,
               greatest(round(pow(10, decades - size + median(size) OVER p))::BIGINT, 1) AS before,
               size > median(size) OVER p AS above,
               of_case AND count(*) OVER p > 3
               AND abs(size - median(size) OVER p) >= {{courts}} AS doubted
        FROM figure_chosen WINDOW p AS ({_SLOT}))
    WHERE doubted AND NOT known AND CASE WHEN above THEN value % {{slip}} = 0
                                         ELSE NOT of_case OR size < least END
    QUALIFY row_number() OVER (
        PARTITION BY return_id, sheet, row, column_number, field ORDER BY against DESC) = 1"""
