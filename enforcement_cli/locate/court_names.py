"""Courts by the names people write: exact, the longest first, never a part of another's name.

Comes in: the desk's courts. Goes out: the code of the one court a text names, or the unknown court
it names. Refuses to guess: 铁岭 alone is two courts, and 鄂托克前旗 is not 鄂托克旗.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.grid import Cell
from enforcement_cli.vocabulary.words import normalise_word

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PROVINCE = re.compile(r"^.{2,7}?(?:省|自治区)")
_PLACE = re.compile(r"^(?:.{2,4}?(?:省|自治区))?(?:[^市]{2,6}市)?(.{1,8}[区县市旗])$")
# After a place: more of a longer place, then 法院. 清河 in 清河门区法院 is another court.
_LONGER_PLACE = re.compile(
    r"^(?![区县市旗]?(?:人民)?法?院)[\u4e00-\u9fff]{1,3}?(?:人民法院|法院|中院)"
)
_UNKNOWN = re.compile(r"([\u4e00-\u9fff]{2,12}?(?:人民法院|法院|中院))")
_REPORTING = re.compile(r"(?:填报|报送|上报)(?:单位|法院):?([\u4e00-\u9fff]{2,16})")
_GENERIC_STARTS = tuple("县市区院中旗")
_GENERIC_WORDS = (
    "两级法院",
    "各法院",
    "全市法院",
    "人民法院",
    "基层法院",
    "执行法院",
    "本院",
    "我院",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtNames:
    """Names to court code, the longest first; `desk` is the code of the court that asks.

    Made of the names, whoever chooses among them: `_whole` are the names alone, `_by_head` their
    places by their first two signs.
    """

    names: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    desk: str
    _whole: frozenset[str] = field(init=False, repr=False, compare=False)
    _by_head: Mapping[str, Sequence[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the names."""
        by_head: dict[str, list[int]] = {}
        for place, (name, _) in enumerate(self.names):
            by_head.setdefault(name[:2], []).append(place)
        object.__setattr__(self, "_whole", frozenset(name for name, _ in self.names))
        object.__setattr__(self, "_by_head", by_head)

    def is_name(self, plain: str) -> bool:
        """Whether a normalised text is one of the names, and nothing else."""
        return plain in self._whole

    def find(self, plain: str) -> tuple[str | None, str]:
        """The court a normalised text names, and the unknown court it names instead.

        Of several courts the desk's own steps back: it heads every title of its campaign.
        """
        found: set[str] = set()
        rest = plain
        for name, code in self._likely(plain):
            at = rest.find(name)
            while at >= 0:
                if _stands_alone(rest, at, name):
                    found.add(code)
                    rest = rest[:at] + " " * len(name) + rest[at + len(name) :]
                at = rest.find(name, at + 1)
        if len(found) > 1:
            found.discard(self.desk)
        if len(found) == 1:
            code = found.pop()
            unknown = "" if code != self.desk else _reporting(rest)
            return (None, unknown) if unknown else (code, "")
        return None, "" if found else _reporting(rest) or _unknown(rest)

    def _likely(self, plain: str) -> list[tuple[str, str]]:
        """The names whose first signs stand in a text, the longest first: a province has thousands."""
        heads = {*plain, *map(str.__add__, plain, plain[1:])}
        places = [place for head in heads for place in self._by_head.get(head, ())]
        return [self.names[place] for place in sorted(places)]

    def majority(self, cells: Iterable[Cell]) -> str | None:
        """The court that most of a column's cells name, if more than half do."""
        counts = Counter(cell for cell in cells if isinstance(cell, str))
        courts: Counter[str] = Counter()
        for text, times in counts.items():
            if code := self.find(normalise_word(text))[0]:
                courts[code] += times
        return _over_half(courts, sum(counts.values()))

    def majority_of_numbers(self, cells: Iterable[Cell]) -> str | None:
        """The court whose code stands in most of a column's case numbers."""
        heads = Counter([cell[: cell.find("执")] for cell in cells if type(cell) is str])
        courts: Counter[str] = Counter()
        for head, times in heads.items():
            plain = normalise_word(head)
            if code := next((code for code in self.codes if plain.endswith(code)), None):
                courts[code] += times
        return _over_half(courts, sum(heads.values()))


def court_names(desk: Desk) -> CourtNames:
    """Every name and alias of the desk's courts, and the places of its basic courts."""
    return _names_of(desk.courts, desk.court)


@lru_cache(maxsize=8)
def _names_of(courts: tuple[Court, ...], desk: str) -> CourtNames:
    names: dict[str, set[str]] = {}
    for court in courts:
        for name in (*court.names, *_places(court)):
            names.setdefault(normalise_word(name), set()).add(court.code)
    # A name of two courts names none.
    sole = [(name, codes.pop()) for name, codes in names.items() if name and len(codes) == 1]
    ordered = sorted(sole, key=lambda pair: (-len(pair[0]), pair[0]))
    codes = sorted((court.code for court in courts), key=lambda code: (-len(code), code))
    return CourtNames(names=tuple(ordered), codes=tuple(codes), desk=desk)


def _places(court: Court) -> tuple[str, ...]:
    """铁岭市银州区人民法院 sits in 银州区; 铁岭市 alone is every court's of the city.

    An intermediate court therefore has only its name without the province, and its short forms.
    """
    if court.level != "basic":
        city = _PROVINCE.sub("", court.name).removesuffix("中级人民法院")
        return (f"{city}中级人民法院", f"{city}中级法院", f"{city}中院") if city else ()
    place = court.name.removesuffix("人民法院")
    if place == court.name:
        return ()
    match = _PLACE.match(place)
    return (place, match[1]) if match and len(match[1]) > 2 else (place,)


def _stands_alone(text: str, at: int, name: str) -> bool:
    """Not the tail of a longer name (县院 in 新宾县院), nor the head of one."""
    if name.startswith(_GENERIC_STARTS) and at and _CHINESE.match(text[at - 1]):
        return False
    return "院" in name or not _LONGER_PLACE.match(text[at + len(name) :])


def _reporting(rest: str) -> str:
    match = _REPORTING.search(rest)
    return match[1] if match else ""


def _unknown(rest: str) -> str:
    match = _UNKNOWN.search(rest)
    if not match or (match[1].endswith(_GENERIC_WORDS) and len(match[1]) <= 6):
        return ""
    return match[1]


def _over_half(courts: Counter[str], total: int) -> str | None:
    for code, times in courts.most_common(1):
        if times * 2 > total:
            return code
    return None
