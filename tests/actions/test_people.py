"""One act takes a person off everything: on every device, at the networks, and never the last owner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from slipguard.actions import access, accounts, apologies, incidents, people, sending, tokens
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound, NotReady, SlipguardError
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.storage import incidents as records
from slipguard.storage import posts
from slipguard.storage.accounts import keep_secret, secret_of
from slipguard.storage.models import (
    Account,
    AlarmLink,
    AuditEntry,
    Credential,
    Draft,
    Incident,
    Membership,
    Person,
    TakenOff,
    Workspace,
)
from slipguard.workflows import leaving
from slipguard.workflows.alarm import make_link
from tests.servers.mastodon import Behaviour, MastodonServer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def space(owner: Actor) -> Workspace:
    """The owner's workspace."""
    return Workspace.objects.get(slug="first")


@pytest.fixture
def sam(space: Workspace) -> Actor:
    """A manager who connects accounts."""
    return joined("sam@example.org", space, "manager")


@pytest.fixture
def account(sam: Actor, space: Workspace, world: World) -> Account:
    """An account that Sam has connected."""
    return accounts.connect(sam, space, "practice", {"handle": "umparking"})


def joined(email: str, space: Workspace, role: str) -> Actor:
    """Somebody with a role."""
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, "a long quiet password")
    Membership.objects.create(person=person, workspace=space, role=role)
    return Actor(person, "web")


def person(actor: Actor) -> Person:
    """Who it is, not None."""
    assert actor.person is not None
    return actor.person


def alarm_on(account: Account, state: str = "alert") -> Incident:
    """An incident that is open."""
    row, _ = posts.note(account, Post("so done with this", ref="practice/@umparking/9"), timezone.now(), live=True)
    data = {"ref": row.ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": state}
    return records.open_once(account, row.ref, timezone.now(), data)


def gone(incident: Incident) -> None:
    """The post is proven gone."""
    records.append(incident, "gone", "gone", timezone.now(), {"ref": incident.ref, "checks": 1})


def device(actor: Actor) -> Client:
    """A signed-in browser."""
    made = Client(SERVER_NAME="localhost")
    made.force_login(person(actor), backend=BACKEND)
    return made


def test_everything_ends_at_once(
    owner: Actor, sam: Actor, account: Account, space: Workspace, world: World
) -> None:
    """Sessions on two devices, tokens, links, waiting drafts and the network sign-in; colleagues notice nothing."""
    phone, laptop, colleague = device(sam), device(sam), device(owner)
    token, secret = tokens.issue(sam, "calendar"), secret_of(account.pk)
    waiting = Draft.objects.create(account=account, author=sam.person, text="soon", state="waiting",
                                   due_at=timezone.now() + timedelta(seconds=60))
    other = Draft.objects.create(account=account, author=owner.person, text="mine", state="waiting")
    incident = alarm_on(account)
    gone(incident)
    make_link(incident)
    assert phone.get("/w/first/").status_code == 200
    off = people.take_off(owner, space, person(sam), about=[incident.pk])
    assert (off.accounts, off.tokens, off.links, off.held) == (1, 1, 1, 1)
    for browser in (phone, laptop):
        assert browser.get("/w/first/").status_code == 302
    assert colleague.get("/w/first/").status_code == 200
    assert tokens.whose(token) is None
    assert AlarmLink.objects.get().expires_at <= timezone.now()
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.state, other.state) == ("held", "waiting")
    with pytest.raises(NotFound):
        access.need(sam, space)
    account.refresh_from_db()
    assert not Credential.objects.filter(account=account).exists()
    assert "olivia@example.org, or another manager" in account.reconnect and "sam@" not in account.reconnect
    assert world.owner(secret["token"]) is None
    assert off.signed_out[0].done and "Revoked" in off.signed_out[0].says


