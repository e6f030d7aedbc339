"""Which of our posts is meant, and the incident that a person opens for it. Needs no engine."""

from __future__ import annotations

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.core.types import Post
from slipguard.networks import NETWORKS
from slipguard.storage import incidents, posts, siblings
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows.evidence import copy_data


def locate(actor: Actor, url: str, whose: Account | None = None) -> tuple[Account, str]:
    """The account and ref behind a post's address.

    `whose`: what the person said, for networks whose addresses do not name an account.
    """
    url = url.strip()
    spaces = access.workspaces(actor)
    for name, adapter in NETWORKS.items():
        located = adapter.locate(url)
        if located is None:
            continue
        mine = Account.objects.filter(workspace__in=spaces, network=name, disconnected_at=None)
        if not located.owner and (chosen := _nameless(list(mine.select_related("workspace")), whose)):
            return chosen, adapter.ref(chosen.remote_id, located.key)
        for account in mine.select_related("workspace"):
            ref = adapter.ref(account.remote_id, located.key)
            owner = located.owner.lower()
            if owner in (account.handle.lower(), account.remote_id.lower()):
                return account, ref
            if PostRow.objects.filter(account=account, ref=ref).exists():
                return account, ref
        if not located.owner and len(mine) > 1:
            raise BadInput(
                f"This address does not say whose post it is, and {len(mine)} {adapter.facts.title} accounts are here.",
                f"Say which account: {', '.join(f'{a.network}:{a.handle}' for a in mine)}.",
            )
        who = f"@{located.owner}" if located.owner else "This post's account"
        raise NotFound(
            f"{who} on {adapter.facts.title} is not connected here, so Slipguard cannot delete its posts.",
            "Delete it in the network's own app, or connect the account: slipguard connect",
        )
    raise BadInput(
        "This is not the address of a post on a network that Slipguard knows.",
        f"Paste the post's own link ({', '.join(a.facts.title for a in NETWORKS.values())}).",
    )


def _nameless(mine: list[Account], whose: Account | None) -> Account | None:
    """Whose post it is where its address names nobody: as the person said, or the only one there is."""
    if whose is not None:
        return next((account for account in mine if account.pk == whose.pk), None)
    return mine[0] if len(mine) == 1 else None


def note(actor: Actor, account: Account, ref: str, text: str = "") -> Incident:
    """The incident of a post, opened by a person. No network call: the delete must not wait for one.

    A post that is a copy of one in an open incident belongs there: one slip, one record. `text`: its words,
    as the person pasted them, where Slipguard has not seen them.
    """
    row = PostRow.objects.select_related("account").filter(account=account, ref=ref).first()
    now = timezone.now()
    if row is None:
        # its text is not known here; the record says so rather than waiting for a read
        url = ref if ref.startswith("http") else ""
        row, _ = posts.note(account, Post(text=text.strip()[:20_000], ref=ref, url=url), now, live=True)
    posts_text = row.text or "(Slipguard had not seen the text of this post.)"
    mine = siblings.incident_of(row)
    if mine is not None and not Incident.objects.filter(account=account, ref=ref).exists():
        incident, match = mine
        like = {"likeness": str(match.kind), "share": round(match.share, 3)} if match else {}
        key = siblings.copy_key(account.pk, ref)
        incidents.append(incident, key, "copy_found", now, {**copy_data(row), **like, "text": row.text})
        return incident
    data = {
        **copy_data(row),
        "text": posts_text,
        "seen_at": row.seen_at.isoformat(),
        "decided_at": now.isoformat(),
        "decision": "person",
        "by": actor.name,
        "reasons": row.reasons,
        "alternative": row.alternative,
        "harm": row.harm,
        "p_value": row.p_value,
        "mode": account.mode,
    }
    return incidents.open_once(account, ref, now, data)
