"""slipguard me: one's own name and address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing

if TYPE_CHECKING:
    from slipguard.storage.models import Person

myself = typer.Typer(no_args_is_help=True, help="Your name in the records, and the address that you sign in with. "
                                                "The command line acts for the first owner.")


@myself.command("show")
@failing
def show(as_json: Json = False) -> None:
    """Say for whom this command line acts."""
    actor = me()
    from slipguard.actions import myself as own

    _told(own.show(actor), as_json)


@myself.command("change")
@failing
def change(
    name: Annotated[str | None, typer.Option(help='What the records call you; "" for your address.')] = None,
    email: Annotated[str | None, typer.Option(help="What you sign in with; the old one ends at once.")] = None,
    as_json: Json = False,
) -> None:
    """Change your name or your address; what you leave out stays."""
    from slipguard.core.errors import BadInput

    if name is None and email is None:
        raise BadInput("Nothing was to change.", 'Say what: slipguard me change --name "Mia Lindqvist"')
    actor = me()
    from slipguard.actions import myself as own

    _told(own.introduce(actor, name, email), as_json)


def _told(person: Person, as_json: bool) -> None:
    """The person's two lines."""
    answer({"name": person.get_full_name(), "email": person.email, "called": str(person)},
           f"In the records: {person}\nSigns in with: {person.email}", as_json)
