"""The page of a run: what was done, who is missing, what failed, for whoever leads the desk.

Comes in: a Run and its record. Goes out: one self-contained HTML page. Refuses to show what the
record does not hold.
"""

from collections.abc import Mapping
from typing import Any

from enforcement_cli.model.problem import SEVERITY_NAMES
from enforcement_cli.model.routine import RUN_NAMES
from enforcement_cli.render.plain import writable
from enforcement_cli.render.templating import Filling, fill_template
from enforcement_cli.vocabulary.checks import catalogue
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.routine.result import Run
from enforcement_cli.workflow.routine.steps import STEP_NAMES
from enforcement_cli.workflow.routine.words import (
    GOODS_WORDS,
    OUTCOME_WORDS,
    STATUS_WORDS,
    conclusion,
    inbox_words,
    issue_words,
    period_words,
    step_words,
    waiting_words,
)
from enforcement_cli.workflow.state import Room

TEMPLATE = "routine/run.html.j2"


def run_page(room: Room, run: Run, told: dict[str, Any]) -> str:
    """The page as the workspace's own template lays it out, else ours.

    Raises:
        BadConfiguration: the template is wrong.
    """
    named = {campaign.id: campaign.name for campaign in room.desk.campaigns}
    fields = _clean(_fields(run, told, named))
    template = template_path(room.workspace, TEMPLATE)
    return fill_template(Filling(template=template, fields=fields, autoescape=True))


def _fields(run: Run, told: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    data = told["data"]
    return {
        "title": f"{RUN_NAMES[run.kind]}例行运行记录",
        "status": run.status,
        "status_word": STATUS_WORDS[run.status],
        "conclusion": conclusion(run),
        "when": f"{run.started:%Y-%m-%d %H:%M:%S} 至 {run.ended:%H:%M:%S}",
        "caught_up": any(draft.caught_up for draft in run.drafts),
        "several": len(run.campaigns) > 1,
        "facts": [
            ["行动", "、".join(named[each] for each in run.campaigns)],
            ["收件", inbox_words(run)],
            ["用时", f"{data['seconds']} 秒"],
            ["第几次运行", str(data["attempt"])],
            ["退出码", str(data["exit_code"])],
            ["主机", data["host"]],
            ["版本", data["version"]],
        ],
        "steps": [
            {
                "name": STEP_NAMES[step.name], "campaign": named.get(step.campaign, ""),
                "status": step.status,
                "word": STATUS_WORDS[step.status], "said": step_words(step),
            }
            for step in run.steps
        ],
        "courts": [
            {
                "campaign": named[each.campaign], "name": each.name, "received": str(each.received),
                "missing": "、".join(_form_words(words) for words in each.missing),
            }
            for each in run.courts
        ],
        "bulletins": [
            {
                "name": issue_words(draft), "period": period_words(draft.period),
                "state": "是" if draft.caught_up else "",
                "missing": str(len(draft.missing)), "doubts": str(draft.doubts),
            }
            for draft in run.drafts
        ],
        "waiting": [words for each in run.waiting if (words := waiting_words(each))],
        "codes": _codes(run),
        "deliveries": _deliveries(run),
        "files": [
            [GOODS_WORDS[file["what"]], file["file"], file["sha256"][:12]] for file in data["files"]
        ],
        "attempts": [
            [each["started"], each["ended"] or "没有结束", STATUS_WORDS[each["status"]]]
            for each in data["attempts"]
        ],
        "next": list(told["next"]),
    }  # fmt: skip


def _codes(run: Run) -> list[dict[str, str]]:
    return [
        {
            "code": code, "title": catalogue()[code].title if code in catalogue() else "",
            "severity": _severity(severity), "count": str(count),
        }
        for (code, severity), count in sorted(run.problems.items())
    ]  # fmt: skip


def _deliveries(run: Run) -> list[dict[str, str]]:
    return [
        {
            "name": each.name, "word": OUTCOME_WORDS[each.outcome], "files": str(each.files),
            "tries": str(each.tries), "told": each.told,
        }
        for each in run.deliveries
    ]  # fmt: skip


def _form_words(words: str) -> str:
    """案件台账 2026-01-04, of the form's key and the period's last day."""
    form, _, day = words.partition(" ")
    return f"{form_named(form).title} {day}"


def _severity(word: str) -> str:
    return next(name for severity, name in SEVERITY_NAMES.items() if severity == word)


def _clean(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value]
