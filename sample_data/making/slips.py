"""The slips of clerks: wrong cells, a case listed twice, files sent again.

In: a ledger as it should be. Out: the ledger as it was sent, and the files nobody asked for.
Refuses to know what a check makes of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sample_data.making.cases import Case
from sample_data.making.courts import COURT, Court
from sample_data.making.nouns import Return, World
from sample_data.making.weeks import CHINA, Week

_HOLD_MONEY: dict[str, object] = {"held_fields": frozenset({"recovered_fen"})}


def file_name(court: Court, week: Week, kind: str, mark: str = "") -> str:
    """The path of a court's file in the campaign folder."""
    name = f"{court.name}{week.folder}{kind}{mark}.{court.suffix}"
    return f"returns/{week.folder}/{name}"


def with_slips(world: World, ledger: Return) -> Return:
    """The ledger with the clerk's slips of its week."""
    court, number = ledger.court.code, ledger.week.number
    if court == "辽1221":
        ledger = _lowered(world, ledger)
        return replace(ledger, total_off_fen=100_000) if number == 5 else ledger
    slips: dict[tuple[str, int], tuple[str, dict[str, object]]] = {
        ("辽1202", 3): ("resent", {"recovered_fen": 2_400_000}),
        ("辽1204", 6): ("day", {"written": (("closed_on", "2026年13月5日"),), "held": True}),
        ("辽1223", 4): ("about", {"written": (("recovered_fen", "约3万元"),), **_HOLD_MONEY}),
        ("辽1224", 5): ("number", {"held": True}),
        ("辽1282", 6): ("hidden", {"hidden": True}),
        ("辽1282", 8): ("unit", {"written": (("recovered_fen", 35_000),), **_HOLD_MONEY}),
    }
    slip = slips.get((court, number))
    if slip:
        part, changes = slip
        if part == "number":
            wrong = world.case(part).case_no.replace("2026", "206")
            changes = {**changes, "written": (("case_no", wrong),)}
        return _changed(ledger, world.case(part), changes)
    return _twice(world, ledger) if (court, number) == ("辽1224", 8) else ledger


def _changed(ledger: Return, case: Case, changes: dict[str, object]) -> Return:
    rows = tuple(
        replace(row, **changes) if row.case_no == case.case_no else row  # type: ignore[arg-type]
        for row in ledger.statements
    )
    return replace(ledger, statements=rows)


def _lowered(world: World, ledger: Return) -> Return:
    """铁岭县 states half a million fen too much on one case until W6."""
    case = world.case("lowered")
    shown = case.closing.shown if case.closing else 0
    if not shown <= ledger.week.number <= 6:
        return ledger
    return _changed(ledger, case, {"recovered_fen": 1_860_000})


def _twice(world: World, ledger: Return) -> Return:
    """昌图 lists one case twice with different money; neither row counts."""
    case = world.case("twice")
    held = _changed(ledger, case, {"held": True})
    row = next(row for row in held.statements if row.case_no == case.case_no)
    again = replace(row, recovered_fen=row.recovered_fen + 50_000)
    return replace(held, statements=(*held.statements, again))


def extra_files(world: World, sent: list[Return]) -> Iterator[Return]:
    """The corrected W3 of 银州, a copy of W2 of 中院, a temporary file of 开原 in W4."""

    def find(court: str, week: int) -> Return:
        return next(
            r for r in sent if r.court.code == court and r.week.number == week and r.form == "cases"
        )

    third = find("辽1202", 3)
    fixed = _changed(third, world.case("resent"), {"recovered_fen": 2_040_000})
    yield replace(
        fixed,
        version=2,
        received_at=datetime(2026, 1, 14, 15, 20, tzinfo=CHINA),
        file=file_name(COURT["辽1202"], third.week, "案件台账", "（更正）"),
        why="更正：第3周一案到位金额多记",
    )
    second = find("辽12", 2)
    yield replace(
        second,
        received_at=second.received_at + timedelta(hours=5),
        file=file_name(COURT["辽12"], second.week, "案件台账", "（重发）"),
        why="同一文件重发",
        accepted=False,
    )
    fourth = find("辽1282", 4)
    yield replace(
        fourth,
        file=fourth.file.replace("开原市", "~$原市"),
        why="打开时留下的临时文件",
        statements=(),
        accepted=False,
    )
