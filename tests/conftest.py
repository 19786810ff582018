"""What tests share: an empty store, the sample campaign played once, hypothesis that repeats itself."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.campaign import Played, once, play
from tests.facts import Store

settings.register_profile(
    "desk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("desk")


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
