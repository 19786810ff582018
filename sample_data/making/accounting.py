"""The rules by which statements of a case become its state and its dated money.

In: accepted returns and recorded answers. Out: an account of every case.
Refuses to know periods, totals and files: `figures` counts, this only settles.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sample_data.making.causes import actions_of
from sample_data.making.nouns import WITHDRAWN, Answer, Return, Statement
from sample_data.making.weeks import END, START, Week

SMALL_AT_MOST_FEN = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One case as known at a moment; `flows` are (day, fen), `recovered_fen` includes opening."""

    court: str
    last: Statement
    claim_fen: int
    waived_fen: int | None
    closing_claim_fen: int | None
    closed_on: date | None
    close_method: str | None
    recovered_fen: int
    flows: tuple[tuple[date, int], ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """What one return slot says of a case, its versions already laid over each other."""

    court: str
    week: Week
    row: Statement
    recovered_fen: int | None


def accounts(
    returns: Iterable[Return], answers: Sequence[Answer], transfers: dict[str, str]
) -> dict[str, Account]:
    """Every case of the accepted ledgers, settled.

    Args:
        returns: the returns known, in any order.
        answers: the explanations known.
        transfers: case number to the court it counts for.
    """
    slots: dict[str, list[_Slot]] = defaultdict(list)
    ledgers = [r for r in returns if r.accepted and r.form == "cases"]
    for sent in sorted(ledgers, key=lambda r: (r.week.end, r.version)):
        for row in sent.statements:
            if not row.held:
                _lay(slots[row.case_no], sent, row)
    explained = {answer.case_no for answer in answers if answer.code == "P-01"}
    return {
        number: _settled(number, chain, transfers, explained=number in explained)
        for number, chain in slots.items()
    }


def _lay(chain: list[_Slot], sent: Return, row: Statement) -> None:
    """Append a statement; a later version of the same slot replaces field by field."""
    fen = None if "recovered_fen" in row.held_fields else row.recovered_fen
    if chain and (chain[-1].court, chain[-1].week) == (sent.court.code, sent.week):
        before = chain.pop()
        fen = before.recovered_fen if fen is None else fen
    chain.append(_Slot(court=sent.court.code, week=sent.week, row=row, recovered_fen=fen))


def _settled(
    number: str, chain: Sequence[_Slot], transfers: dict[str, str], *, explained: bool
) -> Account:
    last = chain[-1].row
    closed_on, method, frozen_claim = _closing(chain)
    recovered, flows = _money(chain, explained=explained)
    claim = frozen_claim if frozen_claim is not None else last.claim_fen
    own_court = number.split("）")[1].split("执", maxsplit=1)[0]
    return Account(
        court=transfers.get(number, own_court),
        last=last,
        claim_fen=last.claim_fen,
        waived_fen=last.waived_fen,
        closing_claim_fen=last.closing_claim_fen,
        closed_on=closed_on,
        close_method=method,
        recovered_fen=recovered,
        flows=tuple(flows),
        actions=actions_of(last.cause, small=claim <= SMALL_AT_MOST_FEN),
    )


def _closing(chain: Sequence[_Slot]) -> tuple[date | None, str | None, int | None]:
    """The closing that stands, and the claim of the statement that first stated it."""
    closed_on: date | None = None
    method: str | None = None
    claim: int | None = None
    for slot in chain:
        row = slot.row
        if row.close_method == WITHDRAWN:
            closed_on = method = claim = None
        elif row.closed_on is not None:
            if row.closed_on != closed_on:
                closed_on, claim = row.closed_on, row.claim_fen
            method = row.close_method or method
    return closed_on, method, claim


def _money(chain: Sequence[_Slot], *, explained: bool) -> tuple[int, list[tuple[date, int]]]:
    """The money that stands and its dated flows; the opening is in neither flow."""
    flows: list[tuple[date, int]] = []
    stands: int | None = None
    known_until = START
    for slot in chain:
        fen = slot.recovered_fen
        if fen is None:
            continue
        if stands is None:
            day = _first_day(slot)
            stands = fen
            if day and fen:
                flows.append((day, fen))
        elif fen > stands:
            flows.append((_day_between(slot, known_until), fen - stands))
            stands = fen
        elif fen < stands and explained:
            flows.append((slot.week.end, fen - stands))
            stands = fen
        known_until = slot.week.end
    return stands or 0, flows


def _first_day(slot: _Slot) -> date | None:
    """The day of a first statement's money, or None where it is an opening balance."""
    row, until = slot.row, slot.week.end
    received = row.received_on if row.received_on and START <= row.received_on <= END else None
    closed_now = row.closed_on if row.closed_on and slot.week.holds(row.closed_on) else None
    if not (received or closed_now or row.filed_on > START):
        return None
    dated = (day for day in (row.received_on, row.closed_on) if day and START <= day <= until)
    return next(dated, until)


def _day_between(slot: _Slot, known_until: date) -> date:
    """Receipt date, else closing date, if it falls after the last statement; else as-of."""
    dated = (slot.row.received_on, slot.row.closed_on)
    return next((d for d in dated if d and known_until < d <= slot.week.end), slot.week.end)
