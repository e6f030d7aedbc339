"""Pauses: what stands, and what stands still because of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from slipguard.storage.models import Draft, Pause, Workspace

HOUSE = "house"


def standing(workspace_id: int | None) -> Pause | None:
    """The pause that holds this workspace now; the whole house's comes first."""
    mine = Q(scope=HOUSE) | Q(scope=str(workspace_id))
    found = Pause.objects.filter(mine, ended_at=None).select_related("workspace")
    return min(found, key=lambda pause: pause.scope != HOUSE, default=None)


def covered(pause: Pause) -> list[Workspace]:
    """The workspaces that it holds, the house's first one first."""
    return [pause.workspace] if pause.workspace else list(Workspace.objects.order_by("pk"))


def lock(workspace_id: int | None) -> None:
    """Inside a transaction: sending and pausing of a workspace (None: of all) take turns.

    With PostgreSQL by its row's lock; SQLite has one writer at a time anyway (settings: IMMEDIATE).
    """
    rows = Workspace.objects.select_for_update().order_by("pk")
    list(rows.filter(pk=workspace_id) if workspace_id is not None else rows)


def drafts_of(pause_scope: int | None) -> QuerySet[Draft]:
    """All drafts of a workspace; of every workspace for None."""
    found = Draft.objects.select_related("account__workspace", "author")
    return found if pause_scope is None else found.filter(account__workspace_id=pause_scope)
