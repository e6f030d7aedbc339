"""Nobody is shown a button that refuses them: every form that a role sees is sent, as that role, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.utils import timezone

from slipguard.actions import channels, client_links, exceptions, invitations, learning, pauses
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Draft, Incident, Person, Role, Workspace
from tests.faces.web.conftest import prove
from tests.faces.web.test_after import gone_on, second

PAGES = (
    "/w/", "/start", "/me", "/me/alarms", "/doctor", "/practice",
    *(f"/w/first/{name}" for name in (
        "", "accounts", "compose", "connect", "connect/practice", "settings", "people", "roles", "exceptions",
        "backtest", "history", "drills", "pause", "pause/overdue", "calendar", "drafts", "incidents", "on-call",
        "take-back")),
    "/accounts/{account}", "/drafts/{kept}", "/drafts/{asked}", "/drafts/{held}", "/drafts/{planned}",
    "/incidents/{case}", "/incidents/{open}", "/incidents/{case}/report",
)
ONES_OWN = ("/sign-in/", "/me/sign-out-everywhere", "/w/leave", "/practice/")  # no role is asked there


@dataclass(slots=True)
class Form:
    """One that sends: where to, what stands in it, and its buttons."""

    to: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page that change something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self._open = page, list[Form](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = has.get("method") == "post"
            if self._open:
                self.found.append(Form(has.get("action") or self.page))
        elif self._open and tag == "button":
            self.found[-1].buttons.append((has.get("name", ""), has.get("value", "")))
        elif self._open and has.get("name") and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self.found[-1].fields[has["name"]] = has.get("value") or "1"

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


def presses(client: Client, pages: list[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(page, address, what is sent) for each button of each form there; what several pages have, once."""
    known = set()
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (200, 403), (page, answer.status_code)  # some pages are whole a manager's
        reader = Forms(page)
        reader.feed(answer.content.decode())
        for form in reader.found:
            for name, value in form.buttons:
                sent = form.fields | ({name: value} if name else {})
                key = (form.to, frozenset(sent.items() - {("csrfmiddlewaretoken", sent.get("csrfmiddlewaretoken"))}))
                if not form.to.startswith(ONES_OWN) and key not in known:
                    known.add(key)
                    yield page, form.to, sent


@pytest.fixture
def furnished(person: Person, first: Workspace, account: Account) -> dict[str, int]:
    """A bit of everything that has buttons, made by the owner."""
    case: Incident = gone_on(account)
    me = Actor(person, "web")
    row, _ = posts.note(account, Post("omg", ref="practice/8"), timezone.now(), live=True)
    data = {"ref": row.ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": "alert",
            "seen_at": row.seen_at.isoformat(), "reasons": [], "alternative": ""}
    fresh = incidents.open_once(account, row.ref, timezone.now(), data)
    client_links.make(me, first, "Ms Okoro", 30)
    invitations.invite(me, first, "new@example.org", Role.AUTHOR)
    channels.add(me, first, "Phone", "json://127.0.0.1:9/")
    learning.declare(me, "practice", "sam_rivera", True)
    exceptions.ask(me, first, "practice", "sam_rivera", "It cannot be avoided.",
                   f"{timezone.now() + timedelta(days=9):%Y-%m-%d}")
    pauses.pause(me, first, "A bad evening.")
    drafts = {"kept": Draft.objects.create(account=account, author=person, text="kept"),
              "asked": Draft.objects.create(account=account, author=person, text="asked", state="approval"),
              "held": Draft.objects.create(account=account, author=person, text="held", state="held"),
              "planned": Draft.objects.create(account=account, author=person, text="planned", state="scheduled",
                                              due_at=timezone.now() + timedelta(days=2))}
    return {name: draft.pk for name, draft in drafts.items()} | {"account": account.pk, "case": case.pk,
                                                                "open": fresh.pk}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OWNER])
def test_no_button_refuses_whoever_is_shown_it(
    client: Client, first: Workspace, account: Account, furnished: dict[str, int], role: Role
) -> None:
    """On every page; what a press would do is taken back at once, so each finds the desk as it was."""
    second(first, role)
    other = Client(SERVER_NAME="localhost", raise_request_exception=False)
    other.force_login(Person.objects.get(email="sam@example.org"),
                      backend="allauth.account.auth_backends.AuthenticationBackend")
    prove(other)
    other.post("/w/first/enter")
    refused, count = [], 0
    for page, to, sent in presses(other, [page.format(**furnished) for page in PAGES]):
        with transaction.atomic():
            answer = other.post(to, sent)
            transaction.set_rollback(True)
        other.cookies.pop("messages", None)  # no other press's
        count += 1
        said = [str(one) for one in get_messages(answer.wsgi_request)]  # what the page that it leads to would say
        if any("This needs the role" in words for words in (*said, answer.content.decode())):
            refused.append(f"{page}: {to} {sent.get('do', '')}")
    assert not refused, refused
    assert count > 40  # the pages were read, and their forms found


@pytest.mark.usefixtures("furnished")
def test_a_clients_link_has_nothing_to_press(person: Person, first: Workspace) -> None:
    """Whoever holds it reads: no form that changes something."""
    _, address = client_links.make(Actor(person, "web"), first, "Mr Osei", 30)
    page = address[address.index("/client/"):]
    answer = Client(SERVER_NAME="localhost").get(page)
    reader = Forms(page)
    reader.feed(answer.content.decode())
    assert answer.status_code == 200 and reader.found == []
