"""Posts that did not fit what was known before they were learnt: told of, and taken out again if a person says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from slipguard.actions import access, acts, veil
from slipguard.actions.access import Actor
from slipguard.core import fit
from slipguard.core.errors import NotFound
from slipguard.core.fit import Fit
from slipguard.core.naming import told
from slipguard.core.types import Post
from slipguard.storage import accounts, histories, posts, voices
from slipguard.storage.models import Account, Doubt, VoiceRow, Workspace


def judge(account: Account, new: Sequence[Post]) -> Fit | None:
    """How posts fit that are about to be learnt; call it before they are. None: all is well, or too little is known."""
    known = VoiceRow.objects.filter(workspace=account.workspace_id, speaks_as=account.speaks_as, personal=None).first()
    if known is None or known.posts < fit.KNOWN or not new:
        return None
    came = Counter(posts.text_key(post.text) for post in new)
    texts = list({posts.text_key(post.text): post for post in new}.items())
    again = [pair for pair in texts if came[pair[0]] >= fit.FEW][: fit.SAMPLE]
    chosen = dict([*again, *texts[:: max(1, len(texts) // fit.SAMPLE)]])
    desk, budget, key = voices.desk(), accounts.budget(account), voices.key_of(account)
    try:
        seen = fit.fit([(desk.assess(key, post), came[text]) for text, post in chosen.items()], budget)
    except KeyError:  # connected a moment ago: nothing was known
        return None
    return seen if fit.doubtful(seen, budget) else None


def note(actor: Actor, account: Account, at: datetime, seen: Fit | None) -> str:
    """Keep it until a person answers, in the place of an older one. The words for this reader, "" where all is well."""
    if seen is None:
        return ""
    Doubt.objects.filter(account=account, answered_at=None).update(answered_at=timezone.now())
    Doubt.objects.create(account=account, at=at, judged=seen.judged, strange=seen.strange, repeated=seen.repeated,
                         alternative=seen.alternative or "")
    return look(actor, account)


def look(actor: Actor, account: Account) -> str:
    """What is doubtful about an account's voice, as this reader may know it; "" for nothing."""
    access.need(actor, account.workspace)
    found = Doubt.objects.filter(account=account, answered_at=None).order_by("pk").last()
    return _words(actor, found) if found else ""


def of_workspace(actor: Actor, space: Workspace) -> list[tuple[Account, str]]:
    """Every account there whose voice is doubtful, with why."""
    access.need(actor, space)
    found = Doubt.objects.filter(account__workspace=space, account__disconnected_at=None, answered_at=None)
    return [(one.account, _words(actor, one)) for one in found.select_related("account").order_by("account")]


def own_words(actor: Actor, number: int) -> Account:
    """They are the account's own after all: learnt, and not told of again."""
    account, found = _open(actor, number)
    Doubt.objects.filter(pk=found.pk).update(answered_at=timezone.now())
    access.log(actor, account.workspace, "said that posts are an account's own words", f"@{account.handle}")
    return account


def take_out(actor: Actor, number: int) -> int:
    """Do not learn these: the posts that came new with that learning go, and the voice is learnt without them.

    How many went. What the network itself holds comes again when its history is read again.
    """
    account, found = _open(actor, number)
    gone = histories.drop(account.pk, found.at)
    voices.learn_anew(account)
    Doubt.objects.filter(pk=found.pk).update(answered_at=timezone.now())
    access.log(actor, account.workspace, "took out what was learnt", f"@{account.handle}: {gone} posts")
    return gone


def _open(actor: Actor, number: int) -> tuple[Account, Doubt]:
    account = access.account(actor, number, acts.LEARN)
    found = Doubt.objects.filter(account=account, answered_at=None).order_by("pk").last()
    if found is None:
        raise NotFound("Nothing that was learnt on this account is in doubt.", "Look at the account's page.")
    return account, found


def _words(actor: Actor, found: Doubt) -> str:
    seen = Fit(found.judged, found.strange, found.repeated)
    other = told(found.alternative, [], veil.known_names(actor)).alternative
    return fit.says(seen, found.account.handle, other)
