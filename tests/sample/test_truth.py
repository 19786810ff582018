"""The sample campaign end to end against its ground truth: every finding, figure and case."""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.store.publications import find_issue
from enforcement_cli.store.read import all_problems
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.answers import Explanation, explain_problem
from enforcement_cli.workflow.figures import figure_json, figures_of
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.report import Report, report, write_report
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room, base_relations
from tests.campaign import SAMPLE, Played, rows_of

LATER = datetime(2026, 6, 1, tzinfo=BEIJING)
LAST_ISSUE = datetime.fromisoformat(rows_of("issues.csv")[-1]["known_at"])
WEEKS = range(1, 12)
TOTAL = PeriodWish(kind="total", day=date(2026, 2, 28))
SPRING = PeriodWish(kind="operation", operation="spring")
RAID = PeriodWish(kind="operation", operation="raid")
# A sum of overlapping categories that an earlier system printed; it must never come out.
FORBIDDEN = "1198"

Key = tuple[str, str, str | None, str | None]


def figures_by_key(figures: list[dict]) -> dict[Key, tuple[int | None, str]]:
    return {
        (f["indicator"], f["basis"], f["action"], f["court"]): (f["value"], f["unit"])
        for f in figures
    }


def truth() -> dict[tuple[str, str, str, date], dict[Key, tuple[int | None, str]]]:
    groups: dict[tuple[str, str, str, date], dict[Key, tuple[int | None, str]]] = defaultdict(dict)
    for row in rows_of("truth/figures.csv"):
        group = row["known"], row["kind"], row["id"], date.fromisoformat(row["end"])
        key = row["indicator"], row["basis"], row["action"] or None, row["court"] or None
        groups[group][key] = (int(row["value"]) if row["value"] else None, row["unit"])
    return groups


TRUTH = truth()


def wrong(expected: dict, found: dict) -> dict:
    """The figures that differ; a missing value has no unit worth comparing."""
    differing = {}
    for key, (value, unit) in expected.items():
        got = found.get(key)
        if got is None or got[0] != value or (value is not None and got[1] != unit):
            differing[key] = ((value, unit), got)
    return differing


def computed(room: Room, wish: PeriodWish, known_at: datetime) -> dict:
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    with open_store(room.workspace.store, write=False) as connection:
        found = figures_of(connection, room, period, previous, known_at)
    return figures_by_key([figure_json(figure) for figure in found.figures])


def wish_of(kind: str, name: str, end: date) -> PeriodWish:
    if kind == "operation":
        return PeriodWish(kind="operation", operation=name)
    return PeriodWish(kind=kind, day=end)  # type: ignore[arg-type]


def test_there_is_a_truth_to_compare_with() -> None:
    assert len(rows_of("truth/figures.csv")) > 9_000
    assert {group[0] for group in TRUTH} == {"published", "final"}


def test_findings_are_those_planted(played: Played) -> None:
    assert played.result.unexpected == ()
    assert played.result.not_found == ()
    assert len(played.result.found) == len(rows_of("truth/findings.csv"))


@pytest.mark.parametrize(
    "group", [g for g in TRUTH if g[:2] == ("published", "week")], ids=lambda g: g[2]
)
def test_published_figures(played: Played, group: tuple) -> None:
    wish = wish_of(*group[1:])
    room = played.room
    period, _ = resolve_period(wish, room.desk, room.campaign, LATER.date())
    with open_store(room.workspace.store, write=False) as connection:
        issue = find_issue(connection, campaign=room.campaign.id, period=period)
    assert issue is not None
    assert wrong(TRUTH[group], figures_by_key(issue.figures)) == {}


@pytest.mark.parametrize(
    "group",
    [g for g in TRUTH if g[:2] != ("published", "week")],
    ids=lambda g: f"{g[0]}-{g[2]}",
)
def test_computed_figures(played: Played, group: tuple) -> None:
    known_at = LAST_ISSUE if group[0] == "published" else LATER
    found = computed(played.room, wish_of(*group[1:]), known_at)
    assert wrong(TRUTH[group], found) == {}


def test_what_was_published_is_computed_again_as_of_then(played: Played) -> None:
    for row in rows_of("issues.csv")[:3]:
        end = date.fromisoformat(row["end"])
        known_at = datetime.fromisoformat(row["known_at"])
        group = "published", "week", row["week"], end
        wish = PeriodWish(kind="week", day=end)
        assert wrong(TRUTH[group], computed(played.room, wish, known_at)) == {}


