"""An aggregate return in disguise: a row a court, an indicator or an action, or one court alone.

Comes in: a seed's generator and what is to be wrong. Goes out: a Disguise whose facts are figures.
Refuses to know ledgers.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.disguise import surroundings as around
from tests.disguise.crosstab import Crosstab, CrosstabDrawing, Slot
from tests.disguise.figures import BASES, BY_ID, invent_figures
from tests.disguise.model import Disguise
from tests.disguise.page import Canvas, Hand, hand
from tests.disguise.perturb_figures import FigurePending, disturb_figures
from tests.disguise.truth import Truth, campaign, desk

PERIOD = ("本周", "本周", "本期", "本周数")
CUMULATIVE = ("累计", "累计", "行动以来", "累计数", "行动以来累计")
LAYOUTS = ("courts", "indicators", "actions", "single", "pairs")
MERGELESS = frozenset({"csv"})


@dataclass(kw_only=True)
class Style:
    """The words and manners of one return."""

    layout: str
    bases: tuple[str, ...]
    basis_words: dict[str, str]
    basis_at: str  # below, above, joined
    unit_at: str  # header, title, column, cell
    money: str
    count_units: bool
    headed: str = ""  # what headers say money is in, where that is not so
    how: str
    names: dict[str, str] = field(default_factory=dict)
    actions: dict[str | None, str] = field(default_factory=dict)


def dress_figures(seed: int, rng: Random, wrong: str, kind: str, encoding: str) -> Disguise:
    """A disguise of an aggregate; `wrong` names what is to be asked about, '' for nothing."""
    layout = rng.choices(LAYOUTS, [40, 22, 16, 14, 8])[0]
    if wrong == "no basis" and layout == "pairs":
        layout = "single"
    actions = rng.choice([0, 1, 2, 3, 3]) if layout in ("courts", "indicators", "single") else 3
    if layout == "pairs":
        actions = 0
    if actions == 1:
        actions = 0
    by_sheet = (
        bool(actions)
        and layout in ("courts", "single")
        and rng.random() < 0.2
        and kind in ("xlsx", "xls")
    )
    truth = invent_figures(
        rng, courts=rng.randint(3, 7) if layout == "courts" else 1, actions=actions,
        whole=not by_sheet and layout in ("courts", "actions") and rng.random() < 0.3,
    )  # fmt: skip
    d = Disguise(seed=seed, truth=truth, file_name="", kind=kind, encoding=encoding)
    style = _style(rng, truth, layout)
    asked = disturb_figures(rng, wrong, style) if wrong else None
    title_unit = style.money if style.unit_at == "title" else ""
    if asked is not None and asked.title_unit is not None:
        title_unit = asked.title_unit
    says = around.choose_says(rng, unit=title_unit, court_elsewhere=layout == "courts")
    court = frozenset() if layout == "courts" else says.court
    if court == {"sheet"} and (by_sheet or kind in ("csv", "html")):
        court = frozenset({"line"})
    # A span of days or an as-of day in the title would say which of both it is.
    period = frozenset({"week"}) if wrong == "no basis" else says.period
    says = around.Says(court=court, period=period, unit=title_unit)
    pen = hand(rng, merges=kind not in MERGELESS)
    merged = pen.merged
    for action in _sheets(truth) if by_sheet else [""]:
        _page(d, rng, style, says, pen, action, asked)
    if asked is not None:
        d.perturbation = asked.placed(d)
    d.file_name = around.file_stem(rng, truth, says)
    d.layout = f"{kind} {style} by_sheet={by_sheet} merged={merged} {pen}"
    return d


def _actions_of(truth: Truth) -> list[str | None]:
    return list(dict.fromkeys(key[1] for key in truth.figures or {}))


def _sheets(truth: Truth) -> list[str]:
    assert truth.figures is not None
    return [a.id for a in campaign().actions if any(key[1] == a.id for key in truth.figures)]


def _style(rng: Random, truth: Truth, layout: str) -> Style:
    assert truth.figures is not None
    bases = rng.choices([BASES, ("period",), ("cumulative",)], [70, 15, 15])[0]
    unit_at = rng.choices(["header", "title", "cell"], [60, 30, 6])[0]
    if layout == "indicators" and rng.random() < 0.5:
        unit_at = "column"
    joined = layout == "pairs" or (layout != "indicators" and rng.random() < 0.15)
    style = Style(
        layout=layout, bases=bases,
        basis_words={"period": rng.choice(PERIOD), "cumulative": rng.choice(CUMULATIVE)},
        basis_at="joined" if joined else rng.choice(["below", "below", "below", "above"]),
        unit_at=unit_at, money=rng.choices(["万元", "元", "亿元"], [70, 27, 3])[0],
        count_units=rng.random() < 0.5,
        how=rng.choice(["number"] * 5 + ["text", "comma", "wide"]),
    )  # fmt: skip
    for _, _, name, _ in truth.figures:
        style.names.setdefault(name, rng.choice(BY_ID[name].names))
    style.actions = {action: _action_word(rng, action) for action in _actions_of(truth)}
    return style


def _page(
    d: Disguise, rng: Random, style: Style, says: around.Says, pen: Hand, action: str,
    asked: FigurePending | None,
) -> None:  # fmt: skip
    names = {a.id: a.name for a in campaign().actions}
    sheet = names[action] if action else rng.choice(["Sheet1", "汇总", "统计表"])
    if "sheet" in says.court and not action:
        sheet = around.court_name(rng, d.truth.court)
    if d.kind in ("csv", "html"):
        sheet = ""
    canvas = Canvas(name=sheet)
    d.canvases.append(canvas)
    table = crosstab(rng, d.truth, style, action, pen)
    if asked is not None:
        asked.apply(rng, table, d.truth)
    left = 1 + rng.choice([0, 0, 0, 1])
    width = len(table.labels) + len(table.slots)
    merges = d.kind not in MERGELESS
    top = around.title_block(
        canvas, rng, d.truth, says, left=left, width=max(width, 2), merges=merges
    )
    drawing = CrosstabDrawing(disguise=d, canvas=canvas, table=table, style=style, rng=rng, pen=pen)
    (drawing.draw_pairs if style.layout == "pairs" else drawing.draw)(top, left)
    around.footer(canvas, rng, d.truth, says, left=left, width=max(width, 2))


def crosstab(rng: Random, truth: Truth, style: Style, sheet_action: str, pen: Hand) -> Crosstab:
    """The axes of the table: which words name its rows and columns."""
    assert truth.figures is not None
    keys = [key for key in truth.figures if not sheet_action or key[1] == sheet_action]
    actions = list(dict.fromkeys(key[1] for key in keys))
    # What stands still has no 本周.
    indicators = [
        i for i in BY_ID
        if any(key[2] == i for key in keys) and ("cumulative" in style.bases or not BY_ID[i].stock)
    ]  # fmt: skip
    courts = list(dict.fromkeys(key[0] for key in keys))
    fixed = {"court": courts[0], "action": actions[0]}
    if style.layout == "courts":
        slots = _slots(rng, style, actions, indicators, named=not sheet_action)
        rows: list[dict[str, Any]] = [{"court": code} for code in rng.sample(courts, len(courts))]
        labels = [_court_label(rng, row["court"]) for row in rows]
        return Crosstab(
            labels=[(rng.choice(["法院", "单位", "院别", "基层院"]), labels)],
            slots=slots,
            rows=rows,
            fixed=fixed,
        )
    if style.layout == "actions":
        slots = _slots(rng, style, [None], indicators, named=False)
        rows = [{"action": action} for action in actions]
        head = rng.choice(["行动", "类别", "专项行动", "案件类别"])
        return Crosstab(
            labels=[(head, [style.actions[row["action"]] for row in rows])],
            slots=slots,
            rows=rows,
            fixed=fixed,
        )
    if style.layout == "indicators":
        return _rows_of_indicators(rng, style, actions, indicators, fixed, pen)
    slots = _slots(rng, style, actions, indicators, named=not sheet_action)
    return Crosstab(labels=[], slots=slots, rows=[{}], fixed=fixed)


def _rows_of_indicators(
    rng: Random, style: Style, actions: Sequence[str | None], indicators: list[str],
    fixed: dict[str, Any], pen: Hand,
) -> Crosstab:  # fmt: skip
    rows: list[dict[str, Any]] = [{"indicator": name} for name in indicators]
    labels = [(rng.choice(["项目", "指标", "统计项目"]),
               [_word(style, name, pen, unit=style.unit_at == "header") for name in indicators])]  # fmt: skip
    if rng.random() < 0.3:
        labels.insert(0, ("类别", [BY_ID[name].group for name in indicators]))
    if style.unit_at == "column":
        labels.append(("单位", [BY_ID[name].unit or style.money for name in indicators]))
    slots = []
    for action, basis in itertools.product(actions, style.bases):
        group = (style.actions[action],) if len(actions) > 1 else ()
        slots.append(
            Slot(path=(*group, style.basis_words[basis]), key={"action": action, "basis": basis})
        )
    if len(style.bases) == 2 and len(actions) == 1 and rng.random() < 0.25:
        slots.append(Slot(path=(rng.choice(["上周", "上期"]),), other="count"))
    return Crosstab(labels=labels, slots=slots, rows=rows, fixed=fixed)


def _slots(
    rng: Random, style: Style, actions: Sequence[str | None], indicators: list[str], *, named: bool
) -> list[Slot]:
    """Columns action by action, indicator by indicator, basis by basis, in one of the usual orders."""
    slots: list[Slot] = []
    grouped = rng.random() < 0.25 and len(actions) == 1
    for action in actions:
        top = (style.actions[action],) if named and len(actions) > 1 else ()
        pairs = [(i, b) for i in indicators for b in style.bases]
        if style.basis_at == "above" and len(style.bases) > 1:
            pairs.sort(
                key=lambda pair: len(BASES) if BY_ID[pair[0]].stock else style.bases.index(pair[1])
            )
        for name, basis in pairs:
            if BY_ID[name].stock and basis == "period":
                continue
            key = {"action": action, "indicator": name, "basis": basis}
            path = (*top, *_path(style, name, basis, grouped=grouped))
            slots.append(Slot(path=path, name=name, key=key))
            if name == "cases_completed" and basis == "cumulative" and rng.random() < 0.3:
                slots += _rate(style, indicators, top, key)
    if rng.random() < 0.2:
        slots.append(Slot(path=(rng.choice(["备注", "排名", "任务数"]),), other="text"))
    return slots


def _rate(
    style: Style, indicators: list[str], top: tuple[str, ...], key: dict[str, Any]
) -> list[Slot]:
    """执行完毕率 after 执行完毕 here and there; it is no figure, and agrees."""
    if "cases_closed" not in indicators or style.basis_at != "joined":
        return []
    path = (*top, f"{style.basis_words['cumulative']}执行完毕率")
    return [Slot(path=path, other="rate", key={**key, "indicator": "cases_closed"})]


def _path(style: Style, name: str, basis: str, *, grouped: bool) -> tuple[str, ...]:
    word, said = style.names[name], style.basis_words[basis]
    if BY_ID[name].stock and len(style.bases) > 1:
        return (word,)
    if style.basis_at == "joined":
        return (said.removesuffix("数") + word,)
    if style.basis_at == "above":
        return (said, word)
    return (BY_ID[name].group, word, said) if grouped else (word, said)


def _word(style: Style, name: str, pen: Hand, *, unit: bool) -> str:
    """An indicator's word as a row label, with its unit behind it where units stand there."""
    counted = BY_ID[name].unit
    shown = (
        (style.headed or style.money if not counted else counted if style.count_units else "")
        if unit
        else ""
    )
    return style.names[name] + (pen.bracketed(shown) if shown else "")


def _court_label(rng: Random, code: str) -> str:
    court = desk().court_of(code)
    assert court is not None
    return rng.choice([court.short, court.short, court.name])


def _action_word(rng: Random, action: str | None) -> str:
    names = {a.id: a.name for a in campaign().actions}
    if action is None:
        return rng.choice(["合计（去重）", "总数（去重）"])
    return rng.choice([names[action], names[action].removesuffix("案件")])
