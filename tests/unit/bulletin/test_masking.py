"""Names are masked by the profile, people who share a mask are told apart, the rest stays as it is."""

from __future__ import annotations

import pytest

from enforcement_cli.bulletin.masking import masked, masker_for
from enforcement_cli.bulletin.names import (
    Party,
    is_company,
    is_masked,
    mask_name,
    parties_in,
    split_names,
)
from enforcement_cli.bulletin.places import public_text
from enforcement_cli.bulletin.texts import texts_of
from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value


def masks(cell: str, profile: str) -> list[str]:
    return [mask_name(party, profile) for party in parties_in(cell)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "bulletin", "public"),
    [
        ("王小明", "王某某", "王某"),
        ("王明", "王某某", "王某"),
        ("王", "王某某", "王某"),
        ("欧阳娜", "欧阳某某", "欧阳某"),
        ("司马青衫", "司马某某", "司马某"),
        # Two characters that are a compound surname are surname and name: 东方 is 东 + 方.
        ("东方", "东某某", "东某"),
        ("阿不都·热合曼", "阿某某", "阿某"),
        ("阿不都•热合曼", "阿某某", "阿某"),
        ("司马义·买买提", "司某某", "司某"),
        # T35: no surname to keep, the first character stands.
        ("陶德毕力格", "陶某某", "陶某"),
        ("斯琴高娃", "斯某某", "斯某"),
        ("欧阳格日勒图", "欧某某", "欧某"),
        ("John Smith", "J", "J"),
        ("ａｎｎａ", "A", "A"),
        ("约翰·史密斯", "约某某", "约某"),
        ("王小明（反诉被告）", "王某某", "王某"),
        ("王小明(曾用名王大明)", "王某某", "王某"),
        ("王　小　明", "王某某", "王某"),
        ("王某祥", "王某祥", "王某祥"),
        ("张*", "张*", "张*"),
    ],
)
def test_a_person(name: str, bulletin: str, public: str) -> None:
    assert masks(name, "bulletin") == [bulletin]
    assert masks(name, "public") == [public]
    assert masks(name, "internal") == [parties_in(name)[0].name]


@pytest.mark.parametrize(
    ("name", "bulletin", "public"),
    [
        ("铁岭宏达建筑工程有限公司", None, "某建筑工程公司"),
        ("平安财产保险股份有限公司辽宁分公司", None, "某保险公司"),
        ("中国农业银行股份有限公司铁岭分行", None, "某银行"),
        ("昌图县农村信用合作联社", None, "某合作联社"),
        ("铁岭（辽北）商贸集团有限公司", None, "某商贸公司"),
        ("蓝山县住房公积金管理中心", None, "某住房公积金管理中心"),
        ("李家台村民委员会", None, "某村民委员会"),
        ("铁岭市第一人民医院", None, "某医院"),
        ("甲乙丙有限公司", None, "某公司"),
        # A shop bears its owner's name.
        ("银州区王小明建材店", "某建材店", "某建材店"),
        ("王小明个体经营部（经营者：王小明）", "某经营部", "某经营部"),
        ("昌图县李四饭店", "某饭店", "某饭店"),
    ],
)
def test_an_organisation(name: str, bulletin: str | None, public: str) -> None:
    assert is_company(parties_in(name)[0].name)
    assert masks(name, "public") == [public]
    assert masks(name, "bulletin") == [bulletin or name]


@pytest.mark.parametrize("name", ["李行", "王院", "张部", "赵所", "陈厂"])
def test_a_given_name_may_be_a_word_for_an_office(name: str) -> None:
    assert not is_company(name)


def test_an_organisation_nobody_knows_the_kind_of() -> None:
    assert mask_name(Party("天行健", company=True), "public") == "某单位"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王小明、李四", ["王小明", "李四"]),
        ("王小明，李四；赵六/钱七", ["王小明", "李四", "赵六", "钱七"]),
        ("王小明\n李四", ["王小明", "李四"]),
        ("王小明 李四", ["王小明", "李四"]),
        ("王 小明", ["王小明"]),
        ("王小明等3人", ["王小明"]),
        ("王小明、李四等", ["王小明", "李四"]),
        ("王小明（反诉被告、原告）、李四", ["王小明", "李四"]),
        ("中国银行 铁岭分行", ["中国银行铁岭分行"]),
        ("", []),
        ("、", []),
    ],
)
def test_the_names_of_a_cell(cell: str, names: list[str]) -> None:
    assert [party.name for party in parties_in(cell)] == names
    assert "".join(split_names(cell)) == cell


def test_a_cell_keeps_what_stands_between_its_names() -> None:
    masker = masker_for(parties_in("王小明、李四等3人"), "bulletin")
    assert masker.of_cell("王小明、李四等3人") == "王某某、李某某等3人"
    assert masker.of_cell("赵六（反诉原告）；钱七") == "赵某某；钱某某"


