"""Returns as a clerk hands them in, already typed, and a store to put them into.

Comes in: cases, measures and receipts in the clerk's words (money in 元). Goes out: Receipt and
Batch as the stages before the store would give them. Refuses to know files and workbooks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from string import Formatter
from typing import Any

import duckdb

from enforcement_cli.check.rows import check_rows
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign, Desk, campaign_weeks
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.court import Court
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Calendar, Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.model.relations import asking
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.normalise.frames import build_frame
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.doubts import find_doubts
from enforcement_cli.store.save import add_event, next_id, save_problems, save_return
from enforcement_cli.store.schema import statements
from enforcement_cli.store.session import Connection, transaction
from enforcement_cli.vocabulary.checks import rule

YINZHOU, QINGHE = "辽1202", "辽1204"
CAMPAIGN = Campaign(id="winter", name="冬季", start=date(2025, 12, 20), end=date(2026, 2, 28))
DESK = Desk(
    court="辽12",
    calendar=Calendar(),
    courts=(
        Court(code=YINZHOU, name="铁岭市银州区人民法院", short="银州区法院"),
        Court(code=QINGHE, name="铁岭市清河区人民法院", short="清河区法院"),
    ),
    campaigns=(CAMPAIGN,),
)
WEEKS = campaign_weeks(CAMPAIGN, DESK.calendar)
LATER = datetime(2026, 6, 1, tzinfo=BEIJING)
SHEET = "台账"
FIRST_ROW = 3
# The columns of an ordinary ledger, from B on.
LEDGER = (
    "case_no", "filed_on", "cause", "claim_fen", "recovered_fen", "closed_on", "close_method",
)  # fmt: skip


def week(number: int) -> Period:
    """The campaign's week: the first is 12-20 to 12-21, the second 12-22 to 12-28."""
    return WEEKS[number - 1]


def no(serial: int, court: str = YINZHOU, kind: str = "执") -> str:
    """A case number of 2025."""
    return f"（2025）{court}{kind}{serial}号"


def day(text: str | None) -> date | None:
    """`01-05` is in 2026, `12-23` in 2025."""
    if text is None:
        return None
    month, number = text.split("-")
    return date(2025 if int(month) > 6 else 2026, int(month), int(number))


