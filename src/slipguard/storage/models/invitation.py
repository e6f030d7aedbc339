from django.db import models

from slipguard.storage.models.person import Person, Role
from slipguard.storage.models.workspace import Workspace


class Invitation(models.Model):
    """“Come and work here, as …”: for one address, once, for some days. Only the token's hash is kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    mail = models.TextField(blank=True)  # "sent", or why it was not; "" where there is no mail server


class ClientLink(models.Model):
    """A client's read-only view. Only the token's hash is kept; every opening asks whether it still counts."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="client_links")
    name = models.CharField(max_length=80)  # for whom
    digest = models.CharField(max_length=64, unique=True)
    made_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # the last time
