"""The slots of a campaign by court and form, worked out for a court when one of its files is judged.

Comes in: what the store said of all returns, once. Goes out: the same slots as the board's, without
their files, and when each file first came. A year of two hundred courts has ten thousand returns
and slots, and a file is of one court: most are never looked at. Refuses to open the store.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from enforcement_cli.model.board import Slot
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardReturn, BoardRow, board_return
from enforcement_cli.workflow.board import Known, late_periods, slots_of
from enforcement_cli.workflow.workdays import WorkDays

_Sender = tuple[str, str]
_File = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtSlots:
    """The slots of one court at a time. `known` is without returns: those are in `by_court`.

    They are packed, a court's by themselves: every reader gets all of them and unpacks few.
    """

    desk: Desk
    campaign: Campaign
    days: WorkDays
    known: Known
    by_court: Mapping[str | None, bytes]
    worked_out: dict[str, tuple[Slot, ...]] = field(default_factory=dict)

    def of(self, court: str) -> tuple[Slot, ...]:
        """All slots of a court, in the order of the campaign file, then of periods."""
        if court not in self.worked_out:
            # A file that named no court at first may be this one's by now.
            returns = [*self.returns_of(court), *self.returns_of(None)]
            known = replace(self.known, returns=returns)
            slots = slots_of(self.desk, self.campaign, self.days, known, courts=(court,))
            self.worked_out[court] = tuple(replace(slot, file=None, history=()) for slot in slots)
        return self.worked_out[court]

    def returns_of(self, court: str | None) -> Sequence[BoardReturn]:
        """What a court ever sent, or what nobody could be named for, in order of receipt."""
        packed = self.by_court.get(court)
        return [board_return(row) for row in pickle.loads(packed)] if packed else []  # noqa: S301


def court_slots(
    desk: Desk,
    campaign: Campaign,
    days: WorkDays,
    known: Known,
    rows: Mapping[str | None, Sequence[BoardRow]],
) -> CourtSlots:
    """What each court's slots are worked out from: its `rows`, and what else is known."""
    return CourtSlots(
        desk=desk,
        campaign=campaign,
        days=days,
        known=known,
        by_court={court: pickle.dumps(mine) for court, mine in rows.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsBySender(Mapping[_Sender, tuple[Slot, ...]]):
    """The slots by court and form."""

    source: CourtSlots

    def __getitem__(self, sender: _Sender) -> tuple[Slot, ...]:
        """The slots of a court's form."""
        court, form = sender
        if not any(court == known.code for known in self.source.desk.courts):
            raise KeyError(sender)
        slots = tuple(slot for slot in self.source.of(court) if slot.form == form)
        if not slots:
            raise KeyError(sender)
        return slots

    def __iter__(self) -> Iterator[_Sender]:
        """Courts and forms in the order of the campaign file."""
        expects = self.source.campaign.expects
        senders = [
            (court.code, expected.form)
            for expected in expects
            for court in self.source.desk.courts
            if expected.courts is None or court.code in expected.courts
        ]
        return iter(dict.fromkeys(senders))

    def __len__(self) -> int:
        """How many of them expect anything."""
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateByCourt(Mapping[str, tuple[Period, ...]]):
    """The periods each court was late in."""

    source: CourtSlots

    def __getitem__(self, court: str) -> tuple[Period, ...]:
        """Those of a court of the desk."""
        if not any(court == known.code for known in self.source.desk.courts):
            raise KeyError(court)
        return late_periods(self.source.of(court))

    def __iter__(self) -> Iterator[str]:
        """The courts in the order of the campaign file."""
        return iter([court.code for court in self.source.desk.courts])

    def __len__(self) -> int:
        """How many courts the desk has."""
        return len(self.source.desk.courts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameByFile(Mapping[_File, datetime]):
    """When each file first came, by its fingerprint and the court it was read as."""

    source: CourtSlots

    def __getitem__(self, file: _File) -> datetime:
        """Of a file that is in."""
        sha256, court = file
        for each in self.source.returns_of(court):
            if each.sha256 == sha256:
                return each.received_at
        raise KeyError(file)

    def __iter__(self) -> Iterator[_File]:
        """Each file and court once, court after court."""
        return iter(
            dict.fromkeys(
                (each.sha256, court)
                for court in self.source.by_court
                for each in self.source.returns_of(court)
            )
        )

    def __len__(self) -> int:
        """How many files and courts there are."""
        return sum(1 for _ in self)
