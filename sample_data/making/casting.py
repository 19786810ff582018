"""Who plays which part: choosing cases that fit, and giving them simple courses.

In: the cases while the story is told. Out: one case at a time.
Refuses to know the turns.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from sample_data.making.cases import Case, Closing, Payment
from sample_data.making.weeks import RAID


@dataclass(slots=True, kw_only=True)
class Story:
    """The cases while the story is told, and who plays which part."""

    cases: list[Case]
    parts: dict[str, int] = field(default_factory=dict)
    late: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def pick(story: Story, court: str, wanted: Callable[[Case], bool]) -> Case:
    """The first case of a court that fits and has no part yet."""
    found = next(
        case
        for case in story.cases
        if case.court == court and case.key not in story.used and not in_raid(case) and wanted(case)
    )
    story.used.add(found.key)
    return found


def in_raid(case: Case) -> bool:
    """Whether a case of 西丰 closed in its three-day operation."""
    closing = case.closing
    return bool(case.court == "辽1223" and closing and RAID[0] <= closing.on <= RAID[1])


def closed_in(case: Case, method: str, first: int, last: int, category: str = "A") -> bool:
    """Whether a case of some categories is first shown closed, so, in these weeks."""
    closing = case.closing
    return (
        closing is not None
        and closing.method == method
        and first <= closing.shown <= last
        and case.category in category
    )


def open_before(case: Case, day: date, category: str = "A") -> bool:
    """Whether a case of some categories was filed before a day and never closes."""
    return case.closing is None and case.filed_on < day and case.category in category


def paid_at_closing(case: Case, claim: int, fen: int) -> Case:
    """The same case with one payment, on the day it closed."""
    closed = closing_of(case)
    payment = Payment(on=closed.on, fen=fen, shown=closed.shown)
    return replace(case, claims=((0, claim),), waived_fen=0, payments=(payment,))


def closing_of(case: Case) -> Closing:
    """The closing of a case that has one."""
    if case.closing is None:
        raise ValueError(f"case {case.key} is open")
    return case.closing
