"""An HTML page of a bulletin comes in; every text it prints goes out. Knows no figures."""

from html.parser import HTMLParser

from enforcement_cli.render.printed import Pages, PrintedText


def numbers_in_html(text: str) -> tuple[PrintedText, ...]:
    """The cells of the tables of figures and the text of the page; no pictures, no styles."""
    reader = _HtmlReader()
    reader.feed(text)
    reader.close()
    return reader.found.done()


class _HtmlReader(HTMLParser):
    """Follows the page; a picture and what belongs to it are the figures of a table again."""

    _MUTE = frozenset({"style", "svg", "details", "title", "nav"})
    _LINES = frozenset({"p", "h1", "h2", "li", "div", "span", "figcaption"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Pages()
        self._mute: list[str] = []
        self._cells: list[str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._mute or tag in self._MUTE:
            self._mute.append(tag)
        elif tag == "table":
            self._say()
            self.found.named(dict(attrs).get("aria-label") or "")
        elif tag == "tr":
            self._cells = []
        elif tag in ("td", "th"):
            self._text = []
        elif self._cells is None and tag in self._LINES - {"span"}:
            self._say()

    def handle_endtag(self, tag: str) -> None:
        if self._mute:
            if tag in self._mute:
                del self._mute[len(self._mute) - 1 - self._mute[::-1].index(tag) :]
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append("".join(self._text))
            self._text = []
        elif tag == "tr" and self._cells is not None:
            self.found.line(self._cells)
            self._cells = None
        elif self._cells is None and tag in self._LINES:
            if tag == "span":
                self._text.append(" ")
            else:
                self._say()

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self._text.append(data)

    def _say(self) -> None:
        self.found.text("".join(self._text))
        self._text = []
