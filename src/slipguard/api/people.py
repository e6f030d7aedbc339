"""People of a workspace, and taking somebody off everything."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from slipguard.actions import people, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()


class MemberOut(Schema):
    """Somebody with a role; `connected` are the accounts whose sign-in at the network is theirs."""

    id: int
    email: str
    role: str
    connected: list[str]
    last_owner: bool


class TakeOffIn(Schema):
    """`everywhere`: off all workspaces that you own. `incidents`: whose records shall say so, without the name."""

    everywhere: bool = False
    incidents: list[int] = Field(default_factory=list)


class SignedOutOut(Schema):
    """What became of the sign-in of one account; ended is false while it has to wait."""

    account: str
    network: str
    ended: bool
    says: str


class OffOut(Schema):
    """What taking the person off did; `says` is the same in sentences."""

    accounts: int
    tokens: int
    links: int
    drafts_held: int
    signed_out: list[SignedOutOut]
    says: list[str]


@router.get("/{slug}/people", response={200: list[MemberOut], **PROBLEMS})
def list_people(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Who has a role in this workspace."""
    me = actor(request)
    found = people.of_workspace(me, workspaces.by_slug(me, slug))
    return Status(200, [member.plain() for member in found])


@router.post("/{slug}/people/{number}/take-off", response={200: OffOut, **PROBLEMS})
def take_off(request: HttpRequest, slug: str, number: int, body: TakeOffIn):  # type: ignore[no-untyped-def]
    """Memberships, sign-ins, tokens, links and network sign-ins of this person end at once."""
    me = actor(request)
    space = workspaces.by_slug(me, slug)
    off = people.take_off(me, space, people.find(me, space, str(number)), body.everywhere, body.incidents)
    return Status(200, off.plain())
