"""Brings a store of an older schema up to this one, step by step, inside one transaction.

Comes in: an open connection and the version found. Goes out: the same store, one schema, and a
note of what was done. Refuses to change a fact: a step only adds what older versions did not keep.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.model.engine import Engine
from enforcement_cli.store.schema import SCHEMA_VERSION

# From each version to the next. The columns of a layout kept before cover every row of its sheet.
_STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE places ADD COLUMN header VARCHAR",
        "ALTER TABLE places ADD COLUMN unit VARCHAR",
        "ALTER TABLE places ADD COLUMN stated VARCHAR",
        "ALTER TABLE places ADD COLUMN header_first INTEGER",
        "ALTER TABLE places ADD COLUMN header_last INTEGER",
        "ALTER TABLE places ADD COLUMN first_row INTEGER DEFAULT 0",
        "ALTER TABLE places ADD COLUMN last_row INTEGER DEFAULT 2147483647",
        "ALTER TABLE returns ADD COLUMN mapping VARCHAR",
        "ALTER TABLE returns ADD COLUMN sender VARCHAR",
        "ALTER TABLE statements ADD COLUMN column_number INTEGER",
    ),
    2: (
        "ALTER TABLE problems ADD COLUMN subject VARCHAR",
        "ALTER TABLE problems ADD COLUMN value VARCHAR",
        "ALTER TABLE events ADD COLUMN within VARCHAR",
        "ALTER TABLE events ADD COLUMN court VARCHAR",
        "ALTER TABLE events ADD COLUMN form VARCHAR",
        "ALTER TABLE events ADD COLUMN campaign VARCHAR",
        "ALTER TABLE events ADD COLUMN period_start DATE",
        "ALTER TABLE events ADD COLUMN period_end DATE",
        "ALTER TABLE events ADD COLUMN detail VARCHAR",
    ),
    3: (
        "ALTER TABLE publications ADD COLUMN state VARCHAR DEFAULT 'recorded'",
        "ALTER TABLE publications ADD COLUMN bulletin VARCHAR",
        "ALTER TABLE publications ADD COLUMN templates VARCHAR",
        "ALTER TABLE publications ADD COLUMN definitions VARCHAR",
        "ALTER TABLE publications ADD COLUMN hashes VARCHAR",
        "ALTER TABLE publications ADD COLUMN issued_by VARCHAR",
        "ALTER TABLE publications ADD COLUMN reason VARCHAR",
        "ALTER TABLE publications ADD COLUMN corrects INTEGER",
        "ALTER TABLE publications ADD COLUMN folder VARCHAR",
    ),
}


_KEY = "migrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """The store was brought from version `found` to `made`; `backup` is below the workspace."""

    found: int
    made: int
    at: datetime
    backup: str


def migrate(connection: Engine, found: int) -> None:
    """Run the steps from version `found`; the caller holds the store for writing."""
    for version in range(found, SCHEMA_VERSION):
        for statement in _STEPS[version]:
            connection.execute(statement)
    connection.execute(f"UPDATE meta SET value = '{SCHEMA_VERSION}' WHERE key = 'schema_version'")


def backup_name(found: int, at: datetime) -> str:
    """The name of the copy that is kept of a store of version `found`."""
    return f"store-v{found}-{at:%Y%m%d-%H%M%S}.duckdb"


def note_migration(connection: Engine, done: Migration) -> None:
    """Keep in the store what was done to it."""
    told = {"found": done.found, "made": done.made, "at": done.at.isoformat()}
    text = json.dumps({**told, "backup": done.backup})
    connection.execute("INSERT INTO meta VALUES (?, ?)", [_KEY, text])


def migrations(connection: Engine) -> list[Migration]:
    """What was done to the store, the first first."""
    rows = connection.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchall()
    found = [json.loads(row[0]) for row in rows]
    done = [Migration(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in found]
    return sorted(done, key=lambda each: each.at)
