"""A fresh home whose tables are there: all migrations take seconds, so a run of tests applies them once.

What is an installation's own (keys, passwords, tokens) lies in files beside the database or in rows that its first
visit makes; the copied file holds the tables and what migrations put into them. That an empty home gets its tables
from the first command is what tests/faces/test_cli.py sees.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

SHARED = "SLIPGUARD_TEST_TABLES"  # the folder of a run of tests, one for all its workers; set by tests/conftest.py
NAME = "slipguard.db"


def tables(home: Path) -> None:
    """Put the tables into a home that has none."""
    if not (home / NAME).exists():
        with closing(sqlite3.connect(_migrated())) as made, closing(sqlite3.connect(home / NAME)) as new:
            made.backup(new)


def _migrated() -> Path:
    if SHARED not in os.environ:  # no pytest: a picture or an eval that starts a server
        os.environ[SHARED] = tempfile.mkdtemp(prefix="slipguard-tables-")
        atexit.register(shutil.rmtree, os.environ[SHARED], ignore_errors=True)
    folder = Path(os.environ[SHARED])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one makes them, the others wait; let go when it is closed, or dies
        if not (folder / "done").exists():
            environment = {key: value for key, value in os.environ.items() if not key.startswith("SLIPGUARD_")}
            subprocess.run([sys.executable, "-c", "from slipguard import app; app.configure(); app.migrate()"],
                           check=True, timeout=300, env=environment | {"SLIPGUARD_HOME": str(folder)})
            (folder / "done").touch()
    return folder / NAME
