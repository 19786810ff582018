"""The actions and targets of a campaign: conditions, unions, bounds, and what they refer to.

Comes in: the [[campaign.action]] and [[campaign.target]] tables. Goes out: actions and targets
whose references all exist. Refuses to know indicators: a workspace may declare its own.
"""

from collections.abc import Sequence
from typing import Literal

from enforcement_cli.model.campaign import Action, FrozenAt, Phase, Target
from enforcement_cli.model.court import Court
from enforcement_cli.vocabulary.words import cause_names
from enforcement_cli.workflow.campaign.amounts import bounds, money_fen, written_as
from enforcement_cli.workflow.campaign.courts import court_code
from enforcement_cli.workflow.campaign.section import Section, check_unique, nearest

_CONDITIONS = (
    "claim_at_most",
    "claim_above",
    "causes",
    "filed_before",
    "status",
    "party",
    "declared",
    "any_of",
    "all_of",
)
ACTION_KEYS = ("id", "name", *_CONDITIONS, "frozen_at")
TARGET_KEYS = (
    "court",
    "action",
    "indicator",
    "at_least",
    "at_most",
    "between",
    "clear",
    "from",
    "by",
    "phase",
    "reason",
)
_FROZEN: tuple[FrozenAt, ...] = ("baseline", "closing", "never")
_STATES: tuple[Literal["open", "closed"], ...] = ("open", "closed")


def read_actions(sections: Sequence[Section], campaign_keys: Sequence[str]) -> tuple[Action, ...]:
    """The actions of a campaign, in the order of the file.

    Raises:
        BadConfiguration: a wrong value, an unknown cause or action, a circle of unions.
    """
    actions = tuple(_action(section, campaign_keys) for section in sections)
    check_unique(sections, "id", "行动编号")
    ids = [action.id for action in actions]
    for section, action in zip(sections, actions, strict=True):
        for key, members in (("any_of", action.any_of), ("all_of", action.all_of)):
            for position, member in enumerate(members):
                _check_action(section, (key, position), member, ids)
    _check_circles(sections, actions)
    return actions


def read_target(
    section: Section,
    *,
    courts: Sequence[Court],
    actions: Sequence[Action],
    phases: Sequence[Phase],
    campaign_keys: Sequence[str],
) -> Target:
    """One target, its bounds in the indicator's base unit.

    Raises:
        BadConfiguration: a wrong value, or an unknown court, action or phase.
    """
    section.check_keys(TARGET_KEYS, campaign_keys)
    action = section.text("action", "") or None
    if action:
        _check_action(section, ("action",), action, [each.id for each in actions])
    phase = section.text("phase", "") or None
    names = [each.name for each in phases]
    if phase and phase not in names:
        raise section.fault(
            ("phase",),
            f"“{phase}”不是本次行动的阶段。",
            _listing(phase, names, "[[campaign.phase]]"),
        )
    indicator = section.text("indicator", "cases_open" if "clear" in section.values else None)
    low, high = bounds(section, indicator)
    start, by = section.day_or_none("from"), section.day_or_none("by")
    if start and by and by < start:
        raise section.fault(("by",), f"{by} 早于 from 的 {start}。", "请核对两个日期。")
    return Target(
        indicator=indicator,
        court=court_code(section, "court", courts),
        action=action,
        at_least=low,
        at_most=high,
        by=by,
        start=start,
        phase=phase,
        reason=section.text("reason", ""),
        written=written_as(section),
        where=section.where(),
    )


def _action(section: Section, campaign_keys: Sequence[str]) -> Action:
    section.check_keys(ACTION_KEYS, campaign_keys)
    identifier, name = section.identifier(hyphen=False), section.text("name")
    if not any(key in section.values for key in _CONDITIONS):
        raise section.fault(
            (), "没有写条件，等于所有案件。", f"请写至少一个条件：{'、'.join(_CONDITIONS)}。"
        )
    at_most, above = money_fen(section, "claim_at_most"), money_fen(section, "claim_above")
    if at_most is not None and above is not None and above >= at_most:
        raise section.fault(
            ("claim_above",), "不小于 claim_at_most，没有案件能符合。", "请核对两个金额。"
        )
    return Action(
        id=identifier,
        name=name,
        claim_at_most_fen=at_most,
        claim_above_fen=above,
        causes=_causes(section),
        filed_before=section.day_or_none("filed_before"),
        status=section.choice("status", _STATES, "open") if "status" in section.values else None,
        party=section.choice("party", ("enterprise",), "enterprise")
        if "party" in section.values
        else "",
        declared=section.flag("declared"),
        any_of=section.texts("any_of"),
        all_of=section.texts("all_of"),
        frozen_at=section.choice("frozen_at", _FROZEN, "closing"),
    )


def _causes(section: Section) -> tuple[str, ...]:
    causes = section.texts("causes")
    names = cause_names()
    for position, cause in enumerate(causes):
        if cause in names:
            continue
        keys = {name: key for key, name in names.items()}
        hint = f"“{cause}”的编号是 {keys[cause]}。" if cause in keys else nearest(cause, names)
        listing = "、".join(f"{key}（{name}）" for key, name in names.items())
        raise section.fault(
            ("causes", position), f"“{cause}”不是案由类别。", f"{hint}可以写的是：{listing}。"
        )
    return causes


def _check_action(
    section: Section, path: tuple[str | int, ...], action: str, ids: Sequence[str]
) -> None:
    if action not in ids:
        raise section.fault(
            path, f"“{action}”不是本次行动的类别。", _listing(action, ids, "[[campaign.action]]")
        )


def _listing(word: str, known: Sequence[str], header: str) -> str:
    if not known:
        return f"请先写一张 {header}，或删去这一项。"
    return f"{nearest(word, known)}{header} 里有：{'、'.join(known)}。"


def _check_circles(sections: Sequence[Section], actions: Sequence[Action]) -> None:
    """Refuse an action that is made, directly or through others, of itself."""
    members = {action.id: (*action.any_of, *action.all_of) for action in actions}
    for section, action in zip(sections, actions, strict=True):
        reached: set[str] = set()
        waiting = list(members[action.id])
        while waiting:
            member = waiting.pop()
            if member not in reached:
                reached.add(member)
                waiting.extend(members[member])
        if action.id in reached:
            key = "any_of" if action.any_of else "all_of"
            raise section.fault(
                (key,), f"绕了一圈又包含 {action.id} 自己。", "请从 any_of 或 all_of 里去掉一个。"
            )
