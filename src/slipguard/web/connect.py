"""Connect an account: choose the network, give it a sign-in that can be revoked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST

from slipguard.actions import accounts, workspaces
from slipguard.actions.pending import back, keep
from slipguard.core.errors import BadInput, ConfirmFirst, NotFound, SlipguardError
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import NetworkFailure, Secret
from slipguard.settings import CONFIG
from slipguard.storage.models import Workspace
from slipguard.storage.reactions import LOUDEST
from slipguard.web.door import PASSING, me, page, show, space_of
from slipguard.web.headers import POLICY

PENDING = "slipguard-oauth"  # session key and signing salt
PENDING_SECONDS = 900
OTHERS = "If it turns out to be another account's sign-in, it is refused. Leave it empty to take whichever it is."
HELP = {
    ("bluesky", "service"): "Leave it as it is unless your account lives on a server of its own.",
    ("bluesky", "identifier"): "For example name.bsky.social.",
    ("bluesky", "password"): "Never the main password. Make one in Bluesky under Settings, Privacy and security, "
                             "App passwords; you can revoke it there at any time.",
    ("mastodon", "server"): "For example social.example.",
    ("mastodon", "token"): "On your server under Preferences, Development, New application, with the rights "
                           "read:accounts, read:statuses, read:notifications, write:statuses and write:media.",
    ("x", "api_key"): "At console.x.com in your app, under Keys and tokens: the consumer key.",
    ("x", "api_secret"): "The consumer key's secret, shown beside it once.",
    ("x", "token"): "Made in the same place while signed in as this account. The app needs “Read and write” first.",
    ("x", "token_secret"): "Shown beside the access token once.",
    ("mastodon", "handle"): OTHERS,
    ("x", "handle"): OTHERS,
    ("practice", "handle"): "Letters, digits and _. A new name makes a new profile.",
}
DATED = re.compile(r" \(its prices of ([\d-]+)\)")
START = {("bluesky", "service"): "https://bsky.social"}


def fields(network: str, typed: dict[str, str]) -> list[dict[str, Any]]:
    """What connecting asks for, with help and what was typed. A secret is never shown again."""
    found = [
        {"key": key, "label": label.partition(" (")[0], "secret": secret,
         "help": HELP.get((network, key)) or _hint(label),
         "optional": "leave empty" in label,
         "value": "" if secret else typed.get(key, START.get((network, key), ""))}
        for key, label, secret in NETWORKS[network].facts.fields
    ]
    return sorted(found, key=lambda field: (network, field["key"]) in START)  # what is right as it stands comes last


def _hint(label: str) -> str:
    """What stands in brackets behind an optional field's label, as a sentence."""
    hint = label.partition(" (")[2].removesuffix(")")
    return f"{hint[0].upper()}{hint[1:]}." if "leave empty" in hint else ""


@page
def connect(request: HttpRequest, slug: str) -> HttpResponse:
    """Which network?"""
    space = space_of(request, slug)
    return show(request, "slipguard/connect.html", space=space, way="accounts",
                networks=sorted((one.facts for one in NETWORKS.values()), key=lambda facts: facts.name == "practice"))


@page
def connect_network(request: HttpRequest, slug: str, network: str) -> HttpResponse:
    """The form of one network; nothing is stored before the network said whose sign-in it is."""
    space = space_of(request, slug)
    if network not in NETWORKS:
        raise NotFound("There is no such network here.", "Choose one from the list.")
    if request.method != "POST":
        accounts.may_connect(me(request), space)
    typed = {key: request.POST.get(key, "").strip() for key, _, _ in NETWORKS[network].facts.fields}
    problem = None
    if request.method == "POST":
        try:
            account = accounts.connect(me(request), space, network, typed)
        except ConfirmFirst:
            # a password must not wait in the session's row meanwhile: the form is asked for again
            return redirect("connect_network", slug, network)
        except PASSING:
            raise
        except SlipguardError as failure:
            problem = failure
        else:
            return connected(request, account.pk, account.handle, account.network)
    return form_of(request, space, network, typed if request.method == "POST" else {}, problem)


def form_of(request: HttpRequest, space: Workspace, network: str, typed: dict[str, str],
            problem: SlipguardError | None) -> HttpResponse:
    """The page with the form. It may lead on to X, or to a Mastodon server whose name is only typed into it."""
    page = show(request, "slipguard/connect_network.html", status=problem.status if problem else 200, space=space,
                way="accounts", facts=NETWORKS[network].facts, problem=problem, fields=fields(network, typed),
                personal=problem and problem.facts.get("personal"), costs=_costs(network),
                priced=DATED.search(NETWORKS[network].facts.cost("recall", "")),
                has_page=network == "mastodon" or (network == "x" and bool(CONFIG.x_client_id)),
                callback=CONFIG.url + reverse("x_callback"))
    if network in ("mastodon", "x"):
        # browsers hold a form's redirect to form-action, too
        beyond = "form-action 'self' https:" + (" http:" if CONFIG.allow_private_servers else "")
        page.headers["Content-Security-Policy"] = POLICY.replace("form-action 'self'", beyond)
    return page


