"""What other programs make of our files: LibreOffice lays out the Word file, Chromium the page.

Slow, and skipped where these are not installed. Neither reaches a network.
"""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.render import pdf as pdf_module
from enforcement_cli.render.differences import differences
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.pdf import office, render_pdf
from enforcement_cli.render.word.document import render_word
from tests.unit.render.test_render_html import BARS, LINE, SHARE
from tests.unit.render.test_render_word import wide_table, with_tables

TEMPLATE = Path(__file__).parents[3] / "templates" / "bulletin.html.j2"
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


def writer() -> bool:
    """Whether LibreOffice is here with its word processor, and pdftotext to read what it prints."""
    program = office()
    return bool(
        program and shutil.which("pdftotext") and list(program.resolve().parent.glob("*swlo.*"))
    )


needs_writer = pytest.mark.skipif(not writer(), reason="needs LibreOffice Writer and pdftotext")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


def pages_of(path: Path) -> list[str]:
    ran = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return ran.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    return "".join(text.split())


@needs_writer
@pytest.mark.slow
def test_libreoffice_lays_out_every_page(bulletin, tmp_path):
    long = replace(wide_table(4, rows=90), title="名册")
    made = with_tables(bulletin, bulletin.sections[0].tables[0], long, wide_table(12))
    made = replace(made, day_line="2026年1月12日", notes=tuple(f"说明{at}。" for at in range(9)))
    render_word(made, tmp_path / "weekly.docx")
    render_pdf(tmp_path / "weekly.docx", tmp_path / "out" / "weekly.pdf")
    pages = [squeezed(page) for page in pages_of(tmp_path / "out" / "weekly.pdf")]
    assert "某市法院专项执行行动战报" in pages[0]
    for number, page in enumerate(pages, start=1):
        assert f"—{number}—" in page
        assert "示例数据，非真实统计" in page
    # The long table goes over three pages or more and says on each what its columns are.
    over = [page for page in pages if re.search(r"第\d+法院", page) and "附表" not in page]
    assert len(over) >= 3
    assert all("措施0" in page for page in over)
    assert "附表1各院查控措施" in pages[-1]
    whole = "".join(pages)
    assert all(f"第{row}法院" in whole for row in range(1, 91))
    assert "355.81" in whole  # no number is broken over two lines
    boxes = subprocess.run(
        ["pdfinfo", "-l", str(len(pages)), tmp_path / "out" / "weekly.pdf"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", boxes)
    assert [round(float(side) / 72 * 25.4) for side in sizes[0]] == [210, 297]
    assert [round(float(side) / 72 * 25.4) for side in sizes[-1]] == [297, 210]


@needs_writer
@pytest.mark.slow
@pytest.mark.parametrize("columns", [9, 14, 40])
def test_no_number_is_broken_over_two_lines(bulletin, tmp_path, columns):
    table = wide_table(columns, rows=4)
    render_word(with_tables(bulletin, table), tmp_path / "weekly.docx")
    render_pdf(tmp_path / "weekly.docx", tmp_path / "weekly.pdf")
    words = " ".join(pages_of(tmp_path / "weekly.pdf")).split()
    assert {value.text for row in table.rows for value in row.values} <= set(words)


def test_without_libreoffice_a_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_module, "office", lambda: None)
    with pytest.raises(EnforceError) as caught:
        render_pdf(tmp_path / "weekly.docx", tmp_path / "weekly.pdf")
    assert caught.value.where == str(tmp_path / "weekly.pdf")
    assert not (tmp_path / "weekly.pdf").exists()


@pytest.mark.parametrize(
    ("script", "patience"), [("#!/bin/sh\nexit 3\n", 30), ("#!/bin/sh\nsleep 60\n", 0.2)]
)
def test_a_libreoffice_that_fails_or_hangs_leaves_nothing(tmp_path, monkeypatch, script, patience):
    program = tmp_path / "soffice"
    program.write_text(script)
    program.chmod(0o700)
    monkeypatch.setattr(pdf_module, "office", lambda: program)
    monkeypatch.setattr(pdf_module, "_PATIENCE_SECONDS", patience)
    (tmp_path / "weekly.docx").write_bytes(b"")
    (tmp_path / "weekly.pdf").write_bytes(b"older")
    with pytest.raises(EnforceError):
        render_pdf(tmp_path / "weekly.docx", tmp_path / "weekly.pdf")
    assert (tmp_path / "weekly.pdf").read_bytes() == b"older"


class Opened:
    """What a page did in headless Chromium: its document, what it logged, whom it asked."""

    def __init__(self, page: Path, folder: Path) -> None:
        log = folder / f"{page.stem}-net.json"
        ran = subprocess.run(
            [
                CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
                f"--log-net-log={log}", f"--user-data-dir={folder / page.stem}",
                "--virtual-time-budget=2000", "--dump-dom", page.as_uri(),
            ],
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        self.document = ran.stdout.decode()
        self.console = re.findall(r"CONSOLE.*", ran.stderr.decode(errors="replace"))
        found = re.findall(r'"url":("(?:[^"\\]|\\.)*")', log.read_text("utf-8"))
        self.hosts = {urlsplit(json.loads(url)).netloc for url in found} - {""}


@needs_browser
@pytest.mark.slow
def test_chromium_opens_the_page_without_a_request_or_a_complaint(bulletin, tmp_path):
    first = replace(bulletin.sections[0], charts=(LINE, BARS, SHARE))
    made = replace(bulletin, sections=(first, *bulletin.sections[1:]))
    page = tmp_path / "weekly.html"
    page.write_text(render_html(made, TEMPLATE), "utf-8")
    blank, noisy = tmp_path / "blank.html", tmp_path / "noisy.html"
    blank.write_text("<!doctype html><title>x</title>", "utf-8")
    noisy.write_text(
        '<!doctype html><img src="http://127.0.0.1:9/a.png"><script>console.error(1)</script>',
        "utf-8",
    )
    # What the browser asks for itself is no doing of the page; what a page asks for would be seen.
    own = Opened(blank, tmp_path).hosts
    heard = Opened(noisy, tmp_path)
    assert heard.console
    assert "127.0.0.1:9" in heard.hosts
    opened = Opened(page, tmp_path)
    assert opened.console == []
    assert opened.hosts <= own
    # The page as the browser understood it says what the bulletin says.
    understood = tmp_path / "understood.html"
    understood.write_text(opened.document, "utf-8")
    assert differences(made, [understood]) == ()
    assert opened.document.count("<svg") == 3


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1920])
def test_the_page_is_as_wide_as_the_screen(bulletin, tmp_path, width):
    """A frame around it measures: only tables scroll sideways, never the page."""
    many = with_tables(bulletin, wide_table(30))
    made = replace(many, sections=(replace(many.sections[0], charts=(LINE, BARS, SHARE)),))
    text = render_html(made, TEMPLATE)
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', text)[0]
    inner = tmp_path / "inner.html"
    inner.write_text(text.replace(policy, ""), "utf-8")
    measure = tmp_path / "measure.html"
    measure.write_text(
        f'<iframe src="inner.html" style="width:{width}px;height:900px"></iframe><output></output>'
        "<script>onload=()=>{const d=document.querySelector('iframe').contentDocument;"
        "document.querySelector('output').textContent=d?d.documentElement.scrollWidth:'closed'}"
        "</script>",
        "utf-8",
    )
    seen = _measured(measure, tmp_path)
    assert int(seen) <= width


def _measured(page: Path, folder: Path) -> str:
    ran = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=2000", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, check=True, timeout=120, text=True,
    )  # fmt: skip
    return re.search(r"<output>([^<]*)</output>", ran.stdout)[1]
