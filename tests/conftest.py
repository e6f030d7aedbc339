"""One throw-away installation for the whole run; each test that touches the database starts with it empty."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# time is measured in evals, side by side; a busy machine must not fail a property
hypothesis_settings.register_profile("slipguard", deadline=None)
hypothesis_settings.load_profile("slipguard")

# before anything reads the settings: nothing of a real installation is ever touched
_HOME = tempfile.mkdtemp(prefix="slipguard-tests-")
os.environ["SLIPGUARD_HOME"] = _HOME
os.environ["SLIPGUARD_ALLOW_PRIVATE_SERVERS"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's sync API runs a loop in the test's thread
for name in ("SLIPGUARD_BASE_URL", "SLIPGUARD_PORT", "SLIPGUARD_HOST", "SLIPGUARD_EXECUTOR_ID"):
    os.environ.pop(name, None)

# the same tests on the other database: SLIPGUARD_TEST_DATABASE=postgres pytest tests/storage tests/workflows
_POSTGRES = None
if os.environ.get("SLIPGUARD_TEST_DATABASE") == "postgres":
    from tests.servers.postgres import Postgres

    _POSTGRES = Postgres()
    os.environ["SLIPGUARD_DATABASE_URL"] = _POSTGRES.url

from slipguard import app  # noqa: E402  (the home must be set first)

app.configure()  # here and not in a hook: a deeper conftest may import models at once


def pytest_unconfigure() -> None:
    """End what was started above."""
    if _POSTGRES is not None:
        _POSTGRES.stop()


@pytest.fixture(scope="session")
def home() -> Path:
    """The installation's folder."""
    return Path(_HOME)


@pytest.fixture(scope="session")
def _tables(home: Path) -> None:
    app.migrate()


@pytest.fixture
def db(_tables: None) -> Iterator[None]:
    """An empty database."""
    yield
    _empty()


def _empty() -> None:
    from django.core.management import call_command

    from slipguard.storage import voices

    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    voices._kept, voices._looked = None, float("-inf")


@pytest.fixture(scope="session")
def _engine(_tables: None) -> Iterator[None]:
    from slipguard.workflows import engine, reconcile  # noqa: F401  (it imports every story, so they register)

    assert engine.launch()
    yield
    engine.shut()


@pytest.fixture
def engine(db: None, _engine: None) -> Iterator[None]:
    """A running durable engine and an empty database. Row ids never repeat, so workflow ids do not either."""
    yield


@pytest.fixture
def world(home: Path) -> Iterator[object]:
    """A fresh rehearsal network."""
    from slipguard.networks.practice import World

    for path in home.glob("practice.db*"):
        path.unlink()
    made = World(home / "practice.db")
    yield made
    made.close()


@pytest.fixture
def owner(db: None) -> object:
    """The owner of the first workspace, at the command line."""
    from slipguard.actions.access import Actor
    from slipguard.actions.setup import make_owner

    return Actor(make_owner("olivia@example.org", "a long quiet password"), "command line")
