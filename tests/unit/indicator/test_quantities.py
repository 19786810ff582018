"""A wrong sum cannot be written: not through the API, not in a declaration, not in a template."""

from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from enforcement_cli.indicator.declaration import Entry
from enforcement_cli.indicator.declare import faults_in
from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.quantity import Quantity, WrongSum, add, total
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.vocabulary import aggregate
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.units import all_units, same_unit, unit_named
from enforcement_cli.vocabulary.words import terms


def of(value: int, unit: str) -> Quantity:
    return Quantity(value=value, unit=unit_named(unit))


@pytest.mark.parametrize(("one", "other"), list(combinations(all_units(), 2)))
def test_no_two_units_are_ever_added(one: str, other: str) -> None:
    with pytest.raises(WrongSum):
        add(of(1, one), of(1, other))
    with pytest.raises(WrongSum):
        total([of(1, one), of(1, other)], over="weeks")


def test_persons_and_times_are_never_one_sum() -> None:
    """Scenario 35, through the API: 人 is added to nothing, not even to 人 (T6)."""
    with pytest.raises(WrongSum):
        add(of(36, "人"), of(448, "人次"))
    with pytest.raises(WrongSum):
        add(of(3, "人"), of(4, "人"), over="weeks")
    with pytest.raises(WrongSum):
        add(of(3, "人"), of(4, "人"), over="courts")
    assert add(of(3, "人次"), of(4, "人次"), over="weeks") == of(7, "人次")


def test_words_for_the_same_thing_add_up() -> None:
    assert total([of(400, "辆"), of(9, "台"), of(1, "部")]) == of(410, "辆")
    assert total([of(11, "案"), of(5, "件")]) == of(16, "件")
    assert {same_unit(word) for word in ("套", "处", "间", "宗", "户")} == {
        "套",
        "处",
        "间",
        "宗",
        "户",
    }


def test_a_share_is_not_added_and_one_alone_is_itself() -> None:
    share = Quantity(value=Decimal("0.5"), unit=unit_named("%"))
    assert total([share]) == share
    assert total([of(7, "人")]) == of(7, "人")
    assert total([]) is None
    with pytest.raises(WrongSum):
        add(share, share)


def test_every_unit_in_use_is_a_unit_of_ours() -> None:
    printed = {unit for words in figure_words().values() for unit in words.units}
    of_kinds = {term.unit for term in terms("measure").values()}
    in_texts = set(aggregate._COUNT_UNITS.split("|"))
    for word in printed | of_kinds | in_texts:
        assert unit_named(word).name == same_unit(word)


# --- scenario 35, in a declaration ---------------------------------------------------------------

COUNTED = {"id": "mine", "name": "自定", "kind": "events", "form": "measures", "table": "measures",
           "day": "day", "amount": "quantity"}  # fmt: skip
RATE = {"id": "mine", "name": "自定", "kind": "rate", "form": "measures", "additive": False}


def faulty(**values: object) -> str:
    """The key that a declaration is refused for."""
    lines = {key: line for line, key in enumerate(values, 2)}
    (fault,) = faults_in([Entry(file="own.toml", line=1, values=values, lines=lines)])
    return next((key for key in lines if fault.where == f"own.toml 第{lines[key]}行"), "")


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("unit", COUNTED | {"unit": "人", "measure": "detain", "additive": True}),
        ("unit", COUNTED | {"unit": "人", "measure": "detain", "additive": False}),
        ("unit", COUNTED | {"unit": "套", "measure": "detain"}),
        ("measures", COUNTED | {"unit": "人次", "measures": ["detain", "pre_penalty"]}),
        ("measures", COUNTED | {"unit": "人次", "measures": ["compel", "search"]}),
        ("additive", RATE | {"unit": "%", "numerator": "persons_fined", "additive": True,
                             "denominator": "persons_detained"}),
        ("unit", RATE | {"unit": "%", "numerator": "persons_detained",
                         "denominator": "cases_closed"}),
        ("unit", RATE | {"unit": "%", "numerator": "fines_amount",
                         "denominator": "persons_fined"}),
    ],
)  # fmt: skip
def test_a_declaration_that_adds_what_does_not_add_up_is_refused(key: str, values: dict) -> None:
    assert faulty(**values) == key


def test_persons_over_times_are_refused() -> None:
    stated = {"id": "heads", "name": "人头", "unit": "人", "kind": "declared", "form": "aggregate",
              "additive": False}  # fmt: skip
    rate = RATE | {"unit": "人", "numerator": "heads", "denominator": "persons_detained"}
    entries = [
        Entry(file="indicators.toml", line=line, values=values)
        for line, values in ((1, stated), (9, rate))
    ]
    (fault,) = faults_in(entries)
    assert fault.where == "indicators.toml 第9行"
    assert "人次" in fault.message


def test_measures_of_one_unit_may_be_one_figure() -> None:
    values = COUNTED | {"unit": "人次", "measures": ["compel", "detain", "fine"]}
    assert faults_in([Entry(file="f", line=1, values=values)]) == []


# --- scenario 35, in a template ------------------------------------------------------------------


def bulletin() -> Bulletin:
    cells = (
        Value(shown="36", number=36, kind="count"), Value(shown="448", number=448, kind="count"),
    )  # fmt: skip
    columns = (
        Column(title="拘留（人）", kind="count", additive=False),
        Column(title="拘传（人次）", kind="count"),
    )
    table = FigureTable(
        id="measures", title="措施", stubhead="法院", columns=columns,
        rows=(Row(label="甲院", values=cells),),
    )  # fmt: skip
    return Bulletin(
        title="战报", subtitle="", issue="", period_line="", cutoff_line="", issuer="",
        sections=(Section(title="措施", tables=(table,)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        "{{ row.cells | sum }}",
        "{{ row.cells[0] + row.cells[1] }}",
        "{{ row.cells | map(attribute='number') | sum }}",
        "{{ row.cells[0].number + row.cells[1].number }}",
    ],
)
def test_a_template_that_adds_numbers_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "own.md.j2"
    path.write_text(
        "{% for row in sections[0].tables[0].rows %}\n" + wrong + "\n{% endfor %}\n", "utf-8"
    )
    with pytest.raises(BadConfiguration) as caught:
        render_markdown(bulletin(), path)
    assert "own.md.j2:2" in caught.value.where
