"""A run in a sentence, and its parts in words, the same on the screen and on the page.

Comes in: a Run. Goes out: Chinese text. Refuses to know a terminal and HTML.
"""

from collections import Counter

from enforcement_cli.model.period import Period
from enforcement_cli.model.receipt import STATUS_NAMES
from enforcement_cli.model.routine import RUN_NAMES
from enforcement_cli.workflow.routine.bulletins import Draft
from enforcement_cli.workflow.routine.owed import Owed
from enforcement_cli.workflow.routine.result import Run
from enforcement_cli.workflow.routine.steps import STEP_NAMES, Step, is_gate

STATUS_WORDS = {"clean": "正常", "findings": "有发现", "failed": "失败", "skipped": "不需要"}
GOODS_WORDS = {"bulletins": "战报", "chase": "催报文稿", "marked": "退回文稿"}
OUTCOME_WORDS = {
    "done": "已送到",
    "waiting": "没有成功，这次先不试",
    "warning": "没有成功，下次再试",
    "given_up": "多次没有成功，不再试",
}


def conclusion(run: Run) -> str:
    """The last line: how it ended, which issues there are, what somebody has to look at."""
    parts = [*_failed(run), *_rest(run), *_issues(run), *_waiting(run), *_findings(run)]
    said = "；".join(parts) or "没有要出的战报"
    return f"{RUN_NAMES[run.kind]}例行 {STATUS_WORDS[run.status]}：{said}。"


def issue_words(draft: Draft) -> str:
    """第2期, 月通报第1期: how a bulletin is called."""
    kind = {"day": "日报", "month": "月通报"}.get(draft.period.kind, "")
    return f"{kind}第{draft.number}期"


def waiting_words(each: Owed) -> str:
    """Why a bulletin is not drafted yet."""
    if each.waiting is None or each.until is None:
        return ""
    moved = "顺延到" if each.moved else "是"
    return f"{each.waiting.label}的时限{moved} {each.until:%Y-%m-%d %H:%M}，报齐或到时限后再出战报"


def inbox_words(run: Run) -> str:
    """What the inbox held."""
    counted = Counter(receipt.status for receipt in run.receipts)
    return "，".join(f"{STATUS_NAMES[s]} {n}" for s, n in counted.items()) or "收件箱是空的"


def step_words(step: Step) -> str:
    """One step: what was done, or why it was not."""
    if step.error is not None and not is_gate(step.error):
        return step.error.slug
    facts = step.facts
    said = {
        "send_back": f"写了 {facts.get('files', 0)} 份",
        "status": f"已报 {facts.get('received', 0)} 份，未报 {facts.get('missing', 0)} 份{_years(step)}",
        "chase": f"催 {len(_list(step, 'courts'))} 家，暂不催 {facts.get('held', 0)} 份",
        "bulletin": f"{len(_list(step, 'issues'))} 期",
        "publish": f"{len(_list(step, 'issues'))} 期"
        + ("，没有过发布前检查" if is_gate(step.error) else ""),
        "deliver": f"送到 {facts.get('done', 0)}，待重试 {facts.get('warning', 0)}",
        "receive": f"待答复问题 {facts.get('unanswered', 0)} 个",
    }
    return "" if step.skipped else said.get(step.name, "")


def period_words(period: Period) -> str:
    """第2周（2025-12-22 至 2025-12-28）."""
    return f"{period.label}（{period.start} 至 {period.end}）"


def _failed(run: Run) -> list[str]:
    names = [STEP_NAMES[step.name] for step in run.steps if step.status == "failed"]
    return [f"{'、'.join(dict.fromkeys(names))}没有完成"] if names else []


def _rest(run: Run) -> list[str]:
    if not run.rested:
        return []
    return [f"今天休息（{run.started:%Y-%m-%d} 不是工作日），只收件，不催报、不出战报"]


def _issues(run: Run) -> list[str]:
    said = []
    late = [draft for draft in run.drafts if draft.caught_up]
    if late:
        said.append(f"补出 {'、'.join(issue_words(draft) for draft in late)}")
    for draft in run.drafts:
        if not draft.caught_up:
            out = any(
                (d.campaign, d.period) == (draft.campaign, draft.period) for d in run.published
            )
            done = "早已发布" if draft.published else "已发布" if out else "已写"
            said.append(f"{issue_words(draft)}{done}")
    return said


def _waiting(run: Run) -> list[str]:
    return [words for each in run.waiting if (words := waiting_words(each))]


def _findings(run: Run) -> list[str]:
    said = []
    names = {count.court: count.name for count in run.courts}
    missing = dict.fromkeys(court for draft in run.drafts for court in draft.missing)
    late = dict.fromkeys(c for s in run.steps if s.name == "status" for c in _list(s, "late"))
    courts = list({**missing, **late})
    if courts:
        said.append(f"未报齐 {'、'.join(names.get(court, court) for court in courts)}")
    said += [
        "没有过发布前检查" if step.name == "publish" else "战报不能出"
        for step in run.steps
        if is_gate(step.error)
    ]
    doubts = sum(draft.doubts for draft in run.drafts)
    if doubts:
        said.append(f"战报数据中有 {doubts} 处退回或核实未答复")
    if run.unanswered:
        said.append(f"收件箱里有 {run.unanswered} 个问题待答复")
    failing = {(each.name, each.outcome): None for each in run.deliveries if each.outcome != "done"}
    said += [f"投递“{name}”{OUTCOME_WORDS[outcome]}" for name, outcome in failing]
    return said


def _years(step: Step) -> str:
    years = _list(step, "unknown_years")
    return f"；工作日表没有 {'、'.join(years)} 年，时限暂按周一至周五" if years else ""


def _list(step: Step, name: str) -> list[str]:
    found = step.facts.get(name, [])
    return [] if isinstance(found, int | str) else list(found)
