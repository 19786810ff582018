"""Short names in a row before 三家法院: one among them that is none of the desk's.

Comes in: Words and the desk's courts. Goes out: slips at the name. Refuses to judge a row in which
no court of the desk stands.
"""

import re
from collections.abc import Iterator, Sequence

from enforcement_cli.model.court import Court
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_courts import cores_of, one_off

_NAME = r"[\u4e00-\u9fff]{2,9}?"
_ROW = re.compile(
    rf"(?P<row>(?:{_NAME}[、和及与])+{_NAME})等?(?:\d{{1,2}}|[两二三四五六七八九十])\s?[个家](?:基层)?(?:人民)?(?:法院|院)"
)
_BETWEEN = re.compile(r"[、和及与]")
_ENDING = re.compile(r"(?:人民)?(?:法院|院)$")
_PLACE = re.compile(r"[市区县旗盟州]$")


def court_rows(text: Words, desk: Sequence[Court]) -> Iterator[Slip]:
    """Each name of a row that is one sign off a court's, or no court's."""
    cores = cores_of(desk)
    known = {_PLACE.sub("", core): short for core, short in cores.items()} | cores
    known = {name: short for name, short in known.items() if len(name) > 1}
    whole = tuple(name for court in desk for name in court.names) + tuple(known)
    for part in text.parts:
        for found in _ROW.finditer(text.text, *part):
            yield from _of_row(found, known, whole)


def _of_row(found: re.Match[str], known: dict[str, str], whole: tuple[str, ...]) -> Iterator[Slip]:
    start = found.start("row")
    names: list[tuple[str, int]] = []
    for name in _BETWEEN.split(found["row"]):
        names.append((name, start))
        start += len(name) + 1
    strange = [(name, at) for name, at in names if not name.endswith(whole)]
    if not strange or len(strange) == len(names):
        return
    for name, at in strange:
        # Words may stand before the first name: 其中银洲、清河两家法院.
        first = at == found.start("row")
        near = _near(_ENDING.sub("", name), known, anywhere=first)
        if near is not None:
            written, true = near
            begin = at + _ENDING.sub("", name).rindex(written)
            place = (begin, begin + len(written))
            yield slip("court_misspelt", place, printed=written, true=true)
        elif not first:
            yield slip("court_foreign", (at, at + len(name)), printed=name)


def _near(name: str, known: dict[str, str], *, anywhere: bool) -> tuple[str, str] | None:
    """The name that a written one nearly is; `anywhere`: of what it ends with."""
    longest_first = sorted(known, key=lambda core: -len(core))
    for core in longest_first:
        written = name[-len(core) :] if anywhere else name
        if one_off(written, core):
            return written, known[core]
    return None
