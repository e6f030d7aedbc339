"""The words after the delete: a person chose and approved them; this sends them out once and notes it."""

from __future__ import annotations

from slipguard.storage.models import Draft
from slipguard.workflows import engine
from slipguard.workflows.alarm import alarm
from slipguard.workflows.publish import publish


def workflow_id(draft_id: int, version: int) -> str:
    """One answer for each approved version of the words."""
    return f"respond:{draft_id}-v{version}"


@engine.workflow
def respond(incident_id: int, draft_id: int, version: int) -> str:
    """Publish the approved words through the ordinary way of a draft, then tell people."""
    state = str(engine.start(f"publish:{draft_id}-v{version}", publish, draft_id, version).result())
    later = "later-" if Draft.objects.get(pk=draft_id).purpose == "follow-up" else ""
    engine.start(f"alarm:{incident_id}:answered-{draft_id}-v{version}", alarm, incident_id,
                 f"answered-{later}{draft_id}-{state}")
    return state
