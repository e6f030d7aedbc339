from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from slipguard.storage.models.workspace import Workspace


class PersonManager(BaseUserManager["Person"]):
    """People are named by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: object) -> Person:
        person = self.model(email=self.normalize_email(email), **more)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractUser):
    """Who signs in."""

    username = None  # type: ignore[assignment]  # an address is enough; a second name invites mix-ups
    email = models.EmailField(unique=True)
    quiet_from = models.TimeField(null=True)  # both or neither; by the clock of `zone`
    quiet_until = models.TimeField(null=True)
    zone = models.CharField(max_length=60, blank=True)  # their clock: quiet hours, calendar; empty: not told
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    # goes up when all their sign-ins shall end at once, on every device and with any session engine
    sign_ins = models.PositiveIntegerField(default=0)
    objects = PersonManager()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django compares with the session at every request: another number, another hash."""
        usual: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        if not self.sign_ins:
            return usual  # an upgrade signs nobody out
        return salted_hmac(f"slipguard.sign-ins.{self.sign_ins}", usual, secret=secret, algorithm="sha256").hexdigest()


class Role(models.TextChoices):
    """What a person may do in a workspace; each role may do what those before it may."""

    AUTHOR = "author"
    APPROVER = "approver"
    ON_CALL = "on-call"
    MANAGER = "manager"
    OWNER = "owner"


class Membership(models.Model):
    """A person's role in a workspace."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "workspace"], name="one_role_per_workspace")
        ]


class ApiToken(models.Model):
    """A token for the API. Only its hash is kept: a stolen database holds no keys."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
