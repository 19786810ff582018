"""How the workflows look at the store: the view of a campaign, and the relations on top of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from enforcement_cli.indicator.declaration import Entry
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.failure import StoreBroken, UnknownName
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.read import distinct_causes, stated_columns, stored_so_far
from enforcement_cli.store.session import Connection
from enforcement_cli.store.settled import settled
from enforcement_cli.vocabulary.words import cause_classes
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.indicator_file import INDICATORS_FILE, read_own
from enforcement_cli.workflow.workspace import Workspace, has_originals


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A workspace with its desk read and one campaign chosen: where every command works.

    `lake`: the facts come from there, not from the workspace's store, and are only read.
    """

    workspace: Workspace
    desk: Desk
    campaign: Campaign
    lake: LakePlace | None = None

    @property
    def court_codes(self) -> tuple[str, ...]:
        """The courts in campaign order."""
        return tuple(court.code for court in self.desk.courts)

    @property
    def own_indicators(self) -> tuple[Entry, ...]:
        """The workspace's own indicator declarations, as written."""
        return read_own(self.workspace.root / INDICATORS_FILE)


def enter(workspace: Workspace, campaign_id: str | None = None) -> Room:
    """Read the campaign file and choose a campaign: the named one, else the only or last one.

    Raises:
        BadConfiguration: the file is wrong.
        UnknownName: no campaign has that id.
        StoreBroken: the store is gone.
    """
    desk = read_campaign_file(workspace.campaign_file)
    refuse_lost_store(workspace)
    if campaign_id is None:
        return Room(workspace=workspace, desk=desk, campaign=desk.campaigns[-1])
    for campaign in desk.campaigns:
        if campaign.id == campaign_id:
            return Room(workspace=workspace, desk=desk, campaign=campaign)
    names = "、".join(campaign.id for campaign in desk.campaigns)
    raise UnknownName(f"没有行动“{campaign_id}”。", remedy=f"行动方案文件里有：{names}。")


def refuse_lost_store(workspace: Workspace) -> None:
    """Going on without the store would count every court as missing, and number issues from 1.

    The store is made before the first original is kept, so originals tell that there was one.

    Raises:
        StoreBroken: there are originals, and no store.
    """
    if not has_lost_store(workspace):
        return
    why = "数据库不见了，archive/ 里却有收过的原件，没有另建一个空的。"
    if workspace.store.is_symlink():
        why = "数据库是一个链接，它指的文件不在，没有另建一个空的。"
    raise StoreBroken(
        why,
        where=str(workspace.store),
        remedy="磁盘没有挂载的请挂载；删掉了的请用 enforce restore 恢复备份。",
    )


def has_lost_store(workspace: Workspace) -> bool:
    """Whether there was a store, which is not there now."""
    if workspace.store.exists():
        return False
    if workspace.store.is_symlink():
        return True
    return has_originals(workspace)


def view_of(room: Room, known_at: datetime) -> View:
    """The state of the room's campaign as known at a moment."""
    return View(
        campaign=room.campaign,
        courts=room.court_codes,
        known_at=known_at,
        transfers={transfer.case_no: transfer.to for transfer in room.campaign.transfers},
        campaigns=room.desk.campaigns,
    )


def base_relations(connection: Connection, room: Room, known_at: datetime) -> Mapping[str, str]:
    """The store's relations and the sub-classes of every cause it holds."""
    rows = ", ".join(
        f"({sql_text(cause)}, [{', '.join(sql_text(key) for key in cause_classes(cause))}]::VARCHAR[])"
        for cause in distinct_causes(connection)
    )
    classes = (
        f"SELECT * FROM (VALUES {rows}) AS v(cause, classes)"
        if rows
        else "SELECT NULL::VARCHAR AS cause, NULL::VARCHAR[] AS classes WHERE false"
    )
    view = replace(view_of(room, known_at), stated=stated_columns(connection))
    return {**relations(view), "cause_classes": classes}


def settled_relations(connection: Connection, room: Room, known_at: datetime) -> Mapping[str, str]:
    """The same relations, worked out once for all that is asked of one moment."""
    view = view_of(room, known_at)
    moves = sorted(view.transfers.items())
    seen = f"{view.campaign.id} {view.campaign.start} {view.campaign.end}"
    told = f"{seen} {known_at.isoformat()} {moves} {stored_so_far(connection)}"
    tag = f"k{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    return settled(connection, base_relations(connection, room, known_at), tag)
