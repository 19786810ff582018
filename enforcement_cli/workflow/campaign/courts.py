"""The courts of the campaign file: codes, usual short names, and names that cannot be confused.

Comes in: the [[court]] tables. Goes out: courts in the order of the file. Refuses to know where
the names will be looked up; it only makes sure that each leads to one court.
"""

import re
from collections.abc import Sequence

from enforcement_cli.model.court import Court, Level
from enforcement_cli.vocabulary.words import normalise_word
from enforcement_cli.workflow.campaign.section import Section, check_unique, nearest

COURT_KEYS = ("code", "name", "short", "level", "aliases")
_LEVELS: tuple[Level, ...] = ("intermediate", "basic")

# 法院代字: the province's character, then two digits for an intermediate court and two more for a
# basic one (法〔2015〕137号).
_CODE = re.compile(r"[\u4e00-\u9fff]{1,2}\d{2}(?:\d{2})?")
_INTERMEDIATE_CODE = re.compile(r"\D+\d{2}")
_PROVINCE = re.compile(r"^.+?(?:省|自治区)(?=.+人民法院$)")
_CITY = re.compile(r"^.+?(?:自治州|地区|盟|市)(?=.+[区县市旗]人民法院$)")
_PLACE_UNITS = ("省", "市", "州", "盟", "区", "县", "旗")


def read_courts(sections: Sequence[Section]) -> tuple[Court, ...]:
    """The courts of the file.

    Raises:
        BadConfiguration: a wrong value, a code or a name that two courts share, an alias that
            could mean another court.
    """
    courts = tuple(_court(section) for section in sections)
    check_unique(sections, "code", "法院代字")
    _check_names(sections, courts)
    return courts


def usual_short_name(name: str) -> str:
    """How a court is called in the text of a bulletin, when the file does not say.

    >>> usual_short_name("铁岭市银州区人民法院"), usual_short_name("辽宁省铁岭市中级人民法院")
    ('银州区法院', '铁岭市中院')
    """
    local = _CITY.sub("", _PROVINCE.sub("", name))
    return local.replace("中级人民法院", "中院").replace("人民法院", "法院")


def court_code(section: Section, key: str, courts: Sequence[Court]) -> str | None:
    """The code of a declared court written at `key`; None when the key is absent.

    Raises:
        BadConfiguration: no such court, with the one it is likely to mean.
    """
    if key not in section.values:
        return None
    return required_court(section, key, courts)


def required_court(section: Section, key: str, courts: Sequence[Court]) -> str:
    """The code of a declared court written at `key`.

    Raises:
        BadConfiguration: it is not written, or there is no such court.
    """
    code = section.text(key)
    check_court(section, (key,), code, courts)
    return code


def check_court(
    section: Section, path: Sequence[str | int], code: str, courts: Sequence[Court]
) -> None:
    """Refuse a code that no [[court]] of the file has.

    Raises:
        BadConfiguration: naming the court that goes by that name, or the code most like it.
    """
    codes = [court.code for court in courts]
    if code in codes:
        return
    named = next((court for court in courts if code in court.names), None)
    hint = f"{named.name}的代字是 {named.code}。" if named else nearest(code, codes)
    raise section.fault(
        path,
        f"“{code}”不在 [[court]] 里。",
        f"{hint}请写法院代字，可以写的是：{'、'.join(codes)}。",
    )


def _court(section: Section) -> Court:
    section.check_keys(COURT_KEYS)
    code, name = section.text("code"), section.text("name")
    if not _CODE.fullmatch(code):
        raise section.fault(
            ("code",), f"“{code}”不像法院代字。", "中院如 辽12，基层法院如 辽1202，用半角数字。"
        )
    return Court(
        code=code,
        name=name,
        short=section.text("short", usual_short_name(name)),
        level=section.choice(
            "level", _LEVELS, "intermediate" if _INTERMEDIATE_CODE.fullmatch(code) else "basic"
        ),
        aliases=section.texts("aliases"),
    )


def _check_names(sections: Sequence[Section], courts: Sequence[Court]) -> None:
    owners: dict[str, Section] = {}
    for section, court in zip(sections, courts, strict=True):
        for path, name in _written_names(court):
            owner = owners.setdefault(normalise_word(name), section)
            if owner is not section:
                raise section.fault(
                    path,
                    f"“{name}”也是 {owner.text('name')}的名称。",
                    "一个名称只能指一家法院，请删去或改写其中一个；简称相同的，各写一个 short。",
                )
    for section, court in zip(sections, courts, strict=True):
        others = [each for each in courts if each is not court]
        for position in range(len(court.aliases)):
            _check_alias(section, position, court, others)


def _written_names(court: Court) -> list[tuple[tuple[str | int, ...], str]]:
    names: list[tuple[tuple[str | int, ...], str]] = [(("name",), court.name)]
    names.append((("short",), court.short))
    names.extend((("aliases", number), alias) for number, alias in enumerate(court.aliases))
    return names


def _check_alias(section: Section, position: int, court: Court, others: Sequence[Court]) -> None:
    """Refuse an alias that is a mere part of another court's name.

    Bare 铁岭 may be 铁岭市 or 铁岭县, 鄂托克 two banners; 铁岭市 with its 市 is a place of its own.
    """
    alias = court.aliases[position]
    for other in others:
        local = _PROVINCE.sub("", other.name)
        opens = local.startswith(alias) and not alias.endswith(_PLACE_UNITS)
        if opens or alias in other.short:
            raise section.fault(
                ("aliases", position),
                f"“{alias}”也可能指{other.name}。",
                f"请写全到能分清是哪家，例如“{court.short}”，或删去。",
            )
