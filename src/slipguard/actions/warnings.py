"""Tells a workspace that an account cannot delete any more, or soon: when it shows, not on the day of a slip."""

from __future__ import annotations

from django.utils import timezone

from slipguard.core.telling import reached
from slipguard.notify import Message
from slipguard.settings import CONFIG
from slipguard.storage import listeners
from slipguard.storage.models import Account, Channel
from slipguard.workflows.alarm import deliver


def tell(account: Account, before: bool | None, now: bool | None, says: str, soon: str) -> int:
    """How many channels took it. `before` and `now`: could it delete? `soon`: why it will not, before long.

    A "no" is told when it turns to no; a "soon" with every daily check, because every day is one less.
    """
    if now is False and before is not False:
        subject = f"@{account.handle} ({account.network}) can NOT delete now"
    elif soon:
        subject, says = f"@{account.handle} ({account.network}) can soon delete no more", soon
    else:
        return 0
    link = f"{CONFIG.url}/accounts/{account.pk}"
    text = f"{says}\n\nIf a slip goes out meanwhile, it has to be deleted by hand.\n\n{link}"
    people = reached(listeners.of(account.workspace_id, timezone.now()))
    numbers = listeners.channels(account.workspace_id, people, rooms=True)
    message = Message(subject, text, urgent=now is False)
    return sum(not deliver(channel, message, link) for channel in Channel.objects.filter(pk__in=numbers))
