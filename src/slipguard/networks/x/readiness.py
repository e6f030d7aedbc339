"""Could a delete succeed now? Asked without deleting anything: sign-in, rights, quota, and the money for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from slipguard.networks.protocol import Check, NetworkFailure, Readiness, Reason, Reconnect, Rejected, Retryable
from slipguard.networks.x import convert, failures, prices
from slipguard.networks.x.calls import Calls

TOP_UP = "Top up the developer account at X."
LOW = Decimal("5")  # dollars: less than this is said days before it is nothing


class Quota:
    """Deletes that are left of 50 in 15 minutes, by the last delete's answer; for every client of an account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[str, tuple[int, float, datetime]] = {}  # user id -> left, monotonic end, the same for people
        self._broke: set[str] = set()  # accounts whose last answer was 402

    def note(self, user_id: str, status: int, headers: Mapping[str, str]) -> None:
        """Read an answer to a DELETE."""
        with self._lock:
            if status == 402:
                self._broke.add(user_id)
            elif status < 400:
                self._broke.discard(user_id)
            at, after = failures.opens(headers)
            left = headers.get("x-rate-limit-remaining", "")
            if at is not None and after is not None and (left.isdigit() or status == 429):
                self._left[user_id] = (0 if status == 429 else int(left), time.monotonic() + after, at)

    def left(self, user_id: str) -> tuple[int, datetime] | None:
        """(deletes left, when the quota opens again); None: not known, or open by now."""
        with self._lock:
            found = self._left.get(user_id)
            return (found[0], found[2]) if found and time.monotonic() < found[1] else None

    def used_up(self, user_id: str) -> Retryable | None:
        """The failure of the next delete, known without asking: a question would be answered 429."""
        found = self.left(user_id)
        if not found or found[0]:
            return None
        after = max(0.0, (found[1] - datetime.now(UTC)).total_seconds())
        says = f"X takes 50 deletes in 15 minutes; the next one can be sent at {found[1]:%H:%M} UTC."
        return Retryable(says, Reason.QUOTA, after, 429)

    def broke(self, user_id: str) -> bool:
        """Was the last delete refused for want of credit?"""
        with self._lock:
            return user_id in self._broke


def check(calls: Calls, user_id: str, quota: Quota) -> Readiness:
    """Sign-in alive, right to write granted, quota and credit left."""
    facts: dict[str, str] = {}
    try:
        answer = calls.ask(
            "the question whose sign-in this is",
            lambda x, old: x.get_me(user_fields=convert.USER_FIELDS, user_auth=old),
        )
        scope = _may_not(calls.secret, answer.headers, facts)
        checks = [_check("scope", scope, "The sign-in may write and delete.", "Connect the account again.")]
        spent = _quota_gone(quota.left(user_id), facts)
        checks.append(_check("quota", spent, "X takes 50 deletes in 15 minutes.", "Delete by hand until then."))
        if scope or spent:
            return Readiness(False, scope or spent, facts, tuple(checks))
        return _with_credit(_credit(calls, facts), quota.broke(user_id), facts, tuple(checks))
    except Reconnect as dead:
        return Readiness(False, f"{dead.says} Connect the account again.", facts)
    except NetworkFailure as failure:
        broke = failure.reason is Reason.CREDIT
        says = "The developer account at X has no credit left: top it up, or nothing is deleted."
        if not broke:
            return Readiness(None, failure.says, facts)
        return Readiness(False, says, facts, (Check("credit", False, says, TOP_UP),))


def _check(name: str, why_not: str, well: str, step: str) -> Check:
    return Check(name, False, why_not, step) if why_not else Check(name, True, well)


def _quota_gone(found: tuple[int, datetime] | None, facts: dict[str, str]) -> str:
    """Why no delete can be sent in this quarter of an hour, "" if one can."""
    if not found:
        return ""
    facts["deletes left in this quarter of an hour"] = str(found[0])
    facts["quota opens again"] = found[1].isoformat(timespec="seconds")
    return "" if found[0] else f"All 50 deletes of 15 minutes are used; the next can be sent at {found[1]:%H:%M} UTC."


def _with_credit(
    credit: Decimal | None, broke: bool, facts: dict[str, str], checks: tuple[Check, ...]
) -> Readiness:
    need = prices.of("recall")
    able: bool
    known: bool | None
    soon = ""
    if credit is None and broke:
        able, known = False, False
        says = "X refused the last delete for want of credit (402): top up the developer account."
    elif credit is None:
        able, known = True, None
        says = "X accepts the sign-in and it may delete. How much credit is left is not known here."
    elif credit < need:
        able, known = False, False
        says = f"Only ${credit:.2f} of credit is left at X, and a recall costs ${need}: top up now."
    else:
        able, known = True, True
        soon = f"Only ${credit:.2f} of credit is left at X: top up before it is gone." if credit < LOW else ""
        says = f"X accepts the sign-in, it may delete, and ${credit:.2f} of credit are left. {soon}".strip()
    step = "" if known and not soon else TOP_UP if known is not None else "Set SLIPGUARD_X_BEARER_TOKEN to be warned."
    return Readiness(able, says, facts, (*checks, Check("credit", known, says, step)), soon)


def _may_not(secret: Mapping[str, str], headers: Mapping[str, str], facts: dict[str, str]) -> str:
    """Why the sign-in may not delete, "" if it may as far as X tells.

    OAuth 2.0 names its scopes; for OAuth 1.0a answers carry x-access-level (read, read-write, ...).
    """
    scopes = set(secret.get("scopes", "").split())
    if scopes:
        facts["scopes"] = " ".join(sorted(scopes))
        missing = {"tweet.read", "tweet.write", "users.read"} - scopes
        if missing:
            return f"The sign-in may not delete ({', '.join(sorted(missing))} is missing): connect the account again."
    level = headers.get("x-access-level", "")
    if level:
        facts["access"] = level
        if "write" not in level:
            return "The application may only read: give it “Read and write” at X, make new keys, and connect again."
    return ""


def _credit(calls: Calls, facts: dict[str, str]) -> Decimal | None:
    """Dollars left (GET /2/usage/credits, https://docs.x.com/x-api/usage/get-usage-credits); None: not to be had."""
    if not calls.has_app:
        facts["credit"] = "not known: SLIPGUARD_X_BEARER_TOKEN is not set"
        return None
    # tweepy has no method for this address yet; its request() signs and sends it
    answer = calls.call("the question how much credit is left", _credits, as_app=True)
    if answer.status == 402:
        raise Rejected("X says that no credit is left.", Reason.CREDIT, 402)
    found: Any = answer.data.get("total_balance") if answer.ok and isinstance(answer.data, dict) else None
    try:
        credit = Decimal(str(found))
    except InvalidOperation:
        facts["credit"] = f"not known ({failures.words(answer.status)})"
        return None
    facts["credit"] = f"${credit:.2f}"
    return credit


def _credits(client: Any, _: bool) -> Any:
    return client.request("GET", "/2/usage/credits")
