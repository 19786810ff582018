"""The campaign file: what it declares, and the line on which each fault is found."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Due
from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.workflow.campaign.courts import usual_short_name
from enforcement_cli.workflow.campaign.describe import (
    campaign_days_note,
    describe_configuration,
)
from enforcement_cli.workflow.campaign.file import read_campaign_file

GOOD = """\
[desk]
court = "辽12"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
aliases = ["中院", "铁岭市"]

[[court]]
code = "辽1202"
name = "铁岭市银州区人民法院"
aliases = ["银州"]

[[court]]
code = "辽1221"
name = "铁岭县人民法院"

[[campaign]]
id = "winter70"
name = "大干70天"
start = 2025-12-20
end = 2026-02-28

[[campaign.expects]]
form = "cases"
due = { weekday = "monday", time = "09:30", grace_days = 1 }

[[campaign.phase]]
name = "排查"
start = 2025-12-20
end = 2025-12-31

[[campaign.operation]]
id = "spring"
name = "春节攻坚"
court = "辽1202"
start = 2026-02-01
end = 2026-02-28

[[campaign.action]]
id = "small"
name = "小标的"
claim_at_most = "10万元"

[[campaign.action]]
id = "wages"
name = "欠薪"
causes = ["wage", "migrant_wage"]

[[campaign.target]]
court = "辽1202"
action = "small"
indicator = "cases_closed"
at_least = 150

[[transfer]]
case_no = "（2026）辽1202执123号"
to = "辽1221"
on = 2026-01-05
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "enforce.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> BadConfiguration:
    with pytest.raises(BadConfiguration) as caught:
        read_campaign_file(write(folder, text))
    assert caught.value.remedy
    return caught.value


def marked_line(text: str) -> str:
    """The origin of an error on the one line that has the comment #!."""
    (number,) = [n for n, line in enumerate(text.split("\n"), 1) if "#!" in line]
    return f"enforce.toml 第{number}行"


def test_reads_values_and_defaults(tmp_path: Path) -> None:
    desk = read_campaign_file(write(tmp_path, GOOD))
    assert desk.court == "辽12"
    assert (desk.calendar.week_starts, desk.calendar.month_starts) == (0, 1)
    assert [court.short for court in desk.courts] == ["铁岭市中院", "银州区法院", "铁岭县法院"]
    assert [court.level for court in desk.courts] == ["intermediate", "basic", "basic"]
    (campaign,) = desk.campaigns
    assert (campaign.label, campaign.case_types, campaign.scope) == ("71天", ("执", "执恢"), "all")
    assert (campaign.recovered_basis, campaign.missing) == ("flow", "omit")
    assert campaign.expects[0].courts is None
    assert campaign.expects[0].due == Due(weekday=0, at=time(9, 30), grace_days=1)
    assert campaign.actions[0].claim_at_most_fen == 10_000_000
    assert campaign.actions[1].causes == ("wage", "migrant_wage")
    assert campaign.targets[0].at_least == Decimal(150)
    assert campaign.transfers[0].to == "辽1221"
    assert campaign.transfers[0].on == date(2026, 1, 5)


def test_tables_belong_to_the_last_campaign_before_them(tmp_path: Path) -> None:
    second = '[[campaign]]\nid = "b"\nname = "乙"\nstart = 2026-03-01\nend = 2026-03-31\n'
    action = '[[campaign.action]]\nid = "small"\nname = "小"\nclaim_above = "1.5万元"\n'
    desk = read_campaign_file(write(tmp_path, GOOD + second + action))
    assert [len(campaign.actions) for campaign in desk.campaigns] == [2, 1]
    assert desk.campaigns[1].actions[0].claim_above_fen == 1_500_000
    assert desk.campaigns[0].transfers == desk.campaigns[1].transfers != ()


def test_calendar_of_the_desk(tmp_path: Path) -> None:
    calendar = 'week_starts = "friday"\nmonth_starts = 26\nyear_starts = "12-01"\n'
    text = GOOD.replace("[desk]\n", "[desk]\n" + calendar)
    desk = read_campaign_file(write(tmp_path, text))
    assert desk.calendar.week_starts == 4
    assert desk.calendar.month_starts == 26
    assert desk.calendar.year_starts == (12, 1)


