"""The first visitor makes the owner's sign-in; nobody can do that twice."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from slipguard.actions.access import Actor, log
from slipguard.core.errors import BadInput, Conflict
from slipguard.storage.models import Membership, Person, Role, Workspace


def has_owner() -> bool:
    """Was this installation claimed? The command line's own person has no password and claims nothing."""
    return any(person.has_usable_password() for person in Person.objects.all())


def make_owner(email: str, password: str, through: str = "web") -> Person:
    """The first person, owner of the first workspace. Conflict once somebody is there."""
    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadInput("This is not an e-mail address.", "Type it as name@example.org.") from None
    try:
        validate_password(password, Person(email=email))
    except ValidationError as problem:
        raise BadInput(" ".join(problem.messages), "Choose a longer or less common password.") from None
    with transaction.atomic():
        if has_owner():
            raise Conflict("This Slipguard has an owner already.", "Sign in instead.")
        # the command line may have been here before: its person becomes this one, with all that is theirs
        person = Person.objects.order_by("pk").first() or Person()
        person.email = Person.objects.normalize_email(email.strip())
        person.set_password(password)
        person.save()
        workspace, _ = Workspace.objects.get_or_create(slug="first", defaults={"name": "My first client"})
        Membership.objects.get_or_create(person=person, workspace=workspace, defaults={"role": Role.OWNER})
    log(Actor(person, through), workspace, "made the owner's sign-in")
    return person


def local_owner() -> Person:
    """Whom the command line acts for: who can run it on this machine can read the database anyway."""
    membership = Membership.objects.filter(role=Role.OWNER).select_related("person").order_by("pk").first()
    if membership is not None:
        return membership.person
    with transaction.atomic():
        # no password: this sign-in cannot be used in the browser until one is set
        person = Person.objects.filter(is_active=True).order_by("pk").first()
        if person is None:
            person = Person.objects.create_user("owner@localhost", None)
        workspace, _ = Workspace.objects.get_or_create(slug="first", defaults={"name": "My first client"})
        Membership.objects.get_or_create(person=person, workspace=workspace, defaults={"role": Role.OWNER})
    return person
