"""The main job on X: learn, watch by asking, alarm, one tap, proven gone by outsiders, apology."""

from __future__ import annotations

import re

import httpx
import pytest

from slipguard.actions import doctor, incidents, recalls
from slipguard.actions.access import Actor
from slipguard.networks.x import ADAPTER
from slipguard.settings import CONFIG
from slipguard.storage.models import Account, PostRow
from tests.eventually import eventually
from tests.networks.x_rig import XPhone
from tests.servers.x import Behaviour, XServer
from tests.stories.desk import APOLOGY, SLIP, connect, history, know_sam, listening, state_is
from tests.stories.test_main_job import play


@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch) -> object:
    """A server, and an installation that believes it to be X."""
    ADAPTER._shared.clear()  # quotas and tokens of an earlier server
    with XServer(Behaviour()) as server:
        monkeypatch.setattr(CONFIG, "x_api", server.url)
        monkeypatch.setattr(CONFIG, "x_site", server.url)
        monkeypatch.setattr(CONFIG, "x_embed", f"{server.url}/oembed")
        monkeypatch.setattr(CONFIG, "x_bearer_token", server.world.bearer)
        yield server
    ADAPTER._shared.clear()


def account_of(x: XServer, owner: Actor, number: int) -> tuple[XPhone, Account]:
    """A client of the cast on X, connected with the four keys and learnt."""
    person = x.person()
    for text in dict.fromkeys(history(number)):
        x.world.published(person, text)
    keys = {"api_key": "x-api-key", "api_secret": "x-api-secret", "token": person.token,
            "token_secret": person.token_secret}
    return XPhone(x, person.id), connect(owner, "x", keys)


def test_the_main_job(engine: None, owner: Actor, x: XServer) -> None:
    """A phone posts the slip; it is noticed by asking, taken back, and a stranger finds nothing; then the apology."""
    know_sam(owner)
    phone, account = account_of(x, owner, 0)
    account_of(x, owner, 1)

    def gone(ref: str) -> bool:
        page = f"https://x.com/i/status/{ref.rpartition('/')[2]}"
        return httpx.get(f"{x.url}/oembed", params={"url": page}).status_code == 404

    incident = play(owner, phone, account, gone)
    (copy,) = incidents.record(incident).copies.values()
    assert any("embed" in viewpoint for viewpoint in copy.viewpoints)
    assert any("no user signed in" in viewpoint for viewpoint in copy.viewpoints)
    account.refresh_from_db()
    via = r"asking every 5(\.2)? s \(2,000,000 reads a month for (1 account|2 accounts)\)"
    assert re.fullmatch(via, account.watches_via)
    assert APOLOGY in phone.texts()


def test_without_credit_the_link_is_at_hand(engine: None, owner: Actor, x: XServer) -> None:
    """402: the doctor knew it before, and a recall says in plain words what to do, with the post's page."""
    phone, account = account_of(x, owner, 0)
    x.behaviour.credit = 0.0
    line = doctor.account_ready(account)
    assert line.well is False and "credit" in line.says and "top up" in line.says
    ref = phone.post(SLIP)
    x.fault(402, method="DELETE", times=99)
    incident = recalls.by_ref(owner, account, ref)
    record = state_is(lambda: incidents.record(incident), "must be done by hand")
    (copy,) = record.copies.values()
    assert "no credit left" in copy.says and copy.link == f"https://x.com/{account.handle}/status/{ref.partition('/')[2]}"
    assert phone.can_read(ref)


def test_what_meets_the_end_of_the_quota_is_sent_when_it_opens(engine: None, owner: Actor, x: XServer) -> None:
    """The delete after the last allowed one says when it can be sent and where to do it by hand, and is sent then."""
    phone, account = account_of(x, owner, 0)
    x.behaviour.deletes, x.behaviour.window = 1, 3.0
    first, second = phone.post("One too many."), phone.post("And another.")
    state_is(lambda: incidents.record(recalls.by_ref(owner, account, first)), "confirmed gone")
    incident = recalls.by_ref(owner, account, second)
    record = eventually(
        lambda: (found := incidents.record(incident)).state == "must be done by hand" and found, "by hand", 20
    )
    (copy,) = record.copies.values()
    assert "can be sent at" in copy.says and copy.link.endswith(second.partition("/")[2])
    state_is(lambda: incidents.record(incident), "confirmed gone")
    assert not phone.can_read(second)


def test_edits_and_listening_go_on_over_a_restart(engine: None, owner: Actor, x: XServer) -> None:
    """A post that is edited while nobody listens is judged with its new words, on the same incident's row."""
    phone, _ = account_of(x, owner, 0)
    with listening():
        ref = phone.post("A perfectly ordinary notice about parking.")
        eventually(lambda: PostRow.objects.filter(ref=ref).exclude(decision="").first(), "a verdict", 30)
    with x.world.lock:
        x.world.edit(x.world.tweets[ref.partition("/")[2]], "Edited: nothing ordinary any more.")
    with listening():
        eventually(lambda: PostRow.objects.filter(ref=ref, text__startswith="Edited").first(), "the edit", 30)
    assert PostRow.objects.filter(text__startswith="Edited").count() == 1
