"""A bulletin into files: one value, every format, and the templates that laid it out.

Comes in: a Bulletin and a folder. Goes out: a file a format, all or none. Refuses to know figures.
"""

import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.disk.whole import make_folder, passing_folder, put_all
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.failure import UsageError
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.workspace import Workspace

# Which file lays a format out; Word and PDF have no template.
TEMPLATES = {"md": "weekly.md.j2", "xlsx": "weekly.xlsx", "html": "bulletin.html.j2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The template files by format."""

    md: Path
    xlsx: Path
    html: Path


def layout_of(workspace: Workspace | None) -> Layout:
    """The workspace's own templates where it has them, else ours."""
    return Layout(**{kind: template_path(workspace, name) for kind, name in TEMPLATES.items()})


def write_bulletin(
    bulletin: Bulletin, formats: Sequence[str], folder: Path, stem: str, layout: Layout
) -> dict[str, Path]:
    """Write `bulletin` as `folder`/`stem`.<format>; format to file.

    Raises:
        BadConfiguration: a template is wrong; nothing is written.
        EnforceError: PDF is asked for and LibreOffice is not installed; nothing is written.
        UsageError: a file of that name is read-only, as a published one is; nothing is written.
    """
    _refuse_published([folder / f"{stem}.{kind}" for kind in formats])
    with passing_folder(folder) as beside:
        made = render_all(bulletin, formats, beside, stem, layout)
        put_all({path: folder / path.name for path in made.values()})
    return {kind: folder / path.name for kind, path in made.items()}


def _refuse_published(paths: Sequence[Path]) -> None:
    """Renaming over a file asks for no leave to write it: a published one says so itself."""
    for path in paths:
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise UsageError(
                "这份文件已发布，不能改写，什么都没有写。", where=str(path),
                remedy="请把 --output 换成别的文件夹；要更正已发布的一期，用 enforce correct。",
            )  # fmt: skip


def render_all(
    bulletin: Bulletin, formats: Sequence[str], folder: Path, stem: str, layout: Layout
) -> dict[str, Path]:
    """Every format into a folder of its own; a wrong template of any leaves the others' useless."""
    from enforcement_cli.render.files import write_text

    written = {kind: folder / f"{stem}.{kind}" for kind in formats}
    if "md" in written:
        from enforcement_cli.render.markdown import render_markdown

        write_text(written["md"], render_markdown(bulletin, layout.md), folder=folder)
    if "xlsx" in written:
        from enforcement_cli.render.excel import render_excel

        render_excel(bulletin, layout.xlsx, written["xlsx"])
    if "html" in written:
        from enforcement_cli.render.html.page import render_html

        write_text(written["html"], render_html(bulletin, layout.html), folder=folder)
    if "docx" in written or "pdf" in written:
        _word_and_pdf(bulletin, written, folder / f"{stem}.docx")
    return written


def _word_and_pdf(bulletin: Bulletin, written: Mapping[str, Path], word: Path) -> None:
    from enforcement_cli.render.pdf import render_pdf
    from enforcement_cli.render.word.document import render_word

    render_word(bulletin, word)
    if "pdf" in written:
        render_pdf(word, written["pdf"])
    if "docx" not in written:
        word.unlink()


def keep_layout(layout: Layout, formats: Sequence[str]) -> dict[str, str]:
    """The templates as text by name, so that the issue can be laid out the same a year later.

    A template that Markdown's includes lies beside it; binary ones are kept in hex.
    """
    from enforcement_cli.render.files import leads_out

    kept: dict[str, str] = {}
    for kind, name in TEMPLATES.items():
        if kind not in formats:
            continue
        path: Path = getattr(layout, kind)
        beside = [
            each
            for each in path.parent.glob("*.j2")
            if each.is_file() and not leads_out(each, path.parent) and each.stat().st_size < _SMALL
        ]
        for file in [path, *(beside if kind == "md" else ())]:
            data = file.read_bytes()
            kept[name if file == path else file.name] = (
                data.decode("utf-8") if file.suffix == ".j2" else data.hex()
            )
    return kept


_SMALL = 200_000


def lay_out_again(kept: Mapping[str, str], folder: Path) -> Layout:
    """The kept templates as files in a folder."""
    make_folder(folder)
    for name, text in kept.items():
        data = text.encode("utf-8") if name.endswith(".j2") else bytes.fromhex(text)
        (folder / Path(name).name).write_bytes(data)
    return Layout(**{kind: folder / name for kind, name in TEMPLATES.items()})
