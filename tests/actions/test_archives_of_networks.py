"""Archives beside the networks that they come from: what the history gave is known again in the archive."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.utils import timezone

from slipguard.actions import accounts, archives, learning
from slipguard.actions.access import Actor
from slipguard.core.errors import BadArchive, WrongOwner
from slipguard.networks.x import ADAPTER as X
from slipguard.settings import CONFIG
from slipguard.storage.models import PersonalAccount, PostRow, Workspace
from tests.networks.archive_rig import zipped
from tests.networks.bluesky_rig import SdkPhone
from tests.networks.conftest import pds  # noqa: F401  (a fixture)
from tests.networks.x_rig import XPhone
from tests.servers.pds import Pds
from tests.servers.x import Behaviour, XServer
from tests.servers.x.world import Person, World

LONG = "The car park by the pier opens again on Saturday, and this is what you need to know about it. " * 5


# ---- X -----------------------------------------------------------------------------------------------
@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    """A server, and an installation that believes it to be X."""
    X._shared.clear()
    with XServer(Behaviour()) as server:
        for name, value in (("x_api", server.url), ("x_embed", f"{server.url}/oembed"),
                            ("x_bearer_token", server.world.bearer)):
            monkeypatch.setattr(CONFIG, name, value)
        yield server
    X._shared.clear()


def x_archive(world: World, person: Person, older: int) -> bytes:
    """What X would hand out: all posts of the account, and some from before the network's own list begins."""
    tweets = [_entry(tweet.versions[-1], tweet.text, f"{tweet.at:%a %b %d %H:%M:%S +0000 %Y}", tweet.versions)
              for tweet in world.of(person) if tweet.repost_of is None]
    tweets += [_entry(str(100 + n), f"An old notice about row {n}", "Mon May 01 10:00:00 +0000 2017", [str(100 + n)])
               for n in range(older)]
    owner = [{"account": {"username": person.name, "accountId": person.id}}]
    notes = [{"noteTweet": {"noteTweetId": "7", "createdAt": "2017-05-01T10:00:00.000Z", "core": {"text": LONG}}}]
    tweets.append(_entry("99", LONG[:270] + "… https://t.co/self", "Mon May 01 10:00:00 +0000 2017", ["99"]))
    return zipped({"data/account.js": f"window.YTD.account.part0 = {json.dumps(owner)}",
                   "data/tweets.js": f"window.YTD.tweets.part0 = {json.dumps(tweets)}",
                   "data/note-tweet.js": f"window.YTD.note_tweet.part0 = {json.dumps(notes)}"})


def _entry(number: str, text: str, at: str, versions: list[str]) -> dict[str, object]:
    edits = {"initial": {"editTweetIds": list(versions)}}
    return {"tweet": {"id_str": number, "full_text": text, "created_at": at, "edit_info": edits, "lang": "en"}}


def test_an_x_archive_on_the_command_line_knows_the_history_again(owner: Actor, x: XServer, tmp_path: Path) -> None:
    """Posts that came from X are known by their refs, an edited one too; the older and the long ones are new."""
    person = x.person("northcafe")
    phone = XPhone(x, person.id)
    refs = [phone.post(f"Soup number {n} is on today.") for n in range(6)]
    phone.repost(refs[0])
    with x.world.lock:
        x.world.edit(x.world.tweets[refs[0].partition("/")[2]], "Soup number 0 is off today.")
    keys = {"api_key": "x-api-key", "api_secret": "x-api-secret", "token": person.token,
            "token_secret": person.token_secret}
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "x", keys)
    assert learning.learn_account(owner, account.pk).new == 6
    path = tmp_path / "twitter-2026-11-22.zip"
    with x.world.lock:
        path.write_bytes(x_archive(x.world, person, 30))
    environment = {**os.environ, "SLIPGUARD_HOME": str(CONFIG.home), "SLIPGUARD_DATABASE_URL": CONFIG.database_url}
    done = subprocess.run([sys.executable, "-m", "slipguard", "learn", "northcafe", "--archive", path, "--json"],
                          env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["found"], told["new"], told["known"]) == (37, 31, 6)
    kept = {row.ref: row for row in PostRow.objects.filter(account=account)}
    assert set(refs) <= kept.keys() and len(kept) == 37
    assert kept[f"{person.id}/99"].text == LONG.strip() and kept[refs[0]].text == "Soup number 0 is off today."
    assert X.locate(f"https://x.com/northcafe/status/{refs[1].partition('/')[2]}").key in refs[1]  # type: ignore[union-attr]


