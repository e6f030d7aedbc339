"""The adapter against what X's own simulator answered (frames/README.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slipguard.networks.protocol import Delete, Outgoing, Reason, Reconnect, Rejected, Seen
from slipguard.networks.x.client import XNetwork
from tests.networks.replay import lines, recorded

NAME = "x-http-2026-11-22.jsonl"
KEYS = {"api_key": "ck", "api_secret": "cs", "token": "0-at", "token_secret": "ts"}


def _signer(header: str) -> str:
    """A signature is another one each time; the kind stays."""
    return header.partition(" ")[0]


@pytest.fixture
def replay() -> Iterator[str]:
    """The recorded simulator."""
    with recorded(NAME, _signer) as url:
        yield url


def _open(replay: str, **changes: str) -> XNetwork:
    secret = {"user_id": "0", "user": "playground_user", "api": replay, "oembed": f"{replay}/oembed", **KEYS, **changes}
    return XNetwork(secret, lambda _: None)


def test_who_am_i(replay: str) -> None:
    """The signed question names the account; an unsigned one is 401, an application's own 403."""
    me = _open(replay).whoami()
    assert (me.remote_id, me.handle, me.name) == ("0", "playground_user", "Playground User")
    answers = {pair["what"]: pair["response"]["status"] for pair in lines(NAME)}
    assert (answers["no token"], answers["who am I, application-only"]) == (401, 403)
    as_application = {"user_id": "0", "user": "playground_user", "api": replay, "access": "test_token"}
    with pytest.raises(Rejected) as failure:
        XNetwork(as_application, lambda _: None).whoami()
    assert failure.value.reason is Reason.PERMISSION


def test_history_over_two_pages(replay: str) -> None:
    """Newest first, the second page without times; then there is no more that the recording knows."""
    posts = []
    for post in _open(replay).history(10):
        posts.append(post)
    assert [p.ref for p in posts[:6]] == [f"0/{number}" for number in (405, 404, 403, 402, 401, 400)]
    assert posts[0].app == "Twitter Web App" and posts[0].at is not None
    assert posts[6].text == "Lot 7 is closed on Friday for line painting."


def test_publish(replay: str) -> None:
    """201 with number and text is the post."""
    post = _open(replay).publish(Outgoing("Lot 7 is closed on Friday for line painting."), "publish:1-v1")
    assert post.ref == "0/399" and post.url == "https://x.com/playground_user/status/399"


def test_there_deleted_gone(replay: str) -> None:
    """A read with data is there; after the delete 200 with `errors` and no data is gone; the second delete is 404."""
    network = _open(replay)
    (there,) = network.fetch("0/399", False)
    assert there.seen is Seen.THERE and there.post and there.post.text.startswith("Lot 7")
    assert network.delete("0/399") is Delete.SENT
    (gone,) = network.fetch("0/399", False)
    assert (gone.seen, gone.says) == (Seen.GONE, "200 OK, “Not Found Error”")
    assert gone.outside is False, "the account's own word"
    assert network.delete("0/399") is Delete.NOT_FOUND


def test_the_simulator_deletes_what_is_not_ours() -> None:
    """Why an answer to a delete proves nothing, and why a ref names its owner."""
    pair = next(pair for pair in lines(NAME) if pair["what"] == "delete another person's post")
    assert pair["response"]["body"] == {"data": {"deleted": True}}


def test_mentions_without_any(replay: str) -> None:
    """An empty list is an answer."""
    from datetime import UTC, datetime

    assert _open(replay).mentions(datetime(2026, 11, 22, tzinfo=UTC)) == []


def test_a_wrong_signature_is_a_dead_sign_in(replay: str) -> None:
    """What the recording has for nobody is 501 here; 401 comes from the recorded unsigned question."""
    status = {p["what"]: p["response"] for p in lines(NAME)}["no token"]
    assert status["body"]["title"] == "Unauthorized"
    from slipguard.networks.x import failures

    shape = failures.of(status["status"], status["headers"], status["body"], "a question")
    assert isinstance(shape, Reconnect) and shape.reason is Reason.TOKEN
