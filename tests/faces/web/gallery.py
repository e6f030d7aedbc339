"""Draws every page there is, to be looked at: `python -m tests.faces.web.gallery FOLDER [PAGE ...]`.

Each page of furnished.py at 390, 820 and 1440 pixels, in light and in dark. PAGE: part of a page's name; without any,
all of them. The files are NAME-WIDTH-SCHEME.png, whole pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.faces.web import furnished, rig

SIZES = {390: 844, 820: 1180, 1440: 900}
SCHEMES = ("light", "dark")


def draw(browser: Browser, url: str, folder: Path, wanted: list[str]) -> int:
    """Furnish a desk and take the pages whose names contain one of `wanted`; how many files there are."""
    desk, made = furnished.furnish(browser, url), 0
    for pages, state in ((furnished.PAGES, desk.state), (furnished.STRANGERS, None)):
        chosen = {name: at for name, at in pages.items() if not wanted or any(part in name for part in wanted)}
        for scheme in SCHEMES:
            context = browser.new_context(base_url=url, storage_state=state, color_scheme=scheme)
            page = context.new_page()
            for name, address in chosen.items():
                page.goto(desk.address(address))
                page.evaluate("document.fonts.ready")
                for width, height in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    file = f"{name.replace(' ', '-').replace(chr(39), '')}-{width}-{scheme}.png"
                    page.screenshot(path=folder / file, full_page=True)
                    made += 1
            context.close()
    return made


def main() -> None:
    """Where to, and which."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with rig.served() as served, rig.browser() as browser:
        print(draw(browser, served.url, folder, sys.argv[2:]), "pictures in", folder)


if __name__ == "__main__":
    main()
