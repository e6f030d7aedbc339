"""What a page costs on the wire: every byte of body and header that comes, cold, compressed where the server does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

BUDGET = 150_000  # bytes of one page with everything that it loads: a bad line at 23:00


@dataclass  # no slots: Playwright notes its handlers on the object
class Scale:
    """Weighs what one page loads from now on, with an empty cache."""

    page: Page
    _kinds: dict[str, str] = field(default_factory=dict)
    _bytes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._streamed)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _answered(self, told: dict[str, Any]) -> None:
        self._kinds[told["requestId"]] = "EventStream" if told["response"]["mimeType"] == "text/event-stream" else (
            told["type"])
        self._bytes.setdefault(told["requestId"], int(told["response"]["encodedDataLength"]))

    def _streamed(self, told: dict[str, Any]) -> None:  # a stream never finishes: what has come of it counts
        if self._kinds.get(told["requestId"]) == "EventStream":
            self._bytes[told["requestId"]] += told["encodedDataLength"] or told["dataLength"]

    def _finished(self, told: dict[str, Any]) -> None:
        if self._kinds.get(told["requestId"]) != "EventStream":
            self._bytes[told["requestId"]] = int(told["encodedDataLength"])

    def parts(self) -> dict[str, int]:
        """kind (Document, Stylesheet, Script, Image, Font, EventStream...) -> bytes."""
        found: dict[str, int] = {}
        for request, size in self._bytes.items():
            kind = self._kinds.get(request, "Other")
            found[kind] = found.get(kind, 0) + size
        return found

    def total(self) -> int:
        """All of it."""
        return sum(self._bytes.values())
