"""What tests share: an empty store, the sample campaign played once, hypothesis that repeats itself."""

import pytest
from hypothesis import HealthCheck, settings

from tests.campaign import Played, play_once
from tests.facts import Store

settings.register_profile(
    "desk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("desk")


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Played:
    """The sample campaign, played once a run: workers of pytest-xdist share its folder."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    return play_once(shared / "sample-campaign")
