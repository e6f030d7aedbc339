"""Who published it, as far as the network's name of the application tells: a person, or a machine."""

from __future__ import annotations

import re

# Schedulers, cross-posters and bots: a person wrote it, perhaps, and did not press the button at that moment.
_MACHINES = (
    *("buffer", "hootsuite", "sprout social", "sprinklr", "later", "loomly", "agorapulse", "sendible", "publer"),
    *("planable", "socialpilot", "socialbee", "metricool", "swat.io", "fedica", "tweetdeck scheduler", "zoho social"),
    *("ifttt", "zapier", "make.com", "n8n", "dlvr.it", "moa", "pleroma-bot", "feed2toot", "rss", "bot", "scheduler"),
    *("scheduled", "cross-post", "crosspost", "autopost", "wordpress", "jetpack"),
)
# Applications in which a post goes out because somebody presses a button.
_HANDS = (
    *("web", "web app", "iphone", "ipad", "android", "ios", "desktop", "mobile", "twitter for", "x for", "bluesky"),
    *("ivory", "tusky", "icecubes", "ice cubes", "mona", "mammoth", "elk", "phanpy", "moshidon"),
    *("fedilab", "megalodon", "semaphore", "pinafore", "whalebird", "tokimeki", "graysky", "deck.blue", "radiant"),
)


def by_a_person(app: str | None) -> bool | None:
    """True: in a person's hands. False: a machine's turn. None: nobody knows, and nothing follows from it."""
    name = (app or "").strip().lower()
    if not name:
        return None
    if any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", name) for word in _MACHINES):
        return False
    return True if any(re.search(rf"(?<![a-z]){re.escape(word)}", name) for word in _HANDS) else None
