"""What an earlier explanation answers already, taken out of the receipts of new returns.

Comes in: receipts, the store they are in. Goes out: receipts that ask nobody twice. Refuses to
forget: the problems stay in the store, with the explanation that holds for them.
"""

from dataclasses import replace
from datetime import datetime

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.problems import Wanted, is_explained, problems_at
from enforcement_cli.store.session import Connection

_EVER = datetime.max.replace(microsecond=0, tzinfo=BEIJING)


def without_answered(
    connection: Connection, receipts: dict[str, list[Receipt]]
) -> dict[str, list[Receipt]]:
    """Receipts without the problems that an explanation given before already answers."""
    numbers = [r.return_id for found in receipts.values() for r in found if r.return_id]
    if not numbers or not is_explained(connection):
        return receipts
    answered = {
        (p.return_id, p.code, p.case_no, p.sheet, p.row, p.column, p.message)
        for p in problems_at(connection, _EVER, Wanted(returns=numbers))
        if p.state in ("explained", "expired")
    }
    return {
        name: [
            replace(
                receipt,
                problems=tuple(
                    p
                    for p in receipt.problems
                    if (receipt.return_id, p.code, p.case_no, p.origin.sheet, p.origin.row,
                        p.origin.column, p.message) not in answered
                ),
            )
            for receipt in found
        ]
        for name, found in receipts.items()
    }  # fmt: skip
