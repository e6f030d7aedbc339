"""slipguard exception, slipguard invite, slipguard role: keeping apart, and who works where."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

exception = typer.Typer(
    no_args_is_help=True, help="A personal account beside a client's, when it cannot be avoided: two people, one end."
)
Where = Annotated[str, typer.Option(help="Short name of the workspace.")]
Number = Annotated[int, typer.Argument(help="Its number: slipguard exception list")]


@exception.command("list")
@failing
def list_exceptions(workspace: Where = "first", as_json: Json = False) -> None:
    """List a workspace's exceptions."""
    actor = me()
    from slipguard.actions import exceptions, workspaces

    found = exceptions.of_workspace(actor, workspaces.by_slug(actor, workspace))
    rows = [[str(e.pk), f"{e.network}:{e.handle}", f"{e.ends_at:%Y-%m-%d}",
             e.ended_how or ("approved" if e.approved_at else "waits for a second person"), e.reason] for e in found]
    data = [{"id": e.pk, "network": e.network, "handle": e.handle, "ends_at": e.ends_at, "approved_at": e.approved_at,
             "ended_at": e.ended_at, "reason": e.reason} for e in found]
    answer(data, table(["no.", "account", "last day", "state", "reason"], rows), as_json)


@exception.command("ask")
@failing
def ask(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon, x or practice.")],
    handle: Annotated[str, typer.Argument(help="The declared personal account.")],
    reason: Annotated[str, typer.Option(help="Why it cannot be avoided, in a sentence.")],
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD; at most 30 days from now.")],
    workspace: Where = "first",
    as_json: Json = False,
) -> None:
    """Ask another manager or owner for an exception."""
    actor = me()
    from slipguard.actions import exceptions, workspaces

    made = exceptions.ask(actor, workspaces.by_slug(actor, workspace), network, handle, reason, until)
    answer({"id": made.pk}, f"Asked (no. {made.pk}). Another manager or owner approves it on the web.", as_json)


@exception.command("approve")
@failing
def approve(number: Number, as_json: Json = False) -> None:
    """Approve what somebody else asked for."""
    actor = me()
    from slipguard.actions import exceptions

    found = exceptions.approve(actor, number)
    answer({"id": found.pk, "approved_at": found.approved_at}, f"Approved until {found.ends_at:%Y-%m-%d}.", as_json)


@exception.command("end")
@failing
def end(number: Number, as_json: Json = False) -> None:
    """End an exception now; its account is disconnected."""
    actor = me()
    from slipguard.actions import exceptions

    found = exceptions.end(actor, number)
    answer({"id": found.pk, "ended_at": found.ended_at}, f"Ended. @{found.handle} is not connected here.", as_json)


def invite(
    email: Annotated[str, typer.Argument(help="Whom.")],
    role: Annotated[str, typer.Option(help="author, approver, on-call, manager or owner.")] = "author",
    workspace: Where = "first",
    as_json: Json = False,
) -> None:
    """Invite somebody to a workspace; prints the link, which works once."""
    actor = me()
    from slipguard.actions import invitations, workspaces

    made = invitations.invite(actor, workspaces.by_slug(actor, workspace), email, role)
    how = "It was mailed, too." if made.invitation.mail == invitations.SENT else made.invitation.mail
    until = made.invitation.expires_at
    words = f"{made.link}\nWorks once, until {until:%Y-%m-%d %H:%M} UTC.\n{how}".strip()
    answer({"link": made.link, "mail": made.invitation.mail, "expires_at": until}, words, as_json)


def role(
    email: Annotated[str, typer.Argument(help="Whose.")],
    role: Annotated[str, typer.Argument(help="author, approver, on-call, manager or owner.")],
    workspace: Where = "first",
    as_json: Json = False,
) -> None:
    """Give a member of a workspace another role."""
    actor = me()
    from slipguard.actions import roles, workspaces
    from slipguard.core.errors import NotFound

    space = workspaces.by_slug(actor, workspace)
    members = roles.of_workspace(actor, space)
    found = next((m for m in members if m.person.email.lower() == email.strip().lower()), None)
    if found is None:
        raise NotFound(f"{email} is not in {space.name}.", f"There are: {', '.join(m.person.email for m in members)}.")
    changed = roles.grant(actor, space, found.person_id, role)
    answer({"email": changed.person.email, "role": changed.role}, f"{changed.person} is {changed.role} now.", as_json)
