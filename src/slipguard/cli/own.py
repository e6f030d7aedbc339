"""slipguard own: a person's own accounts. Voices, never sign-ins."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

own = typer.Typer(no_args_is_help=True, help="Your own accounts: only a voice (numbers) is kept, with your consent.")


@own.command("add")
@failing
def add(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon or practice.")],
    handle: Annotated[str, typer.Argument(help="Your name there.")],
    consent: Annotated[bool, typer.Option("--consent", help="Yes, learn how I write: numbers, never a text.")] = False,
    as_json: Json = False,
) -> None:
    """Declare an account as your own; it will never be linked beside a client's."""
    actor = me()
    from slipguard.actions import learning

    made = learning.declare(actor, network, handle, consent)
    answer({"id": made.pk, "handle": made.handle}, f"Noted. Now teach it: slipguard own learn {made.pk}", as_json)


@own.command("learn")
@failing
def learn(
    number: Annotated[int, typer.Argument(help="Number of your account: slipguard own list")],
    archive: Annotated[Path | None, typer.Option(help="Your archive from the network, CSV, JSON lines, or one post a "
                                                      "line: a file or a folder.")] = None,
    as_json: Json = False,
) -> None:
    """Learn your voice from your public posts, or from an archive that you bring. The posts are not kept."""
    actor = me()
    from slipguard.actions import learning

    if archive is None:
        learnt = learning.learn_personal_public(actor, number)
        words = f"Your voice now rests on {learnt.posts} posts. None of them was kept."
        answer({"posts": learnt.posts}, words, as_json)
        return
    from slipguard.actions import archives
    from slipguard.cli.archive import bar, data, summary

    with bar(as_json) as tell:
        told = archives.read_own(actor, number, archive, tell=tell)
    answer(data(told), summary(told, kept=False), as_json)


@own.command("list")
@failing
def list_own(as_json: Json = False) -> None:
    """List your own declared accounts."""
    actor = me()
    from slipguard.actions import learning

    found = learning.own_accounts(actor)
    data = [{"id": o.pk, "network": o.network, "handle": o.handle, "posts": o.voice.posts if hasattr(o, "voice") else 0}
            for o in found]
    rows = [[str(d["id"]), f"{d['network']}:{d['handle']}", str(d["posts"])] for d in data]
    answer(data, table(["no.", "account", "posts in its voice"], rows), as_json)


@own.command("forget")
@failing
def forget(number: Annotated[int, typer.Argument()], as_json: Json = False) -> None:
    """Take your voice back; it is gone at once."""
    actor = me()
    from slipguard.actions import learning

    learning.forget_personal(actor, number)
    answer({"forgotten": number}, "Gone.", as_json)
