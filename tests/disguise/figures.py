"""The truth of an aggregate return: figures by court, action, indicator and basis that fit together.

Comes in: a random generator. Goes out: a Truth with figures, and what each indicator is called.
Refuses to know the table they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.disguise.truth import Truth, campaign, desk, median_of, money, weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: its names, what it is counted in ('' for money), its group in a deep header."""

    id: str
    names: tuple[str, ...]
    unit: str
    group: str
    stock: bool = False


INDICATORS = (
    Indicator(id="cases_closed", names=("执结", "结案", "办结", "执结数", "结案数", "执结案件数"), unit="件", group="结案情况"),
    Indicator(id="cases_completed", names=("执行完毕", "完毕数", "执毕"), unit="件", group="结案情况"),
    Indicator(id="cases_closed_interim", names=("终本", "终结本次", "终本数"), unit="件", group="结案情况"),
    Indicator(id="cases_terminated", names=("终结执行",), unit="件", group="结案情况"),
    Indicator(id="cases_filed", names=("新收", "收案", "新立"), unit="件", group="收结存"),
    Indicator(id="cases_settled", names=("达成和解", "和解"), unit="件", group="结案情况"),
    Indicator(id="cases_open", names=("未结", "未执结"), unit="件", group="收结存", stock=True),
    Indicator(id="amount_recovered", names=("执行到位金额", "到位金额", "执行到位标的", "到位总额"), unit="", group="执行到位"),
    Indicator(id="persons_compelled", names=("拘传", "拘传人次"), unit="人次", group="强制措施"),
    Indicator(id="persons_detained", names=("拘留", "司法拘留"), unit="人次", group="强制措施"),
    Indicator(id="persons_fined", names=("罚款人次",), unit="人次", group="强制措施"),
    Indicator(id="fines_amount", names=("罚款金额",), unit="", group="强制措施"),
    Indicator(id="searches", names=("搜查", "搜查次数"), unit="次", group="强制措施"),
    Indicator(id="persons_restricted", names=("限高", "限制消费"), unit="人次", group="信用惩戒"),
    Indicator(id="persons_blacklisted", names=("失信", "纳入失信"), unit="人次", group="信用惩戒"),
    Indicator(id="vehicles_seized", names=("查扣车辆", "扣押车辆"), unit="辆", group="强制措施"),
)  # fmt: skip
BY_ID = {indicator.id: indicator for indicator in INDICATORS}
BASES = ("period", "cumulative")
_Said = dict[tuple[str, str], int]
_ODD_PARTS = {"cases_completed": 0.5, "cases_closed_interim": 0.25, "cases_terminated": 0.1,
              "cases_settled": 0.08}  # fmt: skip


def invent_figures(rng: Random, *, courts: int, actions: int, whole: bool) -> Truth:
    """Figures of some courts; `whole`: beside the actions also all of them, each case once."""
    chosen = [c for c in desk().courts if c.level != "intermediate"]
    chosen = rng.sample(chosen, courts)
    week = rng.choice(weeks()[1:])
    names = [action.id for action in rng.sample(campaign().actions, actions)]
    wanted = _wanted(rng)
    figures: dict[tuple[str, str | None, str, str], int] = {}
    for court in chosen:
        scope: list[str | None] = [*names] or [None]
        parts = {action: _of_one(rng, median_of(court), wanted) for action in scope}
        if "wages" in parts and "livelihood" in parts:  # the one within the other, as declared
            parts["livelihood"] = _with(parts["livelihood"], parts["wages"])
        if whole and len(names) > 1:
            parts = _with_all_cases(parts)
        for action, said in parts.items():
            figures |= {(court.code, action, *key): value for key, value in said.items()}
    return Truth(form="aggregate", court=chosen[0], week=week, figures=figures)


def _with(one: _Said, other: _Said) -> _Said:
    """The figures of the cases of both, which are different ones."""
    return {key: value + other[key] for key, value in one.items()}


def _with_all_cases(parts: dict[str | None, _Said]) -> dict[str | None, _Said]:
    """Beside the actions all cases, each once: half of the first action's are of the others too."""
    outer = [name for name in parts if name != "wages" or "livelihood" not in parts]
    first, *others = outer
    whole = parts[first]
    for name in others:
        whole = _with(whole, parts[name])
    shared = {
        key: value // 200 * 100 if BY_ID[key[0]].unit == "" else value // 2
        for key, value in parts[first].items()
    }
    grown = {name: _with(said, shared) if name in others else said for name, said in parts.items()}
    return {**grown, None: whole}


def _wanted(rng: Random) -> list[str]:
    """执结 and 到位 nearly always, and some more in their usual order."""
    chosen = {"cases_closed"} | ({"amount_recovered"} if rng.random() < 0.85 else set())
    chosen |= {i.id for i in rng.sample(INDICATORS, rng.randint(1, 6))}
    return [indicator.id for indicator in INDICATORS if indicator.id in chosen]


def _of_one(rng: Random, median: float, wanted: list[str]) -> dict[tuple[str, str], int]:
    """One court's figures in one action, of the week and since the start."""
    closed = {"period": rng.randint(0, 30)}
    closed["cumulative"] = closed["period"] + rng.randint(0, 200)
    grain = rng.choice([100, 10_000])
    said: dict[tuple[str, str], int] = {}
    taken = dict.fromkeys(BASES, 0)
    for name in wanted:
        for basis in BASES:
            before = said.get((name, "period"), 0) if basis == "cumulative" else 0
            if name == "cases_closed":
                value = closed[basis]
            elif name in _ODD_PARTS:
                room = closed[basis] - taken[basis]
                value = min(int(closed[basis] * _ODD_PARTS[name]), room)
                if basis == "cumulative":
                    value = min(max(value, before), room)
                taken[basis] += value
            elif name == "amount_recovered":
                cases = (
                    closed["period"]
                    if basis == "period"
                    else closed["cumulative"] - closed["period"]
                )
                value = before + sum(money(rng, median / 2, grain) for _ in range(cases))
            elif name == "fines_amount":
                fined = said.get(("persons_fined", basis), rng.randint(0, 3))
                value = max(before, fined * rng.randint(5, 50) * 10_000)
            else:
                value = before + rng.randint(0, 12 if basis == "period" else 150)
            if not BY_ID[name].stock or basis == "cumulative":
                said[name, basis] = value
    return said
