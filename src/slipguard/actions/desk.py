"""Where a browser session stands, and how fresh its sign-in is. Reads and writes the session as a mapping.

One workspace at a time, chosen by an act of its own. Whoever is in one workspace only is never asked:
for them there is no other desk to be at by mistake.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from typing import Any

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.settings import CONFIG
from slipguard.storage.models import Person, Workspace

Session = MutableMapping[str, Any]
CHOSEN, CLICKED, PROOFS = "workspace", "workspace-clicked", "account_authentication_methods"  # the last is allauth's
GRAIN = 30  # seconds between two notes of a click: a page must not cost a write each time


def standing(session: Session, person: Person | None) -> Workspace | None:
    """The workspace of this session; None where none was chosen, or too long ago (`idle_minutes`)."""
    spaces = access.workspaces(Actor(person, "web")) if person else []
    if len(spaces) == 1:
        return spaces[0]
    if time.time() - session.get(CLICKED, 0) > 60 * CONFIG.idle_minutes:
        return None
    return next((space for space in spaces if space.slug == session.get(CHOSEN)), None)


def clicked(session: Session) -> None:
    """Somebody is there: the idle time begins anew, unless it is over already."""
    since = time.time() - session.get(CLICKED, 0)
    if session.get(CHOSEN) and GRAIN < since <= 60 * CONFIG.idle_minutes:
        session[CLICKED] = int(time.time())


def step_in(session: Session, space: Workspace) -> None:
    """From now on this one and no other."""
    session[CHOSEN], session[CLICKED] = space.slug, int(time.time())


def step_out(session: Session) -> None:
    """Back in no workspace."""
    session.pop(CHOSEN, None)
    session.pop(CLICKED, None)


def left(session: Session) -> str:
    """The slug of the workspace that this session was in last, also when the idle time is over; "" for none."""
    return str(session.get(CHOSEN, ""))


def fresh(session: Session) -> bool:
    """Did this browser prove who sits before it within the last `confirm_minutes`?"""
    newest = max((float(proof.get("at", 0)) for proof in session.get(PROOFS, ())), default=0.0)
    return time.time() - newest < 60 * CONFIG.confirm_minutes


def visitor(session: Session, person: Person | None, *, anywhere: bool = False) -> Actor:
    """The signed-in person as the actions want them; `anywhere`: for acts that no wall may delay."""
    if person is None:
        return Actor(None, "web")
    here = None if anywhere else standing(session, person)
    inside = None if anywhere else (here.pk if here else 0)
    return Actor(person, "web", inside=inside, fresh=fresh(session))
