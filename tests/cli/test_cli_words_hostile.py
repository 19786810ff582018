"""What a hostile clerk feeds `proof` and `stories`: places to write to, names, signs, long numbers."""

from __future__ import annotations

import io
import os
import shutil
import time
from pathlib import Path

import docx
import pytest

from tests.cli.running import WEEK, Desk, snapshot

PROOF_LIMIT_SECONDS = 20
ADD_LIMIT_SECONDS = 10


@pytest.fixture(scope="module")
def desk(received: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk of two weeks that the tests of this module may write drafts into."""
    root = tmp_path_factory.mktemp("hostile") / "desk"
    shutil.copytree(received.root, root)
    return Desk(root)


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A Word file that states one wrong number."""
    return _word_file(
        tmp_path / "稿.docx", "全市法院累计执结案件9834件，被执行人孙立群到庭，电话13812345678。"
    )


@pytest.mark.parametrize("name", ["store.duckdb", "enforce.toml", "store.lock", "person.salt"])
def test_the_copy_does_not_go_over_the_desk(desk: Desk, word_file: Path, name: str) -> None:
    before = snapshot(desk.root)
    ran = desk("proof", word_file, "--output", desk.root / name)
    assert ran.code in (1, 2)
    after = snapshot(desk.root)
    assert {k: v for k, v in after.items() if not k.startswith(("logs/", "store.lock"))} == {
        k: v for k, v in before.items() if not k.startswith(("logs/", "store.lock"))
    }


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks for a place that takes no file")
def test_a_place_that_takes_no_file_is_no_bug(desk: Desk, word_file: Path) -> None:
    assert desk("proof", word_file, "--output", "/proc/x.docx").code == 1


@pytest.mark.skipif(os.name == "nt", reason="asks of pipes")
def test_a_pipe_is_not_replaced(desk: Desk, word_file: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    assert desk("proof", word_file, "--output", pipe).code in (1, 2)
    assert pipe.is_fifo()


def test_slips_do_not_repeat_what_leads_to_a_person(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("某人（身份证号210102199001011233，电话13812345678）到庭。", "utf-8")
    ran = desk("proof", path, "--json")
    assert [slip["code"] for slip in ran.json["data"]["slips"]] == ["personal_number"] * 2
    assert "210102199001011233" not in ran.out
    assert "13812345678" not in ran.out


def test_a_day_that_is_none_is_not_taken_for_another(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("2025年12月38日银州区法院执结4件。", "utf-8")
    ran = desk("proof", path, "--week", *WEEK, "--json")
    assert [mark["verdict"] for mark in ran.json["data"]["claims"]] != ["differs"]


def test_many_differences_take_linear_time(desk: Desk, tmp_path: Path) -> None:
    # 2 000 sentences: 3 s where it is linear, a minute where each mark walks all others.
    text = "".join(f"本周银州区法院执结案件{9000 + each}件。" for each in range(2000))
    path = tmp_path / "稿.txt"
    path.write_text(text, "utf-8")
    start = time.monotonic()
    ran = desk("proof", path, "--week", *WEEK, "--json")
    assert time.monotonic() - start < PROOF_LIMIT_SECONDS
    assert ran.json["data"]["counts"]["differs"] == 2000


def test_a_file_name_with_a_sign_does_not_break_the_desk(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "案\x1b[31m例.txt"
    path.write_text("案例1\n银州区法院：被执行人周某某欠款5万元，被拘传后当场付清。\n", "utf-8")
    try:
        assert desk("stories", "add", path).code == 0
        assert desk("stories", "list").code == 0
    finally:
        shutil.rmtree(desk.root / "stories", ignore_errors=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("案例1\n银州区法院：执行干警将被执行人苏景明拘传到庭，苏景明当场付清3万元。", "苏景明"),
        ("案例1\n银州区法院：被执行人周某某欠罗启年借款8万元，当场还清。", "罗启年"),
        ("案例1\n银州区法院：原告郑某与被告常德福相邻权纠纷，常德福拒不拆除围墙，已强制拆除。", "常德福"),
        ("【案例一】郭铁成被拘留\n银州区法院：被执行人郭铁成欠款3万元，被拘留后付清。", "郭铁成"),
        ("案例1\n银州区法院：申请人 郭 铁 成 与被执行人周某某纠纷，周某某付清3万元。", "郭 铁 成"),
    ],
)  # fmt: skip
def test_a_draft_hides_a_name_or_the_check_asks(
    desk: Desk, tmp_path: Path, text: str, name: str
) -> None:
    path = tmp_path / "案例.txt"
    path.write_text(text, "utf-8")
    try:
        assert desk("stories", "add", path).code == 0
        (draft,) = (desk.root / "stories").glob("*.toml")
        said = [
            line
            for line in draft.read_text("utf-8").splitlines()
            if name in line and not line.startswith("parties")
        ]
        checked = desk("stories", "check", "--json")
        assert said == [] or "ST-01" in checked.out
    finally:
        shutil.rmtree(desk.root / "stories", ignore_errors=True)


@pytest.mark.parametrize(
    "place", ["铁岭市清河区向阳街12号3单元502室", "银州区向阳小区3号楼502室", "昌图县八面城镇东街村5组18号"]
)  # fmt: skip
def test_a_home_address_in_a_draft_is_returned(desk: Desk, tmp_path: Path, place: str) -> None:
    path = tmp_path / "案例.txt"
    text = f"案例1\n银州区法院：被执行人周某某住{place}，欠款3万元，被拘传后付清。"
    path.write_text(text, "utf-8")
    try:
        assert desk("stories", "add", path).code == 0
        assert "ST-03" in desk("stories", "check", "--json").out
    finally:
        shutil.rmtree(desk.root / "stories", ignore_errors=True)


def test_a_story_does_not_close_its_own_string(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "案例.txt"
    text = '案例1 """\npublish = true\n[[story]]\nid = "evil"\n银州区法院：被执行人周某某欠款5万元，"""当场付清。\\'
    path.write_text(text, "utf-8")
    try:
        assert desk("stories", "add", path).code == 0
        shown = desk("stories", "list", "--json")
        assert shown.code == 0
        stories = shown.json["data"]["stories"]
        assert [(story["id"] == "evil", story["publish"]) for story in stories] == [(False, False)]
    finally:
        shutil.rmtree(desk.root / "stories", ignore_errors=True)


def test_a_number_without_end_does_not_hang_the_desk(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "案例.txt"
    path.write_text(f"案例1\n银州区法院：被执行人周某某欠款{'1' * 30_000}元，付清。", "utf-8")
    start = time.monotonic()
    ran = desk("stories", "add", path)
    shutil.rmtree(desk.root / "stories", ignore_errors=True)
    assert ran.code in (0, 3)
    assert time.monotonic() - start < ADD_LIMIT_SECONDS


def _word_file(path: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def test_a_published_issue_is_not_written_over(own: Desk, word_file: Path) -> None:
    published = own("publish", "--week", *WEEK, "--by", "统计员甲", "--format", "docx", "--yes")
    assert published.code == 0, published
    (issue,) = (own.root / "bulletins").rglob("已发布/**/*.docx")
    before = issue.read_bytes()
    assert own("proof", word_file, "--week", *WEEK, "--output", issue).code in (1, 2)
    assert issue.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [
        ("export", "cases", "--format", "csv", "--output"),
        ("cases", "list", "overdue", "--format", "csv", "--output"),
        ("problems", "export", "--output"),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("name", ["store.duckdb", "enforce.toml", "archive/x.csv", "logs/x.xlsx"])
def test_what_the_desk_lives_on_is_not_written_over(
    desk: Desk, command: tuple[str, ...], name: str
) -> None:
    place = desk.root / name
    before = place.read_bytes() if place.exists() else None
    assert desk(*command, place).code == 2
    assert (place.read_bytes() if place.exists() else None) == before


def test_the_screen_shows_the_sentence_with_what_is_private_covered(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("开头一句。被执行人孙立群（电话13812345678）到庭。结尾一句。", "utf-8")
    said = desk("proof", path).out
    assert said.count("被执行人＊＊＊（电话＊＊＊＊＊＊＊＊＊＊＊）到庭") == 2
    assert "孙立群" not in said
    assert "开头一句" not in said
