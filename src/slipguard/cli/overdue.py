"""slipguard overdue: what missed its moment in a pause, all by one shift or back to drafts; shown first."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json, answer, table


def overdue(
    workspace: Annotated[str, typer.Option(help="Short name of the workspace.")] = "first",
    days: Annotated[int, typer.Option(min=0, max=366, help="Later by so many days.")] = 0,
    hours: Annotated[int, typer.Option(min=0, max=8784, help="... and hours.")] = 0,
    minutes: Annotated[int, typer.Option(min=0, max=527040, help="... and minutes.")] = 0,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also onto days of mourning.")] = False,
    move: Annotated[bool, typer.Option("--move", help="Do it; without this the new times are only shown.")] = False,
    drafts: Annotated[bool, typer.Option("--to-drafts", help="Put them back to drafts instead.")] = False,
    as_json: Json = False,
) -> None:
    """Show or move the posts whose moment has passed. Clocks and mourning days are respected."""
    actor = me()
    from datetime import timedelta

    from slipguard.actions import overdue as verbs
    from slipguard.actions import workspaces

    space = workspaces.by_slug(actor, workspace)
    if not (days or hours or minutes):
        days = verbs.suggested(actor, space)
    by = timedelta(days=days, hours=hours, minutes=minutes)
    found = verbs.preview(actor, space, by, anyway=anyway)
    if not (move or drafts):
        rows = [[str(one.draft.pk), f"@{one.draft.account.handle}", _clock(one.was), _clock(one.at),
                 f"stays: {one.stays}" if one.stays else one.says] for one in found]
        words = table(["no.", "account", "was due (UTC)", f"+{by} (UTC)", ""], rows) if rows else "Nothing is overdue."
        answer([one.plain() for one in found], words + ("\n  next: the same with --move" if rows else ""), as_json)
        return
    shown = {one.draft.pk: one.draft.version for one in found}
    done = _act(workspace, {"days": days, "hours": hours, "minutes": minutes, "anyway": anyway}, by, shown, drafts)
    rows = [[str(one["draft"]), str(one["state"]), "done" if one["done"] else "stays", str(one["says"])]
            for one in done]
    answer(done, table(["no.", "state", "", ""], rows) if rows else "Nothing is overdue.", as_json)


def _act(workspace: str, shift: dict[str, Any], by: Any, shown: dict[int, int], drafts: bool) -> Any:
    posts = [{"draft": number, "version": version} for number, version in shown.items()]
    running = server()
    if running is not None:
        body = {"workspace": workspace, "posts": posts}
        if drafts:
            return running.call("POST", "/pauses/overdue/to-drafts", body)
        return running.call("POST", "/pauses/overdue/move", {**body, **shift})
    from slipguard.actions import overdue as verbs
    from slipguard.actions import workspaces

    with engine() as actor:
        space = workspaces.by_slug(actor, workspace)
        done = verbs.to_drafts(actor, space, shown) if drafts else verbs.move(actor, space, by, shown,
                                                                              anyway=shift["anyway"])
        return [outcome.plain() for outcome in done]


def _clock(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
