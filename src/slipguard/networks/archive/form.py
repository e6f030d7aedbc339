"""What an archive's form has to know: whether this is one, whose it is, and its posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from slipguard.core.types import Post
from slipguard.networks.archive.box import Box

REPOST = "reposts of other people's words"
EMPTY = "posts without words"
STRANGE = "entries that could not be understood"
PRIVATE = "messages to chosen people"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it says it is; both empty where it does not say."""

    handle: str = ""  # without @; with @host where handles have one
    remote_id: str = ""

    def __str__(self) -> str:
        return f"@{self.handle}" if self.handle else self.remote_id

    @property
    def known(self) -> bool:
        return bool(self.handle or self.remote_id)


@dataclass(slots=True)
class Tally:
    """What was understood, what was passed over, and why: for the summary. Numbers and reasons, never text."""

    found: int = 0
    quotes: int = 0  # own words beside somebody else's post: the words count, the quoted ones do not
    cut: int = 0  # longer than any network's post
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    since: datetime | None = None
    until: datetime | None = None

    def took(self, at: datetime | None) -> None:
        """One post of the owner's own words."""
        self.found += 1
        if at is not None:
            self.since = at if self.since is None or at < self.since else self.since
            self.until = at if self.until is None or at > self.until else self.until

    def skip(self, why: str) -> None:
        """One entry that is not learnt from."""
        self.skipped[why] += 1

    def note(self, says: str) -> None:
        """Something that the person should know, once."""
        if says not in self.notes:
            self.notes.append(says)


class Form(Protocol):
    """One kind of archive. It reads, and decides nothing about whether it may be learnt from."""

    network: str  # key in NETWORKS; "" fits every network
    title: str  # "an X archive"

    def recognises(self, box: Box) -> bool:
        """Is this one? By what is inside, without reading posts."""

    def owner(self, box: Box) -> Owner:
        """Whose it is. BadArchive where it should say and does not."""

    def posts(self, box: Box, tally: Tally) -> Iterator[Post]:
        """The owner's own words in the archive's order, as a stream; everything else goes into the tally.

        `Post.ref` is the post's own id there (Adapter.ref makes a name of it), `reply_to` whatever the
        archive calls the other post. BadArchive at the first sign of damage, also after many posts: the
        caller keeps nothing until the end was reached.
        """
