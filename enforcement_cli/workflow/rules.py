"""The checks as a clerk looks at them: what they ask, how they are set here, how often they fired.

Comes in: a room, a code. Goes out: cards. Refuses to read a file and to change a setting: that is
an edit of the campaign file.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.problem import CheckSetting, Rule
from enforcement_cli.store.problems import Wanted
from enforcement_cli.vocabulary.checks import catalogue, rules_in_force
from enforcement_cli.workflow.problems import problems_of
from enforcement_cli.workflow.state import Room

_LIKE_ENOUGH = 40
_CODE = re.compile(r"([A-Z])-?(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """One check here: as in force for periods ending now (None: off or waiting), and its record.

    `states` counts the problems it has raised so far by their state.
    """

    rule: Rule
    in_force: Rule | None
    settings: tuple[CheckSetting, ...] = ()
    states: Counter[str] = field(default_factory=Counter)

    @property
    def standing(self) -> str:
        """开, 关, 尚未提供."""
        if self.rule.waits:
            return "尚未提供"
        return "开" if self.in_force else "关"


def rule_cards(room: Room | None, day: date, known_at: datetime) -> list[RuleCard]:
    """Every check, in the order of the ladder of levels; without a room as shipped."""
    settings = room.campaign.checks if room else ()
    rules = rules_in_force(settings, day)
    states: dict[str, Counter[str]] = {}
    for problem in problems_of(room, known_at, Wanted(fixed=True)) if room else ():
        states.setdefault(problem.code, Counter())[problem.state] += 1
    return [
        RuleCard(
            rule=shipped,
            in_force=rules.get(code),
            settings=tuple(setting for setting in settings if setting.code == code),
            states=states.get(code, Counter()),
        )
        for code, shipped in catalogue().items()
    ]


def known_code(text: str) -> str:
    """The code as declared, however it was typed (r-19, R19).

    Raises:
        UnknownName: no check has it; the nearest is named.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().upper()
    rules = catalogue()
    parts = _CODE.fullmatch(wanted)
    found = f"{parts[1]}-{int(parts[2]):02d}" if parts else wanted
    if found in rules:
        return found
    from rapidfuzz import fuzz, process

    near = process.extractOne(wanted, list(rules), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    raise UnknownName(
        f"没有检查“{text}”。{f'是不是 {near[0]}？' if near else ''}",
        remedy="用 enforce rules list 看全部代码。",
    )
