"""What pages say once and in people's words: filters and lines that more than one page uses."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from slipguard.networks.practice.cast import cast
from slipguard.storage.models import Account
from slipguard.web.templatetags.say import after_badge, titled
from tests.faces.web.visits import incident_on


def test_what_the_badge_says_is_not_said_again() -> None:
    """The sentence goes where the badge stands, and stays where a lower grade shows none."""
    reasons = ["It reads as offensive.", "Its words: “prick”."]
    assert after_badge(reasons, 2) == reasons[1:]
    assert after_badge(reasons, 1) == reasons and after_badge(reasons, None) == reasons


def test_the_record_names_networks_as_people_do() -> None:
    """The core knows keys; a word that only begins like one stays as it is."""
    assert titled("Confirmed gone on @a on bluesky (twice).") == "Confirmed gone on @a on Bluesky (twice)."
    assert titled("Does this belong on @a (practice)?") == "Does this belong on @a (Practice network)?"
    assert titled("We rely on practice, and @a on practices.") == "We rely on practice, and @a on practices."


def test_the_list_of_incidents_shows_the_words(client: Client, account: Account) -> None:
    """A number and a handle are recognised by nobody."""
    incident_on(account)
    assert "so done with this town" in client.get(f"/w/{account.workspace.slug}/incidents").content.decode()


def test_the_verdict_in_one_line(client: Client, account: Account) -> None:
    """Beside what the composer shows, for the phone: nothing before there is anything, then what it comes to."""
    here, own = f"/w/{account.workspace.slug}/compose/check", cast().clients[0].history
    assert 'hx-swap-oob="true"></p>' in client.post(here, {"text": ""}).content.decode()
    page = client.post(here, {"text": own[0].text, "account": account.pk}).content.decode()
    assert page.count('id="verdict"') == 1 and 'href="#looks-title">Too little to go by.' in page


def test_an_account_without_a_sign_in_claims_nothing(client: Client, account: Account) -> None:
    """Yesterday's yes is no yes: board and page say what it cannot do, and the phone's board does before the posts."""
    here = f"/w/{account.workspace.slug}/"
    Account.objects.filter(pk=account.pk).update(can_delete=True, can_delete_at=timezone.now(), heard_at=timezone.now())
    assert "Needs somebody:" not in client.get(here).content.decode()
    Account.objects.filter(pk=account.pk).update(reconnect="The sign-in was revoked.")
    board, page = client.get(here).content.decode(), client.get(f"/accounts/{account.pk}").content.decode()
    assert "Can delete here:" not in board and "until it is connected again" in board
    assert board.index("Needs somebody:") < board.index('id="posts-title"')
    assert "Last heard" not in page and "Not before it is connected again." in page
