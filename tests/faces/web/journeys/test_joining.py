"""Coming in: an invitation by mail to a first sign-in with every step; what each role may; a client who only looks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.faces.web import furnished, rig
from tests.faces.web.journeys.conftest import Agency, Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, Way, both_ways
from tests.faces.web.totp import activate, digits, fits

pytestmark = pytest.mark.chromium
DESK = furnished.DESK


def mailed_link(agency: Agency, to: str) -> str:
    """The address in the newest mail to this person."""
    def found() -> str:
        for mail in reversed(agency.mail.messages):
            if mail["To"] == to:
                link = re.search(r"https?://\S+/join/\S+", str(mail.get_payload(decode=True).decode()))  # type: ignore[union-attr]
                return link[0] if link else ""
        return ""

    return eventually(found, f"the mail to {to}")


def second_step(page: Page, who: str, answer: str, way: Way) -> None:
    """Password, then what the second step asks for."""
    page.goto("about:blank")  # what is still on its way brings no cookie any more
    page.context.clear_cookies()
    rig.give_password(page, who)
    page.wait_for_url("**/2fa/authenticate/**")
    give(page, answer, way)


def give(page: Page, answer: str, way: Way) -> None:
    """Into the field of the second step."""
    way.write(page.locator("input[name=code]"), answer)
    way.press(page.get_by_role("button", name="Sign In"))


def six_digits(page: Page, who: str, secret: str, way: Way) -> None:
    """The app's code of these 30 seconds."""
    fits(page, lambda: second_step(page, who, digits(secret), way), page.locator(".band .name"))


@both_ways
def test_from_the_mail_to_a_sign_in_with_a_second_step(seat: Seat, agency: Agency, way: Way) -> None:
    """The mailed link makes a sign-in once; then six digits, a recovery code when the phone is lost; and off again."""
    owner = seat("Olivia", **way.browser).new_page()
    who, name = ("noor@example.org", "Noor Haddad") if way is KEYS else ("tess@example.org", "Tess Okafor")
    owner.goto(f"{DESK}/roles")
    way.write(owner.get_by_label("E-mail address"), who)
    way.choose(owner.get_by_label("Role", exact=True), owner.locator("#role option[value=on-call]").inner_text())
    way.press(owner.get_by_role("button", name="Invite", exact=True))
    expect(owner.get_by_text(f"The invitation to {who} is in the mail.")).to_be_visible()
    way.look(owner, "joining-invited")
    link = mailed_link(agency, who)
    page = seat(viewport=rig.PHONE, **way.browser).new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="invites you to Practice desk")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(who)
    way.look(page, "joining-invitation")
    way.write(page.get_by_label("Your name"), name)
    way.write(page.get_by_label("Password"), "short")
    way.press(page.get_by_role("button", name="Join Practice desk"))
    expect(page.get_by_label("Password")).to_be_focused()  # the browser itself says what is missing
    page.get_by_label("Password").fill(rig.PASSWORD)
    way.press(page.get_by_role("button", name="Join Practice desk"))
    expect(page.get_by_text("Welcome. You work in Practice desk now.")).to_be_visible()
    page.goto("/sign-in/2fa/totp/activate/")
    way.look(page, "joining-authenticator")
    secret = activate(page, way.write, way.press)
    codes = page.get_by_label("Unused codes").input_value().split()
    way.look(page, "joining-recovery-codes")
    six_digits(page, who, secret, way)
    expect(page.locator(".band .name")).to_have_text("Practice desk")
    second_step(page, who, codes[0], way)
    expect(page.locator(".band .name")).to_have_text("Practice desk")
    second_step(page, who, codes[0], way)
    expect(page.get_by_text("This code does not fit")).to_be_visible()  # each code once
    give(page, codes[1], way)
    again = seat().new_page()
    again.goto(link)
    expect(again.get_by_role("heading", name="This invitation was used already.")).to_be_visible()
    _taken_off(owner, page, name, way)


def _taken_off(owner: Page, page: Page, name: str, way: Way) -> None:
    """One act and a tick, and the next click of who was in leads to the sign-in."""
    expect(page.locator(".band .name")).to_have_text("Practice desk")
    page.goto("/me")
    owner.goto(f"{DESK}/people")
    theirs = owner.locator("main li", has_text=name)
    way.press(theirs.locator("summary"))
    way.tick(theirs.get_by_label("I am sure."))
    way.press(theirs.get_by_role("button", name=f"Take {name} off"))
    expect(owner.get_by_text(f"{name} is off")).to_be_visible()
    page.goto(f"{DESK}/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_each_role_finds_what_it_may_and_no_more(seat: Seat) -> None:
    """One person through the roles: what is offered of people, modes and connecting grows, and the rest is refused."""
    owner, page = seat("Olivia").new_page(), seat("Art").new_page()
    may = {"author": (False, False), "on-call": (False, False), "manager": (True, False), "owner": (True, True)}
    for role, (invites, automatic) in may.items():
        owner.goto(f"{DESK}/roles")
        KEYS.choose(owner.get_by_label("Role of Art"), role)
        KEYS.press(owner.get_by_role("button", name="Change the role of Art"))
        expect(owner.get_by_text("The role is changed.")).to_be_visible()
        page.goto(f"{DESK}/roles")
        expect(page.get_by_role("button", name="Invite", exact=True)).to_have_count(int(invites))
        expect(page.get_by_role("button", name="Make a link")).to_have_count(int(invites))
        page.goto("/accounts/1")
        expect(page.locator("input[name=mode][value=automatic]")).to_have_count(int(automatic))
        answer = page.goto(f"{DESK}/connect/practice")
        assert answer is not None and answer.status == (200 if invites else 403), role
        if role == "author":
            look(page, "joining-author-may-not-connect")
    owner.goto(f"{DESK}/roles")
    owner.get_by_label("Role of Art").select_option("author")
    owner.get_by_role("button", name="Change the role of Art").click()
    expect(owner.get_by_text("The role is changed.")).to_be_visible()


@both_ways
def test_a_client_looks_by_link_and_can_do_nothing(seat: Seat, way: Way) -> None:
    """Whoever has the link sees whether the accounts are watched, no button and no other client; withdrawn is gone."""
    owner = seat("Olivia", **way.browser).new_page()
    owner.goto(f"{DESK}/roles")
    way.write(owner.get_by_label("Who is it for?"), "Ms Okoro")
    way.press(owner.get_by_role("button", name="Make a link"))
    page = seat(viewport=rig.PHONE, **way.browser).new_page()
    page.goto(owner.locator(".well code").inner_text().strip())
    expect(page.get_by_role("heading", name="The accounts of Practice desk")).to_be_visible()
    expect(page.get_by_text("@umparking")).to_be_visible()
    expect(page.locator("form, button, input")).to_have_count(0)
    expect(page.get_by_text("My first client")).to_have_count(0)
    way.look(page, "joining-client")
    owner.goto(f"{DESK}/roles")
    way.press(owner.get_by_role("button", name="Withdraw the link of Ms Okoro").first)
    expect(owner.get_by_text("The link is withdrawn.")).to_be_visible()
    answer = page.reload()
    assert answer is not None and answer.status == 404
    expect(page.get_by_text("@umparking")).to_have_count(0)
