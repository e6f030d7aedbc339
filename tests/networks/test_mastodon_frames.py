"""The adapter against what a real server answered (frames/README.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from slipguard.networks.mastodon import convert, failures
from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.networks.mastodon.http import Http
from slipguard.networks.mastodon.sweep import Sweep
from slipguard.networks.protocol import (
    Appeared,
    Delete,
    Outgoing,
    Reason,
    Reconnect,
    Rejected,
    Seen,
    Vanished,
)
from tests.networks.replay import lines, recorded

ALICE, BOB = "01N2XM09SDDHFW2V24JMHZ3PC0", "01MFSXD3KGWN3A1HHG02Z803J1"
LOT7 = f"{ALICE}@social.example/01M821VDZV0J922X93DVSYNRKN"
LATE = f"{ALICE}@social.example/01M821VF624NM0DG13J6GVF39A"


@pytest.fixture
def replay() -> Iterator[str]:
    """The recorded server."""
    with recorded("mastodon-http-2026-11-22.jsonl") as url:
        yield url


def _open(replay: str, token: str = "ALICE_TOKEN", account_id: str = ALICE) -> MastodonNetwork:
    secret = {"server": "https://social.example", "token": token, "account_id": account_id, "acct": "alice"}
    return MastodonNetwork(secret, None, True, reach=replay)


def test_who_am_i(replay: str) -> None:
    """A live token names its account, a dead one asks to reconnect."""
    me = _open(replay).whoami()
    assert (me.remote_id, me.handle, me.followers) == (f"{ALICE}@social.example", "alice@social.example", 1)
    with pytest.raises(Reconnect):
        _open(replay, "x").whoami()


def test_history(replay: str) -> None:
    """Two recorded pages, newest first, without a gap."""
    posts = list(_open(replay).history(8))
    assert len(posts) == 8 and posts == sorted(posts, key=lambda p: p.ref, reverse=True)
    assert posts[0].text == "Permit desk hours, notice 6" and posts[0].at is not None
    assert {p.author for p in posts} == {f"{ALICE}@social.example"}


def test_the_recorded_server_ignored_the_key() -> None:
    """Why looking is needed: one key, two posts, 17 milliseconds apart."""
    pairs = {pair["what"]: pair for pair in lines("mastodon-http-2026-11-22.jsonl")}
    first, second = pairs["publish"], pairs["publish again with the same key"]
    assert first["request"]["headers"]["Idempotency-Key"] == second["request"]["headers"]["Idempotency-Key"]
    assert first["response"]["body"]["id"] != second["response"]["body"]["id"]


def test_publish_finds_what_is_there(replay: str) -> None:
    """A publish whose words stand in the recorded listing is that post, and nothing is sent."""
    tried = datetime(2026, 11, 22, 16, 36, 26, tzinfo=UTC)
    network = _open(replay)
    post = network.publish(Outgoing("Permit desk hours, notice 5", first_tried=tried), "publish:9-v1")
    assert post.ref.startswith(f"{ALICE}@social.example/") and post.app == "probe"


def test_gone_and_not_proven(replay: str) -> None:
    """There, deleted, gone; logged out the same server proves nothing, before and after."""
    network = _open(replay)
    (there,) = network.fetch(LOT7, False)
    assert there.seen is Seen.THERE and there.post is not None
    assert there.post.text == "Lot 7 is closed on Friday for line painting."
    assert {s.seen for s in network.fetch(LOT7, True)} == {Seen.UNPROVEN}
    assert network.delete(LOT7) is Delete.SENT
    (gone,) = network.fetch(LOT7, False)
    assert (gone.seen, gone.says) == (Seen.GONE, "404 Not Found")
    assert all(s.seen is Seen.UNPROVEN for s in network.fetch(LOT7, True))
    assert network.delete(LOT7) is Delete.NOT_FOUND


def test_a_late_delete(replay: str) -> None:
    """200 to the delete, still readable once, then gone: what made polling necessary."""
    network = _open(replay)
    assert network.delete(LATE) is Delete.SENT
    assert [network.fetch(LATE, False)[0].seen for _ in range(2)] == [Seen.THERE, Seen.GONE]


def test_another_persons_post(replay: str) -> None:
    """403 is a matter of permission, not of the token."""
    forged = LOT7.replace(ALICE, BOB)
    with pytest.raises(Rejected) as failure:
        _open(replay, "BOB_TOKEN", BOB).delete(forged)
    assert failure.value.reason is Reason.PERMISSION


def test_mentions(replay: str) -> None:
    """The recorded notification is Bob's answer, with the post that it answers."""
    (post,) = _open(replay).mentions(datetime(2026, 11, 22, tzinfo=UTC))[:1]
    assert (post.text, post.author) == ("@alice seriously?? delete this", f"{BOB}@social.example")
    assert post.reply_to == LOT7


def test_the_stream() -> None:
    """Every post of the account once, the edit again, every delete, and nothing of others."""
    frames = [convert.frame(line["frame"]) for line in lines("mastodon-stream-2026-11-22.jsonl")]
    sweep = Sweep(Http("https://social.example", "social.example", "t", False), ALICE, "")
    told: list[Appeared | Vanished] = []
    for event, payload in frames:
        if event in ("update", "status.update"):
            told += [h for h in sweep.status(json.loads(payload)) if isinstance(h, Appeared)]
        elif event == "delete":
            told += [h for h in sweep.deleted(payload) if isinstance(h, Vanished)]
    texts = [h.post.text for h in told if isinstance(h, Appeared)]
    assert texts[:2] == ["Lot 7 is closed on Friday for line painting."] * 2
    assert "Lot 7 is closed on Friday. Use Lot 9." in texts
    assert Vanished(LOT7, "") in told
    refs = [h.post.ref for h in told if isinstance(h, Appeared)][:11]
    assert refs != sorted(refs), "updates come out of order: a cursor of ids would skip some"


def test_a_delete_may_overtake_its_post() -> None:
    """The delete event came first, the update after it: what is gone does not appear."""
    frames = [convert.frame(line["frame"]) for line in lines("mastodon-stream-2026-11-22.jsonl")]
    late_id = LATE.rpartition("/")[2]
    order = [e for e, p in frames if p.strip() == late_id or (e == "update" and json.loads(p)["id"] == late_id)]
    assert order == ["delete", "update"]
    sweep = Sweep(Http("https://social.example", "social.example", "t", False), ALICE, "")
    update = next(json.loads(p) for e, p in frames if e == "update" and json.loads(p)["id"] == late_id)
    assert list(sweep.deleted(late_id)) == [Vanished(LATE, "")]
    assert list(sweep.status(update)) == []


def test_reset_headers_of_both_kinds() -> None:
    """The quota's reset is an ISO time on Mastodon and seconds since 1970 on GoToSocial."""
    date = {"date": "Sun, 22 Nov 2026 16:00:00 GMT"}
    assert failures.reset_after(date | {"x-ratelimit-reset": "2026-11-22T16:30:00.000000Z"}) == 1800
    epoch = int(datetime(2026, 11, 22, 16, 5, tzinfo=UTC).timestamp())
    assert failures.reset_after(date | {"x-ratelimit-reset": str(epoch)}) == 300
    assert failures.reset_after(date | {"retry-after": "7"}) == 7
    assert failures.reset_after({"x-ratelimit-reset": "soon"}) is None
