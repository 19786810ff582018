"""What the desk already has: the same return is the same bytes *and* court, form and period."""

from collections.abc import Callable, Sequence
from datetime import datetime

from enforcement_cli.check.routing import Given
from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import StoredReturn
from enforcement_cli.vocabulary.checks import rule

_IN_FORCE = ("accepted", "gaps")


def known_file(
    known: Sequence[StoredReturn],
    sha256: str,
    name: str,
    given: Given,
    read_otherwise: Callable[[StoredReturn], bool],
) -> list[StoredReturn]:
    """The accepted returns this very file gave before, so that it need not be read again.

    A file of other name is read all the same: a 零报告 of two courts may be equal to the byte and
    differ in the name alone. So is every file when the clerk now says otherwise, on the command
    line or (`read_otherwise`) in what is remembered of the court's columns.
    """
    if given.court or given.as_of or given.form or not sha256:
        return []
    last = {
        slot_of(stored): stored
        for stored in known
        if stored.sha256 == sha256
        and _base(stored.file_name) == _base(name)
        and stored.status in _IN_FORCE
        and not stored.withdrawn
    }
    return [] if any(map(read_otherwise, last.values())) else list(last.values())


def same_return(known: Sequence[StoredReturn], receipt: Receipt) -> StoredReturn | None:
    """The stored return that `receipt` is once more: accepted before, or refused before.

    Read with other answers it is another reading of the file, whose last reading alone counts.
    """
    mine = [r for r in known if r.sha256 == receipt.sha256 and not r.withdrawn]
    slot = _head_slot(receipt)
    if receipt.status == "returned":
        for stored in mine:
            same = stored.mapping == receipt.mapping and (not slot or slot_of(stored) == slot)
            if stored.status == "returned" and same:
                return stored
    accepted = [r for r in mine if r.status in _IN_FORCE and slot and slot_of(r) == slot]
    if accepted and accepted[-1].mapping == receipt.mapping:
        return accepted[-1]
    return None


def duplicate_receipt(
    stored: StoredReturn, shown: str, at: datetime, known: Sequence[StoredReturn]
) -> Receipt:
    """The answer to a return that is already in: F-04, nothing stored."""
    version = 1 + sum(
        1
        for other in known
        if slot_of(other) == slot_of(stored)
        and other.received_at < stored.received_at
        and other.status in _IN_FORCE
    )
    when = stored.received_at.strftime("%Y-%m-%d %H:%M")
    problem = Problem(
        rule=rule("F-04"),
        origin=Origin(file=shown),
        facts={"when": when, "version": str(version)},
    )
    return Receipt(
        file=shown,
        sha256=stored.sha256,
        status="duplicate",
        received_at=at,
        head=_stored_head(stored),
        return_id=stored.return_id,
        rows=stored.rows,
        held=stored.held,
        problems=(problem,),
    )


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def slot_of(stored: StoredReturn) -> tuple[object, ...]:
    """What a return is one of: a later one of the same slot replaces it."""
    return stored.court, stored.form, stored.campaign, stored.period_start, stored.period_end


def _head_slot(receipt: Receipt) -> tuple[object, ...]:
    head = receipt.head
    if head is None:
        return ()
    return head.court, head.form, head.campaign, head.period_start, head.period_end


def _stored_head(stored: StoredReturn) -> ReturnHead | None:
    if not (stored.court and stored.period_start and stored.period_end and stored.as_of):
        return None
    return ReturnHead(
        campaign=stored.campaign or "",
        court=stored.court,
        form=stored.form or "",
        period_start=stored.period_start,
        period_end=stored.period_end,
        as_of=stored.as_of,
    )
