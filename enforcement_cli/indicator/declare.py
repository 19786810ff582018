"""Reads indicator declarations: ours, and a workspace's own that add to them or replace one."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.tables import load

_KEYS = {field.name for field in fields(Indicator)}
# What an indicator over each table may be placed in time by, and what it may sum.
_DAYS = {
    "cases": ("closed_on", "filed_on"),
    "receipts": ("day", "closed_on", "filed_on"),
    "measures": ("day", "closed_on", "filed_on"),
}
_AMOUNTS = {
    "cases": ("", "claim_fen", "amount_fen"),
    "receipts": ("", "amount_fen"),
    "measures": ("", "quantity", "amount_fen"),
}


@cache
def shipped() -> dict[str, Indicator]:
    """The indicators that come with the program, by id."""
    return {entry["id"]: Indicator(**entry) for entry in load("indicators")["indicator"]}


def all_indicators(own: Path | None = None) -> dict[str, Indicator]:
    """Shipped and own indicators by id, rates after what they divide.

    Raises:
        BadConfiguration: the workspace's file has an unknown key, a table or a numerator that is
            not there, or is no TOML.
    """
    found = dict(shipped())
    if own is not None and own.is_file():
        for entry in _entries(own):
            found[entry["id"]] = _checked(entry, own, found)
    return found


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


def indicator_named(name: str, own: Path | None = None) -> Indicator:
    """The indicator with that id or Chinese name.

    Raises:
        UnknownName: there is none; the nearest is suggested.
    """
    found = all_indicators(own)
    for indicator in found.values():
        if name in (indicator.id, indicator.name):
            return indicator
    names = [word for indicator in found.values() for word in (indicator.id, indicator.name)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    meant = f"是不是“{near[0]}”？" if near else ""
    raise UnknownName(
        f"没有名为“{name}”的指标。{meant}", remedy="用 enforce indicators list 查看全部指标。"
    )


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        parsed = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(f"不是正确的 TOML：{error}。", where=path.name) from error
    entries = parsed.get("indicator", [])
    if not isinstance(entries, list) or any("id" not in entry for entry in entries):
        raise BadConfiguration("每个 [[indicator]] 都要有 id。", where=path.name)
    return entries


def _checked(entry: dict[str, Any], path: Path, known: dict[str, Indicator]) -> Indicator:
    unknown = sorted(set(entry) - _KEYS)
    where = f"{path.name} 的指标 {entry['id']}"
    if unknown:
        raise BadConfiguration(f"不认识的键 {'、'.join(unknown)}。", where=where)
    missing = [key for key in ("name", "unit", "kind", "form") if key not in entry]
    if missing:
        raise BadConfiguration(f"缺少 {'、'.join(missing)}。", where=where)
    indicator = Indicator(**entry)
    if indicator.kind == "rate":
        for part in (indicator.numerator, indicator.denominator):
            if part not in known or known[part].kind == "rate":
                raise BadConfiguration(f"分子或分母“{part}”不是已有的数量指标。", where=where)
        return indicator
    _check_word(where, "table", indicator.table, tuple(_DAYS))
    if indicator.kind == "events":
        _check_word(where, "day", indicator.day, _DAYS[indicator.table])
    _check_word(where, "amount", indicator.amount, _AMOUNTS[indicator.table])
    return indicator


def _check_word(where: str, key: str, word: str, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        shown = "、".join(name for name in allowed if name)
        raise BadConfiguration(f"{key} 只能是 {shown}，写的是“{word}”。", where=where)
