"""`enforce proof`: an edited bulletin or a news text held against the data.

Comes in: the words of a command line. Goes out: an Ending. Refuses to know how a number is read and
compared.
"""

from pathlib import Path
from typing import Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    DayFlag,
    FromOption,
    JsonOption,
    KnownAtOption,
    MonthFlag,
    OperationOption,
    PhaseOption,
    QuarterFlag,
    QuietOption,
    ToOption,
    TotalFlag,
    WeekFlag,
    WorkspaceOption,
    YearFlag,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.proof_shown import proof_json, show_proof
from enforcement_cli.cli.publish import issue_of
from enforcement_cli.cli.screen import hint, say
from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import ExitCode, UsageError

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="改好的战报或新闻稿：docx、md、txt、html、xlsx。")
]
IssueOption = Annotated[
    str | None,
    typer.Option(
        "--issue", metavar="N", help="对照已发布的一期：第6期，或 6；月通报等写 month:2。"
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="FILE", help="带批注的 Word 副本写到哪里；默认 bulletins/校对/。"
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("proof")(proof_command)


def proof_command(
    file: FileArgument,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    issue: IssueOption = None,
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
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Hold a text against the data."""
    from enforcement_cli.workflow.proof.commented import refuse_output, write_commented
    from enforcement_cli.workflow.proof.ground import IssueWish
    from enforcement_cli.workflow.proof.proofread import proofread

    flags = {
        "day": day, "week": week, "month": month, "quarter": quarter, "year": year, "total": total,
    }  # fmt: skip
    asked = any((*flags.values(), phase is not None, operation, start, end, date))
    if issue is not None and asked:
        raise UsageError("--issue 已经说明是哪一期。", remedy="请去掉其他期间选项。")
    wish = wish_of(flags, operation=operation, phase=phase, start=start, end=end, day=date)
    kind, number = issue_of(issue) if issue is not None else ("", 0)
    room = enter_room(folder, campaign)
    refuse_output(file, output, room.workspace)
    found = proofread(
        room,
        file,
        wish if asked else None,
        known_at=known_at_of(room, known_at),
        as_told=known_at is None,
        issue=IssueWish(number=number, kind=kind) if issue is not None else None,
    )
    copied = write_commented(found, room, output, now())
    if not as_json:
        show_proof(found, quiet=quiet)
        if copied.path is not None:
            say(f"已写 {copied.path}")
    if copied.why:
        hint(copied.why)
    finish(
        Ending(
            command="proof",
            data=proof_json(found, copied.path),
            code=ExitCode.CLEAN if found.proof.clean else ExitCode.FINDINGS,
        ),
        as_json=as_json,
    )
