"""An account that is watched by hand: a name and a public address, no sign-in, no program that acts.

Implements the protocol as far as its Facts say: every verb in `cannot` raises Unsupported with words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import IO
from urllib.parse import parse_qsl, urlencode, urlsplit

from slipguard.core.types import Picture, Post
from slipguard.networks.by_hand.places import Place
from slipguard.networks.protocol import (
    Check,
    Delete,
    Facts,
    Happening,
    Identity,
    Length,
    Located,
    Outgoing,
    Readiness,
    Reason,
    Rejected,
    Secret,
    Sighting,
    Unsupported,
    Uploaded,
)

LONGEST = 240  # of an address: it is the post's name here, and keys of events are made with it


def facts_of(place: Place) -> Facts:
    """What every network of this kind declares about itself."""
    return Facts(
        name=place.name,
        title=place.title,
        post_limit=place.limit,
        limit_counts="characters",
        delete_quota="whatever a person may do by hand",
        idempotent_publish="nothing is published here",
        watches_by=("a person, by hand",),
        manual_delete=place.manual_delete,
        fields=(
            ("handle", "Name of the account, as in its address", False),
            ("url", "Address of its public page (leave empty for the usual one)", False),
        ),
        cannot={
            "delete": "a person deletes; the incident has the link and the way",
            "publish": "a person writes there",
            "watch": "a person pastes the address of a post to open an incident",
            "history": "no voice is learnt, so nothing is noticed by itself",
            "mentions": "a person looks at the replies there",
            "whoami": "there is no sign-in whose owner could be asked; the name is what a person typed",
        },
        proven_by="the public page, where strangers may read it; otherwise the word of the person who looked",
    )


class ByHandAdapter:
    """See protocol.Adapter. `allow_private` is for tests: the hosts are the network's own."""

    def __init__(self, place: Place, allow_private: bool = False) -> None:
        self.place, self.allow_private = place, allow_private
        self.facts = facts_of(place)
        self._scheme = "http" if allow_private else "https"

    def connect(self, form: Mapping[str, str]) -> Secret:
        """{"handle", "url"}; no call is made. Rejected where they do not fit the network."""
        handle = form.get("handle", "").strip().lstrip("@").strip("/")
        typed = form.get("url", "").strip()
        if "/" in handle and not typed:
            typed, handle = handle, ""
        usual = f"{self._scheme}://{self.place.hosts[0]}{self.place.profile.format(handle=handle)}"
        url = typed or usual
        parts = urlsplit(url if "://" in url else f"https://{url}")
        if parts.netloc.lower() not in self.place.hosts or parts.scheme not in (self._scheme, "https"):
            raise Rejected(f"This is not an address on {self.place.hosts[0]}.", Reason.INVALID)
        handle = handle or next((p.lstrip("@") for p in reversed(parts.path.split("/")) if p), "")
        if not re.fullmatch(r"[\w.%-]{1,100}", handle):
            raise Rejected("The account's name has letters, digits, dots, _ and -.", Reason.INVALID)
        page = f"{self._scheme}://{self.place.hosts[0]}{parts.path}"
        return {"network": self.place.name, "handle": handle, "url": page[:LONGEST]}

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> ByHand:
        return ByHand(self, secret)

    def pictureless(self, secret: Secret) -> str:
        """There is no sign-in, and nothing is published."""
        return ""

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        raise self.cannot("history")

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """Code points: an estimate, for nothing is published here."""
        return Length(len(text), self.place.limit)

    def locate(self, url: str) -> Located | None:
        """The key is the post's whole address, in one spelling; the owner is "" where the address names nobody."""
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or parts.netloc.lower() not in self.place.hosts:
            return None
        for form in self.place.posts:
            if found := re.fullmatch(form, parts.path):
                kept = sorted((k, v) for k, v in parse_qsl(parts.query) if k in self.place.query)
                path = parts.path.rstrip("/") + (f"?{urlencode(kept)}" if kept else "")
                owner = (found.groupdict().get("owner") or "").lstrip("@")
                address = f"{self._scheme}://{self.place.hosts[0]}{path}"
                return Located(owner, address) if len(address) <= LONGEST else None
        return None

    def ref(self, remote_id: str, key: str) -> str:
        return key

    def address(self, ref: str, secret: Secret) -> str:
        return ref

    def key_of(self, ref: str) -> str:
        """The part of a post's address that its page must name; "" where the address is none of ours."""
        parts = urlsplit(ref)
        for form in self.place.posts:
            if found := re.fullmatch(form, parts.path):
                query = dict(parse_qsl(parts.query))
                return next((query[k] for k in self.place.query if k in query), found["key"])
        return ""

    def cannot(self, verb: str) -> Unsupported:
        """The failure of a verb that a person does here."""
        if verb == "delete":
            says = f"Slipguard cannot delete on {self.place.title}. {self.place.manual_delete}"
            return Unsupported(says, Reason.INVALID)
        return Unsupported(f"Slipguard does not act on {self.place.title}: {self.facts.cannot[verb]}.", Reason.INVALID)


class ByHand:
    """See protocol.Network."""

    def __init__(self, adapter: ByHandAdapter, secret: Secret) -> None:
        self._adapter, self._secret = adapter, secret

    def whoami(self) -> Identity:
        """What a person typed: there is nobody to ask (Facts.cannot says so)."""
        return Identity(self._secret["handle"].lower(), self._secret["handle"], url=self._secret["url"])

    def sign_out(self) -> str:
        """There is no sign-in here that could be ended."""
        return ""

    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        raise self._adapter.cannot("publish")

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        raise self._adapter.cannot("publish")

    def film_ready(self, handle: str) -> bool:
        raise self._adapter.cannot("publish")

    def publish(self, post: Outgoing, key: str) -> Post:
        raise self._adapter.cannot("publish")

    def find(self, post: Outgoing, key: str) -> Post | None:
        raise self._adapter.cannot("publish")

    def delete(self, ref: str) -> Delete:
        raise self._adapter.cannot("delete")

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        """One look at the public page; there is no other viewpoint."""
        from slipguard.networks.by_hand.pages import Reader  # httpx: 0.1 s, only when used

        place = self._adapter.place
        reader = Reader(place.hosts, place.walls, self._adapter.allow_private)
        return [reader.look(ref, self._adapter.key_of(ref), self._secret["url"])]

    def history(self, limit: int) -> Iterator[Post]:
        raise self._adapter.cannot("history")

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        raise self._adapter.cannot("watch")

    def mentions(self, since: datetime) -> list[Post]:
        raise self._adapter.cannot("mentions")

    def can_delete(self) -> Readiness:
        """Never a yes and never an alarm: a person does it. Says whether the public page could prove it."""
        from slipguard.networks.by_hand.pages import Reader

        place = self._adapter.place
        seen, says = Reader(place.hosts, place.walls, self._adapter.allow_private).open(self._secret["url"])
        by_hand = Check("delete", None, f"A person deletes on {place.title}; the incident guides them.",
                        "Make sure that two people know the sign-in.")
        proof = Check("proof", True if seen else None,
                      "Strangers can read the public page, so a delete can be proven." if seen else
                      f"Strangers cannot read the public page ({says}), so only a person's word will do.")
        return Readiness(None, f"{by_hand.says} {proof.says}", {}, (by_hand, proof))

    def limits(self) -> Mapping[str, int]:
        """Nobody could be asked."""
        return {}

    def close(self) -> None:
        """Nothing is held."""