def test_what_is_masked_already() -> None:
    assert is_masked("王某某")
    assert is_masked("某保险公司")
    assert is_masked("王*明")
    # Hiding one sign of a long name hides nothing.
    assert not is_masked("王小明大力*")


def test_people_who_share_a_mask_are_numbered() -> None:
    """T34."""
    masker = masker_for(parties_in("王小明、李四、王大力、王小明"), "bulletin")
    assert masker.masks == {"王小明": "王某1", "王大力": "王某2", "李四": "李某某"}
    public = masker_for(parties_in("王小明、李四、王大力"), "public")
    assert public.masks == {"王小明": "王某1", "王大力": "王某2", "李四": "李某"}
    shops = masker_for(parties_in("王一建材店、李二建材店"), "public")
    assert list(shops.masks.values()) == ["某建材店1", "某建材店2"]


def test_a_mask_somebody_wrote_is_not_given_to_another() -> None:
    masker = masker_for(parties_in("王小明"), "bulletin", taken=["被执行人王某某到庭"])
    assert masker.of_name("王小明") == "王某1"
    # 王某某 in a bulletin becomes 王某 in public, and is taken all the same.
    public = masker_for(parties_in("王小明"), "public", taken=["被执行人王某某到庭"])
    assert public.of_name("王小明") == "王某1"


def _bulletin(*paragraphs: str, cells: tuple[tuple[str, str, str], ...] = ()) -> Bulletin:
    """A bulletin with paragraphs and a list of 案号, 当事人, 承办人."""
    text = tuple(
        Row(label=number, values=(Value(shown=party), Value(shown=officer)))
        for number, party, officer in cells
    )
    table = FigureTable(
        id="list-overdue", title="超期未结案件", stubhead="案号",
        columns=(Column(title="当事人", kind="text"), Column(title="承办人", kind="text")), rows=text,
    )  # fmt: skip
    return Bulletin(
        title="战报", subtitle="", issue="第1期", period_line="", cutoff_line="", issuer="某法院",
        sections=(Section(title="工作亮点", paragraphs=paragraphs, tables=(table,)),),
        notes=("（2025）辽1202执7号王小明案更正。",),
    )  # fmt: skip


NUMBER = "（2025）辽1202执123号"


def test_a_bulletin_is_masked_the_same_everywhere() -> None:
    given = _bulletin(
        "拘传被执行人王小明到庭，法官王小明主持。",
        cells=((NUMBER, "王小明、赵六", "王小明"), (NUMBER, "王大力", "李四")),
    )
    made = masked(given, "bulletin", ["王小明", "王大力", "赵六"])
    (section,) = made.sections
    # The tables' parties are read first, then the prose; the judge of the same name stands.
    assert section.paragraphs == ("拘传被执行人王某1到庭，法官王小明主持。",)
    rows = section.tables[0].rows
    assert [row.values[0].shown for row in rows] == ["王某1、赵某某", "王某2"]
    assert [row.values[1].shown for row in rows] == ["王小明", "李四"]
    assert rows[0].label == NUMBER
    assert made.notes == ("（2025）辽1202执7号王某1案更正。",)


def test_public_drops_case_numbers() -> None:
    made = masked(_bulletin("一", cells=((NUMBER, "王小明", "李四"),)), "public", ["王小明"])
    assert made.sections[0].tables[0].rows[0].label == "—"
    assert made.notes == ("王某案更正。",)
    assert not [text for text in texts_of(made) if "辽1202" in text or "小明" in text]


def test_a_party_in_a_list_is_masked_whether_the_store_knows_it_or_not() -> None:
    made = masked(_bulletin(cells=((NUMBER, "钱七", "李四"),)), "bulletin", [])
    assert made.sections[0].tables[0].rows[0].values[0].shown == "钱某某"


def test_internal_changes_nothing() -> None:
    given = _bulletin("王小明", cells=((NUMBER, "王小明", "李四"),))
    assert masked(given, "internal", ["王小明"]) is given


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("在（2025）辽1202执123号案中", "在案中"),
        ("该案（案号：(2025)辽1202执恢123号）已执结", "该案已执结"),
        ("〔2025〕辽1202执123号之一裁定", "裁定"),
        ("［2025］辽1202执 123 号", ""),
        ("赶到李家村，找到王某", "赶到某村，找到王某"),
        ("家住幸福小区3号楼2单元501室", "家住某小区"),
        ("住幸福路12号", "住某路"),
        ("农村、乡村振兴、全村、村民、村委会", "农村、乡村振兴、全村、村民、村委会"),
        ("拓宽执行道路，一路向前", "拓宽执行道路，一路向前"),
        ("王某某领到案款", "王某领到案款"),
        ("截至2025年12月31日，执结913件", "截至2025年12月31日，执结913件"),
    ],
)
def test_public_text(text: str, shown: str) -> None:
    assert public_text(text) == shown
