"""Files read ahead: nothing is lost, nothing out of order, and no more is held than is bounded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workflow import ahead
from enforcement_cli.workflow.ahead import groups_ahead
from enforcement_cli.workflow.taking import Arrival, Taken

AT = datetime(2026, 1, 5, tzinfo=BEIJING)


def file(name: str, kib: int = 0) -> Taken:
    rows = pa.table({"row": pa.array(range(kib * 128), pa.int64())})
    facts = Facts(tables={"cases": rows}, places=rows.slice(0, 0))
    receipt = Receipt(file=name, sha256="", status="accepted", received_at=AT)
    arrival = Arrival(path=Path(name), shown=name, sha256="")
    return Taken(arrival=arrival, pairs=((receipt, facts),))


def names(groups: list[list[Taken]]) -> list[str]:
    return [taken.arrival.shown for group in groups for taken in group]


def test_all_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MOST_BYTES", 20_000)
    ticks: list[int] = []
    groups = list(groups_ahead((file(str(i), 2) for i in range(100)), lambda: ticks.append(1)))
    assert names(groups) == [str(i) for i in range(100)]
    assert len(ticks) == 100
    assert len(groups) > 5


def test_nothing_is_read_further_than_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MOST_BYTES", 10_000)
    read: list[int] = []

    def files() -> Iterator[Taken]:
        for i in range(50):
            read.append(i)
            yield file(str(i), 4)

    most = 0
    done = 0
    for group in groups_ahead(files(), None):
        most = max(most, len(read) - done)
        done += len(group)
    # A group holds three files of 4 KiB; as many wait, and one is on its way.
    assert done == 50
    assert most <= 7


def test_what_was_read_waits_no_longer_for_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_LONGEST_WAIT_SECONDS", 0.05)
    stored = threading.Event()

    def files() -> Iterator[Taken]:
        yield file("first")
        assert stored.wait(10), "the first file is not given out before the second is read"
        yield file("second")

    found = []
    for group in groups_ahead(files(), None):
        found.append([taken.arrival.shown for taken in group])
        stored.set()
    assert found == [["first"], ["second"]]


def test_a_failure_comes_after_what_was_read_before_it() -> None:
    def files() -> Iterator[Taken]:
        yield file("a")
        raise KeyboardInterrupt

    found: list[list[Taken]] = []
    with pytest.raises(KeyboardInterrupt):
        found.extend(groups_ahead(files(), None))
    assert names(found) == ["a"]


def test_whoever_stops_taking_stops_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MOST_BYTES", 5_000)

    groups = groups_ahead((file(str(i), 4) for i in range(1000)), None)
    next(groups)
    before = threading.active_count()
    groups.close()
    assert threading.active_count() == before - 1
