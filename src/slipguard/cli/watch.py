"""slipguard watch: what the watchers see, as it happens."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Annotated

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json

if TYPE_CHECKING:
    from slipguard.actions.access import Actor


def watch(
    seconds: Annotated[float, typer.Option(help="Stop after so many seconds; 0 = until Ctrl+C.")] = 0,
    as_json: Json = False,
) -> None:
    """Show live posts with their verdicts. Listens itself where no server is running."""
    try:
        if server() is not None:
            _show(me(), seconds, as_json)
        else:
            with engine(listening=True) as actor:
                _show(actor, seconds, as_json)
    except KeyboardInterrupt:
        pass


def _show(actor: Actor, seconds: float, as_json: bool) -> None:
    from slipguard.actions import posts, veil

    last, names = posts.newest(actor), veil.known_names(actor)
    end = time.monotonic() + seconds if seconds else float("inf")
    typer.echo("Watching; posts appear as they go live.", err=True)
    while time.monotonic() < end:
        for row in posts.after(actor, last):
            last, told = row.pk, veil.post(row, names)
            if as_json:
                typer.echo(json.dumps({"account": row.account.handle, "network": row.account.network,
                                       "url": row.url, "text": row.text, "decision": row.decision,
                                       "p_value": row.p_value, "alternative": told.alternative or None}))
            else:
                flagged = told.alternative and row.decision != "leave"
                sounds = f"  reads like {told.alternative}" if flagged else ""
                typer.echo(f"{row.decision:7} p={row.p_value if row.p_value is not None else 1:.3f} "
                           f"@{row.account.handle}: {row.text[:100]}{sounds}")
        time.sleep(0.2)
