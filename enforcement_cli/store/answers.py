"""What was said of problems, and which later problems an explanation holds for, as SQL relations.

Comes in: a moment of knowledge. Goes out: `last_said` (the last word on each problem), `explanations`
(explanations nobody took back) and `answered` (the problems they answer). The key of a problem is
what it is about, the same from one period's return to the next: code, court, form, campaign,
subject (else field) and case. Refuses to judge whether an explanation is a good one.
"""

# The words that decide a problem's state. `open`: the program found the reason again; `reopened`:
# the desk took its answer back. They are taken in the order they were recorded, since a return
# taken in late is stored under the time it came.
_SAID = """
    SELECT problem_id, what, "at", "by", reason, until, TRY_CAST(within AS DECIMAL(9, 6)) AS within
    FROM (
        SELECT problem_id, what, "at", "by", reason, until, within,
               row_number() OVER (PARTITION BY problem_id ORDER BY rowid DESC) AS place
        FROM events
        WHERE problem_id IS NOT NULL AND "at" <= {known}
          AND what IN ('explained', 'waived', 'corrected', 'open', 'reopened'))
    WHERE place = 1"""

# A problem of a cell without case or subject is about that cell alone (`keyed` false): the next
# return's cell at that place is another one.
_THING = """coalesce(nullif({p}.subject, ''), {p}.field, '')"""
_EXPLANATIONS = f"""
    SELECT s.problem_id, s."at", s."by", s.reason, s.until, s.within, p.return_id, p.code,
           p.reporting_court, {_THING.format(p="p")} AS thing, coalesce(p.case_no, '') AS case_no,
           p.sheet, p.row, p.column_number, p.message,
           coalesce(p.subject, '') <> '' OR coalesce(p.case_no, '') <> '' OR p.row IS NULL AS keyed,
           TRY_CAST(p.value AS DECIMAL(28, 6)) AS value,
           r.form, r.campaign, r.period_start, r.period_end
    FROM last_said s JOIN problems p ON p.problem_id = s.problem_id
    JOIN returns r ON r.return_id = p.return_id
    WHERE s.what = 'explained'"""

_SAME_KEY = f"""p.code = s.code AND p.reporting_court = s.reporting_court
     AND {_THING.format(p="p")} = s.thing AND coalesce(p.case_no, '') = s.case_no
     AND p.return_id <> s.return_id AND p.severity IN ('query', 'note')"""
_SAME_SLOT = "r.form = s.form AND r.campaign IS NOT DISTINCT FROM s.campaign"

# An explanation answers its own problem; the same thing said again by another version of that
# return; and, where it was given a limit, later ones within it.
_ANSWERED = f"""
    SELECT p.problem_id, p.return_id, p.code, coalesce(p.field, '') AS field,
           coalesce(p.case_no, '') AS case_no, p.sheet, p.row, p.column_number, l."at", l."by",
           l.reason, l.until, l.within, p.problem_id AS through
    FROM last_said l JOIN problems p ON p.problem_id = l.problem_id WHERE l.what = 'explained'
    UNION ALL
    SELECT problem_id, return_id, code, field, case_no, sheet, row, column_number, "at", "by",
           reason, until, within, through
    FROM (
        SELECT p.problem_id, p.return_id, p.code, coalesce(p.field, '') AS field,
               coalesce(p.case_no, '') AS case_no, p.sheet, p.row, p.column_number, s."at",
               s."by", s.reason, s.until, s.within, s.problem_id AS through,
               row_number() OVER (PARTITION BY p.problem_id ORDER BY
                   s.period_end DESC, s."at" DESC, s.problem_id DESC) AS place
        FROM explanations s
        JOIN problems p ON {_SAME_KEY}
        JOIN returns r ON r.return_id = p.return_id AND {_SAME_SLOT}
        LEFT JOIN last_said l ON l.problem_id = p.problem_id
        WHERE coalesce(l.what, 'open') = 'open' AND (
            (r.period_start = s.period_start AND r.period_end = s.period_end
             AND p.message = s.message
             AND (s.keyed OR (p.sheet IS NOT DISTINCT FROM s.sheet
                              AND p.row IS NOT DISTINCT FROM s.row
                              AND p.column_number IS NOT DISTINCT FROM s.column_number)))
            OR (s.keyed AND r.period_end BETWEEN s.period_end AND s.until
                AND (s.within IS NULL OR abs(TRY_CAST(p.value AS DECIMAL(28, 6)) - s.value)
                                         <= s.within * abs(s.value)))))
    WHERE place = 1"""

# A problem that an earlier period's explanation was about and does not answer: the latest such.
# `outside`: because of its limits, not because somebody took the answer back.
ASKED_BEFORE = f"""
    SELECT p.problem_id, s.problem_id AS before_id, s.reason, s.until, s.within, s.period_start,
           s.period_end, coalesce(l.what, 'open') = 'open' AS outside
    FROM explanations s
    JOIN problems p ON {_SAME_KEY}
    JOIN returns r ON r.return_id = p.return_id AND {_SAME_SLOT}
    LEFT JOIN last_said l ON l.problem_id = p.problem_id
    WHERE s.keyed AND r.period_end >= s.period_end
      AND p.problem_id NOT IN (SELECT problem_id FROM answered)
    QUALIFY row_number() OVER (
        PARTITION BY p.problem_id ORDER BY s.period_end DESC, s."at" DESC, s.problem_id DESC) = 1"""


def answer_relations(known: str) -> dict[str, str]:
    """Name to SQL, each using those before it; `known` is a TIMESTAMP literal."""
    return {
        "last_said": _SAID.format(known=known),
        "explanations": _EXPLANATIONS,
        "answered": _ANSWERED,
    }
