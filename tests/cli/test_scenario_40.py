"""Scenario 40: a clerk's edited Word file with twelve planted faults, through the command line.

A desk of seven courts whose money comes to 1.4987亿元; the clerk writes 约1.5亿元, and that passes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word

from enforcement_cli.model.prose import Prose
from tests.builder import book
from tests.cli.running import Desk
from tests.cli.seven import SEVEN, campaign_text, desk_of, ledger_file, row, short, take
from tests.proof.judged import Judged, Said, judge, said_of
from tests.proof.material import prose_of
from tests.proof.planted import DIFFERS, Fault, Planted, fault, plant_all, words
from tests.proof.truth import FEN_PER_WAN, Truth, joined, percent, rounded, swapped, truth_of
from tests.proof.word_file import add_before, comments_in, paragraph_with

SECOND = ("--week", "--date", "2025-12-28")
YINZHOU, QINGHE, CHANGTU = "辽1202", "辽1204", "辽1224"
# Closed by 执行完毕 in the first week and in the second, and 终本 in each; in the order of SEVEN.
CLOSED = (
    (10, 14, 3, 1),
    (7, 12, 1, 1),
    (8, 9, 1, 1),
    (5, 8, 1, 1),
    (4, 7, 1, 1),
    (4, 5, 1, 0),
    (2, 3, 0, 0),
)
CLAIM = 1_529_300
PEOPLE = {YINZHOU: ("孙某一", "李某二", "周某三", "孙某一"), QINGHE: ("吴某四", "郑某五", "冯某六")}
IDENTITY = "211204198507162336"
MOBILE = "13900004321"


def ledgers(root: Path, week: int) -> list[Path]:
    """The ledgers of all seven as of a week."""
    return [
        ledger_file(root / str(week), court, week, _rows(court, numbers, week))
        for court, numbers in zip(SEVEN, CLOSED, strict=True)
    ]


def _rows(court: str, numbers: tuple[int, int, int, int], week: int) -> list[tuple[Any, ...]]:
    interim = "终结本次执行程序"
    plan = (("2025-12-20", 1, "执行完毕"), ("2025-12-24", 2, "执行完毕"), ("2025-12-21", 1, interim),
            ("2025-12-26", 2, interim))  # fmt: skip
    closed = [
        (day if of <= week else None, method)
        for (day, of, method), count in zip(plan, numbers, strict=True)
        for _ in range(count)
    ]
    still_open = [(None, "执行完毕")] * 6
    return [
        row(court, serial, day, method=method, claim=CLAIM)
        for serial, (day, method) in enumerate([*closed, *still_open], 1)
    ]


def measures(root: Path, court: str) -> Path:
    """The 拘传 of the second week by a list with identity numbers, so that people are counted."""
    header = ("序号", "执行案号", "被执行人", "证件号码", "强制措施", "实施日期", "数量")
    made = (
        book()
        .title(f"{SEVEN[court]}强制措施清单（第2周）", across=len(header))
        .title("统计区间：2025年12月22日至2025年12月28日", across=len(header))
        .header(*header)
        .rows(
            *(
                (
                    n,
                    f"（2025）{court}执{n}号",
                    name,
                    _identity(court, name),
                    "拘传",
                    dt.date(2025, 12, 23),
                    1,
                )
                for n, name in enumerate(PEOPLE[court], 1)
            )
        )
    )
    root.mkdir(parents=True, exist_ok=True)
    return made.save(root / f"{SEVEN[court]}第02周强制措施清单.xlsx")


def _identity(court: str, name: str) -> str:
    """An invented number with its right check digit."""
    digits = f"21{court[1:]}19800101{ord(name[-1]) % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


@dataclass(frozen=True)
class Files:
    """The desk, the copy that is edited rightly, and the one with the twelve faults."""

    desk: Desk
    truth: Truth
    right: Path
    wrong: Path
    faults: tuple[Fault, ...]
    planted: list[Planted]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    root = tmp_path_factory.mktemp("scenario-40")
    desk = desk_of(root / "desk", campaign_text())
    take(desk, ledgers(root, 1), "2025-12-22T09:00")
    lists = [measures(root / "2", court) for court in PEOPLE]
    take(desk, [*ledgers(root, 2), *lists], "2025-12-29T09:00")
    ran = desk("report", *SECOND, "--rank", "--format", "docx", "--output", root, "--json")
    assert ran.code == 0, ran
    truth = truth_of(ran.json, {code: short(code) for code in SEVEN})
    bulletin = ran.json["data"]["files"]["docx"]
    right, wrong = Document(bulletin), Document(bulletin)
    edit(right, truth)
    edit(wrong, truth)
    faults = twelve(truth)
    planted = plant_all(wrong, faults)
    right.save(str(root / "right.docx"))
    wrong.save(str(root / "wrong.docx"))
    return Files(desk, truth, root / "right.docx", root / "wrong.docx", faults, planted)


def edit(document: Word, t: Truth) -> None:
    """What the clerk adds: all of it true."""
    week = t.figure("cases_closed", basis="period")
    money = Decimal(t.count("amount_recovered")) / FEN_PER_WAN
    rate = t.figure("completion_rate")
    assert (str(rounded(money / 10_000, 1)), week["value"]) == ("1.5", 63)
    assert Decimal(rate["change"]) > 0
    three = t.ranked("cases_closed")[:3]
    add_before(
        paragraph_with(document, "一、总体情况"),
        f"截至12月28日，全市法院累计办结案件{t.count('cases_closed')}件。累计到位资金约1.5亿元。"
        f"本周全市法院办结案件{week['value']}件。本周到位资金约{_week(t)}万元。"
        f"本周到位资金比上周增长{_growth(t)}%。"
        f"全市累计执行完毕率{t.rate('completion_rate')}%，较上周提高{percent(Decimal(rate['change']))}个百分点。",
        f"{t.names[CHANGTU]}累计执结{t.count('cases_closed', CHANGTU)}件，到位{t.wan(CHANGTU)}万元。"
        f"{joined(t.names[court] for court in three)}三家法院累计执结{_three(t)}件。",
    )
    add_before(
        paragraph_with(document, "五、问题提示"),
        "一笔拖了两年的货款。被执行人孙某某拖欠货款26万元。申请执行人赵某某等了很久。"
        "12月24日，清河区法院执行干警找到孙某某，其当场付清。有关线索请反馈市中院执行局综合科。",
    )


def _week(t: Truth) -> int:
    """The week's money in 万元, to the tens."""
    week = Decimal(t.count("amount_recovered", basis="period")) / FEN_PER_WAN
    return int(rounded(week / 10)) * 10


