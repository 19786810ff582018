"""One name of a party, and the names of a cell: what they are and what stands for them.

Comes in: a name, or a cell with several, and a profile. Goes out: the mask of domain.md 8.3, without
numbers. Refuses to know the document: who shares a mask is the document's matter.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from enforcement_cli.vocabulary.names import Profile, person_mask, sign, word_set, words

_LONGEST_SURNAME_AND_NAME = 4
_REMARK = re.compile(r"[（(]([^（）()]*)[)）]")
_HIDDEN = re.compile(r"[某*＊×]|[Xx]{2}")
_COUNTED = re.compile(r"等?\d+人$")


@dataclass(frozen=True, slots=True)
class Party:
    """A party as named: `name` without remarks, `company` for any organisation."""

    name: str
    company: bool


def is_company(name: str) -> bool:
    """Whether a name is an organisation's.

    >>> is_company("铁岭某建筑有限公司"), is_company("王小明"), is_company("李行")
    (True, False, False)
    """
    if any(word in name for word in words("organisations", "companies")):
        return True
    return any(
        # One character behind two or three is as well a given name: 李行, 王院.
        name.endswith(word) and len(name) >= len(word) + (3 if len(word) == 1 else 2)
        for word in words("organisations", "others")
    )


def plain_name(text: str) -> str:
    """A name without remarks in brackets and blanks between its characters.

    >>> plain_name("王 小明（反诉被告）"), plain_name("John  Smith")
    ('王小明', 'John Smith')
    """
    bare = _REMARK.sub(lambda found: "" if _is_remark(found[1], text) else found[0], text)
    bare = re.sub(r"\s+", " ", bare).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", bare)


def _is_remark(inside: str, text: str) -> bool:
    """Behind a person any bracket is a remark; in a company's name only what reads like one."""
    outside = _REMARK.sub("", text)
    return not is_company(outside) or inside.startswith(words("cells", "remarks"))


def split_names(cell: str) -> tuple[str, ...]:
    """The parts of a cell in order, names and what stands between them; joined they are the cell.

    >>> split_names("王小明、李四等3人")
    ('王小明', '、', '李四', '等3人')
    """
    separators = re.escape(sign("cells", "separators"))
    # A separator inside brackets divides a remark, not the names.
    parts = re.split(rf"([{separators}])(?![^（(]*[)）])", cell)
    found: list[str] = []
    for part in parts:
        tail = _tail(part)
        found += [piece for piece in (part[: len(part) - len(tail)], tail) if piece]
    return tuple(found)


def _tail(part: str) -> str:
    counted = _COUNTED.search(part)
    if counted:
        return counted[0]
    ending = next((word for word in words("cells", "tails") if part.endswith(word)), "")
    return ending if len(part) > len(ending) + 1 else ""


def is_between(part: str) -> bool:
    """Whether a part of a cell only stands between or behind names."""
    return part in sign("cells", "separators") or not part.strip() or _tail(f"某某{part}") == part


def parties_in(cell: str) -> tuple[Party, ...]:
    """The parties a cell names, in order."""
    parts = (part for part in split_names(cell) if not is_between(part))
    names = (plain_name(piece) for part in parts for piece in _by_blanks(part))
    return tuple(Party(name=name, company=is_company(name)) for name in names if name)


def _by_blanks(part: str) -> list[str]:
    """张三 李四 are two, 张 三 is one, and so are the words of a company or a Latin name."""
    pieces = _REMARK.sub("", part).split()
    several = len(pieces) > 1 and all(
        len(piece) > 1 and not piece.isascii() and not is_company(piece) for piece in pieces
    )
    return pieces if several else [part]


def mentioned(cells: Iterable[str], texts: Iterable[str]) -> list[str]:
    """The cells that may name somebody in the texts: a name there begins as one of theirs.

    A store has a million parties, a bulletin names a dozen.
    """
    pairs = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    between = re.compile(f"[{re.escape(sign('cells', 'separators'))}]")

    def may_be(cell: str) -> bool:
        if cell.isalpha():  # one name, as most cells
            return cell[:2] in pairs
        parts = between.split(cell)
        return any("".join(part.split())[:2] in pairs or part.split()[1:] for part in parts)

    return [cell for cell in cells if may_be(cell)]


def is_masked(name: str) -> bool:
    """Whether a name is a mask already: 王某某, 某银行, 张*."""
    if not _HIDDEN.search(name):
        return False
    return is_company(name) or len(_HIDDEN.sub("", name)) <= len("王祥")


def mask_name(party: Party, profile: Profile) -> str:
    """What stands for a party.

    A bulletin keeps a company's name and masks shops, whose name is often their owner's.

    >>> mask_name(Party("王小明", False), "bulletin"), mask_name(Party("欧阳娜", False), "public")
    ('王某某', '欧阳某')
    >>> mask_name(Party("阿不都·热合曼", False), "public"), mask_name(Party("John Smith", False), "public")
    ('阿某', 'J')
    >>> mask_name(Party("铁岭宏达建筑工程有限公司", True), "public")
    '某建筑工程公司'
    """
    if profile == "internal" or is_masked(party.name):
        return party.name
    if party.company:
        return party.name if profile == "bulletin" and _is_legal(party.name) else _some(party.name)
    return _person(party.name, profile)


def _is_legal(name: str) -> bool:
    """Whether an organisation is a company or institution, not a shop under its owner's name."""
    if any(word in name for word in words("organisations", "companies")):
        return True
    return not name.endswith(words("organisations", "shops")) or name.endswith("银行")


def _person(name: str, profile: Profile) -> str:
    first = unicodedata.normalize("NFKC", name[:1])
    if first.isascii() and first.isalpha():
        # The rule keeps a Latin name's first letter and nothing else.
        return first.upper()
    dotted = any(dot in name for dot in sign("masks", "dots"))
    compound = name[:2] in word_set("surnames", "compound")
    if compound and not dotted and 2 < len(name) <= _LONGEST_SURNAME_AND_NAME:
        return name[:2] + person_mask(profile)
    return name[:1] + person_mask(profile)


def _some(name: str) -> str:
    some = sign("masks", "some")
    industry = _industry(name)
    if any(word in name for word in words("organisations", "companies")):
        ending = "" if industry == "银行" else sign("masks", "company")
        return f"{some}{industry}{ending}"
    endings = (word for word in words("organisations", "others") if name.endswith(word))
    ending = next(endings, sign("masks", "organisation"))
    if ending in ("支行", "分行", "营业部", "营业所") and "银行" in name:
        return f"{some}银行"
    return f"{some}{'' if industry in ending or ending in industry else industry}{ending}"


def _industry(name: str) -> str:
    """The trade that stands last in a name, the longest word for it."""
    found = [(name.rfind(word) + len(word), len(word), word) for word in _trades(name)]
    return max(found)[2] if found else ""


def _trades(name: str) -> list[str]:
    return [word for word in words("organisations", "industries") if word in name]
