"""`enforce ingest` and `enforce check`: returns in, receipts on screen."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    moment_of,
)
from enforcement_cli.cli.passwords import (
    NoInputOption,
    PasswordFileOption,
    ask_passwords,
    can_ask,
    passwords_in,
)
from enforcement_cli.cli.screen import SEVERITY_SIGNS, say
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.model.problem import Problem
    from enforcement_cli.model.receipt import Receipt
    from enforcement_cli.workflow.ingest import Progress
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.state import Room

_FORMS = ("cases", "payments", "measures", "aggregate", "narrative")
_SHOWN_PLACES = 5

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="文件或文件夹。")]
FormOption = Annotated[
    str | None, typer.Option("--form", metavar="FORM", help=f"只收这种表：{'、'.join(_FORMS)}。")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="D", help="数据截止日，表内没有写时用。")
]
ReceivedOption = Annotated[
    str | None, typer.Option("--received", metavar="T", help="收到时间；默认现在。")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("ingest", help="收报表：读取、检查、入库。")(ingest_command)
    app.command("check", help="只检查不入库：同 ingest，什么都不写。")(check_command)


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
        enter_room(folder, campaign),
        {"court": court, "form": form, "as_of": as_of, "received": received},
        dry_run=dry_run,
        strict=strict,
        passwords=passwords_in(password_file),
        show=_Show(as_json=as_json, quiet=quiet, verbose=verbose, asks=not no_input),
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
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """The same without storing."""
    _receive(
        "check",
        paths,
        enter_room(folder, campaign),
        {"court": court, "form": form, "as_of": as_of, "received": None},
        dry_run=True,
        strict=False,
        passwords=passwords_in(password_file),
        show=_Show(as_json=as_json, quiet=quiet, verbose=verbose, asks=not no_input),
    )


class _Show:
    """How much is shown of a run, and whether it may ask."""

    def __init__(self, *, as_json: bool, quiet: bool, verbose: int, asks: bool = False) -> None:
        self.as_json, self.quiet, self.verbose = as_json, quiet, verbose
        self.asks = asks and not as_json


def _receive(
    command: str,
    paths: list[Path],
    room: "Room",
    given: dict[str, str | None],
    *,
    dry_run: bool,
    strict: bool,
    passwords: tuple[str, ...],
    show: _Show,
) -> None:
    from enforcement_cli.workflow.reading import warm_readers

    warm_readers()
    from enforcement_cli.check.routing import Given
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.status import open_problems_of

    if given["form"] is not None and given["form"] not in _FORMS:
        raise UsageError(f"没有表“{given['form']}”。", remedy=f"可用：{'、'.join(_FORMS)}。")
    options = IngestOptions(
        received_at=moment_of(given["received"], "--received"),
        given=Given(
            court=court_code(room, given["court"]),
            form=given["form"],
            as_of=day_of(given["as_of"], "--as-of"),
        ),
        dry_run=dry_run,
        strict=strict,
        passwords=passwords,
    )
    receipts = ingest(room, paths, options, progress=_progress(show))
    if show.asks and can_ask():
        receipts = _unlocked(room, paths, options, receipts)
    counts = Counter(p.severity for receipt in receipts for p in receipt.problems)
    unanswered = counts["return"] + counts["query"]
    if not unanswered and not dry_run:
        again = {r.return_id for r in receipts if r.status == "duplicate" and r.return_id}
        unanswered = open_problems_of(room, again, known_at=options.received_at)
    commands = dict.fromkeys(p.command for r in receipts for p in r.problems if p.command)
    follow = ("enforce status",) if command == "ingest" and unanswered else ()
    if not show.as_json:
        show_receipts(room, receipts, show)
    finish(
        Ending(
            command=command,
            data={"returns": [receipt_json(receipt) for receipt in receipts]},
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            # On a screen each command stands with its question.
            next=(*commands, *follow) if show.as_json or show.quiet else follow,
            code=ExitCode.FINDINGS if unanswered else ExitCode.CLEAN,
        ),
        as_json=show.as_json,
    )


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


def _progress(show: _Show) -> "Progress | None":
    if show.quiet or show.as_json or not sys.stderr.isatty():
        return None

    def tick(done: int, total: int, name: str) -> None:
        sys.stderr.write(f"\r\x1b[K读取 {done}/{total} {name[-40:]}")
        if done == total:
            sys.stderr.write("\r\x1b[K")

    return tick


def receipt_json(receipt: "Receipt") -> dict[str, Any]:
    """A receipt as design.md section 5 fixes it."""
    head = receipt.head
    return {
        "file": receipt.file,
        "court": head.court if head else None,
        "form": head.form if head else None,
        "period": {"start": head.period_start, "end": head.period_end} if head else None,
        "status": receipt.status,
        "rows": receipt.rows,
        "held": receipt.held,
        "totals": receipt.totals,
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
    receipts: "list[Receipt]",
    show: _Show = _Show(as_json=False, quiet=False, verbose=0),
) -> None:
    """Every receipt with something to say, then the count of all."""
    from enforcement_cli.model.receipt import STATUS_NAMES

    if not show.quiet:
        for receipt in receipts:
            shown = [p for p in receipt.problems if p.severity != "fixed" or show.verbose]
            if not shown and not show.verbose:
                continue
            say(f"{_title(room, receipt)}    {STATUS_NAMES[receipt.status]}")
            _show_problems(shown)
    counted = Counter(receipt.status for receipt in receipts)
    rows = sum(r.rows - r.held for r in receipts if r.status in ("accepted", "gaps"))
    parts = [f"{STATUS_NAMES[status]} {number}" for status, number in counted.items()]
    files = len({receipt.file for receipt in receipts})
    say(f"共 {files} 个文件：{'，'.join(parts) or '没有文件'}；计入 {rows} 行。")


def _title(room: "Room", receipt: "Receipt") -> str:
    head = receipt.head
    if head is None:
        return receipt.file
    court = room.desk.court_of(head.court)
    name = court.short if court else head.court
    return f"{receipt.file} · {name} · {head.period_start:%m.%d}—{head.period_end:%m.%d}"


def _show_problems(problems: "list[Problem]") -> None:
    """Problems of one kind under one heading: the count, the first places, what to do."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    for code, group in groups.items():
        first = group[0]
        sign = SEVERITY_SIGNS[first.severity]
        more = f"（{len(group)} 处）" if len(group) > 1 else ""
        say(f"  {sign} {code} {first.rule.title}{more}")
        for problem in group[:_SHOWN_PLACES]:
            place = problem.origin.cell
            say(f"      {place + '：' if place else ''}{problem.message}")
        if len(group) > _SHOWN_PLACES:
            say(f"      另有 {len(group) - _SHOWN_PLACES} 处，用 --json 查看全部。")
        if first.remedy:
            say(f"      {first.remedy}")
        commands = dict.fromkeys(p.command for p in group if p.command not in ("", first.command))
        for command in commands:
            say(f"      或运行：{command}")
