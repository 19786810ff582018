"""The notes behind the marks: which printed numbers our own facts do not give, and whose they are.

Comes in: the material and its tables. Goes out: a note for each mark that is printed, with courts
and figures. Refuses to mark: the cells carry their marks already.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.bulletin.material import Material, PhonedNumber
from enforcement_cli.bulletin.numbers import (
    CARRIED_MARK,
    SOURCE_LETTERS,
    count_text,
    money_text,
)
from enforcement_cli.bulletin.sentences import day_text, short_day_text
from enforcement_cli.model.bulletin import FigureTable, Value
from enforcement_cli.model.indicator import FigureKey, Source

_SENTENCES: dict[Source, str] = {
    "declared": "为法院汇总表的报送数，没有案件明细可以核算",
    "inferred": "为推算数，由该院报送的累计数相减或各期数相加得出",
    "phoned": "为电话报数，收到报表后由报表替换",
}


def source_notes(material: Material, tables: Sequence[FigureTable]) -> Iterable[str]:
    """A note for each mark that stands in the tables, and for what telephone numbers became."""
    printed = [
        value.key
        for table in tables
        for row in table.rows
        for value in row.values
        if value.key is not None
        and value.key.court is not None
        and value.number is not None
        and not value.window
    ]
    for source, sentence in _SENTENCES.items():
        whose = _by_court(material, printed, source)
        if whose:
            yield f"标“（{SOURCE_LETTERS[source]}）”的{sentence}：{whose}"
    yield from _phoned(material)
    marks = (value.mark for table in tables for row in table.rows for value in row.values)
    if any(CARRIED_MARK in mark for mark in marks):
        yield _carried(material, printed)


def mark_notes(printed: Iterable[Value]) -> Iterable[str]:
    """The same where there is no table to name courts from: what each mark stands for."""
    marks = "".join(value.mark for value in printed)
    for source, sentence in _SENTENCES.items():
        if SOURCE_LETTERS[source] in marks:
            yield f"标“（{SOURCE_LETTERS[source]}）”的含{sentence.removeprefix('为')}"


def _by_court(material: Material, printed: Iterable[FigureKey], source: Source) -> str:
    """银州区法院（执结、执行到位金额）、昌图县法院（执结）."""
    names: dict[str, dict[str, None]] = {}
    for key in printed:
        figure = material.figures.get(key)
        indicator = material.indicators.get(key.indicator)
        if figure is not None and indicator is not None and source in figure.sources:
            names.setdefault(str(key.court), {})[indicator.name] = None
    return "、".join(
        f"{material.name(court)}（{'、'.join(said)}）" for court, said in names.items()
    )


def _phoned(material: Material) -> Iterable[str]:
    used = [each for each in material.phoned if not each.replaced]
    if used:
        yield "电话报数：" + "；".join(
            f"{_of(material, each)}{_shown(each.value, each.unit)}"
            f"（{each.by}{short_day_text(each.at.date())}{each.at:%H:%M}记录）"
            for each in used
        )
    for each in material.phoned:
        figure = material.figures.get(each.key)
        unit = figure.unit if figure is not None else each.unit
        if not each.replaced or (each.printed, unit) == (each.value, each.unit):
            continue
        said = f"{_of(material, each)}电话报数{_shown(each.value, each.unit)}"
        if each.printed is None:
            yield f"{said}没有列入" + (f"：战报此项按{unit}统计" if unit != each.unit else "")
        else:
            yield f"{said}，报表为{_shown(each.printed, unit)}，已按报表列示"


def _of(material: Material, each: PhonedNumber) -> str:
    action = next((a.name for a in material.campaign.actions if a.id == each.key.action), "")
    word = "累计" if each.key.basis == "cumulative" else "本期"
    name = material.indicators[each.key.indicator].name
    return f"{material.name(str(each.key.court))}{action}{word}{name}"


def _shown(value: int, unit: str) -> str:
    return money_text(value) if unit == "fen" else f"{count_text(value)}{unit}"


def _carried(material: Material, printed: Iterable[FigureKey]) -> str:
    """Where the campaign asks for it, whose figures are carried and from which day."""
    if material.campaign.missing != "carry":
        return "带“*”的累计数中有法院未报本期，沿用其上次报送的累计数"
    courts = dict.fromkeys(
        str(key.court)
        for key in printed
        if (figure := material.figures.get(key)) is not None and "carried" in figure.sources
    )
    whose = "、".join(
        f"{material.name(court)}（{_until(material, court)}）" for court in courts
    )  # fmt: skip
    return f"带“*”的累计、未结数含未报本期的法院沿用上期的数：{whose}；合计已包含，本期数不沿用"


def _until(material: Material, court: str) -> str:
    day = material.known_until.get(court)
    return f"截至{day_text(day)}" if day else "以前各期"
