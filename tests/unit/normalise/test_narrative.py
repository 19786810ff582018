"""The figures of a text: which are the sender's own of the period, what is asked, what is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.check.narrative import settle_text
from enforcement_cli.claims.read import claims_in
from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.crosstab.words import words_for
from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.court import Court
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.passage import Passage, offsets_of, paragraphs, passage_of
from enforcement_cli.model.period import Calendar
from enforcement_cli.model.problem import Problem
from enforcement_cli.normalise.narrative import narrative_batch
from enforcement_cli.normalise.narrative_figures import Words
from enforcement_cli.normalise.narrative_whose import Sender
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workflow.text_doubts import is_rounded

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
CAMPAIGN = Campaign(
    id="winter70",
    name="“大干70天”冬季专项执行行动",
    label="70天",
    start=dt.date(2025, 12, 20),
    end=dt.date(2026, 2, 28),
    actions=(
        Action(id="small", name="小标的案件"),
        Action(id="livelihood", name="涉民生案件"),
        Action(id="wages", name="整治欠薪案件"),
    ),
)
DESK = Desk(
    court="辽12",
    calendar=Calendar(),
    campaigns=(CAMPAIGN,),
    courts=(
        Court(code="辽12", name="辽宁省铁岭市中级人民法院", short="铁岭中院", level="intermediate"),
        Court(code="辽1202", name="铁岭市银州区人民法院", short="银州区法院", aliases=("银州法院", "银州")),
        Court(code="辽1224", name="昌图县人民法院", short="昌图县法院", aliases=("昌图法院", "昌图")),
    ),
)  # fmt: skip
P, C = "period", "cumulative"


def read(text: str, court: str = "辽1202", claims: tuple[Claim, ...] | None = None):
    """Statements as (action, indicator, basis, value, unit), the cells asked, the problems."""
    names = court_names(DESK)
    words = Words(
        text=text,
        claims=claims_in(text) if claims is None else claims,
        sender=Sender(court=court, names=names.names, over_others=court == DESK.court),
        campaign=CAMPAIGN,
        actions=words_for(CAMPAIGN, names).actions,
        week=2,
    )
    made = narrative_batch(words, file_name="a.txt", sha256="0", evidence=())
    head = ReturnHead(
        campaign="winter70", court=court, form="narrative", period_start=dt.date(2025, 12, 22),
        period_end=dt.date(2025, 12, 28), as_of=dt.date(2025, 12, 28),
    )  # fmt: skip
    kept = Problem(rule=rule("F-17"), origin=Origin(file="a.txt"), facts={"told": ""})
    settled = settle_text(made.value, head, CAMPAIGN, (kept, *made.problems))
    return settled.value.frames["statements"], settled.problems


def stated(text: str, **given):
    frame, problems = read(text, **given)
    asked = {(p.origin.sheet, p.origin.row, p.origin.column) for p in problems if p.did == "blank"}
    return [
        (row.action if isinstance(row.action, str) else None, row.indicator, row.basis, row.value, row.unit)
        for row in frame.astype(object).itertuples()
        if (row.sheet, row.row, row.column_number) not in asked
    ]  # fmt: skip


def codes(text: str, **given) -> list[str]:
    return [problem.code for problem in read(text, **given)[1] if problem.code != "F-17"]


def test_a_bulletin_of_short_lines() -> None:
    text = (
        "银州区法院冬季行动战报\n（第2周）\n一、总体情况：本周共执结案件25件\n"
        "二、到位金额：113.25万元\n三、强制措施：拘留3人、拘传5人次、罚款2人次，罚款金额1.2万元\n"
        "四、行动以来累计：执结120件，到位1356.2万元"
    )
    assert stated(text) == [
        (None, "cases_closed", P, 25, "件"),
        (None, "amount_recovered", P, 113_250_000, "fen"),
        (None, "persons_detained", P, 3, "人"),
        (None, "persons_compelled", P, 5, "人次"),
        (None, "persons_fined", P, 2, "人次"),
        (None, "fines_amount", P, 1_200_000, "fen"),
        (None, "cases_closed", C, 120, "件"),
        (None, "amount_recovered", C, 1_356_200_000, "fen"),
    ]
    assert codes(text) == []


def test_lists_go_to_their_actions_in_order() -> None:
    text = "本周，小标的案件、涉民生案件、整治欠薪案件分别执结12件、8件、3件。"
    assert [(a, v) for a, _, _, v, _ in stated(text)] == [
        ("small", 12), ("livelihood", 8), ("wages", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("本周，我院与昌图县法院联合执结3件。", "S-29"),
        ("昌图县法院也在攻坚。该院执结30件。", "S-29"),
        ("昌图县法院本周执结30件。", "S-30"),
        ("全市法院本周执结913件。", "S-30"),
        ("本周，第一团队执结5件。", "S-29"),
        ("此次行动，拘留8人。", "S-31"),
        ("今年以来，我院深入攻坚。\n拘留8人。", "S-31"),
        ("三天两夜，拘留7人。", "S-32"),
        ("上周执结12件。", "S-32"),
        ("第一周执结12件。", "S-32"),
        ("12月27日，拘传4人。", "S-32"),
        ("本月执结12件。", "S-32"),
        ("今年以来，累计执结2251件。", "S-32"),
        ("“春雷”行动开展以来，执结70件。", "S-32"),
        ("本周执结涉金融案件30件。", "S-34"),
        ("本周执结恢复执行案件7件。", "S-34"),
        ("本周执行到位113万余元。", "V-27"),
        ("本周执结案件近百件。", "V-27"),
        ("本周执结案件1 2件。", "V-27"),
        ("本周执结12件。\n本周共执结13件。", "X-15"),
        ("银州区法院战报\n按照方案，昌图县法院本周执结30件。", "S-30"),
        ("银州区法院战报\n按照部署昌图县法院本周执结30件。", "S-30"),
    ],
)
def test_what_is_not_plainly_the_senders_own_is_never_counted(text: str, code: str) -> None:
    assert (stated(text), set(codes(text))) == ([], {code})


@pytest.mark.parametrize(
    "text",
    [
        "在铁岭中院统一部署下，本周执结12件。",
        "按照全市法院会议要求，本周我院执结12件。",
        "银州区法院战报\n在市中院统一部署下，执结12件。",
        "银州区法院战报\n按照市中院部署，本周执结12件。",
        "银州区法院战报\n市中院统一部署下，执结12件。",
        "银州区法院战报\n在省高院、市中院督导下执结12件。",
        "银州区法院战报\n根据铁岭中院的统一安排，本周执结12件。",
        "昌图县法院本周执结30件，银州区法院执结12件。",
        "12月22日至12月28日，全院执结12件。",
        "“大干70天”行动进入第二周，执结12件。",
        "本周执结12件，比上周增加3件，增长33.3%。",
        "本周执结12件。\n本周，我院共执结12件。",
        "本周执结12件，其中5件为夫妻同案。",
    ],
)
def test_what_is_the_senders_own_is_counted(text: str) -> None:
    assert [row for row in stated(text) if row[1] == "cases_closed"] == [
        (None, "cases_closed", P, 12, "件")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "行动以来，执结120件。", "截至12月28日，累计执结120件。", "12月20日以来，执结120件。",
        "2025年12月20日至12月28日，执结120件。", "“大干70天”冬季专项执行行动开展以来，执结120件。",
    ],
)  # fmt: skip
def test_to_date_is_from_the_campaigns_first_day(text: str) -> None:
    assert stated(text) == [(None, "cases_closed", C, 120, "件")]


def test_the_desks_own_court_does_not_count_the_city() -> None:
    assert stated("全市两级法院本周执结913件。", court="辽12") == []
    assert codes("本周执结913件。", court="辽12") == ["S-29"]
    assert stated("铁岭中院本周执结13件。", court="辽12") == [(None, "cases_closed", P, 13, "件")]


@pytest.mark.parametrize(
    "title",
    [
        "辽宁省铁岭市中级人民法院第2周战报（12月22日至12月28日）",
        "铁岭中院战报",
        "铁岭中院冬季行动战报\n（第2周）\n铁岭中院执行局",
        "一、铁岭中院工作情况",
        "本院战报",
    ],
)
@pytest.mark.parametrize("told", ["本周执结913件。", "本周，共执结913件，到位30万元。"])
def test_the_name_over_the_hosts_text_is_no_subject(title: str, told: str) -> None:
    """The host tells of the whole city under its own name: 913 may be anybody's."""
    text = f"{title}\n{told}"
    assert (stated(text, court="辽12"), set(codes(text, court="辽12"))) == ([], {"S-29"})
    # A basic court's name over its text is its own.
    own = text.replace("辽宁省铁岭市中级人民法院", "银州区法院").replace("铁岭中院", "银州区法院")
    assert [row for row in stated(own) if row[1] == "cases_closed"] == [
        (None, "cases_closed", P, 913, "件")
    ]


