"""The repository of a Bluesky account as a CAR file, as its server hands it out (com.atproto.sync.getRepo)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from slipguard.core.errors import BadArchive
from slipguard.core.types import Post
from slipguard.networks.archive.box import HALF, Box
from slipguard.networks.archive.form import EMPTY, REPOST, STRANGE, Owner, Tally
from slipguard.networks.archive.limits import LONGEST
from slipguard.networks.archive.plain import OneBox
from slipguard.networks.bluesky import car, convert

_REPOST = "app.bsky.feed.repost"


class BlueskyArchive:
    """See networks/archive/form.py."""

    network = "bluesky"
    title = "a Bluesky repository (CAR)"

    def recognises(self, box: Box) -> bool:
        """By the header: a length, then a map of roots and version."""
        if not isinstance(box, OneBox):
            return False
        with box.open(box.name) as stream:
            head = stream.read(64)
        box.meter.done = 0
        return b"\xa2eroots" in head[:10]

    def owner(self, box: Box) -> Owner:
        """The DID in the commit, which stands first in what servers write; the whole file is asked otherwise."""
        with box.open(box.name) as stream:
            blocks = car.Blocks(stream)
            for name, data in blocks:
                if name == blocks.root:
                    box.meter.done = 0
                    return Owner(remote_id=car.Tree(commit=car.decode(data) or {}).did)
        raise BadArchive("This Bluesky repository does not say whose it is.", HALF)

    def posts(self, box: Box, tally: Tally) -> Iterator[Post]:
        """Two walks: the tree names the posts that still stand, then their blocks become posts."""
        box.meter.total = 2 * sum(box.names().values())
        with box.open(box.name) as stream:
            found = car.tree(car.Blocks(stream), (convert.COLLECTION, _REPOST))
        did = found.did
        wanted = found.records()
        for cid in [cid for cid, keys in wanted.items() if all(key.startswith(_REPOST) for key in keys)]:
            tally.skipped[REPOST] += len(wanted.pop(cid))
        with box.open(box.name) as stream:
            for name, data in car.Blocks(stream):
                for key in wanted.pop(name, ()):
                    post = _post(did, key, data, tally)
                    if post is not None:
                        yield post
        if wanted:
            raise BadArchive(f"{len(wanted):,} posts are listed in this repository but not in it.", HALF)


def _post(did: str, key: str, data: bytes, tally: Tally) -> Post | None:
    record = car.decode(data)
    post = convert.post(f"at://{did}/{key}", record) if isinstance(record, dict) else None
    if post is None or record.get("$type") != convert.COLLECTION:
        tally.skip(STRANGE)
        return None
    if not post.text.strip():
        tally.skip(EMPTY)
        return None
    tally.took(post.at)
    embed = record.get("embed")
    tally.quotes += isinstance(embed, dict) and "record" in embed
    tally.cut += len(post.text) > LONGEST
    return replace(post, ref=key.rpartition("/")[2], text=post.text[:LONGEST])


ARCHIVE = BlueskyArchive()
