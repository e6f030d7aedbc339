"""A whole history taken in at once: beside the table first, into it in one statement at the end.

Writing a hundred thousand rows takes seconds, and in SQLite whoever writes keeps everybody else from writing:
an incident, and with it a delete, would have to wait. So the rows go into a temporary table, which belongs to
this connection alone, blocks nobody and is gone with it; only the last step holds the lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from slipguard.core.types import Post
from slipguard.core.voice import Voice
from slipguard.storage import posts, voices
from slipguard.storage.models import Account, PostRow

_TABLE = "slipguard_staged"


class Staged:
    """Posts of one account, on their way."""

    def __init__(self, account: Account, at: datetime) -> None:
        self._account = account
        self._fields = [field for field in PostRow._meta.concrete_fields if not field.primary_key]
        self._named = {field.attname: field for field in self._fields}
        blank = PostRow(account_id=account.pk, seen_at=at)  # what all rows of one history have in common
        self._blank = {
            name: field.get_db_prep_save(field.pre_save(blank, True), connection)
            for name, field in self._named.items()
        }
        self._columns = ", ".join(connection.ops.quote_name(field.column) for field in self._fields)

    def add(self, some: Sequence[Post]) -> None:
        """Keep these; one with a ref that is there already is dropped."""
        holes = ", ".join(["%s"] * len(self._fields))
        rows = [self._row(post) for post in some]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_TABLE} ({self._columns}) VALUES ({holes}) ON CONFLICT DO NOTHING", rows  # noqa: S608
            )

    def drop_known(self) -> tuple[int, int]:
        """Forget what the account has already: (new posts, known posts and repeats are the rest of what was added)."""
        table = connection.ops.quote_name(PostRow._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {_TABLE} WHERE ref IN (SELECT ref FROM {table} WHERE account_id = %s)",  # noqa: S608
                [self._account.pk],
            )
            known = cursor.rowcount
            cursor.execute(f"SELECT COUNT(*) FROM {_TABLE}")  # noqa: S608
            return int(cursor.fetchone()[0]), known

    def newest(self, most: int) -> list[Post]:
        """The newest of the waiting posts, newest first; those without a time last."""
        found = PostRow.objects.raw(
            f"SELECT 0 AS id, {self._columns} FROM {_TABLE} "  # noqa: S608
            f"ORDER BY posted_at IS NULL, posted_at DESC LIMIT {int(most)}"
        )
        rows = []
        for row in found.iterator():
            row.account = self._account
            rows.append(posts.as_post(row))
        return rows

    def settle(self, voice: Voice) -> None:
        """The posts and the voice that was learnt with them become true together, or neither does."""
        table = connection.ops.quote_name(PostRow._meta.db_table)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} ({self._columns}) SELECT {self._columns} FROM {_TABLE} "  # noqa: S608
                    "WHERE true ON CONFLICT DO NOTHING"  # the watcher may have seen one of them just now
                )
            voices.keep(self._account, voice)

    def _row(self, post: Post) -> list[Any]:
        values = dict(self._blank)
        values["ref"] = post.ref
        for name, value in posts.fields_of(post, live=False).items():
            # Django's own conversion costs more than reading the post; strings need none
            values[name] = value if isinstance(value, str) else self._named[name].get_db_prep_save(value, connection)
        return list(values.values())


@contextmanager
def staged(account: Account, at: datetime) -> Iterator[Staged]:
    """A fresh place beside the table; nothing of it remains."""
    table = connection.ops.quote_name(PostRow._meta.db_table)
    made = Staged(account, at)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_TABLE} AS SELECT {made._columns} FROM {table} WHERE 1 = 0"  # noqa: S608
        )
        cursor.execute(f"CREATE UNIQUE INDEX {_TABLE}_ref ON {_TABLE} (ref)")
    try:
        yield made
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {_TABLE}")
