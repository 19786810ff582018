"""What `report --json` says of a report beside its figures."""

from datetime import datetime
from pathlib import Path

from enforcement_cli.cli.report_shown import report_json
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import report
from tests.facts import QINGHE, YINZHOU, week
from tests.unit.workflow.test_publishing import ledger_of, room_of, take


def test_comparisons_that_were_asked_for_are_in_the_json(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    take(room, ledger_of(2, YINZHOU, 0), ledger_of(2, QINGHE, 0))
    take(room, ledger_of(3, YINZHOU, 5), ledger_of(3, QINGHE, 2))
    found = report(
        room,
        PeriodWish(kind="week", day=week(3).end),
        known_at=datetime(2026, 1, 5, 12, tzinfo=BEIJING),
        options=ReportOptions(compare=("previous",)),
    )
    told = {
        (each["kind"], each["court"]): (each["now"], each["then"], each["change"])
        for each in report_json(found)["comparisons"]
        if (each["indicator"], each["action"]) == ("cases_closed", None)
    }
    assert told == {
        ("previous", None): (7, 0, 7),
        ("previous", YINZHOU): (5, 0, 5),
        ("previous", QINGHE): (2, 0, 2),
    }
