"""Views without a browser: bad input says what is wrong, and what was typed is kept."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from slipguard.storage import incidents
from slipguard.storage.models import (
    Account,
    ApiToken,
    Draft,
    Incident,
    Membership,
    Person,
    PersonalAccount,
    Role,
    Workspace,
)
from tests.faces.web.visits import incident_on


def test_the_composer_chooses_no_account_and_keeps_the_text(client: Client, account: Account) -> None:
    """A forgotten account, an empty text or a foreign one cost no letter."""
    assert '" checked' not in client.get("/w/first/compose").content.decode()
    answer = client.post("/w/first/compose", {"text": "Lot C is closed <today>", "do": "send"})
    assert answer.status_code == 422 and "Lot C is closed &lt;today&gt;" in answer.content.decode()
    empty = client.post("/w/first/compose", {"text": "   ", "account": account.pk, "do": "send"})
    assert empty.status_code == 422 and f'value="{account.pk}" checked' in empty.content.decode()
    assert Draft.objects.count() == 0


def test_the_composer_refuses_an_account_of_another_workspace(
    client: Client, account: Account, foreign: Account
) -> None:
    """Not even an own account of another own workspace: one workspace at a time."""
    Membership.objects.create(person=Person.objects.get(email="olivia@example.org"), workspace=foreign.workspace,
                              role=Role.OWNER)
    client.post("/w/first/enter")
    answer = client.post("/w/first/compose", {"text": "hello", "account": foreign.pk, "do": "send"})
    assert answer.status_code == 409 and "hello" in answer.content.decode() and Draft.objects.count() == 0


def test_a_held_draft_keeps_the_name_that_was_typed(client: Client, account: Account) -> None:
    """The wrong name publishes nothing and stays in the field."""
    draft = Draft.objects.create(account=account, text="hello", state="held")
    answer = client.post(f"/drafts/{draft.pk}/confirm", {"typed": "someoneelse"})
    assert answer.status_code == 422 and 'value="someoneelse"' in answer.content.decode()
    changed = client.post(f"/drafts/{draft.pk}/change", {"text": "new words"})
    assert changed.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "held" and draft.text == "hello"


def test_an_address_that_is_none_of_ours_stays_in_the_field(client: Client, account: Account) -> None:
    """The red button names what it could not find, and keeps what was pasted."""
    for url in ("not an address", "https://bsky.app/profile/nobody.example/post/3kabc"):
        answer = client.post("/w/first/take-back", {"url": url})
        assert answer.status_code in (404, 422) and url in answer.content.decode()
    assert Incident.objects.count() == 0


def test_the_apology_keeps_its_words_when_it_is_refused(client: Client, account: Account) -> None:
    """An error of the linter stops it; nothing that was written is lost."""
    case = incident_on(account)
    incidents.append(case, "gone:1", "gone", timezone.now(), {"ref": "practice/9", "handle": "umparking",
                                                              "network": "practice", "checks": 1})
    words = "We're sorry if anyone was offended."
    answer = client.post(f"/incidents/{case.pk}/apology", {"text": words, "do": "approve"})
    assert answer.status_code == 422 and "if anyone was offended." in answer.content.decode()
    bracket = client.post(f"/incidents/{case.pk}/apology", {"text": "We did [what happened].", "do": "approve"})
    assert "[what happened]" in bracket.content.decode() and bracket.status_code == 422
    outline = client.post(f"/incidents/{case.pk}/apology", {"do": "full", "text": ""})
    assert outline.status_code == 200 and "<textarea" in outline.content.decode()
    assert "remark" in client.post(f"/incidents/{case.pk}/apology/review", {"text": words},
                                   headers={"HX-Request": "true"}).content.decode()
    assert Draft.objects.count() == 0


def test_a_policy_that_cannot_be_used_is_kept_in_the_form(client: Client, account: Account) -> None:
    """Numbers out of reach, and words for numbers, change nothing."""
    form = {"ask_one_in": "many", "hold_one_in": "2000", "undo_seconds": "15", "fine_words": "bloody mary"}
    answer = client.post(f"/accounts/{account.pk}/policy", form)
    assert answer.status_code == 422 and 'value="many"' in answer.content.decode()
    answer = client.post(f"/accounts/{account.pk}/policy", form | {"ask_one_in": "3"})
    assert answer.status_code == 422 and "bloody mary" in answer.content.decode()
    account.refresh_from_db()
    assert account.ask_one_in == 100 and account.fine_words == ""


def test_automatic_wants_an_owner_and_a_tick(client: Client, account: Account) -> None:
    """Nobody turns automatic on by a slip of the thumb, and no manager at all."""
    client.post(f"/accounts/{account.pk}/mode", {"mode": "automatic"})
    account.refresh_from_db()
    assert account.mode == "trial"
    Membership.objects.update(role=Role.MANAGER)
    client.post(f"/accounts/{account.pk}/mode", {"mode": "automatic", "sure": "1"})
    account.refresh_from_db()
    assert account.mode == "trial"
    assert 'value="automatic"' not in client.get(f"/accounts/{account.pk}").content.decode()
    Membership.objects.update(role=Role.OWNER)
    client.post(f"/accounts/{account.pk}/mode", {"mode": "automatic", "sure": "1"})
    account.refresh_from_db()
    assert account.mode == "automatic"


def test_connecting_keeps_what_is_no_secret(client: Client, first: Workspace) -> None:
    """The handle stays in the form, the password never comes back."""
    form = {"service": "https://127.0.0.1:9", "identifier": "someone.example", "password": "abcd-secret-efgh"}
    answer = client.post("/w/first/connect/bluesky", form)
    html = answer.content.decode()
    assert answer.status_code >= 400 and "someone.example" in html and "abcd-secret" not in html
    assert client.post("/w/first/connect/bluesky", {}).status_code == 422
    assert client.get("/w/first/connect/nowhere").status_code == 404
    assert Account.objects.count() == 0


def test_an_oauth_answer_that_was_not_asked_for_is_refused(client: Client, first: Workspace) -> None:
    """Nobody can plant an account by sending a person to our callback."""
    answer = client.get("/connect/mastodon/callback?code=x&state=y")
    assert answer.status_code == 422 and "not begun here" in answer.content.decode()
    assert client.post("/connect/mastodon/start", {"workspace": "first", "server": ""}).status_code == 422
    assert client.post("/connect/mastodon/start", {"workspace": "other", "server": "a.example"}).status_code == 404


def test_channels_say_what_is_wrong_and_never_show_the_address(client: Client, first: Workspace) -> None:
    """A mistyped address stays in the form; a kept one is never shown again."""
    bad = client.post("/w/first/channels", {"name": "Night phone", "address": "gibberish"})
    assert bad.status_code == 422 and "Night phone" in bad.content.decode() and "gibberish" in bad.content.decode()
    client.post("/w/first/channels", {"name": "Night phone", "address": "json://127.0.0.1:9/?secret=tok"})
    page = client.get("/w/first/settings").content.decode()
    assert "Night phone" in page and "secret=tok" not in page and "Did not work" in page
    assert client.post("/w/first/settings/name", {"name": "", "signer": "Ana"}).status_code == 422


def test_mourning_and_secret_words_are_kept_and_mistakes_stay_in_the_form(client: Client, first: Workspace) -> None:
    """A wrong day keeps what was typed; a right one stands on the page and can be removed; words are kept."""
    bad = client.post("/w/first/settings/mourning", {"day": "soon", "why": "The flood of 2031"})
    assert bad.status_code == 422 and "The flood of 2031" in bad.content.decode()
    client.post("/w/first/settings/mourning", {"day": "2031-03-14", "why": "The flood"})
    page = client.get("/w/first/settings").content.decode()
    assert "14 March 2031" in page and "The flood" in page
    client.post(f"/w/first/settings/mourning/{first.mourning_days.get().pk}/remove")
    assert not first.mourning_days.exists()
    assert client.post("/w/first/settings/words", {"words": "ab"}).status_code == 422
    client.post("/w/first/settings/words", {"words": "Nightjar"})
    assert "Nightjar" in client.get("/w/first/settings").content.decode()


def test_tokens_are_shown_once_and_revoked_at_once(client: Client, first: Workspace) -> None:
    """The token stands in one answer and in no later page."""
    page = client.post("/me/tokens", {"name": "calendar"}).content.decode()
    token = page.partition("slip_")[2][:20]
    assert token and token not in client.get("/me").content.decode()
    assert client.post("/me/tokens", {"name": " "}).status_code == 422
    client.post(f"/me/tokens/{ApiToken.objects.get().pk}/revoke")
    assert ApiToken.objects.count() == 0


def test_a_personal_account_wants_consent(client: Client, first: Workspace) -> None:
    """Without the tick nothing is kept; removing removes all. (What is learnt: test_archives.)"""
    refused = client.post("/me/accounts", {"network": "bluesky", "handle": "me.example"})
    assert refused.status_code == 422 and "me.example" in refused.content.decode()
    client.post("/me/accounts", {"network": "bluesky", "handle": "me.example", "consent": "1"})
    own = PersonalAccount.objects.get()
    client.post(f"/me/accounts/{own.pk}/forget")
    assert PersonalAccount.objects.count() == 0