def test_late_closings_week_by_week(played: Played) -> None:
    expected = defaultdict(list)
    for row in rows_of("truth/late.csv"):
        if row["actions"]:
            expected[row["week"]].append(
                (row["court"], row["case_no"], row["closed_on"], int(row["change"]))
            )
    assert len(played.revisions) == len(rows_of("issues.csv"))
    for row, found in zip(rows_of("issues.csv"), played.revisions, strict=True):
        mine = [
            (r.court, r.case_no, r.closed_on.isoformat(), r.sign) for r in found if r.closed_on
        ]
        assert sorted(mine) == sorted(expected[row["week"]]), row["week"]


def plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def final_cases(room: Room, names: str) -> list[tuple]:
    with open_store(room.workspace.store, write=False) as connection:
        parts = base_relations(connection, room, LATER)
        clause = "WITH " + ",\n".join(f"{name} AS ({sql})" for name, sql in parts.items())
        return connection.execute(
            f"{clause} SELECT {names} FROM current_cases ORDER BY case_no"
        ).fetchall()


def test_every_case(played: Played) -> None:
    from enforcement_cli.vocabulary.words import close_method_name

    expected = rows_of("truth/cases.csv")
    names = [name for name in expected[0] if name != "actions"]
    found = final_cases(played.room, ", ".join(names))
    assert len(found) == len(expected)
    differing = []
    for row, cells in zip(sorted(expected, key=lambda r: r["case_no"]), found, strict=True):
        mine = dict(zip(names, map(plain, cells), strict=True))
        mine["close_method"] = close_method_name(mine["close_method"])
        # Money nobody stated is missing here, 0 in the truth's accounts.
        mine["recovered_fen"] = mine["recovered_fen"] or "0"
        for name in names:
            if mine[name] != row[name]:
                differing.append((row["case_no"], name, row[name], mine[name]))
    assert differing == []


# --- the numbers of the issue, as printed -----------------------------------------------------


def printed(played: Played, wish: PeriodWish, folder: Path) -> tuple[Report, str, list[list]]:
    """A bulletin written as Markdown and Excel, read back by readers that do not calculate."""
    found = report(played.room, wish, known_at=LATER)
    workspace = played.room.workspace
    templates = {
        "md": template_path(workspace, "weekly.md.j2"),
        "xlsx": template_path(workspace, "weekly.xlsx"),
    }
    files = write_report(found, ("md", "xlsx"), folder, templates)
    return found, files["md"].read_text("utf-8"), cells_of(files["xlsx"])


def cells_of(path: Path) -> list[list]:
    book = CalamineWorkbook.from_path(str(path))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def near_row(rows: list[list], *wanted: str) -> bool:
    """Whether one row holds all the numbers."""
    numbers = [Decimal(text) for text in wanted]
    for row in rows:
        held = [Decimal(str(v)).quantize(Decimal("0.01")) for v in row if isinstance(v, int | float)]
        if all(number in held for number in numbers):
            return True
    return False


