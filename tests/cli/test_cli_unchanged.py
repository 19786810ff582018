"""`enforce ingest` of a folder where nothing changed: one hash a file, and nothing besides."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.running import Desk, case_row, ledger

AT = ("--received", "2025-12-22T12:00")
# What the command loads and starts, told by itself at its end.
_WATCHED = """
import hashlib, json, sys
from multiprocessing import forkserver
hashed, real = [], hashlib.file_digest
def counted(stream, *rest, **more):
    hashed.append(stream.name)
    return real(stream, *rest, **more)
hashlib.file_digest = counted
if __name__ == "__main__":
    sys.argv = ["enforce", *sys.argv[1:]]
    from enforcement_cli.__main__ import main
    try:
        main()
    except SystemExit as ending:
        told = {
            "code": ending.code,
            "hashed": [name.rpartition("/")[2] for name in map(str, hashed)],
            "loaded": sorted({"pandas", "numpy", "pyarrow", "python_calamine"} & set(sys.modules)),
            "server": forkserver._forkserver._forkserver_pid,
        }
        print(json.dumps(told), file=sys.stderr)
"""


def _watched(script: Path, *arguments: str | Path) -> dict[str, Any]:
    script.write_text(_WATCHED, "utf-8")
    ran = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    told = json.loads(ran.stderr.splitlines()[-1])
    assert isinstance(told, dict)
    return told | {"said": json.loads(ran.stdout)}


def _state(root: Path) -> dict[str, tuple[int, bytes]]:
    """Store, audit and archive: when each was written, and what it holds."""
    kept = [root / "store.duckdb", root / "audit" / "audit.jsonl", *(root / "archive").iterdir()]
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in kept}


def test_a_folder_where_nothing_changed_costs_one_hash_a_file(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    names = [f"铁岭市银州区人民法院第01周案件台账{i}.xlsx" for i in range(3)]
    for i, name in enumerate(names):
        ledger("1", "2025-12-20", "2025-12-21", case_row(11 + i, 9000)).save(inbox / name)
    assert new("ingest", inbox, *AT).code == 0
    before = _state(new.root)
    told = _watched(tmp_path / "watched.py", "ingest", inbox, "-C", new.root, "--json", *AT)
    assert [one["status"] for one in told["said"]["data"]["returns"]] == ["duplicate"] * 3
    assert told["code"] == 0
    assert sorted(told["hashed"]) == names
    assert told["loaded"] == []
    assert told["server"] is None, "a server for readers was started"
    assert _state(new.root) == before


def test_one_new_file_among_them_is_read(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    first, second = (f"铁岭市银州区人民法院第01周案件台账{i}.xlsx" for i in (1, 2))
    ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000)).save(inbox / first)
    assert new("ingest", inbox, *AT).code == 0
    ledger("1", "2025-12-20", "2025-12-21", case_row(12, 9000)).save(inbox / second)
    told = _watched(tmp_path / "watched.py", "ingest", inbox, "-C", new.root, "--json", *AT)
    found = {one["file"]: one["status"] for one in told["said"]["data"]["returns"]}
    assert found == {first: "duplicate", second: "accepted"}
    assert told["server"] is not None
    # What is judged and turned into columns elsewhere needs no frames here.
    assert "pandas" not in told["loaded"]
