"""Could each account delete? The answer is kept; channels hear the moment it turns to no, once, and when it is back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.utils import timezone

from slipguard.core.telling import reached
from slipguard.networks import NETWORKS, TITLES
from slipguard.networks.protocol import Check, NetworkFailure, Readiness, Reason
from slipguard.notify import Message
from slipguard.settings import CONFIG
from slipguard.storage import accounts, listeners
from slipguard.storage.models import Account, Channel
from slipguard.workflows import engine
from slipguard.workflows.alarm import deliver
from slipguard.workflows.clients import client

DAY = 1440  # minutes
SOON = timedelta(hours=1)  # after an answer that is not yes: it may be back by then
SOON_PAID = timedelta(hours=6)  # where asking costs money: a no of weeks must not use up what is left
OLD = timedelta(days=90)  # a test delete proves less with time


def ask(account: Account) -> Readiness:
    """Token, identity, then what the adapter asks; nothing is stored. Every check says what to do about a no."""
    again = f"Connect it again: slipguard connect {account.network}"
    if NETWORKS[account.network].facts.by_hand:
        with client(account) as network:
            return network.can_delete()
    try:
        with client(account) as network:
            me = network.whoami()
            token = Check("token", True, "The network accepts the sign-in.")
            if me.remote_id != account.remote_id:
                says = f"The sign-in belongs to @{me.handle}, not to @{account.handle}."
                return Readiness(False, says, {}, (token, Check("identity", False, says, again)))
            ready = network.can_delete()
    except NetworkFailure as failure:
        ok = None if failure.reason in (Reason.NETWORK, Reason.QUOTA) else False
        name = str(failure.reason) if failure.reason in (Reason.QUOTA, Reason.CREDIT) else "token"
        step = again if ok is False else "Slipguard asks again within the hour."
        return Readiness(ok, failure.says, {}, (Check(name, ok, failure.says, step),))
    checks = ready.checks or (
        Check("delete", ready.can_delete, ready.says, "" if ready.can_delete else again),
    )
    identity = Check("identity", True, f"The network says that it is @{me.handle}.")
    return Readiness(ready.can_delete, ready.says, ready.facts, (token, identity, *checks), ready.soon)


def keep(account: Account, ready: Readiness, at: datetime) -> None:
    """For the board; and word to the channels where the answer turned."""
    old = Account.objects.values_list("can_delete", flat=True).get(pk=account.pk)
    Account.objects.filter(pk=account.pk).update(
        can_delete=ready.can_delete, can_delete_says=ready.says, can_delete_at=at,
        can_delete_checks=[asdict(check) for check in ready.checks], can_delete_soon=ready.soon,
        **({"can_delete_since": at} if old is not ready.can_delete else {}))
    account.refresh_from_db()
    tell_turned(account)
    if ready.soon and engine.running():  # with every day's answer: each day is one less
        engine.start(f"ready-soon:{account.pk}:{at:%Y-%m-%d}", tell_soon, account.pk)


def checks_of(account: Account) -> list[Check]:
    """As asked last, and what a test delete showed."""
    found = [Check(**check) for check in account.can_delete_checks]
    if NETWORKS[account.network].facts.by_hand or not found:
        return found
    return [*found, proven(account, timezone.now())]


def proven(account: Account, now: datetime) -> Check:
    """Has a real post been deleted here and seen gone?"""
    if account.proven_at is None:
        return Check("proven", None, "No test post was ever deleted here.",
                     "Prove it with a test post: one line, deleted at once.")
    if not account.proven:
        return Check("proven", False, account.proven_says, "Put right what it says, then try again.")
    old = now - account.proven_at > OLD
    return Check("proven", None if old else True, account.proven_says,
                 "That was a while ago: try it again." if old else "")


def again_after(account: Account) -> timedelta:
    """How long an answer that is not yes is left alone."""
    found = {check["name"]: check["ok"] for check in account.can_delete_checks}
    # nobody answered, and so nobody charges; a quota opens by itself within the hour
    passing = (account.can_delete is None and "identity" not in found) or found.get("quota") is False
    return SOON if passing or not NETWORKS[account.network].facts.cost("recall", "") else SOON_PAID


def due(account: Account, now: datetime) -> bool:
    """Each account has its own minute of the day, so that a hundred are not asked at once; a no is asked sooner.

    Hourly, and where acts cost money every six hours; on demand (the page, the doctor) at once, as ever.
    """
    last = account.can_delete_at
    if last is None:
        return True
    facts = NETWORKS[account.network].facts
    if account.can_delete is not True and not facts.by_hand:
        return now - last >= again_after(account)
    minute = account.pk * 617 % DAY  # 617 has no divisor in common with 1440: neighbours lie far apart
    slot = now.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    slot -= timedelta(days=1) if slot > now else timedelta()
    return last < slot or now - last >= timedelta(days=1)


def round_of(now: datetime) -> int:
    """One round of upkeep: ask who is due, tell what was not told. How many were asked."""
    asked = 0
    for account in accounts.live():
        if due(account, now):
            keep(account, ask(account), timezone.now())
            asked += 1
        else:
            tell_turned(account)  # another process asked (the command line), or a crash came between
    return asked


def tell_turned(account: Account) -> None:
    """Start the message where the channels know another answer. "Not known" is no turn. Safe to repeat."""
    able = account.can_delete
    turned = (able is False and account.can_delete_told is not False) or (able and account.can_delete_told is False)
    if turned and account.can_delete_since and engine.running():
        since = account.can_delete_since.isoformat()
        engine.start(f"ready:{account.pk}:{since}", tell_readiness, account.pk, bool(able))


@engine.workflow
def tell_readiness(account_id: int, able: bool) -> int:
    """Tell every channel of the workspace; how many took it."""
    took = [tell_readiness_to(account_id, channel, able) for channel in readiness_channels(account_id)]
    readiness_told(account_id, able)
    return sum(took)


@engine.workflow
def tell_soon(account_id: int) -> int:
    """Warn every channel before the day on which it is no."""
    return sum(tell_soon_to(account_id, channel) for channel in readiness_channels(account_id))


@engine.step
def tell_soon_to(account_id: int, channel_id: int) -> bool:
    """One message; twice after a crash is better than never."""
    account = Account.objects.get(pk=account_id)
    link = f"{CONFIG.url}/accounts/{account.pk}"
    subject = f"@{account.handle} ({TITLES[account.network]}) can soon delete no more"
    return _send(channel_id, Message(subject, f"{account.can_delete_soon}\n\n{link}", urgent=True), link)


@engine.step
def readiness_channels(account_id: int) -> list[int]:
    """The workspace's rooms, and the people whom this hour allows to reach."""
    space = Account.objects.values_list("workspace_id", flat=True).get(pk=account_id)
    people = reached(listeners.of(space, timezone.now()))
    return listeners.channels(space, people, rooms=True)


