"""Declarations: ours are complete, a workspace's own add and replace, a wrong one has its line."""

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from enforcement_cli.indicator.card import card_of
from enforcement_cli.indicator.declaration import Entry, read_entry
from enforcement_cli.indicator.declare import (
    all_indicators,
    derived,
    faults_in,
    in_force,
    indicator_named,
    shipped,
)
from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.indicator.where import FACT_COLUMNS, fault_of
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.relations import asking
from enforcement_cli.store.current import relations
from enforcement_cli.vocabulary.aggregate import figure_words, rate_words, same_unit
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.words import terms
from enforcement_cli.workflow.indicator_file import read_own
from tests.facts import CAMPAIGN, Store

# Of design.md section 6.
IDS = [
    "cases_received",
    "cases_filed",
    "cases_carried_over",
    "cases_closed",
    "cases_completed",
    "cases_closed_interim",
    "cases_terminated",
    "cases_settled",
    "cases_open",
    "cases_paid_out",
    "amount_claimed",
    "amount_recovered",
    "amount_paid_out",
    "amount_frozen",
    "completion_rate",
    "recovery_rate",
    "interim_rate_of_closed",
    "interim_rate_of_accepted",
    "closure_rate",
    "actual_closure_rate",
    "clearance_rate",
    "ledger_clear_rate",
    "average_days",
    "median_days",
    "cases_overdue",
    "persons_summoned",
    "persons_compelled",
    "persons_detained",
    "persons_fined",
    "fines_amount",
    "persons_restricted",
    "persons_blacklisted",
    "persons_restricted_or_blacklisted",
    "exit_bans",
    "searches",
    "houses_sealed",
    "vehicles_seized",
    "houses_vacated",
    "accounts_frozen",
    "insurance_frozen",
    "network_queries",
    "locations_checked",
    "bounty_notices",
    "pre_penalty_notices",
    "persons_complied",
    "amount_complied",
    "cases_criminal",
    "persons_criminal",
    "cases_criminal_private",
    "persons_criminal_private",
    "operations",
    "police_deployed",
    "vehicles_deployed",
    "persons_paid",
    "target_rate",
    "time_progress",
]


# --- ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_every_indicator_of_the_design_is_declared(name: str) -> None:
    found = shipped().get(name) or derived()[name]
    assert found.source
    assert found.version


def test_our_own_declarations_pass_the_same_gate() -> None:
    entries = [
        Entry(file="indicators.toml", line=line, values=values)
        for line, values in enumerate(load("indicators")["indicator"])
    ]
    assert faults_in(entries) == []
    for entry in entries:
        assert read_entry(entry) == shipped()[entry.values["id"]]


def test_every_rate_names_quantities() -> None:
    for indicator in shipped().values():
        if indicator.kind == "rate":
            assert shipped()[indicator.numerator].kind not in ("rate", "median")
            assert shipped()[indicator.denominator].kind not in ("rate", "median")
            assert not indicator.additive


def test_what_a_court_may_declare_has_an_indicator_of_the_same_unit_and_name() -> None:
    for field in form_named("aggregate").fields:
        indicator = shipped()[field.name]
        assert indicator.name == field.title
        stated = {same_unit(unit) for unit in figure_words()[field.name].units} or {"fen"}
        assert stated & {indicator.unit, indicator.person_unit}
    assert set(rate_words()) <= set(shipped()) | set(derived())


def test_every_kind_of_measure_has_an_indicator() -> None:
    counted = {kind for indicator in shipped().values() for kind in indicator.kinds}
    assert counted == {term.key for term in terms("measure").values()}


def test_rates_of_the_same_name_differ_in_what_they_divide() -> None:
    rates = [i for i in shipped().values() if i.kind == "rate"]
    assert len({(i.numerator, i.denominator) for i in rates}) == len(rates)
    names = [i.name for i in (*shipped().values(), *derived().values())]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("rate", "types"),
    [
        ("completion_rate", ("执",)), ("recovery_rate", ("执",)),
        ("interim_rate_of_closed", ("执",)), ("interim_rate_of_accepted", ("执",)),
        ("completion_rate_resumed", ("执恢",)), ("recovery_rate_resumed", ("执恢",)),
    ],
)  # fmt: skip
def test_first_and_resumed_enforcement_are_kept_apart(rate: str, types: tuple[str, ...]) -> None:
    """T18."""
    for part in (shipped()[rate].numerator, shipped()[rate].denominator):
        assert shipped()[part].case_types == types


def test_conditions_name_the_columns_the_facts_have() -> None:
    store = Store()
    base = {
        **relations(store.view()),
        "cause_classes": "SELECT NULL::VARCHAR AS cause, NULL::VARCHAR[] AS classes WHERE false",
    }
    sql = asking({**base, **fact_relations(CAMPAIGN, base)}, "SELECT * FROM facts")
    rows = store.connection.execute(f"DESCRIBE {sql}").fetchall()
    have = {row[0]: row[1].replace("HUGEINT", "BIGINT") for row in rows}
    assert {name: have.get(name) for name in FACT_COLUMNS} == FACT_COLUMNS


# --- a workspace's own ---------------------------------------------------------------------------

