"""The rows that one check needs, read from the SQLite file with nothing but Python's own library.

Django and its models take longer to load than all the rest of `slipguard check`. These are the rows that
actions/accounts.find, voices.desk, context, exceptions and incidents.names_of ask for through the models
(tests/faces/test_bare_check.py holds both side by side). Nothing is kept anywhere: it is the database as it is at this
moment, seen in one transaction, and nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from slipguard.core.harm.everyday import MOST, WEEKS
from slipguard.core.naming import client_key, person_key
from slipguard.core.voice import Voice

_PATIENCE = 1.0  # seconds that a lock is waited for; readers meet one only while a crash is being mended


@dataclass(frozen=True, slots=True)
class BareAccount:
    """What a check needs of a connected account and its workspace."""

    number: int
    workspace: int
    network: str
    handle: str
    remote_id: str
    speaks_as: str
    ask_one_in: int
    hold_one_in: int
    fine_words: str
    secret_words: str


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """One view of the file for as long as it is open. sqlite3.Error where it cannot be read."""
    # rw and not ro: whoever reads last also tidies up the journal, as Django's connection does
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)) as db:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        yield db


def of_this_version(db: sqlite3.Connection) -> bool:
    """Were exactly the migrations of this copy of Slipguard made?"""
    files = {file.stem for file in (Path(__file__).parent / "migrations").glob("[0-9]*.py")}
    return files == {name for (name,) in db.execute("SELECT name FROM django_migrations WHERE app = 'storage'")}


def owner(db: sqlite3.Connection) -> int | None:
    """The number of the person whom the command line acts for (actions/setup.local_owner)."""
    found = db.execute("SELECT person_id FROM storage_membership WHERE role = 'owner' ORDER BY id LIMIT 1").fetchone()
    return None if found is None else int(found[0])


def accounts_of(db: sqlite3.Connection, person: int) -> list[BareAccount]:
    """The connected accounts of the workspaces in which this person is."""
    rows = db.execute(
        "SELECT a.id, a.workspace_id, a.network, a.handle, a.remote_id, a.speaks_as, a.ask_one_in, a.hold_one_in, "
        "a.fine_words, w.secret_words FROM storage_account a JOIN storage_workspace w ON w.id = a.workspace_id "
        "WHERE a.disconnected_at IS NULL "
        "AND a.workspace_id IN (SELECT workspace_id FROM storage_membership WHERE person_id = ?)", [person])
    return [BareAccount(*row) for row in rows]


def names_of(db: sqlite3.Connection, person: int) -> frozenset[str]:
    """The names that this person may read (incidents.names_of)."""
    clients = db.execute("SELECT speaks_as FROM storage_account WHERE workspace_id IN "
                         "(SELECT workspace_id FROM storage_membership WHERE person_id = ?)", [person])
    own = db.execute("SELECT handle FROM storage_personalaccount WHERE person_id = ?", [person])
    return frozenset([*(client_key(name) for (name,) in clients), *(person_key(handle) for (handle,) in own)])


def voices(db: sqlite3.Connection, asked: str) -> tuple[dict[str, Voice], set[str]]:
    """Every voice of the desk by its key, in the desk's order, and which keys are people's; whole only the one that is
    asked about. ValueError where one is of another version and has to be learnt again."""
    clients = db.execute("SELECT id, speaks_as FROM storage_account WHERE disconnected_at IS NULL")
    found: dict[str, bytes | None] = {client_key(name): None for _, name in clients}
    people: set[str] = set()
    rows = db.execute("SELECT v.data, v.speaks_as, p.handle FROM storage_voicerow v "
                      "LEFT JOIN storage_personalaccount p ON p.id = v.personal_id ORDER BY v.id")
    for data, speaks_as, handle in rows:
        key = client_key(speaks_as) if handle is None else person_key(handle)
        if handle is not None:
            people.add(key)
        elif key not in found:
            continue  # its accounts are disconnected
        found[key] = data
    return {key: Voice() if data is None else Voice.from_bytes(data, whole=key == asked)
            for key, data in found.items()}, people


def weekly(db: sqlite3.Connection, account: int, now: datetime) -> list[tuple[int, str]]:
    """(week, text) of the account's newest posts, for the words that it uses every week."""
    rows = db.execute(
        "SELECT posted_at, text FROM storage_postrow WHERE account_id = ? AND posted_at >= ? AND answer != 'slip' "
        "AND NOT (answer = '' AND decision IN ('alert', 'recall')) AND text != '' ORDER BY posted_at DESC LIMIT ?",
        [account, str((now - timedelta(weeks=WEEKS)).replace(tzinfo=None)), MOST])
    return [(date.fromisoformat(at[:10]).toordinal() // 7, text) for at, text in rows]


def mourning(db: sqlite3.Connection, workspace: int, day: date) -> bool:
    """Is that day one of mourning there?"""
    found = db.execute("SELECT 1 FROM storage_mourningday WHERE workspace_id = ? AND day = ?",
                       [workspace, day.isoformat()])
    return found.fetchone() is not None


def exceptional(db: sqlite3.Connection, account: int) -> bool:
    """Is this account connected by exception?"""
    found = db.execute("SELECT 1 FROM storage_separationexception WHERE account_id = ? AND ended_at IS NULL", [account])
    return found.fetchone() is not None
