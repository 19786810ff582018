"""Where a command's facts are: in the workspace's store, or in the lake it was told.

Comes in: a room. Goes out: a connection that is only read. Refuses a lake to whatever writes: such
a command has no lake in its room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.workflow.state import Room


def has_facts(room: Room) -> bool:
    """Whether there is anything to open; a lake is there, or opening it says that it is not."""
    return room.lake is not None or room.workspace.store.exists()


@contextmanager
def open_facts(room: Room) -> Iterator[Connection]:
    """A connection to the facts of a room, to be read.

    Raises:
        StoreBusy: another enforce holds the store.
        StoreBroken: the store or the lake cannot be opened.
        UnknownName: there is no lake at its address.
        BadConfiguration: Spark is asked for, and is not installed.
    """
    lake = room.lake
    if lake is None:
        with open_store(room.workspace.store, write=False) as connection:
            yield connection
    elif lake.engine == "duckdb":
        from enforcement_cli.store.lake.over import open_lake

        with open_lake(lake.folder, spill=room.workspace.root) as connection:
            yield connection
    else:
        from enforcement_cli.store.lake.spark_connection import open_lake_on_spark

        with open_lake_on_spark(lake, spill=room.workspace.root) as connection:
            yield connection


def last_writing(room: Room) -> datetime | None:
    """The highest clock at any writing of a room's lake; None where it was never noted.

    Raises:
        UnknownName: there is no lake at its address.
    """
    from enforcement_cli.store.clock import written_at

    if room.lake is not None and room.lake.is_local:
        from enforcement_cli.store.lake.over import read_head

        said = read_head(room.lake.folder).said("written_at")
        return datetime.fromisoformat(said) if said else None
    with open_facts(room) as connection:
        return written_at(connection)
