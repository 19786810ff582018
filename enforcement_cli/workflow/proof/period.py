"""Which period a text says it is of, so that nobody has to tell.

Comes in: a text and the campaign. Goes out: the period of its 统计区间 line. Refuses to guess from
anything else.
"""

import re

from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.proof.days import days_between
from enforcement_cli.vocabulary.proof import words_in
from enforcement_cli.workflow.periods import period_again, periods_of

_LINE_ENDS = re.compile(r"[\n　]")
_KINDS: tuple[PeriodKind, ...] = ("week", "month", "day", "quarter", "year")


def period_told(text: str, desk: Desk, campaign: Campaign) -> tuple[Period, Period | None] | None:
    """The period of a text and the one before it; None where it does not say, or of other days."""
    found = words_in("period", "days_line").search(text)
    if found is None:
        return None
    line = _LINE_ENDS.split(text[found.end() :], maxsplit=1)[0]
    span = days_between(line, campaign.end)
    if span is None or span[0] < campaign.start or span[1] > campaign.end:
        return None
    start, end = span
    for kind in _KINDS:
        for period in periods_of(kind, desk, campaign):
            if (period.start, period.end) == (start, end):
                return period_again(kind, start, end, desk, campaign)
    for operation in campaign.operations:
        if (operation.start, operation.end) == (start, end):
            return period_again("operation", start, end, desk, campaign)
    for phase in campaign.phases:
        if (phase.start, phase.end) == (start, end):
            return period_again("phase", start, end, desk, campaign)
    kind = "total" if start == campaign.start else "custom"
    label = "行动以来" if kind == "total" else f"{start} 至 {end}"
    return Period(kind=kind, start=start, end=end, label=label), None
