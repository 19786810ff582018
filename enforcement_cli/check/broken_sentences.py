"""S-28: a sentence of a bulletin in words that announces a figure and breaks off before it (T31).

Comes in: the text, line by line. Goes out: a problem at each such line. Refuses to guess the figure:
what is not written is missing, never 0.
"""

import re
from collections.abc import Iterator
from functools import cache

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import broken_words, normalise_word

_SENTENCE_ENDS = re.compile(r"[。！？；!?;…]")
_CLAUSE_ENDS = re.compile(r"[，、：,:]")
_NUMBER = r"[\d０-９〇零一二三四五六七八九十百千两]"
_LONGEST_OBJECT = 24
_LONGEST_SHOWN = 40  # of a sentence in a message: a longer one may name people
_CUT = "……"


def check_sentences(text: str, file: str) -> tuple[Problem, ...]:
    """What must be asked about a text's sentences; the row of an origin is the line of the text."""
    return tuple(
        Problem(
            rule=rule("S-28"),
            origin=Origin(file=file, row=line),
            facts={"line": str(line), "sentence": _shown(sentence)},
            subject=normalise_word(sentence),
        )
        for line, sentence in _broken(text.splitlines())
    )


def _broken(lines: list[str]) -> Iterator[tuple[int, str]]:
    filled = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    following = [line for _, line in filled[1:]] + [""]
    for (number, line), after in zip(filled, following, strict=True):
        sentence = _SENTENCE_ENDS.split(line)[-1].strip()
        if sentence and _announces(normalise_word(sentence)) and not _goes_on(after):
            yield number, sentence


def _announces(sentence: str) -> bool:
    """Whether a sentence without an end says whose work or which days it sums up, and no number."""
    if not any(word in sentence for word in broken_words("speaks_of")):
        return False
    found = _announcement().search(_CLAUSE_ENDS.split(sentence)[-1])
    if found is None or any(word in found["object"] for word in broken_words("uncounted")):
        return False
    return not found["object"] or found["object"].endswith(broken_words("ends"))


def _goes_on(after: str) -> bool:
    """Whether the next line brings the figure: a line that was only wrapped there."""
    plain = normalise_word(after)
    return bool(_figure().match(plain))


@cache
def _announcement() -> re.Pattern[str]:
    """共执结涉民生案件 at the end of a clause: the summing word, the deed, the object."""
    sums, done = _any("sums"), _any("done")
    other = rf"(?:(?!{_NUMBER}).){{0,{_LONGEST_OBJECT}}}"
    return re.compile(rf"{sums}[^\d]{{0,4}}?{done}(?P<object>{other})$")


@cache
def _figure() -> re.Pattern[str]:
    """The end of a word that was cut and a figure, and not the order number of a heading."""
    return re.compile(rf"[^\d第()、.,，。:]{{0,6}}?{_NUMBER}[\d.,]*{_NUMBER}*{_any('units')}")


def _any(name: str) -> str:
    longest_first = sorted(broken_words(name), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def _shown(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST_SHOWN else _CUT + sentence[-_LONGEST_SHOWN:]
