"""Lists of cases somebody must look at: overdue, due soon, ageing, 重点, 终本, money held, 督办."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

CaseListKind = Literal[
    "overdue", "due_soon", "ageing", "key", "interim", "unpaid", "todos", "livelihood_interim"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case or matter in a list. Money in 分, `days` as the list counts them."""

    court: str
    case_no: str
    officer: str = ""
    team: str = ""
    cause: str = ""
    party: str = ""
    day: date | None = None
    days: int | None = None
    amount_fen: int | None = None
    state: str = ""
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """A list with its rule in words; `buckets` are counts by name (账龄), in order.

    `total` may exceed the lines shown.
    """

    kind: CaseListKind
    title: str
    rule: str
    lines: tuple[CaseLine, ...] = ()
    buckets: tuple[tuple[str, int], ...] = ()
    total: int = 0
    silent: tuple[str, ...] = ()
