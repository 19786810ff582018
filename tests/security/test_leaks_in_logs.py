"""Scenario 48: personal data in wrong places comes into no log, no JSON, no finding, no bulletin."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.builder import Book, book
from tests.cli.running import CAMPAIGN, WEEK, Desk, case_row, enforce, ledger, returns_of

IDENTITY = "210102198801011230"
OTHER_IDENTITY = "11010119900307109X"
PHONE = "13800138000"
SPACED = "139 0013 9000"
NUMBERS = (IDENTITY, OTHER_IDENTITY, PHONE, SPACED, SPACED.replace(" ", ""))
NAMES = ("欧阳明远", "赵建国")
WEEK_2 = ("2", "2025-12-22", "2025-12-28")
COLUMN = {"serial": 0, "case": 1, "filed": 2, "cause": 3, "applicant": 4, "claim": 6,
          "recovered": 7, "closed": 8, "method": 9, "note": 10}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace that has received nothing."""
    monkeypatch.delenv("ENFORCE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert enforce("init", tmp_path / "desk").code == 0
    (tmp_path / "desk" / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    return Desk(tmp_path / "desk")


def page(**cells: object) -> Book:
    """银州's ledger with something where it does not belong, one row a cell."""
    rows = [list(case_row(11, 9000, closed="2025-12-23"))]
    for number, (name, value) in enumerate(cells.items(), start=12):
        row = list(case_row(number, 700))
        row[COLUMN[name]] = value
        rows.append(row)
    return ledger(*WEEK_2, *map(tuple, rows))


def titled(text: str) -> Book:
    made = page()
    made.here.rows[0][0] = f"{made.here.rows[0][0]} {text}"
    return made


def headed(text: str) -> Book:
    made = page()
    made.here.rows[2][10] = text
    return made


def on_sheet(name: str) -> Book:
    made = page()
    made.here.name = name
    return made


def with_footer(text: str) -> Book:
    return page().row(text)


def measures(text: str) -> Book:
    """昌图's measures with a number in the name of the measure and in the count."""
    made = book().title("昌图县人民法院执行措施统计表（第2周）", across=6)
    made.title("统计区间：2025年12月22日至2025年12月28日", across=6)
    made.header("序号", "执行案号", "措施", "对象", "措施日期", "数量")
    return made.rows(
        (1, "（2025）辽1224执1号", text, "甲某", "2025-12-23", 1),
        (2, "（2025）辽1224执2号", "司法拘留", "乙某", text, text),
    )


PAGES: dict[str, Callable[[], Book]] = {
    "identity in an amount": lambda: page(claim=IDENTITY),
    "identity as a number": lambda: page(claim=int(IDENTITY), recovered=float(IDENTITY)),
    "phone in an amount": lambda: page(recovered=f"联系{PHONE}"),
    "phone in a count": lambda: page(serial=SPACED),
    "identity in a day": lambda: page(filed=OTHER_IDENTITY, closed=PHONE),
    "identity in a case number": lambda: page(case=IDENTITY),
    "phone behind a case number": lambda: page(case=f"（2025）辽1202执99号 {PHONE}"),
    "identity in the cause": lambda: page(cause=f"追索劳动报酬{IDENTITY}"),
    "phone in the method": lambda: page(method=f"执行完毕 {SPACED}"),
    "identity in a note": lambda: page(note=f"身份证{OTHER_IDENTITY}"),
    "phone in a title": lambda: titled(PHONE),
    "identity in a header": lambda: headed(IDENTITY),
    "phone in a header": lambda: headed(f"备注（{PHONE}）"),
    "identity in a sheet's name": lambda: on_sheet(f"台账{IDENTITY}"),
    "phone in a footer": lambda: with_footer(f"填表人电话：{PHONE}"),
    "names where numbers belong": lambda: page(
        claim=NAMES[0], recovered=NAMES[1], filed=NAMES[0], closed=NAMES[1], method=NAMES[0],
        case=NAMES[1], cause=NAMES[0],
    ),
    "measures": lambda: measures(PHONE),
    "measures with an identity": lambda: measures(IDENTITY),
}  # fmt: skip


def texts_in(data: bytes) -> Iterator[str]:
    """What a reader of a file may read: its text, or the parts of an Office file."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")
    else:
        yield data.decode("utf-8", "replace")


def leaks(text: str, wanted: tuple[str, ...] = NUMBERS + NAMES) -> list[str]:
    return [each for each in wanted if each in text]


def asked(desk: Desk, folder: Path) -> Iterator[tuple[str, str]]:
    """What the commands say, in words and as JSON."""
    out = ("--output", folder / "out")
    for arguments in (
        ("problems", "list", "--all"), ("status", *WEEK), ("today",),
        ("report", "--week", *WEEK, "--profile", "public"),
        ("report", "--week", *WEEK, "--profile", "public", "--format", "md,xlsx,docx,html", *out),
        ("check", desk.root / "inbox", "--mark", folder / "back"), ("cases", "list"),
        ("explain", "cases_closed", "--week", *WEEK), ("export", "problems"), ("export", "returns"), ("export", "figures"),
        ("chase", *WEEK, "--known-at", "2025-12-30T13:00"), ("mapping", "show", "--court", "银州"),
        ("versions", "银州"), ("run", "weekly", *WEEK),
        ("publish", "--week", *WEEK, "--by", "统计员甲", "--yes", "--profile", "public"),
        ("audit", "list"),
    ):  # fmt: skip
        for more in ((), ("--json",)):
            ran = desk(*arguments, *more)
            assert ran.code != 70, ran
            yield f"{arguments} {more}", ran.out + ran.err


def kept(desk: Desk, folder: Path) -> Iterator[tuple[str, str]]:
    """What lies in the workspace and was written elsewhere; not what courts sent."""
    ours = (desk.root / "logs", desk.root / "audit", desk.root / "bulletins", folder / "out")
    for place in ours:
        for path in place.rglob("*"):
            if path.is_file():
                yield path.name, path.name
                for text in texts_in(path.read_bytes()):
                    yield str(path.relative_to(place.parent)), text
    for path in sorted((desk.root / "archive").iterdir()):
        yield "archive", path.name


def findings(desk: Desk) -> str:
    """What the store says of problems and returns."""
    with duckdb.connect(str(desk.root / "store.duckdb"), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        assert {"problems", "returns", "events"} <= set(tables)
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    assert rows["problems"]
    assert not leaks(str(rows), NUMBERS), [
        row for found in rows.values() for row in found if leaks(str(row), NUMBERS)
    ]
    return "\n".join(map(str, rows["problems"]))


@pytest.mark.parametrize("name", PAGES)
def test_a_return_with_personal_data_in_a_wrong_place(
    desk: Desk,
    tmp_path: Path,
    name: str,
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    court = "昌图县人民法院" if name.startswith("measures") else "铁岭市银州区人民法院"
    form = "执行措施统计" if name.startswith("measures") else "案件台账"
    path = PAGES[name]().save(folder / f"{court}第02周{form}.xlsx")
    for option in (("--json",), ("-vv",)):
        ran = desk("ingest", path, "--received", "2025-12-29T12:00", *option)
        assert ran.code in (0, 3), ran
        assert leaks(ran.out + ran.err) == []
    assert leaks(findings(desk)) == []
    store = (desk.root / "store.duckdb").read_bytes().decode("utf-8", "replace")
    assert leaks(store, NUMBERS) == []
    for path in desk.root.rglob("*"):
        if path.is_file() and path.parent.name != "archive":
            text = path.read_bytes().decode("utf-8", "replace")
            assert leaks(text, NUMBERS) == [], path


def test_a_whole_run_over_such_returns(desk: Desk, tmp_path: Path) -> None:
    sent = desk.root / "inbox"
    (sent / f"补报{PHONE}").mkdir(parents=True)
    for number, name in enumerate(PAGES):
        form = "执行措施统计" if name.startswith("measures") else "案件台账"
        PAGES[name]().save(sent / f"第02周{form}（{number}）.xlsx")
    page().save(sent / f"铁岭市银州区人民法院第02周案件台账{IDENTITY}.xlsx")
    page(claim=NAMES[0]).save(sent / f"补报{PHONE}" / "铁岭市银州区人民法院第02周案件台账.xlsx")
    (sent / f"{OTHER_IDENTITY}.xlsx").write_bytes(b"")
    with zipfile.ZipFile(sent / f"{PHONE}.zip", "w") as packed:
        packed.writestr(f"{SPACED}/名单{IDENTITY}.csv", f"{NAMES[0]},{PHONE}\n")
    for path in returns_of(2, "昌图"):
        shutil.copy(path, sent)
    (tmp_path / "out").mkdir()
    said = desk("run", "weekly", *WEEK, "--json")
    assert said.code in (3, 4), said
    assert leaks(said.out + said.err) == []
    found = {what: leaks(text) for what, text in asked(desk, tmp_path)}
    found |= {what: leaks(text) for what, text in kept(desk, tmp_path)}
    assert {what: each for what, each in found.items() if each} == {}
    stored = findings(desk)
    assert leaks(stored) == []
    # It was all read: what is wrong is told, by its place.
    assert {code for code in ("V-22", "V-02", "V-16", "F-02") if code in stored} >= {"V-22", "V-16"}
    assert len(found) > 30


def test_a_password_is_nowhere(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import subprocess

    mima = "Mima-2026-geheim"
    (tmp_path / "passwords.txt").write_text(f"银州 {mima}\n", "utf-8")
    locked = tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx"
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000)
    started: list[str] = []
    run = subprocess.Popen.__init__

    def watched(self: object, arguments: object, *rest: object, **more: object) -> None:
        started.append(str(arguments))
        run(self, arguments, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", watched)
    ran = desk("ingest", locked, page(claim=1).save(tmp_path / "台账.xlsx"),
              "--password-file", tmp_path / "passwords.txt", "-vv")  # fmt: skip
    assert ran.code in (0, 3), ran
    assert mima not in ran.out + ran.err + "".join(started)
    for path in desk.root.rglob("*"):
        assert not path.is_file() or mima.encode() not in path.read_bytes()
