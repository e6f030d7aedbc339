"""What the linter and the outline are told, from the incident's real record."""

from __future__ import annotations

import pytest
from django.utils import timezone

from slipguard.actions import apologies
from slipguard.actions.access import Actor
from slipguard.core.apology import publishable
from slipguard.core.errors import BadInput, NotAllowed
from slipguard.storage import incidents, posts
from slipguard.storage.models import Incident, Membership, Person, PostRow, Role
from tests.storage.test_storage import account, post

REF = "practice/@umparking/1"


def incident(app: str = "Twitter for iPhone") -> Incident:
    """A slip that tagged somebody, and our own account."""
    mine, now = account(), timezone.now()
    posts.note(mine, post(REF, "@ana.example you absolute clown, ask @umparking"), now, live=True)
    PostRow.objects.update(app=app)
    data = {"handle": "umparking", "network": "practice", "harm": 2, "ref": REF,
            "text": "@ana.example you absolute clown, ask @umparking"}
    return incidents.open_once(mine, REF, now, data)


def test_facts_come_from_the_record(owner: Actor) -> None:
    """Who was tagged, who pressed the button, how long a post may be; nothing is claimed that nobody knows."""
    facts = apologies.facts(incident())
    assert facts.people_named == ("@ana.example",)
    assert facts.by_a_person is True and facts.badness == 2
    assert facts.limit and not facts.evidence_of_intrusion and not facts.removed_access


def test_a_scheduler_is_no_person_and_an_unknown_program_nobody(owner: Actor) -> None:
    """A machine's post may be called scheduled; of an unknown program nothing is held against the words."""
    case = incident("Buffer")
    words = "We are sorry for the post. A scheduled post of ours went out on the wrong day, and we deleted it."
    assert apologies.facts(case).by_a_person is False
    assert "A21" not in {remark.check for remark in apologies.review(case, words)}
    PostRow.objects.update(app="Web")
    assert "A21" in {remark.check for remark in apologies.review(case, words)}


def test_hacked_may_be_said_once_a_manager_put_the_evidence_on_the_record(owner: Actor) -> None:
    """Rule A8 blocks until then; the evidence stands in the timeline; an author cannot put it there."""
    case, words = incident(), "We are sorry. Our account was hacked, and the post is deleted."
    assert not publishable(apologies.review(case, words))
    author = Actor(Person.objects.create_user("ann@example.org", "a long enough password"), "web")
    Membership.objects.create(person=author.person, workspace=case.workspace, role=Role.AUTHOR)
    with pytest.raises(NotAllowed):
        apologies.note_intrusion(author, case, "A sign-in from an unknown address at 3 a.m.")
    with pytest.raises(BadInput):
        apologies.note_intrusion(owner, case, "trust me")
    apologies.note_intrusion(owner, case, "A sign-in from an unknown address at 3 a.m.")
    assert "A8" not in {remark.check for remark in apologies.review(case, words)}
    assert any("unknown address" in said for _, said in incidents.read(case).timeline)


def test_a_person_taken_off_is_in_the_follow_up_without_a_name(owner: Actor) -> None:
    """The event on the record is what lets the follow-up say it, and no name gets into the words."""
    case = incident()
    assert "no longer has access" not in apologies.suggest(case, later=True)
    data = {"accounts": 2, "by": "Olga Owner"}
    incidents.append(case, "off:1", "person_taken_off", timezone.now(), data)
    text = apologies.suggest(case, later=True)
    assert "no longer has access" in text and "Olga" not in text