def case(
    serial: int,
    *,
    court: str = YINZHOU,
    money: int | None = None,
    claim: int | None = 1_000,
    filed: str | None = "11-03",
    closed: str | None = None,
    how: str | None = None,
    received: str | None = None,
    cause: str | None = "买卖合同纠纷",
    cleared: Iterable[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """One row of a ledger; money in 元."""
    return {
        "case_no": no(serial, court),
        "case_court": court,
        "case_year": 2025,
        "case_type": "执",
        "case_serial": serial,
        "filed_on": day(filed),
        "cause": cause,
        "claim_fen": None if claim is None else claim * 100,
        "recovered_fen": None if money is None else money * 100,
        "received_on": day(received),
        "closed_on": day(closed),
        "close_method": how or ("completed" if closed else None),
        "cleared": list(cleared),
        **more,
    }


def measure(
    serial: int | None,
    on: str | None,
    *,
    kind: str = "detain",
    quantity: int = 1,
    column: str = "",
    person: str | None = None,
    court: str = YINZHOU,
) -> dict[str, Any]:
    """A measure: a row of a list, or with `column` the cell of a ledger's measure column."""
    return {
        "case_no": no(serial, court) if serial else None,
        "kind": kind,
        "taken_on": day(on),
        "quantity": quantity,
        "unit": "人次",
        "person_key": person,
        "field": column,
    }


def receipt_of(serial: int, on: str, money: int, court: str = YINZHOU) -> dict[str, Any]:
    """One dated receipt of a payment list; money in 元."""
    return {"case_no": no(serial, court), "received_on": day(on), "amount_fen": money * 100}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A return on its way into the store."""

    receipt: Receipt
    batch: Batch


@dataclass(kw_only=True)
class Slip:
    """What a check did to a row or cell of a return: held it, or left the cell missing."""

    effect: str
    field: str = ""
    serial: int | None = None
    court: str = YINZHOU
    code: str = ""


def unread(serial: int, name: str = "recovered_fen", court: str = YINZHOU) -> Slip:
    """A cell no value could be read from: missing, with a problem that says so."""
    return Slip(effect="blank", field=name, serial=serial, court=court, code="V-07")


def held(serial: int | None, court: str = YINZHOU) -> Slip:
    """A row that was 退回; without a serial its case number could not be read."""
    code = "X-03" if serial else "V-16"
    return Slip(effect="hold", field="case_no", serial=serial, court=court, code=code)


def ledger(
    number: int,
    *rows: dict[str, Any],
    court: str = YINZHOU,
    lacking: Iterable[str] = (),
    extra: Iterable[str] = (),
    slips: Iterable[Slip] = (),
    measures: Iterable[dict[str, Any]] = (),
    **manner: Any,
) -> Sent:
    """A case ledger of a week. `lacking` columns are absent, not blank; `extra` ones are there."""
    named = [name for name in (*LEDGER, *extra) if name not in set(lacking)]
    lines = [
        {k: v for k, v in row.items() if k not in set(lacking) or k == "case_no"} for row in rows
    ]
    frames = {"cases": _frame("cases", lines)}
    events = list(measures)
    if events:
        frames["measures"] = _frame("measures", events)
    manner["measure_kinds"] = tuple(dict.fromkeys(event["kind"] for event in events))
    return _sent("cases", number, court, named, frames, list(slips), manner)


def measure_list(number: int, *events: dict[str, Any], court: str = YINZHOU, **manner: Any) -> Sent:
    """A list of measures of a week's days."""
    frames = {"measures": _frame("measures", list(events))}
    return _sent("measures", number, court, ["case_no", "kind", "taken_on"], frames, [], manner)


def payment_list(number: int, *events: dict[str, Any], court: str = YINZHOU, **manner: Any) -> Sent:
    """A list of the receipts of a week's days."""
    frames = {"recoveries": _frame("recoveries", list(events))}
    named = ["case_no", "received_on", "amount_fen"]
    return _sent("payments", number, court, named, frames, [], manner)


def payout_of(serial: int, on: str, money: int, payees: int | None = 1) -> dict[str, Any]:
    """Money paid on to applicants; in 元."""
    return {
        "case_no": no(serial), "paid_on": day(on), "amount_fen": money * 100, "payees": payees,
    }  # fmt: skip


def payout_list(number: int, *events: dict[str, Any], court: str = YINZHOU, **manner: Any) -> Sent:
    """A list of the payments a court made in a week's days."""
    frames = {"payouts": _frame("payouts", list(events))}
    named = ["case_no", "paid_on", "amount_fen"]
    return _sent("payouts", number, court, named, frames, [], manner)


def todo_list(number: int, *matters: str, court: str = YINZHOU, **manner: Any) -> Sent:
    """The matters a court supervises, as of the week's last day or `as_of`: `甲 done`, `乙`."""
    rows = [
        {"matter": matter.split()[0], "state": [*matter.split(), "open"][1], "owner": "丁某"}
        for matter in matters
    ]
    frames = {"todos": _frame("todos", rows)}
    return _sent("todos", number, court, ["matter", "owner", "state"], frames, [], manner)


def aggregate(
    number: int,
    figures: dict[tuple[str | None, str, str], int],
    court: str = YINZHOU,
    **manner: Any,
) -> Sent:
    """An aggregate return of a week: by action, indicator and basis a count, or money in 元."""
    period = week(number)
    rows = [
        {
            "action": action, "indicator": indicator, "basis": basis,
            "value": value * (100 if "amount" in indicator else 1),
            "unit": "fen" if "amount" in indicator else "件",
            "period_start": period.start if basis == "period" else CAMPAIGN.start,
            "period_end": period.end, "column_number": column,
        }
        for column, ((action, indicator, basis), value) in enumerate(figures.items(), 2)
    ]  # fmt: skip
    frame = _frame("statements", rows).assign(row=FIRST_ROW)
    return _sent("aggregate", number, court, [], {"statements": frame}, [], manner)


def _frame(table: str, rows: list[dict[str, Any]]) -> Any:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    places = list(range(FIRST_ROW, FIRST_ROW + len(rows)))
    return build_frame(table, columns, [SHEET] * len(rows), places, [False] * len(rows))


def _sent(
    form: str,
    number: int,
    court: str,
    named: list[str],
    frames: dict[str, Any],
    slips: list[Slip],
    manner: dict[str, Any],
) -> Sent:
    period = week(number)
    as_of = day(manner.get("as_of")) or period.end
    received = manner.get("received_at") or datetime.combine(
        as_of + timedelta(days=1), time(9 + manner.get("again", 0)), BEIJING
    )
    shown = manner.get("file") or f"{court}-{form}-{period.label}-{manner.get('again', 0)}.xlsx"
    said = repr((form, number, court, named, slips, manner, [f.to_csv() for f in frames.values()]))
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    batch = Batch(
        form=form,
        file_name=shown,
        sha256=sha256,
        frames=frames,
        places=tuple(
            FieldPlace(sheet=SHEET, field=name, column=column)
            for column, name in enumerate(named, 2)
        ),
        measure_kinds=manner.get("measure_kinds", ()),
    )
    checked = check_rows(batch)
    problems = [*checked.problems, *(_problem(batch, slip) for slip in slips)]
    missing = any(problem.did in ("hold", "blank") for problem in problems)
    receipt = Receipt(
        file=shown,
        sha256=sha256,
        status=manner.get("status") or ("gaps" if missing else "accepted"),
        received_at=received,
        head=ReturnHead(
            campaign=CAMPAIGN.id,
            court=court,
            form=form,
            period_start=period.start,
            period_end=period.end,
            as_of=as_of,
            version=manner.get("version"),
        ),
        rows=sum(map(len, frames.values())),
        held=sum(slip.effect == "hold" for slip in slips),
        problems=tuple(problems),
    )
    return Sent(receipt=receipt, batch=checked.value)


def _problem(batch: Batch, slip: Slip) -> Problem:
    number = no(slip.serial, slip.court) if slip.serial else ""
    cases = batch.frames["cases"]
    row = next((int(r.row) for r in cases.itertuples() if r.case_no == number), FIRST_ROW + 90)
    return Problem(
        rule=rule(slip.code),
        origin=batch.origin(SHEET, row, slip.field),
        facts=_facts_of(slip.code),
        field=slip.field,
        case_no=number,
        effect=slip.effect,  # type: ignore[arg-type]
    )


def _facts_of(code: str) -> dict[str, str]:
    """Some value for every fact a rule's message names: the wording is no matter of these tests."""
    texts = (rule(code).message, rule(code).remedy)
    return {name: "0" for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def empty() -> Connection:
    """A store in memory."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    for statement in statements():
        connection.execute(statement)
    return connection


@dataclass
class Store:
    """An open store and the questions a test asks of it."""

    connection: Connection = field(default_factory=empty)
    transfers: dict[str, str] = field(default_factory=dict)
    campaign: Campaign = CAMPAIGN

    def take(self, *sent: Sent) -> list[int]:
        """Store returns in this order; their ids."""
        ids: list[int] = []
        for one in sent:
            with transaction(self.connection):
                ids.append(save_return(self.connection, one.receipt, one.batch))
        return ids

    def withdraw(self, return_id: int, at: datetime = LATER) -> None:
        """Take a return out again."""
        add_event(self.connection, what="withdrawn", at=at, about={"return_id": return_id})

    def explain(self, serial: int, at: datetime = LATER) -> None:
        """Accept every fall of a case's money, as `enforce problems explain` does."""
        for doubt in find_doubts(self.connection, self.view()):
            if doubt.code == "P-01" and doubt.case_no == no(serial):
                problem = Problem(
                    rule=rule("P-01"),
                    origin=Origin(file=doubt.file_name, sheet=doubt.sheet, row=doubt.row),
                    facts=_facts_of("P-01"),
                    field=doubt.field,
                    case_no=doubt.case_no,
                )
                number = next_id(self.connection, "problems", "problem_id")
                save_problems(self.connection, at, [(doubt.return_id, doubt.court, [problem])])
                add_event(
                    self.connection,
                    what="explained",
                    at=at,
                    reason="误记",
                    about={"problem_id": number},
                )

    def view(self, known_at: datetime = LATER) -> View:
        """What is looked at."""
        return View(
            campaign=self.campaign,
            courts=tuple(court.code for court in DESK.courts),
            known_at=known_at,
            transfers=self.transfers,
        )

    def ask(self, select: str, known_at: datetime = LATER) -> list[tuple[Any, ...]]:
        """Rows of a SELECT over the relations of the current state."""
        sql = asking(relations(self.view(known_at)), select)
        return self.connection.execute(sql).fetchall()

    def case(self, serial: int, *names: str, known_at: datetime = LATER) -> Any:
        """Fields of a case's current state: the one value, or a tuple of them."""
        rows = self.ask(
            f"SELECT {', '.join(names)} FROM current_cases WHERE case_serial = {serial}", known_at
        )
        assert len(rows) == 1
        return rows[0][0] if len(names) == 1 else rows[0]

    def receipts(self, serial: int, known_at: datetime = LATER) -> list[tuple[str, int, str]]:
        """A case's receipts: day as `01-05`, 元, nature."""
        rows = self.ask(
            f"SELECT day, amount_fen, nature FROM receipts WHERE case_no LIKE '%执{serial}号'"
            " ORDER BY day, nature, amount_fen",
            known_at,
        )
        return [(f"{on:%m-%d}", int(fen) // 100, nature) for on, fen, nature in rows]

    def measures(self, known_at: datetime = LATER) -> list[tuple[str, str, int]]:
        """Measures as (day, kind, quantity)."""
        rows = self.ask(
            "SELECT day, kind, quantity FROM current_measures ORDER BY day, kind, quantity",
            known_at,
        )
        return [(f"{on:%m-%d}", kind, int(quantity)) for on, kind, quantity in rows]

    def doubts(self, known_at: datetime = LATER) -> list[tuple[str, str, str]]:
        """Doubts as (code, case number, field)."""
        found = find_doubts(self.connection, self.view(known_at))
        return [(doubt.code, doubt.case_no, doubt.field) for doubt in found]

    def codes(self) -> list[str]:
        """Only the codes of the doubts."""
        return [code for code, _, _ in self.doubts()]


def store_of(*sent: Sent, **kwargs: Any) -> Store:
    """A store that has taken these returns."""
    store = Store(**kwargs)
    store.take(*sent)
    return store