def _costs(network: str) -> dict[str, str]:
    """What acts cost there, before the first one; empty words where nothing. The day of the prices is said once."""
    cost = NETWORKS[network].facts.cost
    asked = {"recall": ("recall", ""), "publish": ("publish", ""), "link": ("publish", "https://example.org"),
             "learn": ("learn", "200"), "mentions": ("mentions", str(LOUDEST))}
    return {name: DATED.sub("", cost(*verb)) for name, verb in asked.items()}


def connected(request: HttpRequest, number: int, handle: str, network: str) -> HttpResponse:
    """On to the account's page: the next thing is to learn its voice."""
    said = f"@{handle} is connected, in trial. Now let Slipguard learn how it sounds."
    if NETWORKS[network].facts.by_hand:
        said = f"@{handle} is watched by hand: every incident here will ask you to look there, too."
    messages.success(request, said)
    return redirect("account", number)


@page
@require_POST
def mastodon_start(request: HttpRequest) -> HttpResponse:
    """Off to the server's own sign-in page."""
    from slipguard.networks.mastodon import oauth

    space = space_of(request, request.POST.get("workspace", ""))
    accounts.may_connect(me(request), space)
    server = request.POST.get("server", "").strip()
    problem: SlipguardError
    try:
        if not server:
            raise BadInput("“Server” is missing.", "Type your server's name, for example social.example.")
        url, pending = oauth.begin(server, CONFIG.url + reverse("mastodon_callback"), CONFIG.allow_private_servers)
    except NetworkFailure as failure:
        problem = accounts.refused(failure)
    except SlipguardError as failure:
        problem = failure
    else:
        return off_to(request, space, url, pending)
    return form_of(request, space, "mastodon", {"server": server, "handle": request.POST.get("handle", "")}, problem)


def off_to(request: HttpRequest, space: Workspace, url: str, pending: Secret) -> HttpResponse:
    """To a network's sign-in page; what its answer needs is kept in the session meanwhile."""
    # sealed by actions/pending; signed: it runs out
    kept = {"pending": keep({**pending, "typed": request.POST.get("handle", "")}), "workspace": space.slug}
    request.session[PENDING] = signing.dumps(kept, salt=PENDING)
    return redirect(url)


@page
def mastodon_callback(request: HttpRequest) -> HttpResponse:
    """Back from the server with a code."""
    from slipguard.networks.mastodon import oauth

    space, pending, code = back_from(request)
    return signed_in(request, space, "mastodon", pending,
                     lambda: oauth.finish(pending, code, CONFIG.allow_private_servers))


def signed_in(request: HttpRequest, space: Workspace, network: str, pending: Secret,
              finish: Callable[[], Secret]) -> HttpResponse:
    """The second half of a sign-in page's answer: linked, or back at the form with the reason."""
    try:
        account = accounts.link(me(request), space, network, finish(), pending["typed"])
    except PASSING:
        raise
    except (SlipguardError, NetworkFailure) as failure:
        problem = accounts.refused(failure) if isinstance(failure, NetworkFailure) else failure
        return form_of(request, space, network,
                       {"server": pending.get("server", ""), "handle": pending["typed"]}, problem)
    return connected(request, account.pk, account.handle, account.network)


def back_from(request: HttpRequest) -> tuple[Workspace, dict[str, str], str]:
    """(workspace, what was kept, the code) of a sign-in page's answer; it counts only for whoever began here."""
    try:
        begun = signing.loads(request.session.get(PENDING, ""), salt=PENDING, max_age=PENDING_SECONDS)
    except signing.BadSignature:
        request.session.pop(PENDING, None)
        raise BadInput("This sign-in was not begun here, or too long ago.", "Connect the account again.") from None
    space, pending = workspaces.by_slug(me(request), begun["workspace"]), back(begun["pending"])
    accounts.may_connect(me(request), space)  # before anything is spent: this very address is opened again afterwards
    del request.session[PENDING]
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not constant_time_compare(state, pending["state"]):
        raise BadInput("The server's answer does not belong to this sign-in.", "Connect the account again.")
    if not code:
        raise BadInput("The server gave no permission.", "Connect again and allow it there; nothing was stored.")
    return space, pending, code
