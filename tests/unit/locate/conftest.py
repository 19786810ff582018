"""A desk of invented-free names: the courts of one prefecture, one campaign of three actions."""

import datetime as dt

import pytest

from enforcement_cli.model.campaign import Action, Campaign, Desk, Expectation
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar


def court(code, name, short, *aliases, level="basic"):
    return Court(code=code, name=name, short=short, aliases=aliases, level=level)


COURTS = (
    court("辽12", "辽宁省铁岭市中级人民法院", "铁岭中院", "中院", "市中院", "铁岭市中院", level="intermediate"),
    court("辽1202", "铁岭市银州区人民法院", "银州区法院", "银州法院", "银州"),
    court("辽1204", "铁岭市清河区人民法院", "清河区法院", "清河"),
    court("辽1221", "铁岭县人民法院", "铁岭县法院", "铁县法院", "县院"),
    court("辽1224", "昌图县人民法院", "昌图县法院", "昌图县院", "昌图"),
    court("辽1281", "调兵山市人民法院", "调兵山法院", "调兵山"),
    court("内0623", "鄂托克前旗人民法院", "鄂前旗法院", "鄂前旗"),
    court("内0624", "鄂托克旗人民法院", "鄂旗法院", "鄂旗"),
)  # fmt: skip


@pytest.fixture
def desk(campaign):
    return Desk(court="辽12", calendar=Calendar(), courts=COURTS, campaigns=(campaign,))


@pytest.fixture
def campaign():
    return Campaign(
        id="winter70",
        name="“大干70天”冬季专项执行行动",
        start=dt.date(2025, 12, 20),
        end=dt.date(2026, 2, 28),
        expects=(Expectation(form="cases"), Expectation(form="measures")),
        actions=(
            Action(id="small", name="小标的案件"),
            Action(id="livelihood", name="涉民生案件"),
            Action(id="wages", name="整治欠薪案件"),
        ),
    )
