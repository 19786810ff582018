"""The benchmark's store is what enforce itself would have left: settled, and without a doubt."""

from __future__ import annotations

from pathlib import Path

from benchmarks.big_store import make_store, write_return
from enforcement_cli.store.looked import looked
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.look import look_at_all, under


def test_a_look_at_the_whole_of_it_finds_what_it_was_left_with(tmp_path: Path) -> None:
    room = make_store(tmp_path / "desk", courts=4, weeks=9, cases=400)
    with open_store(room.workspace.store, write=True) as connection:
        found = look_at_all(connection, room)
        last = looked(connection, under(room))
        (cases,) = connection.execute("SELECT count(DISTINCT case_no) FROM cases").fetchall()
    assert cases == (400,)
    assert found.arising == {}
    assert found.known == []
    assert last is not None
    assert (last.sums, last.centres, last.foreign) == (found.sums, found.centres, found.foreign)
    assert [field for field, _ in found.centres] == ["claim_fen", "recovered_fen"]


def test_its_next_return_is_written_as_courts_write_them(tmp_path: Path) -> None:
    path = tmp_path / "周报.xlsx"
    write_return(path, court=1, week=9, weeks=9, courts=4, cases=400, rows=20)
    assert path.stat().st_size > 1_000
