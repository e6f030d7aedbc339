"""Name and address of one's own: only by oneself, freshly signed in, and never somebody else's."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from slipguard.actions import access, myself
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, ConfirmFirst, Conflict, NotAllowed
from slipguard.storage.models import AuditEntry, Person

OLD = "olivia@example.org"


def test_a_name_stands_in_the_records_from_then_on(owner: Actor) -> None:
    """What is done afterwards carries the name, and its spaces are tidied; no name: the address again."""
    made = myself.introduce(owner, "  Olivia   Byrne ", OLD)
    access.log(Actor(made, "web"), None, "did something")
    assert str(made) == "Olivia Byrne" == AuditEntry.objects.last().who  # type: ignore[union-attr]
    assert str(myself.introduce(owner, "", OLD)) == OLD


def test_an_address_moves_and_the_old_one_is_forgotten(owner: Actor) -> None:
    """The sign-in's own list loses the old address, and the log says what became what."""
    EmailAddress.objects.create(user=owner.person, email=OLD, primary=True)
    made = myself.introduce(owner, "", " olivia@EXAMPLE.com ")
    assert made.email == "olivia@example.com" and not EmailAddress.objects.filter(email=OLD).exists()
    assert AuditEntry.objects.last().what == f"{OLD} to olivia@example.com"  # type: ignore[union-attr]


def test_what_is_refused_changes_nothing(owner: Actor) -> None:
    """No address, somebody else's in other letters, an endless name, an open laptop, a link without a person."""
    Person.objects.create_user("mia@example.org", "another quiet password")
    stale = Actor(owner.person, "web", fresh=False)
    for actor, name, email, kind in (
        (owner, "", "nowhere", BadInput), (owner, "", "MIA@example.org", Conflict), (owner, "x" * 151, OLD, BadInput),
        (stale, "", "new@example.org", ConfirmFirst),
        (Actor(owner.person, "api"), "", "new@example.org", NotAllowed),
        (Actor(None, "link"), "Olivia", OLD, NotAllowed),
    ):
        with pytest.raises(kind):
            myself.introduce(actor, name, email)
    assert Person.objects.get(pk=owner.person.pk).email == OLD  # type: ignore[union-attr]
    assert str(myself.introduce(stale, "Olivia", OLD)) == "Olivia"  # a name alone needs no fresh sign-in
