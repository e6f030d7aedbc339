"""slipguard pause REASON, slipguard resume: nothing goes out, and nothing goes by itself afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json, answer

Space = Annotated[str, typer.Option("--workspace", help="The client, by its slug.")]
House = Annotated[bool, typer.Option("--house", help="Every client of this Slipguard.")]


def pause(
    reason: Annotated[str, typer.Argument(help="One line for everybody who wonders why nothing goes out.")],
    workspace: Space = "",
    house: House = False,
    until: Annotated[str, typer.Option(help="Planned end, as 2026-11-25T09:00+01:00. It only reminds.")] = "",
    as_json: Json = False,
) -> None:
    """Publish nothing from now on, for one client or for all. Watching and taking back go on."""
    end = _moment(until)
    body = {"reason": reason, "workspace": _which(workspace, house), "house": house,
            "until": end.isoformat() if end else None}
    running = server()
    if running is not None:
        made = running.call("POST", "/pauses", body)
    else:
        made = _here(lambda actor, space: _pauses().pause(actor, space, reason, end), body)
    moving = made["on_their_way"]
    also = f"\nOn their way at that moment, each stops or finishes: drafts {moving}" if moving else ""
    plan = f"\nPlanned until {made['until']}; people are reminded then, nothing resumes by itself." if end else ""
    answer(made, f"{made['where']} is paused: {made['reason']}{plan}{also}\n  next: slipguard resume", as_json)


def resume(workspace: Space = "", house: House = False, as_json: Json = False) -> None:
    """End a pause. What is overdue does not go out: each post waits for a person's decision."""
    body = {"workspace": _which(workspace, house), "house": house}
    running = server()
    if running is not None:
        ended = running.call("POST", "/pauses/resume", body)
    else:
        ended = _here(lambda actor, space: _pauses().resume(actor, space), body)
    answer(ended, f"{ended['where']} is resumed. Nothing went out by itself.\n  next: slipguard overdue", as_json)


def _which(workspace: str, house: bool) -> str:
    """The slug; where there is one workspace only, there is nothing to confuse it with."""
    actor = me()  # first: nothing of the house can be imported before Django is set up
    from slipguard.actions import access

    spaces = access.workspaces(actor)
    return spaces[0].slug if not workspace and not house and len(spaces) == 1 else workspace


def _moment(typed: str) -> datetime | None:
    from slipguard.core.errors import BadInput

    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise BadInput(f"“{typed}” is not a moment.", "Write it as 2026-11-25T09:00+01:00.") from None
    if found.tzinfo is None:
        raise BadInput("This moment has no offset from UTC.", "Write it as 2026-11-25T09:00+01:00.")
    return found


def _pauses() -> Any:
    from slipguard.actions import pauses

    return pauses


def _here(act: Any, body: dict[str, Any]) -> dict[str, Any]:
    from slipguard.actions import workspaces
    from slipguard.core.errors import BadInput

    if bool(body["house"]) == bool(body["workspace"]):
        raise BadInput("Say what: one workspace, or the whole house.", "Add --workspace SLUG or --house.")
    with engine() as actor:
        found = act(actor, None if body["house"] else workspaces.by_slug(actor, body["workspace"]))
        return {name: getattr(found, name) for name in
                ("id", "where", "reason", "by_name", "began_at", "ended_at", "ended_by_name", "on_their_way", "until")}
