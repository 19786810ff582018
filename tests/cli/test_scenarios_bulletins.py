"""Hard acceptance scenarios of bulletins through the command line: 30 to 42.

Told elsewhere too: 31 to 34 for every rule in unit/indicator (test_comparisons, test_ranking), 35
in unit/indicator/test_quantities (API, declaration, template), 36 in unit/workflow/test_comparing,
37 for every issue of every sample in sample/test_read_back and sample/test_seed_figures, 38 and the
gate in unit/workflow/test_publishing, 39 in unit/render/test_render_word and test_render_opened.
40, the proof-reader of a clerk's text, belongs to `enforce proof`, which is not there yet.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.running import Desk, Ran
from tests.cli.seven import (
    SEVEN,
    campaign_text,
    closings,
    desk_of,
    ledger_file,
    row,
    short,
    take,
)

# Many runs of the whole program: `make test-slow`.
pytestmark = pytest.mark.slow

SECOND = ("--week", "--date", "2025-12-28")
LATE = "辽1204"


def figures(ran: Ran) -> dict[tuple[str, str, str | None], Any]:
    """By indicator, basis and court, over all cases."""
    return {
        (f["indicator"], f["basis"], f["court"]): f
        for f in ran.json["data"]["figures"]
        if f["action"] is None and f["team"] is None and f["officer"] is None
    }


def text_of(desk: Desk, *words: str) -> str:
    ran = desk("report", *words)
    assert ran.code in (0, 3, 4), ran
    return ran.out


def two_weeks(root: Path, missing: str, absent: str | None = LATE) -> Desk:
    """Week 1 of all seven courts, week 2 of all but one: ten closed each, then two each."""
    desk = desk_of(root / "desk", campaign_text(missing))
    first = [
        ledger_file(root / "1", court, 1, closings(court, {"2025-12-20": 10})) for court in SEVEN
    ]
    take(desk, first, "2025-12-22T09:00")
    take(
        desk,
        [second_week(root, court) for court in SEVEN if court != absent],
        "2025-12-29T09:00",
    )
    return desk


def second_week(root: Path, court: str) -> Path:
    days = {"2025-12-20": 10, "2025-12-24": 2}
    return ledger_file(root / "2", court, 2, closings(court, days, still_open=10))


# --- 30: six of seven ----------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["omit", "carry"])
def test_scenario_30_six_of_seven(tmp_path: Path, missing: str) -> None:
    desk = two_weeks(tmp_path, missing)
    ran = desk("report", *SECOND, "--rank", "--format", "md,xlsx,docx,html", "--json")
    assert (ran.code, ran.json["data"]["missing"]) == (4, [LATE])
    found = figures(ran)
    assert found["cases_closed", "period", None]["value"] == 12
    assert found["cases_closed", "period", LATE]["value"] is None
    assert found["cases_closed", "cumulative", None]["value"] == 6 * 12 + 10
    assert found["cases_closed", "cumulative", LATE]["value"] == 10
    # The week before is of the six, too.
    assert found["cases_closed", "period", None]["previous"] == 60
    assert {found["cases_closed", "cumulative", c]["rank"] for c in SEVEN if c != LATE} == {1}
    assert found["cases_closed", "cumulative", LATE]["rank"] is None
    text = Path(ran.json["data"]["files"]["md"]).read_text("utf-8")
    assert f"应报7家，1家未报齐：{short(LATE)}" in text
    assert re.search(rf"\| {short(LATE)} +\|[^\n]*未报[^\n]*10\*", text)
    from enforcement_cli.render.read_back import printed_in

    for path in ran.json["data"]["files"].values():
        lines = [one.text for one in printed_in(Path(path))]
        assert "10*" in lines, path
        assert "82*" in lines, path
        assert any(short(LATE) in line and "未报" in line for line in lines), path


def test_scenario_30_a_late_seventh_after_publication(tmp_path: Path) -> None:
    desk = two_weeks(tmp_path, "omit")
    out = desk("publish", *SECOND, "--by", "统计员甲", "--yes", "--json")
    assert out.code == 0, out
    before = {kind: Path(p).read_bytes() for kind, p in out.json["data"]["files"].items()}
    assert desk("correct", "1", "--by", "甲", "--reason", "补报", "--dry-run", "--json").json["data"][
        "changed"
    ] == []  # fmt: skip
    take(desk, [second_week(tmp_path, LATE)])
    words = ("--by", "统计员甲", "--reason", f"{short(LATE)}补报")
    draft = desk("correct", "第1期", *words, "--dry-run", "--json").json["data"]
    changed = {
        (c["indicator"], c["basis"], c["court"]): (c["before"], c["now"])
        for c in draft["changed"]
        if c["action"] is None
    }
    assert changed["cases_closed", "period", None] == (12, 14)
    assert changed["cases_closed", "period", LATE] == (None, 2)
    assert changed["cases_closed", "cumulative", None] == (82, 84)
    assert draft["files"] == {}
    done = desk("correct", "第1期", *words, "--confirm", "第1期", "--format", "md", "--json")
    said = Path(done.json["data"]["files"]["md"]).read_text("utf-8")
    assert "12件更正为14件" in said
    assert {kind: Path(p).read_bytes() for kind, p in out.json["data"]["files"].items()} == before


def test_scenario_30_blocked_until_the_seventh_is_in(tmp_path: Path) -> None:
    desk = two_weeks(tmp_path, "block")
    for words in (("report", *SECOND), ("publish", *SECOND, "--by", "甲", "--yes")):
        ran = desk(*words, "--json")
        assert (ran.code, ran.json["error"]["code"]) == (7, "held_back"), ran
        assert ran.json["error"]["where"].startswith("B-01")
        assert short(LATE) in ran.json["error"]["message"]
    assert list((desk.root / "bulletins").rglob("*.md")) == []
    take(desk, [second_week(tmp_path, LATE)], "2025-12-29T11:00")
    ran = desk("report", *SECOND, "--json")
    assert ran.code == 0
    assert figures(ran)["cases_closed", "period", None]["value"] == 14


# --- 31, 32, 33 ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Completed of closed in week 2: 1/2, 98/100, 49/50, 12/12, 24/24, none, 15/30."""
    root = tmp_path_factory.mktemp("ranked")
    desk = desk_of(root / "desk", campaign_text())
    done = dict(zip(SEVEN, ((1, 2), (98, 100), (49, 50), (12, 12), (24, 24), (0, 0), (15, 30)),
                    strict=True))  # fmt: skip
    files = []
    for court, (completed, closed) in done.items():
        rows = [
            row(court, n, "2025-12-24" if n <= closed else None,
                method="执行完毕" if n <= completed else "终结执行")
            for n in range(1, closed + 4)
        ]  # fmt: skip
        files.append(ledger_file(root / "2", court, 2, rows))
    take(desk, files, "2025-12-29T09:00")
    return desk


