"""What each address answers. A route: (method, pattern, scope or None or "open", function)."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.servers.mastodon import show
from tests.servers.mastodon.behaviour import Fault
from tests.servers.mastodon.world import ALL_SCOPES, Grant, Refused, World

OPEN = "open"  # no token needed


@dataclass
class Ask:
    """One request."""

    world: World
    method: str
    path: str
    query: dict[str, list[str]]
    form: dict[str, str]
    headers: dict[str, str]  # lower case
    grant: Grant | None = None
    named: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)  # fields of the form that came more than once, too
    file: tuple[bytes, str] = (b"", "")  # (content, media type) of the field "file"

    def first(self, name: str, default: str = "") -> str:
        """A query parameter."""
        return self.query.get(name, [default])[0]

    @property
    def me(self) -> Grant:
        """Who asks. Only on routes that need a token."""
        assert self.grant is not None
        return self.grant


@dataclass
class Page:
    """An answer that is no JSON."""

    text: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Said:
    """JSON with a status of its own."""

    status: int
    body: Any


Route = Callable[[Ask], Any]
ROUTES: list[tuple[str, re.Pattern[str], str | None, Route]] = []


def route(method: str, pattern: str, scope: str | None) -> Callable[[Route], Route]:
    """Register; `scope`: what a token needs, None: the token is optional, OPEN: none is looked at."""

    def add(function: Route) -> Route:
        ROUTES.append((method, re.compile(pattern), scope, function))
        return function

    return add


# ---- the server itself -----------------------------------------------------------------------------
@route("GET", r"/api/v(?P<v>[12])/instance", OPEN)
def instance(ask: Ask) -> Any:
    """About. The streaming address follows the Host header, as it does behind a proxy."""
    streaming = f"ws://{ask.headers.get('host', ask.world.host)}"
    return show.instance(ask.world, streaming, ask.named["v"] == "2")


@route("GET", r"/.well-known/oauth-authorization-server", OPEN)
def how_to_sign_in(ask: Ask) -> Any:
    """RFC 8414."""
    if not ask.world.behaviour.pkce:
        raise Refused(404, "Not Found")
    return {"issuer": ask.world.base, "code_challenge_methods_supported": ["S256"]}


# ---- OAuth -----------------------------------------------------------------------------------------
@route("POST", r"/api/v1/apps", OPEN)
def new_app(ask: Ask) -> Any:
    """Register an application."""
    app = {
        "id": str(len(ask.world.apps) + 1),
        "name": ask.form["client_name"],
        "client_id": secrets.token_urlsafe(16),
        "client_secret": secrets.token_urlsafe(16),
        "redirect_uri": ask.form["redirect_uris"],
        "scopes": ask.form.get("scopes", "read"),
    }
    ask.world.apps[app["client_id"]] = app
    return app | {"scopes": app["scopes"].split(), "redirect_uris": app["redirect_uri"].split()}


@route("GET", r"/api/v1/apps/verify_credentials", "")
def which_app(ask: Ask) -> Any:
    """The application of a token, with the scopes where the server names them."""
    named = {"scopes": sorted(ask.me.scopes)} if ask.world.behaviour.names_scopes else {}
    return {"name": ask.me.app, "website": None} | named


@route("GET", r"/oauth/authorize", OPEN)
def authorise_page(ask: Ask) -> Any:
    """Where a person chooses an account and agrees."""
    app = ask.world.apps.get(ask.first("client_id"))
    if not app or ask.first("redirect_uri") not in app["redirect_uri"].split():
        return Page("<h1>The client or its address is unknown</h1>", 400)
    hidden = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(values[0])}">'
        for name, values in ask.query.items()
    )
    names = "".join(f'<option value="{p.name}">{p.name}</option>' for p in ask.world.people.values())
    return Page(
        f"<!doctype html><title>Authorize</title><h1>{html.escape(app['name'])} asks for access</h1>"
        f"<p>{html.escape(ask.first('scope'))}</p>"
        f'<form method="post" action="/oauth/authorize">{hidden}'
        f'<label>Account <select name="account">{names}</select></label>'
        f'<button name="agree" value="yes">Authorize</button></form>'
    )


@route("POST", r"/oauth/authorize", OPEN)
def authorise(ask: Ask) -> Any:
    """The person agreed: back to the application with a code."""
    code = secrets.token_urlsafe(16)
    ask.world.codes[code] = dict(ask.form)
    query = {"code": code} | ({"state": ask.form["state"]} if ask.form.get("state") else {})
    return Page("", 302, {"Location": f"{ask.form['redirect_uri']}?{urlencode(query)}"})


@route("POST", r"/oauth/token", OPEN)
def token(ask: Ask) -> Any:
    """The code for a token, once."""
    form, app = ask.form, ask.world.apps.get(ask.form.get("client_id", ""))
    agreed = ask.world.codes.pop(form.get("code", ""), None)
    if not app or app["client_secret"] != form.get("client_secret"):
        raise Refused(401, "invalid_client")
    if not agreed or agreed["client_id"] != app["client_id"] or agreed["redirect_uri"] != form["redirect_uri"]:
        raise Refused(400, "invalid_grant")
    if challenge := agreed.get("code_challenge"):
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
            raise Refused(400, "invalid_grant")
    person = ask.world.by_name(agreed["account"])
    assert person is not None
    scope = agreed.get("scope", "read")
    access = ask.world.token(person, scope, app["name"])
    return {"access_token": access, "token_type": "Bearer", "scope": scope, "created_at": 0}


@route("POST", r"/oauth/revoke", OPEN)
def revoke(ask: Ask) -> Any:
    """The token is dead from now on. Only the application that got it may say so, as on Mastodon."""
    app = ask.world.apps.get(ask.form.get("client_id", ""))
    if not app or app["client_secret"] != ask.form.get("client_secret"):
        raise Refused(403, "unauthorized_client")
    ask.world.tokens.pop(ask.form.get("token", ""), None)
    return {}


# ---- accounts --------------------------------------------------------------------------------------
@route("GET", r"/api/v1/accounts/verify_credentials", "read:accounts")
def who_am_i(ask: Ask) -> Any:
    """Whose token this is."""
    return show.account(ask.world, ask.me.person) | {"source": {"privacy": "public"}}


@route("GET", r"/api/v1/accounts/lookup", None)
def lookup(ask: Ask) -> Any:
    """A profile by its name; strangers get it where the API is open to them."""
    if ask.grant is None and not ask.world.behaviour.public_api:
        raise Refused(401, "This API requires an authenticated user")
    person = ask.world.by_name(ask.first("acct"))
    if person is None:
        raise Refused(404, "Record not found")
    return show.account(ask.world, person)


@route("GET", r"/api/v1/accounts/(?P<id>\w+)", None)
def account(ask: Ask) -> Any:
    """An account."""
    if ask.named["id"] not in ask.world.people:
        raise Refused(404, "Record not found")
    return show.account(ask.world, ask.world.people[ask.named["id"]])


@route("GET", r"/api/v1/accounts/(?P<id>\w+)/statuses", None)
def account_statuses(ask: Ask) -> Any:
    """An account's posts, newest first (with min_id: the ones right after it)."""
    person = ask.world.people.get(ask.named["id"])
    if person is None:
        raise Refused(404, "Record not found")
    reader = ask.grant.person if ask.grant else None
    mine = reader is person
    shown = [s for s in ask.world.of(person) if mine or s.visibility in ("public", "unlisted")]
    if ask.first("exclude_reblogs") in ("true", "True", "1"):
        shown = [s for s in shown if not s.reblog]
    order = [s.id for s in reversed(ask.world.statuses.values())]
    limit = min(int(ask.first("limit", "20")), 40)
    if before := ask.first("max_id"):
        shown = [s for s in shown if order.index(s.id) > _place(order, before)]
    if after := ask.first("since_id"):
        shown = [s for s in shown if order.index(s.id) < _place(order, after)]
    if after := ask.first("min_id"):
        shown = [s for s in shown if order.index(s.id) < _place(order, after)][-limit:]
    for status in shown[:limit]:
        status.late_reads -= status.deleted  # a late delete is seen here too, for as long as it is late
    return [show.status(ask.world, s, owner=mine) for s in shown[:limit]]