MINE = """
[[indicator]]
id = "cases_mine"
name = "自定"
unit = "件"
kind = "events"
form = "cases"
table = "cases"
day = "closed_on"
"""
RATE = """
[[indicator]]
id = "my_rate"
name = "自定率"
unit = "%"
kind = "rate"
form = "cases"
numerator = "cases_mine"
denominator = "cases_closed"
additive = false
"""


def own(tmp_path: Path, text: str) -> tuple[Entry, ...]:
    path = tmp_path / "indicators.toml"
    path.write_text(text, encoding="utf-8")
    return read_own(path)


def test_own_indicators_add_and_replace(tmp_path: Path) -> None:
    theirs = MINE.replace("cases_mine", "cases_closed").replace("自定", "报结")
    found = all_indicators(own(tmp_path, MINE + theirs))
    assert (found["cases_mine"].name, found["cases_closed"].name) == ("自定", "报结")
    assert set(found) - set(shipped()) == {"cases_mine"}
    assert found["cases_closed"].written == "indicators.toml 第11行"
    assert all_indicators(read_own(tmp_path / "none.toml")) == shipped()


def test_a_rate_may_stand_before_what_it_divides(tmp_path: Path) -> None:
    assert all_indicators(own(tmp_path, RATE + MINE))["my_rate"].numerator == "cases_mine"


def test_an_indicator_goes_by_id_and_by_name() -> None:
    assert indicator_named("cases_closed") == indicator_named(shipped()["cases_closed"].name)
    with pytest.raises(UnknownName) as caught:
        indicator_named("cases_close")
    assert "cases_closed" in caught.value.message


