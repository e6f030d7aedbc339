"""Pictures in the composer: in a real browser, without JavaScript, and behind the wall."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from slipguard.storage.models import Account, Draft, Person, PictureRow, Workspace
from tests import films
from tests.faces.web import rig
from tests.faces.web.axe import violations

RIGHT = "Lot C is closed for the marathon on Sunday. Use Mill Lane, ten minutes on foot."
ALT = "The way from Mill Lane to the station on a map."


def picture(width: int = 900, height: int = 600, kind: str = "JPEG") -> bytes:
    """A drawing of a car park from above."""
    image = Image.new("RGB", (width, height), "#2f4858")
    for bay in range(8):
        image.paste("#f6ae2d" if bay % 3 else "#86bbd8", (40 + bay * 105, 80, 120 + bay * 105, 260))
        image.paste("#86bbd8", (40 + bay * 105, 340, 120 + bay * 105, 520))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def painted(image: Locator) -> None:
    """It has come, and is a picture."""
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("i => i.naturalWidth") > 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A picture on somebody's disk."""
    path = tmp_path / "map.jpg"
    path.write_bytes(picture())
    return path


def write(page: Page, *handles: str) -> None:
    """The composer with right words for these accounts."""
    page.goto("/w/practice-desk/compose")
    for handle in handles:
        page.locator("label.choice", has_text=handle).click()
    page.get_by_label("Text", exact=True).fill(RIGHT)


@pytest.mark.chromium
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_shown_and_described_on_each_account(desk: BrowserContext, file: Path, width: int) -> None:
    """A chosen file is there at once, in the preview of each account, with a quiet word until it is described."""
    page = desk.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    write(page, "@umparking", "@northlightfest")
    page.get_by_label("Pictures").set_input_files(file)
    expect(page.locator("#looks .shows img")).to_have_count(2)
    expect(page.locator("#looks figcaption").first).to_have_text("No description yet.")
    hint = page.locator(".picture .none")
    expect(hint).to_be_visible()
    page.get_by_label("What does it show?").fill(ALT)
    expect(hint).to_be_hidden()
    expect(page.locator("#looks figcaption").first).to_contain_text(ALT)
    painted(page.locator("#looks .shows img").first)
    assert rig.too_wide(page) <= 0
    assert violations(page) == []


def alts(page: Page) -> list[str]:
    """The descriptions in the form, in its order."""
    return list(page.locator(".picture textarea").evaluate_all("all => all.map(one => one.value)"))


def refuse_films(page: Page, folder: Path) -> None:
    """Said with what to do: more than the server takes before it is sent, and one of another kind by its kind."""
    small, large = folder / "small.webm", folder / "large.mp4"
    small.write_bytes(b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"\0" * 1000)
    with large.open("wb") as film:
        film.truncate(513_000_000)
    page.locator("#pictures-file").set_input_files(large)
    expect(page.locator("#too-heavy")).to_contain_text("nothing of it was sent")
    expect(page.locator("#too-heavy")).to_contain_text("Save the film smaller")
    assert page.locator("#pictures-file").input_value() == ""
    page.locator("#pictures-file").set_input_files(small)
    said = page.locator("#pictures .problem", has_text="This is a film as WebM")
    expect(said).to_contain_text("“small.webm” was not added.")
    expect(said).to_contain_text("Save it as MP4")


