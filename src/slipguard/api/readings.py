"""An archive that is being read: how far it is, and at the end what was understood."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import readings
from slipguard.actions.archives import Told
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS, Problem

router = Router()


class ReadingOut(Schema):
    """`ended` with `told` is success, `ended` with `problem` changed nothing. percent: 0 to 100."""

    id: str
    step: str
    percent: int
    ended: bool
    told: Told | None
    problem: Problem | None

    @staticmethod
    def resolve_ended(row) -> bool:  # type: ignore[no-untyped-def]
        return row.ended is not None

    @staticmethod
    def resolve_problem(row):  # type: ignore[no-untyped-def]
        if row.problem is None:
            return None
        why = row.problem
        return Problem(type=f"urn:slipguard:{why.code}", title=why.what, status=why.status, next_step=why.next_step)


@router.get("/{name}", response={200: ReadingOut, **PROBLEMS})
def look(request: HttpRequest, name: str):  # type: ignore[no-untyped-def]
    """How far a reading is; only who started it may look, for an hour after its end."""
    return Status(200, readings.look(actor(request), name))
