"""What goes back to the courts after a run: marked copies, lists of problems, notices.

Comes in: the files of a run and their receipts. Goes out: files in one folder, and which belongs to
which receipt. Refuses to write anywhere else, and never over a file it was asked to read.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from enforcement_cli.check.sendback.damage import NotMarkable, refuse_kind
from enforcement_cli.check.sendback.items import (
    ListItem,
    about,
    field_title,
    for_the_sender,
    item_of,
    sheet_name,
)
from enforcement_cli.check.sendback.marked_copy import marked_copy
from enforcement_cli.check.sendback.problem_list import problem_list
from enforcement_cli.disk.whole import make_folder
from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.problem import Severity
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.render.files import write_bytes
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.read import StoredReturn, returns_of_courts
from enforcement_cli.vocabulary.checks import catalogue
from enforcement_cli.vocabulary.sendback import reason_apart, sendback_word, shades
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.sniff import sniff_bytes
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.files import find_files, unpacked
from enforcement_cli.workflow.notices import Notified, heading_of, write_notices
from enforcement_cli.workflow.opening import has_facts, open_facts
from enforcement_cli.workflow.received import slot_of
from enforcement_cli.workflow.state import Room

_WAITING = ("open", "expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """What one receipt got: its copy or list, its notice, how often its slot has been sent.

    `apart` says why a list was written and no copy; empty for a copy, and where there is neither.
    """

    marked: Path | None = None
    notice: Path | None = None
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file of the run: what is to be said of it, over all its receipts."""

    shown: str
    sha256: str
    heading: str
    items: tuple[ListItem, ...]
    personal: bool

    @property
    def gravest(self) -> Severity | None:
        """退回 before 核实; None where nothing has to be answered."""
        found = {item.severity for item in self.items}
        return next((word for word in ("return", "query") if word in found), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A receipt and what its sender is told: its problems, or what is open of the same return."""

    receipt: Receipt
    items: tuple[ListItem, ...]


def send_back(
    room: Room, paths: Sequence[Path], told: Sequence[Told], folder: Path, at: datetime
) -> list[SentBack]:
    """Write into `folder` what goes back for each receipt, in the order of the receipts.

    Raises:
        UsageError: `folder` is a file.
        BadConfiguration: a template of the notices is wrong.
        EnforceError: the disk refused.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError("--mark 要写一个文件夹。", where=str(folder), remedy="请换一个文件夹名。")
    make_folder(folder)
    files: dict[str, _File] = {}
    for one in told:
        receipt = one.receipt
        known = files.get(receipt.file)
        files[receipt.file] = _File(
            shown=receipt.file,
            sha256=receipt.sha256,
            heading=known.heading if known else heading_of(room, receipt),
            items=(*(known.items if known else ()), *one.items),
            personal=(known.personal if known else False)
            or any(problem.code == "V-22" for problem in receipt.problems),
        )
    written = _write_files(list(files.values()), paths, folder)
    notified = [
        Notified(
            receipt=one.receipt,
            items=one.items,
            marked=written[one.receipt.file].marked,
            apart=written[one.receipt.file].apart,
        )
        for one in told
    ]
    notices = write_notices(room, notified, folder, at)
    return [
        replace(written[one.receipt.file], notice=notice)
        for one, notice in zip(told, notices, strict=True)
    ]


def versions(room: Room, receipts: Iterable[Receipt]) -> list[int | None]:
    """How many times, with this one, each receipt's court has sent this form for this period."""
    receipts = list(receipts)
    courts = {receipt.head.court for receipt in receipts if receipt.head}
    known: list[StoredReturn] = []
    if courts and has_facts(room):
        with open_facts(room) as connection:
            known = returns_of_courts(connection, courts)
    # Of each slot, the files that came for it in their order.
    came: dict[tuple[object, ...], dict[str, int]] = {}
    for other in known:
        places = came.setdefault(slot_of(other), {})
        places.setdefault(other.sha256, len(places) + 1)
    found: list[int | None] = []
    for receipt in receipts:
        if receipt.head is None:
            found.append(None)
            continue
        places = came.get(_slot(receipt.head), {})
        found.append(places.get(receipt.sha256, len(places) + 1))
    return found


def stored_item(problem: StoredProblem, form: str | None = None) -> ListItem:
    """A problem of the store as a line of a list."""
    rule = catalogue().get(problem.code)
    severity: Severity = problem.severity  # type: ignore[assignment]  # stored as one of them
    return ListItem(
        severity=severity,
        code=problem.code,
        title=rule.title if rule else "",
        message=problem.message,
        remedy=for_the_sender(problem.remedy),
        why=rule.why if rule else "",
        sheet=sheet_name(problem.sheet or ""),
        row=problem.row,
        column=problem.column,
        subject=about(field_title(form, problem.field), problem.case_no),
    )


def what_to_tell(room: Room, receipts: Sequence[Receipt], at: datetime) -> list[Told]:
    """What the sender of each is told; of a return that is in already, what is still open of it."""
    known: list[StoredReturn] = []
    stored: list[StoredProblem] = []
    again = [r for r in receipts if r.status == "duplicate" and r.head]
    if again and has_facts(room):
        courts, files = {r.head.court for r in again if r.head}, {r.sha256 for r in again}
        with open_facts(room) as connection:
            known = [r for r in returns_of_courts(connection, courts) if r.sha256 in files]
            numbers = [r.return_id for r in known]
            stored = problems_at(connection, at, Wanted(fixed=True, returns=numbers))
    waiting = [problem for problem in stored if problem.state in _WAITING]
    said: dict[tuple[object, ...], tuple[ListItem, ...]] = {}
    found: list[Told] = []
    for receipt in receipts:
        head = receipt.head
        form = head.form if head else None
        items = tuple(item_of(problem, form) for problem in receipt.problems)
        key = (receipt.sha256, *_slot(head)) if head else (receipt.file,)
        if receipt.status == "duplicate" and head:
            same = {r.return_id for r in known if (r.sha256, *slot_of(r)) == key}
            items = tuple(stored_item(p, form) for p in waiting if p.return_id in same)
            # In a dry run the first of two equal files is not in the store.
            items = items if same else said.get(key, ())
        said.setdefault(key, items)
        found.append(Told(receipt=receipt, items=items))
    return found


def _slot(head: ReturnHead) -> tuple[object, ...]:
    return head.court, head.form, head.campaign, head.period_start, head.period_end


def _write_files(
    files: Sequence[_File], paths: Sequence[Path], folder: Path
) -> dict[str, SentBack]:
    """A copy or a list for every file with something to answer."""
    written = {file.shown: SentBack() for file in files}
    wanted = {file.shown: file for file in files if file.gravest is not None}
    if not wanted:
        return written
    taken = {path.resolve() for path, _ in find_files(paths)}
    with unpacked(find_files(paths)) as found:
        asked = [(wanted[shown], path) for path, shown in found if shown in wanted]
        for file, (data, apart) in _all_marked(asked):
            name = _name(file, apart=bool(apart))
            target = _free(folder, name, taken)
            taken.add(target.resolve())
            write_bytes(target, data, folder=folder)
            written[file.shown] = SentBack(marked=target, apart=apart)
    return written


def _all_marked(asked: Sequence[tuple[_File, Path]]) -> Iterator[tuple[_File, tuple[bytes, str]]]:
    """What is written for each, made in child processes: marking opens the sender's file again."""
    limits = Limits()
    for (file, _), made in run_in_workers(
        marked_or_listed,
        asked,
        workers=2,
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
    ):
        yield file, _listed(file, "unreadable") if isinstance(made, WorkerFailure) else made


def _listed(file: _File, why: str) -> tuple[bytes, str]:
    """The list, where there is to be no copy."""
    reason = reason_apart(why)
    return problem_list(file.items, f"{file.heading}（{reason}）"), reason


def marked_or_listed(asked: tuple[_File, Path]) -> tuple[bytes, str]:
    """The copy's bytes; or those of a list, and why. Runs in a child process."""
    file, path = asked
    try:
        if path.is_symlink() or not path.is_file():
            raise NotMarkable(reason_apart("unreadable"))  # noqa: TRY301
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise NotMarkable(reason_apart("changed"))  # noqa: TRY301
        if file.personal:
            raise NotMarkable(reason_apart("personal"))  # noqa: TRY301
        refuse_kind(sniff_bytes(data))
        return marked_copy(data, file.items, file.heading), ""
    except NotMarkable as refusal:
        return problem_list(file.items, f"{file.heading}（{refusal}）"), str(refusal)


def _name(file: _File, *, apart: bool) -> str:
    """退回-<原名>.xlsx, 核实-…, or 问题清单-… for a list; what led a copy's name before is dropped."""
    leads = [f"{shade.prefix}-" for shade in shades().values()]
    base = file.shown.replace("\\", "/").rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    while lead := next((lead for lead in leads if stem.startswith(lead)), ""):
        stem = stem.removeprefix(lead)
    prefix = sendback_word("sheet") if apart else shades()[file.gravest or "query"].prefix
    return f"{prefix}-{safe_name(stem)}.xlsx"


def _free(folder: Path, name: str, taken: set[Path]) -> Path:
    """A path in the folder that is no file of this run: neither one read nor one written."""
    stem, _, suffix = name.rpartition(".")
    target, number = folder / name, 1
    while target.resolve() in taken:
        number += 1
        target = folder / f"{stem}（{number}）.{suffix}"
    return target