@pytest.mark.chromium
def test_two_without_words_go_out_in_the_order_that_was_chosen(desk: BrowserContext, file: Path) -> None:
    """By keyboard, where the focus goes with the picture, and by mouse; the voice says that it had nothing to judge;
    the public post of the practice network shows both to strangers, in this order."""
    page = desk.new_page()
    page.goto("/w/practice-desk/compose")
    page.locator("label.choice", has_text="@umparking").click()
    page.get_by_label("Pictures").set_input_files([file, file])
    page.get_by_label("What does picture 1 show?").fill("Second")
    page.get_by_label("What does picture 2 show?").fill(ALT)
    page.get_by_role("button", name="Move picture 2 Earlier").press("Enter")
    expect(page.get_by_label("What does picture 1 show?")).to_have_value(ALT)
    expect(page.get_by_role("button", name="Move picture 1 Later")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What does picture 1 show?")).to_have_value("Second")
    page.locator(".picture img").nth(1).drag_to(page.locator(".picture").nth(0), target_position={"x": 40, "y": 12})
    expect(page.get_by_label("What does picture 1 show?")).to_have_value(ALT)
    assert alts(page) == [ALT, "Second"]
    refuse_films(page, file.parent)
    assert alts(page) == [ALT, "Second"]
    expect(page.locator("#looks")).to_contain_text("No words to judge")
    page.get_by_role("button", name="Send", exact=True).click()
    see = page.get_by_role("link", name="See it")
    see.click()
    shown = page.get_by_role("img", name=ALT)
    expect(shown).to_be_visible()
    painted(shown)
    assert page.locator(".chirp .shows img").evaluate_all("all => all.map(one => one.alt)") == [ALT, "Second"]


@pytest.mark.chromium
def test_a_film_goes_out(desk: BrowserContext, tmp_path: Path) -> None:
    """Chosen, it is there with its first picture, its length and a question; beside a picture the preview says that the
    two do not go together; alone it goes out, and strangers can play it."""
    film, still = tmp_path / "gate.mov", tmp_path / "map.jpg"
    film.write_bytes(films.made(kind="mov", width=320, height=180))
    still.write_bytes(picture())
    page = desk.new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    write(page, "@umparking")
    page.locator("#pictures-file").set_input_files([film, still])
    expect(page.locator("#looks .problem")).to_contain_text("A film and pictures do not go together", timeout=60_000)
    page.get_by_role("button", name="Take picture 2 out").click()
    page.get_by_label("What does the film show?").fill(ALT)
    expect(page.locator("#looks figcaption")).to_contain_text("Film, 0:0", timeout=60_000)
    expect(page.locator("#looks figcaption")).to_contain_text(ALT, timeout=60_000)
    painted(page.locator("#looks .shows img"))
    assert rig.too_wide(page) <= 0 and violations(page) == []
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("link", name="See it").click(timeout=60_000)
    page.wait_for_function("() => { const v = document.querySelector('.shows video');"
                           " return v && v.readyState > 0 && v.duration > 0.5; }", timeout=60_000)
    expect(page.locator(".shows video")).to_have_attribute("aria-label", ALT)


@pytest.mark.chromium
def test_without_javascript(scriptless: Page, file: Path) -> None:
    """Choose, send: asked once what it shows; take it out, add it again, order, keep, move it: nothing is lost."""
    page = scriptless
    write(page, "@umparking")
    page.get_by_label("Pictures").set_input_files(file)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("1 picture added; nothing was sent yet.")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(RIGHT)
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator(".picture")).to_have_count(0)
    page.get_by_label("Pictures").set_input_files(file)
    page.get_by_role("button", name="Add what was chosen").click()
    page.get_by_label("What does it show?").fill(ALT)
    page.get_by_label("Add another picture").set_input_files(file)
    page.get_by_role("button", name="Add what was chosen").click()
    page.get_by_role("button", name="Move picture 1 Later").click()
    expect(page.get_by_label("What does picture 2 show?")).to_have_value(ALT)
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("button", name="Move picture 2 Earlier").click()
    expect(page.get_by_label("What does picture 1 show?")).to_have_value(ALT)
    page.get_by_role("button", name="Take picture 2 out").click()
    expect(page.get_by_label("What does it show?")).to_have_value(ALT)
    page.get_by_text("Move it to").last.click()
    page.get_by_label("Account").select_option(label="@harbourbakery (Practice network)")
    page.get_by_role("button", name="Move it", exact=True).click()
    expect(page.get_by_role("heading", name="On @harbourbakery")).to_be_visible()
    expect(page.get_by_label("What does it show?")).to_have_value(ALT)


