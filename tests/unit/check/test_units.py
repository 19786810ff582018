"""Slips between 元 and 万元 within one return: which cell is asked, and which true amounts pass."""

import math
import random
from dataclasses import replace

import pandas as pd
import pytest

from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.rows import check_rows
from enforcement_cli.check.units import check_units
from enforcement_cli.model.batch import Batch, Control
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.normalise.frames import build_frame

SLIP = 10_000
FIELDS = ("case_no", "claim_fen", "recovered_fen", "closing_claim_fen", "waived_fen", "amount_fen")
PLACES = tuple(
    FieldPlace(sheet="表1", field=name, column=column) for column, name in enumerate(FIELDS, 2)
)
# Claims and money of an ordinary ledger, 元.
ORDINARY = (
    (12_000, 12_000), (35_500, 20_000), (48_000, 0), (61_200, 61_200), (8_800, 1_000),
    (120_000, 30_000), (27_000, 27_000), (75_000, 0), (310_000, 150_000), (19_900, 19_900),
)  # fmt: skip


def number(serial: int) -> str:
    return f"（2026）辽1202执{serial}号"


def ledger(
    *rows: tuple[float | None, float | None], how: str = "completed", **more: object
) -> Batch:
    columns: dict[str, list[object]] = {
        "case_no": [number(serial) for serial in range(1, len(rows) + 1)],
        "claim_fen": [None if claim is None else round(claim * 100) for claim, _ in rows],
        "recovered_fen": [None if money is None else round(money * 100) for _, money in rows],
        "close_method": [how] * len(rows),
    }
    columns |= {name: [value, *[None] * (len(rows) - 1)] for name, value in more.items()}
    return batch_of("cases", "cases", columns)


def batch_of(form: str, table: str, columns: dict[str, list[object]]) -> Batch:
    size = len(columns["case_no"])
    frame = build_frame(table, columns, ["表1"] * size, list(range(2, size + 2)), [False] * size)
    return Batch(form=form, file_name="a.xlsx", sha256="0", frames={table: frame}, places=PLACES)


def payments(*amounts: float) -> Batch:
    columns: dict[str, list[object]] = {
        "case_no": [number(serial) for serial in range(1, len(amounts) + 1)],
        "amount_fen": [round(amount * 100) for amount in amounts],
    }
    return batch_of("payments", "recoveries", columns)


def asked(batch: Batch) -> list[str]:
    problems = check_units(batch)
    assert {problem.code for problem in problems} <= {"P-03"}
    assert all(problem.message and problem.did == "blank" for problem in problems)
    return [problem.origin.cell for problem in problems]


def only(batch: Batch) -> Problem:
    (problem,) = check_units(batch)
    return problem


def test_an_ordinary_ledger_is_not_asked() -> None:
    assert asked(ledger(*ORDINARY)) == []


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ((42_000 * SLIP, 0), "表1!C2"),
        ((42_000 * SLIP, 42_000), "表1!C2"),
        ((42_000 * SLIP, 600), "表1!C2"),
        ((4.2, 0), "表1!C2"),
        ((4.2, 42_000), "表1!C2"),
        ((42_000, 42_000 * SLIP), "表1!D2"),
        ((42_000, 3_000 * SLIP), "表1!D2"),
        ((42_000, 4.2), "表1!D2"),
        ((None, 42_000 * SLIP), "表1!D2"),
        ((500_000, 49.5), "表1!D2"),
    ],
)
def test_the_cell_that_slipped_is_asked(row: tuple[float | None, float], cell: str | None) -> None:
    # A lone amount without claim has no column to stand in.
    assert asked(ledger(row, *ORDINARY)) == ([cell] if cell else [])


def test_both_cells_of_a_row_that_slipped_alike() -> None:
    assert asked(ledger((42_000 * SLIP, 42_000 * SLIP), *ORDINARY)) == ["表1!C2", "表1!D2"]


def test_money_without_claims_stands_in_its_own_column() -> None:
    rows = [(None, money) for _, money in ORDINARY]
    assert asked(ledger((None, 42_000 * SLIP), *rows)) == ["表1!D2"]
    assert asked(ledger((None, 4.2), *rows)) == ["表1!D2"]
    assert asked(ledger((None, 35.3), *rows)) == []


