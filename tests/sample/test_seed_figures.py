"""Every figure the five reports print: out of `--json`, and read back from the four files.

The numbers are those of the reports, as they stand there. Each campaign's returns alone give them;
the files are written by `enforce report` and read by readers that do not know what was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.clock import parse_moment
from enforcement_cli.model.period import PeriodKind
from enforcement_cli.render.differences import differences
from enforcement_cli.render.printed import TEXT
from enforcement_cli.render.read_back import printed_in
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import report
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import Workspace
from tests.campaign import Played, once
from tests.cli.running import enforce
from tests.sample.samples import demo_of

KINDS = ("md", "xlsx", "docx", "html")
KNOWN = "2026-09-01T09:00"
WAN = 1_000_000


@dataclass(frozen=True)
class Asked:
    """A bulletin of one of the samples; `end` is a day of its period, or the operation's name."""

    sample: str
    campaign: str
    kind: PeriodKind
    end: str
    by: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        named = self.kind == "operation"
        period = ("--operation", self.end) if named else (f"--{self.kind}", "--date", self.end)
        return (*period, *(("--by", self.by) if self.by else ()))

    @property
    def wish(self) -> PeriodWish:
        if self.kind == "operation":
            return PeriodWish(kind="operation", operation=self.end)
        return PeriodWish(kind=self.kind, day=parse_moment(f"{self.end}T12:00").date())


@dataclass(frozen=True)
class Printed:
    """What `enforce report` gave: the data of `--json` and a file a format."""

    data: dict[str, Any]
    files: dict[str, Path]


ISSUES = {
    "tieling": Asked("tieling", "winter70", "total", "2026-02-28"),
    "tieling-week": Asked("tieling", "winter70", "week", "2026-02-28"),
    "tieling-month": Asked("tieling", "winter70", "month", "2026-01-31"),
    "tieling-spring": Asked("tieling", "winter70", "operation", "spring"),
    "tieling-raid": Asked("tieling", "winter70", "operation", "raid"),
    "ordos": Asked("ordos", "minsheng2026", "total", "2026-06-30"),
    "jiuyuan": Asked("jiuyuan", "small2025", "total", "2025-09-30"),
    "jiuyuan-teams": Asked("jiuyuan", "small2025", "week", "2025-09-28", "team"),
    "jiuyuan-officers": Asked("jiuyuan", "small2025", "month", "2025-09-30", "officer"),
    "lanshan": Asked("lanshan", "year2025", "year", "2025-12-31"),
    "lanshan-storm": Asked("lanshan", "year2025", "operation", "storm"),
    "lanshan-backlog": Asked("lanshan", "backlog2025", "total", "2025-12-31"),
    "guyang": Asked("guyang", "assault2025", "total", "2025-12-14"),
}


@dataclass(frozen=True)
class Figure:
    """A figure of a report: which, and how it is printed. `window` names one beside the issue's."""

    issue: str
    indicator: str
    value: int
    unit: str
    printed: str
    action: str | None = None
    court: str | None = None
    window: str = ""


