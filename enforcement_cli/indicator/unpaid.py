"""Money received and not paid out in time.

Comes in: the relations of the store with `current_payouts`, and which days each court's lists of
payouts cover. Goes out: a CaseList. A court that sends no such list is silent: its money is not
called unpaid. Refuses to guess about money that came before the first list.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from enforcement_cli.indicator.case_lists import in_buckets
from enforcement_cli.indicator.list_ground import (
    Asked,
    listing,
    place_of,
    sql_day,
    sql_word,
)
from enforcement_cli.model.case_list import CaseLine, CaseList
from enforcement_cli.model.engine import Engine
from enforcement_cli.model.money import in_unit, round_half_up
from enforcement_cli.vocabulary.case_lists import (
    buckets,
    limit,
    list_rule,
    list_title,
    list_word,
    not_held,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidDays:
    """The days a court's lists of payouts speak of: first, last, and the spans missing between."""

    first: date
    last: date
    gaps: tuple[tuple[date, date], ...] = ()


def paid_days(spans: Iterable[tuple[str, date, date]]) -> dict[str, PaidDays]:
    """The covered days by court, from the first and last days of accepted lists.

    >>> paid_days([("甲", date(2026, 1, 1), date(2026, 1, 4))])["甲"].last
    datetime.date(2026, 1, 4)
    """
    by_court: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for court, start, end in spans:
        by_court[court].append((start, end))
    found: dict[str, PaidDays] = {}
    for court, listed in by_court.items():
        listed.sort()
        reach, gaps = listed[0][1], []
        for start, end in listed[1:]:
            if start > reach + _DAY:
                gaps.append((reach + _DAY, start - _DAY))
            reach = max(reach, end)
        found[court] = PaidDays(first=listed[0][0], last=reach, gaps=tuple(gaps))
    return found


# First in, first out: payouts and reductions use up the oldest money of the case. `asked_until` is
# the last day that both the list's day and the court's payouts reach. What a ledger has beyond the
# lists counts as a whole and on its latest day; a ledger that lags behind them takes nothing away.
_UNPAID = """,
    paying AS (SELECT * FROM (VALUES {paying}) AS v(court, first_day, asked_until)),
    held_money AS (
        SELECT r.case_no, r.day, r.amount_fen, r.nature, r.return_id, r.sheet, r.row
        FROM receipts r
        LEFT JOIN recoveries v ON r.nature = 'dated' AND v.return_id = r.return_id
                              AND v.sheet = r.sheet AND v.row = r.row
        WHERE r.nature <> 'derived' AND NOT coalesce({not_held}, false)
        UNION ALL
        SELECT case_no, day, beyond_fen, nature, return_id, sheet, row FROM (
            SELECT case_no, day, nature, return_id, sheet, row,
                   CAST(sum(amount_fen) OVER (PARTITION BY case_no) AS BIGINT) AS beyond_fen,
                   row_number() OVER (PARTITION BY case_no ORDER BY
                       day DESC, return_id DESC, sheet DESC, row DESC) AS place
            FROM receipts WHERE nature = 'derived' AND day <= {day})
        WHERE place = 1 AND beyond_fen > 0),
    used AS (
        SELECT case_no, CAST(sum(amount_fen) AS BIGINT) AS used_fen FROM (
            SELECT t.case_no, t.amount_fen FROM current_payouts t
            JOIN listed_cases c ON c.case_no = t.case_no JOIN paying y ON y.court = c.court
            WHERE t.day <= y.asked_until
            UNION ALL
            SELECT h.case_no, -h.amount_fen FROM held_money h
            JOIN listed_cases c ON c.case_no = h.case_no JOIN paying y ON y.court = c.court
            WHERE h.amount_fen < 0 AND h.day <= y.asked_until)
        GROUP BY case_no),
    queue AS (
        SELECT c.court, c.team, c.officer, c.cause, coalesce(c.debtor, c.applicant) AS party,
               h.case_no, h.day, h.amount_fen, h.return_id, h.sheet, h.row, y.asked_until,
               h.day < y.first_day OR h.nature = 'opening' AS older,
               sum(h.amount_fen) OVER (PARTITION BY h.case_no ORDER BY
                   h.nature <> 'opening', h.day, h.return_id, h.sheet, h.row, h.amount_fen
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
               - coalesce(u.used_fen, 0) AS left_after
        FROM held_money h JOIN listed_cases c ON c.case_no = h.case_no
        JOIN paying y ON y.court = c.court
        LEFT JOIN used u ON u.case_no = h.case_no
        WHERE h.amount_fen > 0 AND h.day <= y.asked_until),
    lying AS (
        SELECT *, least(amount_fen, greatest(left_after, 0)) AS left_fen,
               date_diff('day', day, asked_until) AS days
        FROM queue)
    SELECT l.court, l.case_no, l.officer, l.team, l.cause, l.party, l.day, l.days,
           CAST(l.left_fen AS BIGINT) AS left_fen, CAST(coalesce(o.older_fen, 0) AS BIGINT)
               AS older_fen, t.file_name,
           l.sheet, l.row
    FROM lying l
    LEFT JOIN (SELECT case_no, sum(left_fen) AS older_fen FROM lying WHERE older GROUP BY case_no) o
      ON o.case_no = l.case_no
    LEFT JOIN returns t ON t.return_id = l.return_id
    WHERE NOT l.older AND l.left_fen > 0 AND l.days > {days}
    ORDER BY l.days DESC, l.court, l.case_no, l.row"""