def test_scenario_31_a_rate_of_sums(ranked: Desk) -> None:
    found = figures(ranked("report", *SECOND, "--rank", "--json"))
    key = ("completion_rate", "cumulative")
    whole = Decimal(found[*key, None]["value"])
    assert round(whole, 6) == round(Decimal(199) / 218, 6)
    assert round(Decimal(found[*key, "辽1202"]["value"]), 6) == Decimal("0.5")
    nobody = found[*key, "辽1281"]
    assert (nobody["value"], nobody["rank"]) == (None, None)
    text = text_of(ranked, *SECOND)
    assert "91.28%" in text
    lines = [line for line in text.splitlines() if line.startswith(f"| {short('辽1281')}")]
    assert any("—" in line for line in lines)


def test_scenario_33_ties_and_small_bases(ranked: Desk) -> None:
    found = figures(ranked("report", *SECOND, "--rank", "--json"))
    places = {court: found["completion_rate", "cumulative", court]["rank"] for court in SEVEN}
    # 1/2 is over too few, 0/0 is no rate; 12/12 and 24/24 tie, so do 98/100 and 49/50.
    assert places == {"辽1202": None, "辽1204": 3, "辽1221": 3, "辽1223": 1, "辽1224": 1,
                      "辽1281": None, "辽1282": 5}  # fmt: skip
    # Fewer open cases are better, where they are ranked at all.
    text = text_of(ranked, *SECOND, "--rank")
    assert "并列第1" in text
    assert "并列第3" in text
    assert re.search(rf"\| {short('辽1202')} +\| +不参与排名 +\|", text)
    # Ranks are asked for; without, nobody is placed.
    plain = text_of(ranked, *SECOND)
    assert "并列" not in plain
    assert "居前" not in plain


def test_scenario_33_another_court_changes_no_order(ranked: Desk, tmp_path: Path) -> None:
    shutil.copytree(ranked.root, tmp_path / "desk")
    desk = Desk(tmp_path / "desk")
    file = desk.root / "enforce.toml"
    some = [court for court in SEVEN if court != "辽1204"]
    file.write_text(campaign_text(courts=some), "utf-8")
    before = figures(ranked("report", *SECOND, "--rank", "--json"))
    after = figures(desk("report", *SECOND, "--rank", "--json"))
    for name in ("completion_rate", "cases_closed", "amount_recovered"):
        old, new = (
            sorted(
                (found[name, "cumulative", court]["rank"], court)
                for court in some
                if found[name, "cumulative", court]["rank"] is not None
            )
            for found in (before, after)
        )
        assert [court for _, court in old] == [court for _, court in new], name


def test_scenario_32_points_and_a_base_of_nought(tmp_path: Path) -> None:
    """95.97 % to 95.80 % goes down by 0.17 points; from nought there is no ratio."""
    court = "辽1202"
    desk = desk_of(tmp_path / "desk", campaign_text(courts=[court]))
    days = {1: "2025-12-20", 2: "2025-12-24"}
    # Week 1: 357 of 372 (95.97 %); week 2: 365 of 381 (95.80 %).
    counts = {1: (357, 372), 2: (365, 381)}
    rows = []
    for week, (completed, closed) in counts.items():
        first = len(rows)
        rows += [
            row(court, first + n, days[week],
                method="执行完毕" if n <= completed else "终结执行")
            for n in range(1, closed + 1)
        ]  # fmt: skip
        listed = [*rows, *(row(court, n) for n in range(len(rows) + 1, 372 + 381 + 3))]
        take(desk, [ledger_file(tmp_path / str(week), court, week, listed)],
             f"2025-12-{22 if week == 1 else 29}T09:00")  # fmt: skip
    found = figures(desk("report", *SECOND, "--json"))["completion_rate", "period", None]
    assert round(Decimal(found["previous"]) * 100, 2) == Decimal("95.97")
    assert round(Decimal(found["value"]) * 100, 2) == Decimal("95.80")
    assert round(Decimal(found["change"]) * 100, 2) == Decimal("-0.17")
    month = text_of(desk, "--week", "--date", "2025-12-28", "--by", "team")
    assert "下降0.17个百分点" in month
    # Nothing came in before the first week: no ratio, and no infinity.
    first = text_of(desk, "--week", "--date", "2025-12-21")
    assert "∞" not in first
    assert "inf" not in first.lower()
