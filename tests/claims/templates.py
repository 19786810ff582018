"""A truth as it is told in sentences; with `TEMPLATES`, all the ways of telling one."""

from __future__ import annotations

from decimal import Decimal

from tests.claims.pasted import PASTED, joined
from tests.claims.telling import COUNTS, COURTS, MONEY, Teller, Template


def plain(teller: Teller) -> str:
    return f"{teller.period}，{teller.court}共{joined(teller, teller.some(2, 5))}。"


def court_first(teller: Teller) -> str:
    return f"{teller.court}{teller.period}累计{joined(teller, teller.some(2, 4))}。"


def with_pauses(teller: Teller) -> str:
    return f"{teller.period}，{teller.court}共{joined(teller, teller.some(2, 4), '、')}。"


def with_semicolons(teller: Teller) -> str:
    return f"{teller.period}，{teller.court}{joined(teller, teller.some(2, 4), '；')}。"


def court_with_colon(teller: Teller) -> str:
    return f"{teller.period}战报。{teller.court}：{joined(teller, teller.some(2, 4), '、')}。"


def several_sentences(teller: Teller) -> str:
    first, *others = teller.some(3, 5)
    rest = "".join(f"{name}{number}。" for name, number in others)
    return f"{teller.period}，{teller.court}共{first[0]}{first[1]}。{rest}"


def respectively(teller: Teller) -> str:
    metrics = teller.rng.sample(("受理", "新收", "执结", "终本"), 3)
    known = {
        "受理": "cases_received",
        "新收": "cases_filed",
        "执结": "cases_closed",
        "终本": "cases_closed_interim",
    }
    numbers = [teller.figure(known[each])[1] for each in metrics]
    return f"{teller.period}，{teller.court}{'、'.join(metrics)}案件分别为{'、'.join(numbers)}。"


def courts_respectively(teller: Teller) -> str:
    courts = teller.rng.sample(COURTS, teller.rng.randint(2, 4))
    numbers = [teller.figure("cases_closed", court=court)[1] for court in courts]
    word = teller.rng.choice(("分别", "依次"))
    return f"{teller.period}，{'、'.join(courts[:-1])}和{courts[-1]}{word}执结案件{'、'.join(numbers)}。"


def courts_in_turn(teller: Teller) -> str:
    courts = teller.rng.sample(COURTS, teller.rng.randint(2, 4))
    told = [f"{court}{''.join(teller.figure('amount_recovered', court=court))}" for court in courts]
    return f"{teller.period}，" + "；".join(told) + "。"


def courts_by_sentence(teller: Teller) -> str:
    text = ""
    for court in teller.rng.sample(COURTS, 3):
        one, two = (
            teller.figure(each, court=court) for each in ("cases_closed", "persons_detained")
        )
        text += f"{court}{one[0]}{one[1]}，{two[0]}{two[1]}。"
    return f"{teller.period}，{text}"


def of_which(teller: Teller) -> str:
    whole = teller.figure("cases_closed")
    parts = [teller.figure(each, "of_which") for each in ("cases_completed", "cases_settled")]
    said = "、".join(f"{name}{number}" for name, number in parts)
    return f"{teller.period}，{teller.court}共{whole[0]}{whole[1]}，其中{said}。"


def of_which_and_on(teller: Teller) -> str:
    whole = teller.figure("cases_closed")
    part = teller.figure("cases_completed", "of_which")
    after = teller.figure("amount_recovered")
    return (
        f"{teller.period}，{teller.court}{''.join(whole)}，其中{''.join(part)}；{''.join(after)}。"
    )


def year_on_year(teller: Teller) -> str:
    text = f"{teller.period}，{teller.court}"
    said = []
    for metric in ("cases_received", "cases_closed", "amount_recovered"):
        name, number = teller.figure(metric)
        said.append(f"{name}{number}，{teller.change(metric)}")
    return text + "；".join(said) + "。"


def year_on_year_in_order(teller: Teller) -> str:
    told = [teller.figure(each) for each in ("cases_received", "cases_closed")]
    changes = []
    for metric in ("cases_received", "cases_closed"):
        value, written = teller.percent()
        teller.note(metric, value, "%", "increase")
        changes.append(written)
    return (
        f"{teller.period}，{teller.court}{joined(teller, told)}，同比分别增长{'、'.join(changes)}。"
    )


