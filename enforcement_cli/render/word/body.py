"""The body of a Word document as text, with the run that holds each character.

Comes in: the element tree of a document. Goes out: which elements a span of its text begins and
ends with, runs split so that it begins and ends with one. The rule of what is text is the reader's
own (model/word_text.py), so that both count the same characters. Refuses to change a character.
"""

import copy
from bisect import bisect_right
from typing import Any, cast

from lxml import etree  # type: ignore[import-untyped]  # it has none

from enforcement_cli.model.blocks import lay_out
from enforcement_cli.model.word_text import WORD_NAMESPACES, WordText

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What is marked as a whole: its inside is another program's to fill.
_WHOLE = frozenset({"sdt", "fldSimple"})
# An element of lxml, which tells its types in a package of its own.
Element = Any


class BodyText:
    """The text of a document's body as the reader of documents has it."""

    def __init__(self, document: Element) -> None:
        # A comment or instruction of XML inside a text would hide what follows it.
        etree.strip_tags(document, etree.Comment, etree.ProcessingInstruction)
        words = WordText()
        holders: list[Element] = []
        for event, element in etree.iterwalk(document, events=("start", "end")):
            if event == "end":
                words.end(_name(element.tag))
                continue
            words.start(
                _name(element.tag), {_name(key): value for key, value in element.attrib.items()}
            )
            if element.text and words.text(element.text, len(holders)):
                holders.append(element)
        layout = lay_out(words.blocks())
        self.text = layout.text
        self._document = document
        self._held = sorted((start, end, holders[source]) for start, end, source in layout.sources)
        self._starts = [start for start, _, _ in self._held]

    def cut(self, offset: int) -> None:
        """Let no run reach over an offset; formatting goes to both sides."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return
        start, end, holder = self._held[at]
        if _in_a_box(holder) or _bare(holder.getparent()) != "r":
            return
        if start < offset < end:
            second = _split_text(holder, offset - start)
            self._held[at : at + 1] = [(start, offset, holder), (offset, end, second)]
            self._starts.insert(at + 1, offset)
            _split_run(second)
        elif offset == start:
            _split_run(holder)
        elif offset == end and (behind := holder.getnext()) is not None:
            _split_run(behind)

    def around(self, start: int, end: int) -> tuple[Element, Element] | None:
        """The first and the last element that hold a span, both standing in a paragraph.

        A span of no character is the one before it; None where the body holds no text at all.
        """
        if not self._held:
            return None
        first = max(bisect_right(self._starts, start) - 1, 0)
        if self._held[first][1] <= start < end and first + 1 < len(self._held):
            first += 1
        last = max(bisect_right(self._starts, max(end - 1, start)) - 1, first)
        return _anchor(self._held[first][2]), _anchor(self._held[last][2])

    def first_paragraph(self) -> Element | None:
        """Where a mark goes that belongs to nothing in the body."""
        found = (e for e in self._document.iter() if _bare(e) == "p" and not _in_a_box(e))
        return next(found, None)


def _split_text(holder: Element, at: int) -> Element:
    second = copy.deepcopy(holder)
    text = holder.text
    holder.text, second.text, second.tail = text[:at], text[at:], None
    for half in (holder, second):
        half.set(_SPACE, "preserve")
    holder.addnext(second)
    return second


def _split_run(child: Element) -> None:
    """Let a run begin with the child; what stood before it stays in the run it was in."""
    run = child.getparent()
    before = [element for element in child.itersiblings(preceding=True) if _bare(element) != "rPr"]
    if not before:
        return
    second = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    own = next((element for element in run if _bare(element) == "rPr"), None)
    if own is not None:
        second.append(copy.deepcopy(own))
    for element in [child, *child.itersiblings()]:
        second.append(element)
    run.addnext(second)


def _anchor(holder: Element) -> Element:
    """What a mark stands beside: the run, else the control, field or text box around it.

    Word puts no comment into a text box: there it is the run that the box hangs on.
    """
    found: Element | None = None
    inline = True
    for element in holder.iterancestors():
        bare = _bare(element)
        if bare == "txbxContent":
            found, inline = None, True
        elif (bare == "r" and found is None) or (bare in _WHOLE and inline):
            found = element
        elif bare == "p":
            inline = False
    return holder if found is None else found


def _in_a_box(element: Element) -> bool:
    return any(_bare(around) == "txbxContent" for around in element.iterancestors())


def _name(tag: str) -> str:
    """The name with its namespace as the rule of what is text has it."""
    return tag[1:].replace("}", " ", 1) if tag.startswith("{") else tag


def _bare(element: Element) -> str:
    """The local name of one of Word's own elements; empty for others."""
    space, _, bare = _name(cast("str", element.tag)).rpartition(" ")
    return bare if space in WORD_NAMESPACES else ""
