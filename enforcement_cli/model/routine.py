"""The routine as the campaign file declares it: what every run does, and where its files are taken.

Comes in: nothing. Goes out: values of `[routine]`. Refuses to know TOML and to do any of it.
"""

from dataclasses import dataclass
from typing import Literal

from enforcement_cli.model.period import PeriodKind

RunKind = Literal["daily", "weekly", "monthly"]
RUN_KINDS: tuple[RunKind, ...] = ("daily", "weekly", "monthly")
RUN_NAMES: dict[RunKind, str] = {"daily": "每日", "weekly": "每周", "monthly": "每月"}
BULLETIN_OF: dict[RunKind, PeriodKind] = {"daily": "day", "weekly": "week", "monthly": "month"}

# What a bulletin may be written as.
FORMATS = ("md", "xlsx", "docx", "html", "pdf")
# What a delivery takes: bulletins (the published files where the routine publishes), texts of the
# chase, marked copies and notices.
Goods = Literal["bulletins", "chase", "marked"]
GOODS: tuple[Goods, ...] = ("bulletins", "chase", "marked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where files go after a run: into a folder that is there, or to a program of the user's.

    `command` is an argument list, never a line for a shell. `environment_file` has the secrets of
    that program, one `NAME=value` a line; only the program gets them. `seconds`: how long it may
    take.
    """

    name: str
    kind: Literal["copy", "command"]
    runs: tuple[RunKind, ...] = RUN_KINDS
    goods: Goods = "bulletins"
    to: str = ""
    command: tuple[str, ...] = ()
    seconds: int = 60
    environment_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """What runs do besides taking the inbox in, looking who is missing, and drafting.

    `daily_bulletin` None: where the campaign waits for a return every day. `publish_by` is who
    stands for what the routine publishes.
    """

    mark: bool = False
    formats: tuple[str, ...] = ("md", "xlsx")
    publish: bool = False
    publish_by: str = ""
    daily_bulletin: bool | None = None
    deliveries: tuple[Delivery, ...] = ()
