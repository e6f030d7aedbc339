"""Who acts, through which face, and how far their role reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from slipguard.core.errors import ConfirmFirst, Elsewhere, NotAllowed, NotFound
from slipguard.storage.models import Account, AuditEntry, Membership, Person, Role, Workspace

T = TypeVar("T")
M = TypeVar("M", bound=Model)
_ORDER = [Role.AUTHOR, Role.APPROVER, Role.ON_CALL, Role.MANAGER, Role.OWNER]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or an alarm's link (person None), at one of the faces."""

    person: Person | None
    through: str  # "web", "api", "command line", "link", "slipguard"
    link_workspace: int | None = None  # what a link may touch
    inside: int | None = None  # a browser session's workspace, 0 for none; None: this face has no such thing
    fresh: bool = True  # proved who they are a moment ago; only a browser can be stale

    @property
    def name(self) -> str:
        if self.person is None:
            return "Slipguard" if self.through == "slipguard" else "Somebody with the alarm's link"
        return str(self.person)


def need(actor: Actor, workspace: Workspace, role: Role = Role.AUTHOR) -> None:
    """NotFound behind a wall, NotAllowed above a role, Elsewhere where the session is in another workspace.

    A link reaches as far as on-call does.
    """
    if actor.person is None:
        have: str | None = Role.ON_CALL if actor.link_workspace == workspace.pk else None
    else:
        roles = Membership.objects.filter(person=actor.person, workspace=workspace).values_list("role", flat=True)
        have = next(iter(roles[:1]), None)  # the role alone: every look of every open page asks
    if have is None:
        raise NotFound("There is no such workspace.", "Look at the list of your workspaces.")
    if actor.inside is not None and actor.inside != workspace.pk:
        raise Elsewhere(f"This belongs to {workspace.name}.", "Switch to it first, deliberately.", workspace=workspace)
    if _ORDER.index(Role(have)) < _ORDER.index(role):
        raise NotAllowed(
            f"This needs the role {role.label.lower()}; yours is {have}.",
            "Ask a manager or owner of the workspace.",
        )


def sure(actor: Actor, what: str) -> None:
    """ConfirmFirst where the sign-in is too old for this: an open laptop must not be enough. `what`: "to …"."""
    if not actor.fresh:
        raise ConfirmFirst(f"Confirm that it is you {what}.", "Sign in again in this browser, then repeat it.")


def reaches(have: str, role: str) -> bool:
    """May somebody with the role `have` do what `role` may?"""
    return _ORDER.index(Role(have)) >= _ORDER.index(Role(role))


def account(actor: Actor, number: int, role: Role = Role.AUTHOR) -> Account:
    """A connected account that this actor may touch."""
    missing = NotFound("There is no such account.", "Look at the list: slipguard accounts")
    return numbered(actor, Account.objects.all(), number, missing, role)


def behind_wall(actor: Actor, thing: T | None, space: Workspace | None, missing: NotFound, role: Role) -> T:
    """The thing, where it exists and its workspace is one of the actor's; `missing` in both other cases.

    Whether something exists behind somebody else's wall must not be told.
    """
    if thing is None or space is None:
        raise missing
    try:
        need(actor, space, role)
    except NotFound:
        raise missing from None
    return thing


def numbered(actor: Actor, rows: QuerySet[M], number: int, missing: NotFound, role: Role = Role.AUTHOR) -> M:
    """The row with this number, where its `workspace` is one of the actor's; `missing` in every other case."""
    found = rows.select_related("workspace").filter(pk=number).first()
    return behind_wall(actor, found, getattr(found, "workspace", None), missing, role)


def workspaces(actor: Actor) -> list[Workspace]:
    """Everything this person may see."""
    if actor.person is None:
        return list(Workspace.objects.filter(pk=actor.link_workspace or 0))
    return list(Workspace.objects.filter(memberships__person=actor.person).order_by("name"))


def role_of(actor: Actor, workspace: Workspace) -> str:
    """The actor's role there, "" for none."""
    found = Membership.objects.filter(person=actor.person, workspace=workspace).first()
    return found.role if found else ""


def log(actor: Actor, workspace: Workspace | None, did: str, what: str = "") -> None:
    """Who did what, in words that outlive everybody."""
    AuditEntry.objects.create(
        who=actor.name,
        through=actor.through,
        workspace=workspace.name if workspace else "",
        space=workspace.pk if workspace else None,
        did=did,
        what=what[:2000],
    )