def changed_in_number(teller: Teller) -> str:
    name, number = teller.figure("cases_closed")
    more = teller.rng.randint(2, 300)
    teller.note("cases_closed", Decimal(more), "件", "increase")
    word = teller.rng.choice(("增加", "上升", "多", "增长"))
    return f"{teller.period}，{teller.court}{name}{number}，较上周{word}{more}件。"


def rates(teller: Teller) -> str:
    link = teller.rng.choice(("", "为", "达", "达到"))
    said = [
        f"{name}{link}{number}" for name, number in (teller.rate(), teller.rate(), teller.rate())
    ]
    return f"{teller.period}，{teller.court}{'，'.join(said)}。"


def rates_respectively(teller: Teller) -> str:
    (one, first), (two, second) = teller.rate("completion_rate"), teller.rate("recovery_rate")
    return f"{teller.period}，{teller.court}{one}、{two}分别为{first}、{second}。"


def rate_in_brackets(teller: Teller) -> str:
    name, number = teller.figure("cases_closed")
    rate, percent = teller.rate("closure_rate")
    return f"{teller.period}，{teller.court}共{name}{number}（{rate}{percent}）。"


def rate_and_place(teller: Teller) -> str:
    rate, percent = teller.rate()
    place = teller.rng.randint(1, 9)
    teller.note(teller.told[-1].metric, Decimal(place), "位", "rank")
    return f"{teller.period}，{teller.court}{rate}{percent}，位居全市第{'一二三四五六七八九'[place - 1]}。"


def points(teller: Teller) -> str:
    rate, percent = teller.rate()
    value = teller.rng.randint(1, 999)
    teller.note(teller.told[-1].metric, Decimal(value) / 100, "百分点", "decrease")
    return (
        f"{teller.period}，{teller.court}{rate}{percent}，同比下降{Decimal(value) / 100}个百分点。"
    )


def number_first(teller: Teller) -> str:
    said = []
    for metric, unit, behind in (
        ("persons_detained", "人", "被司法拘留"),
        ("cases_closed", "件", "案件得到执结"),
        ("persons_compelled", "人", "被拘传到院"),
    ):
        number = teller.rng.randint(2, 900)
        teller.note(metric, Decimal(number), unit)
        said.append(f"{number}{unit}{behind}")
    return f"{teller.period}，{teller.court}共有{'，'.join(said)}。"


def number_first_with_to(teller: Teller) -> str:
    one, two = teller.rng.randint(2, 300), teller.rng.randint(2, 300)
    teller.note("persons_blacklisted", Decimal(one), "人")
    teller.note("persons_restricted", Decimal(two), "人")
    return f"{teller.period}，{teller.court}共将{one}人纳入失信名单，对{two}人限制高消费。"


def persons_and_money(teller: Teller) -> str:
    people, amount = teller.rng.randint(2, 90), teller.rng.randint(2, 300)
    teller.note("persons_fined", Decimal(people), "人")
    teller.note("fines_amount", Decimal(amount) * 10_000, "元")
    name, number = teller.figure("persons_detained")
    return f"{teller.period}，{teller.court}共罚款{people}人{amount}万元，{name}{number}。"


def cases_and_persons(teller: Teller) -> str:
    cases, people = teller.rng.randint(2, 60), teller.rng.randint(2, 60)
    teller.note("cases_criminal", Decimal(cases), "件")
    teller.note("persons_criminal", Decimal(people), "人")
    return f"{teller.period}，{teller.court}共以涉嫌拒执罪移送公安机关{cases}案{people}人。"


def after_a_heading(teller: Teller) -> str:
    said = joined(teller, teller.some(2, 4))
    return f"一、主要做法\n各级高度重视，精心组织，务求实效。\n二、工作成效\n{teller.period}，{teller.court}共{said}。"


def with_its_story(teller: Teller) -> str:
    said = joined(teller, teller.some(2, 4))
    story = "被执行人张某拖欠李某某货款3.2万元，经执行干警耐心劝导，张某当场履行完毕。"
    return f"{story}\n{teller.period}，{teller.court}共{said}。"


