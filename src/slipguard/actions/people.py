"""People of a workspace, and the one act that takes somebody off everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from slipguard.actions import access, acts, incidents
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound
from slipguard.networks import NETWORKS
from slipguard.storage import incidents as records
from slipguard.storage.models import (
    Account,
    AlarmLink,
    ApiToken,
    Draft,
    Incident,
    Membership,
    OnCall,
    Person,
    Role,
    TakenOff,
    Workspace,
)
from slipguard.workflows import engine, leaving
from slipguard.workflows.leaving import Ended


@dataclass(frozen=True, slots=True)
class Member:
    """A person of one workspace, as colleagues see them."""

    person: Person
    role: str
    connected: list[Account] = field(default_factory=list)  # whose sign-ins at the networks are theirs
    last: bool = False  # the only owner

    @property
    def number(self) -> int:
        """How faces name them."""
        return self.person.pk

    def plain(self) -> dict[str, Any]:
        """For the API and the command line."""
        names = [f"{account.network}:{account.handle}" for account in self.connected]
        return {"id": self.number, "email": self.person.email, "role": self.role, "last_owner": self.last,
                "connected": names}


@dataclass(frozen=True, slots=True)
class Off:
    """What taking a person off did. `signed_out`: each account whose sign-in at the network was theirs."""

    person: Person
    workspaces: list[Workspace]
    accounts: int
    tokens: int
    links: int
    held: int
    signed_out: list[Ended] = field(default_factory=list)
    unknown: list[Account] = field(default_factory=list)  # nobody noted who connected these

    def plain(self) -> dict[str, Any]:
        """For the API and the command line."""
        ended = [{"account": one.account.handle, "network": one.account.network, "ended": one.done, "says": one.says}
                 for one in self.signed_out]
        return {"accounts": self.accounts, "tokens": self.tokens, "links": self.links, "drafts_held": self.held,
                "signed_out": ended, "says": told(self)}


def of_workspace(actor: Actor, workspace: Workspace) -> list[Member]:
    """Everybody with a role here, owners first."""
    access.need(actor, workspace)
    found = list(Membership.objects.filter(workspace=workspace).select_related("person").order_by("person__email"))
    owners = sum(one.role == Role.OWNER for one in found)
    theirs: dict[int | None, list[Account]] = {}
    for account in _live([workspace]):
        theirs.setdefault(account.connected_by_id, []).append(account)
    order = list(Role.values)
    members = [
        Member(one.person, one.role, theirs.get(one.person_id, []), one.role == Role.OWNER and owners == 1)
        for one in found
    ]
    return sorted(members, key=lambda member: -order.index(member.role))


def find(actor: Actor, workspace: Workspace, name: str) -> Person:
    """A person of this workspace by number or e-mail address."""
    wanted = name.strip().lower()
    for member in of_workspace(actor, workspace):
        if wanted in (str(member.number), member.person.email.lower()):
            return member.person
    raise NotFound(f"There is nobody “{name}” in {workspace.name}.", "Look at the list: slipguard people list")


def give_password(actor: Actor, workspace: Workspace, person: Person, password: str) -> Person:
    """A new password for somebody who forgot theirs; every sign-in of theirs ends. On the server's own command line
    only: in a browser nobody, owner or not, sets what somebody else signs in with."""
    access.need(actor, workspace, acts.OWN_PEOPLE)
    if actor.through != "command line":
        raise NotAllowed("Nobody sets another person's password here.", "Run on the server: slipguard people password")
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise BadInput(" ".join(problem.messages), "Choose a longer or less common password.") from None
    person.set_password(password)
    person.sign_ins += 1
    person.save(update_fields=["password", "sign_ins"])
    access.log(actor, workspace, "gave a new password", person.email)
    return person


def take_off(
    actor: Actor, workspace: Workspace, person: Person, everywhere: bool = False, about: list[int] | None = None
) -> Off:
    """One act: off every account of the workspace, or of all workspaces that the actor owns.

    Memberships, sign-ins on every device, API tokens, open alarm links, waiting drafts and the network
    sign-ins that they made. `about`: numbers of the incidents whose record shall say so, without a name.
    """
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    if actor.person is not None and actor.person.pk == person.pk:
        raise Conflict("You cannot take yourself off.", "Ask another manager or owner to do it.")
    cases = [incidents.get(actor, number, acts.MANAGE_PEOPLE) for number in about or []]
    spaces = _spaces(actor, workspace, person, everywhere)
    now = timezone.now()
    accounts = _live(spaces)
    with transaction.atomic():
        for space in spaces:
            _remove(actor, space, person)
        TakenOff.objects.bulk_create(
            TakenOff(person=person, workspace=space, at=now, by=actor.name) for space in spaces
        )
        Person.objects.filter(pk=person.pk).update(sign_ins=F("sign_ins") + 1)
        tokens, _ = ApiToken.objects.filter(person=person).delete()
        links = AlarmLink.objects.filter(incident__workspace__in=spaces, used_at=None, expires_at__gt=now)
        ended = links.update(expires_at=now)
        held = _hold(person, spaces)
        theirs = [account for account in accounts if account.connected_by_id == person.pk]
        for account in theirs:
            again = (
                "Its sign-in was made by a person who has been taken off. "
                f"{actor.name}, or another manager of {account.workspace.name}, connects it again."
            )
            Account.objects.filter(pk=account.pk).update(sign_out_at=now, reconnect=again)
            account.sign_out_at, account.reconnect = now, again
        for case in cases:
            data = {"accounts": len(accounts), "by": actor.name}
            records.append(case, f"taken-off:{person.pk}:{now.isoformat()}", "person_taken_off", now, data)
        for space in spaces:
            access.log(actor, space, "took a person off", f"{person.email}: {len(_of(accounts, space))} accounts, "
                       f"{tokens} tokens, {ended} links, {held} drafts held, {len(_of(theirs, space))} sign-ins")
    signed_out = [leaving.end(account, now) for account in theirs]
    unknown = [account for account in accounts
               if account.connected_by_id is None and not NETWORKS[account.network].facts.by_hand]
    return Off(person, spaces, len(accounts), tokens, ended, held, signed_out, unknown)


def told(off: Off) -> list[str]:
    """What was done, in sentences for whoever did it."""
    where = " and ".join(space.name for space in off.workspaces)
    lines = [f"{off.person} is off {_many(off.accounts, 'account')} of {where}, and signed out on every device."]
    done = [(off.tokens, "API token", "ended"), (off.links, "alarm link", "ended"), (off.held, "draft", "held")]
    counted = [f"{_many(number, noun)} {verb}" for number, noun, verb in done if number]
    if counted:
        lines.append(f"{'; '.join(counted)}.")
    for one in off.signed_out:
        again = " Connect it again." if one.done else ""
        lines.append(f"@{one.account.handle} was connected by them. {one.says}{again}")
    if off.unknown:
        names = ", ".join(f"@{account.handle}" for account in off.unknown)
        lines.append(f"Nobody noted who connected {names}. If it was they, disconnect and connect it again.")
    lines.append("The rooms that alarms go to stay as they are: look whether one of them is their phone.")
    return lines


def open_incidents(workspace: Workspace) -> list[Incident]:
    """Those whose record could say that somebody was taken off."""
    return list(Incident.objects.filter(workspace=workspace, closed_at=None).order_by("-opened_at")[:20])


def _spaces(actor: Actor, workspace: Workspace, person: Person, everywhere: bool) -> list[Workspace]:
    if not Membership.objects.filter(person=person, workspace=workspace).exists():
        raise NotFound(f"This person is not in {workspace.name}.", "Look at the list of people.")
    if not everywhere:
        return [workspace]
    if not acts.may(actor, workspace)["own_people"]:
        raise NotAllowed("Only an owner takes somebody off all their workspaces.", "Take them off this one.")
    owned = Membership.objects.filter(person=actor.person, role=Role.OWNER).values("workspace")
    there = Workspace.objects.filter(pk__in=owned, memberships__person=person)
    return list(there.order_by("name"))


def _remove(actor: Actor, space: Workspace, person: Person) -> None:
    Workspace.objects.select_for_update().get(pk=space.pk)  # two owners who take each other off at once
    mine = access.role_of(actor, space)
    membership = Membership.objects.filter(person=person, workspace=space).first()
    if membership is None or not mine:
        raise Conflict("Somebody was faster: the list of people has changed.", "Look at it again.")
    if membership.role == Role.OWNER:
        if mine != Role.OWNER:
            raise NotAllowed(f"{person} owns {space.name}; a manager cannot take them off.", "Ask an owner.")
        if Membership.objects.filter(workspace=space, role=Role.OWNER).count() == 1:
            raise Conflict(f"{person} is the last owner of {space.name}.", "Make somebody else an owner first.")
    membership.delete()
    OnCall.objects.filter(workspace=space, person=person).delete()  # their own channels follow memberships


def _hold(person: Person, spaces: list[Workspace]) -> int:
    """What they sent and is not out yet is held: whoever stays decides, by typing the account's name.

    What is planned keeps its moment for then. What was stopped, or waits for a second person, is somebody's
    decision already, with more questions than being held would ask.
    """
    waiting = Draft.objects.filter(Q(author=person) | Q(editor=person), account__workspace__in=spaces,
                                   state__in=[Draft.State.WAITING, Draft.State.SCHEDULED])
    keys = [draft.key for draft in waiting]
    says = "Held: its author has been taken off the account."
    held = waiting.update(state=Draft.State.HELD, due_at=None, says=says)
    if engine.running():
        for key in keys:
            engine.cancel(key)  # housekeeping: the row already says that it lost
    return held


def _live(spaces: list[Workspace]) -> list[Account]:
    found = Account.objects.filter(workspace__in=spaces, disconnected_at=None)
    return list(found.select_related("workspace", "connected_by").order_by("network", "handle"))


def _of(accounts: list[Account], space: Workspace) -> list[Account]:
    return [account for account in accounts if account.workspace_id == space.pk]


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def sure(ticked: bool) -> None:
    """Faces ask for one more tick than a slip of the thumb: BadInput without it."""
    if not ticked:
        raise BadInput("Nobody was taken off.", "Tick the box that says that you are sure, then press again.")
