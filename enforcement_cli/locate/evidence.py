"""What a text says about whose return this is and what it speaks of: court, period, unit, version.

Comes in: a text with its place, the desk, the campaign. Goes out: an Evidence, or None when it
says nothing. Refuses to weigh one place against another; workflow/ decides.
"""

import re
from datetime import date

from enforcement_cli.locate.body import says_zero
from enforcement_cli.locate.court_names import CourtNames
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.words import layout_words, normalise_word

_DATE = r"(?:(20\d\d)[年./-])?(\d{1,2})[月./-](\d{1,2})(?!\d)日?"
_RANGE = re.compile(
    _DATE
    + r"(?:至|到|-|—|~|~|–|―)+"
    + r"(?:(?:(20\d\d)[年./-])?(\d{1,2})[月./-])?(\d{1,2})(?![\d./月-])日?"
)
_AS_OF = re.compile(r"(?:截至|截止|截止日期|截至日期|统计截止日期)(?:时间|日期|日)?:?" + _DATE)
_WEEK = re.compile(r"第(\d{1,3}|[一二三四五六七八九十]{1,3})周")
_VERSION = re.compile(r"第(\d{1,2}|[一二三四五六七八九十]{1,3})次(报送|更正|补正)")
_VERSION_LETTER = re.compile(r"[vV](\d{1,2})(?!\d)")
_UNIT_LINE = re.compile(
    r"(?<![报送填责])单位(?::|均?为|是)?(?:人民币)?[件案人次套辆处天日、,/及和%]*(亿元|百万元|千元|万元|元)"
)
_UNIT_BRACKET = re.compile(r"[(\[【](?:人民币)?(亿元|百万元|千元|万元|元)[)\]】]")
_ORDER = r"(?:[(][一二三四五六七八九十\d]{1,2}[)]|[一二三四五六七八九十\d]{1,2}[、.])?"
_OFFICER = re.compile(_ORDER + r"(?:承办人|承办法官|执行员|法官):?([\u4e00-\u9fff]{2,4})$")
_OFFICER_BEFORE = re.compile(_ORDER + r"([\u4e00-\u9fff]{2,4}?)(?:法官|执行员)$")
_TEAM = re.compile(
    _ORDER + r"([\u4e00-\u9fff\d]{1,8}?(?:团队|合议庭|执行组|小组|[一二三四五六七八九十\d]组))$"
)
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}


def read_text(
    text: str,
    names: CourtNames,
    campaign: Campaign,
    *,
    source: str,
    sheet: str = "",
    row: int = 0,
    column: int = 0,
) -> Evidence | None:
    """Everything one text says."""
    plain = normalise_word(text)
    court, unknown = names.find(plain)
    start, end = _range(plain, campaign)
    as_of = _as_of(plain, campaign)
    week = _WEEK.search(plain)
    found = Evidence(
        source=source, text=text.strip(), sheet=sheet, row=row, column=column,
        court=court, unknown_court=unknown if source in ("title", "footer") else "",
        start=start, end=end, as_of=as_of,
        week=_number(week[1]) if week else None,
        version=_version(plain, source), unit=_unit(plain),
        action=action_in(plain, campaign), zero_report=says_zero(text),
        officer=_named(_OFFICER, plain, source) or _named(_OFFICER_BEFORE, plain, source),
        team=_named(_TEAM, plain, source),
    )  # fmt: skip
    nothing = Evidence(source=source, text=found.text, sheet=sheet, row=row, column=column)
    return None if found == nothing else found


def _named(whose: re.Pattern[str], plain: str, source: str) -> str:
    """The officer or team that a sheet or a section is headed with; titles name too many others."""
    match = whose.match(plain) if source in ("sheet", "section") else None
    return match[1] if match else ""


def action_in(plain: str, campaign: Campaign) -> str:
    """The id of the one action a text names, by the campaign's names, then by common words."""
    named = [action.id for action in campaign.actions if normalise_word(action.name) in plain]
    if not named:
        named = [
            action.id
            for action in campaign.actions
            for word in layout_words("action_words")
            if word in plain and word in normalise_word(action.name)
        ]
    return named[0] if len(set(named)) == 1 else ""


def _unit(plain: str) -> str:
    match = _UNIT_LINE.search(plain) or _UNIT_BRACKET.search(plain)
    return match[1] if match else ""


def _version(plain: str, source: str) -> int | None:
    if match := _VERSION.search(plain):
        number = _number(match[1])
        return number if match[2] == "报送" else number + 1
    if "更正" in plain:
        return 2
    if source == "file" and (letter := _VERSION_LETTER.search(plain)):
        return int(letter[1])
    return None


def _number(text: str) -> int:
    """1 to 99, in digits or as 十一.

    >>> _number("二十三"), _number("十"), _number("07")
    (23, 10, 7)
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    high = (_DIGITS.get(tens, 1) if ten else 0) * 10
    return high + _DIGITS.get(ones, 0)


def _range(plain: str, campaign: Campaign) -> tuple[date | None, date | None]:
    """The first span of days in the text; years and months left out are the nearest that fit."""
    match = _RANGE.search(plain)
    if not match:
        return None, None
    year, month, day, year2, month2, day2 = match.groups()
    start = _date(year, month, day, campaign)
    if start is None:
        return None, None
    end = _date(year2 or str(start.year), month2 or str(start.month), day2, campaign)
    if end is not None and end < start and not year2 and month2:
        end = _date(str(start.year + 1), month2, day2, campaign)  # over New Year
    return (start, end) if end is not None and start <= end else (None, None)


def _as_of(plain: str, campaign: Campaign) -> date | None:
    match = _AS_OF.search(plain)
    return _date(match[1], match[2], match[3], campaign) if match else None


def _date(year: str | None, month: str, day: str, campaign: Campaign) -> date | None:
    """A day; without year the one in the campaign, or else of its first year."""
    years = [int(year)] if year else list(range(campaign.start.year, campaign.end.year + 1))
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, int(month), int(day)))
        except ValueError:
            continue
    inside = [day for day in days if campaign.start <= day <= campaign.end]
    return next(iter(inside or days), None)
