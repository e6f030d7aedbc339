"""May this account be linked here, by this person, now?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Link:
    """What is known when somebody wants to link an account to a workspace."""

    network: str
    remote_id: str  # what the network says the token belongs to
    handle: str  # the same, as people type it
    typed: str  # the handle that the person typed ("" where none was asked for)
    held_by: str | None  # name of the workspace that holds this account already
    held_here: bool  # that workspace is this one
    personal: Collection[tuple[str, str]]  # (network, handle or remote id) that people declared as their own
    excepted: bool = False  # two people agreed, until a day, that it cannot be avoided


def objection(link: Link) -> tuple[str, str] | None:
    """(what is wrong, what to do next), or None where nothing speaks against it.

    The order matters: a token that is not whose the person thinks is the worst of the three.
    """
    typed = link.typed.strip().lstrip("@").lower()
    if typed and typed != link.remote_id.lower() and not same_account(typed, "", link.handle, ""):
        return (
            f"This sign-in belongs to @{link.handle}, not to @{typed}.",
            "Sign in as the account that you want to connect, or correct the name.",
        )
    if is_personal(link) and not link.excepted:
        return (
            f"@{link.handle} is declared as somebody's personal account.",
            "Personal accounts are never linked beside a client's. Slipguard needs only its voice.",
        )
    if link.held_by is not None and not link.held_here:
        return (
            f"@{link.handle} is already connected in another workspace.",
            "Disconnect it there first: an account belongs to one workspace at a time.",
        )
    return None


def same_account(handle: str, remote_id: str, other_handle: str, other_id: str) -> bool | None:
    """Do two namings of an account on one network mean the same one? None: they have nothing in common to compare.

    An id decides where both have one. A handle with a host and one without are compared by the first part only:
    people type "sam" where the network writes "sam@social.example".
    """
    if remote_id and other_id:
        return remote_id.lower() == other_id.lower()
    one, two = handle.strip().lstrip("@").lower(), other_handle.strip().lstrip("@").lower()
    if not one or not two:
        return None
    if ("@" in one) != ("@" in two):
        one, two = one.partition("@")[0], two.partition("@")[0]
    return one == two


def is_personal(link: Link) -> bool:
    """Did somebody declare this account as their own? The only objection that an exception can lift."""
    own = {(network, name.lower().lstrip("@")) for network, name in link.personal}
    return (link.network, link.handle.lower()) in own or (link.network, link.remote_id.lower()) in own


LONGEST = 30  # days that an exception may last
WARNED = (3, 1)  # days before its end


def warning(ends_at: datetime, approved_at: datetime, now: datetime) -> int:
    """The warning that is due now, as days before the end; 0 for none.

    Only the nearest one: whoever missed "3 days" hears "1 day". None that was due when it was approved:
    everybody heard of it then, with its last day.
    """
    due = [days for days in WARNED if approved_at < ends_at - timedelta(days=days) <= now < ends_at]
    return min(due, default=0)


def exception_objection(reason: str, days: float, asked_by: int | None, approved_by: int | None) -> str:
    """Why an exception cannot be made so; "" where it can. `approved_by` None: nobody was asked yet.

    `days` counts from the asking to the end. People are named by their numbers.
    """
    if len(reason.split()) < 3:
        return "The reason is missing or too short: whoever approves it must understand it."
    if not 0 < days <= LONGEST:
        return f"An exception ends after 1 to {LONGEST} days."
    if approved_by is not None and approved_by == asked_by:
        return "Whoever asks for an exception cannot approve it."
    return ""
