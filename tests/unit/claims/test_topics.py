"""What a number is of: the word that names it, before or behind it, or told before."""

from __future__ import annotations

import pytest

from enforcement_cli.claims.read import claims_in
from tests.unit.claims.reads import totals


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("将28人拘传，28名被执行人被拘留", [("28人", "persons_compelled"), ("28名", "persons_detained")]),
        ("采取司法拘留措施5人，促成和解12件", [("5人", "persons_detained"), ("12件", "cases_settled")]),
        ("11案14人被移送公安机关", [("11案", "cases_criminal"), ("14人", "persons_criminal")]),
        ("罚款5人5万元，拘留8人", [("5人", "persons_fined"), ("5万元", "fines_amount"), ("8人", "persons_detained")]),
        ("拘传、拘留28人", [("28人", "persons_detained_or_compelled")]),
        ("罚款、拘留28人", [("28人", "persons_coerced")]),
        ("拘留、拘传、罚款28人", [("28人", "persons_coerced")]),
        ("传唤、拘传28人", [("28人", "persons_summoned_or_compelled")]),
        ("限高和失信120人次", [("120人次", "persons_restricted"), ("120人次", "persons_blacklisted")]),
        ("查封房产12套、车辆3辆、土地5亩", [("12套", "houses_sealed"), ("3辆", "vehicles_seized"), ("5亩", "land_sealed")]),
        ("查封3台设备，拘留8人", [("3台", "equipment_seized"), ("8人", "persons_detained")]),
        ("查封3台设备、12宗土地", [("3台", "equipment_seized"), ("12宗", "land_sealed")]),
        ("腾退土地430亩、房屋19套", [("430亩", "area_vacated"), ("19套", "houses_vacated")]),
        ("受理审判案件6214件、执行案件3646件", [("6214件", "trial_cases"), ("3646件", "cases_received")]),
        ("冻结账户120个，冻结资金300万元，划扣30万元",
         [("120个", "accounts_frozen"), ("300万元", "amount_frozen"), ("30万元", "amount_frozen")]),
        ("审结拒执罪案件12件，判处14人，移送公安15件18人",
         [("12件", "cases_criminal_judged"), ("14人", "persons_criminal_judged"), ("15件", "cases_criminal"), ("18人", "persons_criminal")]),
        ("移送公安机关追究拒执罪38人，办结执行案件95件", [("38人", "persons_criminal"), ("95件", "cases_closed")]),
        ("网拍成交30件，成交额1200万元，成交率88%",
         [("30件", "auctions_count"), ("1200万元", "auction_amount"), ("88%", "auction_rate")]),
        ("执结小标的案件12件，标的额3000万元", [("12件", "cases_closed"), ("3000万元", "amount_claimed")]),
        ("达成和解协议12件，涉及金额300万元", [("12件", "cases_settled"), ("300万元", "amount_settled")]),
        ("办结信访案件12件，信访案件化解率98%", [("12件", "petitions"), ("98%", "petition_rate")]),
        ("实有执行干警120名，执结1200件", [("120名", "other"), ("1200件", "cases_closed")]),
        ("出动警力120人次，警车30台", [("120人次", "police_deployed"), ("30台", "vehicles_deployed")]),
        ("发放司法救助金30万元，救助12人", [("30万元", "relief_amount"), ("12人", "relief_persons")]),
        ("促使45名被执行人主动履行义务", [("45名", "persons_complied")]),
        ("为180名农民工追回工资1200万元", [("180名", "persons_paid"), ("1200万元", "amount_recovered")]),
        ("发放执行款412笔3208万元", [("412笔", "other"), ("3208万元", "amount_paid_out")]),
        ("开展集中执行行动12次，执结30件", [("12次", "operations"), ("30件", "cases_closed")]),
        ("冻结、扣划资金300万元", [("300万元", "amount_frozen")]),
        ("执行到位率98.5%，到位金额30万元", [("98.5%", "recovery_rate"), ("30万元", "amount_recovered")]),
        ("受理120件，结98件", [("120件", "cases_received"), ("98件", "cases_closed")]),
    ],
)  # fmt: skip
def test_what_is_counted(words: str, found: list[tuple[object, ...]]) -> None:
    assert totals(f"本周，全市法院共{words}。") == found


@pytest.mark.parametrize(
    ("rate", "metric"),
    [
        ("结案率", "closure_rate"), ("实际执结率", "actual_closure_rate"), ("执行完毕率", "completion_rate"),
        ("终本率", "interim_rate"), ("终本合格率", "interim_ok_rate"), ("到位率", "recovery_rate"),
        ("自动履行率", "voluntary_rate"), ("结收案比", "clearance_rate"), ("申请执行率", "application_rate"),
        ("网拍成交率", "auction_rate"), ("信访化解率", "petition_rate"), ("溢价率", "other"),
    ],
)  # fmt: skip
def test_rates_by_name_wherever_they_stand(rate: str, metric: str) -> None:
    (claim,) = claims_in(f"全市法院{rate}98.5%。")
    assert (claim.metric, claim.relation) == (metric, "rate")
    (_, behind) = claims_in(f"全市法院标的到位率45%，{rate}达98.5%。")
    assert behind.metric == metric


@pytest.mark.parametrize(
    ("word", "unit"), [("设备4台", "台"), ("车辆4台", "辆"), ("土地4宗", "宗"), ("机器4套", "套")]
)
def test_goods_keep_the_word_they_are_counted_in(word: str, unit: str) -> None:
    (claim,) = claims_in(f"本周，全市法院共查封、扣押{word}。")
    assert claim.unit == unit