def _place(order: list[str], status_id: str) -> int:
    return order.index(status_id) if status_id in order else len(order)


@route("POST", r"/api/v1/accounts/(?P<id>\w+)/follow", "write:follows")
def follow(ask: Ask) -> Any:
    """Follow: the other's posts come into one's own stream."""
    ask.world.people[ask.named["id"]].followers.add(ask.me.person)
    return {"id": ask.named["id"], "following": True}


@route("GET", r"/api/v1/notifications", "read:notifications")
def notifications(ask: Ask) -> Any:
    """Newest first; only of the wanted types. A deleted post takes its notification with it."""
    wanted = ask.query.get("types[]") or ask.query.get("types") or ["mention"]
    told = []
    for notice in ask.me.person.notifications:
        status = ask.world.statuses[notice["status_id"]]
        if notice["type"] in wanted and not status.deleted:
            told.append(notice | {"status": show.status(ask.world, status)})
    if before := ask.first("max_id"):
        told = [n for n in told if (len(n["id"]), n["id"]) < (len(before), before)]
    return told[: min(int(ask.first("limit", "40")), 80)]


# ---- posts -----------------------------------------------------------------------------------------
@route("POST", r"/api/v1/statuses", "write:statuses")
def publish(ask: Ask) -> Any:
    """A new post."""
    ids = ask.many.get("media_ids[]", [])
    status = ask.world.publish(ask.me, ask.form, ask.headers.get("idempotency-key", ""), ids)
    return show.status(ask.world, status, owner=True)


@route("GET", r"/api/v1/statuses/(?P<id>\w+)", None)
def read(ask: Ask) -> Any:
    """One post."""
    reader = ask.grant.person if ask.grant else None
    status = ask.world.visible(ask.named["id"], reader)
    return show.status(ask.world, status, owner=reader is status.author)


