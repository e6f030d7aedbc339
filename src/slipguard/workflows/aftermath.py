"""What people answer after a slip: reads the mentions of each open incident, in turn, until it is over.

A loop with its state in the database, not a workflow: each mention counts once by its hash, each look-out
knows when its next look is due. Killed at any moment, the next round goes on where the last one was.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from slipguard.core.harm import Context, grade
from slipguard.core.incident import Record
from slipguard.core.reaction import Summary, echo, hostile, summarise
from slipguard.core.types import Post
from slipguard.networks.protocol import NetworkFailure, Reason, Unsupported
from slipguard.storage import incidents, reactions
from slipguard.storage.models import Account, Incident, Mention, MentionWatch
from slipguard.storage.posts import clean
from slipguard.workflows.clients import client
from slipguard.workflows.loudest import read_again

log = logging.getLogger("slipguard.aftermath")
OVERLAP = timedelta(minutes=15)  # a mention may reach the account's server late
CALM = timedelta(hours=2)  # quiet for so long: nobody waits for a second wave any more
# since the opening -> seconds between two looks. 30 s are 10 calls in the 5 minutes for which Mastodon
# servers allow 300, and Bluesky 3,000; the rehearsal network asks nobody.
RHYTHM = ((timedelta(hours=1), 30), (timedelta(hours=6), 120), (reactions.LONGEST, 600))
REHEARSAL = 1.0
FULL = 900  # of the thousand that an adapter reads at most
NO_QUOTA, NO_SIGN_IN, NO_NETWORK = 900.0, 300.0, 60.0  # after a failure, seconds at least


def round_of_looks(now: datetime | None = None) -> int:
    """One round over all open incidents. Returns how many were looked at."""
    moment = now or timezone.now()
    reactions.begin(moment)
    watches = reactions.due(moment)
    for watch in watches:
        try:
            look(watch, now or timezone.now())
        except Exception:
            log.exception("the look at the mentions of incident %s failed", watch.incident_id)
            later = moment + timedelta(seconds=NO_NETWORK)
            MentionWatch.objects.filter(pk=watch.pk).update(next_at=later, trouble="Slipguard itself failed here.")
    return len(watches)


def look(watch: MentionWatch, now: datetime) -> None:
    """Read, count, and say what there is to say."""
    incident = watch.incident
    if incident.closed_at is not None or incident.state == "fine":
        finish(incident, now, "" if incident.state == "fine" else "Slipguard stopped watching the mentions.")
        return
    record = incidents.read(incident)
    pause = _pause(incident, now)
    trouble, silent = [], 0
    accounts = _accounts(incident, record)
    for account in accounts:
        try:
            with client(account) as network:
                found = network.mentions(watch.looked_at - OVERLAP if watch.looked_at else watch.compared_from)
            if watch.looked_at is None and len(found) >= FULL:
                # the network listed no further back: what is usual rests on the time that it did list
                watch.compared_from = min([post.at for post in found if post.at], default=watch.compared_from)
                watch.save(update_fields=["compared_from"])
            reactions.keep(watch, _judged(watch, account, record, found, now))
        except NetworkFailure as failure:
            trouble.append(f"@{account.handle}: {failure.says}")
            silent += isinstance(failure, Unsupported)
            pause = max(pause, _patience(failure))
    read_again(watch, accounts, now)
    fresh = {} if trouble else {"looked_at": now}
    next_at = now + timedelta(seconds=pause)
    MentionWatch.objects.filter(pk=watch.pk).update(next_at=next_at, trouble=" ".join(trouble), **fresh)
    watch.refresh_from_db()
    if silent == len(accounts):
        finish(incident, now, f"The mentions cannot be counted here. {' '.join(trouble)}")
    elif now - incident.opened_at >= reactions.LONGEST:
        finish(incident, now, "The mentions were watched for 72 hours; Slipguard stops here.")
    else:
        _say(watch, summary(watch, now, record), now)


def summary(watch: MentionWatch, now: datetime, record: Record | None = None) -> Summary:
    """All that is said of it. After its end it stands as it was at its end."""
    began = _began(watch.incident, record or incidents.read(watch.incident))
    until = watch.ended_at or now
    return summarise(reactions.heard(watch), began, watch.compared_from, until, watch.looked_at)


def finish(incident: Incident, now: datetime, why: str) -> None:
    """Stop watching, keep the counts on the record, and let people's words go. Safe to call twice."""
    watch = reactions.of(incident)
    if watch is not None and watch.ended_at is None:
        data = {**told(watch, now), "ended": why}
        with transaction.atomic():
            if reactions.end(watch, now, why) and why:
                incidents.append(incident, "mentions-ended", "mentions_ended", now, data)
    if incident.closed_at is not None or incident.state == "fine":
        reactions.forget_words(incident)


