"""A test delete, asked for each time: what it will post is shown before, and nothing ever starts it by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict
from slipguard.networks import NETWORKS
from slipguard.storage.models import Account, Draft
from slipguard.workflows import engine
from slipguard.workflows.proof import try_delete, workflow_id

RUNNING = timedelta(minutes=10)  # a test that is older has ended, or its process has


def words(account: Account) -> str:
    """What would be published on this account; the minute makes it differ from the last one."""
    minute = timezone.now().strftime("%Y-%m-%d %H:%M UTC")
    return f"Test post of {minute}: we are checking that we can delete posts here. It is gone in a moment."


def shown(actor: Actor, number: int) -> str:
    """The words, for whoever may start the test."""
    return words(access.account(actor, number, acts.CONNECT))


def start(actor: Actor, number: int, text: str) -> Draft:
    """Publish `text` (what the person was shown), delete it, and look until it is gone. Durable.

    BadInput for other words than ours; Conflict while one runs.
    """
    account = access.account(actor, number, acts.CONNECT)
    facts = NETWORKS[account.network].facts
    if facts.by_hand or account.disconnected_at is not None:
        raise BadInput(f"Slipguard cannot post or delete on @{account.handle}.", f"By hand: {facts.manual_delete}")
    if not _ours(text):
        raise BadInput("A test post has the words that Slipguard shows, and no others.", "Look at them, then agree.")
    now = timezone.now()
    if Draft.objects.filter(account=account, purpose="test", state=Draft.State.SENDING,
                            attempted_at__gte=now - RUNNING).exists():
        raise Conflict("A test is running on this account.", "Wait until it has ended; it takes a minute at most.")
    # as a draft, so that the watcher knows it for ours and nobody is alarmed
    draft = Draft.objects.create(account=account, author=actor.person, purpose="test", text=text, language="en",
                                 state=Draft.State.SENDING, attempted_at=now)
    access.log(actor, account.workspace, "tested the delete", f"@{account.handle}: {text}")
    engine.start(workflow_id(draft.pk), try_delete, draft.pk)
    return draft


def _ours(text: str) -> bool:
    head, _, tail = text.partition(" UTC: ")
    return head.startswith("Test post of ") and len(head) == 29 and tail == words(Account()).partition(" UTC: ")[2]
