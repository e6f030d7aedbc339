"""What each address answers. A route: (method, pattern, who may, function)."""

from __future__ import annotations

import base64
import hashlib
import html
import queue
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tests.servers.mastodon.routes import Page
from tests.servers.x import show
from tests.servers.x.world import PROBLEMS, SCOPES, Grant, Person, Picture, Refused, Tweet, World, not_found, problem

OPEN, USER, ANY, APP = "open", "user", "any", "app"


@dataclass
class Ask:
    """One request."""

    world: World
    method: str
    path: str
    query: dict[str, list[str]]
    form: dict[str, Any]
    headers: dict[str, str]
    part: bytes = b""  # the field "media" of a multipart form
    grant: Grant | None = None
    named: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    status: int = 200

    def first(self, name: str, default: str = "") -> str:
        """A query parameter."""
        return self.query.get(name, [default])[0]

    @property
    def me(self) -> Person:
        """Who asks."""
        assert self.grant is not None and self.grant.person is not None
        return self.grant.person

    @property
    def reader(self) -> Person | None:
        """Who reads; None: the application."""
        return self.grant.person if self.grant else None

    @property
    def fields(self) -> set[str]:
        """tweet.fields."""
        return set(self.first("tweet.fields").split(","))


Route = Callable[[Ask], Any]
ROUTES: list[tuple[str, re.Pattern[str], str, str, Route]] = []


def route(method: str, pattern: str, who: str = ANY, scope: str = "") -> Callable[[Route], Route]:
    """Register."""

    def add(function: Route) -> Route:
        ROUTES.append((method, re.compile(pattern), who, scope, function))
        return function

    return add


# ---- people ------------------------------------------------------------------------------------------
def _user(person: Person, fields: str) -> dict[str, Any]:
    told: dict[str, Any] = {"id": person.id, "name": person.name.capitalize(), "username": person.name}
    if "public_metrics" in fields:
        told["public_metrics"] = {"followers_count": 42, "following_count": 1, "tweet_count": 0}
    return told


@route("GET", r"/2/users/me", USER, "users.read")
def me(ask: Ask) -> Any:
    """Whose sign-in is this?"""
    return {"data": _user(ask.me, ask.first("user.fields"))}


@route("GET", r"/2/users/by/username/(?P<name>\w+)")
def by_name(ask: Ask) -> Any:
    """A profile by its name."""
    person = ask.world.by_name(ask.named["name"])
    return {"data": _user(person, "")} if person else {"errors": [not_found(ask.named["name"])]}


# ---- posts -------------------------------------------------------------------------------------------
@route("GET", r"/2/users/(?P<id>\d+)/tweets", ANY, "tweet.read")
def timeline(ask: Ask) -> Any:
    """A person's posts, page by page."""
    person = ask.world.people.get(ask.named["id"])
    ask.extra = ask.world.count(ask.reader, "timeline", ask.world.behaviour.reads)
    found = ask.world.of(person) if person and (not person.protected or ask.reader is person) else []
    if "retweets" in ask.first("exclude"):
        found = [t for t in found if t.repost_of is None]
    return _page(ask, found)


@route("GET", r"/2/users/(?P<id>\d+)/mentions", ANY, "tweet.read")
def mentions(ask: Ask) -> Any:
    """Posts with the person's @name, and answers to them."""
    person = ask.world.people[ask.named["id"]]
    name = re.compile(rf"@{re.escape(person.name)}\b", re.IGNORECASE)
    live = [t for t in ask.world.tweets.values() if not t.deleted and t.author is not person]
    found = [t for t in live if name.search(t.text) or (t.reply_to and t.reply_to.author is person)]
    return _page(ask, sorted(found, key=lambda t: -int(t.id)))


def _page(ask: Ask, found: list[Tweet]) -> Any:
    size = int(ask.first("max_results", "10"))
    if not 5 <= size <= 100:
        raise Refused(400, problem("Invalid Request", "max_results is not between 5 and 100"))
    if since := ask.first("since_id"):
        found = [t for t in found if int(t.id) > int(since)]
    if start := ask.first("start_time"):
        found = [t for t in found if t.at >= datetime.fromisoformat(start)]
    begin = int(base64.b64decode(ask.first("pagination_token") or "MA=="))
    page = found[begin : begin + size]
    meta: dict[str, Any] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if begin + size < len(found):
        meta["next_token"] = base64.b64encode(str(begin + size).encode()).decode()
    return {"data": [show.tweet(t, ask.fields) for t in page], "meta": meta} if page else {"meta": meta}


