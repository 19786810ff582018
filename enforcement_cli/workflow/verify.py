"""A published issue looked at a year later: is it still what went out, and does the data say so?

Comes in: a room and an issue's number. Goes out: three answers: whether the files are the frozen
ones, whether laying the frozen bulletin out again gives the same content, and which figures the
store, as known then, gives otherwise now. Refuses to change anything.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from enforcement_cli.bulletin.frozen import thaw
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.period import PeriodKind
from enforcement_cli.render.differences import differences
from enforcement_cli.store.publications import Frozen, Publication, frozen_of, issues_of
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.vocabulary.audit import kind_name
from enforcement_cli.workflow.figures import figure_json, figures_of
from enforcement_cli.workflow.gate import difference_text
from enforcement_cli.workflow.periods import period_again
from enforcement_cli.workflow.publish import laid_out_again, sha256_of
from enforcement_cli.workflow.state import Room

# What a figure is asked by, and what it printed.
_KEY = ("indicator", "basis", "action", "court", "team", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that an issue printed and that is another now; values as JSON has them."""

    key: tuple[str | None, ...]
    unit: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found. Empty tuples: all as it went out.

    `missing` and `altered` are files by format, `apart` the places where laying out again gives
    something else, `changed` the figures that the store as known then gives otherwise.
    """

    issue: Publication
    folder: Path
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    apart: tuple[str, ...]
    changed: tuple[FigureChange, ...]

    @property
    def clean(self) -> bool:
        """Whether the issue is what it was."""
        return not (self.missing or self.altered or self.apart or self.changed)


def verify(room: Room, number: int, kind: str) -> Verified:
    """Look at a published issue.

    Raises:
        UnknownName: no such issue was published.
    """
    with open_store(room.workspace.store, write=False) as connection:
        issue, keep = published(connection, room, number, kind)
        moment = issue.known_at.replace(tzinfo=BEIJING)
        changed = figures_changed(connection, room, issue, moment)
    folder = room.workspace.bulletins / keep.folder
    files = {form: folder / name for form, name in keep.files.items()}
    missing = tuple(form for form, path in files.items() if not path.exists())
    altered = tuple(
        form
        for form, path in files.items()
        if form not in missing and sha256_of(path) != keep.hashes[form]
    )
    apart: list[str] = []
    with laid_out_again(keep, room.workspace.bulletins) as made:
        for form, path in made.items():
            if form in missing:
                continue
            if form == "md":
                if path.read_bytes() != files[form].read_bytes():
                    apart.append(f"{form}：重新生成的与发布的不一致")
            else:
                found = differences(thaw(keep.bulletin), [files[form]])
                apart += [difference_text(each) for each in found]
    return Verified(
        issue=issue, folder=folder, missing=missing, altered=altered, apart=tuple(apart),
        changed=changed,
    )  # fmt: skip


def published(
    connection: Connection, room: Room, number: int, kind: str
) -> tuple[Publication, Frozen]:
    """The published issue of that number and kind with what was frozen.

    Raises:
        UnknownName: there is none.
    """
    out = [each for each in issues_of(connection, room.campaign.id) if each.state == "published"]
    for issue in out:
        if (issue.issue, issue.kind) == (number, kind):
            keep = frozen_of(connection, room.campaign.id, issue)
            if keep is not None:
                return issue, keep
    there = "、".join(f"第{each.issue}期（{kind_name(each.kind)}）" for each in out) or "还没有"
    raise UnknownName(f"没有发布过第{number}期（{kind_name(kind)}）。", remedy=f"已发布：{there}。")


def figures_changed(
    connection: Connection, room: Room, issue: Publication, moment: datetime
) -> tuple[FigureChange, ...]:
    """The figures of an issue that are another when computed again as known at a moment."""
    kind = cast("PeriodKind", issue.kind)
    period, previous = period_again(
        kind, issue.period_start, issue.period_end, room.desk, room.campaign
    )
    again = figures_of(connection, room, period, previous, moment)
    now = {_key(entry): entry for entry in map(figure_json, again.figures)}
    return tuple(
        FigureChange(
            key=_key(entry), unit=entry["unit"], before=entry["value"],
            now=now[_key(entry)]["value"] if _key(entry) in now else None,
        )
        for entry in issue.figures
        if _key(entry) not in now or now[_key(entry)]["value"] != entry["value"]
    )  # fmt: skip


def _key(entry: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(entry[name] for name in _KEY)
