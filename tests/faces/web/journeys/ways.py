"""Two ways to go the same journey: by keys alone, and by mouse with JavaScript off. A step is written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.faces.web.journeys import eyes, keys


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody goes through the app; `seat(name, **way.browser)` is their browser."""

    name: str
    by_keys: bool = False
    scripts: bool = True

    @property
    def browser(self) -> dict[str, object]:
        """What is special about the browser."""
        return {} if self.scripts else {"java_script_enabled": False}

    def press(self, wanted: Locator) -> None:
        """A button, a link, something to unfold."""
        if self.by_keys:
            keys.press(wanted.page, wanted)
        else:
            wanted.click()

    def tick(self, wanted: Locator) -> None:
        """A box, or an account to write on."""
        if self.by_keys:
            keys.press(wanted.page, wanted, "Space")
        else:
            wanted.check()

    def write(self, wanted: Locator, text: str) -> None:
        """Into a field, over what stands there; a day is 2026-11-23, a time 22:00."""
        if self.by_keys:
            keys.write(wanted.page, wanted, text)
        else:
            wanted.fill(text)

    def choose(self, wanted: Locator, option: str) -> None:
        """Of a list, by what it says there."""
        if self.by_keys:
            keys.choose(wanted.page, wanted, option)
        else:
            wanted.select_option(label=option)

    def bring(self, wanted: Locator, file: Path) -> None:
        """A file, by the browser's own window for choosing one."""
        if self.by_keys:
            with wanted.page.expect_file_chooser() as asked:
                keys.press(wanted.page, wanted)
            asked.value.set_files(file)
        else:
            wanted.set_input_files(file)

    def look(self, page: Page, name: str) -> None:
        """At all sizes, light and dark: once is enough, and axe is a script."""
        if self.scripts:
            eyes.look(page, name)


MOUSE, KEYS, SCRIPTLESS = Way("mouse"), Way("keys", by_keys=True), Way("no javascript", scripts=False)
both_ways = pytest.mark.parametrize("way", (KEYS, SCRIPTLESS), ids=lambda way: way.name)
