"""Accounts: connect, disconnect, what Slipguard may do for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound, SlipguardError
from slipguard.core.naming import meant
from slipguard.core.separation import Link, is_personal, objection
from slipguard.core.types import Mode
from slipguard.networks import NETWORKS, TITLES
from slipguard.networks.protocol import Identity, NetworkFailure, Secret
from slipguard.settings import CONFIG
from slipguard.storage import exceptions
from slipguard.storage.accounts import keep_secret
from slipguard.storage.models import (
    Account,
    Credential,
    PersonalAccount,
    SeparationException,
    TakenOff,
    Workspace,
)
from slipguard.workflows.clients import surroundings


def network(name: str) -> object:
    """The adapter of a network; BadInput names the ones there are."""
    if name not in NETWORKS:
        raise BadInput(f"There is no network “{name}”.", f"There are: {', '.join(sorted(NETWORKS))}.")
    return NETWORKS[name]


def may_connect(actor: Actor, workspace: Workspace) -> None:
    """Asked before a form or a network's own sign-in page is shown, too: nobody signs in there in vain."""
    access.need(actor, workspace, acts.CONNECT)
    access.sure(actor, "to connect an account")


def connect(actor: Actor, workspace: Workspace, network_name: str, form: Mapping[str, str]) -> Account:
    """Sign in at the network, ask it whose token that is, and link the account unless something objects."""
    may_connect(actor, workspace)
    network(network_name)
    form = {**form, **surroundings(network_name)}
    try:
        secret = NETWORKS[network_name].connect(form)
    except NetworkFailure as failure:
        raise refused(failure) from None
    signed_in_as = form.get("identifier", "")
    if "@" in signed_in_as.strip().lstrip("@"):
        signed_in_as = ""  # an e-mail address names nobody
    return link(actor, workspace, network_name, secret, signed_in_as or form.get("handle", ""))


def link(actor: Actor, workspace: Workspace, network_name: str, secret: Secret, typed: str = "") -> Account:
    """The second half of connecting: whoami with this very token, separation, store sealed."""
    may_connect(actor, workspace)
    try:
        client = NETWORKS[network_name].open({**secret, **surroundings(network_name)}, lambda _: None)
        try:
            me = client.whoami()
            limits = client.limits()
        finally:
            client.close()
    except NetworkFailure as failure:
        raise refused(failure) from None
    exception = _object(workspace, network_name, me, typed)
    _let_go(actor, network_name, me)
    by_hand = NETWORKS[network_name].facts.by_hand  # then there is no sign-in that would be anybody's
    mine = {"connected_by": None if by_hand else actor.person, "sign_out_at": None, "reconnect": ""}
    try:
        with transaction.atomic():
            account, fresh = Account.objects.update_or_create(
                network=network_name,
                remote_id=me.remote_id,
                disconnected_at=None,
                defaults={
                    "workspace": workspace,
                    "handle": me.handle,
                    "name": me.name,
                    "url": me.url,
                    "followers": me.followers,
                    "limits": dict(limits),
                    "trouble": "",
                    **mine,
                },
                create_defaults={
                    **mine,
                    "workspace": workspace,
                    "handle": me.handle,
                    "name": me.name,
                    "url": me.url,
                    "followers": me.followers,
                    "limits": dict(limits),
                    "speaks_as": speaks_as(me.handle),
                },
            )
            keep_secret(account.pk)(secret)
            if exception is not None:
                SeparationException.objects.filter(pk=exception.pk).update(account=account)
    except IntegrityError:
        raise Conflict("Somebody connected this account at the same moment.", "Look at the board.") from None
    access.log(actor, workspace, "connected" if fresh else "reconnected", f"@{me.handle} on {TITLES[network_name]}")
    return account


def x_application() -> dict[str, str]:
    """This installation's own application at X, as networks/x/oauth.py takes it."""
    return {"client_id": CONFIG.x_client_id, "client_secret": CONFIG.x_client_secret, "site": CONFIG.x_site,
            "api": CONFIG.x_api}


def disconnect(actor: Actor, number: int) -> Account:
    """Forget the sign-in. Posts, incidents and the record stay."""
    account = access.account(actor, number, acts.CONNECT)
    unlink(account)
    access.log(actor, account.workspace, "disconnected", f"@{account.handle} on {TITLES[account.network]}")
    account.refresh_from_db()
    return account


def unlink(account: Account) -> None:
    """The sign-in is forgotten and the watcher ends; who may, and why, is for the caller to ask and to write down."""
    with transaction.atomic():
        Credential.objects.filter(account=account).delete()
        Account.objects.filter(pk=account.pk).update(disconnected_at=timezone.now(), trouble="")


def set_mode(actor: Actor, number: int, mode: str) -> Account:
    """trial, tell or automatic; the last only by the account's owner."""
    try:
        wanted = Mode(mode)
    except ValueError:
        raise BadInput(f"There is no mode “{mode}”.", "Choose trial, tell or automatic.") from None
    account = access.account(actor, number, acts.AUTOMATE if wanted is Mode.AUTOMATIC else acts.SET_POLICY)
    access.sure(actor, "to change what Slipguard may do")
    Account.objects.filter(pk=account.pk).update(mode=wanted)
    access.log(actor, account.workspace, "set the mode", f"@{account.handle}: from {account.mode} to {wanted}")
    account.refresh_from_db()
    return account