BACKLOG, STORM, TEAM, JOINT = "未执行到位", "秋冬风暴", "专职团队", "联合行动"
FIGURES = (
    # 0: three actions with their own figures, all money together, and two windows inside.
    *(
        figure
        for issue in ("tieling", "tieling-week")
        for figure in (
            Figure(issue, "cases_closed", 913, "件", "913件", action="small"),
            Figure(issue, "cases_closed", 190, "件", "190件", action="livelihood"),
            Figure(issue, "cases_closed", 95, "件", "95件", action="wages"),
            Figure(issue, "amount_recovered", 1_544_840_000, "fen", "1544.84万元"),
        )
    ),
    Figure("tieling-spring", "cases_closed", 150, "件", "150件"),
    Figure("tieling-spring", "amount_recovered", 333_510_000, "fen", "333.51万元"),
    Figure("tieling-raid", "persons_detained", 7, "人", "7人"),
    Figure("tieling-raid", "amount_recovered", 12_700_000, "fen", "12.70万元"),
    # 1: two levels of courts.
    Figure("ordos", "cases_completed", 798, "件", "798件"),
    Figure("ordos", "amount_recovered", 6_062_150_000, "fen", "6062.15万元"),
    Figure("ordos", "persons_fined", 1, "人", "罚款1人"),
    Figure("ordos", "persons_detained", 36, "人", "拘留36人"),
    Figure("ordos", "persons_compelled", 448, "人", "拘传448人"),
    # 2: what the ledger gives where the text lost its number.
    Figure("jiuyuan", "cases_closed", 489, "件", "489件"),
    # 3: the year, its twelve days, and a campaign beside with parts that overlap.
    Figure("lanshan", "cases_received", 2403, "件", "2403件"),
    Figure("lanshan", "cases_closed", 2251, "件", "2251件"),
    Figure("lanshan", "amount_recovered", 19_812_340_000, "fen", "1.98亿元"),
    Figure("lanshan", "network_queries", 7502, "次", "7502次"),
    Figure("lanshan", "insurance_frozen", 73, "次", "73次"),
    Figure("lanshan", "bounty_notices", 21, "期", "21期"),
    Figure("lanshan", "houses_sealed", 447, "套", "447套"),
    Figure("lanshan", "vehicles_seized", 410, "辆", "410辆"),
    Figure("lanshan", "persons_detained", 62, "人", "拘留62人"),
    Figure("lanshan", "persons_fined", 116, "人次", "罚款116人次"),
    Figure("lanshan", "persons_restricted_or_blacklisted", 857, "人", "限高和失信857人"),
    Figure("lanshan", "persons_complied", 37, "人", "37人主动履行"),
    Figure("lanshan", "amount_complied", 215 * WAN, "fen", "215.00万元"),
    Figure("lanshan", "cases_criminal", 11, "件", "11案14人"),
    Figure("lanshan", "persons_criminal", 14, "人", "11案14人"),
    Figure("lanshan", "cases_criminal_private", 5, "件", "5案8人"),
    Figure("lanshan", "persons_criminal_private", 8, "人", "5案8人"),
    Figure("lanshan", "locations_checked", 28, "处", "28处", window=STORM),
    Figure("lanshan", "persons_compelled", 18, "人", "拘传18人", window=STORM),
    Figure("lanshan", "cases_completed", 24, "件", "执行完毕24件", window=STORM),
    Figure("lanshan", "amount_recovered", 113_420_000, "fen", "113万余元", window=STORM),
    Figure("lanshan", "cases_closed", 273, "件", "273件", window=BACKLOG),
    Figure("lanshan", "amount_recovered", 1_887_060_000, "fen", "1887.06万元", window=BACKLOG),
    *(
        Figure(issue, "amount_recovered", fen, "fen", printed, action=action, window=window)
        for issue, window in (("lanshan", BACKLOG), ("lanshan-backlog", ""))
        for action, fen, printed in (
            ("service", 87_700_000, "87.70万元"),
            ("wages", 170_930_000, "170.93万元"),
            ("traffic", 174 * WAN, "174.00万元"),
            ("enterprise", 1_797 * WAN, "1797.00万元"),
        )
    ),
    Figure("lanshan-storm", "locations_checked", 28, "处", "28处"),
    Figure("lanshan-storm", "persons_compelled", 18, "人", "拘传18人"),
    Figure("lanshan-storm", "cases_completed", 24, "件", "执行完毕24件"),
    Figure("lanshan-storm", "amount_recovered", 113_420_000, "fen", "113万余元"),
    Figure("lanshan-backlog", "cases_closed", 273, "件", "273件"),
    Figure("lanshan-backlog", "amount_recovered", 1_887_060_000, "fen", "1887.06万元"),
    # 4: the campaign, and beside it a team and joint actions with days and units of their own.
    Figure("guyang", "persons_summoned", 93, "人次", "传唤93人次"),
    Figure("guyang", "persons_detained", 3, "人", "拘留3人"),
    Figure("guyang", "cases_closed", 383, "件", "383件"),
    Figure("guyang", "amount_recovered", 1_233_480_000, "fen", "1233.48万元"),
    Figure("guyang", "persons_compelled", 164, "人次", "拘传164人次", window=TEAM),
    Figure("guyang", "persons_detained", 9, "人次", "拘留9人次", window=TEAM),
    Figure("guyang", "operations", 4, "次", "行动4次", window=JOINT),
    Figure("guyang", "persons_tracked", 80, "人次", "行程轨迹80人次", window=JOINT),
)
# Sums of what overlaps, and of procedures and units that are not alike.
NOWHERE = {
    "tieling": "1198", "ordos": "1023", "lanshan": "2229.63",
}  # fmt: skip


@pytest.fixture(scope="module")
def give(shared: Path, request: pytest.FixtureRequest) -> Any:
    """What `enforce report` writes of an issue, made once by whichever process asks first."""

    def made(name: str) -> Printed:
        root = root_of(shared, ISSUES[name].sample, request)
        found: Printed = once(
            shared, f"issue-{name}", lambda folder: written(ISSUES[name], root, folder)
        )
        return found

    return made


def root_of(shared: Path, sample: str, request: pytest.FixtureRequest) -> Path:
    if sample == "tieling":
        played: Played = request.getfixturevalue("played")
        return played.room.workspace.root
    return demo_of(shared, sample).room.workspace.root


def written(asked: Asked, root: Path, folder: Path) -> Printed:
    ran = enforce(
        "report", "-C", root, "--campaign", asked.campaign, *asked.words, "--known-at", KNOWN,
        "--format", ",".join(KINDS), "--output", folder, "--json",
    )  # fmt: skip
    assert ran.code in (0, 3), ran
    data = ran.json["data"]
    files = {kind: Path(path) for kind, path in data["files"].items()}
    assert set(files) == set(KINDS)
    return Printed(data=data, files=files)


