"""Every command given a second time: the same exit code, the same store and files, nothing on record.

A clerk whose terminal died, or a scheduler that lost its machine, gives the command again and must
not have to know how far the first one came. Told elsewhere too: run in test_cli_run, publish and
ingest in test_cli_audit, init in test_cli_envelope.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from enforcement_cli.model.clock import BEIJING
from tests.builder import book
from tests.cli.running import WEEK, Desk, Ran, case_row, ledger, returns_of, snapshot
from tests.cli.test_cli_chase import DUE_CAMPAIGN, send
from tests.faults.state import State, state_of

SAID = ("--by", "统计员甲", "--reason", "来电核实")
# The same words but one: another decision, which may be refused and must not be taken for the same.
OTHERS = (
    ("--by", "统计员乙", "--reason", "来电核实"),
    ("--by", "统计员甲", "--reason", "另有原因"),
)
FALL = ("--code", "P-01", "--all")


class Later:
    """The machine's clock, a minute on with every question, so that a second time is a later one."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> dt.datetime:
        self.minutes += 1
        return dt.datetime(2026, 1, 5, 9, tzinfo=BEIJING) + dt.timedelta(minutes=self.minutes)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Later()
    monkeypatch.setattr("enforcement_cli.model.clock.now", clock)
    for name in ("workflow.present", "store.session"):
        monkeypatch.setattr(f"enforcement_cli.{name}.now", clock)


def recorded(desk: Desk) -> list[str]:
    """The audit log."""
    path = desk.root / "audit" / "audit.jsonl"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def events(state: State) -> Counter[str]:
    """What happened, by its kind."""
    rows = state.tables.get("events", [])
    return Counter(cell for row in rows for cell in row if cell.startswith("what="))


def twice(desk: Desk, *words: str | Path, code: int = 0, news: bool = False) -> Ran:
    """The command, which changes something, and again, which changes nothing; the first run.

    `news`: what it tells the second time is that there is nothing new.
    """
    start = state_of(desk.root), recorded(desk)
    first = desk(*words, "--json")
    assert first.code == code, first
    done = state_of(desk.root), recorded(desk)
    assert done[0] != start[0], words
    assert len(done[1]) > len(start[1]), words
    for _ in range(2):
        again = desk(*words, "--json")
        assert again.code == code, again
        if not news:
            assert again.json["data"] == first.json["data"], words
        assert (state_of(desk.root), recorded(desk)) == done, words
    said = desk(*words)
    assert said.code == code
    assert (state_of(desk.root), recorded(desk)) == done, words
    return first


def refused(desk: Desk, *words: str, code: int) -> None:
    """Another person or reason is another decision: refused, and nothing written."""
    before = state_of(desk.root), recorded(desk)
    for other in OTHERS:
        ran = desk(*words, *other, "--json")
        assert (ran.code, ran.json["status"]) == (code, "failed"), ran
    assert (state_of(desk.root), recorded(desk)) == before


def state_word(desk: Desk) -> str:
    (found,) = desk("problems", "list", *FALL, "--json").json["data"]["problems"]
    return str(found["state"])


@pytest.mark.parametrize("limits", [(), ("--until", "第6周"), ("--within", "20%")])
def test_explained(doubted: Desk, limits: tuple[str, ...]) -> None:
    ran = twice(doubted, "problems", "explain", "P-01", *SAID, *limits)
    number = str(ran.json["data"]["explained"][0])
    twice_named = doubted("problems", "explain", "--id", number, *SAID, *limits)
    assert (twice_named.code, "没有再改" in twice_named.out) == (0, True)
    refused(doubted, "problems", "explain", "P-01", *limits, code=6)
    # Other limits are another explanation.
    assert doubted("problems", "explain", "P-01", *SAID, "--until", "第5周").code == 6
    assert state_word(doubted) == "explained"
    twice(doubted, "problems", "reopen", number, *SAID)
    refused(doubted, "problems", "reopen", number, code=2)
    # Taken back, the same words explain it anew.
    twice(doubted, "problems", "explain", "P-01", *SAID, *limits)
    assert events(state_of(doubted.root)) == {"what=explained": 2, "what=reopened": 1}


