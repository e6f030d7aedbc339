"""Tokens for the API. Shown once; only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage.models import ApiToken, Person


def issue(actor: Actor, name: str) -> str:
    """A new token, as plain text for the last time."""
    if actor.person is None or not name.strip():
        raise BadInput("A token needs a name.", "Name the program that will use it.")
    access.sure(actor, "to make a token")
    token = f"slip_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(person=actor.person, name=name.strip()[:80], digest=_digest(token))
    access.log(actor, None, "made an API token", name)
    return token


def revoke(actor: Actor, number: int) -> None:
    """The token ends at once."""
    gone, _ = ApiToken.objects.filter(pk=number, person=actor.person).delete()
    if not gone:
        raise NotFound("There is no such token of yours.", "Look at the list of your tokens.")
    access.log(actor, None, "revoked an API token", str(number))


def of_person(actor: Actor) -> list[ApiToken]:
    """The person's tokens, without the tokens."""
    return list(ApiToken.objects.filter(person=actor.person).order_by("-created_at"))


def whose(token: str) -> Person | None:
    """The person behind a token, None for a dead one."""
    found = ApiToken.objects.select_related("person").filter(digest=_digest(token)).first()
    if found is None or not found.person.is_active:
        return None
    ApiToken.objects.filter(pk=found.pk).update(used_at=timezone.now())
    return found.person


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
