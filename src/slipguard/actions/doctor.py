"""Could we take a post back right now? Asked of every account, without deleting anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.networks import NETWORKS, TITLES
from slipguard.networks.protocol import Check
from slipguard.settings import CONFIG
from slipguard.storage import listeners
from slipguard.storage.models import Account, Channel
from slipguard.workflows import readiness


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor's list, with the checks that it rests on."""

    subject: str
    well: bool | None
    says: str
    next_step: str = ""
    checks: tuple[Check, ...] = ()
    soon: str = ""  # it is well today, and why not for long
    account: int | None = None  # whose page has the buttons for it


def overall(accounts: Sequence[Account]) -> tuple[bool | None, str]:
    """The answer first, as kept: (yes, no or not known; in a sentence). "" without an account that it can ask about."""
    asked = [a for a in accounts if a.network in NETWORKS and not NETWORKS[a.network].facts.by_hand]
    no, unknown = (sum(a.can_delete is answer for a in asked) for answer in (False, None))
    of = f"{len(asked)} account{'' if len(asked) == 1 else 's'}"
    if no:
        return False, f"Not on {no} of {of}."
    if unknown:
        return None, f"Not known for {unknown} of {of}."
    return (True, f"Yes, on {'your' if len(asked) == 1 else 'all'} {of}.") if asked else (None, "")


def worst_first(accounts: Sequence[Account]) -> list[Account]:
    """Those that need somebody stand on top."""
    return sorted(accounts, key=lambda a: (False, None, True).index(a.can_delete))


def examine(actor: Actor) -> list[Diagnosis]:
    """Every account of the actor's workspaces, then the installation."""
    lines = []
    for account in Account.objects.filter(workspace__in=access.workspaces(actor), disconnected_at=None):
        lines.append(account_ready(account))
        if account.trouble:
            lines.append(Diagnosis(f"Watch @{account.handle}", False, account.trouble,
                                   "Slipguard keeps trying; connect the account again if this lasts.",
                                   account=account.pk))
    for workspace in access.workspaces(actor):
        if not Channel.objects.filter(workspace=workspace).exists() and not listeners.of(workspace.pk, timezone.now()):
            lines.append(Diagnosis(f"Alarms of {workspace.name}", False, "No channel: an alarm reaches nobody.",
                                   "Add one in the workspace's settings, or: slipguard channel add"))
    key = CONFIG.home / "keys" / "seal.key"
    private = key.exists() and key.stat().st_mode & 0o077 == 0
    lines.append(Diagnosis("The key file is private", private, "Only you can read the key that seals sign-ins."
                           if private else "Others on this machine can read the key that seals sign-ins.",
                           "" if private else f"chmod 600 {key}"))
    return lines


def account_ready(account: Account) -> Diagnosis:
    """Ask the network, keep the answer for the board, and tell the channels where it turned."""
    readiness.keep(account, readiness.ask(account), timezone.now())
    return diagnosis(account)


def diagnosis(account: Account) -> Diagnosis:
    """The answer as it was kept last."""
    checks = tuple(readiness.checks_of(account))
    worst = next((c for c in checks if c.ok is False), None) or next((c for c in checks if c.ok is None), None)
    step = worst.next_step if worst and account.can_delete is not True else ""
    subject, soon = f"Delete on @{account.handle} ({TITLES[account.network]})", account.can_delete_soon
    return Diagnosis(subject, account.can_delete, account.can_delete_says, soon or step, checks, soon, account.pk)
