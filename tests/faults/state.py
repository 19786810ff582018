"""What a workspace holds, so that two can be compared: the store's rows, and files by hash.

Comes in: a workspace folder. Goes out: plain values. What tells only when and by which process
something was done (logs, the audit log, locks, moments) is left out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.disk.whole import is_left_over
from enforcement_cli.store.session import open_store

# Tables whose rows are those of a return; all others are compared whole.
_PASSING_TABLES = {"meta"}
_PASSING_COLUMNS = {"publications": {"known_at", "issued_at"}}
_NOT_COMPARED = ("logs", "audit", "store.duckdb", "store.lock", "store.queue", "backups")
# Each run counts its attempts there.
_RECORDS = "运行记录"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`returns`: sha256 and form of each return with its id; `tables`: every row as text."""

    returns: dict[int, tuple[str, str]]
    tables: dict[str, list[Row]]
    files: dict[str, str]

    def rows_of(self, return_id: int) -> dict[str, list[Row]]:
        """What came in with a return, by table."""
        return {
            table: [row for row in rows if row[0] == f"return_id={return_id}"]
            for table, rows in self.tables.items()
        }


def state_of(root: Path) -> State:
    """The state of a workspace; an absent store holds nothing."""
    files = files_of(root)
    if not (root / "store.duckdb").exists():
        return State(returns={}, tables={}, files=files)
    tables: dict[str, list[Row]] = {}
    returns: dict[int, tuple[str, str]] = {}
    with open_store(root / "store.duckdb", write=False) as connection:
        names = [str(name) for (name,) in connection.execute("SHOW TABLES").fetchall()]
        for table in sorted(set(names) - _PASSING_TABLES):
            found = connection.execute(f"SELECT * FROM {table}")
            columns = [one[0] for one in found.description or ()]
            passing = _PASSING_COLUMNS.get(table, set())
            rows = found.fetchall()
            tables[table] = sorted(
                tuple(
                    f"{name}={value}"
                    for name, value in sorted(
                        zip(columns, row, strict=True), key=lambda pair: pair[0] != "return_id"
                    )
                    if name not in passing
                )
                for row in rows
            )
        for return_id, sha256, form in connection.execute(
            "SELECT return_id, sha256, coalesce(form, '') FROM returns"
        ).fetchall():
            returns[int(return_id)] = (str(sha256), str(form))
    return State(returns=returns, tables=tables, files=files)


def broken_records(root: Path) -> list[str]:
    """Records and audit lines that are not whole, and pages that break off."""
    found = []
    for path in root.glob(f"bulletins/{_RECORDS}/*/run.*"):
        text = path.read_text("utf-8")
        whole = _is_json(text) if path.suffix == ".json" else text.rstrip().endswith("</html>")
        if not whole:
            found.append(path.name)
    return found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def files_of(root: Path) -> dict[str, str]:
    """Files by hash, without what is rewritten by every command and what a kill leaves over."""
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if not path.is_file() or inside.parts[0].startswith(_NOT_COMPARED):
            continue
        if _RECORDS in inside.parts:
            continue
        if any(is_left_over(Path(part)) for part in inside.parts) or inside.name.startswith("."):
            continue
        found[inside.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
