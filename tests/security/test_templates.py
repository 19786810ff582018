"""A template of a workspace reaches nothing and eats nothing: it is refused with its file and line."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from enforcement_cli.model.failure import BadConfiguration, ExitCode
from enforcement_cli.render import templating
from enforcement_cli.render.bounded import TookTooLong
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.render.texts import render_texts
from tests.cli.running import WEEK, Desk
from tests.security.listed import payloads
from tests.security.made import bulletin

REACHING, COSTLY = payloads("templates"), payloads("templates_costly")
KEPT = "only-for-the-owner"
SECONDS = 5.0


def test_there_are_enough_payloads() -> None:
    assert len(REACHING) >= 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A templates folder with something to steal beside it and links that lead there."""
    root = tmp_path_factory.mktemp("workspace")
    (root / "enforce.toml").write_text(KEPT)
    (root / "beside").mkdir()
    (root / "beside" / "secret.txt").write_text(KEPT)
    made = root / "templates"
    (made / "inner").mkdir(parents=True)
    (made / "link.txt").symlink_to(root / "enforce.toml")
    (made / "folder-link").symlink_to(root / "beside")
    os.mkfifo(made / "pipe")
    return made


def must_refuse(template: Path, payload: str) -> None:
    """Fail unless a template with the payload in its second line is refused for it."""
    template.write_text(f"第一行\n{payload}", encoding="utf-8")
    with pytest.raises(BadConfiguration) as caught:
        render_markdown(bulletin(), template)
    assert caught.value.code is ExitCode.CONFIGURATION
    assert KEPT not in str(caught.value)
    file, _, line = caught.value.where.rpartition(":")
    assert file == str(template)
    # Jinja blames a `set` on the line before; nested too deep, a template has no line at all.
    assert line == "2" or payload.startswith(("{% set title", "{% for x in [1] %}{% for"))


@pytest.mark.parametrize("payload", REACHING)
def test_what_reaches_is_refused_where_it_stands(
    payload: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In this process: what it may do does not depend on the bounds of another.
    monkeypatch.setattr(templating, "is_ours", lambda _: True)
    must_refuse(folder / "own.j2", payload)


@pytest.mark.parametrize("payload", COSTLY)
def test_what_eats_the_machine_is_ended_soon(payload: str, folder: Path) -> None:
    before = os.times()
    must_refuse(folder / "own.j2", payload)
    after = os.times()
    assert after.user - before.user + after.children_user - before.children_user < SECONDS


@pytest.mark.parametrize("payload", REACHING[::12])
def test_a_page_and_a_text_to_send_refuse_the_same(payload: str, folder: Path) -> None:
    template = folder / "own.j2"
    template.write_text(payload, encoding="utf-8")
    with pytest.raises(BadConfiguration):
        render_html(bulletin(), template)
    with pytest.raises(BadConfiguration):
        render_texts([(template, {"title": "甲", "marks": [], "tables": [{"title": "乙"}]})])


@pytest.mark.parametrize(
    ("name", "source", "where", "remedy"),
    [
        ("weekly.md.j2", "甲\n{{ titel }}\n", "weekly.md.j2:2", "title"),
        ("bulletin.html.j2", "{{ sections[0].headin }}", "bulletin.html.j2:1", "heading"),
        ("weekly.xlsx", "{{ titel }}", "weekly.xlsx:Sheet!A1", "title"),
        ("weekly.md.j2", "{{ title.__class__ }}", "weekly.md.j2:1", ""),
        ("bulletin.html.j2", "{{ 'a' * 10**10 }}", "bulletin.html.j2:1", ""),
    ],
)
def test_a_wrong_template_of_a_workspace_leaves_nothing_behind(
    name: str, source: str, where: str, remedy: str, own: Desk
) -> None:
    """Scenario 41: file, line, field, nearest name; nothing half-written."""
    template = own.root / "templates" / name
    template.parent.mkdir(exist_ok=True)
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        book.worksheets[0]["A1"] = source
        book.save(template)
    else:
        template.write_text(source, "utf-8")
    before = set((own.root / "bulletins").rglob("*"))
    ran = own("report", "--week", *WEEK, "--format", "md,html,xlsx,docx", "--json")
    assert ran.code == ExitCode.CONFIGURATION
    error = ran.json["error"]
    assert error["where"].endswith(where)
    assert remedy in str(error["next"])
    assert set((own.root / "bulletins").rglob("*")) == before


def test_a_wrong_template_of_a_reminder_tells_nobody(own: Desk) -> None:
    folder = own.root / "templates" / "chase"
    folder.mkdir(parents=True)
    (folder / "group.txt.j2").write_text("甲\n{{ campain }}", "utf-8")
    text = (own.root / "enforce.toml").read_text("utf-8")
    due = 'courts = ["辽1202", "辽1224"]\n'
    late = text.replace(due, f'{due}due = {{ weekday = "monday", time = "12:00" }}\n')
    (own.root / "enforce.toml").write_text(late, "utf-8")
    ran = own("chase", "--known-at", "2026-01-06T13:00", "--date", "2026-01-04", "--json")
    assert ran.code == ExitCode.CONFIGURATION
    assert ran.json["error"]["where"].endswith("group.txt.j2:2")
    assert "campaign" in str(ran.json["error"]["next"])
    assert not (own.root / "bulletins" / "催报").exists()


def test_time_that_ends_between_two_pieces_names_the_line_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended:
        def __le__(self, pieces: int) -> bool:
            if pieces > 1:
                raise TookTooLong
            return False

    monkeypatch.setattr(templating, "_PIECES", Ended())
    monkeypatch.setattr(templating, "is_ours", lambda _: True)
    must_refuse(folder / "own.j2", "{% for x in range(9) %}{{ x }}{% endfor %}")
