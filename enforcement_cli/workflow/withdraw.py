"""An accepted return taken out of every figure; the file and its rows stay on record.

Comes in: a return's number, who says so and why. Goes out: the return; the same command once more
records nothing. Refuses a return that is not in force for another reason.
"""

from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.store.read import StoredReturn, all_returns, withdrawal_of
from enforcement_cli.store.save import add_event, is_unsettled, mark_unsettled
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A return that is out. `again`: it was already, by the same person for the same reason."""

    stored: StoredReturn
    again: bool


def withdraw_return(room: Room, return_id: int, *, by: str, reason: str, at: datetime) -> Withdrawn:
    """Take an accepted return out; one that this command took out already stays as it is.

    Raises:
        UnknownName: there is no such return.
        UsageError: it is not in force.
    """
    with (
        audited(room.workspace, "withdraw", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        found = next((r for r in all_returns(connection) if r.return_id == return_id), None)
        if found is None:
            raise UnknownName(
                f"没有编号为 {return_id} 的报表。", remedy="用 enforce status 查看报表编号。"
            )
        again = withdrawal_of(connection, return_id) == (by, reason)
        if not again:
            if found.status not in ("accepted", "gaps") or found.withdrawn:
                raise UsageError(f"报表 {return_id} 本来就没有计入，没有改动任何数据。")
            about = {"return_id": return_id}
            entry.begin(returns=[return_id], court=found.court or "", sha256=found.sha256[:12])
            with transaction(connection):
                mark_unsettled(connection)
                add_event(connection, what="withdrawn", at=at, by=by, reason=reason, about=about)
        # By the first time too: it may have been killed before it settled.
        unsettled = is_unsettled(connection)
    if unsettled:
        settle_doubts(room, {}, at)
    return Withdrawn(stored=found, again=again)
