"""Four files of one bulletin say the same; whatever is changed in one of them is found (B-04)."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.failure import EnforceError, UnknownName
from enforcement_cli.render.differences import differences
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.render.read_back import printed_in
from enforcement_cli.render.word.document import render_word
from tests.unit.render.test_render_word import wide_table, with_tables

TEMPLATES = Path(__file__).parents[3] / "templates"
KINDS = ("md", "xlsx", "docx", "html")


def written(bulletin: Bulletin, folder: Path) -> dict[str, Path]:
    files = {kind: folder / f"weekly.{kind}" for kind in KINDS}
    files["md"].write_text(render_markdown(bulletin, TEMPLATES / "weekly.md.j2"), "utf-8")
    files["html"].write_text(render_html(bulletin, TEMPLATES / "bulletin.html.j2"), "utf-8")
    render_excel(bulletin, TEMPLATES / "weekly.xlsx", files["xlsx"])
    render_word(bulletin, files["docx"])
    return files


@pytest.fixture
def files(bulletin, tmp_path):
    return written(bulletin, tmp_path)


def change(path: Path, old: str, new: str, part: str = "word/document.xml") -> None:
    """Replace the first `old` in a text file, or in a part of a package."""
    if path.suffix in (".md", ".html"):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_just_written_does_not_differ(files, bulletin, kind):
    assert differences(bulletin, [files[kind]]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_cell_is_read_once_with_its_place(files, kind):
    printed = printed_in(files[kind])
    rows = [one for one in printed if one.table == "各院执结情况"]
    line = next(one.row for one in rows if one.text == "乙县法院")
    shown = [one.text for one in rows if one.row == line]
    assert shown == ["乙县法院", "0", "30", "31", "333.51", "12.50%", "0", "@x"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_cell_is_named(files, bulletin, kind):
    if kind == "xlsx":
        book = openpyxl.load_workbook(files[kind])
        book["各院执结情况"]["E9"] = 333.52
        book.save(files[kind])
    else:
        change(files[kind], "333.51", "333.52")
    (found, *rest) = differences(bulletin, [files[kind]])
    assert (found.table, found.row, found.column) == ("各院执结情况", "乙县法院", "到位金额")
    assert (found.expected, found.found) == ("333.51", "333.52")
    # openpyxl drops cached values when it saves, so the totals of that workbook read as nothing.
    assert kind == "xlsx" or rest == []


@pytest.mark.parametrize("kind", ["md", "docx", "html"])
def test_a_changed_paragraph_is_shown_beside_what_it_was(files, bulletin, kind):
    change(files[kind], "累计执结112件。", "累计执结113件。")
    (found,) = differences(bulletin, [files[kind]])
    assert (found.table, found.expected, found.found) == ("", "累计执结112件。", "累计执结113件。")


@pytest.mark.parametrize("kind", ["md", "docx", "html"])
def test_a_lost_row_is_missing_in_every_column(files, bulletin, kind):
    change(files[kind], "乙县法院", "乙区法院")
    found = differences(bulletin, [files[kind]])
    assert {(one.row, one.found) for one in found} == {("乙县法院", None)}
    assert len(found) == 7


def test_a_mark_is_part_of_the_number(bulletin, tmp_path):
    table = bulletin.sections[0].tables[0]
    values = table.rows[0].values
    carried = replace(table.rows[0], values=(replace(values[0], mark="*（报）"), *values[1:]))
    marked = with_tables(bulletin, replace(table, rows=(carried, *table.rows[1:])))
    files = written(marked, tmp_path)
    assert differences(marked, [*files.values(), tmp_path / "made-from-word.pdf"]) == ()
    bare = with_tables(bulletin, table)
    shown = {one.file.suffix: one.found for one in differences(bare, files.values())}
    assert shown == dict.fromkeys((".md", ".xlsx", ".docx", ".html"), "1*（报）")


def test_tables_of_one_title_and_tables_in_parts_are_told_apart(bulletin, tmp_path):
    first, second = wide_table(40), wide_table(40, rows=2)
    other = replace(second.rows[0].values[39], shown="77.00")
    changed = replace(second.rows[0], values=(*second.rows[0].values[:39], other))
    both = with_tables(bulletin, first, replace(second, rows=(changed, second.rows[1])))
    files = written(both, tmp_path)
    texts = [files[kind] for kind in ("md", "docx", "html")]
    assert differences(both, texts) == ()
    swapped = with_tables(bulletin, replace(second, rows=(changed, second.rows[1])), first)
    for path in texts:
        found = differences(swapped, [path])
        assert (found[0].row, found[0].column, found[0].found) == ("第1法院", "措施39", "1039.25")


def test_a_file_that_cannot_be_read_says_so(bulletin, tmp_path):
    with pytest.raises(UnknownName):
        differences(bulletin, [tmp_path / "none.md"])
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(EnforceError) as caught:
        differences(bulletin, [broken])
    assert caught.value.where == str(broken)


def test_a_document_with_declarations_is_not_read(files):
    entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document'
    change(files["docx"], "<w:document", entity)
    with pytest.raises(EnforceError):
        printed_in(files["docx"])


def test_numbers_read_back_are_all_of_them(files, bulletin):
    wanted = sorted(v.text for row in bulletin.sections[0].tables[0].rows for v in row.values)
    for kind in KINDS:
        table = [one for one in printed_in(files[kind]) if one.table == "各院执结情况"]
        labels = {
            one.row for one in table if re.search("法院$|本级|合计$", one.text) and not one.column
        }
        heads = {one.row for one in table if one.text == "法院"}
        read = [one.text for one in table if one.column and one.row in labels - heads]
        read += [""] * (len(wanted) - len(read))  # Excel has no cell where a text is empty
        assert sorted(read) == wanted, kind