def test_the_host_in_a_sentence_is_a_subject() -> None:
    text = "铁岭中院战报\n本周，铁岭中院持续发力，执结13件。\n到位3万元。"
    assert [row[1] for row in stated(text, court="辽12")] == ["cases_closed", "amount_recovered"]


def test_what_is_left_out_is_told_in_chinese() -> None:
    _, problems = read("本月执结50件。本季度执结80件。")
    words = [problem.facts["words"] for problem in problems if problem.code == "S-32"]
    assert words == ["本月", "本季度"]
    _, problems = read("本周执结案件20件，其中5件执行完毕。本周执结涉金融案件30件。")
    part, kind = (problem for problem in problems if problem.code == "S-34")
    assert (part.facts["values"], "类别" in part.message) == ("5件", False)
    assert part.message.count("5件") == 2  # the sentence, and the value
    assert "涉金融" in kind.facts["reason"]


def test_money_after_an_action_may_be_all_or_the_actions() -> None:
    assert codes("本周执结小标的案件50件，到位30万元。") == ["S-33"]
    assert stated("本周，小标的案件执结50件，到位30万元。") == [
        ("small", "cases_closed", P, 50, "件"),
        ("small", "amount_recovered", P, 30_000_000, "fen"),
    ]
    headed = "一、小标的案件\n本周执结12件，到位3万元。\n二、强制措施\n本周拘留2人。"
    assert [(a, i) for a, i, *_ in stated(headed)] == [
        ("small", "cases_closed"), ("small", "amount_recovered"), (None, "persons_detained"),
    ]  # fmt: skip


