"""The slots of a campaign by court and form, worked out for a court when one of its files is judged.

Comes in: what the store said of all returns, once. Goes out: the same slots as the board's, without
their files. A year of two hundred courts has ten thousand slots, and a file is of one court: most
are never worked out. Refuses to open the store.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from enforcement_cli.model.board import Slot
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardReturn
from enforcement_cli.workflow.board import Known, late_periods, slots_of
from enforcement_cli.workflow.workdays import WorkDays

_Sender = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtSlots:
    """The slots of one court at a time. `known` is without returns: those are in `by_court`."""

    desk: Desk
    campaign: Campaign
    days: WorkDays
    known: Known
    by_court: Mapping[str | None, Sequence[BoardReturn]]
    worked_out: dict[str, tuple[Slot, ...]] = field(default_factory=dict)

    def of(self, court: str) -> tuple[Slot, ...]:
        """All slots of a court, in the order of the campaign file, then of periods."""
        if court not in self.worked_out:
            # A file that named no court at first may be this one's by now.
            returns = [*self.by_court.get(court, ()), *self.by_court.get(None, ())]
            known = replace(self.known, returns=returns)
            slots = slots_of(self.desk, self.campaign, self.days, known, courts=(court,))
            self.worked_out[court] = tuple(replace(slot, file=None, history=()) for slot in slots)
        return self.worked_out[court]


def court_slots(desk: Desk, campaign: Campaign, days: WorkDays, known: Known) -> CourtSlots:
    """Of all that is known, what each court's slots are worked out from."""
    by_court: dict[str | None, list[BoardReturn]] = {}
    for each in known.returns:
        by_court.setdefault(each.court, []).append(each)
    return CourtSlots(
        desk=desk,
        campaign=campaign,
        days=days,
        known=replace(known, returns=()),
        by_court=by_court,
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
