"""What is left to do after a delete: things that no program can do alone, each with why and how.

From the playbooks of communications offices and from what networks say that a delete does not undo. Data
only; ticks are events of the incident record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `on` holds other or additional words for single networks."""

    key: str  # stands in the record: never renamed
    title: str
    why: str
    how: str
    on: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()  # networks where it makes sense; empty: everywhere

    def hows(self, networks: Collection[str]) -> list[str]:
        """The general way first, then what holds on each of these networks."""
        return [self.how, *(self.on[name] for name in self.on if name in networks)]


ITEMS = (
    Item(
        "evidence",
        "Screenshots and facts are kept",
        "You will be asked what exactly stood there, and for how long; memory is no answer.",
        "The text and the times are in this record. Keep screenshots of the post and of the loudest answers where "
        "your organisation keeps such things.",
    ),
    Item(
        "told",
        "The people who must know were told",
        "Nobody shall hear of it from a journalist: the client or leadership, whoever answers the phone, counsel "
        "where somebody was hurt or a secret got out.",
        "Call, do not only write. Say what happened, that it is gone, and who speaks from now on.",
    ),
    Item(
        "siblings",
        "The same words elsewhere are gone",
        "Cross-posting tools, newsletters and websites often carry what went out on one account.",
        "Slipguard took back the copies on the accounts of this workspace. Look at accounts that are not connected "
        "here, at the website's feed and at the newsletter.",
    ),
    Item(
        "boosted",
        "No pin, no boost and no story of ours shows it",
        "A repost by a sister account or a pinned copy keeps it in front of people.",
        "Look at the pinned posts and the reposts of your own and your partners' accounts.",
        {
            "bluesky": "Bluesky: a quote keeps showing an empty box; detach your post from quotes in its menu, or "
            "ask the author.",
            "mastodon": "Mastodon: unpin and unboost it on sister accounts; boosts on other servers end when "
            "the delete arrives there.",
        },
    ),
    Item(
        "bridges",
        "Bridged copies are gone",
        "A bridge republishes a post on another network; its copy does not always follow the delete.",
        "Search for the account's name on the networks that you do not use.",
        {
            "bluesky": "Bluesky to the fediverse: look at @HANDLE@bsky.brid.gy on any Mastodon server.",
            "mastodon": "Fediverse to Bluesky: look at USER.SERVER.ap.brid.gy on bsky.app.",
        },
    ),
    Item(
        "servers",
        "Large servers have dropped their copy",
        "A delete is sent to every server that got the post, and nobody can say whether each one obeys.",
        "Paste the post's old address into the search of two or three large servers. Where it is still shown, write "
        "to that server's moderators.",
        only=("mastodon",),
    ),
    Item(
        "relays",
        "Zapier, IFTTT and RSS relays were looked at",
        "They fire within seconds and copy to chats, sheets and other accounts, without ever deleting.",
        "Open each automation that reads this account; delete what it made; pause it while people are upset.",
        {
            "mastodon": "Mastodon publishes an RSS feed of every account: @USER.rss on its server.",
            "bluesky": "Bluesky publishes an RSS feed of every account: /profile/HANDLE/rss.",
        },
    ),
    Item(
        "scheduled",
        "Scheduled posts are off for now",
        "A cheerful post in the middle of it reads as if nobody had noticed.",
        "Pause the queue of every publishing tool; drafts that wait in Slipguard are on the drafts page.",
    ),
    Item(
        "ads",
        "No paid promotion shows it",
        "A promoted post can go on showing as an advertisement, and costs money for it.",
        "Open the advertising accounts and stop what promotes this post.",
    ),
    Item(
        "archives",
        "Web archives were looked at",
        "An archived page is a stable link for the next article.",
        "Search the post's address on web.archive.org and archive.ph. The Internet Archive takes removal requests "
        "by e-mail (info@archive.org) from the account's owner; archive.ph mostly does not.",
    ),
    Item(
        "search",
        "Search engines were asked to forget it",
        "A search result shows the words for days after the page is gone.",
        "Google: the tool “Refresh outdated content”. Bing: “Content removal”. Both want the post's old address.",
    ),
    Item(
        "previews",
        "Link previews and notifications were thought of",
        "Chat programs and phones show what they fetched or received earlier; nobody can take that back.",
        "Where a client or partner holds such a message, say so in the follow-up rather than hope.",
    ),
    Item(
        "access",
        "Whoever should not have access has none",
        "The same hand on the same phone makes the same slip again; and people will ask.",
        "Take the person off below. Change the account's own password, and sign out other devices in the network's "
        "settings: Slipguard ends only the sign-ins that it holds.",
    ),
)
BY_KEY = {item.key: item for item in ITEMS}


def items(networks: Collection[str]) -> list[Item]:
    """Those that make sense for an incident on these networks. The rehearsal network stands for all of them."""
    rehearsal = "practice" in networks
    return [item for item in ITEMS if rehearsal or not item.only or not set(item.only).isdisjoint(networks)]
