"""slipguard mentions, slipguard checklist, slipguard note: an incident after its delete."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer

Number = Annotated[int, typer.Argument(help="The incident's number.")]


def mentions(number: Number, as_json: Json = False) -> None:
    """Say how people answer to an incident, and whether it is over."""
    actor = me()
    from slipguard.actions import incidents
    from slipguard.actions import mentions as verbs

    found = verbs.of_incident(incidents.get(actor, number))
    told = found.plain()
    lines = [found.says]
    if found.watch is not None and found.summary is not None:
        lines.append(f"  {told['mentions']} mentions and answers, {told['hostile']} of them hostile; "
                     f"at the busiest {told['peak']:g} a minute. {told['decay']}")
        lines += [f"  {line}" for line in (found.watch.trouble, found.watch.ended) if line]
        for one in found.loudest:
            marks = [*(["hostile"] if one.hostile else []), *([one.echo] if one.echo else [])]
            seen = f"{one.looked_at:%H:%M} UTC" if one.looked_at else "?"
            marks.append(f"deleted since, seen at {seen}" if one.gone_at else f"there at {seen}")
            lines.append(f"  - {one.excerpt or '(words not kept)'} [{', '.join(marks)}] {one.url}")
    answer(told, "\n".join(lines), as_json)


def checklist(
    number: Number,
    tick: Annotated[str, typer.Option(help="Name of the item that is dealt with.")] = "",
    untick: Annotated[str, typer.Option(help="Name of the item that is not, after all.")] = "",
    note: Annotated[str, typer.Option(help="A note for the record.")] = "",
    as_json: Json = False,
) -> None:
    """Show what is left to do after a delete, tick an item or take a tick back."""
    actor = me()
    from slipguard.actions import checklist as verbs
    from slipguard.actions import incidents

    for item, done in ((tick, True), (untick, False)):
        if item:
            verbs.tick(actor, number, item, done, note)
    found = verbs.lines(incidents.record(incidents.get(actor, number)))
    data = [line.plain() for line in found]
    words = []
    for line in found:
        said = f"   {line.tick.by}, {line.tick.at:%Y-%m-%d %H:%M} UTC {line.tick.note}".rstrip() if line.tick else ""
        words.append(f"[{'x' if line.tick else ' '}] {line.item.key:10} {line.item.title}{said}")
    answer(data, "\n".join(words), as_json)


def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="The words, one sentence.")],
    change: Annotated[bool, typer.Option(help="What changes from now on: it stands in the report.")] = False,
    intrusion: Annotated[bool, typer.Option(help="It is evidence of an intrusion: then the words may say so.")] = False,
) -> None:
    """Add a line to an incident's record."""
    actor = me()
    from slipguard.actions import apologies, incidents
    from slipguard.core.errors import BadInput

    if change and intrusion:
        raise BadInput("A note is a change or evidence, not both.", "Write two notes.")
    if intrusion:
        apologies.note_intrusion(actor, incidents.get(actor, number), text)
    elif change:
        incidents.note_change(actor, number, text)
    else:
        incidents.note(actor, number, text)
    typer.echo(f"Incident {number}: noted on the record.")
