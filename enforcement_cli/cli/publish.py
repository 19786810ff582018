"""`enforce publish`, `verify`, `correct`: an issue frozen, looked at again, and corrected."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    DayFlag,
    FormatsOption,
    FromOption,
    JsonOption,
    MonthFlag,
    OperationOption,
    PhaseOption,
    ProfileOption,
    QuarterFlag,
    RankFlag,
    ToOption,
    TotalFlag,
    WeekFlag,
    WorkspaceOption,
    YearFlag,
    enter_room,
    present_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.report_shown import PROFILES, kinds_of, one_word, show_held
from enforcement_cli.cli.screen import hint, say, show_table
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.correct import Correction
    from enforcement_cli.workflow.publish import Published
    from enforcement_cli.workflow.verify import Verified

_ALL = "md,xlsx,docx,html"
_KINDS = ("day", "week", "month", "quarter", "year", "total", "phase", "operation", "custom")
NumberOption = Annotated[
    int | None, typer.Option("--issue", metavar="N", help="期号；默认接着上一期。")
]
IssueArgument = Annotated[
    str, typer.Argument(metavar="ISSUE", help="期号：第6期，或 6；月通报等写 month:2。")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("publish")(publish_command)
    app.command("verify")(verify_command)
    app.command("correct")(correct_command)


def publish_command(
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁发布。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    day: DayFlag = False,
    week: WeekFlag = False,
    month: MonthFlag = False,
    quarter: QuarterFlag = False,
    year: YearFlag = False,
    total: TotalFlag = False,
    phase: PhaseOption = None,
    operation: OperationOption = None,
    start: FromOption = None,
    end: ToOption = None,
    date: DateOption = None,
    issue: NumberOption = None,
    accept: Annotated[
        bool, typer.Option("--yes", help="核实未答复的已知悉，照发并加注；退回不放行。")
    ] = False,
    rank: RankFlag = False,
    profile: ProfileOption = "bulletin",
    formats: FormatsOption = _ALL,
    as_json: JsonOption = False,
) -> None:
    """Freeze an issue."""
    from enforcement_cli.workflow.publish import PublishPlan, publish

    flags = {
        "day": day, "week": week, "month": month, "quarter": quarter, "year": year, "total": total,
    }  # fmt: skip
    wish = wish_of(flags, operation=operation, phase=phase, start=start, end=end, day=date)
    plan = PublishPlan(
        by=by,
        formats=kinds_of(formats or _ALL, None),
        accept=accept,
        number=issue,
        rank=rank,
        profile=one_word(profile, "--profile", PROFILES),
    )
    room = enter_room(folder, campaign)
    done = publish(room, wish, plan, at=present_of(room))
    if not as_json:
        _show_published(done)
    finish(
        Ending(
            command="publish",
            data={
                "issue": done.number,
                "period": {
                    "kind": done.period.kind, "start": done.period.start, "end": done.period.end
                },
                "again": done.again,
                "files": {kind: str(path) for kind, path in done.files.items()},
                "accepted": [{"code": p.code, "message": p.message} for p in done.problems],
            },
            next=(f"enforce verify {_issue_word(done)}",),
        ),
        as_json=as_json,
    )  # fmt: skip


def _issue_word(done: "Published") -> str:
    kind = done.period.kind
    return f"第{done.number}期" if kind == "week" else f"{kind}:{done.number}"


def _show_published(done: "Published") -> None:
    if done.again:
        say(f"第{done.number}期早已发布，没有改动；要更正请用 enforce correct。")
    for problem in done.problems:
        hint(f"{problem.code} {problem.message}")
    if done.report is not None:
        show_held(done.report)
    for path in done.files.values():
        say(f"{'已有' if done.again else '已写'} {path}")
    if not done.again:
        say(f"已发布第{done.number}期（{done.period.start} 至 {done.period.end}），快照已存。")


def verify_command(
    issue: IssueArgument,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at a published issue."""
    from enforcement_cli.workflow.verify import verify

    kind, number = issue_of(issue)
    found = verify(enter_room(folder, campaign), number, kind)
    if not as_json:
        _show_verified(found)
    finish(
        Ending(
            command="verify",
            data={
                "issue": number,
                "kind": kind,
                "clean": found.clean,
                "missing": list(found.missing),
                "altered": list(found.altered),
                "apart": list(found.apart),
                "changed": [_change_json(each) for each in found.changed],
            },
            code=ExitCode.CLEAN if found.clean else ExitCode.FINDINGS,
        ),
        as_json=as_json,
    )


