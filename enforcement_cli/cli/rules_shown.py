"""How a check looks on the screen and in JSON: its card, its examples, what a setting changes.

Comes in: cards and findings. Goes out: printed lines and plain values. Refuses to know a store.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.model.problem import CheckSetting, Rule, Severity
    from enforcement_cli.workflow.recheck import Found
    from enforcement_cli.workflow.rules import RuleCard

_FACT = re.compile(r"\{\w+\}")
LEVELS = {
    "file": "文件", "structure": "结构", "field": "单元格", "row": "行内", "cross-row": "行间",
    "cross-period": "各期之间", "cross-court": "法院之间", "previous": "与上次报送",
    "target": "目标", "publication": "发布",
}  # fmt: skip
_EFFECTS = {
    "refuse": "整份不收", "hold": "这一行（这一数）不计入", "blank": "这一格按缺失处理",
    "mark": "照计并标记", "say": "只告知",
}  # fmt: skip


def standing_severity(card: "RuleCard") -> "Severity":
    """The severity it has here."""
    return (card.in_force or card.rule).severity


def standing(card: "RuleCard") -> str:
    """Whether it is on here, and whether by the campaign's own setting."""
    changed = "，本行动改过" if card.settings else ""
    return card.standing + changed


def show_card(card: "RuleCard") -> None:
    """All there is to say of one check."""
    from enforcement_cli.model.problem import SEVERITY_NAMES

    rule = card.in_force or card.rule
    say(f"{rule.code} {rule.title}")
    say(
        f"等级：{SEVERITY_NAMES[rule.severity]}（{_EFFECTS[rule.effect]}）    层次：{LEVELS[rule.level]}"
    )
    waits = f"，等{rule.waits}" if rule.waits else ""
    say(f"状态：{standing(card)}{waits}")
    say(f"说明：{_FACT.sub('…', rule.message)}")
    if rule.remedy:
        say(f"改法：{_FACT.sub('…', rule.remedy)}")
    if rule.why:
        say(f"为什么查：{rule.why}")
    if rule.unconfirmed:
        say("依据：法定上限尚待核对，因此只要求核实，界限可以改。")
    _examples(rule)
    for name, value in rule.thresholds.items():
        shipped = card.rule.thresholds[name]
        say(f"界限：{name} = {value}{f'（原为 {shipped}）' if value != shipped else ''}")
    for setting in card.settings:
        span = f"{setting.since or '开始'} 至 {setting.until or '结束'}"
        say(f"本行动的设置：{'开' if setting.on else '关'}，{span}{_because(setting.reason)}")
    if card.states:
        states = "，".join(f"{_STATES.get(s, s)} {n}" for s, n in sorted(card.states.items()))
        say(f"查出过 {card.states.total()} 处：{states}")


_STATES = {
    "open": "待答复", "corrected": "已更正", "explained": "已说明", "waived": "已免于追究",
    "expired": "说明已到期",
}  # fmt: skip


def _because(reason: str) -> str:
    return f"，{reason}" if reason else ""


def _examples(rule: "Rule") -> None:
    if rule.fails:
        say(f"不通过的例子：{rule.fails}")
    if rule.passes:
        say(f"通过的例子：{rule.passes}")


def show_examples(rule: "Rule", *, as_json: bool) -> None:
    """The examples of a check, and how it is tried on a file."""
    if not as_json:
        say(f"{rule.code} {rule.title}")
        _examples(rule)
        say(f"在文件上试：enforce rules test {rule.code} 文件")
    data = {"code": rule.code, "fails": rule.fails, "passes": rule.passes}
    finish(Ending(command="rules", data=data), as_json=as_json)


def as_toml(setting: "CheckSetting") -> str:
    """What to write into the campaign file for a setting."""
    lines = ["[[campaign.check]]", f'code = "{setting.code}"']
    if not setting.on:
        lines.append("on = false")
    if setting.severity:
        lines.append(f'severity = "{setting.severity}"')
    if setting.since:
        lines.append(f"from = {setting.since}")
    if setting.thresholds:
        inner = ", ".join(f'{name} = "{value}"' for name, value in setting.thresholds.items())
        lines.append(f"thresholds = {{ {inner} }}")
    return "\n".join((*lines, 'reason = "…"'))


def show_found(word: str, found: "Iterable[Found]") -> None:
    """Findings, each with its file and cell."""
    for item in found:
        say(f"{word}  {item.stored.file_name} {item.problem.origin.cell}：{item.problem.message}")


def found_json(item: "Found") -> dict[str, Any]:
    """A finding as a plain value."""
    return {
        "return": item.stored.return_id,
        "court": item.stored.court,
        "period": {"start": item.stored.period_start, "end": item.stored.period_end},
        "file": item.stored.file_name,
        "severity": item.problem.severity,
        "cell": item.problem.origin.cell,
        "message": item.problem.message,
    }


def card_json(card: "RuleCard") -> dict[str, Any]:
    """A card as a plain value."""
    rule = card.in_force or card.rule
    return {
        "code": rule.code, "title": rule.title, "level": rule.level, "severity": rule.severity,
        "effect": rule.effect, "on": card.in_force is not None, "waits": rule.waits or None,
        "unconfirmed": rule.unconfirmed, "message": rule.message, "remedy": rule.remedy,
        "why": rule.why, "fails": rule.fails, "passes": rule.passes,
        "thresholds": dict(rule.thresholds), "problems": dict(card.states),
    }  # fmt: skip
