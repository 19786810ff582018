"""The notes a bulletin's figures need: definitions, who is missing, what is held, revisions.

Comes in: the material and the sections as written. Goes out: notes in reading order, each with its
numbers. Refuses to decide what is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from enforcement_cli.bulletin.material import Material, Revision
from enforcement_cli.bulletin.numbers import (
    MISSING,
    NOT_REPORTED,
    REVISED_MARK,
    count_text,
    is_revised,
    money_text,
)
from enforcement_cli.bulletin.rounding import rounds_apart
from enforcement_cli.bulletin.scope import before_word, is_whole, now_word
from enforcement_cli.bulletin.sentences import day_text, short_day_text
from enforcement_cli.bulletin.source_notes import mark_notes, source_notes
from enforcement_cli.model.bulletin import FigureTable, Section, Value
from enforcement_cli.model.indicator import Figure

_SHOWN_CASES = 30
# How many days two periods may differ in length by nature.
_MONTH_DAYS = 3
_BASES = {
    "flow": "执行到位金额为期内到账金额（流量口径），含未结案件的部分履行，不含行动开始前已到位的金额",
    "closing": "执行到位金额为期内结案案件的到位金额（结案口径）",
}


def notes_of(material: Material, sections: Sequence[Section]) -> tuple[str, ...]:
    """Every note, in reading order; each states its numbers. A 日报 has them in one line."""
    tables = [table for section in sections for table in section.tables]
    printed = [
        *(value for table in tables for row in table.rows for value in row.values),
        *(value for section in sections for value in section.numbers),
    ]
    found: list[str] = [_definition(material)]
    if len(material.campaign.actions) > 1 and material.period.kind != "day":
        found.append(
            "各项行动的案件有交叉，同一案件可同时计入两项以上，分项数不作累加；合计按案号去重"
        )
    found.extend(_unfinished(material))
    found.extend(_lengths(material))
    found.extend(remark.message.rstrip("。") for remark in material.remarks)
    found.extend(_missing(material))
    found.extend(_balance(material))
    found.extend(_revised(material, tables))
    found.extend(_reductions(material))
    found.extend(_statements(material))
    found.extend(_reservations(material))
    found.extend(_events_for_persons(material, printed))
    found.extend(_measure_gaps(material, tables))
    if any(rounds_apart(table) for table in tables):
        found.append("因四舍五入，分项之和与合计略有差异")
    if material.period.kind == "day":
        return ("；".join((*found, *mark_notes(printed), *source_notes(material, tables))),)
    found.extend(source_notes(material, tables))
    return tuple(found)


def _definition(material: Material) -> str:
    scope = "属于各项行动的案件" if material.campaign.scope == "actions" else "台账全部案件"
    types = "、".join(material.campaign.case_types)
    basis = _BASES[material.campaign.recovered_basis]
    return f"统计范围为{scope}（{types}字案件）；执结按结案日期统计；{basis}"


def _unfinished(material: Material) -> Iterable[str]:
    """A period that was not over when it was told of."""
    end, known = material.period.end, material.known_at.date()
    if known < end:
        yield (
            f"本期到{day_text(end)}止，至数据时点（{short_day_text(known)}）尚未结束，"
            "时间进度按期末计算"
        )


def _lengths(material: Material) -> Iterable[str]:
    """A first or last period is shorter: its rise and fall say little."""
    if material.previous is None:
        return
    now, before = material.period.days, material.previous.days
    by_nature = 0 if material.period.kind in ("day", "week", "phase") else _MONTH_DAYS
    if abs(now - before) > by_nature:
        yield (f"{now_word(material)}{now}天、{before_word(material)}{before}天，升降不宜直接比较")


def _missing(material: Material) -> Iterable[str]:
    if not material.missing:
        return
    forms = "；".join(
        f"{material.name(court)}（{'、'.join(titles)}）"
        for court, titles in material.missing.items()
    )
    yield f"截至数据时点未报：{forms}。其本期数未计入合计，也未计入对比基数，不作零处理"


def _balance(material: Material) -> Iterable[str]:
    """累计 = 上期累计（已发布）+ 本周 + 补报及更正前期, for closings and money of the scope."""
    if not material.flows or material.previous is None or is_whole(material):
        return
    lines = [
        _identity(material, "cases_closed", "累计执结"),
        _identity(material, "amount_recovered", "累计到位"),
    ]
    if any(lines):
        yield "；".join(line for line in lines if line)
    if material.revisions:
        yield "补报及更正前期的案件：" + _revisions_text(material)


def _revised(material: Material, tables: Sequence[FigureTable]) -> Iterable[str]:
    """What the last issue printed for the desk, where a table marks it as revised."""
    marked = any(
        REVISED_MARK in value.mark for table in tables for row in table.rows for value in row.values
    )
    if not marked:
        return
    said = []
    for name in ("cases_closed", "amount_recovered"):
        figure = material.figure(name)
        if figure is not None and is_revised(figure):
            said.append(
                f"{material.indicators[name].name}由{told_as(figure, figure.previous_published)}"
                f"更正为{told_as(figure, figure.previous)}"
            )
    whole = f"，其中合计{'、'.join(said)}" if said else ""
    yield f"标“{REVISED_MARK}”的{before_word(material)}数与已发布的不同{whole}"


def told_as(figure: Figure, number: int | Decimal | None) -> str:
    """A number of a figure with its unit, as prose prints it."""
    if figure.unit == "fen":
        return money_text(number)
    return f"{count_text(number)}{figure.unit}"


def _identity(material: Material, indicator: str, name: str) -> str:
    total = material.figure(indicator, "cumulative")
    week = material.figure(indicator, "period")
    if total is None or week is None or total.value is None:
        return ""
    published = total.previous_published
    base = published if published is not None else total.previous
    if base is None and "declared" in total.sources:
        return ""  # declared for the first time: what stood before is not known
    phoned = _phoned(material, indicator)
    start = Decimal(base or 0)
    # Only what is dated before the period was corrected; what a court that has not reported for
    # the whole period did in it stands in its figure to date, and is no correction.
    late = Decimal(total.previous) - start if total.previous is not None else None
    rest = Decimal(total.value) - start - Decimal(week.value or 0) + phoned - (late or 0)
    if late is None:
        late, rest = rest, Decimal(0)
    show = money_text if total.unit == "fen" else lambda n: f"{count_text(n)}{total.unit}"
    word = "上期累计（已发布）" if published is not None else "上期累计（未发布，按现有数据）"
    return (
        f"{name}{show(total.value)}＝{word}{show(int(base or 0))}"
        f"＋本期{show(week.value) if week.value is not None else NOT_REPORTED}"
        f"＋补报及更正前期{show(int(late))}"
        + (f"＋未报齐本期的法院已报部分{show(int(rest))}" if rest else "")
        + (f"－电话报数{show(phoned)}（在本期数内，尚未计入累计数）" if phoned else "")
    )


def _phoned(material: Material, indicator: str) -> int:
    """What the period has by telephone alone: figures to date wait for the courts' returns."""
    told = (material.figure(indicator, court=court) for court in material.courts)
    return sum(
        int(figure.value or 0)
        for figure in told
        if figure is not None and "phoned" in figure.sources
    )


