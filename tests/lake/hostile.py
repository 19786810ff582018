"""A small store in which everything happens that engines might see differently.

Comes in: nothing. Goes out: a Store with two courts' returns of five weeks: what is missing, tied,
negative, quoted, beyond 2^53, withdrawn, answered, transferred. Refuses what no return can say.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from enforcement_cli.model.campaign import Action
from tests.facts import (
    CAMPAIGN,
    QINGHE,
    YINZHOU,
    Store,
    _frame,
    _sent,
    aggregate,
    case,
    day,
    held,
    ledger,
    measure,
    measure_list,
    no,
    payment_list,
    payout_list,
    payout_of,
    receipt_of,
    store_of,
    unread,
)

BEYOND_FLOATS = 2**53 + 1
EXTRA = (
    "closing_claim_fen", "settled_on", "due_on", "deducted_days", "is_key", "officer", "team",
    "debtor", "debtor_kind", "applicant", "applicant_kind", "waived_fen", "declared_actions",
    "original_case_no", "received_on", "note",
)  # fmt: skip
QUOTED = 'O\'甲\\乙\n"丙"'
ACTIONS = (
    Action(id="small", name="小标的", claim_at_most_fen=10_000_000),
    Action(id="first", name="按首报", claim_at_most_fen=10_000_000, frozen_at="baseline"),
    Action(id="large", name="大标的", claim_above_fen=10_000_000, frozen_at="never"),
    Action(id="wages", name="欠薪", causes=("wage", "migrant_wage")),
    Action(id="old", name="旧案", filed_before=date(2025, 11, 1)),
    Action(id="open", name="未结", status="open"),
    Action(id="closed", name="已结", status="closed"),
    Action(id="firms", name="涉企", party="enterprise"),
    Action(id="marked", name="自报'类", declared=True),
    Action(id="some", name="并集", any_of=("small", "wages")),
    Action(id="both", name="交集", all_of=("small", "wages")),
)
HOSTILE_CAMPAIGN = replace(CAMPAIGN, actions=ACTIONS, scope="actions")


def _who(serial: int) -> dict[str, Any]:
    """Team and officer: named, blank, missing, quoted."""
    team = ("一庭", None, "", "二庭")[serial % 4]
    officer = ("丁某", "", None, QUOTED, "丁某、戊某")[serial % 5]
    return {"team": team, "officer": officer}


def _parties(serial: int) -> dict[str, Any]:
    names = (None, "铁岭某某公司", "张某、某某厂、李某", "企业家王某", "", "某公司\n")
    kinds = (None, "自然人", "企业法人", "")
    return {
        "debtor": names[serial % 6],
        "applicant": names[(serial + 1) % 6],
        "debtor_kind": kinds[serial % 4],
        "applicant_kind": kinds[(serial // 2) % 4],
    }


def _row(serial: int, court: str = YINZHOU, **said: Any) -> dict[str, Any]:
    more = {
        **_who(serial),
        **_parties(serial),
        "is_key": (None, True, False)[serial % 3],
        "declared_actions": ([], ["自报'类"], ["marked", "别的"])[serial % 3],
        "cause": (None, "追索劳动报酬纠纷", "买卖合同纠纷", "农民工工资")[serial % 4],
    }
    return case(serial, court=court, **{**more, **said, **_hundreds(said, "money", "claim")})


def _hundreds(said: dict[str, Any], *names: str) -> dict[str, Any]:
    """In hundreds of 元: a column of small sums would be taken for one in 万元, and held back."""
    return {name: said[name] and said[name] * 100 for name in names if name in said}


def _weeks() -> list[Any]:
    """Ledgers: money up, down and gone, closings taken back, versions, columns absent."""
    first = [
        _row(1, money=0, claim=900, filed="11-03", deducted_days=3),
        _row(2, money=None, claim=None, filed=None),
        _row(3, money=50, claim=1_000, filed="10-31", closed="12-23", how="closed_interim"),
        _row(4, money=70, claim=2_000, filed="12-24", closing_claim_fen=15_000_000),
        _row(5, money=10, claim=1_000, received="12-22", waived_fen=9_900_000),
        _row(6, money=30, claim=1_001, received="11-30", due_on=day("12-31")),
        _row(7, money=5, claim=0, filed="12-25", closed="12-28", how="terminated"),
        _row(8, claim_fen=BEYOND_FLOATS, recovered_fen=BEYOND_FLOATS - 2, filed="12-20"),
        _row(9, money=100, claim=100, closed="12-26", settled_on=day("12-26")),
        _row(10, money=10, claim=500, filed="11-30"),
        _row(11, money=20, claim=500) | {"case_no": no(11, kind="执恢"), "case_type": "执恢"},
        _row(12, money=20, claim=500) | {"case_no": no(12, kind="执保"), "case_type": "执保"},
    ]
    second = [
        _row(1, money=40, claim=1_100),
        _row(2, money=7, claim=None, filed="11-05"),
        _row(3, money=50, closed=None, cleared=("closed_on", "close_method")),
        _row(4, money=60, claim=2_000, filed="12-24", closed="01-02", closing_claim_fen=20_000_000),
        _row(5, money=10, received="01-01"),
        _row(8, claim_fen=BEYOND_FLOATS, recovered_fen=BEYOND_FLOATS, filed="12-20"),
        _row(10, money=None, claim=500),
        _row(13, money=3, claim=900, filed="01-01", closed="01-04"),
        _row(14, money=4, claim=900, filed="01-01", closed="01-04"),
    ]
    third = [
        _row(1, money=40, claim=900, closed="01-09", how="completed"),
        _row(3, money=55, closed="01-08", how="completed"),
        _row(4, money=80, closed="01-02"),
        _row(5, money=12, cleared=("close_method",)),
        _row(10, money=0, claim=500_000),
    ]
    return [
        ledger(2, *first, extra=EXTRA, slips=[unread(6), held(99)],
               measures=[measure(1, None, column="拘留", quantity=1),
                         measure(3, "12-24", column="罚款", kind="fine"),
                         measure(4, None, column="拘留", quantity=2)]),
        ledger(3, *second, extra=EXTRA, slips=[unread(10)],
               measures=[measure(1, None, column="拘留", quantity=3),
                         measure(3, "01-01", column="罚款", kind="fine"),
                         measure(4, None, column="拘留", quantity=2)]),
        ledger(4, *third, extra=EXTRA, again=0),
        ledger(4, _row(1, money=41, claim=900, closed="01-09"), extra=EXTRA, again=1, version=2),
        ledger(4, _row(14, money=None), lacking=("recovered_fen", "closed_on"), again=2),
    ]  # fmt: skip


def _other_court() -> list[Any]:
    return [
        ledger(2, *(_row(s, QINGHE, money=1, claim=3) for s in range(20, 24)),
               *(_row(s, QINGHE, money=s * 10, claim=s * 100) for s in range(24, 30)),
               court=QINGHE, extra=EXTRA),
        ledger(3, *(_row(s, QINGHE, money=10_000, claim=30_000, closed="01-02")
                    for s in range(20, 24)), court=QINGHE, extra=EXTRA),
        ledger(5, _row(20, QINGHE, money=1), court=QINGHE, extra=EXTRA),
    ]  # fmt: skip


def _money_lists() -> list[Any]:
    payouts = [
        payout_of(6, "12-24", 500),
        payout_of(9, "01-02", 4000, None),
        payout_of(9, "01-02", 4000),
    ]
    return [
        payment_list(2, receipt_of(6, "12-23", 500), receipt_of(6, "12-30", 500),
                     receipt_of(9, "12-24", 6000), receipt_of(9, "12-24", 6000)),
        payment_list(3, receipt_of(6, "12-30", 700), receipt_of(6, "12-23", 500),
                     receipt_of(9, "12-24", 6100)),
        payment_list(3, receipt_of(9, "01-02", -2000), receipt_of(6, "01-03", 300), again=1),
        payment_list(4, receipt_of(9, "12-19", 200), receipt_of(21, "01-05", 900, QINGHE)),
        payout_list(2, *payouts[:1]),
        payout_list(3, *payouts, payout_of(9, "12-24", 100)),
        payout_list(4, payout_of(9, "12-24", 100), payout_of(6, "01-06", 200, 3)),
    ]  # fmt: skip


def _measures() -> list[Any]:
    told = measure(1, "12-23", kind="pre_penalty", person="p1")
    return [
        measure_list(2, told, measure(None, "12-24", person="p2"), measure(None, "12-24"),
                     measure(5, "12-24", kind="fine") | {"amount_fen": 12_345},
                     measure(5, "12-24", kind="fine") | {"amount_fen": 12_345},
                     measure(9, "12-24", kind="criminal_public", person="p1"),
                     measure(9, "12-25", kind="criminal_public", person="p1", quantity=2)),
        measure_list(3, told | {"stage": "complied", "amount_fen": BEYOND_FLOATS},
                     measure(None, "12-30", person="p2"), measure(5, "12-30", kind="fine"),
                     measure(9, "12-26", kind="criminal_public")),
        measure_list(4, measure(9, "12-26", kind="criminal_public"), measure(77, "01-06"),
                     measure(2, "01-07", person="p3") | _who(3)),
        measure_list(3, measure(21, "01-01", court=QINGHE, person="p1"), court=QINGHE),
    ]  # fmt: skip


def _matters() -> list[Any]:
    rows = [
        {
            "case_no": no(1),
            "matter": QUOTED,
            "owner": "丁某",
            "due_on": day("01-05"),
            "state": "open",
        },
        {"case_no": None, "matter": "事项", "owner": None, "due_on": None, "state": "done"},
        {
            "case_no": no(5),
            "matter": "事项",
            "owner": QUOTED,
            "due_on": day("01-20"),
            "state": None,
        },
    ]
    frames = {"todos": _frame("todos", rows)}
    return [
        _sent("todos", 3, YINZHOU, ["matter"], frames, [], {}),
        _sent("todos", 4, YINZHOU, ["matter"], {"todos": _frame("todos", rows[1:])}, [], {}),
        aggregate(3, {(None, "cases_closed", "period"): 3}),
    ]


def hostile_store() -> Store:
    """The store: every return taken, one of them withdrawn, one fall of money explained."""
    moved = {no(7): QINGHE, no(5): "辽'12\\09"}
    store = store_of(*_weeks(), *_other_court(), *_money_lists(), *_measures(), *_matters(),
                     transfers=moved, campaign=HOSTILE_CAMPAIGN)  # fmt: skip
    gone = store.take(ledger(5, _row(1, money=9_999, claim=1), extra=EXTRA, file="撤回.xlsx"))
    store.withdraw(gone[0])
    store.explain(4)
    return store
