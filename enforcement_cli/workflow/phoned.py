"""A number by telephone: recorded as what it is, printed marked, replaced when the return comes.

Comes in: what the clerk heard. Goes out: the number as recorded. Refuses a number that can be read
two ways, and to count the court as having reported.
"""

import difflib
import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.bulletin.material import PhonedNumber
from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.indicator.declared import declarable, is_stock
from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.declared import Declaration
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.columns import rows_table
from enforcement_cli.store.declared import PHONED
from enforcement_cli.store.save import add_event, save_returns
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.vocabulary.aggregate import same_unit
from enforcement_cli.workflow.campaign.section import nearest
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.periods import PeriodWish, periods_of, resolve_period
from enforcement_cli.workflow.phoned_value import phoned_value
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import Room

FILE_NAME = "电话报数"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonedWish:
    """What the clerk was told: words as on the command line. `period` is a label such as 第3周."""

    court: str
    indicator: str
    value: str
    unit: str = ""
    period: str = ""
    wish: PeriodWish
    cumulative: bool = False
    action: str | None = None
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonedRecord:
    """The number as recorded, and the figure that is printed now.

    `again`: it stood so already, nothing was recorded anew. `printed` None: nothing was recorded
    (a trial run), so nothing is known of print.
    """

    indicator: Indicator
    period: Period
    key: FigureKey
    value: int
    unit: str
    again: bool
    printed: Figure | None


