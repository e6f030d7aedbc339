"""Reading a public page as a stranger: what its answer proves, and mostly it proves little.

These networks show a stranger a sign-in page for posts that are there, and "200 OK" for posts that are
not. So: **there** only if the page names the post itself; **gone** only after 404 or 410 while the account's
profile is open to strangers at this moment; everything else, first of all a request to sign in, **cannot
tell**. Only the network's own hosts are asked, at public addresses (networks/guard), without cookies.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from slipguard.networks.guard.judged import JudgedTransport
from slipguard.networks.protocol import NetworkFailure, Seen, Sighting

LARGEST = 3 * 1024 * 1024  # bytes of a page
WHOLE = 15.0  # seconds of one page
HOPS = 3
_CLOSED = (401, 403, 429, 999)  # 999 is LinkedIn's own word for "not you"


@dataclass(frozen=True, slots=True)
class Page:
    """What came back at the end of the redirects."""

    status: int
    path: str
    body: str
    says: str
    wall: bool = False  # asks to sign in, or turns this reader away


class Reader:
    """A stranger's eyes on one network."""

    def __init__(self, hosts: tuple[str, ...], walls: tuple[str, ...], allow_private: bool) -> None:
        self._hosts, self._walls, self._private = hosts, walls, allow_private

    def look(self, url: str, key: str, profile: str) -> Sighting:
        """One look at a post's page."""
        viewpoint = f"the public page on {urlsplit(url).hostname}, logged out"
        page = self._get(url)
        if page.wall:
            return Sighting(Seen.UNPROVEN, viewpoint, f"{page.says}: strangers are asked to sign in, so it cannot tell")
        if page.status in (404, 410):
            open_to_all = self._get(profile)
            if open_to_all.wall or open_to_all.status != 200:
                says = f"{page.says}, but the profile is not open to strangers either, so it cannot tell"
                return Sighting(Seen.UNPROVEN, viewpoint, says)
            return Sighting(Seen.GONE, viewpoint, f"{page.says}, while the profile is open")
        if page.status == 200 and key and key in page.body:
            return Sighting(Seen.THERE, viewpoint, "the page still names the post")
        return Sighting(Seen.UNPROVEN, viewpoint, f"{page.says}, and the page does not say whether the post is there")

    def open(self, url: str) -> tuple[bool | None, str]:
        """(do strangers see this page? None: no answer, the answer in words)."""
        page = self._get(url)
        return (None if not page.status else page.status == 200 and not page.wall), page.says

    def _get(self, url: str) -> Page:
        ends = time.monotonic() + WHOLE
        transport = JudgedTransport(self._private)
        headers = {"User-Agent": "Mozilla/5.0 (compatible; Slipguard)", "Accept": "text/html",
                   "Cache-Control": "no-cache"}
        try:
            with httpx.Client(transport=transport, timeout=8.0, headers=headers, trust_env=False) as client:
                for _ in range(HOPS):
                    parts = urlsplit(url)
                    if parts.netloc.lower() not in self._hosts:
                        return Page(0, "", "", f"led away to {parts.hostname}", wall=True)
                    if parts.path.startswith(self._walls):
                        return Page(0, parts.path, "", "led to the sign-in page", wall=True)
                    with client.stream("GET", url) as answer:
                        if answer.is_redirect:
                            url = urljoin(url, answer.headers["location"])
                            continue
                        body = self._body(answer, ends)
                        says = f"{answer.status_code} {answer.reason_phrase}".strip()
                        return Page(answer.status_code, parts.path, body, says, answer.status_code in _CLOSED)
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            return Page(0, "", "", "no answer")
        except NetworkFailure as refused:
            return Page(0, "", "", refused.says)
        return Page(0, "", "", "redirected in circles", wall=True)

    @staticmethod
    def _body(answer: httpx.Response, ends: float) -> str:
        content = bytearray()
        for chunk in answer.iter_bytes():
            content += chunk
            if len(content) > LARGEST or time.monotonic() > ends:
                break
        return content.decode("utf-8", "replace")
