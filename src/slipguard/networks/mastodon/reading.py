"""Is a post still there? One question, asked from each place from which it can be read here.

Signed in there is one viewpoint, the API. Logged out there are two: the API without a token, and the
post's web page. Many servers close the first to strangers (401 proves nothing), so the page matters;
but a 404 of an address that was guessed wrong, or of a page that never is public, proves nothing either.

**The rule for the page.** 200 = there. 404 or 410 = gone only if the server itself showed us this address
(the post's own `url`, or the form of the addresses of other posts of the account) and the account's
profile page is open to strangers at this moment. Otherwise it is unproven.
**And for both:** a logged-out "not found" is not gone while the account's own token still reads the post:
posts for followers only look to strangers as if they were not there.
Viewpoints that do not exist here (the API of a server that shows strangers nothing) are left out as
soon as another one proves something; network trouble is never left out.
"""

from __future__ import annotations

from collections import OrderedDict
from urllib.parse import urlsplit

from slipguard.networks.mastodon import convert, failures, refs
from slipguard.networks.mastodon.http import Answer, Http
from slipguard.networks.protocol import NetworkFailure, Seen, Sighting

_CLOSED = (401, 403, 422)  # "show who you are": the door is shut, whatever is behind it


class Reader:
    """Reads posts of one account, and remembers the addresses that the server gave for them."""

    def __init__(self, http: Http, account_id: str, user: str) -> None:
        self._http, self._account_id, self._user = http, account_id, user
        self._pages: OrderedDict[str, str] = OrderedDict()  # status id -> path of its page
        self._form: str | None = None  # what comes before the id in a page's path, as this server writes it

    def remember(self, status: convert.Json) -> None:
        """Note where the server says that people read this post."""
        path = urlsplit(str(status.get("url") or "")).path
        status_id = str(status.get("id"))
        if len(path) > 1:
            self._pages[status_id] = path
            while len(self._pages) > 1000:
                self._pages.popitem(last=False)
            mine = (status.get("account") or {}).get("id") == self._account_id
            if mine and path.endswith(f"/{status_id}"):
                self._form = path.removesuffix(status_id)

    def signed_in(self, status_id: str) -> Sighting:
        """With the account's token."""
        return self._api(status_id, signed_in=True)[0]

    def logged_out(self, status_id: str) -> list[Sighting]:
        """Every viewpoint that a stranger has here."""
        api, closed = self._api(status_id, signed_in=False)
        page, no_page = self._page(status_id)
        if page.seen is Seen.GONE or api.seen is Seen.GONE:
            mine = self.signed_in(status_id)
            if mine.seen is Seen.THERE:
                api, page = (self._not_yet(s) for s in (api, page))
        told = [s for s, absent in ((api, closed), (page, no_page)) if not absent]
        proves = any(s.seen is not Seen.UNPROVEN for s in told)
        return told if proves else [api, page]

    @staticmethod
    def _not_yet(sighting: Sighting) -> Sighting:
        if sighting.seen is not Seen.GONE:
            return sighting
        says = f"{sighting.says}, but the account itself still reads the post"
        return Sighting(Seen.UNPROVEN, sighting.viewpoint, says)

    def _api(self, status_id: str, signed_in: bool) -> tuple[Sighting, bool]:
        """(what the API shows, is it closed to this reader)."""
        viewpoint = f"the API of {self._http.host}, {'signed in' if signed_in else 'logged out'}"
        outside = not signed_in
        try:
            answer = self._http.call("GET", f"/api/v1/statuses/{status_id}", "a look at the post", signed_in=signed_in)
        except NetworkFailure as failure:
            return Sighting(Seen.UNPROVEN, viewpoint, failure.says, outside=outside), False
        if answer.ok and isinstance(answer.body, dict):
            try:
                post = convert.post(answer.body, self._http.host)
            except (KeyError, TypeError):
                return Sighting(Seen.UNPROVEN, viewpoint, "an answer that is no post", outside=outside), False
            self.remember(answer.body)
            return Sighting(Seen.THERE, viewpoint, failures.words(answer.status), post, outside=outside), False
        if answer.status in (404, 410):
            return Sighting(Seen.GONE, viewpoint, failures.words(answer.status), outside=outside), False
        closed = answer.status in _CLOSED
        reader = "this token" if signed_in else "logged-out readers: this server shows them nothing"
        says = f"{failures.words(answer.status)} to {reader}" if closed else failures.words(answer.status)
        return Sighting(Seen.UNPROVEN, viewpoint, says, outside=outside), closed

    def _page(self, status_id: str) -> tuple[Sighting, bool]:
        """(what the post's web page shows a stranger, does such a page not exist as far as we know)."""
        viewpoint = f"the web page on {self._http.host}, logged out"
        path, given = self._path(status_id)
        try:
            answer = self._look(path)
            if answer.ok:
                return Sighting(Seen.THERE, viewpoint, failures.words(answer.status)), False
            says = failures.words(answer.status)
            if answer.status not in (404, 410):
                return Sighting(Seen.UNPROVEN, viewpoint, says), answer.status < 500 and answer.status != 429
            if not given:
                return Sighting(Seen.UNPROVEN, viewpoint, f"{says}, at a guessed address"), True
            if not self._look(self._profile(path)).ok:
                return Sighting(Seen.UNPROVEN, viewpoint, f"{says}, but no page is open to strangers"), True
            return Sighting(Seen.GONE, viewpoint, says), False
        except NetworkFailure as failure:
            return Sighting(Seen.UNPROVEN, viewpoint, failure.says), False

    def _look(self, path: str) -> Answer:
        headers = {"Accept": "text/html", "Cache-Control": "no-cache"}
        return self._http.call("GET", path, "a look at the page", signed_in=False, headers=headers)

    @staticmethod
    def _profile(path: str) -> str:
        """The account's own page: the first part of every post's address (/@alice, /alice)."""
        return "/" + path.split("/")[1]

    def _path(self, status_id: str) -> tuple[str, bool]:
        """(path of the post's page, did the server itself show that this is the address)."""
        if status_id in self._pages:
            return self._pages[status_id], True
        if self._form is None:
            self._learn_the_form()
        if self._form is not None:
            return self._form + status_id, True
        return refs.page_path(self._user, status_id), False

    def _learn_the_form(self) -> None:
        """From the addresses of the account's other posts."""
        path = f"/api/v1/accounts/{self._account_id}/statuses"
        try:
            answer = self._http.call("GET", path, "a look at the account's posts", params={"limit": "5"})
        except NetworkFailure:
            return
        for status in answer.items if answer.ok else ():
            if not status.get("reblog"):
                self.remember(status)