def unpaid_list(connection: Engine, asked: Asked, paying: Mapping[str, PaidDays]) -> CaseList:
    """Money that came in, lies on the court's account and was not paid out in time."""
    known = {court: paying[court] for court in asked.courts if court in paying}
    rows: list[tuple[Any, ...]] = []
    if known:
        values = ", ".join(
            f"({sql_word(court)}, {sql_day(each.first)}, {sql_day(min(each.last, asked.day))})"
            for court, each in known.items()
        )
        words = " OR ".join(f"v.manner LIKE {sql_word(f'%{word}%')}" for word in not_held())
        select = _UNPAID.format(
            paying=values,
            not_held=f"({words})",
            days=limit("payout_days"),
            day=sql_day(asked.day),
        )
        rows = connection.execute(listing(asked, select)).fetchall()
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        counts[row[7]] += 1
    shown = rows if asked.most is None else rows[: asked.most]
    return CaseList(
        kind="unpaid",
        title=list_title("unpaid"),
        rule=list_rule("unpaid"),
        lines=tuple(_unpaid_line(row, known[row[0]], asked.day) for row in shown),
        buckets=in_buckets(buckets("unpaid"), list(counts.items())),
        total=len(rows),
        silent=tuple(
            court
            for court in asked.courts
            if court not in known and (court in asked.until or court in asked.due)
        ),
    )


def _unpaid_line(row: tuple[Any, ...], paying: PaidDays, day: date) -> CaseLine:
    court, case_no, officer, team, cause, party, received, days, left, older, file, sheet, at = row
    notes = []
    missing = [span for span in paying.gaps if span[1] >= received]
    if missing:
        spans = "、".join(f"{_shown(first)}至{_shown(last)}" for first, last in missing)
        notes.append(list_word("gaps", days=spans))
    if paying.last < day:
        notes.append(list_word("paid_until", day=_shown(paying.last)))
    if older:
        amount = f"{round_half_up(in_unit(older, '万元'), 2)}万元"
        notes.append(list_word("older_money", amount=amount))
    return CaseLine(
        court=court,
        case_no=case_no,
        officer=officer or "",
        team=team or "",
        cause=cause or "",
        party=party or "",
        day=received,
        days=days,
        amount_fen=left,
        note="、".join(notes),
        origin=place_of(file, sheet, at),
    )


def _shown(day: date) -> str:
    return f"{day.month}月{day.day}日"
