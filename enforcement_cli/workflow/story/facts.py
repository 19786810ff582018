"""What a case told in prose says of itself: measures, mechanisms, obstacles, outcome, cause, days.

Comes in: a text. Goes out: values, and what could be read two ways. Refuses money and names: those
are sums' and people's, and to guess.
"""

import re
from collections import Counter
from functools import cache

from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.words import cause_classes, cause_names
from enforcement_cli.workflow.story.people import masks_in
from enforcement_cli.workflow.story.words import listed, named, one_of, saying

_QUOTE = re.compile(r"“([^“”]{12,80})”")
_DAY = 24


def measures_in(text: str) -> tuple[str, ...]:
    """The measures that were taken, in the order of the text; none that was only threatened."""
    return _labelled(text, "measure", taken=True)


def mechanisms_in(text: str) -> tuple[str, ...]:
    """The ways of working (domain.md 7.3) that the text names."""
    return _labelled(text, "mechanism")


def obstacles_in(text: str) -> tuple[str, ...]:
    """What stood in the way."""
    return _labelled(text, "obstacle")


def outcome_in(text: str) -> str:
    """How it ended, by the strongest word for it; empty where none stands."""
    for name, labels in named("outcome"):
        if any(label in text for label in labels):
            return name
    return ""


def outcome_words(text: str) -> str:
    """The words that say that all was paid, as they stand; empty where none do."""
    labels = dict(named("outcome"))["全部履行"]
    return next((label for label in labels if label in text), "")


def quote_in(text: str) -> str:
    """The first sentence that somebody is quoted with."""
    return next((q[1] for q in _QUOTE.finditer(text) if q[1][-1] in "。！？!?"), "")


def _labelled(text: str, table: str, *, taken: bool = False) -> tuple[str, ...]:
    places: dict[str, int] = {}
    for name, labels in named(table):
        for found in re.finditer(one_of(labels), text):
            if not taken or _was_taken(text, found.start(), found.end()):
                places.setdefault(name, found.start())
                break
    return tuple(sorted(places, key=lambda name: places[name]))


def _was_taken(text: str, start: int, end: int) -> bool:
    if text.startswith(listed("measures", "not_before"), end):
        return False
    return not text[:start].endswith(listed("measures", "not_after"))


def causes_in(title: str, text: str) -> tuple[str, ...]:
    """The cause, or the several that it may be; what a title names stands before all others."""
    for words in (title, text):
        named_so = _disputes(words)
        if named_so:
            return named_so
    for words in (title, text):
        found = Counter(
            entry["cause"]
            for entry in load("stories")["cause_word"]
            for label in entry["labels"]
            for _ in range(words.count(label))
        )
        if found:
            (best, times), *rest = found.most_common(2)
            return (best,) if not rest or rest[0][1] < times else tuple(sorted(found))
    return ()


def _disputes(text: str) -> tuple[str, ...]:
    """What a text calls …纠纷, each once."""
    found: dict[str, None] = {}
    for mask in reversed(masks_in(text)):
        text = f"{text[: mask.start]}，{text[mask.end :]}"
    endings, cuts = one_of(listed("causes", "endings")), one_of(listed("causes", "cuts"))
    longest = load("stories")["causes"]["longest"]
    for each in re.finditer(rf"[\u4e00-\u9fff]{{0,{longest}}}?{endings}", text):
        bare = re.split(cuts, each[0])[-1]
        if bare and bare not in listed("causes", "generic"):
            found[bare] = None
    # 借款合同纠纷 beside 金融借款合同纠纷 is the same, said shorter.
    longer = [one for one in found if not any(one != o and o.endswith(one) for o in found)]
    return tuple(longer)


def category_of(cause: str, title: str) -> str:
    """What a story is filed under: the sub-class of its cause, else the kind that it names."""
    classes = cause_classes(cause) if cause else ()
    if classes:
        return cause_names()[classes[0]]
    for words in (cause, title):
        for name, labels in named("category"):
            if words and any(label in words for label in labels):
                return name
    return ""


def days_in(text: str) -> tuple[int, ...]:
    """How many days it took: one, or the several that it may be; spans of other things are none."""
    strong: dict[int, None] = {}
    weak: dict[int, None] = {}
    for found in _days().finditer(text):
        days = _in_days(_count(found["number"]), found["unit"])
        before, behind = text[: found.start()], text[found.end() :]
        if not days or re.search(_aside() + r"[\u4e00-\u9fff]{0,3}$", before[-12:]):
            continue
        if before.endswith(listed("days", "strong")):
            strong[days] = None
        elif behind.startswith(listed("days", "behind")):
            weak[days] = None
    return tuple(strong or weak)


def _count(written: str) -> int:
    return int(written) if written.isdigit() else int(chinese_number(written) or 0)


def _in_days(count: int, unit: str) -> int:
    kind = load("stories")["days"]["units"][unit]
    if kind == "hours":
        return -(-count // _DAY)
    return count * 7 if kind == "weeks" else count


@cache
def _days() -> re.Pattern[str]:
    units = one_of(load("stories")["days"]["units"])
    stop = one_of(listed("days", "not_before"))
    return re.compile(
        rf"(?P<number>\d{{1,3}}|[一二三四五六七八九十两]{{1,3}})(?P<unit>{units})(?!{stop})"
    )


@cache
def _aside() -> str:
    return one_of(listed("days", "not_after"))


def untitled() -> str:
    """What a case without a heading is called."""
    return saying("words", "untitled")
