"""Names of courts: one that the desk has not, by a sign or by its whole; how many there are.

Comes in: Words and the desk's courts. Goes out: slips. Refuses to know figures; a court of
elsewhere is only asked about.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.court import Court
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.vocabulary.proof_slips import one_of, renamed, words

_COURT = re.compile(r"(?:人民)?法院")
_SUFFIXES = ("市", "区", "县", "旗", "盟", "州")
_MIDDLE = "中级"
_RUN = re.compile(r"[\u4e00-\u9fff]{1,8}$")
# A name without its suffix says too little to be told from a word but by one sign of three.
_TELLING = 3
_NUMERAL = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_BASIC = re.compile(rf"(?<![\d第]){_NUMERAL}\s?[个家]基层(?:人民)?法院")
_PARTIAL = re.compile(r"(?:其中|有|另|前|后|等|这|该|上述|余)$")


def courts_named(text: str, courts: Sequence[Court]) -> list[tuple[str, int, int]]:
    """Code, start and end of every court that a text names, the longest name winning."""
    codes = {name: court.code for court in courts for name in court.names}
    return [(codes[found[0]], *found.span()) for found in _names(tuple(codes)).finditer(text)]


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def courts(text: Words, desk: Sequence[Court]) -> Iterator[Slip]:
    """Each name of a court that is none of the desk's, and each wrong count of them."""
    known = tuple(name for court in desk for name in court.names)
    cores = cores_of(desk)
    for sentence in text.sentences:
        for found in _COURT.finditer(text.text, *sentence):
            before = text.text[sentence[0] : found.start()]
            if not text.text[sentence[0] : found.end()].endswith(known):
                yield from _name(text, sentence, before, found, cores)
    if len(desk) > 1:
        yield from _counts(text, desk)


def cores_of(desk: Sequence[Court]) -> dict[str, str]:
    """The part of each name that is its own, and the full short name it stands for."""
    found: dict[str, str] = {}
    for court in desk:
        for name in court.names:
            core = re.sub(r"(?:人民)?(?:法院|院)$", "", name)
            if len(core) > 1 and not name.endswith("中院"):
                found.setdefault(core, court.short)
    return found


def _name(
    text: Words, sentence: Span, before: str, found: re.Match[str], cores: dict[str, str]
) -> Iterator[Slip]:
    run = _RUN.search(before)
    if run is None or before.endswith(words("generic_courts")):
        return
    former = next((old for old in renamed() if before.endswith(old)), None)
    if former is not None:
        now = next((cores[core] for core in cores if core.startswith(renamed()[former])), None)
        if now is not None:
            place = (found.start() - len(former), found.end())
            yield slip("court_renamed", place, printed=text.text[slice(*place)], true=now)
            return
    near = _near(run[0], cores)
    if near is not None:
        written, core = near
        place = (found.start() - len(written), found.end())
        printed = text.text[slice(*place)]
        whole = any(name.startswith(written) and name != core for name in cores)
        # 铁岭市法院: the city's courts, or 铁岭县法院 mistaken.
        code = "court_unclear" if whole else "court_misspelt"
        serious = None if whole or len(written) >= _TELLING else False
        yield slip(code, place, serious=serious, printed=printed, true=cores[core])
    elif run[0].endswith(_SUFFIXES) and len(run[0]) >= _TELLING:
        stretch = text.text[slice(*sentence)]
        if not any(word in stretch for word in words("foreign_contexts")):
            place = (found.start() - _TELLING, found.end())
            yield slip("court_foreign", place, printed=text.text[slice(*place)])


def _near(run: str, cores: dict[str, str]) -> tuple[str, str] | None:
    """What stands there and the name it nearly is; the longest that is one sign off."""
    for length in range(min(len(run), 8), 1, -1):
        written = run[-length:]
        if written in cores:
            return None
        for core in cores:
            if not one_off(written, core):
                continue
            placed = written.endswith((*_SUFFIXES, _MIDDLE))
            if placed and (length < _TELLING or not core.endswith((*_SUFFIXES, _MIDDLE))):
                continue
            if placed or not (set(written) - set(core)) & set(words("not_places")):
                return written, core
    return None


def one_off(written: str, name: str) -> bool:
    """Whether one sign was changed or lost, or two side by side stand the wrong way round."""
    if len(written) == len(name):
        differing = [
            at for at, pair in enumerate(zip(written, name, strict=True)) if len(set(pair)) > 1
        ]
        turned = (
            len(written) >= _TELLING
            and len(differing) == 2
            and written[differing[0] : differing[1] + 1]
            == name[differing[0] : differing[1] + 1][::-1]
        )
        return len(differing) == 1 or turned
    if len(name) == len(written) + 1 and len(written) >= _TELLING:
        return any(name[:at] + name[at + 1 :] == written for at in range(len(name)))
    return False


def _counts(text: Words, desk: Sequence[Court]) -> Iterator[Slip]:
    basic = sum(court.level == "basic" for court in desk)
    for found in _BASIC.finditer(text.text):
        said = count_of(found["n"])
        before = text.text[max(0, found.start() - 4) : found.start()]
        of_all = re.search(rf"{one_of('all_of_them')}(?:共有|共|的)?$", before)
        opens = not before or before[-1] in "，。；、：\n（“ "
        if said == basic or not (said > basic or of_all or opens):
            continue
        serious = None if said > basic or of_all else False
        yield slip("court_count", found.span(), serious=serious, printed=found[0], true=basic)
    for found in _all_courts().finditer(text.text):
        said = count_of(found["n"])
        if said not in {basic, len(desk)}:
            yield slip("court_count", found.span(), printed=found[0], true=len(desk))


@cache
def _all_courts() -> re.Pattern[str]:
    return re.compile(rf"{one_of('all_of_them')}(?:共有|共|的)?{_NUMERAL}\s?[个家](?:人民)?法院")


def count_of(said: str) -> int:
    """A count in digits or numerals."""
    return int(said) if said.isdecimal() else int(chinese_number(said) or 0)