def test_what_is_told_of_one_raid_gives_way_to_the_weeks_own() -> None:
    text = "本周拘留5人。此次行动，拘留3人。"
    assert (stated(text), codes(text)) == ([(None, "persons_detained", P, 5, "人")], ["S-35"])


def test_a_rough_figure_gives_way_to_the_exact_one() -> None:
    text = "本周到位113万余元。\n本周执行到位113.25万元。"
    assert stated(text) == [(None, "amount_recovered", P, 113_250_000, "fen")]
    assert codes(text) == []


def test_anecdotes_and_what_nobody_states_are_no_statements() -> None:
    text = "本周，被执行人王某某当场履行2万元，5位农民工领到工资。12万人次观看直播，15名代表见证。"
    assert (stated(text), codes(text)) == ([], [])


def test_a_share_is_held_against_its_own_parts() -> None:
    right = "本周新收20件，执结10件，执行完毕5件，执行完毕率50%。"
    assert [i for _, i, *_ in stated(right)] == ["cases_filed", "cases_closed", "cases_completed"]
    assert codes(right) == []
    assert codes(right.replace("50%", "60%")) == ["V-21"]


def test_units_that_the_figure_does_not_have_are_not_taken() -> None:
    assert stated("本周限高并纳入失信857人。") == [
        (None, "persons_restricted_or_blacklisted", P, 857, "人")
    ]
    assert stated("本周搜查12平方米。") == []


def test_claims_may_be_anybodys() -> None:
    text = "本周执结１２件。"
    at = text.index("１")
    claim = Claim(
        metric="cases_closed", value=Decimal(12), unit="件", raw="１２件", start=at, end=at + 3,
        sentence=(0, len(text)), period="本周",
    )  # fmt: skip
    assert stated(text, claims=(claim,)) == [(None, "cases_closed", P, 12, "件")]
    elsewhere = replace(claim, period="战役期间")
    assert codes(text, claims=(elsewhere,)) == ["S-31"]
    assert codes(text, claims=(replace(claim, subject="昌图"),)) == ["S-30"]
    assert codes(text, claims=(replace(claim, action="血汗钱"),)) == ["S-34"]


def test_places_are_paragraph_and_characters_and_lead_back() -> None:
    text = "战报\r\n\r\n　　本周执结12件，到位3万元。\n\n拘留2人。"
    spans = paragraphs(text)
    for raw in ("12件", "3万元", "2人"):
        start = text.index(raw)
        place = passage_of(spans, start, start + len(raw))
        assert text[slice(*offsets_of(text, place))] == raw
    place = passage_of(spans, text.index("12件"), text.index("12件") + 3)
    assert place == Passage("正文 第2段", 5, 7)
    assert Origin(file="a", sheet=place.sheet, row=place.row, column=place.column).cell == (
        "正文 第2段 5–7字"
    )
    assert Origin(file="a", sheet="正文", row=5, column=7).cell == "正文!G5"
    assert offsets_of(text, Passage("正文 第9段", 1, 2)) is None


def test_f17_says_how_many_were_read() -> None:
    _, problems = read("本周执结12件，到位113万余元。全市法院执结913件。")
    (kept,) = (problem for problem in problems if problem.code == "F-17")
    assert [word for word in ("2 项", "1 项", "1 个") if word in kept.message] == ["2 项", "1 项", "1 个"]  # fmt: skip


def test_words_round_and_do_not_differ() -> None:
    assert is_rounded(113_250_000, 113_248_760, 1_132_500)
    assert not is_rounded(113_250_000, 113_300_000, 1_132_500)
    assert not is_rounded(100_000_000, 149_000_000, 1_000_000)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("0*.txt")), ids=lambda path: path.name[:3])
def test_a_press_report_gives_the_sender_no_figure_unasked(seed: Path) -> None:
    """Five other courts' reports under 银州's title: nothing of them is 银州's week."""
    text = "银州区法院战报\n（第2周）\n" + seed.read_text("utf-8")
    assert stated(text) == []
