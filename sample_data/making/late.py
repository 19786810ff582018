"""The closings that an issue counts late, or takes back: 补报及更正前期.

In: what was known at two issues. Out: the cases of the difference.
Refuses to know figures.
"""

from dataclasses import dataclass
from datetime import date

from sample_data.making.accounting import Account
from sample_data.making.figures import Knowledge
from sample_data.making.weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A closing of an earlier week that an issue counts for the first time, or takes back."""

    week: str
    court: str
    case_no: str
    closed_on: date
    change: int
    actions: tuple[str, ...]


def late_closings(week: Week, now: Knowledge, before: Knowledge | None) -> list[Late]:
    """The cases of 补报及更正前期 of one issue."""
    old = _closings_before(before, week.start)
    new = _closings_before(now, week.start)
    changes = [(key, 1, new[key]) for key in new.keys() - old.keys()]
    changes += [(key, -1, old[key]) for key in old.keys() - new.keys()]
    late = [
        Late(
            week=week.id,
            court=account.court,
            case_no=number,
            closed_on=closed_on,
            change=change,
            actions=account.actions,
        )
        for (number, closed_on), change, account in changes
    ]
    return sorted(late, key=lambda x: (x.court, x.closed_on, x.case_no, x.change))


def _closings_before(known: Knowledge | None, day: date) -> dict[tuple[str, date], Account]:
    return {
        (account.last.case_no, account.closed_on): account
        for account in (known.accounts if known else ())
        if account.closed_on and account.closed_on < day
    }
