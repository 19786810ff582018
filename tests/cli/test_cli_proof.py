"""`enforce proof`: our bulletin in four formats, the same with wrong numbers, an issue that is out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import ENVELOPE, WEEK, Desk, snapshot

KINDS = ("md", "docx", "html", "xlsx")
FIELDS = {"metric", "value", "unit", "raw", "start", "end", "verdict", "printed", "true", "shown",
          "why", "explain", "place"}  # fmt: skip


@pytest.fixture(scope="module")
def written(received: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The second week's bulletin."""
    folder = tmp_path_factory.mktemp("written")
    ran = received(
        "report", "--week", *WEEK, "--format", ",".join(KINDS), "--output", folder, "--json"
    )
    files = ran.json["data"]["files"]
    return {kind: Path(files[kind]) for kind in KINDS}


def edited(source: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """The Markdown bulletin with each of the words changed once."""
    text = source.read_text("utf-8")
    for old, new in changes:
        assert text.count(old), old
        text = text.replace(old, new, 1)
    path = folder / "改稿.md"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_bulletin_is_right(own: Desk, written: dict[str, Path], kind: str) -> None:
    """Unedited: nothing differs, nothing is undecided, no word is wrong; the period is its own."""
    ran = own("proof", written[kind], "--json")
    assert (ran.code, ran.json["status"]) == (0, "clean")
    data = ran.json["data"]
    assert set(ran.json) == ENVELOPE
    assert data["period"] == {"kind": "week", "start": "2025-12-22", "end": "2025-12-28"}
    assert data["slips"] == []
    assert (data["counts"]["differs"], data["counts"]["undecided"]) == (0, 0)
    assert data["counts"]["matches"] > 50
    assert data["output"] is None  # nothing to note: no commented copy, of a Word file neither


def test_wrong_numbers(own: Desk, written: dict[str, Path], tmp_path: Path) -> None:
    """Each with its place, what it should be, and the way to its cells; and nothing is written."""
    text = written["md"].read_text("utf-8")
    closed = re.search(r"本周执结(\d+)件", text)
    money = re.search(r"执行到位(\d+\.\d\d)万元", text)
    assert closed is not None
    assert money is not None
    wrong = f"{int(closed[1]) + 9}件"
    path = edited(
        written["md"], tmp_path,
        (closed[0], f"本周执结{wrong}"), (money[0], money[0].replace("万元", "亿元")),
    )  # fmt: skip
    before = snapshot(own.root)
    ran = own("proof", path, "--json")
    assert (ran.code, ran.json["status"]) == (3, "findings")
    data = ran.json["data"]
    found = [claim for claim in data["claims"] if claim["verdict"] == "differs"]
    assert {claim["raw"] for claim in found} == {
        wrong,
        money[0].removeprefix("执行到位")[:-2] + "亿元",
    }
    (count,) = [claim for claim in found if claim["raw"] == wrong]
    assert set(count) >= FIELDS
    assert count["true"] == closed[1]
    assert count["shown"] == f"{closed[1]}件"
    assert re.fullmatch(r"第\d+段", count["place"])
    assert "enforce explain cases_closed --week --date 2025-12-28" in count["explain"]
    assert path.read_text("utf-8")[count["start"] : count["end"]] == wrong
    assert snapshot(own.root) == before
    led = own(*count["explain"].removeprefix("enforce ").split(), "--json")
    assert str(led.json["data"]["figures"][0]["value"]) == closed[1]


def test_the_screen(own: Desk, written: dict[str, Path], tmp_path: Path) -> None:
    """The number underlined by signs where nothing is styled; counts in the last line."""
    text = written["md"].read_text("utf-8")
    closed = re.search(r"本周执结(\d+)件", text)
    assert closed is not None
    path = edited(written["md"], tmp_path, (closed[0], f"本周执结{int(closed[1]) + 9}件"))
    ran = own("proof", path)
    assert ran.code == 3
    assert "\x1b" not in ran.out
    lines = ran.out.splitlines()
    (at,) = [i for i, line in enumerate(lines) if set(line.strip()) == {"^"}]
    from rich.cells import cell_len, set_cell_size

    signs = lines[at]
    lead = cell_len(signs) - len(signs.strip())
    marked = lines[at - 1]
    assert marked.startswith(set_cell_size(marked, lead))
    assert marked[len(set_cell_size(marked, lead)) :].startswith(f"{int(closed[1]) + 9}件")
    assert re.search(r"不符 1，", lines[-1])
    quiet = own("proof", path, "-q")
    assert quiet.out.splitlines() == [lines[-1]]


def test_the_copy_with_comments(own: Desk, written: dict[str, Path], tmp_path: Path) -> None:
    """A comment for each number that differs, in a copy; the original as it was."""
    from docx import Document

    document = Document(str(written["docx"]))
    (run,) = [
        run for paragraph in document.paragraphs for run in paragraph.runs
        if re.search(r"本周执结\d+件", run.text)
    ][:1]  # fmt: skip
    run.text = re.sub(r"本周执结(\d+)件", lambda m: f"本周执结{int(m[1]) + 9}件", run.text, count=1)
    path = tmp_path / "改稿.docx"
    document.save(str(path))
    original = path.read_bytes()
    ran = own("proof", path, "--json")
    assert ran.code == 3, ran.err
    copy = Path(ran.json["data"]["output"])
    assert copy == own.root / "bulletins" / "校对" / "改稿-校对.docx"
    with zipfile.ZipFile(copy) as package:
        comments = package.read("word/comments.xml").decode()
    differing = [c for c in ran.json["data"]["claims"] if c["verdict"] == "differs"]
    assert len(differing) == 1
    assert len(re.findall(r"<w:comment\b", comments)) == 1 + len(ran.json["data"]["slips"])
    assert "不符" in comments
    assert path.read_bytes() == original
    elsewhere = tmp_path / "批注.docx"
    assert own("proof", path, "--output", elsewhere, "--json").json["data"]["output"] == str(
        elsewhere
    )
    assert own("proof", path, "--output", path).code == 2
    assert path.read_bytes() == original


def test_an_issue_that_is_out(own: Desk, tmp_path: Path) -> None:
    """Held against what was printed, not against what a later return would give."""
    ran = own("publish", "--week", *WEEK, "--by", "王某", "--yes", "--json")
    assert ran.code == 0, ran
    number = ran.json["data"]["issue"]
    published = Path(ran.json["data"]["files"]["md"])
    right = own("proof", published, "--issue", str(number), "--json")
    assert (right.code, right.json["data"]["issue"]) == (0, number)
    assert right.json["data"]["counts"]["differs"] == 0
    closed = re.search(r"本周执结(\d+)件", published.read_text("utf-8"))
    assert closed is not None
    wrong = edited(published, tmp_path, (closed[0], f"本周执结{int(closed[1]) + 9}件"))
    assert own("proof", wrong, "--issue", f"第{number}期").code == 3
    assert own("proof", wrong, "--issue", "99").code == 6
    assert own("proof", wrong, "--issue", str(number), "--week").code == 2


def test_what_cannot_be_proof_read(new: Desk, own: Desk, tmp_path: Path) -> None:
    """No file, nothing received, a copy of what is no Word file."""
    path = tmp_path / "稿.txt"
    path.write_text("本周全市法院执结案件3件。", "utf-8")
    assert own("proof", tmp_path / "没有.md").code == 6
    assert new("proof", path).code == 6
    assert own("proof", path, "--output", tmp_path / "x.docx").code == 2
    assert own("proof", path, "--campaign", "没有").code == 6


def test_a_text_of_no_bulletin(own: Desk, tmp_path: Path) -> None:
    """A news text says no period: the last complete week, and all so far."""
    closed = own("report", "--week", *WEEK, "--json").json["data"]["figures"]
    (total,) = [
        f["value"] for f in closed
        if (f["indicator"], f["action"], f["court"], f["basis"])
        == ("cases_closed", None, None, "cumulative")
    ]  # fmt: skip
    path = tmp_path / "稿.txt"
    path.write_text(f"截至目前，全市法院累计执结案件{total}件。", "utf-8")
    assert own("proof", path, "--week", *WEEK).code == 0
    path.write_text(f"截至目前，全市法院累计执结案件{total + 11}件。", "utf-8")
    assert own("proof", path, "--week", *WEEK).code == 3
    path.write_text("沈阳市沈河区人民法院累计执结案件11件。", "utf-8")
    ran = own("proof", path, "--week", *WEEK, "--json")
    assert (ran.code, ran.json["data"]["counts"]["absent"]) == (0, 1)
