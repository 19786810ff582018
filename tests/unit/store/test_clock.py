"""A machine's clock that jumps back or far ahead: what is stored now stays the newest."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from enforcement_cli.model import clock as machine
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store import clock, session
from enforcement_cli.store.migrate import Migration, note_migration
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow import present as asked
from enforcement_cli.workflow.present import present
from enforcement_cli.workflow.workspace import Workspace

THEN = datetime(2026, 1, 5, 9, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)


class Machine:
    """The clock of the machine, to be set."""

    def __init__(self) -> None:
        self.now = THEN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Machine:
    hands = Machine()
    for module in (machine, session, asked):
        monkeypatch.setattr(module, "now", hands)
    return hands


@pytest.fixture
def desk(tmp_path: Path, hands: Machine) -> Workspace:
    assert hands() == THEN
    workspace = Workspace(tmp_path)
    write(workspace)
    return workspace


def write(workspace: Workspace) -> None:
    with open_store(workspace.store, write=True) as connection, transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('something', 'new')")


def mark(workspace: Workspace) -> datetime | None:
    with open_store(workspace.store, write=False) as connection:
        return clock.written_at(connection)


def test_a_clock_that_runs_is_taken_as_it_is(desk: Workspace, hands: Machine) -> None:
    for hands.now in (THEN, THEN + SECOND, THEN + timedelta(days=90)):
        found = present(desk, writes=True)
        assert (found.moment, found.warnings) == (hands.now, ())
        write(desk)
        assert mark(desk) == hands.now


def test_nothing_stored_nothing_to_compare(tmp_path: Path, hands: Machine) -> None:
    hands.now = datetime(1980, 1, 1, tzinfo=BEIJING)
    assert present(Workspace(tmp_path), writes=True).moment == hands.now
    assert not (tmp_path / "store.duckdb").exists()


def test_a_clock_set_back_gives_moments_that_go_on(desk: Workspace, hands: Machine) -> None:
    hands.now = THEN - timedelta(days=730)
    assert present(desk, writes=False).moment == THEN
    moments = [present(desk, writes=True).moment for _ in range(3)]
    assert moments == [THEN + SECOND, THEN + 2 * SECOND, THEN + 3 * SECOND]
    write(desk)
    assert mark(desk) == THEN + 3 * SECOND
    (warning,) = present(desk, writes=False).warnings
    assert "2024-01-06 09:00" in warning
    assert "2026-01-05 09:00" in warning
    assert "doctor" in warning


@pytest.mark.parametrize(("minutes", "told"), [(10, 0), (11, 1)])
def test_a_little_back_is_not_told(
    desk: Workspace, hands: Machine, minutes: int, told: int
) -> None:
    hands.now = THEN - timedelta(minutes=minutes)
    found = present(desk, writes=True)
    assert (found.moment, len(found.warnings)) == (THEN + SECOND, told)


@pytest.mark.parametrize(("days", "told"), [(366, 0), (367, 1)])
def test_a_year_ahead_is_told_to_who_writes(
    desk: Workspace, hands: Machine, days: int, told: int
) -> None:
    hands.now = THEN + timedelta(days=days)
    assert len(present(desk, writes=True).warnings) == told
    assert present(desk, writes=False).warnings == ()


def test_an_absurd_clock_does_not_poison_for_ever(desk: Workspace, hands: Machine) -> None:
    event = 'INSERT INTO events ("at", what) VALUES (?, ?)'
    received = "INSERT INTO returns (return_id, received_at, status) VALUES (?, ?, 'accepted')"
    hands.now = datetime(2099, 1, 1, tzinfo=BEIJING)
    with open_store(desk.store, write=True) as connection, transaction(connection):
        connection.execute(event, [datetime(2026, 1, 5, 8, 30), "told"])
        for number, year in ((1, 2025), (2, 2099), (3, 2099)):
            connection.execute(received, [number, datetime(year, 1, 1)])
        withdrawn = 'INSERT INTO events ("at", what, return_id) VALUES (?, ?, 3)'
        connection.execute(withdrawn, [datetime(2099, 1, 1), "withdrawn"])
    assert mark(desk) == hands.now
    hands.now = THEN + timedelta(days=1)
    with open_store(desk.store, write=True) as connection, transaction(connection):
        assert clock.returns_ahead(connection, hands.now) == [2]
        assert clock.cure(connection, hands.now) == THEN - timedelta(minutes=30)
    found = present(desk, writes=True)
    assert (found.moment, found.warnings) == (hands.now, ())
    assert mark(desk) == hands.now


@pytest.mark.parametrize("back", [timedelta(0), timedelta(days=1)])
def test_a_migration_is_told_by_whoever_made_it_and_not_for_ever(
    desk: Workspace, hands: Machine, back: timedelta
) -> None:
    with open_store(desk.store, write=True) as connection, transaction(connection):
        note_migration(connection, Migration(found=3, made=4, at=THEN, backup="backups/x"))
    hands.now = THEN - back
    told = [text for text in present(desk, writes=False).warnings if "backups/x" in text]
    assert len(told) == (0 if back else 1)
    assert (desk.audit / "audit.jsonl").exists() == (not back)


def test_what_came_this_very_second_is_not_ahead(desk: Workspace) -> None:
    with open_store(desk.store, write=True) as connection, transaction(connection):
        for number, ahead in ((1, timedelta(0)), (2, SECOND), (3, -SECOND)):
            moment = (THEN + ahead).replace(tzinfo=None)
            connection.execute(
                "INSERT INTO returns (return_id, sha256, received_at, status)"
                " VALUES (?, 'x', ?, 'accepted')",
                [number, moment],
            )
        assert clock.returns_ahead(connection, THEN) == [2]
        assert clock.cure(connection, THEN) == THEN
