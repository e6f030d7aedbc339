"""How long a text is for each network: by tables, and against the rule that a post is never cut."""

from __future__ import annotations

import pytest

from slipguard.networks import NETWORKS

FAMILY = "👨‍👩‍👧‍👦"  # one grapheme, 25 bytes
CASES = [
    ("bluesky", "", {}, (0, 300, "characters")),
    ("bluesky", "é" * 300, {}, (300, 300, "characters")),
    ("bluesky", FAMILY * 100, {}, (2500, 3000, "bytes")),
    ("bluesky", FAMILY * 130, {}, (3250, 3000, "bytes")),
    ("bluesky", "https://example.org/" + "a" * 100, {}, (120, 300, "characters")),
    ("mastodon", "https://example.org/" + "a" * 300, {}, (23, 500, "characters")),
    ("mastodon", "https://example.org/a", {"link": 10, "characters": 5000}, (10, 5000, "characters")),
    ("mastodon", "@somebody@example.org hello", {}, (15, 500, "characters")),
    ("practice", FAMILY, {}, (7, 500, "characters")),
]


@pytest.mark.parametrize(("network", "text", "limits", "expected"), CASES)
def test_table(network: str, text: str, limits: dict[str, int], expected: tuple[int, int, str]) -> None:
    """Graphemes and bytes on Bluesky, links and mentions on Mastodon by the server's own figures."""
    length = NETWORKS[network].length(text, limits)
    assert (length.used, length.limit, length.unit) == expected