# ---- Bluesky -------------------------------------------------------------------------------------------
def car(server: Pds, did: str) -> bytes:
    """The repository as its server hands it out to anybody."""
    asked = httpx.get(f"{server.url}/xrpc/com.atproto.sync.getRepo", params={"did": did}, timeout=20)
    return asked.raise_for_status().content


def filled(server: Pds) -> tuple[dict[str, str], SdkPhone]:
    """An account with posts of every kind: plain, with facets, an answer, a quote, a repost, one that was deleted."""
    made = server.account()
    phone = SdkPhone(server.url, made)
    first = phone.post("Soup of the day is leek.")
    target = {"uri": first, "cid": phone.read(first)["cid"]}
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://pier.example/menu/today?soup=leek"}
    phone.post("The menu: pier.example/menu…", facets=[{"index": {"byteStart": 10, "byteEnd": 30}, "features": [link]}])
    phone.post("Until it is gone.", reply={"root": target, "parent": target})
    phone.post("Still true.", embed={"$type": "app.bsky.embed.record", "record": target})
    phone.repost(first)
    phone.delete(phone.post("This was a mistake."))
    phone.post_many([f"Table {n} is free." for n in range(120)])  # a tree of several levels
    return made, phone


def test_a_real_servers_repository_knows_the_history_again(owner: Actor, pds: Pds) -> None:  # noqa: F811
    """Everything that stands is read, facets, answer and quote as the adapter reads them; what was deleted is not."""
    made, phone = filled(pds)
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "bluesky", form)
    assert learning.learn_account(owner, account.pk).new == 124
    before = {row.ref: (row.text, row.facts, row.posted_at) for row in PostRow.objects.filter(account=account)}
    told = archives.read_account(owner, account.pk, io.BytesIO(car(pds, made["did"])), "repo.car")
    assert (told.found, told.new, told.known, told.quotes) == (124, 0, 124, 1)
    assert told.skipped == {"reposts of other people's words": 1} and told.owner == made["did"]
    PostRow.objects.filter(account=account).delete()
    assert archives.read_account(owner, account.pk, io.BytesIO(car(pds, made["did"])), "repo.car").new == 124
    after = {row.ref: (row.text, row.facts, row.posted_at) for row in PostRow.objects.filter(account=account)}
    assert after == before, "the archive's post is the network's post"
    assert any("https://pier.example/menu/today?soup=leek" in facts["links"] for _, facts, _ in after.values())
    assert not any("mistake" in text for text, _, _ in after.values())
    assert "This was a mistake." not in phone.texts()


def test_a_handle_is_looked_up_where_it_lives(
    owner: Actor, pds: Pds, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    """A person gives a handle, the repository a DID: the server says that they are one, or that they are not."""
    monkeypatch.setattr(CONFIG, "bluesky_view", pds.url)
    (mine, _), (theirs, _) = filled(pds), filled(pds)
    own = PersonalAccount.objects.create(person=owner.person, network="bluesky", handle=mine["handle"],
                                         consented_at=timezone.now())
    with pytest.raises(WrongOwner):
        archives.read_own(owner, own.pk, io.BytesIO(car(pds, theirs["did"])), "repo.car")
    assert archives.read_own(owner, own.pk, io.BytesIO(car(pds, mine["did"])), "repo.car").posts == 124
    own.refresh_from_db()
    assert own.remote_id == mine["did"] and not PostRow.objects.exists()


def test_a_repository_that_was_changed_on_its_way_is_refused(owner: Actor, pds: Pds) -> None:  # noqa: F811
    """One letter of one post: the block does not fit its name any more."""
    made, _ = filled(pds)
    own = PersonalAccount.objects.create(person=owner.person, network="bluesky", handle=made["did"],
                                         consented_at=timezone.now())
    changed = car(pds, made["did"]).replace(b"Soup of the day is leek", b"Soup of the day is beef")
    with pytest.raises(BadArchive, match="damaged"):
        archives.read_own(owner, own.pk, io.BytesIO(changed), "repo.car")
