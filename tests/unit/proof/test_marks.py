"""A text against figures: what matches, what differs and what it is instead, what is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.proof import Mark
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.marks import marks_of
from enforcement_cli.workflow.claims import claims_of
from tests.unit.proof.slip_texts import (
    ACTIONS,
    ALL,
    DIAOBINGSHAN,
    QINGHE,
    YINZHOU,
    figures,
    ground,
    key,
    prose,
)

CLOSED = {
    None: (176, 964), YINZHOU: (34, 188), QINGHE: (12, 78), DIAOBINGSHAN: (67, 216),
}  # fmt: skip
WAN = 1_000_000
BEFORE = (21, 788)


def world(printed: Bulletin | None = None) -> Ground:
    """A week with the one before it: closings by court and money, one operation beside them."""
    now = figures(
        {key("cases_closed", court): (week, BEFORE[0]) for court, (week, _) in CLOSED.items()}
        | {key("cases_closed", c, "cumulative"): (n, BEFORE[1]) for c, (_, n) in CLOSED.items()}
        | {
            key("amount_recovered"): (276_030_000, 68_550_000),
            key("amount_recovered", None, "cumulative"): (1_544_840_000, None),
            key("completion_rate", None, "cumulative"): (Decimal("0.60504"), Decimal("0.5")),
            key("persons_detained", YINZHOU): (0, 3),
        }
    )
    small = FigureKey(indicator="cases_closed", basis="cumulative", action="small")
    now[small] = Figure(key=small, value=913, unit="件")
    now[key("persons_detained")] = Figure(
        key=key("persons_detained"), value=None, unit="人次", note="未报"
    )
    held = ground(now, issue=None)
    then = figures(
        {key("cases_closed"): (21, None), key("cases_closed", None, "cumulative"): (788, None)}
    )
    previous = Window(
        kind="previous", label="第10周", start=date(2026, 2, 16), end=date(2026, 2, 22),
        figures=then, courts=ALL, actions=ACTIONS,
    )  # fmt: skip
    raid = Window(
        kind="beside", label="三天两夜集中行动", name="三天两夜集中行动", start=date(2026, 1, 13),
        end=date(2026, 1, 15), figures=figures({key("persons_detained"): (7, None)}),
        courts=(QINGHE,), options="--operation raid",
    )  # fmt: skip
    own = replace(held.own, options="--week --date 2026-02-28")
    return replace(held, windows=(own, previous, raid), printed=printed)


def marks(text: str, printed: Bulletin | None = None) -> list[Mark]:
    page = prose(text)
    return list(marks_of(page, claims_of(page), world(printed)))


def verdicts(text: str, printed: Bulletin | None = None) -> list[tuple[str, str]]:
    return [(mark.claim.raw, mark.verdict) for mark in marks(text, printed)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("本周全市法院执结案件176件。", "matches"),
        ("本周全市法院执结案件167件。", "differs"),
        ("截至目前，全市法院累计执结小标的案件913件。", "matches"),
        ("截至目前，全市法院累计执结小标的案件931件。", "differs"),
        ("本周全市法院执行到位276.03万元。", "matches"),
        ("本周全市法院执行到位276万元。", "rounded"),
        ("本周全市法院执行到位275万元。", "differs"),
        ("银州区法院本周执结34件。", "matches"),
        ("银州区法院本周执结案件，累计执结188件。", "matches"),
        ("累计首次执行案件执行完毕率60.50%。", "rounded"),
        ("本周全市法院执结176件，较上周增加155件。", "matches"),
        ("三天两夜，清河区法院共司法拘留7人。", "matches"),
        ("三天两夜，清河区法院共司法拘留8人。", "differs"),
        ("银州区法院、清河区法院两家法院累计执结266件。", "matches"),
        ("银州区法院、清河区法院两家法院累计执结267件。", "differs"),
        ("本周全市法院司法拘留5人次。", "absent"),
        ("沈阳市沈河区人民法院本周执结34件。", "absent"),
        ("本周全市法院搜查9次。", "absent"),
    ],
)
def test_one_number(text: str, verdict: str) -> None:
    """The last number of a sentence against the figure it is about; missing is never 0."""
    assert marks(text)[-1].verdict == verdict


def test_period_changes_inside_a_sentence() -> None:
    """The nearest words of days hold: 本周 for the first, 累计 for the second."""
    assert verdicts("银州区法院本周执结34件，累计执结188件。") == [
        ("34件", "matches"), ("188件", "matches"),
    ]  # fmt: skip
    assert [v for _, v in verdicts("银州区法院本周执结188件，累计执结34件。")] == [
        "differs",
        "differs",
    ]


def test_a_wrong_number_is_told_for_what_it_is() -> None:
    """Last week's number, another court's, cumulative for the week, 亿 for 万."""
    stale, other, basis, scale = (
        marks(text)[-1]
        for text in (
            "截至目前，全市法院累计执结788件。",
            "银州区法院本周执结67件。",
            "银州区法院本周执结188件。",
            "本周全市法院执行到位276.03亿元。",
        )
    )
    assert {mark.verdict for mark in (stale, other, basis, scale)} == {"differs"}
    assert "上一期" in stale.why
    assert stale.true == 964
    assert "调兵山市法院" in other.why
    assert "累计" in basis.why
    assert scale.shown == "276.03万元"


def test_a_figure_is_found_again() -> None:
    """The mark leads to its cells."""
    (mark,) = marks("银州区法院累计执结188件。")
    assert mark.key == key("cases_closed", YINZHOU, "cumulative")
    assert mark.explain == (
        "enforce explain cases_closed --week --date 2026-02-28 --court 辽1202 --cumulative"
    )
    assert mark.true == 188


def test_that_court_is_the_one_named_last() -> None:
    """该院 takes up the paragraph's court, and never one that the desk does not have."""
    text = "调兵山市法院本周执结67件。该院累计执结216件。"
    assert [v for _, v in verdicts(text)] == ["matches", "matches"]
    foreign = "银州区法院累计执结188件。\n沈河区人民法院派员到场。该院累计执结216件。"
    assert [v for _, v in verdicts(foreign)] == ["matches", "absent"]


