"""Swap tests on one's own accounts: what would be caught, and what it would cost in false alarms."""

from __future__ import annotations

from collections.abc import Sequence

from slipguard.actions.access import Actor
from slipguard.actions.accounts import of_workspaces
from slipguard.core.errors import BadInput
from slipguard.core.types import Post
from slipguard.core.voice.backtest import Backtest, backtest
from slipguard.storage import posts, voices
from slipguard.storage.models import PostRow

MOST = 1000  # posts per voice: the newest


def run(actor: Actor, staff: Sequence[Post] = ()) -> Backtest:
    """On the actor's connected accounts. `staff`: a person's own posts, used here and kept nowhere.

    Each voice learns from the earlier part of its history and is tried on the later one; slips and
    unanswered alarms are no part of a history.
    """
    histories: dict[str, list[Post]] = {}
    for account in of_workspaces(actor):
        key = voices.key_of(account)
        if key in histories:
            continue  # another account with the same voice
        rows = (
            PostRow.objects.filter(account__workspace_id=account.workspace_id, account__speaks_as=account.speaks_as)
            .exclude(answer=PostRow.Answer.SLIP)
            .exclude(decision__in=["alert", "recall"], answer=PostRow.Answer.NONE)
            .exclude(text="")
            .select_related("account")
            .order_by("-posted_at", "-pk")[:MOST]
        )
        histories[key] = [posts.as_post(row) for row in rows][::-1]
    if not any(len(history) >= 10 for history in histories.values()):
        raise BadInput("There is too little history for a test.", "Connect an account and learn it: slipguard learn")
    people = ["staff"] if staff else []
    return backtest({**histories, **({"staff": list(staff)} if staff else {})}, people)
