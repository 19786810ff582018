"""Each failure is one sentence that says where, what and what to do; nothing is half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import WEEK, Desk, Ran, enforce, snapshot

_HOLD = """
import sys
from pathlib import Path
from enforcement_cli.store.lock import locked
with locked(Path(sys.argv[1]), exclusive=sys.argv[2] == "writer", patience=5):
    print("held", flush=True)
    sys.stdin.read()
"""

# Arguments, exit code, error code, and what `where` or the sentence must name.
FAILURES = {
    "no such command": (("reprot",), 2, "usage", "reprot"),
    "no such option": (("report", "--wek"), 2, "usage", "--wek"),
    "no argument": (("ingest",), 2, "usage", "PATH"),
    "no value": (("status", "--date"), 2, "usage", "--date"),
    "no reason": (("withdraw", "1", "--by", "内勤"), 2, "usage", "--reason"),
    "not a number": (("withdraw", "一", "--by", "a", "--reason", "b"), 2, "usage", "RETURN"),
    "two periods": (("report", "--week", "--month"), 2, "usage", "--month"),
    "from without to": (("report", "--from", "2025-12-22"), 2, "usage", "--to"),
    "to without from": (("report", "--to", "2025-12-22"), 2, "usage", "--from"),
    "to before from": (
        ("report", "--from", "2025-12-23", "--to", "2025-12-22"), 2, "usage", "2025-12-22",
    ),
    "bad date": (("report", "--date", "2025-13-01"), 2, "usage", "2025-13-01"),
    "bad moment": (("status", "--known-at", "yesterday"), 2, "usage", "yesterday"),
    "bad format": (("report", *WEEK, "--format", "odt"), 2, "usage", "odt"),
    "bad form": (("check", "enforce.toml", "--form", "casse"), 2, "usage", "casse"),
    "bad table": (("export", "case"), 2, "usage", "case"),
    "bad export format": (("export", "cases", "--format", "xml"), 2, "usage", "xml"),
    "unknown court": (("report", *WEEK, "--court", "银洲区法院"), 6, "unknown", "银州区法院"),
    "unknown indicator": (("explain", "case_closed", *WEEK), 6, "unknown", "cases_closed"),
    "unknown indicator card": (("indicators", "show", "执接"), 6, "unknown", "执结"),
    "unknown action": (("explain", "cases_closed", *WEEK, "--action", "smal"), 6, "unknown", "small"),
    "unknown operation": (("report", "--operation", "rade"), 6, "unknown", "raid"),
    "unknown campaign": (("report", "--campaign", "summer"), 6, "unknown", "winter70"),
    "outside the campaign": (("report", "--date", "2024-01-01"), 6, "unknown", "2024-01-01"),
    "before the first week": (
        ("report", "--known-at", "2025-12-20"), 6, "unknown", "winter70",
    ),
    "no such file": (("ingest", "没有.xlsx"), 6, "unknown", "没有.xlsx"),
    "no such return": (
        ("withdraw", "999", "--by", "内勤", "--reason", "试"), 6, "unknown", "999",
    ),
    "nothing to explain": (
        ("problems", "explain", "P-01", "--by", "内勤", "--reason", "试"), 6, "unknown", "P-01",
    ),
}  # fmt: skip


def told(ran: Ran, code: int) -> str:
    """The one sentence of a failure: on standard error, nothing else anywhere."""
    assert (ran.code, ran.out) == (code, ""), ran
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"错（{code}）")
    assert "Traceback" not in ran.err
    return ran.err


def failed(ran: Ran, code: int, slug: str) -> dict[str, str]:
    """The error of a failure's envelope."""
    found = ran.json
    assert (ran.code, ran.err, found["status"]) == (code, "", "failed")
    assert set(found) == {"schema", "status", "error", "data", "problems", "next"}
    error = found["error"]
    assert set(error) == {"code", "message", "where", "next"}
    assert (error["code"], bool(error["message"])) == (slug, True)
    return error


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_in_words_and_as_json(received: Desk, name: str) -> None:
    arguments, code, slug, named = FAILURES[name]
    before = snapshot(received.root)
    assert named in told(received(*arguments), code)
    error = failed(received(*arguments, "--json"), code, slug)
    assert named in error["where"] + error["message"] + error["next"]
    assert error["next"]
    assert snapshot(received.root) == before


@pytest.mark.parametrize(
    "arguments",
    [("report",), ("export", "cases"), ("explain", "cases_closed")],
    ids=lambda arguments: arguments[0],
)
def test_before_anything_was_ingested(new: Desk, arguments: tuple[str, ...]) -> None:
    before = snapshot(new.root)
    told(new(*arguments), 6)
    assert failed(new(*arguments, "--json"), 6, "unknown")["next"]
    assert snapshot(new.root) == before


