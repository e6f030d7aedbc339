"""Advice, an outline, the linter, and a person's approval."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from slipguard.actions import access, acts, drafts, mentions
from slipguard.actions import incidents as cases
from slipguard.actions.access import Actor
from slipguard.core.apology import (
    Advice,
    Facts,
    Remark,
    Situation,
    advise,
    by_a_person,
    follow_up,
    lint,
    outline,
    people_in,
    publishable,
)
from slipguard.core.errors import Asks, BadInput, Conflict
from slipguard.core.incident import SETTLED
from slipguard.core.writing import CUT
from slipguard.networks.protocol import Length
from slipguard.storage import exceptions, incidents, pauses
from slipguard.storage.models import Account, Draft, Incident, PostRow
from slipguard.storage.posts import clean
from slipguard.workflows import engine
from slipguard.workflows.gate import held_by
from slipguard.workflows.respond import respond, workflow_id

_BRACKET = re.compile(r"\[[^\]]{2,}\]")


def facts(incident: Incident) -> Facts:
    """What the record says; the linter looks nowhere else."""
    record = incidents.read(incident)
    gone = [copy.gone_at for copy in record.copies.values() if copy.gone_at]
    since = (timezone.now() - max(gone)).total_seconds() / 60 if gone else None
    return Facts(
        deleted=bool(record.copies) and all(c.state in SETTLED for c in record.copies.values()),
        deleted_text=record.text,
        seconds_live=record.seconds_visible,
        harm=record.harm,
        signer=incident.workspace.signer,
        account=record.account,
        minutes_since_deletion=since,
        removed_access=bool(record.taken_off),
        by_a_person=by_a_person(_app(incident)),
        evidence_of_intrusion=incidents.has(incident, "intrusion_found"),
        people_named=people_in(record.text, but=_our_handles(incident)),
        limit=drafts.length(incident.account, "").limit,
    )


def _app(incident: Incident) -> str:
    """The application that the network says the post came from; "" where it does not say."""
    row = PostRow.objects.filter(account_id=incident.account_id, ref=incident.ref).only("app").first()
    return row.app if row else ""


def _our_handles(incident: Incident) -> set[str]:
    """A client that tags itself has hurt nobody in particular."""
    return set(Account.objects.filter(workspace_id=incident.workspace_id).values_list("handle", flat=True))


def note_intrusion(actor: Actor, incident: Incident, says: str) -> None:
    """There is evidence that a stranger was in the account: goes on the record with what it is, once and for all.

    From then on the words may say so (rule A8), and no longer have to be silent.
    """
    access.need(actor, incident.workspace, acts.NOTE_INTRUSION)
    says = " ".join(clean(says).split())[:1000]
    if len(says) < 10:
        raise BadInput("What is the evidence?", "Name it: a sign-in from an unknown place, the network's own warning.")
    data = {"by": actor.name, "says": says}
    incidents.append(incident, "intrusion", "intrusion_found", timezone.now(), data)
    access.log(actor, incident.workspace, "noted an intrusion", f"@{incident.account.handle}: {says[:200]}")


def intruded(incident: Incident) -> bool:
    """Is there evidence of a stranger on the record?"""
    return incidents.has(incident, "intrusion_found")


def advice(incident: Incident) -> Advice:
    """Nothing, a short note or a full apology: a suggestion, never an act."""
    known = facts(incident)
    told = mentions.into(incidents.read(incident), incident).mentions
    return advise(
        Situation(
            harm=known.harm,
            seconds_live=known.seconds_live,
            followers=incident.account.followers,
            reactions=told.get("mentions"),
            copies_known=bool(told.get("echoes")),
            people_named=known.people_named,
        )
    )


def suggest(incident: Incident, full: bool = True, language: str = "en", later: bool = False) -> str:
    """The outline, or with `later` the follow-up, in posts of the account's length: a line of dashes cuts a thread.

    Brackets mark what only a person can fill in.
    """
    known = facts(incident)
    limit = drafts.length(incident.account, "").limit
    parts = follow_up(known, language, limit) if later else outline(known, language, limit, full)
    return CUT.join(parts)


def review(incident: Incident, text: str) -> Sequence[Remark]:
    """Every remark of the linter on these words, in this incident."""
    return lint(text, facts(incident))


def rooms(incident: Incident, text: str) -> list[Length]:
    """How much of its room each post takes that these words become."""
    return [drafts.length(incident.account, part) for part in drafts.texts_of(incident.account, clean(text), False)]


def hand_over(actor: Actor, incident: Incident, text: str) -> None:
    """Words for the answer, from somebody who may not publish it: on the record, where an approver finds them."""
    words = clean(text).strip()
    if not words:
        raise BadInput("There are no words yet.", "Write what should be said, then hand it over.")
    if len(words) > 3900:
        raise BadInput("This is longer than a note of the record.", "Shorten it to 3,900 characters.")
    cases.note(actor, incident.pk, f"Suggested words for the answer: {words}")


def approve(
    actor: Actor, incident: Incident, text: str, override: str = "", during_pause: bool = False, later: bool = False
) -> Draft:
    """A person approves the words; they go out on the account itself, once, a thread where lines of dashes cut them.

    A part that is longer than the account takes is refused with the figures, whoever approves.
    Errors of the linter stop it, unless a manager overrides them with a reason that goes on the record.
    During a pause it Asks; `during_pause` is the second confirmation, and lets this one through. `later`: these
    are the follow-up to an apology that is out.
    """
    access.need(actor, incident.workspace, acts.APOLOGISE)
    open_bracket = _BRACKET.search(text)
    if open_bracket:
        raise BadInput(f"“{open_bracket[0]}” is still to be filled in.", "Replace or delete the bracket.")
    text = text.replace("\r\n", "\n")  # as a browser's form sends it
    texts = drafts.fitting(incident.account, clean(text))
    remarks = review(incident, text)
    if not publishable(remarks):
        if not override.strip():
            worst = max(remarks, key=lambda remark: remark.severity)
            raise BadInput(
                f"The apology has an error ({worst.check}): {worst.says}",
                worst.rewrite or "Change the words; a manager can override with a reason.",
            )
        access.need(actor, incident.workspace, acts.OVERRIDE)
    pause = pauses.standing(incident.workspace_id)
    if pause is not None and not (during_pause and incident.closed_at is None):
        raise Asks(held_by(pause), "An apology for an open incident may go out all the same: confirm it once more.",
                   question="pause")
    data = {"by": actor.name, "text": "\n\n".join(texts), "override": override.strip(),
            "remarks": [f"{r.check}: {r.says}" for r in remarks]}
    with transaction.atomic():  # two who approve at once count once
        Incident.objects.select_for_update().get(pk=incident.pk)
        _turn(incident, text, later)
        purpose = "follow-up" if later else "apology"
        draft = drafts.write(actor, incident.account_id, text, purpose=purpose, incident=incident)
        held = exceptions.exceptional(incident.account)  # then its name is typed first, also under an apology
        draft.state, draft.version = Draft.State.HELD if held else Draft.State.SENDING, draft.version + 1
        draft.due_at = None if held else timezone.now()
        draft.through_pause, draft.parts = pause is not None, texts
        draft.save()
        kind = "follow_up_approved" if later else "apology_approved"
        incidents.append(incident, f"apology-approved:{draft.pk}", kind, timezone.now(), data)
    if not held:
        engine.start(workflow_id(draft.pk, draft.version), respond, incident.pk, draft.pk, draft.version)
    access.log(actor, incident.workspace, "approved an apology", f"@{incident.account.handle}: {text[:300]}")
    return draft


def _turn(incident: Incident, text: str, later: bool) -> None:
    """One apology, then follow-ups, each with words of its own: nothing is said twice, nothing before its time."""
    out = Draft.objects.filter(incident=incident, purpose="apology", state=Draft.State.PUBLISHED).exists()
    if later and not out:
        raise Conflict("There is no apology yet that this could follow.", "Publish the apology first.")
    said = Draft.objects.filter(incident=incident, purpose="follow-up" if later else "apology")
    if said.filter(state=Draft.State.SENDING).exists() or (out and not later):
        raise Conflict("An apology is already out or on its way.", "Open it before you write another one.")
    if later and said.filter(state=Draft.State.PUBLISHED, text=clean(text)).exists():
        raise Conflict("These very words are already out.", "Open the follow-up before you write another one.")