@route("PUT", r"/api/v1/statuses/(?P<id>\w+)", "write:statuses")
def edit(ask: Ask) -> Any:
    """Another text."""
    return show.status(ask.world, ask.world.edit(ask.me.person, ask.named["id"], ask.form["status"]), True)


@route("DELETE", r"/api/v1/statuses/(?P<id>\w+)", "write:statuses")
def delete(ask: Ask) -> Any:
    """200, and gone soon."""
    status = ask.world.delete(ask.me.person, ask.named["id"])
    return show.status(ask.world, status, owner=True)


@route("POST", r"/api/v1/statuses/(?P<id>\w+)/reblog", "write:statuses")
def reblog(ask: Ask) -> Any:
    """A repost."""
    status = ask.world.visible(ask.named["id"], ask.me.person)
    return show.status(ask.world, ask.world.reblog(ask.me, status))


@route("GET", r"/api/v1/statuses/(?P<id>\w+)/context", None)
def context(ask: Ask) -> Any:
    """What a post answers, and what answers it."""
    reader = ask.grant.person if ask.grant else None
    status = ask.world.visible(ask.named["id"], reader)
    above, at = [], status.reply_to
    while at is not None:
        above.insert(0, show.status(ask.world, at))
        at = at.reply_to
    below: list[Any] = []
    family = {status}
    for other in ask.world.statuses.values():
        if other.reply_to in family and other.served:
            family.add(other)
            below.append(show.status(ask.world, other))
    return {"ancestors": above, "descendants": below}


# ---- pictures --------------------------------------------------------------------------------------
@route("POST", r"/api/v2/media", "write:media")
def bring(ask: Ask) -> Any:
    """A picture or a film; 202 while the server is at work on it."""
    made = ask.world.bring(ask.me.person, *ask.file, ask.form.get("description", ""))
    return Said(202 if made.working_reads else 200, show.attachment(ask.world, made))


@route("GET", r"/api/v1/media/(?P<id>\w+)", "write:media")
def look_at_picture(ask: Ask) -> Any:
    """206 until it is ready. Attached ones are not told of any more, as on Mastodon."""
    found = ask.world.attachments.get(ask.named["id"])
    if found is None or found.owner is not ask.me.person or found.shown:
        raise Refused(404, "Record not found")
    if found.media_type.startswith("video/") and ask.world.behaviour.film_fails:
        raise Refused(422, "Error processing thumbnail for uploaded media")
    found.working_reads = max(0, found.working_reads - 1)
    return Said(206 if found.working_reads else 200, show.attachment(ask.world, found))


# ---- pages -----------------------------------------------------------------------------------------
@route("GET", r"/@(?P<name>\w+)", OPEN)
def profile_page(ask: Ask) -> Any:
    """An account's page."""
    return Page("<!doctype html>", 200 if ask.world.by_name(ask.named["name"]) else 404)


@route("GET", r"/@(?P<name>\w+)/(?:statuses/)?(?P<id>\w+)", OPEN)
def post_page(ask: Ask) -> Any:
    """A post's page."""
    status = ask.world.statuses.get(ask.named["id"])
    if status is None or status.path != ask.path:
        return Page("<!doctype html><title>404</title>", 404)
    try:
        return Page(show.page(ask.world, ask.world.visible(status.id, None)))
    except Refused:
        return Page("<!doctype html><title>404</title>", 404)


# ---- for tests in other processes ------------------------------------------------------------------
@route("POST", r"/_test/accounts", OPEN)
def test_account(ask: Ask) -> Any:
    """A new account: {"name"?, "scopes"?} -> {"id", "name", "token"}."""
    person = ask.world.person(ask.form.get("name", ""), ask.form.get("scopes", ALL_SCOPES))
    return {"id": person.id, "name": person.name, "token": person.token}


@route("POST", r"/_test/behaviour", OPEN)
def test_behaviour(ask: Ask) -> Any:
    """Change the behaviour: any of its fields."""
    for name, value in ask.form.items():
        known = getattr(ask.world.behaviour, name)
        setattr(
            ask.world.behaviour,
            name,
            value in (True, "true", "1") if isinstance(known, bool) else type(known)(value),
        )
    return vars(ask.world.behaviour)


@route("POST", r"/_test/faults", OPEN)
def test_fault(ask: Ask) -> Any:
    """Something shall go wrong: the fields of Fault."""
    form = dict(ask.form)
    what = form.pop("what", "500")
    fault = Fault(int(what) if str(what).isdigit() else what)
    for name, value in form.items():
        setattr(fault, name, type(getattr(fault, name))(value))
    ask.world.faults.append(fault)
    return {}


@route("POST", r"/_test/drop", OPEN)
def test_drop(ask: Ask) -> Any:
    """Close every live stream."""
    for person in ask.world.people.values():
        for stream in list(person.streams):
            stream.put(None)
    return {}
