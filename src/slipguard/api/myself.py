"""Who one is: the name in the records, and the address that one signs in with."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict

from slipguard.actions import myself
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()


class MeOut(Schema):
    """`called` is what the records say: the name, or the address where there is none."""

    name: str
    email: str
    called: str

    @staticmethod
    def resolve_name(person) -> str:  # type: ignore[no-untyped-def]
        return str(person.get_full_name())

    @staticmethod
    def resolve_called(person) -> str:  # type: ignore[no-untyped-def]
        return str(person)


class MeIn(Schema):
    """What is to change; what is left out stays. An empty name takes the name away."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = None
    email: str | None = None


@router.get("", response={200: MeOut, **PROBLEMS})
def show(request: HttpRequest):  # type: ignore[no-untyped-def]
    """Whose sign-in this is."""
    return Status(200, myself.show(actor(request)))


@router.patch("", response={200: MeOut, **PROBLEMS})
def change(request: HttpRequest, body: MeIn):  # type: ignore[no-untyped-def]
    """Another name or address of your own. A token changes the name alone: the address is what you sign in with."""
    return Status(200, myself.introduce(actor(request), body.name, body.email))
