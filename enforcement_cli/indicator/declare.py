"""Which indicators there are: ours, and a workspace's own that add to them or replace one.

Comes in: the shipped table, and entries of a workspace's file. Goes out: indicators by id, those in
force on a day. Refuses to read files: workflow/indicator_file.py does.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Literal

from enforcement_cli.indicator.declaration import Entry, read_entry
from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.units import unit_named

# What a rate may be set over, and under.
_QUANTITIES = ("events", "state", "declared")


@cache
def shipped() -> dict[str, Indicator]:
    """The indicators that come with the program, by id."""
    return {entry["id"]: _plain(entry) for entry in load("indicators")["indicator"]}


@cache
def derived() -> dict[str, Indicator]:
    """What is worked out of other figures, by id: it has a card and is never compiled."""
    return {entry["id"]: _plain(entry) for entry in load("indicators")["derived"]}


def all_indicators(own: Sequence[Entry] = (), on: date | None = None) -> dict[str, Indicator]:
    """Shipped and own indicators by id: those in force on a day, else the latest version of each.

    Raises:
        BadConfiguration: a declaration is wrong; the first one's file and line.
    """
    found, faults = _read(own)
    if faults:
        raise faults[0]
    if on is not None:
        return in_force(found, on)
    return {each.id: each for each in sorted(found, key=lambda each: each.since or date.min)}


def faults_in(own: Sequence[Entry]) -> list[BadConfiguration]:
    """Everything that is wrong with a workspace's declarations, in the order of the file."""
    return _read(own)[1]


def in_force(indicators: Iterable[Indicator], day: date) -> dict[str, Indicator]:
    """The version of each indicator that holds on a day; a rate only where both its parts do."""
    found = {
        each.id: each
        for each in indicators
        if (each.since or date.min) <= day <= (each.until or date.max)
    }
    return {
        name: each
        for name, each in found.items()
        if each.kind != "rate" or {each.numerator, each.denominator} <= set(found)
    }


def on_basis(
    indicators: Mapping[str, Indicator], basis: Literal["flow", "closing"]
) -> dict[str, Indicator]:
    """The indicators as a campaign counts money: received in the window, or on cases closed in it.

    The two bases differ in what they are (domain.md 5.3, question 1), so the basis replaces the
    definition and is printed in every bulletin.
    """
    found = dict(indicators)
    if basis == "closing" and "amount_recovered" in found:
        found["amount_recovered"] = replace(
            found["amount_recovered"],
            table="cases",
            day="closed_on",
            amount="amount_fen",
            where="",
            source="期内结案案件的到位金额（结案口径）",
        )
    return found


def indicator_named(name: str, own: Sequence[Entry] = ()) -> Indicator:
    """The indicator with that id or Chinese name.

    Raises:
        UnknownName: there is none; the nearest is suggested.
    """
    return named(name, all_indicators(own))


def named(name: str, indicators: Mapping[str, Indicator]) -> Indicator:
    """The one of some indicators with that id or Chinese name.

    Raises:
        UnknownName: there is none; the nearest is suggested.
    """
    for indicator in indicators.values():
        if name in (indicator.id, indicator.name):
            return indicator
    names = [word for indicator in indicators.values() for word in (indicator.id, indicator.name)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    meant = f"是不是“{near[0]}”？" if near else ""
    raise UnknownName(
        f"没有名为“{name}”的指标。{meant}", remedy="用 enforce indicators list 查看全部指标。"
    )


def _plain(entry: Mapping[str, Any]) -> Indicator:
    """One of our own declarations; that all of them are right is a test."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Indicator(**values)


def _read(own: Sequence[Entry]) -> tuple[list[Indicator], list[BadConfiguration]]:
    """Every version of every indicator, an own one instead of ours, and what is wrong."""
    faults: list[BadConfiguration] = []
    mine: list[tuple[Entry, Indicator]] = []
    for entry in own:
        try:
            mine.append((entry, read_entry(entry)))
        except BadConfiguration as fault:
            faults.append(fault)
    names = {indicator.id for _, indicator in mine}
    found = [each for each in shipped().values() if each.id not in names]
    found += [indicator for _, indicator in mine]
    known = {each.id: each for each in found}
    entries = {indicator.id: entry for entry, indicator in mine}
    broken = {str(entry.values.get("id")) for entry in own} - names
    for check in (_overlaps(mine), _same_names(mine, found), _wrong_rates(entries, known, broken)):
        faults.extend(check)
    return found, faults


def _overlaps(mine: Sequence[tuple[Entry, Indicator]]) -> Iterable[BadConfiguration]:
    """Two versions of one id on one day."""
    for place, (entry, one) in enumerate(mine):
        for earlier, other in mine[:place]:
            apart = (one.since or date.min) > (other.until or date.max) or (
                other.since or date.min
            ) > (one.until or date.max)
            if one.id == other.id and not apart:
                yield entry.fault(
                    "id",
                    f"“{one.id}”写了两次，生效的日子重叠。",
                    f"{earlier.where('id')} 已有一个；同一编号的两个版本要用 since、until 分开。",
                )


def _same_names(
    mine: Sequence[tuple[Entry, Indicator]], found: Sequence[Indicator]
) -> Iterable[BadConfiguration]:
    """Two indicators under one name would be taken for one another."""
    for entry, one in mine:
        other = next((each for each in found if each.name == one.name and each.id != one.id), None)
        if other is not None and (not other.written or other.written < one.written):
            yield entry.fault(
                "name", f"“{one.name}”已是指标 {other.id} 的名称。", "请换一个名称，说清口径差别。"
            )


def _wrong_rates(
    entries: Mapping[str, Entry], known: Mapping[str, Indicator], broken: set[str]
) -> Iterable[BadConfiguration]:
    """Rates over what is no quantity, or over two things that do not go together."""
    for rate in known.values():
        parts = {"numerator": rate.numerator, "denominator": rate.denominator}
        mine = next((e for e in (rate.id, *parts.values()) if e in entries), None)
        # A part that is itself declared wrongly has its own error.
        if rate.kind != "rate" or mine is None or broken & set(parts.values()):
            continue
        entry = entries[mine]
        for key, name in parts.items():
            if name not in known or known[name].kind not in _QUANTITIES:
                yield entry.fault(key, f"写的是“{name}”，{_why_no_part(rate, name, known)}")
                break
        else:
            fault = _units_apart(rate, known)
            if fault:
                yield entry.fault("unit", fault, "请改 unit，或换分子、分母。")


def _why_no_part(rate: Indicator, name: str, known: Mapping[str, Indicator]) -> str:
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        return "没有这个指标。" + (f"是不是 {near[0]}？" if near else "")
    if name == rate.id:
        return "就是它自己：分子、分母要是另外的数量指标。"
    return "它不是数量：比率和中位数不能再作分子或分母。"


def _units_apart(rate: Indicator, known: Mapping[str, Indicator]) -> str:
    """Why a rate's two units do not go together; empty when they do."""
    top, bottom = known[rate.numerator], known[rate.denominator]
    words = f"{top.name}按{top.unit}、{bottom.name}按{bottom.unit}"
    if bottom.unit in unit_named(top.unit).not_with:
        return f"不对：{words}，人和人次不能放在一个比率里。"
    if rate.unit == "%" and top.unit != bottom.unit:
        return f"不能是 %：{words}，单位不同。"
    if rate.unit not in {"%", top.unit}:
        return f"写的是“{rate.unit}”：{words}，商的单位是“{top.unit}”，单位相同的写 %。"
    return ""
