"""The board: what needs a person now, every account's health, posts as they arrive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from slipguard.actions import accounts, acts, marks, overview, veil
from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.core.naming import Told
from slipguard.storage.models import Account, Incident, PostRow, Workspace
from slipguard.web import drawn
from slipguard.web.door import me, page, show, space_of
from slipguard.web.stream import MARK, Piece, shows, stream
from slipguard.web.templatetags.say import ago


@dataclass(frozen=True, slots=True)
class Alarm:
    """An incident that needs somebody, ready to be shown."""

    incident: Incident
    record: Record

    @property
    def visible_since(self) -> object:
        return self.record.posted_at or self.record.seen_at


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with its verdict, ready to be shown."""

    row: PostRow
    told: Told
    incident: Incident | None

    @property
    def flagged(self) -> bool:
        return self.row.decision in ("alert", "recall")

    @property
    def asks(self) -> bool:
        """Does it still want a person's answer here? With an incident it is asked above, once."""
        return self.flagged and not self.row.answer and self.row.gone_at is None and self.incident is None


@dataclass(frozen=True, slots=True)
class Card:
    """An account's health."""

    account: Account
    trial: overview.Trial | None
    voice: int | None

    @property
    def needs_somebody(self) -> bool:
        """Such cards stand first: it is not heard, or a post on it could not be taken back."""
        return bool(self.account.reconnect or self.account.trouble or self.account.can_delete is False)


def alarms(actor: Actor, space: Workspace) -> list[Alarm]:
    return [Alarm(found, veil.record_for(actor, found)) for found in overview.alarms(actor, space)]


def posts(actor: Actor, space: Workspace, only: set[int] | None = None) -> list[Shown]:
    """The newest posts, or those with these numbers."""
    return _shown(actor, overview.posts(actor, space, only))


def shown(actor: Actor, space: Workspace, rows: list[PostRow]) -> list[Shown]:
    """Rows of one workspace, ready for this reader."""
    return _shown(actor, overview.standing(actor, space, rows))


def _shown(actor: Actor, found: list[overview.Standing]) -> list[Shown]:
    # only who sounds like somebody has a name to hide
    names = veil.known_names(actor) if any(one.row.alternative for one in found) else frozenset[str]()
    return [Shown(one.row, veil.post(one.row, names), one.incident) for one in found]


def cards(actor: Actor, space: Workspace) -> list[Card]:
    trials, voices = overview.trials(actor, space), overview.voice_sizes(actor, space)
    found = [Card(a, trials.get(a.pk), voices.get(a.speaks_as)) for a in accounts.of_workspace(actor, space)]
    return sorted(found, key=lambda card: not card.needs_somebody)


def practice_here(actor: Actor, space: Workspace) -> bool:
    """Is there an account of the rehearsal network on this board?"""
    return any(account.network == "practice" for account in accounts.of_workspace(actor, space))


@page
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One workspace at a glance."""
    space = space_of(request, slug)
    actor = me(request)
    seen = drawn.of_board(actor, space)  # before the rows are read: what comes meanwhile is sent again, never lost
    return show(
        request, "slipguard/board.html", space=space, way="board", alarms=alarms(actor, space),
        settled=overview.settled(actor, space), cards=cards(actor, space), posts=posts(actor, space),
        practice=practice_here(actor, space), seen=seen, most=overview.POSTS_SHOWN,
    )


@page
def board_stream(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The board as it changes."""
    space = space_of(request, slug, watching=True)
    return stream(watching(me(request, anywhere=True), space, get_token(request), shows(request)))


def watching(actor: Actor, space: Workspace, token: str, seen: str = "") -> Callable[[], list[Piece]]:
    """Pieces that changed since the last look. The first look sends everything: a reconnect misses nothing.

    `seen`: the marks of what the page shows already; a part that still has its mark is not sent again.
    """
    before: dict[str, object] = {}
    rows: dict[int, tuple[object, ...]] = {}
    known = drawn.read(seen)

    def moved(name: str, mark: object) -> bool:
        changed = before[name] != mark if name in before else known.get(name) != drawn.short(mark)
        before[name] = mark
        return changed

    def look() -> list[Piece]:
        now = marks.of_board(actor, space)
        pieces: list[Piece] = []
        if moved("alarms", now.alarms):
            context = {"alarms": alarms(actor, space), "settled": overview.settled(actor, space), "csrf_token": token}
            pieces.append(("alarms", render_to_string("slipguard/_alarms.html", context)))
        if moved("accounts", now.accounts):
            context = {"cards": cards(actor, space), "may": acts.may(actor, space)}
            pieces.append(("accounts", render_to_string("slipguard/_accounts.html", context)))
        if moved("heard", now.heard):
            pieces.append(("patch", format_html_join("", '<span id="heard-{}" hx-swap-oob="innerHTML">{}</span>',
                                                     ((pk, ago(at)) for pk, at in now.heard.items() if at))))
        mark = now.posts
        if "posts" not in before:
            if moved("posts", mark):
                # those of the mark and no newer one: that one comes by itself, and would stand here twice
                whole = {"posts": posts(actor, space, set(mark)), "csrf_token": token}
                pieces.append(("posts", render_to_string("slipguard/_posts.html", whole)))
        else:
            pieces += _rows(actor, space, token, rows, mark)
        rows.clear()
        rows.update(mark)
        return [*pieces, (MARK, drawn.write(drawn.parts(now)))] if pieces else []

    return look


def _rows(
    actor: Actor, space: Workspace, token: str, seen: dict[int, tuple[object, ...]], mark: dict[int, tuple[object, ...]]
) -> list[Piece]:
    """One row for each post that is new or moved, and away with those that are too old to be looked after."""
    changed = {pk for pk, what in mark.items() if seen.get(pk) != what}
    pieces: list[Piece] = []
    for shown in reversed(posts(actor, space, changed) if changed else []):
        new = shown.row.pk not in seen
        html = render_to_string("slipguard/_post.html", {"post": shown, "new": new, "oob": not new,
                                                         "csrf_token": token})
        pieces.append(("patch", format_html('<div hx-swap-oob="afterbegin:#posts">{}</div>', html) if new else html))
    pieces += [("patch", format_html('<li id="post-{}" hx-swap-oob="delete"></li>', pk)) for pk in seen.keys() - mark]
    return pieces
