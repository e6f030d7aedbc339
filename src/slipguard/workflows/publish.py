"""Publishes a draft once, with the right account's own token, and finds out what became of it."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from django.utils import timezone

from slipguard.core.errors import PUBLISH_REFUSED
from slipguard.core.types import Post
from slipguard.networks.protocol import (
    Network,
    NetworkFailure,
    Outgoing,
    Reason,
    Retryable,
    Unknown,
)
from slipguard.storage import incidents, posts
from slipguard.storage.models import Draft, PostRow
from slipguard.workflows import engine
from slipguard.workflows.clients import client

LOOKS = (0.3, 0.7, 1.5)  # seconds between looks at the account after an unknown outcome
TRIES = 3


@engine.workflow
def publish(draft_id: int, version: int) -> str:
    """Returns the draft's final state. Its id, `publish:{draft}-v{version}`, is the network's key too."""
    if not claim(draft_id, version):
        return "withdrawn"
    outcome = send(draft_id, version)
    return settle(draft_id, version, outcome)


@engine.step
def claim(draft_id: int, version: int) -> bool:
    """Whoever changes the row first wins: an undo, or this."""
    mine = Draft.objects.filter(pk=draft_id, version=version)
    won = mine.filter(state=Draft.State.WAITING).update(state=Draft.State.SENDING)
    return bool(won) or mine.filter(state=Draft.State.SENDING).exists()


@engine.step
def send(draft_id: int, version: int) -> dict[str, Any]:
    """The network call. After a crash or a time-out the account is looked at before anything is repeated."""
    draft = Draft.objects.select_related("account").get(pk=draft_id)
    account = draft.account
    says, reason = "", Reason.NETWORK
    for attempt in range(TRIES):
        try:
            with client(account) as network:
                me = network.whoami()
                if me.remote_id != account.remote_id:
                    return {"reason": str(Reason.WRONG_ACCOUNT), "says": f"The sign-in belongs to @{me.handle}."}
                before = draft.attempted_at
                if before is None:
                    # on disk before the network is called: a restart must look before it repeats
                    draft.attempted_at = timezone.now()
                    draft.save(update_fields=["attempted_at"])
                out = outgoing(draft)
                post = _look(network, out, draft.key) if before else None
                if post is None:
                    post = network.publish(out, draft.key)
                return {"ref": post.ref, "url": post.url, "at": post.at.isoformat() if post.at else ""}
        except Unknown as failure:
            says, reason = failure.says, Reason.NETWORK
        except Retryable as failure:
            says, reason = failure.says, failure.reason
            if failure.reason is Reason.QUOTA:
                break
        except NetworkFailure as failure:
            return {"reason": str(failure.reason), "says": failure.says}
        time.sleep(LOOKS[min(attempt, len(LOOKS) - 1)])
    return _last_look(draft, says, str(reason))


@engine.step
def settle(draft_id: int, version: int, outcome: dict[str, Any]) -> str:
    """Write down what became of it, in words for people, and in the incident's record."""
    draft = Draft.objects.select_related("account", "incident").get(pk=draft_id)
    if "ref" not in outcome:
        state = Draft.State.UNKNOWN if outcome["reason"] == "unknown" else Draft.State.FAILED
        plain = PUBLISH_REFUSED.get(outcome["reason"], "")
        says = f"{plain} ({outcome['says']})" if outcome.get("says") else plain
        Draft.objects.filter(pk=draft_id, version=version).update(state=state, says=says)
        return str(state)
    now = timezone.now()
    at = datetime.fromisoformat(outcome["at"]) if outcome["at"] else None
    post = Post(draft.text, outcome["ref"], outcome["url"], at, app="Slipguard")
    row, _ = posts.note(draft.account, post, now, live=True)
    # it passed its check as a draft; the watcher will meet it and must not raise an alarm
    PostRow.objects.filter(pk=row.pk, decision="").update(decision="leave", decided_at=now, reasons=[])
    if draft.incident is not None:
        kind = {"apology": "apology_sent", "put-back": "put_back"}.get(draft.purpose)
        if kind:
            data = {"network": draft.account.network, "handle": draft.account.handle, "text": draft.text,
                    "url": outcome["url"], "ref": outcome["ref"], "by": str(draft.author or "Slipguard")}
            incidents.append(draft.incident, f"{kind}:{draft.key}", kind, now, data)
    # last: who sees "published" finds the record complete
    Draft.objects.filter(pk=draft_id, version=version).update(
        state=Draft.State.PUBLISHED, says="", ref=outcome["ref"], url=outcome["url"]
    )
    return str(Draft.State.PUBLISHED)


def outgoing(draft: Draft) -> Outgoing:
    """The draft as the network takes it."""
    return Outgoing(draft.text, draft.language or None, draft.reply_to or None, first_tried=draft.attempted_at)


def _look(network: Network, out: Outgoing, key: str) -> Post | None:
    """Is it there already? Several looks: a post can show up a moment after its time-out."""
    for pause in LOOKS:
        found = network.find(out, key)
        if found is not None:
            return found
        time.sleep(pause)
    return None


def _last_look(draft: Draft, says: str, reason: str) -> dict[str, Any]:
    """Out of tries: say what is known, and "unknown" where nothing is."""
    if draft.attempted_at is None:
        return {"reason": reason, "says": says}
    try:
        with client(draft.account) as network:
            post = _look(network, outgoing(draft), draft.key)
    except NetworkFailure as failure:
        return {"reason": "unknown", "says": failure.says}
    if post is not None:
        return {"ref": post.ref, "url": post.url, "at": post.at.isoformat() if post.at else ""}
    # it looked, and the post is not there
    return {"reason": reason, "says": says}