# What is replaced in the good file, by what; the comment #! marks the line to be named.
FAULTS = {
    "unknown table": ('[[campaign.action]]\nid = "small"', '[[campaign.acton]] #!\nid = "small"'),
    "unknown key": ('name = "大干70天"', 'naem = "大干70天" #!'),
    "unknown key of an inline table": ("grace_days = 1 }", "grace_day = 1 } #!"),
    "key of the campaign after a sub-table": ('form = "cases"', 'form = "cases"\nscope = "all" #!'),
    "no desk.court": ('[desk]\ncourt = "辽12"', "[desk] #!"),
    "no court code": ('[[court]]\ncode = "辽1221"', "[[court]] #!"),
    "no court name": ('[[court]]\ncode = "辽1221"\nname = "铁岭县人民法院"',
                      '[[court]] #!\ncode = "辽1221"'),
    "no campaign id": ('[[campaign]]\nid = "winter70"', "[[campaign]] #!"),
    "no campaign name": ('[[campaign]]\nid = "winter70"\nname = "大干70天"',
                         '[[campaign]] #!\nid = "winter70"'),
    "no campaign start": ('[[campaign]]\nid = "winter70"\nname = "大干70天"\nstart = 2025-12-20',
                          '[[campaign]] #!\nid = "winter70"\nname = "大干70天"'),
    "no form": ('[[campaign.expects]]\nform = "cases"', "[[campaign.expects]] #!"),
    "no transfer to": ('[[transfer]]\ncase_no = "（2026）辽1202执123号"\nto = "辽1221"',
                       '[[transfer]] #!\ncase_no = "（2026）辽1202执123号"'),
    "no bound": (('[[campaign.target]]\ncourt = "辽1202"\naction = "small"\n'
                 'indicator = "cases_closed"\nat_least = 150'),
                 '[[campaign.target]] #!\nindicator = "cases_closed"'),
    "no condition": ('[[campaign.action]]\nid = "small"\nname = "小标的"\nclaim_at_most = "10万元"',
                     '[[campaign.action]] #!\nid = "small"\nname = "小标的"'),
    "id that is a path": ('id = "winter70"', 'id = "winter/70" #!'),
    "number for text": ('name = "大干70天"', "name = 70 #!"),
    "blank text": ('name = "大干70天"', 'name = " " #!'),
    "text for date": ("on = 2026-01-05", 'on = "2026-01-05" #!'),
    "moment for date": ("on = 2026-01-05", "on = 2026-01-05T08:00:00 #!"),
    "text for list": ('aliases = ["银州"]', 'aliases = "银州" #!'),
    "number in a list": ('aliases = ["银州"]', 'aliases = [\n"银州",\n7 #!\n]'),
    "one bracket for two": ("[[campaign.phase]]", "[campaign.phase] #!"),
    "two brackets for one": ("[desk]", "[[desk]] #!"),
    "weekday": ('weekday = "monday", time = "09:30", grace_days = 1 }', 'weekday = "mon" } #!'),
    "time": ('time = "09:30", grace_days = 1 }', 'time = "24:00" } #!'),
    "negative days": ("grace_days = 1 }", "grace_days = -1 } #!"),
    "flag for number": ("grace_days = 1 }", "grace_days = true } #!"),
    "end before start": ("end = 2026-02-28\n\n[[campaign.e",
                         "end = 2025-02-28 #!\n\n[[campaign.e"),
    "desk court": ('[desk]\ncourt = "辽12"', '[desk]\ncourt = "辽13" #!'),
    "expected court": ('form = "cases"', 'form = "cases"\ncourts = [\n"辽1202",\n"辽1299", #!\n]'),
    "operation court": ('court = "辽1202"\nstart', 'court = "辽9999" #!\nstart'),
    "target court by name": ('court = "辽1202"\naction', 'court = "银州" #!\naction'),
    "transfer to nobody": ('to = "辽1221"', 'to = "辽1222" #!'),
    "case number": ('"（2026）辽1202执123号"', '"辽1202执123" #!'),
    "target action": ('action = "small"', 'action = "smal" #!'),
    "target phase": ("at_least = 150", 'at_least = 150\nphase = "收尾" #!'),
    "any_of unknown": ('claim_at_most = "10万元"', 'any_of = ["wages", "wage"] #!'),
    "all_of unknown": ('claim_at_most = "10万元"', 'all_of = ["wage"] #!'),
    "action of itself": ('claim_at_most = "10万元"', 'any_of = ["small"] #!'),
    "circle": ('claim_at_most = "10万元"\n\n[[campaign.action]]',
               'any_of = ["wages"] #!\n\n[[campaign.action]]\nall_of = ["small"]'),
    "cause": ('"migrant_wage"]', '"migrant"] #!'),
    "form": ('form = "cases"', 'form = "case" #!'),
    "scope": ('id = "winter70"', 'id = "winter70"\nscope = "action" #!'),
    "campaign twice": ("[[transfer]]", ('[[campaign]]\nid = "winter70" #!\nname = "乙"\n'
                       "start = 2026-03-01\nend = 2026-03-02\n[[transfer]]")),
    "action twice": ('id = "wages"', 'id = "small" #!'),
    "action twice but for a capital": ('id = "wages"', 'id = "Small" #!'),
    "action no column can be named for": ('id = "wages"', 'id = "back-pay" #!'),
    "operation twice": ("[[campaign.action]]", ('[[campaign.operation]]\nid = "spring" #!\nname = "春"\n'
                        "start = 2026-01-01\nend = 2026-01-01\n[[campaign.action]]")),
    "phase twice": ("[[campaign.operation]]", ('[[campaign.phase]]\nname = "排查" #!\n'
                    "start = 2026-01-01\nend = 2026-01-01\n[[campaign.operation]]")),
    "court twice": ('code = "辽1221"', 'code = "辽1202" #!'),
    "code of odd length": ('code = "辽1221"', 'code = "辽12210" #!'),
    "alias of two courts": ('"铁岭县人民法院"', '"铁岭县人民法院"\naliases = ["银州"] #!'),
    "short name of two courts": ('"铁岭县人民法院"', '"铁岭县人民法院"\nshort = "银州区法院" #!'),
    "T19 bare 铁岭 for the city": ('"铁岭市"]', '"铁岭"] #!'),
    "T19 bare 铁岭 for the county": ('"铁岭县人民法院"', '"铁岭县人民法院"\naliases = ["铁岭"] #!'),
    "alias every court has": ('aliases = ["银州"]', 'aliases = ["法院"] #!'),
    "money without unit": ('"10万元"', "100000 #!"),
    "money with a word": ('"10万元"', '"约10万元" #!'),
    "less than a 分": ('"10万元"', '"0.001元" #!'),
    "bounds no claim can meet": ('claim_at_most = "10万元"',
                                 'claim_at_most = "10万元"\nclaim_above = "10万元" #!'),
    "operation before the campaign": ("start = 2026-02-01", "start = 2025-12-01 #!"),
    "phase after the campaign": ("end = 2025-12-31", "end = 2026-12-31 #!"),
    "decimal bound": ("at_least = 150", "at_least = 0.8 #!"),
    "negative bound": ("at_least = 150", "at_least = -1 #!"),
    "between upside down": ("at_least = 150", "between = [9, 5] #!"),
    "between of three": ("at_least = 150", "between = [1, 5, 9] #!"),
    "two kinds of bound": ("at_least = 150", "at_least = 150\nclear = true #!"),
    "money bound without unit": ('"cases_closed"\nat_least = 150',
                                 '"amount_recovered"\nat_least = 800 #!'),
    "clear what is not open": ('"cases_closed"\nat_least = 150', '"cases_closed" #!\nclear = true'),
    "by before from": ("at_least = 150", "at_least = 1\nfrom = 2026-02-01\nby = 2026-01-01 #!"),
    "day of no year": ("[desk]", '[desk]\nyear_starts = "02-30" #!'),
    "leap day": ("[desk]", '[desk]\nyear_starts = "02-29" #!'),
    "day not every month has": ("[desk]", "[desk]\nmonth_starts = 31 #!"),
    "full-width equals": ('[desk]\ncourt = "辽12"', '[desk]\ncourt ＝ "辽12" #!'),
    "curly quotes": ('name = "大干70天"', "name = “大干70天” #!"),
    "key twice": ('name = "大干70天"', 'name = "大干70天"\nname = "大干" #!'),
    "campaign to compare with": ('id = "winter70"', 'id = "winter70"\ncompares = "winter69" #!'),
    "compared with itself": ('id = "winter70"', 'id = "winter70"\ncompares = "winter70" #!'),
    "pace": ('id = "winter70"', 'id = "winter70"\npace = "workday" #!'),
    "curve without points": ('id = "winter70"', 'id = "winter70"\npace = "curve" #!'),
    "points without curve": ('id = "winter70"', ('id = "winter70"\n'
                             'curve = [{ day = 2026-01-31, share = "30%" }] #!')),
    "point outside the campaign": ('id = "winter70"', ('id = "winter70"\npace = "curve"\n'
                                   'curve = [\n{ day = 2026-03-31, share = "30%" }] #!')),
    "points out of order": ('id = "winter70"', ('id = "winter70"\npace = "curve"\ncurve = [\n'
                            '{ day = 2026-01-31, share = "30%" },\n{ day = 2026-01-31, share = "40%" }] #!')),
    "share that falls": ('id = "winter70"', ('id = "winter70"\npace = "curve"\ncurve = [\n'
                         '{ day = 2026-01-01, share = "30%" },\n{ day = 2026-01-31, share = "20%" }] #!')),
    "share that is none": ('id = "winter70"', ('id = "winter70"\npace = "curve"\n'
                           'curve = [{ day = 2026-01-31, share = "三成" }] #!')),
    "less than all at the end": ('id = "winter70"', ('id = "winter70"\npace = "curve"\n'
                                 'curve = [{ day = 2026-02-28, share = "99%" }] #!')),
    "key of a point": ('id = "winter70"', ('id = "winter70"\npace = "curve"\n'
                       'curve = [{ date = 2026-01-31, share = "30%" }] #!')),
    "small base": ('id = "winter70"', 'id = "winter70"\nsmall_base = "10" #!'),
    "approximate": ('name = "春节攻坚"', 'name = "春节攻坚"\napproximate = "余" #!'),
    "beside a campaign that is not there": ("[[transfer]]", ('[[campaign.beside]]\nname = "并列"\n'
                                            'campaign = "winter69" #!\n[[transfer]]')),
    "beside backwards": ("[[transfer]]", ('[[campaign.beside]]\nname = "并列"\nfrom = 2026-01-02\n'
                         "to = 2026-01-01 #!\n[[transfer]]")),
    "beside twice": ("[[transfer]]", ('[[campaign.beside]]\nname = "并列"\n[[campaign.beside]]\n'
                     'name = "并列" #!\n[[transfer]]')),
    "beside in another unit": ("[[transfer]]", ('[[campaign.beside]]\nname = "并列"\nunit = "件" #!\n'
                               "[[transfer]]")),
    "key of beside": ("[[transfer]]", '[[campaign.beside]]\nname = "并列"\nstart = 2026-01-01 #!\n[[transfer]]'),
    "interval without ends": ("[[transfer]]", '[[campaign.interval]] #!\nindicator = "x"\n[[transfer]]'),
    "interval upside down": ("[[transfer]]", ('[[campaign.interval]]\nindicator = "x"\nlow = "60%"\n'
                             'high = "35%" #!\n[[transfer]]')),
    "interval twice": ("[[transfer]]", ('[[campaign.interval]]\nindicator = "x"\nlow = "60%"\n'
                       '[[campaign.interval]]\nindicator = "x" #!\nhigh = "70%"\n[[transfer]]')),
    "interval of money without unit": ("[[transfer]]", ('[[campaign.interval]]\n'
                                       'indicator = "amount_recovered"\nlow = 60 #!\n[[transfer]]')),
    "date of no calendar": ("on = 2026-01-05", "on = 2026-13-05 #!"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_on_its_line(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    assert fault(tmp_path, text).where == marked_line(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("naem", "name"), ("recoverd_basis", "recovered_basis"), ("acton", "action")],
)
def test_an_unknown_key_suggests_the_nearest(tmp_path: Path, written: str, meant: str) -> None:
    error = fault(tmp_path, GOOD.replace('id = "winter70"', f'id = "winter70"\n{written} = "x"'))
    assert written in error.message
    assert f"{meant}？" in error.remedy


EARLIER = """
[[campaign]]
id = "winter69"
name = "去冬"
start = 2024-12-20
end = 2025-02-28
"""
WINDOWS = """
compares = "winter69"
pace = "curve"
small_base = 5
curve = [{ day = 2025-12-31, share = "12.5%" }, { day = 2026-01-31, share = "60%" }]
"""
BESIDE = """
[[campaign.beside]]
name = "专职团队"
from = 2025-01-01
court = "辽1202"
team = "拘传团队"
indicators = ["persons_detained"]
unit = "人次"
approximate = true

[[campaign.beside]]
name = "去冬"
campaign = "winter69"

[[campaign.interval]]
indicator = "completion_rate"
low = "35%"
"""


@pytest.mark.parametrize("hidden", ["\\u0000", "\\u202e", "\\u200b", "\\ufeff", "\\t", "\\u0007"])
def test_a_name_holds_no_sign_that_hides(tmp_path: Path, hidden: str) -> None:
    text = GOOD.replace('name = "大干70天"', f'name = "大干{hidden}70天"  # HERE')
    assert text != GOOD
    assert "第" in fault(tmp_path, text).where


def test_windows_and_paces_of_a_campaign(tmp_path: Path) -> None:
    text = GOOD.replace("[[campaign]]", f"{EARLIER}\n[[campaign]]", 1)
    text = text.replace("end = 2026-02-28\n\n[[campaign.expects]]",
                        f"end = 2026-02-28\n{WINDOWS}{BESIDE}\n[[campaign.expects]]", 1)  # fmt: skip
    path = write(tmp_path, text)
    desk = read_campaign_file(path)
    _, campaign = desk.campaigns
    assert (campaign.compares, campaign.pace, campaign.small_base) == ("winter69", "curve", 5)
    assert campaign.curve == (
        (date(2025, 12, 31), Decimal("0.125")), (date(2026, 1, 31), Decimal("0.6")),
    )  # fmt: skip
    team, earlier = campaign.beside
    assert (team.start, team.end, team.team, team.unit) == (
        date(2025, 1, 1),
        None,
        "拘传团队",
        "人次",
    )
    assert (team.indicators, team.approximate) == (("persons_detained",), True)
    assert (earlier.campaign, earlier.start, earlier.unit) == ("winter69", None, "")
    (interval,) = campaign.intervals
    assert (interval.low, interval.high) == (Decimal("0.35"), None)
    assert "第" in interval.where
    rows = {key: value for key, value, _ in describe_configuration(desk, path)}
    assert rows["campaign.winter70.curve.2.share"] == "60%"
    assert rows["campaign.winter70.beside.1.team"] == "拘传团队"
    assert rows["campaign.winter70.interval.1.low"] == "35%"
    assert rows["campaign.winter69.small_base"] == "10"


def test_a_campaign_is_compared_with_one_that_began_before(tmp_path: Path) -> None:
    text = GOOD.replace("[[campaign]]", f'{EARLIER}compares = "winter70" #!\n\n[[campaign]]', 1)
    assert fault(tmp_path, text).where == marked_line(text)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ('at_least = "800万元"', Decimal(800_000_000), None),
        ('at_most = "1,234.56元"', None, Decimal(123_456)),
        ('at_least = "80%"', Decimal("0.8"), None),
        ('between = ["35.5%", "60%"]', Decimal("0.355"), Decimal("0.6")),
        ("at_least = 3\nat_most = 5", Decimal(3), Decimal(5)),
        ("at_most = 0", None, Decimal(0)),
    ],
)
def test_bounds_are_exact(
    tmp_path: Path, written: str, low: Decimal | None, high: Decimal | None
) -> None:
    desk = read_campaign_file(write(tmp_path, GOOD.replace("at_least = 150", written)))
    target = desk.campaigns[0].targets[0]
    assert (target.at_least, target.at_most) == (low, high)


