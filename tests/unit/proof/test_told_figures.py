"""Sentences as clerks write them over the sample campaign: the true one agrees, its twin differs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from enforcement_cli.cli.options import enter_room, known_at_of
from enforcement_cli.model.proof import Mark
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.marks import marks_of
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.claims import claims_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.proof.ground import ground_of_period
from tests.campaign import Played
from tests.unit.proof.slip_texts import prose
from tests.unit.proof.told_figures import at, filled

SENTENCES = (
    # Targets and what is missing to them.
    "小标的案件累计执结{closed small}件，距{closed small target}件的目标尚差<{closed small gap}件>。",
    "小标的案件累计执结{closed small}件，距离<{closed small target}件>的任务还差{closed small gap}件。",
    "小标的案件目标<{closed small target}件>，目前已执结{closed small}件。",
    "按照方案，整治欠薪案件要执结<{closed wages target}件>，眼下还差{closed wages gap}件。",
    "各院要紧盯剩余<{closed small gap}件>小标的案件，逐案过堂。",
    "涉民生案件的缺口还有<{closed livelihood gap}件>，须抓紧补上。",
    "全市执行到位金额距{money target}万元的目标还差<{money gap}万元>。",
    "到位金额目标<{money target}万元>，已完成{money reached}%。",
    "小标的案件仅完成目标的<{closed small reached}%>，仍需发力。",
    "涉民生案件完成率<{closed livelihood reached}%>，快于整治欠薪案件。",
    "全市到位金额已完成目标任务的<{money reached}%>。",
    "调兵山市法院小标的案件完成率只有<{closed dbs small reached}%>，各院中最低。",
    "昌图县法院小标的案件距目标{closed ct small target}件还差<{closed ct small gap}件>。",
    "整治欠薪案件完成率{closed wages reached}%，慢于时间进度<{closed wages pace}个百分点>。",
    "全市到位金额完成目标的{money reached}%，落后序时进度<{money pace}个百分点>。",
    # Sums of several courts, and shares.
    "银州区法院、昌图县法院、开原市法院三家法院累计执结<{closed yz+ct+ky}件>。",
    "银州、昌图、开原三院合计累计到位<{money yz+ct+ky}万元>，成为全市主力。",
    "累计执结前三名为银州区、昌图县、开原市。上述三家法院合计执结<{closed yz+ct+ky}件>。",
    "七家基层法院累计执结<{closed all}件>，到位{money all}万元。",
    "基层法院累计到位资金<{money all}万元>，市中院到位{money city}万元。",
    "清河区、西丰县两家法院累计执结{closed qh+xf}件，占全市的<{closed qh+xf share}%>。",
    "清河区、西丰县两家法院累计执结{closed qh+xf}件，占全市的{closed qh+xf share}%，累计到位<{money qh+xf}万元>。",
    "银州区法院累计执结{closed yz}件，占全市执结总数的<{closed yz share}%>。",
    "铁岭县法院小标的案件累计执结{closed tl small}件，占其执结总数的<{closed tl small share of-own}%>。",
    "小标的案件累计执结{closed small}件，占全部执结案件的<{closed small share of-own}%>。",
    "期末未结{open}件，其中超期未结<{overdue}件>。",
    "期末未结{open}件，其中超期未结{overdue}件，占未结案件的<{overdue share of-open}%>。",
    "调兵山市法院期末未结{open dbs}件，占全市未结案件的<{open dbs share}%>。",
    # Places.
    "银州区法院累计执结{closed yz}件，居全市第<{closed yz rank}>。",
    "昌图县法院累计执结{closed ct}件，在各院中排名第<{closed ct rank}>。",
    "开原市法院本周到位{money ky week}万元，列全市第<{money ky week rank}>。",
    "西丰县法院本周执结{closed xf week}件，位居各院第<{closed xf week rank}>。",
    "清河区法院累计执行到位率{paid qh}%，为全市第<{paid qh rank}>。",
    # Whose number it is.
    "昌图县法院本周执结{closed ct week}件，为各院较多的，累计<{closed ct}件>，排名靠前。",
    "昌图县法院累计执结{closed ct}件，超过全市的十分之一；累计到位<{money ct}万元>。",
    "清河区法院执行完毕率{rate qh}%，居各院前列；执行到位率<{paid qh}%>。",
    "全市法院累计执结{closed}件。银州区法院一马当先，该院累计到位<{money yz}万元>。",
    "银州区、昌图县、开原市法院累计分别执结{closed yz}件、<{closed ct}件>和{closed ky}件。",
    "康复在即，清河区法院、西丰县法院本周分别执结<{closed qh week}件>、{closed xf week}件。",
    "银州区、清河区两家法院累计分别执结{closed yz}件、{closed qh}件，到位{money yz}万元、<{money qh}万元>。",
    "昌图县法院累计拘传、拘留分别为{compelled ct}人次和<{detained ct}人次>。",
    "市中院累计执结<{closed city}件>，到位{money city}万元。",
    "累计执结数最多的银州区法院，本周又执结<{closed yz week}件>。",
    # What it counts.
    "全市累计执结{closed}件，其中终结执行<{ended}件>。",
    "累计终本{interim}件，终本占结案数比例<{interimrate}%>。",
    "全市法院累计执行完毕率{rate}%，结案率<{closure}%>。",
    "在累计执结的{closed}件中，执行完毕<{done}件>。",
    "全市累计罚款<{fines}万元>，搜查{searches}次。",
    "行动以来，依法拘传{compelled}人次、司法拘留<{detained}人次>。",
    "小标的案件累计执结{closed small}件，涉民生案件<{closed livelihood}件>，整治欠薪案件{closed wages}件。",
    "小标的案件累计到位{money small}万元。涉民生案件累计执结{closed livelihood}件，累计到位<{money livelihood}万元>。",
    "银州区法院涉民生案件累计执结<{closed yz livelihood}件>，到位{money yz livelihood}万元。",
    # Days.
    "刚刚过去的一周，全市法院执结<{closed week}件>，到位{money week}万元。",
    "本周，全市法院办结<{closed week}件>；行动以来累计办结{closed}件。",
    "截至2月8日，全市法院累计执结<{closed}件>，行动将于2月28日结束。",
    "行动到2月28日结束，时间不多了，全市法院期末未结案件<{open}件>。",
    # Changes.
    "全市本周执结{closed week}件，比上周多<{closed change}件>。",
    "与上周相比，全市本周执结数增加<{closed change}件>，到位金额增加{money change}万元。",
    "全市执结数由上周的{closed prev}件升至<{closed week}件>。",
    "全市本周执结数由<{closed prev}件>升至{closed week}件。",
    "银州区法院本周执结{closed yz week}件，上周为<{closed yz prev}件>。",
    "本周全市到位{money week}万元，环比增长<{money growth}%>。",
    "银州区法院本周执结{closed yz week}件，较前一周增加<{closed yz change}件>。",
    "调兵山市法院本周到位{money dbs week}万元，与前一周相比变化<{money dbs change}万元>。",
    # Of all kinds; written after the rest held.
    "截止2月8日，全市共办结行动案件<{closed}件>，其中以执行完毕方式结案{done}件。",
    "开原市法院行动以来已执结<{closed ky}件>，结案数在全市排名第{closed ky rank}位。",
    "全市仍有<{open}件>案件未结。",
    "七家基层法院中，昌图县法院执结最多的是小标的案件，累计<{closed ct small}件>。",
    "除市中院外，七家基层法院合计执结<{closed all}件>。",
    "三项行动中，涉民生案件距目标还有<{closed livelihood gap}件>的差距。",
    "小标的案件还需执结<{closed small gap}件>才能完成任务。",
    "整治欠薪案件已完成目标的<{closed wages reached}%>，还差{closed wages gap}件。",
    "银州区法院和昌图县法院累计执结<{closed yz+ct}件>，占全市的{closed yz+ct share}%。",
    "两家法院贡献突出，银州区、昌图县合计到位<{money yz+ct}万元>。",
    "全市执结案件中，小标的案件{closed small}件，占比<{closed small share of-own}%>。",
    "银州区法院完成小标的案件目标的<{closed yz small reached}%>。",
    "累计拘传{compelled}人次，其中昌图县法院<{compelled ct}人次>。",
    "从强制措施看，银州区法院累计拘传{compelled yz}人次、拘留<{detained yz}人次>。",
    "全市执行到位率为<{paid}%>，其中清河区法院{paid qh}%。",
    "本周新收<{filed week}件>，执结{closed week}件。",
    "本周到位金额比上周增加<{money change}万元>，增幅{money growth}%。",
    "上周全市执结<{closed prev}件>，本周执结{closed week}件。",
    "小标的案件本周执结<{closed small week}件>，环比增加{closed small change}件。",
    "铁岭县法院本周到位<{money tl week}万元>，累计到位{money tl}万元，位列全市第{money tl rank}。",
    "目前，昌图县法院以累计执结<{closed ct}件>的成绩暂列全市第{closed ct rank}。",
    "涉民生案件累计为群众追回<{money livelihood}万元>。",
    "截至目前，到位金额距离{money target}万元的目标仍差<{money gap}万元>。",
    "调兵山市法院未结案件<{open dbs}件>，占全市的{open dbs share}%。",
    "其余五家法院中，清河区法院累计执结<{closed qh}件>。",
    "银州区法院、开原市法院本周分别到位<{money yz week}万元>和{money ky week}万元。",
    "开原市法院累计执结{closed ky}件、到位<{money ky}万元>。",
    # Approximations.
    "行动以来，全市到位资金{money floor}余万元，其中小标的案件到位<{money small}万元>。",
)  # fmt: skip


@pytest.fixture(scope="module")
def ground(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The eighth week of the sample campaign."""
    desk = Path(shutil.copytree(played.folder, tmp_path_factory.mktemp("told") / "desk"))
    room = enter_room(desk, None)
    known_at = known_at_of(room, None)
    wish = PeriodWish(kind="week", day=date(2026, 2, 8))
    periods = resolve_period(wish, room.desk, room.campaign, known_at.date())
    with open_store(room.workspace.store, write=False) as connection:
        return ground_of_period(connection, room, periods, known_at, "")


def mark_at(text: str, start: int, ground: Ground) -> Mark:
    page = prose(text)
    marks = marks_of(page, claims_of(page), ground)
    return next(mark for mark in marks if mark.claim.start <= start < mark.claim.end)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_true_number_agrees_and_a_false_one_differs(sentence: str, ground: Ground) -> None:
    true, false = filled(sentence, ground)
    start = at(sentence, ground)
    assert mark_at(true, start, ground).verdict in ("matches", "rounded"), true
    assert mark_at(false, start, ground).verdict == "differs", false
    page = prose(true)
    differing = [
        mark.claim.raw
        for mark in marks_of(page, claims_of(page), ground)
        if mark.verdict == "differs"
    ]
    assert not differing, true
