"""Static files under hashed names, answers that travel compressed, and streams that do not wait in a buffer."""

from __future__ import annotations

import gzip

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

from slipguard.storage.models import Account


def test_a_static_name_carries_its_content_and_is_kept_for_ever(client: Client) -> None:
    """A browser asks once for each version of a file, and an upgrade is a new name."""
    address = static("slipguard/base.css")
    assert address != "/static/slipguard/base.css"
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
    with open(str(finders.find("slipguard/base.css")), "rb") as file:
        assert gzip.decompress(answer.content) == file.read()
    plain = client.get("/static/slipguard/base.css")
    assert plain.status_code == 200 and "immutable" not in plain.headers["Cache-Control"]


def test_another_hash_is_no_file(client: Client) -> None:
    """What a browser keeps for ever is only what its name says: never today's file under yesterday's name."""
    assert client.get("/static/slipguard/base.0123456789ab.css").status_code == 404


def test_every_page_loads_only_hashed_names(client: Client, account: Account) -> None:
    """One plain name left in a template would be asked for again every minute."""
    import re

    page = client.get(f"/w/{account.workspace.slug}/").content.decode()
    names = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert len(names) > 5 and all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in names), names


def test_a_page_travels_compressed_and_a_picture_does_not(client: Client, account: Account) -> None:
    """Text shrinks to a fifth; a PNG is compressed already."""
    page = client.get(f"/w/{account.workspace.slug}/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and b"<html" in gzip.decompress(page.content)
    assert "Content-Encoding" not in client.get(f"/w/{account.workspace.slug}/").headers
    picture = client.get(static("slipguard/icon-192.png"), headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in picture.headers


def test_a_stream_is_never_held_in_a_compressor(client: Client, account: Account) -> None:
    """An alarm that waits for a full buffer comes too late."""
    answer = client.get(f"/w/{account.workspace.slug}/stream",
                        headers={"accept-encoding": "gzip", "accept": "text/event-stream"})
    assert answer.headers["Content-Type"] == "text/event-stream" and "Content-Encoding" not in answer.headers
