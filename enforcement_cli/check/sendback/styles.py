"""The style table of a workbook, to which fills, fonts and formats are added; none is changed.

Comes in: styles.xml. Goes out: numbers of the entries, and styles.xml again. Refuses to know which
cell has which style.
"""

import re

from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.check.sendback.package import MAIN, attributes
from enforcement_cli.vocabulary.sendback import reason_apart

PLAIN_STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()
_ENTRY = {"fonts": b"font", "fills": b"fill", "borders": b"border", "cellXfs": b"xf"}
_COUNT = re.compile(rb"\bcount=[\"']\d+[\"']")
_FILL_ID = re.compile(rb"\bfillId=[\"'](\d{1,9})[\"']")
_APPLY_FILL = re.compile(rb"\s*\bapplyFill=[\"']\w+[\"']")


class Styles:
    """The four lists of a style table that cells depend on."""

    def __init__(self, xml: bytes) -> None:
        """Take the lists apart.

        Raises:
            NotMarkable: one of them is missing.
        """
        self._xml = xml
        self._lists = {name: _entries(xml, name) for name in _ENTRY}
        self._filled: dict[tuple[int, str], int] = {}
        self._had = {name: len(entries) for name, entries in self._lists.items()}

    def add(self, name: str, entry: str) -> int:
        """The number of an entry of `fonts`, `fills`, `borders` or `cellXfs`; added once."""
        entries, wanted = self._lists[name], entry.encode()
        if wanted not in entries:
            entries.append(wanted)
        return entries.index(wanted)

    def fill_of(self, style: int) -> str:
        """The fill of a cell style, as XML; '' for none."""
        xfs, fills = self._lists["cellXfs"], self._lists["fills"]
        number = _FILL_ID.search(xfs[style]) if style < len(xfs) else None
        fill = int(number[1]) if number else 0
        return fills[fill].decode() if 0 < fill < len(fills) else ""

    def with_fill(self, style: int, fill: str) -> int:
        """The cell style that is `style` but for its fill ('': none)."""
        if (style, fill) not in self._filled:
            self._filled[style, fill] = self._with_fill(style, fill)
        return self._filled[style, fill]

    def _with_fill(self, style: int, fill: str) -> int:
        xfs = self._lists["cellXfs"]
        old = xfs[style] if style < len(xfs) else xfs[0]
        number = self.add("fills", fill) if fill else 0
        bare = _bare(old, number)
        for place, known in enumerate(xfs):
            if _bare(known, None) == bare:
                return place
        xfs.append(bare.replace(b"<xf", b'<xf applyFill="1"', 1))
        return len(xfs) - 1

    def filled_with(self, colours: frozenset[str]) -> frozenset[int]:
        """The cell styles whose fill is plain in one of these colours."""
        fills = {
            number
            for number, fill in enumerate(self._lists["fills"])
            if (shown := re.search(rb"<fgColor\b[^>]*>", fill))
            and attributes(shown[0]).get("rgb", "").upper() in colours
        }
        return frozenset(
            style
            for style, xf in enumerate(self._lists["cellXfs"])
            if (number := _FILL_ID.search(xf)) and int(number[1]) in fills
        )

    def xml(self) -> bytes:
        """The table with what was added."""
        xml = self._xml
        for name, entries in self._lists.items():
            if len(entries) > self._had[name]:
                xml = _with_entries(xml, name, entries)
        return xml


def _section(xml: bytes, name: str) -> re.Match[bytes]:
    tag = name.encode()
    found = re.search(rb"<%b\b[^>]*>(.*?)</%b>" % (tag, tag), xml, re.DOTALL)
    if found is None:
        raise NotMarkable(reason_apart("unusual"))
    return found


def _entries(xml: bytes, name: str) -> list[bytes]:
    tag = _ENTRY[name]
    pattern = rb"<%b(?:\s[^>]*)?/>|<%b(?:\s[^>]*)?>.*?</%b>" % (tag, tag, tag)
    return re.findall(pattern, _section(xml, name)[1], re.DOTALL)


def _with_entries(xml: bytes, name: str, entries: list[bytes]) -> bytes:
    found = _section(xml, name)
    head = xml[found.start() : found.start(1)]
    count = b'count="%d"' % len(entries)
    head = _COUNT.sub(b"", head, count=1)[:-1] + b" " + count + b">"
    tail = xml[found.end(1) :]
    return xml[: found.start()] + head + b"".join(entries) + tail


def _bare(xf: bytes, fill: int | None) -> bytes:
    """A cell style without the word whether its fill applies, with another fill where given."""
    xf = _APPLY_FILL.sub(b"", xf, count=1)
    if fill is None:
        return xf
    number = b'fillId="%d"' % fill
    if _FILL_ID.search(xf):
        return _FILL_ID.sub(number, xf, count=1)
    return xf.replace(b"<xf", b"<xf " + number, 1)
