"""Who gets in and as what: invitations, roles, and the client's link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from slipguard.actions import client_links, invitations, roles, workspaces
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, ConfirmFirst, Conflict, NotAllowed, NotFound
from slipguard.settings import CONFIG
from slipguard.storage.models import ClientLink, Invitation, Membership, Person, Role, Workspace
from tests.servers.smtp import MailServer

PASSWORD = "another quiet password"


@pytest.fixture
def space(owner: Actor) -> Workspace:
    """The owner's workspace."""
    return Workspace.objects.get(slug="first")


def token(link: str) -> str:
    """The secret part of an invitation's link."""
    return link.rsplit("/", 1)[1]


def member(space: Workspace, email: str, role: str) -> Actor:
    """Somebody else of the workspace."""
    person = Person.objects.create_user(email, PASSWORD)
    Membership.objects.create(person=person, workspace=space, role=role)
    return Actor(person, "web")


# ---- invitations ---------------------------------------------------------------------------------
def test_an_invitation_is_mailed_and_works_once(owner: Actor, space: Workspace, post: MailServer) -> None:
    """The mail holds the link; it makes one person with the invited role, and nothing a second time."""
    made = invitations.invite(owner, space, "Ann@Example.org", "approver")
    assert made.invitation.mail == "sent"
    [mail] = post.messages
    words = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert mail["To"] == "Ann@example.org" and "olivia@example.org invites you" in words
    link = re.search(r"http\S+/join/\S+", words)
    assert link and link[0] == made.link and token(made.link) not in str(Invitation.objects.values())
    ann = invitations.join_new(token(link[0]), PASSWORD, "Ann Field")
    assert Membership.objects.get(person=ann).role == Role.APPROVER and str(ann) == "Ann Field"
    with pytest.raises(NotFound, match="used already"):
        invitations.join_new(token(made.link), PASSWORD)
    with pytest.raises(NotFound, match="used already"):
        invitations.join(token(made.link), ann)
    assert Person.objects.count() == 2


def test_a_mail_that_was_not_taken_is_said_and_the_link_still_works(
    owner: Actor, space: Workspace, post: MailServer
) -> None:
    """Nobody is left without a way in because of a mail server."""
    post.refusing = True
    made = invitations.invite(owner, space, "ann@example.org", "author")
    assert "did not take it" in made.invitation.mail and post.messages == []
    assert invitations.join_new(token(made.link), PASSWORD).email == "ann@example.org"


def test_without_a_mail_server_there_is_the_link(owner: Actor, space: Workspace) -> None:
    """Then it is handed over by hand."""
    made = invitations.invite(owner, space, "ann@example.org", "author")
    assert made.invitation.mail == "" and made.link.startswith(CONFIG.url)


def test_an_invitation_is_for_its_address_only(owner: Actor, space: Workspace) -> None:
    """Somebody else who is signed in cannot take it; the one it is for joins without a new sign-in."""
    made = invitations.invite(owner, space, "ann@example.org", "manager")
    other, ann = Person.objects.create_user("eve@example.org", PASSWORD), Person.objects.create_user("ann@example.org")
    with pytest.raises(NotAllowed, match="This invitation is for"):
        invitations.join(token(made.link), other)
    with pytest.raises(Conflict, match="has a sign-in here"):
        invitations.join_new(token(made.link), PASSWORD)
    assert invitations.join(token(made.link), ann) == space
    assert Membership.objects.get(person=ann).role == Role.MANAGER


def test_old_and_withdrawn_invitations_let_nobody_in(owner: Actor, space: Workspace) -> None:
    """They run out, can be withdrawn, and a newer one for the same address replaces them."""
    first = invitations.invite(owner, space, "ann@example.org", "author")
    second = invitations.invite(owner, space, "ANN@example.org", "author")
    with pytest.raises(NotFound, match="does not work"):
        invitations.look(token(first.link))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound, match="run out"):
        invitations.join_new(token(second.link), PASSWORD)
    third = invitations.invite(owner, space, "ann@example.org", "author")
    invitations.revoke(owner, third.invitation.pk)
    with pytest.raises(NotFound):
        invitations.look(token(third.link))
    assert invitations.waiting(owner, space) == [] and Person.objects.count() == 1


