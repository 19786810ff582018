"""The store as a file: one writer, one transaction a return, no newer store, issues recorded once."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.model.failure import (
    DiskFailed,
    EnforceError,
    ExitCode,
    StoreBroken,
    StoreBusy,
)
from enforcement_cli.model.period import Period
from enforcement_cli.store.current import relations
from enforcement_cli.store.history import CaseRecord, changes, reductions_until
from enforcement_cli.store.problems import all_problems
from enforcement_cli.store.publications import find_issue, record_issue
from enforcement_cli.store.read import all_returns
from enforcement_cli.store.save import save_return
from enforcement_cli.store.schema import FACT_TABLES, SCHEMA_VERSION
from enforcement_cli.store.session import copy_store, open_store, transaction
from tests.facts import LATER, Store, case, ledger, measure, store_of, unread

HOLDER = """
import sys
from pathlib import Path
from enforcement_cli.store.session import open_store
with open_store(Path(sys.argv[1]), write=sys.argv[2] == "write"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(path: Path, manner: str, holder: str = HOLDER) -> Iterator[int]:
    """Another process holds the store; its pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(path), manner],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == "held\n"
        yield process.pid
    finally:
        process.stdin.close()
        process.stdout.close()
        assert process.wait(20) == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.duckdb"
    with open_store(store, write=True):
        pass
    return store


@pytest.mark.parametrize(("theirs", "ours"), [("write", True), ("write", False), ("read", True)])
def test_a_store_held_elsewhere_is_waited_for_and_then_refused(
    path: Path, theirs: str, ours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0.3")
    with held_elsewhere(path, theirs) as pid:
        began = time.monotonic()
        with pytest.raises(StoreBusy) as caught, open_store(path, write=ours):
            pass
        assert time.monotonic() - began >= 0.3
    assert caught.value.code == ExitCode.BUSY
    if theirs == "write":
        assert str(pid) in caught.value.message
    with open_store(path, write=ours):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one kind of lock")
def test_readers_share(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    with held_elsewhere(path, "read"), open_store(path, write=False) as mine:
        assert all_returns(mine) == []


def test_a_writer_that_lets_go_in_time_is_only_waited_for(path: Path) -> None:
    code = HOLDER.replace("sys.stdin.read()", "import time; time.sleep(0.5)")
    command = [sys.executable, "-c", code, str(path), "write"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with open_store(path, write=True) as connection:
            assert all_returns(connection) == []
    assert process.returncode == 0


def test_a_copy_has_what_a_killed_writer_left_in_the_log(path: Path, tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path\n"
        "from enforcement_cli.store.session import open_store\n"
        "with open_store(Path(sys.argv[1]), write=True) as connection:\n"
        "    connection.execute(\"INSERT INTO meta VALUES ('mark', 'kept')\")\n"
        "    os._exit(1)\n"
    )
    assert subprocess.run([sys.executable, "-c", killed, path], check=False).returncode == 1
    assert path.with_name(path.name + ".wal").exists()
    copy_store(path, tmp_path / "copy.duckdb")
    with open_store(tmp_path / "copy.duckdb", write=False) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'mark'").fetchall()
    assert found == [("kept",)]


# Commits rows under a limit of the file size, as on a disk that fills up; says what it was told.
LIMITED = """
import resource, sys
from pathlib import Path
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.store.session import open_store, transaction
path, room, rows = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
size = path.stat().st_size if path.exists() else 0
resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
done = 0
try:
    with open_store(path, write=True) as connection:
        for _ in range(3):
            with transaction(connection):
                connection.execute(
                    "INSERT INTO meta SELECT 'k', md5(random()::VARCHAR) || md5(random()::VARCHAR)"
                    f" FROM range({rows})")
            done += 1
    print(done, "clean")
except EnforceError as error:
    print(done, error.slug)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("made", [True, False])
@pytest.mark.parametrize("rows", [3_000, 130_000])
def test_a_full_disk_keeps_what_was_committed_and_nothing_else(
    tmp_path: Path, rows: int, made: bool
) -> None:
    told = set()
    for place, share in enumerate((0.1, 0.9, 1.9, 12)):
        path = tmp_path / str(place) / "store.duckdb"
        if made:
            with open_store(path, write=True):
                pass
        room = int(rows * 70 * share) + (0 if made else 300_000)
        ran = subprocess.run(
            [sys.executable, "-c", LIMITED, path, str(room), str(rows)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        done, slug = ran.stdout.split()
        told.add(slug)
        left = {each.name for each in path.parent.iterdir()}
        assert not any("enforce-part" in name for name in left), left
        for write in (False, True):
            with open_store(path, write=write) as connection:
                sql = "SELECT count(*) FROM meta WHERE key = 'k'"
                assert connection.execute(sql).fetchall() == [(int(done) * rows,)]
    assert told <= {"clean", "disk"}
    assert "disk" in told


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (duckdb.TransactionException("Failed to commit: No space left on device"), DiskFailed),
        (duckdb.IOException("Cannot open file: Read-only file system"), DiskFailed),
        (duckdb.FatalException("FATAL Error: fsync failed!"), DiskFailed),
        (duckdb.IOException("Could not read enough bytes"), StoreBroken),
        (duckdb.FatalException("database has been invalidated"), StoreBroken),
        (duckdb.Error("Corrupt database file: computed checksum 1"), StoreBroken),
        (duckdb.BinderException("no such column"), duckdb.BinderException),
        (duckdb.InternalException("INTERNAL Error: ours"), duckdb.InternalException),
    ],
)
def test_what_duckdb_says_of_the_disk_is_a_sentence(
    path: Path, error: duckdb.Error, failure: type[Exception]
) -> None:
    with (
        pytest.raises(failure) as caught,
        open_store(path, write=True) as connection,
        transaction(connection),
    ):
        connection.execute("INSERT INTO meta VALUES ('mark', 'lost')")
        raise error
    if isinstance(caught.value, EnforceError):
        assert (caught.value.code, caught.value.where) == (ExitCode.FAILED, str(path))
        assert caught.value.remedy
    with open_store(path, write=False) as connection:
        found = connection.execute("SELECT count(*) FROM meta WHERE key = 'mark'").fetchall()
    assert found == [(0,)]


def test_a_damaged_store_is_refused_with_a_sentence(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[9_000] ^= 0xFF  # in the header in force
    data[5_000] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(StoreBroken) as caught, open_store(path, write=False):
        pass
    assert caught.value.where == str(path)
    assert path.read_bytes() == bytes(data)


def test_what_a_killed_query_spilled_goes_with_the_next_writing(path: Path) -> None:
    spilled = path.with_name("store.duckdb.tmp")
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").write_bytes(b"x" * 100)
    read = path.with_name(".store.duckdb.0a1b.enforce-part")
    read.mkdir()
    with open_store(path, write=False):
        assert spilled.exists()
        assert read.exists()
    with open_store(path, write=True):
        assert not spilled.exists()
        assert not read.exists()


SPILLER = """
import sys
from pathlib import Path
from enforcement_cli.store.session import open_store
with open_store(Path(sys.argv[1]), write=False) as connection:
    connection.execute("SET memory_limit = '40MB'")
    connection.execute(
        "CREATE TEMP TABLE many AS SELECT md5(CAST(i AS VARCHAR)) AS s FROM range(1500000) t(i)"
    )
    print("held", flush=True)
    sys.stdin.read()
    assert connection.execute("SELECT count(DISTINCT s) FROM many").fetchall() == [(1_500_000,)]
"""


def test_readers_spill_into_folders_of_their_own_which_go_with_them(path: Path) -> None:
    def beside() -> set[str]:
        return {each.name for each in path.parent.glob(".store.duckdb.*.enforce-part")}

    with held_elsewhere(path, "read", SPILLER):
        first = beside()
        assert len(first) == 1
        with held_elsewhere(path, "read", SPILLER):
            assert len(beside()) == 2
        assert beside() == first
    assert beside() == set()
    assert not path.with_name("store.duckdb.tmp").exists()


def test_a_process_may_read_twice_at_a_time(path: Path) -> None:
    with open_store(path, write=False) as one, open_store(path, write=False) as two:
        asked = "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
        assert one.execute(asked).fetchall() == two.execute(asked).fetchall()


def test_a_reader_takes_three_gib_at_most(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "SELECT parse_formatted_bytes(current_setting('memory_limit'))"
    with open_store(path, write=False) as connection:
        assert connection.execute(asked).fetchall()[0][0] <= 3 * 1024**3
    with duckdb.connect() as untold:
        usual = untold.execute(asked).fetchall()
    monkeypatch.setattr("enforcement_cli.store.connecting.READING_BYTES", 2**60)
    with open_store(path, write=False) as connection:
        assert connection.execute(asked).fetchall() == usual


def test_what_does_not_fit_anywhere_is_told_in_a_sentence(path: Path) -> None:
    with pytest.raises(EnforceError) as caught, open_store(path, write=False) as connection:
        connection.execute("SET memory_limit = '20MB'")
        connection.execute("SET max_temp_directory_size = '1MB'")
        connection.execute("CREATE TEMP TABLE many AS SELECT hash(i) AS h FROM range(9000000) t(i)")
    assert caught.value.where == str(path)
    assert "内存" in caught.value.message


def test_a_newer_store_is_refused_untouched(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = ?", [str(SCHEMA_VERSION + 1)])
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(StoreBroken) as caught, open_store(path, write=write):
            pass
        assert caught.value.where == str(path)
        assert str(SCHEMA_VERSION + 1) in caught.value.message
    assert path.read_bytes() == before


def test_a_file_that_is_no_store_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(b"PK\x03\x04 not a database" * 500)
    before = path.read_bytes()
    with pytest.raises(StoreBroken), open_store(path, write=True):
        pass
    assert path.read_bytes() == before


def test_another_database_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE other (a INTEGER)")
    for write in (True, False):
        with pytest.raises(StoreBroken), open_store(path, write=write):
            pass
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("other",)]


def test_an_opened_store_reads_no_other_file(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with open_store(path, write=False) as connection, pytest.raises(duckdb.Error):
        connection.execute(f"SELECT * FROM '{other}'")


def counts(store: Store) -> dict[str, int]:
    tables = [*FACT_TABLES, "returns", "places", "problems"]
    return {
        table: store.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        for table in tables
    }


def test_a_failing_insert_leaves_nothing(store: Store) -> None:
    sent = ledger(2, case(1), measures=[measure(1, "12-24", column="detained")], slips=[unread(1)])
    before = counts(store)
    # The cases go in, then the measures cannot.
    store.connection.execute("ALTER TABLE measures RENAME TO hidden_measures")
    with pytest.raises(duckdb.Error), transaction(store.connection):
        save_return(store.connection, sent.receipt, sent.batch)
    store.connection.execute("ALTER TABLE hidden_measures RENAME TO measures")
    assert counts(store) == before
    assert store.take(sent) == [1]
    assert (counts(store)["cases"], counts(store)["measures"], counts(store)["problems"]) == (
        1,
        1,
        1,
    )


def test_an_interrupted_return_leaves_nothing(store: Store) -> None:
    sent = ledger(2, case(1))
    with pytest.raises(KeyboardInterrupt), transaction(store.connection):
        save_return(store.connection, sent.receipt, sent.batch)
        raise KeyboardInterrupt
    assert counts(store)["returns"] == 0


def test_a_refused_return_keeps_its_problems_and_no_facts(store: Store) -> None:
    sent = ledger(2, case(1), slips=[unread(1)], status="returned")
    with transaction(store.connection):
        save_return(store.connection, sent.receipt, None)
    found = counts(store)
    assert (found["returns"], found["problems"], found["cases"], found["places"]) == (1, 1, 0, 0)


def test_held_rows_do_not_enter(store: Store) -> None:
    store.take(ledger(2, case(1, money=1), case(1, money=2), case(2)))
    assert counts(store)["cases"] == 1


def test_money_is_stored_to_the_fen(store: Store) -> None:
    store.take(ledger(2, case(1, claim=None, recovered_fen=9_007_199_254_740_993)))
    assert store.case(1, "recovered_fen") == 9_007_199_254_740_993


def test_problems_keep_their_place(store: Store) -> None:
    store.take(ledger(2, case(9), case(1), slips=[unread(1)]))
    (problem,) = all_problems(store.connection, LATER)
    assert (problem.code, problem.effect, problem.sheet, problem.row, problem.column) == (
        "V-07", "blank", "台账", 4, 6,
    )  # fmt: skip
    assert problem.state == "open"


WEEK = Period(kind="week", start=date(2025, 12, 22), end=date(2025, 12, 28), number=2)


def issue(store: Store, period: Period, days: int, value: int) -> int:
    return record_issue(
        store.connection, campaign="winter", period=period, known_at=LATER + timedelta(days=days),
        figures=[{"value": value}], files={},
    )  # fmt: skip


NEXT = Period(kind="week", start=date(2025, 12, 29), end=date(2026, 1, 4), number=3)


def published(store: Store, period: Period) -> tuple[int, object]:
    found = find_issue(store.connection, campaign="winter", period=period)
    assert found is not None
    return found.issue, found.figures[0]["value"]


def test_the_last_issue_may_be_written_again() -> None:
    store = Store()
    assert issue(store, WEEK, 0, 1) == 1
    assert issue(store, WEEK, 1, 2) == 1
    assert published(store, WEEK) == (1, 2)


def test_an_issue_another_rests_on_is_not_rewritten(store: Store) -> None:
    assert [issue(store, p, 0, 1) for p in (WEEK, NEXT)] == [1, 2]
    assert issue(store, WEEK, 1, 2) == 1
    assert published(store, WEEK) == (1, 1)


def test_issues_are_numbered_by_kind(store: Store) -> None:
    month = Period(kind="month", start=date(2025, 12, 20), end=date(2025, 12, 31))
    assert [issue(store, p, 0, 1) for p in (WEEK, NEXT, month)] == [1, 2, 1]
    assert find_issue(store.connection, campaign="other", period=WEEK) is None


FIRST, SECOND = date(2026, 1, 2), date(2026, 1, 3)


def record(court: str, closed_on: date | None, fen: int = 0) -> CaseRecord:
    return CaseRecord(court=court, closed_on=closed_on, recovered_fen=fen)


def test_changes_between_two_states() -> None:
    then = {
        "甲": record("辽1202", FIRST, 5), "乙": record("辽1202", SECOND), "丁": record("辽1202", FIRST),
    }  # fmt: skip
    now = {
        "甲": record("辽1202", FIRST, 8), "丙": record("辽12", FIRST, 2), "丁": record("辽1202", FIRST),
    }  # fmt: skip
    found = [(c.court, c.case_no, c.closed_on, c.sign, c.amount_fen) for c in changes(then, now)]
    assert found == [
        ("辽12", "丙", FIRST, 1, 2), ("辽1202", "乙", SECOND, -1, 0), ("辽1202", "甲", None, 0, 3),
    ]  # fmt: skip


def test_reductions_are_listed_with_their_reason() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    store.explain(1)
    classes = "SELECT NULL::VARCHAR AS cause, NULL::VARCHAR[] AS classes WHERE false"
    parts = {**relations(store.view()), "cause_classes": classes}
    parts["members"] = fact_relations(store.campaign, parts)["members"]
    start, as_of = store.campaign.start, date(2026, 1, 4)
    found = reductions_until(store.connection, parts, start, as_of)
    assert [(r.court, r.day, r.amount_fen, r.reason) for r in found] == [
        ("辽1202", as_of, -1_000, "误记")
    ]
    assert reductions_until(store.connection, parts, start, as_of - timedelta(days=1)) == []


def test_a_log_without_its_store_makes_no_new_one(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with open_store(path, write=True):
        pass
    path.rename(tmp_path / "elsewhere")
    log = tmp_path / "store.duckdb.wal"
    log.write_bytes(b"what was stored last")
    for write in (True, False):
        with pytest.raises(StoreBroken) as caught, open_store(path, write=write):
            pass
        assert caught.value.where == str(log)
    assert not path.exists()
