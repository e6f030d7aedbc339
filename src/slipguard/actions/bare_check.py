"""`slipguard check` without Django: the same question to the same rows, by the command line's own person.

It answers what the whole command would answer (drafts.assess, told by veil), or nothing at all: every doubt, and
everything that is no verdict, is the whole command's.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slipguard.core import policy
from slipguard.core.harm import everyday, grade, of_account
from slipguard.core.naming import client_key, meant
from slipguard.core.types import Post
from slipguard.core.verdict import Checked
from slipguard.core.voice import Desk
from slipguard.storage import bare


def check(database: Path, name: str, text: str) -> dict[str, Any] | None:
    """The verdict as data, with the account's handle; None where the whole command has to be asked.

    A line of dashes may make a thread of it, whose parts are judged one by one; NUL is kept out of databases.
    """
    if "---" in text or "\0" in text:
        return None
    try:
        with bare.opened(database) as db:
            return _asked(db, name, text.strip() or text, datetime.now(UTC))
    except (sqlite3.Error, ValueError, TypeError, KeyError):  # half a database, an old voice: it is mended elsewhere
        return None


def _asked(db: sqlite3.Connection, name: str, text: str, now: datetime) -> dict[str, Any] | None:
    person = bare.owner(db) if bare.of_this_version(db) else None
    if person is None:
        return None
    # only what is behind this person's own walls is looked at, so nothing else can be found
    found = [a for a in bare.accounts_of(db, person)
             if meant(name, a.network, str(a.number), a.handle, a.remote_id)]
    if len(found) != 1:
        return None
    [account] = found
    key = client_key(account.speaks_as)
    assessed = Desk(*bare.voices(db, key)).assess(key, Post(text))
    known = of_account(account.fine_words, account.secret_words, everyday(bare.weekly(db, account.number, now)),
                       is_reply=False, mourning=bare.mourning(db, account.workspace, now.date()))
    harm = grade(text, context=known)
    decision = policy.decide_draft(assessed, harm, policy.budget(account.ask_one_in, account.hold_one_in),
                                   exceptional=bare.exceptional(db, account.number))
    return {"account": account.handle, **Checked(assessed, harm, decision).plain(bare.names_of(db, person))}
