"""Lists of cases somebody must look at, as they stand on a day.

Comes in: the relations of the store, a campaign, a period and whose cases are wanted. Goes out:
CaseLists with the cell each line stands in. Limits and titles are vocabulary/case_lists.toml; money
that was not paid out is unpaid's. Refuses to mask: lines hold names as they were sent.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from enforcement_cli.indicator.list_ground import (
    LEFT_FEN,
    Asked,
    listing,
    place_of,
    sql_day,
    sql_word,
)
from enforcement_cli.model.case_list import CaseLine, CaseList, CaseListKind
from enforcement_cli.model.engine import Engine
from enforcement_cli.vocabulary.case_lists import (
    Bucket,
    buckets,
    limit,
    list_rule,
    list_title,
    list_word,
)
from enforcement_cli.vocabulary.words import close_method_name

OPEN_STATE = "未结"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One list as SQL over `listed_cases`: which, what day and days stand there, in which order."""

    where: Callable[[Asked], str]
    day: str
    days: Callable[[Asked], str]
    order: str
    of_open: bool = False


def _open(asked: Asked) -> str:
    """Open at the day, as the figure of open cases counts them: filed by then, not closed by then."""
    return f"filed_on <= {sql_day(asked.day)} AND {_not_closed(asked)}"


def _not_closed(asked: Asked) -> str:
    return f"(closed_on IS NULL OR closed_on > {sql_day(asked.day)})"


def _interim(asked: Asked) -> str:
    span = f"{sql_day(asked.start)} AND {sql_day(asked.day)}"
    return f"close_method = 'closed_interim' AND closed_on BETWEEN {span}"


def _to_review(asked: Asked) -> str:
    months = limit("interim_months")
    early = f"closed_on <= CAST(filed_on + INTERVAL {months} MONTH AS DATE)"
    return f"{_interim(asked)} AND (coalesce({early}, false) OR coalesce({_PAID_UP}, false))"


# As R-19: something came in, and with what was waived it is all that was asked for.
_PAID_UP = f"({LEFT_FEN}) = 0 AND recovered_fen > 0"


def _livelihood(asked: Asked) -> str:
    causes = ", ".join(sql_word(cause) for cause in sorted(asked.livelihood)) or "''"
    return f"{_interim(asked)} AND coalesce(list_has_any(classes, [{causes}]), false)"


def _soon(asked: Asked) -> str:
    far = max(bucket.to or 0 for bucket in buckets("due_soon"))
    first, last = sql_day(asked.day), sql_day(asked.day + timedelta(days=far))
    return f"{_open(asked)} AND deadline BETWEEN {first} AND {last}"


def _since_filing(asked: Asked) -> str:
    end = sql_day(asked.day)
    last = f"CASE WHEN closed_on <= {end} THEN closed_on ELSE {end} END"
    return f"date_diff('day', filed_on, {last})"


_KINDS: dict[CaseListKind, _Kind] = {
    "overdue": _Kind(
        where=lambda asked: f"{_open(asked)} AND deadline < {sql_day(asked.day)}",
        day="deadline",
        days=lambda asked: f"date_diff('day', deadline, {sql_day(asked.day)})",
        order="days DESC",
        of_open=True,
    ),
    "due_soon": _Kind(
        where=_soon,
        day="deadline",
        days=lambda asked: f"date_diff('day', {sql_day(asked.day)}, deadline)",
        order="days",
        of_open=True,
    ),
    "ageing": _Kind(
        where=_open, day="filed_on", days=_since_filing, order="days DESC", of_open=True
    ),
    "key": _Kind(where=lambda _: "is_key", day="filed_on", days=_since_filing, order="court"),
    "interim": _Kind(where=_to_review, day="closed_on", days=_since_filing, order="closed_on"),
    "livelihood_interim": _Kind(
        where=_livelihood, day="closed_on", days=_since_filing, order="closed_on"
    ),
}


def case_list(connection: Engine, kind: CaseListKind, asked: Asked) -> CaseList:
    """One list of cases: overdue, due soon, by age, 重点, 终本 to look at."""
    form = _KINDS[kind]
    where, days = form.where(asked), form.days(asked)
    most = "" if asked.most is None else f"LIMIT {asked.most}"
    select = f"""
        SELECT court, case_no, officer, team, cause, coalesce(debtor, applicant) AS party,
               {form.day} AS day, {days} AS days, left_fen, closed_on, close_method, filed_on,
               due_on, deducted_days, file_name, sheet, row
        FROM listed_cases WHERE {where}
        ORDER BY {form.order}, court, case_no {most}"""
    rows = connection.execute(listing(asked, select)).fetchall()
    of_days = f"""
        SELECT {days} AS days, count(*) AS cases FROM listed_cases WHERE {where} GROUP BY {days}"""
    counts = connection.execute(listing(asked, of_days)).fetchall()
    unknown = 0
    if form.of_open:
        undated = f"""
            SELECT count(*) FROM listed_cases WHERE filed_on IS NULL AND {_not_closed(asked)}"""
        found = connection.execute(listing(asked, undated)).fetchone()
        unknown = int(found[0]) if found else 0
    return CaseList(
        kind=kind,
        title=list_title(kind),
        rule=list_rule(kind) + (list_word("unknown", count=unknown) if unknown else ""),
        lines=tuple(_line(kind, asked, row) for row in rows),
        buckets=in_buckets(buckets(kind), counts),
        total=sum(int(count) for _, count in counts),
        silent=asked.silent,
    )


def in_buckets(
    spans: Sequence[Bucket], counts: Sequence[tuple[Any, ...]]
) -> tuple[tuple[str, int], ...]:
    """Counts by days put into buckets, in order; () for a list without buckets."""
    return tuple(
        (span.name, sum(int(count) for days, count in counts if span.holds(int(days))))
        for span in spans
    )


def _line(kind: CaseListKind, asked: Asked, row: tuple[Any, ...]) -> CaseLine:
    court, case_no, officer, team, cause, party, day, days, left, closed, method = row[:11]
    filed, due, deducted, file, sheet, at = row[11:]
    is_open = closed is None or closed > asked.day
    notes = []
    if kind in ("overdue", "due_soon"):
        if due is None:
            notes.append(list_word("assumed_due", months=limit("execution_months")))
        if deducted:
            notes.append(list_word("days_taken_off", days=deducted))
    if kind == "interim":
        notes += _why_reviewed(filed, closed, left)
    until = asked.until.get(court)
    if is_open and until is not None and until < asked.day:
        notes.append(list_word("known_until", day=f"{until.month}月{until.day}日"))
    return CaseLine(
        court=court,
        case_no=case_no,
        officer=officer or "",
        team=team or "",
        cause=cause or "",
        party=party or "",
        day=day,
        days=days,
        amount_fen=left,
        state=OPEN_STATE if is_open else close_method_name(method or ""),
        note="、".join(notes),
        origin=place_of(file, sheet, at),
    )


def _why_reviewed(filed: date | None, closed: date, left: int | None) -> list[str]:
    notes = []
    months = limit("interim_months")
    if filed is not None and closed <= _months_after(filed, months):
        notes.append(list_word("early", months=months))
    if left == 0:
        notes.append(list_word("nothing_left"))
    return notes


def _months_after(day: date, months: int) -> date:
    """The same day some months on, the month's last where it has none such, as SQL has it."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
