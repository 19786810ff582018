"""A file proof-read: its numbers held against the store, its words looked at.

Comes in: a room, a file, which period or issue. Goes out: what was found. Refuses to know the
terminal; writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.proof import Proof
from enforcement_cli.model.prose import Prose
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.marks import marks_of
from enforcement_cli.proof.readings import days_wanted
from enforcement_cli.proof.slips import in_order, slips_of
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.claims import claims_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.proof.ground import (
    IssueWish,
    ground_of_issue,
    ground_of_period,
    with_days,
)
from enforcement_cli.workflow.proof.period import moment_told, period_told
from enforcement_cli.workflow.proof.personal import personal_slips
from enforcement_cli.workflow.prose import read_prose
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, kw_only=True)
class Proofread:
    """A file with what was found in it; `told` where the text itself said which period it is of."""

    path: Path
    prose: Prose
    ground: Ground
    proof: Proof
    told: bool

    @cached_property
    def around(self) -> Surroundings:
        """Where its places are."""
        return Surroundings(self.prose)


def proofread(
    room: Room,
    path: Path,
    wish: PeriodWish | None,
    *,
    known_at: datetime,
    as_told: bool = False,
    issue: IssueWish | None = None,
) -> Proofread:
    """Hold a file against the store.

    Args:
        room: the desk with its campaign.
        path: docx, md, txt, html or xlsx.
        wish: the period asked for; None: the one the text says, else the last complete week.
        known_at: what had been received by then counts.
        as_told: by the earlier moment that the text itself names (数据时点), where it names one.
        issue: a published issue instead of a period.

    Raises:
        UnknownName: no such file, period or issue, or nothing has been received yet.
        Unreadable: the file is no text.
    """
    prose = read_prose(path)
    if not room.workspace.store.exists():
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    said = None if wish else period_told(prose.text, room.desk, room.campaign)
    claims = claims_of(prose)
    if as_told:
        known_at = moment_told(prose.text, known_at)
    with open_store(room.workspace.store, write=False) as connection:
        if issue is not None:
            ground = ground_of_issue(connection, room, issue, known_at, prose.text)
        else:
            asked = said or resolve_period(
                wish or PeriodWish(), room.desk, room.campaign, known_at.date()
            )
            ground = ground_of_period(connection, room, asked, known_at, prose.text)
        around = Surroundings(prose, tuple(claims))
        days = (days_wanted(claim, around, ground) for claim in claims if claim.is_total)
        ground = with_days(connection, room, ground, (each for each in days if each is not None))
    marks = marks_of(prose, claims, ground)
    words = slips_of(prose, claims, marks, ground)
    slips = in_order((*words, *personal_slips(prose, ground.parties)))
    proof = Proof(marks=marks, slips=slips)
    return Proofread(path=path, prose=prose, ground=ground, proof=proof, told=said is not None)
