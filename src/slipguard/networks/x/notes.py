"""Long posts in an X archive: tweets.js holds their beginning only, note-tweet.js the whole text, under another id.

Nothing names the post that a note belongs to. What the two have in common is when they were made, to the second,
and how they begin; a note that fits no post, or a post that fits none, stays as it is.
Field names as in archives since 2023: noteTweet.createdAt, .core.text, .core.urls[].shortUrl and .expandedUrl.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slipguard.networks.archive.arrays import records
from slipguard.networks.archive.box import Box
from slipguard.networks.archive.form import STRANGE, Tally
from slipguard.networks.archive.limits import LONGEST, MEGABYTE

FILE = re.compile(r"(?:^|.*/)note-tweet(?:-part\d+)?\.js")
MOST = 64 * MEGABYTE  # characters of all long posts together, since they are held in memory
LEFT = "long posts whose post is not in the archive any more"
_NEAR = (0, -1, 1)  # seconds between a note and its post: two clocks of X wrote them
_ENDS = re.compile(r"(?:\s*https?://\S+)*\s*$")
_NAMES = re.compile(r"^(?:@\w+\s+)+")  # an answer's post begins with whom it answers, its note may not


@dataclass(slots=True)
class Note:
    """A long post's whole text."""

    text: str  # as typed: links written out
    links: tuple[str, ...]
    start: str  # for comparing


@dataclass(slots=True)
class Notes:
    """The long posts of an archive by the second they were made in. Each is given out once."""

    _by_second: dict[datetime, list[Note]] = field(default_factory=dict)

    def of(self, said: str, at: datetime | None) -> Note | None:
        """The long post whose beginning this is; None for an ordinary post."""
        if at is None or not self._by_second:
            return None
        start = _start(_ENDS.sub("", said).removesuffix("…"))
        for apart in _NEAR:
            waiting = self._by_second.get(at.replace(microsecond=0) + timedelta(seconds=apart), [])
            fits = [note for note in waiting if note.start.startswith(start)]
            if len(fits) == 1:
                waiting.remove(fits[0])
                return fits[0]
        return None

    @property
    def left(self) -> int:
        """How many nobody asked for."""
        return sum(len(waiting) for waiting in self._by_second.values())


def read(box: Box, names: list[str], tally: Tally) -> Notes:
    """All long posts of the archive."""
    made, held = Notes(), 0
    for name in names:
        with box.open(name) as stream:
            for record in records(stream, script=True):
                found = _note(record)
                if found is None:
                    tally.skip(STRANGE)
                    continue
                held += len(found[1].text)
                if held > MOST:
                    tally.note("There are more long posts than can be held at once: of some the beginning was read.")
                    return made
                made._by_second.setdefault(found[0], []).append(found[1])
    return made


def _note(record: Any) -> tuple[datetime, Note] | None:
    note = record.get("noteTweet") if isinstance(record, dict) else None
    core = note.get("core") if isinstance(note, dict) else None
    said = core.get("text") if isinstance(core, dict) else None
    if not isinstance(note, dict) or not isinstance(core, dict) or not isinstance(said, str):
        return None
    try:
        at = datetime.fromisoformat(str(note.get("createdAt")))
    except ValueError:
        return None
    start, links = _start(said), []
    urls = core.get("urls")
    for url in urls if isinstance(urls, list) else []:
        short, full = (url.get("shortUrl"), url.get("expandedUrl")) if isinstance(url, Mapping) else (None, None)
        if isinstance(short, str) and isinstance(full, str) and short:
            said = said.replace(short, full)
            links.append(full)
    text = html.unescape(said).strip()[: LONGEST + 1]  # one more, so that the cut is seen and counted
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return at.replace(microsecond=0), Note(text, tuple(dict.fromkeys(links)), start)


def _start(said: str) -> str:
    """The beginning up to its first link, without whom it answers; spaces count once."""
    plain = _NAMES.sub("", html.unescape(said).lstrip()).partition("http")[0]
    return " ".join(plain[:280].split()).rstrip("…").rstrip()