def test_clear_means_no_open_case(tmp_path: Path) -> None:
    text = GOOD.replace('indicator = "cases_closed"\nat_least = 150', "clear = true")
    target = read_campaign_file(write(tmp_path, text)).campaigns[0].targets[0]
    assert (target.indicator, target.at_most) == ("cases_open", Decimal(0))


def test_every_condition_of_an_action(tmp_path: Path) -> None:
    action = (
        '[[campaign.action]]\nid = "old"\nname = "积案"\nclaim_above = "10万元"\n'
        'filed_before = 2025-07-01\nstatus = "open"\nparty = "enterprise"\ndeclared = true\n'
        'any_of = ["small", "wages"]\nall_of = ["wages"]\nfrozen_at = "never"\n[[transfer]]'
    )
    text = GOOD.replace("[[transfer]]", action)
    old = read_campaign_file(write(tmp_path, text)).campaigns[0].actions[2]
    assert (old.claim_above_fen, old.filed_before) == (10_000_000, date(2025, 7, 1))
    assert (old.status, old.party, old.declared) == ("open", "enterprise", True)
    assert (old.any_of, old.all_of, old.frozen_at) == (("small", "wages"), ("wages",), "never")


def test_a_campaign_may_carry_its_own_transfers(tmp_path: Path) -> None:
    text = GOOD.replace("[[transfer]]", "[[campaign.transfer]]")
    assert read_campaign_file(write(tmp_path, text)).campaigns[0].transfers[0].to == "辽1221"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("铁岭市银州区人民法院", "银州区法院"),
        ("西丰县人民法院", "西丰县法院"),
        ("调兵山市人民法院", "调兵山市法院"),
        ("辽宁省铁岭市中级人民法院", "铁岭市中院"),
        ("山东省青岛市市北区人民法院", "市北区法院"),
        ("津市市人民法院", "津市市法院"),
        ("鄂尔多斯市鄂托克前旗人民法院", "鄂托克前旗法院"),
        ("沈阳铁路运输法院", "沈阳铁路运输法院"),
    ],
)
def test_usual_short_names(name: str, short: str) -> None:
    assert usual_short_name(name) == short


