"""Who one is: the name that the records give, and the address that one signs in with."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed
from slipguard.storage.models import Person
from slipguard.storage.posts import clean

LONGEST = 150  # characters of a name


def show(actor: Actor) -> Person:
    """Whose sign-in this is."""
    if actor.person is None:
        raise NotAllowed("Only a person has a name here.", "Sign in in a browser.")
    return actor.person


def introduce(actor: Actor, name: str | None = None, email: str | None = None) -> Person:
    """Another name ("" = the address stands in the records) or address of one's own; None: as it is.

    A changed address wants a fresh sign-in: whoever sits down at an open laptop must not take the account along.
    A token never proves who holds it now, and with the address it would take the sign-in, too: it changes the name
    alone. Who runs the command line here can read the database anyway.
    No mail is sent: many servers send none, and the address is only what one signs in with.
    """
    person = show(actor)
    name = person.get_full_name() if name is None else " ".join(clean(name).split())
    email = person.email if email is None else Person.objects.normalize_email(email.strip())
    if len(name) > LONGEST:
        raise BadInput(f"The name is longer than {LONGEST} characters.", "Shorten it.")
    moved = email != person.email
    if moved and actor.through == "api":
        raise NotAllowed("A token does not change the address that you sign in with.",
                         "Change it on your own page, or on the server: slipguard me change --email ADDRESS")
    if moved:
        access.sure(actor, "to change the address that you sign in with")
        _free(person, email)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(first_name=name, last_name="", email=email)
        if moved:  # allauth keeps its own list, and would go on taking the old address
            EmailAddress.objects.filter(user_id=person.pk).delete()
            access.log(actor, None, "changed their address", f"{person.email} to {email}")
    person.refresh_from_db()
    return person


def _free(person: Person, email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput("This is not an e-mail address.", "Type it as name@example.org.") from None
    if Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise Conflict("Somebody signs in here with that address already.", "Type another one.")
