"""The 更正 of a published issue: what it printed and what is known now, and who else printed it.

Comes in: a room, an issue's number, who corrects and why. Goes out: the 更正 with its files. The
issue itself is never touched. Refuses to know the terminal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from enforcement_cli.bulletin.correction import Changed, CorrectionMaterial, compose_correction
from enforcement_cli.bulletin.frozen import freeze, thaw
from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.indicator import Basis, FigureKey
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.render.files import stay_inside
from enforcement_cli.store.publications import (
    Frozen,
    Publication,
    frozen_of,
    issues_of,
    publish_issue,
)
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.vocabulary.bulletin import issue_word
from enforcement_cli.workflow.material import SAMPLE_MARK_FILE
from enforcement_cli.workflow.publish import files_of, put_in_place, sha256_of
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.verify import FigureChange, figures_changed, published
from enforcement_cli.workflow.workspace import PUBLISHED
from enforcement_cli.workflow.writing import keep_layout, layout_of, render_all


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPlan:
    """Which issue, why, by whom, in which formats. `dry_run`: look, write nothing."""

    number: int
    kind: str
    by: str
    reason: str
    formats: tuple[str, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a 更正 says. Without `files` nothing was to be corrected, or it was only looked at."""

    bulletin: Bulletin
    changed: tuple[Changed, ...]
    affected: tuple[tuple[str, int], ...]
    files: dict[str, Path]


def correct(room: Room, plan: CorrectionPlan, *, at: datetime) -> Correction:
    """Write the 更正 of a published issue from what is known now.

    Raises:
        UnknownName: no such issue was published.
    """
    about: dict[str, Fact] = {"campaign": room.campaign.id, "kind": plan.kind, "issue": plan.number}
    with (
        audited(
            room.workspace, "correct", by=plan.by, why=plan.reason, about=about, at_once=False
        ) as entry,
        open_store(room.workspace.store, write=not plan.dry_run) as connection,
    ):
        issue, keep = published(connection, room, plan.number, plan.kind)
        printed = set(_printed(thaw(keep.bulletin)))
        found = [
            _changed(each)
            for each in figures_changed(connection, room, issue, at)
            if _key(each) in printed
        ]
        changed = tuple(sorted(found, key=lambda each: each.key.court is not None))
        affected = tuple(_affected(connection, room, issue, at))
        bulletin = compose_correction(
            CorrectionMaterial(
                desk=room.desk, campaign=room.campaign, issue_name=issue_name(issue),
                start=issue.period_start, end=issue.period_end, reason=plan.reason.rstrip("。"),
                by=plan.by, at=at, changed=changed, affected=affected,
                indicators=all_indicators(room.own_indicators),
                sample=(room.workspace.root / SAMPLE_MARK_FILE).exists(),
            )
        )  # fmt: skip
        files = {}
        if changed and not plan.dry_run:
            told = _told_already(connection, room, issue, bulletin)
            if told is not None:
                files = files_of(room, told)
            else:
                entry.begin(figures=len(changed))
                files = _write(connection, room, plan, issue, bulletin, at)
    return Correction(bulletin=bulletin, changed=changed, affected=affected, files=files)


def _told_already(
    connection: Connection, room: Room, issue: Publication, bulletin: Bulletin
) -> Frozen | None:
    """The last 更正 of the issue where it says the same: the command is repeated, or was killed."""
    for each in reversed(issues_of(connection, room.campaign.id)):
        keep = frozen_of(connection, room.campaign.id, each) if _is_of(each, issue) else None
        if keep is not None and keep.corrects == issue.issue:
            return keep if thaw(keep.bulletin).sections == bulletin.sections else None
    return None


def issue_name(issue: Publication) -> str:
    """第6期周报."""
    return f"第{issue.issue}期{issue_word(issue.kind)}"


def _printed(bulletin: Bulletin) -> Iterable[FigureKey]:
    """The figures whose numbers stand in the bulletin."""
    for headline in bulletin.headlines:
        yield from (headline.value.key,) if headline.value.key else ()
    for section in bulletin.sections:
        yield from (value.key for value in section.numbers if value.key)
        for table in section.tables:
            yield from (value.key for row in table.rows for value in row.values if value.key)


def _key(change: FigureChange) -> FigureKey:
    indicator, basis, action, court, team, officer = change.key
    return FigureKey(
        indicator=str(indicator), basis=cast("Basis", basis), action=action, court=court,
        team=team, officer=officer,
    )  # fmt: skip


def _changed(change: FigureChange) -> Changed:
    return Changed(
        key=_key(change), unit=change.unit, before=_number(change.before), now=_number(change.now)
    )


def _number(value: Any) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value


def _affected(
    connection: Connection, room: Room, corrected: Publication, at: datetime
) -> Iterable[tuple[str, int]]:
    """The other published issues whose printed numbers are others now."""
    for other in issues_of(connection, room.campaign.id):
        same = (other.issue, other.kind) == (corrected.issue, corrected.kind)
        if other.state != "published" or same:
            continue
        keep = frozen_of(connection, room.campaign.id, other)
        if keep is None:
            continue
        printed = set(_printed(thaw(keep.bulletin)))
        changes = figures_changed(connection, room, other, at)
        count = sum(_key(change) in printed for change in changes)
        if count:
            yield issue_name(other), count


def _write(
    connection: Connection,
    room: Room,
    plan: CorrectionPlan,
    issue: Publication,
    bulletin: Bulletin,
    at: datetime,
) -> dict[str, Path]:
    earlier = [each for each in issues_of(connection, room.campaign.id) if _is_of(each, issue)]
    number = len(earlier) + 1
    layout = layout_of(room.workspace)
    stem = f"{room.campaign.id}-{issue_name(issue)}-更正{number}"
    folder = room.workspace.bulletins / PUBLISHED
    stay_inside(folder, room.workspace.bulletins)
    with passing_folder(folder) as beside:
        made = render_all(bulletin, plan.formats, beside, stem, layout)
        keep = Frozen(
            bulletin=freeze(bulletin), templates=keep_layout(layout, plan.formats), definitions={},
            files={kind: path.name for kind, path in made.items()},
            hashes={kind: sha256_of(path) for kind, path in made.items()},
            folder=f"{PUBLISHED}/{stem}", issued_by=plan.by, reason=plan.reason,
            corrects=issue.issue,
        )  # fmt: skip
        record = Publication(
            issue=number, kind=issue.kind, period_start=issue.period_start,
            period_end=issue.period_end, known_at=at, issued_at=at, state="correction", figures=[],
        )  # fmt: skip
        kind = cast("PeriodKind", issue.kind)
        period = Period(kind=kind, start=issue.period_start, end=issue.period_end)
        with transaction(connection):
            publish_issue(connection, room.campaign.id, period, record, keep)
        return put_in_place(made, folder.parent / keep.folder)


def _is_of(each: Publication, issue: Publication) -> bool:
    return each.state == "correction" and each.kind == issue.kind
