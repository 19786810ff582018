"""Checks of a return against the one it is sent in place of: Z-01 to Z-07 and Z-10.

Comes in: the last two submissions of a return, what they say differently, what was found in each,
which bulletins went out between them. Goes out: problems of the last one. Refuses to judge values:
each version was judged by itself before.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.submission import Change, Finding, Issued, Resubmission
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.words import close_method_name, term_name

_SHOWN = 5
# What a bulletin's figures are made of; a changed name or note changes none.
_COUNTED = {
    "", "closed_on", "close_method", "recovered_fen", "claim_fen", "cause", "filed_on",
    "declared_actions",
}  # fmt: skip
_FORM_OF = {"statements": "aggregate", "recoveries": "payments"}


class _Tell(Protocol):
    """Raises a check with its facts where the campaign has it on."""

    def __call__(self, code: str, subject: str, **facts: str) -> None: ...


def check_resubmission(sent: Resubmission, rules: Mapping[str, Rule]) -> tuple[Problem, ...]:
    """What is to be told about the last submission, as the campaign's checks are set."""
    origin = Origin(file=sent.last.file_name)
    found: list[Problem] = []

    def tell(code: str, subject: str, **facts: str) -> None:
        rule = rules.get(code)
        if rule is not None:
            found.append(Problem(rule=rule, origin=origin, facts=facts, subject=subject))

    _tell_version(sent, tell)
    issued = [issue for issue in sent.issues if _was_printed(sent, issue)]
    unreasoned = [change for change in sent.changes or () if not change.reason]
    public = [change for change in unreasoned if issued and _is_counted(change)]
    past = [change for change in unreasoned if change not in public and _is_past(sent, change)]
    if public:
        numbers = "、".join(dict.fromkeys(str(issue.number) for issue in issued))
        tell("Z-03", _subject(public), issues=numbers, count=str(len(public)), items=_items(public))
    # What has no reason is asked for one by Z-03 already, where that is on.
    asked = public if "Z-03" in rules else []
    lowered = [c for c in sent.changes or () if c not in asked and _is_lower(c)]
    ranked = "、".join(dict.fromkeys(str(issue.number) for issue in issued if issue.ranked))
    if lowered and ranked:
        facts = {"count": str(len(lowered)), "items": _items(lowered)}
        tell("Z-07", _subject(lowered), issues=ranked, **facts)
    if past:
        tell("Z-02", _subject(past), count=str(len(past)), items=_items(past))
    before = set(_said(sent.found_before))
    again = [f for f in found_again(sent) if f.open]
    same = [f for f in again if (f.code, f.thing, f.message) in before]
    if same:
        tell("Z-04", _places(same), count=str(len(same)), items=_places(same))
    new = [f for f in found_new(sent) if f.open]
    if new and not any(finding.refused for finding in sent.found_before):
        tell("Z-05", _places(new), count=str(len(new)), items=_places(new))
    times = sent.times - 1
    many = rules.get("Z-10")
    if many is not None and times >= many.number("resubmissions"):
        tell("Z-10", "", times=str(times))
    return tuple(found)


def put_right(sent: Resubmission) -> tuple[Finding, ...]:
    """What was found in the earlier version and is not found any more."""
    now = {(finding.code, finding.thing) for finding in sent.found}
    return tuple(f for f in sent.found_before if (f.code, f.thing) not in now)


def found_again(sent: Resubmission) -> tuple[Finding, ...]:
    """What is found in the last version as in the earlier one, whatever was tried or answered."""
    before = {(finding.code, finding.thing) for finding in sent.found_before}
    return tuple(f for f in sent.found if (f.code, f.thing) in before)


def found_new(sent: Resubmission) -> tuple[Finding, ...]:
    """What is found in the last version and was not found in the earlier one."""
    before = {(finding.code, finding.thing) for finding in sent.found_before}
    return tuple(f for f in sent.found if (f.code, f.thing) not in before)


