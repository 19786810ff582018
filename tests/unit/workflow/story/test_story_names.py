"""A name is found after any role word and before any verb, and is nowhere left in a draft."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.story import Story, StoryPiece
from enforcement_cli.workflow.story.check import problems_of
from enforcement_cli.workflow.story.draft import draft_of
from enforcement_cli.workflow.story.people import unmasked
from enforcement_cli.workflow.story.written import story_file
from enforcement_cli.workflow.story_choice import held_back, without_held
from tests.facts import DESK, YINZHOU

ROLES = (
    "被执行人", "申请执行人", "申请人", "原告", "被告", "当事人", "包工头", "法定代表人", "债务人", "案外人",
    "欠款人", "担保人", "实际控制人", "老板", "工友", "村民", "雇主", "业主", "男子", "老人",
)  # fmt: skip
NAMES = (
    "孙立群", "王小明", "赵大成", "李桂芳", "刘洋", "王强", "张建国", "谢广坤", "欧阳建国", "周海燕", "吴刚",
    "郑晓燕", "黄志远", "何丽", "宋佳怡", "韩雪", "司马文斌", "马玉兰", "彭立新", "尹秀珍", "钱多多", "孟庆丰",
)  # fmt: skip
VERBS = (
    "拘传到庭", "拘留十五日", "经释法明理后还清", "当场履行货款", "被带回法院", "终于低头", "驾车外出",
    "一次性付清欠款", "名下有两套房", "因买卖合同纠纷欠款", "年过七旬", "系某公司经营者", "电话关机",
    "拿到了工资", "拒不申报财产", "哭着说", "藏在亲戚家", "在集市卖羊", "向法官鞠躬致谢", "的车被扣押",
    "随即打来电话", "迫于压力还款", "躲进了地窖", "喜极而泣", "送来锦旗", "慌忙跑开", "把钱交到法院",
    "缴纳罚款", "吓得脸色发白", "开着货车回家", "信誓旦旦", "也来了", "，男", "（男）", "、李某某到庭",
)  # fmt: skip


def left(text: str, name: str) -> str:
    """The text as a draft has it."""
    names = court_names(DESK)
    story = draft_of(StoryPiece(title="", text=text, place="1"), names)
    return story.text if name not in story.parties else story.text.replace(name, "!" + name)


@given(role=st.sampled_from(ROLES), name=st.sampled_from(NAMES), verb=st.sampled_from(VERBS))
def test_a_name_after_a_role_is_found_whatever_follows(role: str, name: str, verb: str) -> None:
    text = (
        f"银州区法院查明，{role}{name}{verb}。经多次劝说，{name}同意还款5万元，法官再次找到{name}。"
    )
    found = left(text, name)
    # Not one sign of the name is left where it stood, and nothing but its next sign went with it.
    assert name not in found
    assert found.count("{party1}") >= 3
    assert name[-2:] not in found
    assert f"{{party1}}{verb}" in found
    codes = [p.code for p in problems_of(Story(id="a", court="", title="", text=text))]
    assert "ST-01" in codes


@given(role=st.sampled_from(ROLES), name=st.sampled_from(NAMES), verb=st.sampled_from(VERBS))
def test_a_name_told_once_is_found(role: str, name: str, verb: str) -> None:
    found = left(f"银州区法院查明，{role}{name}{verb}。", name)
    assert name[: 2 if len(name) < 4 else 3] not in found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("around", ["干警将{}拘传到庭。", "法官找到{}谈话。", "法院对{}罚款1000元。",
                                    "把{}带回法院。", "依法对{}采取拘留措施。", "多次传唤{}到庭未果。",
                                    "向{}送达报告财产令。", "李某借给{}5万元。", "王某欠{}工资3万元。",
                                    "{}女士领到工资。"])  # fmt: skip
def test_a_name_to_whom_something_is_done(name: str, around: str) -> None:
    assert name in {named.name for named in unmasked(around.format(name))}


@pytest.mark.parametrize("name", [name for name in NAMES if len(name) > 2])
@pytest.mark.parametrize(
    "around",
    [
        "{}被拘留",
        "{}当场履行货款5万元。",
        "经释法明理，{}当场付清。",
        "{}拒不到庭。",
        "次日，{}主动到庭认错。",
    ],
)
def test_a_name_that_begins_a_clause(name: str, around: str) -> None:
    assert name in {named.name for named in unmasked(around.format(name))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("欧阳建国申请执行阿依古丽·买买提借款一案。", ("欧阳建国", "阿依古丽·买买提")),
        ("原告李四光与被告谢广坤相邻权纠纷一案。", ("李四光", "谢广坤")),
        ("谢大脚女士领到工资。", ("谢大脚",)),
        ("申请人 王 大 拿 与被执行人 刘 大 脑 袋 ，双方和解。", ("王大拿", "刘大脑袋")),
        ("包工头赵大成拖欠工钱。", ("赵大成",)),
        ("申请执行人李桂芳年过七旬。", ("李桂芳",)),
    ],
)
def test_names_of_every_kind(text: str, names: tuple[str, ...]) -> None:
    names_of = court_names(DESK)
    story = draft_of(StoryPiece(title="", text=text, place="1"), names_of)
    assert story.parties == names
    assert not any(name in story.text + story.cause for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "法官李建国将被执行人王某某拘传到庭。李建国当场释法。",
        "被执行人高调炫富，被执行人常年在外，当事人安心生产，申请执行人连连道谢。",
        "申请执行人方便领款，被执行人解除限制，被执行人于当日到庭，债务人向亲友借款。",
        "向被执行人张贴公告，对车辆查封，将房屋腾空，对金融机构协查，把任务落实。",
        "工人施工结束，工人安全返乡，老人康复出院，村民严重不满，老板时常更换号码。",
        "被执行人王某立即还款，申请人李某某拿到钱，当事人马某、孙某文握手言和。",
        "将成功扣划，经常联系，关于和解，连夜赶赴，白天蹲守，高度重视，严格执行。",
        "执行局局长王建国带队，院长李明到场指挥，干警张强蹲守。",
    ],
)
def test_what_is_no_partys_name_is_left(text: str) -> None:
    assert unmasked(text) == ()


def test_a_title_and_a_cause_name_nobody() -> None:
    names = court_names(DESK)
    text = "赵铁柱欠货款3万元。原告孙某某与赵铁柱买卖合同纠纷一案，干警将赵铁柱拘传。"
    story = draft_of(StoryPiece(title="赵铁柱被拘留", text=text, place="1"), names)
    assert "赵铁柱" not in story.title + story.text + story.cause
    alone = draft_of(StoryPiece(title="赵铁柱被拘留", text="付清3万元。", place="1"), names)
    assert alone.title == "赵某某被拘留"


def test_the_case_of_the_users() -> None:
    text = "银州区法院：执行干警将被执行人孙立群拘传到庭。经释法明理，孙立群当场履行货款11.15万元，用时4天。"
    story = draft_of(StoryPiece(title="", text=text, place="1"), court_names(DESK))
    assert story.parties == ("孙立群",)
    assert re.findall(r"\{party1\}(..)", story.text) == ["拘传", "当场"]


@pytest.mark.parametrize(
    "text",
    [
        "住昌图县昌图镇向阳村12号。", "被执行人王某某，住铁岭市清河区向阳街12号3单元502室。",
        "李某住银州区向阳小区3号楼502室。", "现住昌图县八面城镇东街村5组18号。", "他住在河畔花园6号楼。",
    ],
)  # fmt: skip
def test_a_home_is_found(text: str) -> None:
    story = Story(id="a", court="", title="", text=text)
    assert "ST-03" in [problem.code for problem in problems_of(story)]


@pytest.mark.parametrize(
    "text",
    ["住铁岭市清河区。", "在昌图县某镇某村住。", "干警堵住县城东街路口。", "他住院3天。", "住某县某镇某村。",
     "按住昌图县城西路车辆。", "王某住进了新房。"],
)  # fmt: skip
def test_what_is_no_home(text: str) -> None:
    story = Story(id="a", court="", title="", text=text)
    assert "ST-03" not in [problem.code for problem in problems_of(story)]


def published(text: str, **more: object) -> Story:
    given_ = {"id": "a", "court": YINZHOU, "title": "题", "text": text, **more}
    return Story(**given_)  # type: ignore[arg-type]


def test_a_published_story_that_names_somebody_is_held() -> None:
    named = published("被执行人孙立群当场履行。")
    child = published("女儿王晓雨上学了。", id="b")
    sound = published("被执行人孙某某当场履行。", id="c")
    draft = published("被执行人孙立群当场履行。", id="d", publish=False)
    stories = (named, child, sound, draft)
    held = held_back(stories)
    assert [(p.code, p.subject) for p in held] == [("ST-01", "story>a"), ("ST-02", "story>b")]
    assert "孙立群" not in "".join(p.message + p.remedy for p in held)
    assert without_held(stories) == (sound, draft)


def test_what_no_story_file_can_hold_is_left_out() -> None:
    found = story_file([published("正文。", source="a\x1b[31m\x7f\udcff.txt 第1行", id="a\x00")])
    (story,) = tomllib.loads(found)["story"]
    assert story["source"] == "a[31m.txt 第1行"
    found.encode()