@route("GET", r"/2/tweets/(?P<id>\d+)", ANY, "tweet.read")
def one(ask: Ask) -> Any:
    """One post; what is gone is 200 with `errors` and no `data`."""
    found = ask.world.seen(ask.named["id"], ask.reader)
    if found:
        return {"data": show.tweet(found, ask.fields)}
    return {"errors": [_missing(ask, ask.named["id"])]}


@route("GET", r"/2/tweets", ANY, "tweet.read")
def several(ask: Ask) -> Any:
    """Several posts."""
    numbers = ask.first("ids").split(",")
    found = [(n, ask.world.seen(n, ask.reader)) for n in numbers]
    told: dict[str, Any] = {}
    if data := [show.tweet(t, ask.fields) for _, t in found if t]:
        told["data"] = data
    if errors := [_missing(ask, n) for n, t in found if not t]:
        told["errors"] = errors
    return told


def _missing(ask: Ask, number: str) -> dict[str, Any]:
    tweet = ask.world.tweets.get(number)
    if tweet and tweet.author.protected and not tweet.deleted:
        kind = {"title": "Authorization Error", "type": f"{PROBLEMS}not-authorized-for-resource"}
        return not_found(number) | kind
    return not_found(number)


@route("POST", r"/2/tweets", USER, "tweet.write")
def publish(ask: Ask) -> Any:
    """A new post: 201 with number and text only."""
    ask.extra = ask.world.count(ask.me, "publish", ask.world.behaviour.posts)
    assert ask.grant is not None
    made = ask.world.publish(ask.grant, ask.form)
    ask.status = 201
    return {"data": show.tweet(made, set())}


@route("DELETE", r"/2/tweets/(?P<id>\d+)", USER, "tweet.write")
def delete(ask: Ask) -> Any:
    """Any version deletes the chain."""
    ask.extra = ask.world.count(ask.me, "delete", ask.world.behaviour.deletes)
    ask.world.delete(ask.me, ask.named["id"])
    return {"data": {"deleted": True}}


@route("POST", r"/2/users/(?P<id>\d+)/retweets", USER, "tweet.write")
def repost(ask: Ask) -> Any:
    """A repost."""
    ask.world.repost(ask.me, ask.world.tweets[str(ask.form["tweet_id"])])
    return {"data": {"retweeted": True}}


# ---- pictures ------------------------------------------------------------------------------------------
@route("POST", r"/2/media/upload", USER, "media.write")
def bring(ask: Ask) -> Any:
    """A picture in one request, as base64."""
    if ask.form.get("media_category") != "tweet_image":
        raise Refused(400, problem("Invalid Request", "media_category is missing."))
    made = ask.world.bring(ask.me, base64.b64decode(ask.form.get("media", "")))
    return {"data": {"id": made.id, "media_key": f"3_{made.id}", "size": len(made.content),
                     "expires_after_secs": 86400}}


@route("POST", r"/2/media/upload/initialize", USER, "media.write")
def announce_film(ask: Ask) -> Any:
    """A film is going to come, in chunks."""
    size, kind, what = (ask.form.get(name) for name in ("total_bytes", "media_type", "media_category"))
    if kind != "video/mp4" or what != "tweet_video" or not isinstance(size, int) or not 0 < size <= 512_000_000:
        raise Refused(400, problem("Invalid Request", "One or more parameters to your request was invalid."))
    made = ask.world.announce(ask.me, size)
    return {"data": {"id": made.id, "media_key": f"13_{made.id}", "expires_after_secs": 86400}}


