"""What every test shares: a store with nothing in it, and hypothesis that fails the same way twice."""

import pytest
from hypothesis import HealthCheck, settings

from tests.facts import Store

settings.register_profile(
    "desk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("desk")


@pytest.fixture
def store() -> Store:
    return Store()
