"""What a campaign promises, counted from its cases and events and held against the promise.

In: cases, events. Out: figures of truth/figures.csv; a ValueError where a promise fails.
Refuses to know the program that reads the returns.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from sample_data.making.plain.nouns import COMPLETED, INTERIM, Case, Event, Span


def closed_count(cases: Iterable[Case], span: Span, method: str = "") -> int:
    """Distinct cases closed in a span."""
    return len({c.case_no for c in cases if c.closed_in(span.start, span.end, method)})


def recovered(cases: Iterable[Case], span: Span) -> int:
    """Fen received in a span."""
    return sum(case.paid(span.start, span.end) for case in cases)


def persons(events: Iterable[Event], kind: str, span: Span) -> int:
    """Distinct persons a measure was taken against in a span."""
    return len({e.person_id for e in events if e.kind == kind and span.holds(e.on)})


def times(events: Iterable[Event], kind: str, span: Span) -> int:
    """How often a measure was taken in a span (人次, 次, 套 …)."""
    return sum(e.quantity or 1 for e in events if e.kind == kind and span.holds(e.on))


def promise(what: str, got: int, expected: int) -> None:
    """Hold a count against what the campaign promises.

    Raises:
        ValueError: they differ.
    """
    if got != expected:
        raise ValueError(f"{what}: {got} is not {expected}")


def check_cases(cases: Sequence[Case], *, wanted: Callable[[Case], bool] | None = None) -> None:
    """Prove that no case provokes a finding that was not planted.

    Raises:
        ValueError: a number given twice, or a case nobody would believe.
    """
    if len({case.case_no for case in cases}) != len(cases):
        raise ValueError("a case number is given twice")
    for case in cases:
        if wanted is None or wanted(case):
            _check_case(case)


def _check_case(case: Case) -> None:
    closing = case.closing
    money = sum(payment.fen for payment in case.payments)
    rest = case.claim_fen - money - case.waived_fen
    method = closing.method if closing else ""
    wrong = (
        rest < 0
        or (method == COMPLETED and rest != 0)
        or (method == INTERIM and rest == 0)
        or any(payment.on < case.filed_on for payment in case.payments)
        or bool(closing and closing.on < case.filed_on)
        or bool(closing and any(payment.on > closing.on for payment in case.payments))
    )
    if closing and method == INTERIM:
        wrong |= closing.on - case.filed_on < timedelta(days=95)
    if wrong:
        raise ValueError(f"implausible case {case}")
