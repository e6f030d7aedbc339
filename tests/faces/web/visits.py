"""Who comes, and what waits there: for view tests without a browser."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Draft, Incident


def visitor(**how: bool) -> Client:
    """Somebody at the address that this installation answers to."""
    return Client(SERVER_NAME="localhost", **how)


def incident_on(account: Account) -> Incident:
    """An alarm that waits for an answer."""
    row, _ = posts.note(account, Post("so done with this town", ref="practice/9"), timezone.now(), live=True)
    data = {"ref": row.ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": "alert",
            "seen_at": row.seen_at.isoformat(), "reasons": ["@elsewhere writes like this."],
            "alternative": "@elsewhere"}
    return incidents.open_once(account, row.ref, timezone.now(), data)


def foreign_draft(foreign: Account) -> Draft:
    """A draft behind the wall."""
    return Draft.objects.create(account=foreign, text="theirs")
