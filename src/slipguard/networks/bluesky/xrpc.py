"""Calls to an AT Protocol server: deadlines, the session and its renewal, the five shapes.

Spoken directly with httpx: the seven calls that are needed are plain JSON, while importing the SDK's
client costs a command like `recall --now` more than a second and the process 60 MB, and its models
refuse records that do not follow their lexicon, of which every history holds some. The SDK's core
decodes the stream (frames.py), and in the tests its client plays the phone.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any

import httpx

from slipguard.networks.guard.judged import JudgedTransport
from slipguard.networks.protocol import (
    NetworkFailure,
    Reason,
    Reconnect,
    Rejected,
    Retryable,
    Secret,
    Unknown,
    Unsupported,
)

CONNECT_S = 3.0
READ_S = 8.0
BRING_S = 30.0  # for a picture over a slow line, and for each move of a film
FILM_S = 300.0  # until the answer to a film: the server stores and names it first
_DEAD = {"ExpiredToken", "InvalidToken", "AuthenticationRequired", "AuthMissing"}
_CLOSED = {"AccountTakedown", "AccountSuspended", "AccountDeactivated", "AccountNotFound"}
_ABSENT = {"MethodNotImplemented", "XRPCNotSupported"}

log = logging.getLogger(__name__)


class Refused(Exception):
    """The server answered, and not with success. Internal: `shape` makes one of the five of it."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.headers = answer.headers
        self.error, self.message = "", ""
        try:
            body = answer.json()
            self.error, self.message = str(body["error"]), str(body.get("message", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        # shown to people, so nothing but the name of an error may come from the server
        if not re.fullmatch("[A-Za-z]{1,40}", self.error):
            self.error = ""
        super().__init__(f"HTTP {self.status} {self.error}".strip())


def shape(refused: Refused, host: str, acts: bool = False) -> NetworkFailure:
    """What a server's refusal means. `acts`: a server error may have come after the deed."""
    status, says = refused.status, f"{host} answered {refused}"
    failure: NetworkFailure
    if status == 429:
        failure = Retryable(f"{says}: its quota is used up.", Reason.QUOTA, _reset(refused.headers), status)
    elif refused.error in _CLOSED:
        failure = Rejected(f"{says}: the account is closed or suspended.", Reason.PERMISSION, status)
    elif status == 401 or refused.error in _DEAD:
        failure = Reconnect(f"{says}: it does not accept the sign-in any more.", Reason.TOKEN, status)
    elif status == 402:
        failure = Rejected(f"{says}.", Reason.CREDIT, status)
    elif status == 403:
        failure = Rejected(f"{says}: this is not permitted.", Reason.PERMISSION, status)
    elif (
        status in (404, 501)
        or refused.error in _ABSENT
        or refused.message.startswith("No service configured")
    ):
        failure = Unsupported(f"{host} does not offer this.", Reason.INVALID, status)
    elif 400 <= status < 500:
        failure = Rejected(f"{says}.", Reason.INVALID, status)
    elif acts:
        failure = Unknown(f"{says}; it may have acted all the same.", Reason.NETWORK, status)
    else:
        failure = Retryable(f"{says}.", Reason.NETWORK, status=status)
    return failure


def _reset(headers: Mapping[str, str]) -> float | None:
    """Seconds until a quota opens again: RateLimit-Reset is a moment (Unix time), Retry-After a span."""
    try:
        if "retry-after" in headers:
            return max(0.0, float(headers["retry-after"]))
        return max(0.0, float(headers["ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        return None


def wanted(answer: Mapping[str, Any], name: str, host: str) -> str:
    """A text that an answer has to have. Raises Retryable where the server speaks something else."""
    value = answer.get(name)
    if not isinstance(value, str):
        raise Retryable(f"{host} answered without {name}.", Reason.NETWORK)
    return value


class Xrpc:
    """One account's server and session. Safe for several threads."""

    def __init__(
        self, secret: Secret, keep: Callable[[Secret], None] = lambda _: None, allow_private: bool = False
    ) -> None:
        self.allow_private = allow_private
        self.secret = dict(secret)
        self.quota: dict[str, str] = {}  # the RateLimit-... headers that were seen last, without their prefix
        self._keep = keep
        self._renewing = threading.Lock()
        self._http = httpx.Client(
            transport=JudgedTransport(allow_private),  # servers name other servers: none may lead into the house
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
            headers={"User-Agent": "slipguard"},
            trust_env=False,
        )

    @property
    def server(self) -> str:
        """Base address of the server that keeps the account's posts."""
        return self.secret.get("pds") or self.secret["service"]

    def close(self) -> None:
        """Let go of connections. Safe to call twice."""
        self._http.close()

    # ---- calls -----------------------------------------------------------------------------------
    def get(self, nsid: str, server: str = "", **params: object) -> dict[str, Any]:
        """A query without a token. Raises Refused and the shapes of a lost connection."""
        query = {name: value for name, value in params.items() if value is not None}
        return self._send("GET", server or self.server, nsid, params=query)

    def get_as(self, nsid: str, **params: object) -> dict[str, Any]:
        """A query with the account's token."""
        return self._signed(lambda token: self._send("GET", self.server, nsid, token, params=params))

    def act(self, nsid: str, **body: object) -> dict[str, Any]:
        """A procedure with the account's token. A lost answer is Unknown."""
        return self._signed(lambda token: self._send("POST", self.server, nsid, token, acts=True, json=body))

    def bring(self, nsid: str, content: bytes | IO[bytes], media_type: str) -> dict[str, Any]:
        """Bytes, or a file piece by piece, with the account's token. Harmless twice, so a lost answer is Retryable."""
        kind, small = {"Content-Type": media_type}, isinstance(content, bytes)
        patience = httpx.Timeout(BRING_S, read=BRING_S if small else FILM_S, connect=CONNECT_S)

        def send(token: str) -> dict[str, Any]:
            if not isinstance(content, bytes):
                content.seek(0)  # perhaps for the second time, with a fresh token
            return self._send("POST", self.server, nsid, token, content=content, headers=kind, timeout=patience)

        return self._signed(send)

    def sign_in(self, password: str, identifier: str) -> dict[str, Any]:
        """A new session at the service; nothing is kept."""
        return self._send(
            "POST",
            self.secret["service"],
            "com.atproto.server.createSession",
            json={"identifier": identifier, "password": password},
        )

    def sign_out(self, refresh: str) -> None:
        """End a session."""
        self._send("POST", self.secret["service"], "com.atproto.server.deleteSession", refresh)

    def _send(
        self, method: str, server: str, nsid: str, token: str = "", acts: bool = False, **more: Any
    ) -> dict[str, Any]:
        host = httpx.URL(server).host
        headers = more.pop("headers", {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            answer = self._http.request(method, f"{server}/xrpc/{nsid}", headers=headers, **more)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as lost:
            raise Retryable(f"{host} cannot be reached.", Reason.NETWORK) from lost
        except httpx.HTTPError as lost:
            if acts:
                raise Unknown(f"The answer of {host} was lost; it may have acted.", Reason.NETWORK) from lost
            raise Retryable(f"{host} did not answer.", Reason.NETWORK) from lost
        if acts:
            self.quota = {
                name.removeprefix("ratelimit-"): value
                for name, value in answer.headers.items()
                if name.startswith("ratelimit-")
            } or self.quota
        if not answer.is_success:
            raise Refused(answer)
        try:
            return dict(answer.json()) if answer.content else {}
        except (ValueError, TypeError) as odd:
            says = f"{host} answered with something that is not its protocol."
            raise (Unknown if acts else Retryable)(says, Reason.NETWORK) from odd

    # ---- the session -----------------------------------------------------------------------------
    def _signed(self, send: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        token = self.secret["access"]
        try:
            return send(token)
        except Refused as refused:
            if not (refused.error in _DEAD or (refused.status == 401 and refused.error not in _CLOSED)):
                raise
        self._renew(token)
        return send(self.secret["access"])

    def _renew(self, dead: str) -> None:
        """A new access token: by the refresh token, or by the app password.

        Refresh tokens rotate, so one is lost for good when a crash comes between the server's answer
        and our note of it, or when two processes renew at once. The app password stays sealed beside
        them for that: it can do no more than the session it makes, it is revoked at the same place,
        and without it the account would have to be connected anew in the very minute of an incident.
        """
        with self._renewing:
            if self.secret["access"] != dead:
                return  # another thread was faster
            host = httpx.URL(self.secret["service"]).host
            try:
                try:
                    session = self._send(
                        "POST", self.server, "com.atproto.server.refreshSession", self.secret["refresh"]
                    )
                except Refused as refused:
                    if not isinstance(shape(refused, host), Reconnect) or not self.secret.get("password"):
                        raise
                    session = self.sign_in(self.secret["password"], self.secret["did"])
            except Refused as refused:
                raise shape(refused, host) from refused
            if session.get("did") != self.secret["did"]:
                raise Reconnect(f"{host} renewed the session of another account.", Reason.WRONG_ACCOUNT)
            access, refresh = (wanted(session, name, host) for name in ("accessJwt", "refreshJwt"))
            self.secret |= {"access": access, "refresh": refresh}
            try:
                self._keep(dict(self.secret))
            except Exception as failed:  # no storage trouble may stand in front of a delete
                log.warning("the renewed session could not be stored: %s", type(failed).__name__)