def _revisions_text(material: Material) -> str:
    shown = material.revisions[:_SHOWN_CASES]
    by_court: dict[str, list[str]] = {}
    for revision in shown:
        text = f"{revision.case_no}（{_revision_text(revision)}）"
        by_court.setdefault(material.name(revision.court), []).append(text)
    text = "；".join(f"{court}{'、'.join(cases)}" for court, cases in by_court.items())
    more = len(material.revisions) - len(shown)
    return text + (f"，另有{more}件" if more > 0 else "")


def _revision_text(revision: Revision) -> str:
    """1月20日执结，到位3.20万元 / 撤销1月14日执结 / 核减0.50万元."""
    parts: list[str] = []
    if revision.closed_on:
        word = "" if revision.sign > 0 else "撤销"
        parts.append(f"{word}{short_day_text(revision.closed_on)}执结")
    if revision.amount_fen:
        word = "到位" if revision.amount_fen > 0 else "核减"
        parts.append(f"{word}{money_text(abs(revision.amount_fen))}")
    return "，".join(parts)


def _reductions(material: Material) -> Iterable[str]:
    for reduction in material.reductions:
        yield (
            f"{material.name(reduction.court)}{reduction.case_no}核减"
            f"{money_text(abs(reduction.amount_fen))}，原因：{reduction.reason}"
        )


