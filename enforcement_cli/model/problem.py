"""What is wrong with a return, as values: code, place, facts. Codes are those of checks.md."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.personal import without_numbers
from enforcement_cli.model.visible import in_a_line

Severity = Literal["return", "query", "note", "fixed"]
SEVERITIES: tuple[Severity, ...] = ("return", "query", "note", "fixed")
SEVERITY_NAMES: dict[Severity, str] = {
    "return": "退回",
    "query": "核实",
    "note": "提示",
    "fixed": "规整",
}

Level = Literal[
    "file",
    "structure",
    "field",
    "row",
    "cross-row",
    "cross-period",
    "cross-court",
    "previous",
    "target",
    "publication",
]
# What the program did about it: said it; stored the value marked; stored the cell as missing;
# held the row; refused the return.
Effect = Literal["say", "mark", "blank", "hold", "refuse"]


# What a check looks at: one return by itself, or the whole set of accepted returns. Problems of the
# set live and die with it: a later return may raise them on an earlier one, or take them away.
Over = Literal["return", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check of the catalogue, declared in vocabulary/checks/.

    `message` and `remedy` are templates whose `{names}` are the facts of its problems. `why` says
    what goes wrong where nobody asks; `fails` and `passes` are an example of each, in words.
    `thresholds` are numbers as text, in the unit their name ends with. `on` False: off unless a
    campaign switches it on. `unconfirmed`: rests on a legal ceiling that is to be confirmed.
    `always`: what is done about it goes on whether it is asked or not, so it cannot be off.
    `waits`: what no form or command can feed yet; such a check never fires. `since` and `until`
    bound the periods it is for, by their last day.
    """

    code: str
    level: Level
    severity: Severity
    effect: Effect
    title: str
    message: str
    remedy: str = ""
    why: str = ""
    fails: str = ""
    passes: str = ""
    over: Over = "return"
    on: bool = True
    unconfirmed: bool = False
    always: bool = False
    waits: str = ""
    since: date | None = None
    until: date | None = None
    thresholds: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def number(self, name: str) -> Decimal:
        """A threshold.

        Raises:
            KeyError: the check declares none of that name.
        """
        return Decimal(self.thresholds[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSetting:
    """What a campaign says of a check: off or on, another severity, other thresholds; from a day on.

    The latest setting whose `since` is not after a period's last day stands for that period.
    """

    code: str
    on: bool = True
    severity: Severity | None = None
    since: date | None = None
    until: date | None = None
    thresholds: Mapping[str, str] = dataclasses.field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A check that fired. The message is rendered on demand from the rule and these facts.

    `field` is the canonical field it concerns, `case_no` the case, both empty when there is none.
    `subject` is what is doubted, the same from one period's return to the next (an indicator with
    its basis and action, a pair of figures); with code, court and case it tells whether an earlier
    explanation is of the same thing. `value` is the number in doubt in base units (分, 件, %), None
    where there is none: an explanation may hold only within bounds of it. `command` is the command
    line that answers it, where there is one.
    """

    rule: Rule
    origin: Origin
    facts: dict[str, str] = dataclasses.field(default_factory=dict)
    field: str = ""
    case_no: str = ""
    subject: str = ""
    value: Decimal | None = None
    effect: Effect | None = None
    command: str = ""

    @property
    def code(self) -> str:
        """The rule's code, e.g. V-16."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The rule's severity."""
        return self.rule.severity

    @property
    def did(self) -> Effect:
        """What the program did: this problem's own effect, else the rule's."""
        return self.effect or self.rule.effect

    @property
    def message(self) -> str:
        """是什么、应该怎样, in the sender's words."""
        return self.rule.message.format_map(_Facts(self.facts))

    @property
    def remedy(self) -> str:
        """怎么办, for the sender, and the desk's command where one answers it."""
        said = self.rule.remedy.format_map(_Facts(self.facts))
        return f"{said}或运行：{self.command}" if self.command else said


class _Facts(dict[str, str]):
    """Facts of a message, each in one line, without what steers a terminal or leads to a person.

    A name the check did not give is a fault of ours, and shows as one.
    """

    def __init__(self, facts: Mapping[str, str]) -> None:
        super().__init__({name: without_numbers(in_a_line(value)) for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        msg = f"check message wants the fact {key!r}, given are {sorted(self)}"
        raise LookupError(msg)
