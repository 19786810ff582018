"""An issue frozen: composed, passed through the gate, written once, and kept so as to be repeated.

Comes in: a room, a period, and who publishes. Goes out: the issue's number and files. A published
file is never written again; what changes later is a 更正. Refuses to know the terminal.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from enforcement_cli.bulletin.frozen import freeze, thaw
from enforcement_cli.disk.whole import make_folder, passing_folder, put_all
from enforcement_cli.model.failure import HeldBack, UnknownName
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.render.files import stay_inside
from enforcement_cli.store.publications import (
    Frozen,
    Publication,
    find_issue,
    frozen_of,
    issue_number,
    publish_issue,
)
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.vocabulary.names import Profile
from enforcement_cli.workflow.figures import figure_json
from enforcement_cli.workflow.gate import Gate, problems_at_gate
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.record.audit import Entry, audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.report import Report, file_stem, report_from
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.story_choice import note_told
from enforcement_cli.workflow.workspace import PUBLISHED
from enforcement_cli.workflow.writing import (
    keep_layout,
    lay_out_again,
    layout_of,
    render_all,
)

_READ_ONLY = 0o400


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """How an issue goes out. `accept`: doubts that are unanswered are known and noted.

    `number` None: the next of its kind. `profile` is that of masking. `rank`: courts in order.
    """

    by: str
    formats: tuple[str, ...]
    accept: bool = False
    number: int | None = None
    profile: Profile = "bulletin"
    rank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An issue that is out. `again`: it was already, and nothing was written."""

    number: int
    period: Period
    files: dict[str, Path]
    report: Report | None
    problems: tuple[Problem, ...] = ()
    again: bool = False