def state_number(
    room: Room, wish: PhonedWish, *, at: datetime, dry_run: bool = False
) -> PhonedRecord:
    """Record a number that a court gave by telephone.

    Raises:
        UnknownName: no such figure, action or period.
        UsageError: the value is none, or its unit is missing or another figure's.
        StoreBusy: another enforce holds the store.
    """
    indicator = _indicator(room, wish.indicator)
    _check_action(room, wish.action)
    period, previous = _period(room, wish, at)
    value, unit = phoned_value(indicator, wish.value, wish.unit)
    cumulative = wish.cumulative or indicator.kind == "state" or is_stock(indicator.id)
    key = FigureKey(
        indicator=indicator.id,
        basis="cumulative" if cumulative else "period",
        action=wish.action,
        court=wish.court,
    )
    record = PhonedRecord(
        indicator=indicator, period=period, key=key, value=value, unit=unit, again=False,
        printed=None,
    )  # fmt: skip
    if dry_run:
        return record
    with (
        audited(room.workspace, "state", by=wish.by, why=wish.reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        figures = figures_of(connection, room, period, previous, at)
        known = _known(figures, record)
        again = known is not None and (known.value, known.by) == (value, wish.by)
        if not again:
            entry.begin(
                campaign=room.campaign.id, court=wish.court, indicator=indicator.id,
                action=wish.action or "", start=period.start, end=period.end,
            )  # fmt: skip
            with transaction(connection):
                _store(connection, room, record, wish, at)
            figures = figures_of(connection, room, period, previous, at)
    return PhonedRecord(
        indicator=indicator, period=period, key=key, value=value, unit=unit, again=again,
        printed=figures.figure(key),
    )  # fmt: skip


def phoned_numbers(figures: FigureSet) -> tuple[PhonedNumber, ...]:
    """The numbers by telephone about the period of a report, and what became of each."""
    found: list[PhonedNumber] = []
    declared, start, end = (
        figures.ground.declared,
        figures.ground.campaign.start,
        figures.period.end,
    )
    printed = figures.by_key
    for court, action, indicator, unit in declared.lines:
        for basis, first in (("period", figures.period.start), ("cumulative", start)):
            said = declared.phoned((court, action, indicator, unit), first, end)
            key = FigureKey(indicator=indicator, basis=basis, action=action, court=court)  # type: ignore[arg-type]
            figure = printed.get(key)
            if said is None or said.at is None or figure is None or court not in figures.courts:
                continue
            if basis == "cumulative" and first == figures.period.start:
                continue  # in the first period both are the same number
            found.append(
                PhonedNumber(
                    key=key,
                    value=said.value,
                    unit=said.unit,
                    printed=None if figure.value is None else int(figure.value),
                    replaced="phoned" not in figure.sources,
                    by=said.by,
                    at=said.at.replace(tzinfo=BEIJING),
                )
            )
    return tuple(found)


def _indicator(room: Room, name: str) -> Indicator:
    """A figure that a court may state: ours that is no rate, or one of the aggregate form."""
    ours = all_indicators(room.own_indicators)
    known = {**declarable(), **{k: v for k, v in ours.items() if v.kind != "rate"}}
    for indicator in known.values():
        if name in (indicator.id, indicator.name):
            return indicator
    if any(name in (each.id, each.name) for each in ours.values()):
        raise UsageError(
            f"“{name}”是比率，由分子和分母算出，不能电话报数。", remedy="请分别报分子、分母。"
        )
    words = [word for each in known.values() for word in (each.id, each.name)]
    near = difflib.get_close_matches(name, words, n=1, cutoff=0.5)
    meant = f"是不是“{near[0]}”？" if near else ""
    raise UnknownName(
        f"没有名为“{name}”的指标。{meant}",
        remedy="用 enforce indicators list 查看指标。",
    )


def _check_action(room: Room, action: str | None) -> None:
    ids = [each.id for each in room.campaign.actions]
    if action is not None and action not in ids:
        names = "、".join(f"{a.id}（{a.name}）" for a in room.campaign.actions) or "没有"
        raise UnknownName(
            f"没有行动类别“{action}”。{nearest(action, ids)}", remedy=f"可用：{names}。"
        )


def _period(room: Room, wish: PhonedWish, at: datetime) -> tuple[Period, Period | None]:
    if not wish.period:
        return resolve_period(wish.wish, room.desk, room.campaign, at.date())
    weeks = periods_of("week", room.desk, room.campaign)
    plain = unicodedata.normalize("NFKC", wish.period).strip()
    for i, week in enumerate(weeks):
        if plain in (week.label, str(week.number)):
            return week, weeks[i - 1] if i else None
    raise UnknownName(
        f"没有“{wish.period}”这一期。",
        remedy=f"请写 {weeks[0].label} 到 {weeks[-1].label}，或用 --date 写期内任一天。",
    )


def _known(figures: FigureSet, record: PhonedRecord) -> Declaration | None:
    key = record.key
    line = (str(key.court), key.action, key.indicator, same_unit(record.unit))
    start = _first_day(figures.ground.campaign.start, record)
    return figures.ground.declared.phoned(line, start, record.period.end)


def _first_day(campaign_start: date, record: PhonedRecord) -> date:
    return campaign_start if record.key.basis == "cumulative" else record.period.start


def _store(
    connection: Connection, room: Room, record: PhonedRecord, wish: PhonedWish, at: datetime
) -> None:
    key, period = record.key, record.period
    told = (key, period.start, period.end, record.value, record.unit, wish.by, at.isoformat())
    sha256 = hashlib.sha256(repr(told).encode()).hexdigest()
    receipt = Receipt(
        file=FILE_NAME,
        sha256=sha256,
        status="accepted",
        received_at=at,
        head=ReturnHead(
            campaign=room.campaign.id,
            court=wish.court,
            form=PHONED,
            period_start=period.start,
            period_end=period.end,
            as_of=period.end,
        ),
        rows=1,
    )
    facts = _facts(record, _first_day(room.campaign.start, record))
    (return_id,) = save_returns(connection, [(receipt, facts)])
    add_event(
        connection,
        what=PHONED,
        at=at,
        by=wish.by,
        reason=wish.reason,
        about={
            "return_id": return_id,
            "court": wish.court,
            "form": PHONED,
            "campaign": room.campaign.id,
            "period_start": period.start,
            "period_end": period.end,
        },
    )


def _facts(record: PhonedRecord, first: date) -> Facts:
    """The one row of it, laid out without a frame: pandas takes longer to load than all else."""
    from enforcement_cli.store.arrow import ORIGIN_COLUMNS, PLACE_COLUMNS

    row = {
        "sheet": FILE_NAME,
        "row": 1,
        "action": record.key.action,
        "indicator": record.key.indicator,
        "basis": PHONED,
        "value": record.value,
        "unit": record.unit,
        "period_start": first,
        "period_end": record.period.end,
    }
    kinds = ORIGIN_COLUMNS | FACT_TABLES["statements"]
    told = rows_table({name: kinds[name] for name in row}, [tuple(row.values())])
    return Facts(tables={"statements": told}, places=rows_table(PLACE_COLUMNS, []))
