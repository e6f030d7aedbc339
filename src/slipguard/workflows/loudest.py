"""The loudest answers are read again: what its author deleted since is not shown as if it were still there."""

from __future__ import annotations

from datetime import datetime, timedelta

from slipguard.core.proof import Verdict, judge
from slipguard.networks.protocol import NetworkFailure
from slipguard.storage import reactions
from slipguard.storage.models import Account, MentionWatch
from slipguard.workflows.clients import client

# Between two readings of one answer: at most 8 calls in ten minutes, and X charges one reading of a post a day.
AGAIN = timedelta(minutes=10)


def read_again(watch: MentionWatch, accounts: list[Account], now: datetime) -> int:
    """Read those whose turn it is, as a logged-out reader where the network has one. Returns how many are gone now.

    Nothing is noted of a look that proves neither: the time of the last look is that of the last one that did.
    """
    gone = 0
    for account in accounts:
        again = timedelta() if account.network == "practice" else AGAIN
        ripe = [one for one in reactions.loudest(watch) if one.account_id == account.pk and one.ref
                and one.gone_at is None and one.looked_at is not None and one.looked_at + again <= now]
        if not ripe:
            continue
        try:
            with client(account) as network:
                for one in ripe:
                    verdict = judge(network.fetch(one.ref, logged_out=True)).verdict
                    if verdict is Verdict.UNPROVEN:
                        continue
                    reactions.saw(one, verdict is Verdict.THERE, now)
                    gone += verdict is Verdict.GONE
        except NetworkFailure:
            continue  # the look at the mentions has said what is wrong with this account
    return gone
