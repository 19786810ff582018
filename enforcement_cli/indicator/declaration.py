"""One written declaration to an Indicator, or an error that names file and line (scenario 35).

Comes in: an Entry, keys and values as they stand in a TOML file. Goes out: an Indicator that can be
compiled. Refuses keys nobody reads, values of another type, tables and columns that are not there,
units that do not fit what is counted, and persons that would be added.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from enforcement_cli.indicator.where import fault_of
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.forms import all_forms
from enforcement_cli.vocabulary.units import all_units, is_unit_word, same_unit, unit_named
from enforcement_cli.vocabulary.words import terms

_ID = re.compile(r"[a-z][a-z0-9_]*")
_TEXTS = (
    "id", "name", "unit", "kind", "form", "table", "day", "at", "amount", "where", "measure",
    "stage", "distinct", "person_unit", "numerator", "denominator", "direction", "note", "source",
    "version",
)  # fmt: skip
_LISTS = ("measures", "case_types")
_DATES = ("since", "until")
_OF_ALL = ("id", "name", "unit", "kind", "form", "direction", "decimals", "additive", "note",
           "source", "version", "since", "until")  # fmt: skip
# What each kind of declaration reads besides, and what of it must be there.
_OF_KIND = {
    "events": ("table", "day", "amount", "where", "measure", "measures", "stage", "case_types",
               "distinct", "person_unit"),
    "state": ("table", "at", "amount", "where", "case_types"),
    "rate": ("numerator", "denominator"),
    "median": ("table", "day", "amount", "where", "case_types"),
    "declared": ("person_unit",),
}  # fmt: skip
_NEEDED = {
    "events": ("table", "day"),
    "state": ("table",),
    "rate": ("numerator", "denominator"),
    "median": ("table", "day", "amount"),
    "declared": (),
}
_AT_LEAST = ("id", "name", "unit", "kind", "form")
# The form whose returns speak of a table, what places its rows in time, and what it may sum.
_FORMS = {"cases": "cases", "receipts": "cases", "measures": "measures", "payouts": "payouts"}
_DAYS = {
    "cases": ("closed_on", "filed_on", "settled_on"),
    "receipts": ("day", "closed_on", "filed_on"),
    "measures": ("day", "closed_on", "filed_on"),
    "payouts": ("day", "closed_on", "filed_on"),
}
_AMOUNTS = {
    "cases": ("claim_fen", "final_claim_fen", "amount_fen", "days", "natural_days"),
    "receipts": ("amount_fen",),
    "measures": ("quantity", "amount_fen"),
    "payouts": ("quantity", "amount_fen"),
}
_DAY_AMOUNTS = ("days", "natural_days")
_PERSONS, _TIMES, _CASES = "人", "人次", "件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A declaration as written. `lines` has the line of every key, `line` that of its head."""

    file: str
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, key: str = "") -> str:
        """File and line of a key, or of the declaration."""
        return f"{self.file} 第{self.lines.get(key, self.line)}行"

    def fault(self, key: str, message: str, remedy: str = "") -> BadConfiguration:
        """The error for a key."""
        name = self.values.get("id")
        whose = f"指标 {name} 的 {key} " if isinstance(name, str) and key != "id" else f"{key} "
        return BadConfiguration(f"{whose}{message}", where=self.where(key), remedy=remedy)


def read_entry(entry: Entry) -> Indicator:
    """The indicator that an entry declares; what rates divide is looked at when all are read.

    Raises:
        BadConfiguration: it is wrong; file, line, key and remedy are named.
    """
    _check_types(entry)
    _check_keys(entry)
    values: dict[str, Any] = {
        key: tuple(value) if key in _LISTS else value for key, value in entry.values.items()
    }
    values["unit"] = same_unit(values["unit"])
    indicator = Indicator(**values, written=entry.where())
    _check_words(entry, indicator)
    if indicator.kind not in ("rate", "declared"):
        _check_counting(entry, indicator)
    _check_units(entry, indicator)
    return indicator


def _check_types(entry: Entry) -> None:
    for key, value in entry.values.items():
        if key in _TEXTS and not isinstance(value, str):
            raise entry.fault(key, "要写成用引号括起来的文字。")
        texts = isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)
        if key in _LISTS and not texts:
            raise entry.fault(key, '要写成文字的列表，例如 ["执"]。')
        if key in _DATES and (not isinstance(value, date) or isinstance(value, datetime)):
            raise entry.fault(key, "要写成日期，不加引号，例如 2026-01-01。")
        if key == "additive" and not isinstance(value, bool):
            raise entry.fault(key, "要写成 true 或 false，不加引号。")
        whole = isinstance(value, int) and not isinstance(value, bool)
        if key == "decimals" and not (whole and 0 <= value <= 4):
            raise entry.fault(key, "要写成 0 到 4 的整数。")


def _check_keys(entry: Entry) -> None:
    values = entry.values
    for key in _AT_LEAST:
        if not values.get(key):
            raise entry.fault(key, "没有写，这一项必须有。", f'请补一行：{key} = "…"')
    _one_of(entry, "kind", values["kind"], tuple(_OF_KIND))
    known = (*_OF_ALL, *_OF_KIND[values["kind"]])
    for key in values:
        if key not in known:
            every = (*_OF_ALL, *(name for names in _OF_KIND.values() for name in names))
            if key in every:
                raise entry.fault(key, f'不用于 kind = "{values["kind"]}"，请删去这一行。')
            raise entry.fault(
                key, "不认识。", f"{_nearest(key, every)}可以写的是：{'、'.join(known)}。"
            )
    for key in _NEEDED[values["kind"]]:
        if not values.get(key):
            raise entry.fault(key, "没有写，这一项必须有。", f'请补一行：{key} = "…"')
    if not _ID.fullmatch(values["id"]):
        raise entry.fault("id", f"“{values['id']}”不能作编号。", "用小写字母、数字和下划线。")


