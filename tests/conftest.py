"""What tests share: no network, an empty store, the sample campaign played once, hypothesis that
repeats itself, and which of them are slow."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import enforcement_cli  # noqa: F401  # settles how openpyxl writes, before a test imports it
from tests.campaign import Played, once, play
from tests.facts import Store
from tests.offline.sitecustomize import TOLD
from tests.timing import dealt, long_functions

settings.register_profile(
    "desk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("desk")


# Importing it closed the network for this process; on the path, it does so for every child.
_OFFLINE = str(Path(__file__).parent / "offline")
if _OFFLINE not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
    had = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([_OFFLINE, *([had] if had else [])])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what was measured as long, and keep one slice of the slow ones where one is asked for.

    ENFORCE_SLICE is `2/3` for the second of three.
    """
    seconds = long_functions()
    for item in items:
        if item.nodeid.split("[")[0] in seconds:
            item.add_marker(pytest.mark.slow)
    asked = os.environ.get("ENFORCE_SLICE")
    if not asked:
        return
    number, slices = map(int, asked.split("/"))
    slow = {_file_of(item) for item in items if item.get_closest_marker("slow")}
    slice_of = dealt(seconds, slow, slices)
    others = [item for item in items if slice_of.get(_file_of(item), number) != number]
    items[:] = [item for item in items if slice_of.get(_file_of(item), number) == number]
    config.hook.pytest_deselected(items=others)


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.split("::")[0]


@pytest.fixture(autouse=True, scope="session")
def _offline_told() -> Iterator[None]:
    """The session fails where a process reached for the network and swallowed what it was told."""
    handle, name = tempfile.mkstemp(prefix="offline-")
    os.close(handle)
    os.environ[TOLD] = name
    yield
    told = Path(name)
    said = told.read_text("utf-8")
    told.unlink()
    assert said == ""


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder of this run, the same for all workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if hasattr(request.config, "workerinput") else base) / "shared"


@pytest.fixture(scope="session")
def played(shared: Path) -> Played:
    """The sample campaign, played once a run."""
    found: Played = once(shared, "demo", play)
    return found
