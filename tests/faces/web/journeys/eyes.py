"""Looking at a page as it stands: three sizes, light and dark, axe; and a picture for whoever wants to look too."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.faces.web import axe, rig

SIZES = (390, 820, 1440)
PICTURES = os.environ.get("JOURNEY_PICTURES", "")  # a folder: each look leaves a picture there


def look(page: Page, name: str) -> None:
    """Nothing sticks out at 390, 820 and 1440; no violation on a phone in the dark and on a desktop in the light.

    The page is left as it was: a journey goes on where it looked.
    """
    before, wrong = page.viewport_size, []
    for scheme, widths in (("dark", SIZES[:1]), ("light", SIZES[1:])):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            wide = rig.too_wide(page)
            wrong += [f"{wide} px too wide at {width}"] if wide > 0 else []
        wrong += [f"{scheme}: {each}" for each in axe.violations(page)]
    if PICTURES:
        _picture(page, Path(PICTURES), name)
    page.emulate_media(color_scheme=None)
    if before is not None:
        page.set_viewport_size(before)
    assert wrong == [], f"{name}: {wrong}"


def _picture(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page.evaluate("scrollTo(0, 0)")  # what sticks would stand in the middle of a picture of the whole page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (SIZES[0], SIZES[-1]):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
