"""One slip on a real PDS, a Mastodon-API server and the practice network: one incident, one act, three proofs."""

from __future__ import annotations

import pytest

from slipguard.actions import accounts, incidents, recalls
from slipguard.actions.access import Actor
from slipguard.core.incident import CopyState
from slipguard.networks.practice import World
from slipguard.storage.models import Incident, PostRow, Workspace
from tests.eventually import eventually
from tests.networks.bluesky_rig import SdkPhone
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.mastodon import Behaviour, MastodonServer
from tests.servers.pds import Pds
from tests.stories.desk import listening, sink, state_is

SLIP = ("whoever parked the ice cream van across my drive, i am eating every single lolly in it and sending you the "
        "dentist's bill, marvin")


@pytest.mark.pds
def test_one_act_and_one_that_fails(engine: None, owner: Actor, pds: Pds, world: World) -> None:
    """Shortened and with other links; Mastodon refuses at first, holds nobody up, stays visible, and goes later."""
    space = Workspace.objects.get(slug="first")
    made = pds.account()
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    bluesky = accounts.connect(owner, space, "bluesky", form)
    world.enrol("umparking", "Parking")
    accounts.connect(owner, space, "practice", {"handle": "umparking"})
    with MastodonServer(Behaviour(quota=100_000)) as server:
        person = server.person()
        mastodon = accounts.connect(owner, space, "mastodon", {"server": server.url, "token": person.token})
        toot = MastodonPhone(server.url, person.token, mastodon.remote_id)
        with sink(owner) as channel, listening():
            first = SdkPhone(pds.url, made).post(SLIP)
            second = toot.post(f"{SLIP}\n\nAlso on Bluesky: https://bsky.example/p/1")
            item = world.post("umparking", SLIP[:75] + "… https://social.example/@a/2")
            third = f"practice/@umparking/{item.id}"
            refs = {first, second, third}
            seen = PostRow.objects.filter(ref__in=refs).exclude(decision="")
            eventually(lambda: seen.count() == 3, "all three are heard", 60)
            server.fault(403, method="DELETE", times=1)
            incident = recalls.by_ref(owner, bluesky, first)
            record = state_is(lambda: incidents.record(incident), "must be done by hand")
            wanted = {first: CopyState.GONE, second: CopyState.BY_HAND, third: CopyState.GONE}
            eventually(lambda: {r: c.state for r, c in incidents.record(incident).copies.items()} == wanted,
                       "two gone, one refused", 60)
            assert toot.can_read(second) and "owner must grant" in record.copies[second].says
            eventually(lambda: any("NOT confirmed gone" in m["title"] for m in channel.messages), "it says so", 30)
            # the first attempt has to end before a press is the next one
            eventually(lambda: _pressed(owner, incident), "a second attempt", 60)
            record = state_is(lambda: incidents.record(incident), "confirmed gone")
            assert set(record.copies) == refs and Incident.objects.count() == 1
            assert all(copy.viewpoints and copy.checks for copy in record.copies.values())
            assert not toot.can_read(second)
            # and a relay that is late
            late = toot.post(SLIP[:90] + "...")
            eventually(lambda: (copy := incidents.record(incident).copies.get(late)) and copy.state is CopyState.GONE,
                       "the late copy", 60)
            assert toot.texts() == [] and Incident.objects.count() == 1


def _pressed(owner: Actor, incident: Incident) -> bool:
    recalls.again(owner, incident)
    return incident.events.filter(kind="recall_started").count() > 1
