"""Scenario 37: every number of every issue, read back from Markdown, Excel, Word and HTML."""

from pathlib import Path

import pytest

from enforcement_cli.render.differences import differences
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.render.read_back import printed_in
from enforcement_cli.render.word.document import render_word
from enforcement_cli.workflow.resources import template_path
from tests.campaign import Played
from tests.sample.test_printed import WEEKS, printed


@pytest.mark.parametrize("week", WEEKS)
def test_four_files_of_an_issue_say_the_same(played: Played, week: int, tmp_path: Path) -> None:
    bulletin = printed(played, week).bulletin
    files = [tmp_path / f"issue.{kind}" for kind in ("md", "xlsx", "docx", "html")]
    files[0].write_text(render_markdown(bulletin, template_path(None, "weekly.md.j2")), "utf-8")
    render_excel(bulletin, template_path(None, "weekly.xlsx"), files[1])
    render_word(bulletin, files[2])
    files[3].write_text(render_html(bulletin, template_path(None, "bulletin.html.j2")), "utf-8")
    assert differences(bulletin, files) == ()
    numbers = [
        value
        for section in bulletin.sections
        for table in section.tables
        for row in table.rows
        for value in row.values
    ]
    # 11 issues of so many numbers in four files: more than the 10,000 the scenario asks for.
    assert len(numbers) > 230
    for path in files[:1] + files[2:]:
        assert sum(1 for one in printed_in(path) if one.table != "text") > len(numbers)
