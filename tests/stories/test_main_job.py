"""The main job, whole, on real servers: a phone posts the slip; seen, alarmed, taken back, proven gone, answered."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from slipguard.actions import accounts, apologies, incidents, links
from slipguard.actions.access import Actor
from slipguard.storage.models import Account, Draft, Incident, Workspace
from tests.eventually import eventually
from tests.networks.bluesky_rig import SdkPhone
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.mastodon import Behaviour, MastodonServer, gotosocial
from tests.servers.pds import Pds
from tests.stories.desk import APOLOGY, SLIP, connect, history, know_sam, listening, sink, state_is, verdict


def play(actor: Actor, phone: Any, account: Account, gone: Any) -> Incident:
    """From the phone's post to the report; `gone` is an independent reader's word."""
    with sink(actor) as on_call, listening():
        ref = phone.post(SLIP)
        row = verdict(ref)
        assert row.decision in ("alert", "recall")
        assert row.alternative == "@sam.example (personal)"
        # the alarm names account, text, reason and alternative, and has one link
        message = eventually(lambda: next(iter(on_call.messages), None), "the alarm")
        said = f"{message['title']} {message['message']}"
        for part in (account.handle, SLIP[:40], "@sam.example", "writes like this"):
            assert part in said
        token = re.search(r"/alarm/([\w-]+)", said)
        assert token
        # opening the link alone, as chat programs do, changes nothing
        assert links.usable(links.look(token[1])) == ""
        assert not gone(ref)
        # one tap
        incident = links.use(token[1], "recall")
        record = state_is(lambda: incidents.record(incident), "confirmed gone")
        assert gone(ref)
        assert record.seconds_visible is not None
        (copy,) = record.copies.values()
        assert copy.viewpoints and copy.checks >= 1
        # the second message says what became of it
        eventually(lambda: any("Confirmed gone" in m["title"] for m in on_call.messages), "the second message")
        # a person approves the words; they go out on the account itself
        draft = apologies.approve(actor, incident, APOLOGY)
        eventually(lambda: Draft.objects.get(pk=draft.pk).state == "published", "the apology", 30)
        assert APOLOGY in phone.texts()
        report = str(incidents.report(actor, incident.pk))
        assert "confirmed gone" in report and APOLOGY in report and "intact" in report
        # the client's document does not name the freelancer's own account
        assert "sam.example" not in report
        # the watcher met the apology on the stream and let it pass
        assert verdict(Draft.objects.get(pk=draft.pk).ref).decision == "leave"
        print(f"\n{report}")  # `make story` shows it
        return incident


@pytest.mark.pds
def test_bluesky(engine: None, owner: Actor, pds: Pds) -> None:
    """On a real PDS, with a second client account beside it and the SDK as the phone."""
    made = pds.account()
    phone = SdkPhone(pds.url, made)
    phone.post_many(history(0))
    other = pds.account()
    SdkPhone(pds.url, other).post_many(history(1))
    know_sam(owner)
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    account = connect(owner, "bluesky", form)
    connect(owner, "bluesky", {**form, "identifier": other["handle"], "password": other["app_password"]})

    def gone(ref: str) -> bool:
        did, _, key = ref.removeprefix("at://").split("/")
        reply = httpx.get(f"{pds.url}/xrpc/com.atproto.repo.getRecord",
                          params={"repo": did, "collection": "app.bsky.feed.post", "rkey": key})
        return reply.status_code == 400 and reply.json()["error"] == "RecordNotFound"

    play(owner, phone, account, gone)


@pytest.mark.parametrize(
    "kind",
    [Behaviour(late_share=1.0, late_reads=3, quota=100_000), Behaviour(websocket=False, quota=100_000)],
    ids=["queued deletes, websocket", "server-sent events"],
)
def test_mastodon(kind: Behaviour, engine: None, owner: Actor) -> None:
    """On the Mastodon-API test server, also where a delete that answered 200 is still served."""
    with MastodonServer(kind) as server:
        person, other = server.person(), server.person()
        phone = MastodonPhone(server.url, person.token, f"{person.id}@{server.world.host}")
        for text in history(0):
            phone.post(text)
        second = MastodonPhone(server.url, other.token, f"{other.id}@{server.world.host}")
        for text in history(1):
            second.post(text)
        know_sam(owner)
        account = connect(owner, "mastodon", {"server": server.url, "token": person.token})
        connect(owner, "mastodon", {"server": server.url, "token": other.token})

        def gone(ref: str) -> bool:
            return httpx.get(f"{server.url}/api/v1/statuses/{ref.rpartition('/')[2]}").status_code == 404

        incident = play(owner, phone, account, gone)
        if kind.late_share:
            assert incidents.record(incident).copies[incident.ref].checks > 1


def test_a_closed_server_is_never_called_gone_by_its_own_word(engine: None, owner: Actor) -> None:
    """Where logged-out readers get 401 everywhere, the page says "not confirmed", however often it is asked."""
    from slipguard.actions import recalls

    with MastodonServer(gotosocial(public_pages=False, quota=100_000)) as server:
        person = server.person()
        phone = MastodonPhone(server.url, person.token, f"{person.id}@{server.world.host}")
        for text in history(0):
            phone.post(text)
        account = connect(owner, "mastodon", {"server": server.url, "token": person.token})
        ref = phone.post(SLIP)
        incident = recalls.by_ref(owner, account, ref)
        record = eventually(
            lambda: (found := incidents.record(incident)).state == "not confirmed" and found, "not confirmed", 60
        )
        (copy,) = record.copies.values()
        assert "no outside reader" in copy.says
        assert "confirmed gone" not in str(incidents.report(owner, incident.pk)).split("## Minute by minute")[0]




@pytest.mark.snac
def test_snac2_is_told_to_be_done_by_hand(engine: None, owner: Actor) -> None:
    """On a real snac2, which has no delete: known beforehand, said with the place to do it, nothing claims success."""
    from slipguard.actions import doctor, recalls
    from tests.networks.test_snac import SnacPhone
    from tests.servers import snac

    if why := snac.missing():
        pytest.skip(why)
    with snac.Snac() as server:
        person = server.person()
        form = {"server": server.url, "token": person.token}
        account = accounts.connect(owner, Workspace.objects.get(slug="first"), "mastodon", form)
        (line, *_) = doctor.examine(owner)
        assert line.well is False and "by hand" in line.says
        phone = SnacPhone(server.url, person.token, account.remote_id)
        ref = phone.post(SLIP)
        incident = recalls.by_ref(owner, account, ref)
        record = state_is(lambda: incidents.record(incident), "must be done by hand")
        (copy,) = record.copies.values()
        assert "by hand" in copy.says and copy.link.startswith(server.url)
        assert phone.can_read(ref)
        assert "confirmed gone" not in str(incidents.report(owner, incident.pk))
