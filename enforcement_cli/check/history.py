"""Words the doubts that only the whole set of returns shows (P-01, V-18, Z-08, …)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.model.both_readings import both_readings
from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.words import close_method_name

_SHOWN_CASES = 3
# The fact that is the number in doubt: an amount in 分, or how many cases; the others have none.
_NUMBER = {"P-01": "now", "P-17": "now", "R-24": "now", "S-19": "before", "Z-08": "before"}
# What an amount was held against, and the form it stands in.
_AGAINST = {
    "statements": ("cases", "该案另一期所报"),
    "courts": ("cases", "其他法院同类数"),
    "periods": ("aggregate", "本院其他期所报"),
    "others": ("aggregate", "按其他法院平均数推算的数"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A doubt as found: its code, place, and the bare facts (`before`, `now`, `cases`)."""

    code: str
    origin: Origin
    court: str
    field: str
    case_no: str
    facts: Mapping[str, str]


def word_suspicion(suspicion: Suspicion, desk: Desk) -> Problem:
    """The problem a doubt is, with the facts its message names."""
    return Problem(
        rule=rule(suspicion.code),
        origin=suspicion.origin,
        facts=_facts(suspicion, desk),
        field=suspicion.field,
        case_no=suspicion.case_no,
        value=_value(suspicion),
    )


def _value(suspicion: Suspicion) -> Decimal | None:
    name = _NUMBER.get(suspicion.code)
    return Decimal(suspicion.facts[name]) if name else None


def _facts(suspicion: Suspicion, desk: Desk) -> dict[str, str]:
    before, now = suspicion.facts.get("before", ""), suspicion.facts.get("now", "")
    if suspicion.code == "P-01":
        return {
            "field": _title(suspicion.field),
            "before": f"{_yuan(before)} 元",
            "now": f"{_yuan(now)} 元",
            "standing": f"仍按 {_yuan(before)} 元计",
        }
    if suspicion.code == "V-18":
        shown = _yuan(before) + "元" if suspicion.field.endswith("_fen") else before
        if suspicion.field == "close_method":
            shown = close_method_name(before)
        gone = "没有填（或填“否”），仍按上期的值"
        return {"field": _title(suspicion.field), "before": shown, "now": gone}
    if suspicion.code == "Z-08":
        return {"count": before, "cases": _some(suspicion)}
    if suspicion.code == "S-19":
        return {"field": _title(suspicion.field), "count": before, "cases": _some(suspicion)}
    if suspicion.code == "R-24":
        return {"before": _yuan(before), "now": _yuan(now)}
    return _facts_between(suspicion, desk, before, now)


def _unit_facts(suspicion: Suspicion, before: int, now: int) -> dict[str, str]:
    whole = "（整列）" if suspicion.origin.row is None else ""
    form, reference = _AGAINST[suspicion.facts.get("cases", "")]
    return both_readings(_title(suspicion.field, form) + whole, now, reference, before)


def _facts_between(suspicion: Suspicion, desk: Desk, before: str, now: str) -> dict[str, str]:
    """Doubts between two files or two courts."""
    if suspicion.code == "P-17":
        return _unit_facts(suspicion, int(before), int(now))
    if suspicion.code == "F-15":
        standing = "按较晚的一份逐项计" if now == "cases" else "按较晚的一份计，另一份未计入"
        return {"other": before, "standing": standing}
    if suspicion.code == "C-01":
        return {
            "case_no": suspicion.case_no,
            "courts": "、".join(_names(desk, before.split(","))),
            "counted": _names(desk, [now])[0],
        }
    return {"code": before, "owner": _names(desk, [before])[0]}


def _some(suspicion: Suspicion) -> str:
    """The first cases of many."""
    cases = suspicion.facts.get("cases", "").split("、")
    return "、".join(cases[:_SHOWN_CASES]) + ("等" if len(cases) > _SHOWN_CASES else "")


def _title(field: str, form: str = "cases") -> str:
    return form_named(form).field_named(field).title


def _yuan(fen: str) -> str:
    return f"{in_unit(int(fen), '元'):.2f}"


def _names(desk: Desk, codes: Sequence[str]) -> list[str]:
    known = {court.code: court.short for court in desk.courts}
    return [known.get(code, f"名单以外的法院（{code}）") for code in codes]