def test_banners_are_not_confused(tmp_path: Path) -> None:
    courts = (
        '[[court]]\ncode = "内0623"\nname = "鄂托克前旗人民法院"\n'
        '[[court]]\ncode = "内0624"\nname = "鄂托克旗人民法院"\naliases = ["{alias}"] #!\n'
    )
    whole = GOOD.replace("[[campaign]]", courts.format(alias="鄂托克旗") + "[[campaign]]")
    assert len(read_campaign_file(write(tmp_path, whole)).courts) == 5
    part = GOOD.replace("[[campaign]]", courts.format(alias="鄂托克") + "[[campaign]]")
    assert fault(tmp_path, part).where == marked_line(part)


def test_a_missing_file_and_a_folder_are_unknown(tmp_path: Path) -> None:
    for path in (tmp_path / "enforce.toml", tmp_path):
        with pytest.raises(UnknownName):
            read_campaign_file(path)


def test_encodings(tmp_path: Path) -> None:
    path = tmp_path / "enforce.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_campaign_file(path).court == "辽12"
    path.write_bytes(GOOD.encode("gbk"))
    with pytest.raises(BadConfiguration) as caught:
        read_campaign_file(path)
    assert caught.value.where == "enforce.toml 第2行"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        'a = "',
        "a = " + "[" * 9000,
        "desk = 1",
        "desk = {}",
        "court = [1]",
        "\0",
        "[desk]\n[desk]",
        "a = " + "9" * 5000,
        '[desk]\ncourt = "辽12"\n[[court]]\ncode = "辽12"\nname = "铁岭市中级人民法院"',
        GOOD.split("[[court]]", maxsplit=1)[0] + "[[campaign" + GOOD.split("[[campaign", 1)[1],
    ],
)
def test_any_broken_text_is_one_sentence(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, text).where.startswith("enforce.toml 第")


def test_description_tells_file_from_default(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    rows = {key: rest for key, *rest in describe_configuration(read_campaign_file(path), path)}
    assert rows["desk.court"] == ["辽12", "enforce.toml 第2行"]
    assert rows["desk.week_starts"] == ["monday", "默认"]
    assert rows["court.辽1202.short"] == ["银州区法院", "默认"]
    assert rows["campaign.winter70.label"] == ["71天", "默认"]
    assert rows["campaign.winter70.expects.1.due.time"][0] == "09:30"
    assert rows["campaign.winter70.expects.1.due.holiday"] == ["next", "默认"]
    assert rows["campaign.winter70.action.small.claim_at_most"][0] == "10万元"
    assert rows["transfer.1.to"][0] == "辽1221"


def test_seventy_and_seventy_one_days(tmp_path: Path) -> None:
    campaign = read_campaign_file(write(tmp_path, GOOD)).campaigns[0]
    note = campaign_days_note(replace(campaign, label="七十天"))
    assert all(part in note for part in ("71 天", "70 天", "七十天"))