def _growth(t: Truth) -> str:
    figure = t.figure("amount_recovered", basis="period")
    return percent(Decimal(figure["change"]) / figure["previous"])


def _three(t: Truth) -> int:
    return sum(t.count("cases_closed", court) for court in t.ranked("cases_closed")[:3])


def twelve(t: Truth) -> tuple[Fault, ...]:
    """The faults of the scenario, in its order."""
    week = t.count("cases_closed", basis="period")
    old, now = (t.figure("cases_closed", CHANGTU)[key] for key in ("previous", "value"))
    points = percent(Decimal(t.figure("completion_rate")["change"]))
    first, second, third = (
        f"{t.names[court]}（{t.count('cases_closed', court)}件）"
        for court in t.ranked("cases_closed")[:3]
    )
    people = t.count("persons_compelled", basis="period")
    direction = (DIFFERS, "direction_data", "direction_pair")
    return (
        fault("wrong number", words(f"办结案件{week}件", str(week), swapped(week))),
        fault("stale number", words(f"累计执结{now}件，到位", str(now), str(old))),
        fault("rounded number", words(f"约{_week(t)}万元", str(_week(t)), str(_week(t) - 10))),
        fault("增长↔下降", words(f"比上周增长{_growth(t)}%", "增长", "下降",
                              wrong=f"下降{_growth(t)}%"), *direction),
        fault("% for 百分点", words(f"提高{points}个百分点", f"{points}个百分点", f"{points}%"),
              "rate_in_percent"),
        fault("人次 for 人", words(f"依法拘传{people}人，", "人", "人次", wrong=f"{people}人次"),
              DIFFERS, "unit_against_data", "unit_mixed"),
        fault("wrong court order", words(f"{first}、{second}、{third}", f"{first}、{second}", f"{second}、{first}"),
              "order_of_courts", "order_of_numbers"),
        fault("wrong sum", words(f"三家法院累计执结{_three(t)}件", str(_three(t)), str(_three(t) + 10)),
              DIFFERS, "listed_sum"),
        fault("wrong cut-off", words("截至12月28日", "28日", "21日", wrong="截至12月21日"), "stale_cutoff"),
        fault("real name", words("被执行人孙某某", "孙某某", "孙立群"), "party_named"),
        fault("ID number", words("赵某某等了", "赵某某", f"赵某某（身份证号{IDENTITY}）", wrong=IDENTITY),
              "personal_number"),
        fault("phone", words("执行局综合科", "综合科", f"综合科（{MOBILE}）", wrong=MOBILE), "personal_number"),
    )  # fmt: skip