def told(watch: MentionWatch, now: datetime) -> dict[str, object]:
    """The numbers as the record keeps them."""
    return {**summary(watch, now).plain(), "echoes": reactions.echoes(watch)}


def _say(watch: MentionWatch, found: Summary, now: datetime) -> None:
    """The record hears when a storm is over, once for each storm; long calm ends the look-out."""
    verdict = found.verdict
    mine = MentionWatch.objects.filter(pk=watch.pk)
    if verdict.over is False and (not watch.loud or watch.quiet_since):
        mine.update(loud=True, quiet_since=None)
    elif verdict.over and watch.loud:
        since = verdict.since or now
        with transaction.atomic():
            mine.update(loud=False, quiet_since=since)
            data = {**found.plain(), "echoes": reactions.echoes(watch)}
            key = f"mentions-quiet:{since.isoformat(timespec='minutes')}"
            incidents.append(watch.incident, key, "mentions_quiet", now, data)
    if verdict.over and now - max(verdict.since or watch.incident.opened_at, watch.incident.opened_at) >= CALM:
        finish(watch.incident, now, "The mentions have been as usual for two hours; Slipguard stops watching them.")


def _accounts(incident: Incident, record: Record) -> list[Account]:
    """The incident's own account, and those of its copies that are still connected."""
    found = [incident.account]
    for copy in record.copies.values():
        mine = Account.objects.filter(workspace=incident.workspace, network=copy.network, handle=copy.handle)
        found += [one for one in mine.filter(disconnected_at=None) if one not in found]
    return found


def _judged(
    watch: MentionWatch, account: Account, record: Record, found: list[Post], now: datetime
) -> Iterator[Mention]:
    ours = set(Account.objects.filter(workspace_id=account.workspace_id).values_list("remote_id", flat=True))
    for post in found:
        if post.author in ours:
            continue
        at = min(post.at or now, now)
        if at < watch.compared_from:
            continue
        harm = grade(post.text, language=post.language, context=Context(is_reply=True))
        lasting = at >= _began(watch.incident, record)
        yield Mention(
            watch=watch,
            digest=reactions.digest_of(f"{account.network}:{post.ref}"),
            at=at,
            hostile=bool(hostile(post.text, harm, post.language)),
            echo=echo(post, record.text, record.copies.keys()) if lasting else "",
            reactions=post.reactions or 0,
            url=post.url[:500] if lasting else "",
            excerpt=clean(" ".join(post.text.split()))[:200] if lasting else "",
            account=account,
            ref=post.ref[:300] if lasting else "",
            looked_at=now,
        )


def _began(incident: Incident, record: Record) -> datetime:
    """The post's own time, so that early answers are no part of what is usual; an old post began when it was found."""
    posted = record.posted_at or incident.opened_at
    return max(min(posted, incident.opened_at), incident.opened_at - timedelta(hours=1))


def _pause(incident: Incident, now: datetime) -> float:
    if incident.account.network == "practice":
        return REHEARSAL
    age = now - incident.opened_at
    return next((pause for until, pause in RHYTHM if age < until), RHYTHM[-1][1])


def _patience(failure: NetworkFailure) -> float:
    after = getattr(failure, "after", None) or 0.0
    usual = {Reason.QUOTA: NO_QUOTA, Reason.TOKEN: NO_SIGN_IN}.get(failure.reason, NO_NETWORK)
    return max(usual, min(float(after), 6 * 3600))
