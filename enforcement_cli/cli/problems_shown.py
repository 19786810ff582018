"""How problems look on the screen and in JSON: lists by court, one with all its history."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from enforcement_cli.cli.screen import SEVERITY_SIGNS, say

if TYPE_CHECKING:
    from enforcement_cli.store.problems import Answer, StoredProblem
    from enforcement_cli.workflow.problems import Shown
    from enforcement_cli.workflow.state import Room

_ORDER = ("return", "query", "note", "fixed")
_HAPPENED = {
    "explained": "说明",
    "waived": "免予答复",
    "corrected": "关闭",
    "open": "原因又出现",
    "reopened": "撤回答复，重新追问",
}


def show_list(room: "Room", problems: "list[StoredProblem]") -> None:
    """Problems under their court and code, each in one line, with what was explained before."""
    from enforcement_cli.vocabulary.checks import rule
    from enforcement_cli.workflow.problems import STATE_NAMES, earlier_answer, period_name

    names = _names(room)
    order = {court.code: place for place, court in enumerate(room.desk.courts)}

    def court_of(p: "StoredProblem") -> tuple[int, str]:
        return order.get(p.court or "", len(order)), p.court or ""

    def kind_of(p: "StoredProblem") -> tuple[int, str]:
        return _ORDER.index(p.severity), p.code

    for (_, court), mine in groupby(sorted(problems, key=court_of), key=court_of):
        say(names.get(court, court) or "未认出法院")
        for (_, code), group in groupby(sorted(mine, key=kind_of), key=kind_of):
            listed = list(group)
            sign = SEVERITY_SIGNS[listed[0].severity]
            say(f"  {sign} {code} {rule(code).title}（{len(listed)}）")
            for p in listed:
                state = "" if p.state == "open" else f"[{STATE_NAMES[p.state]}] "
                period = period_name(room, p.period_start, p.period_end)
                where = "　".join(part for part in (period, _where(p)) if part)
                say(f"    {p.problem_id}　{where}：{state}{p.message}")
                if before := earlier_answer(room, p):
                    say(f"        {before}")
                elif p.answer is not None:
                    say(f"        {_answer_text(p.answer)}")
    say(f"共 {len(problems)} 项。")


def show_one(room: "Room", shown: "Shown") -> None:
    """A problem: where, what, why, what to do, its state and how it came to it."""
    from enforcement_cli.model.problem import SEVERITY_NAMES
    from enforcement_cli.vocabulary.checks import rule
    from enforcement_cli.workflow.problems import (
        STATE_NAMES,
        earlier_answer,
        period_name,
        share_text,
    )

    p = shown.problem
    told = rule(p.code)
    severity = SEVERITY_NAMES[p.severity]  # type: ignore[index]
    say(f"第 {p.problem_id} 号　{severity} {p.code} {told.title}　{STATE_NAMES[p.state]}")
    court = _names(room).get(p.court or "", p.court or "未认出法院")
    say(f"  法院：{court}　{period_name(room, p.period_start, p.period_end)}")
    say(f"  位置：{p.file_name}　{_where(p)}")
    say(f"  问题：{p.message}")
    for title, text in (
        ("为什么查", told.why),
        ("怎么办", p.remedy),
        ("以前", earlier_answer(room, p)),
    ):
        if text:
            say(f"  {title}：{text}")
    if p.answer is not None and p.answer.problem_id != p.problem_id:
        say(f"  由第 {p.answer.problem_id} 号问题的说明答复：{_answer_text(p.answer)}")
    say(f"  {p.found_at:%Y-%m-%d %H:%M}　发现")
    for happened in shown.history:
        line = f"  {happened.at:%Y-%m-%d %H:%M}　{_HAPPENED.get(happened.what, happened.what)}"
        who = "" if happened.by == "enforce" else happened.by
        limit = f"有效至 {happened.until}{share_text(happened)}" if happened.until else ""
        say("　".join(part for part in (line, who, happened.reason, limit) if part))
    for title, others in (("说明同时答复", shown.covers), ("同一件事以前的问题", shown.earlier)):
        if others:
            say(f"  {title}：")
        for other in others:
            period = period_name(room, other.period_start, other.period_end)
            say(
                f"    第 {other.problem_id} 号　{period}　{STATE_NAMES[other.state]}：{other.message}"
            )


def problem_json(room: "Room", p: "StoredProblem") -> dict[str, Any]:
    """A problem with its state and answer."""
    from enforcement_cli.workflow.problems import earlier_answer, place_of

    return {
        "id": p.problem_id, "state": p.state, "court": p.court, "code": p.code,
        "severity": p.severity, "file": p.file_name, "cell": place_of(p) or None,
        "form": p.form, "period": _period(p.period_start, p.period_end),
        "case_no": p.case_no or None, "message": p.message + p.remedy,
        "value": None if p.value is None else str(p.value),
        "answer": None if p.answer is None else answer_json(p.answer),
        "before": None if p.before is None else answer_json(p.before),
        "asked_again": earlier_answer(room, p) or None,
    }  # fmt: skip


def answer_json(answer: "Answer") -> dict[str, Any]:
    """An answer: of which problem, who, when, why, how far it reaches."""
    return {
        "problem": answer.problem_id,
        "by": answer.by or None,
        "at": None if answer.at is None else f"{answer.at.isoformat()}+08:00",
        "reason": answer.reason,
        "until": answer.until,
        "within": None if answer.within is None else f"{answer.within.normalize():f}",
    }


def shown_json(room: "Room", shown: "Shown") -> dict[str, Any]:
    """One problem with its history and its likes."""
    from enforcement_cli.vocabulary.checks import rule

    return {
        "problem": problem_json(room, shown.problem),
        "why": rule(shown.problem.code).why,
        "remedy": shown.problem.remedy,
        "history": [
            {
                "at": f"{one.at.isoformat()}+08:00", "what": one.what, "by": one.by or None,
                "reason": one.reason, "until": one.until,
                "within": None if one.within is None else f"{one.within.normalize():f}",
            }
            for one in shown.history
        ],
        "covers": [problem_json(room, p) for p in shown.covers],
        "earlier": [problem_json(room, p) for p in shown.earlier],
    }  # fmt: skip


def answered_json(word: str, problems: "list[StoredProblem]") -> dict[str, Any]:
    """The numbers of the problems a command answered, and how far an explanation reaches."""
    answer = problems[0].answer
    reach = {} if word != "explained" or answer is None else {"until": answer.until}
    return {word: [problem.problem_id for problem in problems], **reach}


def _period(start: object, end: object) -> dict[str, object] | None:
    return None if start is None else {"start": start, "end": end}


def _where(p: "StoredProblem") -> str:
    from enforcement_cli.workflow.problems import place_of

    return "　".join(part for part in (p.case_no, place_of(p)) if part) or p.file_name


def _answer_text(answer: "Answer") -> str:
    """`执行局内勤：经核对账（有效至 2026-01-18，±20%）`."""
    from enforcement_cli.workflow.problems import share_text

    limit = "，".join(
        part
        for part in (f"有效至 {answer.until}" if answer.until else "", share_text(answer))
        if part
    )
    return f"{answer.by}：{answer.reason}" + (f"（{limit}）" if limit else "")


def _names(room: "Room") -> dict[str, str]:
    return {court.code: court.short for court in room.desk.courts}
