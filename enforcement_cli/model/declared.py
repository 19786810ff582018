"""One figure that a court itself declared: in an aggregate return, or by telephone.

Comes in: nothing. Goes out: the value with its days and its cell. Refuses to know whether it is
printed: that is decided where it meets what the ledgers give.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A stated figure in force, of several for the same days the latest.

    `value` is 分 for money (unit `fen`), else a count of `unit`; it speaks of `start` to `end`, both
    days in. `cumulative`: it was stated as a figure to date. `doubted`: a check has put it aside
    until it is explained or corrected. `by` and `at` say who recorded a number that came by
    telephone, and when. A zero report states no cell: its `row` is None.
    """

    court: str
    action: str | None
    indicator: str
    start: date
    end: date
    value: int
    unit: str
    return_id: int
    cumulative: bool = False
    phoned: bool = False
    doubted: bool = False
    file_name: str = ""
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    by: str = ""
    at: datetime | None = None