def _check_words(entry: Entry, indicator: Indicator) -> None:
    _one_of(entry, "direction", indicator.direction, ("up", "down", "interval", ""))
    _one_of(entry, "form", indicator.form, tuple(form.key for form in all_forms()))
    if not is_unit_word(indicator.unit):
        raise entry.fault(
            "unit",
            f"“{indicator.unit}”不是计量单位。",
            f"{_nearest(indicator.unit, tuple(all_units()))}可以写的是：{'、'.join(all_units())}。",
        )
    if indicator.since and indicator.until and indicator.until < indicator.since:
        raise entry.fault("until", f"{indicator.until} 早于 since 的 {indicator.since}。")


def _check_counting(entry: Entry, indicator: Indicator) -> None:
    """The table, its columns, the condition, and the kinds of measure are there."""
    table = indicator.table
    _one_of(entry, "table", table, tuple(_FORMS) if indicator.kind == "events" else ("cases",))
    _one_of(entry, "form", indicator.form, (_FORMS[table],))
    if indicator.day:
        _one_of(entry, "day", indicator.day, _DAYS[table])
    if indicator.amount:
        allowed = _DAY_AMOUNTS if indicator.kind == "median" else _AMOUNTS[table]
        _one_of(entry, "amount", indicator.amount, allowed)
    _one_of(entry, "at", indicator.at, ("end", "start", "during"))
    _one_of(entry, "distinct", indicator.distinct, ("", "case_no"))
    kinds = {term.key: term.unit for term in terms("measure").values()}
    if (table == "measures") is not bool(indicator.kinds) or (
        indicator.measure and indicator.measures
    ):
        raise entry.fault(
            "measure", '写得不对：数措施的写 measure = "…" 或 measures = ["…"] 其中一个，别的不写。'
        )
    for kind in indicator.kinds:
        _one_of(entry, "measures" if indicator.measures else "measure", kind, tuple(kinds))
    if indicator.stage:
        _one_of(entry, "stage", indicator.stage, tuple(t.key for t in terms("stage").values()))
    fault = fault_of(indicator.where) if indicator.where else ""
    if fault:
        raise entry.fault("where", f"写错了：{fault}。", "列名见 docs/guides/add-an-indicator.md。")


def _check_units(entry: Entry, indicator: Indicator) -> None:
    """A unit says what is counted; persons, shares and middle values are never added."""
    unit = unit_named(indicator.unit)
    if indicator.unit == _PERSONS and indicator.kind != "declared":
        raise entry.fault(
            "unit",
            "不能是“人”：一行是一人次，人要按证件号码去重才数得出。",
            f'请写 unit = "{_TIMES}" 和 person_unit = "{_PERSONS}"。',
        )
    if indicator.person_unit and (indicator.person_unit, indicator.unit) not in (
        (_PERSONS, _TIMES),
        (_PERSONS, _PERSONS),
    ):
        raise entry.fault("person_unit", f'只能是“{_PERSONS}”，并且 unit = "{_TIMES}"。')
    never = not unit.adds_up("courts") or indicator.kind in ("rate", "median") or indicator.distinct
    if never and indicator.additive:
        raise entry.fault(
            "additive",
            f"要写 false：{_why_not_added(indicator)}，各院不能相加。",
            "请补一行：additive = false",
        )
    if indicator.kind in ("events", "state", "median"):
        wanted = _units_of(entry, indicator)
        if wanted and indicator.unit not in wanted:
            raise entry.fault(
                "unit",
                f"写的是“{indicator.unit}”，数的却是{'、'.join(wanted)}。",
                f'请改为 unit = "{wanted[0]}"，或改数别的。',
            )


def _why_not_added(indicator: Indicator) -> str:
    if indicator.kind == "rate":
        return "比率是分子之和除以分母之和"
    if indicator.kind == "median":
        return "中位数要从全部案件重新取"
    return "同一案件或同一人可能在几个法院"


def _units_of(entry: Entry, indicator: Indicator) -> tuple[str, ...]:
    """The units that what is counted may have; none where rows of measures are counted."""
    of_kinds = _units_of_kinds(entry, indicator)
    if indicator.distinct:
        return (_CASES,)
    if indicator.amount.endswith("_fen"):
        return ("fen",)
    if indicator.amount in _DAY_AMOUNTS:
        return ("天",)
    if indicator.table == "measures":
        return of_kinds if indicator.amount else ()
    if indicator.amount == "quantity":
        return (_TIMES,)
    return (_CASES,) if indicator.table == "cases" else ("笔",)


def _units_of_kinds(entry: Entry, indicator: Indicator) -> tuple[str, ...]:
    """The one unit of the kinds of measure; several units are several figures (T8)."""
    of_kind = {term.key: term.unit for term in terms("measure").values()}
    units = tuple(dict.fromkeys(same_unit(of_kind[kind]) for kind in indicator.kinds))
    if len(units) > 1:
        raise entry.fault(
            "measures",
            f"里的措施计量单位不同（{'、'.join(units)}），不能合成一个数。",
            "请分开写成几个指标。",
        )
    return (_TIMES,) if units == (_PERSONS,) and indicator.person_unit else units


def _one_of(entry: Entry, key: str, word: str, allowed: Sequence[str]) -> None:
    if word not in allowed:
        shown = "、".join(name for name in allowed if name)
        raise entry.fault(
            key,
            f"写的是“{word}”，没有这种写法。",
            f"{_nearest(word, allowed)}可以写的是：{shown}。",
        )


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, [name for name in known if name], n=1, cutoff=0.6)
    return f"是不是 {near[0]}？" if near else ""
