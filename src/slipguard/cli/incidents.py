"""slipguard incidents: the list."""

from __future__ import annotations

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, table


def incidents(as_json: Json = False) -> None:
    """List incidents, open ones first."""
    actor = me()
    from slipguard.actions import incidents as verbs

    found = verbs.of_workspaces(actor)
    data = [{"id": i.pk, "account": i.account.handle, "network": i.account.network, "state": i.state,
             "opened_at": i.opened_at, "closed_at": i.closed_at, "drill": i.drill} for i in found]
    rows = [[str(i.pk), f"@{i.account.handle}", i.account.network, i.state,
             i.opened_at.strftime("%Y-%m-%d %H:%M:%S"), "drill" if i.drill else ""] for i in found]
    words = table(["no.", "account", "network", "state", "opened (UTC)", ""], rows)
    answer(data, words if rows else "No incident yet.", as_json)
