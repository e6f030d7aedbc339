"""Settings come from the environment, by type; what cannot be used is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from slipguard import app
from slipguard.core.errors import BadInput
from slipguard.settings import Config, read


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


def test_a_key_is_whole_from_its_first_moment(tmp_path: Path) -> None:
    """Whoever starts at the same moment reads the same key, never an empty or half of one."""
    config, found = Config(home=tmp_path), list[str]()

    def made_slowly() -> str:
        found.append(Config(home=tmp_path).key("k", lambda: "the first"))  # somebody else, in the middle of ours
        return "the second"

    assert config.key("k", made_slowly) == "the first" == config.key("k") and found == ["the first"]
    assert (tmp_path / "keys" / "k").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["k"]


def test_no_key_file_is_there_before_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the key is being written, nobody finds a file of its name."""
    path, opened = tmp_path / "keys" / "k", os.fdopen

    def looking(*given: Any, **how: Any) -> Any:
        assert not path.exists()
        return opened(*given, **how)

    monkeypatch.setattr(os, "fdopen", looking)
    assert Config(home=tmp_path).key("k", lambda: "words") == path.read_text() == "words"
