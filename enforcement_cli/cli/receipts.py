"""Receipts as a person reads them, and as design.md section 5 fixes them in JSON.

Comes in: receipts, what was written for each. Goes out: lines on standard output, plain values.
Refuses to decide anything about a return.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.model.problem import Problem
    from enforcement_cli.model.receipt import Receipt
    from enforcement_cli.workflow.sendback import SentBack, Told
    from enforcement_cli.workflow.state import Room

_SHOWN_PLACES = 5
_ASKED = {"return": "退回（必须改）", "query": "核实（改或说明）", "note": "提示", "fixed": "规整"}


def receipt_json(
    receipt: "Receipt", sent: "SentBack | None" = None, version: int | None = None
) -> dict[str, Any]:
    """A receipt as design.md section 5 fixes it, with what was written for it."""
    head = receipt.head
    return {
        "file": receipt.file,
        "court": head.court if head else None,
        "form": head.form if head else None,
        "period": {"start": head.period_start, "end": head.period_end} if head else None,
        "version": version,
        "status": receipt.status,
        "rows": receipt.rows,
        "held": receipt.held,
        "totals": receipt.totals,
        "marked": str(sent.marked) if sent and sent.marked else None,
        "notice": str(sent.notice) if sent and sent.notice else None,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "cell": problem.origin.cell,
                "message": problem.message + problem.remedy,
            }
            for problem in receipt.problems
        ],
    }


def show_receipts(
    room: "Room",
    receipts: "Sequence[Receipt]",
    *,
    told: "Sequence[Told]" = (),
    sent: "Sequence[SentBack]" = (),
    versions: Sequence[int | None] = (),
    verbose: int = 0,
) -> None:
    """Every receipt with something to say: whose, how grave, its problems by kind."""
    for place, receipt in enumerate(receipts):
        shown = [p for p in receipt.problems if p.severity != "fixed" or verbose]
        wrote = sent[place] if place < len(sent) else None
        if not shown and not verbose and not (wrote and wrote.marked):
            continue
        version = versions[place] if place < len(versions) else None
        say(_heading(room, receipt, version))
        _show_problems(shown)
        if receipt.status == "duplicate" and place < len(told):
            _show_waiting(told[place])
        if wrote and wrote.marked:
            why = f"（原文件{wrote.apart}，另列清单）" if wrote.apart else ""
            say(f"  已写 {wrote.marked}{why}")
        say("")


def _show_waiting(told: "Told") -> None:
    waiting = [item for item in told.items if item.severity in ("return", "query")]
    if waiting:
        say(f"  此前的问题还有 {len(waiting)} 处待答复：enforce problems list")


def show_conclusion(
    receipts: "Sequence[Receipt]", counts: Counter[str], following: str = ""
) -> None:
    """The last line: what came of the run, and the next command."""
    from enforcement_cli.model.receipt import STATUS_NAMES

    counted = Counter(receipt.status for receipt in receipts)
    rows = sum(r.rows - r.held for r in receipts if r.status in ("accepted", "gaps"))
    parts = [f"{STATUS_NAMES[status]} {number}" for status, number in counted.items()]
    files = len({receipt.file for receipt in receipts})
    graded = _graded(counts)
    say(
        f"结论：共 {files} 个文件：{'，'.join(parts) or '没有文件'}；计入 {rows} 行"
        + (f"；{graded}" if graded else "")
        + "。"
        + (f"下一步：{following}" if following else "")
    )


def _heading(room: "Room", receipt: "Receipt", version: int | None) -> str:
    from enforcement_cli.model.receipt import STATUS_NAMES
    from enforcement_cli.workflow.notices import heading_of

    counts = Counter(problem.severity for problem in receipt.problems)
    parts = [heading_of(room, receipt) + (f"（第{version}次报送）" if version else "")]
    if receipt.head is not None or "/" in receipt.file:
        parts.append(receipt.file)
    return "    ".join(
        part for part in (*parts, STATUS_NAMES[receipt.status], _graded(counts)) if part
    )


def _graded(counts: "Counter[Any]") -> str:
    from enforcement_cli.model.problem import SEVERITY_NAMES

    return " · ".join(
        f"{name} {counts[word]}"
        for word, name in SEVERITY_NAMES.items()
        if counts[word] and word != "fixed"
    )


def _show_problems(problems: "list[Problem]") -> None:
    """By severity, then by kind under one heading: the count, the first places, what to do."""
    from enforcement_cli.model.problem import SEVERITIES

    for severity in SEVERITIES:
        groups: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.severity == severity:
                groups.setdefault(problem.code, []).append(problem)
        if groups:
            say(_ASKED[severity])
        for group in groups.values():
            _show_group(group)


def _show_group(group: "list[Problem]") -> None:
    first = group[0]
    more = f"（{len(group)} 处）" if len(group) > 1 else ""
    say(f"  {first.code} {first.rule.title}{more}")
    for problem in group[:_SHOWN_PLACES]:
        place = problem.origin.cell
        say(f"      {place + '：' if place else ''}{problem.message}")
    if len(group) > _SHOWN_PLACES:
        say(f"      另有 {len(group) - _SHOWN_PLACES} 处，全部见 --mark 写出的清单或 --json。")
    # What to do is said once, where it names the place itself once for each; then every command.
    said: dict[str, list[str]] = {}
    for number, problem in enumerate(group):
        if number < _SHOWN_PLACES or problem.command:
            commands = said.setdefault(replace(problem, command="").remedy, [])
            if problem.command and problem.command not in commands:
                commands.append(problem.command)
    for remedy, commands in said.items():
        first_line, *more_lines = [f"或运行：{command}" for command in commands] or [""]
        for line in (remedy + first_line, *more_lines):
            if line:
                say(f"      {line}")
