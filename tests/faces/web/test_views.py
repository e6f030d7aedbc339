"""Views without a browser: bad input, walls, and words that are kept when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import (
    Account,
    ApiToken,
    Draft,
    Incident,
    Membership,
    Person,
    PersonalAccount,
    PostRow,
    Role,
    Workspace,
)


def visitor(**how: bool) -> Client:
    """Somebody at the address that this installation answers to."""
    return Client(SERVER_NAME="localhost", **how)


def incident_on(account: Account) -> Incident:
    """An alarm that waits for an answer."""
    row, _ = posts.note(account, Post("so done with this town", ref="practice/9"), timezone.now(), live=True)
    data = {"ref": row.ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": "alert",
            "seen_at": row.seen_at.isoformat(), "reasons": ["@elsewhere writes like this."],
            "alternative": "@elsewhere"}
    return incidents.open_once(account, row.ref, timezone.now(), data)


def foreign_draft(foreign: Account) -> Draft:
    """A draft behind the wall."""
    return Draft.objects.create(account=foreign, text="theirs")


# ---- who comes in --------------------------------------------------------------------------------
@pytest.mark.usefixtures("db")
def test_a_stranger_is_led_to_the_first_visit_and_later_to_the_sign_in() -> None:
    """Nobody sees a page of the house without a sign-in."""
    stranger = visitor()
    assert stranger.get("/").headers["Location"] == "/welcome"
    bad = stranger.post("/welcome", {"email": "olivia@example.org", "password": "short"})
    assert bad.status_code == 422 and "olivia@example.org" in bad.content.decode()
    good = stranger.post("/welcome", {"email": "olivia@example.org", "password": "a long quiet password"})
    assert good.headers["Location"] == "/start"
    other = visitor()
    assert other.get("/welcome").headers["Location"] == "/sign-in/login/"
    assert other.get("/w/first/").headers["Location"].startswith("/sign-in/login/?next=%2Fw%2Ffirst")
    assert other.get("/w/first/stream").status_code == 302


PAGES = [
    "/w/other/", "/w/other/stream", "/w/other/take-back", "/w/other/incidents", "/w/other/compose", "/w/other/drafts",
    "/w/other/accounts", "/w/other/connect", "/w/other/connect/bluesky", "/w/other/settings", "/accounts/{account}",
    "/incidents/{incident}", "/incidents/{incident}/stream", "/incidents/{incident}/report",
    "/incidents/{incident}/report.md", "/incidents/{incident}/report.json", "/drafts/{draft}",
    "/w/other/calendar", "/w/other/pause", "/w/other/together/0123",
]


def test_another_workspaces_pages_are_not_found(client: Client, foreign: Account) -> None:
    """A wall answers like a hole: nothing tells that the thing exists."""
    there = {"account": foreign.pk, "incident": incident_on(foreign).pk, "draft": foreign_draft(foreign).pk}
    for address in PAGES:
        answer = client.get(address.format(**there))
        assert answer.status_code == 404, address
        assert "otherclient" not in answer.content.decode() and "so done" not in answer.content.decode(), address


BUTTONS = [
    "/posts/{post}/recall", "/posts/{post}/fine", "/incidents/{incident}/recall", "/incidents/{incident}/fine",
    "/incidents/{incident}/by-hand", "/incidents/{incident}/put-back", "/incidents/{incident}/note",
    "/incidents/{incident}/close", "/incidents/{incident}/apology", "/incidents/{incident}/apology/review",
    "/accounts/{account}/learn", "/accounts/{account}/mode", "/accounts/{account}/policy",
    "/accounts/{account}/examine", "/accounts/{account}/disconnect", "/drafts/{draft}/undo",
    "/drafts/{draft}/send-now", "/drafts/{draft}/confirm", "/drafts/{draft}/change", "/drafts/{draft}/move",
    "/w/other/settings/name", "/w/other/settings/words", "/w/other/settings/mourning",
    "/w/other/settings/mourning/999/remove", "/w/other/channels", "/w/other/compose/check", "/channels/999/test",
    "/drafts/{draft}/plan", "/drafts/{draft}/approve", "/drafts/{draft}/send-back", "/accounts/{account}/approval",
    "/w/other/zone", "/w/other/pause/begin", "/w/other/pause/resume",
    "/channels/999/remove", "/me/accounts/999/learn", "/me/accounts/999/forget",
]


def test_nothing_acts_on_another_workspace(client: Client, foreign: Account) -> None:
    """Every button of the house refuses what lies behind a wall, and changes nothing."""
    case = incident_on(foreign)
    there = {"account": foreign.pk, "incident": case.pk, "draft": foreign_draft(foreign).pk,
             "post": PostRow.objects.get().pk}
    form = {"note": "x", "text": "x", "mode": "tell", "name": "x", "address": "json://127.0.0.1:9/", "account": "1",
            "how": "public"}
    before = case.events.count()
    for address in BUTTONS:
        assert client.post(address.format(**there), form).status_code == 404, address
        assert client.get(address.format(**there)).status_code in (404, 405), address
    assert case.events.count() == before
    foreign.refresh_from_db()
    assert foreign.disconnected_at is None and foreign.mode == "trial"


def test_a_button_without_the_forms_secret_is_refused(person: Person, first: Workspace) -> None:
    """Another site cannot press our buttons; the answer says what to do."""
    strict = visitor(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post("/w/new", {"name": "Made elsewhere"})
    assert answer.status_code == 403 and "load the page again" in answer.content.decode()
    assert Workspace.objects.count() == 1


def test_pages_forbid_scripts_of_others_and_are_not_cached(client: Client, first: Workspace) -> None:
    """What a post says can never run here, and a shared computer remembers nothing."""
    answer = client.get("/w/first/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    html = answer.content.decode()
    assert " style=" not in html and "<script>" not in html and " onclick=" not in html


# ---- the alarm's link ----------------------------------------------------------------------------
@pytest.mark.usefixtures("db")
def test_a_wrong_link_says_what_to_do() -> None:
    """A link that was cut short is no dead end."""
    address = "/alarm/not-one-of-ours"
    for answer in (visitor().get(address), visitor().post(address, {"verb": "recall"})):
        assert answer.status_code == 404 and "newest alarm" in answer.content.decode()
    assert visitor().get("/alarm/after/1").status_code == 404


def test_opening_a_link_uses_nothing_up_and_names_no_other_client(engine: None, account: Account) -> None:
    """A prefetch leaves the link as it was; whoever holds it learns nothing of other clients."""
    from slipguard.storage.models import AlarmLink
    from slipguard.workflows.alarm import make_link

    case = incident_on(account)
    link = make_link(case).partition("//")[2].partition("/")[2]
    for _ in range(2):
        seen = visitor().get(f"/{link}")
        assert seen.status_code == 200 and seen.headers["Referrer-Policy"] == "no-referrer"
        assert "so done with this town" in seen.content.decode() and "@elsewhere" not in seen.content.decode()
    visitor().head(f"/{link}")
    assert AlarmLink.objects.get().used_at is None and case.events.count() == 1
    assert visitor().post(f"/{link}", {"verb": "explode"}).status_code == 422
    browser = visitor(enforce_csrf_checks=True)  # a browser without cookies can still tap
    done = browser.post(f"/{link}", {"verb": "fine"})
    assert done.headers["Location"] == f"/alarm/after/{case.pk}"
    assert "This was fine" in browser.get(done.headers["Location"]).content.decode()
    assert visitor().get(f"/alarm/after/{case.pk}").status_code == 404
    assert browser.get(f"/alarm/after/{case.pk + 1}").status_code == 404
    again = visitor().post(f"/{link}", {"verb": "recall"})
    assert again.status_code == 409 and "used already" in again.content.decode()
    gone = visitor().get(f"/{link}")
    assert gone.status_code == 410 and "Sign in" in gone.content.decode()


def test_a_link_that_ran_out_says_so(account: Account) -> None:
    """Half an hour later it only leads to the sign-in."""
    from slipguard.storage.models import AlarmLink
    from slipguard.workflows.alarm import make_link

    case = incident_on(account)
    link = make_link(case).partition("//")[2].partition("/")[2]
    AlarmLink.objects.update(expires_at=timezone.now())
    answer = visitor().post(f"/{link}", {"verb": "recall"})
    assert answer.status_code == 409 and "has run out" in answer.content.decode()
    assert case.events.count() == 1


# ---- words are kept ------------------------------------------------------------------------------
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


# ---- the record ----------------------------------------------------------------------------------
def test_the_report_names_no_other_client(client: Client, account: Account) -> None:
    """Page, Markdown and JSON go to the client: other names stay inside."""
    case = incident_on(account)
    incidents.append(case, "told:1", "told", timezone.now(), {"channel": "Phone", "ok": True,
                                                              "subject": "reads like @elsewhere?"})
    for form in ("report", "report.md", "report.json"):
        answer = client.get(f"/incidents/{case.pk}/{form}")
        assert answer.status_code == 200 and "so done with this town" in answer.content.decode()
    assert "@elsewhere" not in client.get(f"/incidents/{case.pk}/report").content.decode()
    assert "@elsewhere" not in client.get(f"/incidents/{case.pk}").content.decode()


def test_a_post_is_text_and_never_markup(client: Client, account: Account) -> None:
    """What somebody posts is shown as they wrote it."""
    posts.note(account, Post("<script>alert(1)</script> & <b>", ref="practice/7"), timezone.now(), live=True)
    page = client.get("/w/first/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page and "<script>alert" not in page


def test_an_incident_says_gone_only_after_the_record_does(client: Client, account: Account) -> None:
    """“Delete sent” is not “gone”, and what must be done by hand says how."""
    case = incident_on(account)
    place = {"ref": "practice/9", "handle": "umparking", "network": "practice"}
    incidents.append(case, "recall:1", "recall_started", timezone.now(), {"by": "Olivia", "attempt": 1})
    incidents.append(case, "delete:1", "delete_sent", timezone.now(), place | {"answer": "sent"})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Delete sent, checking" in page and "Confirmed gone" not in page
    incidents.append(case, "still:1", "still_there", timezone.now(),
                     place | {"given_up": True, "says": "it can still be read", "link": "https://social.example/9"})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Not confirmed" in page and "https://social.example/9" in page and "Confirmed gone" not in page
    closed = client.post(f"/incidents/{case.pk}/close", follow=True)
    assert "Not everything is confirmed gone" in closed.content.decode()
    incidents.append(case, "gone:1", "gone", timezone.now(), place | {"checks": 3, "viewpoints": ["the public view"]})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Confirmed gone" in page and "Checked 3 times from the public view" in page


# ---- the practice network ------------------------------------------------------------------------
def test_the_practice_timeline_is_public_and_its_phone_is_not(client: Client, account: Account) -> None:
    """Everybody reads, signed-in people post, and a deleted post is not found."""
    from slipguard.actions import practice

    stranger = visitor()
    assert stranger.get("/practice").status_code == 200
    assert stranger.post("/practice/phone", {"handle": "umparking", "text": "x"}).status_code == 302
    assert practice.timeline() == []
    bad = client.post("/practice/phone", {"handle": "nobody", "text": "keep me"})
    assert bad.status_code == 422 and "keep me" in bad.content.decode()
    client.post("/practice/phone", {"handle": "umparking", "text": "hello there"})
    item = practice.timeline()[0]
    assert stranger.get(f"/practice/@umparking/{item.id}").status_code == 200
    assert stranger.get(f"/practice/@someoneelse/{item.id}").status_code == 404
    assert stranger.get("/practice/@nobody").status_code == 404
    assert stranger.get("/practice/@umparking/999999").status_code == 404


def test_the_doctor_asks_and_answers(client: Client, account: Account) -> None:
    """One page says whether a post could be taken back right now."""
    assert "Not checked yet" in client.get("/doctor").content.decode()
    page = client.post("/doctor").content.decode()
    assert "@umparking on practice: delete: yes" in page and "No channel" in page


def test_a_trial_shows_what_it_would_have_done(client: Client, account: Account) -> None:
    """The board counts alarms that were not raised, and how often a person said that the post was fine."""
    for number, (decision, answer) in enumerate([("leave", ""), ("alert", "fine"), ("recall", ""), ("leave", "")]):
        row, _ = posts.note(account, Post(f"post number {number}", ref=f"practice/{number}"), timezone.now(), live=True)
        PostRow.objects.filter(pk=row.pk).update(decision=decision, answer=answer, mode="trial")
    page = " ".join(client.get("/w/first/").content.decode().split())
    assert "would have alarmed 2 times in 4 posts; you said “fine” 1 time." in page
    assert "would have been taken back in automatic mode" in page and "This was fine" in page


def test_the_first_visitor_has_empty_pages_with_real_words(client: Client, first: Workspace) -> None:
    """No page of a new installation is blank or a bare form."""
    for address, words in {
        "/start": "Practice desk", "/w/first/": "Nothing is watched here yet", "/w/first/incidents": "No incident yet",
        "/w/first/drafts": "Nothing was written yet", "/w/first/accounts": "No account is connected yet",
        "/w/first/compose": "Connect an account", "/w/first/settings": "an alarm reaches nobody",
        "/me": "None declared yet", "/doctor": "nothing to take back", "/practice": "Nobody is here yet",
        "/w/first/take-back": "has seen no live post",
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200 and words in answer.content.decode(), address


def test_the_undo_window_counts_down_and_can_be_left(client: Client, account: Account) -> None:
    """Waiting looks unlike held: seconds, Undo and Send now; the piece alone is what the page asks for again."""
    due = timezone.now() + timedelta(seconds=30)
    draft = Draft.objects.create(account=account, text="hello there", state="waiting", due_at=due)
    page = client.get(f"/drafts/{draft.pk}").content.decode()
    assert "Goes out in" in page and "Undo" in page and "Send now" in page and "data-until" in page
    piece = client.get(f"/drafts/{draft.pk}", headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="draft"') and "hx-trigger" in piece
    client.post(f"/drafts/{draft.pk}/undo")
    page = client.get(f"/drafts/{draft.pk}").content.decode()
    assert "nothing was published" in page and "hello there" in page and "hx-trigger=\"every" not in page
    assert "too late to undo" in client.post(f"/drafts/{draft.pk}/undo", follow=True).content.decode()
