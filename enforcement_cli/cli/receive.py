"""`enforce ingest` and `enforce check`: returns in, receipts on screen, files back to the courts."""

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    FailOnOption,
    JsonOption,
    MarkOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    fails_on,
    moment_of,
    present_of,
    workspace_of,
)
from enforcement_cli.cli.passwords import (
    NoInputOption,
    PasswordFileOption,
    ask_passwords,
    can_ask,
    passwords_in,
)
from enforcement_cli.cli.receipts import receipt_json, show_conclusion, show_receipts
from enforcement_cli.cli.screen import as_typed, hint, show_passing
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.model.receipt import Receipt
    from enforcement_cli.workflow.ingest import Progress
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.state import Room

_FAULT = "enforce 读有的文件时自身出错，其余文件不受影响。请把这份记录发给维护人。"
FORMS = ("cases", "payments", "payouts", "measures", "todos", "aggregate", "narrative")

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件或文件夹。")]
FormOption = Annotated[
    str | None, typer.Option("--form", metavar="FORM", help=f"只收这种表：{'、'.join(FORMS)}。")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="D", help="数据截止日，表内没有写时用。")
]
ReceivedOption = Annotated[
    str | None, typer.Option("--received", metavar="T", help="收到时间；默认现在。")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("ingest")(ingest_command)
    app.command("check")(check_command)


def ingest_command(
    paths: Paths,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    form: FormOption = None,
    as_of: AsOfOption = None,
    received: ReceivedOption = None,
    password_file: PasswordFileOption = None,
    no_input: NoInputOption = False,
    mark: MarkOption = None,
    fail_on: FailOnOption = "query",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不入库。")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有任何退回或核实就不入库。")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Read, check and store files and folders."""
    _receive(
        "ingest",
        paths,
        _entered(folder, campaign, paths),
        {"court": court, "form": form, "as_of": as_of, "received": received},
        dry_run=dry_run,
        strict=strict,
        passwords=passwords_in(password_file),
        back=Back(mark=mark, fails=fails_on(fail_on)),
        show=Show(as_json=as_json, quiet=quiet, verbose=verbose, asks=not no_input),
    )


def check_command(
    paths: Paths,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    form: FormOption = None,
    as_of: AsOfOption = None,
    password_file: PasswordFileOption = None,
    no_input: NoInputOption = False,
    mark: MarkOption = None,
    fail_on: FailOnOption = "query",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """The same without storing."""
    _receive(
        "check",
        paths,
        _entered(folder, campaign, paths),
        {"court": court, "form": form, "as_of": as_of, "received": None},
        dry_run=True,
        strict=False,
        passwords=passwords_in(password_file),
        back=Back(mark=mark, fails=fails_on(fail_on)),
        show=Show(as_json=as_json, quiet=quiet, verbose=verbose, asks=not no_input),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Where marked copies and notices go (None: nowhere), and which severities are findings."""

    mark: Path | None
    fails: tuple[str, ...]


class Show:
    """How much is shown of a run, and whether it may ask."""

    def __init__(self, *, as_json: bool, quiet: bool, verbose: int, asks: bool = False) -> None:
        self.as_json, self.quiet, self.verbose = as_json, quiet, verbose
        self.asks = asks and not as_json


def _entered(folder: Path | None, campaign: str | None, paths: list[Path]) -> "Room":
    """The room of the command line; what reads the files loads while what stores them does."""
    from enforcement_cli.workflow.warming import warm_for

    warm_for(paths, workspace_of(folder).store)
    return enter_room(folder, campaign)


def _receive(
    command: str,
    paths: list[Path],
    room: "Room",
    given: dict[str, str | None],
    *,
    dry_run: bool,
    strict: bool,
    passwords: tuple[str, ...],
    back: Back,
    show: Show,
) -> None:
    from enforcement_cli.check.routing import Given
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions

    if given["form"] is not None and given["form"] not in FORMS:
        raise UsageError(f"没有表“{given['form']}”。", remedy=f"可用：{'、'.join(FORMS)}。")
    options = IngestOptions(
        received_at=(
            present_of(room, writes=not dry_run)
            if given["received"] is None
            else moment_of(given["received"], "--received")
        ),
        given=Given(
            court=court_code(room, given["court"]),
            form=given["form"],
            as_of=day_of(given["as_of"], "--as-of"),
        ),
        # Whoever only checks a file does not say when it came.
        timed=command != "check",
        dry_run=dry_run,
        strict=strict,
        passwords=passwords,
    )
    receipts = ingest(room, paths, options, progress=progress_of(show))
    if show.asks and can_ask():
        receipts = _unlocked(room, paths, options, receipts)
    end_receiving(command, paths, room, receipts, options, back, show)


def end_receiving(
    command: str,
    paths: list[Path],
    room: "Room",
    receipts: "list[Receipt]",
    options: "IngestOptions",
    back: Back,
    show: Show,
) -> None:
    """Write what goes back, show what was found, and end with the exit code it asks for."""
    from enforcement_cli.workflow.sendback import SentBack, send_back, versions, what_to_tell

    times = versions(room, receipts)
    told = what_to_tell(room, receipts, options.received_at)
    sent: list[SentBack] = []
    if back.mark is not None:
        sent = send_back(room, paths, told, back.mark, options.received_at)
    counts: Counter[str] = Counter(p.severity for receipt in receipts for p in receipt.problems)
    # A file that is in already may have something to answer still.
    unanswered = sum(item.severity in back.fails for one in told for item in one.items)
    commands = dict.fromkeys(p.command for r in receipts for p in r.problems if p.command)
    follow = ("enforce status",) if command == "ingest" and unanswered else ()
    if not show.as_json:
        if not show.quiet:
            show_receipts(
                room, receipts, told=told, sent=sent, versions=times, verbose=show.verbose
            )
        show_conclusion(receipts, counts, _mark_command(paths, receipts, back))
    faults = list(dict.fromkeys(receipt.fault for receipt in receipts if receipt.fault))
    for record in faults:
        hint(f"错（{int(ExitCode.BUG)}）{record}：{_FAULT}")
    padded: list[SentBack | None] = [*sent] if sent else [None] * len(receipts)
    finish(
        Ending(
            command=command,
            data={
                "returns": [
                    receipt_json(receipt, wrote, time)
                    for receipt, wrote, time in zip(receipts, padded, times, strict=True)
                ],
                "faults": faults,
            },
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            # On a screen each command stands with its question.
            next=(*commands, *follow) if show.as_json or show.quiet else follow,
            code=_code(unanswered, faults),
        ),
        as_json=show.as_json,
    )


def _code(unanswered: int, faults: list[str]) -> ExitCode:
    """A bug of ours comes first: nobody but its maintainer can answer for those files."""
    if faults:
        return ExitCode.BUG
    return ExitCode.FINDINGS if unanswered else ExitCode.CLEAN


def _mark_command(paths: list[Path], receipts: "list[Receipt]", back: Back) -> str:
    """The command that writes marked copies, where there is something to mark and none were written."""
    asked = any(p.severity in ("return", "query") for r in receipts for p in r.problems)
    if back.mark is not None or not asked or not paths:
        return ""
    named = " ".join(as_typed(path) for path in paths[:3])
    more = " …" if len(paths) > 3 else ""
    return f"enforce check {named}{more} --mark 退回"


def _unlocked(
    room: "Room", paths: list[Path], options: "IngestOptions", receipts: "list[Receipt]"
) -> "list[Receipt]":
    """The receipts, those of locked workbooks read again with the passwords that are typed now."""
    from enforcement_cli.workflow.ingest import ingest

    locked = [r.file for r in receipts if any(p.code == "F-02" for p in r.problems)]
    typed = ask_passwords(locked) if locked else ()
    if not typed:
        return receipts
    again = replace(options, passwords=(*options.passwords, *typed), only=frozenset(locked))
    reread: dict[str, list[Receipt]] = {}
    for receipt in ingest(room, paths, again):
        reread.setdefault(receipt.file, []).append(receipt)
    return [new for old in receipts for new in reread.get(old.file, [old])]


def progress_of(show: Show) -> "Progress | None":
    """What tells how far a run is, on a terminal."""
    if show.quiet or show.as_json or not sys.stderr.isatty():
        return None

    def tick(done: int, total: int, name: str) -> None:
        show_passing(f"读取 {done}/{total} {name[-40:]}")
        if done == total:
            show_passing("")

    return tick
