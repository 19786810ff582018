"""What the fuzzer begins with: a court's ledger in every format that is read, and real returns.

Comes in: a folder to build in. Goes out: bytes by name. The foreign corpus joins where it is there.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from html import escape
from pathlib import Path
from typing import Any

from tests.cli.running import RETURNS, ROOT, case_row, ledger
from tests.corpus_foreign.places import CORPUS
from tests.unit.workbook.test_workbook_binary import xlsb
from tests.unit.workbook.test_workbook_word import docx, paragraph

_SMALL = 60_000
_FOREIGN = 120
_NAME = "铁岭市银州区人民法院第01周案件台账"
_PROSE = (
    "铁岭市银州区人民法院冬季专项执行行动战报（第1周）",
    "统计区间：2025年12月20日至12月21日",
    "本周共执结小标的案件12件，执行到位35.6万元，拘留3人次。",
)


def seeds(folder: Path, *, foreign: bool = True) -> dict[str, bytes]:
    """Every seed by its file name, in a fixed order."""
    made = ledger(
        "1", "2025-12-20", "2025-12-21", case_row(11, 9000), case_row(12, 0, note="待查"),
        case_row(13, 50000, closed="2025-12-21"),
    )  # fmt: skip
    rows = made.here.rows
    found: dict[str, bytes] = {}
    for suffix in (".xlsx", ".xls"):
        found[_NAME + suffix] = made.save(folder / (_NAME + suffix)).read_bytes()
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = made.save(folder / f"{encoding}.csv", encoding=encoding)
        found[f"{_NAME}-{encoding}.csv"] = path.read_bytes()
    found[f"{_NAME}-tab.xls"] = made.save(
        folder / "t.txt", encoding="gb18030", delimiter="\t"
    ).read_bytes()
    found[f"{_NAME}-页.xls"] = as_html(rows).encode("gb18030")
    found[f"{_NAME}-2003.xls"] = as_xml2003(rows).encode()
    found[f"{_NAME}.ods"] = as_ods(rows)
    found["台账.xlsb"] = xlsb(folder / "a.xlsb").read_bytes()
    found["银州战报.docx"] = docx(
        folder / "a.docx", paragraph(*_PROSE[:1]) + paragraph(*_PROSE[1:])
    ).read_bytes()
    found["银州战报.txt"] = "\n".join(_PROSE).encode("gb18030")
    week = sorted(RETURNS.glob("第03周/*"))
    found |= {path.name: path.read_bytes() for path in week}
    for other in ("jiuyuan", "guyang", "lanshan", "ordos"):
        several = sorted((ROOT / "sample_data" / other / "returns").rglob("*.*"))
        found |= {
            f"{other}-{p.name}": p.read_bytes() for p in several[:6] if p.stat().st_size < _SMALL
        }
    found["第1周.zip"] = _zipped({name: found[name] for name in list(found)[:3]})
    found["内.zip"] = _zipped({"a/b.zip": found["第1周.zip"], "c.csv": found[f"{_NAME}-utf-8.csv"]})
    if foreign and CORPUS.is_dir():
        small = sorted(p for p in CORPUS.rglob("*.*") if p.is_file() and p.stat().st_size < _SMALL)
        picked = random.Random(1).sample(small, min(_FOREIGN, len(small)))
        found |= {f"{n:03}-{path.name}": path.read_bytes() for n, path in enumerate(picked)}
    return found


def as_html(rows: list[list[Any]]) -> str:
    """A web page with one table."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(v))}</td>" for v in row) + "</tr>" for row in rows
    )
    head = '<head><meta charset="gb2312"><style>td{mso-number-format:"\\@"}</style></head>'
    return f"<html>{head}<body><table border=1>{body}</table></body></html>"


def as_xml2003(rows: list[list[Any]]) -> str:
    """An XML Spreadsheet of 2003."""

    def cell(value: Any) -> str:
        kind = "Number" if isinstance(value, int) else "String"
        return f'<Cell><Data ss:Type="{kind}">{escape(_text(value))}</Data></Cell>'

    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00%"/></Style></Styles>'
        f'<Worksheet ss:Name="台账"><Table><Column ss:Index="2" ss:StyleID="s1"/>{body}</Table>'
        "</Worksheet></Workbook>"
    )


def as_ods(rows: list[list[Any]]) -> bytes:
    """An OpenDocument spreadsheet."""

    def cell(value: Any) -> str:
        if value is None:
            return '<table:table-cell table:number-columns-repeated="1"/>'
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        if isinstance(value, dt.date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body>'
        f'<office:spreadsheet><table:table table:name="台账">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "META-INF/manifest.xml": b"<m/>", "content.xml": content.encode()})  # fmt: skip


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return data.getvalue()
