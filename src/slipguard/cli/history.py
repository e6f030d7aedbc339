"""slipguard history: search what went out and what was done, or take it along as a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, table


def history(
    workspace: Annotated[str, typer.Argument(help="Short name of the workspace.")],
    find: Annotated[str, typer.Option(help="Words that must all stand in it.")] = "",
    account: Annotated[str, typer.Option(help="One account.")] = "",
    verdict: Annotated[str, typer.Option(help="flagged, unanswered, slip, fine or gone.")] = "",
    since: Annotated[str, typer.Option(help="First day, as 2026-11-22 (UTC).")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
    old: Annotated[bool, typer.Option("--old", help="Also what was read as history.")] = False,
    export: Annotated[str, typer.Option(help="posts, incidents or deeds: all that fits, as a file.")] = "",
    form: Annotated[str, typer.Option(help="csv or jsonl.")] = "jsonl",
    as_json: Json = False,
) -> None:
    """Posts that fit, newest first."""
    actor = me()
    from slipguard.actions import accounts, exports, workspaces
    from slipguard.actions import history as verbs

    space = workspaces.by_slug(actor, workspace)
    number = str(accounts.find(actor, account).pk) if account else ""
    want = verbs.wanted(find, number, verdict, since, until, old)
    if export:
        for piece in exports.export(actor, space, export, form, want):
            sys.stdout.write(piece)
        return
    found = verbs.posts(actor, space, want)
    data = [{"id": row.pk, "account": row.account.handle, "network": row.account.network, "text": row.text,
             "seen_at": row.seen_at, "decision": row.decision, "answer": row.answer, "gone_at": row.gone_at,
             "url": row.url} for row in found]
    rows = [[row.seen_at.strftime("%Y-%m-%d %H:%M:%S"), f"@{row.account.handle}", row.answer or row.decision,
             "gone" if row.gone_at else "", row.text.replace("\n", " ")[:80]] for row in found]
    words = table(["seen (UTC)", "account", "verdict", "", "text"], rows) if rows else "Nothing fits this search."
    answer(data, words, as_json)