def _show_verified(found: "Verified") -> None:
    said = (
        ("文件不在", found.missing),
        ("文件被改过（与发布时的哈希不同）", found.altered),
        ("内容与快照不一致", found.apart),
    )
    for words, items in said:
        for item in items:
            say(f"× {words}：{item}")
    if found.changed:
        say(f"× 按当时所知重算，有 {len(found.changed)} 个数与快照不同：")
        for each in found.changed[:_SHOWN]:
            where = " ".join(str(part) for part in each.key if part)
            say(f"  {where}：发布时 {each.before}，重算 {each.now}")
    if found.clean:
        say(f"√ 第{found.issue.issue}期与发布时一致：文件、内容、数据都没有变。")


_SHOWN = 10


def _change_json(each: Any) -> dict[str, Any]:
    names = ("indicator", "basis", "action", "court", "team", "officer")
    told = dict(zip(names, each.key, strict=True))
    return told | {"unit": each.unit, "before": each.before, "now": each.now}


def correct_command(
    issue: IssueArgument,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁更正。")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么更正。")],
    confirm: Annotated[
        str, typer.Option("--confirm", metavar="ISSUE", help="再写一遍期号，以防改错期。")
    ] = "",
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    formats: FormatsOption = _ALL,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只看哪些数要更正，什么都不写。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the correction of a published issue."""
    from enforcement_cli.workflow.correct import CorrectionPlan, correct

    kind, number = issue_of(issue)
    if not dry_run and (not confirm or issue_of(confirm) != (kind, number)):
        raise UsageError(
            "更正已发布的战报要再写一遍期号。", remedy=f"请加 --confirm {issue}；先看用 --dry-run。"
        )
    plan = CorrectionPlan(
        number=number, kind=kind, by=by, reason=reason, dry_run=dry_run,
        formats=kinds_of(formats or _ALL, None),
    )  # fmt: skip
    room = enter_room(folder, campaign)
    done = correct(room, plan, at=present_of(room, writes=not plan.dry_run))
    if not as_json:
        _show_correction(done, dry_run=dry_run)
    finish(
        Ending(
            command="correct",
            data={
                "issue": number,
                "kind": kind,
                "changed": [
                    {"indicator": each.key.indicator, "basis": each.key.basis,
                     "action": each.key.action, "court": each.key.court, "unit": each.unit,
                     "before": _plain(each.before), "now": _plain(each.now)}
                    for each in done.changed
                ],
                "affected": [{"issue": name, "numbers": n} for name, n in done.affected],
                "files": {form: str(path) for form, path in done.files.items()},
            },
        ),
        as_json=as_json,
    )  # fmt: skip


def _plain(number: Any) -> int | str | None:
    return number if number is None or isinstance(number, int) else str(number)


def _show_correction(done: "Correction", *, dry_run: bool) -> None:
    if not done.changed:
        say("没有要更正的：现在算出来的数与公布的一致，什么都没有写。")
        return
    table = done.bulletin.sections[0].tables[0]
    columns = (table.stubhead, *(column.title for column in table.columns))
    rows = [(row.label, *(value.text for value in row.values)) for row in table.rows]
    show_table(table.title, columns, rows)
    for name, count in done.affected:
        say(f"同时受影响：{name}（{count} 个数）。")
    for path in done.files.values():
        say(f"已写 {path}")
    if dry_run:
        say("只看（--dry-run），什么都没有写。")


def issue_of(text: str) -> tuple[str, int]:
    """第6期, 6, month:2: which kind and number.

    Raises:
        UsageError: it is no issue.
    """
    kind, _, number = text.rpartition(":")
    digits = number.strip().removeprefix("第").removesuffix("期")
    if not digits.isdecimal() or (kind or "week") not in _KINDS:
        raise UsageError(f"期号“{text}”认不出。", remedy="请写成 第6期、6 或 month:2。")
    return kind or "week", int(digits)
