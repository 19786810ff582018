"""Hard acceptance scenarios of bulletins through the command line: 30 to 42.

Told elsewhere too: 31 to 34 for every rule in unit/indicator (test_comparisons, test_ranking), 35
in unit/indicator/test_quantities (API, declaration, template), 36 in unit/workflow/test_comparing,
37 for every issue of every sample in sample/test_read_back and sample/test_seed_figures, 38 and the
gate in unit/workflow/test_publishing, 39 in unit/render/test_render_word and test_render_opened.
40, the proof-reader of a clerk's text, belongs to `enforce proof`, which is not there yet.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.clock import parse_moment
from enforcement_cli.render.pdf import office
from enforcement_cli.workflow.demo import sample_folder
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import Report, report
from enforcement_cli.workflow.state import Room
from tests.campaign import Played
from tests.cli.running import Desk, Ran, enforce, snapshot
from tests.cli.seven import (
    LAST_WINTER,
    SEVEN,
    campaign_text,
    closings,
    desk_of,
    ledger_file,
    row,
    short,
    take,
)
from tests.sample.samples import demo_of

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
        assert "B-01" in ran.json["error"]["where"] + ran.json["error"]["message"]
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


# --- 34: day against day, and by 春节 ------------------------------------------------------------


def test_scenario_34_by_the_day_and_by_the_festival(tmp_path: Path) -> None:
    """春节 on 2026-02-17 is 19 days later than on 2025-01-29: day 38 has two days to stand beside."""
    court = "辽1202"
    text = campaign_text(courts=[court], earlier=LAST_WINTER, keys='compares = "winter69"\n')
    desk = desk_of(tmp_path / "desk", text)
    then = {"2024-12-25": 3, "2025-01-05": 4, "2025-01-20": 5, "2025-02-10": 6}
    last = ledger_file(tmp_path / "last", court, 111, closings(court, then, year=2024))
    take(desk, [last], "2025-03-03T09:00", campaign="winter69")
    now = closings(court, {"2025-12-25": 10, "2026-01-20": 8, "2026-01-30": 9})
    take(desk, [ledger_file(tmp_path / "now", court, 7, now)], "2026-02-02T09:00")
    text = text_of(desk, "--from", "2026-01-20", "--to", "2026-01-26", "--compare", "day,festival")
    said = [line for line in text.splitlines() if line.startswith("按")]
    assert len(said) == 2
    # The 32nd to the 38th day of that winter: 5. Up to 22 days before its 春节: 4.
    assert said[0].startswith("按行动日对齐")
    assert "第38天（2025年1月20日至1月26日）" in said[0]
    assert "执结8件，增长60.00%" in said[0]
    assert said[1].startswith("按春节对齐")
    assert "（2025年1月1日至1月7日）" in said[1]
    assert "执结8件，增长100.00%" in said[1]


# --- 35: 人 and 人次 -----------------------------------------------------------------------------


def test_scenario_35_neither_declaration_nor_template_adds_persons(own: Desk) -> None:
    (own.root / "indicators.toml").write_text(
        '[[indicator]]\nid = "taken"\nname = "拘传拘留合计"\nunit = "人"\nkind = "events"\n'
        'form = "measures"\ntable = "measures"\nmeasures = ["compel", "search"]\nday = "day"\n'
        'amount = "quantity"\n',
        "utf-8",
    )
    ran = own("report", *SECOND, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (5, "configuration")
    assert "indicators.toml" in ran.json["error"]["where"]


def test_scenario_35_a_template_that_adds_is_refused(own: Desk) -> None:
    (own.root / "templates").mkdir(exist_ok=True)
    (own.root / "templates" / "weekly.md.j2").write_text(
        "# {{ title }}\n\n{% for section in sections %}{% for table in section.tables %}\n"
        "{% for row in table.rows %}{{ row.cells[0] + row.cells[1] }}\n"
        "{% endfor %}{% endfor %}{% endfor %}\n",
        "utf-8",
    )
    ran = own("report", *SECOND, "--json", "--format", "md,xlsx")
    assert (ran.code, ran.json["error"]["code"]) == (5, "configuration")
    assert "weekly.md.j2:4" in ran.json["error"]["where"]
    assert not list((own.root / "bulletins").glob("*"))


# --- 36: a week across two months ----------------------------------------------------------------


def test_scenario_36_a_week_across_two_months(tmp_path: Path) -> None:
    court = "辽1202"
    desk = desk_of(tmp_path / "desk", campaign_text(courts=[court]))
    days = {"2025-12-20": 1, "2025-12-24": 2, "2025-12-29": 3, "2025-12-31": 4, "2026-01-01": 5,
            "2026-01-04": 6}  # fmt: skip
    for week in (1, 2, 3):
        last = f"{('2025-12-21', '2025-12-28', '2026-01-04')[week - 1]}"
        rows = closings(court, days, still_open=10)
        said = [
            one if one[9] and one[9].isoformat() <= last else row(court, one[0]) for one in rows
        ]
        take(desk, [ledger_file(tmp_path / str(week), court, week, said)], "2026-01-05T09:00")

    def closed(*words: str, basis: str = "period") -> int:
        return int(figures(desk("report", *words, "--json"))["cases_closed", basis, None]["value"])

    assert closed("--month", "--date", "2025-12-31") == 1 + 2 + 3 + 4
    assert closed("--week", "--date", "2026-01-04") == 3 + 4 + 5 + 6
    # The same window by whatever name: the days of December, and those of the week.
    assert closed("--from", "2025-12-20", "--to", "2025-12-31") == 10
    assert closed("--from", "2025-12-29", "--to", "2026-01-04") == 18
    of_days = [closed("--day", "--date", f"2025-12-{day}") for day in (29, 30, 31)]
    assert of_days == [3, 0, 4]
    assert closed("--week", "--date", "2026-01-04", basis="cumulative") == 21


# --- 37: totals in workbooks ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(ranked: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbook")
    ran = ranked("report", *SECOND, "--format", "xlsx", "--output", folder, "--json")
    return Path(ran.json["data"]["files"]["xlsx"])


def cells(path: Path, *, values: bool) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path, data_only=values)
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }


def test_scenario_37_totals_are_formulas_that_give_the_value(workbook: Path) -> None:
    written, shown = cells(workbook, values=False), cells(workbook, values=True)
    sums = 0
    for (sheet, place), cell in written.items():
        if cell.data_type != "f" or isinstance(cell.value, ArrayFormula):
            continue
        cached = shown[sheet, place].value
        total = Decimal(0)
        for part in re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", cell.value):
            block = shown[sheet, place].parent[part]
            lines = block if isinstance(block, tuple) else ((block,),)
            total += sum(
                Decimal(repr(one.value)) for line in lines for one in line
                if isinstance(one.value, int | float)
            )  # fmt: skip
        assert abs(total - Decimal(repr(cached))) < Decimal("1e-9"), (sheet, place)
        sums += 1
    assert sums >= 8
    numbers = [c for c in shown.values() if isinstance(c.value, int | float)]
    assert len(numbers) > 100
    assert {c.number_format for c in numbers} >= {"0", "0.00", "0.00%"}
    # A number is never a text that looks like one.
    texts = [c.value for c in shown.values() if isinstance(c.value, str)]
    assert not [text for text in texts if re.fullmatch(r"-?\d+(\.\d+)?%?", text)]


@pytest.mark.skipif(
    office() is None or not list(Path(office()).resolve().parent.glob("*sclo.*")),  # type: ignore[arg-type]
    reason="needs LibreOffice Calc",
)
def test_scenario_37_libreoffice_computes_the_same(workbook: Path, tmp_path: Path) -> None:
    # As comma-separated text LibreOffice writes what it computed itself.
    own = workbook.with_suffix(".again.xlsx")
    book = openpyxl.load_workbook(workbook)  # drops the cached values
    book.save(own)
    subprocess.run(
        [str(office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path, own],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ours = cells(workbook, values=True)
    again = cells(tmp_path / own.name, values=True)
    compared = 0
    for key, cell in ours.items():
        if isinstance(cell.value, int | float):
            assert again[key].value == pytest.approx(cell.value, abs=1e-9), key
            compared += 1
    assert compared > 100


# --- 38: a year later, on another machine --------------------------------------------------------


def test_scenario_38_verified_in_another_place_and_zone(own: Desk, tmp_path: Path) -> None:
    out = own("publish", *SECOND, "--by", "统计员甲", "--yes", "--json")
    assert out.code == 0, out
    moved = tmp_path / "another" / "place"
    shutil.copytree(own.root, moved)
    before = {name: text for name, text in snapshot(moved).items() if name.endswith(".md")}
    shutil.rmtree(own.root)
    ran = subprocess.run(
        [sys.executable, "-m", "enforcement_cli", "verify", "第1期", "-C", moved, "--json"],
        capture_output=True, check=False, cwd="/",
        env={"TZ": "America/Los_Angeles", "LANG": "C", "PATH": os.environ["PATH"],
             "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )  # fmt: skip
    found = Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
    assert (found.code, found.json["data"]["clean"]) == (0, True), found
    assert {name: text for name, text in snapshot(moved).items() if name.endswith(".md")} == before
    assert before


# --- 39: Word ------------------------------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_scenario_39_the_document_of_a_real_report(ranked: Desk, tmp_path: Path) -> None:
    ran = ranked("report", *SECOND, "--format", "docx", "--output", tmp_path, "--json")
    with zipfile.ZipFile(ran.json["data"]["files"]["docx"]) as package:
        document = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - ours
    margins = {
        name: round(int(document.find(f".//{W}sectPr/{W}pgMar").get(f"{W}{name}")) / 1440 * 25.4)  # type: ignore[union-attr, arg-type]
        for name in ("top", "bottom", "left", "right")
    }
    assert margins == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    runs = [run for run in document.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert len(runs) > 100
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in runs]
    assert all(font is not None and font.get(f"{W}eastAsia") for font in fonts)
    tables = list(document.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        assert next(table.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None
    whole = "".join(text.text or "" for text in document.iter(f"{W}t"))
    assert "2025年12月22日至12月28日" in whole
    assert not re.search(r"年0\d月|月0\d日", whole)


# --- 41: a wrong template ------------------------------------------------------------------------


def test_scenario_41_a_page_template_stops_everything(own: Desk) -> None:
    ours = Path(__file__).parents[2] / "templates" / "bulletin.html.j2"
    lines = ours.read_text("utf-8").splitlines()
    place = next(at for at, line in enumerate(lines) if "{{ title }}" in line)
    lines[place] = lines[place].replace("{{ title }}", "{{ titel }}", 1)
    (own.root / "templates").mkdir(exist_ok=True)
    (own.root / "templates" / "bulletin.html.j2").write_text("\n".join(lines), "utf-8")
    before = snapshot(own.root / "bulletins")
    for words in (
        ("report", *SECOND, "--format", "md,html"),
        ("publish", *SECOND, "--by", "甲", "--yes"),
    ):
        ran = own(*words, "--json")
        error = ran.json["error"]
        assert (ran.code, error["code"]) == (5, "configuration"), ran
        assert f"bulletin.html.j2:{place + 1}" in error["where"]
        assert "titel" in error["message"] + error["next"]
        assert re.search(r"title\b", (error["message"] + error["next"]).replace("titel", ""))
    assert snapshot(own.root / "bulletins") == before
    assert own("verify", "第1期", "--json").code == 6


# --- 42: where a hundred numbers come from -------------------------------------------------------

KNOWN = "2026-09-01T09:00"


def printed_numbers(found: Report) -> list[Value]:
    """Every number of a bulletin that is a figure: in tables, in sentences, of windows beside."""
    sections = found.bulletin.sections
    values = [
        *(v for s in sections for t in s.tables for r in t.rows for v in r.values),
        *(v for s in sections for v in s.numbers),
    ]
    kinds = {name: each.kind for name, each in found.material.indicators.items()}
    return [
        value
        for value in values
        if value.key is not None
        and value.number is not None
        and value.aspect == "value"
        and kinds.get(value.key.indicator, "derived") != "derived"
    ]


def asked_of(found: Report, value: Value, period: tuple[str, ...]) -> Iterator[str]:
    """The words that ask `enforce explain` for a printed number."""
    key = value.key
    assert key is not None
    yield key.indicator
    operations = {o.name: o.id for o in found.material.campaign.operations}
    if value.window in operations:
        yield from ("--operation", operations[value.window])
    else:
        yield from period
        if value.window:
            yield from ("--window", value.window)
    if key.basis == "cumulative":
        yield "--cumulative"
    for option in ("action", "court", "officer", *(() if value.window else ("team",))):
        if getattr(key, option):
            yield from (f"--{option}", getattr(key, option))


def computed_from(figures: list[dict[str, Any]]) -> Decimal | None:
    """The number that the listed parts give; of a rate their sums over one another."""
    sums = [Decimal(figure["sum"]) for figure in figures]
    if len(sums) == 1:
        return sums[0]
    top, bottom = sums
    return top / bottom if bottom else None


ISSUES_42 = {
    "tieling": (PeriodWish(kind="week", day=parse_moment("2026-02-01T12:00").date()), "",
                ("--week", "--date", "2026-02-01"), 40),
    "jiuyuan": (PeriodWish(kind="week", day=parse_moment("2025-09-28T12:00").date()), "team",
                ("--week", "--date", "2025-09-28"), 25),
    "jiuyuan-officers": (PeriodWish(kind="month", day=parse_moment("2025-09-30T12:00").date()),
                         "officer", ("--month", "--date", "2025-09-30"), 10),
    "lanshan": (PeriodWish(kind="year", day=parse_moment("2025-12-31T12:00").date()), "",
                ("--year", "--date", "2025-12-31"), 25),
    "guyang": (PeriodWish(kind="total", day=parse_moment("2025-12-14T12:00").date()), "",
               ("--total",), 20),
}  # fmt: skip


@pytest.mark.parametrize("name", ISSUES_42)
def test_scenario_42_a_printed_number_is_its_cells(
    name: str, shared: Path, request: pytest.FixtureRequest
) -> None:
    sample, (wish, by, period, many) = name.partition("-")[0], ISSUES_42[name]
    if sample == "tieling":
        played: Played = request.getfixturevalue("played")
        room: Room = played.room
    else:
        room = demo_of(shared, sample).room
    options = ReportOptions(by=by)  # type: ignore[arg-type]
    found = report(room, wish, known_at=parse_moment(KNOWN), options=options)
    numbers = {tuple(asked_of(found, v, period)): v for v in printed_numbers(found)}
    if sample in ("lanshan", "guyang"):
        windows = {words for words in numbers if {"--window", "--operation"} & set(words)}
        assert windows
        chosen = sorted(windows) + random.Random(42).sample(
            sorted(set(numbers) - windows), max(many - len(windows), 8)
        )
    else:
        chosen = random.Random(42).sample(sorted(numbers), many)
    opened = 0
    for words in chosen:
        value = numbers[words]
        ran = enforce(
            "explain", "-C", room.workspace.root, "--campaign", room.campaign.id, *words,
            "--known-at", KNOWN, "--json",
        )  # fmt: skip
        assert ran.code == 0, (words, ran)
        figures = ran.json["data"]["figures"]
        number = computed_from(figures)
        assert number is not None, words
        assert abs(number - Decimal(value.number)) < Decimal("1e-12"), (words, value, figures)  # type: ignore[arg-type]
        parts = [part for figure in figures for part in figure["parts"]]
        for part in parts[:3]:
            opened += holds_it(sample_folder(sample), part)
    assert opened > 20


def holds_it(folder: Path, part: dict[str, Any]) -> int:
    """Whether the cell of the sender's file holds what was read there: 1 where it could be told."""
    if not part["cell"] or not part["file"].endswith((".xlsx", ".xls")):
        return 0
    sheet, _, place = part["cell"].rpartition("!")
    book = CalamineWorkbook.from_path(str(folder / part["file"]))
    rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)
    column, line = re.fullmatch(r"([A-Z]*)(\d+)", place).groups()  # type: ignore[union-attr]
    if not column:
        return 0
    held = rows[int(line) - 1][openpyxl.utils.column_index_from_string(column) - 1]
    assert held not in ("", None), part
    if part["stated"] is not None and isinstance(held, int | float):
        read = Decimal(repr(held))
        assert part["stated"] in (read, read * 100, read * 1_000_000), (part, held)
    return 1
