"""Publishing: the right account's own token, once, and never a second post after an unknown outcome."""

from __future__ import annotations

from typing import Any

import pytest

from slipguard.actions import drafts, sending
from slipguard.core import policy
from slipguard.core.errors import BadInput, Conflict
from slipguard.core.types import Decision, DraftDecision
from slipguard.storage.accounts import keep_secret, secret_of
from slipguard.storage.models import Draft
from tests.eventually import eventually
from tests.workflows.conftest import Desk, connected

TEXT = "Lot 4 is open again from seven tomorrow morning."


def ended(draft: Draft) -> Draft:
    """The draft once nothing is under way."""
    return eventually(
        lambda: (d := Draft.objects.get(pk=draft.pk)).state in ("published", "failed", "unknown") and d, "an end", 60
    )


def sent(desk: Desk, text: str = TEXT) -> Draft:
    """Written and sent; an empty voice has too little to say, so nothing asks or holds."""
    return sending.send(desk.actor, drafts.write(desk.actor, desk.account.pk, text).pk)


@pytest.fixture
def decides(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Fix what the policy says: here the ways behind a decision are tested, not the decision."""
    return lambda decision: monkeypatch.setattr(
        policy, "decide_draft", lambda *_, **__: Decision(decision, ("It reads like @other.",))
    )


def test_published_once(desk: Desk) -> None:
    """A plain draft goes out once and says where it is."""
    draft = ended(sent(desk))
    assert draft.state == "published"
    assert draft.url.startswith(desk.server.url)
    assert desk.up() == [TEXT]
    with pytest.raises(Conflict):
        sending.send(desk.actor, draft.pk)


@pytest.mark.parametrize("fault", ["reset", 502])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("honours", [True, False])
def test_unknown_outcome_is_looked_up(fault: Any, when: str, honours: bool, desk: Desk) -> None:
    """An answer that was lost, before or after the server acted, leaves one post, also where keys are ignored."""
    desk.server.behaviour.honours_keys = honours
    desk.server.fault(fault, method="POST", path="/api/v1/statuses", when=when, times=1)
    assert ended(sent(desk)).state == "published"
    assert desk.up() == [TEXT]


def test_the_wrong_accounts_token_sends_nothing(desk: Desk) -> None:
    """A token that turns out to be somebody else's refuses to send, and says whose it is."""
    other = connected(desk.actor, desk.server)
    keep_secret(desk.account.pk)({**secret_of(desk.account.pk), "token": other.person.token})
    draft = ended(sent(desk))
    assert draft.state == "failed"
    assert "another account" in draft.says and other.person.name in draft.says
    assert desk.up() == other.up() == []


@pytest.mark.parametrize(
    ("status", "part"), [(401, "Connect the account again"), (403, "owner must grant"), (429, "later"), (422, "")]
)
def test_refusals_keep_the_draft(status: int, part: str, desk: Desk) -> None:
    """A refusal says what to do next; the text is still there and can be sent again."""
    fault = desk.server.fault(status, method="POST", path="/api/v1/statuses", times=50)
    draft = ended(sent(desk))
    assert draft.state == "failed"
    assert part in draft.says
    assert draft.text == TEXT
    fault.times = 0
    again = sending.send(desk.actor, draft.pk)
    assert ended(again).state == "published"
    assert desk.up() == [TEXT]


def test_too_long_is_refused_before_sending(desk: Desk) -> None:
    """A text over the server's limit is refused with both figures; it is still there, and nothing went out."""
    draft = drafts.write(desk.actor, desk.account.pk, "word " * 200)
    with pytest.raises(BadInput, match=r"999 characters; Mastodon takes 500"):
        sending.send(desk.actor, draft.pk)
    assert drafts.get(desk.actor, draft.pk).state == "draft"
    assert desk.up() == []


def test_undo_wins(desk: Desk, decides: Any) -> None:
    """Within the undo window nothing goes out once it was undone; the words stay."""
    decides(DraftDecision.ASK)
    draft = sent(desk)
    assert draft.state == "waiting" and draft.due_at
    sending.undo(desk.actor, draft.pk)
    from slipguard.workflows.publish import publish

    assert publish(draft.pk, draft.version) == "withdrawn"  # even if the engine were to start it
    assert Draft.objects.get(pk=draft.pk).state == "draft"
    assert desk.up() == []
    # and it can be sent again under a key of its own
    decides(DraftDecision.PUBLISH)
    assert ended(sending.send(desk.actor, draft.pk)).state == "published"


def test_the_window_ends_by_itself_or_at_once(desk: Desk, decides: Any) -> None:
    """After the undo window the draft goes out; “send now” does not wait for it; then an undo is too late."""
    decides(DraftDecision.ASK)
    type(desk.account).objects.update(undo_seconds=1)
    assert ended(sent(desk)).state == "published"
    type(desk.account).objects.update(undo_seconds=300)
    draft = sent(desk, TEXT + " Again.")
    sending.send_now(desk.actor, draft.pk)
    assert ended(draft).state == "published"
    with pytest.raises(Conflict, match="too late"):
        sending.undo(desk.actor, draft.pk)
    assert len(desk.up()) == 2


def test_a_hold_wants_the_name_typed(desk: Desk, decides: Any) -> None:
    """A held draft goes out only against the account's typed name; a wrong name names the right one."""
    decides(DraftDecision.HOLD)
    draft = sent(desk)
    assert draft.state == "held"
    with pytest.raises(BadInput, match=r"would go out on"):
        sending.confirm(desk.actor, draft.pk, "@other")
    assert desk.up() == []
    sending.confirm(desk.actor, draft.pk, f"@{desk.account.handle}")
    assert ended(draft).state == "published"


def test_moved_without_losing_a_letter(desk: Desk, decides: Any) -> None:
    """A draft on the wrong account moves to the right one with its words, and is checked there anew."""
    other = connected(desk.actor, desk.server)
    decides(DraftDecision.HOLD)
    draft = sent(desk)
    moved = sending.move(desk.actor, draft.pk, other.account.pk)
    assert (moved.account_id, moved.text, moved.state) == (other.account.pk, TEXT, "draft")
    decides(DraftDecision.PUBLISH)
    assert ended(sending.send(desk.actor, draft.pk)).state == "published"
    assert (desk.up(), other.up()) == ([], [TEXT])


@pytest.mark.parametrize("text", ["", "   \n", "x" * 20_001])
def test_impossible_texts(text: str, desk: Desk) -> None:
    """What no network could take is refused when it is written, with what to do."""
    with pytest.raises(BadInput) as refused:
        drafts.write(desk.actor, desk.account.pk, text)
    assert refused.value.next_step


def test_strange_texts_go_through(desk: Desk) -> None:
    """NUL and lone surrogates, which networks and clients let through, neither crash nor vanish silently."""
    draft = ended(sent(desk, "a\x00b \ud83d c 😀"))
    assert draft.state == "published"
    assert "\x00" not in draft.text