def test_the_record_and_the_report_say_so_without_a_name(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """The client reads that a person was taken off; the audit log knows whom."""
    incident = alarm_on(account)
    gone(incident)
    people.take_off(owner, space, person(sam), about=[incident.pk])
    report = str(incidents.report(owner, incident.pk))
    assert "one person was taken off 1 account;" in report and "sam@example.org" not in report
    told = incidents.report(owner, incident.pk, "json")
    assert isinstance(told, dict) and told["taken_off"][0]["accounts"] == 1
    assert "sam@example.org" not in str(told)
    entry = AuditEntry.objects.get(did="took a person off")
    assert "sam@example.org" in entry.what and entry.workspace == space.name
    assert apologies.facts(incident).removed_access


def test_whoever_was_taken_off_does_not_link_it_again(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """Neither here nor in a workspace of their own, until they are invited again; others connect it at once."""
    from slipguard.actions import workspaces

    own = workspaces.create(sam, "Sam's own")
    people.take_off(owner, space, person(sam))
    accounts.disconnect(owner, account.pk)
    with pytest.raises(NotAllowed, match="taken off @umparking"):
        accounts.connect(sam, own, "practice", {"handle": "umparking"})
    again = accounts.connect(owner, space, "practice", {"handle": "umparking"})
    assert again.connected_by == owner.person and again.reconnect == ""
    accounts.disconnect(owner, again.pk)
    Membership.objects.create(person=person(sam), workspace=space, role="author")  # the deliberate other act
    assert accounts.connect(sam, own, "practice", {"handle": "umparking"}).connected_by == sam.person


def test_reconnecting_gives_the_account_its_sign_in_back(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """The same account, with everything that was learnt; nothing waits to be ended any more."""
    people.take_off(owner, space, person(sam))
    again = accounts.connect(owner, space, "practice", {"handle": "umparking"})
    assert again.pk == account.pk and again.sign_out_at is None and not again.reconnect
    assert leaving.round_of_endings() == 0 and Credential.objects.filter(account=again).exists()


def test_the_last_owner_stays(owner: Actor, sam: Actor, space: Workspace) -> None:
    """Not by a manager, not by themselves, and of two who take each other off at once one stays."""
    with pytest.raises(NotAllowed):
        people.take_off(sam, space, person(owner))
    with pytest.raises(Conflict, match="yourself"):
        people.take_off(owner, space, person(owner))
    second = joined("second@example.org", space, "owner")

    def strike(who: Actor, whom: Actor) -> bool:
        try:
            people.take_off(who, space, person(whom))
        except SlipguardError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(strike, (owner, second), (second, owner)))
    assert done.count(True) == 1
    assert Membership.objects.filter(workspace=space, role="owner").count() == 1


@pytest.mark.parametrize("role", ["author", "approver", "on-call"])
def test_only_managers_take_people_off(role: str, sam: Actor, space: Workspace) -> None:
    """A lower role is refused, a stranger does not even learn that the workspace exists."""
    low = joined("low@example.org", space, role)
    with pytest.raises(NotAllowed):
        people.take_off(low, space, person(sam))
    stranger = Actor(Person.objects.create_user("mallory@example.org", "x" * 12), "web")
    with pytest.raises(NotFound):
        people.take_off(stranger, space, person(sam))
    assert Membership.objects.filter(person=person(sam)).exists()


def test_everywhere_means_where_the_actor_owns(owner: Actor, sam: Actor, space: Workspace) -> None:
    """All workspaces of the actor's, and no one else's; a manager cannot reach that far."""
    from slipguard.actions import workspaces

    second, foreign = workspaces.create(owner, "Second"), workspaces.create(sam, "Sam's own")
    Membership.objects.create(person=person(sam), workspace=second, role="author")
    third = joined("third@example.org", space, "author")
    with pytest.raises(NotAllowed):
        people.take_off(sam, space, person(third), everywhere=True)
    off = people.take_off(owner, space, person(sam), everywhere=True)
    assert [space.name for space in off.workspaces] == ["My first client", "Second"]
    assert [m.workspace for m in Membership.objects.filter(person=person(sam))] == [foreign]
    assert TakenOff.objects.count() == 2


def test_a_recall_keeps_its_sign_in_until_the_post_is_gone(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """Delete beats everything: the revocation waits, says so, and is done by the next round."""
    incident = alarm_on(account)
    off = people.take_off(owner, space, person(sam), about=[incident.pk])
    assert not off.signed_out[0].done and "recall needs it" in off.signed_out[0].says
    assert Credential.objects.filter(account=account).exists()
    assert leaving.round_of_endings() == 0
    gone(incident)
    assert leaving.round_of_endings() == 1
    assert not Credential.objects.filter(account=account).exists()
    assert leaving.round_of_endings() == 0


def test_a_network_that_does_not_answer_is_asked_again(owner: Actor, sam: Actor, space: Workspace) -> None:
    """A Mastodon token made by hand is said to be left; a silent server is asked for a day, then said to be left."""
    with MastodonServer(Behaviour(quota=100_000)) as server:
        someone = server.person()
        form = {"server": server.url, "token": someone.token}
        account = accounts.connect(sam, space, "mastodon", form)
        keep_secret(account.pk)({**secret_of(account.pk), "client_id": "x", "client_secret": "y"})
        server.fault("reset", method="POST", times=50)
        off = people.take_off(owner, space, person(sam))
        assert not off.signed_out[0].done and "asks again" in off.signed_out[0].says
        now = timezone.now()
        assert leaving.round_of_endings(now + timedelta(seconds=5)) == 0
        assert Credential.objects.filter(account=account).exists()
        assert leaving.round_of_endings(now + timedelta(hours=25)) == 1
        assert not Credential.objects.filter(account=account).exists()


def test_a_held_draft_needs_the_typed_name(owner: Actor, sam: Actor, account: Account, space: Workspace) -> None:
    """What was on its way when its author left goes out by nobody's single click."""
    draft = Draft.objects.create(account=account, author=sam.person, text="soon", state="waiting")
    people.take_off(owner, space, person(sam))
    with pytest.raises(SlipguardError):
        sending.confirm(owner, draft.pk, "yes")
    draft.refresh_from_db()
    assert draft.state == "held" and "taken off" in draft.says


def test_what_was_planned_is_held_and_keeps_its_moment(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """Their posts on the calendar, and a colleague's that they wrote last; after the typed name it is planned again."""
    at = timezone.now() + timedelta(days=2)
    theirs = Draft.objects.create(account=account, author=sam.person, text="in two days", state="scheduled",
                                  planned_at=at, due_at=at)
    edited = Draft.objects.create(account=account, author=owner.person, editor=sam.person, text="theirs by now",
                                  state="scheduled", planned_at=at, due_at=at)
    mine = Draft.objects.create(account=account, author=owner.person, editor=owner.person, text="mine",
                                state="scheduled", planned_at=at, due_at=at)
    asked = Draft.objects.create(account=account, author=sam.person, text="read me", state="approval")
    assert people.take_off(owner, space, person(sam)).held == 2
    states = [Draft.objects.get(pk=one.pk).state for one in (theirs, edited, mine, asked)]
    assert states == ["held", "held", "scheduled", "approval"]
    with pytest.raises(NotReady):  # no engine runs here; the row is what counts
        sending.confirm(owner, theirs.pk, account.handle)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.planned_at, theirs.due_at) == ("scheduled", at, at)


def test_an_account_watched_by_hand_has_no_sign_in_to_end(
    owner: Actor, sam: Actor, account: Account, space: Workspace
) -> None:
    """Nobody is asked who connected it, and it is watched as before."""
    page = accounts.connect(sam, space, "linkedin", {"handle": "umparking", "url": ""})
    off = people.take_off(owner, space, person(sam))
    assert off.unknown == [] and [one.account for one in off.signed_out] == [account]
    page.refresh_from_db()
    assert (page.reconnect, page.sign_out_at) == ("", None) and Credential.objects.filter(account=page).exists()


def test_whoever_runs_the_server_gives_a_new_password(owner: Actor, space: Workspace, sam: Actor) -> None:
    """For a server without mail: it signs in, every older sign-in ends, and only the command line can do it."""
    assert owner.person is not None and sam.person is not None
    client = Client(SERVER_NAME="localhost")
    client.force_login(sam.person, backend=BACKEND)
    shell = Actor(owner.person, "command line")
    for wrong, actor, words in ((NotAllowed, Actor(owner.person, "web"), "a new and quiet password"),
                                (BadInput, shell, "short")):
        with pytest.raises(wrong):
            people.give_password(actor, space, sam.person, words)
    assert client.get("/me").status_code == 200
    people.give_password(shell, space, Person.objects.get(pk=sam.person.pk), "a new and quiet password")
    assert Person.objects.get(pk=sam.person.pk).check_password("a new and quiet password")
    assert client.get("/me").status_code == 302
    assert AuditEntry.objects.filter(did="gave a new password", what="sam@example.org").exists()
