"""Random sets of returns as two courts might send them over four weeks, wrong and late ones too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.facts import (
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    case,
    ledger,
    measure,
    measure_list,
    no,
    payment_list,
    receipt_of,
    unread,
    week,
)

WEEKS = (2, 3, 4, 5)
SERIALS = (1, 2, 3)
MONEY = st.sampled_from([None, 0, 10, 20, 20, 30, 40, 50])


def days_until(number: int) -> st.SearchStrategy[str]:
    """A day of this week or one of the two before."""
    last = week(number).end
    return st.integers(0, 20).map(lambda back: f"{last - timedelta(days=back):%m-%d}")


@st.composite
def statements(draw: st.DrawFn, serial: int, number: int, court: str) -> dict[str, Any]:
    """One row of a ledger of that week."""
    closed = draw(st.none() | days_until(number))
    return case(
        serial,
        court=court,
        money=draw(MONEY),
        claim=draw(st.sampled_from([None, 500, 1_000])),
        closed=closed,
        how=draw(st.sampled_from(["completed", "closed_interim"])) if closed else None,
        received=draw(st.none() | days_until(number)),
        filed=draw(st.sampled_from([None, "11-03", "12-24"])),
        cleared=draw(st.sampled_from([(), (), (), ("closed_on", "close_method")])),
    )


@st.composite
def ledgers(draw: st.DrawFn, number: int, again: int, court: str) -> Sent:
    """A ledger of a week, with cases left out, cells unread and columns absent."""
    serials = draw(st.lists(st.sampled_from(SERIALS), unique=True, min_size=1))
    rows = [draw(statements(serial, number, court)) for serial in serials]
    slips = []
    if draw(st.integers(0, 4)) == 0:
        rows[0] |= {"recovered_fen": None}
        slips = [unread(serials[0], court=court)]
    lacking = draw(st.sampled_from([(), (), (), ("recovered_fen",), ("claim_fen",)]))
    marks = []
    if draw(st.booleans()):
        on = draw(st.none() | days_until(number))
        count = 1 if on else draw(st.integers(1, 4))
        marks = [measure(serials[0], on, quantity=count, column="detained", court=court)]
    return ledger(
        number, *rows, court=court, again=again, slips=slips, lacking=lacking,
        extra=["received_on"], measures=marks,
    )  # fmt: skip


@st.composite
def lists(draw: st.DrawFn, number: int, again: int, court: str, kind: str) -> Sent:
    """A list of measures or payments of a week, with days of earlier weeks too."""
    events = draw(
        st.lists(
            st.tuples(st.sampled_from(SERIALS), days_until(number), st.integers(1, 9)), max_size=3
        )
    )
    if kind == "measures":
        rows = [measure(s, on, quantity=n, court=court) for s, on, n in events]
        return measure_list(number, *rows, court=court, again=again)
    rows = [receipt_of(s, on, n, court=court) for s, on, n in events]
    return payment_list(number, *rows, court=court, again=again)


@st.composite
def campaigns(draw: st.DrawFn, *, listed: bool = True) -> list[Sent]:
    """What came in, each return another file; weeks may be missing or corrected."""
    sent: list[Sent] = []
    for court in (YINZHOU, QINGHE):
        for number in WEEKS:
            for again in range(draw(st.sampled_from([0, 1, 1, 2]))):
                sent.append(draw(ledgers(number, again, court)))
            if listed and draw(st.booleans()):
                kind = draw(st.sampled_from(["measures", "payments"]))
                sent.append(draw(lists(number, 0, court, kind)))
    return sent


def snapshot(store: Store) -> dict[str, Any]:
    """The state by content: files instead of ids, for ids number arrivals."""
    files = "JOIN returns n USING (return_id)"
    return {
        "cases": store.ask("SELECT * EXCLUDE (last_rank) FROM current_cases ORDER BY case_no"),
        "receipts": store.ask(
            "SELECT r.case_no, r.day, r.amount_fen, r.nature, r.sheet, r.row, n.file_name"
            f" FROM receipts r {files} ORDER BY ALL"
        ),
        "measures": store.ask(
            f"SELECT m.* EXCLUDE (return_id), n.file_name FROM current_measures m {files}"
            " ORDER BY ALL"
        ),
        "doubts": sorted(
            (
                d.code,
                d.file_name,
                d.sheet or "",
                d.row or 0,
                d.field,
                d.case_no,
                sorted(d.facts.items()),
            )
            for d in doubts_of(store)
        ),
    }


def doubts_of(store: Store) -> list[Any]:
    from enforcement_cli.store.doubts import find_doubts

    return find_doubts(store.connection, store.view())


def explained_falls(store: Store) -> list[str]:
    """Explain every fall there is; the cases."""
    numbers = sorted({d.case_no for d in doubts_of(store) if d.code == "P-01"})
    for serial in SERIALS:
        if no(serial) in numbers:
            store.explain(serial)
    return numbers
