"""A workspace is told that an account cannot delete, on the day it shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from slipguard.actions import upkeep
from slipguard.actions.access import Actor
from slipguard.networks.x import ADAPTER
from slipguard.settings import CONFIG
from slipguard.workflows import engine as engine_of
from slipguard.workflows import readiness
from tests.eventually import eventually
from tests.servers.x import Behaviour, XServer
from tests.stories.desk import history, sink


@pytest.mark.parametrize(
    ("credit", "told"), [(50.0, ""), (2.0, "can soon delete no more"), (0.0, "can NOT delete on")]
)
def test_credit_that_runs_out_is_told_with_the_daily_check(
    engine: None, owner: Actor, monkeypatch: pytest.MonkeyPatch, credit: float, told: str
) -> None:
    """Enough: silence. Little: a warning every day. None: an alarm, once."""
    ADAPTER._shared.clear()
    with XServer(Behaviour()) as server, sink(owner) as channel:
        for name, value in (("x_api", server.url), ("x_embed", f"{server.url}/oembed"),
                            ("x_bearer_token", server.world.bearer)):
            monkeypatch.setattr(CONFIG, name, value)
        person = server.person()
        for text in dict.fromkeys(history(0)[:20]):
            server.world.published(person, text)
        from slipguard.actions import accounts
        from slipguard.storage.models import Workspace

        keys = {"api_key": "x-api-key", "api_secret": "x-api-secret", "token": person.token,
                "token_secret": person.token_secret}
        account = accounts.connect(owner, Workspace.objects.get(slug="first"), "x", keys)
        assert upkeep.tend()[1] == 1 and not channel.messages
        server.behaviour.credit = credit
        for days in (1, 2):
            account.refresh_from_db()
            readiness.keep(account, readiness.ask(account), timezone.now() + timedelta(days=days))
        wanted = 0 if not told else 2 if "soon" in told else 1
        eventually(lambda: len(channel.messages) >= wanted, "the warnings", 30)
        running = [f"ready-soon:{account.pk}:{timezone.now() + timedelta(days=d):%Y-%m-%d}" for d in (1, 2)]
        assert [engine_of.known(name) for name in running] == ["soon" in told] * 2
    titles = [message["title"] for message in channel.messages]
    assert len(titles) == wanted, titles
    assert all(told in title for title in titles)
    assert all("top up" in message["message"].lower() for message in channel.messages)
