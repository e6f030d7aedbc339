"""An archive that came through a browser or the API is read beside the request, one at a time, with its progress.

A reading lives in this process's memory only, like the file it reads: if the process ends in the middle, nothing
was learnt and nothing is left, and the person gives the file again. So it is no durable workflow on purpose.
"""

from __future__ import annotations

import copy
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from django.db import connection

from slipguard.actions import access, acts, archives, learning
from slipguard.actions.access import Actor
from slipguard.actions.archives import Tell, Told
from slipguard.core.errors import BadInput, Conflict, NotFound, SlipguardError
from slipguard.storage.models import Account, PersonalAccount

log = logging.getLogger("slipguard")
KEPT_FOR = 3600.0  # seconds after its end that a summary can still be looked at
WAITING = 8  # readings that may wait for their turn: each holds its file on the disk
_STEPS = {"waiting": "Waiting for its turn", "reading": "Reading", "learning": "Learning", "keeping": "Keeping"}


@dataclass(slots=True)
class Reading:
    """One archive on its way. `told` or `problem` is there at the end."""

    id: str
    person: int  # who gave it, and alone may look
    of: str  # "@handle"
    account: int | None  # of an account, or of a person's own (then `own`)
    own: int | None
    step: str = "waiting"
    share: float = 0.0
    told: Told | None = None
    problem: SlipguardError | None = None
    ended: float | None = None
    end: threading.Event = field(default_factory=threading.Event)

    @property
    def says(self) -> str:
        """The step in words."""
        return _STEPS[self.step]

    @property
    def percent(self) -> int:
        """Of the whole: reading is about half of the work, learning the other."""
        return {"waiting": 0, "reading": int(50 * self.share), "learning": 50 + int(47 * self.share)}.get(self.step, 98)


_readings: dict[str, Reading] = {}
_lock = threading.Lock()
_turn = threading.Lock()  # one at a time: two would only slow each other, and whatever else the server does


def start_account(actor: Actor, number: int, file: IO[bytes], name: str) -> Reading:
    """Begin to read an archive for an account. The file is closed, and with it gone, at the end."""
    with _closed_on_refusal(file):
        account: Account = access.account(actor, number, acts.LEARN)
        made = Reading(secrets.token_urlsafe(12), _person(actor), str(account), account.pk, None)
        return _start(made, file, lambda tell: archives.read_account(actor, number, file, name, tell))


def start_own(actor: Actor, number: int, file: IO[bytes], name: str) -> Reading:
    """Begin to read an archive for a person's own voice; nothing of it is kept but numbers."""
    with _closed_on_refusal(file):
        own: PersonalAccount = learning.own_account(actor, number)
        made = Reading(secrets.token_urlsafe(12), _person(actor), f"@{own.handle}", None, own.pk)
        return _start(made, file, lambda tell: archives.read_own(actor, number, file, name, tell))


def look(actor: Actor, name: str) -> Reading:
    """How far it is, for the person who gave the file: as it stands now. What ends while a page is being made of it
    would give a page that neither tells the end nor asks again.
    """
    with _lock:
        found = copy.copy(_readings.get(name))
    if found is None or actor.person is None or found.person != actor.person.pk:
        raise NotFound("There is no such reading.", "If Slipguard was restarted meanwhile, nothing was learnt: give "
                       "the file again.")
    return found


@contextmanager
def _closed_on_refusal(file: IO[bytes]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        file.close()
        raise


def _person(actor: Actor) -> int:
    if actor.person is None:
        raise NotFound("Only a signed-in person can bring an archive.", "Sign in first.")
    return int(actor.person.pk)


def _start(reading: Reading, file: IO[bytes], act: Callable[[Tell], Told]) -> Reading:
    with _lock:
        now = time.monotonic()
        for old in [r for r in _readings.values() if r.ended is not None and now - r.ended > KEPT_FOR]:
            del _readings[old.id]
        if sum(r.ended is None for r in _readings.values()) >= WAITING:
            raise Conflict("Several archives are waiting to be read already.", "Give this one again in a few minutes.")
        _readings[reading.id] = reading
    threading.Thread(target=_run, args=(reading, file, act), name="reading", daemon=True).start()
    return reading


def _run(reading: Reading, file: IO[bytes], act: Callable[[Tell], Told]) -> None:
    def tell(step: str, share: float) -> None:
        reading.step, reading.share = step, share

    told: Told | None = None
    why: SlipguardError | None = None
    try:
        with _turn, file:
            told = act(tell)
    except SlipguardError as problem:
        why = problem
    except Exception as problem:
        # its message may hold a piece of a post: the kind and the place are enough to find it
        trace = problem.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        log.error("reading an archive failed: %s at %s", type(problem).__name__, where)
        why = BadInput("This archive could not be read, because of a mistake in Slipguard.",
                       "Nothing was learnt. Please report it, with the line from Slipguard's log.")
    finally:
        with _lock:
            reading.told, reading.problem, reading.ended = told, why, time.monotonic()
        reading.end.set()
        connection.close()
