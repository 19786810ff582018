"""Files that are not what they seem: each with its own message, the other courts go on."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from enforcement_cli.cli import passwords as asking
from tests.builder import Book
from tests.cli.running import Desk, case_row, enforce, ledger
from tests.unit.workbook.test_workbook_word import docx, paragraph

AT = ("--received", "2025-12-22T12:00")
NAME = "铁岭市银州区人民法院第01周案件台账"
LAST_ROW = 1_048_576
SHEET = "xl/worksheets/sheet1.xml"
SECRET = "银州-8848"  # noqa: S105


def week(*rows: tuple) -> Book:
    return ledger("1", "2025-12-20", "2025-12-21", *(rows or (case_row(11, 9000),)))


def lock(path: Path, password: str) -> Path:
    """The same workbook as Excel saves it under an open password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    hidden = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(password, hidden)
    path.write_bytes(hidden.getvalue())
    return path


def rewrite(path: Path, change) -> Path:
    """Change the first sheet's XML."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[SHEET] = change(parts[SHEET])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def styled_to_the_end(xml: bytes) -> bytes:
    """Every row of the sheet formatted, as one click on a column's edge leaves it."""
    cells = "".join(f'<c r="{column}%d" s="1"/>' for column in "A")
    row = f'<row r="%d" spans="1:11" s="1" customFormat="1" ht="14.25">{cells}</row>'
    first = xml.count(b"<row ") + 1
    rows = "".join(row % (n, n) for n in range(first, LAST_ROW + 1))
    return xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def found(ran) -> dict[str, tuple[str, list[str]]]:
    """By file what became of it; which of several versions of a slot is the last is no matter."""
    return {
        one["file"]: (one["status"], sorted({
            p["code"] for p in one["problems"]
            if p["severity"] != "fixed" and not p["code"].startswith("Z")
        }))
        for one in ran.json["data"]["returns"]
    }  # fmt: skip


def test_seven_files_that_are_not_what_they_seem(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lock(week().save(inbox / "1.xlsx"), SECRET)
    cut = week().save(inbox / "2.xlsx")
    cut.write_bytes(cut.read_bytes()[:-300])
    week(case_row(13, 9000)).save(inbox / "a.xls").rename(inbox / "3.xlsx")
    cells = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else value}</td>" for value in row) + "</tr>"
        for row in week(case_row(14, 9000)).here.rows
    )
    (inbox / "4.xls").write_text(f"<html><table>{cells}</table></html>", "utf-8")
    (inbox / "5.xlsx").write_bytes(b"")
    (inbox / f"~${NAME}.xlsx").write_bytes(b"\x05user" + b" " * 160)
    big = rewrite(week(case_row(15, 9000)).save(inbox / "7.xlsx"), styled_to_the_end)
    with zipfile.ZipFile(big) as package:
        assert package.getinfo(SHEET).file_size > 60_000_000
    week(case_row(16, 9000)).save(inbox / f"{NAME}.xlsx")
    ran = new("check", inbox, "--json")
    assert found(ran) == {
        "1.xlsx": ("returned", ["F-02"]),
        "2.xlsx": ("returned", ["F-01"]),
        "3.xlsx": ("accepted", []),
        "4.xls": ("accepted", []),
        "5.xlsx": ("returned", ["F-01"]),
        "7.xlsx": ("accepted", []),
        f"{NAME}.xlsx": ("accepted", []),
        f"~${NAME}.xlsx": ("skipped", ["F-11"]),
    }
    said = {p["message"] for one in ran.json["data"]["returns"] for p in one["problems"]}
    assert len({text for text in said if "密码" in text or "损坏" in text}) == 3
    assert ran.code == 3


def test_a_dimension_that_lies_hides_no_row(new: Desk, tmp_path: Path) -> None:
    made = week(*(case_row(serial, 9000) for serial in range(1, 41)))
    path = made.save(tmp_path / f"{NAME}.xlsx")
    rewrite(path, lambda xml: xml.replace(b'<dimension ref="A1:K43"', b'<dimension ref="A1:A1"'))
    with zipfile.ZipFile(path) as package:
        assert b'<dimension ref="A1:A1"' in package.read(SHEET)
    (one,) = new("ingest", path, *AT, "--json").json["data"]["returns"]
    assert (one["status"], one["rows"], one["held"]) == ("accepted", 40, 0)


