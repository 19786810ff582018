"""Invented people, firms and identity numbers.

In: a random generator. Out: names no one is meant by, and numbers that cannot be valid.
Refuses to know cases.
"""

from random import Random

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_FIRST = "建志文国春秀玉海永红晓丽振宝德金艳立淑桂凤庆长忠伟明洪亚景少"
_SECOND = "军华强平英杰梅峰兰涛霞成波玲辉龙斌艳宇林刚敏东生芳民利田权山"
_TRADE = [
    "宏盛",
    "恒通",
    "瑞丰",
    "金禾",
    "北辰",
    "顺达",
    "华茂",
    "永兴",
    "泰和",
    "鑫源",
    "东旭",
    "万佳",
    "众诚",
    "广益",
    "安泰",
    "嘉禾",
]
_BUSINESS = ["商贸", "建材", "农资", "物流", "机械", "粮油", "装饰工程", "劳务", "食品", "汽配"]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def person(rng: Random) -> str:
    """A common surname and an invented given name."""
    given = rng.choice(_FIRST) + (rng.choice(_SECOND) if rng.random() < 0.85 else "")
    return rng.choice(_SURNAMES) + given


def firm(rng: Random) -> str:
    """An invented company."""
    return f"{rng.choice(_TRADE)}{rng.choice(_BUSINESS)}有限公司"


def bank(rng: Random) -> str:
    """An invented bank."""
    return f"{rng.choice(_TRADE)}村镇银行股份有限公司"


def identity_number(rng: Random) -> str:
    """Eighteen characters of a region that does not exist, with a wrong check digit."""
    born = f"{rng.randint(1958, 2000)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"219999{born}{rng.randint(1, 999):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    right = "10X98765432"[total % 11]
    return body + next(mark for mark in "0123456789" if mark != right)
