"""The gate before publication: every B-check, over the store's state, the words and the files.

Comes in: a report and its files as laid out. Goes out: problems; a 退回 keeps the gate shut, a 核实
lets an issue through only when somebody has seen it. Refuses to write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.bulletin.gate import gate_problems
from enforcement_cli.bulletin.leak_checks import find_leaks, leak_problems
from enforcement_cli.bulletin.texts import texts_of
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.render.differences import Difference, differences
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.vocabulary.names import Profile
from enforcement_cli.workflow.report import Report, missing_problem
from enforcement_cli.workflow.state import Room

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The number wanted, the one that comes next, whether doubts are accepted, how names stand."""

    number: int
    expected: int
    accept: bool
    profile: Profile


def problems_at_gate(
    room: Room, found: Report, files: Mapping[str, Path], gate: Gate
) -> tuple[Problem, ...]:
    """What stands against publishing, in the order of the codes."""
    rules = rules_in_force(room.campaign.checks, found.figures.period.end)
    material = found.material
    told: list[tuple[str, dict[str, str]]] = []
    returned = {**material.problems.held_rows}
    for court, count in material.punctuality.returned.items():
        returned[court] = returned.get(court, 0) + count
    if returned:
        told.append(("B-02", _counted(found, returned)))
    doubts = {**material.problems.queries}
    for court, count in material.problems.blanked.items():
        doubts[court] = doubts.get(court, 0) + count
    if doubts:
        told.append(("B-03", _counted(found, doubts)))
    apart = differences(found.bulletin, files.values())
    if apart:
        values = "；".join(difference_text(each) for each in apart[:_SHOWN])
        told.append(("B-04", {"indicator": apart[0].row or "正文", "values": values}))
    if gate.number != gate.expected:
        fault = "已用过" if gate.number < gate.expected else f"跳过了第{gate.expected}期"
        told.append(("B-12", {"number": str(gate.number), "fault": fault}))
    problems = [
        Problem(rule=rules[code], origin=Origin(file="战报"), facts=facts)
        for code, facts in told
        if code in rules
    ]
    missing = missing_problem(found)
    problems += [missing] if missing is not None else []
    laid_out = files["md"].read_text("utf-8") if "md" in files else ""
    problems += gate_problems(found.bulletin, material, laid_out, rules)
    problems += [problem for problem in found.findings if problem.code == "B-16"]
    texts = (*texts_of(found.bulletin), *laid_out.splitlines())
    leaks = find_leaks(texts, gate.profile, found.parties)
    problems += leak_problems(leaks, gate.profile, rules)
    return tuple(sorted(problems, key=lambda problem: problem.code))


def difference_text(each: Difference) -> str:
    """One place of one file, in words."""
    place = "、".join(part for part in (each.table, each.row, each.column) if part) or "正文"
    there = "没有" if each.found is None else f"是“{each.found}”"
    return f"{each.file.suffix.lstrip('.')} {place}应为“{each.expected}”，文件中{there}"


def _counted(found: Report, counts: Mapping[str, int]) -> dict[str, str]:
    named = "、".join(f"{found.material.name(court)}{n}" for court, n in counts.items())
    return {"count": str(sum(counts.values())), "courts": named}