def ordered_changes(sent: Resubmission) -> tuple[Change, ...]:
    """The changes, those of earlier periods and of published figures first."""
    issued = any(_was_printed(sent, issue) for issue in sent.issues)

    def weight(change: Change) -> int:
        return 0 if (issued and _is_counted(change)) or _is_past(sent, change) else 1

    return tuple(sorted(sent.changes or (), key=weight))


def change_text(change: Change) -> str:
    """`（2026）辽1202执12号 已到位 5000.00→3000.00元（台账!H5）`."""
    place = f"（{change.origin.cell}）" if change.origin.cell else ""
    if change.field == "":
        return f"{'新增' if change.now else '没有再报'} {change.key}{place}"
    title, _, basis = _title(change).partition(".")
    what = " ".join(part for part in (change.key, title + _BASES.get(basis, "")) if part)
    unit = "元" if change.money else ""
    return f"{what} {_value(change, change.before)}→{_value(change, change.now)}{unit}{place}"


_BASES = {"period": "（本期）", "cumulative": "（累计）"}


def _tell_version(sent: Resubmission, tell: _Tell) -> None:
    version = str(sent.times)
    if sent.changes == () and _said(sent.found_before) == _said(sent.found):
        tell("Z-06", version, version=version)
        return
    count = len(sent.changes or ())
    told = f"与上一版相比改动 {count} 处"
    if sent.changes is None:
        told = "没有可以逐处比较的数" if sent.previous.stored else "上一版整份退回，没有入库"
    tell(
        "Z-01",
        version,
        version=version,
        changes=told,
        closed=str(len(put_right(sent))),
        still=str(len(found_again(sent))),
        opened=str(len(found_new(sent))),
    )


def _was_printed(sent: Resubmission, issue: Issued) -> bool:
    """Whether a bulletin went out that spoke of the earlier version's days and knew it alone."""
    known = sent.previous.received_at <= issue.known_at < sent.last.received_at
    return known and issue.period_end >= sent.last.period_end


def _is_counted(change: Change) -> bool:
    if change.table == "cases":
        # A case the new version leaves out stands as stated before, and is asked about (Z-08).
        return change.field in _COUNTED and (change.field != "" or bool(change.days and change.now))
    return True


def _is_lower(change: Change) -> bool:
    """Whether a counted number, or a closing, is less than it was."""
    if change.before is None or not _is_counted(change):
        return False
    if change.field == "closed_on":
        return change.now is None
    number = change.table == "statements" or change.field == "recovered_fen"
    return number and change.now is not None and int(change.now) < int(change.before)


def _is_past(sent: Resubmission, change: Change) -> bool:
    """Whether the change is of days before the return's own period, or came after later returns."""
    if change.days and min(change.days) < sent.last.period_start:
        return not (change.table == "cases" and change.field == "")
    return sent.followed and _is_counted(change)


def _subject(changes: Iterable[Change]) -> str:
    """What was changed, so that an explanation is of these changes and no others."""
    return "；".join(f"{c.key} {c.field} {c.before}→{c.now}" for c in changes)


def _items(changes: list[Change]) -> str:
    shown = "；".join(change_text(change) for change in changes[:_SHOWN])
    rest = len(changes) - _SHOWN
    return shown + (f"；另有 {rest} 处" if rest > 0 else "")


def _places(findings: Iterable[Finding]) -> str:
    listed = [f"{finding.code} {finding.place}".rstrip() for finding in findings]
    rest = len(listed) - _SHOWN
    return "、".join(listed[:_SHOWN]) + (f"，另有 {rest} 处" if rest > 0 else "")


def _said(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return sorted((f.code, f.thing, f.message) for f in findings)


def _title(change: Change) -> str:
    form = form_named(_FORM_OF.get(change.table, change.table))
    name, dot, basis = change.field.partition(".")
    titles = {field.name: field.title for field in form.fields}
    return titles.get(name, name) + dot + basis


def _value(change: Change, value: str | None) -> str:
    if value is None:
        return "（空）"
    if change.money:
        return f"{in_unit(int(value), '元'):.2f}"
    if change.field == "state":
        return term_name("todo_state", value)
    return close_method_name(value) if change.field == "close_method" else value