def test_who_may_invite_and_to_what(owner: Actor, space: Workspace) -> None:
    """Managers and owners, never above their own role, and not from a stale browser."""
    mia, ann = member(space, "mia@example.org", Role.MANAGER), member(space, "ann@example.org", Role.APPROVER)
    with pytest.raises(NotAllowed, match="above their own"):
        invitations.invite(mia, space, "x@example.org", "owner")
    with pytest.raises(NotAllowed):
        invitations.invite(ann, space, "x@example.org", "author")
    with pytest.raises(ConfirmFirst):
        invitations.invite(Actor(owner.person, "web", fresh=False), space, "x@example.org", "author")
    for wrong in (("nobody", "author"), ("x@example.org", "king")):
        with pytest.raises(BadInput):
            invitations.invite(owner, space, *wrong)
    with pytest.raises(Conflict, match="already"):
        invitations.invite(owner, space, "MIA@example.org", "author")
    assert not Invitation.objects.exists()


def test_a_number_from_another_workspace_withdraws_nothing(owner: Actor, space: Workspace) -> None:
    """The wall holds for numbers, too."""
    other = Person.objects.create_user("otto@example.org", PASSWORD)
    theirs = workspaces.create(Actor(other, "web"), "Other client")
    made = invitations.invite(Actor(other, "web"), theirs, "x@example.org", "author")
    link, _ = client_links.make(Actor(other, "web"), theirs, "Boss", 9)
    for act in (lambda: invitations.revoke(owner, made.invitation.pk), lambda: client_links.revoke(owner, link.pk)):
        with pytest.raises(NotFound):
            act()
    assert not ClientLink.objects.exclude(revoked_at=None).exists()


# ---- roles ---------------------------------------------------------------------------------------
def test_nobody_raises_above_themselves_and_an_owner_stays(owner: Actor, space: Workspace) -> None:
    """A manager makes no owner and touches none; the last owner cannot step down."""
    mia, ann = member(space, "mia@example.org", Role.MANAGER), member(space, "ann@example.org", Role.AUTHOR)
    assert owner.person and mia.person and ann.person
    assert roles.grant(mia, space, ann.person.pk, "manager").role == Role.MANAGER
    with pytest.raises(NotAllowed, match="above their own"):
        roles.grant(mia, space, ann.person.pk, "owner")
    with pytest.raises(NotAllowed, match="higher role"):
        roles.grant(mia, space, owner.person.pk, "author")
    with pytest.raises(Conflict, match="at least one owner"):
        roles.grant(owner, space, owner.person.pk, "manager")
    roles.grant(owner, space, ann.person.pk, "owner")
    assert roles.grant(owner, space, owner.person.pk, "manager").role == Role.MANAGER
    with pytest.raises(NotFound):
        roles.grant(ann, space, 999_999, "author")
    assert Role.OWNER not in roles.grantable(mia, space)


# ---- the client's link ---------------------------------------------------------------------------
def test_a_clients_link_ends_when_it_should(owner: Actor, space: Workspace) -> None:
    """Forged, withdrawn and over: none of them shows anything; the token itself is kept nowhere."""
    link, address = client_links.make(owner, space, "Ms Okoro", 30)
    secret = address.rstrip("/").rsplit("/", 1)[1]
    assert client_links.look(secret) == link and secret not in str(ClientLink.objects.values())
    for forged in (secret[:-1] + ("A" if secret[-1] != "A" else "B"), "x" + secret, "", "nothing"):
        with pytest.raises(NotFound):
            client_links.look(forged)
    client_links.revoke(owner, link.pk)
    with pytest.raises(NotFound):
        client_links.look(secret)
    ClientLink.objects.update(revoked_at=None, expires_at=timezone.now())
    with pytest.raises(NotFound):
        client_links.look(secret)
    for wrong in (("", 30), ("Ms Okoro", 0), ("Ms Okoro", 400)):
        with pytest.raises(BadInput):
            client_links.make(owner, space, *wrong)
    with pytest.raises(NotAllowed):
        client_links.make(member(space, "ann@example.org", Role.ON_CALL), space, "Ms Okoro", 30)