@route("POST", r"/2/media/upload/(?P<id>\d+)/append", USER, "media.write")
def take_chunk(ask: Ask) -> Any:
    """One chunk, under its number; the same one twice is one."""
    found = _film(ask, ask.named["id"])
    if not ask.part or len(ask.part) > 5_000_000 or not ask.form.get("segment_index", "").isdigit():
        raise Refused(400, problem("Invalid Request", "The media chunk is invalid."))
    found.chunks[int(ask.form["segment_index"])] = ask.part
    return {"data": {"expires_at": 0}}


@route("POST", r"/2/media/upload/(?P<id>\d+)/finalize", USER, "media.write")
def end_film(ask: Ask) -> Any:
    """All chunks are there; X begins to look through the film."""
    found = _film(ask, ask.named["id"])
    found.content = b"".join(found.chunks[number] for number in sorted(found.chunks))
    if len(found.content) != found.size:
        raise Refused(400, problem("Invalid Request", "The size does not match the initialized size."))
    found.working_reads = ask.world.behaviour.film_reads
    return {"data": {"id": found.id, "size": found.size, "processing_info": _processing(ask, found)}}


@route("GET", r"/2/media/upload", USER, "media.write")
def look_at_film(ask: Ask) -> Any:
    """How far X is with it."""
    found = _film(ask, ask.first("media_id"))
    if ask.first("command") != "STATUS":
        raise Refused(400, problem("Invalid Request", "The command is invalid."))
    found.working_reads = max(0, found.working_reads - 1)
    return {"data": {"id": found.id, "processing_info": _processing(ask, found)}}


def _film(ask: Ask, number: str) -> Picture:
    found = ask.world.pictures.get(number)
    if found is None or found.owner is not ask.me:
        raise Refused(400, problem("Invalid Request", "The media ID is invalid."))
    return found


def _processing(ask: Ask, film: Picture) -> dict[str, Any]:
    if ask.world.behaviour.film_fails:
        return {"state": "failed", "error": {"code": 1, "name": "InvalidMedia", "message": "not a valid film"}}
    if film.working_reads:
        return {"state": "in_progress", "check_after_secs": 1, "progress_percent": 10}
    return {"state": "succeeded", "progress_percent": 100}


@route("POST", r"/2/media/metadata", USER, "media.write")
def describe(ask: Ask) -> Any:
    """A picture's description."""
    found = ask.world.pictures.get(str(ask.form.get("id")))
    words = ((ask.form.get("metadata") or {}).get("alt_text") or {}).get("text", "")
    if found is None or found.owner is not ask.me or not 0 < len(words) <= 1000:
        raise Refused(400, problem("Invalid Request", "One or more parameters to your request was invalid."))
    found.alt = words
    return {"data": {"id": found.id, "associated_metadata": {"alt_text": {"text": words}}}}


# ---- money, activity ------------------------------------------------------------------------------------
@route("GET", r"/2/usage/credits", APP)
def credit(ask: Ask) -> Any:
    """Dollars left."""
    left = ask.world.behaviour.credit
    if left is None:
        raise Refused(404, problem("Not Found", "No such address"))
    return {"data": {"free_balance": 0, "prepaid_balance": left, "total_balance": max(0, left)}}


@route("GET", r"/2/activity/subscriptions", APP)
def subscriptions(ask: Ask) -> Any:
    """All of the application's."""
    _has_activity(ask)
    made = ask.world.subscriptions
    return {"data": made, "meta": {"total_subscriptions": len(made)}}


@route("POST", r"/2/activity/subscriptions", APP)
def subscribe(ask: Ask) -> Any:
    """One more."""
    _has_activity(ask)
    made = {**ask.form, "subscription_id": str(len(ask.world.subscriptions) + 1)}
    ask.world.subscriptions.append(made)
    return {"data": made}


@route("GET", r"/2/activity/stream", APP)
def stream(ask: Ask) -> Any:
    """The application's one stream."""
    _has_activity(ask)
    if ask.world.streams:
        says = "This stream is currently at the maximum allowed connection limit."
        raise Refused(429, problem("ConnectionException", says))
    events: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    ask.world.streams.append(events)
    return events


def _has_activity(ask: Ask) -> None:
    if not ask.world.behaviour.activity:
        raise Refused(403, problem("Client Forbidden", "This plan does not have the Activity API."))


