"""Something was written to the database, by this process or another: told within a moment, at next to no cost.

PostgreSQL tells it (NOTIFY by triggers, migration 0017). SQLite counts its commits in the header of its index, which
costs some microseconds to read (https://www.sqlite.org/pragma.html#pragma_data_version).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing

from django.db import connection
from django.db.models import Model

from slipguard.storage.models import IncidentEvent, PostRow

LOOK = 0.05  # seconds between two looks at SQLite's count
CHANNEL = "slipguard_news"
Kinds = frozenset[type[Model]]
URGENT: Kinds = frozenset({PostRow, IncidentEvent})  # a new row of these is what somebody waits for at a screen
_here: dict[type[Model], int] = {}


def known(kind: type[Model], number: int) -> None:
    """This process itself has told whoever waits that the row of this number is written: it is no news any more.

    SQLite only, whose rows are numbered in the order in which they can be read; PostgreSQL's news come twice.
    """
    _here[kind] = max(number, _here.get(kind, 0))


def changes(ended: Callable[[], bool]) -> Iterator[Kinds]:
    """One item for what was written since the last one: which of URGENT have news. The first comes at once, with all.

    Goes on until `ended`, which is asked at least once a second. Raises what the database raises.
    """
    return _told(ended) if connection.vendor == "postgresql" else _counted(ended)


def _counted(ended: Callable[[], bool]) -> Iterator[Kinds]:
    newest = {kind: str(kind._default_manager.order_by("-pk").values("pk")[:1].query) for kind in URGENT}
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None, timeout=10)) as db:
        count: object = None
        rows: dict[type[Model], tuple[int] | None] = {}
        while not ended():
            if (now := db.execute("PRAGMA data_version").fetchone()) != count:
                before, count = rows, now
                rows = {kind: db.execute(sql).fetchone() for kind, sql in newest.items()}
                yield frozenset(kind for kind in URGENT if kind not in before or _new(kind, before[kind], rows[kind]))
            time.sleep(LOOK)


def _new(kind: type[Model], before: tuple[int] | None, now: tuple[int] | None) -> bool:
    return now != before and now is not None and now[0] > _here.get(kind, 0)


def _told(ended: Callable[[], bool]) -> Iterator[Kinds]:
    with closing(connection.copy()) as own, own.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
        yield URGENT
        while not ended():
            said = {note.payload for note in own.connection.notifies(timeout=1, stop_after=1)}
            if said:
                yield frozenset(kind for kind in URGENT if kind._meta.db_table in said)