def publish(room: Room, wish: PeriodWish, plan: PublishPlan, *, at: datetime) -> Published:
    """Freeze the issue of a period.

    Raises:
        HeldBack: a B-check shuts the gate; nothing was written.
        UnknownName: no such period, or nothing has been received.
        BadConfiguration: a template is wrong; nothing was written.
    """
    period, previous = resolve_period(wish, room.desk, room.campaign, at.date())
    if not room.workspace.store.exists():
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    about: dict[str, Fact] = {"campaign": room.campaign.id, "kind": period.kind, "end": period.end}
    with (
        audited(room.workspace, "publish", by=plan.by, about=about, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        issue = find_issue(connection, campaign=room.campaign.id, period=period)
        if issue is not None and issue.state == "published":
            return _again(connection, room, issue, period)
        options = ReportOptions(profile=plan.profile, rank=plan.rank)
        found = report_from(connection, room, period, previous, at, options)
        next_number = issue_number(connection, campaign=room.campaign.id, period=period)
        gate = Gate(
            number=plan.number or next_number, expected=next_number, accept=plan.accept,
            profile=plan.profile,
        )  # fmt: skip
        return _freeze(connection, room, found, plan, gate, entry, at)


def _freeze(
    connection: Connection,
    room: Room,
    found: Report,
    plan: PublishPlan,
    gate: Gate,
    entry: Entry,
    at: datetime,
) -> Published:
    layout = layout_of(room.workspace)
    period = found.figures.period
    issue = Publication(
        issue=gate.number, kind=period.kind, period_start=period.start, period_end=period.end,
        known_at=at, issued_at=at, state="published",
        figures=[figure_json(figure) for figure in found.figures.figures],
    )  # fmt: skip
    folder = room.workspace.bulletins / PUBLISHED
    stay_inside(folder, room.workspace.bulletins)
    with passing_folder(folder) as beside:
        made = render_all(found.bulletin, plan.formats, beside, file_stem(found), layout)
        problems = problems_at_gate(room, found, made, gate)
        _stop(problems, gate)
        keep = Frozen(
            bulletin=freeze(found.bulletin),
            templates=keep_layout(layout, plan.formats),
            definitions=_definitions(room, found),
            files={kind: path.name for kind, path in made.items()},
            hashes={kind: sha256_of(path) for kind, path in made.items()},
            folder=_folder_name(room, issue),
            issued_by=plan.by,
        )
        entry.begin(
            issue=gate.number, accepted=[p.code for p in problems if p.severity == "query"],
            files=[sha256[:12] for sha256 in keep.hashes.values()],
        )  # fmt: skip
        with transaction(connection):
            publish_issue(connection, room.campaign.id, period, issue, keep)
            note_told(connection, room, found.material.stories, period, at)
        # A crash here leaves the record; publishing again lays the files out from it.
        files = put_in_place(made, folder.parent / keep.folder)
    return Published(
        number=gate.number, period=period, files=files, report=found, problems=tuple(problems)
    )


def _stop(problems: Sequence[Problem], gate: Gate) -> None:
    shut = [p for p in problems if p.severity == "return" or not gate.accept]
    shut = [p for p in shut if p.severity in ("return", "query")]
    if not shut:
        return
    lines = "；".join(f"{p.code} {p.message}{p.remedy}" for p in shut)
    only_doubts = all(p.severity == "query" for p in shut)
    remedy = "确认照发的，加 --yes --by 姓名。" if only_doubts else "处理后再发布。"
    raise HeldBack(f"没有发布，什么都没有写：{lines}", where="发布前检查", remedy=remedy)


def _folder_name(room: Room, issue: Publication) -> str:
    number = f"第{issue.issue}期"
    return f"{PUBLISHED}/{room.campaign.id}-{issue.kind}-{number}"


def _definitions(room: Room, found: Report) -> dict[str, Any]:
    """The definitions by which the figures were made, and the campaign file's hash."""
    printed = {figure.key.indicator for figure in found.figures.figures}
    told = {
        name: {
            key: value for key, value in asdict(indicator).items() if value not in ("", (), None)
        }
        for name, indicator in found.figures.indicators.items()
        if name in printed
    }
    for entry in told.values():
        for key in ("since", "until"):
            if key in entry:
                entry[key] = str(entry[key])
    return {"indicators": told, "campaign_file": sha256_of(room.workspace.campaign_file)}


def sha256_of(path: Path) -> str:
    """The file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def put_in_place(made: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """The files into the issue's own folder, each once and read-only; one that is there stays."""
    make_folder(folder)
    placed = {kind: folder / path.name for kind, path in made.items()}
    new = {made[kind]: place for kind, place in placed.items() if not place.exists()}
    for path in new:
        path.chmod(_READ_ONLY)
    put_all(new)
    return placed


def _again(connection: Connection, room: Room, issue: Publication, period: Period) -> Published:
    """The issue as it went out; a file that a crash kept back is laid out from what was frozen."""
    keep = frozen_of(connection, room.campaign.id, issue)
    if keep is None:
        raise UnknownName(f"第{issue.issue}期没有快照。")
    files = files_of(room, keep)
    return Published(number=issue.issue, period=period, files=files, report=None, again=True)


def files_of(room: Room, keep: Frozen) -> dict[str, Path]:
    """Where a frozen issue's files lie; laid out again where a crash kept one back."""
    folder = room.workspace.bulletins / keep.folder
    files = {kind: folder / name for kind, name in keep.files.items()}
    if not all(path.exists() for path in files.values()):
        with laid_out_again(keep, folder.parent) as made:
            put_in_place(made, folder)
    return files


@contextmanager
def laid_out_again(keep: Frozen, folder: Path) -> Iterator[dict[str, Path]]:
    """The files of a frozen issue once more, by format, in a folder that goes with the block."""
    with passing_folder(folder) as beside:
        layout = lay_out_again(keep.templates, beside / "templates")
        stem = Path(next(iter(keep.files.values()))).stem
        yield render_all(thaw(keep.bulletin), tuple(keep.files), beside, stem, layout)
