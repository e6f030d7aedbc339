"""The world outside. One folder per network; they do not know each other.

`NETWORKS` is the one visible list of adapters; `protocol.py` is what they promise. `ARCHIVES` lists the forms in
which people bring their posts along, in the order in which they are asked; `archive/form.py` is what those promise.
"""

from slipguard.networks.archive import TABLE, Form
from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.bluesky.archive import ARCHIVE as BLUESKY_ARCHIVE
from slipguard.networks.by_hand import ADAPTERS as BY_HAND
from slipguard.networks.mastodon import ADAPTER as MASTODON
from slipguard.networks.mastodon.archive import ARCHIVE as MASTODON_ARCHIVE
from slipguard.networks.practice import ADAPTER as PRACTICE
from slipguard.networks.protocol import Adapter
from slipguard.networks.x import ADAPTER as X
from slipguard.networks.x.archive import ARCHIVE as X_ARCHIVE

NETWORKS: dict[str, Adapter] = {
    "bluesky": BLUESKY,
    "mastodon": MASTODON,
    "practice": PRACTICE,
    "x": X,
}
NETWORKS.update(BY_HAND)

TITLES: dict[str, str] = {name: adapter.facts.title for name, adapter in NETWORKS.items()}

ARCHIVES: tuple[Form, ...] = (X_ARCHIVE, MASTODON_ARCHIVE, BLUESKY_ARCHIVE, TABLE)
