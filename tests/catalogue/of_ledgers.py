"""Cases of ledgers of several weeks, versions and courts: layouts, cases (P-01, C-01, …), versions (Z-)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl

from enforcement_cli.model.period import Period
from enforcement_cli.store.publications import record_issue
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.state import Room
from tests.builder import Book
from tests.catalogue.playing import Case
from tests.catalogue.sheets import (
    CHANGTU,
    DIAOBINGSHAN,
    KAIYUAN,
    LEDGER,
    QINGHE,
    TIELING,
    XIFENG,
    YINZHOU,
    Sent,
    came,
    case,
    ledger,
    no,
    rows_of,
    sent,
)
from tests.defects.city import week

_NOTED = {"H8": 6_100, "K8": "更正到位金额"}
_UNDONE = {"I5": None, "J5": None}


def _ledgers(code: str, court: str, fails: Book, passes: Book, **more: Any) -> Case:
    """A ledger of the third week after a sound one of the second."""
    made = [
        [sent(ledger(court=court), court=court), sent(third, number=3, court=court)]
        for third in (fails, passes)
    ]
    return Case(code, made[0], made[1], room="ledgers", **more)


def _third(court: str, cells: Mapping[str, Any] | None = None, *rows: Any, **more: Any) -> Book:
    return ledger(cells, *rows, number=3, court=court, **more)


def _again(code: str, court: str, fails: Sequence[Any], passes: Sequence[Any], **more: Any) -> Case:
    """Ledgers of the second week with some cells otherwise, a day and a column's width apart."""
    made = [
        [
            sent(ledger(cells, court=court), court=court, days=day, edit=partial(_widened, day))
            for day, cells in enumerate(side)
        ]
        for side in (fails, passes)
    ]
    return Case(code, made[0], made[1], room="versions", **more)


def _widened(day: int, path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions["A"].width = 10 + day
    book.save(path)
    return path


def _turned(court: str) -> Book:
    """The sound ledger with two columns in the other order."""
    header = [*LEDGER[:8], "结案方式", "结案日期", "备注"]
    rows = [(*row[:8], row[9], row[8], row[10]) for row in rows_of(court)]
    return _third(court, None, *rows, header=header)


def _lower(court: str) -> Book:
    """The sound ledger with its header a row further down."""
    made = _third(court)
    made.here.rows.insert(3, [])
    return made


def _first_sent(cells: Mapping[str, Any], court: str) -> list[Sent]:
    return [sent(ledger(cells, court=court), court=court)]


def _of_court(court: str, *rows: tuple[Any, ...]) -> Sent:
    return sent(ledger(None, *rows_of(court), *rows, court=court), court=court)


def _in_both(*, twice: bool) -> list[Sent]:
    own = case(208)
    return [_of_court(YINZHOU, own), _of_court(QINGHE, *([own] if twice else []))]


def _resumed(recovered: int, court: str) -> list[Sent]:
    """A case that was paid in full, and the case that resumed it, of the same claim."""
    first = (*case(88, 50_000, 50_000, court=court), None)
    number = no(7, kind="执恢", court=court)
    again = (*case(7, 50_000, recovered, number=number), no(88, court=court))
    made = ledger({"L4": "原案号"}, *rows_of(court), first, again, court=court)
    return [sent(made, court=court)]


def _publish(room: Room, figures: Sequence[Mapping[str, Any]] = ()) -> None:
    """An issue of the second week, after its return came and before the next did."""
    first, last = week(2)
    with open_store(room.workspace.store, write=True) as connection:
        record_issue(
            connection, campaign=room.campaign.id, period=Period(kind="week", start=first, end=last),
            known_at=came(2, hour=15), figures=[dict(one) for one in figures], files={},
        )  # fmt: skip


def _publish_places(room: Room) -> None:
    _publish(room, [{"indicator": "cases_closed", "court": YINZHOU, "rank": 1}])


def _changed_later(court: str, cells: Mapping[str, Any]) -> list[Sent]:
    """The second week's ledger sent again when the third is in."""
    return [
        sent(ledger(court=court), court=court),
        sent(_third(court), number=3, court=court),
        sent(ledger(cells, court=court), court=court, days=8),
    ]


# Of one desk each court is for one case, so that none hurts another.
CASES = (
    _ledgers("S-02", YINZHOU, _lower(YINZHOU), _third(YINZHOU), words=("4", "5")),
    _ledgers("S-10", QINGHE, _turned(QINGHE), _third(QINGHE)),
    _ledgers("S-18", TIELING, _third(TIELING, {"J4": "结案类型"}), _third(TIELING), words=("结案方式", "结案类型")),
    Case("S-19", _first_sent({"D7": None}, DIAOBINGSHAN), _first_sent({}, DIAOBINGSHAN), room="ledgers",
         words=(no(103, court=DIAOBINGSHAN), "案由")),
    _ledgers("P-01", XIFENG, _third(XIFENG, {"H8": 3_000}), _third(XIFENG, {"H8": 7_000}), at="H8",
             words=("6200", "3000")),
    Case("P-03", [sent(ledger({"H7": 315_000_000}))], [sent(ledger({"H7": 31_500}))], "H7"),
    Case("R-24", _resumed(50_000, KAIYUAN), _resumed(10_000, KAIYUAN), "H12", room="ledgers", words=("50000",)),
    Case("C-01", _in_both(twice=True), _in_both(twice=False), "B11", room="courts",
         words=(no(208), "银州", "清河")),
    Case("C-04", [_of_court(TIELING, case(209, court=XIFENG))], [_of_court(TIELING, case(209, court=TIELING))], "B11",
         room="courts"),
)  # fmt: skip

VERSIONS = (
    _again("Z-01", YINZHOU, [{}, {"H7": 900}], [{}], words=("第 2 次",)),
    Case("Z-02", _changed_later(QINGHE, {"H8": 6_100}), _changed_later(QINGHE, _NOTED), room="versions",
         words=("6200.00→6100.00",)),
    Case("Z-03", [sent(ledger()), sent(ledger(_UNDONE), days=2)],
         [sent(ledger()), sent(ledger({**_UNDONE, "K5": "结案日期更正"}), days=2)],
         acts={1: _publish}, words=(no(101),)),
    _again("Z-04", TIELING, [{"B7": "2026执123"}, {"B7": "2026执123", "H7": 900}], [{"B7": "2026执123"}, {"H7": 900}],
           words=("V-16",)),
    _again("Z-05", XIFENG, [{"K7": "与首执重复"}, {"K8": "与首执重复"}], [{"K7": "与首执重复"}, {"H7": 900}],
           words=("R-28",)),
    _again("Z-06", CHANGTU, [{}, {}], [{}, {"H7": 900}], words=("第 2 次",)),
    Case("Z-07", [sent(ledger()), sent(ledger({"H5": 48_000, "K5": "更正到位金额"}), days=2)],
         [sent(ledger()), sent(ledger({"H8": 7_000, "K8": "更正到位金额"}), days=2)],
         acts={1: _publish_places}, words=("50000.00→48000.00", "第 1 期")),
    _ledgers("Z-08", CHANGTU, _third(CHANGTU, None, *rows_of(CHANGTU)[:5]), _third(CHANGTU),
             words=(no(106, court=CHANGTU),)),
    _again("Z-10", DIAOBINGSHAN, [{"H7": n} for n in (100, 200, 300, 400, 500)], [{"H7": n} for n in (100, 200)],
           words=("第 4 次",)),
)  # fmt: skip