def test_a_large_case_is_no_slip() -> None:
    for times in (40, 100):
        assert asked(ledger((30_000 * times, 30_000 * times), *ORDINARY)) == []
        assert asked(ledger((30_000 * times, 0), *ORDINARY)) == []
    # Not a whole number of 100 元: nobody multiplied it by 10⁴.
    assert asked(ledger((412_345_678.91, 0), *ORDINARY)) == []


@pytest.mark.parametrize("money", [35.35, 88, 300])
def test_small_sums_of_a_case_closed_without_means_are_true(money: float) -> None:
    row = (400_000, money)
    assert asked(ledger(row, *ORDINARY, how="closed_interim")) == []
    assert asked(ledger((400_000, 8.5), *ORDINARY, how="closed_interim")) == ["表1!D2"]


def test_a_small_return_judges_a_case_by_itself_only() -> None:
    assert asked(ledger((35_000, 35_000 * SLIP))) == ["表1!D2"]
    assert asked(ledger((4.2, 42_000))) == ["表1!C2"]
    assert asked(ledger((42_000 * SLIP, 0))) == ["表1!C2"]
    assert asked(ledger((4_200 * SLIP, 0))) == []
    assert asked(ledger((0.01, 0.05))) == []


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("closing_claim_fen", 12_000 * 100 * SLIP, "表1!E2"),
        ("closing_claim_fen", 120, "表1!E2"),
        ("closing_claim_fen", 600_000, None),
        ("waived_fen", 12_000 * 100 * SLIP, "表1!F2"),
        ("waived_fen", 120, None),
    ],
)
def test_money_beside_the_claim(field: str, value: int, cell: str | None) -> None:
    assert asked(ledger(*ORDINARY, **{field: value})) == ([cell] if cell else [])


@pytest.mark.parametrize(
    ("claims", "money", "fields"),
    [
        (SLIP, 1, ["claim_fen"]),
        (1 / SLIP, 1, ["claim_fen"]),
        (1, SLIP, ["recovered_fen"]),
        (SLIP, SLIP, ["claim_fen", "recovered_fen"]),
        (20, 20, []),
        (1, 1 / 20, []),
    ],
)
def test_a_whole_column_is_one_question(claims: float, money: float, fields: list[str]) -> None:
    batch = ledger(*((claim * claims, got * money) for claim, got in ORDINARY))
    problems = check_units(batch)
    assert [(p.field, p.origin.cell, p.origin.row, p.case_no) for p in problems] == [
        (field, "表1", None, "") for field in fields
    ]
    sure = without_doubted(batch, problems).frames["cases"]
    assert [name for name in ("claim_fen", "recovered_fen") if sure[name].isna().all()] == fields


@pytest.mark.parametrize(
    ("unit", "factor", "suggested"),
    [("万元", SLIP, "元"), ("元", 1 / SLIP, "万元"), ("元", SLIP, ""), ("", SLIP, "")],
)
def test_a_column_suggests_the_unit_of_its_size(unit: str, factor: float, suggested: str) -> None:
    batch = ledger(*((claim * factor, None) for claim, _ in ORDINARY))
    places = tuple(replace(place, unit=unit) for place in PLACES)
    assert only(replace(batch, places=places)).facts["suggested"] == suggested


def naming(batch: Batch, *cells: tuple[int, str]) -> Batch:
    """The batch in which these cells, by row and field, name their own unit."""
    return replace(batch, spelled=frozenset(("表1", row, field) for row, field in cells))


def test_a_cell_that_names_its_unit_is_no_slip_of_its_column() -> None:
    huge = ledger((42_000 * SLIP, 0), *ORDINARY)
    assert asked(naming(huge, (2, "recovered_fen"))) == ["表1!C2"]
    assert asked(naming(huge, (2, "claim_fen"))) == []
    alike = ledger((42_000 * SLIP, 42_000 * SLIP), *ORDINARY)
    assert asked(naming(alike, (2, "claim_fen"), (2, "recovered_fen"))) == []
    assert asked(naming(alike, (2, "claim_fen"))) == ["表1!D2"]
    amounts = payments(30_000 * SLIP, *(money for _, money in ORDINARY if money))
    assert asked(naming(amounts, (2, "amount_fen"))) == []
    alone = [(None, money) for _, money in ORDINARY]
    assert asked(naming(ledger((None, 42_000 * SLIP), *alone), (2, "recovered_fen"))) == []