def test_waived(doubted: Desk) -> None:
    ran = twice(doubted, "problems", "waive", "P-01", "--yes", *SAID)
    refused(doubted, "problems", "waive", "P-01", "--yes", code=6)
    # What stands needs no second yes.
    assert doubted("problems", "waive", "P-01", *SAID).code == 0
    assert doubted("problems", "explain", "P-01", *SAID).code == 6
    twice(doubted, "problems", "reopen", str(ran.json["data"]["waived"][0]), *SAID)
    assert state_word(doubted) == "open"


def test_withdrawn(doubted: Desk) -> None:
    assert state_word(doubted) == "open"
    ran = twice(doubted, "withdraw", "2", *SAID)
    assert ran.json["data"]["return"] == 2
    refused(doubted, "withdraw", "2", code=2)
    assert state_word(doubted) == "corrected"


def test_killed_between_the_record_and_what_follows_from_it(
    doubted: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time does the rest: what the first had put on record stays once on record."""
    words = ("withdraw", "2", *SAID)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("enforcement_cli.workflow.withdraw.settle_doubts", killed)
        assert doubted(*words).code == 130
    assert events(state_of(doubted.root)) == {"what=withdrawn": 1}
    assert "unsettled" in ailing(doubted)
    before = recorded(doubted)
    assert doubted(*words).code == 0
    assert "unsettled" not in ailing(doubted)
    assert events(state_of(doubted.root)) == {"what=withdrawn": 1}
    assert recorded(doubted) == before


def ailing(desk: Desk) -> set[str]:
    """What the doctor found not to be right."""
    return {check["what"] for check in desk("doctor", "--json").json["data"]["checks"]}


@pytest.fixture
def due(new: Desk) -> Desk:
    (new.root / "enforce.toml").write_text(DUE_CAMPAIGN, "utf-8")
    return new


def test_more_time_and_no_return(due: Desk) -> None:
    week = ("extend", "昌图", "--period", "第2周")
    until = ("--until", "2025-12-31T17:00")
    twice(due, *week, *until, *SAID)
    # A later day is a new grant, and then the earlier one is new again.
    twice(due, *week, "--until", "2026-01-02", *SAID)
    twice(due, *week, *until, *SAID)
    twice(due, *week, "--revoke", *SAID)
    refused(due, *week, "--revoke", code=6)
    twice(due, *week, *until, *SAID)
    off = ("exempt", "昌图")
    twice(due, *off, "--from", "2026-01-05", "--until", "2026-01-18", *SAID)
    twice(due, *off, "--from", "2026-01-05", "--whole", *SAID)
    twice(due, *off, "--revoke", *SAID)
    refused(due, *off, "--revoke", code=6)
    kinds = {"what=extended": 4, "what=exempted": 2, "what=revoked": 2}
    assert events(state_of(due.root)) == kinds


def test_by_telephone_and_chased(due: Desk, tmp_path: Path) -> None:
    send(due, tmp_path, "2025-12-29T10:00")
    said = ("--date", "2025-12-28")
    twice(due, "state", "昌图", "执结", "7件", *said, *SAID, news=True)
    ran = twice(due, "chase", "--known-at", "2026-01-02T13:00", *said, code=4, news=True)
    assert [text["court"] for text in ran.json["data"]["texts"]] == ["辽1224"]


def test_what_a_column_means(new: Desk, tmp_path: Path) -> None:
    path = ledger("2", "2025-12-22", "2025-12-28", case_row(11, 100)).save(
        tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx"
    )
    assert new("ingest", path, "--received", "2025-12-29T10:00").code == 0
    court = ("--court", "银州")
    answer = ("mapping", "confirm", *court, "--column", "备注=不统计", *SAID)
    forget = ("mapping", "forget", *court, "--yes")
    twice(new, *answer, news=True)
    twice(new, *forget, *SAID, news=True)
    refused(new, *forget, code=6)
    twice(new, *answer, news=True)
    assert new(*answer, "--column", "案由=cause").code == 0
    twice(new, *forget, "--column", "案由", *SAID, news=True)
    twice(new, *forget, "--column", "备注", *SAID, news=True)
    # The answers are gone, by two commands: to forget all of them is what both did together.
    assert new(*forget, *SAID).code == 0
    assert not list((new.root / "mappings").glob("*.toml"))


def test_the_last_question_of_a_return_is_answered(new: Desk, tmp_path: Path) -> None:
    """What was read again under the answer still has to be answered: the second time as well."""
    header = ("序号", "执行案号", "立案时间", "案由", "申请标的（元）", "到位数（元）")
    made = (
        book()
        .title("铁岭市银州区人民法院案件台账（第2周）", across=len(header))
        .title("统计区间：2025年12月22日至2025年12月28日", across=len(header))
        .header(*header)
        .rows(
            (1, "（2025）辽1202执11号", "2025-05-06", "追索劳动报酬纠纷", 50000, 9000),
            (2, "（2025）辽1202执12号", "2025-05-06", "追索劳动报酬纠纷", 50000, "约三万"),
        )
    )
    path = made.save(tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx")
    assert new("ingest", path, "--received", "2025-12-29T10:00").code == 3
    answer = ("--court", "银州", "--column", "到位数=recovered_fen", *SAID)
    twice(new, "mapping", "confirm", *answer, code=3, news=True)


def test_files_of_the_workspace(new: Desk, tmp_path: Path) -> None:
    twice(new, "config", "workdays", "2031", "--off", "2031-01-01/2031-01-03")
    twice(new, "config", "workdays", "2032", "--off", "2032-01-01")
    # The year before stands above it now, and says the same.
    before = snapshot(new.root)
    words = ("config", "workdays", "2031", "--off", "2031-01-01/2031-01-03")
    assert new(*words).code == 0
    assert snapshot(new.root) == before
    annex = book().title("专项行动任务分解表（件）").row("法院", "执结任务")
    path = annex.rows(("银州区法院", 40), ("昌图县法院", 300)).save(tmp_path / "任务.xlsx")
    ran = twice(new, "targets", "import", path, *SAID, news=True)
    assert (ran.json["data"]["written"], len(ran.json["data"]["targets"])) == (True, 2)


@pytest.mark.slow
def test_issues_and_what_is_made_of_the_store(own: Desk, tmp_path: Path) -> None:
    out = ("publish", "--week", *WEEK, "--by", "统计员甲", "--yes", "--format", "md,xlsx")
    twice(own, *out, news=True)
    assert own("withdraw", "8", *SAID).code == 0
    twice(own, "correct", "1", "--confirm", "1", *SAID, "--format", "md,xlsx")
    kept = tmp_path / "kept.zip"
    found = []
    for _ in range(2):
        ran = own("backup", "--output", kept, "--json")
        found.append(
            (ran.code, ran.json["data"]["rows"], sorted(p.name for p in kept.parent.iterdir()))
        )
    assert found[0] == found[1]
    for words in (
        ("report", *WEEK, "--format", "md,xlsx,docx,html", "--output", tmp_path / "made"),
        ("export", "cases", "--format", "csv", "--output", tmp_path / "made"),
        ("template", "--date", "2025-12-28", "--output", tmp_path / "made"),
        ("problems", "export", "--output", tmp_path / "made" / "台账.csv"),
        ("check", *returns_of(1, "银州"), "--mark", tmp_path / "made"),
    ):
        ran = own(*words)
        made = state_of(own.root), recorded(own), snapshot(tmp_path / "made")
        again = own(*words)
        assert (again.code, again.out) == (ran.code, ran.out), words
        assert (state_of(own.root), recorded(own), snapshot(tmp_path / "made")) == made, words


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["daily", "weekly", "monthly"])
def test_the_routine(new: Desk, tmp_path: Path, kind: str) -> None:
    """Three times: the same files byte for byte, the same rows, and nothing delivered twice."""
    given = tmp_path / "给上级"
    to = given.as_posix()
    kinds = '["daily", "weekly", "monthly"]'
    routine = (
        '\n[routine]\ndaily_bulletin = true\nformats = ["md", "xlsx"]\n[[routine.deliver]]\n'
        f'name = "共享盘"\nkind = "copy"\nfor = {kinds}\nto = "{to}"\n'
    )
    file = new.root / "enforce.toml"
    file.write_text(file.read_text("utf-8") + routine, "utf-8")
    given.mkdir()
    for path in returns_of(1, "银州", "昌图"):
        shutil.copy(path, new.root / "inbox")
    seen = []
    for _ in range(3):
        ran = new("run", kind, "--date", "2025-12-21", "--no-input", "-q")
        delivered = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in given.rglob("*")
                     if p.is_file()}  # fmt: skip
        state = state_of(new.root)
        seen.append((ran.code, state, new.bulletins, delivered))
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0][1].returns) == 4
    kept = [json.loads(line) for line in recorded(new)]
    done = Counter(entry["what"] for entry in kept if entry["result"] == "begun")
    assert done["ingest"] == 1
