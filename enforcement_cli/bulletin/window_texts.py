"""另列口径: an operation, a team or another campaign beside the bulletin's own figures.

Comes in: figures of other days or cases. Goes out: a sentence each and one table side by side.
Refuses to add: nothing here joins the campaign's figures, and overlapping parts are never summed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material, WindowFigures
from enforcement_cli.bulletin.numbers import MISSING, cell_text, kind_of, mark_of, said
from enforcement_cli.bulletin.scope import main_basis
from enforcement_cli.bulletin.sentences import span_text
from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value
from enforcement_cli.model.campaign import Action
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.vocabulary.bulletin import figures_of, section_title

_FEWEST = 2


def window_sentences(material: Material) -> Iterable[Line]:
    """A sentence a window: its days, its figures, its overlapping parts; then how they relate."""
    kept = [window for window in material.windows if _figures(window)]
    for window in kept:
        parts: list[Line] = [
            (material.indicators[indicator].name, _said(figure, window))
            for indicator, figure in _figures(window)
        ]
        days = span_text(window.start, window.end)
        overlapping = parts_of(window.actions, window.figures, window=window.name)
        yield (
            f"{window.name}（{days}）：",
            *joined(parts, "，"),
            *(("；", *overlapping) if overlapping else ()),
            "。",
            *_note(window),
        )
    inner = [window.name for window in kept if _is_inner(material, window)]
    beside = [window.name for window in kept if not _is_inner(material, window)]
    if inner:
        yield (f"{'、'.join(inner)}是本次行动的一部分，不与总数相加。",)
    if beside:
        yield (f"{'、'.join(beside)}为另列口径，不并入本次统计，也不与其相加。",)


def section_name(material: Material) -> str:
    """What the windows are called together: operations inside the campaign, or 另列口径."""
    return "operations" if all(_is_inner(material, w) for w in material.windows) else "windows"


def _is_inner(material: Material, window: WindowFigures) -> bool:
    """Whether it is an operation of the campaign, whose results are part of the campaign's."""
    return any(
        operation.name == window.name and operation.start == window.start
        for operation in material.campaign.operations
    )


def _note(window: WindowFigures) -> Line:
    return (f"（{window.note}）",) if window.note else ()


def _said(figure: Figure, window: WindowFigures) -> Value:
    return replace(said(figure, floored=window.approximate), window=window.name)


def parts_of(
    actions: Sequence[Action],
    figures: Mapping[FigureKey, Figure],
    *,
    basis: Basis = "period",
    window: str = "",
) -> Line:
    """Money of overlapping actions beside the whole; said to overlap, never summed (T10)."""
    named: list[tuple[str, Figure]] = [
        (action.name, figure)
        for action in actions
        if (
            figure := figures.get(
                FigureKey(indicator="amount_recovered", basis=basis, action=action.id)
            )
        )
        is not None
        and figure.value
    ]
    if len(named) < _FEWEST:
        return ()
    whole = figures.get(FigureKey(indicator="amount_recovered", basis=basis))
    parts: list[Line] = [
        (f"{name}到位", replace(said(figure), window=window)) for name, figure in named
    ]
    exceeds = (
        whole is not None
        and whole.value is not None
        and sum(int(figure.value or 0) for _, figure in named) > whole.value
    )
    why = "，各项之和大于总数" if exceeds else ""
    return ("分类看，", *joined(parts, "、"), f"（分项有交叉，不作累加{why}）")


def _figures(window: WindowFigures) -> list[tuple[str, Figure]]:
    """What was asked for, missing or not; else what the list of windows knows and has."""
    found: list[tuple[str, Figure]] = []
    for indicator in window.indicators or figures_of("window"):
        figure = _figure(window, indicator)
        if figure is not None and (window.indicators or figure.value):
            found.append((indicator, figure))
    return found


def _figure(window: WindowFigures, indicator: str) -> Figure | None:
    court = window.courts[0] if len(window.courts) == 1 else None
    for key in (
        FigureKey(indicator=indicator, team=window.team),
        FigureKey(indicator=indicator, team=window.team, court=court),
    ):
        if key in window.figures:
            return window.figures[key]
    return None


def window_table(material: Material) -> FigureTable | None:
    """The campaign and every window side by side; a unit stands with its number (人, 人次)."""
    kept = [window for window in material.windows if _figures(window)]
    if not kept:
        return None
    indicators = list(dict.fromkeys(name for window in kept for name, _ in _figures(window)))
    _, basis = main_basis(material)
    own = {name: material.figure(name, basis) for name in indicators}
    period = material.period
    start = material.campaign.start if basis == "cumulative" else period.start
    label = f"{material.campaign.name}（{span_text(start, period.end)}）"
    rows = [_row(label, [_cell(own[name]) for name in indicators])]
    for window in kept:
        label = f"{window.name}（{span_text(window.start, window.end)}）"
        figures = dict(_figures(window))
        cells = [_cell(figures.get(name)) for name in indicators]
        rows.append(_row(label, [replace(cell, window=window.name) for cell in cells]))
    return FigureTable(
        id="windows",
        title=f"{section_title(section_name(material))}对照",
        stubhead="统计口径",
        columns=tuple(
            Column(
                title=material.indicators[name].name
                + ("（万元）" if material.indicators[name].unit == "fen" else ""),
                kind=kind_of(material.indicators[name].unit),
                additive=False,
            )
            for name in indicators
        ),
        rows=tuple(rows),
        notes=("各行期间、范围不同，不作累加。",),
    )


def _row(label: str, cells: Sequence[Value]) -> Row:
    return Row(label=label, values=tuple(cells))


def _cell(figure: Figure | None) -> Value:
    if figure is None or figure.value is None:
        return Value(shown=MISSING, key=figure.key if figure else None)
    kind = kind_of(figure.unit)
    unit = figure.unit if kind == "count" else ""
    return Value(
        shown=cell_text(figure.value, kind),
        number=figure.value,
        kind=kind,
        key=figure.key,
        mark=unit + mark_of(figure.sources),
    )
