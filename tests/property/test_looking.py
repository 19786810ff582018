"""A look at what changed finds what a look at the whole set finds: problem for problem.

Three stores are told the same in the same order; in one every look is at the whole set, in one at
all courts, as few at a time as can be. After each step their problems, what happened to them and
what the receipts are told are the same.
ENFORCE_HISTORIES: how many long ones (4; `make test-all`: 16).
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.campaign import Transfer
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.court import Court
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.looked import mark_of
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import transaction
from enforcement_cli.workflow import doubts, look
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    Sent,
    Store,
    aggregate,
    case,
    ledger,
    measure,
    no,
    payment_list,
    payout_list,
    receipt_of,
)

COURTS = ("辽1202", "辽1204", "辽1221", "辽1223", "辽1224", "辽1281")
AT = datetime(2026, 3, 1, 9, tzinfo=BEIJING)


@dataclass(kw_only=True)
class Desk:
    """A store and how it is looked at."""

    room: Room
    store: Store = field(default_factory=Store)
    whole: bool = False
    in_packs: bool = False

    def settle(self, monkeypatch: pytest.MonkeyPatch, at: datetime, told: list[int]) -> Any:
        with monkeypatch.context() as patch:
            if self.whole or self.in_packs:
                patch.setattr(look, "looked", lambda *_: None)
            if self.in_packs:
                patch.setattr(look, "_AT_ONCE", 0)
                patch.setattr(look, "_IN_A_PACK", 1)
            before = mark_of(self.store.connection)
            found = look.look_at(self.store.connection, self.room, told)
            with transaction(self.store.connection):
                all_of, added = doubts._settle(self.store.connection, found, before, at)
        return [_told(all_of.get(number, [])) for number in told], {
            number: _told(found) for number, found in sorted(added.items())
        }

    def stored(self) -> Any:
        ask = self.store.connection.execute
        problems = ask("SELECT * FROM problems ORDER BY problem_id").fetchall()
        events = ask("SELECT * FROM events ORDER BY rowid").fetchall()
        return problems, events


def _told(problems: list[Problem]) -> list[Any]:
    return [(p.code, p.case_no, p.subject, str(p.origin), p.message) for p in problems]


def _room(tmp_path: Path, *, moved: bool) -> Room:
    courts = tuple(
        Court(code=code, name=f"铁岭市{code}区人民法院", short=f"{code}区法院") for code in COURTS
    )
    transfers = (Transfer(case_no=no(1, COURTS[0]), to=COURTS[1]),) if moved else ()
    campaign = replace(CAMPAIGN, transfers=transfers)
    desk = replace(DESK, courts=courts, campaigns=(campaign,))
    return Room(workspace=Workspace(tmp_path), desk=desk, campaign=campaign)


@dataclass(kw_only=True)
class Senders:
    """What the courts send, drawn by a seed."""

    luck: random.Random
    crossing: float
    sent: int = 0

    def row(self, serial: int, court: str, number: int) -> dict[str, Any]:
        luck = self.luck
        claim = 1_000 * (serial + 1)
        money = luck.choice([None, 0, 100 * number, 100 * number, 50, claim])
        if luck.random() < 0.06:
            claim, money = claim * 10_000, money and money * 10_000
        closed = luck.choice([None, None, "01-09"])
        more: dict[str, Any] = {}
        if luck.random() < 0.1:
            more = {
                "case_no": no(serial, court, "执恢"), "case_type": "执恢",
                "original_case_no": no(luck.randrange(8), luck.choice(COURTS) if luck.random() < self.crossing else court),
            }  # fmt: skip
        return case(
            serial, court=court, money=money, closed=closed,
            claim=luck.choice([claim] * 6 + [None]), filed=luck.choice(["11-03"] * 5 + [None]),
            cause=luck.choice(["买卖合同纠纷"] * 6 + [None]), **more,
        )  # fmt: skip

    def ledger(self, court: str, number: int, **manner: Any) -> Sent:
        luck = self.luck
        serials = sorted(luck.sample(range(16), luck.randint(8, 14)))
        rows = [self.row(serial, court, number) for serial in serials]
        if luck.random() < self.crossing:  # a case of another court's
            rows.append(self.row(luck.randrange(16), luck.choice(COURTS), number))
        if luck.random() < 0.08:  # 元 where 万元 was said
            rows = [r | {"claim_fen": r["claim_fen"] and r["claim_fen"] * 10_000} for r in rows]
        rows = list({row["case_no"]: row for row in rows}.values())
        lacking = luck.choice([(), (), (), ("close_method",), ("claim_fen",)])
        marks = []
        if luck.random() < 0.3:
            said = None if luck.random() < 0.3 else "01-08"
            marks = [measure(serials[0], said, column="detained", court=court)]
        return ledger(number, *rows, court=court, lacking=lacking, measures=marks, **manner)

    def anything(self) -> Sent:
        luck = self.luck
        self.sent += 1
        court, number = luck.choice(COURTS), luck.randint(2, 6)
        manner: dict[str, Any] = {
            "again": luck.randrange(3),
            "file": f"{self.sent}.xlsx",
            "version": luck.choice([None, None, 1, 2]),
            "status": luck.choice([None] * 8 + ["returned"]),
        }
        kind = luck.random()
        if kind < 0.65:
            return self.ledger(court, number, **manner)
        some = [luck.randrange(16) for _ in range(3)]
        if kind < 0.75:
            listed = [receipt_of(s, "01-07", luck.choice([50, 500]), court) for s in some]
            return payment_list(number, *listed, court=court, **manner)
        if kind < 0.85:
            paid = [
                {"case_no": no(s, court), "paid_on": AT.date(), "amount_fen": 90_000} for s in some
            ]
            return payout_list(number, *paid, court=court, **manner)
        figures: dict[tuple[str | None, str, str], int] = {
            (None, "cases_closed", "period"): luck.choice([2, 3, 40]),
            (None, "cases_closed", "cumulative"): luck.choice([2, 10, 90]),
            (None, "amount_recovered", "period"): luck.choice([10_000, 20_000, 200_000_000]),
        }
        return aggregate(number, figures, court, **manner)


def _step(luck: random.Random, senders: Senders, desks: list[Desk], at: datetime) -> list[int]:
    """The same to all: returns, a withdrawal, or an answer; the new returns."""
    kind = luck.random()
    ask = desks[0].store.connection.execute
    event: dict[str, Any] = {}
    if kind < 0.12:
        ids = [row[0] for row in ask("SELECT return_id FROM returns ORDER BY 1").fetchall()]
        event = {"what": "withdrawn", "about": {"return_id": luck.choice(ids)}} if ids else {}
    elif kind < 0.4:
        codes = luck.choice(["'P-01', 'P-17', 'P-03'", "'V-18', 'Z-08', 'C-01', 'Z-02', 'P-17'"])
        ids = ask(f"SELECT problem_id FROM problems WHERE code IN ({codes}) ORDER BY 1").fetchall()
        if ids:
            about: dict[str, Any] = {"problem_id": luck.choice(ids)[0]}
            if luck.random() < 0.5:
                about["until"] = AT.date()
            event = {"what": luck.choice(["explained", "explained", "reopened"]), "about": about}
    if event:
        for desk in desks:
            add_event(desk.store.connection, at=at, by="内勤", reason="核实过", **event)
        return []
    several = [senders.anything() for _ in range(luck.choice([1, 1, 1, 2, 3]))]
    first, *others = (desk.store.take(*several) for desk in desks)
    assert all(other == first for other in others)
    return first


def _run(seed: int, steps: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    luck = random.Random(seed)
    room = _room(tmp_path, moved=seed % 3 == 0)
    desks = [Desk(room=room), Desk(room=room, whole=True), Desk(room=room, in_packs=True)]
    senders = Senders(luck=luck, crossing=(0.03, 0.2)[seed % 2])
    for step in range(steps):
        at = AT + timedelta(minutes=step)
        told = _step(luck, senders, desks, at)
        if step and luck.random() < 0.15:  # killed before it looked
            continue
        narrow, whole, packed = (desk.settle(monkeypatch, at, told) for desk in desks)
        assert narrow == whole == packed, (seed, step)
        ours, *others = (desk.stored() for desk in desks)
        assert all(theirs == ours for theirs in others), (seed, step)
    return [row[5] for row in desks[0].stored()[0]]


def test_a_look_at_what_changed_finds_what_a_look_at_all_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run(11, 7, tmp_path, monkeypatch)  # in which courts come to share cases


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 100 + int(os.environ.get("ENFORCE_HISTORIES", "4"))))
def test_it_does_over_long_histories(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _run(seed, 14, tmp_path, monkeypatch)
    assert {"S-19", "V-18"} <= set(found)
