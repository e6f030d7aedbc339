"""What relays and people do to a text on its way to another network. Deterministic, given a chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Change = Callable[[str, random.Random], str]


def verbatim(text: str, chance: random.Random) -> str:
    """A relay with nothing to do."""
    return text


def other_link(text: str, chance: random.Random) -> str:
    """Each network has its own address for the same thing."""
    link = f"https://{chance.choice(['t.example', 'lnk.example', 'social.example'])}/{chance.randrange(10**6):x}"
    bare = re.sub(r"https?://\S+", "", text).strip()
    return f"{bare} {link}"


def cut(text: str, chance: random.Random) -> str:
    """At a limit, anywhere in a word, with an ellipsis and mostly a link to the whole."""
    keep = max(48, int(len(text) * chance.uniform(0.45, 0.9)))
    mark = chance.choice(["…", "...", " […]", "… "])
    return text[:keep] + mark + chance.choice(["", " https://bsky.example/p/3k2", "\nhttps://mastodon.example/@a/1"])


def by_hand(text: str, chance: random.Random) -> str:
    """Somebody drops the last sentence or clause to make it fit."""
    parts = re.split(r"(?<=[.!?,;:])\s+", text)
    while len(parts) > 1 and len(" ".join(parts[:-1])) >= 0.5 * len(text):
        parts.pop()
        if chance.random() < 0.5:
            break
    return " ".join(parts).rstrip(",;:")


def tailed(text: str, chance: random.Random) -> str:
    """With a hint at the other network."""
    tail = chance.choice(["Also on Bluesky: {}", "(cross-posted from Mastodon {})", "Read more: {}", "via {}",
                          "Full post: {}", "[Also on X] {}"])
    return text + chance.choice(["\n\n", " "]) + tail.format("https://other.example/@a/9")


def tags_moved(text: str, chance: random.Random) -> str:
    """Words become hashtags, hashtags go to the end."""
    words = re.findall(r"[^\W\d_]{5,}", text)
    tags = " ".join(f"#{w.lower()}" for w in chance.sample(words, min(2, len(words))))
    bare = re.sub(r"\s*#(\w+)", r" \1" if chance.random() < 0.5 else "", text)
    return f"{bare} {tags}"


def mentioned(text: str, chance: random.Random) -> str:
    """The same person under each network's kind of name."""
    name = chance.choice(["@annlee", "@annlee.bsky.example", "@annlee@social.example", "Ann Lee"])
    if "@" in text:
        return re.sub(r"@\w+", name, text)
    head, space, rest = text.partition(" ")
    return f"{head}{space}{name} {rest}"


def retyped(text: str, chance: random.Random) -> str:
    """By thumb: one letter goes missing, capitals and marks change."""
    long = list(re.finditer(r"[^\W\d_]{6,}", text))
    if long:
        at = chance.choice(long).start() + 2
        text = text[:at] + text[at + 1 :]
    return text.replace(",", "").lower() if chance.random() < 0.5 else text.replace("!", ".")


def both(text: str, chance: random.Random) -> str:
    """Two changes, one after the other."""
    first, second = chance.sample([other_link, tags_moved, mentioned, retyped], 2)
    return chance.choice([cut, tailed])(second(first(text, chance), chance), chance)


CHANGES: dict[str, Change] = {
    "verbatim": verbatim, "another link": other_link, "cut with an ellipsis": cut, "shortened by hand": by_hand,
    "hint at the other network": tailed, "hashtags moved": tags_moved, "mention forms": mentioned,
    "typed again": retyped, "three changes": both,
}
