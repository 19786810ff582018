"""The words and limits of case lists and of figures by team and officer.

Comes in: the table case_lists.toml. Goes out: titles, rules, ageing buckets, limits as numbers.
Refuses to know which case is in which list.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from enforcement_cli.model.case_list import CaseListKind
from enforcement_cli.vocabulary.tables import load

LIST_KINDS: tuple[CaseListKind, ...] = (
    "overdue", "due_soon", "ageing", "key", "interim", "livelihood_interim", "unpaid", "todos",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A span of days, both ends in; `to` None: no upper end."""

    name: str
    first: int = 0
    to: int | None = None

    def holds(self, days: int) -> bool:
        """Whether a number of days lies in it."""
        return days >= self.first and (self.to is None or days <= self.to)


def limit(name: str) -> int:
    """A limit in days or months, as its name ends."""
    return int(load("case_lists")["limits"][name])


def buckets(kind: CaseListKind) -> tuple[Bucket, ...]:
    """The buckets of a list in order; empty for a list without."""
    return tuple(
        Bucket(name=entry["name"], first=entry.get("from", 0), to=entry.get("to"))
        for entry in load("case_lists").get(kind, ())
    )


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return {entry["kind"]: entry for entry in load("case_lists")["list"]}


def _limits() -> dict[str, int]:
    soon = max(bucket.to or 0 for bucket in buckets("due_soon"))
    return {**load("case_lists")["limits"], "due_days": soon}


def list_title(kind: CaseListKind) -> str:
    """The printed title of a list."""
    return str(_entries()[kind]["title"]).format_map(_limits())


def list_rule(kind: CaseListKind) -> str:
    """What is in the list, in a sentence with its limits."""
    return str(_entries()[kind]["rule"]).format_map(_limits())


def list_word(name: str, **facts: object) -> str:
    """A remark beside a line.

    >>> list_word("early", months=3)
    '立案不满3个月'
    """
    return str(load("case_lists")["words"][name]).format_map(facts)


def not_held() -> tuple[str, ...]:
    """Words of a manner of payment by which money never lies on the court's account."""
    return tuple(load("case_lists")["payout"]["not_held"])


def is_done(state: str) -> bool:
    """Whether a 督办 item with this state needs no more doing."""
    return state in load("case_lists")["todo"]["done"]


def staff_blank(by: str) -> str:
    """The line of cases whose team or officer nobody stated.

    >>> staff_blank("team")
    '未填团队'
    """
    return str(load("case_lists")["staff"][by])


def names_several(name: str) -> bool:
    """Whether a cell that should name one officer names several.

    >>> names_several("张三/李四"), names_several("张三")
    (True, False)
    """
    separators = re.escape(load("case_lists")["staff"]["separators"])
    return re.search(f"[{separators}]", name) is not None
