"""slipguard connect NETWORK: link an account."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def connect(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon or practice.")],
    workspace: Annotated[str, typer.Option(help="Short name of the client's workspace.")] = "first",
    field: Annotated[list[str] | None, typer.Option(help="NAME=VALUE, one for each thing it asks for.")] = None,
    as_json: Json = False,
) -> None:
    """Link an account. Asks for what is missing; passwords are not echoed."""
    actor = me()
    from slipguard.actions import accounts, workspaces
    from slipguard.core.errors import BadInput
    from slipguard.networks import NETWORKS

    accounts.network(network)
    form: dict[str, str] = {}
    for pair in field or []:
        name, found, value = pair.partition("=")
        if not found:
            raise BadInput(f"“{pair}” is not NAME=VALUE.", "For example: --field identifier=client.example")
        form[name] = value
    for name, label, secret in NETWORKS[network].facts.fields:
        if name not in form:
            form[name] = typer.prompt(label, hide_input=secret, err=True)
    account = accounts.connect(actor, workspaces.by_slug(actor, workspace), network, form)
    answer(
        {"id": account.pk, "handle": account.handle, "remote_id": account.remote_id, "mode": account.mode},
        f"Connected @{account.handle} on {network} (mode: {account.mode}).\n"
        f"  next: slipguard learn {account.handle}",
        as_json,
    )