def test_where_there_is_no_workspace(tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    for arguments in (("status",), ("status", "-C", tmp_path / "none")):
        told(enforce(*arguments), 6)
        assert failed(enforce(*arguments, "--json"), 6, "unknown")["where"]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("line", "wrong", "named"),
    [
        ('week_starts = "monday"', 'week_start = "monday"', "week_starts"),
        ('scope = "actions"', 'scope = "action"', "actions"),
        ("end = 2026-02-28\nscope", "end = 2025-02-28\nscope", "2025-02-28"),
        ('claim_at_most = "10万元"', "claim_at_most = 100000", "10万元"),
        ('short = "铁岭中院"', 'short = "铁岭中院', ""),
        ('court = "辽1202"\naction', 'court = "辽1203"\naction', "辽1202"),
    ],
    ids=["key", "value", "date", "money", "toml", "court"],
)
def test_a_mistyped_campaign_file(new: Desk, line: str, wrong: str, named: str) -> None:
    path = new.root / "enforce.toml"
    text = path.read_text("utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, wrong), "utf-8")
    before = snapshot(new.root)
    number = text[: text.index(line)].count("\n") + 1
    for command in (("status",), ("ingest", path), ("run", "weekly")):
        sentence = told(new(*command), 5)
        error = failed(new(*command, "--json"), 5, "configuration")
        assert error["where"] == f"enforce.toml 第{number}行"
        assert named in sentence
        assert error["next"]
    assert snapshot(new.root) == before


def test_a_template_with_a_misspelled_field(own: Desk) -> None:
    ours = Path(__file__).parents[2] / "templates" / "weekly.md.j2"
    lines = ours.read_text("utf-8").splitlines()
    (own.root / "templates" / "weekly.md.j2").write_text(
        "\n".join([*lines[:3], "{{ titel }}", *lines[3:]]), "utf-8"
    )
    before = snapshot(own.root / "bulletins")
    for command in (
        ("report", *WEEK),
        ("report", *WEEK, "--format", "xlsx,md"),
        ("run", "weekly", *WEEK),
    ):
        sentence = told(own(*command), 5)
        assert "weekly.md.j2:4" in sentence
        assert "titel" in sentence
        assert "title" in sentence.replace("titel", "")
    # The run leaves a record that it failed, and nothing else.
    after = snapshot(own.root / "bulletins").items()
    assert {name: sha for name, sha in after if not name.startswith("运行记录/")} == before


def test_a_workbook_template_with_a_misspelled_field(own: Desk) -> None:
    import openpyxl

    book = openpyxl.load_workbook(Path(__file__).parents[2] / "templates" / "weekly.xlsx")
    sheet = book.worksheets[0]
    sheet["A1"] = "{{ titel }}"
    book.save(own.root / "templates" / "weekly.xlsx")
    before = snapshot(own.root / "bulletins")
    error = failed(own("report", *WEEK, "--format", "md,xlsx", "--json"), 5, "configuration")
    assert "weekly.xlsx" in error["where"]
    assert "A1" in error["where"]
    assert snapshot(own.root / "bulletins") == before


@pytest.mark.parametrize(
    ("holder", "arguments"),
    [("writer", ("status",)), ("reader", ("withdraw", "1", "--by", "a", "--reason", "b"))],
    ids=["a reader waits for a writer", "a writer waits for a reader"],
)
def test_a_locked_store(
    received: Desk, monkeypatch: pytest.MonkeyPatch, holder: str, arguments: tuple[str, ...]
) -> None:
    lock = received.root / "store.lock"
    before = snapshot(received.root)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, lock, holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0.1")
        if holder == "reader":
            assert received("status", *WEEK).code == 0
        sentence = told(received(*arguments), 75)
        error = failed(received(*arguments, "--json"), 75, "busy")
        other.communicate("")
    if holder == "writer":
        assert str(other.pid) in sentence
    assert error["where"] == str(received.root / "store.duckdb")
    assert error["next"]
    assert snapshot(received.root) == before
    assert received("status", *WEEK).code == 0


def test_a_wait_that_is_no_number(received: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "long")
    assert failed(received("status", "--json"), 2, "usage")["where"] == "ENFORCE_LOCK_WAIT"


def test_a_store_that_is_none(own: Desk) -> None:
    (own.root / "store.duckdb").write_bytes(b"not a database" * 1000)
    before = snapshot(own.root)
    told(own("status"), 1)
    assert failed(own("status", "--json"), 1, "store")["where"].endswith("store.duckdb")
    assert snapshot(own.root) == before


def test_a_bug_of_ours_keeps_its_traceback_in_a_file(
    received: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from enforcement_cli.workflow import status

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(status, "status", broken)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert "ZeroDivisionError" in told(received("status"), 70)
    error = failed(received("status", "--json"), 70, "bug")
    assert "Traceback" in Path(error["where"]).read_text("utf-8")
    assert Path(error["where"]).stat().st_mode & 0o077 == 0
