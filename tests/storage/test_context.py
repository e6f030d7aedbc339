"""What the judge of harm is told of an account and of the day, from the database, and what comes of it."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import quantiles

import pytest
from django.utils import timezone

from slipguard.actions import days, drafts, workspaces
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotAllowed, NotFound
from slipguard.core.types import DraftDecision, Post, PostDecision
from slipguard.core.voice import learn
from slipguard.storage import context, posts, voices
from slipguard.storage.models import Membership, MourningDay, Person, PostRow, Role, Workspace
from slipguard.workflows.checks import check
from tests.storage.test_storage import account, post

GREETINGS = ("Why not park here?", "What did the car say to the lot? Nothing!", "Road works on the other side.")
JOKE = "Why did the lot cross the road? To park on the other side!"


@pytest.fixture(autouse=True)
def _forget() -> None:
    """What is kept in memory belongs to another test's database."""
    context._words.clear()
    context._days.clear()


def test_a_joke_on_a_day_of_mourning_is_asked_about(owner: Actor) -> None:
    """From the marking on, and no longer than the mark; what speaks of the day itself and answers go out."""
    mine = account()
    voices.keep(mine, learn(Post(f"{GREETINGS[n % 3]} Lot {n} is open!") for n in range(40)))
    assert drafts.assess(owner, mine, JOKE).decision.decision is DraftDecision.PUBLISH
    marked = days.mark(owner, mine.workspace, timezone.localdate().isoformat(), "the flood")
    asked = drafts.assess(owner, mine, JOKE)
    assert asked.decision.decision is DraftDecision.ASK and "mourning" in asked.asked_about
    said = drafts.assess(owner, mine, "We mourn the victims of the flood.")
    assert not said.asked_about
    answer = drafts.assess(owner, mine, JOKE, reply_to="practice/@a/1")
    assert not answer.asked_about
    assert "tragedy" not in check(mine, Post(JOKE, at=timezone.now() - timedelta(days=3)))[1].kinds
    days.unmark(owner, marked.pk)
    assert drafts.assess(owner, mine, JOKE).decision.decision is DraftDecision.PUBLISH


def test_a_day_that_is_marked_during_a_look_is_known_to_the_next_check(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread asks for the days while one is marked: its older answer is not kept."""
    mine, today = account(), timezone.localdate()
    real = MourningDay.objects.filter

    def before(**given: object) -> list[object]:
        found = list(real(**given).values_list("day", flat=True))
        monkeypatch.undo()
        days.mark(owner, mine.workspace, today.isoformat(), "the flood")
        return Listed(found)

    class Listed(list[object]):
        def values_list(self, *_: object, **__: object) -> list[object]:
            return list(self)

    monkeypatch.setattr(MourningDay.objects, "filter", before)
    assert not context.context(mine, is_reply=False).mourning
    assert context.context(mine, is_reply=False).mourning


def test_a_day_of_mourning_holds_in_every_language(owner: Actor) -> None:
    """Where no word list speaks the language, the day still counts."""
    mine = account()
    days.mark(owner, mine.workspace, timezone.localdate().isoformat(), "the flood")
    assert "tragedy" in check(mine, Post("Dziś promocja na bułki!", language="pl"))[1].kinds


def test_a_secret_word_is_asked_about_and_stays_out_of_the_log(owner: Actor) -> None:
    """An unreleased name in a draft raises a question, as a word of its own only; the log does not tell it on."""
    mine = account()
    workspaces.keep_words(owner, mine.workspace, "Nightjar\n\n  project   Alder ")
    assert mine.workspace.secret_words == "Nightjar\nproject Alder"
    for text, asked in (("Wait for NIGHTJAR!", True), ("Project alder is near", True), ("nightjars sing", False)):
        assert bool(drafts.assess(owner, mine, text).asked_about) is asked, text
    from slipguard.storage.models import AuditEntry

    assert not any("Nightjar" in f"{entry.__dict__}" for entry in AuditEntry.objects.all())
    with pytest.raises(BadInput):
        workspaces.keep_words(owner, mine.workspace, "ab")


def test_words_of_every_week_are_no_news(owner: Actor) -> None:
    """A word that the account used in four of its weeks raises nothing; one of last week, or from slips, does."""
    mine, now = account(), timezone.now()
    for week in range(6):
        for n, word in enumerate(("Damn fine coffee", "Bloody tide again" if week == 0 else "High tide again")):
            said = post(f"practice/@umparking/{week}-{n}", f"{word} in week {week}.")
            row, _ = posts.note(mine, said, now, live=False)
            PostRow.objects.filter(pk=row.pk).update(posted_at=now - timedelta(weeks=week))
        row, _ = posts.note(mine, post(f"practice/@umparking/{week}-s", "What crap this is."), now, live=False)
        PostRow.objects.filter(pk=row.pk).update(posted_at=now - timedelta(weeks=week), answer="slip")
    grades = [check(mine, Post(f"This is {word} good", language="en"))[1].grade for word in ("damn", "crap")]
    assert grades == [0, 1]


def test_only_a_manager_marks_days_and_words_and_only_at_home(owner: Actor) -> None:
    """An author cannot, and behind another client's wall the day does not exist."""
    mine = account()
    author = Actor(Person.objects.create_user("ann@example.org", "a long enough password"), "web")
    Membership.objects.create(person=author.person, workspace=mine.workspace, role=Role.AUTHOR)
    with pytest.raises(NotAllowed):
        days.mark(author, mine.workspace, "2031-03-14", "x")
    with pytest.raises(NotAllowed):
        workspaces.keep_words(author, mine.workspace, "Nightjar")
    other = Workspace.objects.create(name="Other", slug="other-client")
    foreign = MourningDay.objects.create(workspace=other, day="2031-03-14", why="x")
    with pytest.raises(NotFound):
        days.unmark(owner, foreign.pk)
    for wrong in ("14 March", "2031-02-30", ""):
        with pytest.raises(BadInput):
            days.mark(owner, mine.workspace, wrong, "x")


def test_a_language_that_is_not_judged_is_said(owner: Actor) -> None:
    """Never silently harmless: the answer says that it was not judged, and the API passes it on."""
    mine = account()
    plain = drafts.assess(owner, mine, "Wszyscy kierowcy to idioci i złodzieje", language="pl").plain(frozenset())
    assert plain["harm"] == 0 and plain["harm_judged"] is False
    assert any("does not know this language" in says for says in plain["harm_says"])
    english = drafts.assess(owner, mine, "All lots are open", language="en").plain(frozenset())
    assert english["harm_judged"] is True and english["harm_says"] == []


def test_the_context_costs_next_to_nothing(owner: Actor) -> None:
    """After the first look of the day, 99 of 100 contexts take under a millisecond: a check has two."""
    mine = account()
    for n in range(200):
        posts.note(mine, post(f"practice/@umparking/{n}", f"Lot {n} is open again today."), timezone.now(), live=False)
    PostRow.objects.update(posted_at=timezone.now())
    context.context(mine, is_reply=False)
    taken = []
    for _ in range(300):
        start = time.thread_time()
        context.context(mine, is_reply=False)
        taken.append(time.thread_time() - start)
    assert quantiles(taken, n=100)[98] < 0.001


def test_a_day_of_mourning_never_takes_a_post_back(owner: Actor) -> None:
    """On a marked day a live post is alarmed about, and stays."""
    from slipguard.core import policy

    mine = account()
    days.mark(owner, mine.workspace, timezone.localdate().isoformat(), "the flood")
    found, harm = check(mine, Post(JOKE))
    assert policy.decide_post(found, harm).decision is PostDecision.ALERT
