"""Settings come from the environment, by type; what cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from slipguard import app
from slipguard.core.errors import BadInput
from slipguard.settings import read


def test_each_kind_is_read_and_nothing_else_is_taken() -> None:
    """Texts, numbers, folders, yes and no; names in any case; an empty one is not set; others are left alone."""
    found = read({"SLIPGUARD_PORT": " 8123 ", "slipguard_host": "0.0.0.0", "SLIPGUARD_HOME": "/srv/slipguard",
                  "SLIPGUARD_DEBUG": "Yes", "SLIPGUARD_ALARMS_NAME_OTHERS": "off", "SLIPGUARD_VERIFY_SECONDS": "2.5",
                  "SLIPGUARD_IDLE_MINUTES": "", "SLIPGUARD_BLUESKY_VIEW": "", "SLIPGUARD_TEST_DATABASE": "x",
                  "PORT": "1"})
    assert (found.port, found.host, found.home) == (8123, "0.0.0.0", Path("/srv/slipguard"))
    assert (found.debug, found.alarms_name_others, found.verify_seconds) == (True, False, 2.5)
    assert (found.idle_minutes, found.bluesky_view) == (20, "")
    assert read({}).port == 8000 and read({}) == read({"SLIPGUARD_PORT": "8000"})


@pytest.mark.parametrize(("name", "typed", "says"), [
    ("PORT", "eight", "a whole number"), ("DEBUG", "maybe", "true or false"), ("VERIFY_SECONDS", "a while", "a number"),
])
def test_what_cannot_be_used_is_named(name: str, typed: str, says: str) -> None:
    """The variable, what it said, and what it should be."""
    with pytest.raises(BadInput, match=f"SLIPGUARD_{name} is “{typed}”, which is not {says}"):
        read({f"SLIPGUARD_{name}": typed})


def test_a_database_behind_its_files_is_noticed(db: None) -> None:
    """The quick look says no only where every migration is noted."""
    from django.db import connection

    assert not app.behind()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'storage' ORDER BY id DESC LIMIT 1")
        [newest] = cursor.fetchone()
        cursor.execute("UPDATE django_migrations SET name = 'x' WHERE app = 'storage' AND name = %s", [newest])
        try:
            assert app.behind()
        finally:
            cursor.execute("UPDATE django_migrations SET name = %s WHERE app = 'storage' AND name = 'x'", [newest])
    assert not app.behind()