def told(data: dict[str, Any], figure: Figure) -> list[tuple[int, str]]:
    """The value in `--json`: of the period, else to date where it is a figure to date alone."""
    figures = data["figures"]
    if figure.window:
        (window,) = (each for each in data["windows"] if figure.window in each["name"])
        figures = window["figures"]
    week = data["period"]["kind"] == "week"
    mine = [
        f
        for f in figures
        if (f["indicator"], f["action"], f["court"])
        == (figure.indicator, figure.action, figure.court)
        and f["officer"] is None
        and (f["team"] is None or figure.window)
    ]
    for basis in ("cumulative",) if week else ("period", "cumulative"):
        found = [(f["value"], f["unit"]) for f in mine if f["basis"] == basis]
        if found:
            return found
    return []


def texts(path: Path) -> list[str]:
    """The text of a file outside of its tables; a workbook's stands on its first sheet."""
    lines = printed_in(path)
    first = lines[0].table if path.suffix == ".xlsx" else TEXT
    return ["".join(line.text.split()) for line in lines if line.table == first]


def holds(lines: list[str], number: str) -> bool:
    """Whether the number stands there whole: no digit before it, none behind it."""
    whole = re.compile(rf"(?<![\d.]){re.escape(number)}(?!次|\d)" if number[-1] in "人0123456789"
                       else rf"(?<![\d.]){re.escape(number)}")  # fmt: skip
    return any(whole.search(line) for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("name", ISSUES)
def test_the_figures_are_in_the_data(give: Any, name: str) -> None:
    printed = give(name)
    for figure in (each for each in FIGURES if each.issue == name):
        assert told(printed.data, figure) == [(figure.value, figure.unit)], figure


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted({figure.issue for figure in FIGURES}))
def test_the_figures_stand_in_the_file(give: Any, name: str, kind: str) -> None:
    lines = texts(give(name).files[kind])
    mine = [figure for figure in FIGURES if figure.issue == name]
    assert [figure.printed for figure in mine if not holds(lines, figure.printed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ISSUES if name != "tieling-week"])
def test_four_files_say_what_was_composed(
    give: Any, name: str, shared: Path, request: pytest.FixtureRequest
) -> None:
    """Scenario 37 for every kind of bulletin: each cell and each line, in each file."""
    asked, printed = ISSUES[name], give(name)
    room = enter(Workspace(root_of(shared, asked.sample, request)), asked.campaign)
    options = ReportOptions(by=asked.by)  # type: ignore[arg-type]
    found = report(room, asked.wish, known_at=parse_moment(KNOWN), options=options)
    assert differences(found.bulletin, printed.files.values()) == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [name for name in ISSUES if ISSUES[name].sample in NOWHERE])
def test_what_overlaps_is_added_nowhere(give: Any, name: str, kind: str) -> None:
    number = NOWHERE[ISSUES[name].sample]
    whole = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d)")
    lines = printed_in(give(name).files[kind])
    assert [line for line in lines if whole.search(line.text)] == []
    assert not any(pair in line.text for line in lines for pair in ("16案", "22人"))


@pytest.mark.slow
def test_the_number_that_was_lost_is_told_as_counted(
    give: Any, shared: Path, request: pytest.FixtureRequest
) -> None:
    root, files = root_of(shared, "jiuyuan", request), give("jiuyuan").files
    ran = enforce("problems", "list", "-C", root, "--json")
    (broken,) = (p for p in ran.json["data"]["problems"] if p["code"] == "S-28")
    assert "今年1至9月，我院共执结涉民生小标的案件" in broken["message"]
    stated = enforce("export", "statements", "-C", root, "--campaign", "small2025", "--json")
    # What the text does state is there; the number that it lost is not.
    said = {(line["indicator"], line["value"]) for line in stated.json["data"]["records"]}
    assert said == {("cases_settled", 9), ("operations", 12)}
    for path in files.values():
        printed = [line.text for line in printed_in(path)]
        assert not any("报）" in text or "推）" in text for text in printed), path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("court", "cause", "fen", "actions"),
    [
        ("内0622", "抚养费纠纷", 11_150_000, {None, "support", "livelihood", "all_five"}),
        ("内0603", "借款合同纠纷", 14_000_000, set()),
    ],
)
def test_what_the_two_stories_count_for(
    shared: Path, request: pytest.FixtureRequest, court: str, cause: str, fen: int, actions: set
) -> None:
    """T4 and T5: child support of 11.15万元 is 涉民生 and not small; a loan of 14万元 is neither."""
    root = root_of(shared, "ordos", request)
    cases = enforce("export", "cases", "-C", root, "--json").json["data"]["records"]
    (number,) = (
        case["case_no"]
        for case in cases
        if (case["court"], case["cause"], case["claim_fen"]) == (court, cause, fen)
    )
    found = set()
    for action in (None, "wages", "support", "injury", "basics", "small", "livelihood", "all_five"):
        named = ("--action", action) if action else ()
        ran = enforce("explain", "执行完毕", "-C", root, "--total", *named, "--json")
        (figure,) = ran.json["data"]["figures"]
        if number in {part["case_no"] for part in figure["parts"]}:
            found.add(action)
    assert found == actions
