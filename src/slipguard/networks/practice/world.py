"""The other side of the rehearsal network: profiles, posts and events in one SQLite file."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from slipguard.core.types import Picture

LAG = 0.4  # seconds that the public reader still shows a deleted post (as Bluesky's AppView does)

_TABLES = """
CREATE TABLE IF NOT EXISTS profile (
    handle TEXT PRIMARY KEY, name TEXT NOT NULL, token TEXT NOT NULL, personal INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS post (
    id INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL, text TEXT NOT NULL, at REAL NOT NULL,
    app TEXT NOT NULL, key TEXT, reply_to TEXT, deleted_at REAL, UNIQUE (handle, key));
CREATE TABLE IF NOT EXISTS picture (
    id TEXT PRIMARY KEY, handle TEXT NOT NULL, media_type TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, alt TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS shown (
    post INTEGER NOT NULL, place INTEGER NOT NULL, picture TEXT NOT NULL, PRIMARY KEY (post, place));
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL, kind TEXT NOT NULL, post INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A post as the rehearsal network holds it."""

    id: int
    handle: str
    text: str
    at: datetime
    app: str
    reply_to: str | None
    deleted_at: float | None
    alts: tuple[str, ...] = ()  # of its pictures, in order; "" for one without a description
    film: bool = False  # is it a film that it shows?


class World:
    """One rehearsal network. Safe to use from several threads and processes."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._local = threading.local()
        with self._write() as db:
            db.executescript(_TABLES)

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self.path, timeout=10, isolation_level=None)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            self._local.db = db
        return db

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        if db.in_transaction:
            db.execute("COMMIT")

    def close(self) -> None:
        """Let go of this thread's connection."""
        db = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None

    # ---- profiles ----
    def enrol(self, handle: str, name: str, personal: bool = False) -> str:
        """Make a profile (or find it again) and give its token."""
        with self._write() as db:
            db.execute(
                "INSERT OR IGNORE INTO profile VALUES (?, ?, ?, ?)",
                (handle, name, secrets.token_urlsafe(16), int(personal)),
            )
        return str(self._db().execute("SELECT token FROM profile WHERE handle = ?", (handle,)).fetchone()[0])

    def revoke(self, handle: str) -> None:
        """End a profile's token, as a network does when a password is changed."""
        with self._write() as db:
            db.execute("UPDATE profile SET token = ? WHERE handle = ?", (secrets.token_urlsafe(16), handle))

    def owner(self, token: str) -> tuple[str, str] | None:
        """(handle, name) of a token, None for a dead one."""
        row = self._db().execute("SELECT handle, name FROM profile WHERE token = ?", (token,)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def profiles(self) -> list[tuple[str, str, bool]]:
        """(handle, name, is personal) of everybody."""
        rows = self._db().execute("SELECT handle, name, personal FROM profile ORDER BY personal, handle")
        return [(str(h), str(n), bool(p)) for h, n, p in rows]

    # ---- posts ----
    def post(
        self,
        handle: str,
        text: str,
        key: str | None = None,
        app: str = "Practice Phone",
        reply_to: str | None = None,
        pictures: Sequence[str] = (),
    ) -> Item:
        """Publish. The same key twice gives the same post. `pictures`: names that `keep_picture` gave."""
        digest = hashlib.sha256(key.encode()).hexdigest() if key else None
        with self._write() as db:
            if digest is not None:
                row = db.execute("SELECT id FROM post WHERE handle = ? AND key = ?", (handle, digest)).fetchone()
                if row:
                    return self._item(db, int(row[0]))
            made = db.execute(
                "INSERT INTO post (handle, text, at, app, key, reply_to) VALUES (?, ?, ?, ?, ?, ?)",
                (handle, text, time.time(), app, digest, reply_to),
            )
            number = int(made.lastrowid or 0)
            db.executemany("INSERT INTO shown VALUES (?, ?, ?)", [(number, at, p) for at, p in enumerate(pictures)])
            db.execute("INSERT INTO event (handle, kind, post) VALUES (?, 'post', ?)", (handle, number))
            return self._item(db, number)

    # ---- pictures ----
    def keep_picture(self, handle: str, picture: Picture, content: bytes) -> str:
        """Take a picture in and give its name: the same picture with the same words twice is one."""
        name = hashlib.sha256(b"\n".join([handle.encode(), picture.alt.encode(), content])).hexdigest()
        with self._write() as db:
            db.execute("INSERT OR IGNORE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", (
                name, handle, picture.media_type, picture.width, picture.height, picture.alt, content))
        return name

    def keep_film(self, handle: str, film: Picture, file: IO[bytes]) -> str:
        """As `keep_picture`; the bytes go into a file beside this one, for films are large."""
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        name = hashlib.sha256(b"\n".join([handle.encode(), film.alt.encode(), digest.encode()])).hexdigest()
        self._films.mkdir(mode=0o700, exist_ok=True)
        file.seek(0)
        with (self._films / name).open("wb") as kept:
            shutil.copyfileobj(file, kept)
        with self._write() as db:
            db.execute("INSERT OR IGNORE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", (
                name, handle, film.media_type, film.width, film.height, film.alt, b""))
        return name

    @property
    def _films(self) -> Path:
        return Path(f"{self.path}-films")

    def has_picture(self, handle: str, name: str) -> bool:
        """Did this profile bring it here?"""
        found = self._db().execute("SELECT 1 FROM picture WHERE id = ? AND handle = ?", (name, handle))
        return found.fetchone() is not None

    def pictures(self, number: int) -> list[tuple[Picture, bytes]]:
        """What a post shows, in order."""
        rows = self._db().execute(
            "SELECT picture.id, media_type, width, height, alt, content FROM shown"
            " JOIN picture ON picture.id = shown.picture"
            " WHERE post = ? ORDER BY place", (number,))
        found = []
        for name, kind, width, height, alt, kept in rows:
            content = (self._films / str(name)).read_bytes() if str(kind).startswith("video/") else bytes(kept)
            found.append((Picture(str(kind), len(content), int(width), int(height), str(alt)), content))
        return found

    def history(
        self,
        handle: str,
        lines: Iterable[tuple[str, float]],
        app: str = "Practice Phone",
        reply_to: str | None = None,
    ) -> None:
        """Posts (text, seconds since 1970) that were there before anybody watched: no stream events."""
        with self._write() as db:
            db.executemany(
                "INSERT INTO post (handle, text, at, app, reply_to) VALUES (?, ?, ?, ?, ?)",
                [(handle, text, at, app, reply_to) for text, at in sorted(lines, key=lambda line: line[1])],
            )

    def keyed(self, handle: str, key: str) -> Item | None:
        """The post that was made under this key."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        db = self._db()
        row = db.execute("SELECT id FROM post WHERE handle = ? AND key = ?", (handle, digest)).fetchone()
        return self._item(db, int(row[0])) if row else None

    def delete(self, handle: str, number: int) -> bool | None:
        """True: taken; False: no such post; None: somebody else's."""
        with self._write() as db:
            row = db.execute("SELECT handle, deleted_at FROM post WHERE id = ?", (number,)).fetchone()
            if row is None or row[1] is not None:
                return False
            if row[0] != handle:
                return None
            db.execute("UPDATE post SET deleted_at = ? WHERE id = ?", (time.time(), number))
            db.execute("INSERT INTO event (handle, kind, post) VALUES (?, 'delete', ?)", (handle, number))
            return True

    def item(self, number: int) -> Item | None:
        """One post, deleted or not; None: there never was one."""
        try:
            return self._item(self._db(), number)
        except LookupError:
            return None

    def visible(self, number: int, public: bool) -> Item | None:
        """One post as a reader gets it; the public one is `LAG` seconds behind after a delete."""
        item = self.item(number)
        if item is None or item.deleted_at is None:
            return item
        return item if public and time.time() - item.deleted_at < LAG else None

    def timeline(self, limit: int = 50, handle: str | None = None) -> list[Item]:
        """The public page, newest first."""
        cut = time.time() - LAG
        rows = self._db().execute(
            "SELECT id, handle, text, at, app, reply_to, deleted_at FROM post"
            " WHERE (deleted_at IS NULL OR deleted_at > ?) AND (? IS NULL OR handle = ?)"
            " ORDER BY at DESC, id DESC LIMIT ?",
            (cut, handle, handle, limit),
        )
        return [self._row(row) for row in rows]

    def since(self, at: float, limit: int = 2000) -> list[Item]:
        """Everybody's public posts from a moment (seconds since 1970) on, newest first."""
        rows = self._db().execute(
            "SELECT id, handle, text, at, app, reply_to, deleted_at FROM post"
            " WHERE at >= ? AND (deleted_at IS NULL OR deleted_at > ?) ORDER BY at DESC, id DESC LIMIT ?",
            (at, time.time() - LAG, limit),
        )
        return [self._row(row) for row in rows]

    def answers(self, number: int) -> int:
        """How many public posts answer this one."""
        row = self._db().execute(
            "SELECT COUNT(*) FROM post WHERE deleted_at IS NULL AND reply_to LIKE '%/' || ?", (number,)
        ).fetchone()
        return int(row[0])

    def events(self, handle: str, after: int, limit: int = 200) -> list[tuple[int, str, Item]]:
        """(seq, "post" or "delete", post) of one profile after a seq, oldest first."""
        db = self._db()
        rows = db.execute(
            "SELECT seq, kind, post FROM event WHERE handle = ? AND seq > ? ORDER BY seq LIMIT ?",
            (handle, after, limit),
        ).fetchall()
        return [(int(seq), str(kind), self._item(db, int(number))) for seq, kind, number in rows]

    def last_seq(self) -> int:
        """Where the stream stands now."""
        row = self._db().execute("SELECT COALESCE(MAX(seq), 0) FROM event").fetchone()
        return int(row[0])

    def changed(self) -> int:
        """A cheap number that moves when another connection wrote: what the stream polls."""
        return int(self._db().execute("PRAGMA data_version").fetchone()[0])

    def _item(self, db: sqlite3.Connection, number: int) -> Item:
        row = db.execute(
            "SELECT id, handle, text, at, app, reply_to, deleted_at FROM post WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            raise LookupError(number)
        return self._row(row)

    def _row(self, row: tuple[int, str, str, float, str, str | None, float | None]) -> Item:
        number, handle, text, at, app, reply_to, deleted_at = row
        shown = self._db().execute(
            "SELECT alt, media_type FROM shown JOIN picture ON picture.id = shown.picture"
            " WHERE post = ? ORDER BY place", (number,)).fetchall()
        return Item(number, handle, text, datetime.fromtimestamp(at, UTC), app, reply_to, deleted_at,
                    tuple(str(alt) for alt, _ in shown), any(str(kind).startswith("video/") for _, kind in shown))
