"""The versions of one return: what was sent again, what differs, what had been found.

Comes in: nothing. Goes out: values. Refuses to know where they are stored and what to make of them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from enforcement_cli.model.origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file a court sent for a form and period. `stored`: its facts entered."""

    return_id: int
    file_name: str
    court: str
    form: str
    campaign: str
    period_start: date
    period_end: date
    received_at: datetime
    stored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing two versions of a return say differently.

    `key` is the case, the action or the event; `field` a column, or an indicator with its basis.
    `before` and `now` are texts, 分 where `money`; None where that version does not say it. `days`
    are the days the two statements are of, where they have any; `reason` is what the new version
    notes beside it that the old one did not.
    """

    table: str
    key: str
    field: str
    before: str | None
    now: str | None
    origin: Origin
    money: bool = False
    days: tuple[date, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem of one version by itself, 退回 or 核实. `thing` is the same in every version."""

    code: str
    thing: str
    place: str
    message: str
    open: bool
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A bulletin that went out: its number, the last day it speaks of, what was known then.

    `ranked`: it put the courts in order.
    """

    number: int
    kind: Literal["day", "week", "month", "quarter", "year", "total", "custom", "operation"]
    period_end: date
    known_at: datetime
    ranked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resubmission:
    """The last two submissions of a return, and all that is to be told about the second.

    `times` counts submissions, `changes` is None where the earlier one was refused whole or the
    form holds no figures. `followed`: a return of a later period had come when this one came.
    """

    last: Submission
    previous: Submission
    times: int
    changes: tuple[Change, ...] | None
    found_before: tuple[Finding, ...] = ()
    found: tuple[Finding, ...] = ()
    followed: bool = False
    issues: tuple[Issued, ...] = ()
