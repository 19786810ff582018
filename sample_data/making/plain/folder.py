"""A sample as the files of its folder.

In: a Sample. Out: returns/, manifest.csv, issues.csv, answers.csv, enforce.toml and truth/ in a
folder, replacing an earlier one. Refuses to know what any of it means.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sample_data.making.plain.nouns import Case, Sample, Sent
from sample_data.making.sheets import Sheet
from sample_data.making.truth import table
from sample_data.making.workbooks import csv_gbk, xls, xlsx


def write_sample(out: Path, sample: Sample) -> None:
    """Write the whole campaign into a folder."""
    for name in ("returns", "truth"):
        shutil.rmtree(out / name, ignore_errors=True)
    files = {sent.file: bytes_of(sent) for sent in sample.sent}
    files |= {"enforce.toml": sample.toml.encode(), **sample.files}
    files |= dict(_tables(sample))
    for path, content in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def bytes_of(sent: Sent) -> bytes:
    """The file; a workbook was saved at eight on the day it came."""
    if sent.raw:
        return sent.raw
    if sent.file.endswith(".xls"):
        return xls(sent.sheets)
    if sent.file.endswith(".csv"):
        return csv_gbk(sent.sheets[0])
    return xlsx(sent.sheets, sent.received_at.replace(hour=8, minute=0, second=0))


def place(sheet: Sheet, key: str, field: str, which: int = 0) -> str:
    """Where a field of a case, or the value of a figure, stands in a sheet: `H12`."""
    return sheet.places[key, field][which]


def _tables(sample: Sample) -> Iterator[tuple[str, bytes]]:
    """Every table of the folder whose columns are the fields of its rows, then the cases."""
    for name, rows, heads in (
        ("manifest.csv", sample.sent, "file received_at court form campaign version why"),
        ("issues.csv", sample.issues, "campaign kind end known_at by lists"),
        ("answers.csv", sample.answers, "at campaign court code case_no by reason"),
        (
            "truth/figures.csv",
            sample.figures,
            "campaign kind start end court action team officer indicator value unit",
        ),
        ("truth/findings.csv", sample.findings, "file code severity sheet cell"),
    ):
        fields = heads.split()
        yield name, table(fields, ([getattr(row, field) for field in fields] for row in rows))
    heads = "case_no court filed_on cause applicant debtor claim_fen recovered_fen closed_on"
    cases = sorted(sample.cases, key=lambda case: case.case_no)
    yield (
        "truth/cases.csv",
        table([*heads.split(), "close_method", "officer", "team"], map(_case_line, cases)),
    )


def _case_line(case: Case) -> list[object]:
    closing = case.closing
    return [
        case.case_no, case.court, case.filed_on, case.cause, case.applicant, case.debtor,
        case.claim_fen, case.paid(date.min, date.max), closing.on if closing else None,
        closing.method if closing else "", case.officer, case.team,
    ]  # fmt: skip
