"""slipguard connect NETWORK: link an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlsplit

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer

if TYPE_CHECKING:
    from slipguard.actions.access import Actor
    from slipguard.storage.models import Account, Workspace


def connect(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon, x, practice; by-hand: only people delete.")],
    workspace: Annotated[str, typer.Option(help="Short name of the client's workspace.")] = "first",
    field: Annotated[list[str] | None, typer.Option(help="NAME=VALUE, one for each thing it asks for.")] = None,
    as_json: Json = False,
) -> None:
    """Link an account. Asks for what is missing; passwords are not echoed."""
    actor = me()
    from slipguard.actions import accounts, workspaces
    from slipguard.core.errors import BadInput
    from slipguard.networks import NETWORKS

    if network == "by-hand":
        names = [name for name, adapter in NETWORKS.items() if adapter.facts.by_hand]
        network = typer.prompt(f"Which network ({', '.join(names)})", err=True).strip().lower()
        if network not in names:
            raise BadInput(f"“{network}” is not watched by hand.", f"Choose one: {', '.join(names)}.")
    accounts.network(network)
    space = workspaces.by_slug(actor, workspace)
    facts = NETWORKS[network].facts
    if price := facts.cost("learn", "200"):
        typer.echo(f"{price} {facts.cost('recall', '')}", err=True)
    if network == "x" and not field and accounts.x_application()["client_id"]:
        account = _by_page(actor, space)
    else:
        form = _given(field or [])
        for name, label, secret in facts.fields:
            if name not in form:
                optional = {"default": "", "show_default": False} if "leave empty" in label else {}
                form[name] = typer.prompt(label, hide_input=secret, err=True, **optional)
        account = accounts.connect(actor, space, network, form)
    words = (f"Connected @{account.handle} on {network} (mode: {account.mode}).\n"
             f"  next: slipguard learn {account.handle}")
    if facts.by_hand:
        words = (f"@{account.handle} on {facts.title} is watched by hand: Slipguard sees nothing there and deletes "
                 f"nothing.\n  when it matters: slipguard recall ADDRESS-OF-THE-POST\n  {facts.manual_delete}")
    answer(
        {"id": account.pk, "handle": account.handle, "remote_id": account.remote_id, "mode": account.mode},
        words,
        as_json,
    )


def _given(pairs: list[str]) -> dict[str, str]:
    from slipguard.core.errors import BadInput

    form: dict[str, str] = {}
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found:
            raise BadInput(f"“{pair}” is not NAME=VALUE.", "For example: --field identifier=client.example")
        form[name] = value
    return form


def _by_page(actor: Actor, space: Workspace) -> Account:
    """X's own sign-in page in a browser; its answer is pasted back here, because no browser reaches a terminal."""
    from slipguard.actions import accounts
    from slipguard.core.errors import BadInput
    from slipguard.networks.protocol import NetworkFailure
    from slipguard.networks.x import oauth
    from slipguard.settings import CONFIG

    answer_at = f"{CONFIG.url}/connect/x/callback"
    url, pending = oauth.begin(accounts.x_application(), answer_at)
    typer.echo(
        f"Open this address in a browser that is signed in at X as the client's account, and allow it:\n\n{url}\n\n"
        f"X then sends the browser to an address that begins with {answer_at}\n"
        "(the page there may say that it was not begun here: never mind).",
        err=True,
    )
    back = dict(parse_qsl(urlsplit(typer.prompt("That whole address", err=True)).query))
    if not back.get("code") or back.get("state") != pending["state"]:
        raise BadInput("This address is not X's answer to this sign-in.", "Begin again: slipguard connect x")
    try:
        secret = oauth.finish(pending, back["code"])
    except NetworkFailure as failure:
        raise accounts.refused(failure) from None
    return accounts.link(actor, space, "x", secret)
