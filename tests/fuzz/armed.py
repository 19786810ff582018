"""A workbook with everything in it that other programs run, fetch or open.

Comes in: a path. Goes out: the workbook, and what a child that reads it was heard doing.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.reading import ReadTask, read_return
from enforcement_cli.workflow.stages import STAGES
from tests.cli.running import case_row, ledger
from tests.corpus_foreign.measured import tasks_of
from tests.fuzz.watch import listen

_SHEET = "xl/worksheets/sheet1.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMULAS = (
    'WEBSERVICE("http://127.0.0.1:9/x")', "cmd|'/C calc'!A0", 'DDE("cmd","/C calc","x")',
    'HYPERLINK("file:///etc/passwd","x")', "[1]Sheet1!A1", 'IMAGE("http://127.0.0.1:9/i.png")',
    'RTD("x","y","z")', 'CALL("kernel32","WinExec","JCJ","calc",0)', 'EXEC("calc")',
)  # fmt: skip


def armed(path: Path) -> Path:
    """Macros, links, connections, objects, pictures, a DDE link and formulas that reach out."""
    plain = path.with_suffix(".xlsx")
    ledger("1", "2025-12-20", "2025-12-21", *(case_row(n, 9000) for n in range(11, 21))).save(plain)
    with zipfile.ZipFile(plain) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    plain.unlink()
    for number, formula in enumerate(_FORMULAS, start=4):
        escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
        cell = f'<c r="L{number}" t="str"><f>{escaped}</f><v>x</v></c></row>'
        start = parts[_SHEET].index(f'<row r="{number}"'.encode())
        end = parts[_SHEET].index(b"</row>", start)
        parts[_SHEET] = parts[_SHEET][:end] + cell.encode() + parts[_SHEET][end + 6 :]
    broken = b'<c r="M4"><f>WEBSERVICE("http://127.0.0.1:9/y")</f></c></row>'
    start = parts[_SHEET].index(b'<row r="4"')
    end = parts[_SHEET].index(b"</row>", start)
    parts[_SHEET] = parts[_SHEET][:end] + broken + parts[_SHEET][end + 6 :]
    links = (
        '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks><oleObjects><oleObject '
        'progId="Package" shapeId="1" r:id="rId8"/></oleObjects></worksheet>'
    )
    sheet = parts[_SHEET].replace(b"</worksheet>", links.encode())
    parts[_SHEET] = sheet.replace(b"<worksheet ", f'<worksheet xmlns:r="{_OFFICE}" '.encode(), 1)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(
        ("rId8", "oleObject", "../embeddings/oleObject1.bin", ""),
        ("rId9", "hyperlink", "http://127.0.0.1:9/h", "External"),
        ("rId7", "image", "http://127.0.0.1:9/i.png", "External"),
    )
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Auto_Open" * 100
    parts["xl/embeddings/oleObject1.bin"] = b"MZ" + bytes(500)
    parts["xl/connections.xml"] = (
        b'<connections><connection id="1" name="q" type="5" refreshOnLoad="1"><dbPr connection='
        b'"Provider=SQLOLEDB;Data Source=127.0.0.1" command="select 1"/></connection></connections>'
    )
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns:r="{_OFFICE}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/>'
        f'<externalBook r:id="rId1"/></externalLink>'
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _relations(
        ("rId1", "externalLinkPath", "file://127.0.0.1/share/别处.xlsx", "External")
    )
    book = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="rIdL" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    parts[book] = parts[book].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def listened_to(path: Path) -> tuple[list[str], list[str]]:
    """What a child did besides reading, and the codes of what it says of the file."""
    ((_, result),) = run_in_workers(
        _listened, tasks_of([path], path.parent), workers=1, seconds=20, memory_bytes=1 << 30,
        modules=STAGES,
    )  # fmt: skip
    assert not isinstance(result, WorkerFailure), result
    return result


def _listened(task: ReadTask) -> tuple[list[str], list[str]]:
    heard = listen()
    reading = read_return(task)
    problems = [*reading.problems, *(p for _, found in reading.batches for p in found)]
    return list(heard), [problem.code for problem in problems]


def _relations(*each: tuple[str, str, str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for name, kind, target, mode in each
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{told}</Relationships>'.encode()
