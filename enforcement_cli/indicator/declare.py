"""Reads indicator declarations: ours, and a workspace's own that add to them or replace one."""

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.tables import load

_KEYS = {field.name for field in fields(Indicator)}
_TABLES = ("cases", "receipts", "measures")


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


def indicator_named(name: str, own: Path | None = None) -> Indicator:
    """The indicator with that id or Chinese name.

    Raises:
        UnknownName: there is none.
    """
    found = all_indicators(own)
    for indicator in found.values():
        if name in (indicator.id, indicator.name):
            return indicator
    raise UnknownName(
        f"没有名为“{name}”的指标。", remedy="用 enforce indicators list 查看全部指标。"
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
    elif indicator.table not in _TABLES:
        raise BadConfiguration(
            f"table 只能是 {'、'.join(_TABLES)}，写的是“{indicator.table}”。", where=where
        )
    return indicator
