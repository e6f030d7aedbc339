"""Posts that belong where they go, never the same words twice: an alarm is not what is timed here."""

from __future__ import annotations

from dataclasses import dataclass

from slipguard.networks.practice.cast import cast


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a client, and its handle."""

    handle: str
    words: str


def belonging(n: int) -> Text:
    """The n-th: a line of a client's own history with a number."""
    client = cast().clients[n % len(cast().clients)]
    return Text(client.handle, f"{client.history[n % len(client.history)].text} No {n + 1}.")
