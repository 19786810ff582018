"""Markdown: the golden text, the alignment, and what a template may not do."""

import os
from pathlib import Path

import pytest

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.render.alignment import display_width
from enforcement_cli.render.markdown import render_markdown

TEMPLATES = Path(__file__).parents[3] / "templates"
GOLDEN = Path(__file__).parent / "golden" / "weekly.md"


def test_weekly_is_the_golden_text(bulletin):
    text = render_markdown(bulletin, TEMPLATES / "weekly.md.j2")
    if os.environ.get("ENFORCE_ACCEPT") == "1":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_table_lines_are_equally_wide(bulletin):
    text = render_markdown(bulletin, TEMPLATES / "weekly.md.j2")
    widths = {display_width(line) for line in text.splitlines() if line.startswith("|")}
    assert len(widths) == 1


def test_a_bar_in_a_label_keeps_the_columns(bulletin):
    table = bulletin.sections[0].tables[0]
    object.__setattr__(table.rows[0], "label", "甲|乙\n丙")
    text = render_markdown(bulletin, TEMPLATES / "weekly.md.j2")
    object.__setattr__(table.rows[0], "label", "中院本级")
    assert "| 甲\\|乙 丙 |" in text


@pytest.mark.parametrize(
    ("source", "line", "remedy"),
    [
        ("{{ title }}\n{{ titel }}", 2, "title"),
        ("{% for t in tables %}\n\n{{ t.unit_lin }}{% endfor %}", 3, "unit_line"),
        ("\n{% for t in tables %}", 2, ""),
        ("{{ title | nosuch }}", 1, ""),
        ("{{ title + 1 }}", 1, ""),
        ("{{ title.__class__ }}", 1, ""),
        ("\n{{ title.__class__.__mro__[1].__subclasses__() }}", 2, ""),
        ("{{ ''['__class__'] }}", 1, ""),
        ("{{ cycler.__init__.__globals__ }}", 1, ""),
        ("{{ marks.append('x') }}", 1, ""),
        ("{{ '%s' | format(self.__init__) }}", 1, ""),
        ("{{ range(999999999) | list }}", 1, ""),
        ("{% include '../outside.j2' %}", 1, ""),
    ],
)
def test_a_wrong_template_is_refused_with_its_line(bulletin, tmp_path, source, line, remedy):
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "outside.j2").write_text("outside")
    template = folder / "own.md.j2"
    template.write_text(source, encoding="utf-8")
    with pytest.raises(BadConfiguration) as caught:
        render_markdown(bulletin, template)
    assert caught.value.where == f"{template}:{line}"
    assert remedy in caught.value.remedy


def test_a_missing_template_has_its_own_failure(bulletin, tmp_path):
    with pytest.raises(UnknownName):
        render_markdown(bulletin, tmp_path / "none.j2")
