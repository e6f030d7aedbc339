"""At boot: start what a crash left between "noted in the app's database" and "started in the engine".

The two databases have no common transaction, so each act is noted first and started second, under an
id made of the note. What is noted and was never started is started here, once.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.core.incident import CopyState
from slipguard.storage import accounts, incidents
from slipguard.storage.models import Draft, Incident, IncidentEvent, Pause, PostRow
from slipguard.workflows import announce, engine
from slipguard.workflows.alarm import alarm
from slipguard.workflows.due import halted
from slipguard.workflows.join import start as start_join
from slipguard.workflows.join import workflow_id as join_id
from slipguard.workflows.proof import workflow_id as test_id
from slipguard.workflows.publish import publish
from slipguard.workflows.readiness import tell_turned
from slipguard.workflows.recall import ran, recall, workflow_id
from slipguard.workflows.respond import respond
from slipguard.workflows.respond import workflow_id as respond_id

LATE = timedelta(days=7)  # an alarm after a week would be about something that everybody knows


def reconcile() -> int:
    """Returns how many stories were started."""
    for account in accounts.live():
        tell_turned(account)
    return _recalls() + _joins() + _alarms() + _drafts() + _told()


def ask_about_overdue() -> int:
    """Before the engine resumes anything: what should have gone out meanwhile waits for a person's decision.

    Returns how many. What was on its way when the process died is not overdue: it is looked for, and ends.
    """
    now = timezone.now()
    waiting = Draft.objects.filter(state__in=[Draft.State.WAITING, Draft.State.SCHEDULED], due_at__lt=now)
    says = "Its moment passed while Slipguard was not running. Nothing was published."
    return waiting.update(**halted(says))


def _told() -> int:
    """Tell about what waits for a decision; told once for each version."""
    started = 0
    for draft in Draft.objects.filter(state=Draft.State.HALTED, halted_by=None):
        if not engine.known(f"announce:{draft.key}"):
            announce.draft_stopped(draft)
            started += 1
    for pause in Pause.objects.filter(ended_at=None):
        if not engine.known(f"announce:pause-{pause.pk}:began"):
            announce.pause_changed(pause)
            started += 1
    return started


def _recalls() -> int:
    started = 0
    for incident in Incident.objects.filter(closed_at=None):
        asked = incident.events.filter(kind="recall_started").order_by("seq").last()
        if asked is None or not asked.data["attempt"]:  # 0: `recall --now` needed no engine
            continue
        name = workflow_id(incident.ref, asked.data["attempt"])
        if not engine.known(name) and not ran(incident, asked.data["attempt"]):
            engine.start(name, recall, incident.pk, asked.data["attempt"])
            started += 1
    return started


def _joins() -> int:
    """Copies that were noted as falling under a recall, and whose story was never started."""
    started = 0
    noted = IncidentEvent.objects.filter(kind="copy_found", data__take__gt=0, incident__closed_at=None)
    for event in noted.select_related("incident"):
        account, ref = int(event.key.split(":")[1]), str(event.data["ref"])
        row = PostRow.objects.filter(account_id=account, ref=ref).first()
        copy = incidents.read(event.incident).copies[ref]
        if row is not None and copy.state is CopyState.LIVE and not engine.known(join_id(account, ref)):
            start_join(event.incident_id, row.pk, account, ref, int(event.data["take"]), False)
            started += 1
    return started


def _alarms() -> int:
    started = 0
    late = timezone.now() - LATE
    for incident in Incident.objects.filter(closed_at=None, state="open"):
        opened = incident.events.filter(kind="opened").first()
        name = f"alarm:{incident.pk}:noticed"
        told = incident.events.filter(key__startswith="told:noticed:").exists() or incident.opened_at < late
        if opened is not None and opened.data.get("decision") == "alert" and not engine.known(name) and not told:
            engine.start(name, alarm, incident.pk, "noticed")
            started += 1
    return started


def _drafts() -> int:
    started = 0
    moving = Draft.objects.filter(state__in=[Draft.State.SENDING, Draft.State.WAITING, Draft.State.SCHEDULED])
    for draft in moving.select_related("incident", "author"):
        if draft.purpose == "test":
            if not engine.known(test_id(draft.pk)):
                Draft.objects.filter(pk=draft.pk).update(state=Draft.State.FAILED, says="It was never started.")
        elif draft.purpose in ("apology", "follow-up") and draft.incident is not None:
            name = respond_id(draft.pk, draft.version)
            if not engine.known(name) and not engine.known(draft.key):
                data = {"by": str(draft.author or "A person"), "text": "\n\n".join(draft.texts)}
                kind = "follow_up_approved" if draft.purpose == "follow-up" else "apology_approved"
                incidents.append(draft.incident, f"apology-approved:{draft.pk}", kind, timezone.now(), data)
                engine.start(name, respond, draft.incident.pk, draft.pk, draft.version)
                started += 1
        elif not engine.known(draft.key):
            left = (draft.due_at - timezone.now()).total_seconds() if draft.due_at else 0.0
            if draft.state != Draft.State.SENDING:
                engine.later(draft.key, left, publish, draft.pk, draft.version)
            else:
                engine.start(draft.key, publish, draft.pk, draft.version)
            started += 1
    return started
