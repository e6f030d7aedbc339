"""Was the owner's budget kept? Counted on an account's own live posts, under today's setting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core import policy
from slipguard.core.types import Assessment, Harm, PostDecision
from slipguard.core.voice.drift import Drift, Realised, drift, realised
from slipguard.storage import accounts
from slipguard.storage.models import Account, PostRow

WINDOW = 2000  # the newest judged posts
YEAR = 365.25 * 86_400


@dataclass(frozen=True, slots=True)
class Promise:
    """asks include stops. unanswered: flagged posts that nobody called fine or a slip; they count as own posts,
    so the shares are at worst too high. a_year: own posts a year at the pace of these; None with too few to tell.
    following: what becomes of a change, in words; "" where there is none.
    """

    account: int
    handle: str
    asks: Realised
    stops: Realised
    unanswered: int
    a_year: int | None
    drift: Drift | None
    changed_since: datetime | None
    following: str

    @property
    def kept(self) -> bool:
        """Neither alarm went beyond what was allowed."""
        return self.asks.kept and self.stops.kept


def of_account(actor: Actor, number: int) -> Promise:
    """The promise of one account."""
    return look(access.account(actor, number))


def look(account: Account) -> Promise:
    """The promise of an account that the caller may see."""
    rows = list(
        PostRow.objects.filter(account=account, live=True, p_value__isnull=False)
        .exclude(decision="")
        .exclude(answer=PostRow.Answer.SLIP)
        .order_by("-seen_at", "-pk")
        .values_list("p_value", "alternative", "harm", "answer", "seen_at")[:WINDOW]
    )[::-1]
    budget = accounts.budget(account)
    p_values = [1.0 if row[0] is None else row[0] for row in rows]
    flags = [
        policy.decide_post(Assessment(p, alternative=alternative or None), Harm(harm), budget).decision
        for p, (_, alternative, harm, _, _) in zip(p_values, rows, strict=True)
    ]
    asked = [flag is not PostDecision.LEAVE for flag in flags]
    changed = drift(p_values)
    return Promise(
        account=account.pk,
        handle=account.handle,
        asks=realised(sum(asked), len(rows), budget.ask),
        stops=realised(flags.count(PostDecision.RECALL), len(rows), budget.hold, "held or taken back"),
        unanswered=sum(hit and not row[3] for hit, row in zip(asked, rows, strict=True)),
        a_year=_a_year([row[4] for row in rows]),
        drift=changed,
        changed_since=rows[changed.since][4] if changed else None,
        following=_following(asked[changed.since :], [row[3] for row in rows[changed.since :]]) if changed else "",
    )


def _following(asked: list[bool], answers: list[str]) -> str:
    """What the voice makes of the posts since the change, and what a person can do; from who was asked and answered."""
    waiting = sum(hit and not answer for hit, answer in zip(asked, answers, strict=True))
    learnt = len(asked) - waiting
    says = (f"The voice follows: {learnt:,} of these {len(asked):,} posts were left alone or called fine, and each "
            "teaches it within about an hour.")
    if not waiting:
        return f"{says} There is nothing to do."
    them = "One waits" if waiting == 1 else f"{waiting:,} wait"
    return f"{says} {them} for an answer: “this was fine” teaches it at once, “this was a slip” keeps it out."


def rules(account: Account, promise: Promise) -> tuple[policy.PolicyRow, ...]:
    """What happens when, first match from the top, and how often at the account's pace; "" where that is unknown."""
    rows = policy.table(accounts.budget(account), promise.a_year or 0)
    return rows if promise.a_year else tuple(replace(row, per_year=None, says="") for row in rows)


def _a_year(seen: list[datetime]) -> int | None:
    """From the time between the posts; below 20 posts or a day nothing honest can be said."""
    span = (seen[-1] - seen[0]).total_seconds() if len(seen) >= 20 else 0.0
    return round((len(seen) - 1) / span * YEAR) if span >= 86_400 else None
