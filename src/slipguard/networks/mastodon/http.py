"""One call to one server: deadlines, judged addresses, no redirects, and failures in five shapes.

httpx and not Mastodon.py, for what a recall needs: a time-out that is told apart from a refused
connection (unknown and retryable are different answers), 402, 403, 422 and 429 with the quota's reset,
no response body inside error texts, no redirect that carries the token elsewhere, and a connection that
goes to an address we judged.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

import httpx

from slipguard.networks.guard.judged import JudgedTransport
from slipguard.networks.mastodon import failures
from slipguard.networks.protocol import NetworkFailure, Reason, Rejected, Retryable, Unknown

CONNECT = 3.0  # seconds; a server that is there answers in far less
READ = 8.0
WHOLE = 20.0  # of one answer: a server that drips bytes must not hold up a recall
BRINGING = 30.0  # for a picture: some servers look through it before they answer
FILMING = 300.0  # for a film, which some servers code anew before they answer
LARGEST = 8 * 1024 * 1024  # bytes of an answer

AGENT = "Slipguard"
REPEATABLE = ("GET", "DELETE")  # twice is as good as once


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]  # keys in lower case
    body: Any  # parsed JSON; None where it was none

    @property
    def ok(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300

    @property
    def items(self) -> list[Any]:
        """The entries of a list, of what should be one."""
        return [item for item in self.body if isinstance(item, dict)] if isinstance(self.body, list) else []


class Http:
    """Calls to one server with one token. Safe to share between threads; nothing is opened before use."""

    def __init__(self, server: str, host: str, token: str, allow_private: bool) -> None:
        self.server, self.host = server, host
        self.allow_private = allow_private
        self.last_headers: Mapping[str, str] = {}  # of the last answer to a signed-in call: quotas
        self._token = token
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._hang_up = False  # after every answer

    @property
    def bearer(self) -> dict[str, str]:
        """The header that signs a call in."""
        return {"Authorization": f"Bearer {self._token}"}

    @property
    def client(self) -> httpx.Client:
        """Made when first needed: opening an account makes no call and costs nothing."""
        with self._lock:
            if self._client is None:
                self._client = self._new_client()
            return self._client

    def _new_client(self) -> httpx.Client:
        return httpx.Client(
            transport=JudgedTransport(self.allow_private),
            timeout=httpx.Timeout(READ, connect=CONNECT),
            headers={"User-Agent": AGENT} | ({"Connection": "close"} if self._hang_up else {}),
            follow_redirects=False,
            trust_env=False,
        )

    def call(
        self,
        method: str,
        path: str,
        doing: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        file: tuple[str, bytes | IO[bytes], str] | None = None,
        headers: Mapping[str, str] | None = None,
        signed_in: bool = True,
        harmless: bool = False,
    ) -> Answer:
        """The server's answer, whatever its status. Raises NetworkFailure only when there was none.

        A reset connection is tried again where repeating is harmless; a time-out is not: the next second
        would be lost too. What must not be repeated goes out on a connection of its own: servers close
        kept connections at any moment, and then nobody knows whether the request was read.

        `file`: (name, content or an open file, media type), sent as multipart. `harmless`: a POST whose effect nobody
        sees, so that it may be repeated after a lost answer.
        """
        repeatable = method in REPEATABLE or harmless
        request_headers = {**(self.bearer if signed_in else {}), **(headers or {})}
        for tries_left in (2, 1, 0) if repeatable else (0,):
            try:
                with self._deadline(doing, acts=method != "GET" and not harmless):
                    answer = self._once(method, self.server + path, params, data, file, request_headers)
                if signed_in:
                    self.last_headers = answer.headers
                if not self._hang_up and answer.headers.get("x-creator", "").startswith("snac/"):
                    # snac2 has few threads and gives one to every open connection: a kept one locks
                    # others out, and 3-17 % of calls on kept ones were seen to end in a reset
                    self._hang_up = True
                    self.close()
                return answer
            except _Reset:
                if not tries_left:
                    says = f"{self.host} cut the connection during {doing}."
                    if repeatable:
                        raise Retryable(says, Reason.NETWORK) from None
                    raise Unknown(says, Reason.NETWORK) from None
        raise AssertionError("the last try returns or raises")

    def ask(self, method: str, path: str, doing: str, *, acts: bool = False, **options: Any) -> Answer:
        """As `call`, and every answer but 2xx is raised as one of the five shapes."""
        answer = self.call(method, path, doing, **options)
        if answer.status == 422 and options.get("signed_in", True):
            # bad content on Mastodon, a dead token on snac2: only who am I tells them apart
            identity = self.call("GET", "/api/v1/accounts/verify_credentials", doing)
            if identity.status in (401, 422):
                raise self.failure(Answer(401, {}, None), doing)
        if not answer.ok:
            raise self.failure(answer, doing, acts)
        return answer

    def failure(self, answer: Answer, doing: str, acts: bool = False) -> NetworkFailure:
        """Which of the five shapes an answer other than 2xx is; see failures.py."""
        return failures.of(answer.status, answer.headers, self.host, doing, acts)

    def close(self) -> None:
        """Let go of connections; a later call opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    @contextmanager
    def _deadline(self, doing: str, acts: bool) -> Iterator[None]:
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise Retryable(f"{self.host} cannot be reached.", Reason.NETWORK) from None
        except httpx.TimeoutException:
            late: type[NetworkFailure] = Unknown if acts else Retryable
            raise late(f"{self.host} did not answer in time to {doing}.", Reason.NETWORK) from None
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            raise _Reset from None
        except httpx.HTTPError:
            odd: type[NetworkFailure] = Unknown if acts else Retryable
            raise odd(f"{self.host} gave no proper answer to {doing}.", Reason.NETWORK) from None
        except httpx.InvalidURL:
            raise Rejected("This is not a server's address.", Reason.INVALID) from None

    def _once(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        data: Mapping[str, str | list[str]] | None,
        file: tuple[str, bytes | IO[bytes], str] | None,
        headers: Mapping[str, str],
    ) -> Answer:
        bringing = BRINGING if file is None or isinstance(file[1], bytes) else FILMING
        if file is not None and not isinstance(file[1], bytes):
            file[1].seek(0)  # sent piece by piece, perhaps for the second time
        # a slow line may take long to carry a film: what counts is that it moves
        ends = time.monotonic() + (WHOLE if file is None else bringing) + (3600 if bringing == FILMING else 0)
        files = {"file": file} if file else None
        patience = httpx.Timeout(READ if file is None else bringing, connect=CONNECT)
        with (
            nullcontext(self.client) if method in REPEATABLE else self._new_client() as client,
            client.stream(
                method, url, params=params, data=data, files=files, headers=headers, timeout=patience
            ) as response,
        ):
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if time.monotonic() > ends or len(content) > LARGEST:
                    raise httpx.ReadTimeout("an answer without an end")
        try:
            body = json.loads(content) if content else None
        except ValueError:
            body = None
        return Answer(response.status_code, dict(response.headers), body)


class _Reset(Exception):
    """The connection was cut before an answer came."""


def netloc(server: str) -> str:
    """host[:port] of a base URL."""
    return urlsplit(server).netloc
