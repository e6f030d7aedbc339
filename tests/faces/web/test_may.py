"""Each person sees what they may do, and whom to ask for the rest. The answer comes from actions/acts.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from slipguard.actions import acts
from slipguard.actions.access import Actor
from slipguard.storage.models import Account, Incident, Membership, Person, Role, Workspace
from tests.faces.web.test_after import gone_on, second

WEB = Path(acts.__file__).parents[1] / "web"
# a query (allauth's own sessions excepted), or anything of storage but its types, its constants and the bell
READS = (r"\.objects\.(?!create_from_request|filter\(user=)"
         r"|from slipguard\.storage(?!\.models import| import news$|\.\w+ import [A-Z_, ]+$)[^\n]*")
# page -> what only some may press there
GUARDED = {
    "/w/first/": ['href="/w/first/connect"'],
    "/w/first/accounts": ['href="/w/first/connect"'],
    "/w/first/connect": ['href="/w/first/connect/bluesky"'],
    "/w/first/settings": ['action="/w/first/channels', 'action="/w/first/settings/mourning', 'name="signer"',
                          'name="words"', 'name="zone"'],
    "/w/first/on-call": [">Keep<"],
    "/w/first/people": ['action="/w/first/people/take-off"'],
    "/w/first/roles": ['action="/w/first/invitations"', 'action="/w/first/client-links"', "/roles/"],
    "/w/first/exceptions": ['name="reason"'],
    "/w/first/backtest": ['action="/w/first/backtest/begin"'],
    "/w/first/history": ["posts.csv", "/history/deeds"],
    "/accounts/{account}": ["/mode", "/policy", "/approval", "/learn", "/archive", "/test-delete", "/disconnect"],
    "/incidents/{case}": ['value="approve"', "/put-back", "/close", "/intrusion", "/people/take-off"],
}
SILENT = ("/w/first/", "/w/first/accounts", "/w/first/history")  # a link is missed by nobody there


@pytest.fixture
def case(account: Account, first: Workspace) -> Incident:
    """Proven gone; and a colleague is there, who could be taken off."""
    second(first, "author")
    return gone_on(account)


@pytest.mark.parametrize("page", GUARDED)
def test_what_only_some_may_press_is_drawn_for_them_alone(
    client: Client, person: Person, first: Workspace, account: Account, case: Incident, page: str
) -> None:
    """The owner has every one of these controls; an author has none of them, and reads whom to ask."""
    address = page.format(account=account.pk, case=case.pk)
    shown = client.get(address).content.decode()
    assert [one for one in GUARDED[page] if one not in shown] == []
    author = Client(SERVER_NAME="localhost")
    author.force_login(Person.objects.get(email="sam@example.org"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    author.post("/w/first/enter")
    shown = author.get(address).content.decode()
    assert [one for one in GUARDED[page] if one in shown] == []
    if page not in SILENT:
        assert re.search(r"a manager or an owner: [^<]*olivia@example\.org", shown)


def test_an_author_hands_the_words_over(client: Client, person: Person, case: Incident) -> None:
    """Whoever may not publish puts the words on the record; too long or empty keeps them on the page."""
    Membership.objects.filter(person=person).update(role="author")
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Somebody else publishes it." in page and "Put the words on the record" in page
    answer = client.post(f"/incidents/{case.pk}/apology", {"do": "hand over", "text": "We are sorry. " * 400})
    assert answer.status_code == 422 and "longer than a note" in answer.content.decode()
    assert "We are sorry. We are sorry." in answer.content.decode()
    client.post(f"/incidents/{case.pk}/apology", {"do": "hand over", "text": "We deleted it. We are sorry."})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Suggested words for the answer: We deleted it. We are sorry." in page


@pytest.mark.parametrize("role", Role)
def test_the_table_goes_up_with_the_roles(person: Person, first: Workspace, role: Role) -> None:
    """A role may do what those before it may, a stranger nothing; the names are of those who may."""
    Membership.objects.filter(person=person).update(role=role)
    mine = acts.may(Actor(person, "web"), first)
    order = list(Role)
    assert mine == {act: order.index(role) >= order.index(least) for act, least in acts.NEEDS.items()}
    assert not any(acts.of_role("").values())
    assert ("olivia@example.org" in acts.who("automate", first)) == (role == Role.OWNER)


def test_pages_ask_the_actions() -> None:
    """No template knows a role by its name or an act that is not in the table; no view asks the tables itself."""
    known, wrong = {*acts.NEEDS}, []
    for page in WEB.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"\bmay\.(\w+)", text) + re.findall(r"who_may \"(\w+)\"", text)
        wrong += [f"{page.name}: {act}" for act in named if act not in known]
        wrong += [f"{page.name}: {found}" for found in re.findall(r"[^.\w]role (?:==|!=|in|not in) \"[^%]*", text)]
    for file in WEB.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        wrong += [f"{file.name}: {found}" for found in re.findall(READS, text, re.MULTILINE)]
    assert wrong == []
