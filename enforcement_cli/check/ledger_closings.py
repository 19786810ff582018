"""Closings of a ledger that contradict their own row (domain.md 2.1, 2.4; T14 to T16).

Comes in: a ledger without doubted amounts, its campaign, the rules in force. Goes out: problems.
Refuses to know other returns, and closings of before the campaign, which count nowhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.check.asking import (
    Ask,
    Days,
    Line,
    amounts,
    at_rows,
    days,
    equal,
    first_cases,
    kept_rows,
    lines_of,
    over_rows,
    stated,
    whole,
    yuan,
)
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.form import Form
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Mask, Rows, tables_of
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.notes import explains_shortfall
from enforcement_cli.vocabulary.words import cause_classes, livelihood_causes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COMPLETED, _INTERIM = "completed", "closed_interim"
_PAIR = ("closed_on", "close_method")
# 0.01 of the unit an amount is printed in is what rounding may take from it.
_ROUNDING = 100


def check_closings(
    batch: Batch,
    head: ReturnHead,
    campaign: Campaign,
    rules: Mapping[str, Rule],
    asked: Mask,
) -> list[Problem]:
    """R-19, R-20, R-23 and R-27.

    Args:
        batch: a ledger, amounts of doubtful unit missing.
        head: its period.
        campaign: its start, and the causes its actions are of.
        rules: those in force.
        asked: rows whose closing is asked about already: one cause, one message.
    """
    cases = tables_of(batch.frames).rows("cases")
    problems: list[Problem] = []
    if not all(name in cases for name in _PAIR):
        return problems
    counts = kept_rows(cases) & stated(cases, "closed_on") & ~_before(cases, campaign.start)
    interim = counts & _closed_by(cases, _INTERIM)
    completed = counts & _closed_by(cases, _COMPLETED) & ~asked
    if interim.any():
        problems += _fully_paid(batch, interim, rules.get("R-19"))
        problems += _too_early(batch, interim, rules.get("R-23"))
        new = interim & ~_before(cases, head.period_start)
        problems += _for_review(batch, campaign, new, rules.get("R-27"))
    if completed.any():
        problems += _fallen_short(batch, completed, rules.get("R-20"))
    return problems


def _closed_by(cases: Rows, method: str) -> Mask:
    return equal(cases, "close_method", method)


def _before(cases: Rows, day: date) -> Mask:
    mask: Mask = days(cases, "closed_on") < np.datetime64(day, "D")
    return mask


def _asked_for(cases: Rows) -> "tuple[Mask, NDArray[np.int64]]":
    """Where a row says what there was to recover, and that: 结案标的, else 申请执行标的."""
    closing, claim = amounts(cases, "closing_claim_fen"), amounts(cases, "claim_fen")
    asked = np.where(closing > 0, closing, claim)
    return (asked > 0) & stated(cases, "recovered_fen"), asked


def _fully_paid(batch: Batch, interim: Mask, rule: Rule | None) -> list[Problem]:
    """R-19. More than the claim is asked about as such (R-08)."""
    if rule is None:
        return []
    cases = tables_of(batch.frames).rows("cases")
    known, asked = _asked_for(cases)
    recovered, claim = amounts(cases, "recovered_fen"), amounts(cases, "claim_fen")
    above = (claim > 0) & (recovered > claim)
    full = known & (recovered > 0) & (recovered + amounts(cases, "waived_fen") >= asked) & ~above
    ask = Ask(rule=rule, field="recovered_fen", facts=_money)
    return at_rows(batch, cases, interim & full, ask)


def _fallen_short(batch: Batch, completed: Mask, rule: Rule | None) -> list[Problem]:
    """R-20, unless a settlement, a waiver or a payment in kind is named for it."""
    if rule is None:
        return []
    cases = tables_of(batch.frames).rows("cases")
    known, asked = _asked_for(cases)
    gap = asked - amounts(cases, "recovered_fen") - amounts(cases, "waived_fen")
    short = completed & known & (gap > _rounding(batch)) & ~stated(cases, "settled_on")
    short &= ~_settled_by_method(batch, short)
    if short.any() and "note" in cases:
        short[short] = [
            not (note and explains_shortfall(note))
            for note in cases["note"].filter(pa.array(short)).to_pylist()
        ]
    ask = Ask(
        rule=rule,
        field="recovered_fen",
        facts=lambda line: _money(line) | {"gap": yuan(_gap(line))},
        value=lambda line: Decimal(_gap(line)),
    )
    return at_rows(batch, cases, short, ask)


def _settled_by_method(batch: Batch, where: Mask) -> Mask:
    """Rows whose closing method itself names a settlement (和解履行完毕)."""
    settled = np.zeros(len(where), dtype=bool)
    said = {(sheet, row) for sheet, row, field in batch.spelled if field == "close_method"}
    if said and where.any():
        cases = tables_of(batch.frames).rows("cases")
        settled[where] = [(line["sheet"], line["row"]) in said for line in lines_of(cases, where)]
    return settled


def _rounding(batch: Batch) -> int:
    """What rounding may make of a difference of the return's amounts, in 分."""
    units = {p.unit for p in batch.places if p.field in ("claim_fen", "recovered_fen") and p.unit}
    return max((FEN_PER_UNIT.get(unit, 0) // _ROUNDING for unit in units), default=0)


def _claim_of(line: Line) -> int:
    return whole(line, "closing_claim_fen") or whole(line, "claim_fen")


def _gap(line: Line) -> int:
    return _claim_of(line) - whole(line, "recovered_fen") - whole(line, "waived_fen")


def _money(line: Line) -> dict[str, str]:
    waived = whole(line, "waived_fen")
    return {
        "recovered": yuan(whole(line, "recovered_fen")),
        "claim": yuan(_claim_of(line)),
        "waived": f"加放弃 {yuan(waived)} 元" if waived else "",
    }


def _too_early(batch: Batch, interim: Mask, rule: Rule | None) -> list[Problem]:
    """R-23, in calendar months: filed on 01-05, closed on 04-05 has not passed three."""
    cases = tables_of(batch.frames).rows("cases")
    if rule is None or "filed_on" not in cases:
        return []
    months = int(rule.number("months"))
    filed, closed = days(cases, "filed_on"), days(cases, "closed_on")
    lasted = closed - filed
    early: Mask = interim & (lasted <= np.timedelta64(31 * months, "D"))
    if early.any():
        early[early] = closed[early] <= _months_after(filed[early], months)
    ask = Ask(
        rule=rule,
        field="filed_on",
        facts=lambda line: {
            "filed": f"{line['filed_on']:%Y-%m-%d}",
            "closed": f"{line['closed_on']:%Y-%m-%d}",
            "months": str(months),
        },
    )
    return at_rows(batch, cases, early, ask)


def _months_after(days: Days, months: int) -> Days:
    """The same day of a later month, or its last: three months after 30 November is 28 February."""
    month = days.astype("datetime64[M]")
    within = days - month.astype("datetime64[D]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    after: Days = np.minimum(later.astype("datetime64[D]") + within, last)
    return after


def _for_review(batch: Batch, campaign: Campaign, new: Mask, rule: Rule | None) -> list[Problem]:
    """R-27: one a return, of the closings of its own period."""
    cases = tables_of(batch.frames).rows("cases")
    if rule is None or "cause" not in cases or not new.any():
        return []
    named = {cause for action in campaign.actions for cause in action.causes}
    wanted = named or livelihood_causes()
    found = pc.unique(cases["cause"].filter(pa.array(new)))
    causes = {c for c in found.to_pylist() if c and wanted.intersection(cause_classes(c))}
    of_causes = pc.is_in(cases["cause"], pa.array(sorted(causes), cases["cause"].type))
    where = new & of_causes.to_numpy(zero_copy_only=False)
    first = first_cases(cases, where, int(rule.number("first_cases")))
    ask = Ask(
        rule=rule, field="close_method", facts=lambda _: {"cases": first},
        subject="interim>livelihood",
    )  # fmt: skip
    return over_rows(batch, cases, where, ask)


def check_half_closings(batch: Batch, rule: Rule | None, known: Sequence[Problem]) -> list[Problem]:
    """R-26: a day without a method, or a method without a day, at the cell that lacks.

    Of a column that is not there the return is asked once; of one that could not be read, nothing.
    """
    if rule is None:
        return []
    cases = tables_of(batch.frames).rows("cases")
    unread = [p for p in known if p.field in _PAIR and p.did in ("blank", "hold", "refuse")]
    unknown = {p.field for p in known if p.field in _PAIR and p.rule.level == "structure"}
    places = {(p.origin.sheet, p.origin.row) for p in unread}
    kept = kept_rows(cases)
    if places:
        rows = zip(cases["sheet"].to_pylist(), cases["row"].to_pylist(), strict=True)
        kept &= np.array([place not in places for place in rows], dtype=bool)
    day, method = (stated(cases, name) for name in _PAIR)
    problems: list[Problem] = []
    for given, lacking, where, how in (
        (*_PAIR, kept & day & ~method, "已按结案计入，分不出结案方式"),
        (_PAIR[1], _PAIR[0], kept & method & ~day, "没有计入结案"),
    ):
        if lacking in unknown:
            continue
        facts = partial(_half, form_named(batch.form), given, lacking, how)
        if lacking in cases:
            problems += at_rows(batch, cases, where, Ask(rule=rule, field=lacking, facts=facts))
        else:
            ask = Ask(rule=rule, field=given, facts=partial(facts, absent=where.sum()),
                      subject=f"{given}>{lacking}")  # fmt: skip
            problems += over_rows(batch, cases, where, ask)
    return problems


def _half(
    form: Form, given: str, lacking: str, how: str, _: Line, *, absent: int = 0
) -> dict[str, str]:
    title = form.field_named(lacking).title
    return {
        "given": form.field_named(given).title,
        "lacking": title,
        "how": how,
        "absent": f"（表内没有“{title}”列，共 {absent} 件）" if absent else "",
    }
