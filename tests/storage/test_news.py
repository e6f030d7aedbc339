"""What anybody writes to the database is heard, at once and without asking for it again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.storage import news, posts
from slipguard.storage.models import Account, PostRow, Workspace
from tests.eventually import eventually


@pytest.fixture
def heard(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[news.Kinds]]:
    """What a listener on a connection of its own was told, as in another process: nobody told it already."""
    monkeypatch.setattr(news, "known", lambda kind, number: None)
    told: list[news.Kinds] = []
    over = threading.Event()

    def listen() -> None:
        for written in news.changes(over.is_set):
            told.append(written)
        connection.close()

    listener = threading.Thread(target=listen)
    listener.start()
    eventually(lambda: told, "the listener listens")
    yield told
    over.set()
    listener.join(120)
    assert not listener.is_alive()


def test_a_new_post_is_urgent_and_a_clock_is_not(heard: list[news.Kinds]) -> None:
    """A post shows at once; that an account was heard can wait for a second."""
    space = Workspace.objects.create(name="A client", slug="a-client")
    account = Account.objects.create(workspace=space, network="practice", remote_id="x", handle="x", speaks_as="x")
    eventually(lambda: len(heard) > 1, "the account")
    assert not any(heard[1:])
    before = len(heard)
    Account.objects.update(heard_at=timezone.now())  # by a query: no signal of Django's tells it
    eventually(lambda: len(heard) > before, "the clock")
    assert not any(heard[1:])
    posts.note(account, Post("the north gate opens at seven", ref="practice/1"), timezone.now(), live=True)
    eventually(lambda: any(heard[1:]), "the post")
    assert frozenset[type]().union(*heard[1:]) == {PostRow}