def test_a_cell_that_names_its_unit_answers_to_its_own_claim() -> None:
    batch = ledger((42_000, 42_000 * SLIP), *ORDINARY)
    assert asked(naming(batch, (2, "recovered_fen"))) == ["表1!D2"]
    # Of a pair that cannot tell which is wrong, the cell without a unit is.
    pair = ledger((300, 3_000_000))
    assert asked(pair) == ["表1!C2", "表1!D2"]
    assert asked(naming(pair, (2, "claim_fen"))) == ["表1!D2"]
    assert asked(naming(pair, (2, "recovered_fen"))) == ["表1!C2"]


def test_a_column_is_what_its_cells_without_unit_are() -> None:
    tiny = ledger(*((claim / SLIP, None) for claim, _ in ORDINARY))
    every = [(row, "claim_fen") for row in range(2, len(ORDINARY) + 2)]
    assert asked(tiny) == ["表1"]
    assert asked(naming(tiny, *every)) == []
    assert asked(naming(tiny, *every[:3])) == ["表1"]


def test_payments_stand_in_their_column() -> None:
    amounts = [money for _, money in ORDINARY if money]
    assert asked(payments(*amounts, 40)) == []
    assert asked(payments(30_000 * SLIP, *amounts)) == ["表1!G2"]
    assert asked(payments(3, *amounts)) == ["表1!G2"]
    assert asked(payments(*(amount * SLIP for amount in amounts))) == ["表1"]


def test_both_readings_are_shown() -> None:
    facts = only(ledger((35_000, 35_000 * SLIP))).facts
    assert (facts["value"], facts["times"], facts["unit"], facts["other"]) == (
        "350000000", "10000", "元", "35000",
    )  # fmt: skip
    facts = only(ledger((4.2, 42_000))).facts
    assert (facts["value"], facts["times"], facts["unit"], facts["other"]) == (
        "4.2", "0.00010", "万元", "42000",
    )  # fmt: skip


def test_a_doubted_amount_is_kept_and_contradicts_nothing() -> None:
    batch = ledger((42_000, 42_000 * SLIP), (42_000, 42_000), *ORDINARY)
    cases = batch.frames["cases"]
    cases = cases.assign(case_no=cases["case_no"].where(cases["case_no"] != number(2), number(1)))
    control = Control(
        sheet="表1", row=99, column=4, label="合计", field="recovered_fen", stated=1, summed=2
    )
    controls = (control, replace(control, field="claim_fen"))
    out = check_rows(replace(batch, frames={"cases": cases}, controls=controls))
    assert [(p.code, p.origin.cell) for p in out.problems] == [("P-03", "表1!D2")]
    assert out.value.frames["cases"]["recovered_fen"][0] == 4_200_000  # the other row's
    assert [kept.field for kept in out.value.controls] == ["claim_fen"]
    alone = check_rows(ledger((42_000, 42_000 * SLIP), *ORDINARY)).value.frames["cases"]
    assert alone["recovered_fen"][0] == 42_000 * SLIP * 100
    assert not alone["held"].any()


def test_held_rows_are_no_matter_of_units() -> None:
    batch = ledger((42_000, 42_000 * SLIP), *ORDINARY)
    cases = batch.frames["cases"]
    cases = cases.assign(held=cases["row"] == 2)
    assert asked(replace(batch, frames={"cases": cases})) == []


def test_measured_on_seeded_returns() -> None:
    rng = random.Random(20260105)
    caught = tried = alarms = 0
    for _ in range(300):
        middle, spread = rng.uniform(20_000, 80_000), rng.uniform(1.0, 1.6)
        claims = [
            round(middle * math.exp(rng.gauss(0, spread)), -2) + 100
            for _ in range(rng.randint(20, 60))
        ]
        rows = [(claim, round(claim * rng.choice((0, 0.3, 1)), -2)) for claim in claims]
        alarms += bool(check_units(ledger(*rows)))
        index, factor = rng.randrange(len(rows)), rng.choice((SLIP, 1 / SLIP))
        claim, money = rows[index]
        which = "C" if not money or rng.random() < 0.5 else "D"
        rows[index] = (claim * factor, money) if which == "C" else (claim, money * factor)
        tried += 1
        caught += f"表1!{which}{index + 2}" in asked(ledger(*rows))
    assert alarms <= 1
    assert caught / tried >= 0.98


def test_nothing_read_nothing_asked() -> None:
    assert check_units(ledger()) == ()
    batch = batch_of("measures", "measures", {"case_no": [number(1)]})
    assert check_units(batch) == ()
    assert without_doubted(batch, ()) is batch
    assert pd.isna(ledger((None, None)).frames["cases"]["claim_fen"][0])
