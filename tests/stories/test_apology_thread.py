"""An apology as a thread, on each network: every part once, in order, each answering the one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from atproto import Client

from slipguard.actions import accounts, apologies, recalls
from slipguard.actions.access import Actor
from slipguard.storage import incidents as stored
from slipguard.storage.models import Account, Draft, Workspace
from tests.eventually import eventually
from tests.networks.bluesky_rig import POST, SdkPhone
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.mastodon import Behaviour, MastodonServer
from tests.servers.pds import Pds
from tests.servers.x import XServer
from tests.servers.x.world import World as XWorld
from tests.stories.desk import state_is
from tests.stories.test_on_x import account_of, x

__all__ = ["x"]  # a fixture
PARTS = [
    "We posted an insult on this account this morning. We have deleted it, and we are sorry.",
    "We were wrong to write it, and we apologise to everyone who read it.",
    "From now on two people read each post before it goes out. — Ana Ruiz, editor",
]
TEXT = "\n---\n".join(PARTS)
Chain = list[tuple[str, str, str]]  # (ref, words, the ref that it answers), oldest first


def said_sorry(owner: Actor, account: Account, slip: str, read: Callable[[], Chain]) -> None:
    """Take the slip back, approve the thread, and read it back with a client that shares no code with ours."""
    incident = recalls.by_ref(owner, account, slip)
    state_is(lambda: stored.read(incident), "confirmed gone")
    number = apologies.approve(owner, incident, TEXT).pk
    draft = eventually(lambda: (d := Draft.objects.get(pk=number)).state == "published" and d, "the thread", 60)
    refs = [part["ref"] for part in draft.sent]
    assert read() == list(zip(refs, PARTS, ["", *refs[:2]], strict=True))
    told = stored.read(incident).apology
    assert (told["text"], told["ref"]) == ("\n\n".join(PARTS), refs[0])


def test_on_mastodon(engine: None, owner: Actor) -> None:
    """As Mastodon.py lists the account."""
    with MastodonServer(Behaviour(quota=100_000)) as server:
        person = server.person()
        form = {"server": server.url, "token": person.token}
        account = accounts.connect(owner, Workspace.objects.get(slug="first"), "mastodon", form)
        phone = MastodonPhone(server.url, person.token, account.remote_id)

        def read() -> Chain:
            found = sorted(phone.statuses(), key=lambda status: int(status.id))
            ours = {str(part.id): f"{account.remote_id}/{part.id}" for part in found}
            words = list(reversed(phone.texts()))
            return [(ours[str(one.id)], text, ours.get(str(one.in_reply_to_id), ""))
                    for one, text in zip(found, words, strict=True)]

        said_sorry(owner, account, phone.post("what a clown"), read)


def chain_of(world: XWorld, user_id: str) -> Chain:
    """What the X server holds of one person, oldest first."""
    with world.lock:
        mine = [one for one in world.tweets.values() if one.author.id == user_id and not one.deleted]
        return [(f"{user_id}/{one.id}", one.text, f"{user_id}/{one.reply_to.id}" if one.reply_to else "")
                for one in sorted(mine, key=lambda one: int(one.id))]


def test_on_x(engine: None, owner: Actor, x: XServer) -> None:
    """As the server itself holds it; the parts are within X's 280."""
    phone, account = account_of(x, owner, 0)
    before = len(chain_of(x.world, account.remote_id))
    slip = phone.post("what a clown")
    said_sorry(owner, account, slip, lambda: chain_of(x.world, account.remote_id)[before:])


@pytest.mark.pds
def test_on_a_real_pds(engine: None, owner: Actor, pds: Pds) -> None:
    """As a stranger lists the records; each also names the thread's first part as its root."""
    made = pds.account()
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "bluesky", form)

    def read() -> Chain:
        stranger = Client(f"{pds.url}/xrpc")
        records = stranger.com.atproto.repo.list_records({"repo": made["did"], "collection": POST}).records
        found = sorted(records, key=lambda one: one.value.created_at)
        assert {one.value.reply.root.uri for one in found[1:] if one.value.reply} == {found[0].uri}
        return [(one.uri, one.value.text, one.value.reply.parent.uri if one.value.reply else "") for one in found]

    said_sorry(owner, account, SdkPhone(pds.url, made).post("what a clown"), read)


@pytest.mark.parametrize("kill", ["part1:after", "part2:before", "part2:after"])
def test_killed_between_parts_on_x(kill: str, tmp_path: Path) -> None:
    """X knows no keys: killed after X took a part and before we knew, the next life finds it and writes the rest."""
    with XServer() as server:
        person = server.person()
        keys = json.dumps({"api_key": "x-api-key", "api_secret": "x-api-secret", "token": person.token,
                           "token_secret": person.token_secret})
        surroundings = {"SLIPGUARD_X_API": server.url, "SLIPGUARD_X_SITE": server.url,
                        "SLIPGUARD_X_EMBED": f"{server.url}/oembed",
                        "SLIPGUARD_X_BEARER_TOKEN": server.world.bearer, "SLIPGUARD_ALLOW_PRIVATE_SERVERS": "1"}

        def live(kill: str = "") -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "tests.stories.thread_that_dies", str(tmp_path), keys, TEXT, kill]
            return subprocess.run(command, env=os.environ | surroundings, capture_output=True, text=True, timeout=180,
                                  check=False)

        assert live(kill).returncode == 137
        public = 1 if kill.startswith("part1") else 2
        assert [text for _, text, _ in chain_of(server.world, person.id)] == PARTS[:public]
        last = live()
        assert last.returncode == 0, last.stderr[-2000:]
        refs = json.loads(last.stdout.splitlines()[-1])
        assert chain_of(server.world, person.id) == list(zip(refs, PARTS, ["", *refs[:2]], strict=True))