def test_one_case_is_not_compared() -> None:
    """A story's money is nobody's total."""
    assert marks("被执行人赵某某当场履行3万余元。") == []


def bulletin(*paragraphs: str, numbers: tuple[Value, ...] = ()) -> Bulletin:
    columns = (
        Column(title="本周", kind="count", spanner="执结"),
        Column(title="累计", kind="count", spanner="执结"),
    )
    rows = tuple(
        Row(
            label=name,
            values=tuple(
                Value(shown=str(n), number=n, kind="count", key=key("cases_closed", court, basis))
                for n, basis in zip(CLOSED[court], ("period", "cumulative"), strict=True)
            ),
        )
        for name, court in (("银州区法院", YINZHOU), ("清河区法院", QINGHE))
    )
    table = FigureTable(id="t", title="各院", stubhead="法院", columns=columns, rows=rows)
    section = Section(title="总体", paragraphs=paragraphs, tables=(table,), numbers=numbers)
    return Bulletin(
        title="战报", subtitle="", issue="", period_line="", cutoff_line="", issuer="",
        sections=(section,),
    )  # fmt: skip


OURS = "期末未结244件；终结执行163件，平均用时36.5天。"


def test_our_own_sentence_is_held_against_what_we_print() -> None:
    """Also where nobody could read from the words what the number is of."""
    numbers = (
        Value(shown="244件", number=244, kind="count", key=key("cases_closed")),
        Value(shown="163件", number=163, kind="count"),
        Value(shown="36.5天", number=Decimal("36.47"), kind="decimal"),
    )
    printed = bulletin(OURS, numbers=numbers)
    assert {verdict for _, verdict in verdicts(OURS, printed)} <= {"matches", "rounded"}
    edited = OURS.replace("163", "136").replace("期末", "期末全市")
    assert ("136件", "differs") in verdicts(edited, printed)


def test_points_for_percent_in_our_own_sentence() -> None:
    """慢于序时进度5.00% is no difference of two rates."""
    text = "完成率95.00%，慢于序时进度5.00个百分点。"
    value = Value(shown="5.00个百分点", number=Decimal("0.05"), kind="rate", aspect="gap")
    rate = Value(shown="95.00%", number=Decimal("0.95"), kind="rate")
    printed = bulletin(text, numbers=(rate, value))
    (wrong,) = [m for m in marks(text.replace("个百分点", "%"), printed) if m.verdict == "differs"]
    assert wrong.claim.raw == "5.00%"
    assert wrong.shown == "5.00个百分点"


def test_cells_of_our_own_tables() -> None:
    """By line and column, under two rows of titles; two courts' numbers in each other's place."""
    rows = [
        ["法院", "执结", ""],
        ["", "本周", "累计"],
        ["银州区法院", "34", "188"],
        ["清河区法院", "12", "78"],
    ]
    right = prose("", (rows,))
    assert {m.verdict for m in marks_of(right, claims_of(right), world(bulletin()))} == {"matches"}
    swapped = [*rows[:2], ["银州区法院", "12", "188"], ["清河区法院", "34", "78"]]
    page = prose("", (swapped,))
    wrong = [
        m for m in marks_of(page, claims_of(page), world(bulletin())) if m.verdict == "differs"
    ]
    assert [(m.claim.raw, m.true) for m in wrong] == [("12", 34), ("34", 12)]
    assert "清河区法院" in wrong[0].why
