"""The whole way in a browser, against a running Slipguard: first visit, slip, alarm, recall, apology, report."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.eventually import eventually
from tests.faces.web import rig

pytestmark = pytest.mark.chromium
GOOD = "We have deleted the previous post: it was sent in error. We send our deepest apologies."


def newest_alarm(page: Page, text: str) -> None:
    """The board shows the alarm of this very post."""
    expect(page.locator(".alarm", has_text=text[:40])).to_be_visible()


def test_the_first_visit_leads_to_two_doors_and_a_second_owner_is_refused(
    signed_in: dict[str, object], desk: BrowserContext, chromium: Browser, served: rig.Served
) -> None:
    """A newcomer makes the owner's sign-in once; the next stranger is asked to sign in."""
    page = desk.new_page()
    page.goto("/start")
    expect(page.get_by_role("heading", name="Practice desk")).to_be_visible()
    expect(page.get_by_role("heading", name="Connect an account")).to_be_visible()
    stranger = chromium.new_page(base_url=served.url)
    stranger.goto("/welcome")
    expect(stranger.get_by_role("heading", name="Sign in")).to_be_visible()
    stranger.context.close()


def test_a_slip_is_alarmed_taken_back_proven_gone_and_answered(desk: BrowserContext) -> None:
    """The main job: nobody reloads a page, and the record is there to be printed."""
    board, hand = desk.new_page(), desk.new_page()
    board.goto("/w/practice-desk/")
    text = rig.let_slip(hand, 0)
    newest_alarm(board, text)
    alarm = board.locator(".alarm", has_text=text[:40])
    expect(alarm.locator("time[data-since]")).to_have_text(re.compile(r"^\d+:\d\d$"))
    alarm.get_by_role("button", name="Take it back").click()
    expect(board.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    expect(board.get_by_text("the practice timeline, logged out").first).to_be_visible()
    # the editor comes by itself, and its linter speaks while somebody types
    editor = board.get_by_label("In your words")
    editor.fill("We're sorry if anyone was offended.")
    expect(board.locator(".remark.stops").first).to_be_visible()
    editor.fill(GOOD)
    expect(board.locator(".remark.stops")).to_have_count(0)
    board.get_by_role("button", name="Approve and publish").click()
    expect(board.get_by_text("The apology is out on")).to_be_visible()
    hand.goto("/practice")
    expect(hand.get_by_text(GOOD).first).to_be_visible()
    expect(hand.locator(".chirp", has_text=text[:40])).to_have_count(0)
    number = board.url.split("/incidents/")[1].split("#")[0]
    board.goto(f"/incidents/{number}/report")
    board.emulate_media(media="print")
    expect(board.locator(".band")).to_be_hidden()
    expect(board.get_by_text("chain of events is intact")).to_be_visible()
    assert len(board.pdf()) > 5_000
    with board.expect_download() as told:
        board.emulate_media(media="screen")
        board.get_by_role("link", name="As Markdown").click()
    assert "Confirmed gone" in told.value.path().read_text()


def test_opening_the_alarms_link_twice_does_nothing_and_its_button_acts_once(
    desk: BrowserContext, phone: BrowserContext, served: rig.Served
) -> None:
    """Chat programs fetch links: only a person's tap may act, without a sign-in, and never twice."""
    sink, page = rig.Sink(), desk.new_page()
    try:
        rig.add_channel(page, sink)
        text = rig.let_slip(page, 10)
        link = eventually(sink.links, "the alarm's link")[-1]
        one, two = phone.new_page(), phone.new_page()
        asked: list[str] = []
        one.on("request", lambda request: asked.append(request.headers.get("referer", "")))
        one.goto(link)
        two.goto(link)
        page.goto("/practice")
        expect(page.locator(".chirp", has_text=text[:40])).to_be_visible()
        expect(one.get_by_text(text)).to_be_visible()
        box = one.get_by_role("button", name="Take it back").bounding_box()
        assert box is not None and box["height"] >= 44 and box["y"] > rig.PHONE["height"] / 2
        one.get_by_role("button", name="Take it back").click()
        expect(one.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
        token = link.rsplit("/", 1)[1]
        assert token not in one.url and not [said for said in asked if token in said]
        two.get_by_role("button", name="This was fine").click()
        expect(two.get_by_role("heading", name="This link was used already.")).to_be_visible()
    finally:
        page.goto("/w/practice-desk/settings")
        page.get_by_role("button", name="Remove").first.click()
        sink.close()


def test_this_was_fine_is_as_easy_and_leaves_the_post(desk: BrowserContext) -> None:
    """A false alarm costs one tap, and the post stays."""
    board, hand = desk.new_page(), desk.new_page()
    board.goto("/w/practice-desk/")
    text = rig.let_slip(hand, 7)
    newest_alarm(board, text)
    board.locator(".alarm", has_text=text[:40]).get_by_role("button", name="This was fine").click()
    expect(board.get_by_text("Noted: this is how")).to_be_visible()
    expect(board.locator(".alarm", has_text=text[:40])).to_have_count(0)
    hand.goto("/practice")
    expect(hand.locator(".chirp", has_text=text[:40])).to_be_visible()


def test_a_pasted_address_is_taken_back_and_put_back_in_one_click(desk: BrowserContext) -> None:
    """The red button works from any address, and a mistake is mended in one click."""
    page = desk.new_page()
    page.goto("/practice")
    page.get_by_label("Signed in as").select_option(index=1)
    page.get_by_label("What's happening?").fill("The north gate opens at seven tomorrow. #notice")
    page.get_by_role("button", name="Post from the phone").click()
    chirp = page.locator(".chirp", has_text="north gate").first
    address = chirp.get_by_role("link", name="Link to this post").get_attribute("href")
    page.goto("/w/practice-desk/take-back")
    page.get_by_label("The post's address").fill(str(page.evaluate("a => new URL(a, location).href", address)))
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    page.get_by_text("It was a false alarm").click()
    page.get_by_role("button", name="Put the post back").click()
    expect(page.get_by_text("The post is back.")).to_be_visible()
    page.goto("/practice")
    expect(page.locator(".chirp", has_text="north gate")).to_have_count(1)


def test_what_is_unfolded_stays_so_when_the_stream_brings_its_piece_anew(desk: BrowserContext) -> None:
    """No form folds up under the finger, and the keys stay on their button, because another line was written."""
    page, hand = desk.new_page(), desk.new_page()
    text = rig.let_slip(hand, 11)
    page.goto("/w/practice-desk/")
    newest_alarm(page, text)
    page.locator(".alarm", has_text=text[:40]).get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone .state")).to_be_visible()
    page.get_by_text("It was a false alarm").click()
    put = page.get_by_role("button", name="Put the post back")
    expect(put).to_be_visible()
    put.evaluate("button => { button.dataset.before = 'yes'; button.focus(); }")
    hand.goto(re.sub("#.*", "", page.url))
    hand.get_by_label("Add to the record").fill("The client was told by phone.")
    hand.get_by_role("button", name="Note it").click()
    expect(page.locator("[data-before]")).to_have_count(0)  # the piece came anew
    expect(put).to_be_visible()
    expect(put).to_be_focused()


def test_the_verdict_speaks_while_typing_and_a_held_draft_wants_the_accounts_name(desk: BrowserContext) -> None:
    """No account is preselected; a draft for the wrong account is named, held, and moved without losing a letter."""
    page = desk.new_page()
    page.goto("/w/practice-desk/compose")
    expect(page.locator("input[name=account]:checked")).to_have_count(0)
    words = page.get_by_label("Text")
    words.fill("OMG OMG the cold harbour finale. he IS the vicar. i'm actually shaking, nobody speak to me till monday")
    expect(page.get_by_text("Choose the account")).to_be_visible()
    page.locator(".choice", has_text="@umparking").click()
    expect(page.locator("#looks")).to_contain_text("not @umparking")
    page.get_by_role("button", name="Send").click()
    state = page.locator("#draft")
    expect(state).to_be_visible()
    undo, held = page.get_by_role("button", name="Undo"), page.get_by_label("type the account's name")
    expect(undo.or_(held)).to_be_visible()
    if held.is_visible():
        held.fill("someoneelse")
        page.get_by_role("button", name="Publish on the account that I typed").click()
        expect(page.get_by_text("is not the name of the account")).to_be_visible()
        expect(held).to_have_value("someoneelse")
        page.get_by_role("button", name="Do not publish").click()
    else:
        undo.click()
    expect(page.get_by_text("nothing was published")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value(re.compile("^OMG OMG"))


def test_without_javascript_the_main_way_is_the_same(scriptless: Page) -> None:
    """Slip, alarm, recall, proof and approval need no script: the page refreshes itself meanwhile."""
    page = scriptless
    text = rig.let_slip(page, 8)

    def on_board() -> bool:
        page.goto("/w/practice-desk/")
        return page.locator(".alarm", has_text=text[:40]).is_visible()

    eventually(on_board, "the alarm on the board")
    page.locator(".alarm", has_text=text[:40]).get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    page.get_by_label("In your words").fill("We're sorry if anyone was offended.")
    page.get_by_role("button", name="Check the words").click()
    expect(page.locator(".remark.stops").first).to_be_visible()
    page.get_by_label("In your words").fill(GOOD)
    page.get_by_role("button", name="Approve and publish").click()
    page.goto("/w/practice-desk/incidents")
    expect(page.get_by_text("Confirmed gone").first).to_be_visible()
