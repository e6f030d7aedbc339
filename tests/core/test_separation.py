"""Who may be linked where."""

from __future__ import annotations

import pytest

from slipguard.core.separation import Link, objection


def link(**changes: object) -> Link:
    """A link that nothing speaks against, with changes."""
    plain = {
        "network": "bluesky",
        "remote_id": "did:plc:abc",
        "handle": "client.example",
        "typed": "client.example",
        "held_by": None,
        "held_here": False,
        "personal": (),
    }
    return Link(**{**plain, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, None),
        ({"typed": "@Client.Example"}, None),
        ({"typed": ""}, None),
        ({"typed": "did:plc:abc"}, None),
        ({"network": "mastodon", "handle": "client@social.example", "typed": "client"}, None),
        ({"network": "mastodon", "handle": "client@social.example", "typed": "client@other.example"}, "belongs to"),
        ({"network": "mastodon", "handle": "client@social.example", "typed": "@other"}, "belongs to @client@social"),
        ({"held_by": "Client", "held_here": True}, None),  # connecting again renews the sign-in
        ({"typed": "other.example"}, "belongs to @client.example"),
        ({"personal": [("bluesky", "Client.Example")]}, "personal account"),
        ({"personal": [("bluesky", "did:plc:abc")]}, "personal account"),
        ({"personal": [("mastodon", "client.example")]}, None),  # same name, another network
        ({"held_by": "Other client"}, "another workspace"),
    ],
)
def test_objections(changes: dict[str, object], part: str | None) -> None:
    """Each reason to refuse is named, with what to do next, and nothing else is refused."""
    found = objection(link(**changes))
    if part is None:
        assert found is None
    else:
        assert found is not None
        assert part in found[0]
        assert found[1]