def _statements(material: Material) -> Iterable[str]:
    """The words are the sender's: nothing in them may break a line or the page."""
    for statement in material.statements[:_SHOWN_CASES]:
        reason = " ".join("".join(c if c.isprintable() else " " for c in statement.reason).split())
        until = f"有效至{short_day_text(statement.until)}" if statement.until else ""
        of = (material.name(statement.court), statement.period, until)
        yield f"情况说明：{reason}（{'，'.join(part for part in of if part)}）"
    more = len(material.statements) - _SHOWN_CASES
    if more > 0:
        yield f"另有情况说明{more}项"


def _reservations(material: Material) -> Iterable[str]:
    problems = material.problems
    for counts, unit, sentence in (
        (material.punctuality.returned, "份", "报表退回未改，其内容未计入"),
        (problems.held_rows, "行", "退回未计入"),
        (problems.blanked, "处", "数据存疑，按缺失处理，未计入"),
        (problems.queries, "项", "核实事项尚未答复，相关数据已计入"),
    ):
        if counts:
            yield _listed(material, counts, unit) + sentence


def _listed(material: Material, counts: Mapping[str, int], unit: str) -> str:
    parts = "、".join(f"{material.name(court)}{n}{unit}" for court, n in counts.items())
    return f"{sum(counts.values())}{unit}（{parts}）"


def _events_for_persons(material: Material, printed: Iterable[Value]) -> Iterable[str]:
    """人次 where persons were wanted: some rows have no person key, so persons are not counted."""
    found: set[str] = set()
    for value in printed:
        key = value.key
        if key is None or value.window or value.number is None:
            continue
        declared, figure = material.indicators.get(key.indicator), material.figures.get(key)
        if (
            declared is not None
            and figure is not None
            and declared.person_unit
            and figure.unit == declared.unit != declared.person_unit
            and "computed" in figure.sources
            and figure.value
        ):
            found.add(declared.id)
    if found:
        names = [one.name for one in material.indicators.values() if one.id in found]
        yield f"{'、'.join(names)}按人次统计：有记录没有证件号码，不能按人去重"


def _measure_gaps(material: Material, tables: Sequence[FigureTable]) -> Iterable[str]:
    """A court whose returns have no column for a measure: — is not 0.

    A court of which nothing is due has no return to lack a column.
    """
    gaps: dict[str, list[str]] = {}
    due = {material.name(court) for court in material.expected}
    for table in tables:
        if table.id not in ("measures", "property"):
            continue
        for row in table.rows:
            if row.total or (due and row.label not in due):
                continue
            for column, value in zip(table.columns, row.values, strict=True):
                name = column.spanner.split("（")[0]
                if (
                    value.number is None
                    and value.shown == MISSING
                    and name not in gaps.setdefault(row.label, [])
                ):
                    gaps[row.label].append(name)
    lines = [f"{court}的报表没有{'、'.join(names)}" for court, names in gaps.items() if names]
    if lines:
        yield "；".join(lines) + "，以“—”表示，不作零处理"