def judged(files: Files, data: dict[str, Any]) -> tuple[list[Judged], list[Said], Prose]:
    prose = prose_of(files.wrong)
    return *judge(prose, files.faults, files.planted, said_of(data)), prose


def test_scenario_40_a_rightly_edited_copy_passes(files: Files) -> None:
    ran = files.desk("proof", files.right, *SECOND, "--json")
    heard = [one for one in said_of(ran.json["data"]) if one.serious]
    assert (ran.code, heard) == (0, [])
    verdicts = {one["raw"]: one["verdict"] for one in ran.json["data"]["claims"]}
    assert [verdict for raw, verdict in verdicts.items() if "1.5亿元" in raw] == ["rounded"]


def test_scenario_40_twelve_faults(files: Files) -> None:
    ran = files.desk("proof", files.wrong, *SECOND, "--json")
    found, alarms, _ = judged(files, ran.json["data"])
    assert ran.code == 3
    assert len(found) == 12
    missed = [one.fault.kind for one in found if not one.found]
    assert (len(missed) <= 1, len(alarms) <= 3) == (True, True), (missed, alarms)
    verdicts = {one["raw"]: one["verdict"] for one in ran.json["data"]["claims"]}
    assert [verdict for raw, verdict in verdicts.items() if "1.5亿元" in raw] == ["rounded"]


def test_scenario_40_the_copy_has_comments_at_the_places(files: Files) -> None:
    before = files.wrong.read_bytes()
    copy = files.wrong.with_name("commented.docx")
    ran = files.desk("proof", files.wrong, *SECOND, "--output", copy, "--json")
    assert Path(ran.json["data"]["output"]) == copy
    assert files.wrong.read_bytes() == before
    found, _, _ = judged(files, ran.json["data"])
    comments = comments_in(Document(str(copy)))
    for one in found:
        if not one.found:
            continue
        sentence = one.planted.sentence.strip()
        spans = [
            (start, end, text.index(sentence))
            for text, start, end, _ in comments
            if sentence in text
        ]
        assert any(start < at + len(sentence) and at < end for start, end, at in spans), sentence
    # A comment is on the words it speaks of, not on the whole paragraph.
    assert max(end - start for _, start, end, _ in comments) < 60
    assert all(words.strip() for *_, words in comments)
    # And the words of the copy are the same.
    kept, given = (Document(str(path)) for path in (files.wrong, copy))
    assert [p.text for p in given.paragraphs] == [p.text for p in kept.paragraphs]