def roughly(teller: Teller) -> str:
    metrics = teller.rng.sample((*COUNTS, *MONEY), 4)
    said = "，".join("".join(teller.rough(each)) for each in metrics)
    return f"{teller.period}，{teller.court}共{said}。"


def persons_or_times(teller: Teller) -> str:
    one, two = teller.rng.randint(2, 900), teller.rng.randint(2, 900)
    teller.note("persons_detained", Decimal(one), "人次")
    teller.note("persons_compelled", Decimal(two), "人次")
    return f"{teller.period}，{teller.court}共司法拘留{one}人（次），拘传{two}人/次。"


def months_in_order(teller: Teller) -> str:
    for month, number in (("10月", 12), ("11月", 98)):
        teller.note("cases_closed", Decimal(number), "件", period=month)
    return f"{teller.court}10月、11月分别执结案件12件、98件。"


def months_in_turn(teller: Teller) -> str:
    name, number = teller.figure("cases_closed", period="10月")
    other, more = teller.figure("amount_recovered", period="11月")
    return f"{teller.court}10月{name}{number}，11月{other}{more}。"


def courts_in_brackets(teller: Teller) -> str:
    told = []
    for court in teller.rng.sample(COURTS, 3):
        number = teller.rng.randint(2, 900)
        teller.note("cases_closed", Decimal(number), "件", court=court)
        told.append(f"{court}（{number}件）")
    return f"{teller.period}，执结案件数居前三位的是{'、'.join(told)}。"


def courts_of_the_whole(teller: Teller) -> str:
    whole = teller.figure("cases_closed", court="全市法院")
    told = []
    for court in teller.rng.sample(COURTS, 2):
        number = teller.rng.randint(2, 90)
        teller.note("cases_closed", Decimal(number), "件", "of_which", court=court)
        told.append(f"{court}{number}件")
    return f"{teller.period}，全市法院共{''.join(whole)}，其中{'、'.join(told)}。"


def two_rows_in_order(teller: Teller) -> str:
    courts = teller.rng.sample(COURTS, 3)
    closed = [teller.figure("cases_closed", court=court)[1] for court in courts]
    amounts = [teller.figure("amount_recovered", court=court)[1] for court in courts]
    return (
        f"{teller.period}，{'、'.join(courts)}三家法院分别执结案件{'、'.join(closed)}，"
        f"分别执行到位{'、'.join(amounts)}。"
    )


def what_it_was(teller: Teller) -> str:
    rate = teller.rng.randint(1000, 9000)
    teller.note("closure_rate", Decimal(rate) / 100, "%", "rate")
    up = teller.rng.randint(1, 900)
    teller.note("closure_rate", Decimal(up) / 100, "百分点", "increase")
    return f"{teller.period}，{teller.court}结案率达{Decimal(rate) / 100}%，较年初提高{Decimal(up) / 100}个百分点。"


def among_other_numbers(teller: Teller) -> str:
    said = joined(teller, teller.some(2, 3))
    noise = teller.rng.choice((
        "召开第3次推进会，", "按照法〔2025〕12号文件要求，", "聚焦“1+4”工作任务，",
        "依据《民事诉讼法》第一百一十四条，", "历时3个月，", "坚持一案一策，", "兵分三路，",
    ))  # fmt: skip
    return f"{teller.period}，{teller.court}{noise}共{said}。"


def told_twice(teller: Teller) -> str:
    text = after_a_heading(teller)
    return f"{text}\n\n{text}"


TEMPLATES: tuple[Template, ...] = (
    *PASTED,
    plain, court_first, with_pauses, with_semicolons, court_with_colon, several_sentences,
    respectively, courts_respectively, courts_in_turn, courts_by_sentence, of_which,
    of_which_and_on, year_on_year, year_on_year_in_order, changed_in_number, rates,
    rates_respectively, rate_in_brackets, rate_and_place, points, number_first,
    number_first_with_to, persons_and_money, cases_and_persons, after_a_heading, with_its_story,
    roughly, persons_or_times, months_in_order, months_in_turn, courts_in_brackets,
    courts_of_the_whole, two_rows_in_order, what_it_was, among_other_numbers, told_twice,
)  # fmt: skip