def without(key: str, text: str = MINE) -> str:
    return re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[[indicator]", 1, ""),
        ("[[indicators]]", 1, "indicator"),
        ("indicator = 3", 1, ""),
        (MINE + 'colour = "red"', 10, "colour"),
        (MINE + 'wher = "true"', 10, "是不是 where"),
        (MINE + 'numerator = "cases_closed"', 10, "numerator"),
        (without("unit"), 2, "unit"),
        (without("id"), 2, "id"),
        (without("day"), 2, "day"),
        (MINE.replace('"件"', '"条件"'), 5, "条件"),
        (MINE.replace('"件"', '"人次"'), 5, "件"),
        (MINE.replace('"件"', "3"), 5, "unit"),
        (MINE.replace('"events"', '"event"'), 6, "是不是 events"),
        (MINE.replace('"events"', '"derived"'), 6, "derived"),
        (MINE.replace('form = "cases"', 'form = "measures"'), 7, "cases"),
        (MINE.replace('table = "cases"', 'table = "case"'), 8, "是不是 cases"),
        (MINE.replace('"closed_on"', '"close_on"'), 9, "是不是 closed_on"),
        (MINE + 'amount = "quantity"', 10, "quantity"),
        (MINE + 'measure = "detain"', 10, "measure"),
        (MINE + "additive = 1", 10, "additive"),
        (MINE + "decimals = 2.5", 10, "decimals"),
        (MINE + "decimals = true", 10, "decimals"),
        (MINE + 'since = "2026-01-01"', 10, "since"),
        (MINE + "since = 2026-02-01\nuntil = 2026-01-01", 11, "2026-02-01"),
        (MINE + 'case_types = "执"', 10, "case_types"),
        (MINE + 'at = "middle"', 10, "at"),
        (MINE + 'distinct = "case_no"', 2, "additive"),
        (MINE + 'direction = "dwn"', 10, "是不是 down"),
        (MINE.replace("cases_mine", "Cases Mine"), 3, "Cases Mine"),
        (MINE.replace("自定", "执结"), 4, "cases_closed"),
        (MINE + MINE, 12, "第3行"),
        (RATE, 8, "cases_mine"),
        (RATE.replace("cases_mine", "my_rate"), 8, "自己"),
        (RATE.replace("cases_mine", "completion_rate"), 8, "比率"),
        (RATE.replace("cases_mine", "median_days"), 8, "中位数"),
        (RATE.replace("cases_mine", "cases_close"), 8, "是不是 cases_closed"),
        (RATE.replace("cases_mine", "amount_recovered"), 5, "fen"),
        (RATE.replace("additive = false\n", ""), 2, "additive"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_has_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        all_indicators(own(tmp_path, text))
    assert caught.value.where == f"indicators.toml 第{line}行"
    assert words in str(caught.value)


def test_every_fault_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    entries = own(
        tmp_path, MINE + 'colour = "red"' + RATE + RATE.replace("my_", "other_") + "decimals = 9"
    )
    wheres = [fault.where for fault in faults_in(entries)]
    assert wheres == ["indicators.toml 第10行", "indicators.toml 第30行"]


@pytest.mark.parametrize(
    "where",
    [
        "close_method = 'completed'", "closed_on <= limit_on AND filed_on < window_start",
        "coalesce(team, '') LIKE '一%'", "claim_fen BETWEEN 1 AND 10000000 OR is_key",
        "year(filed_on) = 2026", "closed_on < DATE '2026-01-01' + INTERVAL 3 MONTH",
        "stage = '; DROP TABLE cases --'",
    ],
)  # fmt: skip
def test_a_condition_over_the_columns_passes(where: str) -> None:
    assert fault_of(where) == ""


@pytest.mark.parametrize(
    "where",
    [
        "true; DROP TABLE cases", "claim_fen IN (SELECT 1)", "EXISTS (SELECT 1)",
        "true) FROM facts --", "true /* all */", "clsed_on IS NULL", '"court" = 1',
        "closed_on >", "(closed_on IS NULL", "claim_fen + 1", "close_method", "claim_fen > '多'",
        "regexp_matches(team, '一')", "read_csv('x')", "in_small", "facts.court = 'x'",
        "getenv('HOME') = ''", "$1 = 1", "claim_fen = 1e5x", "",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused(tmp_path: Path, where: str) -> None:
    assert fault_of(where)
    if where:
        with pytest.raises(BadConfiguration) as caught:
            all_indicators(own(tmp_path, MINE + f"where = '''{where}'''"))
        assert caught.value.where == "indicators.toml 第10行"


# --- versions ------------------------------------------------------------------------------------

OLD = MINE + "until = 2025-12-31\n"
NEW = MINE.replace('"closed_on"', '"filed_on"') + "since = 2026-01-01\n"


def test_the_version_in_force_at_the_end_is_used(tmp_path: Path) -> None:
    entries = own(tmp_path, NEW + OLD)
    for day, placed in ((date(2025, 12, 31), "closed_on"), (date(2026, 1, 1), "filed_on")):
        assert all_indicators(entries, day)["cases_mine"].day == placed
    assert all_indicators(entries)["cases_mine"].day == "filed_on"


def test_outside_its_days_there_is_no_indicator_and_no_rate_of_it(tmp_path: Path) -> None:
    entries = own(tmp_path, OLD + RATE)
    assert "my_rate" in all_indicators(entries, date(2025, 12, 1))
    late = all_indicators(entries, date(2026, 1, 1))
    assert not {"cases_mine", "my_rate"} & set(late)
    assert set(late) == set(shipped())


def test_an_own_version_takes_the_place_of_ours_even_out_of_its_days(tmp_path: Path) -> None:
    theirs = OLD.replace("cases_mine", "cases_closed").replace("自定", "报结")
    assert "cases_closed" not in all_indicators(own(tmp_path, theirs), date(2026, 1, 1))


def test_two_versions_on_one_day_are_refused(tmp_path: Path) -> None:
    entries = own(tmp_path, OLD + NEW.replace("2026-01-01", "2025-12-31"))
    assert [fault.where for fault in faults_in(entries)] == ["indicators.toml 第13行"]


def test_in_force_takes_both_ends() -> None:
    one = replace(shipped()["searches"], since=date(2026, 1, 1), until=date(2026, 1, 31))
    for day, there in (("2025-12-31", False), ("2026-01-01", True), ("2026-01-31", True)):
        assert bool(in_force([one], date.fromisoformat(day))) is there


# --- the card ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*shipped(), *derived()])
def test_every_indicator_has_a_whole_card(name: str) -> None:
    known = {**shipped(), **derived()}
    card = dict(card_of(known[name], known, CAMPAIGN))
    assert list(card) == [
        "名称", "编号", "计量单位", "公式", "范围", "口径", "方向", "小数", "可否相加", "版本",
        "生效", "来源", "常见争议", "在本行动中",
    ]  # fmt: skip
    assert all(card.values())
    # No word of a declaration stays untold.
    assert not re.search(r"\b(amount_fen|quantity|closed_on在|events|cases的)\b", card["公式"])


def test_a_rates_card_names_what_it_divides_and_whose_cases_count() -> None:
    known = shipped()
    card = dict(card_of(known["interim_rate_of_accepted"], known))
    assert "first_closed_interim" in card["公式"]
    assert card["公式"].index("first_closed_interim") < card["公式"].index("first_received")
    assert "执" in card["范围"]
    assert "在本行动中" not in card


def test_the_card_says_what_the_campaign_makes_of_it() -> None:
    known = shipped()
    targets = (Target(indicator="amount_recovered"), Target(indicator="cases_closed"))
    for basis, word in (("flow", "流量"), ("closing", "结案口径")):
        campaign = replace(CAMPAIGN, recovered_basis=basis, targets=targets)
        said = dict(card_of(known["amount_recovered"], known, campaign))["在本行动中"]
        assert word in said
        assert "目标1项" in said


def test_the_card_says_who_declared_it(tmp_path: Path) -> None:
    found = all_indicators(own(tmp_path, MINE))
    assert "第2行" in dict(card_of(found["cases_mine"], found))["来源"]
    assert "第" not in dict(card_of(found["cases_closed"], found))["来源"]


def test_no_key_of_an_indicator_is_unknown_to_the_reader() -> None:
    """A key that the reader does not know could never be written."""
    from enforcement_cli.indicator import declaration

    names = {field.name for field in fields(Indicator)} - {"written"}
    read = {*declaration._OF_ALL, *(k for keys in declaration._OF_KIND.values() for k in keys)}
    assert names == read
