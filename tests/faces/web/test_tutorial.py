"""The tutorial is walked as it is written, on a fresh home and a real Bluesky PDS."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from evals.tutorial import told
from tests.faces.web import tutorial
from tests.servers import node

pytestmark = pytest.mark.chromium


@pytest.mark.skipif(bool(node.missing()), reason="the PDS is not installed")
def test_the_tutorial_is_what_a_newcomer_does(chromium: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    """Each name in bold is on the page where the book says so, and leads where it says; seconds are for evals."""
    walk = tutorial.walked(chromium)
    assert list(walk.marks) == ["caught", "gone", "connected", "learnt and checked"]
    assert walk.marks["caught"][0] <= 8, "more clicks to the first alarm than the tutorial promises"
    told(walk)
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(walk.marks), "the eval tells the same walk"
