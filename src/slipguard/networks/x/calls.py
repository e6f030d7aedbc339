"""One call to X with one sign-in: tweepy's answers and exceptions as our answers and five shapes.

requests has one exception for a refused connection (nothing happened) and for a cut one (nobody knows); what
tells them apart is the urllib3 error inside. Nothing of tweepy's exceptions leaves this file: they hold the whole
answer.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import tweepy
import urllib3

from slipguard.networks.protocol import NetworkFailure, Reason, Reconnect, Rejected, Retryable, Secret, Unknown
from slipguard.networks.x import failures
from slipguard.networks.x.tokens import Keyring
from slipguard.networks.x.wire import client

AHEAD = 300.0  # seconds before a token's end in which a read renews it, so that no delete has to


@dataclass(frozen=True, slots=True)
class Answer:
    """What X said."""

    status: int
    headers: Mapping[str, str]  # keys in lower case
    body: Any  # parsed JSON; None where it was none

    @property
    def ok(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300

    @property
    def data(self) -> Any:
        """The `data` of a proper answer, else None."""
        return self.body.get("data") if isinstance(self.body, dict) else None

    @property
    def items(self) -> list[dict[str, Any]]:
        """`data` as a list of objects."""
        return [item for item in self.data if isinstance(item, dict)] if isinstance(self.data, list) else []


Verb = Callable[[tweepy.Client, bool], Any]  # (client, is it OAuth 1.0a) -> requests.Response


class Calls:
    """Calls for one account. Safe between threads: one at a time, and each thread waits for its own answer."""

    def __init__(self, secret: Secret, keep: Callable[[Secret], None], keyring: Keyring) -> None:
        self._secret, self._keep, self._keyring = dict(secret), keep, keyring
        self._lock = threading.RLock()
        self._clients: dict[bool, tweepy.Client] = {}

    @property
    def has_app(self) -> bool:
        """Is there a token of the application itself, to look with no user signed in?"""
        return bool(self._secret.get("bearer"))

    @property
    def secret(self) -> Mapping[str, str]:
        """The sign-in as it is now."""
        return self._secret

    def call(
        self,
        doing: str,
        verb: Verb,
        *,
        acts: bool = False,
        once: bool = False,
        as_app: bool = False,
        within: float | None = None,
    ) -> Answer:
        """X's answer, whatever its status. Raises NetworkFailure only when there was none.

        `acts`: a lost answer leaves the outcome unknown. `once`: must not be repeated (a publish), so it goes out on
        a connection of its own: kept ones may be closed at any moment, and then nobody knows whether it was read.
        `within`: seconds for a call that stands before a delete; it is not tried again.
        """
        with self._lock:
            if not as_app and not acts and within is None:
                self._renew_ahead()
            answer = self._tried(doing, verb, acts, once, as_app, within)
            if answer.status == 401 and not as_app and self._renew(doing):
                answer = self._tried(doing, verb, acts, once, as_app, within)
            return answer

    def ask(self, doing: str, verb: Verb, **options: Any) -> Answer:
        """As `call`, and every answer but 2xx is raised as one of the five shapes."""
        answer = self.call(doing, verb, **options)
        if not answer.ok:
            raise failures.of(answer.status, answer.headers, answer.body, doing, options.get("acts", False))
        if not isinstance(answer.body, dict):
            odd = Unknown if options.get("acts") else Retryable
            raise odd(f"X gave no proper answer to {doing}.", Reason.NETWORK, status=answer.status)
        return answer

    def close(self) -> None:
        """Let go of connections; a later call opens new ones."""
        with self._lock:
            clients, self._clients = self._clients, {}
        for one in clients.values():
            one.session.close()

    def _tried(self, doing: str, verb: Verb, acts: bool, once: bool, as_app: bool, within: float | None) -> Answer:
        """A cut connection is tried again where repeating is harmless (reads and deletes); a time-out is not: the
        next seconds would be lost too."""
        for left in (0,) if once or within is not None else (2, 1, 0):
            try:
                return self._send(doing, verb, acts, once, as_app, within)
            except _Cut:
                if not left:
                    says = f"X cut the connection during {doing}."
                    raise (Unknown if acts else Retryable)(says, Reason.NETWORK) from None
        raise AssertionError("the last try returns or raises")

    def _send(self, doing: str, verb: Verb, acts: bool, once: bool, as_app: bool, within: float | None) -> Answer:
        made = client(self._secret, lasting=False, as_app=as_app) if once else self._client(as_app)
        made.session.within = within
        try:
            response = verb(made, "access" not in self._secret and not as_app)
        except tweepy.HTTPException as failed:
            response = failed.response
        except requests.RequestException as failed:
            raise lost(failed, doing, acts) from None
        except (tweepy.TweepyException, ValueError, TypeError, AttributeError):
            # tweepy stumbles over error bodies that are no object and over odd headers: the answer itself counts
            if made.session.last is None:
                raise Rejected(f"{doing.capitalize()} cannot be sent like this.", Reason.INVALID) from None
            response = made.session.last
        finally:
            if once:
                made.session.close()
        return answer_of(response)

    def _client(self, as_app: bool) -> tweepy.Client:
        if as_app not in self._clients:
            self._clients[as_app] = client(self._secret, as_app=as_app)
        return self._clients[as_app]

    # ---- OAuth 2.0 tokens live for two hours --------------------------------------------------------
    def _renew_ahead(self) -> None:
        ends = float(self._secret.get("expires") or 0)
        if ends and ends - time.time() < AHEAD and self._secret.get("refresh"):
            try:
                self._renew("a renewed sign-in")
            except (Reconnect, Retryable, Unknown):
                return  # the old token may still do: the call itself tells

    def _renew(self, doing: str) -> bool:
        """A fresh token, if there is a way to one. Reconnect where X refuses it."""
        if not self._secret.get("refresh"):
            return False
        fresh = self._keyring.renew(self._secret, doing)
        self._secret = {**self._secret, **fresh}
        self._keep(self._secret)
        clients, self._clients = self._clients, {}
        for one in clients.values():
            one.session.close()
        return True


class _Cut(Exception):
    """The connection was cut before the whole answer came."""


def answer_of(response: requests.Response) -> Answer:
    """A response as our answer; a body that is no JSON, or half of one, is None."""
    try:
        body = json.loads(response.content) if response.content else None
    except ValueError:
        body = None
    return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


def lost(failed: requests.RequestException, doing: str, acts: bool) -> NetworkFailure:
    """What no answer means. Raises _Cut where another try may help."""
    inner = failed.args[0] if failed.args else None
    inner = getattr(inner, "reason", inner)  # urllib3's "retries" wrap the true one
    unsure = Unknown if acts else Retryable
    if isinstance(failed, requests.ConnectTimeout) or isinstance(inner, urllib3.exceptions.NewConnectionError):
        return Retryable("X cannot be reached.", Reason.NETWORK)
    if isinstance(failed, requests.Timeout) or isinstance(inner, urllib3.exceptions.ReadTimeoutError):
        return unsure(f"X did not answer in time to {doing}.", Reason.NETWORK)
    if isinstance(failed, requests.exceptions.SSLError):
        return Retryable("The connection to X is not safe (its certificate does not fit).", Reason.NETWORK)
    if isinstance(failed, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        raise _Cut
    return unsure(f"X gave no proper answer to {doing}.", Reason.NETWORK)
