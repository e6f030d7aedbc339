"""Could we take a post back right now? Asked of every account, without deleting anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.networks.protocol import NetworkFailure, Readiness
from slipguard.settings import CONFIG
from slipguard.storage import listeners
from slipguard.storage.models import Account, Channel
from slipguard.workflows.clients import client


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor's list."""

    subject: str
    well: bool | None
    says: str
    next_step: str = ""
    soon: str = ""  # it is well today, and why not for long


def examine(actor: Actor) -> list[Diagnosis]:
    """Every account of the actor's workspaces, then the installation."""
    lines = []
    for account in Account.objects.filter(workspace__in=access.workspaces(actor), disconnected_at=None):
        lines.append(account_ready(account))
        if account.trouble:
            lines.append(Diagnosis(f"@{account.handle}: watching", False, account.trouble,
                                   "Slipguard keeps trying; connect the account again if this lasts."))
    for workspace in access.workspaces(actor):
        if not Channel.objects.filter(workspace=workspace).exists() and not listeners.of(workspace.pk, timezone.now()):
            lines.append(Diagnosis(f"{workspace.name}: alarms", False, "No channel: an alarm reaches nobody.",
                                   "Add one in the workspace's settings, or: slipguard channel add"))
    key = CONFIG.home / "keys" / "seal.key"
    private = key.exists() and key.stat().st_mode & 0o077 == 0
    lines.append(Diagnosis("key file", private, "Only you can read the key that seals sign-ins."
                           if private else "Others on this machine can read the key that seals sign-ins.",
                           "" if private else f"chmod 600 {key}"))
    return lines


def account_ready(account: Account) -> Diagnosis:
    """Ask the network, and keep the answer for the board."""
    try:
        with client(account) as network:
            me = network.whoami()
            ready = (
                network.can_delete()
                if me.remote_id == account.remote_id
                else Readiness(False, f"The sign-in belongs to @{me.handle}, not to @{account.handle}.")
            )
    except NetworkFailure as failure:
        ready = Readiness(None if str(failure.reason) == "network" else False, failure.says)
    Account.objects.filter(pk=account.pk).update(
        can_delete=ready.can_delete, can_delete_says=ready.says, can_delete_at=timezone.now())
    step = "" if ready.can_delete else f"Connect it again: slipguard connect {account.network}"
    subject = f"@{account.handle} on {account.network}: delete"
    return Diagnosis(subject, ready.can_delete, ready.says, ready.soon or step, ready.soon)
