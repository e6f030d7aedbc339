"""What accounts are called: by people who type a name, on the desk, and before readers who may not know the name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_PERSONAL = "(personal)"
HIDDEN_PERSON = "somebody's personal account"
HIDDEN_ACCOUNT = "another client's account"


def meant(typed: str, network: str, *names: str) -> bool:
    """Is this what somebody calls an account: one of its names, or network:name?"""
    wanted = typed.strip()
    net, _, name = wanted.rpartition(":") if re.match(r"[a-z]+:", wanted) else ("", "", wanted)
    return name.lstrip("@").lower() in map(str.lower, names) and net in ("", network)


def client_key(speaks_as: str) -> str:
    """A client's voice on the desk."""
    return f"@{speaks_as}"


def person_key(handle: str) -> str:
    """A person's."""
    return f"@{handle} {_PERSONAL}"


@dataclass(frozen=True, slots=True)
class Told:
    """The alternative ("" for none) and the reasons, fit for one reader's eyes."""

    alternative: str
    reasons: list[str]


def hidden(alternative: str) -> str:
    """What stands for the name."""
    return HIDDEN_PERSON if alternative.endswith(_PERSONAL) else HIDDEN_ACCOUNT


def told(alternative: str | None, reasons: Sequence[object], known: Collection[str]) -> Told:
    """The name left out of both, unless it is one of `known` ("@name")."""
    said = [str(reason) for reason in reasons]
    if not alternative or alternative in known:
        return Told(alternative or "", said)
    instead = hidden(alternative)
    said = [reason.replace(alternative, instead) for reason in said]
    return Told(instead, [reason[:1].upper() + reason[1:] for reason in said])
