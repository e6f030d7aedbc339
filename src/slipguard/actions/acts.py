"""Which role an act needs: the verbs ask this table, and so does every page before it draws a button for one.

Each name is the least role that may do it. What is not here needs no more than a role in the workspace: to write,
to take back, to say that a post was fine, to pause.
"""

from __future__ import annotations

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.storage.models import Membership, Role, Workspace

APPROVE = Role.APPROVER  # says yes to what a colleague wrote
APOLOGISE = Role.APPROVER  # says yes to the words after a delete, and publishes them
PUT_BACK = Role.ON_CALL
CLOSE = Role.ON_CALL
OVERRIDE = Role.MANAGER  # publishes an apology that the linter stops
NOTE_INTRUSION = Role.MANAGER
CONNECT = Role.MANAGER  # and disconnect, and prove the delete with a post of its own
LEARN = Role.MANAGER  # reads a history or an archive into a voice
SET_POLICY = Role.MANAGER  # trial and tell, budgets, approval by a second person
AUTOMATE = Role.OWNER
BACKTEST = Role.MANAGER
SET_UP = Role.MANAGER  # a workspace's name, clock, words, days, channels, who is on call
MANAGE_PEOPLE = Role.MANAGER  # roles, invitations, clients' links, taking somebody off
OWN_PEOPLE = Role.OWNER  # the same to an owner, and off every workspace at once
EXCEPT = Role.MANAGER  # a personal account beside a client's
RESUME = Role.MANAGER
EXPORT = Role.MANAGER
READ_DEEDS = Role.MANAGER

NEEDS = {name.lower(): role for name, role in list(globals().items()) if isinstance(role, Role)}
WHO = {Role.APPROVER: "an approver, somebody on call, a manager or an owner",
       Role.ON_CALL: "somebody on call, a manager or an owner",
       Role.MANAGER: "a manager or an owner", Role.OWNER: "an owner"}


def may(actor: Actor, workspace: Workspace) -> dict[str, bool]:
    """Act (as in NEEDS) -> is it theirs? Nothing is, behind a wall."""
    return of_role(access.role_of(actor, workspace))


def of_role(have: str) -> dict[str, bool]:
    """The same for a role; "" may nothing."""
    return {act: bool(have) and access.reaches(have, role) for act, role in NEEDS.items()}


def who(act: str, workspace: Workspace, most: int = 3) -> str:
    """Whom to ask, in words: “a manager or an owner: Mia Lindqvist, olivia@example.org”."""
    role = NEEDS[act]
    able = [one for one in Role if access.reaches(one, role)]
    found = Membership.objects.filter(workspace=workspace, role__in=able, person__is_active=True)
    names = [str(member.person) for member in found.select_related("person").order_by("person__email")]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{WHO[role]}: {', '.join(names[:most])}{more}" if names else WHO[role]
