"""slipguard connect NETWORK: link an account."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def connect(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon, practice; by-hand: where only people can delete.")],
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
    form: dict[str, str] = {}
    for pair in field or []:
        name, found, value = pair.partition("=")
        if not found:
            raise BadInput(f"“{pair}” is not NAME=VALUE.", "For example: --field identifier=client.example")
        form[name] = value
    for name, label, secret in NETWORKS[network].facts.fields:
        if name not in form:
            optional = {"default": "", "show_default": False} if "leave empty" in label else {}
            form[name] = typer.prompt(label, hide_input=secret, err=True, **optional)
    account = accounts.connect(actor, workspaces.by_slug(actor, workspace), network, form)
    facts = NETWORKS[network].facts
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
