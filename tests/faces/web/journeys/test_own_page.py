"""A person's own page: declare an account, agree, teach it from an archive, see what is kept, delete it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from slipguard.networks.practice.cast import cast
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.ways import Way, both_ways

pytestmark = pytest.mark.chromium


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One post a line, as somebody copies them together."""
    path = tmp_path / "posts.txt"
    path.write_text("\n".join(line.text.replace("\n", " ") for line in cast().people[0].history), encoding="utf-8")
    return path


@both_ways
def test_declared_agreed_taught_counted_deleted(seat: Seat, archive: Path, way: Way) -> None:
    """Nothing without the tick; then numbers that are counted on the page, no word of the posts; removed is removed."""
    page = seat("Mia", **way.browser).new_page()
    name = f"mia@{way.name.split()[0]}.example"  # what one way leaves behind when it fails is not the other's
    row = page.locator(".sub", has_text=f"@{name}")
    page.goto("/me")
    way.choose(page.get_by_label("Network"), "Mastodon")
    way.write(page.get_by_label("Your name there"), name)
    way.press(page.get_by_role("button", name="Declare it"))
    expect(page.locator(".problem[role=alert]")).to_be_visible()
    expect(page.get_by_label("Your name there")).to_have_value(name)
    expect(page.get_by_label("Network")).to_have_value("mastodon")
    way.look(page, "own-without-consent")
    way.tick(page.get_by_label("This account is mine, and I agree"))
    way.press(page.get_by_role("button", name="Declare it"))
    expect(row.get_by_text("no voice learnt yet")).to_be_visible()
    way.look(page, "own-declared")
    way.bring(row.get_by_label("Or from your archive"), archive)
    way.press(row.get_by_role("button", name="Learn from this file"))
    expect(page.get_by_text("Done.")).to_be_visible()
    way.look(page, "own-read")
    page.goto("/me")
    kept = row.locator("summary", has_text="What is kept:")
    expect(kept).to_contain_text("of numbers, from")
    way.press(kept)
    expect(row.get_by_text("No post, no date and no sign-in is among it")).to_be_visible()
    assert cast().people[0].history[0].text not in page.content()
    way.look(page, "own-what-is-kept")
    page.reload()  # Remove stands before the fold
    way.press(row.get_by_role("button", name="Remove"))
    expect(page.get_by_text("Removed, with everything that was learnt.")).to_be_visible()
    expect(row).to_have_count(0)