# ---- the embed service ------------------------------------------------------------------------------------
@route("GET", r"/oembed", OPEN)
def embed(ask: Ask) -> Any:
    """What any page may ask without a sign-in."""
    if not ask.world.behaviour.embeds:
        raise Refused(403, {"error": "Forbidden"})
    named = re.fullmatch(r"https://(?:x|twitter)\.com/\w+/status/(\d+)", ask.first("url"))
    tweet = ask.world.tweets.get(named[1]) if named else None
    if tweet and tweet.author.protected and not tweet.deleted:
        raise Refused(403, {"error": "Sorry, you are not authorized to see this status."})
    found = ask.world.seen(named[1], None) if named else None
    if not found:
        raise Refused(404, {"error": "Sorry, that page does not exist."})
    return {"url": ask.first("url"), "author_name": found.author.name, "html": "<blockquote></blockquote>"}


_BAD = {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}


# ---- OAuth 2.0 ----------------------------------------------------------------------------------------------
@route("GET", r"/i/oauth2/authorize", OPEN)
def authorise(ask: Ask) -> Any:
    """Where a person chooses an account and agrees."""
    asked = {key: values[0] for key, values in ask.query.items()}
    wanted = {"response_type": "code", "code_challenge_method": "S256"}
    if asked.get("client_id") not in ask.world.apps or any(asked.get(k) != v for k, v in wanted.items()):
        return Page("<h1>Something went wrong</h1>", 400)
    hidden = "".join(f'<input type="hidden" name="{k}" value="{html.escape(v)}">' for k, v in asked.items())
    names = "".join(f'<option value="{p.name}">{p.name}</option>' for p in ask.world.people.values())
    return Page(f'<!doctype html><title>Authorize</title><form method="post">{hidden}<label>Account '
                f'<select name="account">{names}</select></label>'
                '<button name="agree" value="yes">Authorize app</button>'
                '<button name="agree" value="">Cancel</button></form>')


@route("POST", r"/i/oauth2/authorize", OPEN)
def agreed(ask: Ask) -> Any:
    """Back to the application, with a code."""
    form = {k: str(v) for k, v in ask.form.items()}
    back = {"state": form["state"]}
    if form.get("agree"):
        code = secrets.token_urlsafe(24)
        ask.world.codes[code] = form
        back["code"] = code
    else:
        back["error"] = "access_denied"
    return Page("", 302, {"Location": f"{form['redirect_uri']}?{urlencode(back)}"})


@route("POST", r"/2/oauth2/revoke", OPEN)
def revoke(ask: Ask) -> Any:
    """Both kinds of token, by the application's word."""
    token = str(ask.form.get("token"))
    ask.world.tokens.pop(token, None)
    ask.world.refresh.pop(token, None)
    return {"revoked": True}


@route("POST", r"/1.1/oauth/invalidate_token.json", USER)
def invalidate(ask: Ask) -> Any:
    """The keys that signed this are dead from now on."""
    ask.me.token, old = secrets.token_urlsafe(9), ask.me.token
    return {"access_token": old}


@route("POST", r"/2/oauth2/token", OPEN)
def token(ask: Ask) -> Any:
    """A code or a refresh token for a token; each works once."""
    world, form = ask.world, ask.form
    client = str(form.get("client_id", ""))
    if world.apps.get(client):
        basic = base64.b64encode(f"{client}:{world.apps[client]}".encode()).decode()
        if ask.headers.get("authorization") != f"Basic {basic}":
            raise Refused(401, {"error": "unauthorized_client"})
    if form.get("grant_type") == "refresh_token":
        person, owner, scopes = world.refresh.pop(str(form.get("refresh_token")), (None, "", set()))
        if person is None or owner != client:
            raise Refused(400, _BAD)
        return world.grant(person, client, " ".join(sorted(scopes)))
    begun = world.codes.pop(str(form.get("code")), None)
    proof = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
    fits = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
    if not begun or begun["code_challenge"] != fits or begun["redirect_uri"] != form.get("redirect_uri"):
        raise Refused(400, _BAD)
    named = world.by_name(begun["account"])
    assert named is not None
    return world.grant(named, client, begun.get("scope") or SCOPES)