def test_traps_of_formulas(new: Desk, tmp_path: Path) -> None:
    rows = [case_row(11, 9000), case_row(12, 8000), case_row(13, 7000)]
    made = week(*rows).row("合计", None, None, None, None, None, "=SUM(G4:G6)", 7, None, None, None)
    path = made.save(tmp_path / f"{NAME}.xlsx")

    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>SUM(G4:G6)</f><v></v>", b"<f>SUM(G4:G6)</f><v>150000</v>")
        xml = xml.replace(b"<f>SUM(G4:G6)</f><v />", b"<f>SUM(G4:G6)</f><v>150000</v>")
        xml = xml.replace(b'<c r="H4" t="n"><v>9000</v>', b'<c r="H4"><f>[1]x!A1</f><v>9000</v>')
        xml = xml.replace(b'<c r="H5" t="n"><v>8000</v>', b'<c r="H5" t="e"><v>#REF!</v>')
        return xml.replace(b'<c r="H6" t="n"><v>7000</v>', b'<c r="H6"><f>H4</f>')

    (one,) = new("ingest", rewrite(path, change), *AT, "--json").json["data"]["returns"]
    places = {(p["code"], p["cell"].rpartition("!")[2]) for p in one["problems"]}
    assert {("S-15", "H5"), ("S-15", "H6"), ("S-16", "H4")} <= places
    path = week(*rows).row("合计", None, None, None, None, None, "=SUM(G4:G6)", 7).save(path)
    (one,) = new("check", rewrite(path, lambda x: x.replace(b"<f>SUM(G4:G6)</f><v></v>", b"<f>SUM(G4:G6)</f><v>150000</v>").replace(b"<f>SUM(G4:G6)</f><v />", b"<f>SUM(G4:G6)</f><v>150000</v>")), "--json").json["data"]["returns"]  # fmt: skip
    # Z: what the new version says of the one before it.
    own = [p for p in one["problems"] if not p["code"].startswith("Z")]
    assert [(p["code"], p["cell"].rpartition("!")[2]) for p in own] == [("S-14", "H7")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_passwords_in_a_file_open_what_they_fit(new: Desk, tmp_path: Path, encoding: str) -> None:
    path = lock(week().save(tmp_path / f"{NAME}.xlsx"), SECRET)
    keys = tmp_path / "密码.txt"
    keys.write_bytes(f"wrong\r\n\r\n{SECRET}\r\n".encode(encoding))
    assert found(new("ingest", path, *AT, "--json"))[path.name] == ("returned", ["F-02"])
    ran = new("ingest", path, *AT, "--password-file", keys, "--json")
    assert found(ran)[path.name] == ("accepted", [])
    assert ran.code == 0
    (archived,) = (new.root / "archive").iterdir()
    assert archived.read_bytes() == path.read_bytes()
    for place in new.root.rglob("*"):
        assert place.is_dir() or SECRET.encode() not in place.read_bytes()


@pytest.mark.parametrize("data", [None, b"\0\1\2\3" * 30, b"x\n" * 40_000, b"".join(b"%d\n" % n for n in range(60))])  # fmt: skip
def test_a_password_file_that_is_none(new: Desk, tmp_path: Path, data: bytes | None) -> None:
    path = week().save(tmp_path / f"{NAME}.xlsx")
    keys = tmp_path / "keys.txt"
    if data is not None:
        keys.write_bytes(data)
    ran = new("check", path, "--password-file", keys, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which somebody types the password for every prompt; the prompts so far."""
    prompts: list[str] = []

    def answer(prompt: str, stream: object = None) -> str:
        del stream
        prompts.append(prompt)
        return SECRET if "银州" in prompt else ""

    monkeypatch.setattr("enforcement_cli.cli.receive.can_ask", lambda: True)
    monkeypatch.setattr(asking.getpass, "getpass", answer)
    return prompts


def test_at_a_terminal_each_locked_file_is_asked_for_once(
    new: Desk, tmp_path: Path, asked: list[str]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lock(week().save(inbox / f"{NAME}.xlsx"), SECRET)
    lock(week(case_row(12, 9000)).save(inbox / "昌图.xlsx"), "other")
    ran = new("ingest", inbox, *AT)
    assert len(asked) == 2
    assert SECRET not in ran.out + ran.err
    assert ran.code == 3  # the other stays locked
    again = new("ingest", inbox, *AT, "--no-input", "--json")
    assert {k: v[0] for k, v in found(again).items()} == {f"{NAME}.xlsx": "duplicate", "昌图.xlsx": "returned"}  # fmt: skip
    assert len(asked) == 2


def test_a_script_is_never_asked(new: Desk, tmp_path: Path, asked: list[str]) -> None:
    path = lock(week().save(tmp_path / f"{NAME}.xlsx"), SECRET)
    assert new("check", path, "--no-input").code == 3
    assert new("check", path, "--json").code == 3
    assert asked == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this sort there")
def test_what_is_typed_at_a_real_terminal_is_not_shown(new: Desk, tmp_path: Path) -> None:
    import pty

    path = lock(week().save(tmp_path / f"{NAME}.xlsx"), SECRET)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "enforcement_cli", "check", "-C", str(new.root), str(path)]
    run = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)  # fmt: skip
    os.close(theirs)
    shown = b""
    while "跳过".encode() not in shown:
        shown += os.read(ours, 4096)
    os.write(ours, f"{SECRET}\n".encode())
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # the other end is closed
        pass
    assert run.wait(60) == 0
    assert SECRET not in shown.decode("utf-8", "replace")


TITLE = paragraph("铁岭市银州区人民法院冬季专项执行行动战报", "（第1周）")
PROSE = paragraph("本周共执结小标的案件12件，执行到位35.6万元，拘留3人次。")


def test_a_bulletin_in_words_is_kept_and_shown(new: Desk, tmp_path: Path) -> None:
    campaign = new.root / "enforce.toml"
    toml = campaign.read_text("utf-8").replace('form = "measures"', 'form = "narrative"')
    campaign.write_text(toml, "utf-8")
    path = docx(tmp_path / "银州战报.docx", TITLE + PROSE.replace("小标的", ""))
    ran = new("ingest", path, *AT, "--json")
    (one,) = ran.json["data"]["returns"]
    assert (one["status"], one["form"], one["court"], one["rows"]) == ("accepted", "narrative", "辽1202", 3)  # fmt: skip
    assert [p["code"] for p in one["problems"]] == ["F-17"]
    assert ran.code == 0
    (archived,) = (new.root / "archive").iterdir()
    assert archived.read_bytes() == path.read_bytes()
    board = new("status", "--date", "2025-12-21", "--json").json["data"]
    states = {(s["court"], s["form"]): s["state"] for s in board["returns"]}
    assert states["辽1202", "narrative"] == "accepted"
    assert states["辽1224", "narrative"] == "missing"
    assert found(new("ingest", path, *AT, "--json"))[path.name] == ("duplicate", ["F-04"])
    assert enforce("export", "-C", new.root, "statements").out.count("\n") == 1 + 3


def test_other_documents_are_skipped_and_the_others_go_on(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    docx(inbox / "通知.docx", paragraph("关于报送材料的通知") + PROSE)
    (inbox / "说明.txt").write_text("请各院于周五前报送。\n", "gb18030")
    (inbox / "截图.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    text = "昌图县人民法院战报\n统计区间：2025年12月20日至12月21日\n本周执结7件。\n"
    (inbox / "昌图.txt").write_text(text, "gb18030")
    week().save(inbox / f"{NAME}.xlsx")
    ran = new("ingest", inbox, *AT, "--json")
    assert found(ran) == {
        "通知.docx": ("skipped", ["F-11"]),
        "说明.txt": ("skipped", ["F-11"]),
        "截图.png": ("skipped", ["F-11"]),
        "昌图.txt": ("accepted", ["F-17"]),
        f"{NAME}.xlsx": ("accepted", []),
    }
    assert ran.code == 0
