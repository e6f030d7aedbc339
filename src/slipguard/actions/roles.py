"""Who works in a workspace, and as what. Nobody raises anybody above themselves, and an owner always stays."""

from __future__ import annotations

from django.db import transaction

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound
from slipguard.storage.models import Membership, Role, Workspace

MEANS = {
    Role.AUTHOR: "writes, checks and sends; takes posts back",
    Role.APPROVER: "also approves what others wrote, and publishes apologies",
    Role.ON_CALL: "also answers alarms to the end: puts back, closes",
    Role.MANAGER: "also connects accounts, sets policies, invites people",
    Role.OWNER: "also turns automatic recall on, and makes other owners",
}


def of_workspace(actor: Actor, workspace: Workspace) -> list[Membership]:
    """Everybody here, owners first."""
    access.need(actor, workspace)
    found = Membership.objects.filter(workspace=workspace).select_related("person", "workspace")
    return sorted(found, key=lambda m: (-list(Role).index(Role(m.role)), str(m.person).lower()))


def grantable(actor: Actor, workspace: Workspace) -> list[Role]:
    """The roles that this actor may give: none above their own, and none below manager gives any."""
    have = access.role_of(actor, workspace)
    if not have or not access.reaches(have, acts.MANAGE_PEOPLE):
        return []
    return [role for role in Role if access.reaches(have, role)]


def may_change(actor: Actor, member: Membership) -> bool:
    """Somebody else's role, where it is none above the actor's own."""
    if actor.person is not None and member.person_id == actor.person.pk:
        return False
    return Role(member.role) in grantable(actor, member.workspace)


def grant(actor: Actor, workspace: Workspace, person_id: int, role: str) -> Membership:
    """Give a member another role."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    access.sure(actor, "to change a role")
    wanted = role_named(role)
    with transaction.atomic():
        rows = Membership.objects.select_for_update().filter(workspace=workspace).select_related("person")
        member = next((row for row in rows if row.person_id == person_id), None)
        if member is None:
            raise NotFound("There is no such person in this workspace.", "Look at the list of people.")
        within_reach(actor, workspace, wanted)
        if not access.reaches(access.role_of(actor, workspace), member.role):
            raise NotAllowed(f"{member.person} has a higher role than you.", "Ask an owner.")
        owners = [row for row in rows if row.role == Role.OWNER]
        if member.role == Role.OWNER and wanted != Role.OWNER and len(owners) == 1:
            raise Conflict("A workspace keeps at least one owner.", "Make somebody else an owner first.")
        before, member.role = member.role, wanted
        member.save(update_fields=["role"])
    access.log(actor, workspace, "changed a role", f"{member.person}: {before} -> {wanted}")
    return member


def within_reach(actor: Actor, workspace: Workspace, wanted: str) -> None:
    """NotAllowed where this role is above the actor's own."""
    if not access.reaches(access.role_of(actor, workspace), wanted):
        raise NotAllowed("Nobody can give a role above their own.", "Ask an owner of the workspace.")


def role_named(role: str) -> Role:
    """BadInput names the roles that there are."""
    try:
        return Role(role.strip().lower())
    except ValueError:
        raise BadInput(f"There is no role “{role}”.", f"There are: {', '.join(Role.values)}.") from None
