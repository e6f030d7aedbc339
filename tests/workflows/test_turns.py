"""A burst of deletes on one account: the worst first, nobody for ever, and back when the quota opens."""

from __future__ import annotations

import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.types import Post
from slipguard.storage import posts
from slipguard.storage.models import Account, PostRow
from slipguard.workflows import turns
from tests.eventually import eventually


def _burst(account: int, urgencies: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """All wait behind AT_ONCE deletes that are held; the order in which they went once those ended."""
    hold, order, lock = threading.Event(), list[tuple[int, float]](), threading.Lock()

    def held() -> None:
        with turns.turn(account, (-9, 0.0)):
            hold.wait(120)

    def waits(urgency: tuple[int, float]) -> None:
        with turns.turn(account, urgency), lock:
            order.append(urgency)

    turnstile = turns._turnstiles.setdefault(account, turns._Turnstile())
    first = [threading.Thread(target=held) for _ in range(turns.AT_ONCE)]
    rest = [threading.Thread(target=waits, args=(urgency,)) for urgency in urgencies]
    for thread in first:
        thread.start()
    eventually(lambda: turnstile._inside == turns.AT_ONCE, "the first are inside")
    for thread in rest:
        thread.start()
    eventually(lambda: len(turnstile._waiting) == len(urgencies), "the rest waits")
    hold.set()
    for thread in first + rest:
        thread.join(120)
    return order


def test_the_worst_goes_first() -> None:
    """By harm, then by how little it sounds like the account, whatever the order of arrival."""
    urgencies = [(0, 0.5), (-3, 0.2), (-1, 0.001), (0, 0.001), (-3, 0.001), (-2, 0.9)]
    went = _burst(1_000_001, urgencies)
    # as many may pass in one moment as there is room for: each is among the worst of those still waiting
    left = sorted(urgencies)
    for urgency in went:
        assert urgency in left[: turns.AT_ONCE], went
        left.remove(urgency)


def test_nobody_waits_for_a_call_that_hangs() -> None:
    """The delete goes after PATIENCE seconds although nobody made room."""
    hold = threading.Event()

    def held() -> None:
        with turns.turn(1_000_002, (-3, 0.0)):
            hold.wait(120)

    stuck = [threading.Thread(target=held) for _ in range(turns.AT_ONCE)]
    for thread in stuck:
        thread.start()
    turnstile = turns._turnstiles.setdefault(1_000_002, turns._Turnstile())
    eventually(lambda: turnstile._inside == turns.AT_ONCE, "all stuck")
    began = time.monotonic()
    with turns.turn(1_000_002, (0, 1.0)):
        waited = time.monotonic() - began
    hold.set()
    for thread in stuck:
        thread.join(120)
    assert turns.PATIENCE * 0.9 < waited < 60, "not when the calls ended"
    assert turnstile._inside == 0 and not turnstile._waiting


def test_accounts_do_not_wait_for_each_other() -> None:
    """A burst on one account leaves the others alone."""
    with turns.turn(1_000_003, (0, 1.0)), turns.turn(1_000_004, (0, 1.0)):
        pass


@given(st.integers(0, 3), st.integers(0, 3), st.floats(0, 2000))
def test_when_a_quota_opens_the_worse_is_earlier(harm: int, other: int, after: float) -> None:
    """Never before it opens, and the usual pause where the network did not say."""
    mine, theirs = turns.again(after, (-harm, 0.5), 15), turns.again(after, (-other, 0.5), 15)
    assert mine > after and (harm == other or (mine < theirs) == (harm > other))
    assert turns.again(None, (-harm, 0.5), 15) == 15


def test_what_a_person_named_is_urgent(db: None, owner: object) -> None:
    """A post without a verdict was named by hand: among the harmless it goes first; harm goes before it."""
    from django.utils import timezone

    from slipguard.storage.models import Workspace

    account = Account.objects.create(workspace=Workspace.objects.get(slug="first"), network="x", remote_id="7",
                                     handle="a", speaks_as="a")
    for ref, harm, p_value in (("7/1", 0, None), ("7/2", 0, 0.3), ("7/3", 2, 0.3)):
        row, _ = posts.note(account, Post("words", ref), timezone.now(), live=True)
        PostRow.objects.filter(pk=row.pk).update(harm=harm, p_value=p_value)
    order = sorted(("7/1", "7/2", "7/3"), key=lambda ref: turns.urgency(account.pk, ref))
    assert order == ["7/3", "7/1", "7/2"]
    assert turns.urgency(account.pk, "7/99") == (0, 0.0)
