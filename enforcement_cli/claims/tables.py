"""Claims of tables: every cell that is a number, by the words of its column, its line and the title.

Comes in: a Prose with its tables. Goes out: Claims in reading order. Refuses lists of single cases,
numbers of lines, dates and ranges; a figure whose words name nothing known is `other`, not left out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.claims.table_blocks import BodyRow, TableBlock, blocks_of
from enforcement_cli.claims.table_cells import Printed
from enforcement_cli.claims.table_words import (
    Told,
    money_scale,
    told_by,
    unit_line,
    without_units,
)
from enforcement_cli.model.claim import Claim, Relation
from enforcement_cli.model.prose import Prose
from enforcement_cli.vocabulary.claim_headers import (
    default_metric,
    header_words,
    label_kind,
    metric_units,
)

_OTHER = "other"
_TARGET_RATE = "target_rate"
_FINE = Decimal("0.01")


def table_claims(prose: Prose) -> tuple[Claim, ...]:
    """Every figure that stands in a cell of its own.

    `value` is in 元 for money, else in the unit that the header, the cell or the metric itself has;
    `sentence` is the line of the table. A column of shares without sign is in percent as its name says.
    """
    found: list[Claim] = []
    for table in prose.tables:
        for block in blocks_of(prose, table):
            if len(block.paths) > 1 and not _lists_cases(block):
                found += _claims(prose, block)
    return tuple(found)


def _lists_cases(block: TableBlock) -> bool:
    words = header_words("case_list")
    return any("".join(text.split()) in words for row in block.head for text in row)


def _claims(prose: Prose, block: TableBlock) -> Iterator[Claim]:
    over_labels = block.paths[block.wide - 1] if block.wide else ""
    kind = label_kind(over_labels.rpartition(" ")[2])
    title = told_by(without_units(block.title))
    counted = [c for c in range(block.wide, len(block.paths)) if c not in block.idle]
    heads = {column: _column(block.paths, column) for column in counted}
    for label, row in block.lines():
        line = _line(label, kind, row)
        for column, printed in row.numbers.items():
            if column in heads:
                said = (heads[column], line, title)
                yield _claim(prose, printed, row, said, block.title)


def _line(label: str, kind: str, row: BodyRow) -> Told:
    """What the label of a line says, with what stands over a group of lines."""
    if kind == "subject":
        told = Told(subject=label or None)
    elif kind == "period":
        told = Told(period=label or None)
    else:
        told = told_by(label, is_label=True)
    if not row.group or told.action:
        return told
    group = told_by(row.group)
    return Told(
        metric=told.metric or group.metric,
        subject=told.subject,
        period=told.period or group.period,
        action=group.action,
        unit=told.unit or group.unit,
    )


def _column(paths: Sequence[str], column: int) -> Told:
    """What the headers over a column say; a change is from the earlier period beside it."""
    told = told_by(paths[column])
    if told.relation != "change" or told.against is None:
        return told
    beside = told_by(paths[column - 1]).period if column else None
    earlier = beside is not None and beside.startswith(header_words("earlier"))
    period = told_by(paths[column - 2]).period if earlier and column > 1 else None
    return Told(
        metric=told.metric,
        subject=told.subject,
        period=told.period or period,
        action=told.action,
        unit=told.unit,
        relation=told.relation,
        against=beside if earlier else told.against,
    )


def _claim(
    prose: Prose, printed: Printed, row: BodyRow, said: tuple[Told, Told, Told], above: str
) -> Claim:
    head, line, title = said
    named = head.metric or line.metric
    metric = named or default_metric(above) or title.metric or _OTHER
    if metric == _TARGET_RATE and line.metric not in (None, "cases_closed", _TARGET_RATE):
        metric = f"{_TARGET_RATE}:{line.metric}"
    of_target = "target" in (head.relation, line.relation, title.relation if not named else "")
    unit, value, step = _measured(printed, metric, head.unit or line.unit, above)
    relation = _relation(head, line, printed, unit)
    whose_action = head.action or line.action
    return Claim(
        metric=_OTHER if of_target else metric,
        value=abs(value) if relation in ("increase", "decrease") else value,
        unit="位" if relation == "rank" else unit,
        raw=prose.text[printed.start : printed.end],
        start=printed.start,
        end=printed.end,
        sentence=row.span,
        step=step,
        subject=line.subject or head.subject,
        period=head.period or line.period or title.period,
        action=whose_action or (title.action if not named and title.metric else None),
        against=head.against if relation in ("increase", "decrease") else None,
        relation=relation,
    )


def _measured(printed: Printed, metric: str, told: str, above: str) -> tuple[str, Decimal, Decimal]:
    """The unit of a number, with its value and step in it."""
    value, step = printed.value, printed.step
    own = metric_units().get(metric.partition(":")[0], "")
    units = unit_line(above)
    money = next((unit for unit in units if money_scale(unit)), "")
    unit = printed.unit or told or (money if own == "元" else own)
    if not unit and len(units) == 1:
        unit = units[0]
    scale = money_scale(unit)
    if scale is not None:
        if printed.unit == "元" and printed.scaled:  # 3.5万元 in the cell itself
            return "元", value, step
        return "元", value * scale, step * scale
    if unit == "%" and printed.unit != "%" and step < _FINE:  # a share under no number format
        return "%", value * 100, step * 100
    return unit or ("元" if own == "元" else own), value, step


def _relation(head: Told, line: Told, printed: Printed, unit: str) -> Relation | None:
    told = head.relation or line.relation
    if told == "rank" or printed.unit == "位":
        return "rank"
    if told in ("change", "fall"):
        fell = printed.value < 0 or (told == "fall" and printed.value > 0)
        return "decrease" if fell else "increase"
    return "rate" if unit == "%" else None