@engine.step
def tell_readiness_to(account_id: int, channel_id: int, able: bool) -> bool:
    """One message. A crash right after it sends it again: better twice than never."""
    account = Account.objects.get(pk=account_id)
    return _send(channel_id, message(account, able), f"{CONFIG.url}/accounts/{account.pk}")


def _send(channel_id: int, words: Message, link: str) -> bool:
    channel = Channel.objects.filter(pk=channel_id).first()
    if channel is None:
        return False
    problem = deliver(channel, words, link)
    news = {} if problem else {"last_ok_at": timezone.now()}
    Channel.objects.filter(pk=channel_id).update(last_trouble=problem, **news)
    return not problem


@engine.step
def readiness_told(account_id: int, able: bool) -> None:
    """The channels know it now."""
    Account.objects.filter(pk=account_id).update(can_delete_told=able)


def message(account: Account, able: bool) -> Message:
    """Before the day on which a delete is needed."""
    where, link = f"@{account.handle} ({TITLES[account.network]})", f"{CONFIG.url}/accounts/{account.pk}"
    if able:
        return Message(f"Slipguard can delete on {where} again", f"{account.can_delete_says}\n\n{link}")
    wrong = [check for check in checks_of(account) if check.ok is False]
    lines = [f"- {check.says} {check.next_step}".rstrip() for check in wrong] or [account.can_delete_says]
    return Message(f"Slipguard can NOT delete on {where} now",
                   "\n".join(["A slip there would have to be deleted by hand.", "", *lines, "", link]), urgent=True)
