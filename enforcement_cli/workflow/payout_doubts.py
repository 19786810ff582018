"""R-18 of every case that more was paid out of than has come in, by the whole set of returns.

Comes in: the store as known. Goes out: problems by return. Refuses to say which list is wrong: a
payment list that has not come yet takes the doubt away again.
"""

from decimal import Decimal

from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.current import View
from enforcement_cli.store.payouts import overpaid_cases
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.checks import rule


def payout_doubts(connection: Connection, view: View) -> list[tuple[int, str, Problem]]:
    """(return_id, court, problem) at the last payment of each such case."""
    return [
        (
            case.return_id,
            case.court,
            Problem(
                rule=rule("R-18"),
                origin=Origin(
                    file=case.file_name, sheet=case.sheet, row=case.row, column=case.column
                ),
                facts={"paid": _yuan(case.paid_fen), "recovered": _yuan(case.recovered_fen)},
                field="amount_fen",
                case_no=case.case_no,
                subject="amount_paid_out>amount_recovered",
                value=Decimal(case.paid_fen),
            ),
        )
        for case in overpaid_cases(connection, view)
    ]


def _yuan(fen: int) -> str:
    return format(in_unit(fen, "元"), "f")
