"""What every test shares: a clean environment, Hypothesis without a clock, and the providers' own vectors."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from capture_gateway.settings import PREFIX
from capture_gateway.testing.keys import SETTINGS

pytest_plugins = ["tests.browser", "tests.judging", "tests.postgres"]

VECTORS = "CAPTURE_GATEWAY_VECTORS"
"""A folder of signatures, payloads and documents that providers and their libraries publish as tests of themselves."""

settings.register_profile("house", deadline=None)  # how long an example takes says nothing on a busy machine
settings.load_profile("house")

for name in [name for name in os.environ if name.startswith(PREFIX) and name != VECTORS]:
    del os.environ[name]  # the developer's own settings must not decide a test
os.environ.update({PREFIX + name.upper(): value for name, value in SETTINGS.items()})  # whoever starts the gateway


def pytest_report_header() -> str:
    """Say first what will not be tested."""
    folder = os.environ.get(VECTORS)
    return f"providers' vectors: {folder or f'{VECTORS} IS NOT SET, so the tests that need them are skipped'}"


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of the providers' vectors; the test is skipped, with the reason, where it is not set."""
    folder = os.environ.get(VECTORS)
    if not folder:
        pytest.skip(f"{VECTORS} is not set: the providers' own vectors were NOT checked")
    return Path(folder)