def md_rows(text: str) -> list[list]:
    def value(cell: str) -> object:
        return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell

    return [
        [value(cell.strip()) for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]


def test_headline_of_the_campaign(played: Played, tmp_path: Path) -> None:
    found, text, cells = printed(played, TOTAL, tmp_path)
    wanted = ("913", "190", "95", "964", "1544.84")
    assert near_row(cells, *wanted)
    assert near_row(md_rows(text), *wanted)
    for number in ("913件", "190件", "95件", "964件", "1544.84万元"):
        assert number in text
    figures = figures_by_key([figure_json(f) for f in found.figures.figures])
    closed = [figures["cases_closed", "period", a, None][0] for a in ("small", "livelihood", "wages")]
    assert closed == [913, 190, 95]
    assert figures["amount_recovered", "period", None, None] == (1_544_840_000 // 10, "fen") or (
        figures["amount_recovered", "period", None, None] == (154_484_0000, "fen")
    )


def test_headline_of_the_last_week_is_the_campaigns(played: Played, tmp_path: Path) -> None:
    _, text, cells = printed(played, PeriodWish(kind="week", day=date(2026, 2, 28)), tmp_path)
    for rows in (cells, md_rows(text)):
        assert near_row(rows, "913", "190", "95", "964", "1544.84")


def test_headline_of_the_operations(played: Played, tmp_path: Path) -> None:
    found, text, cells = printed(played, SPRING, tmp_path)
    for rows in (cells, md_rows(text)):
        assert near_row(rows, "150", "333.51")
    value = found.figures.figure(FigureKey(indicator="cases_closed", court="辽1281"))
    assert value is not None
    assert value.value == 150
    assert {f.key.court for f in found.figures.figures} <= {None, "辽1281"}

    found, text, cells = printed(played, RAID, tmp_path)
    assert near_row(md_rows(text), "12.7")
    assert near_row(cells, "12.7")
    detained = found.figures.figure(FigureKey(indicator="persons_detained", court="辽1223"))
    assert detained is not None
    assert (detained.value, detained.unit) == (7, "人")
    assert "7人" in text.replace("人次", "")


def everything_written(played: Played, folder: Path) -> Iterator[tuple[str, str]]:
    workspace = played.room.workspace
    for week in WEEKS:
        yield f"{week}.md", played.bulletin(week, "md").read_text("utf-8")
        yield f"{week}.xlsx", repr(cells_of(played.bulletin(week, "xlsx")))
    for wish in (TOTAL, SPRING, RAID):
        _, text, cells = printed(played, wish, folder)
        yield f"{wish.kind}.md", text
        yield f"{wish.kind}.xlsx", repr(cells)
    with open_store(workspace.store, write=False) as connection:
        for (figures,) in connection.execute("SELECT figures FROM publications").fetchall():
            yield "figures", json.dumps([f["value"] for f in json.loads(figures)])


def test_the_sum_of_overlapping_actions_appears_nowhere(played: Played, tmp_path: Path) -> None:
    seen = 0
    for name, text in everything_written(played, tmp_path):
        seen += 1
        assert not re.search(rf"(?<!\d){FORBIDDEN}(?!\d)", text), name
    assert seen >= 2 * 11 + 6 + 11


# 累计执结522件＝上期累计（已发布）394件＋本期110件＋补报及更正前期18件
IDENTITY = re.compile(r"([^；。\n]*?)＝([^；。\n]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?=万?[件元])")


@pytest.mark.parametrize("week", WEEKS)
def test_every_issue_states_the_identity_and_it_adds_up(played: Played, week: int) -> None:
    text = played.bulletin(week, "md").read_text("utf-8")
    sums = []
    for left, right in IDENTITY.findall(text):
        totals, parts = NUMBER.findall(left), NUMBER.findall(right)
        if totals and len(parts) == 3:
            sums.append((Decimal(totals[-1]), sum(map(Decimal, parts))))
    if week == 1:
        assert sums == []  # nothing was published before
        return
    assert len(sums) == 2
    for total, of_parts in sums:
        # Money is printed to 0.01万元, each number rounded by itself.
        slack = Decimal(0) if total == total.to_integral_value() else Decimal("0.02")
        assert abs(total - of_parts) <= slack


def test_markdown_excel_and_figures_agree(played: Played) -> None:
    """Every number of the city's row of every issue, in both files, is a published figure."""
    for week in WEEKS:
        text = md_rows(played.bulletin(week, "md").read_text("utf-8"))
        cells = cells_of(played.bulletin(week, "xlsx"))
        for row in text:
            if row[0] == "全市合计":
                numbers = [f"{v}" for v in row if isinstance(v, float)]
                assert near_row(cells, *numbers), (week, row)


# --- again, and in any order -------------------------------------------------------------------


def state_of(room: Room) -> dict[str, list]:
    """All that figures and doubts are made of, without the ids that number arrivals.

    Files go by their bytes: which of two copies was the duplicate depends on their order. Doubts
    that came and went on the way are history and no part of the state.
    """
    queries = {
        "cases": "SELECT * EXCLUDE (last_rank) FROM current_cases ORDER BY case_no",
        "receipts": "SELECT r.case_no, r.day, r.amount_fen, r.nature, r.sheet, r.row, n.sha256"
        " FROM receipts r JOIN returns n USING (return_id) ORDER BY ALL",
        "measures": "SELECT m.* EXCLUDE (return_id), n.sha256 FROM current_measures m"
        " JOIN returns n USING (return_id) ORDER BY ALL",
    }
    with open_store(room.workspace.store, write=False) as connection:
        parts = base_relations(connection, room, LATER)
        clause = "WITH " + ",\n".join(f"{name} AS ({sql})" for name, sql in parts.items())
        found = {name: connection.execute(f"{clause} {q}").fetchall() for name, q in queries.items()}
        found["problems"] = sorted(
            (p.file_name, p.code, p.sheet or "", p.row or 0, p.column or 0, p.field, p.case_no, p.state)
            for p in all_problems(connection, LATER)
            if p.severity != "fixed" and p.state != "corrected"
        )
    return found


def arrivals() -> dict[str, datetime]:
    """When each file came, as the demo received it: a day's files all with its last."""
    days: dict[str, datetime] = {}
    manifest = rows_of("manifest.csv")
    for row in manifest:
        moment = datetime.fromisoformat(row["received_at"])
        days[row["received_at"][:10]] = max(days.get(row["received_at"][:10], moment), moment)
    return {row["file"]: days[row["received_at"][:10]] for row in manifest}


def answer_all(room: Room) -> None:
    for row in rows_of("answers.csv"):
        explanation = Explanation(
            code=row["code"], by=row["by"], reason=row["reason"], court=row["court"],
            case_no=row["case_no"],
        )  # fmt: skip
        explain_problem(room, explanation, at=datetime.fromisoformat(row["at"]))


@pytest.fixture(scope="module")
def shuffled(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Another desk that got the same files in another order, with the same times of receipt."""
    room = played.room_in(tmp_path_factory.mktemp("shuffled") / "desk")
    files = list(arrivals().items())
    random.Random(7).shuffle(files)
    moments = list(dict.fromkeys(moment for _, moment in files))
    for moment in moments:
        paths = [SAMPLE / name for name, came in files if came == moment]
        options = IngestOptions(received_at=moment, root=SAMPLE)
        ingest(room, paths, options, reader=played.reader)
    answer_all(room)
    return room


def test_any_order_of_arrival_gives_the_same_state(played: Played, shuffled: Room) -> None:
    expected, found = state_of(played.room), state_of(shuffled)
    for name in ("cases", "receipts", "measures"):
        assert found[name] == expected[name], name


def test_any_order_of_arrival_gives_the_same_problems(played: Played, shuffled: Room) -> None:
    assert state_of(shuffled)["problems"] == state_of(played.room)["problems"]


def test_any_order_of_arrival_gives_the_same_figures(played: Played, shuffled: Room) -> None:
    assert computed(shuffled, TOTAL, LATER) == computed(played.room, TOTAL, LATER)


def test_everything_again_is_a_duplicate_and_changes_nothing(
    played: Played, shuffled: Room
) -> None:
    before = state_of(shuffled)
    options = IngestOptions(received_at=LATER, root=SAMPLE)
    receipts = ingest(shuffled, [SAMPLE / "returns"], options, reader=played.reader)
    taken = {r.file for r in played.result.receipts if r.status in ("accepted", "gaps")}
    for receipt in receipts:
        expected = {"duplicate"} if receipt.file in taken else {"duplicate", "returned", "skipped"}
        assert receipt.status in expected, receipt.file
    assert state_of(shuffled) == before


# --- the maker ---------------------------------------------------------------------------------


def made(folder: Path, *, faults: bool) -> Path:
    from sample_data.make import make

    make(folder, faults=faults)
    return folder


def test_the_sample_is_made_again_to_the_byte(tmp_path: Path) -> None:
    made(tmp_path, faults=True)
    files = {p.relative_to(SAMPLE) for p in SAMPLE.rglob("*") if p.is_file()}
    again = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    assert again == files
    differing = [f for f in files if (tmp_path / f).read_bytes() != (SAMPLE / f).read_bytes()]
    assert differing == []


@pytest.mark.slow
def test_the_clean_campaign_has_no_faults(tmp_path: Path) -> None:
    sample = made(tmp_path / "clean", faults=False)
    with (sample / "manifest.csv").open(encoding="utf-8-sig") as file:
        names = [row["file"] for row in csv.DictReader(file)]
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    room = enter(create_workspace(tmp_path / "desk", (sample / "enforce.toml").read_text("utf-8")))
    options = IngestOptions(received_at=LATER, root=sample)
    receipts = ingest(room, [sample / name for name in names], options)
    problems = [problem for receipt in receipts for problem in receipt.problems]
    assert {receipt.status for receipt in receipts} == {"accepted"}
    assert [p for p in problems if p.severity == "return"] == []
    assert len([p for p in problems if p.severity == "query"]) <= 2


def test_replaying_knows_the_slot_not_only_the_bytes(played: Played, shuffled: Room) -> None:
    """A file of another name with known bytes is read, and found to be the same return."""
    sent = next(r for r in played.result.receipts if r.status == "accepted")
    task = played.readings[sent.file].task
    renamed = SAMPLE.parent / "x"  # never opened: the reader has it already
    del renamed

    def reader(tasks, workers):
        del workers
        for given in tasks:
            yield replace(played.readings[sent.file], task=replace(given, shown=given.shown))

    copy = shuffled.workspace.root / ("副本" + Path(sent.file).name)
    copy.write_bytes(task.path.read_bytes())
    (receipt,) = ingest(shuffled, [copy], IngestOptions(received_at=LATER), reader=reader)
    assert (receipt.status, receipt.return_id is not None) == ("duplicate", True)
