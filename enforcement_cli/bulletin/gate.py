"""What a bulletin must pass before it goes out, as far as its own words and numbers tell (B-checks).

Comes in: the Bulletin, its Material and the text as laid out by a template. Goes out: problems.
What the program composed is true by construction, so that words and numbers are looked at where a
template or a person added them. Refuses to know the store and the files.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import (
    REVISED_MARK,
    count_text,
    is_revised,
    rate_text,
    wan_text,
)
from enforcement_cli.bulletin.rounding import rounds_apart
from enforcement_cli.bulletin.scope import before_word
from enforcement_cli.bulletin.sentences import day_text
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = re.compile(r"(\d+(?:\.\d+)?)(?:余|多)?(亿元|万元|元|件|人次|人|套|辆|台|处|次|期|%)")
_RISES = ("增长", "上升", "增加", "提高")
_FALLS = ("下降", "减少", "降低", "回落")
_CHANGE = re.compile(f"({'|'.join((*_RISES, *_FALLS))})")
# 下降5件, 下降到5件, 有所下降; 减少了当事人诉累 says nothing of a figure.
_MOVED = re.compile(rf"{_CHANGE.pattern}(?:[了到至为]?\s*\d|了?$)")
_CLAUSE = re.compile(r"[，。；、,;]")
# Held against other days than the period before.
_OTHER_DAYS = re.compile("同比|同期|去年|上年|上次行动")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_RATE_PERCENT = re.compile(f"({'|'.join((*_RISES, *_FALLS))})了?(\\d+(?:\\.\\d+)?)%")
_UNTIL = re.compile(r"截至(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
# What is added up by mistake: the indicator, the word a line has for it, its unit.
_ADDED_UP = (("cases_closed", "执结", "件"), ("amount_recovered", "到位", "fen"))
_BASES: tuple[Basis, ...] = ("period", "cumulative")
_SUM_WORDS = re.compile("共|合计|总计|累计")
_MARKUP = re.compile(r"^[#>\s*|-]+|[*]+")


def gate_problems(
    bulletin: Bulletin, material: Material, laid_out: str, rules: Mapping[str, Rule]
) -> tuple[Problem, ...]:
    """B-05, B-06, B-07, B-10, B-11 of added words; B-13 and B-14 of the bulletin itself."""
    found: list[Problem] = []
    own = _numbers(_own_texts(bulletin))
    for place, line in enumerate(_added(bulletin, laid_out), start=1):
        for code, facts in _of_line(line, material, own):
            if code in rules:
                origin = Origin(file="战报")
                told = {"paragraph": str(place), "sentence": line} | facts
                found.append(Problem(rule=rules[code], origin=origin, facts=told, subject=line))
    for code, facts in (*_rounding(bulletin), *_revised(bulletin, material)):
        if code in rules:
            found.append(Problem(rule=rules[code], origin=Origin(file="战报"), facts=facts))
    return tuple(found)


_WHOLE_TEXT = 6


def _own_texts(bulletin: Bulletin) -> list[str]:
    """Every text that the program composed."""
    texts = [
        bulletin.title, bulletin.subtitle, bulletin.issue, bulletin.period_line,
        bulletin.cutoff_line, bulletin.issuer, bulletin.day_line, *bulletin.notes, *bulletin.marks,
    ]  # fmt: skip
    for section in bulletin.sections:
        texts += [section.title, *section.paragraphs]
        for table in section.tables:
            texts += [table.title, table.unit_line, table.stubhead, *table.notes]
            texts += [f"{column.spanner} {column.title}" for column in table.columns]
            texts += [text for row in table.rows for text in (row.label, *_shown(row.values))]
    return texts


def _shown(values: Iterable[object]) -> list[str]:
    return [str(getattr(value, "text", "")) for value in values]


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_exact(number) for text in texts for number in _NUMBER.findall(text))


def _exact(number: str) -> str:
    """12.50 and 12.5 are one number."""
    return f"{Decimal(number).normalize():f}"


def _counted(line: str) -> list[tuple[str, str]]:
    """Numbers with their units, however digits were written: １２件, 1,234件."""
    plain = _GROUPED.sub("", unicodedata.normalize("NFKC", line))
    return _COUNTED.findall(plain)


def _added(bulletin: Bulletin, laid_out: str) -> list[str]:
    """The lines that a template or a person added: no table, and nothing the program composed."""
    # A cell's 7 must not be taken out of somebody's 17.
    composed = {text.strip() for text in _own_texts(bulletin)}
    own = sorted((each for each in composed if len(each) >= _WHOLE_TEXT), key=len, reverse=True)
    lines = []
    for raw in laid_out.splitlines():
        if raw.lstrip().startswith("|"):
            continue
        rest = _MARKUP.sub("", raw).strip()
        for text in own:
            rest = rest.replace(text, "")
        if _CHANGE.search(rest) or _NUMBER.search(rest):
            rest = re.sub(r"^(?:\d+\.|[一二三四五六七八九十]+、)\s*", "", rest).strip()
            if rest and rest not in composed:
                lines.append(rest)
    return lines


def _of_line(
    line: str, material: Material, own: frozenset[str]
) -> Iterable[tuple[str, dict[str, str]]]:
    summed = _overlapping_sum(line, material, own)
    if summed is not None:
        yield "B-10", {"parts": summed}
    for number, unit in _counted(_UNTIL.sub("", line)):
        if _exact(number) not in own and summed is None:
            yield "B-05", {"number": f"{number}{unit}"}
    figure: Figure | None = None
    for clause in _CLAUSE.split(line):
        # 执结110件，较上周增长39件: a clause without a name goes on with the one before.
        named = _spoken_of(clause, material)
        figure = figure if named is None else material.figures.get(named)
        if figure is not None and figure.unit == "%":
            for _, points in _RATE_PERCENT.findall(clause):
                yield "B-07", {"points": points}
        yield from _direction(clause, figure)
    for year, month, day in _UNTIL.findall(line):
        known = {material.period.end, material.known_at.date()}
        if not any(
            (int(month), int(day)) == (each.month, each.day)
            and (not year or int(year) == each.year)
            for each in known
        ):
            written = f"{year}年{month}月{day}日" if year else f"{month}月{day}日"
            yield "B-11", {"written": written, "known": day_text(material.period.end)}


def _spoken_of(clause: str, material: Material) -> FigureKey | None:
    """The figure whose indicator, court and action a clause names, the longest name first."""
    longest = sorted(material.indicators.values(), key=lambda each: len(each.name), reverse=True)
    found = next((indicator.id for indicator in longest if indicator.name in clause), None)
    if found is None:
        return None
    courts = [c.code for c in material.desk.courts if any(name in clause for name in c.names)]
    actions = [action.id for action in material.campaign.actions if action.name in clause]
    return FigureKey(
        indicator=found,
        basis="cumulative" if "累计" in clause else "period",
        court=courts[0] if courts else None,
        action=actions[0] if actions else None,
    )


def _shown_as(unit: str, number: int | Decimal) -> str:
    if unit == "fen":
        return wan_text(number)
    return rate_text(number) if unit == "%" else count_text(number)


def _direction(clause: str, figure: Figure | None) -> Iterable[tuple[str, dict[str, str]]]:
    if figure is None or figure.change is None or _OTHER_DAYS.search(clause):
        return
    if figure.value is None or figure.previous is None:
        return
    moved = "上升" if figure.change > 0 else "下降" if figure.change < 0 else "持平"
    for word in dict.fromkeys(_MOVED.findall(clause)):
        if ("上升" if word in _RISES else "下降") != moved:
            change = Decimal(figure.change).copy_abs()
            size = f"{round_half_up(change * 100, 2)}个百分点"
            yield (
                "B-06",
                {
                    "word": word,
                    "before": _shown_as(figure.unit, figure.previous),
                    "now": _shown_as(figure.unit, figure.value),
                    "direction": moved,
                    "change": size if figure.unit == "%" else _shown_as(figure.unit, change),
                },
            )


def _overlapping_sum(line: str, material: Material, own: frozenset[str]) -> str | None:
    """The actions whose closings or money somebody has added up in a line.

    A number that the bulletin prints too may stand for something else, unless the line says what
    was added; where no case is in two actions, the sum is the total itself.
    """
    if not _SUM_WORDS.search(line) or len(material.campaign.actions) < 2:
        return None
    written = {(_exact(number), unit) for number, unit in _counted(line)}
    for indicator, word, unit in _ADDED_UP:
        for basis in _BASES:
            parts = [
                material.figure(indicator, basis, action=action.id)
                for action in material.campaign.actions
            ]
            known = [int(part.value) for part in parts if part and part.value is not None]
            number = _exact(_shown_as(unit, sum(known)))
            said = (number, "万元" if unit == "fen" else unit) in written
            whole = material.figure(indicator, basis)
            total = whole is not None and whole.value == sum(known)
            if len(known) > 1 and said and not total and (number not in own or word in line):
                return "、".join(action.name for action in material.campaign.actions)
    return None


def _rounding(bulletin: Bulletin) -> Iterable[tuple[str, dict[str, str]]]:
    if any("四舍五入" in note for note in bulletin.notes):
        return
    for section in bulletin.sections:
        for table in section.tables:
            apart = rounds_apart(table)
            if apart is not None:
                yield "B-13", {"sum": str(apart[0]), "total": str(apart[1])}
                return


def _revised(bulletin: Bulletin, material: Material) -> Iterable[tuple[str, dict[str, str]]]:
    """A table that sets this period beside the one before, whose number has changed, unmarked."""
    tables = [table for section in bulletin.sections for table in section.tables]
    word = before_word(material)
    beside = [table for table in tables if any(c.title == word for c in table.columns)]
    values = [value for table in tables for row in table.rows for value in row.values]
    if not beside or any(REVISED_MARK in value.mark for value in values):
        return
    shown = {column.spanner for table in beside for column in table.columns}
    for key, figure in material.figures.items():
        indicator = material.indicators.get(key.indicator)
        alone = key.court is None and key.action is None and key.team is None
        if alone and key.basis == "period" and indicator and is_revised(figure):
            if not shown & {indicator.name, indicator.name.removesuffix("金额")}:
                continue
            facts = {"indicator": indicator.name}
            facts["before"] = _shown_as(figure.unit, figure.previous_published or 0)
            facts["now"] = _shown_as(figure.unit, figure.previous or 0)
            yield "B-14", facts
