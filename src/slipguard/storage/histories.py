"""A whole history taken in at once: beside the table first, and into it at the end, all of it or nothing.

Writing a hundred thousand rows takes seconds, and in SQLite whoever writes keeps everybody else from writing:
an incident, and with it a delete, would have to wait. So the rows go into a temporary table, which belongs to
this connection alone, blocks nobody and is gone with it. Only when everything was read, judged and learnt do they
move, in lots that each hold the lock for a moment. A row of `Intake` stands before the first lot and goes with the
last write, the voice's; what a failure leaves is taken out at once, and what a crash leaves by `sweep`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from slipguard.core.errors import Conflict
from slipguard.core.types import Post
from slipguard.core.voice import Voice
from slipguard.storage import posts, voices
from slipguard.storage.models import Account, Intake, PostRow

log = logging.getLogger("slipguard")
_TABLE = "slipguard_staged"
_HOLD = 0.1  # seconds for which one lot aims to keep others from writing
_LEAST, _LARGEST = 100, 2500  # rows of a lot: a slow disk takes few, and each lot waits for the disk once
_ROOM = 0.11  # seconds between lots: SQLite lets a waiting writer look again every 0.1 s at most, and that is its turn
_DEAD = timedelta(minutes=2)  # without a lot for so long, an intake's process has died


class Staged:
    """Posts of one account, on their way."""

    def __init__(self, account: Account, at: datetime) -> None:
        self._account, self._at = account, at
        self._added = 0  # rows that were given, each with its place from 1 on
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
        holes = ", ".join(["%s"] * (2 + len(self._fields)))
        rows = [[place, 0, *self._row(post)] for place, post in enumerate(some, self._added + 1)]
        self._added += len(rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_TABLE} (place, known, {self._columns}) VALUES ({holes}) ON CONFLICT DO NOTHING", rows  # noqa: S608
            )

    def mark_known(self) -> int:
        """Mark what the account has already, and say how many are new. Half of another archive is not had."""
        table, open_ = (connection.ops.quote_name(model._meta.db_table) for model in (PostRow, Intake))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {_TABLE} SET known = 1 WHERE ref IN (SELECT had.ref FROM {table} had "  # noqa: S608
                f"WHERE had.account_id = %s AND NOT EXISTS (SELECT 1 FROM {open_} half "
                "WHERE half.account_id = had.account_id AND half.at = had.seen_at))",
                [self._account.pk],
            )
            cursor.execute(f"SELECT COUNT(*) FROM {_TABLE} WHERE known = 0")  # noqa: S608
            return int(cursor.fetchone()[0])

    def newest(self, most: int) -> list[Post]:
        """The newest of the waiting posts that are new, newest first; those without a time last."""
        found = PostRow.objects.raw(
            f"SELECT 0 AS id, {self._columns} FROM {_TABLE} "  # noqa: S608
            f"WHERE known = 0 ORDER BY posted_at IS NULL, posted_at DESC LIMIT {int(most)}"
        )
        rows = []
        for row in found.iterator():
            row.account = self._account
            rows.append(posts.as_post(row))
        return rows

    def settle(self, voice: Voice, tell: Callable[[float], None] = lambda _: None) -> None:
        """The posts and the voice that was learnt with them become true together, or neither does.

        `tell` is given the share that is written. Conflict: another one is on its way, or a sweep took this one
        for dead (a machine that slept).
        """
        free(self._account)
        try:
            intake = Intake.objects.create(account=self._account, at=self._at, touched_at=timezone.now())
        except IntegrityError:
            raise _another() from None
        try:
            for share in self._lots(intake):
                tell(share)
            with transaction.atomic():
                _still(Intake.objects.filter(pk=intake.pk).delete()[0])
                voices.keep(self._account, voice)
        except BaseException:  # an impatient Ctrl-C, too
            with suppress(DatabaseError):  # a full disk, say: then the sweep does it
                take_out(intake)
            raise

    def _lots(self, intake: Intake) -> Iterator[float]:
        table = connection.ops.quote_name(PostRow._meta.db_table)
        small = connection.vendor == "sqlite"  # only there a writer keeps all others waiting
        size, done = (_LEAST, 0) if small else (self._added, 0)
        while done < self._added:
            began = time.monotonic()
            with transaction.atomic(), connection.cursor() as cursor:
                _still(Intake.objects.filter(pk=intake.pk).update(touched_at=timezone.now()))
                cursor.execute(
                    f"INSERT INTO {table} ({self._columns}) SELECT {self._columns} FROM {_TABLE} "  # noqa: S608
                    "WHERE place > %s AND place <= %s "
                    "ON CONFLICT DO NOTHING",  # the watcher may have seen one of them just now
                    [done, done + size],
                )
            held = time.monotonic() - began
            done += size
            yield min(1.0, done / self._added)
            if small and done < self._added:
                size = max(_LEAST, min(_LARGEST, 2 * size, int(size * _HOLD / max(held, 0.001))))
                time.sleep(_ROOM)

    def _row(self, post: Post) -> list[Any]:
        values = dict(self._blank)
        values["ref"] = post.ref
        for name, value in posts.fields_of(post, live=False).items():
            # Django's own conversion costs more than reading the post; strings need none
            values[name] = value if isinstance(value, str) else self._named[name].get_db_prep_save(value, connection)
        return list(values.values())


def sweep(now: datetime) -> int:
    """Take out what intakes left whose process died; how many there were. Part of every round of upkeep."""
    dead = list(Intake.objects.filter(touched_at__lt=now - _DEAD).select_related("account"))
    for intake in dead:
        log.warning("an archive for %s was being taken in when Slipguard ended; none of it is kept", intake.account)
        take_out(intake)
    return len(dead)


def free(account: Account) -> None:
    """Conflict while another archive of the account is on its way; one that died is taken out first."""
    for intake in Intake.objects.filter(account=account):
        if intake.touched_at >= timezone.now() - _DEAD:
            raise _another()
        take_out(intake)


def take_out(intake: Intake) -> None:
    """None of its posts stays, but for those that something else has been said of since."""
    drop(intake.account_id, intake.at)
    intake.delete()


def drop(account_id: int, at: datetime) -> int:
    """Delete the posts that one learning brought, in lots; those of which something was said since stay."""
    theirs = PostRow.objects.filter(account_id=account_id, seen_at=at, live=False, decision="", answer="", gone_at=None)
    gone = 0
    while some := list(theirs.values_list("pk", flat=True)[:_LARGEST // 4]):
        gone += PostRow.objects.filter(pk__in=some).delete()[0]
        time.sleep(_ROOM)
    return gone


def _another() -> Conflict:
    return Conflict("Another archive of this account is being kept, or was a moment ago. Nothing was learnt.",
                    "Give this one again in two minutes.")


def _still(rows: int) -> None:
    if not rows:
        raise Conflict("This archive was taken for abandoned while it was being kept. Nothing was learnt.",
                       "Give it again.")


@contextmanager
def staged(account: Account, at: datetime) -> Iterator[Staged]:
    """A fresh place beside the table; nothing of it remains."""
    table = connection.ops.quote_name(PostRow._meta.db_table)
    free(account)
    made = Staged(account, at)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_TABLE} AS "  # noqa: S608
            f"SELECT 0 AS place, 0 AS known, {made._columns} FROM {table} WHERE 1 = 0"
        )
        cursor.execute(f"CREATE UNIQUE INDEX {_TABLE}_place ON {_TABLE} (place)")
        cursor.execute(f"CREATE UNIQUE INDEX {_TABLE}_ref ON {_TABLE} (ref)")
    try:
        yield made
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {_TABLE}")
