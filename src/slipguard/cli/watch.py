"""slipguard watch: what the watchers see, as it happens."""

from __future__ import annotations

import json
import time
from typing import Annotated

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json


def watch(
    seconds: Annotated[float, typer.Option(help="Stop after so many seconds; 0 = until Ctrl+C.")] = 0,
    as_json: Json = False,
) -> None:
    """Show live posts with their verdicts. Listens itself where no server is running."""
    try:
        if server() is not None:
            me()
            _show(seconds, as_json)
        else:
            with engine(listening=True):
                _show(seconds, as_json)
    except KeyboardInterrupt:
        pass


def _show(seconds: float, as_json: bool) -> None:
    from slipguard.storage.models import PostRow

    last = PostRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    end = time.monotonic() + seconds if seconds else float("inf")
    typer.echo("Watching; posts appear as they go live.", err=True)
    while time.monotonic() < end:
        fresh = PostRow.objects.select_related("account").filter(pk__gt=last, live=True).exclude(decision="")
        for row in fresh.order_by("pk"):
            last = row.pk
            if as_json:
                typer.echo(json.dumps({"account": row.account.handle, "network": row.account.network,
                                       "url": row.url, "text": row.text, "decision": row.decision,
                                       "p_value": row.p_value, "alternative": row.alternative or None}))
            else:
                flagged = row.alternative and row.decision != "leave"
                sounds = f"  reads like {row.alternative}" if flagged else ""
                typer.echo(f"{row.decision:7} p={row.p_value if row.p_value is not None else 1:.3f} "
                           f"@{row.account.handle}: {row.text[:100]}{sounds}")
        time.sleep(0.2)
