"""Ingests into a lake on Spark, and asks it, in a process that may speak to its Java.

Comes in: the path of a pickled script: the workspace, and steps (an ingest of a source at a moment,
or words of the command line). Goes out: pickled answers beside it, receipts or what was printed.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any


def main(script: Path) -> None:
    """Run it, all of it in one session."""
    from enforcement_cli.model.lake import LakePlace
    from enforcement_cli.store.lake.spark import spark_session
    from enforcement_cli.workflow.lake.ingest import ingest_lake
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import Workspace
    from tests.cli.running import enforce

    workspace, steps = pickle.loads(script.read_bytes())  # noqa: S301  # the parent's own
    answers: list[Any] = []
    with spark_session("local[2]") as session:
        # A file system that is not this machine's, as far as anybody but Java can tell.
        mounted = "fs.viewfs.mounttable.there.link./all"
        session.sparkContext._jsc.hadoopConfiguration().set(mounted, "file:///")
        for step in steps:
            if isinstance(step, tuple):
                answers.append(enforce(*step, "-C", workspace))
                continue
            place = LakePlace(address=step["lake"], engine="spark")
            room = enter(Workspace(workspace))
            answers.append(ingest_lake(room, step["source"], place, step["options"]))
    script.with_suffix(".answers").write_bytes(pickle.dumps(answers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
