"""Only disk/ gives files their names; who writes one by itself is listed here, with the reason."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "enforcement_cli"
_WRITES = {
    "write_text", "write_bytes", "mkdir", "rename", "mkstemp", "mkdtemp", "TemporaryDirectory",
    "copyfile", "copyfileobj", "copy2", "copytree", "move", "link", "symlink_to",
}  # fmt: skip
# In a folder that goes with the block, or under a part's name that disk/ makes the file's.
ALLOWED = {
    "__main__.py": "the null device",
    "cli/backup.py": "a passing folder",
    "render/pdf.py": "a passing folder",
    "store/lock.py": "the lock file: it holds nothing",
    "store/queue.py": "who waits: of no worth after a power cut",
    "store/lake/files.py": "Java's rename, on another machine's disks",
    "store/lake/java.py": "a passing folder",
    "store/lake/parquet.py": "a passing folder",
    "store/session.py": "a part, which disk/ puts in its place",
    "workbook/archive.py": "a part, which disk/ puts in its place",
    "workbook/unpack.py": "a passing folder",
    "workflow/care/backup.py": "a part, which disk/ puts in its place",
    "workflow/care/backup_file.py": "members inside the part",
    "workflow/care/backup_gather.py": "the part's staging folder",
    "workflow/care/restore.py": "whole folders: flushed by itself, watched by tests/faults",
    "workflow/care/settings.py": "a passing folder",
    "workflow/files.py": "a passing folder",
    "workflow/lake/tasks.py": "a passing folder",
    "workflow/mapping_again.py": "a passing folder",
    "workflow/scratch.py": "a passing folder",
    "workflow/workspace.py": "the salt: linked, so that it is never replaced",
    "workflow/writing.py": "a passing folder",
}


def _writes(tree: ast.AST) -> bool:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute)]
    return any(
        call.func.attr in _WRITES  # type: ignore[attr-defined]
        or (call.func.attr == "open" and _to_write(call))  # type: ignore[attr-defined]
        for call in named
    )


def _to_write(call: ast.Call) -> bool:
    if any("O_CREAT" in ast.dump(argument) for argument in call.args):
        return True
    words = [each.value for each in call.args if isinstance(each, ast.Constant)]
    return any(isinstance(w, str) and len(w) <= 3 and set(w) & set("wax+") for w in words)


def test_files_are_written_by_one_package() -> None:
    writers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if path.parts[len(ROOT.parts)] != "disk" and _writes(ast.parse(path.read_text("utf-8")))
    }
    assert writers == set(ALLOWED)


def test_a_writer_is_seen() -> None:
    for source in ("p.write_text('x')", "p.open('w')", "os.open(p, os.O_CREAT)", "q.mkdir()"):
        assert _writes(ast.parse(source)), source
    for source in ("p.open('rb')", "s.replace('a', 'b')", "os.open(p, os.O_RDONLY)"):
        assert not _writes(ast.parse(source)), source
