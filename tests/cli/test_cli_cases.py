"""Lists of cases and stories through the command line: screen, JSON, files, refusals."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import WEEK, Desk, Ran, enforce

STORY = """\
[[story]]
id = "support"
court = "银州"
title = "抚养费到账"
text = "{party1}领到{amount}。"
parties = ["王小明"]
amount = "11.15万元"
"""


def cases(desk: Desk, kind: str, *more: str | Path) -> Ran:
    return enforce("cases", "list", kind, "-C", desk.root, *WEEK, *more)


@pytest.mark.parametrize(
    "kind",
    ["overdue", "due_soon", "ageing", "key", "interim", "livelihood_interim", "unpaid", "todos"],
)
def test_every_list_in_json(received: Desk, kind: str) -> None:
    found = cases(received, kind, "--json").json
    assert found["schema"] == "enforce.cases/1"
    data = found["data"]
    assert (data["kind"], data["day"]) == (kind, "2025-12-28")
    assert data["total"] == len(data["lines"])
    names = {"court", "case_no", "officer", "team", "cause", "party", "day", "days", "amount_fen",
             "state", "note", "origin"}  # fmt: skip
    assert all(set(line) == names for line in data["lines"])


def test_the_list_of_open_cases_is_the_figure_of_open_cases(received: Desk) -> None:
    data = cases(received, "ageing", "--json").json["data"]
    assert data["total"] == received.figure("cases_open", basis="cumulative") > 0
    assert sum(bucket["count"] for bucket in data["buckets"]) == data["total"]
    mine = cases(received, "ageing", "--court", "银州", "--limit", "3", "--json").json["data"]
    assert {line["court"] for line in mine["lines"]} == {"辽1202"}
    assert len(mine["lines"]) == 3 < mine["total"] < data["total"]


def test_overdue_cases_are_as_many_as_the_figure(received: Desk) -> None:
    data = cases(received, "overdue", "--json").json["data"]
    assert data["total"] == received.figure("cases_overdue", basis="cumulative")


def test_on_the_screen(received: Desk) -> None:
    ran = cases(received, "ageing", "--limit", "2")
    assert ran.code == 0
    assert "未结案件账龄（截至 2025-12-28）" in ran.out
    assert "列出 2 件" in ran.out


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_as_a_file(received: Desk, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"未结.{kind}"
    ran = cases(received, "ageing", "--format", kind, "--output", path, "--json")
    total = ran.json["data"]["total"]
    if kind == "csv":
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    else:
        rows = [list(row) for row in openpyxl.load_workbook(path).active.values]
    assert rows[0][:3] == ["法院", "案号", "承办人"]
    assert len(rows) == total + 1
    assert rows[1][0] in ("银州区法院", "昌图县法院")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("cases", "list", "overdu"), 6),
        (("cases", "list", "overdue", "--format", "pdf"), 2),
        (("cases", "list", "overdue", "--format", "xlsx"), 2),
        (("cases", "list", "overdue", "--court", "沈阳"), 6),
    ],
)
def test_refusals(received: Desk, arguments: tuple[str, ...], code: int) -> None:
    assert enforce(*arguments, "-C", received.root, *WEEK).code == code


def test_before_any_return(new: Desk) -> None:
    assert cases(new, "overdue").code == 6


def stories(desk: Desk, *more: str) -> Ran:
    return enforce("stories", more[0], "-C", desk.root, *more[1:])


def test_stories_are_listed_without_names(new: Desk) -> None:
    (new.root / "stories.toml").write_text(STORY, "utf-8")
    ran = stories(new, "list", "--json")
    (found,) = ran.json["data"]["stories"]
    assert (found["id"], found["court"], found["amount_fen"]) == ("support", "辽1202", 11_150_000)
    assert found["last_told"] is None
    assert "王小明" not in json.dumps(ran.json, ensure_ascii=False)
    assert stories(new, "list", "--court", "昌图", "--json").json["data"]["stories"] == []


def test_a_story_is_shown_masked(new: Desk) -> None:
    (new.root / "stories.toml").write_text(STORY, "utf-8")
    ran = stories(new, "check")
    assert ran.code == 0
    assert "王某某领到11.15万元。" in ran.out
    assert "王小明" not in ran.out


def test_a_real_name_in_a_story_is_refused_with_its_line(new: Desk) -> None:
    (new.root / "stories.toml").write_text(STORY.replace("{party1}", "王小明"), "utf-8")
    ran = stories(new, "check")
    assert ran.code == 5
    assert "stories.toml 第5行" in ran.err
    assert "王小明" not in ran.err


def test_money_that_no_ledger_has_is_found(received: Desk, tmp_path: Path) -> None:
    text = STORY + 'case_no = "（2019）辽1202执1号"\n'
    own = Desk(tmp_path / "own")
    shutil.copytree(received.root, own.root)
    (own.root / "stories.toml").write_text(text, "utf-8")
    ran = stories(own, "check", "--json")
    assert ran.code == 3
    assert [f["code"] for f in ran.json["data"]["findings"]] == ["B-16"]
    assert ran.json["problems"]["query"] == 1
