"""The Chinese manual as one web page that needs no network: the readme, the guides, the references.

Comes in: the project's Markdown pages. Goes out: HTML with its pictures inside it. Refuses to know
what the pages say.
"""

import base64
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_REFERENCES = ("cli.md", "problems.md", "indicators.md", "glossary.md", "upgrading.md")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_OUTSIDE = re.compile(r"[a-z]+:")
_STYLE = """\
body { margin: 0; font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #222; }
nav { position: fixed; inset: 0 auto 0 0; width: 17em; overflow: auto; padding: 1em;
      border-right: 1px solid #ddd; background: #fafafa; box-sizing: border-box; }
nav a { display: block; color: #333; text-decoration: none; padding: .15em 0; }
main { margin-left: 17em; padding: 1em 2.5em; max-width: 60em; }
article { border-bottom: 2px solid #ccc; padding-bottom: 2em; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #ccc; padding: .25em .6em; }
pre { background: #f5f5f5; padding: .8em; overflow-x: auto; }
code { font-family: "Noto Sans Mono CJK SC", Consolas, monospace; background: #f5f5f5; }
img { max-width: 100%; }
@media print, (max-width: 50em) { nav { position: static; width: auto; border: 0; }
                                  main { margin-left: 0; padding: 1em; } }
"""


def manual_pages(root: Path) -> tuple[Path, ...]:
    """The pages of the manual in their order."""
    guides = sorted((root / "docs" / "guides").glob("*.md"))
    first = root / "docs" / "guides" / "install-offline.md"
    references = (root / "docs" / name for name in _REFERENCES)
    return (root / "README.zh.md", first, *(page for page in guides if page != first), *references)


def manual(root: Path, version: str) -> str:
    """The whole manual as one HTML page.

    Raises:
        OSError: a page or a picture is missing.
    """
    pages = manual_pages(root)
    names = {page.relative_to(root).as_posix(): _page_name(page) for page in pages}
    articles, contents = [], []
    for page in pages:
        title, body = _article(page, root, names)
        name = names[page.relative_to(root).as_posix()]
        contents.append(f'<a href="#{name}">{escape(title)}</a>')
        articles.append(f'<article id="{name}">\n{body}</article>\n')
    listed = "\n".join(contents)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>enforce {escape(version)} 手册</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<nav>\n{listed}\n</nav>\n<main>\n{''.join(articles)}</main>\n</body>\n</html>\n"
    )


def _article(page: Path, root: Path, names: dict[str, str]) -> tuple[str, str]:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_COMMENT.sub("", page.read_text("utf-8")))
    place = page.relative_to(root).as_posix()
    title = page.stem
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _plain(tokens[at + 1].children or ())
            title = words if token.tag == "h1" else title
            token.attrSet("id", f"{names[place]}-{_slug(words)}")
        reached = True
        for child in token.children or ():
            if child.type == "link_open":
                href = _link(str(child.attrGet("href")), place, names)
                reached = bool(href)
                child.attrSet("href", href)
            if child.type in ("link_open", "link_close") and not reached:
                child.tag, child.attrs = "span", {}
            if child.type == "image":
                child.attrSet("src", _picture(page.parent / str(child.attrGet("src"))))
    return title, str(markdown.renderer.render(tokens, markdown.options, {}))


def _page_name(page: Path) -> str:
    return _slug(page.name.removesuffix(".md").replace(".", "-"))


def _slug(words: str) -> str:
    """The anchor that a heading gets on the pages' usual host; the links are written for it."""
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline"))


def _link(target: str, place: str, names: dict[str, str]) -> str:
    """The same place inside the one page; what is not in it is named, not reached."""
    if _OUTSIDE.match(target):
        return target
    path, _, anchor = unquote(target).partition("#")
    parts: list[str] = []
    for part in (*PurePosixPath(place).parent.parts, *PurePosixPath(path).parts) if path else ():
        parts = parts[:-1] if part == ".." else [*parts, part]
    name = names.get("/".join(parts) if path else place, "")
    return "#" + "-".join(filter(None, (name, anchor))) if name else ""


def _picture(path: Path) -> str:
    kind = path.suffix.lstrip(".").lower()
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
