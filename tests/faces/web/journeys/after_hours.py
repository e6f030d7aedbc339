"""What only time would bring, brought at once: a day that is over, a sign-in that is an hour old."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time

from django.core import signing

from tests.faces.web import rig

_SALT = "django.contrib.sessions.SessionStore"


def change(served: rig.Served, sql: str, *values: object) -> None:
    """One statement in the running house's database, from outside, as a test's hand on the clock."""
    with sqlite3.connect(served.home / "slipguard.db", timeout=10) as tables:
        tables.execute(sql, values)
    tables.close()


def ask(served: rig.Served, sql: str, *values: object) -> list[tuple[str, ...]]:
    """What stands in the running house's database, read from outside."""
    tables = sqlite3.connect(served.home / "slipguard.db", timeout=10)
    found = tables.execute(sql, values).fetchall()
    tables.close()
    return found


def upkeep(served: rig.Served) -> None:
    """The round that the server makes each minute, now, in a process of its own."""
    code = ("from slipguard import app; app.configure()\n"
            "from slipguard.actions import exceptions; exceptions.expire()")
    environment = dict(os.environ) | {"SLIPGUARD_HOME": str(served.home)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)


def grow_old(served: rig.Served, cookie: str, seconds: int = 3600) -> None:
    """The proof that this browser's person gave (a password, a passkey) was given so much earlier."""
    key = (served.home / "keys" / "django.key").read_text().strip()
    tables = sqlite3.connect(served.home / "slipguard.db", timeout=10)
    with tables:
        [(data,)] = tables.execute("select session_data from django_session where session_key = ?", (cookie,))
        session = signing.loads(data, key=key, salt=_SALT)
        for proof in session["account_authentication_methods"]:
            proof["at"] = time.time() - seconds
        tables.execute("update django_session set session_data = ? where session_key = ?",
                       (signing.dumps(session, key=key, salt=_SALT, compress=True), cookie))
    tables.close()