def set_policy(
    actor: Actor, number: int, *, ask_one_in: int, hold_one_in: int, undo_seconds: int, fine_words: str = ""
) -> Account:
    """The false-alarm budgets in plain words ("one in 200 of our own posts") and the undo window."""
    account = access.account(actor, number, acts.SET_POLICY)
    access.sure(actor, "to change the policy")
    if not 10 <= ask_one_in <= 100_000 or not ask_one_in <= hold_one_in <= 1_000_000:
        raise BadInput(
            "A budget is one false alarm in 10 to 100,000 posts, and holds are rarer than asks.",
            "Try one in 100 for asks and one in 2,000 for holds.",
        )
    if not 0 <= undo_seconds <= 300:
        raise BadInput("The undo window is 0 to 300 seconds.", "15 is a good start.")
    Account.objects.filter(pk=account.pk).update(
        ask_one_in=ask_one_in,
        hold_one_in=hold_one_in,
        undo_seconds=undo_seconds,
        fine_words=fine_words[:5000],
    )
    access.log(actor, account.workspace, "set the policy", f"@{account.handle}: ask about one in {ask_one_in}, "
               f"stop one in {hold_one_in}, {undo_seconds} seconds to undo")
    account.refresh_from_db()
    return account


def of_workspaces(actor: Actor) -> list[Account]:
    """The connected accounts that the actor may see."""
    mine = Account.objects.filter(workspace__in=access.workspaces(actor), disconnected_at=None)
    return list(mine.select_related("workspace").order_by("workspace__name", "network", "handle"))


def of_workspace(actor: Actor, workspace: Workspace) -> list[Account]:
    """The connected accounts of one workspace."""
    access.need(actor, workspace)
    mine = Account.objects.filter(workspace=workspace, disconnected_at=None).select_related("workspace")
    return list(mine.order_by("network", "handle"))


def can_publish(actor: Actor, workspace: Workspace) -> list[Account]:
    """Those that a draft can be written for."""
    return [one for one in of_workspace(actor, workspace) if "publish" not in NETWORKS[one.network].facts.cannot]


def find(actor: Actor, name: str) -> Account:
    """An account by number, handle or network:handle; errors name the ones there are."""
    mine = of_workspaces(actor)
    found = [a for a in mine if meant(name, a.network, str(a.pk), a.handle, a.remote_id)]
    names = ", ".join(f"{a.network}:{a.handle}" for a in mine) or "none yet; connect one with: slipguard connect"
    if not found:
        raise NotFound(f"There is no connected account “{name}”.", f"Connected: {names}.")
    if len(found) > 1:
        raise BadInput(f"“{name}” is on several networks.", f"Say which: {names}.")
    return found[0]


def speaks_as(handle: str) -> str:
    """The name under which one client's accounts share a voice: a handle's first part."""
    return re.split(r"[.@]", handle.lstrip("@"), maxsplit=1)[0].lower() or handle


def refused(failure: NetworkFailure) -> SlipguardError:
    """A network's refusal while connecting, with what to do next."""
    next_steps = {
        "token": "Check the name and the password or token; for Bluesky make an app password.",
        "network": "Check the server's address, and try again in a moment.",
        "permission": "Give the token the permissions that the connect page lists, then try again.",
        "quota": "The network asks to wait. Try again in some minutes.",
    }
    return BadInput(failure.says, next_steps.get(str(failure.reason), "Correct it and try again."))


def _let_go(actor: Actor, network_name: str, me: Identity) -> None:
    """Whoever was taken off an account's workspace does not link it again, here or in a workspace of their own.

    A member again was invited again: that undoes it.
    """
    held = Account.objects.filter(network=network_name, remote_id=me.remote_id).values("workspace")
    off = TakenOff.objects.filter(person=actor.person, workspace__in=held)
    if off.exclude(workspace__memberships__person=actor.person).exists():
        raise NotAllowed(
            f"You were taken off @{me.handle}, so you cannot connect it.",
            "Whoever manages it can invite you again.",
        )


def declared_as_own() -> list[tuple[str, str]]:
    """(network, name) of every account that somebody declared as personal; the name is a handle or a remote id."""
    every = PersonalAccount.objects.values_list("network", "handle", "remote_id")
    return [(network_name, name) for network_name, *names in every for name in names if name]


def _object(workspace: Workspace, network_name: str, me: Identity, typed: str) -> SeparationException | None:
    """Conflict where something objects; otherwise the exception that the link needs, if it needs one.

    A refusal for a personal account carries `personal=<handle>`: faces offer the exception there.
    """
    exception = exceptions.for_identity(workspace.pk, network_name, me.handle, me.remote_id)
    holder = Account.objects.filter(
        network=network_name, remote_id=me.remote_id, disconnected_at=None
    ).select_related("workspace").first()
    link = Link(
        network=network_name,
        remote_id=me.remote_id,
        handle=me.handle,
        typed=typed,
        held_by=holder.workspace.name if holder else None,
        held_here=holder is not None and holder.workspace_id == workspace.pk,
        personal=declared_as_own(),
        excepted=exception is not None,
    )
    problem = objection(link)
    if problem is not None:
        personal = is_personal(link) and objection(replace(link, excepted=True)) is None
        raise Conflict(*problem, **({"personal": me.handle} if personal else {}))
    return exception if is_personal(link) else None
