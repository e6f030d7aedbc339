"""One throw-away installation for the whole run; each test that touches the database starts with it empty."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
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

_TABLES = None
if "PYTEST_XDIST_WORKER" not in os.environ:
    _TABLES = os.environ["SLIPGUARD_TEST_TABLES"] = tempfile.mkdtemp(prefix="slipguard-tables-")  # tests/fresh.py

# the same tests on the other database: SLIPGUARD_TEST_DATABASE=postgres pytest tests/storage tests/workflows
_POSTGRES = None
if os.environ.get("SLIPGUARD_TEST_DATABASE") == "postgres":
    from tests.servers.postgres import Postgres, database

    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        _POSTGRES = Postgres()
        os.environ["SLIPGUARD_TEST_CLUSTER"] = _POSTGRES.url  # workers are started later, and inherit it
        os.environ["SLIPGUARD_DATABASE_URL"] = _POSTGRES.url
    else:
        os.environ["SLIPGUARD_DATABASE_URL"] = database(os.environ["SLIPGUARD_TEST_CLUSTER"], worker)

from slipguard import app  # noqa: E402  (the home must be set first)

app.configure()  # here and not in a hook: a deeper conftest may import models at once

from django.conf import settings  # noqa: E402
from django.test import override_settings  # noqa: E402

# nearly every test makes an owner, and a password that is slow to guess is slow to make; a real server
# (tests/faces/web/rig.py) is a process of its own, with the hasher that people have
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_unconfigure() -> None:
    """End what was started above, and leave nothing behind."""
    if _POSTGRES is not None:
        _POSTGRES.stop()
    shutil.rmtree(_HOME, ignore_errors=True)
    if _TABLES is not None:
        shutil.rmtree(_TABLES, ignore_errors=True)


# The longest files first, so that no worker is left alone with one at the end (`make test` has several).
_LONGEST = ("tests/workflows/test_killed.py", "tests/faces/web/test_accessible.py", "tests/faces/web/journeys/",
            "tests/house/test_evals.py", "tests/stories/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order is the same with and without workers."""
    def place(item: pytest.Item) -> int:
        return next((at for at, start in enumerate(_LONGEST) if item.nodeid.startswith(start)), len(_LONGEST))

    items.sort(key=place)


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
    """Django's `flush`, without the tables that a migration fills and the signals that would fill them anew."""
    from django.db import connection, transaction

    from slipguard.storage import voices

    tables = ", ".join(_names())
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a story's thread may be writing its last row: it comes first
            cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        for table in _names():  # in any order: foreign keys are looked at when the transaction ends
            cursor.execute(f"DELETE FROM {table}")
    voices._kept = None


@functools.cache
def _names() -> tuple[str, ...]:
    """Every table that a test can write to."""
    from django.db import connection

    fixed = {"django_content_type", "auth_permission"}
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(connection.ops.quote_name(name) for name in names if name not in fixed)


@pytest.fixture(scope="session")
def _engine(_tables: None) -> Iterator[object]:
    from slipguard.workflows import engine, reconcile  # noqa: F401  (it imports every story, so they register)

    assert engine.launch()
    held, engine._lock = engine._lock, None
    yield held
    engine._lock = held
    engine.shut()


@pytest.fixture
def engine(db: None, _engine: object) -> Iterator[None]:
    """A running durable engine and an empty database. Row ids never repeat, so workflow ids do not either.

    A test that does not ask for it is not told that one runs, whatever was tested before in this process.
    """
    from slipguard.workflows import engine

    engine._lock = _engine  # type: ignore[assignment]
    yield
    engine._lock = None


_FIRST_POST = itertools.count(100_000, 100_000)


@pytest.fixture
def world(home: Path) -> Iterator[object]:
    """A fresh rehearsal network. Its posts' numbers do not repeat either: a recall's id is made of them."""
    from slipguard.networks.practice import World

    for path in home.glob("practice.db*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    made = World(home / "practice.db")
    with closing(sqlite3.connect(made.path)) as db, db:
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('post', ?)", [next(_FIRST_POST)])
    yield made
    made.close()


@pytest.fixture
def owner(db: None) -> object:
    """The owner of the first workspace, at the command line."""
    from slipguard.actions.access import Actor
    from slipguard.actions.setup import make_owner

    return Actor(make_owner("olivia@example.org", "a long quiet password"), "command line")


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A real mail server (tests/servers/smtp.py), as SLIPGUARD_MAIL_URL would name it."""
    from slipguard.settings import CONFIG
    from tests.servers.smtp import MailServer

    server = MailServer()
    monkeypatch.setattr(CONFIG, "mail_url", f"smtp://127.0.0.1:{server.port}")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1",
                           EMAIL_PORT=server.port):
        yield server
    server.close()