# ---- without a browser ---------------------------------------------------------------------------
def posted(account: Account, **more: object) -> dict[str, object]:
    """The composer's form."""
    return {"text": RIGHT, "account": str(account.pk), **more}


def upload(name: str = "a.jpg", content: bytes = b"") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content or picture(), "image/jpeg")


def test_what_is_no_picture_is_said_and_the_text_stays(client: Client, account: Account) -> None:
    """A page that calls itself a picture is refused by its name; the words and the good picture beside it stay."""
    bad = upload("evil.jpg", b"<html><script>alert(1)</script></html>")
    answer = client.post("/w/first/compose", posted(account, do="check", pictures=[bad, upload()]))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "“evil.jpg” was not added." in body and RIGHT in body
    assert PictureRow.objects.count() == 1 and PictureRow.objects.get().key in body
    assert Draft.objects.count() == 0


def test_a_picture_is_served_behind_its_wall(client: Client, account: Account, foreign: Account) -> None:
    """A preview with a fixed kind for one's own; for another workspace's, and for strangers, there is none."""
    client.post("/w/first/compose", posted(account, do="check", pictures=upload()))
    row = PictureRow.objects.get()
    answer = client.get(f"/pictures/{row.key}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(answer.content) < 60_000
    PictureRow.objects.filter(pk=row.pk).update(workspace=foreign.workspace)
    assert client.get(f"/pictures/{row.key}").status_code == 404
    assert client.post("/w/first/compose", posted(account, do="keep", picture=row.key)).status_code == 422
    assert PictureRow.objects.filter(draft__isnull=False).count() == 0
    stranger = Client(SERVER_NAME="localhost").get(f"/pictures/{row.key}")
    assert stranger.status_code == 302 and "sign-in" in stranger.headers["Location"]


def test_a_picture_that_was_thrown_away_takes_no_text_with_it(client: Client, account: Account) -> None:
    """A composer that stood open for days: the picture is gone and this is said; the words are still there."""
    answer = client.post("/w/first/compose", posted(account, do="send", picture="0" * 32))
    assert answer.status_code == 422
    assert "A picture is not kept any more." in answer.content.decode() and RIGHT in answer.content.decode()


def test_too_many_for_the_network_are_said_on_the_page(client: Client, account: Account) -> None:
    """Five where four go: the preview says so before anything is sent, and sending refuses with the same words."""
    client.post("/w/first/compose", posted(account, do="check", pictures=[upload(f"{n}.jpg") for n in range(5)]))
    keys = list(PictureRow.objects.values_list("key", flat=True))
    page = client.post("/w/first/compose", posted(account, do="check", picture=keys))
    assert "There are 5 pictures" in page.content.decode()
    client.post("/w/first/compose", posted(account, do="send", picture=keys))
    draft = Draft.objects.get()
    assert (draft.state, draft.pictures.count()) == ("draft", 5)
    assert "There are 5 pictures" in client.get(f"/drafts/{draft.pk}").content.decode()
    kept = [row.key for row in draft.pictures.all()][:4]
    client.post(f"/drafts/{draft.pk}/change", {"text": RIGHT, "do": "keep", "picture": kept, f"alt-{kept[0]}": ALT})
    assert [row.alt for row in Draft.objects.get().pictures.all()] == [ALT, "", "", ""]


def test_nobody_fills_the_disk(
    client: Client, account: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures that wait without a draft have an end for each person; the reason is said."""
    monkeypatch.setattr("slipguard.actions.pictures.WAITING", 2)
    for _ in range(3):
        answer = client.post("/w/first/compose", posted(account, do="check", pictures=upload()))
    assert "wait here for a post already" in answer.content.decode()
    assert PictureRow.objects.filter(person=person).count() == 2
    assert Workspace.objects.get(slug="first").pictures.count() == 2
