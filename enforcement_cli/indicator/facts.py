"""The facts that indicators count: cases, money, measures and payouts as one relation.

Comes in: the relations of store/. Goes out: `members`, every case of the campaign with the actions
it is in, and `facts`, whose columns the kinds of fact share; what a kind has not is NULL. Refuses
to know indicators and windows.
"""

from collections.abc import Mapping

from enforcement_cli.indicator.membership import action_column, members_relation
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.vocabulary.case_lists import limit

# What the facts sum over cases, and the columns of a ledger it is made of.
LEDGER_COLUMNS = {
    "claim_fen": ("claim_fen",),
    "final_claim_fen": ("claim_fen",),
    "amount_fen": ("recovered_fen",),
    "days": ("filed_on", "closed_on"),
    "natural_days": ("filed_on", "closed_on"),
}
# final_claim_fen: what was to be recovered in the end, 结案标的 where it is stated (domain.md 5.3).
# days: 办案用时, without the days that the term does not run; natural_days with them. The last
# eight lead back to the cells: where the number stands, what is stated there, what was taken off.
_CASE_FACTS = """
    SELECT 'cases' AS source, court, team, officer, case_no, case_type, filed_on, closed_on,
           close_method, due_on, settled_on, {limit} AS limit_on, is_key, money_told,
           NULL::DATE AS day, NULL::VARCHAR AS nature,
           NULL::VARCHAR AS kind, NULL::VARCHAR AS stage, NULL::VARCHAR AS operation,
           claim_fen, coalesce(closing_claim_fen, claim_fen) AS final_claim_fen,
           recovered_fen AS amount_fen, waived_fen, NULL::BIGINT AS quantity,
           date_diff('day', filed_on, closed_on) - coalesce(deducted_days, 0) AS days,
           date_diff('day', filed_on, closed_on) AS natural_days, coalesce(deducted_days, 0)
           AS deducted_days, NULL::VARCHAR AS person_key, in_scope{flags},
           NULL::BIGINT AS return_id, NULL::VARCHAR AS sheet, NULL::INTEGER AS row,
           NULL::BIGINT AS stated, NULL::BIGINT AS before_stated,
           NULL::BIGINT AS before_return_id, NULL::VARCHAR AS before_sheet,
           NULL::INTEGER AS before_row
    FROM members"""
_OF_CASE = """m.case_type, m.filed_on, m.closed_on, m.close_method, m.due_on, m.settled_on,
           NULL, m.is_key, m.money_told"""
_RECEIPT_FACTS = f"""
    SELECT 'receipts', m.court, m.team, m.officer, r.case_no, {_OF_CASE}, r.day, r.nature, NULL,
           NULL, NULL, m.claim_fen, NULL, r.amount_fen, NULL, NULL, NULL, NULL, NULL, NULL,
           m.in_scope{{flags}}, r.return_id, r.sheet, r.row, r.stated_fen, r.before_fen,
           r.before_return_id, r.before_sheet, r.before_row
    FROM receipts r JOIN members m ON m.case_no = r.case_no"""
# A measure counts for the court that took it; it joins an action only through its case.
_MEASURE_FACTS = f"""
    SELECT 'measures', x.court, coalesce(x.team, m.team), coalesce(x.officer, m.officer),
           x.case_no, {_OF_CASE}, x.day, NULL, x.kind, x.stage, x.operation,
           m.claim_fen, NULL, x.amount_fen, NULL, x.quantity, NULL, NULL, NULL,
           x.person_key, true{{flags}}, x.return_id, x.sheet, x.row, NULL, NULL, NULL, NULL, NULL
    FROM current_measures x LEFT JOIN members m ON m.case_no = x.case_no"""
# quantity: how many people were paid.
_PAYOUT_FACTS = f"""
    SELECT 'payouts', m.court, m.team, m.officer, p.case_no, {_OF_CASE}, p.day, NULL, NULL, NULL,
           NULL, m.claim_fen, NULL, p.amount_fen, NULL, p.payees, NULL, NULL, NULL, NULL,
           m.in_scope{{flags}}, p.return_id, p.sheet, p.row, NULL, NULL, NULL, NULL, NULL
    FROM current_payouts p JOIN members m ON m.case_no = p.case_no"""


def deadline() -> str:
    """SQL of the last day of a case's term (domain.md 2.5), with the days that do not run.

    Where none is stated it is assumed, some months from filing.
    """
    months = limit("execution_months")
    return (
        f"(CAST(coalesce(due_on, filed_on + INTERVAL {months} MONTH) AS DATE)"
        " + CAST(coalesce(deducted_days, 0) AS INTEGER))"
    )


def fact_relations(campaign: Campaign, base: Mapping[str, str]) -> dict[str, str]:
    """The relations an indicator is evaluated over, on top of those of the store."""
    columns = [action_column(action.id) for action in campaign.actions]

    def flags(prefix: str) -> str:
        return "".join(f", coalesce({prefix}{column}, false) AS {column}" for column in columns)

    kinds = [
        _CASE_FACTS.format(flags=flags(""), limit=deadline()),
        _RECEIPT_FACTS.format(flags=flags("m.")),
        _MEASURE_FACTS.format(flags=flags("m.")),
    ]
    if "current_payouts" in base:
        kinds.append(_PAYOUT_FACTS.format(flags=flags("m.")))
    return {"members": members_relation(campaign), "facts": " UNION ALL ".join(kinds)}
