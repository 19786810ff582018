"""What is wrong with a return, as values: code, place, facts. Codes are those of checks.md."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

from enforcement_cli.model.origin import Origin

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check of the catalogue, declared in vocabulary/checks.toml.

    `message` and `remedy` are templates whose `{names}` are the facts of its problems.
    """

    code: str
    level: Level
    severity: Severity
    effect: Effect
    title: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A check that fired. The message is rendered on demand from the rule and these facts.

    `field` is the canonical field it concerns, `case_no` the case, both empty when there is none;
    with code and place they make its identity (`key`), so the same doubt stated again by next
    week's return of the same court is recognised. `command` is the command line that answers it,
    where there is one.
    """

    rule: Rule
    origin: Origin
    facts: dict[str, str] = dataclasses.field(default_factory=dict)
    field: str = ""
    case_no: str = ""
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
    """Facts of a message. A name the check did not give is a fault of ours, and shows as one."""

    def __missing__(self, key: str) -> str:
        msg = f"check message wants the fact {key!r}, given are {sorted(self)}"
        raise LookupError(msg)
