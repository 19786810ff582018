"""What leads to a person without naming one: case numbers, villages, roads and rooms.

Comes in: a text that may be published. Goes out: the text without them. A village or road stays as
某村, 某路, so that the sentence still reads. Refuses to know names of persons.
"""

import re
from collections.abc import Iterator

from enforcement_cli.vocabulary.names import sign, words

_YEAR = r"[（(〔\[［【]\s*(?:19|20)\d{2}\s*[）)〕\]］】]"
_CASE_NUMBER = re.compile(
    rf"(?:案号(?:为|系)?[：:]?)?{_YEAR}\s*[\u4e00-\u9fff]\s*[\d\s]{{0,6}}[\u4e00-\u9fff]{{1,4}}\s*"
    r"(?:第\s*)?[\d\s]+号(?:之[一二三四五六七八九十\d]+)?"
)
_EMPTIED = re.compile(r"[（(【\[]\s*[，、；：:]*\s*[)）】\]]")
_DOUBLED = re.compile(r"([，、；：])[，、；：]+")


def public_text(text: str) -> str:
    """A text without case numbers and the names of villages, roads and rooms.

    >>> public_text("在（2025）辽1202执123号案中，干警赶到李家村的幸福路3号")
    '在案中，干警赶到某村的某路'
    """
    bare = _CASE_NUMBER.sub("", text)
    if bare != text:
        bare = _DOUBLED.sub(r"\1", _EMPTIED.sub("", bare)).strip("，、；：")
    bare = re.sub(r"某{2,}", sign("masks", "some"), bare)
    return _ROAD.sub(_some_place, _VILLAGE.sub(_some_village, bare))


_HAN = "[\u4e00-\u9fff]"
_NEAR = f"(?:(?![{sign('places', 'cuts')}]){_HAN})"
_VILLAGE = re.compile(
    rf"(?P<name>{_NEAR}{{1,4}})(?P<what>{'|'.join(words('places', 'villages'))})"
    rf"(?![{sign('places', 'not_after')}])(?:{_HAN}?\d+组)?"
)
_ROOM = rf"(?:[第\dA-Za-z一二三四五六七八九十-]+(?:{'|'.join(words('places', 'rooms'))}))"
_ROAD = re.compile(
    rf"(?:{_NEAR}{{1,4}}(?P<what>{'|'.join(words('places', 'roads'))}){_ROOM}+)|"
    rf"(?:(?<={sign('masks', 'some')}小区)|(?<={sign('masks', 'some')}社区)){_ROOM}+"
)


def rooms_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text tells a road or a compound down to the number of the house or room.

    >>> list(rooms_in("家住幸福路3号的王某")), list(rooms_in("沿幸福路巡查"))
    ([(2, 7)], [])
    """
    for found in _ROAD.finditer(text):
        if found["what"]:
            yield found.span()


def _some_village(found: re.Match[str]) -> str:
    name = found["name"]
    if name.endswith(words("places", "not_before")):
        return found[0]
    return sign("masks", "some") + found["what"]


def _some_place(found: re.Match[str]) -> str:
    return sign("masks", "some") + found["what"] if found["what"] else ""
